/* The small words that the reading of mentions turns on (know/mention_words.tsv), by
 * what they can be: pronouns, borders, directions, "backed", "former" ... */
#ifndef LAPI_MENTION_WORDS_H
#define LAPI_MENTION_WORDS_H

#include "know/know.h"

enum lapi_men_word {
    LAPI_MEN_PRONOUN,   /* value: person, number, gender: 3sm, 1p, rel */
    LAPI_MEN_BACKED,    /* "Russian-backed" */
    LAPI_MEN_PRO,       /* "pro-Russian" */
    LAPI_MEN_BORDER,    /* a line that belongs to a country */
    LAPI_MEN_DIRECTION, /* north, eastern */
    LAPI_MEN_AREA,      /* nouns that stand for a place told before; value: which */
    LAPI_MEN_PLACEWORD, /* parts of place names: County, Province; value: grain */
    LAPI_MEN_FORMER,
    LAPI_MEN_GENERIC,   /* heads whose sector comes from what they belong to */
    LAPI_MEN_HONORIFIC, /* Mr, Dr; value: m, f or empty */
    LAPI_MEN_SAY,
    LAPI_MEN_RELATION, /* prepositions of place; value: in near toward from between */
    LAPI_MEN_PAIR,     /* two, both, either */
    LAPI_MEN_SEAT,     /* capitals: governments */
    LAPI_MEN_HOME,     /* heads that are at home where the story is; value: sector */
    LAPI_MEN_THE,
    LAPI_MEN_COALITION, /* heads of many countries' forces */
    LAPI_MEN_ORGWORD,   /* ends of names of organisations */
    LAPI_MEN_STREET,    /* ends of names of streets and buildings */
    LAPI_MEN_NOPLACE,   /* words that are rarely the places they spell */
    LAPI_MEN_RIVAL,     /* plural nouns for the two who face each other */
    LAPI_MEN_SEND,      /* verbs by which a state moves its own forces */
    LAPI_MEN_LOCAL,     /* modifiers that put anybody at home */
    LAPI_MEN_VOICE,     /* nouns for whoever spoke last */
    LAPI_MEN_UNIFORM,   /* soldiers or policemen, as the text goes */
    LAPI_MEN_LAND,      /* nouns for a country as such, not its government */
    LAPI_MEN_ABROAD,    /* nouns for those who are not the story's own country */
    LAPI_MEN_NONAME,    /* words that a label never makes a person */
    LAPI_MEN_STORM,     /* nouns before the name of a storm */
    LAPI_MEN_OFBODY,    /* heads of bodies that are of a place or a matter */
    LAPI_MEN_TAIL,      /* common nouns behind a name that are no part of it */
    LAPI_MEN_REASON,    /* prepositions before the deed that is answered: over, for */
    LAPI_MEN_WORDS
};

typedef struct lapi_men_words {
    const lapi_table *table;
    uint8_t *kind; /* [rows] enum lapi_men_word */
} lapi_men_words;

lap_status lapi_men_words_init(const lapi_know *know, lapi_men_words *out,
                               lap_error *error) LAP_MUST_USE;
void lapi_men_words_clear(lapi_men_words *words);

/* Kinds of a word as a set of bits. */
uint32_t lapi_men_words_kinds(const lapi_men_words *words, lapi_slice word);
/* The same by the word's key. */
uint32_t lapi_men_words_of_key(const lapi_men_words *words, uint64_t key);
/* The value of the word as this kind; empty if it is none or has none. */
lapi_slice lapi_men_words_value(const lapi_men_words *words, lapi_slice word,
                                enum lapi_men_word kind);

#endif
