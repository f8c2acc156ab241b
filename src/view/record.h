/* Records of a report as JSON (spec: the record), and pieces that layers share. */
#ifndef LAPI_VIEW_RECORD_H
#define LAPI_VIEW_RECORD_H

#include "data/record.h"
#include "view/json.h"

/* The record as a JSON object, without a line's end. O(record). */
void lapi_record_json(lapi_json *json, const lapi_report *report,
                      const lapi_record *record);
/* The report without its records, as lapi_report_read takes it. */
void lapi_report_json(lapi_json *json, const lapi_report *report);
/* All records, a line each. */
void lapi_report_jsonl(const lapi_report *report, lapi_buffer *out);

/* "UKR MIL", or "UKR" where there is no sector; returns its bytes. */
uint32_t lapi_entity_code(const lapi_entity *entity, char code[9]);

/* Lists under their keys; nothing where they are empty. */
void lapi_entities_json(lapi_json *json, const char *key, const lapi_entities *list);
void lapi_sayings_json(lapi_json *json, const char *key, const lapi_sayings *sayings);
void lapi_sites_json(lapi_json *json, const lapi_site *sites, uint32_t count);
void lapi_amounts_json(lapi_json *json, const lapi_record *record);

/* A day as "2021-11-13"; of LAPI_DAY_NONE the first writes nothing, the second null. */
void lapi_record_day(lapi_json *json, const char *key, int32_t day);
void lapi_record_day_or_null(lapi_json *json, const char *key, int32_t day);
/* Degrees from ten-thousandths. */
void lapi_record_degrees(lapi_json *json, const char *key, int32_t e4);
/* "value" and, where told, "low" and "high", "bound", "unit". */
void lapi_record_amount(lapi_json *json, const lapi_amount *amount);

#endif
