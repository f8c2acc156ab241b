/* Why: PLOVER's contexts of a record, from the words of its sentence and paragraph. */
#ifndef LAPI_EVENT_CONTEXT_H
#define LAPI_EVENT_CONTEXT_H

#include "event/args.h"

#define LAPI_CONTEXTS_MAX 6u

/* Fills contexts of all records: a context holds when one of its words
 * (know/contexts.tsv) stands in the record's sentence, or two in its paragraph. Table
 * order, at most LAPI_CONTEXTS_MAX. O(words + records * contexts). */
lap_status lapi_context_run(const lapi_reading *reading) LAP_MUST_USE;

#endif
