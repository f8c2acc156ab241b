/* Claims count once, whatever reports them; periods are whole; what was published
 * stands beside what happened. */
#include "data/doc.h"
#include "series/series.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MONDAY = 18995 }; /* 2022-01-03 */

static const lapi_filter everything = {
    .since = LAPI_DAY_NONE, .until = LAPI_DAY_NONE, .as_of = LAPI_DAY_NONE};

static lapi_store *open_store(void)
{
    lapi_store *store;
    lap_error error;
    assert_int_equal(lapi_store_open(":memory:", LAPI_DB_WRITE, &store, &error),
                     LAP_OK);
    return store;
}

/* A document of a day with one attack on the day before, of a claim. */
static void put(lapi_store *store, const char *id, int32_t day, int64_t claim,
                int scale)
{
    lapi_entity russia = {.country = "RUS", .sector = "MIL"},
                ukraine = {.country = "UKR", .sector = "CVL"};
    lapi_site kharkiv = {.country = "UKR",
                         .admin1 = LAPI_S("Kharkiv"),
                         .has_point = 1,
                         .grain = LAPI_GRAIN_CITY,
                         .lat_e4 = 499800,
                         .lon_e4 = 362500};
    lapi_record record = {.id = 7,
                          .type = LAPI_EVENT_ASSAULT,
                          .quad = 4,
                          .scale_e1 = (int16_t)scale,
                          .from = day - 1,
                          .to = day - 1,
                          .actors = {1, &russia},
                          .recipients = {1, &ukraine},
                          .sites = &kharkiv,
                          .site_count = 1};
    lapi_report report = {.id = lapi_slice_str(id),
                          .text = lapi_slice_str(id),
                          .coder = LAPI_S("test"),
                          .date = day,
                          .records = &record,
                          .record_count = 1};
    lapi_slice json = LAPI_S("{}"), gist = LAPI_S("g");
    lapi_entry entry = {.report = &report, .json = &json, .gists = &gist};
    lapi_put out;
    lap_error error;
    assert_int_equal(lapi_store_put(store, &entry, &out, &error), LAP_OK);
    lapi_db_do(lapi_store_db(store), "UPDATE record SET claim = ?2 WHERE doc = ?1",
               LAPI_ARGS(LAPI_INT(out.doc), LAPI_INT(claim)));
}

/* A store's records as a series; series_end frees them. */
typedef struct counted {
    lapi_board *board;
    lapi_hits hits;
    lapi_series *series;
} counted;

static lap_status series_begin(lapi_store *store, unsigned by, enum lapi_per per,
                               counted *out)
{
    lap_error error;
    *out = (counted){.board = NULL};
    assert_int_equal(lapi_board_load(store, NULL, &out->board, &error), LAP_OK);
    assert_int_equal(lapi_sift(out->board, &everything, NULL, true, &out->hits),
                     LAP_OK);
    return lapi_series_new(out->board, &out->hits, by, per, &out->series, &error);
}

static void series_end(counted *c)
{
    lapi_series_free(c->series);
    lapi_board_free(c->board);
    free(c->hits.at);
}

static lapi_cell only_cell(lapi_store *store, unsigned by, enum lapi_per per)
{
    counted c;
    lapi_cell cell, more;
    assert_int_equal(series_begin(store, by, per, &c), LAP_OK);
    assert_true(lapi_series_next(c.series, &cell));
    assert_false(lapi_series_next(c.series, &more));
    series_end(&c);
    return cell;
}

static void a_claim_counts_once(void **state)
{
    (void)state;
    lapi_store *store = open_store();
    put(store, "a", MONDAY + 2, 1, -90);
    put(store, "b", MONDAY + 3, 1, -90);
    put(store, "c", MONDAY + 3, 2, -50);
    lapi_cell cell = only_cell(store, LAPI_BY_PAIR, LAPI_PER_WEEK);
    assert_int_equal(cell.day, MONDAY);
    assert_int_equal(cell.claims, 2);
    assert_int_equal(cell.reports, 3);
    assert_int_equal(cell.sources, 3);
    assert_int_equal(cell.documents, 3);
    assert_int_equal(cell.published, 3);
    assert_true(cell.scale == -7);
    cell = only_cell(store, LAPI_BY_CELL, LAPI_PER_MONTH);
    assert_int_equal(cell.claims, 2);
    lapi_store_close(store);
}

static void keys_exclude_each_other(void **state)
{
    (void)state;
    lapi_store *store = open_store();
    counted c;
    assert_int_equal(series_begin(store, LAPI_BY_PAIR | LAPI_BY_CELL, LAPI_PER_DAY, &c),
                     LAP_BAD_ARGUMENT);
    series_end(&c);
    assert_int_equal(series_begin(store, 0, LAPI_PER_DAY, &c), LAP_BAD_ARGUMENT);
    series_end(&c);
    lapi_store_close(store);
}

static void rows_come_by_key_and_period(void **state)
{
    (void)state;
    lapi_store *store = open_store();
    put(store, "a", MONDAY + 1, 1, -90);
    put(store, "b", MONDAY + 20, 2, -90);
    counted c;
    lapi_cell cell;
    assert_int_equal(
        series_begin(store, LAPI_BY_COUNTRY | LAPI_BY_TYPE, LAPI_PER_DAY, &c), LAP_OK);
    int64_t claims = 0, rows = 0;
    int32_t last = 0;
    while (lapi_series_next(c.series, &cell)) {
        assert_true(lapi_slice_is(cell.type, "ASSAULT"));
        assert_true(lapi_slice_is(cell.key[0], rows < 4 ? "RUS" : "UKR"));
        assert_true(rows == 4 || cell.day > last);
        last = cell.day;
        claims += cell.claims;
        rows++;
    }
    assert_int_equal(rows,
                     8); /* two countries, days of the events and of the reports */
    assert_int_equal(claims, 4);
    series_end(&c);
    lapi_store_close(store);
}

static void periods_begin_where_they_should(void **state)
{
    (void)state;
    assert_int_equal(lapi_period_of(MONDAY + 6, LAPI_PER_WEEK), MONDAY);
    assert_int_equal(lapi_period_of(MONDAY, LAPI_PER_MONTH), MONDAY - 2);
    assert_int_equal(lapi_period_of(-1, LAPI_PER_WEEK), -3);
    assert_int_equal(lapi_period_of(-1, LAPI_PER_MONTH), -31);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_claim_counts_once),
        cmocka_unit_test(keys_exclude_each_other),
        cmocka_unit_test(rows_come_by_key_and_period),
        cmocka_unit_test(periods_begin_where_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
