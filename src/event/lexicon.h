/* The event lexicon, compiled from know/frames.tsv, lexicon.tsv and classes.tsv.
 *
 *   lexicon row  "express obj=concern | VERB | disapprove | obl:over | ..."
 *        |  head lemma, pos             -> bucket of senses with that head
 *        |  conditions of trigger, when -> conds[first_cond .. +cond_count)
 *        |  actor, recipient, place     -> slots[first .. +count)
 *
 * Matching costs O(senses of the word's lemma), whatever the size of the lexicon.
 * Immutable. */
#ifndef LAPI_EVENT_LEXICON_H
#define LAPI_EVENT_LEXICON_H

#include "know/know.h"

#define LAPI_SLOT_STEPS 3u

/* Voice-neutral argument slots. OBL and REL carry a key: the preposition, the UD
 * relation. */
enum lapi_slot_kind {
    LAPI_SLOT_SUBJ,
    LAPI_SLOT_OBJ,
    LAPI_SLOT_IOBJ,
    LAPI_SLOT_OBL,  /* obl or nmod with a preposition */
    LAPI_SLOT_POSS, /* nmod:poss */
    LAPI_SLOT_OF,
    LAPI_SLOT_BY,
    LAPI_SLOT_COMPOUND,
    LAPI_SLOT_AMOD,
    LAPI_SLOT_CCOMP,
    LAPI_SLOT_XCOMP,
    LAPI_SLOT_AGENT, /* after a dot only: poss, by, compound, amod or subj */
    LAPI_SLOT_SELF,  /* the trigger's own noun: "soldiers near the border" */
    LAPI_SLOT_REL    /* any other UD relation, by name */
};

typedef struct lapi_step {
    uint8_t kind;  /* enum lapi_slot_kind */
    uint8_t rel;   /* enum lapi_rel, of LAPI_SLOT_REL */
    uint64_t prep; /* key of the preposition, of LAPI_SLOT_OBL */
} lapi_step;

/* "obj.obl:on": slot obl:on of the word that fills obj. */
typedef struct lapi_slot {
    lapi_step step[LAPI_SLOT_STEPS];
    uint8_t steps;
    uint8_t joined; /* taken together with the slot before (`+`), not instead of it */
} lapi_slot;

typedef struct lapi_slots {
    uint32_t first, count;
} lapi_slots;

enum lapi_cond_test {
    LAPI_TEST_EXISTS,
    LAPI_TEST_ABSENT,
    LAPI_TEST_IS,    /* one of the values */
    LAPI_TEST_IS_NOT /* no argument there, or none of the values */
};

enum lapi_value_kind {
    LAPI_VALUE_LEMMA, /* key of a lemma or phrase */
    LAPI_VALUE_CLASS, /* index of a class */
    LAPI_VALUE_ACTOR,
    LAPI_VALUE_PLACE,
    LAPI_VALUE_ORG,
    LAPI_VALUE_PERSON,
    LAPI_VALUE_SEVERAL /* words side by side: "Norland and Freland" */
};

typedef struct lapi_value {
    uint8_t kind; /* enum lapi_value_kind */
    uint64_t key;
} lapi_value;

typedef struct lapi_cond {
    lapi_slots slots;   /* any of them */
    uint8_t test;       /* enum lapi_cond_test */
    uint8_t is_trigger; /* the argument's word belongs to the trigger */
    uint32_t first_value, value_count;
} lapi_cond;

enum {
    LAPI_FLAG_RECIP = 1, /* all parties are actors */
    LAPI_FLAG_LAST = 2,  /* fits only where no other sense of the word does */
    LAPI_FLAG_ONLY = 4   /* whom the slots do not name is no recipient */
};

/* One way in which a word tells an event. */
typedef struct lapi_sense {
    uint64_t head; /* key of the head lemma */
    uint32_t row;  /* of lexicon.tsv */
    uint8_t pos;   /* enum lapi_upos: VERB, NOUN or ADJ */
    uint8_t type;  /* enum lapi_event_type; LAPI_EVENT_TYPES: explicitly no event */
    uint8_t flags;
    uint8_t status; /* enum lapi_status */
    lapi_slice mode;
    char cameo[5];
    uint32_t first_cond, cond_count;
    lapi_slots actor, recipient, place;
} lapi_sense;

typedef struct lapi_event_lexicon {
    const lapi_know *know;
    uint32_t sense_count;
    lapi_sense *senses; /* [sense_count] by head key, then row */
    lapi_cond *conds;
    lapi_value *values;
    lapi_slot *slots;
    uint32_t cond_count, value_count, slot_count;
    uint32_t bucket_mask;
    uint32_t *bucket;  /* [mask + 1] first sense of a head, or LAPI_NONE */
    uint64_t *members; /* [member_mask + 1] hash of (class, phrase key), 0 free */
    uint32_t member_mask;
    uint64_t
        *forms; /* [2 * (form_mask + 1)] hash of (pos, form) and key of the lemma */
    uint32_t form_mask;
} lapi_event_lexicon;

/* Compiles the tables; LAP_BAD_MODEL names the row that does not parse. O(rows log
 * rows). */
lap_status lapi_event_lexicon_new(const lapi_know *know, lapi_event_lexicon **out,
                                  lap_error *error) LAP_MUST_USE;
void lapi_event_lexicon_free(lapi_event_lexicon *lexicon);

/* Senses of a head lemma: *first and the number of them. */
uint32_t lapi_event_lexicon_senses(const lapi_event_lexicon *lexicon, uint64_t head,
                                   uint32_t *first);

/* The lemma of an inflected form of the lexicon's words (know/forms.tsv) as a key, 0
 * when the table does not have it or there is no lexicon. */
uint64_t lapi_event_lexicon_lemma(const lapi_event_lexicon *lexicon, unsigned upos,
                                  uint64_t form_key);

/* Does the class (by the key of its name) hold the phrase? */
bool lapi_event_lexicon_in_class(const lapi_event_lexicon *lexicon, uint64_t class_key,
                                 uint64_t phrase_key);

#endif
