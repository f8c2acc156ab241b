/* How many: counts, money and durations with their bounds. */
#ifndef LAPI_DATA_QUANTITY_H
#define LAPI_DATA_QUANTITY_H

#include "data/token.h"

enum lapi_quantity_what {
    LAPI_WHAT_NONE, /* a counted noun whose role its event decides */
    LAPI_WHAT_DEAD,
    LAPI_WHAT_INJURED,
    LAPI_WHAT_ARRESTED,
    LAPI_WHAT_MISSING,
    LAPI_WHAT_DISPLACED,
    LAPI_WHAT_ABDUCTED,
    LAPI_WHAT_FORCE,
    LAPI_WHAT_EQUIPMENT,
    LAPI_WHAT_PARTICIPANTS,
    LAPI_WHAT_MONEY,
    LAPI_WHAT_DURATION
};

/* The dead, hurt, held, lost, driven out and abducted. */
static inline bool lapi_what_is_victims(unsigned what)
{
    return what >= LAPI_WHAT_DEAD && what <= LAPI_WHAT_ABDUCTED;
}

/* People, not things, money or time. */
static inline bool lapi_what_is_people(unsigned what)
{
    return what != LAPI_WHAT_MONEY && what != LAPI_WHAT_DURATION &&
           what != LAPI_WHAT_EQUIPMENT;
}

enum lapi_bound {
    LAPI_BOUND_EXACT,
    LAPI_BOUND_ABOUT,
    LAPI_BOUND_ALMOST,
    LAPI_BOUND_AT_LEAST,
    LAPI_BOUND_AT_MOST,
    LAPI_BOUND_MORE_THAN,
    LAPI_BOUND_FEWER_THAN
};

typedef struct lapi_quantity {
    lapi_span span;      /* "almost 100,000 Russian soldiers" */
    uint32_t first, end; /* words, half-open */
    uint32_t head; /* word: the counted noun (or the number where there is none) */
    uint8_t what;  /* enum lapi_quantity_what */
    uint8_t bound; /* enum lapi_bound */
    uint8_t has_low, has_high;
    double value, low, high;
    lapi_slice unit; /* "soldiers", "USD", "weeks" */
    const char *rule;
} lapi_quantity;

typedef struct lapi_quantities {
    uint32_t count;
    lapi_quantity *at; /* [count] by first word */
} lapi_quantities;

const char *lapi_quantity_what_name(unsigned what);
const char *lapi_bound_name(unsigned bound);

#endif
