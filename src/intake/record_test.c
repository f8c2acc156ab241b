/* A record read from JSON is the record that was written. */
#include "intake/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct fixture {
    lapi_json_in *json;
    lapi_arena *arena;
    lapi_record record;
    lapi_slice doc, coder;
    lap_error error;
} fixture;

static int begin(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    *state = f;
    return !f || lapi_json_in_new(&f->json) || lapi_arena_new(0, &f->arena);
}

static int end(void **state)
{
    fixture *f = *state;
    lapi_json_in_free(f->json);
    lapi_arena_free(f->arena);
    free(f);
    return 0;
}

static lap_status read_line(fixture *f, const char *line)
{
    return lapi_record_read(f->json, lapi_slice_str(line), f->arena, &f->record,
                            &f->doc, &f->coder, &f->error);
}

static void a_whole_record_is_read(void **state)
{
    fixture *f = *state;
    const char *line =
        "{\"id\": \"00000000000000ff\", \"doc\": \"a\", \"sentence\": 3, \"event\": "
        "\"ASSAULT\", \"mode\": \"aerial\", \"cameo\": \"195\", \"quad\": 4, "
        "\"scale\": "
        "-9.5, \"actor\": [{\"text\": \"jets\", \"start\": 4, \"end\": 8, \"country\": "
        "\"SDN\", \"sector\": \"MIL\", \"code\": \"SDN MIL\"}], \"date\": {\"from\": "
        "\"2023-05-01\", \"to\": \"2023-05-02\", \"grain\": \"week\"}, \"place\": "
        "[{\"name\": \"Khartoum\", \"country\": \"SDN\", \"lat\": 15.5518, \"lon\": "
        "32.5324, \"grain\": \"city\", \"relation\": \"near\"}], \"quantity\": "
        "[{\"what\": \"dead\", \"value\": 12, \"high\": 20, \"bound\": \"about\"}], "
        "\"status\": \"possible\", \"historical\": true, \"according_to\": "
        "[{\"country\": \"UNK\", \"sector\": \"JRN\", \"medium\": \"video\", \"when\": "
        "\"2023-05-03\"}], \"confidence\": 0.812, \"coder\": \"c\"}";
    assert_int_equal(read_line(f, line), LAP_OK);
    const lapi_record *r = &f->record;
    assert_int_equal(r->id, 255);
    assert_int_equal(r->type, LAPI_EVENT_ASSAULT);
    assert_int_equal(r->scale_e1, -95);
    assert_string_equal(r->cameo, "195");
    assert_string_equal(r->actors.at[0].sector, "MIL");
    assert_int_equal(r->actors.at[0].told.end, 8);
    assert_int_equal(r->to - r->from, 1);
    assert_int_equal(r->grain, LAPI_GRAIN_WEEK);
    assert_int_equal(r->sites[0].lat_e4, 155518);
    assert_int_equal(r->sites[0].relation, LAPI_PLACE_NEAR);
    assert_int_equal(r->amounts[0].high, 20);
    assert_false(r->amounts[0].has_low);
    assert_int_equal(r->status, LAPI_STATUS_POSSIBLE);
    assert_true(r->historical);
    assert_int_equal(r->according_to.at[0].said_on - r->to, 1);
    assert_int_equal(r->confidence, 812);
    assert_true(lapi_slice_is(f->doc, "a"));
}

static void what_is_no_record_is_refused_by_its_key(void **state)
{
    static const char *const bad[][2] = {
        {"{}", "\"event\" is missing"},
        {"{\"event\": \"DANCE\"}", "\"event\" has a name that is not known"},
        {"{\"event\": \"AID\", \"quad\": 5}", "\"quad\" is no number in its range"},
        {"{\"event\": \"AID\", \"id\": \"xyz\"}",
         "\"id\" is no id of 16 hexadecimal digits"},
        {"{\"event\": \"AID\", \"actor\": 1}", "\"actor\" is no list"},
        {"{\"event\": \"AID\", \"actor\": [{\"country\": \"ABCD\"}]}",
         "\"country\" is longer than any code"},
        {"{\"event\": \"AID\", \"date\": {\"from\": \"2023-02-30\"}}",
         "\"from\" is no date"},
        {"{\"event\": \"AID\", \"place\": [{\"lat\": 91}]}",
         "\"lat\" is no number in its range"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(read_line(f, bad[i][0]), LAP_BAD_INPUT);
        assert_string_equal(f->error.text, bad[i][1]);
    }
}

static void lists_have_a_limit(void **state)
{
    fixture *f = *state;
    char line[2048] = "{\"event\": \"AID\", \"context\": [\"a\"";
    for (int i = 1; i < 64; i++)
        strcat(line, ", \"a\"");
    size_t n = strlen(line);
    strcat(line, "]}");
    assert_int_equal(read_line(f, line), LAP_OK);
    assert_int_equal(f->record.context_count, 64);
    strcpy(line + n, ", \"a\"]}");
    assert_int_equal(read_line(f, line), LAP_TOO_LARGE);
}

static void a_report_is_read(void **state)
{
    fixture *f = *state;
    lapi_report report;
    const char *line =
        "{\"id\": \"a\", \"url\": \"https://x.test/1\", \"source\": \"x\", "
        "\"date\": \"2023-05-03\", \"anchor\": \"inferred\", \"title\": "
        "\"T\", \"text\": \"T\\n\\nBody\", \"coder\": \"c\"}";
    assert_int_equal(
        lapi_report_read(f->json, lapi_slice_str(line), f->arena, &report, &f->error),
        LAP_OK);
    assert_true(lapi_slice_is(report.publisher, "x"));
    assert_true(lapi_slice_is(report.text, "T\n\nBody"));
    assert_int_equal(report.anchor, 1);
    assert_int_equal(lapi_report_read(f->json, LAPI_S("{\"text\": \"b\"}"), f->arena,
                                      &report, &f->error),
                     LAP_BAD_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_whole_record_is_read, begin, end),
        cmocka_unit_test_setup_teardown(what_is_no_record_is_refused_by_its_key, begin,
                                        end),
        cmocka_unit_test_setup_teardown(lists_have_a_limit, begin, end),
        cmocka_unit_test_setup_teardown(a_report_is_read, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
