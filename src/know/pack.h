/* The layout of a knowledge pack, shared by its writer (build.c) and reader (know.c).
 * All numbers little-endian; offsets count from the first byte of the pack.
 *
 *   header     64 bytes   magic, version, tables, size, checksum, schema, strings
 *   directory  LAPI_PACK_TABLE_BYTES a table, in the order of enum lapi_table_id
 *   starts     u32[strings + 1]   string s is pool[starts[s]] .. pool[starts[s + 1]]
 *   pool       bytes
 *   a table:   cells   u32[rows][columns]   strings
 *              buckets u32[2^bits + 1]      entries of bucket b: buckets[b] ..
 *              entries 20 bytes each        by bucket, then in table order
 *   an entry:  key u64 | row u32 | alias: pool offset u32, bytes u16 | column u8 | kind
 * u8
 *
 * String 0 is the empty one. */
#ifndef LAPI_KNOW_PACK_H
#define LAPI_KNOW_PACK_H

#include "base/hash.h"
#include "base/slice.h"
#include "unicode/fold.h"

#define LAPI_PACK_MAGIC        "LAPKNOW"
#define LAPI_PACK_VERSION      1u
#define LAPI_PACK_HEADER_BYTES 64u
#define LAPI_PACK_TABLE_BYTES  32u
#define LAPI_PACK_ENTRY_BYTES  20u
#define LAPI_PACK_BITS_MAX     28u

/* Places in the header. The checksum covers all bytes from SUMMED on. */
enum {
    LAPI_PACK_AT_VERSION = 8,
    LAPI_PACK_AT_TABLES = 12,
    LAPI_PACK_AT_SIZE = 16,
    LAPI_PACK_AT_CHECKSUM = 24,
    LAPI_PACK_SUMMED = 32,
    LAPI_PACK_AT_SCHEMA = 32,
    LAPI_PACK_AT_STRINGS = 40,
    LAPI_PACK_AT_STARTS = 44,
    LAPI_PACK_AT_POOL = 48,
    LAPI_PACK_AT_POOL_BYTES = 52
};

/* Places in a table of the directory. */
enum {
    LAPI_PACK_AT_ROWS = 0,
    LAPI_PACK_AT_COLUMNS = 4,
    LAPI_PACK_AT_CELLS = 8,
    LAPI_PACK_AT_BITS = 12,
    LAPI_PACK_AT_BUCKETS = 16,
    LAPI_PACK_AT_COUNT = 20,
    LAPI_PACK_AT_ENTRIES = 24
};

enum lapi_pack_kind {
    LAPI_PACK_PHRASE, /* a whole key */
    LAPI_PACK_PREFIX, /* the first words of some key: a scan may go on */
    LAPI_PACK_CODE    /* the hash of a code cell */
};

static inline uint32_t lapi_pack_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static inline uint64_t lapi_pack_u64(const unsigned char *p)
{
    return (uint64_t)lapi_pack_u32(p) | (uint64_t)lapi_pack_u32(p + 4) << 32;
}

/* Checksum of a pack's bytes: four lanes of eight bytes, so that it runs at the speed
 * of memory. */
uint64_t lapi_pack_checksum(const unsigned char *bytes, size_t n);

/* Hash of the names and keys of all tables: a pack fits the program with the same one.
 */
uint64_t lapi_pack_schema(void);

/* Adds a piece to a key as lapi_know_key_add does, and its folded bytes to *bytes. */
uint64_t lapi_pack_key_add(uint64_t key, lapi_slice piece, uint32_t *bytes);

static inline uint64_t lapi_pack_code_key(unsigned column, lapi_slice code)
{
    return lapi_hash(LAPI_HASH_START + column + 1, code.at, code.bytes);
}

static inline size_t lapi_pack_bucket(uint64_t key, uint32_t bits)
{
    return (size_t)(lapi_hash_mix(key) & (((uint64_t)1 << bits) - 1));
}

/* Word boundaries of a phrase in folded bytes: between words, at hyphens and dots, and
 * where letters meet digits. */
typedef struct lapi_edges {
    lapi_slice rest;
    uint32_t folded; /* bytes of the key so far */
    uint32_t was;    /* 0 nothing yet, 1 letter, 2 digit */
    bool parted;     /* a break since the last letter */
    uint64_t key;    /* of the text before the edge */
} lapi_edges;

/* Moves to the next edge: true with edge->key and edge->folded of what stands before
 * it; false at the end of the phrase, with those of the whole. Start with {rest}. */
bool lapi_edges_next(lapi_edges *edges);

#endif
