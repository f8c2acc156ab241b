/* Fuzz target: any bytes as a table of know/. What is read of it comes back from the
 * pack, every key is found again, and the checks hold on whatever it says.
 *
 * The first line is the name of the table; any other gives the classes. */
#include "fuzz/fuzz.h"
#include "know/build.h"
#include "know/check.h"

static void check_cell(const lapi_table *table, const lapi_tsv *from, uint32_t row,
                       unsigned column)
{
    lapi_slice cell = lapi_tsv_cell(from, row, column);
    FUZZ_CHECK(lapi_slice_equal(lapi_table_cell(table, row, column), cell));
    uint8_t key_kind = from->schema->columns[column].key;
    if (key_kind == LAPI_KEY_CODE && cell.bytes) {
        uint32_t found;
        FUZZ_CHECK(lapi_table_code(table, column, cell, &found) && found <= row);
    }
    lapi_slice alias;
    while (key_kind == LAPI_KEY_PHRASE && lapi_slice_cut(&cell, '|', &alias)) {
        uint64_t key = lapi_know_key(alias);
        uint32_t cursor = 0;
        lapi_hit hit = {.row = UINT32_MAX};
        while (key && hit.row != row && lapi_table_find(table, key, &cursor, &hit))
            ;
        FUZZ_CHECK(key == 0 || hit.row == row);
    }
}

/* The table that the first line names; *text is cut to what follows it. */
static unsigned choose_table(lapi_slice *text)
{
    lapi_slice name = {"", 0};
    lapi_slice_cut(text, '\n', &name);
    if (!text->at)
        *text = LAPI_S("");
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        if (lapi_slice_is(name, lapi_table_schema_of(id)->name))
            return id;
    return LAPI_TABLE_CLASSES;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > 1u << 16)
        return 0;
    lapi_slice text = {(const char *)data, (uint32_t)size};
    lapi_tables tables;
    lapi_buffer report = {0};
    lapi_buffer pack = {0};
    lapi_faults faults = {.report = &report};
    lapi_know *know = NULL;
    unsigned id = choose_table(&text);
    for (unsigned i = 0; i < LAPI_TABLE_COUNT; i++)
        tables.at[i] = (lapi_tsv){.schema = lapi_table_schema_of(i)};
    lapi_tsv *table = &tables.at[id];
    if (lapi_tsv_parse("input", text.at, text.bytes, table->schema, table, &faults,
                       NULL) == LAP_OK &&
        lapi_know_encode(&tables, &pack, NULL) == LAP_OK) {
        FUZZ_CHECK(lapi_know_open(pack.at, pack.bytes, &know, NULL) == LAP_OK);
        for (uint32_t row = 0; row < table->rows && row < 64; row++)
            for (unsigned c = 0; c < table->schema->column_count; c++)
                check_cell(lapi_know_table(know, id), table, row, c);
        lapi_check_tables(&tables, know, &faults);
        lapi_check_sizes(&tables, know, &report);
        lapi_know_free(know);
    }
    lapi_buffer_clear(&pack);
    lapi_buffer_clear(&report);
    lapi_tables_clear(&tables);
    return 0;
}
