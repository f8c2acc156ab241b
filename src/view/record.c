#include "view/record.h"

#include "data/doc.h"
#include "view/view.h"

/* "text", "start", "end"; nothing where nothing was told. */
static void put_told(lapi_json *json, lapi_told told)
{
    if (!told.text.bytes)
        return;
    lapi_json_pair(json, "text", told.text);
    lapi_json_key(json, "start");
    lapi_json_u64(json, told.start);
    lapi_json_key(json, "end");
    lapi_json_u64(json, told.end);
}

void lapi_record_day(lapi_json *json, const char *key, int32_t day)
{
    char text[11];
    if (day == LAPI_DAY_NONE)
        return;
    lapi_day_write(day, text);
    lapi_json_key(json, key);
    lapi_json_str(json, text);
}

void lapi_record_day_or_null(lapi_json *json, const char *key, int32_t day)
{
    if (day != LAPI_DAY_NONE) {
        lapi_record_day(json, key, day);
        return;
    }
    lapi_json_key(json, key);
    lapi_json_null(json);
}

void lapi_record_degrees(lapi_json *json, const char *key, int32_t e4)
{
    lapi_json_key(json, key);
    lapi_json_decimal(json, (double)e4 / 10000, 4);
}

void lapi_record_amount(lapi_json *json, const lapi_amount *amount)
{
    lapi_json_key(json, "value");
    lapi_json_decimal(json, amount->value, 3);
    if (amount->has_low) {
        lapi_json_key(json, "low");
        lapi_json_decimal(json, amount->low, 3);
    }
    if (amount->has_high) {
        lapi_json_key(json, "high");
        lapi_json_decimal(json, amount->high, 3);
    }
    lapi_json_key(json, "bound");
    lapi_json_str(json, lapi_bound_name(amount->bound));
    lapi_json_pair(json, "unit", amount->unit);
}

uint32_t lapi_entity_code(const lapi_entity *entity, char code[9])
{
    size_t n = strlen(entity->country), m = strlen(entity->sector);
    memcpy(code, entity->country, n);
    if (m)
        code[n++] = ' ';
    memcpy(code + n, entity->sector, m + 1);
    return (uint32_t)(n + m);
}

/* The keys of an entity, inside an object that the caller opened. */
static void write_entity(lapi_json *json, const lapi_entity *entity)
{
    char code[9];
    put_told(json, entity->told);
    lapi_json_pair(json, "name", entity->name);
    lapi_json_key(json, "country");
    lapi_json_str(json, entity->country);
    lapi_json_key(json, "sector");
    lapi_json_str(json, entity->sector);
    lapi_entity_code(entity, code);
    lapi_json_key(json, "code");
    lapi_json_str(json, code);
    lapi_json_pair(json, "office", entity->office);
    lapi_json_pair(json, "wikidata", entity->wikidata);
}

void lapi_entities_json(lapi_json *json, const char *key, const lapi_entities *list)
{
    if (!list->count)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < list->count; i++) {
        lapi_json_open(json, '{');
        write_entity(json, &list->at[i]);
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

static void write_told(lapi_json *json, const char *key, lapi_told told)
{
    if (!told.text.bytes)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '{');
    put_told(json, told);
    lapi_json_close(json, '}');
}

static void write_when(lapi_json *json, const lapi_record *record)
{
    if (record->from == LAPI_DAY_NONE)
        return;
    lapi_json_key(json, "date");
    lapi_json_open(json, '{');
    put_told(json, record->when);
    lapi_record_day(json, "from", record->from);
    lapi_record_day(json, "to", record->to);
    lapi_json_key(json, "grain");
    lapi_json_str(json, lapi_grain_name(record->grain));
    if (record->is_anchor_inferred)
        lapi_json_pair(json, "anchor", LAPI_S("inferred"));
    lapi_json_close(json, '}');
}

static void write_site(lapi_json *json, const lapi_site *site)
{
    lapi_json_open(json, '{');
    put_told(json, site->told);
    lapi_json_pair(json, "name", site->name);
    lapi_json_pair(json, "country", lapi_slice_str(site->country));
    lapi_json_pair(json, "admin1", site->admin1);
    if (site->has_point) {
        lapi_record_degrees(json, "lat", site->lat_e4);
        lapi_record_degrees(json, "lon", site->lon_e4);
    }
    if (site->geonameid) {
        lapi_json_key(json, "geonameid");
        lapi_json_u64(json, site->geonameid);
    }
    lapi_json_key(json, "grain");
    lapi_json_str(json, lapi_place_grain_name(site->grain));
    lapi_json_key(json, "relation");
    lapi_json_str(json, lapi_place_relation_name(site->relation));
    lapi_json_close(json, '}');
}

void lapi_sites_json(lapi_json *json, const lapi_site *sites, uint32_t count)
{
    if (!count)
        return;
    lapi_json_key(json, "place");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < count; i++)
        write_site(json, &sites[i]);
    lapi_json_close(json, ']');
}

void lapi_amounts_json(lapi_json *json, const lapi_record *record)
{
    if (!record->amount_count)
        return;
    lapi_json_key(json, "quantity");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < record->amount_count; i++) {
        const lapi_amount *amount = &record->amounts[i];
        lapi_json_open(json, '{');
        put_told(json, amount->told);
        lapi_json_key(json, "what");
        lapi_json_str(json, lapi_quantity_what_name(amount->what));
        lapi_record_amount(json, amount);
        lapi_json_pair(json, "whose", lapi_slice_str(amount->whose));
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

void lapi_sayings_json(lapi_json *json, const char *key, const lapi_sayings *sayings)
{
    if (!sayings->count)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < sayings->count; i++) {
        const lapi_saying *saying = &sayings->at[i];
        lapi_json_open(json, '{');
        write_entity(json, &saying->who);
        write_told(json, "cue", saying->cue);
        lapi_json_pair(json, "medium", saying->medium);
        lapi_record_day(json, "when", saying->said_on);
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

static void write_type(lapi_json *json, const lapi_record *record)
{
    lapi_json_key(json, "event");
    lapi_json_str(json, lapi_event_name(record->type));
    lapi_json_pair(json, "mode", record->mode);
    if (record->context_count) {
        lapi_json_key(json, "context");
        lapi_json_open(json, '[');
        for (uint32_t i = 0; i < record->context_count; i++)
            lapi_json_slice(json, record->contexts[i]);
        lapi_json_close(json, ']');
    }
    lapi_json_pair(json, "cameo", lapi_slice_str(record->cameo));
    lapi_json_key(json, "quad");
    lapi_json_u64(json, record->quad);
    lapi_json_key(json, "scale");
    lapi_json_decimal(json, (double)record->scale_e1 / 10, 1);
}

static void write_flag(lapi_json *json, const char *key, bool is_set)
{
    if (!is_set)
        return;
    lapi_json_key(json, key);
    lapi_json_true(json);
}

void lapi_record_json(lapi_json *json, const lapi_report *report,
                      const lapi_record *record)
{
    lapi_json_open(json, '{');
    lapi_json_id(json, "id", record->id);
    lapi_json_key(json, "doc");
    lapi_json_slice(json, report->id);
    lapi_json_key(json, "sentence");
    lapi_json_u64(json, record->sentence);
    write_type(json, record);
    lapi_entities_json(json, "actor", &record->actors);
    lapi_entities_json(json, "recipient", &record->recipients);
    write_told(json, "trigger", record->trigger);
    write_told(json, "evidence", record->evidence);
    write_when(json, record);
    lapi_sites_json(json, record->sites, record->site_count);
    lapi_amounts_json(json, record);
    lapi_json_key(json, "status");
    lapi_json_str(json, lapi_status_word(record->status));
    write_flag(json, "historical", record->historical);
    lapi_sayings_json(json, "according_to", &record->according_to);
    lapi_sayings_json(json, "disputed_by", &record->disputed_by);
    if (record->same_as)
        lapi_json_id(json, "same_as", record->same_as);
    lapi_json_key(json, "confidence");
    lapi_json_decimal(json, (double)record->confidence / 1000, 3);
    write_flag(json, "caption", record->caption);
    lapi_json_pair(json, "coder", report->coder);
    lapi_json_close(json, '}');
}

/* Pairs of numbers; nothing where there are none. */
static void write_spans(lapi_json *json, const char *key, const lapi_span *spans,
                        uint32_t count)
{
    if (!count)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < count; i++) {
        lapi_json_open(json, '[');
        lapi_json_u64(json, spans[i].begin);
        lapi_json_u64(json, spans[i].end);
        lapi_json_close(json, ']');
    }
    lapi_json_close(json, ']');
}

void lapi_report_json(lapi_json *json, const lapi_report *report)
{
    lapi_json_open(json, '{');
    lapi_json_pair(json, "id", report->id);
    lapi_json_pair(json, "url", report->url);
    lapi_json_pair(json, "source", report->publisher);
    lapi_json_pair(json, "title", report->title);
    lapi_json_pair(json, "language", report->language);
    lapi_record_day(json, "date", report->date);
    lapi_json_key(json, "anchor");
    lapi_json_str(json, lapi_anchor_name(report->anchor));
    lapi_json_pair(json, "coder", report->coder);
    lapi_json_pair(json, "text", report->text);
    write_spans(json, "captions", report->captions, report->caption_count);
    lapi_json_pair(json, "file", report->file);
    lapi_json_key(json, "file_offset");
    lapi_json_u64(json, report->file_offset);
    lapi_json_key(json, "file_bytes");
    lapi_json_u64(json, report->file_bytes);
    lapi_json_close(json, '}');
}

void lapi_report_jsonl(const lapi_report *report, lapi_buffer *out)
{
    for (uint32_t r = 0; r < report->record_count; r++) {
        lapi_json json = {.out = out};
        lapi_record_json(&json, report, &report->records[r]);
        lapi_buffer_byte(out, '\n');
    }
}
