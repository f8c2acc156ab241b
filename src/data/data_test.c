/* Trees are walked in order, dates go round, names are found again. */
#include "data/event.h"
#include "data/tree.h"
#include "data/when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { WORDS = 5 };

/* 1 is the root of 0 and 3; 3 of 2 and 4. */
static lapi_tokens small_tree(void)
{
    static uint32_t head[WORDS] = {1, LAPI_NONE, 3, 1, 3};
    static uint32_t first_child[WORDS], next_sibling[WORDS];
    static uint8_t rel[WORDS] = {LAPI_REL_NSUBJ, LAPI_REL_ROOT, LAPI_REL_CASE,
                                 LAPI_REL_OBL, LAPI_REL_AMOD};
    lapi_tokens t = {.count = WORDS, .head = head, .rel = rel};
    t.first_child = first_child;
    t.next_sibling = next_sibling;
    lapi_tree_link(&t);
    return t;
}

static void tree_is_walked_in_order(void **state)
{
    (void)state;
    lapi_tokens t = small_tree();
    uint32_t order[WORDS], n = 0;
    for (uint32_t w = 1; w != LAPI_NONE; w = lapi_tree_next(&t, 1, w))
        order[n++] = w;
    const uint32_t expected[WORDS] = {1, 0, 3, 2, 4};
    assert_int_equal(n, WORDS);
    assert_memory_equal(order, expected, sizeof order);
    uint32_t first, end;
    lapi_tree_extent(&t, 3, &first, &end);
    assert_int_equal(first, 2);
    assert_int_equal(end, 5);
    assert_int_equal(lapi_tree_case(&t, 3), 2);
    assert_true(lapi_tree_under(&t, 4, 1));
    assert_false(lapi_tree_under(&t, 0, 3));
}

static void days_go_round(void **state)
{
    (void)state;
    assert_int_equal(lapi_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(lapi_day_weekday(lapi_day_from_civil(2021, 11, 15)), 0);
    for (int32_t day = -800000; day < 800000; day += 37) {
        int32_t y;
        uint32_t m, d;
        lapi_day_to_civil(day, &y, &m, &d);
        assert_int_equal(lapi_day_from_civil(y, m, d), day);
    }
    char text[11];
    lapi_day_write(lapi_day_from_civil(2014, 2, 28) + 1, text);
    assert_string_equal(text, "2014-03-01");
}

static void names_are_found_again(void **state)
{
    (void)state;
    for (unsigned r = 0; r < LAPI_REL_COUNT; r++)
        assert_int_equal(
            lapi_rel_find(lapi_rel_name(r), (uint32_t)strlen(lapi_rel_name(r))), r);
    assert_int_equal(lapi_rel_base(LAPI_REL_ACL_RELCL), LAPI_REL_ACL);
    assert_int_equal(lapi_event_find(LAPI_S("SANCTION")), LAPI_EVENT_SANCTION);
    assert_int_equal(lapi_event_find(LAPI_S("FIGHT")), LAPI_EVENT_TYPES);
    assert_int_equal(lapi_event_quad(LAPI_EVENT_SANCTION), 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tree_is_walked_in_order),
        cmocka_unit_test(days_go_round),
        cmocka_unit_test(names_are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
