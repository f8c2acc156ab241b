/* Numbers as bytes, little-endian: what is kept in a store reads the same anywhere. */
#ifndef LAPI_CLAIM_BYTES_H
#define LAPI_CLAIM_BYTES_H

#include "base/buffer.h"

static inline uint64_t lapi_get_uint(const char *at, unsigned bytes)
{
    uint64_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value |= (uint64_t)(unsigned char)at[i] << 8 * i;
    return value;
}

/* Reads from the front of a slice; failure is sticky. */
typedef struct lapi_bytes_in {
    lapi_slice rest;
    bool failed;
} lapi_bytes_in;

static inline uint64_t lapi_take_uint(lapi_bytes_in *in, unsigned bytes)
{
    if (in->failed || in->rest.bytes < bytes) {
        in->failed = true;
        return 0;
    }
    uint64_t value = lapi_get_uint(in->rest.at, bytes);
    in->rest.at += bytes;
    in->rest.bytes -= bytes;
    return value;
}

#endif
