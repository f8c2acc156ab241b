/* Records of a board that meet a filter. */
#ifndef LAPI_SERIES_SIFT_H
#define LAPI_SERIES_SIFT_H

#include "series/board.h"

/* Places of records in the board's columns, in their order: by claim. */
typedef struct lapi_hits {
    uint32_t *at; /* [count], to be freed */
    uint32_t count, room;
} lapi_hits;

/* Finds them. Words of the filter's text are asked of the store; as_of has no meaning
 * here. With `counts`, background and records of no known day are left out. O(records),
 * plus the documents that have the words. */
lap_status lapi_sift(const lapi_board *board, lapi_store *store,
                     const lapi_filter *filter, bool counts, lapi_hits *out,
                     lap_error *error) LAP_MUST_USE;

#endif
