#include "api/parts.h"
#include "base/status.h"

lap_status lap_layers_read(const char *names, uint32_t *layers, lap_error *error)
{
    lapi_slice rest = lapi_slice_str(names), name;
    uint32_t found = 0;
    while (lapi_slice_cut(&rest, ',', &name)) {
        unsigned layer = lapi_layer_find(name);
        if (layer == LAPI_LAYER_COUNT)
            return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no such layer: %.*s",
                             (int)(name.bytes < 80 ? name.bytes : 80), name.at);
        found |= 1u << layer;
    }
    *layers = found;
    return LAP_OK;
}

enum lapi_stage lapi_write_stage(const lap_write_options *options)
{
    static const uint8_t needs[] = {
        [LAPI_LAYER_SENTENCES] = LAPI_STAGE_TEXT,
        [LAPI_LAYER_TOKENS] = LAPI_STAGE_SYNTAX,
        [LAPI_LAYER_NAMES] = LAPI_STAGE_MENTION,
        [LAPI_LAYER_ENTITIES] = LAPI_STAGE_MENTION,
        [LAPI_LAYER_TIMES] = LAPI_STAGE_WHEN,
        [LAPI_LAYER_PLACES] = LAPI_STAGE_MENTION,
        [LAPI_LAYER_QUANTITIES] = LAPI_STAGE_QUANTITY,
        [LAPI_LAYER_SOURCES] = LAPI_STAGE_SOURCE,
        [LAPI_LAYER_FACTS] = LAPI_STAGE_FACT,
        [LAPI_LAYER_EVENTS] = LAPI_STAGE_EVENT,
    };
    if (options->format == LAP_FORMAT_CONLLU)
        return LAPI_STAGE_SYNTAX;
    if (options->format != LAP_FORMAT_LAYERS || options->layers == 0)
        return LAPI_STAGE_EVENT;
    unsigned last = LAPI_STAGE_WHEN; /* the document's date is always told */
    for (unsigned layer = 0; layer < LAPI_LAYER_COUNT; layer++)
        if (options->layers >> layer & 1 && needs[layer] > last)
            last = needs[layer];
    return (enum lapi_stage)last;
}

static bool find_frame(const void *context, uint32_t row, lapi_frame_text *out)
{
    const lapi_coder *events = context;
    out->trigger = lapi_coder_row(events, row, LAPI_LEXICON_TRIGGER);
    out->pos = lapi_coder_row(events, row, LAPI_LEXICON_POS);
    out->frame = lapi_coder_row(events, row, LAPI_LEXICON_FRAME);
    out->when = lapi_coder_row(events, row, LAPI_LEXICON_WHEN);
    out->example = lapi_coder_row(events, row, LAPI_LEXICON_EXAMPLE);
    return out->trigger.bytes > 0;
}

static uint64_t explain(const lap_doc *doc, const lap_write_options *options,
                        lapi_style style, lapi_buffer *out)
{
    uint64_t only = 0;
    if (options->event_id && !lapi_id_read(lapi_slice_str(options->event_id), &only))
        return 0;
    lapi_frame_source frames = {find_frame,
                                lapi_pipeline_events(doc->engine->pipeline)};
    return lapi_view_explain(&doc->view, style, frames, only, out);
}

uint64_t lapi_write_doc(const lap_doc *doc, const lap_write_options *options,
                        lapi_buffer *out)
{
    lapi_style style = {.width = options->width, .ansi = options->ansi != 0};
    switch (options->format) {
    case LAP_FORMAT_JSONL:
        lapi_report_jsonl(&doc->view.report, out);
        break;
    case LAP_FORMAT_TEXT:
        lapi_report_people(&doc->view.report, style, out);
        break;
    case LAP_FORMAT_LAYERS:
        lapi_view_layers(&doc->view,
                         options->layers ? options->layers : LAPI_LAYERS_ALL, out);
        break;
    case LAP_FORMAT_CONLLU:
        lapi_view_conllu(&doc->view, out);
        break;
    case LAP_FORMAT_EXPLAIN:
        return explain(doc, options, style, out);
    case LAP_FORMAT_RELATE:
        break;
    }
    return doc->doc.events.count;
}

lap_status lap_doc_write(const lap_doc *doc, const lap_write_options *options,
                         lap_sink sink)
{
    if ((unsigned)options->format >= LAP_FORMAT_RELATE)
        return LAP_BAD_ARGUMENT;
    lapi_buffer out = {0};
    lap_status status = LAP_OK;
    lapi_write_doc(doc, options, &out);
    if (out.failed)
        status = LAP_NO_MEMORY;
    else if (out.bytes && sink.write(sink.context, out.at, out.bytes))
        status = LAP_IO;
    lapi_buffer_clear(&out);
    return status;
}
