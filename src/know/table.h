/* A table of an open pack, as know.c and phrase.c see it. Every offset has been checked
 * by lapi_know_open. */
#ifndef LAPI_KNOW_TABLE_H
#define LAPI_KNOW_TABLE_H

#include "know/know.h"
#include "know/pack.h"

struct lapi_table {
    const unsigned char *lines; /* NULL, or u32[rows + 1] pool offsets of rows that are
                                   text, cells parted by tabs: a deepened gazetteer */
    const unsigned char *starts;
    const char *pool;
    const unsigned char *cells;
    const unsigned char *buckets;
    const unsigned char *entries;
    uint32_t pool_bytes;
    uint32_t rows;
    uint32_t columns;
    uint32_t bits;
    uint32_t entries_count;
};

struct lapi_know {
    lapi_table tables[LAPI_TABLE_COUNT];
    void *owned[4]; /* memory of a deepened gazetteer */
    char version[48];
};

typedef struct lapi_entry {
    uint64_t key;
    uint32_t row;
    uint32_t alias;
    uint32_t bytes;
    uint8_t column;
    uint8_t kind; /* enum lapi_pack_kind */
} lapi_entry;

static inline lapi_entry lapi_entry_at(const lapi_table *table, size_t i)
{
    const unsigned char *p = table->entries + i * LAPI_PACK_ENTRY_BYTES;
    return (lapi_entry){.key = lapi_pack_u64(p),
                        .row = lapi_pack_u32(p + 8),
                        .alias = lapi_pack_u32(p + 12),
                        .bytes = (uint32_t)p[16] | (uint32_t)p[17] << 8,
                        .column = p[18],
                        .kind = p[19]};
}

static inline void lapi_entry_write(unsigned char at[LAPI_PACK_ENTRY_BYTES],
                                    const lapi_entry *e)
{
    for (unsigned i = 0; i < 8; i++)
        at[i] = (unsigned char)(e->key >> 8 * i & 0xFF);
    for (unsigned i = 0; i < 4; i++) {
        at[8 + i] = (unsigned char)(e->row >> 8 * i & 0xFF);
        at[12 + i] = (unsigned char)(e->alias >> 8 * i & 0xFF);
    }
    at[16] = (unsigned char)(e->bytes & 0xFF);
    at[17] = (unsigned char)(e->bytes >> 8 & 0xFF);
    at[18] = e->column;
    at[19] = e->kind;
}

/* The entries that may have this key: *first .. *end - 1. */
static inline void lapi_table_bucket(const lapi_table *table, uint64_t key,
                                     uint32_t *first, uint32_t *end)
{
    const unsigned char *b = table->buckets + 4 * lapi_pack_bucket(key, table->bits);
    *first = lapi_pack_u32(b);
    *end = lapi_pack_u32(b + 4);
}

/* Does a character of the pool begin at this offset, or the pool end? */
static inline bool lapi_pool_edge(const char *pool, uint32_t bytes, uint32_t at)
{
    return at == bytes || (at < bytes && ((unsigned char)pool[at] & 0xC0) != 0x80);
}

/* The row that an entry names, as a hit. An alias that cuts characters, which only a
 * forged pack has, is empty: to look for it at open would cost more than all else. */
static inline lapi_hit lapi_entry_hit(const lapi_table *table, const lapi_entry *entry)
{
    lapi_hit hit = {.row = entry->row, .alias = LAPI_S(""), .column = entry->column};
    if (lapi_pool_edge(table->pool, table->pool_bytes, entry->alias) &&
        lapi_pool_edge(table->pool, table->pool_bytes, entry->alias + entry->bytes))
        hit.alias = lapi_slice_of(table->pool + entry->alias, entry->bytes);
    return hit;
}

#endif
