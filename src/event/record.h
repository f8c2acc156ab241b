/* One match made into one record, and PLOVER's rules about it. */
#ifndef LAPI_EVENT_RECORD_H
#define LAPI_EVENT_RECORD_H

#include "event/match.h"

/* Fills a record; *keep is false when the match tells no event after all (nobody acts
 * and nobody is acted on). */
lap_status lapi_record_build(const lapi_reading *reading, const lapi_match *match,
                             lapi_event *out, bool *keep) LAP_MUST_USE;

/* Score, quad and code of the record's final type and mode, from know/plover.tsv. */
void lapi_record_score(const lapi_know *know, lapi_event *event);

#endif
