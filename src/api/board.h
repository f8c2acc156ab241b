/* What the views of a board share. */
#ifndef LAPI_API_BOARD_H
#define LAPI_API_BOARD_H

#include "api/sheet.h"
#include "api/store.h"
#include "data/claim.h"
#include "series/series.h"

#include <lapwing/board.h>

/* A question to a board. */
typedef struct lapi_asking {
    const lapi_board *board;
    lap_store *store;
    lapi_filter filter;
    const lap_view_options *options;
    uint8_t *words; /* documents that have the filter's words, or NULL */
    lapi_hits hits; /* records that meet the filter */
    enum lapi_sheet_form form;
    lap_sink sink;
    lap_error *error;
} lapi_asking;

/* A number that a record tells, and who says so; borrowed until the next one. */
typedef struct lapi_number {
    lapi_slice claim, event, mode, what, bound, unit, whose, publisher, record, doc;
    int32_t day, published; /* LAPI_DAY_NONE: not known */
    double value, low, high;
    bool has_low, has_high;
    const struct lapi_said {
        lapi_slice name, country, sector;
    } * sources; /* [source_count] */
    uint32_t source_count;
} lapi_number;

#define LAPI_NUMBER_SOURCES_MAX 8u

typedef struct lapi_numbers {
    lap_store *store;
    lapi_sql *sql;
    struct lapi_said sources[LAPI_NUMBER_SOURCES_MAX];
    uint32_t source_count;
} lapi_numbers;

/* Who says something, as a JSON object. */
void lapi_said_json(lapi_json *json, const struct lapi_said *said);
/* The numbers of a record by its row: of, next until false, end. */
void lapi_numbers_of(lapi_numbers *numbers, int64_t row);
bool lapi_numbers_next(lapi_numbers *numbers, lapi_number *out);
void lapi_numbers_end(lapi_numbers *numbers);

/* Why there is no row that the board names: it has gone since (LAP_BAD_INPUT), or the
 * database failed. */
lap_status lapi_row_is_gone(lap_store *store, lap_error *error) LAP_MUST_USE;
/* The claim, record or document of a row; LAP_BAD_INPUT: gone meanwhile. What the first
 * borrows lives in the store's arena until the next one, what the last does in a
 * statement that is to be ended. */
lap_status lapi_claim_of_row(lap_store *store, int64_t row, lapi_claim *out,
                             lap_error *error) LAP_MUST_USE;
lap_status lapi_event_of_row(lap_store *store, int64_t row, lapi_buffer *line,
                             lap_error *error) LAP_MUST_USE;
lap_status lapi_document_of_row(lap_store *store, int64_t row, lapi_sql **sql,
                                lapi_document *out, lap_error *error) LAP_MUST_USE;
/* The claim as a JSON object, with the sentence that it stands on, and who says so and
 * who denies it. */
lap_status lapi_claim_brief(lap_store *store, const lapi_claim *claim, lapi_buffer *out,
                            lap_error *error) LAP_MUST_USE;

/* "day", "week", "month" (also for NULL). */
lap_status lapi_per_read(const char *text, enum lapi_per *per,
                         lap_error *error) LAP_MUST_USE;
lap_status lapi_series_write(const lapi_board *board, const lapi_hits *hits,
                             const lap_series_options *options,
                             enum lapi_sheet_form form, lap_sink sink,
                             lap_error *error) LAP_MUST_USE;

lap_status lapi_write_summary(lapi_asking *ask) LAP_MUST_USE;
lap_status lapi_write_pairs(lapi_asking *ask) LAP_MUST_USE;
lap_status lapi_write_places(lapi_asking *ask) LAP_MUST_USE;
lap_status lapi_write_numbers(lapi_asking *ask) LAP_MUST_USE;
lap_status lapi_write_claims(lapi_asking *ask) LAP_MUST_USE;
lap_status lapi_write_events(lapi_asking *ask) LAP_MUST_USE;
lap_status lapi_write_documents(lapi_asking *ask) LAP_MUST_USE;

#endif
