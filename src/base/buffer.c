#include "base/buffer.h"

#include <stdlib.h>

void lapi_buffer_clear(lapi_buffer *buffer)
{
    free(buffer->at);
    *buffer = (lapi_buffer){.limit = buffer->limit};
}

void lapi_buffer_reset(lapi_buffer *buffer)
{
    buffer->bytes = 0;
    buffer->failed = false;
}

static bool make_room(lapi_buffer *b, size_t n)
{
    if (b->failed)
        return false;
    size_t limit = b->limit ? b->limit : SIZE_MAX / 4;
    if (n > limit || b->bytes > limit - n) {
        b->failed = true;
        return false;
    }
    size_t need = b->bytes + n;
    if (need <= b->capacity)
        return true;
    size_t capacity = b->capacity ? b->capacity : 256;
    while (capacity < need)
        capacity *= 2;
    char *p = realloc(b->at, capacity);
    if (!p) {
        b->failed = true;
        return false;
    }
    b->at = p;
    b->capacity = capacity;
    return true;
}

void lapi_buffer_add(lapi_buffer *buffer, const void *bytes, size_t n)
{
    if (n == 0 || !make_room(buffer, n))
        return;
    memcpy(buffer->at + buffer->bytes, bytes, n);
    buffer->bytes += n;
}

void lapi_buffer_byte(lapi_buffer *buffer, char c)
{
    lapi_buffer_add(buffer, &c, 1);
}

void lapi_buffer_str(lapi_buffer *buffer, const char *s)
{
    lapi_buffer_add(buffer, s, strlen(s));
}

void lapi_buffer_slice(lapi_buffer *buffer, lapi_slice s)
{
    lapi_buffer_add(buffer, s.at, s.bytes);
}

void lapi_buffer_u64(lapi_buffer *buffer, uint64_t value)
{
    char digits[20];
    size_t n = sizeof digits;
    do {
        digits[--n] = (char)('0' + value % 10);
        value /= 10;
    } while (value);
    lapi_buffer_add(buffer, digits + n, sizeof digits - n);
}

void lapi_buffer_i64(lapi_buffer *buffer, int64_t value)
{
    if (value < 0)
        lapi_buffer_byte(buffer, '-');
    lapi_buffer_u64(buffer,
                    value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value);
}

void lapi_buffer_uint(lapi_buffer *buffer, uint64_t value, unsigned bytes)
{
    unsigned char low[8];
    for (unsigned i = 0; i < 8; i++)
        low[i] = (unsigned char)(value >> 8 * i & 0xFF);
    lapi_buffer_add(buffer, low, bytes);
}

void lapi_buffer_decimal(lapi_buffer *buffer, double value, unsigned places)
{
    uint64_t scale = 1;
    for (unsigned i = 0; i < places && i < 9; i++)
        scale *= 10;
    if (value < 0)
        value = -value, lapi_buffer_byte(buffer, '-');
    uint64_t whole = (uint64_t)value;
    uint64_t part = (uint64_t)((value - (double)whole) * (double)scale + 0.5);
    if (part >= scale) {
        part -= scale;
        whole++;
    }
    lapi_buffer_u64(buffer, whole);
    if (part == 0)
        return;
    lapi_buffer_byte(buffer, '.');
    while (part) {
        scale /= 10;
        lapi_buffer_byte(buffer, (char)('0' + part / scale));
        part %= scale;
    }
}
