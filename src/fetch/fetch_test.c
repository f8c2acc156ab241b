/* Addresses, networks, pauses, hosts and the queue. What needs a server is in
 * tests/test_feed.py. */
#include "fetch/address.h"
#include "fetch/host.h"
#include "fetch/pace.h"
#include "fetch/queue.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_curl curl;

static void addresses_are_made_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *text, *whole, *path;
    } cases[] = {
        {"HTTP://Example.ORG:80/a/../b?C=d#e", "http://example.org/b?C=d", "/b?C=d"},
        {"https://a.example", "https://a.example/", "/"},
        {"https://a.example:443/x", "https://a.example/x", "/x"},
        {"https://a.example:8443/x", "https://a.example:8443/x", "/x"},
        {"/news/1", "https://base.example/news/1", "/news/1"},
        {"2", "https://base.example/dir/2", "/dir/2"},
        {"../../../3", "https://base.example/3", "/3"},
        {"//c.example/4", "https://c.example/4", "/4"},
    };
    lapi_url base, url;
    assert_null(
        lapi_url_read(&curl, NULL, LAPI_S("https://base.example/dir/rss"), &base));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_null(lapi_url_read(&curl, &base, lapi_slice_str(cases[i].text), &url));
        assert_string_equal(url.text, cases[i].whole);
        assert_true(lapi_slice_is(lapi_url_path(&url), cases[i].path));
    }
}

static void other_addresses_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "file:///etc/passwd",
        "ftp://a.example/",
        "gopher:x",
        "https://u@a.example/",
        "https://u:p@a.example/",
        "http://",
        "javascript:alert(1)",
        "http://[",
        "http://a.example:99999/",
        "//u:p@c.example/",
    };
    lapi_url base, url;
    assert_null(
        lapi_url_read(&curl, NULL, LAPI_S("https://base.example/dir/rss"), &base));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (!lapi_url_read(&curl, &base, lapi_slice_str(bad[i]), &url))
            fail_msg("%s became %s", bad[i], url.text);
    assert_non_null(lapi_url_read(&curl, NULL, LAPI_S("/news/1"), &url));
    assert_non_null(lapi_url_fault(LAPI_S("http://a.example\\@b.example/")));
    assert_non_null(lapi_url_fault(LAPI_S("http://a.example/a b")));
    char text[LAPI_URL_BYTES_MAX + 2] = "http://a.example/";
    memset(text + strlen(text), 'x', sizeof text - 1 - strlen(text));
    text[LAPI_URL_BYTES_MAX + 1] = '\0';
    assert_non_null(lapi_url_read(&curl, NULL, lapi_slice_str(text), &url));
    text[LAPI_URL_BYTES_MAX] = '\0';
    assert_null(lapi_url_read(&curl, NULL, lapi_slice_str(text), &url));
    assert_int_equal(url.bytes, LAPI_URL_BYTES_MAX);
}

static bool is_private(const char *text)
{
    struct sockaddr_in in4 = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in4.sin_addr) == 1)
        return lapi_address_is_private((const struct sockaddr *)&in4);
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return lapi_address_is_private((const struct sockaddr *)&in6);
}

static void private_networks_are_known(void **state)
{
    (void)state;
    static const char *const private[] = {
        "0.0.0.0",
        "10.1.2.3",
        "127.0.0.1",
        "127.255.255.255",
        "100.64.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "2001:db8::1",
        "2002:7f00:1::1",
        "2001::1",
        "::127.0.0.1",
    };
    static const char *const public[] = {
        "1.1.1.1",          "9.255.255.255", "11.0.0.0",     "100.63.255.255",
        "100.128.0.0",      "172.15.0.1",    "172.32.0.1",   "192.167.0.1",
        "223.255.255.255",  "2606:4700::1",  "2a00:1450::1", "::ffff:1.1.1.1",
        "64:ff9b::101:101",
    };
    for (size_t i = 0; i < sizeof private / sizeof *private; i++)
        if (!is_private(private[i]))
            fail_msg("%s", private[i]);
    for (size_t i = 0; i < sizeof public / sizeof *public; i++)
        if (is_private(public[i]))
            fail_msg("%s", public[i]);
    struct sockaddr other = {.sa_family = AF_UNIX};
    assert_true(lapi_address_is_private(&other));
}

static void pauses_double_up_to_the_most(void **state)
{
    (void)state;
    lapi_slice a = LAPI_S("http://a.example/"), b = LAPI_S("http://b.example/");
    int64_t whole = 2000;
    for (uint32_t failures = 1; failures < 40;
         failures++, whole *= whole < 300000 ? 2 : 1) {
        int64_t most = whole < 300000 ? whole : 300000;
        int64_t pause = lapi_pace_retry(a, failures, 2000, 300000);
        assert_in_range(pause, most / 2, most);
        assert_int_equal(pause, lapi_pace_retry(a, failures, 2000, 300000));
    }
    assert_int_not_equal(lapi_pace_retry(a, 3, 2000, 300000),
                         lapi_pace_retry(b, 3, 2000, 300000));
    assert_in_range(lapi_pace_poll(a, 60000), 60000, 66000);
    assert_int_not_equal(lapi_pace_poll(a, 60000), lapi_pace_poll(b, 60000));
}

static void url_of(const char *host, unsigned n, lapi_url *out)
{
    out->bytes =
        (uint32_t)snprintf(out->text, sizeof out->text, "http://%s%u/%u", host, n, n);
    out->origin_bytes = (uint32_t)(strrchr(out->text, '/') - out->text);
}

static void hosts_that_rest_are_forgotten(void **state)
{
    (void)state;
    lapi_hosts hosts = {0};
    lapi_url url;
    for (unsigned i = 0; i < LAPI_HOSTS_MAX; i++) {
        url_of("h", i, &url);
        lapi_hosts_get(&hosts, &url, 0)->next = i % 2 ? 100 + i : 0;
    }
    assert_int_equal(hosts.count, LAPI_HOSTS_MAX);
    url_of("h", 7, &url);
    assert_int_equal(lapi_hosts_get(&hosts, &url, 50)->next, 107);
    assert_int_equal(hosts.count, LAPI_HOSTS_MAX);
    url_of("new", 0, &url);
    assert_int_equal(lapi_hosts_get(&hosts, &url, 50)->next, 0);
    assert_int_equal(hosts.count, LAPI_HOSTS_MAX / 2 + 1);
    url_of("h", 7, &url);
    assert_non_null(lapi_hosts_find(&hosts, &url));
    url_of("h", 8, &url);
    assert_null(lapi_hosts_find(&hosts, &url));
    for (unsigned i = 0; i <= LAPI_HOSTS_MAX; i++) {
        url_of("busy", i, &url);
        lapi_hosts_get(&hosts, &url, 50)->next = 1000 + i;
    }
    assert_int_equal(hosts.count, LAPI_HOSTS_MAX);
    lapi_hosts_clear(&hosts);
}

static unsigned take(lapi_queue *queue)
{
    lapi_task task = lapi_queue_take(queue, lapi_queue_next(queue, 0));
    free(task.url);
    return task.feed;
}

static void who_is_free_goes_first(void **state)
{
    (void)state;
    lapi_queue queue = {0};
    lapi_url a, b;
    url_of("a", 0, &a);
    url_of("b", 0, &b);
    assert_int_equal(lapi_queue_next(&queue, 0), UINT32_MAX);
    assert_int_equal(lapi_queue_add(&queue, &a, 1, false, 0), LAP_OK);
    assert_int_equal(lapi_queue_add(&queue, &a, 2, false, 0), LAP_OK);
    assert_int_equal(lapi_queue_add(&queue, &b, 3, false, 0), LAP_OK);
    assert_int_equal(take(&queue), 1);
    lapi_queue_hold(&queue, lapi_queue_next(&queue, 0), 50); /* a rests */
    lapi_task task = lapi_queue_take(&queue, lapi_queue_next(&queue, 0));
    assert_int_equal(task.feed, 3);
    task.ready = 60;
    lapi_queue_return(&queue, task);
    assert_int_equal(take(&queue), 2);
    assert_int_equal(take(&queue), 3);
    lapi_queue_clear(&queue);
}

static void feeds_go_before_pages(void **state)
{
    (void)state;
    lapi_queue queue = {0};
    lapi_url url;
    url_of("a", 0, &url);
    assert_int_equal(lapi_queue_add(&queue, &url, 1, true, -50), LAP_OK);
    assert_int_equal(lapi_queue_add(&queue, &url, 2, false, 0), LAP_OK);
    assert_int_equal(lapi_queue_add(&queue, &url, 3, false, -10), LAP_OK);
    assert_int_equal(take(&queue), 3);
    assert_int_equal(take(&queue), 1); /* the feed is ready at 0, not before */
    assert_int_equal(take(&queue), 2);
    lapi_queue_clear(&queue);
}

static void a_queue_has_a_limit(void **state)
{
    (void)state;
    lapi_queue queue = {0};
    lapi_url url;
    url_of("a", 0, &url);
    for (unsigned i = 0; i < LAPI_QUEUE_MAX; i++)
        assert_int_equal(lapi_queue_add(&queue, &url, i, true, 0), LAP_OK);
    assert_int_equal(lapi_queue_add(&queue, &url, 0, true, 0), LAP_TOO_LARGE);
    assert_int_equal(lapi_queue_add(&queue, &url, 0, false, 0), LAP_OK);
    assert_int_equal(take(&queue), 0);
    assert_int_equal(lapi_queue_add(&queue, &url, 0, true, 0), LAP_OK);
    lapi_queue_clear(&queue);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_made_the_same),
        cmocka_unit_test(other_addresses_are_refused),
        cmocka_unit_test(private_networks_are_known),
        cmocka_unit_test(pauses_double_up_to_the_most),
        cmocka_unit_test(hosts_that_rest_are_forgotten),
        cmocka_unit_test(who_is_free_goes_first),
        cmocka_unit_test(feeds_go_before_pages),
        cmocka_unit_test(a_queue_has_a_limit),
    };
    lap_error error;
    if (lapi_curl_load(&curl, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    lapi_curl_unload(&curl);
    return failed;
}
