/* Pieces of JSON that records and layers share. */
#ifndef LAPI_VIEW_PARTS_H
#define LAPI_VIEW_PARTS_H

#include "view/json.h"
#include "view/view.h"

/* "start": 1, "end": 5 in code points. */
void lapi_part_offsets(lapi_json *json, const lapi_view *view, lapi_span span);
/* "text": ..., "start": ..., "end": ...; nothing for an empty span. */
void lapi_part_span(lapi_json *json, const lapi_view *view, lapi_span span);
/* A day as "2021-11-13". */
void lapi_part_day(lapi_json *json, const char *key, int32_t day);
/* Degrees from ten-thousandths. */
void lapi_part_degrees(lapi_json *json, const char *key, int32_t e4);
/* "value" and, where told, "low" and "high", "bound", "unit". */
void lapi_part_amount(lapi_json *json, const lapi_quantity *quantity);
/* The record as a JSON object, without a line's end. */
void lapi_part_record(lapi_json *json, const lapi_view *view, const lapi_event *event);

#endif
