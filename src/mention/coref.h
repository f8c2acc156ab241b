/* Chains of mentions: the same entity told by several words.
 *
 *   items     Joe Biden   Macron   He    the president        entity  0  1  0  0
 *   entity 0  {actor USA GOV, last item, what its nouns were}
 *
 * Each mention looks back over a bounded number of others. */
#ifndef LAPI_MENTION_COREF_H
#define LAPI_MENTION_COREF_H

#include "mention/mention_read.h"

#define LAPI_COREF_BACK_MAX 100u

typedef struct lapi_entity {
    lapi_actor actor;
    uint64_t noun; /* key of its last nominal head */
    uint32_t last; /* item */
    uint32_t role; /* row of roles.tsv or LAPI_NONE */
    uint8_t type;  /* enum lapi_mention_type */
    uint8_t plural;
    uint8_t gender;
    uint8_t is_name;
    uint8_t state;  /* a country's government */
    uint32_t pair;  /* item that joins several and began this chain, or LAPI_NONE */
    uint32_t count; /* mentions */
} lapi_entity;

/* Open table from the key of a name to its entity. */
typedef struct lapi_coref {
    lapi_men *m;
    lapi_entity *entities;
    uint32_t count, room;
    struct lapi_coref_slot {
        uint64_t key;
        uint32_t entity;
    } * slots;
    uint32_t mask;
    /* for pairs, once all chains are known: items of the government and the rebels of
     * the story's country, and of the two states told of most */
    uint32_t war[2], states[2], state_count;
    bool has_war;
} lapi_coref;

/* Entity with this key, or LAPI_NONE; key 0 is none. */
uint32_t lapi_coref_find(const lapi_coref *c, uint64_t key);
void lapi_coref_put(lapi_coref *c, uint64_t key, uint32_t entity);

/* Starts a chain with an item; LAP_NO_MEMORY. */
lap_status lapi_coref_start(lapi_coref *c, uint32_t item) LAP_MUST_USE;
/* Joins an item to a chain; what either lacks the other lends. */
void lapi_coref_join(lapi_coref *c, uint32_t item, uint32_t entity);

/* Links of one kind of mention each; the item has a chain afterwards. */
lap_status lapi_coref_name(lapi_coref *c, uint32_t item) LAP_MUST_USE;
lap_status lapi_coref_nominal(lapi_coref *c, uint32_t item) LAP_MUST_USE;
lap_status lapi_coref_pronoun(lapi_coref *c, uint32_t item) LAP_MUST_USE;
/* Finds whom pairs may mean. O(mentions). */
void lapi_coref_sides(lapi_coref *c);
/* Finds the parts of an item that names two of a kind; after lapi_coref_sides. */
lap_status lapi_coref_pair(lapi_coref *c, uint32_t item) LAP_MUST_USE;
/* "North and South Korea": the second name stands for both. */
lap_status lapi_coref_shared(lapi_men *m) LAP_MUST_USE;
/* Whose an office is that stands before a name and does not say so itself. */
void lapi_coref_office(lapi_coref *c, uint32_t item);
/* Finds each sentence's speaker. */
lap_status lapi_coref_speakers(lapi_men *m) LAP_MUST_USE;

static inline bool lapi_coref_is_subject(const lapi_men *m, uint32_t word)
{
    unsigned rel = m->t->rel[word];
    return rel == LAPI_REL_NSUBJ || rel == LAPI_REL_NSUBJ_PASS;
}

/* Key of a noun: its lemma, or the word where it has none. */
uint64_t lapi_coref_noun(const lapi_men *m, uint32_t word);

#endif
