/* Pages, charsets, dates and packed bytes: what is read of them, and their limits. */
#include "base/limits.h"
#include "intake/charset.h"
#include "intake/intake.h"
#include "intake/page.h"
#include "intake/page_words.h"
#include "intake/unpack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <zlib.h>

#include <cmocka.h>

typedef struct world {
    lapi_page *page;
    lapi_arena *arena;
    lapi_doc doc;
    lap_error error;
    bool is_empty;
} world;

static int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    assert_int_equal(lapi_page_new(&w->page), LAP_OK);
    assert_int_equal(lapi_arena_new(0, &w->arena), LAP_OK);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    lapi_page_free(w->page);
    lapi_arena_free(w->arena);
    free(w);
    return 0;
}

static lap_status read_page(world *w, lapi_slice html, const char *charset)
{
    lapi_arena_reset(w->arena, SIZE_MAX);
    w->doc = (lapi_doc){.arena = w->arena, .date = LAPI_DAY_NONE, .text = ""};
    w->error = (lap_error){.status = LAP_OK};
    return lapi_page_read(w->page, html, lapi_slice_str(charset),
                          LAPI_S("https://www.site.example/2021/11/14/a"), &w->doc,
                          &w->is_empty, &w->error);
}

#define LONG                                                                           \
    "The ministry said on Friday that the bridge would be closed for three weeks, "    \
    "and that lorries would be sent round by the northern road."

static void a_page_gives_its_article(void **state)
{
    world *w = *state;
    assert_int_equal(
        read_page(w,
                  LAPI_S("<html lang=en-US><title>Bridge closed - Site</title><ul><li>"
                         "<a href=/>Home</a></ul><div><h1>Bridge closed</h1><p>" LONG
                         "<figure><figcaption>The bridge at dawn.</figcaption></figure>"
                         "<p>" LONG "</div>"),
                  ""),
        LAP_OK);
    assert_false(w->is_empty);
    assert_string_equal(w->doc.text,
                        "Bridge closed\n\n" LONG "\n\nThe bridge at dawn.\n\n" LONG);
    assert_int_equal(w->doc.title_bytes, 13);
    assert_int_equal(w->doc.caption_count, 1);
    assert_memory_equal(w->doc.text + w->doc.captions[0].begin, "The bridge at dawn.",
                        19);
    assert_int_equal(w->doc.date, lapi_day_from_civil(2021, 11, 14));
    assert_true(lapi_slice_is(w->doc.language, "en"));
    assert_true(lapi_slice_is(w->doc.publisher, "site.example"));
}

static void a_page_without_an_article_is_empty(void **state)
{
    world *w = *state;
    const lapi_slice pages[] = {LAPI_S(""), LAPI_S("<p>Hm</p>"),
                                LAPI_S("<a href=x>" LONG "</a>"), LAPI_S("<!--" LONG)};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        assert_int_equal(read_page(w, pages[i], ""), LAP_OK);
        assert_true(w->is_empty);
    }
}

/* `count` tags, none closed. */
static lap_status read_open_tags(world *w, uint32_t count)
{
    char *html = malloc((size_t)count * 3 + 1);
    assert_non_null(html);
    for (uint32_t i = 0; i < count; i++)
        memcpy(html + (size_t)i * 3, "<b>", 3);
    lap_status status = read_page(w, lapi_slice_of(html, count * 3), "");
    free(html);
    return status;
}

/* They are sought by halves. */
static void words_of_classes_are_sorted(void **state)
{
    (void)state;
    for (size_t i = 1; i < sizeof off_words / sizeof *off_words; i++)
        assert_true(strcmp(off_words[i - 1], off_words[i]) < 0);
    for (size_t i = 1; i < sizeof taken_back / sizeof *taken_back; i++)
        assert_true(strcmp(taken_back[i - 1], taken_back[i]) < 0);
}

static void open_elements_have_a_limit(void **state)
{
    world *w = *state;
    uint32_t own = 2; /* html and body, which every page has */
    assert_int_equal(read_open_tags(w, LAPI_PAGE_DEPTH_MAX - own - 1), LAP_OK);
    assert_int_equal(read_open_tags(w, LAPI_PAGE_DEPTH_MAX + 1), LAP_TOO_LARGE);
    assert_int_equal(read_open_tags(w, 1000000), LAP_TOO_LARGE);
    assert_string_equal(w->error.text,
                        "a page with more than 1024 elements open at once");
}

static void a_page_has_a_limit(void **state)
{
    world *w = *state;
    uint32_t n = LAPI_PAGE_BYTES_MAX;
    char *html = calloc((size_t)n + 1, 1);
    assert_non_null(html);
    memset(html, ' ', n);
    assert_int_equal(read_page(w, lapi_slice_of(html, n), ""), LAP_OK);
    assert_int_equal(read_page(w, lapi_slice_of(html, n + 1), ""), LAP_TOO_LARGE);
    memset(html, '\xE9', n); /* twice as long in UTF-8 */
    assert_int_equal(read_page(w, lapi_slice_of(html, n), "latin1"), LAP_TOO_LARGE);
    free(html);
}

static void charsets_are_told_apart(void **state)
{
    (void)state;
    lapi_charset *charset;
    lapi_slice out;
    assert_int_equal(lapi_charset_new(&charset), LAP_OK);
    const struct {
        lapi_slice bytes;
        const char *label;
        const char *text;
    } cases[] = {
        {LAPI_S("caf\xC3\xA9"), "iso-8859-1", "caf\xC3\xA9"},
        {LAPI_S("caf\xE9"), "iso-8859-1", "caf\xC3\xA9"},
        {LAPI_S("\x93so\x94"), "ISO-8859-1", "\xE2\x80\x9Cso\xE2\x80\x9D"},
        {LAPI_S("<meta charset='windows-1251'>\xCC\xE8\xF0"), "",
         "<meta charset='windows-1251'>\xD0\x9C\xD0\xB8\xD1\x80"},
        {LAPI_S("\xFF\xFEh\0i\0"), "utf-8", "hi"},
        {LAPI_S("\xFE\xFF\0h\0i"), "", "hi"},
        {LAPI_S("\xEF\xBB\xBFhi"), "koi8-r", "hi"},
        {LAPI_S("a\0b\x01"), "", "a b "},
        {LAPI_S("caf\xE9"), "no-such-charset", "caf\xC3\xA9"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(lapi_charset_utf8(charset, cases[i].bytes,
                                           lapi_slice_str(cases[i].label), &out, NULL),
                         LAP_OK);
        if (!lapi_slice_is(out, cases[i].text))
            fail_msg("case %zu: %.*s", i, (int)out.bytes, out.at);
    }
    lapi_charset_free(charset);
}

static void dates_are_read_as_they_are_written(void **state)
{
    (void)state;
    const lapi_slice good[] = {LAPI_S("2021-11-14"),
                               LAPI_S("2021-11-14T09:30:00+02:00"),
                               LAPI_S("20211114"),
                               LAPI_S("2021/11/14 10:00"),
                               LAPI_S("Sun, 14 Nov 2021 09:30:00 GMT"),
                               LAPI_S("14 Nov 21 09:30 EST"),
                               LAPI_S("November 14, 2021"),
                               LAPI_S("Sunday, 14 November 2021"),
                               LAPI_S("Nov. 14th, 2021")};
    const lapi_slice bad[] = {
        LAPI_S(""),           LAPI_S("soon"),        LAPI_S("2021-02-30"),
        LAPI_S("14/11/2021"), LAPI_S("31 Jun 2021"), LAPI_S("99999999999"),
        LAPI_S("Nov 2021")};
    int32_t day;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        day = 0;
        assert_int_equal(lapi_intake_date(good[i], &day), LAP_OK);
        assert_int_equal(day, lapi_day_from_civil(2021, 11, 14));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(lapi_intake_date(bad[i], &day), LAP_BAD_INPUT);
}

/* ---- packed bytes ---- */

static size_t pack(const void *bytes, size_t n, unsigned char *out, size_t cap)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    z.next_in = (Bytef *)(uintptr_t)bytes;
    z.avail_in = (uInt)n;
    z.next_out = out;
    z.avail_out = (uInt)cap;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return cap - z.avail_out;
}

static void a_damaged_member_is_passed_over(void **state)
{
    (void)state;
    unsigned char packed[512];
    size_t first = pack("one", 3, packed, 200);
    size_t second = pack("two", 3, packed + first, 200);
    packed[first - 6] ^= 0x10; /* the checksum of the first */
    lapi_slice from = lapi_slice_of((char *)packed, (uint32_t)(first + second));
    lapi_unpack *unpack;
    lap_error error;
    char buf[16];
    size_t n;
    assert_int_equal(lapi_unpack_new(lapi_stream_of(&from), &unpack), LAP_OK);
    enum lapi_unpacked got = lapi_unpack_some(unpack, buf, sizeof buf, &n, &error);
    while (got == LAPI_UNPACKED_SOME)
        got = lapi_unpack_some(unpack, buf, sizeof buf, &n, &error);
    assert_int_equal(got, LAPI_UNPACKED_FAILED);
    assert_string_equal(error.text, "damaged gzip data");
    assert_int_equal(error.position, 0);
    assert_true(lapi_unpack_resync(unpack));
    assert_int_equal(lapi_unpack_some(unpack, buf, sizeof buf, &n, &error),
                     LAPI_UNPACKED_SOME);
    assert_memory_equal(buf, "two", 3);
    assert_int_equal(lapi_unpack_member(unpack), first);
    assert_int_equal(lapi_unpack_some(unpack, buf, sizeof buf, &n, &error),
                     LAPI_UNPACKED_MEMBER);
    assert_int_equal(lapi_unpack_some(unpack, buf, sizeof buf, &n, &error),
                     LAPI_UNPACKED_END);
    lapi_unpack_free(unpack);
}

static enum lapi_unpacked unpack_zeros(size_t bytes)
{
    static char buf[1 << 16];
    char *zeros = calloc(bytes, 1);
    unsigned char *packed = malloc(bytes / 500 + 1000);
    assert_non_null(zeros);
    assert_non_null(packed);
    size_t size = pack(zeros, bytes, packed, bytes / 500 + 1000);
    lapi_slice from = lapi_slice_of((char *)packed, (uint32_t)size);
    lapi_unpack *unpack;
    lap_error error;
    size_t n;
    assert_int_equal(lapi_unpack_new(lapi_stream_of(&from), &unpack), LAP_OK);
    enum lapi_unpacked got;
    do {
        got = lapi_unpack_some(unpack, buf, sizeof buf, &n, &error);
    } while (got == LAPI_UNPACKED_SOME);
    lapi_unpack_free(unpack);
    free(packed);
    free(zeros);
    return got;
}

static void a_bomb_is_refused(void **state)
{
    (void)state;
    assert_int_equal(unpack_zeros(LAPI_UNPACK_BYTES_FREE), LAPI_UNPACKED_MEMBER);
    assert_int_equal(unpack_zeros(LAPI_UNPACK_BYTES_FREE + 1), LAPI_UNPACKED_FAILED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_gives_its_article),
        cmocka_unit_test(a_page_without_an_article_is_empty),
        cmocka_unit_test(words_of_classes_are_sorted),
        cmocka_unit_test(open_elements_have_a_limit),
        cmocka_unit_test(a_page_has_a_limit),
        cmocka_unit_test(charsets_are_told_apart),
        cmocka_unit_test(dates_are_read_as_they_are_written),
        cmocka_unit_test(a_damaged_member_is_passed_over),
        cmocka_unit_test(a_bomb_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
