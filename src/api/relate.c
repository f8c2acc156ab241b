#include "api/parts.h"
#include "base/status.h"
#include "unicode/utf8.h"
#include "view/json.h"

/* Byte of a code point; false when the text ends before. O(text). */
static bool byte_of(const lapi_doc *doc, uint32_t point, uint32_t *byte)
{
    uint32_t at = 0;
    for (; point && at < doc->text_bytes; point--)
        at += lapi_utf8_at(doc->text + at).bytes;
    *byte = at;
    return point == 0;
}

static lap_status read_side(const lap_workspace *workspace, const char *key,
                            lapi_span *out, lap_error *error)
{
    uint32_t start, end;
    lap_status status = lapi_json_in_span(lapi_opener_json(workspace->opener), key,
                                          &start, &end, error);
    if (status)
        return status;
    const lapi_doc *doc = &workspace->doc.doc;
    if (!byte_of(doc, start, &out->begin) || !byte_of(doc, end, &out->end))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "\"%s\" ends after the text", key);
    return LAP_OK;
}

lap_status lapi_write_relation(const lap_workspace *workspace, lapi_buffer *out,
                               lap_error *error)
{
    lapi_span source, target;
    lap_status status = read_side(workspace, "source", &source, error);
    if (status == LAP_OK)
        status = read_side(workspace, "target", &target, error);
    if (status)
        return status;
    lapi_relation relation;
    const lapi_doc *doc = &workspace->doc.doc;
    lapi_coder_relate(lapi_pipeline_events(workspace->engine->pipeline), doc, source,
                      target, &relation);
    lapi_json json = {.out = out};
    lapi_json_open(&json, '{');
    lapi_json_key(&json, "id");
    lapi_json_slice(&json, doc->id);
    lapi_json_pair(&json, "event", lapi_slice_str(lapi_event_name(relation.type)));
    lapi_json_pair(&json, "mode", relation.mode);
    lapi_json_pair(&json, "cameo", lapi_slice_str(relation.cameo));
    lapi_json_key(&json, "quad");
    lapi_json_u64(&json, relation.quad);
    lapi_json_pair(&json, "status", lapi_slice_str(lapi_status_word(relation.status)));
    lapi_json_key(&json, "confidence");
    lapi_json_decimal(&json, (double)relation.confidence / 1000, 3);
    lapi_json_close(&json, '}');
    lapi_buffer_byte(out, '\n');
    return LAP_OK;
}
