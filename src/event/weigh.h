/* Does a word tell an event, and which: a small trained network over its clues.
 *
 *   clues -> rows of a table, summed            \
 *   slots, sentence, text -> vectors of words -> a map -> ReLU -> a map -> ReLU ->
 *   scores of types, and of modes
 *
 * How sure it is of a type is the distance of its score from the best other one, by a
 * table that was fitted to what came true. The model is models/events.lapm, carried by
 * the library; every number in it and each of its uses is the same on any machine
 * (model/kernel/kernel.h). Trained by train/events_main.c; models/events.md tells how
 * and on what. Immutable; shared by threads. */
#ifndef LAPI_EVENT_WEIGH_H
#define LAPI_EVENT_WEIGH_H

#include "event/clue.h"
#include "model/parts.h"

#define LAPI_WEIGH_VECTOR     48u /* numbers of a word's vector */
#define LAPI_WEIGH_HIDDEN     64u
#define LAPI_WEIGH_TYPES      (LAPI_EVENT_TYPES + 1u) /* the last: no event */
#define LAPI_WEIGH_MODES      83u                     /* rows of know/plover.tsv */
#define LAPI_WEIGH_BAGS       2u /* the sentence's words, the text's */
#define LAPI_WEIGH_INPUTS     (LAPI_CLUE_SLOTS + LAPI_WEIGH_BAGS)
#define LAPI_WEIGH_TYPES_FULL 32u /* filled up to whole blocks */
#define LAPI_WEIGH_MODES_FULL 96u
#define LAPI_WEIGH_STEPS      129u /* of the table of confidence */
#define LAPI_WEIGH_STEP       8u   /* steps to one of score */

/* What a vector's whole numbers, -63 .. 63, are multiplied by; means of vectors are
 * smaller and multiplied by more. */
#define LAPI_WEIGH_UNIT (0.5f / 63)
#define LAPI_WEIGH_BAG  2.0f

#define LAPI_WEIGH_NO_VECTOR LAPI_INDEX_NONE

/* Vectors of the commonest words. */
typedef struct lapi_vectors {
    lapi_index index;  /* hashes of keys */
    const uint8_t *at; /* [row][LAPI_WEIGH_VECTOR] activations */
    uint32_t count;
} lapi_vectors;

/* The row of a word's key, its lemma's before its form's; LAPI_WEIGH_NO_VECTOR if it
 * has none. */
uint32_t lapi_vectors_find(const lapi_vectors *vectors, uint64_t lemma, uint64_t form);

typedef struct lapi_weigher {
    lapi_vectors vectors;
    const lapi_kernel *kernel;
    const int8_t *table; /* [1 << LAPI_CLUE_BITS][LAPI_WEIGH_HIDDEN] */
    float table_scale;
    lapi_linear input[LAPI_WEIGH_INPUTS], hidden, types, modes;
    const float *input_bias; /* [LAPI_WEIGH_HIDDEN] */
    float *numbers;          /* scales, biases and zeros of all maps; owned */
    float hidden_plain[LAPI_WEIGH_HIDDEN][LAPI_WEIGH_HIDDEN]; /* [to][from] */
    float types_plain[LAPI_WEIGH_TYPES][LAPI_WEIGH_HIDDEN];
    uint16_t confidence[LAPI_WEIGH_STEPS];
    uint16_t limit;      /* below it a row's match is set aside */
    uint16_t text_limit; /* the same in a whole text (LAPI_DROP_TEXT) */
    uint16_t bold;       /* from it on a word without a row tells an event */
} lapi_weigher;

/* Words of a document as vectors. */
typedef struct lapi_bags {
    uint16_t *vector; /* [words] row, or LAPI_WEIGH_NO_VECTOR */
    float *sentence;  /* [sentences][LAPI_WEIGH_VECTOR] mean of its words */
    float text[LAPI_WEIGH_VECTOR];
} lapi_bags;

/* Opens a model; LAP_BAD_MODEL says what is wrong. The bytes are borrowed. To be
 * cleared in any case. */
lap_status lapi_weigher_open(const void *bytes, size_t size, lapi_weigher *out,
                             lap_error *error) LAP_MUST_USE;
void lapi_weigher_clear(lapi_weigher *weigher);

/* The model that the library carries. */
const void *lapi_weigher_embedded(size_t *size);

/* In the document's arena. O(words). */
lap_status lapi_bags_read(const lapi_vectors *vectors, const lapi_reading *reading,
                          lapi_bags *out) LAP_MUST_USE;

/* A word on its way through the network. */
typedef struct lapi_layers {
    float vectors[LAPI_WEIGH_HIDDEN]; /* what the words' vectors give */
    float first[LAPI_WEIGH_HIDDEN], second[LAPI_WEIGH_HIDDEN];
    float type[LAPI_WEIGH_TYPES_FULL]; /* scores */
} lapi_layers;

/* Scores of types. `around` is what lapi_weigh_around gave for the word's sentence.
 * O(clues). */
void lapi_weigh_word(const lapi_weigher *weigher, const lapi_bags *bags,
                     const float *around, const lapi_clues *clues, lapi_layers *out);

/* What a sentence and its text give to the first layer: LAPI_WEIGH_HIDDEN. */
void lapi_weigh_around(const lapi_weigher *weigher, const lapi_bags *bags,
                       uint32_t sentence, float *out);

/* Scores of modes for a word that was weighed: LAPI_WEIGH_MODES_FULL. */
void lapi_weigh_modes(const lapi_weigher *weigher, const lapi_layers *layers,
                      float *out);

/* How much each clue, and last all vectors of words together, raise a type above the
 * best other answer, to first order: count + 1 numbers in units of score. O(clues). */
void lapi_weigh_why(const lapi_weigher *weigher, const lapi_layers *layers,
                    const lapi_clues *clues, unsigned type, float *out);

/* Thousandths for the best of some types (bit LAPI_EVENT_TYPES: no event) against all
 * others. */
uint32_t lapi_weigh_confidence(const lapi_weigher *weigher, const float *score,
                               uint32_t types);

/* The type with the highest score; never that it is no event. */
unsigned lapi_weigh_best(const float *score);

#endif
