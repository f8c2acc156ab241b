#include "base/limits.h"
#include "know/build.h"
#include "know/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

#include <cmocka.h>

#define HEAD "# PROVENANCE: written for this test\n"
#define SECTORS                                                                        \
    HEAD "code\tkind\tpriority\tmeaning\tcameo\tgroup\ticews\tacled\n"                 \
         "GOV\tsector\t100\t-\tGOV\t-\t-\t-\nUNO\tcountry\t0\t-\tIGO\tUNO\t-\t-\n"
#define COUNTRIES                                                                      \
    HEAD "iso3\tiso2\tname\tadjectives\tcapitals\taliases\tseats\tlat\tlon\tgeonameid" \
         "\nUKR\tUA\tUkraine\tUkrainian\tKyiv\t-\t-\t49\t32\t690791\n"
#define PEOPLE HEAD "name\taliases\tcountry\tsector\toffice\tfrom\tto\twikidata\n"
#define PLOVER                                                                         \
    HEAD "event\tmode\tscale\tactor\trecipient\nASSAULT\t-\t-9\t-\t-"                  \
         "\nASSAULT\taerial\t-9.5\t-\t-\n"
#define CLASSES HEAD "class\twords\nweapon\tgun|rifle\n"
#define FRAMES                                                                         \
    HEAD "frame\tevent\tmode\tcameo\tactor\trecipient\tplace\tflags\tstatus\n"         \
         "bomb\tASSAULT\taerial\t195\tsubj\tobj|obl:on\t-\t-\t-\n"
#define LEXICON                                                                        \
    HEAD "trigger\tpos\tframe\twhen\tevent\tmode\tcameo\tactor\trecipient\tflags\t"    \
         "status\texample\n"

typedef struct file {
    enum lapi_table_id id;
    const char *text;
} file;

/* The faults of these tables, as lines of text. */
static const char *faults_of(const file *files, size_t n, lapi_buffer *report)
{
    lapi_tables tables;
    lapi_faults faults = {.report = report};
    lapi_buffer pack = {0};
    lapi_know *know = NULL;
    lapi_buffer_reset(report);
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables.at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    for (size_t i = 0; i < n; i++) {
        const lapi_table_schema *schema = lapi_table_schema_of(files[i].id);
        assert_int_equal(lapi_tsv_parse(schema->name, files[i].text,
                                        strlen(files[i].text), schema,
                                        &tables.at[files[i].id], &faults, NULL),
                         LAP_OK);
    }
    assert_int_equal(lapi_know_encode(&tables, &pack, NULL), LAP_OK);
    assert_int_equal(lapi_know_open(pack.at, pack.bytes, &know, NULL), LAP_OK);
    lapi_check_tables(&tables, know, &faults);
    lapi_know_free(know);
    lapi_buffer_clear(&pack);
    lapi_tables_clear(&tables);
    lapi_buffer_byte(report, '\0');
    return report->at;
}

#define ASSERT_FAULTS(files, text)                                                     \
    do {                                                                               \
        lapi_buffer report = {0};                                                      \
        assert_string_equal(                                                           \
            faults_of((files), sizeof(files) / sizeof *(files), &report), (text));     \
        lapi_buffer_clear(&report);                                                    \
    } while (0)

static void clean_tables_have_no_faults(void **state)
{
    (void)state;
    const file files[] = {
        {LAPI_TABLE_SECTORS, SECTORS},
        {LAPI_TABLE_COUNTRIES, COUNTRIES},
        {LAPI_TABLE_PLOVER, PLOVER},
        {LAPI_TABLE_CLASSES, CLASSES},
        {LAPI_TABLE_FRAMES, FRAMES},
        {LAPI_TABLE_PEOPLE,
         PEOPLE "# a comment\n\n"
                "Ann Example\tA. Example\tUKR\tGOV\tminister\t2010\t2014-02\tQ1\n"
                "Ann Example\tA. Example\tUKR\tGOV\tminister\t2014-02-11\t-\tQ1\n"},
        {LAPI_TABLE_LEXICON, LEXICON
         "bomb\tVERB\tbomb\t-\t-\t-\t-\t-\t-\t-\t-\tJets bombed the town.\n"
         "carry compound:prt=out obj=raid|@weapon\tVERB\tbomb\tobj!=@weapon !iobj "
         "obl:on=place|actor "
         "obl:to|iobj\t-\tnone\t-\tsubj+obl:with|xcomp.obj\t-\t-\tplanned\tA raid.\n"},
    };
    ASSERT_FAULTS(files, "");
}

static void shape_faults_name_their_line(void **state)
{
    (void)state;
    const file files[] = {
        {LAPI_TABLE_CLASSES, "class\tword\n"
                             "a\tb\tc\n"
                             "d\xFF\te\n"
                             "f\tg\r\n"},
    };
    ASSERT_FAULTS(files,
                  "classes:1: no `# PROVENANCE: ` line\n"
                  "classes:1: column 'word' is not in the schema (src/know/tables.c)\n"
                  "classes:1: column 'words' is missing\n"
                  "classes:2: 3 columns where the header has 2\n"
                  "classes:3: not UTF-8\n"
                  "classes:4: control character 13\n");
    const file empty[] = {{LAPI_TABLE_CLASSES, HEAD}};
    ASSERT_FAULTS(empty, "classes:1: no header line\n");
}

static void cells_are_checked_by_type(void **state)
{
    (void)state;
    const file files[] = {
        {LAPI_TABLE_SECTORS, SECTORS},
        {LAPI_TABLE_COUNTRIES,
         COUNTRIES "XXX\tua\tX\ta||b\tc |d\t...\t-\t91\t-180.5\tx\n"},
        {LAPI_TABLE_PEOPLE, PEOPLE "-\t-\tZZZ\tXXX\t-\t2014-13\t2014-02-30\tQx\n"
                                   " Ann\t-\tUNO\tUNO\t-\t2015\t2014\t-\n"},
    };
    ASSERT_FAULTS(files, "countries:4: iso2: not two capital letters 'ua'\n"
                         "countries:4: adjectives: an alternative is empty 'a||b'\n"
                         "countries:4: capitals: space around an alternative 'c |d'\n"
                         "countries:4: aliases: an alternative without letter or digit "
                         "'...'\n"
                         "countries:4: lat: latitude is not -90 .. 90 '91'\n"
                         "countries:4: lon: longitude is not -180 .. 180 '-180.5'\n"
                         "countries:4: geonameid: not a whole number 'x'\n"
                         "people:3: name: is empty ''\n"
                         "people:3: country: no such country 'ZZZ'\n"
                         "people:3: sector: no such sector 'XXX'\n"
                         "people:3: from: not a date YYYY, YYYY-MM or YYYY-MM-DD "
                         "'2014-13'\n"
                         "people:3: to: not a date YYYY, YYYY-MM or YYYY-MM-DD "
                         "'2014-02-30'\n"
                         "people:3: wikidata: not Q and digits 'Qx'\n"
                         "people:4: name: space at an end ' Ann'\n"
                         "people:4: sector: no such sector 'UNO'\n"
                         "people:4: ends before it begins\n");
}

static void rows_told_twice_and_overlapping_terms(void **state)
{
    (void)state;
    const file files[] = {
        {LAPI_TABLE_CLASSES, CLASSES "weapon\tbomb\n"},
        {LAPI_TABLE_PEOPLE, PEOPLE "Ann\t-\t-\t-\tminister\t2010\t2014\t-\n"
                                   "Ann\t-\t-\t-\tminister\t2012\t2016\t-\n"
                                   "Ann\t-\t-\t-\tminister\t2014\t2016\t-\n"
                                   "Ann\t-\t-\t-\tmayor\t2012\t2016\t-\n"},
    };
    ASSERT_FAULTS(files, "classes:4: told already in line 3\n"
                         "people:4: the same office as in line 3 at the same time\n"
                         "people:5: the same office as in line 4 at the same time\n");
}

static void lexicon_refers_to_what_exists(void **state)
{
    (void)state;
    const file files[] = {
        {LAPI_TABLE_PLOVER, PLOVER},
        {LAPI_TABLE_CLASSES, CLASSES},
        {LAPI_TABLE_FRAMES, FRAMES "x\tATTACK\t-\t21\tsub\t-\t-\t-\tsure\n"
                                   "y\tASSAULT\tvisit\t1\t-\t-\t-\trecip,now\t-\n"},
        {LAPI_TABLE_LEXICON, LEXICON
         "go\tVERBS\tz\t-\t-\t-\t-\t-\t-\t-\t-\tThey go.\n"
         "go to\tVERB\tbomb\tobj=@tool obl:= subj=x|obj=y\t-\tphone\t-\t-\t-\t-\t-\t-\n"
         "obj=x\tVERB\tbomb\t!\t-\t-\t-\tsubj|\t-\t-\t-\tX.\n"},
    };
    ASSERT_FAULTS(files,
                  "frames:4: event: no such event type 'ATTACK'\n"
                  "frames:4: cameo: CAMEO class is not 01 .. 20 '21'\n"
                  "frames:4: actor: no such slot 'sub'\n"
                  "frames:4: status: not a status 'sure'\n"
                  "frames:5: cameo: CAMEO code is not 2 to 4 digits '1'\n"
                  "lexicon:3: pos: not a UD tag 'VERBS'\n"
                  "lexicon:3: frame: no such frame 'z'\n"
                  "lexicon:4: trigger: does not parse 'to'\n"
                  "lexicon:4: when: no such class '@tool'\n"
                  "lexicon:4: when: an empty value in ''\n"
                  "lexicon:4: when: does not parse 'obl:='\n"
                  "lexicon:4: when: two conditions in one, values end at 'obj=y'\n"
                  "lexicon:4: example: is empty ''\n"
                  "lexicon:5: trigger: begins with no lemma 'obj=x'\n"
                  "lexicon:5: when: does not parse '!'\n"
                  "lexicon:5: actor: no such slot ''\n"
                  "frames:5: flags: no such word 'now'\n"
                  "lexicon:3: pos: no such word 'VERBS'\n"
                  "frames:5: mode: no mode of its event 'visit'\n"
                  "lexicon:3: event: no event ''\n"
                  "lexicon:4: mode: no mode of its event 'phone'\n");
}

static void codes_and_labels_are_one_to_one(void **state)
{
    (void)state;
    const file files[] = {
        {LAPI_TABLE_SECTORS, SECTORS},
        {LAPI_TABLE_PLOVER, PLOVER},
        {LAPI_TABLE_LABELS, HEAD "kind\tcode\tlabel\tdeed\ttoward\n"
                                 "type\tASSAULT\tattack\tattack\t\n"
                                 "mode\tASSAULT drone\tdrone\t\t\n"
                                 "sector\tGOV\tgovernment\tgovern\t\n"
                                 "colour\tred\tred\t\t\n"},
    };
    lapi_buffer report = {0};
    const char *faults = faults_of(files, sizeof files / sizeof *files, &report);
    assert_null(strstr(faults, "'ASSAULT'"));
    assert_null(strstr(faults, "'GOV'"));
    assert_non_null(strstr(faults, "labels:1: no label of type 'AID'\n"));
    assert_non_null(strstr(faults, "labels:1: no label of mode 'ASSAULT aerial'\n"));
    assert_non_null(strstr(faults, "labels:1: no label of status 'actual'\n"));
    assert_non_null(strstr(faults, "labels:1: no label of country 'UNO'\n"));
    assert_non_null(strstr(faults, "labels:1: no label of what 'duration'\n"));
    assert_non_null(strstr(faults, "labels:1: no label of quad '4'\n"));
    assert_non_null(strstr(faults, "labels:4: code: nothing has this code\n"));
    assert_null(strstr(faults, "labels:3: deed"));
    assert_non_null(
        strstr(faults, "labels:4: deed: types and modes have one, others none\n"));
    assert_non_null(
        strstr(faults, "labels:5: deed: types and modes have one, others none\n"));
    assert_non_null(strstr(faults, "labels:6: kind: no such word 'colour'\n"));
    lapi_buffer_clear(&report);
}

static void write_text(const char *folder, const char *name, const char *text)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

/* A folder with one table; the build writes nothing when it is faulty. */
static void folder_is_built_or_refused(void **state)
{
    (void)state;
    char folder[] = "/tmp/know_test_XXXXXX";
    char pack[64], table[64];
    lapi_buffer report = {0};
    lap_error error = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(pack, sizeof pack, "%s/know.pack", folder);
    snprintf(table, sizeof table, "%s/sectors.tsv", folder);
    write_text(folder, "sectors.tsv", SECTORS "GOV\tsector\t1\t-\t-\t-\t-\t-\n");
    assert_int_equal(lapi_know_check(folder, &report, &error), LAP_BAD_INPUT);
    lapi_buffer_byte(&report, '\0');
    assert_non_null(strstr(report.at, "sectors.tsv:5: told already in line 3\n"));
    assert_non_null(strstr(report.at, "rows sectors\t3\n"));
    assert_int_equal(lapi_know_build(folder, pack, &report, &error), LAP_BAD_INPUT);
    assert_int_equal(access(pack, F_OK), -1);
    write_text(folder, "sectors.tsv", SECTORS);
    lapi_buffer_reset(&report);
    assert_int_equal(lapi_know_build(folder, pack, &report, &error), LAP_OK);
    assert_int_equal(report.bytes, 0);
    assert_int_equal(access(pack, F_OK), 0);
    assert_int_equal(lapi_know_build(folder, "/nowhere/x", &report, &error), LAP_IO);
    lapi_buffer_clear(&report);
    assert_int_equal(lapi_know_build("/nowhere", pack, &report, &error), LAP_NO_FILE);
    remove(pack);
    remove(table);
    rmdir(folder);
}

static void gzipped_tables_are_read_to_the_end(void **state)
{
    (void)state;
    char folder[] = "/tmp/know_test_XXXXXX";
    char path[64];
    unsigned char bytes[256];
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    const lapi_table_schema *schema = lapi_table_schema_of(LAPI_TABLE_CLASSES);
    lapi_tsv table = {.schema = schema};
    lap_error error = {0};
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/classes.tsv.gz", folder);
    gzFile out = gzopen(path, "wb");
    assert_non_null(out);
    assert_true(gzputs(out, CLASSES) > 0);
    assert_int_equal(gzclose(out), Z_OK);
    assert_int_equal(lapi_tsv_read(folder, schema, &table, &faults, &error), LAP_OK);
    assert_int_equal(table.rows, 1);
    assert_true(
        lapi_slice_is(lapi_tsv_cell(&table, 0, LAPI_CLASSES_WORDS), "gun|rifle"));
    lapi_tsv_clear(&table);
    FILE *gz = fopen(path, "rb");
    size_t n = fread(bytes, 1, sizeof bytes, gz);
    fclose(gz);
    gz = fopen(path, "wb");
    assert_int_equal(fwrite(bytes, 1, n - 9, gz), n - 9);
    fclose(gz);
    assert_int_equal(lapi_tsv_read(folder, schema, &table, &faults, &error), LAP_IO);
    remove(path);
    rmdir(folder);
}

/* A table with one row: `n` bytes in its second cell, `extra` further columns. */
static uint32_t faults_of_size(size_t n, unsigned extra, uint32_t *rows)
{
    const lapi_table_schema *schema = lapi_table_schema_of(LAPI_TABLE_CLASSES);
    lapi_buffer report = {0};
    lapi_buffer text = {0};
    lapi_faults faults = {.report = &report};
    lapi_tsv table;
    lapi_buffer_str(&text, HEAD "class\twords");
    for (unsigned i = 0; i < extra; i++)
        lapi_buffer_str(&text, "\tx");
    lapi_buffer_str(&text, "\na\t");
    for (size_t i = 0; i < n; i++)
        lapi_buffer_byte(&text, 'w');
    for (unsigned i = 0; i < extra; i++)
        lapi_buffer_str(&text, "\ty");
    assert_int_equal(
        lapi_tsv_parse("t", text.at, text.bytes, schema, &table, &faults, NULL),
        LAP_OK);
    *rows = table.rows;
    lapi_tsv_clear(&table);
    lapi_buffer_clear(&text);
    lapi_buffer_clear(&report);
    return faults.count;
}

static void limits_of_a_table(void **state)
{
    (void)state;
    uint32_t rows;
    assert_int_equal(faults_of_size(LAPI_CELL_BYTES_MAX, 0, &rows), 0);
    assert_int_equal(rows, 1);
    assert_int_equal(faults_of_size(LAPI_CELL_BYTES_MAX + 1, 0, &rows), 1);
    assert_int_equal(rows, 0);
    unsigned extra = LAPI_TABLE_COLUMNS_MAX - 2;
    assert_int_equal(faults_of_size(1, extra, &rows), extra);
    assert_int_equal(rows, 1);
    assert_int_equal(faults_of_size(1, extra + 1, &rows), extra + 1);
    assert_int_equal(rows, 0);
    lapi_tsv table;
    lapi_faults faults = {0};
    assert_int_equal(lapi_tsv_parse("t", "", (size_t)LAPI_TABLE_BYTES_MAX + 1,
                                    lapi_table_schema_of(0), &table, &faults, NULL),
                     LAP_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clean_tables_have_no_faults),
        cmocka_unit_test(shape_faults_name_their_line),
        cmocka_unit_test(cells_are_checked_by_type),
        cmocka_unit_test(rows_told_twice_and_overlapping_terms),
        cmocka_unit_test(lexicon_refers_to_what_exists),
        cmocka_unit_test(codes_and_labels_are_one_to_one),
        cmocka_unit_test(folder_is_built_or_refused),
        cmocka_unit_test(gzipped_tables_are_read_to_the_end),
        cmocka_unit_test(limits_of_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
