/* Blocks, sentences and words of one document, in text order.
 *
 *   text      "Kiev said troops didn't move."          word   Kiev said troops did n't
 * move . begin[w] <= end[w] <= begin[w + 1]                 begin  0    5    10     17
 * 20  24  28 sentence s owns words first[s] .. first[s + 1] - 1 glued  0    0    0 0 1
 * 0   0 block b owns sentences; sentence_block[s] names it
 *
 * Words are UD words: the parts of a multiword token ("did" "n't") are words, and GLUED
 * says that a word continues the surface token of the word before. Arrays live in the
 * document's arena. */
#ifndef LAPI_DATA_TOKEN_H
#define LAPI_DATA_TOKEN_H

#include "base/slice.h"
#include "data/ud.h"

#define LAPI_NONE UINT32_MAX

enum lapi_block_kind {
    LAPI_BLOCK_TEXT,     /* a paragraph */
    LAPI_BLOCK_HEADLINE, /* the title line */
    LAPI_BLOCK_CAPTION,  /* a picture's caption */
    LAPI_BLOCK_BYLINE    /* author, agency, date line without a sentence */
};

typedef struct lapi_block {
    lapi_span span;
    lapi_span dateline; /* "NIAMEY, July 31 - "; empty if none */
    lapi_span credit;   /* "REUTERS / Name" at a caption's end; empty if none */
    uint8_t kind;       /* enum lapi_block_kind */
} lapi_block;

typedef struct lapi_sentences {
    uint32_t count;
    uint32_t *first; /* [count + 1] words */
    uint32_t *block; /* [count] */
} lapi_sentences;

enum { LAPI_TOKEN_GLUED = 1 };

/* BIO labels of names. */
enum lapi_name_label {
    LAPI_NAME_O,
    LAPI_NAME_B_PER,
    LAPI_NAME_I_PER,
    LAPI_NAME_B_ORG,
    LAPI_NAME_I_ORG,
    LAPI_NAME_B_LOC,
    LAPI_NAME_I_LOC,
    LAPI_NAME_LABELS
};

/* Keys of a word in the tables of know/: of its form and of its lemma as it stands,
 * with the folded bytes that they are made of. */
typedef struct lapi_word_key {
    uint64_t form, lemma;
    uint32_t form_bytes, lemma_bytes;
} lapi_word_key;

typedef struct lapi_tokens {
    uint32_t count;
    /* written by text */
    uint32_t *begin;    /* [count] bytes */
    uint32_t *end;      /* [count] bytes */
    uint32_t *sentence; /* [count] */
    uint8_t *flags;     /* [count] */
    /* written by syntax */
    uint8_t *upos;          /* [count] enum lapi_upos */
    uint8_t *xpos;          /* [count] enum lapi_xpos */
    uint8_t *rel;           /* [count] enum lapi_rel */
    uint8_t *name;          /* [count] enum lapi_name_label */
    lapi_slice *lemma;      /* [count] */
    uint32_t *head;         /* [count] word of the document, LAPI_NONE at a root */
    uint32_t *first_child;  /* [count] children left to right; LAPI_NONE: no child */
    uint32_t *next_sibling; /* [count] */
    /* written by mention, NULL before */
    lapi_word_key *key; /* [count] */
    /* written by the first stage of src/event, NULL before */
    uint64_t *lemma_key; /* [count] keys of lemmas as the lexicon of events has them */
    uint64_t *form_key;  /* [count] */
} lapi_tokens;

#endif
