#include "text/word.h"

#include "base/limits.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

/* Clitics that hang on one word: "shouldn't've". */
#define CLITICS_MAX 2

/* A chunk is a maximal run without white space; `at` runs through it. */
typedef struct scan {
    lapi_words *words;
    const char *text;
    uint32_t begin, end; /* of the chunk */
    uint32_t block_end;
    uint32_t no_address; /* no address begins before this byte */
    bool open_single;    /* a single quote is open in this block */
    lapi_span before;    /* the word before, empty at the start of the block */
} scan;

static uint32_t code_at(const scan *s, uint32_t at)
{
    return at < s->end ? lapi_utf8_at(s->text + at).code : 0;
}

static uint32_t step(const scan *s, uint32_t at)
{
    return at + lapi_utf8_at(s->text + at).bytes;
}

static bool is_word_code(uint32_t code)
{
    if (code < 128)
        return lapi_is_letter(code) || lapi_is_digit(code) || code == '_';
    enum lapi_class c = lapi_class_of(code);
    return (c >= LAPI_CLASS_UPPER && c <= LAPI_CLASS_NUMBER) || c == LAPI_CLASS_FORMAT;
}

static bool is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019 || code == '`' || code == 0x02BC;
}

static bool is_digits(const scan *s, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++) {
        if (!lapi_is_digit((unsigned char)s->text[i]))
            return false;
    }
    return end > begin;
}

static uint32_t cue(const scan *s, uint32_t begin, uint32_t end)
{
    return lapi_cues_find(s->words->cues, lapi_slice_of(s->text + begin, end - begin));
}

/* End of the run of word characters at `at`, bounded by the limit of a token. */
static uint32_t run_end(const scan *s, uint32_t at)
{
    uint32_t limit =
        s->end - at > LAPI_TOKEN_BYTES_MAX ? at + LAPI_TOKEN_BYTES_MAX : s->end;
    uint32_t end = at;
    while (end < limit && is_word_code(code_at(s, end))) {
        uint32_t next = step(s, end);
        if (next > limit)
            break;
        end = next;
    }
    return end;
}

static void emit(scan *s, uint32_t begin, uint32_t end, bool glued)
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

/* ---- addresses: http://..., www..., name@host, host.org, file.pdf ---- */

static bool is_address_code(uint32_t code)
{
    return is_word_code(code) || code == '.' || code == '-' || code == '@' ||
           code == '%' || code == '+';
}

static bool is_tail_code(uint32_t code)
{
    return code == '.' || code == ',' || code == ';' || code == ':' || code == '!' ||
           code == '?' || code == '\'' || code == '"' || code == ')' || code == ']' ||
           code == '>' || code == '}' || code == 0x201D || code == 0x2019 ||
           code == '*';
}

/* Takes closing punctuation off the end of an address, but not a bracket that was
 * opened in it. */
static uint32_t trim_tail(const scan *s, uint32_t begin, uint32_t end)
{
    uint32_t opened = 0;
    uint32_t closed = 0;
    for (uint32_t i = begin; i < end; i++) {
        opened += s->text[i] == '(';
        closed += s->text[i] == ')';
    }
    while (end > begin) {
        lapi_code c = lapi_utf8_before(s->text, end);
        if (!is_tail_code(c.code) || (c.code == ')' && closed <= opened))
            break;
        closed -= c.code == ')';
        end -= c.bytes;
    }
    return end;
}

static bool has_prefix(const scan *s, uint32_t at, const char *prefix)
{
    uint32_t n = (uint32_t)strlen(prefix);
    if (s->end - at <= n)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        if (lapi_lower((unsigned char)s->text[at + i]) != (unsigned char)prefix[i])
            return false;
    }
    return true;
}

/* The chunk's end, but not much beyond the limit of a token. */
static uint32_t nearest(const scan *s, uint32_t at)
{
    uint32_t most = LAPI_TOKEN_BYTES_MAX + 1;
    if (s->end - at <= most)
        return s->end;
    uint32_t end = at + most;
    while (end < s->end && ((unsigned char)s->text[end] & 0xC0u) == 0x80u)
        end++;
    return end;
}

static uint32_t link_end(const scan *s, uint32_t at)
{
    if (!has_prefix(s, at, "http://") && !has_prefix(s, at, "https://") &&
        !has_prefix(s, at, "ftp://") && !has_prefix(s, at, "www.") &&
        !has_prefix(s, at, "mailto:") && !has_prefix(s, at, "doi:"))
        return at;
    uint32_t limit = nearest(s, at);
    for (uint32_t i = at; i < limit; i++) {
        if (s->text[i] == '<' || s->text[i] == '>' || s->text[i] == '"') {
            limit = i;
            break;
        }
    }
    if (limit - at > LAPI_TOKEN_BYTES_MAX)
        return at;
    return trim_tail(s, at, limit);
}

/* Three small words or more with dots between them: "alt.news.test". */
static bool is_group(const scan *s, uint32_t begin, uint32_t end)
{
    uint32_t dots = 0;
    uint32_t letters = 0;
    for (uint32_t i = begin; i < end; i++) {
        uint32_t code = (unsigned char)s->text[i];
        if (code == '.' ? letters < 2 : !lapi_is_lower(code) && code != '-')
            return false;
        dots += code == '.';
        letters = code == '.' ? 0 : letters + 1;
    }
    return dots >= 2 && letters >= 2;
}

/* Does the run begin .. end look like name@host or host.org or file.pdf? */
static bool is_address(const scan *s, uint32_t begin, uint32_t end)
{
    const char *p = s->text + begin;
    uint32_t n = end - begin;
    const char *at_mark = memchr(p, '@', n);
    const char *dot = NULL;
    for (uint32_t i = n; i > 1 && !dot; i--) {
        if (p[i - 1] == '.')
            dot = p + i - 1;
    }
    if (at_mark && !dot)
        return lapi_is_letter((unsigned char)p[0]) && at_mark - p > 1 &&
               p + n - at_mark > 2;
    if (at_mark)
        return dot && at_mark > p && at_mark + 1 < dot && dot + 1 < p + n;
    if (!dot || dot + 1 >= p + n || dot == p)
        return false;
    if (is_group(s, begin, end))
        return true;
    uint32_t last = begin + (uint32_t)(dot - p) + 1;
    uint32_t kinds = cue(s, last, end);
    if (!(kinds & (LAPI_CUE_DOMAIN | LAPI_CUE_FILE)) || dot - p < 2)
        return false;
    /* "said.It" is a missing blank, "site.it" an address. */
    return !lapi_is_upper((unsigned char)s->text[last]) ||
           (last + 1 < end && lapi_is_upper((unsigned char)s->text[last + 1]));
}

static uint32_t address_end(scan *s, uint32_t at)
{
    uint32_t end = link_end(s, at);
    if (end > at || at < s->no_address)
        return end;
    while (end < s->end && is_address_code(code_at(s, end)))
        end = step(s, end);
    s->no_address = end;
    if (end - at > LAPI_TOKEN_BYTES_MAX)
        return at;
    uint32_t trimmed = trim_tail(s, at, end);
    if (trimmed - at < 4 || !is_address(s, at, trimmed))
        return at;
    if (code_at(s, trimmed) == '/' && trimmed + 1 < s->end) {
        uint32_t path = trim_tail(s, at, nearest(s, at));
        if (path - at <= LAPI_TOKEN_BYTES_MAX)
            trimmed = path;
    }
    return trimmed;
}

/* ---- words ---- */

/* Bytes of the clitic that begins with an apostrophe at `at` ("'s"), 0 for none. */
static uint32_t clitic_bytes(const scan *s, uint32_t at)
{
    uint32_t letters = step(s, at);
    uint32_t end = letters;
    while (end < s->end && end - letters < 4 && lapi_is_letter(code_at(s, end)))
        end = step(s, end);
    if (end == letters || is_word_code(code_at(s, end)) ||
        (is_apostrophe(code_at(s, end)) && is_word_code(code_at(s, step(s, end)))))
        return 0;
    char buf[8] = "'";
    if (end - letters > 4)
        return 0;
    memcpy(buf + 1, s->text + letters, end - letters);
    uint32_t kinds =
        lapi_cues_find(s->words->cues, lapi_slice_of(buf, 1 + end - letters));
    return kinds & LAPI_CUE_CLITIC ? end - at : 0;
}

/* Is begin .. end + the "'t" at `end` a negation: "don't"? */
static bool is_negation(const scan *s, uint32_t begin, uint32_t end)
{
    if (!is_apostrophe(code_at(s, end)) || end == begin)
        return false;
    uint32_t t = step(s, end);
    return lapi_lower((unsigned char)s->text[end - 1]) == 'n' &&
           lapi_lower(code_at(s, t)) == 't' && !is_word_code(code_at(s, t + 1));
}

/* What may come between two runs of one word. */
static bool joins_digits(const scan *s, uint32_t begin, uint32_t at, uint32_t mark)
{
    if (mark != '.' && mark != ',' && mark != ':' && mark != '/')
        return false;
    uint32_t next = at + 1;
    if (!lapi_is_digit(code_at(s, next)) ||
        !lapi_is_digit((unsigned char)s->text[at - 1]))
        return false;
    if (mark == ',') {
        uint32_t end = next;
        while (end < s->end && end - next < 4 && lapi_is_digit(code_at(s, end)))
            end++;
        return end - next == 3 && is_digits(s, begin, begin + 1);
    }
    return true;
}

/* One letter and a stop, again and again: "U.S", "a.m". Returns the end with the last
 * stop if there is one, or `begin` when it is none. */
static uint32_t acronym_end(const scan *s, uint32_t begin)
{
    uint32_t at = begin;
    uint32_t letters = 0;
    while (lapi_is_letter(code_at(s, at)) && at - begin < 40) {
        uint32_t stop = step(s, at);
        if (code_at(s, stop) != '.') {
            if (letters > 0 && !is_word_code(code_at(s, stop)))
                return letters > 1 || !is_apostrophe(code_at(s, stop)) ? stop : begin;
            break;
        }
        letters++;
        at = stop + 1;
    }
    return letters > 1 ? at : begin;
}

/* First code point after the blanks that follow the chunk, 0 at the block's end. */
static uint32_t code_after(const scan *s)
{
    uint32_t at = s->end;
    while (at < s->block_end) {
        lapi_code c = lapi_utf8_at(s->text + at);
        if (!lapi_is_space(c.code))
            return c.code;
        at += c.bytes;
    }
    return 0;
}

/* Does the stop at `end` belong to the word before it? */
static bool owns_stop(const scan *s, uint32_t begin, uint32_t end)
{
    bool last = end + 1 >= s->end;
    uint32_t next = last ? code_after(s) : code_at(s, end + 1);
    uint32_t kinds = cue(s, begin, end + 1);
    if (!last && (next == '.' || lapi_is_letter(next) || next == '_'))
        return (kinds & LAPI_CUE_TITLE) && lapi_is_upper(code_at(s, begin));
    if (kinds & (LAPI_CUE_TITLE | LAPI_CUE_ABBREVIATION))
        return true;
    uint32_t first = code_at(s, begin);
    if ((kinds & LAPI_CUE_PROPER_ABBREVIATION) && lapi_is_upper(first))
        return true;
    if ((kinds & LAPI_CUE_MID_ABBREVIATION) &&
        (lapi_is_lower(next) || next == ',' || next == ')'))
        return true;
    if (kinds & (LAPI_CUE_NUMBER_ABBREVIATION | LAPI_CUE_MID_ABBREVIATION))
        return lapi_is_digit(next);
    if (step(s, begin) != end || !lapi_is_upper(first))
        return false;
    if (!last)
        return next == ',' || next == '-';
    bool named = s->before.end > s->before.begin &&
                 lapi_is_upper(lapi_utf8_at(s->text + s->before.begin).code);
    return (lapi_is_upper(next) && (first != 'I' || named)) ||
           (lapi_is_lower(next) && named);
}

/* Does the hyphen at `at` stay inside the word that began at `begin`, whose last run
 * began at `run`? */
static bool owns_hyphen(const scan *s, uint32_t begin, uint32_t run, uint32_t at)
{
    uint32_t next = at + 1;
    if (!is_word_code(code_at(s, next)))
        return false;
    if (run == begin || begin < run) {
        uint32_t kinds = cue(s, run, at);
        if ((kinds & LAPI_CUE_PREFIX) && lapi_is_letter(code_at(s, run)))
            return true;
    }
    uint32_t end = at;
    uint32_t groups = 1;
    uint32_t sizes[2] = {at - begin, 0};
    while (end < s->end && end - begin < 40 && s->text[end] == '-' &&
           is_word_code(code_at(s, end + 1))) {
        uint32_t group = run_end(s, end + 1);
        sizes[1] = group - end - 1;
        end = group;
    }
    if (end - begin >= LAPI_CUE_BYTES_MAX)
        return false;
    if (cue(s, begin, end) & LAPI_CUE_WHOLE)
        return true;
    for (uint32_t i = begin; i < end; i++) {
        if (s->text[i] != '-' && !lapi_is_digit((unsigned char)s->text[i]))
            return false;
        groups += s->text[i] == '-';
    }
    return groups > 2 || (sizes[0] == 3 && sizes[1] == 4) ||
           (sizes[0] == 5 && sizes[1] == 4);
}

/* May the mark at `at` stand inside a word that began at `begin` (last run at `run`)?
 */
static bool is_inner(const scan *s, uint32_t begin, uint32_t run, uint32_t at)
{
    uint32_t mark = code_at(s, at);
    uint32_t next = at < s->end ? code_at(s, step(s, at)) : 0;
    if (!is_word_code(next) || at == begin)
        return false;
    if (is_apostrophe(mark))
        return !clitic_bytes(s, at) && !is_negation(s, begin, at) && mark != '`';
    if (mark == '-' || mark == 0x2010 || mark == 0x2011)
        return mark == '-' ? owns_hyphen(s, begin, run, at) : false;
    if (mark == '&')
        return lapi_is_letter(lapi_utf8_before(s->text, at).code) &&
               lapi_is_letter(next) && at - begin <= 4;
    if (mark == '*')
        return lapi_is_letter(lapi_utf8_before(s->text, at).code) &&
               lapi_is_letter(next);
    if (mark == '/' && !lapi_is_digit(next)) {
        uint32_t end = run_end(s, at + 1);
        return (cue(s, begin, end) & LAPI_CUE_WHOLE) != 0;
    }
    return joins_digits(s, begin, at, mark);
}

/* "Ph.D.", "M.Sc.": the end of two runs with stops that are one abbreviation. */
static uint32_t dotted_end(const scan *s, uint32_t begin, uint32_t end)
{
    if (code_at(s, end) != '.' || end - begin > 8)
        return end;
    uint32_t second = run_end(s, end + 1);
    if (second == end + 1 || second - end > 8 || code_at(s, second) != '.')
        return end;
    return cue(s, begin, second + 1) & LAPI_CUE_ABBREVIATION ? second + 1 : end;
}

/* End of the word at `at`, without clitics. */
static uint32_t word_end(const scan *s, uint32_t at)
{
    uint32_t acronym = acronym_end(s, at);
    if (acronym > at)
        return acronym;
    uint32_t run = at;
    uint32_t end = dotted_end(s, at, run_end(s, at));
    while (end < s->end && end - at < LAPI_TOKEN_BYTES_MAX / 2 &&
           is_inner(s, at, run, end)) {
        run = step(s, end);
        uint32_t next = run_end(s, run);
        if (next - at > LAPI_TOKEN_BYTES_MAX)
            break;
        end = next;
    }
    return end;
}

/* "5pm", "$3bn": end of the digits when the letters are a unit, else `end`. */
static uint32_t number_end(const scan *s, uint32_t begin, uint32_t end)
{
    if (!lapi_is_digit(code_at(s, begin)))
        return end;
    uint32_t letters = end;
    while (letters > begin && lapi_is_letter((unsigned char)s->text[letters - 1]))
        letters--;
    if (letters == end || letters == begin ||
        !lapi_is_digit((unsigned char)s->text[letters - 1]))
        return end;
    return cue(s, letters, end) & LAPI_CUE_UNIT ? letters : end;
}

/* Is the word after the chunk one before which "its" is "it's"? */
static bool is_split_here(const scan *s, uint32_t end)
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
    return (cue(s, at, next) & LAPI_CUE_SPLIT_BEFORE) != 0;
}

/* Emits one word with its parts ("can" "not"), returns its end. */
static uint32_t emit_word(scan *s, uint32_t begin, uint32_t end)
{
    uint32_t cut[2];
    lapi_cues_parts(s->words->cues, lapi_slice_of(s->text + begin, end - begin), cut);
    bool acronym = end - begin == 2 && lapi_is_upper(code_at(s, begin + 1));
    if (cut[0] && (acronym || ((cue(s, begin, end) & LAPI_CUE_MAYBE_SPLIT) &&
                               !is_split_here(s, end))))
        cut[0] = 0; /* "IM" is no "I'm" */
    bool glued = false;
    for (int i = 0; i < 2 && cut[i]; i++) {
        uint32_t part = begin;
        for (uint32_t n = 0; n < cut[i] && part < end; n++)
            part = step(s, part);
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
static uint32_t scan_clitics(scan *s, uint32_t begin, uint32_t end)
{
    for (int i = 0; i < CLITICS_MAX && is_apostrophe(code_at(s, end)); i++) {
        uint32_t clitic = clitic_bytes(s, end);
        if (!clitic)
            break;
        emit(s, end, end + clitic, true);
        end += clitic;
    }
    uint32_t mark = code_at(s, end);
    if (end > begin && (mark == '\'' || mark == 0x2019) && !s->open_single &&
        lapi_lower((unsigned char)s->text[end - 1]) == 's' &&
        !is_word_code(code_at(s, step(s, end)))) {
        uint32_t after = step(s, end);
        emit(s, end, after, true);
        end = after;
    }
    return end;
}

static uint32_t scan_word(scan *s, uint32_t begin)
{
    uint32_t end = word_end(s, begin);
    uint32_t t = end;
    if (is_negation(s, begin, end)) {
        t = step(s, end) + 1;
        uint32_t stem = end - 1;
        if (stem > begin)
            emit(s, begin, stem, false);
        emit(s, stem, t, stem > begin);
        return t;
    }
    if (is_digits(s, begin, end) && is_apostrophe(code_at(s, end)) &&
        clitic_bytes(s, end) == step(s, end) - end + 1 &&
        lapi_lower((unsigned char)s->text[step(s, end)]) == 's') {
        end = step(s, end) + 1; /* "the 80's" */
        emit(s, begin, end, false);
        return end;
    }
    uint32_t number = number_end(s, begin, end);
    if (number < end) {
        emit(s, begin, number, false);
        begin = number;
    }
    if (code_at(s, end) == '.' && s->text[end - 1] != '.' && owns_stop(s, begin, end))
        end++;
    else if (code_at(s, end) == '/' && (cue(s, begin, end + 1) & LAPI_CUE_WHOLE) &&
             !is_word_code(code_at(s, end + 1)))
        end++; /* "w/" */
    emit_word(s, begin, end);
    return scan_clitics(s, begin, end);
}

/* ---- marks ---- */

static bool is_stop_mark(uint32_t code)
{
    return code == '.' || code == '!' || code == '?';
}

/* End of a run of marks that make one word: "...", "?!", "--", "<<", "``". */
static uint32_t mark_end(const scan *s, uint32_t at)
{
    uint32_t first = code_at(s, at);
    uint32_t end = step(s, at);
    uint32_t limit =
        s->end - at > LAPI_TOKEN_BYTES_MAX ? at + LAPI_TOKEN_BYTES_MAX - 4 : s->end;
    bool doubles = first == '-' || first == '*' || first == '=' || first == '~' ||
                   first == '+' || first == '/' || first == '<' || first == '>' ||
                   first == '#' || first == '$' || first == '^' || first == '|' ||
                   first == 0x2013 || first == 0x2014 || first == 0x2026 ||
                   first == '\\';
    while (end < limit) {
        uint32_t next = code_at(s, end);
        bool same = is_stop_mark(first) ? is_stop_mark(next) : doubles && next == first;
        if (!same)
            break;
        end = step(s, end);
    }
    if ((first == '\'' || first == '`' || first == 0x2019 || first == 0x2018) &&
        code_at(s, end) == first)
        end = step(s, end);
    return end;
}

/* End of a run of four or more marks that draw a line: "---=". */
static uint32_t ruler_end(const scan *s, uint32_t at)
{
    static const char drawn[] = "-=*_~+#<>|";
    uint32_t limit = nearest(s, at);
    uint32_t end = at;
    while (end < limit && s->text[end] && memchr(drawn, s->text[end], sizeof drawn - 1))
        end++;
    return end - at >= 4 && end - at <= LAPI_TOKEN_BYTES_MAX ? end : at;
}

static uint32_t emoticon_end(const scan *s, uint32_t at)
{
    uint32_t best = at;
    uint32_t end = at;
    for (int i = 0; i < 5 && end < s->end; i++) {
        end = step(s, end);
        if ((cue(s, at, end) & LAPI_CUE_EMOTICON) && !is_word_code(code_at(s, end)))
            best = end;
    }
    return best - at > 1 ? best : at;
}

/* An apostrophe before a word: "'s" alone, "'72", "'em", or an opening quote. */
static uint32_t scan_apostrophe(scan *s, uint32_t at)
{
    uint32_t after = step(s, at);
    uint32_t clitic = clitic_bytes(s, at);
    uint32_t word = run_end(s, after);
    if (clitic && at == s->begin) {
        emit(s, at, at + clitic, false);
        return at + clitic;
    }
    bool years = word - after == 2 && is_digits(s, after, word);
    if (word > after && (years || (cue(s, at, word) & LAPI_CUE_WHOLE))) {
        emit(s, at, word, false);
        return word;
    }
    uint32_t end = mark_end(s, at);
    s->open_single = word > after && at == s->begin;
    emit(s, at, end, false);
    return end;
}

static uint32_t scan_mark(scan *s, uint32_t at)
{
    uint32_t first = code_at(s, at);
    uint32_t end = emoticon_end(s, at);
    if (end == at)
        end = ruler_end(s, at);
    if (end > at) {
        emit(s, at, end, false);
        return end;
    }
    if (is_apostrophe(first) || first == 0x2018)
        return scan_apostrophe(s, at);
    uint32_t next = at < s->end ? code_at(s, step(s, at)) : 0;
    bool fraction =
        (first == '.' || first == '+') && lapi_is_digit(next) && at == s->begin;
    bool tag = (first == '#' || first == '@') && lapi_is_letter(next) &&
               (at == s->begin || !is_word_code(lapi_utf8_before(s->text, at).code));
    end = fraction || tag ? run_end(s, at + 1) : mark_end(s, at);
    emit(s, at, end, false);
    return end;
}

static void scan_chunk(scan *s)
{
    uint32_t at = s->begin;
    while (at < s->end) {
        uint32_t end = at;
        bool starts =
            at == s->begin || !is_word_code(lapi_utf8_before(s->text, at).code);
        if (starts && is_word_code(code_at(s, at)))
            end = address_end(s, at);
        if (end > at)
            emit(s, at, end, false);
        else if (is_word_code(code_at(s, at)))
            end = scan_word(s, at);
        else
            end = scan_mark(s, at);
        at = end;
    }
}

void lapi_words_add(lapi_words *words, lapi_span span)
{
    scan s = {.words = words, .text = words->doc->text, .block_end = span.end};
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
