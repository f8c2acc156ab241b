/* Which blocks of a page are its article.
 *
 *   1. where: the box that its mark-up names (articleBody, article), else the box whose
 *      blocks read most like running text, with those beside it that do too
 *   2. which: paragraphs in there, headings between them, captions; not links, not
 *      lines of the site
 *
 * JSON-LD's articleBody, where there is one, says it word by word: the blocks whose
 * words stand in it. */
#include "base/hash.h"
#include "intake/page_build.h"
#include "intake/page_words.h"
#include "unicode/utf8.h"

enum { SHINGLE = 4, BODY_BYTES_MIN = 200, SCORE_MIN = 160, FEW = 3, LEVELS_MAX = 6 };

/* ---- what a block looks like ---- */

static uint32_t bytes_of(const lapi_page_block *b)
{
    return b->text.end - b->text.begin;
}

static bool is_off(const lapi_page_block *b)
{
    return (b->flags & LAPI_PAGE_OFF) != 0;
}

static bool is_linked(const lapi_page_block *b)
{
    return b->link_bytes * 2 > bytes_of(b);
}

/* Does it end like a sentence? */
static bool ends_well(lapi_slice text)
{
    uint32_t n = text.bytes;
    while (n && lapi_utf8_before(text.at, n).code > 0x7F) {
        uint32_t code = lapi_utf8_before(text.at, n).code;
        if (code != 0x201D && code != 0x2019 && code != 0x2026)
            return false;
        n -= lapi_utf8_before(text.at, n).bytes;
    }
    while (n && strchr("\"')]", text.at[n - 1]))
        n--;
    return n < text.bytes || (n && strchr(".!?:", text.at[n - 1]));
}

static bool is_site_line(lapi_slice text)
{
    if (text.bytes > 160)
        return false;
    for (size_t i = 0; i < sizeof off_lines / sizeof *off_lines; i++)
        if (lapi_slice_begins_fold(text, off_lines[i]))
            return true;
    return false;
}

/* How much running text a block is: bytes, 0 for what is none. */
static uint32_t score_of(const lapi_page *page, const lapi_page_block *b)
{
    uint32_t n = bytes_of(b);
    if (is_off(b) || is_linked(b) || n < 40 ||
        (b->flags & (LAPI_PAGE_CAPTION | LAPI_PAGE_HEADING)))
        return 0;
    bool is_sentence = ends_well(lapi_page_text(page, b));
    if (!is_sentence && n < 120)
        return 0;
    n = n < 600 ? n : 600;
    if (!(b->flags & LAPI_PAGE_PARAGRAPH))
        n = n * 3 / 4;
    return is_sentence ? n : n / 2;
}

/* ---- JSON-LD's body ---- */

/* The hashes of runs of SHINGLE words of a text, folded to ASCII letters and digits;
 * the set holds 0 in free places. */
typedef struct shingles {
    uint64_t *at; /* [mask + 1] */
    uint32_t mask;
} shingles;

typedef struct walk {
    lapi_slice rest;
    uint64_t last[SHINGLE];
    uint32_t words;
} walk;

/* Bytes at s that are no part of a word, 0 for one that is. The signs of U+0080 to
 * U+00BF and U+2000 to U+203F are none: pages and their data differ in quotes. */
static uint32_t gap_at(lapi_slice s)
{
    unsigned char c = (unsigned char)s.at[0];
    if (c == 0xC2 && s.bytes > 1)
        return 2;
    if (c == 0xE2 && s.bytes > 2 && (unsigned char)s.at[1] == 0x80)
        return 3;
    return !(c >= 0x80 || (c >= '0' && c <= '9') ||
             ((c | 32) >= 'a' && (c | 32) <= 'z'));
}

static uint64_t next_word(walk *w)
{
    uint64_t h = LAPI_HASH_START;
    bool any = false;
    while (w->rest.bytes) {
        char c = w->rest.at[0];
        uint32_t gap = gap_at(w->rest), step = gap ? gap : 1;
        if (gap && any)
            break;
        if (!gap)
            h = lapi_hash_byte(h, (unsigned char)lapi_ascii_lower(c));
        any = any || !gap;
        w->rest = lapi_slice_of(w->rest.at + step, w->rest.bytes - step);
    }
    return any ? h : 0;
}

/* The hash of the next run of words; 0 at the end. */
static uint64_t next_shingle(walk *w)
{
    do {
        uint64_t word = next_word(w);
        if (!word)
            return 0;
        memmove(w->last, w->last + 1, sizeof w->last - sizeof *w->last);
        w->last[SHINGLE - 1] = word;
        w->words++;
    } while (w->words < SHINGLE);
    return lapi_hash(LAPI_HASH_START, w->last, sizeof w->last) | 1;
}

static uint64_t *place_of(const shingles *set, uint64_t hash)
{
    uint32_t i = (uint32_t)(lapi_hash_mix(hash) >> 32) & set->mask;
    while (set->at[i] && set->at[i] != hash)
        i = (i + 1) & set->mask;
    return &set->at[i];
}

/* false: memory is out. */
static bool collect(lapi_arena *arena, lapi_slice text, shingles *set)
{
    set->mask = 255;
    while (set->mask < text.bytes / 2)
        set->mask = set->mask * 2 + 1;
    set->at = lapi_arena_get(arena, (size_t)set->mask + 1, sizeof *set->at);
    if (!set->at)
        return false;
    walk w = {.rest = text};
    for (uint64_t h = next_shingle(&w); h; h = next_shingle(&w))
        *place_of(set, h) = h;
    return true;
}

/* Keeps the blocks whose words stand in the body; returns how many bytes. */
static uint32_t keep_by_body(lapi_page *page, const shingles *set)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < page->block_count; i++) {
        lapi_page_block *b = &page->blocks[i];
        walk w = {.rest = lapi_page_text(page, b)};
        uint32_t all = 0, in = 0;
        for (uint64_t h = next_shingle(&w); h; h = next_shingle(&w)) {
            all++;
            in += *place_of(set, h) == h;
        }
        if (all && in * 5 >= all * 4) {
            b->flags |= LAPI_PAGE_KEPT;
            kept += bytes_of(b);
        }
    }
    return kept;
}

/* Do the page's own blocks hold the body? Then they are kept, with its paragraphs. */
static bool choose_by_body(lapi_page *page)
{
    lapi_slice body = page->said.facts[LAPI_PAGE_FACT_BODY];
    shingles set;
    if (body.bytes < BODY_BYTES_MIN || !collect(page->arena, body, &set))
        return false;
    uint32_t kept = keep_by_body(page, &set);
    if (kept >= body.bytes / 5 * 4 && kept <= body.bytes + body.bytes / 4)
        return true;
    for (uint32_t i = 0; i < page->block_count; i++)
        page->blocks[i].flags &= ~(uint32_t)LAPI_PAGE_KEPT;
    return false;
}

/* ---- where ---- */

static uint32_t sum_of(const uint32_t *sums, const lapi_page_box *box)
{
    return sums[box->end] - sums[box->first];
}

/* The box that the mark-up names: articleBody before article, the richest of a kind, if
 * it holds a good part of what the page has. */
static uint32_t named_box(const lapi_page *page, const uint32_t *sums)
{
    uint32_t best = LAPI_NONE;
    for (uint32_t i = 0; i < page->box_count; i++) {
        const lapi_page_box *box = &page->boxes[i], *old = NULL;
        if (box->role < LAPI_PAGE_ARTICLE)
            continue;
        if (best != LAPI_NONE)
            old = &page->boxes[best];
        uint32_t sum = sum_of(sums, box);
        if (sum >= SCORE_MIN &&
            (!old || (box->role > old->role && sum * 4 > sum_of(sums, old)) ||
             (box->role == old->role && sum > sum_of(sums, old))))
            best = i;
    }
    if (best == LAPI_NONE ||
        sum_of(sums, &page->boxes[best]) * 3 < sums[page->block_count])
        return LAPI_NONE;
    return best;
}

static void score_boxes(lapi_page *page, const uint32_t *sums)
{
    for (uint32_t i = 0; i < page->box_count; i++)
        page->boxes[i].score = 0;
    for (uint32_t i = 0; i < page->block_count; i++) {
        uint32_t score = sums[i + 1] - sums[i], box = page->blocks[i].box;
        for (uint32_t part = 4; part && score; part /= 2) {
            page->boxes[box].score += score * part / 4;
            if (box == page->boxes[box].parent)
                break;
            box = page->boxes[box].parent;
        }
    }
}

static uint32_t scoring_blocks(const uint32_t *sums, const lapi_page_box *box)
{
    uint32_t count = 0;
    for (uint32_t i = box->first; i < box->end && count < FEW; i++)
        count += sums[i + 1] > sums[i];
    return count;
}

/* The box of the best score. One that holds few paragraphs may be the wrapper of one:
 * then the box around it that holds some more. */
static uint32_t best_box(const lapi_page *page, const uint32_t *sums)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < page->box_count; i++)
        if (page->boxes[i].score > page->boxes[best].score)
            best = i;
    uint32_t around = best;
    for (int level = 0; level < LEVELS_MAX && around &&
                        scoring_blocks(sums, &page->boxes[around]) < FEW;
         level++)
        around = page->boxes[around].parent;
    bool is_more =
        sum_of(sums, &page->boxes[around]) / 3 >= sum_of(sums, &page->boxes[best]) / 2;
    return is_more ? around : best;
}

/* Calls a range of blocks part of the article's place. */
static void mark(uint8_t *is_in, uint32_t first, uint32_t end)
{
    memset(is_in + first, 1, end - first);
}

static void mark_place(lapi_page *page, const uint32_t *sums, uint8_t *is_in)
{
    uint32_t box = named_box(page, sums);
    if (box != LAPI_NONE) {
        mark(is_in, page->boxes[box].first, page->boxes[box].end);
        return;
    }
    score_boxes(page, sums);
    box = best_box(page, sums);
    const lapi_page_box *best = &page->boxes[box];
    mark(is_in, best->first, best->end);
    if (box == 0)
        return;
    uint32_t parent = best->parent;
    for (uint32_t i = parent + 1; i < page->box_count; i++)
        if (page->boxes[i].parent == parent &&
            sum_of(sums, &page->boxes[i]) * 5 >= sum_of(sums, best))
            mark(is_in, page->boxes[i].first, page->boxes[i].end);
    for (uint32_t i = page->boxes[parent].first; i < page->boxes[parent].end; i++)
        if (page->blocks[i].box == parent && sums[i + 1] > sums[i])
            is_in[i] = 1;
}

/* ---- which ---- */

static bool is_strong(const lapi_page *page, const lapi_page_block *b)
{
    lapi_slice text = lapi_page_text(page, b);
    if (is_linked(b) || (b->flags & (LAPI_PAGE_CAPTION | LAPI_PAGE_HEADING)) ||
        is_site_line(text))
        return false;
    return (text.bytes >= 25 && ends_well(text)) ||
           text.bytes >= ((b->flags & LAPI_PAGE_PARAGRAPH) ? 80 : 160);
}

/* May it stand between paragraphs, though it proves nothing by itself? */
static bool is_between(const lapi_page *page, const lapi_page_block *b)
{
    return !is_linked(b) && !(b->flags & (LAPI_PAGE_CAPTION | LAPI_PAGE_TITLE)) &&
           (b->flags & (LAPI_PAGE_PARAGRAPH | LAPI_PAGE_ITEM | LAPI_PAGE_HEADING)) &&
           !is_site_line(lapi_page_text(page, b));
}

static bool may_count(const lapi_page *page, const uint8_t *is_in, uint32_t i,
                      bool with_off)
{
    return is_in[i] && (with_off || !is_off(&page->blocks[i]));
}

/* Headings and short paragraphs between kept blocks. What is no part of the article
 * (menus, captions, links, lines of the site) is looked through. */
static void keep_between(lapi_page *page, const uint8_t *is_in, bool with_off)
{
    uint32_t waiting = LAPI_NONE; /* a heading or short paragraph after a kept block */
    bool follows = false;
    for (uint32_t i = 0; i < page->block_count; i++) {
        lapi_page_block *b = &page->blocks[i];
        if (b->flags & LAPI_PAGE_KEPT) {
            if (waiting != LAPI_NONE)
                page->blocks[waiting].flags |= LAPI_PAGE_KEPT;
            waiting = LAPI_NONE;
            follows = true;
        } else if (follows && (!is_in || may_count(page, is_in, i, with_off)) &&
                   is_between(page, b)) {
            if (b->flags & LAPI_PAGE_ITEM)
                b->flags |= LAPI_PAGE_KEPT;
            else
                waiting = i;
        }
    }
}

static void keep(lapi_page *page, const uint8_t *is_in, bool with_off)
{
    for (uint32_t i = 0; i < page->block_count; i++)
        if (may_count(page, is_in, i, with_off) && is_strong(page, &page->blocks[i]))
            page->blocks[i].flags |= LAPI_PAGE_KEPT;
    keep_between(page, is_in, with_off);
}

/* Captions in the article's place, or between its blocks. */
static void keep_captions(lapi_page *page, const uint8_t *is_in)
{
    uint32_t first = page->block_count, end = 0;
    for (uint32_t i = 0; i < page->block_count; i++)
        if (page->blocks[i].flags & LAPI_PAGE_KEPT) {
            first = i < first ? i : first;
            end = i + 1;
        }
    for (uint32_t i = 0; i < page->block_count; i++) {
        lapi_page_block *b = &page->blocks[i];
        if ((b->flags & LAPI_PAGE_CAPTION) && !is_off(b) && !is_linked(b) &&
            bytes_of(b) >= 15 && ((is_in && is_in[i]) || (first < i && i < end)))
            b->flags |= LAPI_PAGE_KEPT;
    }
}

static uint32_t kept_bytes(const lapi_page *page)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < page->block_count; i++)
        if (page->blocks[i].flags & LAPI_PAGE_KEPT)
            sum += bytes_of(&page->blocks[i]);
    return sum;
}

/* One pass; with_off: the words of classes are not believed. */
static lap_status choose_by_look(lapi_page *page, bool with_off)
{
    uint32_t count = page->block_count;
    uint32_t *sums = lapi_arena_get(page->arena, (size_t)count + 1, sizeof *sums);
    uint8_t *is_in = lapi_arena_get(page->arena, (size_t)count + 1, 1);
    if (!sums || !is_in)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        lapi_page_block b = page->blocks[i];
        if (with_off)
            b.flags &= ~(uint32_t)LAPI_PAGE_OFF;
        sums[i + 1] = sums[i] + score_of(page, &b);
    }
    mark_place(page, sums, is_in);
    keep(page, is_in, with_off);
    keep_captions(page, is_in);
    return LAP_OK;
}

lap_status lapi_page_choose(lapi_page *page, bool *by_body)
{
    uint32_t body = page->said.facts[LAPI_PAGE_FACT_BODY].bytes;
    *by_body = false;
    if (choose_by_body(page)) {
        keep_between(page, NULL, false);
        keep_captions(page, NULL);
        return LAP_OK;
    }
    lap_status status = choose_by_look(page, false);
    uint32_t kept = kept_bytes(page);
    if (status == LAP_OK && kept < SCORE_MIN && body < BODY_BYTES_MIN)
        status = choose_by_look(page, true);
    *by_body = body >= BODY_BYTES_MIN && body >= kept / 5 * 3;
    return status;
}
