/* One match made into one record, and PLOVER's rules about it. */
#ifndef LAPI_EVENT_RECORD_H
#define LAPI_EVENT_RECORD_H

#include "event/role.h"

/* Fills a record; parties may be missing still. */
lap_status lapi_record_build(const lapi_reading *reading, const lapi_roles *roles,
                             const lapi_match *match, lapi_event *out) LAP_MUST_USE;

/* Adds the parties that the row of the lexicon says; the event has its type. */
lap_status lapi_record_parties(const lapi_reading *reading, const lapi_match *match,
                               lapi_event *event) LAP_MUST_USE;

/* Score, quad and code of the record's final type and mode, from know/plover.tsv. */
void lapi_record_score(const lapi_know *know, lapi_event *event);

/* Who says what the word tells, outermost first, into event->according_to. */
lap_status lapi_record_voices(const lapi_reading *reading, uint32_t word,
                              lapi_event *event) LAP_MUST_USE;

/* Of the document's id, the trigger and the type. */
uint64_t lapi_record_id(const lapi_doc *doc, const lapi_event *event);

/* What an act is that is only promised or threatened; LAPI_EVENT_TYPES: nothing else.
 */
unsigned lapi_record_future(unsigned type);

#endif
