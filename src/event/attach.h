/* When, where and how many: what of a sentence belongs to an event's own clause. */
#ifndef LAPI_EVENT_ATTACH_H
#define LAPI_EVENT_ATTACH_H

#include "event/match.h"

/* Index of the time that dates the event, or LAPI_NONE: that of its own clause, else of
 * the nearest clause above that is not a report of it. O(times of the sentence *
 * depth). */
uint32_t lapi_attach_when(const lapi_reading *reading, uint32_t word);

/* Indices of places into event->places: the nearest one by the same rule. */
lap_status lapi_attach_places(const lapi_reading *reading, const lapi_match *match,
                              lapi_event *event) LAP_MUST_USE;

/* Quantities that count the event's parties or the event itself. */
lap_status lapi_attach_quantities(const lapi_reading *reading, const lapi_match *match,
                                  lapi_event *event) LAP_MUST_USE;

/* What a number counts by this word alone ("died": the dead), or LAPI_WHAT_NONE. */
uint8_t lapi_attach_role_of_word(const lapi_reading *reading, uint32_t word);

/* Is the number only named to be denied ("four soldiers, not nine")? */
bool lapi_attach_is_denied(const lapi_reading *reading, const lapi_quantity *quantity);

/* Code of whom the quantity counts, "" if the text does not say. */
void lapi_attach_whose(const lapi_reading *reading, uint32_t quantity, char whose[8]);

/* The country of the event's first place; NULL if it has none or none is known. */
const char *lapi_attach_land(const lapi_doc *doc, const lapi_event *event);

#endif
