#include "api/board.h"

#include "base/status.h"

#include <stdlib.h>

struct lap_board {
    lapi_board *columns;
};

lap_status lap_board_new(lap_store *store, lap_board **out, lap_error *error)
{
    lap_board *board = calloc(1, sizeof *board);
    if (!board)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    lap_status status = lapi_board_load(store->store, NULL, &board->columns, error);
    if (status == LAP_OK)
        *out = board;
    else
        free(board);
    return status;
}

void lap_board_free(lap_board *board)
{
    if (!board)
        return;
    lapi_board_free(board->columns);
    free(board);
}

lap_status lap_board_refresh(lap_board *board, lap_store *store, lap_error *error)
{
    return lapi_board_refresh(board->columns, store->store, error);
}

lap_board_facts lap_board_about(const lap_board *board)
{
    const lapi_board *b = board->columns;
    return (lap_board_facts){b->revision, b->record_count, b->claim_count,
                             b->doc_count};
}

static lap_status write_series(lapi_asking *ask)
{
    lap_series_options options = {.by = ask->options->by, .per = ask->options->per};
    return lapi_series_write(ask->board, &ask->hits, &options, ask->form, ask->sink,
                             ask->error);
}

/* The views: do they count what happened, or list what is told? */
static const struct {
    lap_status (*write)(lapi_asking *ask);
    bool counts, has_csv, has_points;
} views[] = {
    [LAP_VIEW_SUMMARY] = {lapi_write_summary, true, false, false},
    [LAP_VIEW_SERIES] = {write_series, true, true, false},
    [LAP_VIEW_PAIRS] = {lapi_write_pairs, true, true, false},
    [LAP_VIEW_PLACES] = {lapi_write_places, true, true, true},
    [LAP_VIEW_NUMBERS] = {lapi_write_numbers, false, true, false},
    [LAP_VIEW_CLAIMS] = {lapi_write_claims, false, true, false},
    [LAP_VIEW_EVENTS] = {lapi_write_events, false, false, false},
    [LAP_VIEW_DOCUMENTS] = {lapi_write_documents, false, true, false},
};

static lap_status check(const lap_filter *filter, const lap_view_options *options,
                        lap_error *error)
{
    if ((size_t)options->view >= sizeof views / sizeof *views)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no such view of a board");
    if (filter->as_of)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "a board knows only what is now");
    bool has_format =
        options->format == LAP_FORMAT_JSONL ||
        (options->format == LAP_FORMAT_CSV && views[options->view].has_csv) ||
        (options->format == LAP_FORMAT_GEOJSON && views[options->view].has_points);
    return has_format ? LAP_OK
                      : lapi_fail(error, LAP_BAD_ARGUMENT, 0,
                                  "this view is not written in that format");
}

lap_status lap_board_write(const lap_board *board, lap_store *store,
                           const lap_filter *filter, const lap_view_options *options,
                           lap_sink sink, lap_error *error)
{
    lapi_asking ask = {.board = board->columns,
                       .store = store,
                       .options = options,
                       .form = options->format == LAP_FORMAT_CSV ? LAPI_SHEET_CSV
                               : options->is_object              ? LAPI_SHEET_ITEMS
                                                                 : LAPI_SHEET_LINES,
                       .sink = sink,
                       .error = error};
    lap_filter actual = *filter;
    lap_status status = check(filter, options, error);
    if (status)
        return status;
    bool counts = views[options->view].counts;
    if (counts && !actual.status)
        actual.status = "actual";
    status = lapi_filter_read(&actual, &ask.filter, error);
    if (status == LAP_OK)
        status = lapi_sift_words(ask.board, store->store, ask.filter.text, &ask.words,
                                 error);
    if (status == LAP_OK)
        status = lapi_sift(ask.board, &ask.filter, ask.words, counts, &ask.hits);
    if (status == LAP_OK)
        status = views[options->view].write(&ask);
    free(ask.hits.at);
    free(ask.words);
    if (status == LAP_NO_MEMORY)
        lapi_fail(error, status, 0, "no memory");
    return status ? status : lapi_db_status(lapi_store_db(store->store), error);
}
