/* The source stage: who says what.
 *
 *   cue words (know/cues.tsv) -> attributions with source, cue and content
 *   quotation marks           -> content of direct speech that runs over sentences */
#ifndef LAPI_EVENT_SOURCE_H
#define LAPI_EVENT_SOURCE_H

#include "event/lexicon.h"

typedef struct lapi_source lapi_source;

/* The lexicon is borrowed until free. */
lap_status lapi_source_new(const lapi_know *know, const lapi_event_lexicon *lexicon,
                           lapi_source **out, lap_error *error) LAP_MUST_USE;
void lapi_source_free(lapi_source *source);

/* Fills doc->attributions from tree and mentions; all in the document's arena.
 * O(words * depth). */
lap_status lapi_source_run(const lapi_source *source, lapi_doc *doc) LAP_MUST_USE;

#endif
