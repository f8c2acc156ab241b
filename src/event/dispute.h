/* Denials find what they deny, and whom they answer. */
#ifndef LAPI_EVENT_DISPUTE_H
#define LAPI_EVENT_DISPUTE_H

#include "event/args.h"

/* Fills disputed_by of what each denial of the document denies: events inside its own
 * complement, else ("those claims") the claimed ones of the nearest sentence before. A
 * denial without recipient answers who claimed it. O(events * those of a
 * sentence). */
lap_status lapi_dispute_run(const lapi_reading *reading) LAP_MUST_USE;

#endif
