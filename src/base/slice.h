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

static inline bool lapi_slice_equal(lapi_slice a, lapi_slice b)
{
    return a.bytes == b.bytes && (a.bytes == 0 || memcmp(a.at, b.at, a.bytes) == 0);
}

/* Does the slice equal this NUL-terminated string of our own? */
static inline bool lapi_slice_is(lapi_slice a, const char *s)
{
    return lapi_slice_equal(a, lapi_slice_str(s));
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
