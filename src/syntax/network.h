/* The opened network and the room that one sentence's pass through it takes. */
#ifndef LAPI_SYNTAX_NETWORK_H
#define LAPI_SYNTAX_NETWORK_H

#include "base/arena.h"
#include "model/parts.h"
#include "syntax/decode.h"
#include "syntax/lemma.h"
#include "syntax/syntax.h"

enum {
    LAPI_NETWORK_LAYERS_MAX = 4,
    LAPI_NETWORK_WIDTH_MAX = 1024,
    LAPI_KNOWN_WORDS_MAX = 1024,
    LAPI_VERSION_BYTES = 32
};

/* What a word's vector is mapped to: columns of the last linear map. */
typedef struct lapi_heads {
    uint32_t upos, xpos, names, arc_dep, arc_head, label_dep, label_head, count;
} lapi_heads;

struct lapi_syntax {
    const lapi_kernel *kernel;
    char version[LAPI_VERSION_BYTES];
    uint32_t embedding, hidden, layers, arc, label;
    lapi_index features; /* hashes of features to rows of the embedding */
    const int8_t *table; /* [row][embedding] */
    float table_scale;
    lapi_heads column;
    lapi_linear input[LAPI_NETWORK_LAYERS_MAX], recurrent[LAPI_NETWORK_LAYERS_MAX][2];
    lapi_linear heads, arcs, lengths, labels;
    uint32_t name_embedding, name_hidden;
    const int8_t *name_table; /* [row][name_embedding] */
    float name_scale;
    lapi_linear name_state, name_window, name_out;
    float *name_follow;  /* [label before][label] */
    float *arc_root;     /* [arc] */
    float *label_length; /* [bucket][label] */
    lapi_lemmas lemmas;
    float *numbers; /* scales, biases and zeros of all maps */
};

/* A word of the document whose first map has been computed: what it gives depends on
 * the word's bytes and its context feature alone. */
typedef struct lapi_known {
    uint32_t begin, bytes; /* 0 bytes: nothing here */
    uint32_t context;
} lapi_known;

/* Room for a sentence of `words` words. */
typedef struct lapi_pass {
    float *gates;        /* [word][6 hidden] */
    float *more;         /* [3 hidden] */
    float *cell, *state; /* [hidden] */
    float *vector;       /* [word][widest of embedding and 2 hidden] */
    float *heads;        /* [word][column.count] */
    float *small;        /* [word][arc]: vectors on their way */
    float *row;          /* [widest]: one vector on its way */
    float *scores;       /* [word][stride]: of arcs; stride is words + 1, filled
                            up to whole blocks */
    float *lengths;      /* [word][filled-up buckets] */
    uint8_t *bytes;      /* [word][widest]: activations */
    float *scale;        /* [word] */
    int8_t *head_weight; /* [stride][arc], laid out as weights */
    float *head_scale, *head_bias; /* [stride] */
    int32_t *head_zero;            /* [stride] */
    int32_t *arc_score;            /* [words + 1][words + 1] */
    uint16_t *head;                /* [words + 1] */
    uint32_t *feature;             /* rows of a word */
    uint8_t *back;                 /* [word][labels of names] */
    float *name_word;              /* [2 + word + 2][name_embedding]: zeros around */
    float *name_small, *name_more; /* [word][name_hidden] */
    uint32_t *name_at;             /* [word]: those that are looked at more closely */
    void *tree;
    uint32_t known_count; /* a power of two */
    lapi_known *known;    /* [known_count]: words met before, by hash */
    float *known_gates;   /* [known_count][6 hidden] */
    float *known_name;    /* [known_count][name_embedding] */
} lapi_pass;

/* Room from the document's arena, for sentences of up to `words` words. */
lap_status lapi_pass_get(const lapi_syntax *syntax, const lapi_doc *doc, uint32_t words,
                         lapi_pass *out) LAP_MUST_USE;

/* Runs words first .. end - 1 of the document, at most as many as the room was made
 * for. Heads of words are words of the document; that of the root is LAPI_NONE. */
void lapi_network_run(const lapi_syntax *syntax, lapi_pass *pass, lapi_doc *doc,
                      uint32_t first, uint32_t end);

#endif
