/* What is put is there, the same again changes nothing, a revision keeps the old one.
 */
#include "data/doc.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_entity ukraine = {.country = "UKR", .sector = "MIL"};
static lapi_site kyiv = {.country = "UKR",
                         .has_point = 1,
                         .grain = LAPI_GRAIN_CITY,
                         .lat_e4 = 504500,
                         .lon_e4 = 305200};

static lapi_store *open_store(void)
{
    lapi_store *store;
    lap_error error;
    assert_int_equal(lapi_store_open(":memory:", LAPI_DB_WRITE, &store, &error),
                     LAP_OK);
    return store;
}

static lapi_put put(lapi_store *store, const char *id, const char *text)
{
    lapi_record record = {.id = 7,
                          .type = LAPI_EVENT_ASSAULT,
                          .quad = 4,
                          .from = 18000,
                          .to = 18001,
                          .actors = {1, &ukraine},
                          .sites = &kyiv,
                          .site_count = 1};
    lapi_report report = {.id = lapi_slice_str(id),
                          .text = lapi_slice_str(text),
                          .coder = LAPI_S("test"),
                          .date = 18002,
                          .records = &record,
                          .record_count = 1};
    lapi_slice json = LAPI_S("{}"), gist = LAPI_S("g");
    lapi_entry entry = {.report = &report, .json = &json, .gists = &gist};
    lapi_put out;
    lap_error error;
    assert_int_equal(lapi_store_put(store, &entry, &out, &error), LAP_OK);
    return out;
}

static int64_t count(lapi_store *store, const char *sql)
{
    lap_error error;
    int64_t found = lapi_db_int(lapi_store_db(store), sql, LAPI_NO_ARGS, -1);
    assert_int_equal(lapi_db_status(lapi_store_db(store), &error), LAP_OK);
    return found;
}

static void the_same_document_changes_nothing(void **state)
{
    (void)state;
    lapi_store *store = open_store();
    assert_int_equal(put(store, "a", "one").outcome, LAPI_PUT_NEW);
    assert_int_equal(put(store, "b", "one").outcome, LAPI_PUT_NEW);
    assert_int_equal(put(store, "a", "one").outcome, LAPI_PUT_SAME);
    assert_int_equal(count(store, "SELECT count(*) FROM documents"), 2);
    assert_int_equal(count(store, "SELECT count(*) FROM actors"), 2);
    assert_int_equal(count(store, "SELECT count(*) FROM site_box WHERE south > 50"), 2);
    assert_int_equal(count(store, "SELECT value FROM meta WHERE key = 'revision'"), 2);
    lapi_store_close(store);
}

static void a_revision_keeps_the_old_one(void **state)
{
    (void)state;
    lapi_store *store = open_store();
    lapi_put first = put(store, "a", "one"), second = put(store, "a", "two");
    assert_int_equal(second.outcome, LAPI_PUT_REVISED);
    assert_int_equal(second.old_doc, first.doc);
    assert_int_equal(count(store, "SELECT count(*) FROM documents"), 1);
    assert_int_equal(count(store, "SELECT count(*) FROM document"), 2);
    assert_int_equal(count(store, "SELECT count(*) FROM record WHERE removed = 2"), 1);
    assert_int_equal(count(store, "SELECT count(*) FROM document_text('one')"), 0);
    assert_int_equal(count(store, "SELECT count(*) FROM document_text('two')"), 1);
    assert_int_equal(count(store, "SELECT count(*) FROM site_box"), 1);
    lapi_store_close(store);
}

static void errors_stick_until_told(void **state)
{
    (void)state;
    lapi_store *store = open_store();
    lapi_db *db = lapi_store_db(store);
    lap_error error;
    assert_null(lapi_db_ask(db, "SELECT a FROM nowhere", LAPI_NO_ARGS));
    assert_int_equal(lapi_db_do(db, "DELETE FROM meta", LAPI_NO_ARGS), 0);
    assert_int_equal(lapi_db_status(db, &error), LAP_IO);
    assert_string_equal(error.text, "no such table: nowhere");
    assert_int_equal(lapi_db_status(db, &error), LAP_OK);
    assert_int_equal(count(store, "SELECT count(*) FROM meta"), 2);
    lapi_store_close(store);
}

static void cells_are_those_of_prio_grid(void **state)
{
    (void)state;
    assert_int_equal(lapi_store_gid(105100, 22900), 145085);
    assert_int_equal(lapi_store_gid(-900000, -1800000), 1);
    assert_int_equal(lapi_store_gid(900000, 1800000), 259200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_document_changes_nothing),
        cmocka_unit_test(a_revision_keeps_the_old_one),
        cmocka_unit_test(errors_stick_until_told),
        cmocka_unit_test(cells_are_those_of_prio_grid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
