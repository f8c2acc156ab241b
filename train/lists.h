/* Lists of names: which words stand in names of people, countries, places and bodies.
 *
 * Read from the file that train/list_names.py makes. A word's classes are bits;
 * words with the same set of classes share one row of the embedding, so what training
 * learns of the listed words it saw holds for those it did not see. */
#ifndef TRAIN_LISTS_H
#define TRAIN_LISTS_H

#include "corpus.h"

#include <stddef.h>
#include <stdint.h>

enum {
    LIST_GIVEN = 1,
    LIST_SURNAME = 2,
    LIST_COUNTRY = 4,
    LIST_ADJECTIVE = 8,
    LIST_CITY = 16,
    LIST_LARGE_CITY = 32,
    LIST_REGION = 64,
    LIST_BODY = 128,
    LIST_BODY_PART = 256,
    LIST_SETS = 512,
    CLASSES_MAX = 4096
};

/* Kinds of names of one word that may stand for each other in training. */
enum { KIND_GIVEN, KIND_SURNAME, KIND_COUNTRY, KIND_PLACE, KIND_BODY, KINDS, NO_KIND };

/* A word's class feature, and its class. */
typedef struct {
    uint32_t hash;
    uint16_t class;
} classed;

typedef struct {
    corpus words;           /* names of one word, in order of kind once read */
    size_t kind[KINDS + 1]; /* first word of each kind */
    unsigned kinds;         /* kinds begun while reading */
    uint32_t *hash;         /* [capacity]: of the word's list feature; 0 is free */
    uint16_t *set;          /* [capacity] */
    size_t capacity, used;
    classed *classed; /* [classed_count] in the order of the file */
    size_t classed_count;
} lists;

/* Reads the lists that train/list_names.py wrote. */
void lists_read(lists *l, const char *path);
void lists_free(lists *l);

/* Reads the classes of words that train/word_classes.py wrote. */
void classes_read(lists *l, const char *path);

/* Which kind a word of a sentence is, as far as its name label and lists tell. */
unsigned lists_kind(const lists *l, const corpus *c, const sentence *s, uint32_t t);

/* The classes of a word's list feature; 0 when it is in no list. */
uint16_t lists_find(const lists *l, uint32_t hash);

#endif
