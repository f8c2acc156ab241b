/* Lists of feeds: what is read, and what is told of those that are wrong. */
#include "base/buffer.h"
#include "base/limits.h"
#include "fetch/config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#define FEED "feeds:\n  - url: https://a.example/rss\n"

static lapi_arena *arena;

static lap_status read_bytes(lapi_slice yaml, lapi_feeds *out, lap_error *error)
{
    *error = (lap_error){.status = LAP_OK};
    lapi_arena_reset(arena, 1 << 20);
    return lapi_feeds_read(yaml, arena, out, error);
}

static void expect_good(const char *yaml, lapi_feeds *out)
{
    lap_error error;
    lap_status status = read_bytes(lapi_slice_str(yaml), out, &error);
    if (status)
        fail_msg("line %u: %s", (unsigned)error.position, error.text);
}

static void expect_bad(const char *yaml, unsigned line, const char *text)
{
    lapi_feeds list;
    lap_error error;
    assert_int_not_equal(read_bytes(lapi_slice_str(yaml), &list, &error), LAP_OK);
    assert_string_equal(error.text, text);
    assert_int_equal(error.position, line);
    assert_true(error.is_line);
}

static void everything_is_read(void **state)
{
    (void)state;
    lapi_feeds list;
    expect_good("# ours\nuser_agent: \"bot/1 (+https://b.example)\"\ndelay: 5s\n"
                "timeout: 1m\nconnect_timeout: 3 s\nsize_limit: 2 MiB\nretries: 0\n"
                "allow_private: yes\n" FEED
                "    publisher: 'The Ä Times'\n    language: en\n    every: 2h\n"
                "    follow: true\n    enabled: false\n"
                "  - {url: 'http://b.example:8080/?a=b', every: 1d}\n",
                &list);
    assert_true(lapi_slice_is(list.user_agent, "bot/1 (+https://b.example)"));
    assert_int_equal(list.delay_ms, 5000);
    assert_int_equal(list.timeout_ms, 60000);
    assert_int_equal(list.connect_timeout_ms, 3000);
    assert_int_equal(list.body_bytes_max, 2u << 20);
    assert_int_equal(list.retries, 0);
    assert_true(list.allows_private);
    assert_int_equal(list.count, 2);
    assert_true(lapi_slice_is(list.feeds[0].url, "https://a.example/rss"));
    assert_true(lapi_slice_is(list.feeds[0].publisher, "The Ä Times"));
    assert_true(lapi_slice_is(list.feeds[0].language, "en"));
    assert_int_equal(list.feeds[0].every_s, 7200);
    assert_true(list.feeds[0].follows_links);
    assert_false(list.feeds[0].is_enabled);
    assert_int_equal(list.feeds[1].every_s, 86400);
    assert_int_equal(list.feeds[1].line, 16);
}

static void what_is_not_said_has_a_value(void **state)
{
    (void)state;
    lapi_feeds list;
    expect_good(FEED, &list);
    assert_true(lapi_slice_is(list.user_agent, "lapwing/" LAPI_VERSION));
    assert_int_equal(list.delay_ms, 2000);
    assert_false(list.allows_private);
    assert_true(list.feeds[0].is_enabled);
    assert_false(list.feeds[0].follows_links);
    assert_int_equal(list.feeds[0].every_s, 3600);
    expect_good("feeds: []\n", &list);
    assert_int_equal(list.count, 0);
}

static void wrong_keys_and_values_are_told(void **state)
{
    (void)state;
    expect_bad("", 1, "nothing in it");
    expect_bad("- a\n", 1, "settings and a list of feeds expected");
    expect_bad("delay: 2s\n", 1, "no \"feeds\" here");
    expect_bad(FEED "speed: 9\n", 3, "no setting \"speed\"");
    expect_bad(FEED "    speed: 9\n", 3, "no setting \"speed\" of a feed");
    expect_bad(FEED "    url: https://b.example/\n", 3, "\"url\" stands twice");
    expect_bad("feeds:\n  - every: 1h\n", 2, "no \"url\" here");
    expect_bad("feeds: 5\n", 1, "a list of feeds expected");
    expect_bad("feeds:\n  - https://a.example/\n", 2, "a feed expected: - url: ...");
    expect_bad("delay: [1]\n" FEED, 1, "\"delay\" takes one plain value");
    expect_bad("delay: 5\n" FEED, 1,
               "\"delay\" takes a time, such as 30s, 15m, 2h, 1d");
    expect_bad("delay: -5s\n" FEED, 1,
               "\"delay\" takes a time, such as 30s, 15m, 2h, 1d");
    expect_bad("size_limit: 8MB\n" FEED, 1,
               "\"size_limit\" takes a size, such as 500KiB, 8MiB");
    expect_bad("retries: many\n" FEED, 1, "\"retries\" takes a number");
    expect_bad("allow_private: 1\n" FEED, 1, "\"allow_private\" takes true or false");
    expect_bad("user_agent:\n" FEED, 1, "nothing after \"user_agent\"");
    expect_bad("user_agent: \"a\\nb\"\n" FEED, 1,
               "a control character in \"user_agent\"");
    expect_bad("feeds:\n  - url: ftp://a.example/\n", 2,
               "\"url\": only addresses of http:// and https:// are fetched");
    expect_bad("feeds:\n  - url: https://me:pass@a.example/\n", 2,
               "\"url\": a user or password in an address");
    expect_bad("feeds:\n  - url: https:///rss\n", 2,
               "\"url\": an address without a host");
    expect_bad("a: &x 1\n" FEED, 1, "no setting \"a\"");
    expect_bad("delay: *x\n" FEED, 1, "\"delay\" takes one plain value");
    expect_bad(FEED "---\nfeeds: []\n", 3, "the end expected");
    expect_bad(FEED "  - url: https://b.example/\n  - url: https://a.example/rss\n", 4,
               "the feed of line 2 again");
}

static void what_is_no_yaml_is_told(void **state)
{
    (void)state;
    lapi_feeds list;
    lap_error error;
    expect_bad(FEED "\t- x\n", 3,
               "not YAML: found a tab character that violates indentation");
    assert_int_equal(read_bytes(LAPI_S("a: b\nc: \xFF\n"), &list, &error),
                     LAP_BAD_INPUT);
    assert_int_equal(error.position, 2);
    expect_bad("feeds: [", 2, "not YAML: did not find expected node content");
}

static void limits_hold(void **state)
{
    (void)state;
    lapi_feeds list;
    lap_error error;
    expect_good("delay: 600s\nretries: 10\nsize_limit: 64MiB\n" FEED, &list);
    expect_bad("delay: 601s\n" FEED, 1, "\"delay\" is too large");
    expect_bad("delay: 9999999999s\n" FEED, 1,
               "\"delay\" takes a time, such as 30s, 15m, 2h, 1d");
    expect_bad("retries: 11\n" FEED, 1, "\"retries\" is too large");
    expect_bad("size_limit: 65MiB\n" FEED, 1, "\"size_limit\" is too large");
    expect_bad("size_limit: 1023B\n" FEED, 1, "\"size_limit\" is too small");
    expect_bad(FEED "    every: 59s\n", 3, "\"every\" is too small");
    lapi_buffer yaml = {0};
    lapi_buffer_str(&yaml, "feeds:\n");
    for (unsigned i = 0; i <= LAPI_FEEDS_MAX; i++) {
        char feed[64];
        snprintf(feed, sizeof feed, " - url: http://a.example/%u\n", i);
        if (i == LAPI_FEEDS_MAX) {
            lapi_slice whole = lapi_buffer_text(&yaml);
            assert_int_equal(read_bytes(whole, &list, &error), LAP_OK);
            assert_int_equal(list.count, LAPI_FEEDS_MAX);
        }
        lapi_buffer_str(&yaml, feed);
    }
    lapi_slice whole = lapi_buffer_text(&yaml);
    assert_int_equal(read_bytes(whole, &list, &error), LAP_TOO_LARGE);
    assert_int_equal(error.position, LAPI_FEEDS_MAX + 2);
    lapi_buffer_reset(&yaml);
    lapi_buffer_str(&yaml, FEED "#");
    while (yaml.bytes < LAPI_FEEDS_BYTES_MAX)
        lapi_buffer_byte(&yaml, 'a');
    whole = lapi_buffer_text(&yaml);
    assert_int_equal(read_bytes(whole, &list, &error), LAP_OK);
    lapi_buffer_byte(&yaml, 'a');
    whole = lapi_buffer_text(&yaml);
    assert_int_equal(read_bytes(whole, &list, &error), LAP_TOO_LARGE);
    lapi_buffer_clear(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_is_read),
        cmocka_unit_test(what_is_not_said_has_a_value),
        cmocka_unit_test(wrong_keys_and_values_are_told),
        cmocka_unit_test(what_is_no_yaml_is_told),
        cmocka_unit_test(limits_hold),
    };
    if (lapi_arena_new(0, &arena))
        return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lapi_arena_free(arena);
    return failed;
}
