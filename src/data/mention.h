/* Who: mentions of actors in a document, and what each resolves to.
 *
 *   "US President Joe Biden met Macron. He said ..."
 *   mention 0  "US President Joe Biden"  name     PER  cluster 0  USA GOV  Joe Biden,
 * President mention 1  "Macron"                  name     PER  cluster 1  FRA GOV
 *   mention 2  "He"                      pronoun  PER  cluster 0
 *   mention 3  "US"                      adjective     cluster 3  USA
 *
 * Mentions are sorted by first word, then by longer first; by_head[w] names the widest
 * mention whose head is word w, or by which the tree reaches it ("Mr" of "Mr Ellwood").
 * A mention of several ("the two leaders") has parts. */
#ifndef LAPI_DATA_MENTION_H
#define LAPI_DATA_MENTION_H

#include "data/token.h"

enum lapi_mention_kind {
    LAPI_MENTION_NAME, /* a proper name, with its title and apposition outside the span
                        */
    LAPI_MENTION_NOMINAL,  /* "two Ukrainian soldiers" */
    LAPI_MENTION_PRONOUN,  /* "he", "our", "who" */
    LAPI_MENTION_ADJECTIVE /* "Russian" in "Russian troops" */
};

enum lapi_mention_type { LAPI_TYPE_NONE, LAPI_TYPE_PER, LAPI_TYPE_ORG, LAPI_TYPE_LOC };

/* Whom a mention stands for. country: ISO 3166 alpha-3 or UNO EUR IGO NGO MNC ISM IMG
 * WST UNK; sector: PLOVER sector, "" where only a country is meant. NUL-terminated. */
typedef struct lapi_actor {
    char country[4];
    char sector[4];
    lapi_slice name;     /* canonical; empty if unnamed */
    lapi_slice office;   /* "Secretary of State"; empty if none */
    lapi_slice wikidata; /* "Q..."; empty if unknown */
} lapi_actor;

typedef struct lapi_mention {
    lapi_span span;      /* bytes */
    uint32_t first, end; /* words, half-open */
    uint32_t head;       /* word */
    uint8_t kind;        /* enum lapi_mention_kind */
    uint8_t type;        /* enum lapi_mention_type */
    uint8_t is_actor;    /* can act: a person, group, body or government */
    uint8_t plural;
    uint32_t cluster; /* number of the chain of mentions of the same entity */
    uint32_t part,
        part_count;    /* parts[part .. part + part_count - 1]: mentions it joins */
    uint32_t place;    /* index into places if it names a place, else LAPI_NONE */
    lapi_actor actor;  /* as an agent: "Kiev" is UKR GOV */
    const char *rule;  /* how it was resolved, for explain; a static string */
    lapi_slice source; /* register row or text that decided it, for explain */
} lapi_mention;

typedef struct lapi_mentions {
    uint32_t count;
    lapi_mention *at;  /* [count] */
    uint32_t *by_head; /* [words] mention or LAPI_NONE */
    uint32_t *parts;   /* mentions, those of a group in a row */
    char home[4];      /* country that the text is about; "" if nothing tells */
} lapi_mentions;

/* The mention that the word heads; LAPI_NONE: none, or `word` is none. */
static inline uint32_t lapi_mention_at(const lapi_mentions *all, uint32_t word)
{
    return all->by_head && word != LAPI_NONE ? all->by_head[word] : LAPI_NONE;
}

/* The same, where it can act. */
static inline uint32_t lapi_mention_actor(const lapi_mentions *all, uint32_t word)
{
    uint32_t m = lapi_mention_at(all, word);
    return m != LAPI_NONE && all->at[m].is_actor ? m : LAPI_NONE;
}

#endif
