/* The arguments of a word that may tell an event, in voice-neutral slots.
 *
 *   "Two soldiers were killed by a mine in the east"     killed: obj soldiers, subj
 * mine, obl:in east
 *
 * Subjects and objects are also found through passives, coordination, control, relative
 * and participial clauses and, for nouns, through the light verb that governs them.
 * O(children) plus a bounded climb. */
#ifndef LAPI_EVENT_ARGS_H
#define LAPI_EVENT_ARGS_H

#include "data/tree.h"
#include "event/lexicon.h"

#define LAPI_ARGS_MAX        24u
#define LAPI_PHRASE_BACK_MAX 3u /* words before the last one of a phrase of a class */

/* A document as the event stage reads it: keys of all lemmas, computed once. */
typedef struct lapi_reading {
    const lapi_event_lexicon *lexicon;
    lapi_doc *doc;
    uint64_t *lemma_key;   /* [words] */
    uint64_t *form_key;    /* [words] */
    uint64_t *phrase_key;  /* [words][LAPI_PHRASE_BACK_MAX]: phrases that end there */
    uint8_t *phrase_count; /* [words]: 1 more than how many; 0 not made yet */
    uint8_t *matched; /* [words] head of an event's trigger; NULL before matching */
    uint64_t key_by, key_of, key_as;
} lapi_reading;

typedef struct lapi_arg {
    uint8_t kind;   /* enum lapi_slot_kind */
    uint8_t rel;    /* enum lapi_rel of the word */
    uint8_t shared; /* not the predicate's own: through a light verb */
    uint64_t prep;  /* of LAPI_SLOT_OBL */
    uint32_t word;
    const char *path; /* for explain; static */
} lapi_arg;

typedef struct lapi_args {
    uint32_t count;
    bool passive;
    lapi_arg at[LAPI_ARGS_MAX]; /* in order of preference inside a slot */
} lapi_args;

lap_status lapi_reading_init(const lapi_event_lexicon *lexicon, lapi_doc *doc,
                             lapi_reading *out) LAP_MUST_USE;

/* Arguments of `word`; more than LAPI_ARGS_MAX are dropped from the right. */
void lapi_args_gather(const lapi_reading *reading, uint32_t word, lapi_args *out);

/* The syntactic subject of a predicate, own or shared; LAPI_NONE if there is none.
 * *path (may be NULL) says how it was found. */
uint32_t lapi_args_subject(const lapi_reading *reading, uint32_t word,
                           const char **path);

/* A relative pronoun's antecedent, else the word itself. */
uint32_t lapi_args_antecedent(const lapi_reading *reading, uint32_t word);

/* A verb, or what the tagger took for a noun though a particle follows ("guards line
 * up"). */
bool lapi_args_reads_as_verb(const lapi_tokens *tokens, uint32_t word);

/* "Sent condolences after the attack": the verb does not carry that noun. */
bool lapi_args_stand_aside(const lapi_reading *reading, uint32_t word);

/* Does the word stand in a time expression ("reported late Sunday")? */
bool lapi_args_is_time(const lapi_doc *doc, uint32_t word);

/* Words that fill a slot, in order of preference, as args without a kind of their own:
 * at most `cap`, the number is returned. Dotted slots look at the arguments of the
 * words found; there what is only shared through a governing verb does not count. */
uint32_t lapi_args_in_slot(const lapi_reading *reading, const lapi_args *args,
                           const lapi_slot *slot, lapi_arg *out, uint32_t cap);

#endif
