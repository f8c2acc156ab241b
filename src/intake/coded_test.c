/* Coded events of others: rows become reports, bad rows are told with their line. */
#include "data/event.h"
#include "data/place.h"
#include "data/quantity.h"
#include "intake/coded.h"
#include "intake/coded_parts.h"
#include "know/embed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_know *know;
static lapi_arena *arena;

static int set_up(void **state)
{
    size_t size;
    const void *bytes = lapi_know_embedded(&size);
    lap_error error;
    (void)state;
    return lapi_know_open(bytes, size, &know, &error) || lapi_arena_new(0, &arena);
}

static int tear_down(void **state)
{
    (void)state;
    lapi_know_free(know);
    lapi_arena_free(arena);
    return 0;
}

/* Reads a whole text: "R" a report, "P" passed, "B12" bad in line 12; the last report
 * and the last message are kept. */
static lapi_report report;
static lap_error error;

static void assert_read(enum lapi_coded_kind kind, const char *text, uint32_t bytes,
                        const char *expected)
{
    lapi_slice rest = lapi_slice_of(text, bytes);
    lapi_buffer got = {0};
    lapi_coded *coded;
    enum lapi_coded_row row = LAPI_CODED_PASSED;
    lapi_arena_reset(arena, 1 << 20);
    assert_int_equal(lapi_coded_new(kind, lapi_stream_of(&rest), know, &coded), LAP_OK);
    while (row != LAPI_CODED_END && row != LAPI_CODED_FAILED) {
        row = lapi_coded_next(coded, arena, &report, &error);
        lapi_buffer_byte(&got, "ERPBF"[row]);
        if (row == LAPI_CODED_BAD || row == LAPI_CODED_FAILED)
            lapi_buffer_u64(&got, error.position);
    }
    lapi_coded_free(coded);
    lapi_buffer_byte(&got, '\0');
    assert_string_equal(got.at, expected);
    lapi_buffer_clear(&got);
}

#define READ(kind, text, expected)                                                     \
    assert_read(kind, text, (uint32_t)strlen(text), expected)

static void assert_is(lapi_slice got, const char *expected)
{
    assert_int_equal(got.bytes, strlen(expected));
    if (got.bytes)
        assert_memory_equal(got.at, expected, got.bytes);
}

static void assert_party(const lapi_entities *side, const char *name,
                         const char *country, const char *sector)
{
    assert_int_equal(side->count, 1);
    assert_is(side->at[0].name, name);
    assert_string_equal(side->at[0].country, country);
    assert_string_equal(side->at[0].sector, sector);
}

static void assert_event(const char *type, const char *mode, const char *cameo,
                         int scale_e1, int32_t day)
{
    const lapi_record *record = &report.records[0];
    assert_int_equal(report.record_count, 1);
    assert_string_equal(lapi_event_name(record->type), type);
    assert_is(record->mode, mode);
    assert_string_equal(record->cameo, cameo);
    assert_int_equal(record->scale_e1, scale_e1);
    assert_int_equal(record->from, day);
    assert_true(record->id != 0 && report.id.bytes > 0 && report.text.bytes > 0);
}

static void assert_site(const char *name, const char *country, unsigned grain,
                        int32_t lat_e4, int32_t lon_e4)
{
    const lapi_site *site = report.records[0].sites;
    assert_int_equal(report.records[0].site_count, 1);
    assert_is(site->name, name);
    assert_string_equal(site->country, country);
    assert_int_equal(site->grain, grain);
    assert_int_equal(site->has_point, 1);
    assert_int_equal(site->lat_e4, lat_e4);
    assert_int_equal(site->lon_e4, lon_e4);
}

#define GDELT_ROW(id, day, code, lat)                                                  \
    id "\t" day "\t202111\t2021\t2021.86\tRUSMIL\tRUSSIA\tRUS\t\t\t\t\tMIL\t\t\t"      \
       "IGOUNO\tUNITED NATIONS\t\tUNO\t\t\t\tIGO\t\t\t1\t" code                        \
       "\t190\t19\t4\t-10\t1\t1\t1\t-2.5\t0\t\t\t\t\t\t\t\t0\t\t\t\t\t\t\t\t4\t"       \
       "Gao, Gao, Mali\tML\tML07\t\t" lat "\t-0.04\t123\t20211115063000\thttp://a/b\n"

static void gdelt_rows_are_read(void **state)
{
    (void)state;
    READ(LAPI_CODED_GDELT,
         GDELT_ROW("1", "20211113", "193", "16.27")
             GDELT_ROW("2", "20211113", "010", "16.27"),
         "RPE");
    READ(LAPI_CODED_GDELT, GDELT_ROW("7", "20211113", "193", "16.27"), "RE");
    assert_is(report.id, "gdelt:7");
    assert_event("ASSAULT", "firearms", "193", -90, 18944);
    assert_party(&report.records[0].actors, "RUSSIA", "RUS", "MIL");
    assert_party(&report.records[0].recipients, "UNITED NATIONS", "UNO", "");
    assert_site("Gao", "MLI", LAPI_GRAIN_CITY, 162700, -400);
    assert_is(report.records[0].sites->admin1, "Gao");
    assert_is(report.url, "http://a/b");
    assert_int_equal(report.date, 18946);
    READ(LAPI_CODED_GDELT,
         "\n" GDELT_ROW("", "20211113", "193", "16.27") "1\t2\t3\n" GDELT_ROW(
             "1", "20219913", "193", "16.27") GDELT_ROW("1", "20211113", "990", "16.27")
             GDELT_ROW("1", "20211113", "193", "91")
                 GDELT_ROW("1", "20211113", "193", "1x"),
         "B2B3B4B5B6B7E");
    assert_string_equal(error.text, "ActionGeo_Lat is no number: 1x");
}

static void icews_rows_are_read(void **state)
{
    (void)state;
#define ICEWS_NAMES                                                                    \
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\t"  \
    "CAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\t"   \
    "Sentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"        \
    "Longitude\n"
    READ(LAPI_CODED_ICEWS,
         ICEWS_NAMES "9\t1999-12-31\tArmed Group (Mali)\tElite,Rebel\tMali\tUse force\t"
                     "190\t-10\tUN\tInternational Government Organization\tNA\t77\t3\t"
                     "The Paper\tNA\tNA\tGao\tMali\t16.2\t-0.1\n",
         "RE");
    assert_is(report.id, "icews:9:1999-12-31");
    assert_event("ASSAULT", "", "190", -90, 10956);
    assert_party(&report.records[0].actors, "Armed Group (Mali)", "MLI", "ELI");
    assert_party(&report.records[0].recipients, "UN", "UNO", "");
    assert_site("Gao", "MLI", LAPI_GRAIN_REGION, 162000, -1000);
    assert_int_equal(report.records[0].sentence, 2);
    assert_is(report.publisher, "The Paper");
    assert_is(report.records[0].evidence.text, "Use force");
    READ(LAPI_CODED_ICEWS, "some\tother\ttable\n1\t2\t3\n", "F1");
}

static void polecat_rows_are_read(void **state)
{
    (void)state;
    static const char text[] =
        "Event ID\tEvent Date\tEvent Type\tEvent Mode\tContexts\tActor Name\tActor "
        "Country"
        "\tPrimary Actor Sector\tRecipient Name\tRecipient Country\tPrimary Recipient "
        "Sector\tPlacename\tCity\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\t"
        "Source\tPublication Date\n"
        "A1\t2021-01-02\tprotest\tdemo\tpro-democracy; natural_resources\tNi\xF1os\tMLI"
        "\tCVL\tNone\tNone\tNone\tBamako\tBamako\tNone\tMLI\t12.65\t-8\t2460596\tP\t"
        "2021-01-03\n"
        "A2\t2021-01-02\tdance\tdemo\tNone\n";
    READ(LAPI_CODED_POLECAT, text, "RB3E");
    assert_string_equal(error.text, "Event Type is no type of PLOVER: dance");
    READ(LAPI_CODED_POLECAT, text, "RB3E"); /* the first row again, as it was left */
    lapi_slice rest = LAPI_S(text);
    lapi_coded *coded;
    assert_int_equal(
        lapi_coded_new(LAPI_CODED_POLECAT, lapi_stream_of(&rest), know, &coded),
        LAP_OK);
    assert_int_equal(lapi_coded_next(coded, arena, &report, &error), LAPI_CODED_REPORT);
    assert_event("PROTEST", "demo", "", -50, 18629);
    assert_party(&report.records[0].actors, "Ni\xC3\xB1os", "MLI", "CVL");
    assert_int_equal(report.records[0].recipients.count, 0);
    assert_int_equal(report.records[0].context_count, 2);
    assert_is(report.records[0].contexts[0], "pro_democracy");
    assert_is(report.records[0].contexts[1], "natural_resource");
    assert_int_equal(report.records[0].sites->geonameid, 2460596);
    assert_int_equal(report.date, 18630);
    lapi_coded_free(coded);
}

static void dyads_are_read(void **state)
{
    (void)state;
    READ(LAPI_CODED_WEIS, "950103 ISR  LBN 223 (MIL ENGAGEMENT)\n", "RE");
    assert_event("ASSAULT", "", "190", -90, 9133);
    assert_party(&report.records[0].actors, "", "ISR", "");
    assert_party(&report.records[0].recipients, "", "LBN", "");
    READ(LAPI_CODED_CAMEO,
         "20030320\tUSAMIL\tIRQGOV\t195\n030320\tUSA\tIGOEEC\t42\n030320\tUSA\n"
         "030320\tUSA\tIRQ\t999\n031320\tUSA\tIRQ\t190\n",
         "RRB3B4B5E");
    READ(LAPI_CODED_CAMEO, "030320\tUSAREB\tIGOEEC\t42\n", "RE");
    assert_event("CONSULT", "visit", "042", 40, 12131);
    assert_party(&report.records[0].actors, "", "USA", "REB");
    assert_party(&report.records[0].recipients, "", "EUR", "");
    READ(LAPI_CODED_PHOENIX,
         "e1\t20200101\t2020\t01\t01\tMLICOP\tMLI\tCOP\t\tMLICVL\tMLI\tCVL\t\t1731\t17"
         "\t4"
         "\t-5\t\t12.6\t-8.0\tBamako\t\tMLI\td_1\thttp://x;http://y\tp;q\n",
         "RE");
    assert_event("COERCE", "arrest", "173", -70, 18262);
    assert_is(report.url, "http://x");
    assert_is(report.publisher, "p");
}

static void conflict_rows_are_read(void **state)
{
    (void)state;
    READ(
        LAPI_CODED_UCDP,
        "id,type_of_violence,side_a,side_b,source_office,source_headline,where_prec,"
        "where_coordinates,adm_1,latitude,longitude,country,country_id,date_start,"
        "date_end,best,high,low,gwnoa,gwnob\n"
        "5,1,Government of Mali,\"A, \"\"the\"\"\nB\",P,\"Two\nlines\",1,Gao,Gao,16.27,"
        "-0.04,Mali,432,2015-01-01 00:00:00.000,2015-01-03,12,20,9,432,\n"
        "6,3,IS,Civilians,,,6,,,17.0,-4,Mali,432,2015-01-01,2015-01-01,1,1,1,,\n",
        "RRE");
    assert_event("ASSAULT", "targeted", "202", -95, 16436);
    assert_party(&report.records[0].actors, "IS", "MLI", "REB");
    assert_party(&report.records[0].recipients, "Civilians", "MLI", "CVL");
    assert_int_equal(report.records[0].sites->grain, LAPI_GRAIN_COUNTRY);
    READ(LAPI_CODED_UCDP,
         "id,type_of_violence,side_a,side_b,date_start,date_end,best,high,low,gwnoa\n"
         "5,1,Government of Mali,\"A, "
         "\"\"the\"\"\nB\",2015-01-01,2015-01-03,12,20,9,432\n",
         "RE");
    assert_party(&report.records[0].actors, "Government of Mali", "MLI", "GOV");
    assert_is(report.records[0].recipients.at[0].name, "A, \"the\"\nB");
    const lapi_amount *dead = report.records[0].amounts;
    assert_true(dead->value == 12 && dead->low == 9 && dead->high == 20);
    assert_int_equal(report.records[0].to, 16438);
    READ(LAPI_CODED_ACLED,
         "event_id_cnty;event_date;event_type;sub_event_type;actor1;inter1;actor2;"
         "inter2;"
         "country;admin1;location;latitude;longitude;geo_precision;source;notes;"
         "fatalities\n"
         "MLI9;16 May 2025;Battles;Armed clash;Police Forces of Mali (2020-);State "
         "Forces"
         ";Rebels;Rebel Group;Mali;Gao;Gao;16.2;0;1;S;Notes, here.;3\n",
         "RE");
    assert_event("ASSAULT", "", "190", -90, 20224);
    assert_party(&report.records[0].actors, "Police Forces of Mali (2020-)", "MLI",
                 "COP");
    assert_party(&report.records[0].recipients, "Rebels", "MLI", "REB");
    assert_is(report.records[0].evidence.text, "Notes, here.");
}

static void broken_rows_are_told(void **state)
{
    (void)state;
    READ(LAPI_CODED_UCDP, "id,date_start\n1,\"2015\n", "B2E");
    assert_string_equal(error.text, "a quotation mark is never closed");
    READ(LAPI_CODED_UCDP, "id,date_start\n1,\"2015\"x,\"\"\n", "B2E");
    assert_string_equal(error.text, "something behind a quotation mark");
    READ(LAPI_CODED_UCDP, "", "E");
    assert_read(LAPI_CODED_CAMEO, "0303\0 USA", 9, "B1E");
    assert_string_equal(error.text, "a NUL in it");
    char *row = malloc(LAPI_CODED_ROW_BYTES_MAX + 8);
    assert_non_null(row);
    memset(row, '\t', LAPI_CODED_ROW_BYTES_MAX + 8);
    assert_read(LAPI_CODED_GDELT, row, LAPI_CODED_CELLS_MAX, "B1E");
    assert_string_equal(error.text, "more than 256 cells");
    assert_read(LAPI_CODED_GDELT, row, LAPI_CODED_CELLS_MAX - 1, "B1E");
    assert_string_equal(error.text, "GLOBALEVENTID is missing: ");
    assert_read(LAPI_CODED_GDELT, row, LAPI_CODED_ROW_BYTES_MAX + 8, "B1E");
    assert_string_equal(error.text, "a row of more than 1 MiB");
    free(row);
}

static void records_of_our_own_are_joined(void **state)
{
    (void)state;
#define RECORD(id, doc)                                                                \
    "{\"id\": \"000000000000000" id "\", \"doc\": \"" doc                              \
    "\", \"sentence\": 0, \"event\": \"AID\", \"quad\": 2, \"scale\": 10, \"coder\": " \
    "\"x\"}\n"
    READ(LAPI_CODED_RECORDS, RECORD("1", "a") RECORD("2", "a") "\n" RECORD("3", "b"),
         "RRE");
    assert_is(report.id, "b");
    assert_is(report.coder, "x");
    assert_int_equal(report.record_count, 1);
    READ(LAPI_CODED_RECORDS, RECORD("1", "a") RECORD("2", "a"), "RE");
    assert_int_equal(report.record_count, 2);
    assert_int_equal(report.records[1].id, 2);
    READ(LAPI_CODED_RECORDS, RECORD("1", "a") "{}\n[\n" RECORD("2", "a"), "RB2B3RE");
    READ(LAPI_CODED_RECORDS, RECORD("1", ""), "B1E");
}

static void kinds_have_names(void **state)
{
    (void)state;
    for (unsigned kind = 0; kind < LAPI_CODED_COUNT; kind++)
        assert_int_equal(lapi_coded_find(lapi_slice_str(lapi_coded_name(kind))), kind);
    assert_int_equal(lapi_coded_find(LAPI_S("excel")), LAPI_CODED_COUNT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gdelt_rows_are_read),
        cmocka_unit_test(icews_rows_are_read),
        cmocka_unit_test(polecat_rows_are_read),
        cmocka_unit_test(dyads_are_read),
        cmocka_unit_test(conflict_rows_are_read),
        cmocka_unit_test(broken_rows_are_told),
        cmocka_unit_test(records_of_our_own_are_joined),
        cmocka_unit_test(kinds_have_names),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
