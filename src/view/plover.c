/* PLOVER 2.0 as its manual proposes it: one JSON object a line with its field names.
 * The compound record stays whole; lists of one are lists. */
#include "view/plover.h"

#include "data/event.h"
#include "data/place.h"
#include "data/quantity.h"
#include "data/source.h"
#include "data/when.h"
#include "view/json.h"
#include "view/record.h"

static void write_entity(lapi_json *json, const lapi_entity *entity)
{
    lapi_json_open(json, '{');
    lapi_json_pair(json, "code", lapi_slice_str(entity->country));
    lapi_json_pair(json, "sector", lapi_slice_str(entity->sector));
    lapi_json_pair(json, "entity_text", entity->told.text);
    lapi_json_pair(json, "identifier_id", entity->wikidata);
    lapi_json_pair(json, "identifier_text", entity->name);
    lapi_json_pair(json, "office", entity->office);
    lapi_json_close(json, '}');
}

static void write_entities(lapi_json *json, const char *key, const lapi_entities *list)
{
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < list->count; i++)
        write_entity(json, &list->at[i]);
    lapi_json_close(json, ']');
}

static void write_place(lapi_json *json, const lapi_site *site)
{
    static const uint8_t resolution[] = {1, 2, 4, 5}; /* by enum lapi_place_grain */
    lapi_json_open(json, '{');
    lapi_json_pair(json, "extracted_place", site->told.text);
    lapi_json_pair(json, "resolved_place", site->name);
    if (site->geonameid) {
        lapi_json_key(json, "geonameid");
        lapi_json_u64(json, site->geonameid);
    }
    if (site->has_point) {
        lapi_record_degrees(json, "lat", site->lat_e4);
        lapi_record_degrees(json, "lon", site->lon_e4);
    }
    if (site->grain >= LAPI_GRAIN_CITY)
        lapi_json_pair(json, "city", site->name);
    lapi_json_pair(json, "province", site->admin1);
    lapi_json_pair(json, "country_code", lapi_slice_str(site->country));
    lapi_json_key(json, "resolution");
    lapi_json_u64(json, resolution[site->grain & 3]);
    lapi_json_close(json, '}');
}

static void write_sizes(lapi_json *json, const lapi_record *record)
{
    static const uint8_t kinds[] = {LAPI_WHAT_DEAD, LAPI_WHAT_INJURED,
                                    LAPI_WHAT_ARRESTED};
    bool is_open = false;
    for (size_t k = 0; k < sizeof kinds; k++)
        for (uint32_t i = 0; i < record->amount_count; i++) {
            if (record->amounts[i].what != kinds[k])
                continue;
            if (!is_open) {
                lapi_json_key(json, "size");
                lapi_json_open(json, '{');
            }
            is_open = true;
            lapi_json_key(json, lapi_quantity_what_name(kinds[k]));
            lapi_json_decimal(json, record->amounts[i].value, 3);
            break;
        }
    if (is_open)
        lapi_json_close(json, '}');
}

/* Contexts, and among them what PLOVER calls auxiliary modes. */
static void write_contexts(lapi_json *json, const lapi_record *record)
{
    static const char *const auxiliary[] = {
        [LAPI_STATUS_ACTUAL] = NULL,
        [LAPI_STATUS_PLANNED] = "future",
        [LAPI_STATUS_POSSIBLE] = "hypothetical",
        [LAPI_STATUS_CONDITIONAL] = "hypothetical",
        [LAPI_STATUS_NEGATED] = "negation",
    };
    const char *status = auxiliary[record->status % 5];
    lapi_json_key(json, "context");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < record->context_count; i++)
        lapi_json_slice(json, record->contexts[i]);
    if (status)
        lapi_json_str(json, status);
    if (record->historical)
        lapi_json_str(json, "historical");
    lapi_json_close(json, ']');
}

static void write_date(lapi_json *json, const lapi_report *report,
                       const lapi_record *record)
{
    int32_t day = record->from == LAPI_DAY_NONE ? report->date : record->from;
    lapi_record_day_or_null(json, "date", day);
    if (record->from != LAPI_DAY_NONE && record->to > record->from)
        lapi_record_day(json, "enddate", record->to);
}

static void write_text(lapi_json *json, const lapi_report *report,
                       const lapi_record *record)
{
    lapi_json_pair(json, "text", record->evidence.text);
    lapi_json_key(json, "text_info");
    lapi_json_open(json, '{');
    lapi_json_key(json, "sequence");
    lapi_json_u64(json, (uint64_t)record->sentence + 1);
    lapi_json_key(json, "start");
    lapi_json_u64(json, record->evidence.start);
    lapi_json_key(json, "end");
    lapi_json_u64(json, record->evidence.end);
    lapi_json_close(json, '}');
    lapi_json_key(json, "cite_info");
    lapi_json_open(json, '{');
    lapi_json_pair(json, "citation", report->id);
    lapi_json_pair(json, "url", report->url);
    lapi_json_pair(json, "title", report->title);
    lapi_json_pair(json, "language", report->language);
    lapi_json_pair(json, "publication", report->publisher);
    lapi_json_pair(json, "coder", report->coder);
    lapi_json_pair(json, "codebook", LAPI_S("PLOVER 2.0"));
    lapi_json_close(json, '}');
}

static void write_record(lapi_json *json, const lapi_report *report,
                         const lapi_record *record)
{
    lapi_json_open(json, '{');
    lapi_json_id(json, "id", record->id);
    write_date(json, report, record);
    write_entities(json, "actor", &record->actors);
    write_entities(json, "recipient", &record->recipients);
    lapi_json_key(json, "event");
    lapi_json_str(json, lapi_event_name(record->type));
    lapi_json_key(json, "mode");
    lapi_json_open(json, '[');
    if (record->mode.bytes)
        lapi_json_slice(json, record->mode);
    lapi_json_close(json, ']');
    write_contexts(json, record);
    lapi_json_key(json, "event_loc");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < record->site_count; i++)
        write_place(json, &record->sites[i]);
    lapi_json_close(json, ']');
    lapi_json_pair(json, "event_text", record->trigger.text);
    lapi_json_key(json, "quad_code");
    lapi_json_u64(json, record->quad);
    lapi_json_key(json, "event_scale");
    lapi_json_decimal(json, (double)record->scale_e1 / 10, 1);
    write_sizes(json, record);
    if (record->same_as)
        lapi_json_id(json, "link", record->same_as);
    write_text(json, report, record);
    lapi_json_pair(json, "coder", report->coder);
    lapi_json_close(json, '}');
}

void lapi_report_plover(const lapi_report *report, lapi_buffer *out)
{
    for (uint32_t r = 0; r < report->record_count; r++) {
        lapi_json json = {.out = out};
        write_record(&json, report, &report->records[r]);
        lapi_buffer_byte(out, '\n');
    }
}
