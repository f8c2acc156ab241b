#include "syntax/feature.h"

enum {
    KIND_FORM = 1,
    KIND_PREFIX,
    KIND_SUFFIX,
    KIND_GRAM,
    KIND_SHAPE,
    KIND_CASE,
    KIND_PLACE,
    KIND_LIST,
    KIND_CLASS
};
enum { PREFIX_MAX = 4, SUFFIX_MAX = 5, WORD_BEGIN = 2, WORD_END = 3 };

static uint32_t hash_codes(uint32_t kind, const uint32_t *code, uint32_t count)
{
    uint64_t hash = lapi_code_hash(kind, count);
    for (uint32_t i = 0; i < count; i++)
        hash = lapi_code_hash(hash, code[i]);
    return lapi_code_hash_end(hash);
}

static bool is_upper(uint32_t c)
{
    if (c < 128)
        return c >= 'A' && c <= 'Z';
    if (c >= 0xC0 && c <= 0xDE)
        return c != 0xD7;
    if (c >= 0x100 && c <= 0x137)
        return c % 2 == 0;
    if (c >= 0x139 && c <= 0x148)
        return c % 2 == 1;
    if (c >= 0x14A && c <= 0x177)
        return c % 2 == 0;
    return c == 0x178 || c == 0x179 || c == 0x17B || c == 0x17D ||
           (c >= 0x391 && c <= 0x3A9) || (c >= 0x400 && c <= 0x42F);
}

uint32_t lapi_code_fold(uint32_t c)
{
    if (!is_upper(c))
        return c;
    if (c < 0x100 || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F))
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40F)
        return c + 0x50;
    return c == 0x178 ? 0xFF : c + 1;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= 0xC0 && c != 0xD7 && c != 0xF7 && !(c >= 0x2000 && c <= 0x2BFF));
}

/* Typographic signs as the plain ones that the treebanks mostly write. */
static uint32_t plain(uint32_t c)
{
    switch (c) {
    case 0x2018:
    case 0x2019:
    case 0x02BC:
    case 0xB4:
        return '\'';
    case 0x201C:
    case 0x201D:
    case 0xAB:
    case 0xBB:
        return '"';
    case 0x2010:
    case 0x2011:
        return '-';
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
        return 0x2013;
    default:
        return c;
    }
}

static uint32_t decode(const unsigned char *text, size_t bytes, size_t *at)
{
    uint32_t lead = text[(*at)++];
    uint32_t more = lead < 0xC0 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint32_t code = more ? lead & (0x3Fu >> more) : lead;
    while (more-- && *at < bytes)
        code = code << 6 | (text[(*at)++] & 0x3Fu);
    return code;
}

void lapi_word_decode(const unsigned char *text, size_t bytes, lapi_word_codes *out)
{
    enum { HALF = LAPI_WORD_CODES_MAX / 2 };
    uint32_t count = 0;
    for (size_t at = 0; at < bytes;) {
        uint32_t code = plain(decode(text, bytes, &at));
        if (count == LAPI_WORD_CODES_MAX) {
            for (uint32_t i = HALF; i + 1 < LAPI_WORD_CODES_MAX; i++)
                out->code[i] = out->code[i + 1];
            count--;
        }
        out->code[count++] = code;
    }
    out->count = count;
}

uint32_t lapi_word_features(const lapi_word_codes *word,
                            uint32_t out[LAPI_WORD_FEATURES_MAX])
{
    uint32_t fold[LAPI_WORD_CODES_MAX + 2];
    uint32_t n = word->count, count = 0;
    fold[0] = WORD_BEGIN;
    for (uint32_t i = 0; i < n; i++)
        fold[i + 1] = is_digit(word->code[i]) ? '0' : lapi_code_fold(word->code[i]);
    fold[n + 1] = WORD_END;
    out[count++] = hash_codes(KIND_FORM, fold + 1, n);
    out[count++] = lapi_code_hash_end(lapi_code_hash(KIND_LIST, out[0]));
    out[count++] = lapi_code_hash_end(lapi_code_hash(KIND_CLASS, out[0]));
    for (uint32_t k = 1; k <= PREFIX_MAX && k < n; k++)
        out[count++] = hash_codes(KIND_PREFIX, fold + 1, k);
    for (uint32_t k = 1; k <= SUFFIX_MAX && k < n; k++)
        out[count++] = hash_codes(KIND_SUFFIX, fold + 1 + n - k, k);
    for (uint32_t k = 3; k <= 4; k++)
        for (uint32_t i = 0; i + k <= n + 2; i++)
            out[count++] = hash_codes(KIND_GRAM, fold + i, k);
    return count;
}

static uint32_t shape_of(uint32_t c, enum lapi_case how, bool first)
{
    if (is_digit(c))
        return 'd';
    if (!is_letter(c))
        return c;
    bool upper = is_upper(c);
    if (how == LAPI_CASE_LOWER)
        upper = false;
    else if (how == LAPI_CASE_UPPER)
        upper = true;
    else if (how == LAPI_CASE_TITLE)
        upper = upper || first;
    return upper ? 'X' : 'x';
}

void lapi_shape_features(const lapi_word_codes *word, enum lapi_case how,
                         uint32_t out[LAPI_SHAPE_FEATURES_MAX])
{
    uint32_t shape[LAPI_WORD_CODES_MAX];
    uint32_t count = 0, upper = 0, lower = 0, digit = 0, first_upper = 0;
    for (uint32_t i = 0; i < word->count; i++) {
        uint32_t s = shape_of(word->code[i], how, i == 0);
        upper += s == 'X';
        lower += s == 'x';
        digit += s == 'd';
        first_upper |= i == 0 && s == 'X';
        if (count < 2 || shape[count - 1] != s || shape[count - 2] != s)
            shape[count++] = s;
    }
    uint32_t letters = upper + lower;
    uint32_t length = word->count > 9 ? 9 : word->count;
    uint32_t class = !letters                    ? 0
                     : !upper                    ? 1
                     : !lower                    ? (upper == 1 ? 2 : 3)
                     : first_upper && upper == 1 ? 4
                                                 : 5;
    uint32_t kind[3] = {class, digit > 0, length};
    out[0] = hash_codes(KIND_SHAPE, shape, count);
    out[1] = hash_codes(KIND_CASE, kind, 3);
}

void lapi_case_count(const lapi_word_codes *word, lapi_case_counts *counts)
{
    uint32_t upper = 0, lower = 0;
    for (uint32_t i = 0; i < word->count; i++) {
        if (is_letter(word->code[i])) {
            upper += is_upper(word->code[i]);
            lower += !is_upper(word->code[i]);
        }
    }
    if (upper + lower < 2)
        return;
    if (!upper) {
        counts->lower++;
        counts->long_lower += lower > 3;
    } else if (!lower) {
        counts->upper++;
    } else {
        counts->title++;
    }
}

enum lapi_sentence_case lapi_case_of_sentence(const lapi_case_counts *counts)
{
    uint32_t words = counts->lower + counts->title + counts->upper;
    if (words < 2)
        return LAPI_SENTENCE_MIXED;
    if (counts->upper * 10 >= words * 9)
        return LAPI_SENTENCE_UPPER;
    if (counts->lower == words)
        return LAPI_SENTENCE_LOWER;
    if (words >= 4 && !counts->long_lower)
        return LAPI_SENTENCE_TITLE;
    return LAPI_SENTENCE_MIXED;
}

uint32_t lapi_context_feature(enum lapi_sentence_case sentence, bool first,
                              bool glued_left, bool glued_right)
{
    uint32_t place[4] = {sentence, first, glued_left, glued_right};
    return hash_codes(KIND_PLACE, place, 4);
}
