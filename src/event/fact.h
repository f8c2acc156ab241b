/* The fact stage: is it so. Polarity, modality, condition and time composed along the
 * tree.
 *
 *   "Officials fear that troops will not withdraw"
 *    withdraw: not -> negated, will -> future, fear -> possible */
#ifndef LAPI_EVENT_FACT_H
#define LAPI_EVENT_FACT_H

#include "event/cue.h"
#include "event/lexicon.h"

typedef struct lapi_judge lapi_judge;

/* Lexicon and cues are borrowed until free. */
lap_status lapi_judge_new(const lapi_event_lexicon *lexicon, const lapi_cues *cues,
                          lapi_judge **out, lap_error *error) LAP_MUST_USE;
void lapi_judge_free(lapi_judge *judge);

/* Fills doc->facts: one item for every verb and every word of the event lexicon. After
 * the source stage. O(words * depth). */
lap_status lapi_judge_run(const lapi_judge *judge, lapi_doc *doc) LAP_MUST_USE;

#endif
