/* A growing run of bytes with a limit, for output. Failure is sticky: write on, check
 * once. */
#ifndef LAPI_BASE_BUFFER_H
#define LAPI_BASE_BUFFER_H

#include "base/slice.h"

typedef struct lapi_buffer {
    char *at;
    size_t bytes;
    size_t capacity;
    size_t limit; /* 0: none but memory */
    bool failed;  /* memory or the limit was out; contents are cut there */
} lapi_buffer;

/* A zeroed struct is a valid empty buffer. clear() frees; reset() keeps the memory. */
void lapi_buffer_clear(lapi_buffer *buffer);
void lapi_buffer_reset(lapi_buffer *buffer);
void lapi_buffer_add(lapi_buffer *buffer, const void *bytes, size_t n);
void lapi_buffer_byte(lapi_buffer *buffer, char c);
void lapi_buffer_str(lapi_buffer *buffer, const char *s);
void lapi_buffer_slice(lapi_buffer *buffer, lapi_slice s);
void lapi_buffer_u64(lapi_buffer *buffer, uint64_t value);
void lapi_buffer_i64(lapi_buffer *buffer, int64_t value);
/* The low `bytes` (1 .. 8) of a value, the lowest first. */
void lapi_buffer_uint(lapi_buffer *buffer, uint64_t value, unsigned bytes);
/* value with up to `places` (0..9) decimals, trailing zeros dropped; |value| < 10^15.
 */
void lapi_buffer_decimal(lapi_buffer *buffer, double value, unsigned places);

/* What stands in it, at most 4 GiB; borrowed until it is written to. */
static inline lapi_slice lapi_buffer_text(const lapi_buffer *buffer)
{
    return lapi_slice_of(buffer->at, (uint32_t)buffer->bytes);
}

#endif
