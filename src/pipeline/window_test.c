/* Results come in the order of the items, whatever the threads do. */
#include "pipeline/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ITEMS = 5, TOTAL = 2000 };

typedef struct item {
    uint64_t in, out;
} item;

static void work(void *context, uint32_t thread, void *at)
{
    (void)context;
    item *i = at;
    uint64_t h = i->in + thread * 0;
    for (uint64_t n = 0; n < i->in * 7919 % 5000; n++)
        h ^= h << 13, h ^= h >> 7, h ^= h << 17;
    i->out = h ? i->in * 3 : i->in * 3;
}

static void take_oldest(lapi_window *window, uint64_t *taken)
{
    item *i = lapi_window_oldest(window);
    assert_non_null(i);
    assert_int_equal(i->in, *taken);
    assert_int_equal(i->out, *taken * 3);
    lapi_window_release(window);
    (*taken)++;
}

static void order_is_kept(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 4; threads++) {
        item items[ITEMS];
        lapi_window *window;
        assert_int_equal(
            lapi_window_new(threads, items, ITEMS, sizeof *items, work, NULL, &window),
            LAP_OK);
        uint64_t taken = 0;
        for (uint64_t n = 0; n < TOTAL; n++) {
            item *i = lapi_window_claim(window);
            if (!i) {
                take_oldest(window, &taken);
                i = lapi_window_claim(window);
            }
            i->in = n;
            lapi_window_submit(window);
        }
        while (taken < TOTAL)
            take_oldest(window, &taken);
        assert_null(lapi_window_oldest(window));
        lapi_window_free(window);
    }
}

static void an_unfinished_window_is_freed(void **state)
{
    (void)state;
    item items[ITEMS] = {{0}};
    lapi_window *window;
    assert_int_equal(
        lapi_window_new(2, items, ITEMS, sizeof *items, work, NULL, &window), LAP_OK);
    while (lapi_window_claim(window))
        lapi_window_submit(window);
    lapi_window_free(window);
    assert_int_equal(lapi_window_new(0, items, ITEMS, 1, work, NULL, &window),
                     LAP_BAD_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(order_is_kept),
        cmocka_unit_test(an_unfinished_window_is_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
