/* Who takes part in an event, and on which side, as learned from marked news.
 *
 *   "Gunmen burned a truck belonging to a rival candidate."     burned
 *   candidates  Gunmen, truck, candidate
 *   scores      acts: Gunmen 160, ...; is acted on: truck 38, candidate 9, ...
 *
 * A candidate's clues are its place in the tree as seen from the trigger, who it is,
 * the words between, and what the row of the lexicon says of it. Each clue is hashed to
 * a row of a table of two numbers, what it adds to either score: logistic regression,
 * trained by train/roles_main.c; models/roles.md tells on what. All numbers are whole,
 * so that a score is the same on any machine. */
#ifndef LAPI_EVENT_ROLE_H
#define LAPI_EVENT_ROLE_H

#include "event/party.h"

#define LAPI_ROLE_BITS      17u
#define LAPI_ROLE_CLUES_MAX 64u
#define LAPI_ROLE_ZERO      (1u << 15) /* of the model's whole numbers */
#define LAPI_ROLE_NEAR      60u        /* words to either side that are looked at */

enum lapi_role_side { LAPI_ROLE_ACTS, LAPI_ROLE_ACTED_ON, LAPI_ROLE_SIDES };

/* Immutable; shared by threads. */
typedef struct lapi_roles {
    const int8_t *table; /* [1 << LAPI_ROLE_BITS][LAPI_ROLE_SIDES] */
    int32_t base[LAPI_ROLE_SIDES];
    int32_t take[LAPI_ROLE_SIDES]; /* from this score on it takes the row's place */
    int32_t fill[LAPI_ROLE_SIDES]; /* from this on, where the row names nobody */
    int32_t keep[LAPI_ROLE_SIDES]; /* below it the row's is none */
} lapi_roles;

/* Opens a model; LAP_BAD_MODEL says what is wrong. The bytes are borrowed. */
lap_status lapi_roles_open(const void *bytes, size_t size, lapi_roles *out,
                           lap_error *error) LAP_MUST_USE;

/* The model that the library carries. */
const void *lapi_roles_embedded(size_t *size);

/* An event whose parties are as its row says; the reading knows what is matched. */
typedef struct lapi_casting {
    const lapi_reading *reading;
    const lapi_match *match;
    const lapi_event *event;
} lapi_casting;

/* The next word from `from` on that may take part in the event; LAPI_NONE: no more. */
uint32_t lapi_role_candidate(const lapi_casting *casting, uint32_t from);

/* A candidate's clues as rows of the table; at most LAPI_ROLE_CLUES_MAX. O(depth of the
 * tree, at most 12, times the trigger's words). */
uint32_t lapi_role_clues(const lapi_casting *casting, uint32_t word, uint32_t *rows);

/* Gives the event, which has those of its row, the parties that the scores say; `other`
 * is how the recipients are read. O(candidates). */
lap_status lapi_roles_cast(const lapi_roles *roles, const lapi_reading *reading,
                           const lapi_match *match, enum lapi_party_role other,
                           lapi_event *event) LAP_MUST_USE;

#endif
