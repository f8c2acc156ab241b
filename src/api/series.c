#include "series/series.h"

#include "api/store.h"
#include "base/status.h"
#include "view/cells.h"

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
    lapi_slice rest = text ? lapi_slice_str(text) : (lapi_slice){NULL, 0}, name;
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

static lap_status read_per(const char *text, enum lapi_per *per, lap_error *error)
{
    static const char *const names[] = {"day", "week", "month"};
    for (int p = 0; p < 3; p++)
        if (strcmp(text ? text : "month", names[p]) == 0) {
            *per = (enum lapi_per)p;
            return LAP_OK;
        }
    return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no period: %.40s", text);
}

typedef struct row_writer {
    lapi_buffer out;
    lapi_json json;
    lapi_cells cells;
    bool is_csv, is_heading; /* the names of the columns instead of their values */
} row_writer;

/* The name of what is put; true where it stands for the value. */
static bool put_name(row_writer *w, const char *name)
{
    if (!w->is_csv)
        lapi_json_key(&w->json, name);
    else if (w->is_heading)
        lapi_cells_str(&w->cells, name);
    return w->is_heading;
}

static void put_text(row_writer *w, const char *name, lapi_slice text)
{
    if (put_name(w, name))
        return;
    if (w->is_csv)
        lapi_cells_text(&w->cells, text);
    else
        lapi_json_slice(&w->json, text);
}

static void put_number(row_writer *w, const char *name, int64_t value)
{
    if (put_name(w, name))
        return;
    if (w->is_csv)
        lapi_cells_int(&w->cells, value);
    else
        lapi_json_i64(&w->json, value);
}

static void put_decimal(row_writer *w, const char *name, double value)
{
    if (put_name(w, name))
        return;
    if (w->is_csv)
        lapi_cells_decimal(&w->cells, value, 3);
    else
        lapi_json_decimal(&w->json, value, 3);
}

static void write_cell(row_writer *w, unsigned by, const lapi_cell *cell)
{
    char day[11];
    lapi_day_write(cell->day, day);
    w->json = (lapi_json){.out = &w->out};
    w->cells = (lapi_cells){.out = &w->out, .missing = "", .kind = LAPI_CELLS_CSV};
    if (!w->is_csv)
        lapi_json_open(&w->json, '{');
    for (size_t k = 0; k < KEY_COUNT; k++)
        for (int c = 0; (by & keys[k].by) && c < 2 && keys[k].columns[c]; c++)
            put_text(w, keys[k].columns[c], cell->key[c]);
    if (by & LAPI_BY_TYPE)
        put_text(w, "event", cell->type);
    put_text(w, "period", lapi_slice_str(day));
    put_number(w, "claims", cell->claims);
    put_number(w, "reports", cell->reports);
    put_number(w, "sources", cell->sources);
    put_number(w, "documents", cell->documents);
    put_number(w, "published", cell->published);
    put_decimal(w, "scale", cell->scale);
    if (w->is_csv) {
        lapi_cells_end(&w->cells);
        return;
    }
    lapi_json_close(&w->json, '}');
    lapi_buffer_byte(&w->out, '\n');
}

static lap_status write_series(lapi_series *series, unsigned by, row_writer *w,
                               lap_sink sink)
{
    lapi_cell cell = {.claims = 0};
    lap_status status = LAP_OK;
    if (w->is_csv) {
        w->is_heading = true;
        write_cell(w, by, &cell);
        w->is_heading = false;
    }
    while (status == LAP_OK && lapi_series_next(series, &cell)) {
        write_cell(w, by, &cell);
        status = lapi_store_send(sink, &w->out);
        lapi_buffer_reset(&w->out);
    }
    return status ? status : lapi_store_send(sink, &w->out);
}

lap_status lap_store_series(lap_store *store, const lap_filter *filter,
                            const lap_series_options *options, lap_sink sink,
                            lap_error *error)
{
    lapi_filter checked;
    lapi_series *series;
    unsigned by;
    enum lapi_per per = LAPI_PER_MONTH;
    lap_filter actual = *filter;
    if (!actual.status)
        actual.status = "actual";
    lap_status status = lapi_filter_read(&actual, &checked, error);
    if (status == LAP_OK)
        status = read_by(options->by, &by, error);
    if (status == LAP_OK)
        status = read_per(options->per, &per, error);
    if (status == LAP_OK)
        status = lapi_series_new(store->store, &checked, by, per, &series, error);
    if (status)
        return status;
    row_writer writer = {.is_csv = options->is_csv != 0};
    status = write_series(series, by, &writer, sink);
    lapi_series_free(series);
    lapi_buffer_clear(&writer.out);
    return status ? status : lapi_db_status(lapi_store_db(store->store), error);
}
