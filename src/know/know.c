#include "know/know.h"

#include "base/limits.h"
#include "base/status.h"
#include "know/pack.h"
#include "know/table.h"
#include "unicode/utf8.h"

#include <stdio.h>
#include <stdlib.h>

/* A pack while it is checked. */
typedef struct pack {
    const unsigned char *bytes;
    size_t size;
    uint32_t strings;
    const unsigned char *starts;
    const char *pool;
    uint32_t pool_bytes;
} pack;

static lap_status bad(lap_error *error, uint64_t at, const char *what)
{
    return lapi_fail(error, LAP_BAD_MODEL, at, "knowledge pack: %s", what);
}

/* Are there `count` items of `size` bytes at this offset? */
static bool has(const pack *p, uint32_t offset, uint64_t count, uint32_t size)
{
    return offset <= p->size && count <= (p->size - offset) / size;
}

static lap_status check_header(const pack *p, lap_error *error)
{
    const unsigned char *b = p->bytes;
    if (p->size < LAPI_PACK_HEADER_BYTES)
        return bad(error, p->size, "shorter than its header");
    if (memcmp(b, LAPI_PACK_MAGIC, sizeof LAPI_PACK_MAGIC) != 0)
        return bad(error, 0, "not a knowledge pack");
    if (lapi_pack_u32(b + LAPI_PACK_AT_VERSION) != LAPI_PACK_VERSION)
        return bad(error, LAPI_PACK_AT_VERSION, "of another version");
    if (lapi_pack_u64(b + LAPI_PACK_AT_SIZE) != p->size)
        return bad(error, LAPI_PACK_AT_SIZE, "size is not what its header says");
    if (p->size > LAPI_KNOW_BYTES_MAX)
        return bad(error, LAPI_PACK_AT_SIZE, "larger than LAPI_KNOW_BYTES_MAX");
    uint64_t sum = lapi_pack_checksum(b + LAPI_PACK_SUMMED, p->size - LAPI_PACK_SUMMED);
    if (lapi_pack_u64(b + LAPI_PACK_AT_CHECKSUM) != sum)
        return bad(error, LAPI_PACK_AT_CHECKSUM, "damaged: checksum does not fit");
    if (lapi_pack_u64(b + LAPI_PACK_AT_SCHEMA) != lapi_pack_schema() ||
        lapi_pack_u32(b + LAPI_PACK_AT_TABLES) != LAPI_TABLE_COUNT)
        return bad(error, LAPI_PACK_AT_SCHEMA, "tables are not those of this program");
    return LAP_OK;
}

static lap_status check_strings(pack *p, lap_error *error)
{
    const unsigned char *b = p->bytes;
    uint32_t starts = lapi_pack_u32(b + LAPI_PACK_AT_STARTS);
    uint32_t pool = lapi_pack_u32(b + LAPI_PACK_AT_POOL);
    p->strings = lapi_pack_u32(b + LAPI_PACK_AT_STRINGS);
    p->pool_bytes = lapi_pack_u32(b + LAPI_PACK_AT_POOL_BYTES);
    if (p->strings == 0 || !has(p, starts, (uint64_t)p->strings + 1, 4))
        return bad(error, LAPI_PACK_AT_STARTS, "strings are out of bounds");
    if (!has(p, pool, p->pool_bytes, 1))
        return bad(error, LAPI_PACK_AT_POOL, "string pool is out of bounds");
    p->starts = b + starts;
    p->pool = (const char *)b + pool;
    size_t wrong = lapi_utf8_check(p->pool, p->pool_bytes);
    if (wrong != p->pool_bytes)
        return bad(error, pool + wrong, "strings are not UTF-8");
    uint32_t before = 0;
    bool fine = true;
    for (uint32_t s = 0; s <= p->strings && fine; s++) {
        uint32_t at = lapi_pack_u32(p->starts + 4 * (size_t)s);
        fine = at >= before && lapi_pool_edge(p->pool, p->pool_bytes, at);
        before = at;
    }
    fine = fine && lapi_pack_u32(p->starts + 4) == 0;
    return fine ? LAP_OK : bad(error, starts, "a string is out of bounds");
}

static bool check_cells(const pack *p, const lapi_table *t)
{
    bool fine = true;
    size_t n = (size_t)t->rows * t->columns;
    for (size_t i = 0; i < n; i++)
        fine &= lapi_pack_u32(t->cells + 4 * i) < p->strings;
    return fine;
}

static bool check_index(const pack *p, const lapi_table *t)
{
    bool fine = true;
    uint32_t before = 0;
    size_t buckets = (size_t)1 << t->bits;
    for (size_t i = 0; i <= buckets; i++) {
        uint32_t at = lapi_pack_u32(t->buckets + 4 * i);
        fine &= at >= before && at <= t->entries_count;
        before = at;
    }
    for (size_t i = 0; i < t->entries_count; i++) {
        lapi_entry e = lapi_entry_at(t, i);
        fine &= e.row < t->rows && e.alias <= p->pool_bytes &&
                e.bytes <= p->pool_bytes - e.alias && e.column < t->columns &&
                e.kind <= LAPI_PACK_CODE;
    }
    return fine;
}

static lap_status open_table(const pack *p, unsigned id, lapi_table *t,
                             lap_error *error)
{
    uint32_t at = LAPI_PACK_HEADER_BYTES + id * LAPI_PACK_TABLE_BYTES;
    const unsigned char *d = p->bytes + at;
    uint32_t cells = lapi_pack_u32(d + LAPI_PACK_AT_CELLS);
    uint32_t buckets = lapi_pack_u32(d + LAPI_PACK_AT_BUCKETS);
    uint32_t entries = lapi_pack_u32(d + LAPI_PACK_AT_ENTRIES);
    t->starts = p->starts;
    t->pool = p->pool;
    t->pool_bytes = p->pool_bytes;
    t->rows = lapi_pack_u32(d + LAPI_PACK_AT_ROWS);
    t->columns = lapi_pack_u32(d + LAPI_PACK_AT_COLUMNS);
    t->bits = lapi_pack_u32(d + LAPI_PACK_AT_BITS);
    t->entries_count = lapi_pack_u32(d + LAPI_PACK_AT_COUNT);
    if (t->columns != lapi_table_schema_of(id)->column_count ||
        t->bits > LAPI_PACK_BITS_MAX ||
        !has(p, cells, (uint64_t)t->rows * t->columns, 4) ||
        !has(p, buckets, ((uint64_t)1 << t->bits) + 1, 4) ||
        !has(p, entries, t->entries_count, LAPI_PACK_ENTRY_BYTES))
        return bad(error, at, "a table is out of bounds");
    t->cells = p->bytes + cells;
    t->buckets = p->bytes + buckets;
    t->entries = p->bytes + entries;
    if (!check_cells(p, t))
        return bad(error, cells, "a cell is out of bounds");
    if (!check_index(p, t))
        return bad(error, buckets, "an index entry is out of bounds");
    return LAP_OK;
}

lap_status lapi_know_open(const void *bytes, size_t size, lapi_know **out,
                          lap_error *error)
{
    pack p = {.bytes = bytes, .size = size};
    lap_status status = check_header(&p, error);
    if (status == LAP_OK &&
        !has(&p, LAPI_PACK_HEADER_BYTES, LAPI_TABLE_COUNT, LAPI_PACK_TABLE_BYTES))
        status = bad(error, LAPI_PACK_HEADER_BYTES, "directory is out of bounds");
    if (status == LAP_OK)
        status = check_strings(&p, error);
    if (status != LAP_OK)
        return status;
    lapi_know *know = calloc(1, sizeof *know);
    if (!know)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "knowledge pack: out of memory");
    for (unsigned id = 0; status == LAP_OK && id < LAPI_TABLE_COUNT; id++)
        status = open_table(&p, id, &know->tables[id], error);
    if (status != LAP_OK) {
        lapi_know_free(know);
        return status;
    }
    uint64_t sum = lapi_pack_u64(p.bytes + LAPI_PACK_AT_CHECKSUM);
    snprintf(know->version, sizeof know->version, "know %08lx",
             (unsigned long)(sum & 0xFFFFFFFF));
    *out = know;
    return LAP_OK;
}

void lapi_know_free(lapi_know *know)
{
    if (!know)
        return;
    for (size_t i = 0; i < sizeof know->owned / sizeof *know->owned; i++)
        free(know->owned[i]);
    free(know);
}

const lapi_table *lapi_know_table(const lapi_know *know, enum lapi_table_id id)
{
    return &know->tables[id];
}

lapi_slice lapi_know_version(const lapi_know *know)
{
    return lapi_slice_str(know->version);
}

uint32_t lapi_table_rows(const lapi_table *table)
{
    return table->rows;
}

/* A cell of a row that is one text. */
static lapi_slice cut_cell(const lapi_table *table, uint32_t row, unsigned column)
{
    const unsigned char *line = table->lines + 4 * (size_t)row;
    uint32_t begin = lapi_pack_u32(line), end = lapi_pack_u32(line + 4);
    lapi_slice rest = lapi_slice_of(table->pool + begin, end - begin);
    lapi_slice cell = LAPI_S("");
    for (unsigned c = 0; c <= column; c++)
        if (!lapi_slice_cut(&rest, '\t', &cell))
            return LAPI_S("");
    return cell;
}

lapi_slice lapi_table_cell(const lapi_table *table, uint32_t row, unsigned column)
{
    if (row >= table->rows || column >= table->columns)
        return LAPI_S("");
    if (table->lines)
        return cut_cell(table, row, column);
    size_t cell = (size_t)row * table->columns + column;
    size_t s = lapi_pack_u32(table->cells + 4 * cell);
    uint32_t begin = lapi_pack_u32(table->starts + 4 * s);
    uint32_t end = lapi_pack_u32(table->starts + 4 * s + 4);
    return lapi_slice_of(table->pool + begin, end - begin);
}

bool lapi_table_find(const lapi_table *table, uint64_t key, uint32_t *cursor,
                     lapi_hit *hit)
{
    uint32_t first, end;
    lapi_table_bucket(table, key, &first, &end);
    for (uint32_t i = first + *cursor; i < end; i++) {
        lapi_entry e = lapi_entry_at(table, i);
        if (e.key != key || e.kind != LAPI_PACK_PHRASE)
            continue;
        *cursor = i - first + 1;
        *hit = lapi_entry_hit(table, &e);
        return true;
    }
    return false;
}

bool lapi_table_code(const lapi_table *table, unsigned column, lapi_slice code,
                     uint32_t *row)
{
    uint32_t first, end;
    uint64_t key = lapi_pack_code_key(column, code);
    lapi_table_bucket(table, key, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        lapi_entry e = lapi_entry_at(table, i);
        lapi_slice cell = lapi_slice_of(table->pool + e.alias, e.bytes);
        if (e.key == key && e.kind == LAPI_PACK_CODE && e.column == column &&
            lapi_slice_equal(cell, code)) {
            *row = e.row;
            return true;
        }
    }
    return false;
}

bool lapi_know_in_class(const lapi_know *know, const char *class_name, uint64_t key)
{
    uint32_t row;
    const lapi_table *table = lapi_know_table(know, LAPI_TABLE_EVENT_WORDS);
    if (!lapi_table_code(table, LAPI_EVENT_WORDS_CLASS, lapi_slice_str(class_name),
                         &row))
        return false;
    lapi_slice words = lapi_table_cell(table, row, LAPI_EVENT_WORDS_WORDS), one;
    while (lapi_slice_cut(&words, '|', &one))
        if (lapi_know_key(one) == key)
            return true;
    return false;
}
