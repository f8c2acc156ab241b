/* Lists of names: which words stand in names of people, countries, places and bodies.
 *
 * Read from train/names.tsv and the tables of know/. A word's classes are bits;
 * words with the same set of classes share one row of the embedding, so what training
 * learns of the listed words it saw holds for those it did not see. */
#ifndef TRAIN_LISTS_H
#define TRAIN_LISTS_H

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
    LIST_SETS = 512
};

typedef struct {
    uint32_t *hash; /* [capacity]: of the word's list feature; 0 is free */
    uint16_t *set;  /* [capacity] */
    size_t capacity, used;
} lists;

/* Reads all lists; `names` is the file of names, `know` the folder of tables. */
void lists_read(lists *l, const char *names, const char *know);
void lists_free(lists *l);

/* The classes of a word's list feature; 0 when it is in no list. */
uint16_t lists_find(const lists *l, uint32_t hash);

#endif
