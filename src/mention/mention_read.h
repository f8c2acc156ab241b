/* What the parts of the mention stage share while one document is read.
 *
 *   words   The  Volyn   region   of  Ukraine          name_of  -  0  -  -  1
 *   names        [Volyn]              [Ukraine]        head_np  word -> head of its
 * noun
 *
 * Arrays by word live in the document's arena; lists grow by doubling. */
#ifndef LAPI_MENTION_READ_H
#define LAPI_MENTION_READ_H

#include "data/tree.h"
#include "mention/mention.h"
#include "mention/mention_words.h"

struct lapi_mention_stage {
    const lapi_know *know;
    lapi_men_words words;
    const lapi_table *countries, *roles, *bodies, *people, *regions, *gazetteer,
        *admin1, *counties;
};

enum {                      /* shape of a word */
       LAPI_MEN_CAP = 1,    /* begins with a capital letter */
       LAPI_MEN_UPPER = 2,  /* two letters or more, all of them capital */
       LAPI_MEN_FLAT = 4,   /* the case of its sentence says nothing */
       LAPI_MEN_QUOTED = 8, /* stands between quotation marks */
       LAPI_MEN_WORD = 16   /* has a letter or digit */
};

enum lapi_men_register {
    LAPI_MEN_NO_REGISTER,
    LAPI_MEN_CITY,
    LAPI_MEN_COUNTY,
    LAPI_MEN_ADMIN1,
    LAPI_MEN_REGION,
    LAPI_MEN_COUNTRY,
    LAPI_MEN_BODY,
    LAPI_MEN_PERSON
};

typedef struct lapi_men_name {
    uint32_t first, end, head;
    uint8_t type;       /* enum lapi_mention_type */
    uint8_t reg;        /* enum lapi_men_register */
    uint8_t column;     /* of the countries' key */
    uint8_t adjective;  /* a nationality, not the country */
    uint8_t is_country; /* the country's own name, also as an adjective: "U.S." */
    uint8_t inside;     /* stands inside the name of an organisation */
    uint32_t row;       /* of the register */
    uint64_t key;       /* of the phrase in the register */
    uint32_t place;     /* place it names, or LAPI_NONE */
    uint8_t shared;     /* its second word stands later: key is the country's */
    uint32_t same;      /* 1 + the name that it shortens; 0: none */
} lapi_men_name;

/* A mention with what the stage knows of it beside. */
typedef struct lapi_men_item {
    lapi_mention it;
    uint32_t name;   /* index of names, or LAPI_NONE */
    uint32_t role;   /* row of roles.tsv of its head, or LAPI_NONE */
    uint32_t entity; /* while chains are made; LAPI_NONE: none yet */
    uint32_t backed; /* "Russian-backed": its modifier's word, or LAPI_NONE */
    uint8_t person;  /* of a pronoun: 1, 2, 3; 0 no pronoun */
    uint8_t gender;  /* 'm', 'f', 'n', or 0 */
    uint8_t relative;
    uint8_t generic;  /* its sector comes from what it belongs to */
    uint8_t own_land; /* its country stands in its own words */
    uint8_t former;
    uint8_t definite;
} lapi_men_item;

/* A set of keys in an open table of a power of two. */
typedef struct lapi_men_set {
    uint64_t *keys;
    uint32_t mask;
} lapi_men_set;

typedef struct lapi_men {
    const lapi_mention_stage *stage;
    lapi_doc *doc;
    lapi_tokens *t;
    uint32_t *kinds;   /* [words] bits of enum lapi_men_word */
    uint8_t *shape;    /* [words] */
    uint32_t *name_of; /* [words] outermost name, or LAPI_NONE */
    lapi_men_name *names;
    uint32_t name_count, name_room;
    lapi_men_set surnames; /* last words of persons' full names in the document */
    lapi_men_set placed;   /* words that somewhere stand as a place's whole name */
    lapi_place *places;
    uint32_t place_count, place_room;
    uint32_t named_places; /* the first of places; the others have no name */
    lapi_men_item *items;  /* by first word, longer first */
    uint32_t item_count, item_room;
    uint32_t entity_count;
    uint32_t *parts;
    uint32_t part_count, part_room;
    uint32_t *mention_of; /* [words] mention whose head it is, or LAPI_NONE */
    uint32_t *speaker;    /* [sentences] mention of its speech verb's subject */
    char main_country[4]; /* where the story is at home; "" if nothing tells */
} lapi_men;

static inline bool lapi_men_is(const lapi_men *m, uint32_t word,
                               enum lapi_men_word kind)
{
    return m->kinds[word] >> kind & 1;
}

static inline lapi_slice lapi_men_value(const lapi_men *m, uint32_t word,
                                        enum lapi_men_word kind)
{
    if (!lapi_men_is(m, word, kind))
        return LAPI_S("");
    lapi_slice value =
        lapi_men_words_value(&m->stage->words, lapi_doc_word(m->doc, word), kind);
    return value.bytes || !m->t->lemma[word].bytes
               ? value
               : lapi_men_words_value(&m->stage->words, m->t->lemma[word], kind);
}

/* Key of the words first .. end - 1 as they stand. */
static inline uint64_t lapi_men_key(const lapi_men *m, uint32_t first, uint32_t end)
{
    return lapi_know_key(lapi_doc_slice(m->doc, lapi_doc_words(m->doc, first, end)));
}

/* First word of a word's sentence and the word after its last. */
static inline uint32_t lapi_men_begin(const lapi_men *m, uint32_t word)
{
    return m->doc->sentences.first[m->t->sentence[word]];
}
static inline uint32_t lapi_men_end(const lapi_men *m, uint32_t word)
{
    return m->doc->sentences.first[m->t->sentence[word] + 1];
}

static inline void lapi_men_code(char out[4], lapi_slice code)
{
    uint32_t n = code.bytes < 3 ? code.bytes : 3;
    memset(out, 0, 4);
    memcpy(out, code.at, n);
}

/* What labels say of a form in the whole document. */
lap_status lapi_men_evidence(lapi_men *m) LAP_MUST_USE;
bool lapi_men_set_has(const lapi_men_set *set, uint64_t key);
/* Type of a label (enum lapi_mention_type) and end of the labelled segment at w. */
unsigned lapi_men_label_type(uint8_t label);
uint32_t lapi_men_segment_end(const lapi_men *m, uint32_t w);

/* The parts, in the order in which they run. */
lap_status lapi_men_shape(lapi_men *m) LAP_MUST_USE;
/* Mends labels of names by the words around them. O(words). */
void lapi_men_labels(lapi_men *m);
lap_status lapi_men_names(lapi_men *m) LAP_MUST_USE;
lap_status lapi_men_places(lapi_men *m) LAP_MUST_USE;
lap_status lapi_men_mentions(lapi_men *m) LAP_MUST_USE;
lap_status lapi_men_actors(lapi_men *m) LAP_MUST_USE;
lap_status lapi_men_coref(lapi_men *m) LAP_MUST_USE;
lap_status lapi_men_vague_places(lapi_men *m) LAP_MUST_USE;

/* Room for one more item of a list that doubles; NULL when memory is out. */
void *lapi_men_room(lapi_arena *arena, void **list, uint32_t count, uint32_t *room,
                    size_t size) LAP_MUST_USE;

/* Name of a country by its code; {"", 0} if there is none such. */
lapi_slice lapi_men_country_name(const lapi_men *m, const char code[4], uint32_t *row);

/* A state with a position, no pseudo-country such as WST. */
bool lapi_men_is_state(const lapi_men *m, const char code[4]);

/* Row of roles.tsv of the phrase that ends at word w ("border guards", "prime
 * minister") or LAPI_NONE; *first is where it begins. */
uint32_t lapi_men_role_at(const lapi_men *m, uint32_t w, uint32_t *first);
/* Where a name of the table that begins at word w ends, when a role fills the words
 * from there up to `end`: "US | Secretary of State"; *role is its row of roles.tsv.
 * `end` if there is no such name. */
uint32_t lapi_men_before_role(const lapi_men *m, const lapi_table *names, uint32_t w,
                              uint32_t end, uint32_t *role);
/* Who a name is by the registers and by its own words. */
void lapi_men_name_actor(lapi_men *m, lapi_men_item *item);
static inline lapi_slice lapi_men_role_sector(const lapi_men *m, uint32_t role)
{
    return lapi_table_cell(m->stage->roles, role, LAPI_ROLES_SECTOR);
}
static inline bool lapi_men_known(const char code[4])
{
    return code[0] && strcmp(code, "UNK") != 0;
}

/* First word of the noun phrase of `head`, without prepositions and what is no part. */
uint32_t lapi_men_phrase_first(const lapi_men *m, uint32_t head);
/* Word after "of ..." where the phrase of `head` has one, else after `head`. */
uint32_t lapi_men_of_end(const lapi_men *m, uint32_t head);
/* The noun of a nominal's "of" (or other given word) phrase, or LAPI_NONE. */
uint32_t lapi_men_nmod(const lapi_men *m, uint32_t head, const char *preposition);
/* Has the noun an article, a demonstrative or an owner? */
bool lapi_men_definite(const lapi_men *m, uint32_t head);
/* A nationality's or country's code of the name that holds this word; "" if none. */
bool lapi_men_land_of_word(const lapi_men *m, uint32_t word, char code[4]);

/* The head of words first .. end - 1: the one whose head lies outside. */
uint32_t lapi_men_head(const lapi_tokens *t, uint32_t first, uint32_t end);

#endif
