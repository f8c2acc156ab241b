#include "unicode/utf8.h"

#include <string.h>

static bool is_tail(unsigned char c)
{
    return (c & 0xC0u) == 0x80u;
}

/* Length of the valid sequence at p (n > 0 bytes left), 0 if it is not valid. */
static size_t sequence(const unsigned char *p, size_t n)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    size_t need = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (n < need)
        return 0;
    unsigned char low = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    unsigned char high = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < need; i++) {
        if (!is_tail(p[i]))
            return 0;
    }
    return need;
}

size_t lapi_utf8_check(const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    size_t at = 0;
    while (at < n) {
        uint64_t eight;
        if (n - at >= 8) {
            memcpy(&eight, p + at, 8);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                at += 8;
                continue;
            }
        }
        size_t length = sequence(p + at, n - at);
        if (!length)
            return at;
        at += length;
    }
    return n;
}

lapi_code lapi_utf8_at(const char *s)
{
    const unsigned char *p = (const unsigned char *)s;
    uint32_t c = p[0];
    if (c < 0x80)
        return (lapi_code){c, 1};
    if (c < 0xE0)
        return (lapi_code){(c & 0x1Fu) << 6 | (p[1] & 0x3Fu), 2};
    if (c < 0xF0)
        return (lapi_code){(c & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu), 3};
    return (lapi_code){(c & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 | (p[2] & 0x3Fu) << 6 |
                           (p[3] & 0x3Fu),
                       4};
}

lapi_code lapi_utf8_before(const char *text, size_t at)
{
    size_t begin = at - 1;
    while (begin > 0 && is_tail((unsigned char)text[begin]))
        begin--;
    return lapi_utf8_at(text + begin);
}

uint32_t lapi_utf8_write(uint32_t code, char buf[4])
{
    if (code < 0x80) {
        buf[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        buf[0] = (char)(0xC0u | code >> 6);
        buf[1] = (char)(0x80u | (code & 0x3Fu));
        return 2;
    }
    if (code < 0x10000) {
        buf[0] = (char)(0xE0u | code >> 12);
        buf[1] = (char)(0x80u | (code >> 6 & 0x3Fu));
        buf[2] = (char)(0x80u | (code & 0x3Fu));
        return 3;
    }
    buf[0] = (char)(0xF0u | code >> 18);
    buf[1] = (char)(0x80u | (code >> 12 & 0x3Fu));
    buf[2] = (char)(0x80u | (code >> 6 & 0x3Fu));
    buf[3] = (char)(0x80u | (code & 0x3Fu));
    return 4;
}

size_t lapi_utf8_count(const char *s, size_t n)
{
    size_t points = 0;
    for (size_t i = 0; i < n; i++)
        points += !is_tail((unsigned char)s[i]);
    return points;
}

lap_status lapi_points_init(lapi_points *points, lapi_arena *arena, const char *text,
                            uint32_t bytes)
{
    *points = (lapi_points){text, NULL};
    if (lapi_utf8_count(text, bytes) == bytes)
        return LAP_OK;
    uint32_t blocks = bytes / 64 + 1;
    points->before = lapi_arena_get(arena, blocks, sizeof *points->before);
    if (!points->before)
        return LAP_NO_MEMORY;
    for (uint32_t i = 1; i < blocks; i++)
        points->before[i] = points->before[i - 1] +
                            (uint32_t)lapi_utf8_count(text + (size_t)(i - 1) * 64, 64);
    return LAP_OK;
}

uint32_t lapi_points_get(const lapi_points *points, uint32_t at)
{
    if (!points->before)
        return at;
    uint32_t start = at / 64 * 64;
    return points->before[at / 64] +
           (uint32_t)lapi_utf8_count(points->text + start, at - start);
}
