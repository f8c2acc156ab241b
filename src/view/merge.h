/* Records that tell one event, as one record for readers.
 *
 *   "troops crossed at dawn" <--same_as-- "the crossing killed two"
 *                        `----merged----'   the first, with the parties, places,
 * numbers and sources of both */
#ifndef LAPI_VIEW_MERGE_H
#define LAPI_VIEW_MERGE_H

#include "base/arena.h"
#include "data/record.h"

#include <lapwing/status.h>

/* A report with a record an event: of tellings that same_as joins, the first stands,
 * with what the others add: parties, places, quantities, sources and contexts are
 * united, mode, code and date taken where the first has none, confidence the highest.
 * Nothing that a telling says is lost but its own words. Lives in the arena; `report`
 * stays as it is. O(records log records + attributes^2 of an event).
 */
lap_status lapi_report_merge(const lapi_report *report, lapi_arena *arena,
                             lapi_report *out) LAP_MUST_USE;

#endif
