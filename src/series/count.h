/* Counting what a sift found: a claim counts once under each key of its records.
 *
 *   hits --by claim, key--> told {key, first day, reports, sources, mean scale} */
#ifndef LAPI_SERIES_COUNT_H
#define LAPI_SERIES_COUNT_H

#include "series/sift.h"

enum lapi_key {
    LAPI_KEY_ALL,     /* 0 */
    LAPI_KEY_COUNTRY, /* of a party */
    LAPI_KEY_GROUND,  /* country of a place */
    LAPI_KEY_PAIR,    /* who acts << 16 | on whom, or with whom */
    LAPI_KEY_PLACE,   /* number of the place */
    LAPI_KEY_REGION,  /* country of a place << 32 | name of its region */
    LAPI_KEY_CELL,    /* PRIO-GRID cell */
    LAPI_KEY_TYPE,    /* event */
    LAPI_KEY_MODE,    /* event << 16 | mode */
    LAPI_KEY_STATUS,
    LAPI_KEY_PUBLISHER
};

/* A claim under a key. */
typedef struct lapi_counted {
    uint64_t key;
    int32_t day;      /* the first that its records tell */
    uint32_t reports; /* records */
    uint32_t sources; /* stories: copies of one text count once */
    uint32_t hit;     /* its first record's place in the board */
    double scale;     /* mean of its records */
} lapi_counted;

typedef lap_status (*lapi_counted_fn)(void *context, const lapi_counted *told);

/* What is counted, and who is told; with `by_type` the key is << 16 | event. */
typedef struct lapi_counter {
    enum lapi_key key;
    bool by_type;
    lapi_counted_fn tell;
    void *context;
} lapi_counter;

/* Tells each counter each claim and key, by claim; stops at the first that is not
 * LAP_OK. Counters that share a pass share what is read. O(hits + keys log keys of a
 * claim). */
lap_status lapi_count(const lapi_board *board, const lapi_hits *hits,
                      const lapi_counter *counters, size_t count) LAP_MUST_USE;

/* Different keys of a record, at most LAPI_KEYS_MAX: with more, those after are lost.
 * O(parties squared). */
#define LAPI_KEYS_MAX 1024u
uint32_t lapi_keys_of(const lapi_board *board, const lapi_board_record *record,
                      enum lapi_key key, bool by_type, uint64_t out[LAPI_KEYS_MAX]);

/* What is known of a key, or of a key in a period. */
typedef struct lapi_total {
    uint64_t key;
    int32_t period; /* its first day; 0: of all time */
    uint32_t claims, reports, sources;
    uint32_t documents, last_doc; /* for who counts them: how many, and the last one */
    int32_t first, last;          /* days */
    double scale;                 /* sum over claims */
    uint32_t quad[4];             /* claims */
    uint32_t came;                /* its place before it was sorted */
    uint32_t recent[3];           /* claims in the last week, the 4 and the 52 before */
} lapi_total;

typedef struct lapi_totals {
    lapi_total *at;  /* [count], in the order in which the keys came */
    uint32_t *slots; /* [slot_count] place in `at` + 1 by hash, 0: empty */
    uint32_t count, room, slot_count;
    const lapi_board *board;
    bool counts_weeks; /* into `recent`, and nothing else */
    int32_t end;       /* last day of the last week */
} lapi_totals;

/* Days before `end` that are counted into weeks. */
#define LAPI_WEEKS_DAYS 370

/* Adds a claim to a total. */
void lapi_total_add(lapi_total *total, const lapi_board *board,
                    const lapi_counted *told);
/* A lapi_counted_fn: adds a claim to the total of its key; `board` is set before, and
 * `end` to count weeks. */
lap_status lapi_totals_add(void *totals, const lapi_counted *told) LAP_MUST_USE;
/* lapi_count with this counter alone. */
lap_status lapi_totals_count(lapi_totals *totals, const lapi_hits *hits,
                             enum lapi_key key) LAP_MUST_USE;
/* The total of a key and period, borrowed until the next one is made. The first makes
 * it; NULL: memory is out, or there is none. O(1), not after lapi_totals_sort. */
lapi_total *lapi_total_open(lapi_totals *totals, uint64_t key, int32_t period);
lapi_total *lapi_total_find(const lapi_totals *totals, uint64_t key, int32_t period);
void lapi_totals_clear(lapi_totals *totals);
/* Puts those with most claims first (then most reports, then those that came first);
 * keys that have no claims stand last. */
void lapi_totals_sort(lapi_totals *totals);

#endif
