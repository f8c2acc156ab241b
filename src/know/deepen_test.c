#include "base/limits.h"
#include "know/build.h"
#include "know/dump.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#define HEAD "# PROVENANCE: written for this test\n"

static const char places[] =
    HEAD "id\tname\talternates\tcc\tadmin1\tfclass\tfcode\tpopulation\tlat\tlon\n"
         "0\tHollow\t-\tUA\tKhmel\tP\tPPL\t10\t48\t30\n"
         "701\tStarove\tOldham|Staroye\tUA\tKhmel\tP\tPPLA\t5000\t48.5\t30.5\n"
         "702\tNizhne\t-\tUA\tKhmel\tP\tPPL\t900\t48.6\t30.6\n";
static const char divisions[] = HEAD "cc\tcode\tname\talternates\tlat\tlon\n"
                                     "UA\t07\tKhmel\t-\t48\t30\n";

/* A stream of three bytes at a time; read() fails at the byte `fail_at`. */
typedef struct bytes {
    const char *at;
    size_t left;
    bool fails;
} bytes;

static lap_status read_bytes(void *context, char *buf, size_t cap, size_t *n)
{
    bytes *b = context;
    if (b->fails && b->left == 0)
        return LAP_IO;
    *n = b->left < 3 ? b->left : 3;
    *n = *n < cap ? *n : cap;
    memcpy(buf, b->at, *n);
    b->at += *n;
    b->left -= *n;
    return LAP_OK;
}

/* What has been told of bad rows: "3: no id" lines. */
static void note_row(void *context, uint64_t line, const char *what)
{
    lapi_buffer *out = context;
    lapi_buffer_u64(out, line);
    lapi_buffer_str(out, ": ");
    lapi_buffer_str(out, what);
    lapi_buffer_byte(out, '\n');
}

static void parse(lapi_tables *tables, enum lapi_table_id id, const char *text)
{
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    const lapi_table_schema *schema = lapi_table_schema_of(id);
    assert_int_equal(
        lapi_tsv_parse("t", text, strlen(text), schema, &tables->at[id], &faults, NULL),
        LAP_OK);
    assert_int_equal(faults.count, 0);
    lapi_buffer_clear(&report);
}

static lapi_know *open_small(lapi_buffer *pack)
{
    lapi_tables tables;
    lapi_know *know;
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables.at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    parse(&tables, LAPI_TABLE_GAZETTEER, places);
    parse(&tables, LAPI_TABLE_ADMIN1, divisions);
    assert_int_equal(lapi_know_encode(&tables, pack, NULL), LAP_OK);
    lapi_tables_clear(&tables);
    assert_int_equal(lapi_know_open(pack->at, pack->bytes, &know, NULL), LAP_OK);
    return know;
}

static lap_status deepen(lapi_know *know, const char *text, size_t n, bool fails,
                         lapi_buffer *told, lap_error *error)
{
    bytes b = {text, n, fails};
    return lapi_know_deepen(know, (lapi_stream){read_bytes, &b},
                            (lapi_dump_log){note_row, told}, error);
}

static lapi_slice cell_of(const lapi_table *t, const char *name, unsigned column)
{
    uint32_t cursor = 0;
    lapi_hit hit;
    if (!lapi_table_find(t, lapi_know_key(lapi_slice_str(name)), &cursor, &hit))
        return LAPI_S("(none)");
    return lapi_table_cell(t, hit.row, column);
}

#define assert_cell(table, name, column, expected)                                     \
    do {                                                                               \
        lapi_slice got = cell_of(table, name, column);                                 \
        if (!lapi_slice_is(got, expected))                                             \
            fail_msg("%s: %.*s", name, (int)got.bytes, got.at);                        \
    } while (0)

#define ROW(id, name, ascii, others, point, code, cc, people)                          \
    id "\t" name "\t" ascii "\t" others "\t" point "\t" code "\t" cc                   \
       "\t\t07\t\t\t\t" people "\t\t90\tEurope/Kyiv\t2020-01-01\n"

static void a_dump_deepens_the_gazetteer(void **state)
{
    (void)state;
    static const char dump[] = ROW("701", "Starov\xC3\xA9", "Starove",
                                   "Altstadt,\xD0\xA1\xD1\x82,STV,Old Ham",
                                   "48.7\t30.7", "P\tPPLA", "UA", "6000")
        ROW("800", "Verkhne", "Verkhne", "Obere Stadt", "48.1\t-30.25", "P\tPPL", "UA",
            "") ROW("801", "Verkhne", "Verkhne", "", "49\t31", "P\tPPL", "UA", "77")
            ROW("802", "Khmel", "Khmel", "", "48\t30", "A\tADM1", "UA", "100000") ROW(
                "803", "Ukraine", "Ukraine", "", "48\t30", "A\tPCLI", "UA", "40000000");
    lapi_buffer pack = {0}, told = {0};
    lap_error error;
    lapi_know *know = open_small(&pack);
    assert_int_equal(deepen(know, dump, sizeof dump - 1, false, &told, &error), LAP_OK);
    assert_int_equal(told.bytes, 0);
    const lapi_table *t = lapi_know_table(know, LAPI_TABLE_GAZETTEER);
    assert_int_equal(lapi_table_rows(t), 5);
    assert_cell(t, "Starove", LAPI_GAZETTEER_LAT, "48.7");
    assert_cell(t, "Altstadt", LAPI_GAZETTEER_NAME, "Starove");
    assert_cell(t, "Oldham", LAPI_GAZETTEER_ALTERNATES, "Oldham|Staroye|Altstadt");
    assert_cell(t, "STV", LAPI_GAZETTEER_NAME, "(none)");
    assert_cell(t, "Nizhne", LAPI_GAZETTEER_LON, "30.6");
    assert_cell(t, "Hollow", LAPI_GAZETTEER_POPULATION, "10");
    assert_cell(t, "verkhne", LAPI_GAZETTEER_ID, "801");
    assert_cell(t, "Obere Stadt", LAPI_GAZETTEER_ADMIN1, "Khmel");
    assert_cell(t, "Obere Stadt", LAPI_GAZETTEER_LON, "-30.25");
    assert_cell(t, "Ukraine", LAPI_GAZETTEER_NAME, "(none)");
    assert_cell(t, "Khmel", LAPI_GAZETTEER_NAME, "(none)");
    assert_int_equal(lapi_table_cell(t, 0, LAPI_GAZETTEER_LON + 1).bytes, 0);
    assert_int_equal(lapi_table_cell(t, 5, 0).bytes, 0);
    lapi_slice version = lapi_know_version(know);
    assert_non_null(strstr(version.at, " gazetteer "));
    lapi_know_free(know);
    lapi_buffer_clear(&told);
    lapi_buffer_clear(&pack);
}

static void bad_rows_are_told_and_left_out(void **state)
{
    (void)state;
    static const char dump[] =
        "a row\n" ROW("0", "A", "A", "", "48\t30", "P\tPPL", "UA",
                      "1") ROW("7", "", "A", "", "48\t30", "P\tPPL", "UA", "1")
            ROW("7", "A", "A", "", "90.1\t30", "P\tPPL", "UA",
                "1") ROW("7", "A", "A", "", "48\t", "P\tPPL", "UA",
                         "1") ROW("7", "A", "A", "", "48\t30", "X\tPPL", "UA", "1")
                ROW("7", "A", "A", "", "48\t30", "P\tPPL", "ukr",
                    "1") ROW("7", "A", "A", "", "48\t30", "P\tPPL", "UA", "many")
                    ROW("7", "A\xC3", "A", "", "48\t30", "P\tPPL", "UA", "1")
                        ROW("7", "A\x01", "A", "", "48\t30", "P\tPPL", "UA", "1")
                            ROW("7", "Fine", "Fine", "", "90\t-180.0", "\t", "", "");
    lapi_buffer pack = {0}, told = {0};
    lap_error error;
    lapi_know *know = open_small(&pack);
    assert_int_equal(deepen(know, dump, sizeof dump - 1, false, &told, &error), LAP_OK);
    lapi_buffer_byte(&told, '\0');
    assert_string_equal(told.at, "1: not the 19 columns of a GeoNames dump\n"
                                 "2: no id\n3: no name\n4: no position in degrees\n"
                                 "5: no position in degrees\n6: no feature class\n"
                                 "7: no country of two capitals\n8: no population\n"
                                 "9: not UTF-8\n10: a control character\n");
    assert_cell(lapi_know_table(know, LAPI_TABLE_GAZETTEER), "Fine", LAPI_GAZETTEER_LAT,
                "90");
    lapi_know_free(know);
    lapi_buffer_clear(&told);
    lapi_buffer_clear(&pack);
}

static void what_is_no_dump_is_refused(void **state)
{
    (void)state;
    lapi_buffer pack = {0}, told = {0}, text = {0};
    lap_error error;
    lapi_know *know = open_small(&pack);
    for (unsigned i = 0; i < LAPI_GAZETTEER_BAD_MAX; i++)
        lapi_buffer_str(&text, "no\n");
    lapi_buffer_str(&text, ROW("7", "Fine", "Fine", "", "9\t8", "P\tPPL", "UA", "1"));
    size_t fine = text.bytes;
    lapi_buffer_str(&text, "no\n");
    assert_int_equal(deepen(know, text.at, text.bytes, false, &told, &error),
                     LAP_BAD_INPUT);
    assert_int_equal(error.position, LAPI_GAZETTEER_BAD_MAX + 2);
    assert_int_equal(deepen(know, "", 0, false, &told, &error), LAP_BAD_INPUT);
    assert_int_equal(deepen(know, text.at, fine, true, &told, &error), LAP_IO);
    assert_int_equal(lapi_table_rows(lapi_know_table(know, LAPI_TABLE_GAZETTEER)), 3);
    assert_int_equal(deepen(know, text.at, fine, false, &told, &error), LAP_OK);
    assert_int_equal(lapi_table_rows(lapi_know_table(know, LAPI_TABLE_GAZETTEER)), 4);
    lapi_know_free(know);
    lapi_buffer_clear(&text);
    lapi_buffer_clear(&told);
    lapi_buffer_clear(&pack);
}

static void long_rows_and_names_are_told(void **state)
{
    (void)state;
    static const struct {
        uint32_t pad, name;
        const char *told;
    } cases[] = {
        {0, LAPI_GAZETTEER_NAME_BYTES_MAX, ""},
        {0, LAPI_GAZETTEER_NAME_BYTES_MAX + 1, "1: a name that is too long\n"},
        {LAPI_GAZETTEER_LINE_BYTES_MAX, 1, ""},
        {LAPI_GAZETTEER_LINE_BYTES_MAX + 1, 1, "1: longer than a row may be\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lapi_buffer pack = {0}, told = {0}, text = {0};
        lap_error error;
        lapi_know *know = open_small(&pack);
        lapi_buffer_str(&text, "7\t");
        for (uint32_t k = 0; k < cases[i].name; k++)
            lapi_buffer_byte(&text, 'n');
        lapi_buffer_str(&text, "\tn\t\t9\t8\tP\tPPL\tUA\t\t07\t\t\t\t1\t\t90\tz\t");
        while (text.bytes < cases[i].pad)
            lapi_buffer_byte(&text, 'x');
        lapi_buffer_str(&text, "\n8\tm\tm\t\t9\t8\tP\tPPL\tUA\t\t07\t\t\t\t1\t\t\t\t");
        assert_int_equal(deepen(know, text.at, text.bytes, false, &told, &error),
                         LAP_OK);
        lapi_buffer_byte(&told, '\0');
        assert_string_equal(told.at, cases[i].told);
        lapi_know_free(know);
        lapi_buffer_clear(&text);
        lapi_buffer_clear(&told);
        lapi_buffer_clear(&pack);
    }
}

/* Of places that bear one name the greatest are found, and of a place its first names.
 */
static void one_name_finds_the_greatest(void **state)
{
    (void)state;
    lapi_buffer pack = {0}, told = {0}, text = {0};
    lap_error error;
    lapi_know *know = open_small(&pack);
    for (unsigned i = 1; i <= LAPI_GAZETTEER_SAME_MAX + 1; i++) {
        char row[200];
        snprintf(row, sizeof row,
                 "%u\tNew Same\tNew Same\t\t9\t8\tP\tPPL\tUA\t\t07\t\t\t\t%u\t\t\t\t\n",
                 i, i);
        lapi_buffer_str(&text, row);
    }
    lapi_buffer_str(&text, "900\tAa\tAa\tBaa");
    for (char c = 'a'; c <= 'z'; c++) {
        char other[] = ",Caa?,Daa?";
        other[4] = other[9] = c;
        lapi_buffer_str(&text, other);
    }
    lapi_buffer_str(&text, "\t9\t8\tP\tPPL\tUA\t\t07\t\t\t\t1\t\t\t\t\n");
    assert_int_equal(deepen(know, text.at, text.bytes, false, &told, &error), LAP_OK);
    const lapi_table *t = lapi_know_table(know, LAPI_TABLE_GAZETTEER);
    uint64_t key = lapi_know_key(LAPI_S("new same"));
    uint32_t cursor = 0, found = 0;
    lapi_hit hit;
    while (lapi_table_find(t, key, &cursor, &hit))
        if (++found == 1)
            assert_true(lapi_slice_is(lapi_table_cell(t, hit.row, 0), "128"));
    assert_in_range(found, LAPI_GAZETTEER_SAME_MAX - 2, LAPI_GAZETTEER_SAME_MAX);
    assert_cell(t, "Caao", LAPI_GAZETTEER_ID, "900"); /* the 31st name */
    assert_cell(t, "Daap", LAPI_GAZETTEER_ID, "(none)");
    lapi_know_free(know);
    lapi_buffer_clear(&text);
    lapi_buffer_clear(&told);
    lapi_buffer_clear(&pack);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dump_deepens_the_gazetteer),
        cmocka_unit_test(bad_rows_are_told_and_left_out),
        cmocka_unit_test(what_is_no_dump_is_refused),
        cmocka_unit_test(long_rows_and_names_are_told),
        cmocka_unit_test(one_name_finds_the_greatest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
