#include "intake/record.h"

#include "base/status.h"
#include "data/names.h"
#include "intake/json.h"

#include <math.h>

#define LIST_MAX 64u /* items of a list of a record */

typedef struct reader {
    lapi_arena *arena;
    lap_status status; /* the first failure; what follows is passed over */
    lap_error *error;
} reader;

static void refuse(reader *r, lap_status status, const char *key, const char *what)
{
    if (r->status == LAP_OK)
        r->status = lapi_fail(r->error, status, 0, "\"%s\" %s", key, what);
}

static json_object *get(json_object *object, const char *key)
{
    json_object *value = NULL;
    return object && json_object_object_get_ex(object, key, &value) ? value : NULL;
}

static void *room(reader *r, size_t count, size_t size)
{
    void *at = lapi_arena_get(r->arena, count ? count : 1, size);
    if (!at && r->status == LAP_OK)
        r->status = LAP_NO_MEMORY;
    return at;
}

static lapi_slice keep(reader *r, lapi_slice text)
{
    if (!text.bytes)
        return (lapi_slice){NULL, 0};
    lapi_slice copy = lapi_arena_copy(r->arena, text.at, text.bytes);
    if (!copy.at && r->status == LAP_OK)
        r->status = LAP_NO_MEMORY;
    return copy;
}

/* Borrowed from the object. */
static lapi_slice peek_text(reader *r, json_object *object, const char *key)
{
    lapi_slice text = {NULL, 0};
    if (object && r->status == LAP_OK)
        r->status = lapi_json_text(object, key, &text, r->error);
    return text;
}

static lapi_slice get_text(reader *r, json_object *object, const char *key)
{
    return keep(r, peek_text(r, object, key));
}

/* A code into buf[cap]; one that is longer is refused. */
static void get_code(reader *r, json_object *object, const char *key, char *buf,
                     size_t cap)
{
    lapi_slice text = peek_text(r, object, key);
    if (text.bytes >= cap)
        refuse(r, LAP_BAD_INPUT, key, "is longer than any code");
    else if (text.bytes)
        memcpy(buf, text.at, text.bytes);
}

static double get_number(reader *r, json_object *object, const char *key, double min,
                         double max)
{
    json_object *value = get(object, key);
    if (!value)
        return min > 0 ? min : 0;
    bool is_number = json_object_is_type(value, json_type_int) ||
                     json_object_is_type(value, json_type_double);
    double x = is_number ? json_object_get_double(value) : NAN;
    if (!(x >= min && x <= max)) {
        refuse(r, LAP_BAD_INPUT, key, "is no number in its range");
        return 0;
    }
    return x;
}

static uint32_t get_u32(reader *r, json_object *object, const char *key)
{
    return (uint32_t)get_number(r, object, key, 0, UINT32_MAX);
}

static uint64_t get_u64(json_object *object, const char *key)
{
    json_object *value = get(object, key);
    return value ? json_object_get_uint64(value) : 0;
}

static uint8_t get_flag(json_object *object, const char *key)
{
    return json_object_get_boolean(get(object, key)) ? 1 : 0;
}

/* The value of an enum by its name; 0 where the key is missing. */
static uint8_t get_name(reader *r, json_object *object, const char *key,
                        const char *(*name)(unsigned), unsigned count)
{
    lapi_slice text = peek_text(r, object, key);
    if (!text.bytes)
        return 0;
    unsigned value = lapi_name_find(name, count, text);
    if (value == count)
        refuse(r, LAP_BAD_INPUT, key, "has a name that is not known");
    return value < count ? (uint8_t)value : 0;
}

static int32_t get_day(reader *r, json_object *object, const char *key)
{
    int32_t day = LAPI_DAY_NONE;
    lapi_slice text = peek_text(r, object, key);
    if (text.bytes && lapi_intake_day(text, &day))
        refuse(r, LAP_BAD_INPUT, key, "is no date");
    return day;
}

static uint64_t get_id(reader *r, json_object *object, const char *key)
{
    lapi_slice text = peek_text(r, object, key);
    uint64_t id = 0;
    if (!text.bytes)
        return 0;
    if (!lapi_id_read(text, &id))
        refuse(r, LAP_BAD_INPUT, key, "is no id of 16 hexadecimal digits");
    return id;
}

static lapi_told get_told(reader *r, json_object *object)
{
    return (lapi_told){get_text(r, object, "text"), get_u32(r, object, "start"),
                       get_u32(r, object, "end")};
}

/* A list, and room for its items of `size` bytes; no items where the key is missing. */
static void *get_list(reader *r, json_object *object, const char *key, size_t size,
                      json_object **list, uint32_t *count)
{
    size_t n = 0;
    *list = get(object, key);
    if (*list && !json_object_is_type(*list, json_type_array))
        refuse(r, LAP_BAD_INPUT, key, "is no list");
    else if (*list)
        n = json_object_array_length(*list);
    if (n > LIST_MAX) {
        refuse(r, LAP_TOO_LARGE, key, "has more than 64 items");
        n = 0;
    }
    *count = (uint32_t)n;
    return room(r, n, size);
}

static lapi_entity get_entity(reader *r, json_object *object)
{
    lapi_entity entity = {.told = get_told(r, object),
                          .name = get_text(r, object, "name"),
                          .office = get_text(r, object, "office"),
                          .wikidata = get_text(r, object, "wikidata")};
    get_code(r, object, "country", entity.country, sizeof entity.country);
    get_code(r, object, "sector", entity.sector, sizeof entity.sector);
    if (!entity.country[0])
        memcpy(entity.country, "UNK", 4);
    return entity;
}

static lapi_entities get_entities(reader *r, json_object *object, const char *key)
{
    json_object *list;
    lapi_entities out;
    out.at = get_list(r, object, key, sizeof *out.at, &list, &out.count);
    for (uint32_t i = 0; r->status == LAP_OK && i < out.count; i++)
        out.at[i] = get_entity(r, json_object_array_get_idx(list, i));
    return out;
}

static lapi_sayings get_sayings(reader *r, json_object *object, const char *key)
{
    json_object *list;
    lapi_sayings out;
    out.at = get_list(r, object, key, sizeof *out.at, &list, &out.count);
    for (uint32_t i = 0; r->status == LAP_OK && i < out.count; i++) {
        json_object *item = json_object_array_get_idx(list, i);
        out.at[i].who = get_entity(r, item);
        out.at[i].cue = get_told(r, get(item, "cue"));
        out.at[i].medium = get_text(r, item, "medium");
        out.at[i].said_on = get_day(r, item, "when");
    }
    return out;
}

static void get_when(reader *r, json_object *object, lapi_record *record)
{
    json_object *date = get(object, "date");
    record->from = record->to = LAPI_DAY_NONE;
    if (!date)
        return;
    record->when = get_told(r, date);
    record->from = get_day(r, date, "from");
    record->to = get_day(r, date, "to");
    record->grain = get_name(r, date, "grain", lapi_grain_name, LAPI_GRAIN_VAGUE + 1);
    record->is_anchor_inferred = peek_text(r, date, "anchor").bytes > 0;
    if (record->from == LAPI_DAY_NONE || record->to == LAPI_DAY_NONE)
        refuse(r, LAP_BAD_INPUT, "date", "has no from or to");
}

static int32_t degrees_e4(reader *r, json_object *object, const char *key, double max)
{
    return (int32_t)lround(get_number(r, object, key, -max, max) * 1e4);
}

static void get_sites(reader *r, json_object *object, lapi_record *record)
{
    json_object *list;
    record->sites =
        get_list(r, object, "place", sizeof *record->sites, &list, &record->site_count);
    for (uint32_t i = 0; r->status == LAP_OK && i < record->site_count; i++) {
        json_object *item = json_object_array_get_idx(list, i);
        lapi_site *site = &record->sites[i];
        site->told = get_told(r, item);
        site->name = get_text(r, item, "name");
        site->admin1 = get_text(r, item, "admin1");
        get_code(r, item, "country", site->country, sizeof site->country);
        site->has_point = get(item, "lat") && get(item, "lon");
        site->lat_e4 = degrees_e4(r, item, "lat", 90);
        site->lon_e4 = degrees_e4(r, item, "lon", 180);
        site->geonameid = get_u32(r, item, "geonameid");
        site->grain =
            get_name(r, item, "grain", lapi_place_grain_name, LAPI_GRAIN_SITE + 1);
        site->relation = get_name(r, item, "relation", lapi_place_relation_name,
                                  LAPI_PLACE_BETWEEN + 1);
    }
}

static void get_amounts(reader *r, json_object *object, lapi_record *record)
{
    json_object *list;
    record->amounts = get_list(r, object, "quantity", sizeof *record->amounts, &list,
                               &record->amount_count);
    for (uint32_t i = 0; r->status == LAP_OK && i < record->amount_count; i++) {
        json_object *item = json_object_array_get_idx(list, i);
        lapi_amount *amount = &record->amounts[i];
        amount->told = get_told(r, item);
        amount->what =
            get_name(r, item, "what", lapi_quantity_what_name, LAPI_WHAT_DURATION + 1);
        amount->bound =
            get_name(r, item, "bound", lapi_bound_name, LAPI_BOUND_FEWER_THAN + 1);
        amount->value = get_number(r, item, "value", -1e15, 1e15);
        amount->has_low = get(item, "low") != NULL;
        amount->has_high = get(item, "high") != NULL;
        amount->low = get_number(r, item, "low", -1e15, 1e15);
        amount->high = get_number(r, item, "high", -1e15, 1e15);
        amount->unit = get_text(r, item, "unit");
        get_code(r, item, "whose", amount->whose, sizeof amount->whose);
    }
}

static void get_contexts(reader *r, json_object *object, lapi_record *record)
{
    json_object *list;
    record->contexts = get_list(r, object, "context", sizeof *record->contexts, &list,
                                &record->context_count);
    for (uint32_t i = 0; r->status == LAP_OK && i < record->context_count; i++) {
        json_object *item = json_object_array_get_idx(list, i);
        const char *text = json_object_get_string(item);
        record->contexts[i] = keep(r, lapi_slice_str(text ? text : ""));
    }
}

static void get_record(reader *r, json_object *object, lapi_record *record)
{
    record->id = get_id(r, object, "id");
    record->same_as = get_id(r, object, "same_as");
    record->sentence = get_u32(r, object, "sentence");
    record->type = get_name(r, object, "event", lapi_event_name, LAPI_EVENT_TYPES);
    record->mode = get_text(r, object, "mode");
    get_code(r, object, "cameo", record->cameo, sizeof record->cameo);
    record->quad = (uint8_t)get_number(r, object, "quad", 1, 4);
    record->scale_e1 = (int16_t)lround(get_number(r, object, "scale", -100, 100) * 10);
    record->status = get_name(r, object, "status", lapi_status_word, LAPI_STATUS_COUNT);
    record->historical = get_flag(object, "historical");
    record->caption = get_flag(object, "caption");
    record->confidence =
        (uint32_t)lround(get_number(r, object, "confidence", 0, 1) * 1000);
    record->actors = get_entities(r, object, "actor");
    record->recipients = get_entities(r, object, "recipient");
    record->trigger = get_told(r, get(object, "trigger"));
    record->evidence = get_told(r, get(object, "evidence"));
    record->according_to = get_sayings(r, object, "according_to");
    record->disputed_by = get_sayings(r, object, "disputed_by");
    get_when(r, object, record);
    get_sites(r, object, record);
    get_amounts(r, object, record);
    get_contexts(r, object, record);
    if (!get(object, "event"))
        refuse(r, LAP_BAD_INPUT, "event", "is missing");
}

lap_status lapi_record_read(lapi_json_in *json, lapi_slice line, lapi_arena *arena,
                            lapi_record *out, lapi_slice *doc, lapi_slice *coder,
                            lap_error *error)
{
    reader r = {arena, LAP_OK, error};
    lapi_record record = {.type = 0};
    json_object *object = lapi_json_in_line(json, line, error);
    if (!object)
        return LAP_BAD_INPUT;
    get_record(&r, object, &record);
    lapi_slice id = get_text(&r, object, "doc"), by = get_text(&r, object, "coder");
    if (r.status)
        return r.status;
    *out = record;
    *doc = id;
    *coder = by;
    return LAP_OK;
}

lap_status lapi_report_read(lapi_json_in *json, lapi_slice line, lapi_arena *arena,
                            lapi_report *out, lap_error *error)
{
    reader r = {arena, LAP_OK, error};
    json_object *object = lapi_json_in_line(json, line, error);
    if (!object)
        return LAP_BAD_INPUT;
    lapi_report report = {.id = get_text(&r, object, "id"),
                          .url = get_text(&r, object, "url"),
                          .publisher = get_text(&r, object, "source"),
                          .title = get_text(&r, object, "title"),
                          .language = get_text(&r, object, "language"),
                          .coder = get_text(&r, object, "coder"),
                          .text = get_text(&r, object, "text"),
                          .date = get_day(&r, object, "date"),
                          .anchor = get_name(&r, object, "anchor", lapi_anchor_name,
                                             LAPI_ANCHOR_NONE + 1)};
    report.file = get_text(&r, object, "file");
    report.file_offset = get_u64(object, "file_offset");
    report.file_bytes = get_u64(object, "file_bytes");
    if (r.status == LAP_OK)
        r.status = lapi_json_spans(object, "captions", arena, &report.captions,
                                   &report.caption_count, error);
    if (!report.id.bytes)
        refuse(&r, LAP_BAD_INPUT, "id", "is missing");
    if (r.status)
        return r.status;
    *out = report;
    return LAP_OK;
}
