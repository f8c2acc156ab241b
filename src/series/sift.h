/* Records of a board that meet a filter. */
#ifndef LAPI_SERIES_SIFT_H
#define LAPI_SERIES_SIFT_H

#include "series/board.h"

/* Places of records in the board's columns, in their order: by claim. */
typedef struct lapi_hits {
    uint32_t *at; /* [count], to be freed */
    uint32_t count, room;
} lapi_hits;

/* [documents of the board] 1 for those that have all words of a text, as the store
 * knows, to be freed; NULL: the text has no word. O(documents that have them). */
lap_status lapi_sift_words(const lapi_board *board, lapi_store *store, lapi_slice text,
                           uint8_t **out, lap_error *error) LAP_MUST_USE;

/* Finds them: `words` stands for the filter's text, as_of has no meaning here. With
 * `counts`, background and records of no known day are left out. O(records). */
lap_status lapi_sift(const lapi_board *board, const lapi_filter *filter,
                     const uint8_t *words, bool counts, lapi_hits *out) LAP_MUST_USE;

#endif
