/* Background: what a text recalls and does not report as news, by date, tense and the
 * clause around. */
#ifndef LAPI_EVENT_BACKGROUND_H
#define LAPI_EVENT_BACKGROUND_H

#include "event/args.h"

/* The time that dates the word's clause, NULL if none does or the document has no date.
 * O(times of the sentence * depth). */
const lapi_when *lapi_background_when(const lapi_reading *reading, uint32_t word);

/* "Ministers meet on Monday": dated after the document. `when` may be NULL. */
bool lapi_background_is_ahead(const lapi_doc *doc, const lapi_when *when);

/* Is the word's clause, dated so, background? Without a date (NULL) what it is told
 * about decides: "the annexation in 2014, which was followed by a war". O(depth). */
bool lapi_background_holds(const lapi_reading *reading, uint32_t word,
                           const lapi_when *when);

#endif
