/* The source stage: who says what.
 *
 *   cue words (know/cues.tsv) -> attributions with source, cue and content
 *   quotation marks           -> content of direct speech that runs over sentences */
#ifndef LAPI_EVENT_SOURCE_H
#define LAPI_EVENT_SOURCE_H

#include "event/cue.h"
#include "event/lexicon.h"

/* Fills doc->attributions from tree and mentions; all in the document's arena.
 * O(words * depth). */
lap_status lapi_source_run(const lapi_event_lexicon *lexicon, const lapi_cues *cues,
                           lapi_doc *doc) LAP_MUST_USE;

#endif
