/* Which words tell events, by what was learned: how sure each match of the lexicon is,
 * and words that tell an event though no row of the lexicon knows them there.
 *
 *   matches of rows -> weighed; one that reads as another type takes that type's row
 *   other words     -> weighed; one that reads as an event takes its type's row
 *
 * The row of a type and mode is that of lexicon.tsv whose trigger is `any-TYPE-MODE`:
 * it says where the parties of such events stand. */
#ifndef LAPI_EVENT_LEARNED_H
#define LAPI_EVENT_LEARNED_H

#include "event/weigh.h"

enum { LAPI_LEARNED_POS = 2 }; /* verbs and adjectives, nouns */

typedef struct lapi_learned {
    lapi_weigher weigher;
    const lapi_sense *sense[LAPI_WEIGH_MODES][LAPI_LEARNED_POS]; /* or NULL */
    uint8_t type[LAPI_WEIGH_MODES]; /* by row of plover.tsv */
} lapi_learned;

/* Opens the model that the library carries. A mode without a row is not learned:
 * nothing is told by words alone that no other row tells. To be cleared in any case. */
lap_status lapi_learned_open(const lapi_event_lexicon *lexicon, lapi_learned *out,
                             lap_error *error) LAP_MUST_USE;
void lapi_learned_clear(lapi_learned *learned);

/* What was read of a document. */
typedef struct lapi_weighing {
    lapi_told told;
    lapi_bags bags;
    lapi_clues *clues; /* of the word at hand */
    lapi_layers layers;
    uint32_t sentence; /* that `around` is of */
    float around[LAPI_WEIGH_HIDDEN];
} lapi_weighing;

/* Sets the matches' confidence, gives types their rows, adds words. O(words times their
 * arguments). */
lap_status lapi_learned_run(const lapi_learned *learned, const lapi_reading *reading,
                            lapi_matches *matches, lapi_weighing *out) LAP_MUST_USE;

/* Sets the reasons of a record. */
void lapi_learned_explain(const lapi_learned *learned, lapi_weighing *weighing,
                          lapi_event *event);

#endif
