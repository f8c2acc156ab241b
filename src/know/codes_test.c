/* Codes of others, there and back, over the tables that are built in. */
#include "data/event.h"
#include "know/codes.h"
#include "know/embed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_know *know;
static lapi_codes codes;

static int open_know(void **state)
{
    size_t size;
    const void *bytes = lapi_know_embedded(&size);
    lap_error error;
    (void)state;
    if (lapi_know_open(bytes, size, &know, &error))
        return 1;
    lapi_codes_init(&codes, know);
    return 0;
}

static int close_know(void **state)
{
    (void)state;
    lapi_know_free(know);
    return 0;
}

static void assert_is(lapi_slice got, const char *expected)
{
    assert_int_equal(got.bytes, strlen(expected));
    assert_memory_equal(got.at, expected, got.bytes);
}

static void states_go_there_and_back(void **state)
{
    static const uint8_t columns[] = {LAPI_NATIONS_FIPS, LAPI_NATIONS_COW,
                                      LAPI_NATIONS_GW, LAPI_NATIONS_CAMEO,
                                      LAPI_NATIONS_ICEWS};
    (void)state;
    for (uint32_t row = 0; row < lapi_table_rows(codes.nations); row++) {
        char iso3[4] = "";
        lapi_slice cell = lapi_table_cell(codes.nations, row, LAPI_NATIONS_ISO3);
        memcpy(iso3, cell.at, 3);
        for (size_t i = 0; i < sizeof columns; i++) {
            lapi_slice code = lapi_codes_nation(&codes, iso3, columns[i]);
            if (code.bytes)
                assert_is(lapi_codes_find_nation(&codes, columns[i], code), iso3);
        }
    }
    assert_is(lapi_codes_nation(&codes, "DEU", LAPI_NATIONS_COW), "255");
    assert_is(lapi_codes_nation(&codes, "DEU", LAPI_NATIONS_GW), "260");
    assert_is(lapi_codes_nation(&codes, "ROU", LAPI_NATIONS_CAMEO), "ROM");
    assert_is(lapi_codes_nation(&codes, "RUS", LAPI_NATIONS_ICEWS),
              "Russian Federation");
    assert_is(lapi_codes_nation(&codes, "UNO", LAPI_NATIONS_FIPS), "");
    assert_is(lapi_codes_find_nation(&codes, LAPI_NATIONS_FIPS, LAPI_S("GZ")), "PSE");
    assert_is(lapi_codes_find_nation(&codes, LAPI_NATIONS_ICEWS, LAPI_S("Syria")),
              "SYR");
    assert_is(lapi_codes_find_nation(&codes, LAPI_NATIONS_COW, LAPI_S("999")), "");
    assert_is(lapi_codes_find_country(&codes, LAPI_S("the Vatican")), "VAT");
}

static void sectors_go_there_and_back(void **state)
{
    (void)state;
    assert_is(lapi_codes_sector(&codes, "JRN", LAPI_SECTORS_CAMEO), "MED");
    assert_is(lapi_codes_sector(&codes, "MED", LAPI_SECTORS_CAMEO), "HLH");
    assert_is(lapi_codes_find_sector(&codes, LAPI_SECTORS_CAMEO, LAPI_S("MED")), "JRN");
    assert_is(lapi_codes_find_sector(&codes, LAPI_SECTORS_CAMEO, LAPI_S("INS")), "REB");
    assert_is(lapi_codes_find_sector(&codes, LAPI_SECTORS_ICEWS, LAPI_S("Police")),
              "COP");
    assert_is(lapi_codes_find_sector(&codes, LAPI_SECTORS_ACLED, LAPI_S("Rebel Group")),
              "REB");
    assert_is(lapi_codes_find_sector(&codes, LAPI_SECTORS_GROUP, LAPI_S("UNO")), "UNO");
    assert_true(lapi_codes_is_country(&codes, LAPI_S("UNO")));
    assert_true(lapi_codes_is_country(&codes, LAPI_S("SDN")));
    assert_true(lapi_codes_is_sector(&codes, LAPI_S("UNK")));
    assert_false(lapi_codes_is_country(&codes, LAPI_S("GOV")));
    assert_false(lapi_codes_is_sector(&codes, LAPI_S("SDN")));
}

static void events_have_codes_and_scores(void **state)
{
    (void)state;
    uint32_t row;
    for (unsigned type = 0; type < LAPI_EVENT_TYPES; type++) {
        lapi_slice name = lapi_slice_str(lapi_event_name(type));
        assert_true(lapi_codes_coding(&codes, "plover", name, &row));
        lapi_slice cameo = lapi_table_cell(codes.codings, row, LAPI_CODINGS_CAMEO);
        assert_true(lapi_codes_coding(&codes, "cameo", cameo, &row));
        lapi_slice event = lapi_table_cell(codes.codings, row, LAPI_CODINGS_EVENT);
        assert_is(event, lapi_event_name(type));
    }
    assert_true(lapi_codes_coding(&codes, "weis", LAPI_S("223"), &row));
    assert_is(lapi_table_cell(codes.codings, row, LAPI_CODINGS_GOLDSTEIN), "-10.0");
    assert_true(lapi_codes_coding(&codes, "acled", LAPI_S("Air/drone strike"), &row));
    assert_false(lapi_codes_coding(&codes, "cameo", LAPI_S("21"), &row));
    assert_false(lapi_codes_coding(&codes, "cameo", LAPI_S(""), &row));
    assert_int_equal(lapi_codes_scale(&codes, LAPI_EVENT_ASSAULT, LAPI_S("beat")), -75);
    assert_int_equal(lapi_codes_scale(&codes, LAPI_EVENT_ASSAULT, LAPI_S("")), -90);
    assert_int_equal(lapi_codes_scale(&codes, LAPI_EVENT_ASSAULT, LAPI_S("new")), -90);
    assert_int_equal(lapi_codes_e1(LAPI_S("-0.5")), -5);
    assert_int_equal(lapi_codes_e1(LAPI_S("10")), 100);
}

static void divisions_are_found_in_their_state(void **state)
{
    (void)state;
    assert_is(lapi_codes_admin1(&codes, "USA", LAPI_S("Texas")), "TX");
    assert_is(lapi_codes_admin1(&codes, "FRA", LAPI_S("Texas")), "");
    assert_is(lapi_codes_admin1(&codes, "UNO", LAPI_S("Texas")), "");
}

static void codes_have_labels(void **state)
{
    (void)state;
    lapi_slice none = LAPI_S("");
    assert_is(
        lapi_codes_label(&codes, LAPI_LABELS_LABEL, "type", LAPI_S("ASSAULT"), none),
        "attack");
    assert_is(lapi_codes_label(&codes, LAPI_LABELS_LABEL, "mode", LAPI_S("ASSAULT"),
                               LAPI_S("explosives")),
              "explosives");
    assert_is(
        lapi_codes_label(&codes, LAPI_LABELS_LABEL, "sector", LAPI_S("GOV"), none),
        "government");
    assert_is(
        lapi_codes_label(&codes, LAPI_LABELS_LABEL, "status", LAPI_S("actual"), none),
        "happened");
    assert_is(
        lapi_codes_label(&codes, LAPI_LABELS_LABEL, "sector", LAPI_S("ASSAULT"), none),
        "");
    assert_is(lapi_codes_label(&codes, LAPI_LABELS_LABEL, "mode", LAPI_S("AID"),
                               LAPI_S("drone")),
              "");
    assert_is(lapi_codes_label(&codes, LAPI_LABELS_DEED, "type", LAPI_S("AID"), none),
              "give aid");
    assert_is(lapi_codes_label(&codes, LAPI_LABELS_TOWARD, "type", LAPI_S("AID"), none),
              "to");
    assert_is(lapi_codes_label(&codes, LAPI_LABELS_DEED, "sector", LAPI_S("GOV"), none),
              "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_go_there_and_back),
        cmocka_unit_test(sectors_go_there_and_back),
        cmocka_unit_test(events_have_codes_and_scores),
        cmocka_unit_test(divisions_are_found_in_their_state),
        cmocka_unit_test(codes_have_labels),
    };
    return cmocka_run_group_tests(tests, open_know, close_know);
}
