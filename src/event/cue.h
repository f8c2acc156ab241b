/* Cue words of saying, modality and negation, compiled from know/cues.tsv.
 * kind: how the cue bears on the clause it governs or marks. */
#ifndef LAPI_EVENT_CUE_H
#define LAPI_EVENT_CUE_H

#include "know/know.h"

#define LAPI_CUE_PREPS_MAX 5u

enum lapi_cue_kind {
    LAPI_CUE_SAY,
    LAPI_CUE_SHOW,
    LAPI_CUE_WARN,
    LAPI_CUE_ACCUSE,
    LAPI_CUE_DENY,
    LAPI_CUE_CLAIM,
    LAPI_CUE_ASK,
    LAPI_CUE_FEAR,
    LAPI_CUE_WANT,
    LAPI_CUE_PLAN,
    LAPI_CUE_EXPECT,
    LAPI_CUE_THREATEN,
    LAPI_CUE_TRY,
    LAPI_CUE_FAIL,
    LAPI_CUE_PREVENT,
    LAPI_CUE_CAUSE,
    LAPI_CUE_KNOW,
    LAPI_CUE_THINK,
    LAPI_CUE_DOUBT,
    LAPI_CUE_SEEM,
    LAPI_CUE_ACCORDING,
    LAPI_CUE_POSSIBLE,
    LAPI_CUE_PLANNED,
    LAPI_CUE_UNTRUE,
    LAPI_CUE_HEARSAY,
    LAPI_CUE_NOT,
    LAPI_CUE_IF,
    LAPI_CUE_WILL,
    LAPI_CUE_WOULD,
    LAPI_CUE_MAY,
    LAPI_CUE_MUST,
    LAPI_CUE_MEDIUM,
    LAPI_CUE_JUDGE, /* praise, blame, support: what is judged stays as it is */
    LAPI_CUE_LIGHT, /* carries a noun that is the cue: "made the claim" */
    LAPI_CUE_DO,    /* carries an act or names a portion of it: "launch", "wave of" */
    LAPI_CUE_END,   /* what ends was there */
    LAPI_CUE_DEFINITE,
    LAPI_CUE_WHETHER,
    LAPI_CUE_STATE,  /* what something is like */
    LAPI_CUE_PERSON, /* who speaks or is spoken to */
    LAPI_CUE_KINDS
};

/* What of a cue is its content; LAPI_TAKES_NONE: it attributes nothing. */
enum lapi_cue_takes {
    LAPI_TAKES_NONE,
    LAPI_TAKES_CLAUSE,
    LAPI_TAKES_OBJECT,   /* clause, and object */
    LAPI_TAKES_ADDRESSEE /* clause; its object is who is told */
};

typedef struct lapi_cue {
    uint64_t key;                     /* of the word */
    uint32_t row;                     /* of cues.tsv */
    uint8_t pos;                      /* enum lapi_upos */
    uint8_t kind;                     /* enum lapi_cue_kind */
    int16_t positive_e2, negative_e2; /* fact of the clause, -300 .. 300 */
    lapi_slice medium;
    uint8_t takes;                     /* enum lapi_cue_takes */
    uint64_t prep[LAPI_CUE_PREPS_MAX]; /* that lead to more content; 0 ends */
} lapi_cue;

typedef struct lapi_cues {
    uint32_t count;
    lapi_cue *at;   /* [count] by key, then row */
    uint32_t mask;  /* slots - 1, a power of two less one */
    uint32_t *slot; /* [slots] 1 more than the first cue of a key; 0: none */
} lapi_cues;

/* LAP_BAD_MODEL names a row of an unknown kind or value. */
lap_status lapi_cues_init(const lapi_know *know, lapi_cues *out,
                          lap_error *error) LAP_MUST_USE;
void lapi_cues_clear(lapi_cues *cues);

/* The cue of a word with this key and part of speech (PROPN reads as NOUN), or NULL.
 * O(1). */
const lapi_cue *lapi_cue_find(const lapi_cues *cues, uint64_t key, unsigned upos);

/* The cue of kind LIGHT with this key and part of speech, or NULL. */
const lapi_cue *lapi_cue_light(const lapi_cues *cues, uint64_t key, unsigned upos);

/* The cue of a word of a document, with its particle if it has one ("point out").
 * O(children). */
const lapi_cue *lapi_cue_of_word(const lapi_cues *cues, const lapi_tokens *tokens,
                                 const uint64_t *lemma_key, uint32_t word);

/* Does this preposition lead to content of the cue? */
bool lapi_cue_has_prep(const lapi_cue *cue, uint64_t key);

#endif
