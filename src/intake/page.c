#include "intake/page.h"

#include "base/status.h"
#include "base/url.h"
#include "intake/language.h"
#include "intake/page_build.h"

#include <stdlib.h>

enum { SUFFIX_BYTES_MAX = 40, TITLE_BYTES_MIN = 12, JSON_DEPTH_MAX = 64 };

lap_status lapi_page_new(lapi_page **out)
{
    lapi_page *page = calloc(1, sizeof *page);
    if (!page)
        return LAP_NO_MEMORY;
    page->text.limit = LAPI_PAGE_BYTES_MAX + 1;
    page->tokener = json_tokener_new_ex(JSON_DEPTH_MAX);
    if (!page->tokener || lapi_charset_new(&page->charset)) {
        lapi_page_free(page);
        return LAP_NO_MEMORY;
    }
    *out = page;
    return LAP_OK;
}

void lapi_page_free(lapi_page *page)
{
    if (!page)
        return;
    lapi_charset_free(page->charset);
    if (page->tokener)
        json_tokener_free(page->tokener);
    lapi_buffer_clear(&page->text);
    lapi_buffer_clear(&page->held);
    lapi_buffer_clear(&page->out);
    free(page);
}

/* ---- title ---- */

/* The bytes of a mark between blanks that begins at `at`: " | ", " - ", a dash. */
static uint32_t mark_at(lapi_slice s, uint32_t at)
{
    static const char *const marks[] = {
        " | ",        " - ",       " :: ", " \xE2\x80\x93 ", " \xE2\x80\x94 ",
        " \xC2\xBB ", " \xC2\xB7 "};
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
        uint32_t n = (uint32_t)strlen(marks[m]);
        if (s.bytes - at >= n && memcmp(s.at + at, marks[m], n) == 0)
            return n;
    }
    return 0;
}

/* Cuts the site's name off the end of a title, whatever stands there if is_any. */
static lapi_slice without_site(lapi_slice title, lapi_slice site, bool is_any)
{
    for (uint32_t at = title.bytes; at-- > 0;) {
        uint32_t n = mark_at(title, at);
        if (!n)
            continue;
        lapi_slice end = lapi_slice_of(title.at + at + n, title.bytes - at - n);
        if (at >= TITLE_BYTES_MIN &&
            (lapi_slice_equal_fold(end, site) ||
             (is_any && end.bytes <= SUFFIX_BYTES_MAX && end.bytes < at)))
            title.bytes = at;
        break;
    }
    return title;
}

/* The page's title: what it says of itself, else its first h1. Borrowed from the page
 * or the arena. */
static lapi_slice title_of(const lapi_page *page)
{
    lapi_slice title = page->said.facts[LAPI_PAGE_FACT_TITLE];
    lapi_slice site = page->said.facts[LAPI_PAGE_FACT_SITE];
    uint8_t rank = page->said.ranks[LAPI_PAGE_FACT_TITLE];
    for (uint32_t i = 0; (!rank || rank > 2) && i < page->block_count; i++) {
        const lapi_page_block *b = &page->blocks[i];
        if ((b->flags & LAPI_PAGE_TITLE) && !(b->flags & LAPI_PAGE_OFF) &&
            !lapi_slice_equal_fold(lapi_page_text(page, b), site))
            return lapi_page_text(page, b);
    }
    return without_site(title, site, rank > 2);
}

/* ---- text ---- */

/* Joins blocks, all that are not OFF or those KEPT, to page->out, with captions. */
static lap_status join(lapi_page *page, uint32_t wanted, lapi_slice title,
                       lapi_doc *doc)
{
    uint32_t shift = title.bytes ? title.bytes + 2 : 0, captions = 0;
    lapi_buffer_reset(&page->out);
    for (uint32_t i = 0; i < page->block_count; i++)
        captions += (page->blocks[i].flags & LAPI_PAGE_CAPTION) != 0;
    doc->caption_count = 0;
    doc->captions = lapi_arena_get(page->arena, captions, sizeof *doc->captions);
    if (captions && !doc->captions)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < page->block_count; i++) {
        const lapi_page_block *b = &page->blocks[i];
        lapi_slice text = lapi_page_text(page, b);
        if (wanted ? !(b->flags & wanted) : (b->flags & LAPI_PAGE_OFF) != 0)
            continue;
        if ((b->flags & LAPI_PAGE_HEADING) && lapi_slice_equal_fold(text, title))
            continue;
        if (page->out.bytes)
            lapi_buffer_str(&page->out, "\n\n");
        uint32_t begin = shift + (uint32_t)page->out.bytes;
        lapi_buffer_slice(&page->out, text);
        if (b->flags & LAPI_PAGE_CAPTION)
            doc->captions[doc->caption_count++] =
                (lapi_span){begin, begin + text.bytes};
    }
    return page->out.failed ? LAP_NO_MEMORY : LAP_OK;
}

/* Reads a text of JSON-LD or a feed, which may have tags, into blocks: lines are
 * paragraphs where there are no tags. */
static lap_status build_piece(lapi_page *page, lapi_slice text, lap_error *error)
{
    if (!text.bytes || memchr(text.at, '<', text.bytes) ||
        !memchr(text.at, '\n', text.bytes))
        return lapi_page_build(page, text, error);
    lapi_buffer_reset(&page->out);
    for (uint32_t i = 0; i < text.bytes; i++)
        if (text.at[i] == '\n')
            lapi_buffer_str(&page->out, "<p>");
        else
            lapi_buffer_byte(&page->out, text.at[i]);
    if (page->out.failed)
        return LAP_NO_MEMORY;
    if (page->out.bytes > LAPI_PAGE_BYTES_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, 0, "a page of more than 16 MiB");
    return lapi_page_build(page, lapi_buffer_text(&page->out), error);
}

lap_status lapi_page_line(lapi_page *page, lapi_slice html, lapi_arena *arena,
                          lapi_slice *out, lap_error *error)
{
    page->arena = arena;
    lap_status status = lapi_page_build(page, html, error);
    if (status)
        return status;
    lapi_buffer_reset(&page->out);
    for (uint32_t i = 0; i < page->block_count; i++) {
        if (i)
            lapi_buffer_byte(&page->out, ' ');
        lapi_buffer_slice(&page->out, lapi_page_text(page, &page->blocks[i]));
    }
    if (page->out.failed)
        return LAP_NO_MEMORY;
    *out = lapi_arena_copy(arena, page->out.at ? page->out.at : "",
                           (uint32_t)page->out.bytes);
    return out->at ? LAP_OK : LAP_NO_MEMORY;
}

/* ---- the document ---- */

static bool is_address(lapi_slice url)
{
    uint32_t scheme = lapi_url_scheme_bytes(url);
    return scheme && url.bytes > scheme;
}

/* Does an address name more than a host? */
static bool has_path(lapi_slice url)
{
    lapi_slice host = lapi_url_host(url);
    uint32_t end = (uint32_t)(host.at - url.at) + host.bytes;
    return host.bytes && url.bytes > end + 1;
}

/* The page's own address, where it has one that is better than where it was found. */
static lapi_slice address_of(const lapi_page_said *said, lapi_slice found)
{
    lapi_slice own = said->facts[LAPI_PAGE_FACT_URL];
    if (!is_address(own) || (has_path(found) && !has_path(own)))
        return found;
    return own;
}

static lap_status put_facts(const lapi_page_said *said, lapi_slice found, lapi_doc *doc)
{
    lapi_slice url = address_of(said, found);
    lapi_slice site = said->facts[LAPI_PAGE_FACT_SITE];
    lapi_slice language = said->facts[LAPI_PAGE_FACT_LANGUAGE];
    int32_t day = said->day;
    if (!site.bytes)
        site = lapi_url_host(url);
    lap_status status = lapi_arena_keep(doc->arena, url, &doc->url);
    if (status == LAP_OK)
        status = lapi_arena_keep(doc->arena, site, &doc->publisher);
    if (status == LAP_OK)
        status = lapi_language_tag(language, doc);
    if (day != LAPI_DAY_NONE || lapi_url_day(url, &day) == LAP_OK) {
        doc->date = day;
        doc->anchor = LAPI_ANCHOR_GIVEN;
    }
    return status;
}

/* Chooses the article and puts its text into page->out. */
static lap_status put_text(lapi_page *page, lapi_slice title, lapi_doc *doc,
                           lap_error *error)
{
    lapi_slice body = page->said.facts[LAPI_PAGE_FACT_BODY];
    bool by_body;
    lap_status status = lapi_page_choose(page, &by_body);
    if (status || !by_body)
        return status ? status : join(page, LAPI_PAGE_KEPT, title, doc);
    status = build_piece(page, body, error);
    return status ? status : join(page, 0, title, doc);
}

lap_status lapi_page_read(lapi_page *page, lapi_slice html, lapi_slice charset,
                          lapi_slice url, lapi_doc *doc, bool *is_empty,
                          lap_error *error)
{
    lapi_slice utf8, title = LAPI_S("");
    if (html.bytes > LAPI_PAGE_BYTES_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, 0, "a page of more than 16 MiB");
    page->arena = doc->arena;
    lap_status status = lapi_charset_utf8(page->charset, html, charset, &utf8, error);
    if (status == LAP_OK)
        status = lapi_page_build(page, utf8, error);
    if (status == LAP_OK)
        status = lapi_arena_keep(doc->arena, title_of(page), &title);
    lapi_page_said said = page->said;
    if (status == LAP_OK)
        status = put_text(page, title, doc, error);
    if (status)
        return status;
    *is_empty = page->out.bytes == 0;
    if (*is_empty)
        return LAP_OK;
    lapi_slice text = lapi_buffer_text(&page->out);
    status = put_facts(&said, url, doc);
    if (status == LAP_OK)
        status = lapi_intake_parts(title, text, doc, error);
    return status;
}

lap_status lapi_page_piece(lapi_page *page, lapi_slice html, lapi_slice title,
                           lapi_doc *doc, lap_error *error)
{
    page->arena = doc->arena;
    lap_status status = build_piece(page, html, error);
    if (status == LAP_OK)
        status = join(page, 0, title, doc);
    if (status)
        return status;
    lapi_slice text =
        lapi_slice_of(page->out.at ? page->out.at : "", (uint32_t)page->out.bytes);
    return lapi_intake_parts(title, text, doc, error);
}
