#include "text/scan.h"

uint32_t lapi_scan_run(const lapi_scan *s, uint32_t at)
{
    uint32_t limit =
        s->end - at > LAPI_TOKEN_BYTES_MAX ? at + LAPI_TOKEN_BYTES_MAX : s->end;
    uint32_t end = at;
    while (end < limit && lapi_is_word_code(lapi_scan_code(s, end))) {
        uint32_t next = lapi_scan_step(s, end);
        if (next > limit)
            break;
        end = next;
    }
    return end;
}

uint32_t lapi_scan_nearest(const lapi_scan *s, uint32_t at)
{
    uint32_t most = LAPI_TOKEN_BYTES_MAX + 1;
    if (s->end - at <= most)
        return s->end;
    uint32_t end = at + most;
    while (end < s->end && ((unsigned char)s->text[end] & 0xC0u) == 0x80u)
        end++;
    return end;
}

uint32_t lapi_scan_clitic(const lapi_scan *s, uint32_t at)
{
    uint32_t letters = lapi_scan_step(s, at);
    uint32_t end = letters;
    while (end < s->end && end - letters < 4 && lapi_is_letter(lapi_scan_code(s, end)))
        end = lapi_scan_step(s, end);
    if (end == letters || lapi_is_word_code(lapi_scan_code(s, end)) ||
        (lapi_is_apostrophe(lapi_scan_code(s, end)) &&
         lapi_is_word_code(lapi_scan_code(s, lapi_scan_step(s, end)))))
        return 0;
    char buf[8] = "'";
    if (end - letters > 4)
        return 0;
    memcpy(buf + 1, s->text + letters, end - letters);
    uint32_t kinds =
        lapi_cues_find(s->words->cues, lapi_slice_of(buf, 1 + end - letters));
    return kinds & LAPI_CUE_CLITIC ? end - at : 0;
}

bool lapi_scan_is_negation(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    if (!lapi_is_apostrophe(lapi_scan_code(s, end)) || end == begin)
        return false;
    uint32_t t = lapi_scan_step(s, end);
    return lapi_lower((unsigned char)s->text[end - 1]) == 'n' &&
           lapi_lower(lapi_scan_code(s, t)) == 't' &&
           !lapi_is_word_code(lapi_scan_code(s, t + 1));
}

/* What may come between two runs of one word. */
static bool joins_digits(const lapi_scan *s, uint32_t begin, uint32_t at, uint32_t mark)
{
    if (mark != '.' && mark != ',' && mark != ':' && mark != '/')
        return false;
    uint32_t next = at + 1;
    if (!lapi_is_digit(lapi_scan_code(s, next)) ||
        !lapi_is_digit((unsigned char)s->text[at - 1]))
        return false;
    if (mark == ',') {
        uint32_t end = next;
        while (end < s->end && end - next < 4 && lapi_is_digit(lapi_scan_code(s, end)))
            end++;
        return end - next == 3 && lapi_scan_is_digits(s, begin, begin + 1);
    }
    return true;
}

/* One letter and a stop, again and again: "U.S", "a.m". Returns the end with the last
 * stop if there is one, or `begin` when it is none. */
static uint32_t acronym_end(const lapi_scan *s, uint32_t begin)
{
    uint32_t at = begin;
    uint32_t letters = 0;
    while (lapi_is_letter(lapi_scan_code(s, at)) && at - begin < 40) {
        uint32_t stop = lapi_scan_step(s, at);
        if (lapi_scan_code(s, stop) != '.') {
            if (letters > 0 && !lapi_is_word_code(lapi_scan_code(s, stop)))
                return letters > 1 || !lapi_is_apostrophe(lapi_scan_code(s, stop))
                           ? stop
                           : begin;
            break;
        }
        letters++;
        at = stop + 1;
    }
    return letters > 1 ? at : begin;
}

/* First code point after the blanks that follow the chunk, 0 at the block's end. */
static uint32_t code_after(const lapi_scan *s)
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

bool lapi_scan_owns_stop(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    bool last = end + 1 >= s->end;
    uint32_t next = last ? code_after(s) : lapi_scan_code(s, end + 1);
    uint32_t kinds = lapi_scan_cue(s, begin, end + 1);
    if (!last && (next == '.' || lapi_is_letter(next) || next == '_'))
        return (kinds & LAPI_CUE_TITLE) && lapi_is_upper(lapi_scan_code(s, begin));
    if (kinds & (LAPI_CUE_TITLE | LAPI_CUE_ABBREVIATION))
        return true;
    uint32_t first = lapi_scan_code(s, begin);
    if ((kinds & LAPI_CUE_PROPER_ABBREVIATION) && lapi_is_upper(first))
        return true;
    if ((kinds & LAPI_CUE_MID_ABBREVIATION) &&
        (lapi_is_lower(next) || next == ',' || next == ')'))
        return true;
    if (kinds & (LAPI_CUE_NUMBER_ABBREVIATION | LAPI_CUE_MID_ABBREVIATION))
        return lapi_is_digit(next);
    if (lapi_scan_step(s, begin) != end || !lapi_is_upper(first))
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
static bool owns_hyphen(const lapi_scan *s, uint32_t begin, uint32_t run, uint32_t at)
{
    uint32_t next = at + 1;
    if (!lapi_is_word_code(lapi_scan_code(s, next)))
        return false;
    if (run == begin || begin < run) {
        uint32_t kinds = lapi_scan_cue(s, run, at);
        if ((kinds & LAPI_CUE_PREFIX) && lapi_is_letter(lapi_scan_code(s, run)))
            return true;
    }
    uint32_t end = at;
    uint32_t groups = 1;
    uint32_t sizes[2] = {at - begin, 0};
    while (end < s->end && end - begin < 40 && s->text[end] == '-' &&
           lapi_is_word_code(lapi_scan_code(s, end + 1))) {
        uint32_t group = lapi_scan_run(s, end + 1);
        sizes[1] = group - end - 1;
        end = group;
    }
    if (end - begin >= LAPI_CUE_BYTES_MAX)
        return false;
    if (lapi_scan_cue(s, begin, end) & LAPI_CUE_WHOLE)
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
static bool is_inner(const lapi_scan *s, uint32_t begin, uint32_t run, uint32_t at)
{
    uint32_t mark = lapi_scan_code(s, at);
    uint32_t next = at < s->end ? lapi_scan_code(s, lapi_scan_step(s, at)) : 0;
    if (!lapi_is_word_code(next) || at == begin)
        return false;
    if (lapi_is_apostrophe(mark))
        return !lapi_scan_clitic(s, at) && !lapi_scan_is_negation(s, begin, at) &&
               mark != '`';
    if (mark == '-' || mark == 0x2010 || mark == 0x2011)
        return mark == '-' ? owns_hyphen(s, begin, run, at) : false;
    if (mark == '&')
        return lapi_is_letter(lapi_utf8_before(s->text, at).code) &&
               lapi_is_letter(next) && at - begin <= 4;
    if (mark == '*')
        return lapi_is_letter(lapi_utf8_before(s->text, at).code) &&
               lapi_is_letter(next);
    if (mark == '/' && !lapi_is_digit(next)) {
        uint32_t end = lapi_scan_run(s, at + 1);
        return (lapi_scan_cue(s, begin, end) & LAPI_CUE_WHOLE) != 0;
    }
    return joins_digits(s, begin, at, mark);
}

/* "Ph.D.", "M.Sc.": the end of two runs with stops that are one abbreviation. */
static uint32_t dotted_end(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    if (lapi_scan_code(s, end) != '.' || end - begin > 8)
        return end;
    uint32_t second = lapi_scan_run(s, end + 1);
    if (second == end + 1 || second - end > 8 || lapi_scan_code(s, second) != '.')
        return end;
    return lapi_scan_cue(s, begin, second + 1) & LAPI_CUE_ABBREVIATION ? second + 1
                                                                       : end;
}

uint32_t lapi_scan_word(const lapi_scan *s, uint32_t at)
{
    uint32_t acronym = acronym_end(s, at);
    if (acronym > at)
        return acronym;
    uint32_t run = at;
    uint32_t end = dotted_end(s, at, lapi_scan_run(s, at));
    while (end < s->end && end - at < LAPI_TOKEN_BYTES_MAX / 2 &&
           is_inner(s, at, run, end)) {
        run = lapi_scan_step(s, end);
        uint32_t next = lapi_scan_run(s, run);
        if (next - at > LAPI_TOKEN_BYTES_MAX)
            break;
        end = next;
    }
    return end;
}

uint32_t lapi_scan_number(const lapi_scan *s, uint32_t begin, uint32_t end)
{
    if (!lapi_is_digit(lapi_scan_code(s, begin)))
        return end;
    uint32_t letters = end;
    while (letters > begin && lapi_is_letter((unsigned char)s->text[letters - 1]))
        letters--;
    if (letters == end || letters == begin ||
        !lapi_is_digit((unsigned char)s->text[letters - 1]))
        return end;
    return lapi_scan_cue(s, letters, end) & LAPI_CUE_UNIT ? letters : end;
}
