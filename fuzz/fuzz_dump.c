/* Fuzz target: whatever a GeoNames dump holds, the gazetteer with it is safe to read,
 * and every row is found by its names unless too many share one. */
#include "base/limits.h"
#include "fuzz/fuzz_source.h"
#include "know/build.h"
#include "know/dump.h"
#include "unicode/utf8.h"

static void note_row(void *context, uint64_t line, const char *what)
{
    uint64_t *last = context;
    FUZZ_CHECK(line > *last && what[0]);
    *last = line;
}

static void make_pack(lapi_buffer *pack)
{
    static const char text[] =
        "id\tname\talternates\tcc\tadmin1\tfclass\tfcode\tpopulation\tlat\tlon\n"
        "7\tBig Town\tOld Town|Town\tUA\tKhmel\tP\tPPL\t10\t48\t30\n"
        "0\tLone\t-\tUA\tKhmel\tP\tPPL\t10\t48\t30\n";
    lapi_tables tables;
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        tables.at[id] = (lapi_tsv){.schema = lapi_table_schema_of(id)};
    FUZZ_CHECK(lapi_tsv_parse("", text, sizeof text - 1,
                              lapi_table_schema_of(LAPI_TABLE_GAZETTEER),
                              &tables.at[LAPI_TABLE_GAZETTEER], &faults,
                              NULL) == LAP_OK);
    FUZZ_CHECK(lapi_know_encode(&tables, pack, NULL) == LAP_OK);
    lapi_buffer_clear(&report);
    lapi_tables_clear(&tables);
}

/* Is the row found by this name? */
static bool finds(const lapi_table *table, lapi_slice name, uint32_t row)
{
    uint32_t cursor = 0, found = 0;
    lapi_hit hit;
    uint64_t key = lapi_know_key(name);
    while (lapi_table_find(table, key, &cursor, &hit)) {
        FUZZ_CHECK(hit.row < lapi_table_rows(table) && lapi_know_key(hit.alias) == key);
        if (hit.row == row)
            return true;
        found++;
    }
    return !key || found + 1 >= LAPI_GAZETTEER_SAME_MAX / 2 ||
           name.bytes > LAPI_GAZETTEER_NAME_BYTES_MAX;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lapi_buffer pack = {0};
    lapi_know *know = NULL;
    lap_error error = {0};
    fuzz_source in = {data, size, size};
    uint64_t last = 0;
    make_pack(&pack);
    FUZZ_CHECK(lapi_know_open(pack.at, pack.bytes, &know, &error) == LAP_OK);
    lap_status status = lapi_know_deepen(know, fuzz_stream(&in),
                                         (lapi_dump_log){note_row, &last}, &error);
    FUZZ_CHECK(status == LAP_OK || status == LAP_BAD_INPUT);
    const lapi_table *table = lapi_know_table(know, LAPI_TABLE_GAZETTEER);
    FUZZ_CHECK(lapi_table_rows(table) >= 2);
    for (uint32_t row = 0; row < lapi_table_rows(table); row++) {
        for (unsigned c = 0; c < LAPI_GAZETTEER_COLUMNS; c++) {
            lapi_slice cell = lapi_table_cell(table, row, c);
            FUZZ_CHECK(lapi_utf8_check(cell.at, cell.bytes) == cell.bytes);
        }
        FUZZ_CHECK(finds(table, lapi_table_cell(table, row, LAPI_GAZETTEER_NAME), row));
        lapi_slice rest = lapi_table_cell(table, row, LAPI_GAZETTEER_ALTERNATES), piece;
        while (lapi_slice_cut(&rest, '|', &piece))
            FUZZ_CHECK(finds(table, piece, row));
    }
    lapi_know_free(know);
    lapi_buffer_clear(&pack);
    return 0;
}
