/* Offsets are code points, JSON is escaped, records say all they know. */
#include "view/record.h"
#include "view/view.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void assert_written(lapi_buffer *out, const char *expected)
{
    assert_false(out->failed);
    lapi_buffer_byte(out, '\0');
    assert_string_equal(out->at, expected);
    lapi_buffer_clear(out);
}

static void json_escapes_what_it_must(void **state)
{
    (void)state;
    lapi_buffer out = {0};
    lapi_json json = {.out = &out};
    lapi_json_open(&json, '{');
    lapi_json_pair(&json, "a", LAPI_S("\"\\\n\x01\x1f\x7f/é"));
    lapi_json_pair(&json, "none", LAPI_S(""));
    lapi_json_key(&json, "b");
    lapi_json_open(&json, '[');
    lapi_json_u64(&json, 1);
    lapi_json_i64(&json, -2);
    lapi_json_close(&json, ']');
    lapi_json_close(&json, '}');
    assert_written(&out,
                   "{\"a\": \"\\\"\\\\\\n\\u0001\\u001f\x7f/é\", \"b\": [1, -2]}");
}

static void offsets_are_code_points(void **state)
{
    (void)state;
    lapi_doc doc = {.date = LAPI_DAY_NONE};
    assert_int_equal(lapi_arena_new(0, &doc.arena), LAP_OK);
    char text[402];
    for (int i = 0; i < 200; i++)
        memcpy(text + 2 * i, "é", 2);
    memcpy(text + 400, "ab", 2);
    for (uint32_t n = 380; n <= 402; n++) {
        doc.text = text;
        doc.text_bytes = n;
        lapi_view view;
        assert_int_equal(lapi_view_init(&view, &doc, LAPI_S("test")), LAP_OK);
        assert_int_equal(lapi_view_point(&view, 0), 0);
        assert_int_equal(lapi_view_point(&view, 128), 64);
        assert_int_equal(lapi_view_point(&view, n), n <= 400 ? (n + 1) / 2 : n - 200);
    }
    lapi_arena_free(doc.arena);
}

/* "Naïve rebels shelled Kiev." with one event. */
static lapi_doc small_doc(void)
{
    static uint32_t begin[5] = {0, 7, 14, 22, 26}, end[5] = {6, 13, 21, 26, 27};
    static lapi_party party = {.span = {0, 13}, .mention = LAPI_NONE};
    static lapi_place place = {.span = {22, 26},
                               .country = "UKR",
                               .lat_e4 = 504500,
                               .lon_e4 = -5000,
                               .has_point = 1,
                               .grain = LAPI_GRAIN_CITY};
    static uint32_t places[1] = {0};
    static lapi_event event;
    party.actor = (lapi_actor){.country = "UNK", .sector = "REB"};
    place.name = LAPI_S("Kyiv");
    event = (lapi_event){.type = LAPI_EVENT_ASSAULT,
                         .quad = 4,
                         .scale_e1 = -95,
                         .cameo = "194",
                         .trigger = {14, 21},
                         .evidence = {0, 27},
                         .when = LAPI_NONE,
                         .same_as = LAPI_NONE,
                         .confidence = 805,
                         .places = places,
                         .place_count = 1,
                         .actors = {1, &party},
                         .id = UINT64_C(0x0123456789abcdef)};
    event.mode = LAPI_S("heavy-weapons");
    lapi_doc doc = {.text = "Naïve rebels shelled Kiev.",
                    .text_bytes = 27,
                    .date = LAPI_DAY_NONE,
                    .anchor = LAPI_ANCHOR_NONE};
    doc.id = LAPI_S("a");
    doc.tokens = (lapi_tokens){.count = 5, .begin = begin, .end = end};
    doc.places = (lapi_places){.count = 1, .at = &place};
    doc.events = (lapi_events){.count = 1, .at = &event};
    assert_int_equal(lapi_arena_new(0, &doc.arena), LAP_OK);
    return doc;
}

static void a_record_is_a_line(void **state)
{
    (void)state;
    lapi_doc doc = small_doc();
    lapi_view view;
    assert_int_equal(lapi_view_init(&view, &doc, LAPI_S("test 1")), LAP_OK);
    lapi_buffer out = {0};
    lapi_report_jsonl(&view.report, &out);
    assert_written(
        &out,
        "{\"id\": \"0123456789abcdef\", \"doc\": \"a\", \"sentence\": 0, "
        "\"event\": \"ASSAULT\", \"mode\": \"heavy-weapons\", \"cameo\": \"194\", "
        "\"quad\": 4, \"scale\": -9.5, \"actor\": [{\"text\": \"Naïve rebels\", "
        "\"start\": 0, \"end\": 12, \"country\": \"UNK\", \"sector\": \"REB\", "
        "\"code\": \"UNK REB\"}], \"trigger\": {\"text\": \"shelled\", \"start\": 13, "
        "\"end\": 20}, \"evidence\": {\"text\": \"Naïve rebels shelled Kiev.\", "
        "\"start\": 0, \"end\": 26}, \"place\": [{\"text\": \"Kiev\", \"start\": 21, "
        "\"end\": 25, \"name\": \"Kyiv\", \"country\": \"UKR\", \"lat\": 50.45, "
        "\"lon\": -0.5, \"grain\": \"city\", \"relation\": \"in\"}], \"status\": "
        "\"actual\", \"confidence\": 0.805, \"coder\": \"test 1\"}\n");
    lapi_arena_free(doc.arena);
}

static void people_see_the_trigger(void **state)
{
    (void)state;
    lapi_doc doc = small_doc();
    lapi_view view;
    assert_int_equal(lapi_view_init(&view, &doc, LAPI_S("test 1")), LAP_OK);
    lapi_buffer out = {0};
    lapi_report_people(&view.report, (lapi_style){0}, &out);
    assert_written(&out, "a: 1 event\n\n"
                         " 1  ASSAULT heavy-weapons  194\n"
                         "    who           Naïve rebels (UNK REB)\n"
                         "    where         in Kyiv (UKR), “Kiev”\n"
                         "    status        actual, 81% sure\n"
                         "    | Naïve rebels shelled Kiev.\n"
                         "    |              ^^^^^^^\n\n");
    lapi_arena_free(doc.arena);
}

static void people_read_no_double_words(void **state)
{
    (void)state;
    static lapi_party actors[2];
    static lapi_quantity year = {
        .value = 1, .low = 1, .high = 1, .what = LAPI_WHAT_DURATION};
    static uint32_t quantities[1] = {0};
    static uint8_t what[1] = {LAPI_WHAT_DURATION};
    lapi_doc doc = small_doc();
    lapi_view view;
    actors[0] = actors[1] = doc.events.at->actors.at[0];
    actors[0].actor.office = LAPI_S("rebels");
    actors[1].span = (lapi_span){0, 0};
    actors[1].actor = (lapi_actor){.country = "UNK", .sector = "UNK"};
    year.unit = LAPI_S("years");
    doc.events.at->actors = (lapi_parties){2, actors};
    doc.events.at->place_count = 0;
    doc.events.at->quantities = quantities;
    doc.events.at->what = what;
    doc.events.at->quantity_count = 1;
    doc.quantities = (lapi_quantities){.count = 1, .at = &year};
    assert_int_equal(lapi_view_init(&view, &doc, LAPI_S("test 1")), LAP_OK);
    lapi_buffer out = {0};
    lapi_report_people(&view.report, (lapi_style){0}, &out);
    assert_written(&out, "a: 1 event\n\n"
                         " 1  ASSAULT heavy-weapons  194\n"
                         "    between       Naïve rebels (UNK REB)\n"
                         "                  (not named)\n"
                         "    how many      1 year (duration)\n"
                         "    status        actual, 81% sure\n"
                         "    | Naïve rebels shelled Kiev.\n"
                         "    |              ^^^^^^^\n\n");
    lapi_arena_free(doc.arena);
}

static void ids_go_round(void **state)
{
    (void)state;
    char text[17];
    uint64_t id;
    lapi_id_write(UINT64_C(0xfedcba9876543210), text);
    assert_string_equal(text, "fedcba9876543210");
    assert_true(lapi_id_read(lapi_slice_of(text, 16), &id));
    assert_true(id == UINT64_C(0xfedcba9876543210));
    assert_false(lapi_id_read(lapi_slice_of(text, 15), &id));
    assert_false(lapi_id_read(LAPI_S("fedcba987654321G"), &id));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_escapes_what_it_must),
        cmocka_unit_test(offsets_are_code_points),
        cmocka_unit_test(a_record_is_a_line),
        cmocka_unit_test(people_see_the_trigger),
        cmocka_unit_test(people_read_no_double_words),
        cmocka_unit_test(ids_go_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
