#include "base/limits.h"
#include "base/status.h"
#include "know/build.h"
#include "know/table.h"

#include <stdlib.h>

/* The strings of all tables, each once, and the index of one table at a time. */
typedef struct encoder {
    lapi_buffer *out;
    lapi_slice *strings; /* [string] */
    uint32_t *begins;    /* [string] pool offset */
    uint32_t string_count, string_room;
    uint32_t pool_bytes;
    uint32_t *slots; /* [2^slot_bits] string + 1, 0 free */
    uint32_t slot_bits;
    lapi_entry *entries;
    uint32_t entry_count, entry_room;
    uint32_t *seen; /* prefix keys of this table: [2^seen_bits] entry + 1, 0 free */
    uint32_t seen_bits, seen_count;
    lap_status status;
} encoder;

static void stop(encoder *e, lap_status status)
{
    if (e->status == LAP_OK)
        e->status = status;
}

/* Room for one more item of an array of `room` items; false and a status if not. */
static bool grow(encoder *e, void **array, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room)
        return true;
    uint32_t more = *room ? 2 * *room : 1024;
    void *p = more < UINT32_MAX / 64 ? realloc(*array, more * size) : NULL;
    if (!p) {
        stop(e, LAP_NO_MEMORY);
        return false;
    }
    *array = p;
    *room = more;
    return true;
}

static uint32_t *find_slot(const encoder *e, uint32_t *slots, uint32_t bits,
                           lapi_slice s)
{
    uint32_t mask = ((uint32_t)1 << bits) - 1;
    uint32_t i = (uint32_t)lapi_hash_mix(lapi_hash(LAPI_HASH_START, s.at, s.bytes));
    for (i &= mask; slots[i]; i = (i + 1) & mask)
        if (lapi_slice_equal(e->strings[slots[i] - 1], s))
            break;
    return &slots[i];
}

static bool grow_slots(encoder *e)
{
    if (e->slots && e->string_count < (uint32_t)1 << (e->slot_bits - 1))
        return true;
    uint32_t bits = e->slots ? e->slot_bits + 1 : 12;
    uint32_t *slots = calloc((size_t)1 << bits, sizeof *slots);
    if (!slots) {
        stop(e, LAP_NO_MEMORY);
        return false;
    }
    for (uint32_t s = 0; s < e->string_count; s++)
        *find_slot(e, slots, bits, e->strings[s]) = s + 1;
    free(e->slots);
    e->slots = slots;
    e->slot_bits = bits;
    return true;
}

/* The number of a string; a new one is added at the end of the pool. */
static uint32_t intern(encoder *e, lapi_slice s)
{
    if (e->status != LAP_OK || !grow_slots(e))
        return 0;
    uint32_t *slot = find_slot(e, e->slots, e->slot_bits, s);
    if (*slot)
        return *slot - 1;
    uint32_t room = e->string_room;
    void *strings = e->strings;
    void *begins = e->begins;
    bool fine = grow(e, &strings, e->string_count, &e->string_room, sizeof(lapi_slice));
    e->strings = strings;
    fine = fine && grow(e, &begins, e->string_count, &room, sizeof(uint32_t));
    e->begins = begins;
    if (!fine)
        return 0;
    if (s.bytes > LAPI_KNOW_BYTES_MAX - e->pool_bytes) {
        stop(e, LAP_TOO_LARGE);
        return 0;
    }
    e->strings[e->string_count] = s;
    e->begins[e->string_count] = e->pool_bytes;
    e->pool_bytes += s.bytes;
    *slot = ++e->string_count;
    return e->string_count - 1;
}

static void add_entry(encoder *e, const lapi_entry *add)
{
    void *entries = e->entries;
    if (e->status != LAP_OK ||
        !grow(e, &entries, e->entry_count, &e->entry_room, sizeof(lapi_entry)))
        return;
    e->entries = entries;
    e->entries[e->entry_count++] = *add;
}

static bool grow_seen(encoder *e)
{
    if (e->seen && e->seen_count < (uint32_t)1 << (e->seen_bits - 1))
        return true;
    uint32_t bits = e->seen ? e->seen_bits + 1 : 10;
    uint32_t *seen = calloc((size_t)1 << bits, sizeof *seen);
    if (!seen) {
        stop(e, LAP_NO_MEMORY);
        return false;
    }
    uint32_t mask = ((uint32_t)1 << bits) - 1;
    for (size_t i = 0; e->seen && i < (size_t)1 << e->seen_bits; i++) {
        if (e->seen[i] == 0)
            continue;
        uint32_t at = (uint32_t)lapi_hash_mix(e->entries[e->seen[i] - 1].key) & mask;
        while (seen[at])
            at = (at + 1) & mask;
        seen[at] = e->seen[i];
    }
    free(e->seen);
    e->seen = seen;
    e->seen_bits = bits;
    return true;
}

/* A prefix is told once a table, whichever keys begin with it. */
static void add_prefix(encoder *e, uint64_t key, uint32_t row)
{
    if (e->status != LAP_OK || !grow_seen(e))
        return;
    uint32_t mask = ((uint32_t)1 << e->seen_bits) - 1;
    uint32_t at = (uint32_t)lapi_hash_mix(key) & mask;
    for (; e->seen[at]; at = (at + 1) & mask)
        if (e->entries[e->seen[at] - 1].key == key)
            return;
    add_entry(e, &(lapi_entry){.key = key, .row = row, .kind = LAPI_PACK_PREFIX});
    e->seen[at] = e->entry_count;
    e->seen_count++;
}

static void add_phrases(encoder *e, lapi_slice cell, uint32_t begin, uint32_t row,
                        uint32_t column)
{
    lapi_slice alias;
    for (lapi_slice rest = cell; lapi_slice_cut(&rest, '|', &alias);) {
        lapi_edges edges = {.rest = alias};
        while (lapi_edges_next(&edges))
            add_prefix(e, edges.key, row);
        if (edges.key)
            add_entry(e, &(lapi_entry){.key = edges.key,
                                       .row = row,
                                       .alias = begin + (uint32_t)(alias.at - cell.at),
                                       .bytes = alias.bytes,
                                       .column = (uint8_t)column,
                                       .kind = LAPI_PACK_PHRASE});
    }
}

static void set_u32(lapi_buffer *out, size_t at, uint32_t v)
{
    for (size_t i = 0; i < 4 && at + i < out->bytes; i++)
        out->at[at + i] = (char)(unsigned char)(v >> 8 * i & 0xFF);
}

static void align(lapi_buffer *out)
{
    while (out->bytes % 8 && !out->failed)
        lapi_buffer_byte(out, '\0');
}

/* Entries of a table by bucket; within one in the order they were added. */
static void put_index(encoder *e, size_t directory)
{
    uint32_t bits = 0;
    while (bits < LAPI_PACK_BITS_MAX && (uint32_t)1 << bits < e->entry_count)
        bits++;
    size_t buckets = (size_t)1 << bits;
    uint32_t *first = calloc(buckets + 2, sizeof *first);
    uint32_t *order = calloc((size_t)e->entry_count + 1, sizeof *order);
    if (!first || !order) {
        stop(e, LAP_NO_MEMORY);
        goto done;
    }
    /* first[b + 2] counts bucket b; after the sums first[b + 1] is where it starts */
    for (uint32_t i = 0; i < e->entry_count; i++)
        first[lapi_pack_bucket(e->entries[i].key, bits) + 2]++;
    for (size_t b = 2; b < buckets + 2; b++)
        first[b] += first[b - 1];
    for (uint32_t i = 0; i < e->entry_count; i++)
        order[first[lapi_pack_bucket(e->entries[i].key, bits) + 1]++] = i;
    set_u32(e->out, directory + LAPI_PACK_AT_BITS, bits);
    set_u32(e->out, directory + LAPI_PACK_AT_BUCKETS, (uint32_t)e->out->bytes);
    for (size_t b = 0; b <= buckets; b++)
        lapi_buffer_uint(e->out, first[b], 4);
    align(e->out);
    set_u32(e->out, directory + LAPI_PACK_AT_COUNT, e->entry_count);
    set_u32(e->out, directory + LAPI_PACK_AT_ENTRIES, (uint32_t)e->out->bytes);
    for (uint32_t i = 0; i < e->entry_count; i++) {
        const lapi_entry *x = &e->entries[order[i]];
        unsigned char at[LAPI_PACK_ENTRY_BYTES];
        lapi_entry_write(at, x);
        lapi_buffer_add(e->out, at, sizeof at);
    }
    align(e->out);
done:
    free(first);
    free(order);
}

static void put_table(encoder *e, const lapi_tsv *table, size_t directory)
{
    const lapi_table_schema *schema = table->schema;
    set_u32(e->out, directory + LAPI_PACK_AT_ROWS, table->rows);
    set_u32(e->out, directory + LAPI_PACK_AT_COLUMNS, schema->column_count);
    set_u32(e->out, directory + LAPI_PACK_AT_CELLS, (uint32_t)e->out->bytes);
    e->entry_count = 0;
    e->seen_count = 0;
    e->seen_bits = 0;
    free(e->seen);
    e->seen = NULL;
    for (uint32_t row = 0; row < table->rows && e->status == LAP_OK; row++)
        for (uint32_t c = 0; c < schema->column_count; c++) {
            lapi_slice cell = lapi_tsv_cell(table, row, c);
            uint32_t string = intern(e, cell);
            lapi_buffer_uint(e->out, string, 4);
            uint8_t key = schema->columns[c].key;
            if (e->status != LAP_OK || cell.bytes == 0 || key == LAPI_KEY_NONE)
                continue;
            if (key == LAPI_KEY_PHRASE)
                add_phrases(e, cell, e->begins[string], row, c);
            else
                add_entry(e, &(lapi_entry){.key = lapi_pack_code_key(c, cell),
                                           .row = row,
                                           .alias = e->begins[string],
                                           .bytes = cell.bytes,
                                           .column = (uint8_t)c,
                                           .kind = LAPI_PACK_CODE});
        }
    align(e->out);
    if (e->status == LAP_OK)
        put_index(e, directory);
}

static void put_strings(encoder *e)
{
    set_u32(e->out, LAPI_PACK_AT_STRINGS, e->string_count);
    set_u32(e->out, LAPI_PACK_AT_STARTS, (uint32_t)e->out->bytes);
    for (uint32_t s = 0; s < e->string_count; s++)
        lapi_buffer_uint(e->out, e->begins[s], 4);
    lapi_buffer_uint(e->out, e->pool_bytes, 4);
    align(e->out);
    set_u32(e->out, LAPI_PACK_AT_POOL, (uint32_t)e->out->bytes);
    set_u32(e->out, LAPI_PACK_AT_POOL_BYTES, e->pool_bytes);
    for (uint32_t s = 0; s < e->string_count; s++)
        lapi_buffer_slice(e->out, e->strings[s]);
}

lap_status lapi_know_encode(const lapi_tables *tables, lapi_buffer *out,
                            lap_error *error)
{
    static const unsigned char zero[LAPI_PACK_HEADER_BYTES];
    encoder e = {.out = out};
    out->limit = LAPI_KNOW_BYTES_MAX;
    lapi_buffer_add(out, LAPI_PACK_MAGIC, sizeof LAPI_PACK_MAGIC);
    lapi_buffer_uint(out, LAPI_PACK_VERSION, 4);
    lapi_buffer_uint(out, LAPI_TABLE_COUNT, 4);
    lapi_buffer_uint(out, 0, 8);
    lapi_buffer_uint(out, 0, 8);
    lapi_buffer_uint(out, lapi_pack_schema(), 8);
    lapi_buffer_add(out, zero, LAPI_PACK_HEADER_BYTES - out->bytes);
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        lapi_buffer_add(out, zero, LAPI_PACK_TABLE_BYTES);
    intern(&e, LAPI_S(""));
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        put_table(&e, &tables->at[id],
                  LAPI_PACK_HEADER_BYTES + (size_t)id * LAPI_PACK_TABLE_BYTES);
    put_strings(&e);
    free(e.strings);
    free(e.begins);
    free(e.slots);
    free(e.entries);
    free(e.seen);
    if (e.status == LAP_OK && out->failed)
        e.status =
            out->bytes >= LAPI_KNOW_BYTES_MAX / 2 ? LAP_TOO_LARGE : LAP_NO_MEMORY;
    if (e.status != LAP_OK)
        return lapi_fail(error, e.status, 0, "knowledge pack: %s",
                         lap_status_name(e.status));
    set_u32(out, LAPI_PACK_AT_SIZE, (uint32_t)out->bytes);
    uint64_t sum = lapi_pack_checksum((const unsigned char *)out->at + LAPI_PACK_SUMMED,
                                      out->bytes - LAPI_PACK_SUMMED);
    set_u32(out, LAPI_PACK_AT_CHECKSUM, (uint32_t)(sum & 0xFFFFFFFF));
    set_u32(out, LAPI_PACK_AT_CHECKSUM + 4, (uint32_t)(sum >> 32));
    return LAP_OK;
}
