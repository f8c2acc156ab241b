#include "text/caption.h"

#include "base/search.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

#define CREDIT_BYTES_MAX   160u
#define DATELINE_BYTES_MAX 120u
#define CAPTION_WORDS_MAX  45u
#define HEADLINE_WORDS_MAX 30u
#define BYLINE_WORDS_MAX   14u
#define WORDS_MAX          64u
#define HEADINGS_MIN       4u /* so many lines without a stop are headings */

/* Only so many blocks may begin with a dateline that has no date and no agency. */
#define PLAIN_DATELINE_BLOCKS 4u

/* The first words of a span by white space: enough to judge a short block. */
typedef struct words {
    uint32_t count; /* WORDS_MAX: that many or more */
    lapi_span at[WORDS_MAX];
} words;

static void read_words(const lapi_doc *doc, lapi_span span, words *out)
{
    out->count = 0;
    uint32_t at = span.begin;
    while (at < span.end && out->count < WORDS_MAX) {
        uint32_t begin = at;
        lapi_code c = {0, 0};
        while (at < span.end) {
            c = lapi_utf8_at(doc->text + at);
            if (lapi_is_space(c.code))
                break;
            at += c.bytes;
        }
        if (at > begin)
            out->at[out->count++] = (lapi_span){begin, at};
        else
            at += c.bytes;
    }
}

static bool is_trim(uint32_t code)
{
    return code == ',' || code == '.' || code == ';' || code == ':' || code == '(' ||
           code == ')' || code == '[' || code == ']' || lapi_is_space(code);
}

/* The span without blanks, commas, stops and brackets at its ends. */
static lapi_span trim(const lapi_doc *doc, lapi_span s)
{
    while (s.begin < s.end && is_trim((unsigned char)doc->text[s.begin]))
        s.begin++;
    while (s.begin < s.end && is_trim((unsigned char)doc->text[s.end - 1]))
        s.end--;
    return s;
}

static uint32_t cue(const lapi_cues *cues, const lapi_doc *doc, lapi_span s)
{
    return lapi_cues_find(cues, lapi_doc_slice(doc, trim(doc, s)));
}

/* A day or a year: "5", "31st", "2021". */
static bool is_date_number(const lapi_doc *doc, lapi_span s)
{
    s = trim(doc, s);
    uint32_t digits = 0;
    while (s.begin + digits < s.end &&
           lapi_is_digit((unsigned char)doc->text[s.begin + digits]))
        digits++;
    uint32_t rest = s.end - s.begin - digits;
    return digits > 0 && digits <= 4 && (rest == 0 || (digits <= 2 && rest == 2));
}

static bool is_date_word(const lapi_cues *cues, const lapi_doc *doc, lapi_span s)
{
    return (cue(cues, doc, s) & (LAPI_CUE_MONTH | LAPI_CUE_WEEKDAY)) ||
           is_date_number(doc, s);
}

/* Words at the end of w that make a date with a month in it; 0 if there is none. */
static uint32_t date_at_end(const lapi_cues *cues, const lapi_doc *doc, const words *w)
{
    uint32_t n = 0;
    bool month = false;
    while (n < w->count && n < 5 && is_date_word(cues, doc, w->at[w->count - 1 - n])) {
        month |= (cue(cues, doc, w->at[w->count - 1 - n]) & LAPI_CUE_MONTH) != 0;
        n++;
    }
    return month && n >= 2 ? n : 0;
}

/* Last code point of a span that is no closing quote or bracket. */
static uint32_t last_code(const lapi_doc *doc, lapi_span s)
{
    while (s.end > s.begin) {
        lapi_code c = lapi_utf8_before(doc->text, s.end);
        if (c.code != '"' && c.code != '\'' && c.code != ')' && c.code != 0x201D &&
            c.code != 0x2019 && !lapi_is_space(c.code))
            return c.code;
        s.end -= c.bytes;
    }
    return 0;
}

static bool ends_sentence(const lapi_doc *doc, lapi_span s)
{
    uint32_t code = last_code(doc, s);
    return code == '.' || code == '!' || code == '?' || code == 0x2026;
}

/* ---- credits ---- */

/* What stands before a slash inside a word is a cue of this kind: "AFP/Name". */
static bool has_slashed(const lapi_cues *cues, const lapi_doc *doc, lapi_span word,
                        uint32_t kind)
{
    const char *slash = memchr(doc->text + word.begin, '/', word.end - word.begin);
    if (!slash || slash == doc->text + word.begin)
        return false;
    lapi_span head = {word.begin, (uint32_t)(slash - doc->text)};
    return (cue(cues, doc, head) & kind) != 0;
}

/* Is a phrase with what comes next (empty at the end) the start of a credit:
 * "REUTERS" "/", "AP" "Photo", "Photo:"? */
static bool leads_credit(const lapi_cues *cues, const lapi_doc *doc, lapi_span phrase,
                         lapi_span next)
{
    uint32_t kinds = cue(cues, doc, phrase);
    char end = doc->text[phrase.end - 1];
    char mark = next.begin < next.end ? doc->text[next.begin] : 0;
    if ((kinds & LAPI_CUE_PHOTO) && (end == ':' || mark == ':' || mark == '/'))
        return true;
    if (!(kinds & LAPI_CUE_AGENCY) || !mark)
        return false;
    return mark == '/' || mark == '|' || (cue(cues, doc, next) & LAPI_CUE_PHOTO) ||
           has_slashed(cues, doc, next, LAPI_CUE_PHOTO);
}

/* Does a credit begin at word `at`? Its cue has up to three words. */
static bool begins_credit(const lapi_cues *cues, const lapi_doc *doc, const words *w,
                          uint32_t at)
{
    if (has_slashed(cues, doc, w->at[at], LAPI_CUE_AGENCY))
        return true;
    for (uint32_t n = 1; n <= 3 && at + n <= w->count; n++) {
        lapi_span phrase = {w->at[at].begin, w->at[at + n - 1].end};
        lapi_span next = at + n < w->count ? w->at[at + n] : (lapi_span){0, 0};
        if (leads_credit(cues, doc, phrase, next))
            return true;
        bool named = next.begin < next.end &&
                     lapi_is_upper(lapi_utf8_at(doc->text + next.begin).code);
        if (n > 1 && named && (cue(cues, doc, phrase) & LAPI_CUE_PHOTO))
            return true; /* "Photo by Ann Lee" */
    }
    return false;
}

/* May a credit begin at this word: the block begins, a sentence has ended, or a bracket
 * opens, before it? */
static bool may_begin_credit(const lapi_doc *doc, const words *w, uint32_t at,
                             bool at_block_start)
{
    if (at == 0)
        return at_block_start;
    char open = doc->text[w->at[at].begin];
    if (open == '(' || open == '[')
        return true;
    lapi_span before = w->at[at - 1];
    return ends_sentence(doc, before) || doc->text[before.end - 1] == ')' ||
           lapi_is_digit((unsigned char)doc->text[before.end - 1]) ||
           (before.end - before.begin == 1 &&
            !lapi_is_letter((unsigned char)doc->text[before.begin]));
}

void lapi_block_credit(const lapi_cues *cues, lapi_doc *doc, uint32_t b)
{
    lapi_block *block = &doc->blocks[b];
    block->credit = (lapi_span){block->span.end, block->span.end};
    lapi_span tail = block->span;
    bool whole = tail.end - tail.begin <= CREDIT_BYTES_MAX;
    if (!whole) {
        tail.begin = tail.end - CREDIT_BYTES_MAX;
        while (((unsigned char)doc->text[tail.begin] & 0xC0u) == 0x80u)
            tail.begin++;
    }
    words w;
    read_words(doc, tail, &w);
    for (uint32_t i = 0; i < w.count && w.count < WORDS_MAX; i++) {
        if (w.count - i > 12 || !may_begin_credit(doc, &w, i, whole) ||
            !begins_credit(cues, doc, &w, i) || (i == 0 && w.count > 8))
            continue;
        block->credit.begin = w.at[i].begin;
        return;
    }
}

/* ---- datelines ---- */

static bool is_dash(const lapi_doc *doc, lapi_span s)
{
    lapi_slice word = lapi_doc_slice(doc, s);
    return lapi_slice_is(word, "-") || lapi_slice_is(word, "--") ||
           lapi_slice_is(word, "\xE2\x80\x93") || lapi_slice_is(word, "\xE2\x80\x94");
}

/* A word of two capitals at least and no small letter: "NIAMEY,", "TEL". */
static bool is_capitals(const lapi_doc *doc, lapi_span s)
{
    uint32_t upper = 0;
    for (uint32_t i = s.begin; i < s.end;) {
        lapi_code c = lapi_utf8_at(doc->text + i);
        if (lapi_is_lower(c.code) || lapi_is_digit(c.code))
            return false;
        upper += lapi_is_upper(c.code);
        i += c.bytes;
    }
    return upper >= 2;
}

/* Is a bracket before the dash an agency's: "(Reuters)", "(ACAN-EFE)"? */
static bool has_agency(const lapi_cues *cues, const lapi_doc *doc, const words *w,
                       uint32_t dash)
{
    uint32_t end = dash;
    if (end == 0 || doc->text[w->at[end - 1].end - 1] != ')')
        return false;
    for (uint32_t i = end; i > 0 && end - i < 4; i--) {
        if (doc->text[w->at[i - 1].begin] == '(')
            return (cue(cues, doc,
                        (lapi_span){w->at[i - 1].begin, w->at[end - 1].end}) &
                    LAPI_CUE_AGENCY) != 0;
    }
    return false;
}

static bool is_all_capitals(const lapi_doc *doc, lapi_span span)
{
    for (uint32_t i = span.begin; i < span.end;) {
        lapi_code c = lapi_utf8_at(doc->text + i);
        if (lapi_is_lower(c.code))
            return false;
        i += c.bytes;
    }
    return true;
}

/* "Lagos, Nigeria - Opposition leaders": names with a comma between, a sentence behind.
 */
static bool is_town_and_country(const lapi_doc *doc, const words *w, uint32_t dash)
{
    bool comma = false;
    for (uint32_t i = 0; i <= dash + 1; i++) {
        if (i == dash)
            continue;
        if (i == w->count ||
            !lapi_is_upper(lapi_utf8_at(doc->text + w->at[i].begin).code))
            return false;
        comma |= i + 1 < dash && doc->text[w->at[i].end - 1] == ',';
    }
    return comma;
}

/* Is what stands before the dash at word `dash` a dateline? A place in capitals, an
 * agency, a month or a town with its country says so; in a text of capitals only the
 * middle two do. */
static bool is_dateline(const lapi_cues *cues, const lapi_doc *doc, const words *w,
                        uint32_t dash, lapi_span probe, uint32_t b)
{
    bool dated = false;
    for (uint32_t i = 0; i < dash; i++) {
        dated |= (cue(cues, doc, w->at[i]) & LAPI_CUE_MONTH) != 0;
        if (ends_sentence(doc, w->at[i]) && w->at[i].end - w->at[i].begin > 5)
            return false;
    }
    if (has_agency(cues, doc, w, dash))
        return true;
    bool capitals = is_capitals(doc, w->at[0]);
    if (is_all_capitals(doc, probe))
        return dated && dash <= 9;
    if (cue(cues, doc, w->at[0]) & LAPI_CUE_PHOTO)
        return false;
    bool near = dash <= 4 && b < PLAIN_DATELINE_BLOCKS;
    return (capitals && (dated || near)) || (near && is_town_and_country(doc, w, dash));
}

/* "[CITY, 12 Nov] ": end of the bracket when a month stands in it. */
static uint32_t bracket_end(const lapi_cues *cues, const lapi_doc *doc, const words *w)
{
    if (w->count == 0 || doc->text[w->at[0].begin] != '[')
        return 0;
    bool dated = false;
    for (uint32_t i = 0; i < w->count && i < 8; i++) {
        dated |= (cue(cues, doc, w->at[i]) & LAPI_CUE_MONTH) != 0;
        if (doc->text[w->at[i].end - 1] == ']')
            return dated ? w->at[i].end : 0;
    }
    return 0;
}

void lapi_block_dateline(const lapi_cues *cues, lapi_doc *doc, uint32_t b)
{
    lapi_block *block = &doc->blocks[b];
    block->dateline = (lapi_span){block->span.begin, block->span.begin};
    lapi_span probe = block->span;
    if (probe.end - probe.begin > DATELINE_BYTES_MAX) {
        probe.end = probe.begin + DATELINE_BYTES_MAX;
        while (((unsigned char)doc->text[probe.end] & 0xC0u) == 0x80u)
            probe.end--;
    }
    words w;
    read_words(doc, probe, &w);
    uint32_t end = bracket_end(cues, doc, &w);
    bool open = false;
    for (uint32_t i = 1; i < w.count && i < 14 && !end; i++) {
        open |= doc->text[w.at[i].begin] == '(';
        open &= doc->text[w.at[i].end - 1] != ')';
        if (open || !is_dash(doc, w.at[i]))
            continue;
        if (is_dateline(cues, doc, &w, i, probe, b))
            end = w.at[i].end;
        break;
    }
    if (end && end < block->credit.begin)
        block->dateline.end = end;
}

/* ---- kinds ---- */

/* A line of nothing but a date: "Monday, May 18, 2015". */
static bool is_date_line(const lapi_cues *cues, const lapi_doc *doc, const words *w)
{
    bool named = false;
    if (w->count == 0 || w->count > 6)
        return false;
    for (uint32_t i = 0; i < w->count; i++) {
        if (!is_date_word(cues, doc, w->at[i]))
            return false;
        named |= (cue(cues, doc, w->at[i]) & (LAPI_CUE_MONTH | LAPI_CUE_WEEKDAY)) != 0;
    }
    return named;
}

/* "By Jane Doe", "Reporting by A. Name in Paris; Editing by B. Name". */
static bool is_byline(const lapi_cues *cues, const lapi_doc *doc, const words *w,
                      lapi_span span)
{
    uint32_t names = 0;
    uint32_t skip = 0;
    for (uint32_t n = 1; n <= 2 && n < w->count; n++) {
        if (cue(cues, doc, (lapi_span){w->at[0].begin, w->at[n - 1].end}) &
            LAPI_CUE_BYLINE)
            skip = n;
    }
    bool bracketed = doc->text[span.begin] == '(' && doc->text[span.end - 1] == ')';
    if (!skip || w->count >= (bracketed || skip == 2 ? WORDS_MAX : BYLINE_WORDS_MAX) ||
        (ends_sentence(doc, span) && skip == 1))
        return false;
    for (uint32_t i = skip; i < w->count; i++)
        names += lapi_is_upper(lapi_utf8_at(doc->text + w->at[i].begin).code);
    return names * 2 >= w->count - skip && names > 0 &&
           lapi_is_upper(lapi_utf8_at(doc->text + w->at[skip].begin).code);
}

/* A paragraph of running text: it ends like a sentence and is not short. */
static bool is_full(const lapi_doc *doc, uint32_t b)
{
    lapi_span span = doc->blocks[b].span;
    uint32_t code = last_code(doc, span);
    return (ends_sentence(doc, span) || code == ':' || code == ',') &&
           span.end - span.begin > 60;
}

static bool has_saying(const lapi_cues *cues, const lapi_doc *doc, const words *w)
{
    for (uint32_t i = 0; i < w->count; i++) {
        if (cue(cues, doc, w->at[i]) & LAPI_CUE_SAYING)
            return true;
    }
    return false;
}

/* A mark that leads on to the next block. */
static bool is_link(uint32_t code)
{
    return code == ':' || code == ',' || code == ';' || code == '-';
}

/* Captions without credit: no final stop, alone between full paragraphs or at the end,
 * with a date at the end or, after a full paragraph, long enough to be no heading. */
static bool is_caption(const lapi_cues *cues, const lapi_doc *doc, uint32_t b,
                       const words *w, uint32_t stopless)
{
    lapi_span span = doc->blocks[b].span;
    uint32_t first = lapi_utf8_at(doc->text + span.begin).code;
    if (w->count < 4 || w->count > CAPTION_WORDS_MAX || ends_sentence(doc, span) ||
        is_link(last_code(doc, span)) || first == '"' || first == 0x201C)
        return false;
    uint32_t date = date_at_end(cues, doc, w);
    if (date && w->count >= date + 4 && (b > 0 || doc->block_count > 2))
        return true;
    if (b < 2 || doc->title_bytes >= span.end || stopless >= HEADINGS_MIN ||
        has_saying(cues, doc, w))
        return false;
    bool after = is_full(doc, b - 1) || doc->blocks[b - 1].kind == LAPI_BLOCK_CAPTION;
    bool last = b + 1 == doc->block_count;
    return after && (last || (w->count >= 7 && is_full(doc, b + 1)));
}

/* "FILE - In this photo ...", "Photo: A bridge ...": a cue of pictures leads. */
static bool leads_caption(const lapi_cues *cues, const lapi_doc *doc, const words *w)
{
    for (uint32_t n = 1; n <= 3 && n < w->count; n++) {
        lapi_span phrase = {w->at[0].begin, w->at[n - 1].end};
        if ((cue(cues, doc, phrase) & LAPI_CUE_PHOTO) &&
            (doc->text[phrase.end - 1] == ':' || is_dash(doc, w->at[n])))
            return true;
    }
    return false;
}

static bool has_text_after(const lapi_doc *doc, uint32_t b)
{
    return b + 1 < doc->block_count;
}

/* The title that intake gave, or a first line without a final stop (after captions and
 * bylines). */
static bool is_headline(const lapi_doc *doc, uint32_t b, const words *w)
{
    lapi_span span = doc->blocks[b].span;
    if (doc->title_bytes)
        return span.end <= doc->title_bytes;
    for (uint32_t i = 0; i < b; i++) {
        if (doc->blocks[i].kind == LAPI_BLOCK_TEXT ||
            doc->blocks[i].kind == LAPI_BLOCK_HEADLINE || i > 3)
            return false;
    }
    uint32_t code = last_code(doc, span);
    return has_text_after(doc, b) && w->count <= HEADLINE_WORDS_MAX &&
           (!ends_sentence(doc, span) || code == '?' || code == '!') && code != ':' &&
           code != ',' && doc->blocks[b].dateline.begin == doc->blocks[b].dateline.end;
}

uint32_t lapi_blocks_stopless(const lapi_doc *doc)
{
    uint32_t count = 0;
    for (uint32_t b = 1; b + 1 < doc->block_count; b++) {
        lapi_span span = doc->blocks[b].span;
        count += !ends_sentence(doc, span) && span.end - span.begin < 200 &&
                 is_full(doc, b - 1);
    }
    return count;
}

/* A caption that intake knows as one. */
static bool is_known_caption(const lapi_doc *doc, lapi_span span)
{
    uint32_t i = lapi_lower_bound(doc->captions, doc->caption_count, sizeof(lapi_span),
                                  offsetof(lapi_span, begin), span.begin + 1);
    return i > 0 && span.end <= doc->captions[i - 1].end;
}

void lapi_block_classify(const lapi_cues *cues, lapi_doc *doc, uint32_t b,
                         uint32_t stopless)
{
    lapi_block *block = &doc->blocks[b];
    words w;
    read_words(doc, block->span, &w);
    bool titled = doc->title_bytes && block->span.end <= doc->title_bytes;
    bool credited = block->credit.begin < block->credit.end;
    if (titled)
        block->kind = LAPI_BLOCK_HEADLINE;
    else if (is_known_caption(doc, block->span))
        block->kind = LAPI_BLOCK_CAPTION;
    else if (is_date_line(cues, doc, &w) || is_byline(cues, doc, &w, block->span))
        block->kind = LAPI_BLOCK_BYLINE;
    else if (credited || is_caption(cues, doc, b, &w, stopless) ||
             leads_caption(cues, doc, &w))
        block->kind = LAPI_BLOCK_CAPTION;
    else if (is_headline(doc, b, &w))
        block->kind = LAPI_BLOCK_HEADLINE;
    else
        block->kind = LAPI_BLOCK_TEXT;
}
