/* Formats: cells are quoted and blanked where they must be, rows have the columns that
 * are named, pairs are counted, files are whole with and without records. */
#include "data/place.h"
#include "data/quantity.h"
#include "know/embed.h"
#include "view/flat.h"
#include "view/form.h"
#include "view/parquet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define HOSTILE "=a\"b,\tc;\n\xF0\x9F\x98\x80 \xD7\xA9"

static lapi_know *know;

static int open_know(void **state)
{
    size_t size;
    const void *bytes = lapi_know_embedded(&size);
    lap_error error;
    (void)state;
    return lapi_know_open(bytes, size, &know, &error) != LAP_OK;
}

static int close_know(void **state)
{
    (void)state;
    lapi_know_free(know);
    return 0;
}

static void assert_written(lapi_buffer *out, const char *expected)
{
    assert_false(out->failed);
    lapi_buffer_byte(out, '\0');
    assert_string_equal(out->at, expected);
    lapi_buffer_clear(out);
}

static void csv_quotes_what_it_must(void **state)
{
    static const struct {
        const char *text, *cell;
    } cases[] = {
        {"plain", "plain"},
        {"a,b", "\"a,b\""},
        {"a\"b", "\"a\"\"b\""},
        {"\"", "\"\"\"\""},
        {"a\nb", "\"a\nb\""},
        {"=1+1", "'=1+1"},
        {"@x,y", "\"'@x,y\""},
        {"'-x", "''-x"},
        {"'plain", "'plain"},
        {"", ""},
        {"\"\"\"", "\"\"\"\"\"\"\"\""},
        {"\tx", "'\tx"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lapi_buffer out = {0};
        lapi_cells row = {.out = &out, .missing = "", .kind = LAPI_CELLS_CSV};
        lapi_cells_str(&row, cases[i].text);
        assert_written(&out, cases[i].cell);
    }
}

static void cells_are_parted(void **state)
{
    (void)state;
    lapi_buffer out = {0};
    lapi_cells row = {.out = &out, .missing = "NA", .kind = LAPI_CELLS_TSV};
    lapi_cells_str(&row, "a\tb\nc\x7F");
    lapi_cells_none(&row);
    lapi_cells_str(&row, "");
    lapi_cells_int(&row, -3);
    lapi_cells_decimal(&row, -0.5, 1);
    lapi_cells_day(&row, LAPI_DAY_NONE);
    lapi_cells_day(&row, 0);
    lapi_cells_flag(&row, true);
    lapi_cells_id(&row, 255, 64);
    lapi_cells_open(&row);
    lapi_cells_item(&row, 0, LAPI_S("x;y"));
    lapi_cells_item(&row, 1, LAPI_S(""));
    lapi_cells_item(&row, 2, LAPI_S(";"));
    lapi_cells_close(&row);
    lapi_cells_end(&row);
    assert_int_equal(row.cells, 10);
    assert_written(&out, "a b c \tNA\tNA\t-3\t-0.5\tNA\t1970-01-01\ttrue\t"
                         "00000000000000ff-64\tx,y; ; ,\n");
}

/* A report of one record with as many actors and recipients as asked for. */
typedef struct sample {
    lapi_entity actors[16], recipients[16];
    lapi_site site;
    lapi_amount amount;
    lapi_slice context;
    lapi_saying saying;
    lapi_record record;
    lapi_report report;
} sample;

static void make_sample(sample *s, uint32_t actors, uint32_t recipients)
{
    *s = (sample){.context = LAPI_S("military")};
    for (int i = 0; i < 16; i++) {
        s->actors[i] = (lapi_entity){.told = {LAPI_S(HOSTILE), 0, 9},
                                     .country = "RUS",
                                     .sector = "MIL",
                                     .name = LAPI_S("A")};
        s->recipients[i] = (lapi_entity){
            .told = {LAPI_S("them"), 10, 14}, .country = "UNO", .sector = "GOV"};
    }
    s->site = (lapi_site){.name = LAPI_S("Lviv"),
                          .admin1 = LAPI_S("Lviv Oblast"),
                          .country = "UKR",
                          .has_point = 1,
                          .grain = LAPI_GRAIN_CITY,
                          .lat_e4 = 498400,
                          .lon_e4 = -240000};
    s->amount =
        (lapi_amount){.what = LAPI_WHAT_DEAD, .value = 3, .unit = LAPI_S("people")};
    s->saying = (lapi_saying){.who = s->actors[0], .said_on = LAPI_DAY_NONE};
    s->record = (lapi_record){.id = 7,
                              .type = LAPI_EVENT_ASSAULT,
                              .quad = 4,
                              .scale_e1 = -90,
                              .cameo = "19",
                              .confidence = 500,
                              .actors = {actors, s->actors},
                              .recipients = {recipients, s->recipients},
                              .evidence = {LAPI_S(HOSTILE), 0, 9},
                              .from = 18944, /* 2021-11-13 */
                              .to = 18945,
                              .sites = &s->site,
                              .site_count = 1,
                              .amounts = &s->amount,
                              .amount_count = 1,
                              .contexts = &s->context,
                              .context_count = 1,
                              .according_to = {1, &s->saying}};
    s->report = (lapi_report){.id = LAPI_S("d"),
                              .publisher = LAPI_S(HOSTILE),
                              .coder = LAPI_S("test"),
                              .language = LAPI_S("en"),
                              .date = LAPI_DAY_NONE,
                              .records = &s->record,
                              .record_count = 1};
}

/* A file of a report, or of none. */
static lapi_buffer file_of(enum lapi_form_kind kind, bool header,
                           const lapi_report *report, uint64_t *told)
{
    lapi_form *form;
    lapi_buffer rows = {0}, out = {0};
    assert_int_equal(lapi_form_new(kind, header, know, &form), LAP_OK);
    if (report) {
        *told = lapi_form_rows(form, report, &rows);
        assert_int_equal(lapi_form_put(form, &rows, &out), LAP_OK);
    }
    assert_int_equal(lapi_form_end(form, &out), LAP_OK);
    lapi_form_free(form);
    lapi_buffer_clear(&rows);
    return out;
}

static uint32_t count_of(const lapi_buffer *out, char c)
{
    uint32_t n = 0;
    for (size_t i = 0; i < out->bytes; i++)
        n += out->at[i] == c;
    return n;
}

static const struct {
    enum lapi_form_kind kind;
    uint32_t columns;
} tables[] = {{LAPI_FORM_GDELT, 61},
              {LAPI_FORM_ICEWS, 20},
              {LAPI_FORM_POLECAT, 40},
              {LAPI_FORM_PHOENIX, 26}};

static void every_row_has_every_column(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (uint32_t actors = 0; actors < 3; actors++)
            for (uint32_t recipients = 0; recipients < 3; recipients++) {
                sample s;
                uint64_t told = 0;
                make_sample(&s, actors, recipients);
                lapi_buffer out = file_of(tables[i].kind, true, &s.report, &told);
                uint32_t pairs = (actors ? actors : 1) * (recipients ? recipients : 1);
                assert_int_equal(told, 1);
                assert_int_equal(count_of(&out, '\n'), 1 + pairs);
                assert_int_equal(count_of(&out, '\t'),
                                 (1 + pairs) * (tables[i].columns - 1));
                lapi_buffer_clear(&out);
            }
}

static void a_record_has_64_pairs_at_most(void **state)
{
    static const struct {
        uint32_t actors, recipients, rows;
    } cases[] = {{8, 8, 64}, {13, 5, 64}, {16, 16, 64}, {8, 0, 56}, {9, 0, 64}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        sample s;
        uint64_t told;
        make_sample(&s, cases[i].actors, cases[i].recipients);
        lapi_buffer out = file_of(LAPI_FORM_GDELT, false, &s.report, &told);
        assert_int_equal(count_of(&out, '\n'), cases[i].rows);
        lapi_buffer_clear(&out);
    }
}

/* Two who do alike to nobody told do nothing to each other. */
static void only_mutual_events_pair_their_actors(void **state)
{
    (void)state;
    sample s;
    uint64_t told;
    make_sample(&s, 3, 0);
    s.record.type = LAPI_EVENT_PROTEST;
    lapi_buffer out = file_of(LAPI_FORM_ICEWS, false, &s.report, &told);
    assert_int_equal(count_of(&out, '\n'), 1 + 3);
    lapi_buffer_clear(&out);
}

static void pairs_tell_what_is_done_and_once(void **state)
{
    (void)state;
    for (uint8_t status = LAPI_STATUS_ACTUAL; status <= LAPI_STATUS_NEGATED; status++)
        for (uint64_t same_as = 0; same_as < 2; same_as++) {
            sample s;
            uint64_t told;
            make_sample(&s, 1, 1);
            s.record.status = status;
            s.record.same_as = same_as;
            lapi_buffer out = file_of(LAPI_FORM_PHOENIX, false, &s.report, &told);
            bool is_told = status == LAPI_STATUS_ACTUAL && same_as == 0;
            assert_int_equal(told, is_told);
            assert_int_equal(count_of(&out, '\n'), is_told);
            lapi_buffer_clear(&out);
            out = file_of(LAPI_FORM_PLOVER, false, &s.report, &told);
            assert_int_equal(told, 1);
            lapi_buffer_clear(&out);
        }
}

static void codes_are_those_of_the_format(void **state)
{
    (void)state;
    sample s;
    uint64_t told;
    make_sample(&s, 1, 1);
    lapi_buffer out = file_of(LAPI_FORM_PHOENIX, false, &s.report, &told);
    assert_written(&out,
                   "0000000000000007\t20211113\t2021\t11\t13\tRUSMIL\tRUS\tMIL\t\t"
                   "IGOUNO\tIGO\t\tUNO\t190\t19\t4\t-10\tmilitary,1\t49.84\t-24\t"
                   "Lviv\tLviv Oblast\tUKR\td_1\t\t"
                   "=a\"b, c; \xF0\x9F\x98\x80 \xD7\xA9\n");
    s.record.cameo[0] = '\0'; /* the type's own code */
    s.record.type = LAPI_EVENT_AID;
    out = file_of(LAPI_FORM_PHOENIX, false, &s.report, &told);
    lapi_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.at, "\t070\t07\t2\t7\t"));
    lapi_buffer_clear(&out);
}

static void a_file_without_records_is_whole(void **state)
{
    (void)state;
    lapi_buffer out = file_of(LAPI_FORM_GEOJSON, false, NULL, NULL);
    assert_written(&out, "{\"type\": \"FeatureCollection\", \"features\": [\n\n]}\n");
    out = file_of(LAPI_FORM_GDELT, false, NULL, NULL);
    assert_int_equal(out.bytes, 0);
    out = file_of(LAPI_FORM_CSV, false, NULL, NULL);
    assert_int_equal(count_of(&out, '\n'), 1);
    assert_int_equal(count_of(&out, ',') + 1, lapi_flat_csv.field_count);
    lapi_buffer_clear(&out);
    out = file_of(LAPI_FORM_PARQUET, false, NULL, NULL);
    assert_memory_equal(out.at, "PAR1", 4);
    assert_memory_equal(out.at + out.bytes - 4, "PAR1", 4);
    lapi_buffer_clear(&out);
}

/* A point is a town or a spot; a country has none. */
static void features_have_their_points(void **state)
{
    (void)state;
    sample s;
    uint64_t told;
    make_sample(&s, 1, 1);
    lapi_buffer out = file_of(LAPI_FORM_GEOJSON, false, &s.report, &told);
    lapi_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.at, "\"coordinates\": [-24, 49.84]"));
    lapi_buffer_clear(&out);
    s.site.grain = LAPI_GRAIN_COUNTRY;
    out = file_of(LAPI_FORM_GEOJSON, false, &s.report, &told);
    lapi_buffer_byte(&out, '\0');
    assert_non_null(strstr(out.at, "\"geometry\": null"));
    lapi_buffer_clear(&out);
}

/* Rows until the first row group goes out. */
static uint32_t rows_of_a_group(const lapi_report *report)
{
    lapi_form *form;
    lapi_buffer rows = {0}, out = {0};
    uint32_t count = 0;
    assert_int_equal(lapi_form_new(LAPI_FORM_PARQUET, false, know, &form), LAP_OK);
    lapi_form_rows(form, report, &rows);
    while (out.bytes <= 4) { /* "PAR1" goes out at once */
        assert_int_equal(lapi_form_put(form, &rows, &out), LAP_OK);
        count++;
    }
    lapi_buffer_clear(&rows);
    lapi_buffer_clear(&out);
    lapi_form_free(form);
    return count;
}

static void row_groups_are_bounded(void **state)
{
    (void)state;
    sample s;
    make_sample(&s, 0, 0);
    assert_int_equal(rows_of_a_group(&s.report), LAPI_PARQUET_ROWS_MAX);
    char *text = calloc(1, LAPI_PARQUET_BYTES_MAX / 4);
    assert_non_null(text);
    memset(text, 'x', LAPI_PARQUET_BYTES_MAX / 4);
    s.report.title = lapi_slice_of(text, LAPI_PARQUET_BYTES_MAX / 4);
    assert_int_equal(rows_of_a_group(&s.report), 4);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_quotes_what_it_must),
        cmocka_unit_test(cells_are_parted),
        cmocka_unit_test(every_row_has_every_column),
        cmocka_unit_test(a_record_has_64_pairs_at_most),
        cmocka_unit_test(only_mutual_events_pair_their_actors),
        cmocka_unit_test(pairs_tell_what_is_done_and_once),
        cmocka_unit_test(codes_are_those_of_the_format),
        cmocka_unit_test(a_file_without_records_is_whole),
        cmocka_unit_test(features_have_their_points),
        cmocka_unit_test(row_groups_are_bounded),
    };
    return cmocka_run_group_tests(tests, open_know, close_know);
}
