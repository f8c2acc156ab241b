/* A borrowed run of bytes: pointer and length, no NUL. Valid as long as what it points
 * into. */
#ifndef LAPI_BASE_SLICE_H
#define LAPI_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct lapi_slice {
    const char *at;
    uint32_t bytes;
} lapi_slice;

/* Half-open span of bytes into a document's text. Empty (begin == end) where nothing
 * stands. */
typedef struct lapi_span {
    uint32_t begin;
    uint32_t end;
} lapi_span;

static inline bool lapi_span_overlaps(lapi_span a, lapi_span b)
{
    return a.begin < b.end && b.begin < a.end;
}

/* A slice of a C string literal. */
#define LAPI_S(literal) ((lapi_slice){(literal), (uint32_t)(sizeof(literal) - 1)})

static inline lapi_slice lapi_slice_of(const char *at, uint32_t bytes)
{
    return (lapi_slice){at, bytes};
}

/* A slice of a NUL-terminated string of our own (never of input). */
static inline lapi_slice lapi_slice_str(const char *s)
{
    return (lapi_slice){s, (uint32_t)strlen(s)};
}

/* The same, or none where there is no string. */
static inline lapi_slice lapi_slice_or_none(const char *s)
{
    return s ? lapi_slice_str(s) : (lapi_slice){NULL, 0};
}

static inline bool lapi_slice_equal(lapi_slice a, lapi_slice b)
{
    return a.bytes == b.bytes && (a.bytes == 0 || memcmp(a.at, b.at, a.bytes) == 0);
}

/* Does the slice equal this NUL-terminated string of our own? */
static inline bool lapi_slice_is(lapi_slice a, const char *s)
{
    return lapi_slice_equal(a, lapi_slice_str(s));
}

/* Does the slice begin with this NUL-terminated string of our own? */
static inline bool lapi_slice_begins(lapi_slice a, const char *s)
{
    size_t n = strlen(s);
    return a.bytes >= n && (n == 0 || memcmp(a.at, s, n) == 0);
}

/* A capital letter of ASCII made small; any other byte as it is. */
static inline char lapi_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Does it begin with this string of our own, which is of small letters, whatever the
 * case of ASCII's letters? */
static inline bool lapi_slice_begins_fold(lapi_slice a, const char *s)
{
    uint32_t i = 0;
    while (s[i] && i < a.bytes && lapi_ascii_lower(a.at[i]) == s[i])
        i++;
    return !s[i];
}

/* Are they equal, whatever the case of ASCII's letters? */
static inline bool lapi_slice_equal_fold(lapi_slice a, lapi_slice b)
{
    uint32_t i = 0;
    while (a.bytes == b.bytes && i < a.bytes &&
           lapi_ascii_lower(a.at[i]) == lapi_ascii_lower(b.at[i]))
        i++;
    return a.bytes == b.bytes && i == a.bytes;
}

/* The slice without the spaces, tabs and carriage returns around it. */
static inline lapi_slice lapi_slice_trim(lapi_slice a)
{
    while (a.bytes && memchr(" \t\r", a.at[0], 3))
        a = lapi_slice_of(a.at + 1, a.bytes - 1);
    while (a.bytes && memchr(" \t\r", a.at[a.bytes - 1], 3))
        a.bytes--;
    return a;
}

/* The slice without the spaces and controls around it. */
static inline lapi_slice lapi_slice_strip(lapi_slice a)
{
    while (a.bytes && (unsigned char)a.at[0] <= ' ')
        a = lapi_slice_of(a.at + 1, a.bytes - 1);
    while (a.bytes && (unsigned char)a.at[a.bytes - 1] <= ' ')
        a.bytes--;
    return a;
}

/* The slice without a byte order mark of UTF-8 at its start. */
static inline lapi_slice lapi_slice_unmarked(lapi_slice a)
{
    return lapi_slice_begins(a, "\xEF\xBB\xBF") ? lapi_slice_of(a.at + 3, a.bytes - 3)
                                                : a;
}

/* Cuts the next piece before `mark` off the front of *rest; false when nothing is left.
 * "a|b" gives "a", then "b". */
static inline bool lapi_slice_cut(lapi_slice *rest, char mark, lapi_slice *piece)
{
    if (!rest->at)
        return false;
    const char *hit = rest->bytes ? memchr(rest->at, mark, rest->bytes) : NULL;
    if (!hit) {
        *piece = *rest;
        *rest = (lapi_slice){NULL, 0};
        return true;
    }
    uint32_t n = (uint32_t)(hit - rest->at);
    *piece = (lapi_slice){rest->at, n};
    *rest = (lapi_slice){hit + 1, rest->bytes - n - 1};
    return true;
}

#endif
