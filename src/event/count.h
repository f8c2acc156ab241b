/* Counts that are told again.
 *
 *   "A bomb killed 12 people, police said. The ministry put the toll at 15."
 *    record 0: 12 dead, police            record 1: 15 dead, the ministry, same as 0
 *
 * A number of victims, of people held or of people who came, in a sentence that tells
 * no such event itself, is a telling of the nearest such event before it, with its own
 * number, source and status: rival counts stand side by side. Not where it is dated
 * earlier, placed elsewhere, denied ("not nine") or only a part ("among them two"). */
#ifndef LAPI_EVENT_COUNT_H
#define LAPI_EVENT_COUNT_H

#include "event/args.h"

/* Adds the records; after links are set. O(quantities * COUNT_WINDOW). */
lap_status lapi_count_run(const lapi_reading *reading) LAP_MUST_USE;

#endif
