/* Fuzz target: a damaged knowledge pack is refused or safe to read.
 *
 * A small pack is made, then every six bytes of the input overwrite four of it: offset
 * u16, value u32. Magic, version, size, schema and checksum are set right again, so
 * that the damage gets past them. */
#include "fuzz/fuzz.h"
#include "know/build.h"
#include "know/pack.h"
#include "unicode/utf8.h"

static void put(unsigned char *at, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * i & 0xFF);
}

static void set_header(unsigned char *pack, size_t n)
{
    memcpy(pack, LAPI_PACK_MAGIC, sizeof LAPI_PACK_MAGIC);
    put(pack + LAPI_PACK_AT_VERSION, LAPI_PACK_VERSION, 4);
    put(pack + LAPI_PACK_AT_TABLES, LAPI_TABLE_COUNT, 4);
    put(pack + LAPI_PACK_AT_SIZE, n, 8);
    put(pack + LAPI_PACK_AT_SCHEMA, lapi_pack_schema(), 8);
    uint64_t sum = lapi_pack_checksum(pack + LAPI_PACK_SUMMED, n - LAPI_PACK_SUMMED);
    put(pack + LAPI_PACK_AT_CHECKSUM, sum, 8);
}

/* Reads every cell, and finds what its text is the key of. */
static void read_table(const lapi_table *table, unsigned columns)
{
    uint32_t rows = lapi_table_rows(table);
    for (uint32_t row = 0; row < rows && row < 1000; row++)
        for (unsigned c = 0; c <= columns; c++) {
            lapi_slice cell = lapi_table_cell(table, row, c);
            FUZZ_CHECK(lapi_utf8_check(cell.at, cell.bytes) == cell.bytes);
            lapi_hit hit;
            uint32_t cursor = 0;
            uint32_t found;
            uint64_t key = lapi_know_key(cell);
            while (lapi_table_find(table, key, &cursor, &hit))
                FUZZ_CHECK(hit.row < rows && hit.column < columns &&
                           lapi_utf8_check(hit.alias.at, hit.alias.bytes) ==
                               hit.alias.bytes);
            if (lapi_table_code(table, c, cell, &found))
                FUZZ_CHECK(found < rows);
        }
}

static void make_pack(lapi_buffer *pack)
{
    static const struct {
        enum lapi_table_id id;
        const char *text;
    } texts[] = {
        {LAPI_TABLE_CLASSES,
         "class\twords\nweapon\tgun|air rifle|F-16\nsea\tBlack Sea\n"},
        {LAPI_TABLE_CONTEXTS, "context\nmilitary\n"},
    };
    lapi_tables tables;
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables.at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        FUZZ_CHECK(lapi_tsv_parse("", texts[i].text, strlen(texts[i].text),
                                  lapi_table_schema_of(texts[i].id),
                                  &tables.at[texts[i].id], &faults, NULL) == LAP_OK);
    FUZZ_CHECK(lapi_know_encode(&tables, pack, NULL) == LAP_OK);
    lapi_buffer_clear(&report);
    lapi_tables_clear(&tables);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lapi_buffer buffer = {0};
    make_pack(&buffer);
    size_t n = buffer.bytes;
    unsigned char *pack = malloc(n);
    FUZZ_CHECK(pack != NULL);
    memcpy(pack, buffer.at, n);
    lapi_buffer_clear(&buffer);
    for (size_t i = 0; i + 6 <= size; i += 6) {
        size_t at = ((size_t)data[i] | (size_t)data[i + 1] << 8) % (n - 3);
        memcpy(pack + at, data + i + 2, 4);
    }
    set_header(pack, n);
    lapi_know *know = NULL;
    lap_error error = {0};
    if (lapi_know_open(pack, n, &know, &error) == LAP_OK)
        for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
            read_table(lapi_know_table(know, id),
                       lapi_table_schema_of(id)->column_count);
    else
        FUZZ_CHECK(error.status != LAP_OK && error.text[0]);
    lapi_know_free(know);
    free(pack);
    return 0;
}
