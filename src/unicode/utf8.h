/* UTF-8: the check at the door, and reading and writing of text that has passed it.
 *
 *   bytes     N  i  C3 B1  o        "Niño"
 *   offset    0  1  2      4
 *   point     0  1  2      3        offsets inside are bytes; output counts code points
 */
#ifndef LAPI_UNICODE_UTF8_H
#define LAPI_UNICODE_UTF8_H

#include "base/arena.h"

/* Offset of the first byte that is no valid UTF-8 (overlong forms, surrogates and
 * values above U+10FFFF are not valid), n when all is well. NUL is valid here. O(n). */
size_t lapi_utf8_check(const void *bytes, size_t n);

/* A code point and the bytes it takes. */
typedef struct lapi_code {
    uint32_t code;
    uint32_t bytes;
} lapi_code;

/* The code point at s, of valid UTF-8 with at least one byte left. */
lapi_code lapi_utf8_at(const char *s);

/* The code point that ends before byte `at` of `text` (at > 0), of valid UTF-8. */
lapi_code lapi_utf8_before(const char *text, size_t at);

/* Writes a code point up to U+10FFFF, returns its 1..4 bytes. */
uint32_t lapi_utf8_write(uint32_t code, char buf[4]);

/* Code points in n bytes of valid UTF-8. */
size_t lapi_utf8_count(const char *s, size_t n);

/* Byte offset -> code point offset, made once a text in O(n), asked in O(1).
 * Borrows the text. */
typedef struct lapi_points {
    const char *text;
    uint32_t *before; /* [bytes / 64 + 1] code points before byte 64 * i; NULL: ASCII */
} lapi_points;

lap_status lapi_points_init(lapi_points *points, lapi_arena *arena, const char *text,
                            uint32_t bytes) LAP_MUST_USE;

/* Code points before byte `at` (at <= bytes). */
uint32_t lapi_points_get(const lapi_points *points, uint32_t at);

#endif
