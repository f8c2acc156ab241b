/* mention: who and where. Words, tags, tree and name labels -> mentions, places and
 * chains of coreference.
 *
 *   words -> names (labels and registers) -> places (candidates, evidence)
 *         -> mentions (names, nominals, pronouns, adjectives) -> clusters -> actors
 *
 * Runs after text, syntax, when and quantity; reads doc->date. Linear in the words but
 * for the choice of places, which compares each distinct name with a bounded number of
 * others. A stage is immutable and shared by threads. */
#ifndef LAPI_MENTION_MENTION_H
#define LAPI_MENTION_MENTION_H

#include "know/know.h"

typedef struct lapi_mention_stage lapi_mention_stage;

/* Borrows `know` until free. LAP_BAD_MODEL names a row of know/mention_words.tsv that
 * says something unknown. */
lap_status lapi_mention_new(const lapi_know *know, lapi_mention_stage **out,
                            lap_error *error) LAP_MUST_USE;
void lapi_mention_free(lapi_mention_stage *stage);

/* Fills doc->mentions and doc->places, in the document's arena. */
lap_status lapi_mention_run(const lapi_mention_stage *stage,
                            lapi_doc *doc) LAP_MUST_USE;

#endif
