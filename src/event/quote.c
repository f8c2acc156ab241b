#include "event/quote.h"

#include "base/search.h"

#define QUOTE_WORDS_MIN 4u
#define CUES_NEAR       32u
#define WEAK_TELLER     40u /* words that a cue of saying may be farther off */
#define OTHER_SENTENCE  10000u
#define LATER_SENTENCE  100000u

typedef struct quotation {
    uint32_t first, end; /* words between the marks, half-open */
    uint32_t block;
    bool open; /* no mark closes it: the next paragraph's goes on with it */
} quotation;

uint32_t lapi_quote_word_at(const lapi_tokens *tokens, uint32_t byte)
{
    return lapi_lower_bound(tokens->begin, tokens->count, sizeof *tokens->begin, 0,
                            byte);
}

enum mark { MARK_NONE, MARK_OPEN, MARK_CLOSE, MARK_EITHER };

static enum mark mark_of(lapi_slice word)
{
    if (lapi_slice_is(word, "\xE2\x80\x9C") || lapi_slice_is(word, "``") ||
        lapi_slice_is(word, "\xC2\xAB"))
        return MARK_OPEN;
    if (lapi_slice_is(word, "\xE2\x80\x9D") || lapi_slice_is(word, "\xC2\xBB"))
        return MARK_CLOSE;
    return lapi_slice_is(word, "\"") || lapi_slice_is(word, "''") ? MARK_EITHER
                                                                  : MARK_NONE;
}

static uint32_t block_of(const lapi_doc *doc, uint32_t w)
{
    return doc->sentences.block[doc->tokens.sentence[w]];
}

/* The next quotation that starts at or after *at. An unclosed one ends with its block.
 */
static bool next_quotation(const lapi_doc *doc, uint32_t *at, quotation *out)
{
    uint32_t n = doc->tokens.count, w = *at;
    while (w < n) {
        enum mark m = mark_of(lapi_doc_word(doc, w));
        w++;
        if (m != MARK_OPEN && m != MARK_EITHER)
            continue;
        out->first = w;
        out->block = block_of(doc, w - 1);
        while (w < n && block_of(doc, w) == out->block) {
            m = mark_of(lapi_doc_word(doc, w));
            if (m == MARK_CLOSE || m == MARK_EITHER)
                break;
            w++;
        }
        out->end = w;
        out->open = w == n || block_of(doc, w) != out->block;
        *at = out->open ? w : w + 1;
        return true;
    }
    return false;
}

static bool inside(const quotation *q, uint32_t w)
{
    return w >= q->first && w < q->end;
}

/* How far attribution `a` is from quotation q, as its teller: smaller is better, 0
 * never. */
static uint32_t rank(const lapi_doc *doc, const quotation *q, const lapi_attribution *a)
{
    const lapi_tokens *t = &doc->tokens;
    if (inside(q, a->cue_word) || block_of(doc, a->cue_word) != q->block)
        return 0;
    uint32_t s = t->sentence[a->cue_word];
    bool near = s == t->sentence[q->first] || s == t->sentence[q->end - 1];
    bool before = a->cue_word < q->first;
    if (!near && !a->is_record)
        return 0;
    uint32_t far = before ? q->first - a->cue_word : a->cue_word - q->end + 1;
    far += a->is_record ? 0 : WEAK_TELLER;
    return near ? far : far + (before ? OTHER_SENTENCE : LATER_SENTENCE);
}

static bool covered(const lapi_doc *doc, const quotation *q, const lapi_attribution *a)
{
    uint32_t begin = doc->tokens.begin[q->first], end = doc->tokens.end[q->end - 1];
    for (uint32_t i = 0; i < a->content.count; i++)
        if (a->content.at[i].begin <= begin && a->content.at[i].end + 2 >= end)
            return true;
    return false;
}

/* Adds the quotation to the content; spans that it overlaps become one with it. */
static void give(const lapi_doc *doc, const quotation *q, lapi_attribution *a)
{
    a->is_quote = 1;
    if (covered(doc, q, a))
        return;
    lapi_span span = lapi_doc_words(doc, q->first, q->end);
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->content.count; i++) {
        lapi_span c = a->content.at[i];
        if (lapi_span_overlaps(c, span)) {
            span.begin = c.begin < span.begin ? c.begin : span.begin;
            span.end = c.end > span.end ? c.end : span.end;
        } else {
            a->content.at[n++] = c;
        }
    }
    if (n < LAPI_SOURCE_SPANS_MAX)
        a->content.at[n++] = span;
    a->content.count = n;
}

/* The attribution that tells the speaker of q: of those of its block, CUES_NEAR before
 * and as many behind its first word, `next` being the first behind. */
static uint32_t best_teller(const lapi_doc *doc, const quotation *q,
                            const lapi_attribution *attributions, uint32_t count,
                            uint32_t next)
{
    uint32_t best = LAPI_NONE, least = 0;
    uint32_t first = next > CUES_NEAR ? next - CUES_NEAR : 0;
    uint32_t end = count - next > CUES_NEAR ? next + CUES_NEAR : count;
    for (uint32_t a = first; a < end; a++) {
        uint32_t r = rank(doc, q, &attributions[a]);
        if (r && (best == LAPI_NONE || r < least)) {
            best = a;
            least = r;
        }
    }
    return best;
}

void lapi_quote_assign(const lapi_doc *doc, lapi_attribution *attributions,
                       uint32_t count)
{
    uint32_t at = 0, next = 0;
    quotation q;
    uint32_t speaker = LAPI_NONE, goes_on = LAPI_NONE; /* block that goes on */
    while (next_quotation(doc, &at, &q)) {
        if (q.end < q.first + QUOTE_WORDS_MIN)
            continue;
        uint32_t before = goes_on == q.block ? speaker : LAPI_NONE;
        while (next < count && attributions[next].cue_word < q.first)
            next++;
        uint32_t best = best_teller(doc, &q, attributions, count, next);
        if (best == LAPI_NONE)
            best = before;
        if (best != LAPI_NONE)
            give(doc, &q, &attributions[best]);
        speaker = best;
        goes_on = q.open ? q.block + 1 : LAPI_NONE;
    }
}
