#include "unicode/props.h"
#include "unicode/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void bad_bytes_are_found_at_their_offset(void **state)
{
    (void)state;
    const struct {
        const char *bytes;
        size_t n, bad;
    } cases[] = {
        {"", 0, 0},
        {"plain words, long enough", 24, 24},
        {"Ni\xC3\xB1o \xE2\x82\xAC \xF0\x9F\x98\x80", 14, 14},
        {"abcdefgh\x80", 9, 8},          /* a tail alone */
        {"\xC0\xAF", 2, 0},              /* overlong */
        {"a\xE0\x9F\xBF", 4, 1},         /* overlong */
        {"ab\xED\xA0\x80", 5, 2},        /* surrogate */
        {"\xF4\x90\x80\x80", 4, 0},      /* above U+10FFFF */
        {"\xF0\x9F\x98", 3, 0},          /* cut */
        {"abcdefghijk\xE2\x82", 13, 11}, /* cut */
        {"a\0b", 3, 3},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(lapi_utf8_check(cases[i].bytes, cases[i].n), cases[i].bad);
}

static void every_code_point_survives_a_round_trip(void **state)
{
    (void)state;
    for (uint32_t code = 1; code < 0x110000; code++) {
        if (code >= 0xD800 && code < 0xE000)
            continue;
        char buf[8] = {0};
        uint32_t n = lapi_utf8_write(code, buf);
        assert_int_equal(lapi_utf8_check(buf, n), n);
        assert_int_equal(lapi_utf8_at(buf).code, code);
        assert_int_equal(lapi_utf8_at(buf).bytes, n);
        assert_int_equal(lapi_utf8_before(buf, n).code, code);
    }
}

static void points_are_counted_from_bytes(void **state)
{
    (void)state;
    lapi_arena *arena = NULL;
    assert_int_equal(lapi_arena_new(0, &arena), LAP_OK);
    char text[400];
    uint32_t n = 0;
    for (uint32_t i = 0; n + 4 <= sizeof text; i++)
        n += lapi_utf8_write(i % 3 ? 'a' + i % 20 : 0xE9 + i * 40, text + n);
    lapi_points points;
    assert_int_equal(lapi_points_init(&points, arena, text, n), LAP_OK);
    for (uint32_t at = 0; at <= n; at++)
        assert_int_equal(lapi_points_get(&points, at), lapi_utf8_count(text, at));
    assert_int_equal(lapi_points_init(&points, arena, "ascii", 5), LAP_OK);
    assert_null(points.before);
    assert_int_equal(lapi_points_get(&points, 5), 5);
    lapi_arena_free(arena);
}

static void classes_are_those_of_unicode(void **state)
{
    (void)state;
    assert_int_equal(lapi_class_of('A'), LAPI_CLASS_UPPER);
    assert_int_equal(lapi_class_of('z'), LAPI_CLASS_LOWER);
    assert_int_equal(lapi_class_of('7'), LAPI_CLASS_DIGIT);
    assert_int_equal(lapi_class_of('$'), LAPI_CLASS_SYMBOL);
    assert_int_equal(lapi_class_of('%'), LAPI_CLASS_PUNCT);
    assert_int_equal(lapi_class_of(0xA0), LAPI_CLASS_SPACE);
    assert_int_equal(lapi_class_of(0x201C), LAPI_CLASS_PUNCT);
    assert_int_equal(lapi_class_of(0x416), LAPI_CLASS_UPPER);
    assert_int_equal(lapi_class_of(0x4E2D), LAPI_CLASS_LETTER);
    assert_int_equal(lapi_class_of(0x20001), LAPI_CLASS_LETTER);
    assert_int_equal(lapi_class_of(0x301), LAPI_CLASS_MARK);
    assert_int_equal(lapi_class_of(0x200D), LAPI_CLASS_FORMAT);
    assert_int_equal(lapi_class_of(0xFEFF), LAPI_CLASS_SPACE);
    assert_int_equal(lapi_class_of(0x200B), LAPI_CLASS_SPACE);
    assert_int_equal(lapi_class_of(0x10FFFF), LAPI_CLASS_OTHER);
    assert_true(lapi_is_letter(0xE9) && !lapi_is_letter('1') && lapi_is_space('\n'));
}

static void capitals_become_small(void **state)
{
    (void)state;
    const uint32_t pairs[][2] = {{'A', 'a'},        {0xC9, 0xE9},   {0x141, 0x142},
                                 {0x416, 0x436},    {0x391, 0x3B1}, {0x178, 0xFF},
                                 {0x10400, 0x10428}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_int_equal(lapi_lower(pairs[i][0]), pairs[i][1]);
        assert_int_equal(lapi_lower(pairs[i][1]), pairs[i][1]);
    }
    assert_int_equal(lapi_lower('-'), '-');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_bytes_are_found_at_their_offset),
        cmocka_unit_test(every_code_point_survives_a_round_trip),
        cmocka_unit_test(points_are_counted_from_bytes),
        cmocka_unit_test(classes_are_those_of_unicode),
        cmocka_unit_test(capitals_become_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
