/* Clues: what stands around a word that says whether it tells an event, and which.
 *
 *   "Gunmen stormed a police post outside Deru on Monday."      stormed
 *   clues   the word: storm; its subject: gunman, of no known country; its object:
 * post; a phrase with "outside"; a row of the lexicon says ASSAULT ... slots   the
 * words whose vectors are read: storm, gunman, post ...
 *
 * A clue is its kind and a key, hashed to a row of a table of vectors. The weigher
 * of words (weigh.h) and its trainer (train/events_main.c) read the same ones. */
#ifndef LAPI_EVENT_CLUE_H
#define LAPI_EVENT_CLUE_H

#include "event/match.h"

#define LAPI_CLUE_BITS 15u
#define LAPI_CLUES_MAX 200u
#define LAPI_CLUE_NEAR 2u /* words to each side that are read in their order */

/* Words whose vectors count, at most one of each. */
enum lapi_clue_slot {
    LAPI_CLUE_SELF,
    LAPI_CLUE_GOVERNOR,
    LAPI_CLUE_SUBJECT,
    LAPI_CLUE_OBJECT,
    LAPI_CLUE_INDIRECT,
    LAPI_CLUE_INFINITIVE,
    LAPI_CLUE_CLAUSE,
    LAPI_CLUE_PHRASE,
    LAPI_CLUE_SECOND_PHRASE,
    LAPI_CLUE_COMPOUND,
    LAPI_CLUE_MODIFIER,
    LAPI_CLUE_OF,
    LAPI_CLUE_OWNER,
    LAPI_CLUE_ADVERBIAL,
    LAPI_CLUE_JOINED,
    LAPI_CLUE_BEFORE,
    LAPI_CLUE_BEHIND,
    LAPI_CLUE_SLOTS
};

/* One clue: its row, what it is called, the word that it is of. */
typedef struct lapi_clue {
    uint32_t row;
    uint32_t word; /* LAPI_NONE: of no single word */
    const char *name;
} lapi_clue;

typedef struct lapi_clues {
    uint32_t word;
    uint32_t count;
    lapi_clue at[LAPI_CLUES_MAX];
    uint32_t slot[LAPI_CLUE_SLOTS]; /* words, LAPI_NONE where there is none */
} lapi_clues;

/* What the lexicon says of each word of a document. */
typedef struct lapi_told {
    const lapi_reading *reading;
    const lapi_match **match; /* [words] the match of whose trigger it is, or NULL */
    uint32_t *types;          /* [sentences] bits of types that rows tell there */
} lapi_told;

/* In the document's arena. O(words). */
lap_status lapi_told_read(const lapi_reading *reading, const lapi_matches *matches,
                          lapi_told *out) LAP_MUST_USE;

/* The match whose trigger the word heads, or NULL. */
const lapi_match *lapi_told_head(const lapi_told *told, uint32_t word);

/* The match of whose trigger it is another word, or NULL. */
const lapi_match *lapi_told_inner(const lapi_told *told, uint32_t word);

/* May the word tell an event? Names, particles and the like do not. */
bool lapi_clue_is_candidate(const lapi_told *told, uint32_t word);

/* The clues of a word. O(its arguments). */
void lapi_clues_gather(const lapi_told *told, uint32_t word, lapi_clues *out);

#endif
