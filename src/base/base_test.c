/* Arena, buffer and slices keep their promises at their limits. */
#include "base/arena.h"
#include "base/buffer.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_zeroes_and_reuses),
        cmocka_unit_test(arena_says_no_at_its_limit),
        cmocka_unit_test(arena_grows_the_last_in_place),
        cmocka_unit_test(buffer_stops_at_its_limit),
        cmocka_unit_test(buffer_writes_numbers),
        cmocka_unit_test(slices_are_cut_at_a_mark),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
