/* Tellings of one event become one record that has what each of them says. */
#include "data/quantity.h"
#include "data/when.h"
#include "view/merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_arena *arena;

static int begin(void **state)
{
    (void)state;
    return lapi_arena_new(0, &arena) != LAP_OK;
}

static int end(void **state)
{
    (void)state;
    lapi_arena_free(arena);
    return 0;
}

static lapi_entity mayor = {.country = "UKR", .sector = "GOV", .name = {"Ihor", 4}};
static lapi_entity army = {.country = "RUS", .sector = "MIL", .name = {"army", 4}};

static void test_attributes_are_united(void **state)
{
    (void)state;
    lapi_entity both[] = {army, mayor};
    lapi_amount two = {.what = LAPI_WHAT_DEAD, .value = 2};
    lapi_amount three = {.what = LAPI_WHAT_DEAD, .value = 3};
    lapi_saying says = {.who = mayor, .said_on = LAPI_DAY_NONE};
    lapi_record records[] = {
        {.id = 9,
         .type = 3,
         .actors = {1, &army},
         .cameo = "19",
         .from = LAPI_DAY_NONE,
         .to = LAPI_DAY_NONE,
         .amounts = &two,
         .amount_count = 1,
         .historical = 1,
         .confidence = 700},
        {.id = 5, .type = 4, .from = LAPI_DAY_NONE, .to = LAPI_DAY_NONE},
        {.id = 2,
         .same_as = 9,
         .type = 3,
         .actors = {2, both},
         .cameo = "190",
         .mode = LAPI_S("aerial"),
         .scale_e1 = -95,
         .from = 19000,
         .to = 19001,
         .amounts = &three,
         .amount_count = 1,
         .according_to = {1, &says},
         .confidence = 900},
    };
    lapi_report report = {.records = records, .record_count = 3}, merged;
    assert_int_equal(lapi_report_merge(&report, arena, &merged), LAP_OK);
    assert_int_equal(merged.record_count, 2);
    const lapi_record *r = &merged.records[0];
    assert_int_equal(r->id, 9);
    assert_int_equal(r->same_as, 0);
    assert_int_equal(r->actors.count, 2);
    assert_string_equal(r->actors.at[1].country, "UKR");
    assert_int_equal(r->amount_count, 2);
    assert_int_equal(r->according_to.count, 1);
    assert_string_equal(r->cameo, "190");
    assert_true(lapi_slice_is(r->mode, "aerial"));
    assert_int_equal(r->scale_e1, -95);
    assert_int_equal(r->from, 19000);
    assert_int_equal(r->historical, 0);
    assert_int_equal(r->confidence, 900);
    assert_int_equal(merged.records[1].id, 5);
    assert_int_equal(report.records[0].actors.count, 1); /* the report itself stays */
}

static void test_tellings_of_tellings(void **state)
{
    (void)state;
    lapi_record records[] = {{.id = 3},
                             {.id = 1, .same_as = 3},
                             {.id = 2, .same_as = 1},
                             {.id = 4, .same_as = 77},
                             {.id = 6, .same_as = 6}};
    lapi_report report = {.records = records, .record_count = 5}, merged;
    assert_int_equal(lapi_report_merge(&report, arena, &merged), LAP_OK);
    assert_int_equal(merged.record_count, 3); /* of an unknown or own id: by itself */
    assert_int_equal(merged.records[1].id, 4);
    assert_int_equal(merged.records[2].id, 6);
}

static void test_no_records(void **state)
{
    (void)state;
    lapi_report report = {.record_count = 0}, merged;
    assert_int_equal(lapi_report_merge(&report, arena, &merged), LAP_OK);
    assert_int_equal(merged.record_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_attributes_are_united, begin, end),
        cmocka_unit_test_setup_teardown(test_tellings_of_tellings, begin, end),
        cmocka_unit_test_setup_teardown(test_no_records, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
