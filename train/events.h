/* What the scorer of events learns from (events_main.c says how). */
#ifndef TRAIN_EVENTS_H
#define TRAIN_EVENTS_H

#include <stdbool.h>
#include <stdint.h>

enum { FROM_ROWS, FROM_ARTICLES, FROM_LEXICON, FROM_NONE, FROM_READ, FROMS };

typedef struct example {
    uint32_t first, count; /* features */
    uint32_t group;        /* sentence: held out together */
    float weight;
    bool right;
    uint8_t from;
} example;

/* All that is learnt from. */
typedef struct corpus {
    example *at;
    uint32_t count, capacity;
    uint32_t *features;
    uint32_t feature_count, feature_capacity;
    uint32_t groups;
} corpus;

/* Reads what --names, --rows and --ud name in `argument`; returns the --limit. */
uint32_t examples_read(corpus *c, int count, char **argument);

/* Says what is wrong with which, and ends. */
_Noreturn void die(const char *what, const char *which);

#endif
