/* Between the records of one document: parts of one telling are joined, tellings of one
 * event are linked, denials find what they deny. */
#ifndef LAPI_EVENT_LINK_H
#define LAPI_EVENT_LINK_H

#include "event/args.h"

#define LAPI_LINK_WINDOW 64u /* how many records back a link may reach */

/* Joins parts of one telling and fills parties from beside; doc->events is sorted by
 * trigger. */
lap_status lapi_link_join(const lapi_reading *reading) LAP_MUST_USE;

/* Sets weak records aside, finds disputes and tellings of the same event. */
lap_status lapi_link_run(const lapi_reading *reading) LAP_MUST_USE;

#endif
