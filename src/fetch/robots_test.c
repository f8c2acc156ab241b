/* robots.txt: groups, the longest match, wildcards, escapes, limits. */
#include "base/limits.h"
#include "fetch/robots.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_robots read_for(const char *file, const char *name)
{
    lapi_robots robots = {0};
    assert_int_equal(
        lapi_robots_read(lapi_slice_str(file), lapi_slice_str(name), &robots), LAP_OK);
    return robots;
}

static bool allows(const char *file, const char *name, const char *path)
{
    lapi_robots robots = read_for(file, name);
    bool yes = lapi_robots_allow(&robots, lapi_slice_str(path));
    lapi_robots_clear(&robots);
    return yes;
}

static double delay(const char *file, const char *name)
{
    lapi_robots robots = read_for(file, name);
    double found = robots.crawl_delay_s;
    lapi_robots_clear(&robots);
    return found;
}

static void the_longest_pattern_decides(void **state)
{
    (void)state;
    const char *file = "User-agent: *\nDisallow: /news\nAllow: /news/open\n"
                       "Disallow: /news/open/draft\nAllow: /same\nDisallow: /same\n";
    assert_true(allows(file, "lapwing", "/"));
    assert_false(allows(file, "lapwing", "/news"));
    assert_false(allows(file, "lapwing", "/newspaper?a=1"));
    assert_true(allows(file, "lapwing", "/news/open/1"));
    assert_false(allows(file, "lapwing", "/news/open/draft/2"));
    assert_true(allows(file, "lapwing", "/same"));
    assert_true(allows("User-agent: *\nDisallow:\n", "lapwing", "/a"));
    assert_true(allows("User-agent: *\nDisallow: /\n", "lapwing", "/robots.txt"));
    assert_true(allows("", "lapwing", "/a"));
    assert_true(allows("Disallow: /\n", "lapwing", "/a"));
}

static void groups_are_by_name(void **state)
{
    (void)state;
    const char *file = "user-AGENT: other\nUser-agent: LapWing/2.0 # ours\n"
                       "Sitemap: /map\ndisallow : /a\n\nUser-agent: *\nDisallow: /b\n"
                       "User-agent: lapwing\nDisallow: /c\n";
    assert_false(allows(file, "lapwing", "/a"));
    assert_true(allows(file, "lapwing", "/b"));
    assert_false(allows(file, "lapwing", "/c")); /* both groups are one */
    assert_false(allows(file, "other", "/a"));
    assert_true(allows(file, "other", "/c"));
    assert_true(allows(file, "lap", "/a")); /* a part of a name is another */
    assert_false(allows(file, "lap", "/b"));
    assert_false(allows(file, "", "/b"));
    /* An empty group of ours allows everything. */
    assert_true(
        allows("User-agent: lapwing\n\nUser-agent: x\nDisallow: /\n", "y", "/a"));
    assert_false(
        allows("User-agent: lapwing\nUser-agent: x\nDisallow: /\n", "lapwing", "/a"));
    assert_true(allows("User-agent: *\nDisallow: /\nUser-agent: lapwing\nAllow: /\n",
                       "lapwing", "/a"));
}

static void stars_and_ends(void **state)
{
    (void)state;
    const char *file = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c\n"
                       "Disallow: /*/x/*/y\nDisallow: /z$\nDisallow: *q=\n";
    assert_false(allows(file, "l", "/f.pdf"));
    assert_false(allows(file, "l", "/f.pdf.pdf"));
    assert_true(allows(file, "l", "/f.pdf?x"));
    assert_false(allows(file, "l", "/abc"));
    assert_false(allows(file, "l", "/a..b..cd"));
    assert_true(allows(file, "l", "/acb"));
    assert_false(allows(file, "l", "/1/x/2/y/3"));
    assert_true(allows(file, "l", "/1/x/y"));
    assert_false(allows(file, "l", "/z"));
    assert_true(allows(file, "l", "/z/"));
    assert_false(allows(file, "l", "/s?q=1"));
    assert_true(allows("User-agent: *\nDisallow: $\n", "l", "/"));
    assert_false(allows("User-agent: *\nDisallow: *$\n", "l", "/a"));
    assert_true(allows("User-agent: *\nDisallow: /a*a$\n", "l", "/a"));
    assert_false(allows("User-agent: *\nDisallow: /a*$\n", "l", "/a"));
}

static void escapes_are_alike(void **state)
{
    (void)state;
    const char *file = "User-agent: *\nDisallow: /caf\xC3\xA9\nDisallow: /%7euser\n"
                       "Disallow: /a%3cd\nDisallow: /s%2Ft\nDisallow: /st%2Ar\n";
    assert_false(allows(file, "l", "/caf%c3%a9"));
    assert_false(allows(file, "l", "/~user/1"));
    assert_false(allows(file, "l", "/%7Euser/1"));
    assert_false(allows(file, "l", "/a%3Cd"));
    assert_false(allows(file, "l", "/s%2ft"));
    assert_true(allows(file, "l", "/s/t"));
    assert_false(allows(file, "l", "/st*r"));
    assert_true(allows(file, "l", "/stair"));
    assert_true(allows(file, "l", "/100%"));
}

static void lines_end_as_they_like(void **state)
{
    (void)state;
    assert_false(allows("\xEF\xBB\xBFUser-agent: *\rDisallow: /a\r", "l", "/a"));
    assert_false(allows("User-agent: *\r\n\r\nDisallow: /a", "l", "/a"));
    assert_false(allows("User-agent:*\n# no\nDisallow:/a#c\nnonsense\n:\n", "l", "/a"));
}

static void a_delay_is_read(void **state)
{
    (void)state;
    const char *file = "User-agent: a\nCrawl-delay: 2.5\nUser-agent: b\n"
                       "Crawl-delay: soon\nCrawl-delay: 1\nUser-agent: c\n"
                       "Crawl-delay: 99999999999999\nDisallow: /x\n";
    assert_true(delay(file, "a") == 2.5);
    assert_true(delay(file, "b") == 1);
    assert_true(delay(file, "c") == 0);
    assert_true(delay(file, "d") == 0);
}

static void limits_hold(void **state)
{
    (void)state;
    const char rule[] = "User-agent: *\nDisallow: /a\n", last[] = "Disallow: /b\n";
    size_t n = LAPI_ROBOTS_BYTES_MAX;
    char *file = malloc(n + sizeof last);
    memset(file, '\n', n + sizeof last);
    memcpy(file, rule, sizeof rule - 1);
    memcpy(file + n - (sizeof last - 1), last, sizeof last - 1);
    file[n + sizeof last - 1] = '\0';
    assert_false(allows(file, "l", "/b"));
    memset(file + n - (sizeof last - 1), '\n', sizeof last - 1);
    memcpy(file + n, last, sizeof last - 1);
    assert_true(allows(file, "l", "/b"));
    assert_false(allows(file, "l", "/a"));
    free(file);

    char path[LAPI_URL_BYTES_MAX + 2];
    memset(path, 0xE9, sizeof path);
    path[0] = '/';
    path[LAPI_URL_BYTES_MAX] = '\0';
    assert_true(allows(rule, "l", path));
    path[LAPI_URL_BYTES_MAX] = path[0] = '\x01';
    path[LAPI_URL_BYTES_MAX + 1] = '\0';
    assert_false(allows(rule, "l", path));
}

static void names_are_the_start_of_agents(void **state)
{
    (void)state;
    assert_true(lapi_slice_is(lapi_robots_name(LAPI_S("lapwing/1.0 (x)")), "lapwing"));
    assert_true(lapi_slice_is(lapi_robots_name(LAPI_S("My-bot_2")), "My-bot_"));
    assert_int_equal(lapi_robots_name(LAPI_S("*")).bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_pattern_decides),
        cmocka_unit_test(groups_are_by_name),
        cmocka_unit_test(stars_and_ends),
        cmocka_unit_test(escapes_are_alike),
        cmocka_unit_test(lines_end_as_they_like),
        cmocka_unit_test(a_delay_is_read),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(names_are_the_start_of_agents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
