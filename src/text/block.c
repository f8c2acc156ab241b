#include "text/block.h"

#include "text/caption.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

#define WRAP_WIDTH_MIN 45u  /* narrower lines are not taken for wrapped text */
#define WRAP_WIDTH_MAX 130u /* nor wider ones */

typedef struct line {
    lapi_span span;  /* without white space at its ends; empty for a blank line */
    uint32_t width;  /* code points */
    uint32_t opener; /* code points of its first word */
    bool is_open;    /* it ends with a small letter or a comma */
    bool is_hanging; /* its last word ends no line: "with the" */
    bool goes_on;    /* it begins with a small letter */
} line;

typedef struct lines {
    uint32_t count;
    uint32_t capacity;
    line *at; /* [count] */
} lines;

static bool is_line_end(uint32_t code)
{
    return (code >= 10 && code <= 13) || code == 0x85 || code == 0x2028 ||
           code == 0x2029;
}

static bool add_line(lapi_doc *doc, lines *all, line l)
{
    if (all->count == all->capacity) {
        uint32_t more = all->capacity ? all->capacity * 2 : 64;
        all->at = lapi_arena_grow(doc->arena, all->at, all->count, more, sizeof(line));
        if (!all->at)
            return false;
        all->capacity = more;
    }
    all->at[all->count++] = l;
    return true;
}

/* Reads one line that begins at *at, moves *at behind its end. A carriage return with a
 * line feed is one end; the title's end ends a line too. */
static line read_line(const lapi_doc *doc, uint32_t *at)
{
    line l = {.span = {*at, *at}};
    uint32_t begin = UINT32_MAX;
    uint32_t i = *at;
    uint32_t limit = *at < doc->title_bytes ? doc->title_bytes : doc->text_bytes;
    uint32_t blanks = 0;
    while (i < limit) {
        lapi_code c = lapi_utf8_at(doc->text + i);
        if (is_line_end(c.code)) {
            bool pair = c.code == 13 && i + 1 < limit && doc->text[i + 1] == 10;
            i += pair ? 2 : c.bytes;
            break;
        }
        i += c.bytes;
        if (lapi_is_space(c.code)) {
            if (begin != UINT32_MAX && !l.opener)
                l.opener = l.width;
            blanks++;
            continue;
        }
        if (begin == UINT32_MAX) {
            begin = i - c.bytes;
            blanks = 0;
        }
        l.width += blanks + 1;
        blanks = 0;
        l.span.end = i;
    }
    if (begin != UINT32_MAX)
        l.span.begin = begin;
    else
        l.span.end = l.span.begin;
    if (!l.opener)
        l.opener = l.width;
    *at = i;
    return l;
}

/* What the ends of a line say of its neighbours. */
static void look_at_ends(const lapi_cues *cues, const lapi_doc *doc, line *l)
{
    if (!l->width)
        return;
    uint32_t last = lapi_utf8_before(doc->text, l->span.end).code;
    l->is_open = lapi_is_lower(last) || last == ',';
    uint32_t word = l->span.end;
    while (word > l->span.begin && l->span.end - word < LAPI_CUE_BYTES_MAX &&
           doc->text[word - 1] != ' ')
        word--;
    l->is_hanging =
        (lapi_cues_find(cues, lapi_doc_slice(doc, (lapi_span){word, l->span.end})) &
         LAPI_CUE_HANGING) != 0;
    l->goes_on = lapi_is_lower(lapi_utf8_at(doc->text + l->span.begin).code);
}

/* Is a line's end between two lines of a wrapped paragraph: would the next line's first
 * word not have fitted, or does a sentence evidently go on? */
static bool is_wrapped(const line *a, const line *b, uint32_t width)
{
    if (!a->width || !b->width || a->width < WRAP_WIDTH_MIN)
        return false;
    if ((a->is_open && b->goes_on) || (a->is_hanging && a->is_open))
        return true;
    return width && a->width <= WRAP_WIDTH_MAX && b->width <= WRAP_WIDTH_MAX &&
           a->width + 1 + b->opener > width;
}

/* The document's wrap width, 0 if its lines are paragraphs. The ends of most lines
 * inside runs of lines must be wrapped, and some inside a sentence. */
static uint32_t wrap_width(const lines *all)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        if (all->at[i].width > width && all->at[i].width <= WRAP_WIDTH_MAX)
            width = all->at[i].width;
    }
    width -= width / 8;
    uint32_t ends = 0;
    uint32_t wrapped = 0;
    uint32_t inside = 0;
    for (uint32_t i = 0; i + 1 < all->count; i++) {
        const line *a = &all->at[i];
        const line *b = &all->at[i + 1];
        if (!a->width || !b->width)
            continue;
        ends++;
        wrapped += is_wrapped(a, b, width);
        inside += a->is_open && a->width >= WRAP_WIDTH_MIN;
    }
    return wrapped >= 2 && wrapped * 10 >= ends * 6 && inside * 3 >= ends ? width : 0;
}

/* Joins lines to blocks. */
static lap_status join_lines(lapi_doc *doc, const lines *all)
{
    uint32_t width = wrap_width(all);
    doc->blocks = lapi_arena_get(doc->arena, all->count, sizeof *doc->blocks);
    if (!doc->blocks && all->count)
        return LAP_NO_MEMORY;
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const line *l = &all->at[i];
        if (!l->width)
            continue;
        bool joined = i > 0 && count > 0 &&
                      all->at[i - 1].span.end > doc->title_bytes &&
                      is_wrapped(&all->at[i - 1], l, width);
        if (joined)
            doc->blocks[count - 1].span.end = l->span.end;
        else
            doc->blocks[count++].span = l->span;
    }
    doc->block_count = count;
    return LAP_OK;
}

lap_status lapi_blocks_find(const lapi_cues *cues, lapi_doc *doc)
{
    lines all = {0, 0, NULL};
    uint32_t at = 0;
    while (at < doc->text_bytes) {
        line l = read_line(doc, &at);
        look_at_ends(cues, doc, &l);
        if (!add_line(doc, &all, l))
            return LAP_NO_MEMORY;
    }
    lap_status status = join_lines(doc, &all);
    if (status != LAP_OK)
        return status;
    for (uint32_t i = 0; i < doc->block_count; i++) {
        lapi_block_credit(cues, doc, i);
        lapi_block_dateline(cues, doc, i);
    }
    uint32_t stopless = lapi_blocks_stopless(doc);
    for (uint32_t i = 0; i < doc->block_count; i++)
        lapi_block_classify(cues, doc, i, stopless);
    return LAP_OK;
}
