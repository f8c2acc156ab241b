/* What passes the door, and what is said to the rest. */
#include "base/limits.h"
#include "base/lines.h"
#include "intake/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_doc new_doc(void)
{
    lapi_doc doc = {.date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    assert_int_equal(lapi_arena_new(0, &doc.arena), LAP_OK);
    return doc;
}

static void text_is_checked(void **state)
{
    (void)state;
    const struct {
        lapi_slice bytes;
        lap_status status;
        uint64_t position;
    } cases[] = {
        {LAPI_S(""), LAP_OK, 0},
        {LAPI_S("Kyiv é"), LAP_OK, 0},
        {LAPI_S("ab\0c"), LAP_BAD_INPUT, 2},
        {LAPI_S("ab\xC3"), LAP_BAD_INPUT, 2},
        {LAPI_S("\xFFzz"), LAP_BAD_INPUT, 0},
        {LAPI_S("a\xED\xA0\x80"), LAP_BAD_INPUT, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lapi_doc doc = new_doc();
        lap_error error = {0};
        assert_int_equal(lapi_intake_text(cases[i].bytes, &doc, &error),
                         cases[i].status);
        assert_int_equal(error.position, cases[i].position);
        lapi_arena_free(doc.arena);
    }
}

static void a_document_has_a_limit(void **state)
{
    (void)state;
    uint32_t n = LAPI_DOC_BYTES_MAX;
    char *bytes = malloc((size_t)n + 1);
    assert_non_null(bytes);
    memset(bytes, 'a', (size_t)n + 1);
    lapi_doc doc = new_doc();
    lap_error error;
    assert_int_equal(lapi_intake_text(lapi_slice_of(bytes, n), &doc, &error), LAP_OK);
    assert_int_equal(lapi_intake_text(lapi_slice_of(bytes, n + 1), &doc, &error),
                     LAP_TOO_LARGE);
    assert_int_equal(
        lapi_intake_parts(LAPI_S("T"), lapi_slice_of(bytes, n - 3), &doc, &error),
        LAP_OK);
    assert_int_equal(
        lapi_intake_parts(LAPI_S("T"), lapi_slice_of(bytes, n - 2), &doc, &error),
        LAP_TOO_LARGE);
    free(bytes);
    lapi_arena_free(doc.arena);
}

static lap_status read_json(const char *line, uint32_t n, lapi_doc *doc,
                            lap_error *note)
{
    lapi_json_in *json;
    lap_error error = {0};
    assert_int_equal(lapi_json_in_new(&json), LAP_OK);
    lap_status status =
        lapi_json_in_doc(json, lapi_slice_of(line, n), doc, note, &error);
    if (status)
        assert_true(error.text[0] != '\0');
    lapi_json_in_free(json);
    return status;
}

static void a_title_goes_before_the_text(void **state)
{
    (void)state;
    lapi_doc doc = new_doc();
    lap_error note;
    lapi_slice line = LAPI_S("{\"id\": 7, \"title\": \"T\", \"text\": \"B\\u00e9\", "
                             "\"date\": \"2021-11-14T23:30:00+02:00\", \"x\": [{}]}");
    assert_int_equal(read_json(line.at, line.bytes, &doc, &note), LAP_OK);
    assert_int_equal(note.status, LAP_OK);
    assert_string_equal(doc.text, "T\n\nB\xC3\xA9");
    assert_int_equal(doc.title_bytes, 1);
    assert_true(lapi_slice_is(doc.id, "7"));
    assert_int_equal(doc.date, lapi_day_from_civil(2021, 11, 14));
    lapi_arena_free(doc.arena);
}

static void captions_are_code_points_of_title_and_text(void **state)
{
    (void)state;
    lapi_doc doc = new_doc();
    lap_error note;
    lapi_slice line = LAPI_S("{\"title\": \"\\u00e9\", \"text\": \"a\\u00e9b cd\", "
                             "\"captions\": [[3, 6], [7, 9]]}");
    assert_int_equal(read_json(line.at, line.bytes, &doc, &note), LAP_OK);
    assert_int_equal(doc.caption_count, 2);
    assert_true(lapi_slice_is(lapi_doc_slice(&doc, doc.captions[0]), "a\xC3\xA9"
                                                                     "b"));
    assert_true(lapi_slice_is(lapi_doc_slice(&doc, doc.captions[1]), "cd"));
    const char *const wrong[] = {"[[0, 3]]",         "[[1, 1]]",  "[[1, 2], [1, 2]]",
                                 "[[1, 2], [0, 1]]", "[[-1, 1]]", "[[0, 1, 2]]",
                                 "[0, 1]",           "{}",        "[[0, 4294967297]]"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        char text[100];
        int n = snprintf(text, sizeof text, "{\"text\": \"ab\", \"captions\": %s}",
                         wrong[i]);
        assert_int_equal(read_json(text, (uint32_t)n, &doc, &note), LAP_BAD_INPUT);
        assert_int_equal(doc.caption_count, 0);
    }
    lapi_arena_free(doc.arena);
}

static void bad_json_is_refused(void **state)
{
    (void)state;
    const lapi_slice lines[] = {
        LAPI_S("{\"text\": \"a\""),
        LAPI_S("[1]"),
        LAPI_S("{\"text\": 1}"),
        LAPI_S("{}"),
        LAPI_S("{\"text\": \"a\"} x"),
        LAPI_S("{'text': \"a\"}"),
        LAPI_S("{\"text\": \"a\\u0000\"}"),
        LAPI_S("{\"text\": \"\xFF\"}"),
        LAPI_S("null"),
        LAPI_S("{\"text\": \"a\0\"}"),
        LAPI_S("{\"text\": \"a\",}"),
        LAPI_S("\"text\""),
        LAPI_S("{\"text\": null}"),
        LAPI_S("{\"id\": [], \"text\": \"a\"}"),
        LAPI_S("{\"id\": 18446744073709551616, \"text\": \"a\"}"),
        LAPI_S("{\"id\": -9223372036854775809, \"text\": \"a\"}"),
        LAPI_S("{\"text\": \"a\tb\"}"),
        LAPI_S("{\"text\": \"a\" /* b */}"),
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        lapi_doc doc = new_doc();
        lap_error note;
        assert_int_equal(read_json(lines[i].at, lines[i].bytes, &doc, &note),
                         LAP_BAD_INPUT);
        lapi_arena_free(doc.arena);
    }
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    uint32_t n = 1000000;
    char *line = malloc(n);
    assert_non_null(line);
    memset(line, '[', n);
    lapi_doc doc = new_doc();
    lap_error note;
    assert_int_equal(read_json(line, n, &doc, &note), LAP_BAD_INPUT);
    free(line);
    lapi_arena_free(doc.arena);
}

static void a_bad_date_is_noted(void **state)
{
    (void)state;
    lapi_doc doc = new_doc();
    lap_error note;
    lapi_slice line = LAPI_S("{\"text\": \"a\", \"date\": \"last week\"}");
    assert_int_equal(read_json(line.at, line.bytes, &doc, &note), LAP_OK);
    assert_int_equal(note.status, LAP_BAD_INPUT);
    assert_int_equal(doc.date, LAPI_DAY_NONE);
    lapi_arena_free(doc.arena);
}

static void dates_are_days(void **state)
{
    (void)state;
    static const char *const good[] = {"2021-11-14", "20211114", "2021-11-14T09:30Z",
                                       "2021-11-14T09:30:00.25+0200"};
    static const char *const bad[] = {
        "",
        "2021",
        "2021-11",
        "2021-13-01",
        "2021-02-29",
        "14.11.2021",
        "2021-11-1",
        "2021-11-14T09:30",
        "2021-1114",
        "2021111",
        "2021-11-14 ",
        "x2021-11-14",
        "2021-11-14T25:00Z",
        "20211114T0930Z",
    };
    int32_t day;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_int_equal(lapi_intake_day(lapi_slice_str(good[i]), &day), LAP_OK);
        assert_int_equal(day, lapi_day_from_civil(2021, 11, 14));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(lapi_intake_day(lapi_slice_str(bad[i]), &day), LAP_BAD_INPUT);
}

/* A stream that gives three bytes at a time. */
typedef struct dribble {
    const char *at;
    size_t left;
} dribble;

static lap_status read_dribble(void *context, char *buf, size_t cap, size_t *n)
{
    dribble *d = context;
    *n = d->left < 3 ? d->left : 3;
    assert_true(cap >= *n);
    memcpy(buf, d->at, *n);
    d->at += *n;
    d->left -= *n;
    return LAP_OK;
}

static void long_lines_are_passed_over(void **state)
{
    (void)state;
    dribble d = {"ab\n\n1234567\n12345678\nlast", 25};
    lapi_lines_in lines;
    lapi_buffer line = {0};
    assert_int_equal(lapi_lines_in_init(&lines, (lapi_stream){read_dribble, &d}, 7),
                     LAP_OK);
    static const struct {
        enum lapi_line kind;
        const char *text;
    } expected[] = {
        {LAPI_LINE_READ, "ab"},  {LAPI_LINE_READ, ""},     {LAPI_LINE_READ, "1234567"},
        {LAPI_LINE_TOO_LONG, 0}, {LAPI_LINE_READ, "last"}, {LAPI_LINE_END, 0},
    };
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_int_equal(lapi_lines_in_next(&lines, &line), expected[i].kind);
        if (expected[i].text)
            assert_true(lapi_slice_is(lapi_buffer_text(&line), expected[i].text));
    }
    assert_int_equal(lines.number, 5);
    lapi_buffer_clear(&line);
    lapi_lines_in_clear(&lines);
}

static void ids_come_from_names(void **state)
{
    (void)state;
    assert_true(lapi_slice_is(lapi_intake_id("a/b/news.2021.txt"), "news.2021"));
    assert_true(lapi_slice_is(lapi_intake_id("news"), "news"));
    assert_true(lapi_slice_is(lapi_intake_id("a.d/.hidden"), ".hidden"));
    assert_true(lapi_slice_is(lapi_intake_id("-"), "-"));
    assert_true(lapi_intake_is_json(LAPI_S("\n {\n \"a\"")));
    assert_false(lapi_intake_is_json(LAPI_S("{Kiev}")));
    assert_false(lapi_intake_is_json(LAPI_S("Kiev {\"")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_checked),
        cmocka_unit_test(a_document_has_a_limit),
        cmocka_unit_test(a_title_goes_before_the_text),
        cmocka_unit_test(captions_are_code_points_of_title_and_text),
        cmocka_unit_test(bad_json_is_refused),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(a_bad_date_is_noted),
        cmocka_unit_test(dates_are_days),
        cmocka_unit_test(long_lines_are_passed_over),
        cmocka_unit_test(ids_come_from_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
