/* What kind of character a code point is, and its simple lower case. ASCII
 * takes a fast path; the rest is looked up in tables made by tools/gen_unicode.py. Code
 * points above U+1FFFF are OTHER, but for ideographs, which are letters. */
#ifndef LAPI_UNICODE_PROPS_H
#define LAPI_UNICODE_PROPS_H

#include <stdbool.h>
#include <stdint.h>

enum lapi_class {
    LAPI_CLASS_OTHER, /* controls, unassigned, private use */
    LAPI_CLASS_UPPER, /* title case too */
    LAPI_CLASS_LOWER,
    LAPI_CLASS_LETTER, /* a letter without case */
    LAPI_CLASS_MARK,   /* combining */
    LAPI_CLASS_DIGIT,  /* decimal digit */
    LAPI_CLASS_NUMBER, /* fractions, Roman numerals, superscripts */
    LAPI_CLASS_SPACE,  /* line ends, tabs, no-break and zero-width spaces, direction
                           marks, byte order mark */
    LAPI_CLASS_PUNCT,
    LAPI_CLASS_SYMBOL, /* currency, mathematics, pictures */
    LAPI_CLASS_FORMAT  /* joiners, soft hyphen */
};

enum lapi_class lapi_class_of(uint32_t code);

/* The one code point that is its lower case, itself where there is none. */
uint32_t lapi_lower(uint32_t code);

static inline bool lapi_is_space(uint32_t code)
{
    if (code < 128)
        return code == ' ' || (code >= 9 && code <= 13);
    return lapi_class_of(code) == LAPI_CLASS_SPACE;
}

static inline bool lapi_is_upper(uint32_t code)
{
    if (code < 128)
        return code >= 'A' && code <= 'Z';
    return lapi_class_of(code) == LAPI_CLASS_UPPER;
}

static inline bool lapi_is_lower(uint32_t code)
{
    if (code < 128)
        return code >= 'a' && code <= 'z';
    return lapi_class_of(code) == LAPI_CLASS_LOWER;
}

static inline bool lapi_is_digit(uint32_t code)
{
    if (code < 128)
        return code >= '0' && code <= '9';
    return lapi_class_of(code) == LAPI_CLASS_DIGIT;
}

/* A letter of any case, or a mark that combines with one. */
static inline bool lapi_is_letter(uint32_t code)
{
    if (code < 128)
        return (code | 32) >= 'a' && (code | 32) <= 'z';
    enum lapi_class c = lapi_class_of(code);
    return c >= LAPI_CLASS_UPPER && c <= LAPI_CLASS_MARK;
}

#endif
