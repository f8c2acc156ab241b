/* Parties that an earlier record gives: "condemned the raid", "broke off relations as
 * well". */
#ifndef LAPI_EVENT_ANAPHOR_H
#define LAPI_EVENT_ANAPHOR_H

#include "event/args.h"

/* Fills the missing recipients of judgements, demands and cuts of relations from the
 * records told before them, at most two sentences and eight
 * records back; of words to somebody also from the country that most has to do with the
 * actor in the records around. O(events). */
lap_status lapi_anaphor_run(const lapi_reading *reading) LAP_MUST_USE;

#endif
