/* A board: the records of a store as columns in memory, so that any question is counted
 * in milliseconds.
 *
 *   store --lap_board_new--> board --lap_board_write(filter, view)--> JSON, CSV
 *     |                        ^
 *     +----- what changed -----+  lap_board_refresh
 *
 * Many threads may read a board at once, each with a handle of the store of its own,
 * which is asked for full-text words and for the texts of the rows that are shown;
 * nobody may read while it is refreshed. About 100 bytes a record. */
#ifndef LAPWING_BOARD_H
#define LAPWING_BOARD_H

#include <lapwing/store.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lap_board lap_board;

/* Loads the store's current records. O(records); LAP_TOO_LARGE above 2^31 of them. */
LAP_API lap_status lap_board_new(lap_store *store, lap_board **out,
                                 lap_error *error) LAP_MUST_USE;
LAP_API void lap_board_free(lap_board *board);

/* Reads again the claims that changed since, and nothing when none did: the board is
 * then as a new one would be. O(records that changed + copy of the rest, for whose time
 * it needs twice the memory). An error leaves the board as it was. */
LAP_API lap_status lap_board_refresh(lap_board *board, lap_store *store,
                                     lap_error *error) LAP_MUST_USE;

typedef struct lap_board_facts {
    uint64_t revision; /* of the store, as the board knows it */
    uint64_t records, claims, documents;
} lap_board_facts;

LAP_API lap_board_facts lap_board_about(const lap_board *board);

/* What is written (docs/api.md has the keys). */
typedef enum lap_view {
    LAP_VIEW_SUMMARY,  /* totals, timeline, countries, pairs, types, publishers */
    LAP_VIEW_SERIES,   /* as lap_store_series */
    LAP_VIEW_PAIRS,    /* who acts on whom */
    LAP_VIEW_PLACES,   /* where; GeoJSON too */
    LAP_VIEW_NUMBERS,  /* quantities told, and by whom */
    LAP_VIEW_CLAIMS,   /* claims, a page of them */
    LAP_VIEW_EVENTS,   /* records, a page of them, newest first */
    LAP_VIEW_DOCUMENTS /* documents with a record that meets the filter, newest first */
} lap_view;

typedef struct lap_view_options {
    lap_view view;
    lap_format format;  /* LAP_FORMAT_JSONL; but for summary and events LAP_FORMAT_CSV;
                           of places LAP_FORMAT_GEOJSON */
    int is_object;      /* not 0: with JSONL, one JSON object instead of lines */
    const char *by;     /* of a series: as in lap_series_options */
    const char *per;    /* of a series or summary; NULL: month; of a summary, what gives
                           at most 120 periods */
    const char *order;  /* of claims: "new" (or NULL), "old", "reports", "denials" */
    const char *cursor; /* of a page: "next" of the one before; NULL: the first */
    uint64_t limit;     /* rows of a page or list; 0: the view's default */
} lap_view_options;

/* Background never counts, and without a status only actual events do; "any" counts
 * all. LAP_BAD_ARGUMENT: a filter (as_of has none here), cursor, order, format or key
 * that is none. O(records) at most, plus the rows shown. */
LAP_API lap_status lap_board_write(const lap_board *board, lap_store *store,
                                   const lap_filter *filter,
                                   const lap_view_options *options, lap_sink sink,
                                   lap_error *error) LAP_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
