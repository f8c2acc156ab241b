#include "intake/json.h"

#include "base/limits.h"
#include "base/status.h"
#include "unicode/utf8.h"

#include <stdlib.h>

enum { DEPTH_MAX = 32 };

struct lapi_json_in {
    json_tokener *tokener;
    json_object *object; /* the line read last; NULL: none */
};

lap_status lapi_json_in_new(lapi_json_in **out)
{
    lapi_json_in *json = calloc(1, sizeof *json);
    if (!json)
        return LAP_NO_MEMORY;
    json->tokener = json_tokener_new_ex(DEPTH_MAX);
    if (!json->tokener) {
        free(json);
        return LAP_NO_MEMORY;
    }
    json_tokener_set_flags(json->tokener, JSON_TOKENER_STRICT);
    *out = json;
    return LAP_OK;
}

void lapi_json_in_free(lapi_json_in *json)
{
    if (!json)
        return;
    json_object_put(json->object);
    json_tokener_free(json->tokener);
    free(json);
}

/* Offset of the first byte that json-c would let pass though JSON does not know it:
 * other quotation marks, comments, NaN, Infinity, raw controls in a string. */
static uint32_t first_foreign(lapi_slice line)
{
    bool quoted = false;
    for (uint32_t i = 0; i < line.bytes; i++) {
        char c = line.at[i];
        if (quoted ? (unsigned char)c < 0x20 : memchr("'/NI", c, 4) != NULL)
            return i;
        if (quoted && c == '\\')
            i++;
        else if (c == '"')
            quoted = !quoted;
    }
    return line.bytes;
}

/* json-c waits for more after a null that ends the line. */
static bool is_null(lapi_slice line)
{
    while (line.bytes && lapi_intake_is_blank(lapi_slice_of(line.at, 1)))
        line = lapi_slice_of(line.at + 1, line.bytes - 1);
    return line.bytes >= 4 && memcmp(line.at, "null", 4) == 0;
}

/* One JSON object of the whole line, or NULL with the error told. */
static json_object *parse(lapi_json_in *json, lapi_slice line, lap_error *error)
{
    uint32_t foreign = first_foreign(line);
    if (foreign < line.bytes) {
        lapi_fail(error, LAP_BAD_INPUT, foreign,
                  "not JSON: unexpected byte 0x%02x at %u",
                  (unsigned)(unsigned char)line.at[foreign], (unsigned)foreign);
        return NULL;
    }
    json_tokener_reset(json->tokener);
    json_object *object =
        json_tokener_parse_ex(json->tokener, line.at, (int)line.bytes);
    enum json_tokener_error what = json_tokener_get_error(json->tokener);
    size_t at = json_tokener_get_parse_end(json->tokener);
    if (object && !lapi_intake_is_blank(
                      lapi_slice_of(line.at + at, (uint32_t)(line.bytes - at)))) {
        lapi_fail(error, LAP_BAD_INPUT, at, "not JSON: more after the object");
    } else if (is_null(line)) {
        lapi_fail(error, LAP_BAD_INPUT, at, "not a JSON object");
    } else if (what == json_tokener_continue) {
        lapi_fail(error, LAP_BAD_INPUT, at, "not JSON: the line ends too early");
    } else if (!object && what != json_tokener_success) {
        lapi_fail(error, LAP_BAD_INPUT, at, "not JSON: %s at byte %zu",
                  json_tokener_error_desc(what), at);
    } else if (!json_object_is_type(object, json_type_object)) {
        lapi_fail(error, LAP_BAD_INPUT, at, "not a JSON object");
    } else {
        return object;
    }
    json_object_put(object);
    return NULL;
}

lap_status lapi_json_text(json_object *object, const char *key, lapi_slice *out,
                          lap_error *error)
{
    json_object *value = NULL;
    *out = LAPI_S("");
    if (!json_object_object_get_ex(object, key, &value) || !value)
        return LAP_OK;
    if (!json_object_is_type(value, json_type_string))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "\"%s\" is not a string", key);
    const char *at = json_object_get_string(value);
    size_t n = (size_t)json_object_get_string_len(value);
    if (n && memchr(at, 0, n))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "a NUL in \"%s\"", key);
    *out = lapi_slice_of(at, (uint32_t)n);
    return LAP_OK;
}

/* An id may be a whole number, too. json-c cuts what does not fit 64 bits to the ends
 * of their range; two documents must not get one id by that. */
static bool is_cut(json_object *number)
{
    return json_object_get_uint64(number) == UINT64_MAX ||
           json_object_get_int64(number) == INT64_MIN;
}

static lap_status get_id(json_object *object, lapi_doc *doc, lap_error *error)
{
    json_object *value = NULL;
    if (!json_object_object_get_ex(object, "id", &value) || !value)
        return LAP_OK;
    lapi_slice id;
    if (json_object_is_type(value, json_type_int)) {
        if (is_cut(value))
            return lapi_fail(error, LAP_BAD_INPUT, 0,
                             "\"id\" is too large a number; a string may hold it");
        id = lapi_slice_str(json_object_to_json_string(value));
    } else {
        lap_status status = lapi_json_text(object, "id", &id, error);
        if (status)
            return status;
    }
    return lapi_arena_keep(doc->arena, id, &doc->id);
}

static lap_status get_date(json_object *object, lapi_doc *doc, lap_error *note)
{
    json_object *value = NULL;
    if (!json_object_object_get_ex(object, "date", &value) || !value)
        return LAP_OK;
    const char *text = json_object_get_string(value);
    bool is_text = json_object_is_type(value, json_type_string) ||
                   json_object_is_type(value, json_type_int);
    if (is_text && lapi_intake_day(lapi_slice_str(text), &doc->date) == LAP_OK)
        doc->anchor = LAPI_ANCHOR_GIVEN;
    else
        lapi_fail(note, LAP_BAD_INPUT, 0, "\"date\" is no date, read without: %.40s",
                  text);
    return LAP_OK;
}

/* The text of a key, copied into the document's arena; *out is left as it is where
 * there is none. */
static lap_status copy_text(json_object *object, const char *key, lapi_doc *doc,
                            lapi_slice *out, lap_error *error)
{
    lapi_slice text;
    lap_status status = lapi_json_text(object, key, &text, error);
    return status ? status : lapi_arena_keep(doc->arena, text, out);
}

static bool get_number(json_object *value, uint32_t *out)
{
    int64_t n = json_object_get_int64(value);
    if (!json_object_is_type(value, json_type_int) || n < 0 ||
        n > (int64_t)LAPI_DOC_BYTES_MAX)
        return false;
    *out = (uint32_t)n;
    return true;
}

static bool get_pair(json_object *pair, lapi_span *out)
{
    return json_object_is_type(pair, json_type_array) &&
           json_object_array_length(pair) == 2 &&
           get_number(json_object_array_get_idx(pair, 0), &out->begin) &&
           get_number(json_object_array_get_idx(pair, 1), &out->end) &&
           out->begin < out->end;
}

lap_status lapi_json_spans(json_object *object, const char *key, lapi_arena *arena,
                           lapi_span **out, uint32_t *count, lap_error *error)
{
    json_object *list = NULL;
    *count = 0;
    if (!json_object_object_get_ex(object, key, &list) || !list)
        return LAP_OK;
    bool is_list = json_object_is_type(list, json_type_array);
    size_t n = is_list ? json_object_array_length(list) : 0;
    lapi_span *spans = lapi_arena_get(arena, n + 1, sizeof *spans);
    if (!spans)
        return LAP_NO_MEMORY;
    for (size_t i = 0; is_list && i < n; i++)
        is_list = get_pair(json_object_array_get_idx(list, i), &spans[i]) &&
                  (i == 0 || spans[i - 1].end <= spans[i].begin);
    if (!is_list)
        return lapi_fail(error, LAP_BAD_INPUT, 0,
                         "\"%s\" is no list of spans [begin, end] in order", key);
    *out = spans;
    *count = (uint32_t)n;
    return LAP_OK;
}

/* The byte at which a code point begins, going on from another; false behind the text.
 */
static bool find_point(const lapi_doc *doc, uint32_t point, uint32_t *at_point,
                       uint32_t *at)
{
    while (*at_point < point && *at < doc->text_bytes) {
        *at += lapi_utf8_at(doc->text + *at).bytes;
        ++*at_point;
    }
    return *at_point == point;
}

/* Code points in the line, bytes in the document. */
static lap_status get_captions(json_object *object, lapi_doc *doc, lap_error *error)
{
    uint32_t point = 0, at = 0;
    lap_status status = lapi_json_spans(object, "captions", doc->arena, &doc->captions,
                                        &doc->caption_count, error);
    for (uint32_t i = 0; status == LAP_OK && i < doc->caption_count; i++) {
        lapi_span *span = &doc->captions[i];
        bool is_in = find_point(doc, span->begin, &point, &at);
        uint32_t begin = at;
        if (!is_in || !find_point(doc, span->end, &point, &at))
            status = lapi_fail(error, LAP_BAD_INPUT, 0,
                               "\"captions\" has a span behind the text");
        *span = (lapi_span){begin, at};
    }
    if (status)
        doc->caption_count = 0;
    return status;
}

static lap_status get_doc(json_object *object, lapi_doc *doc, lap_error *note,
                          lap_error *error)
{
    lapi_slice title, text;
    json_object *value = NULL;
    if (!json_object_object_get_ex(object, "text", &value) || !value)
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no \"text\"");
    lap_status status = get_id(object, doc, error);
    if (status == LAP_OK)
        status = lapi_json_text(object, "title", &title, error);
    if (status == LAP_OK)
        status = lapi_json_text(object, "text", &text, error);
    if (status == LAP_OK)
        status = get_date(object, doc, note);
    if (status == LAP_OK)
        status = lapi_intake_parts(title, text, doc, error);
    if (status == LAP_OK)
        status = get_captions(object, doc, error);
    if (status == LAP_OK)
        status = copy_text(object, "language", doc, &doc->language, error);
    if (status == LAP_OK)
        status = copy_text(object, "url", doc, &doc->url, error);
    bool pair = json_object_object_get_ex(object, "source", &value) &&
                json_object_is_type(value, json_type_object); /* a span of relate */
    if (status == LAP_OK && !pair)
        status = copy_text(object, "source", doc, &doc->publisher, error);
    return status;
}

json_object *lapi_json_in_line(lapi_json_in *json, lapi_slice line, lap_error *error)
{
    size_t good = lapi_utf8_check(line.at, line.bytes);
    if (good < line.bytes) {
        lapi_fail(error, LAP_BAD_INPUT, good, "not UTF-8: byte 0x%02x at byte %zu",
                  (unsigned)(unsigned char)line.at[good], good);
        return NULL;
    }
    line = lapi_slice_unmarked(line);
    if (line.bytes && memchr(line.at, 0, line.bytes)) {
        lapi_fail(error, LAP_BAD_INPUT, 0, "a NUL byte in the line");
        return NULL;
    }
    json_object_put(json->object);
    json->object = parse(json, line, error);
    return json->object;
}

lap_status lapi_json_in_doc(lapi_json_in *json, lapi_slice line, lapi_doc *doc,
                            lap_error *note, lap_error *error)
{
    note->status = LAP_OK;
    json_object *object = lapi_json_in_line(json, line, error);
    return object ? get_doc(object, doc, note, error) : LAP_BAD_INPUT;
}

static bool get_offset(json_object *span, const char *key, uint32_t *out)
{
    json_object *value = NULL;
    return json_object_object_get_ex(span, key, &value) && get_number(value, out);
}

lap_status lapi_json_in_span(lapi_json_in *json, const char *key, uint32_t *start,
                             uint32_t *end, lap_error *error)
{
    json_object *span = NULL;
    uint32_t from, to;
    if (!json->object || !json_object_object_get_ex(json->object, key, &span) ||
        !json_object_is_type(span, json_type_object) ||
        !get_offset(span, "start", &from) || !get_offset(span, "end", &to) || from > to)
        return lapi_fail(error, LAP_BAD_INPUT, 0,
                         "\"%s\" is no {\"start\", \"end\"} of the text", key);
    *start = from;
    *end = to;
    return LAP_OK;
}
