/* Series: claims of a board counted by whom, where and what, day by day, week by week
 * or month by month.
 *
 *   hits --by claim and key--> claims, reports, sources, mean scale --by period-->
 * cells
 *
 * A claim counts once, on the first day that its records tell, however many report it:
 * growth of media is not growth of conflict, and all that was published stands beside
 * it. */
#ifndef LAPI_SERIES_SERIES_H
#define LAPI_SERIES_SERIES_H

#include "series/count.h"

/* What rows are counted by, as bits; LAPI_BY_PAIR, LAPI_BY_COUNTRY, LAPI_BY_PLACE and
 * LAPI_BY_CELL exclude each other. */
enum lapi_by {
    LAPI_BY_PAIR = 1,    /* who acts on whom, countries */
    LAPI_BY_COUNTRY = 2, /* of any party */
    LAPI_BY_PLACE = 4,   /* country and first-order region of the place */
    LAPI_BY_CELL = 8,    /* PRIO-GRID cell of the place */
    LAPI_BY_TYPE = 16
};

enum lapi_per { LAPI_PER_DAY, LAPI_PER_WEEK, LAPI_PER_MONTH };

/* A row; slices are borrowed from the series and its board. */
typedef struct lapi_cell {
    lapi_slice key[2]; /* "RUS", "UKR"; "UKR", "Kharkiv"; "145085", "" */
    lapi_slice type;   /* "ASSAULT", if counted by type */
    int32_t day;       /* the period's first: weeks begin on Monday */
    int64_t claims;
    int64_t reports; /* records of these claims */
    int64_t sources; /* stories that tell them: copies of one text count once */
    int64_t
        documents; /* published in the period, that report something under the key */
    int64_t published; /* all documents published in the period */
    double scale;      /* mean over claims; 0 where there is none */
} lapi_cell;

typedef struct lapi_series lapi_series;

/* Counts hits that lapi_sift found with `counts`, by key, type and period, in this
 * order. A row where documents were published, but nothing happened, has claims 0. The
 * board must outlive the series. LAP_BAD_ARGUMENT: none or two of the keys that exclude
 * each other. O(hits + sort of keys and documents). */
lap_status lapi_series_new(const lapi_board *board, const lapi_hits *hits, unsigned by,
                           enum lapi_per per, lapi_series **out,
                           lap_error *error) LAP_MUST_USE;
bool lapi_series_next(lapi_series *series, lapi_cell *out);
void lapi_series_free(lapi_series *series);

/* First day of the period that holds a day. */
int32_t lapi_period_of(int32_t day, enum lapi_per per);
/* First day of the period after the one that begins on a day. */
int32_t lapi_period_after(int32_t day, enum lapi_per per);

#endif
