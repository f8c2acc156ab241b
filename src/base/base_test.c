/* Arena, buffer, slices and what is cut of them keep their promises at their limits. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/grow.h"
#include "base/lines.h"
#include "base/url.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void arena_zeroes_and_reuses(void **state)
{
    (void)state;
    lapi_arena *arena;
    assert_int_equal(lapi_arena_new(1 << 20, &arena), LAP_OK);
    char *p = lapi_arena_get(arena, 100, 1);
    memset(p, 7, 100);
    lapi_arena_reset(arena, 1 << 20);
    char *q = lapi_arena_get(arena, 100, 1);
    assert_ptr_equal(p, q);
    assert_int_equal(q[99], 0);
    lapi_arena_free(arena);
}

static void arena_says_no_at_its_limit(void **state)
{
    (void)state;
    lapi_arena *arena;
    assert_int_equal(lapi_arena_new(1 << 20, &arena), LAP_OK);
    assert_non_null(lapi_arena_get(arena, 1 << 20, 1));
    assert_false(lapi_arena_is_full(arena));
    assert_null(lapi_arena_get(arena, 1, 1));
    assert_true(lapi_arena_is_full(arena));
    lapi_arena_reset(arena, 0);
    assert_false(lapi_arena_is_full(arena));
    assert_null(lapi_arena_get(arena, SIZE_MAX / 2, 16));
    lapi_arena_free(arena);
}

static void arena_grows_the_last_in_place(void **state)
{
    (void)state;
    lapi_arena *arena;
    assert_int_equal(lapi_arena_new(0, &arena), LAP_OK);
    uint32_t *a = lapi_arena_get(arena, 4, sizeof *a);
    a[3] = 42;
    uint32_t *b = lapi_arena_grow(arena, a, 4, 1000, sizeof *a);
    assert_ptr_equal(a, b);
    assert_int_equal(b[3], 42);
    assert_int_equal(b[999], 0);
    assert_non_null(lapi_arena_get(arena, 1, 1));
    uint32_t *c = lapi_arena_grow(arena, b, 1000, 2000, sizeof *a);
    assert_ptr_not_equal(b, c);
    assert_int_equal(c[3], 42);
    lapi_arena_free(arena);
}

static void arrays_double(void **state)
{
    (void)state;
    lapi_arena *arena;
    uint32_t room = 0, arena_room = 0;
    uint32_t *a = NULL, *b = NULL;
    assert_int_equal(lapi_arena_new(0, &arena), LAP_OK);
    for (uint32_t i = 0; i < 100; i++) {
        a = lapi_grow(a, i, &room, sizeof *a);
        b = lapi_arena_more(arena, b, i, &arena_room, sizeof *b);
        a[i] = b[i] = i;
    }
    assert_int_equal(room, 128);
    assert_int_equal(arena_room, 128);
    assert_memory_equal(a, b, 100 * sizeof *a);
    room = UINT32_MAX / 2 + 1;
    assert_null(lapi_grow(a, room, &room, sizeof *a));
    assert_int_equal(room, UINT32_MAX / 2 + 1);
    free(a);
    lapi_arena_free(arena);
}

static void buffer_stops_at_its_limit(void **state)
{
    (void)state;
    lapi_buffer b = {.limit = 4};
    lapi_buffer_str(&b, "abcd");
    assert_false(b.failed);
    lapi_buffer_byte(&b, 'e');
    assert_true(b.failed);
    assert_int_equal(b.bytes, 4);
    lapi_buffer_clear(&b);
}

static void assert_decimal(double value, unsigned places, const char *expected)
{
    lapi_buffer b = {0};
    lapi_buffer_decimal(&b, value, places);
    assert_true(lapi_slice_is(lapi_buffer_text(&b), expected));
    lapi_buffer_clear(&b);
}

static void buffer_writes_numbers(void **state)
{
    (void)state;
    assert_decimal(100000, 3, "100000");
    assert_decimal(-0.5, 2, "-0.5");
    assert_decimal(0.9996, 3, "1");
    assert_decimal(3.25, 4, "3.25");
    lapi_buffer b = {0};
    lapi_buffer_uint(&b, UINT64_C(0x1FF41), 2);
    lapi_buffer_uint(&b, UINT64_C(0x4847464544434241), 8);
    assert_true(lapi_slice_is(lapi_buffer_text(&b), "A\xFF"
                                                    "ABCDEFGH"));
    lapi_buffer_clear(&b);
}

static void slices_are_cut_at_a_mark(void **state)
{
    (void)state;
    lapi_slice rest = LAPI_S("a||b"), piece;
    assert_true(lapi_slice_cut(&rest, '|', &piece) && lapi_slice_is(piece, "a"));
    assert_true(lapi_slice_cut(&rest, '|', &piece) && piece.bytes == 0);
    assert_true(lapi_slice_cut(&rest, '|', &piece) && lapi_slice_is(piece, "b"));
    assert_false(lapi_slice_cut(&rest, '|', &piece));
}

static void slices_are_compared_and_trimmed(void **state)
{
    (void)state;
    assert_true(lapi_slice_begins(LAPI_S("abc"), "ab"));
    assert_true(lapi_slice_begins((lapi_slice){NULL, 0}, ""));
    assert_false(lapi_slice_begins(LAPI_S("a"), "ab"));
    assert_false(lapi_slice_begins(LAPI_S("Ab"), "ab"));
    assert_true(lapi_slice_begins_fold(LAPI_S("AbC"), "ab"));
    assert_false(lapi_slice_begins_fold(LAPI_S("A"), "ab"));
    assert_true(lapi_slice_equal_fold(LAPI_S("aZ[@"), LAPI_S("Az[@")));
    assert_false(lapi_slice_equal_fold(LAPI_S("@"), LAPI_S("`")));
    assert_false(lapi_slice_equal_fold(LAPI_S("a"), LAPI_S("ab")));
    assert_true(lapi_slice_is(lapi_slice_trim(LAPI_S(" \ta b\n\r ")), "a b\n"));
    assert_true(lapi_slice_is(lapi_slice_strip(LAPI_S(" \ta b\n\r ")), "a b"));
    assert_int_equal(lapi_slice_strip(LAPI_S(" \n")).bytes, 0);
    assert_true(lapi_slice_is(lapi_slice_unmarked(LAPI_S("\xEF\xBB\xBF"
                                                         "a")),
                              "a"));
    assert_true(lapi_slice_is(lapi_slice_unmarked(LAPI_S("\xEF\xBB")), "\xEF\xBB"));
}

static void a_slice_is_a_stream(void **state)
{
    (void)state;
    char buf[4];
    size_t n;
    lapi_slice rest = LAPI_S("abcde");
    lapi_stream stream = lapi_stream_of(&rest);
    assert_int_equal(stream.read(stream.context, buf, sizeof buf, &n), LAP_OK);
    assert_int_equal(n, 4);
    assert_int_equal(stream.read(stream.context, buf, sizeof buf, &n), LAP_OK);
    assert_int_equal(n, 1);
    assert_int_equal(buf[0], 'e');
    assert_int_equal(stream.read(stream.context, buf, sizeof buf, &n), LAP_OK);
    assert_int_equal(n, 0);
}

static void addresses_have_hosts(void **state)
{
    (void)state;
    static const struct {
        const char *url, *host;
        uint32_t scheme;
    } all[] = {{"https://www.a.example:80/b", "a.example", 8},
               {"http://a.example", "a.example", 7},
               {"http://me:key@www.a.example:80?b@c:d", "a.example", 7},
               {"https://[::1]:80/", "[::1]", 8},
               {"ftp://a.example/www.", "a.example", 0},
               {"http://www./", "www.", 7},
               {"http://me@", "", 7},
               {"http://]", "]", 7},
               {"urn:a:b", "", 0},
               {"a://", "", 0},
               {"", "", 0}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        lapi_slice url = lapi_slice_str(all[i].url);
        assert_true(lapi_slice_is(lapi_url_host(url), all[i].host));
        assert_int_equal(lapi_url_scheme_bytes(url), all[i].scheme);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_zeroes_and_reuses),
        cmocka_unit_test(arena_says_no_at_its_limit),
        cmocka_unit_test(arena_grows_the_last_in_place),
        cmocka_unit_test(arrays_double),
        cmocka_unit_test(buffer_stops_at_its_limit),
        cmocka_unit_test(buffer_writes_numbers),
        cmocka_unit_test(slices_are_cut_at_a_mark),
        cmocka_unit_test(slices_are_compared_and_trimmed),
        cmocka_unit_test(a_slice_is_a_stream),
        cmocka_unit_test(addresses_have_hosts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
