/* What the weigher of words learns from (events_main.c says how). */
#ifndef TRAIN_EVENTS_H
#define TRAIN_EVENTS_H

#include "event/weigh.h"

#include <zlib.h>

enum { FROM_TOLD, FROM_ROWS, FROM_ARTICLES, FROM_LEXICON, FROM_NONE, FROM_READ, FROMS };

#define NO_MODE 0xffu

/* A word of a sentence and what it tells. */
typedef struct example {
    uint32_t first, count;          /* rows of its clues */
    uint32_t slot[LAPI_CLUE_SLOTS]; /* vectors, LAPI_WEIGH_NO_VECTOR */
    uint32_t bag;                   /* of its sentence */
    uint32_t group;                 /* text: held out together */
    float weight;
    uint8_t type; /* enum lapi_event_type; LAPI_EVENT_TYPES: no event */
    uint8_t mode; /* row of plover.tsv, or NO_MODE */
    uint8_t from;
} example;

/* The means of a sentence's and its text's vectors, as the weigher reads them. */
typedef struct bag {
    float of[LAPI_WEIGH_BAGS][LAPI_WEIGH_VECTOR];
} bag;

/* All that is learnt from. */
typedef struct corpus {
    example *at;
    uint32_t count, capacity;
    uint32_t *rows;
    uint32_t row_count, row_capacity;
    bag *bags;
    uint32_t bag_count, bag_capacity;
    uint32_t groups;
    lapi_vectors vectors;
    uint8_t type_of[LAPI_WEIGH_MODES]; /* the type of each mode */
    uint32_t limit, text_limit, bold, seed;
} corpus;

/* Reads what the options in `argument` name. */
void examples_read(corpus *c, int count, char **argument);

/* Vectors of words from word_vectors.tsv.gz. */
void vectors_read(lapi_vectors *v, const char *path);

/* Room for count of size bytes, or the end. */
void *grow(void *old, size_t count, size_t size);

/* The same where `more` come behind `count`, with some to spare. */
void *grow_for(void *old, uint32_t count, uint32_t more, uint32_t *capacity,
               size_t size);

/* The next number of a chain (Marsaglia 2003: xorshift). */
uint64_t draw(uint64_t *seed);

/* Puts them into an order by chance (Fisher and Yates). */
void shuffle(uint32_t *order, uint32_t count, uint64_t *seed);

/* Opens a file of lines, gzipped or not, or ends. */
gzFile open_lines(const char *path);

/* Says what is wrong with which, and ends. */
_Noreturn void die(const char *what, const char *which);

#endif
