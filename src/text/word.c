#include "text/word.h"

#include "text/scan.h"

/* Clitics that hang on one word: "shouldn't've". */
#define CLITICS_MAX 2

static void emit(lapi_scan *s, uint32_t begin, uint32_t end, bool glued)
{
    lapi_words *w = s->words;
    lapi_doc *doc = w->doc;
    lapi_tokens *t = &doc->tokens;
    if (w->failed)
        return;
    if (t->count == w->capacity) {
        uint32_t more = w->capacity ? w->capacity * 2 : 256;
        t->begin = lapi_arena_grow(doc->arena, t->begin, t->count, more, 4);
        t->end = lapi_arena_grow(doc->arena, t->end, t->count, more, 4);
        t->flags = lapi_arena_grow(doc->arena, t->flags, t->count, more, 1);
        if (!t->begin || !t->end || !t->flags) {
            w->failed = true;
            t->count = 0;
            return;
        }
        w->capacity = more;
    }
    t->begin[t->count] = begin;
    t->end[t->count] = end;
    t->flags[t->count] = glued ? LAPI_TOKEN_GLUED : 0;
    t->count++;
    s->before = (lapi_span){begin, end};
}

/* ---- words ---- */

/* Is the word after the chunk one before which "its" is "it's"? */
static bool is_split_here(const lapi_scan *s, uint32_t end)
{
    uint32_t at = s->end;
    if (end != s->end)
        return false;
    while (at < s->block_end && lapi_is_space(lapi_utf8_at(s->text + at).code))
        at += lapi_utf8_at(s->text + at).bytes;
    uint32_t next = at;
    while (next < s->block_end && next - at < LAPI_CUE_BYTES_MAX &&
           lapi_is_letter((unsigned char)s->text[next]))
        next++;
    return (lapi_scan_cue(s, at, next) & LAPI_CUE_SPLIT_BEFORE) != 0;
}

/* Emits one word with its parts ("can" "not"), returns its end. */
static uint32_t emit_word(lapi_scan *s, uint32_t begin, uint32_t end)
{
    uint32_t cut[2];
    lapi_cues_parts(s->words->cues, lapi_slice_of(s->text + begin, end - begin), cut);
    bool acronym = end - begin == 2 && lapi_is_upper(lapi_scan_code(s, begin + 1));
    if (cut[0] && (acronym || ((lapi_scan_cue(s, begin, end) & LAPI_CUE_MAYBE_SPLIT) &&
                               !is_split_here(s, end))))
        cut[0] = 0; /* "IM" is no "I'm" */
    bool glued = false;
    for (int i = 0; i < 2 && cut[i]; i++) {
        uint32_t part = begin;
        for (uint32_t n = 0; n < cut[i] && part < end; n++)
            part = lapi_scan_step(s, part);
        if (part == end)
            break;
        emit(s, begin, part, glued);
        begin = part;
        glued = true;
    }
    emit(s, begin, end, glued);
    return end;
}

/* What follows a word without a blank: "n't", "'s", "'" after a plural. */
static uint32_t scan_clitics(lapi_scan *s, uint32_t begin, uint32_t end)
{
    for (int i = 0; i < CLITICS_MAX && lapi_is_apostrophe(lapi_scan_code(s, end));
         i++) {
        uint32_t clitic = lapi_scan_clitic(s, end);
        if (!clitic)
            break;
        emit(s, end, end + clitic, true);
        end += clitic;
    }
    uint32_t mark = lapi_scan_code(s, end);
    if (end > begin && (mark == '\'' || mark == 0x2019) && !s->open_single &&
        lapi_lower((unsigned char)s->text[end - 1]) == 's' &&
        !lapi_is_word_code(lapi_scan_code(s, lapi_scan_step(s, end)))) {
        uint32_t after = lapi_scan_step(s, end);
        emit(s, end, after, true);
        end = after;
    }
    return end;
}

static uint32_t scan_word(lapi_scan *s, uint32_t begin)
{
    uint32_t end = lapi_scan_word(s, begin);
    uint32_t t = end;
    if (lapi_scan_is_negation(s, begin, end)) {
        t = lapi_scan_step(s, end) + 1;
        uint32_t stem = end - 1;
        if (stem > begin)
            emit(s, begin, stem, false);
        emit(s, stem, t, stem > begin);
        return t;
    }
    if (lapi_scan_is_digits(s, begin, end) &&
        lapi_is_apostrophe(lapi_scan_code(s, end)) &&
        lapi_scan_clitic(s, end) == lapi_scan_step(s, end) - end + 1 &&
        lapi_lower((unsigned char)s->text[lapi_scan_step(s, end)]) == 's') {
        end = lapi_scan_step(s, end) + 1; /* "the 80's" */
        emit(s, begin, end, false);
        return end;
    }
    uint32_t number = lapi_scan_number(s, begin, end);
    if (number < end) {
        emit(s, begin, number, false);
        begin = number;
    }
    if (lapi_scan_code(s, end) == '.' && s->text[end - 1] != '.' &&
        lapi_scan_owns_stop(s, begin, end))
        end++;
    else if (lapi_scan_code(s, end) == '/' &&
             (lapi_scan_cue(s, begin, end + 1) & LAPI_CUE_WHOLE) &&
             !lapi_is_word_code(lapi_scan_code(s, end + 1)))
        end++; /* "w/" */
    emit_word(s, begin, end);
    return scan_clitics(s, begin, end);
}

/* ---- marks ---- */

static bool is_stop_mark(uint32_t code)
{
    return code == '.' || code == '!' || code == '?';
}

/* Marks that make one word when they are repeated. */
static bool is_doubled(uint32_t code)
{
    static const char doubled[] = "-*=~+/<>#$^|\\";
    if (code < 128)
        return memchr(doubled, (int)code, sizeof doubled - 1) != NULL;
    return code == 0x2013 || code == 0x2014 || code == 0x2026;
}

/* End of a run of marks that make one word: "...", "?!", "--", "<<", "``". */
static uint32_t mark_end(const lapi_scan *s, uint32_t at)
{
    uint32_t first = lapi_scan_code(s, at);
    uint32_t end = lapi_scan_step(s, at);
    uint32_t limit =
        s->end - at > LAPI_TOKEN_BYTES_MAX ? at + LAPI_TOKEN_BYTES_MAX - 4 : s->end;
    bool doubles = is_doubled(first);
    while (end < limit) {
        uint32_t next = lapi_scan_code(s, end);
        bool same = is_stop_mark(first) ? is_stop_mark(next) : doubles && next == first;
        if (!same)
            break;
        end = lapi_scan_step(s, end);
    }
    if ((first == '\'' || first == '`' || first == 0x2019 || first == 0x2018) &&
        lapi_scan_code(s, end) == first)
        end = lapi_scan_step(s, end);
    return end;
}

/* End of a run of four or more marks that draw a line: "---=". */
static uint32_t ruler_end(const lapi_scan *s, uint32_t at)
{
    static const char drawn[] = "-=*_~+#<>|";
    uint32_t limit = lapi_scan_nearest(s, at);
    uint32_t end = at;
    while (end < limit && s->text[end] && memchr(drawn, s->text[end], sizeof drawn - 1))
        end++;
    return end - at >= 4 && end - at <= LAPI_TOKEN_BYTES_MAX ? end : at;
}

static uint32_t emoticon_end(const lapi_scan *s, uint32_t at)
{
    uint32_t best = at;
    uint32_t end = at;
    for (int i = 0; i < 5 && end < s->end; i++) {
        end = lapi_scan_step(s, end);
        if ((lapi_scan_cue(s, at, end) & LAPI_CUE_EMOTICON) &&
            !lapi_is_word_code(lapi_scan_code(s, end)))
            best = end;
    }
    return best - at > 1 ? best : at;
}

/* An apostrophe before a word: "'s" alone, "'72", "'em", or an opening quote. */
static uint32_t scan_apostrophe(lapi_scan *s, uint32_t at)
{
    uint32_t after = lapi_scan_step(s, at);
    uint32_t clitic = lapi_scan_clitic(s, at);
    uint32_t word = lapi_scan_run(s, after);
    if (clitic && at == s->begin) {
        emit(s, at, at + clitic, false);
        return at + clitic;
    }
    bool years = word - after == 2 && lapi_scan_is_digits(s, after, word);
    if (word > after && (years || (lapi_scan_cue(s, at, word) & LAPI_CUE_WHOLE))) {
        emit(s, at, word, false);
        return word;
    }
    uint32_t end = mark_end(s, at);
    s->open_single = word > after && at == s->begin;
    emit(s, at, end, false);
    return end;
}

static uint32_t scan_mark(lapi_scan *s, uint32_t at)
{
    uint32_t first = lapi_scan_code(s, at);
    uint32_t end = emoticon_end(s, at);
    if (end == at)
        end = ruler_end(s, at);
    if (end > at) {
        emit(s, at, end, false);
        return end;
    }
    if (lapi_is_apostrophe(first) || first == 0x2018)
        return scan_apostrophe(s, at);
    uint32_t next = at < s->end ? lapi_scan_code(s, lapi_scan_step(s, at)) : 0;
    bool fraction =
        (first == '.' || first == '+') && lapi_is_digit(next) && at == s->begin;
    bool tag =
        (first == '#' || first == '@') && lapi_is_letter(next) &&
        (at == s->begin || !lapi_is_word_code(lapi_utf8_before(s->text, at).code));
    end = fraction || tag ? lapi_scan_run(s, at + 1) : mark_end(s, at);
    emit(s, at, end, false);
    return end;
}

static void scan_chunk(lapi_scan *s)
{
    uint32_t at = s->begin;
    while (at < s->end) {
        uint32_t end = at;
        bool starts =
            at == s->begin || !lapi_is_word_code(lapi_utf8_before(s->text, at).code);
        if (starts && lapi_is_word_code(lapi_scan_code(s, at)))
            end = lapi_scan_address(s, at);
        if (end > at)
            emit(s, at, end, false);
        else if (lapi_is_word_code(lapi_scan_code(s, at)))
            end = scan_word(s, at);
        else
            end = scan_mark(s, at);
        at = end;
    }
}

void lapi_words_add(lapi_words *words, lapi_span span)
{
    lapi_scan s = {.words = words, .text = words->doc->text, .block_end = span.end};
    uint32_t at = span.begin;
    while (at < span.end && !words->failed) {
        lapi_code c = lapi_utf8_at(s.text + at);
        if (lapi_is_space(c.code)) {
            at += c.bytes;
            continue;
        }
        s.begin = at;
        while (at < span.end) {
            c = lapi_utf8_at(s.text + at);
            if (lapi_is_space(c.code))
                break;
            at += c.bytes;
        }
        s.end = at;
        s.no_address = s.begin;
        scan_chunk(&s);
    }
}
