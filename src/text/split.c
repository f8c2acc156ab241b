#include "text/split.h"

#include "base/limits.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

/* Words looked at on either side of a gap: closing marks before, opening marks after.
 */
#define MARKS_MAX 4u

/* A block of so many words that reads like print: there the model must be surer by so
 * much where no stop stands before the gap, and by more where no mark does. */
#define EDITED_WORDS_MIN   8u
#define EDITED_EXTRA       100
#define EDITED_EXTRA_WORDS 200

static lapi_slice word_at(const lapi_split *s, uint32_t w)
{
    return lapi_doc_word(s->doc, w);
}

static uint32_t first_code(const lapi_split *s, uint32_t w)
{
    return lapi_utf8_at(s->doc->text + s->doc->tokens.begin[w]).code;
}

/* No white space between w - 1 and w. */
static bool is_attached(const lapi_split *s, uint32_t w)
{
    return s->doc->tokens.begin[w] == s->doc->tokens.end[w - 1];
}

static bool is_quote(uint32_t code)
{
    return code == '"' || code == '\'' || code == '`' || code == 0x201C ||
           code == 0x201D || code == 0x2018 || code == 0x2019 || code == 0xAB ||
           code == 0xBB;
}

static bool is_mark_word(const lapi_split *s, uint32_t w)
{
    uint32_t bytes = word_at(s, w).bytes;
    uint32_t code = first_code(s, w);
    return bytes <= 3 && !lapi_is_letter(code) && !lapi_is_digit(code);
}

/* Does w close what stands before it: ”, ), a straight quote written to the word? */
static bool closes(const lapi_split *s, uint32_t w, uint32_t first)
{
    uint32_t code = first_code(s, w);
    if (!is_mark_word(s, w))
        return false;
    if (code == ')' || code == ']' || code == '}' || code == 0x201D || code == 0xBB)
        return true;
    return is_quote(code) && code != 0x201C && code != 0x2018 && code != 0xAB &&
           w > first && is_attached(s, w);
}

static bool opens(const lapi_split *s, uint32_t w)
{
    uint32_t code = first_code(s, w);
    return is_mark_word(s, w) && (is_quote(code) || code == '(' || code == '[' ||
                                  code == '{' || code == '*' || code == '<');
}

static bool is_stop(const lapi_split *s, uint32_t w)
{
    uint32_t code = first_code(s, w);
    return code == '.' || code == '!' || code == '?' || code == 0x2026;
}

static bool ends_with_stop(const lapi_split *s, uint32_t w)
{
    lapi_slice word = word_at(s, w);
    return word.bytes > 1 && word.at[word.bytes - 1] == '.' && !is_stop(s, w);
}

/* "1." or "a." that begins a block or a sentence is a list's mark, no sentence. */
static bool is_list_mark(const lapi_split *s, uint32_t stop, uint32_t start)
{
    if (stop != start + 1 || !is_attached(s, stop))
        return false;
    lapi_slice word = word_at(s, start);
    return word.bytes <= 2 && (lapi_is_digit(first_code(s, start)) || word.bytes == 1);
}

/* After an abbreviation: does the next word begin a sentence? */
static bool ends_abbreviation(const lapi_split *s, uint32_t w, uint32_t next)
{
    uint32_t kinds = lapi_cues_find(s->cues, word_at(s, w));
    if (kinds & LAPI_CUE_TITLE)
        return false;
    if (!(kinds & (LAPI_CUE_ABBREVIATION | LAPI_CUE_PROPER_ABBREVIATION |
                   LAPI_CUE_MID_ABBREVIATION)) &&
        word_at(s, w).bytes <= 2)
        return false;
    return (lapi_cues_find(s->cues, word_at(s, next)) & LAPI_CUE_STARTER) != 0;
}

/* A sentence goes on with a small letter, or with a mark like a comma. */
static bool goes_on(const lapi_split *s, uint32_t w, uint32_t next)
{
    static const uint32_t marks[] = {',', ';', ':', '-', 0x2013, 0x2014};
    uint32_t code = first_code(s, next);
    if (lapi_is_lower(code))
        return !s->caseless;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && next == w; i++) {
        if (marks[i] == code)
            return true;
    }
    return false;
}

bool lapi_split_rule(const lapi_split *s, uint32_t start, uint32_t w, uint32_t end)
{
    if ((s->doc->tokens.flags[w] & LAPI_TOKEN_GLUED) || closes(s, w, start))
        return false;
    uint32_t last = w - 1;
    for (uint32_t i = 0; i < MARKS_MAX && last > start && closes(s, last, start); i++)
        last--;
    uint32_t next = w;
    for (uint32_t i = 0; i < MARKS_MAX && next + 1 < end && opens(s, next); i++)
        next++;
    bool stop = is_stop(s, last);
    if ((!stop && !ends_with_stop(s, last)) || is_stop(s, w) ||
        is_list_mark(s, last, start) || goes_on(s, w, next))
        return false;
    bool written_on = is_attached(s, w) && last == w - 1 && !opens(s, w);
    if (written_on && !lapi_is_upper(first_code(s, next)))
        return false;
    return stop || ends_abbreviation(s, last, next);
}

static bool has_capitals(const lapi_split *s, uint32_t first, uint32_t end)
{
    uint32_t at = s->doc->tokens.begin[first];
    uint32_t stop = s->doc->tokens.end[end - 1];
    while (at < stop) {
        lapi_code c = lapi_utf8_at(s->doc->text + at);
        if (lapi_is_upper(c.code))
            return true;
        at += c.bytes;
    }
    return false;
}

static void begin_sentence(lapi_split *s, uint32_t block, uint32_t first)
{
    lapi_sentences *out = &s->doc->sentences;
    lapi_arena *arena = s->doc->arena;
    if (s->failed)
        return;
    if (out->count + 1 >= s->capacity) {
        uint32_t more = s->capacity ? s->capacity * 2 : 64;
        uint32_t old = s->capacity ? out->count : 0;
        out->first = lapi_arena_grow(arena, out->first, old, more, sizeof *out->first);
        out->block = lapi_arena_grow(arena, out->block, old, more, sizeof *out->block);
        if (!out->first || !out->block) {
            s->failed = true;
            out->count = 0;
            return;
        }
        s->capacity = more;
    }
    out->first[out->count] = first;
    out->block[out->count] = block;
    out->count++;
}

/* How good a place w is to split a sentence that is too long. */
static unsigned split_worth(const lapi_split *s, uint32_t w)
{
    uint32_t code = first_code(s, w - 1);
    if (s->doc->tokens.flags[w] & LAPI_TOKEN_GLUED)
        return 0;
    if (is_stop(s, w - 1) || code == ';')
        return 4;
    return code == ':' ? 3 : code == ',' ? 2 : 1;
}

/* The best place to split start .. end - 1, which is one word too long, in its second
 * half. */
static uint32_t split_place(const lapi_split *s, uint32_t start, uint32_t end)
{
    uint32_t best = 0;
    unsigned worth = 0;
    for (uint32_t w = end - 1; w > start + LAPI_SENTENCE_TOKENS_MAX / 2; w--) {
        unsigned here = split_worth(s, w);
        if (here > worth) {
            worth = here;
            best = w;
        }
    }
    return worth ? best : end - 1;
}

/* A stop after a small word or a number, then a capital: no model may doubt it. */
static bool is_plain(const lapi_split *s, uint32_t start, uint32_t w)
{
    const lapi_slice stop = word_at(s, w - 1);
    if (!lapi_slice_is(stop, ".") || w < start + 4 || is_attached(s, w) ||
        !is_attached(s, w - 1))
        return false;
    lapi_slice before = word_at(s, w - 2);
    lapi_slice after = word_at(s, w);
    return before.bytes > 3 && lapi_is_lower(first_code(s, w - 2)) && after.bytes > 1 &&
           lapi_is_upper(first_code(s, w)) &&
           lapi_is_lower(lapi_utf8_at(after.at + 1).code);
}

/* Is there nothing but marks from w on? */
static bool is_rest(const lapi_split *s, uint32_t w, uint32_t end)
{
    while (w < end && (is_stop(s, w) || closes(s, w, w)))
        w++;
    return w == end;
}

/* After these no sentence ends: "Gen.", and where no mark stands before the gap the
 * model must be sure. */
static bool is_judged(const lapi_split *s, uint32_t start, uint32_t w, bool rule)
{
    uint32_t features[LAPI_GAP_FEATURES];
    if (rule && is_plain(s, start, w))
        return true;
    if (!lapi_gap_is_candidate(&s->gap, w) || closes(s, w, start) ||
        (is_stop(s, w) && is_rest(s, w, s->gap.end)) || is_rest(s, start, w) ||
        (ends_with_stop(s, w - 1) &&
         (lapi_cues_find(s->cues, word_at(s, w - 1)) & LAPI_CUE_TITLE)))
        return false;
    lapi_gap_features(&s->gap, w, rule, features);
    int32_t score = lapi_judge_score(s->judge, features);
    if (rule || is_stop(s, w - 1))
        return score > 0;
    int32_t limit = s->judge->sure > 0 ? s->judge->sure : 0;
    if (s->edited)
        limit += is_mark_word(s, w - 1) ? EDITED_EXTRA : EDITED_EXTRA_WORDS;
    return score > limit;
}

/* Does the block read like print: a capital first, a stop last? */
static bool is_edited(const lapi_split *s, uint32_t first, uint32_t end)
{
    uint32_t last = end - 1;
    for (uint32_t i = 0; i < MARKS_MAX && last > first && closes(s, last, first); i++)
        last--;
    uint32_t opener = first;
    while (opener + 1 < end && opener < first + MARKS_MAX && opens(s, opener))
        opener++;
    return (is_stop(s, last) || ends_with_stop(s, last)) &&
           !lapi_is_lower(first_code(s, opener)) && end - first > EDITED_WORDS_MIN;
}

static bool is_boundary(lapi_split *s, uint32_t start, uint32_t w, uint32_t end)
{
    bool rule = lapi_split_rule(s, start, w, end);
    return s->judge ? is_judged(s, start, w, rule) : rule;
}

void lapi_split_add(lapi_split *split, uint32_t block, uint32_t first, uint32_t end)
{
    if (first == end)
        return;
    split->caseless = !has_capitals(split, first, end);
    split->edited = is_edited(split, first, end);
    split->gap.cues = split->cues;
    split->gap.doc = split->doc;
    if (split->judge && !lapi_gap_begin(&split->gap, split->doc->arena, first, end)) {
        split->failed = true;
        return;
    }
    uint32_t start = first;
    begin_sentence(split, block, first);
    for (uint32_t w = first + 1; w < end; w++) {
        bool starts = true;
        if (w - start == LAPI_SENTENCE_TOKENS_MAX)
            w = split_place(split, start, w + 1);
        else
            starts = is_boundary(split, start, w, end);
        if (starts) {
            start = w;
            begin_sentence(split, block, start);
        }
        if (split->judge)
            lapi_gap_step(&split->gap, w, starts);
    }
}
