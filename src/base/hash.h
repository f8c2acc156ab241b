/* FNV-1a over bytes, 64 bits: small keys, stable on every machine. */
#ifndef LAPI_BASE_HASH_H
#define LAPI_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LAPI_HASH_START UINT64_C(14695981039346656037)

static inline uint64_t lapi_hash_byte(uint64_t h, unsigned char c)
{
    return (h ^ c) * UINT64_C(1099511628211);
}

static inline uint64_t lapi_hash(uint64_t h, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        h = lapi_hash_byte(h, p[i]);
    return h;
}

/* Spreads the bits of a hash, for use as an index of a power-of-two table. */
static inline uint64_t lapi_hash_mix(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

/* Of two keys in their order. */
static inline uint64_t lapi_hash_pair(uint64_t a, uint64_t b)
{
    return lapi_hash_mix(a * UINT64_C(31) + b + 7);
}

/* Of a string; 0 for none. */
static inline uint64_t lapi_hash_text(const char *text)
{
    return text ? lapi_hash(LAPI_HASH_START, text, strlen(text)) : 0;
}

#endif
