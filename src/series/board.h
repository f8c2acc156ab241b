/* The board: records of a store as columns in memory.
 *
 *   claims   c0        c1              c2
 *   records  r0 r1 r2  r3  r4 r5 r6    r7 ...     by claim, then by row
 *   parties  RUS UKR  USA ...                     of the records, one behind the other
 *   sites    place 4 ...
 *
 * Loaded in few statements, each of which reads one table or index from end to end. */
#ifndef LAPI_SERIES_BOARD_H
#define LAPI_SERIES_BOARD_H

#include "series/intern.h"
#include "store/query.h"

typedef struct lapi_board_record {
    int64_t row;
    uint32_t claim, doc;     /* places in the columns */
    uint32_t parties, sites; /* where its own begin */
    int32_t day;             /* LAPI_DAY_NONE: not known */
    float scale;
    uint16_t event, mode, status; /* numbers of names */
    uint8_t party_count, site_count;
    uint8_t quad;
    bool is_background, has_amount; /* numbers are told with it */
} lapi_board_record;

typedef struct lapi_board_claim {
    int64_t row;
    int32_t day; /* of the claim, for the order of a page; LAPI_DAY_NONE: not known */
    uint32_t first, count; /* its records */
    uint32_t reports, stories, denials;
} lapi_board_claim;

typedef struct lapi_board_doc {
    int64_t row, story;
    int32_t day;
    uint32_t publisher; /* number of its name; LAPI_INTERN_NONE: not known */
} lapi_board_doc;

typedef struct lapi_board_party {
    uint16_t country;
    bool is_actor; /* else acted on */
} lapi_board_party;

typedef struct lapi_board_place {
    uint32_t name, admin1;  /* numbers of names */
    uint32_t country;       /* LAPI_INTERN_NONE: not known */
    int64_t gid, geonameid; /* 0: none */
    double lat, lon;
    uint32_t grain;
    bool has_point;
} lapi_board_place;

/* How many documents were published until a day. */
typedef struct lapi_board_count {
    int32_t day;
    int64_t until;
} lapi_board_count;

typedef struct lapi_board {
    lapi_board_record *records;
    lapi_board_claim *claims; /* by row */
    lapi_board_doc *docs;     /* by row */
    lapi_board_party *parties;
    uint32_t *sites; /* numbers of places */
    lapi_board_place *places;
    lapi_board_count *published;
    uint32_t record_count, claim_count, doc_count, party_count, site_count, place_count;
    uint32_t record_room, claim_room, doc_room, party_room, site_room, place_room;
    uint32_t published_count, published_room;
    lapi_intern names;     /* of events, modes, statuses, places, publishers */
    lapi_intern countries; /* codes */
    lapi_intern sitemarks; /* what tells places apart */
    uint64_t revision;
} lapi_board;

#define LAPI_BOARD_RECORDS_MAX (UINT32_C(1) << 31)

/* Loads the records that meet a filter; NULL: the current ones. O(records). */
lap_status lapi_board_load(lapi_store *store, const lapi_filter *filter,
                           lapi_board **out, lap_error *error) LAP_MUST_USE;
void lapi_board_free(lapi_board *board);
/* Brings a board that was loaded without a filter up to date. */
lap_status lapi_board_refresh(lapi_board *board, lapi_store *store,
                              lap_error *error) LAP_MUST_USE;

/* Documents published from a day until before another. O(log days). */
int64_t lapi_board_published(const lapi_board *board, int32_t from, int32_t before);

/* The texts of the numbers of countries and names; LAPI_INTERN_NONE: empty. */
lapi_slice lapi_board_country(const lapi_board *board, uint64_t number);
lapi_slice lapi_board_name(const lapi_board *board, uint64_t number);

/* The column's place of a document's row, or LAPI_INTERN_NONE. O(log documents). */
uint32_t lapi_board_doc_at(const lapi_board *board, int64_t row);

#endif
