#include "api/board.h"
#include "base/status.h"

#include <stdlib.h>

/* What a key is called, in options and as columns. */
static const struct {
    const char *name;
    unsigned by;
    const char *columns[2];
} keys[] = {
    {"pair", LAPI_BY_PAIR, {"actor", "recipient"}},
    {"country", LAPI_BY_COUNTRY, {"country", NULL}},
    {"place", LAPI_BY_PLACE, {"country", "admin1"}},
    {"cell", LAPI_BY_CELL, {"gid", NULL}},
    {"type", LAPI_BY_TYPE, {NULL, NULL}},
};
#define KEY_COUNT (sizeof keys / sizeof *keys)

static lap_status read_by(const char *text, unsigned *by, lap_error *error)
{
    lapi_slice rest = lapi_slice_or_none(text), name;
    *by = 0;
    while (lapi_slice_cut(&rest, ',', &name)) {
        size_t k = 0;
        while (k < KEY_COUNT && !lapi_slice_is(name, keys[k].name))
            k++;
        if (k == KEY_COUNT)
            return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no key of series: %.40s",
                             text);
        *by |= keys[k].by;
    }
    return LAP_OK;
}

lap_status lapi_per_read(const char *text, enum lapi_per *per, lap_error *error)
{
    static const char *const names[] = {"day", "week", "month"};
    for (int p = 0; p < 3; p++)
        if (strcmp(text ? text : "month", names[p]) == 0) {
            *per = (enum lapi_per)p;
            return LAP_OK;
        }
    return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no period: %.40s", text);
}

/* A cell, and what it is counted by. */
typedef struct row {
    unsigned by;
    lapi_cell cell;
} row;

static void put_row(lapi_sheet *rows, const void *item)
{
    const row *r = item;
    const lapi_cell *cell = &r->cell;
    for (size_t k = 0; k < KEY_COUNT; k++)
        for (int c = 0; (r->by & keys[k].by) && c < 2 && keys[k].columns[c]; c++)
            lapi_sheet_text(rows, keys[k].columns[c], cell->key[c]);
    if (r->by & LAPI_BY_TYPE)
        lapi_sheet_text(rows, "event", cell->type);
    lapi_sheet_day(rows, "period", cell->day);
    lapi_sheet_number(rows, "claims", cell->claims);
    lapi_sheet_number(rows, "reports", cell->reports);
    lapi_sheet_number(rows, "sources", cell->sources);
    lapi_sheet_number(rows, "documents", cell->documents);
    lapi_sheet_number(rows, "published", cell->published);
    lapi_sheet_decimal(rows, "scale", cell->scale, 3);
}

static lap_status write_rows(lapi_series *series, unsigned by,
                             enum lapi_sheet_form form, lap_sink sink)
{
    row r = {.by = by};
    lapi_sheet rows;
    lap_status status = lapi_sheet_begin(&rows, form, sink, put_row, &r);
    while (status == LAP_OK && lapi_series_next(series, &r.cell))
        status = lapi_sheet_add(&rows, put_row, &r);
    if (status == LAP_OK) {
        lapi_sheet_end(&rows);
        status = lapi_sheet_close(&rows);
    }
    lapi_sheet_clear(&rows);
    return status;
}

lap_status lapi_series_write(const lapi_board *board, const lapi_hits *hits,
                             const lap_series_options *options,
                             enum lapi_sheet_form form, lap_sink sink, lap_error *error)
{
    lapi_series *series;
    unsigned by;
    enum lapi_per per = LAPI_PER_MONTH;
    lap_status status = read_by(options->by, &by, error);
    if (status == LAP_OK)
        status = lapi_per_read(options->per, &per, error);
    if (status == LAP_OK)
        status = lapi_series_new(board, hits, by, per, &series, error);
    if (status)
        return status;
    status = write_rows(series, by, form, sink);
    lapi_series_free(series);
    return status;
}

/* Does the filter leave so few records that the database finds them sooner than all are
 * read? What was known on a day only the database tells. */
static bool narrows(const lapi_filter *f)
{
    return f->as_of != LAPI_DAY_NONE || f->since != LAPI_DAY_NONE ||
           f->until != LAPI_DAY_NONE || f->country.bytes || f->pair[0].bytes ||
           f->between[0].bytes || f->type.bytes || f->publisher.bytes || f->text.bytes;
}

lap_status lap_store_series(lap_store *store, const lap_filter *filter,
                            const lap_series_options *options, lap_sink sink,
                            lap_error *error)
{
    static const lapi_filter all = {
        .since = LAPI_DAY_NONE, .until = LAPI_DAY_NONE, .as_of = LAPI_DAY_NONE};
    lapi_filter checked;
    lapi_board *board = NULL;
    lapi_hits hits = {.at = NULL};
    lap_filter actual = *filter;
    if (!actual.status)
        actual.status = "actual";
    lap_status status = lapi_filter_read(&actual, &checked, error);
    if (status == LAP_OK)
        status = lapi_board_load(store->store, narrows(&checked) ? &checked : NULL,
                                 &board, error);
    if (status == LAP_OK)
        status =
            lapi_sift(board, narrows(&checked) ? &all : &checked, NULL, true, &hits);
    if (status == LAP_OK)
        status = lapi_series_write(board, &hits, options,
                                   options->is_csv ? LAPI_SHEET_CSV : LAPI_SHEET_LINES,
                                   sink, error);
    lapi_board_free(board);
    free(hits.at);
    return status ? status : lapi_db_status(lapi_store_db(store->store), error);
}
