/* Which records tell no event of their own and are set aside.
 *
 *   "urged Norland to withdraw its troops"     withdraw: the content of the request
 *   "is considering sending aid"               sending: weighed, not done
 *   "hopes that talks will resume"             resume: hoped for
 *   "the coach warned his players"             warned: among people of private life
 *
 * What is set aside stays behind the records (lapi_events.weak), for relate. */
#ifndef LAPI_EVENT_DROP_H
#define LAPI_EVENT_DROP_H

#include "event/args.h"

/* Sentences from which on a document is a whole text, whose words are doubted sooner:
 * here, and where records are made. */
#define LAPI_DROP_TEXT 3u

/* Sets aside contents of promises, threats, refusals and requests, what is only weighed
 * or hoped for, and words among people of private life. O(records * (depth * those of a
 * sentence + mentions)). */
lap_status lapi_drop_contents(const lapi_reading *reading) LAP_MUST_USE;

/* Sets aside improbable records, those in which nobody acts or is acted on, those in
 * which somebody accuses himself and advice that nobody is told to give. */
lap_status lapi_drop_weak(const lapi_reading *reading) LAP_MUST_USE;

/* Moves the records marked in gone[events.count] behind the others, in their order. */
lap_status lapi_drop_marked(lapi_doc *doc, const uint8_t *gone) LAP_MUST_USE;

#endif
