/* What is known of an address comes back, and is replaced. */
#include "store/fetch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void an_address_is_known_after_it_was_put(void **state)
{
    (void)state;
    lapi_store *store;
    lap_error error;
    lapi_store_fetch known;
    lapi_slice a = LAPI_S("http://a.example/"), b = LAPI_S("http://a.example/b");
    char text[LAPI_VALIDATOR_BYTES_MAX + 1];
    memset(text, 'e', sizeof text);
    assert_int_equal(lapi_store_open(":memory:", LAPI_DB_WRITE, &store, &error),
                     LAP_OK);
    assert_int_equal(lapi_store_fetch_get(store, a, &known, &error), LAP_OK);
    assert_true(known.due == 0 && known.failures == 0 && known.etag.bytes == 0);
    lapi_store_fetch new = {.etag = lapi_slice_of(text, LAPI_VALIDATOR_BYTES_MAX),
                            .modified = LAPI_S("Sun"),
                            .due = INT64_MAX,
                            .failures = 3};
    assert_int_equal(lapi_store_fetch_put(store, a, &new, &error), LAP_OK);
    assert_int_equal(lapi_store_fetch_get(store, a, &known, &error), LAP_OK);
    assert_true(lapi_slice_equal(known.etag, new.etag));
    assert_true(lapi_slice_is(known.modified, "Sun"));
    assert_true(known.due == INT64_MAX && known.failures == 3);
    new = (lapi_store_fetch){.etag = lapi_slice_of(text, sizeof text), .due = 7};
    assert_int_equal(lapi_store_fetch_put(store, a, &new, &error), LAP_OK);
    assert_int_equal(lapi_store_fetch_get(store, a, &known, &error), LAP_OK);
    assert_true(known.etag.bytes == 0 && known.modified.bytes == 0 && known.due == 7);
    assert_int_equal(lapi_store_fetch_get(store, b, &known, &error), LAP_OK);
    assert_int_equal(known.due, 0);
    lapi_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_known_after_it_was_put),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
