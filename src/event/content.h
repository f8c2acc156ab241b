/* What a cue of saying or thinking bears on, and the words that make the cue.
 *
 *   "Officials have repeatedly called for calm"
 *              cue.......................content
 *
 * Content and source are sets of words of a subtree, told as runs; what stands between
 * two runs (the cue in the middle of a quotation) belongs to neither. */
#ifndef LAPI_EVENT_CONTENT_H
#define LAPI_EVENT_CONTENT_H

#include "event/args.h"
#include "event/cue.h"

typedef struct lapi_hearing {
    const lapi_cues *cues;
    lapi_doc *doc;
    lapi_reading reading;
    uint32_t *stamp; /* [words] number of the last subtree that holds the word */
    uint32_t last;   /* number of the last subtree */
} lapi_hearing;

lap_status lapi_hearing_init(const lapi_cues *cues, const lapi_event_lexicon *lexicon,
                             lapi_doc *doc, lapi_hearing *out) LAP_MUST_USE;

/* Adds the runs of top's subtree without the subtree of `without` (LAPI_NONE: all of
 * it) and without punctuation at the edges. O(extent of the subtree). */
void lapi_content_add(lapi_hearing *hearing, uint32_t top, uint32_t without,
                      lapi_spans *out);

/* Content and cue of an attribution by the verb, noun or adjective `word`. */
void lapi_content_of_verb(lapi_hearing *hearing, uint32_t word, const lapi_cue *cue,
                          lapi_attribution *out);
/* `carrier`: the light verb that governs the noun, or LAPI_NONE. */
void lapi_content_of_noun(lapi_hearing *hearing, uint32_t word, const lapi_cue *cue,
                          uint32_t carrier, lapi_attribution *out);
void lapi_content_of_adjective(lapi_hearing *hearing, uint32_t word,
                               const lapi_cue *cue, lapi_attribution *out);

/* The noun phrase that names a source: with appositions, without its preposition and
 * without the clause in which `cue` stands. */
lapi_span lapi_content_phrase(const lapi_hearing *hearing, uint32_t word, uint32_t cue);

#endif
