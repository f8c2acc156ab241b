#include "intake/page_build.h"

#include "intake/page_words.h"

#include <stdlib.h>

enum { CLASS_WORDS_MAX = 32 };

enum tag {
    TAG_INLINE,
    TAG_BOX,
    TAG_TEXT, /* a block element that holds text */
    TAG_HEADING,
    TAG_ITEM,
    TAG_PARAGRAPH,
    TAG_BREAK,
    TAG_SKIP, /* its text is none of the page */
    TAG_OFF,  /* a box of what is no article */
    TAG_LINK,
    TAG_CAPTION,
    TAG_HEADER,
    TAG_MAIN,
    TAG_ARTICLE,
    TAG_TITLE,
    TAG_SCRIPT,
    TAG_META,
    TAG_REL,
    TAG_TIME,
    TAG_HTML
};

static const struct named_tag {
    const char *name;
    enum tag tag;
} tags[] = {
    /* sorted */
    {"a", TAG_LINK},
    {"address", TAG_TEXT},
    {"applet", TAG_SKIP},
    {"article", TAG_ARTICLE},
    {"aside", TAG_OFF},
    {"audio", TAG_SKIP},
    {"blockquote", TAG_PARAGRAPH},
    {"body", TAG_BOX},
    {"br", TAG_BREAK},
    {"button", TAG_SKIP},
    {"canvas", TAG_SKIP},
    {"caption", TAG_TEXT},
    {"center", TAG_BOX},
    {"dd", TAG_ITEM},
    {"details", TAG_BOX},
    {"dialog", TAG_OFF},
    {"dir", TAG_BOX},
    {"div", TAG_BOX},
    {"dl", TAG_BOX},
    {"dt", TAG_ITEM},
    {"embed", TAG_SKIP},
    {"fieldset", TAG_BOX},
    {"figcaption", TAG_CAPTION},
    {"figure", TAG_BOX},
    {"footer", TAG_OFF},
    {"form", TAG_BOX},
    {"frameset", TAG_BOX},
    {"h1", TAG_HEADING},
    {"h2", TAG_HEADING},
    {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},
    {"h5", TAG_HEADING},
    {"h6", TAG_HEADING},
    {"header", TAG_HEADER},
    {"hgroup", TAG_BOX},
    {"hr", TAG_TEXT},
    {"html", TAG_HTML},
    {"iframe", TAG_SKIP},
    {"legend", TAG_TEXT},
    {"li", TAG_ITEM},
    {"link", TAG_REL},
    {"main", TAG_MAIN},
    {"map", TAG_SKIP},
    {"math", TAG_SKIP},
    {"menu", TAG_OFF},
    {"meta", TAG_META},
    {"nav", TAG_OFF},
    {"noframes", TAG_SKIP},
    {"noscript", TAG_SKIP},
    {"object", TAG_SKIP},
    {"ol", TAG_BOX},
    {"option", TAG_SKIP},
    {"p", TAG_PARAGRAPH},
    {"picture", TAG_INLINE},
    {"pre", TAG_PARAGRAPH},
    {"script", TAG_SCRIPT},
    {"section", TAG_BOX},
    {"select", TAG_SKIP},
    {"style", TAG_SKIP},
    {"summary", TAG_TEXT},
    {"svg", TAG_SKIP},
    {"table", TAG_BOX},
    {"tbody", TAG_BOX},
    {"td", TAG_BOX},
    {"template", TAG_SKIP},
    {"textarea", TAG_SKIP},
    {"tfoot", TAG_BOX},
    {"th", TAG_BOX},
    {"thead", TAG_BOX},
    {"time", TAG_TIME},
    {"title", TAG_TITLE},
    {"tr", TAG_BOX},
    {"ul", TAG_BOX},
    {"video", TAG_SKIP},
};

/* Of a word and an item of a sorted table that begins with one. */
static int by_word(const void *word, const void *item)
{
    return strcmp(word, *(const char *const *)item);
}

static enum tag tag_of(const char *name)
{
    const struct named_tag *found =
        bsearch(name, tags, sizeof tags / sizeof *tags, sizeof *tags, by_word);
    return found ? found->tag : TAG_INLINE;
}

const char *lapi_attribute(const char *const *attributes, const char *name)
{
    for (; attributes && attributes[0]; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1] ? attributes[1] : "";
    return "";
}

static lapi_page_frame *top(lapi_page *page)
{
    return &page->frames[page->depth];
}

/* ---- words of classes ---- */

static bool is_listed(const char *word, const char *const *words, size_t count)
{
    return bsearch(word, words, count, sizeof *words, by_word) != NULL;
}

/* Cuts the next word of letters off a class, in lower case; a capital after a small
 * letter begins one, too. Longer words than any of ours come out cut. */
static bool next_word(const char **at, char word[20])
{
    const char *p = *at;
    size_t n = 0;
    while (*p && !((*p | 32) >= 'a' && (*p | 32) <= 'z'))
        p++;
    for (bool was_small = false; (*p | 32) >= 'a' && (*p | 32) <= 'z'; p++) {
        bool is_small = (*p & 32) != 0;
        if (!is_small && was_small)
            break;
        was_small = is_small;
        if (n < 19)
            word[n++] = (char)(*p | 32);
    }
    word[n] = '\0';
    *at = p;
    return n > 0;
}

/* Does a class say that this is no article? */
static bool says_off(const char *value)
{
    char word[20];
    bool is_taken_back = false, is_off = false;
    for (int n = 0; n < CLASS_WORDS_MAX && !is_off && next_word(&value, word); n++) {
        is_off = !is_taken_back &&
                 is_listed(word, off_words, sizeof off_words / sizeof *off_words);
        is_taken_back =
            is_listed(word, taken_back, sizeof taken_back / sizeof *taken_back);
    }
    return is_off;
}

static bool has_word(const char *value, const char *wanted)
{
    char word[20];
    for (int n = 0; n < CLASS_WORDS_MAX && next_word(&value, word); n++)
        if (strcmp(word, wanted) == 0)
            return true;
    return false;
}

static bool is_hidden(const char *const *attributes)
{
    const char *style = lapi_attribute(attributes, "style");
    const char *display = strstr(style, "display");
    for (const char *const *a = attributes; a && a[0]; a += 2)
        if (strcmp(a[0], "hidden") == 0)
            return true;
    return strcmp(lapi_attribute(attributes, "aria-hidden"), "true") == 0 ||
           (display && strstr(display, "none"));
}

/* ---- blocks and boxes ---- */

static lap_status push_box(lapi_page *page, uint32_t parent, enum lapi_page_role role)
{
    lapi_page_box *boxes = lapi_arena_more(page->arena, page->boxes, page->box_count,
                                           &page->box_room, sizeof *boxes);
    if (!boxes)
        return LAP_NO_MEMORY;
    page->boxes = boxes;
    page->boxes[page->box_count++] = (lapi_page_box){.parent = parent,
                                                     .first = page->block_count,
                                                     .end = page->block_count,
                                                     .role = (uint8_t)role};
    return LAP_OK;
}

/* Ends the block at hand. */
static lap_status end_block(lapi_page *page)
{
    page->breaks = 0;
    page->has_space = false;
    if (!page->is_block_open)
        return LAP_OK;
    page->is_block_open = false;
    page->block.text.end = (uint32_t)page->text.bytes;
    lapi_page_block *blocks =
        lapi_arena_more(page->arena, page->blocks, page->block_count, &page->block_room,
                        sizeof *blocks);
    if (!blocks)
        return LAP_NO_MEMORY;
    page->blocks = blocks;
    page->blocks[page->block_count++] = page->block;
    return LAP_OK;
}

static void begin_block(lapi_page *page)
{
    page->is_block_open = true;
    page->has_space = false;
    page->block = (lapi_page_block){.text = {(uint32_t)page->text.bytes, 0},
                                    .box = top(page)->box,
                                    .flags = top(page)->flags};
}

static uint32_t white_at(const char *at, uint32_t left)
{
    if (at[0] == ' ' || (at[0] >= '\t' && at[0] <= '\r'))
        return 1;
    if (left >= 2 && (unsigned char)at[0] == 0xC2 && (unsigned char)at[1] == 0xA0)
        return 2; /* a space that does not break */
    return 0;
}

/* Signs without width: soft hyphen, zero-width space, byte order mark. */
static uint32_t nothing_at(const char *at, uint32_t left)
{
    if (left >= 2 && memcmp(at, "\xC2\xAD", 2) == 0)
        return 2;
    if (left >= 3 &&
        (memcmp(at, "\xE2\x80\x8B", 3) == 0 || memcmp(at, "\xEF\xBB\xBF", 3) == 0))
        return 3;
    return 0;
}

static void add_run(lapi_page *page, const char *at, uint32_t bytes)
{
    if (!page->is_block_open)
        begin_block(page);
    if (page->has_space)
        lapi_buffer_byte(&page->text, ' ');
    lapi_buffer_add(&page->text, at, bytes);
    if (top(page)->is_link)
        page->block.link_bytes += bytes + page->has_space;
    page->has_space = false;
}

static lap_status add_text(lapi_page *page, const char *at, uint32_t bytes)
{
    uint32_t i = 0;
    while (i < bytes) {
        uint32_t white = white_at(at + i, bytes - i);
        uint32_t nothing = white ? 0 : nothing_at(at + i, bytes - i);
        if (white)
            page->has_space = page->is_block_open;
        i += white + nothing;
        if (white || nothing)
            continue;
        uint32_t from = i;
        if (page->breaks > 1 && end_block(page))
            return LAP_NO_MEMORY;
        page->breaks = 0;
        while (i < bytes && !white_at(at + i, bytes - i) &&
               !nothing_at(at + i, bytes - i))
            i++;
        add_run(page, at + from, i - from);
    }
    return page->text.failed ? LAP_NO_MEMORY : LAP_OK;
}

/* ---- elements ---- */

static enum lapi_page_role role_of(enum tag tag, const char *const *attributes)
{
    if (strstr(lapi_attribute(attributes, "itemprop"), "articleBody"))
        return LAPI_PAGE_BODY;
    if (tag == TAG_ARTICLE ||
        strcmp(lapi_attribute(attributes, "role"), "article") == 0)
        return LAPI_PAGE_ARTICLE;
    if (tag == TAG_MAIN || strcmp(lapi_attribute(attributes, "role"), "main") == 0)
        return LAPI_PAGE_MAIN;
    return LAPI_PAGE_PLAIN;
}

static bool is_off(enum tag tag, const char *name, const char *const *attributes,
                   enum lapi_page_role role)
{
    if (tag == TAG_OFF || is_hidden(attributes))
        return true;
    if (tag == TAG_HTML || strcmp(name, "body") == 0 || role != LAPI_PAGE_PLAIN)
        return false;
    return says_off(lapi_attribute(attributes, "class")) ||
           says_off(lapi_attribute(attributes, "id")) ||
           says_off(lapi_attribute(attributes, "role")) ||
           (strchr(name, '-') && says_off(name));
}

static uint16_t flags_of(enum tag tag, const char *name)
{
    switch (tag) {
    case TAG_HEADING:
        return LAPI_PAGE_HEADING | (name[1] == '1' ? LAPI_PAGE_TITLE : 0);
    case TAG_PARAGRAPH:
        return LAPI_PAGE_PARAGRAPH;
    case TAG_ITEM:
        return LAPI_PAGE_ITEM;
    case TAG_CAPTION:
        return LAPI_PAGE_CAPTION;
    case TAG_HEADER:
        return LAPI_PAGE_HEADER;
    default:
        return 0;
    }
}

static bool is_block(enum tag tag)
{
    switch (tag) {
    case TAG_INLINE:
    case TAG_BREAK:
    case TAG_LINK:
    case TAG_SKIP:
    case TAG_SCRIPT:
    case TAG_TIME:
    case TAG_TITLE:
    case TAG_META:
    case TAG_REL:
        return false;
    default:
        return true;
    }
}

static bool is_box(enum tag tag)
{
    return tag == TAG_BOX || tag == TAG_OFF || tag == TAG_HEADER || tag == TAG_MAIN ||
           tag == TAG_ARTICLE || tag == TAG_HTML;
}

/* What an element says of the page when it opens. */
static lap_status take_facts(lapi_page *page, enum tag tag,
                             const char *const *attributes)
{
    const char *value = lapi_attribute(attributes, "itemprop");
    if (tag == TAG_META)
        return lapi_page_meta(page, attributes);
    if (strcmp(value, "datePublished") == 0)
        lapi_page_day(page, 3, lapi_attribute(attributes, "datetime"));
    if (tag == TAG_TIME)
        lapi_page_day(page,
                      has_word(lapi_attribute(attributes, "class"), "updated") ? 7 : 6,
                      lapi_attribute(attributes, "datetime"));
    value = lapi_attribute(attributes, tag == TAG_HTML ? "lang" : "href");
    if (tag == TAG_HTML)
        return lapi_page_fact(page, LAPI_PAGE_FACT_LANGUAGE, 1, lapi_slice_str(value));
    if (tag == TAG_REL && has_word(lapi_attribute(attributes, "rel"), "canonical"))
        return lapi_page_fact(page, LAPI_PAGE_FACT_URL, 1, lapi_slice_str(value));
    return LAP_OK;
}

static lap_status on_open(void *context, const char *name,
                          const char *const *attributes)
{
    lapi_page *page = context;
    enum tag tag = tag_of(name);
    lapi_page_frame frame = *top(page);
    frame.tag = (uint8_t)tag;
    lap_status status = is_block(tag) ? end_block(page) : LAP_OK;
    if (status == LAP_OK)
        status = take_facts(page, tag, attributes);
    if (status)
        return status;
    enum lapi_page_role role = role_of(tag, attributes);
    const char *class = lapi_attribute(attributes, "class");
    if (is_off(tag, name, attributes, role))
        frame.flags |= LAPI_PAGE_OFF;
    if (is_block(tag) && !(frame.flags & LAPI_PAGE_CAPTION) &&
        (has_word(class, "caption") || has_word(class, "figcaption")))
        frame.flags |= LAPI_PAGE_CAPTION;
    frame.flags |= flags_of(tag, name);
    frame.is_link = frame.is_link || tag == TAG_LINK;
    frame.is_skipped = tag == TAG_SKIP || tag == TAG_SCRIPT || tag == TAG_TITLE;
    page->skipped += frame.is_skipped;
    page->breaks += tag == TAG_BREAK;
    if (tag == TAG_BREAK)
        page->has_space = page->is_block_open;
    if (tag == TAG_TITLE ||
        (tag == TAG_SCRIPT &&
         strcmp(lapi_attribute(attributes, "type"), "application/ld+json") == 0)) {
        page->is_held = true;
        lapi_buffer_reset(&page->held);
    }
    if (is_box(tag) || role == LAPI_PAGE_BODY) {
        status = push_box(page, top(page)->box, role);
        frame.box = page->box_count - 1;
    }
    page->frames[++page->depth] = frame;
    return status;
}

static lap_status take_held(lapi_page *page, enum tag tag)
{
    page->is_held = false;
    if (page->held.failed)
        return LAP_NO_MEMORY;
    lapi_slice held = lapi_buffer_text(&page->held);
    return tag == TAG_TITLE ? lapi_page_fact(page, LAPI_PAGE_FACT_TITLE, 4, held)
                            : lapi_page_json(page, held);
}

static lap_status on_close(void *context, const char *name)
{
    lapi_page *page = context;
    (void)name;
    lapi_page_frame frame = *top(page);
    if (page->depth == 0)
        return LAP_OK;
    lap_status status = is_block(frame.tag) ? end_block(page) : LAP_OK;
    page->depth--;
    page->skipped -= frame.is_skipped;
    if (frame.box != top(page)->box)
        page->boxes[frame.box].end = page->block_count;
    if (status == LAP_OK && page->is_held && frame.is_skipped)
        status = take_held(page, frame.tag);
    return status;
}

static lap_status on_text(void *context, const char *at, uint32_t bytes)
{
    lapi_page *page = context;
    if (page->is_held) {
        lapi_buffer_add(&page->held, at, bytes);
        return page->held.failed ? LAP_NO_MEMORY : LAP_OK;
    }
    return page->skipped ? LAP_OK : add_text(page, at, bytes);
}

lap_status lapi_page_build(lapi_page *page, lapi_slice utf8, lap_error *error)
{
    const lapi_html_handler handler = {page, on_open, on_close, on_text};
    lapi_buffer_reset(&page->text);
    page->blocks = NULL;
    page->boxes = NULL;
    page->block_count = page->block_room = page->box_count = page->box_room = 0;
    page->depth = page->skipped = page->breaks = 0;
    page->is_block_open = page->has_space = page->is_held = false;
    page->frames[0] = (lapi_page_frame){0};
    page->said = (lapi_page_said){.day = LAPI_DAY_NONE};
    lap_status status = push_box(page, 0, LAPI_PAGE_PLAIN);
    if (status == LAP_OK)
        status = lapi_html_read(utf8, &handler, error);
    if (status == LAP_OK)
        status = end_block(page);
    if (status == LAP_OK)
        page->boxes[0].end = page->block_count;
    return status;
}
