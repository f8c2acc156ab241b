/* Which features have a row in the embedding table: those seen often enough in
 * training. */
#ifndef TRAIN_VOCABULARY_H
#define TRAIN_VOCABULARY_H

#include "corpus.h"
#include "lists.h"

typedef struct {
    uint32_t *hash;  /* [capacity]: 0 is free */
    uint32_t *value; /* [capacity]: count while counting, then the row */
    size_t capacity, used;
    uint32_t rows;
} vocabulary;

/* Counts the features of the first `words` words of a corpus and gives rows, in order
 * of first appearance, to forms seen `form_least` times and other features seen
 * `part_least`; the words of a list get the row of their set of classes. */
void vocabulary_build(vocabulary *v, const corpus *c, size_t words, const lists *l,
                      uint32_t form_least, uint32_t part_least);
void vocabulary_free(vocabulary *v);

/* The row of a feature, or NO_ROW. */
uint32_t vocabulary_row(const vocabulary *v, uint32_t hash);

/* Replaces the hashes of a corpus by rows. */
void vocabulary_apply(const vocabulary *v, corpus *c);

#endif
