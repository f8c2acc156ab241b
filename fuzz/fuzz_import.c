/* Fuzz target: any bytes as a dictionary of the PETRARCH coders. Whatever is read of
 * it, the rows have the shape of their tables. */
#include "fuzz/fuzz.h"
#include "know/embed.h"
#include "know/import.h"

static const enum lapi_table_id table_of[LAPI_IMPORT_TABLES] = {
    [LAPI_IMPORT_PEOPLE] = LAPI_TABLE_PEOPLE,
    [LAPI_IMPORT_BODIES] = LAPI_TABLE_BODIES,
    [LAPI_IMPORT_ROLES] = LAPI_TABLE_ROLES,
    [LAPI_IMPORT_CLASSES] = LAPI_TABLE_CLASSES,
    [LAPI_IMPORT_LEXICON] = LAPI_TABLE_LEXICON,
};

static void check_rows(const lapi_import *import, unsigned which)
{
    const lapi_table_schema *schema = lapi_table_schema_of(table_of[which]);
    const lapi_buffer *rows = &import->rows[which];
    uint32_t cells = 1;
    for (size_t i = 0; i < rows->bytes; i++) {
        cells += rows->at[i] == '\t';
        if (rows->at[i] != '\n')
            continue;
        FUZZ_CHECK(cells == schema->column_count);
        cells = 1;
    }
    FUZZ_CHECK(cells == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lapi_know *know;
    size_t pack_size;
    const void *pack = lapi_know_embedded(&pack_size);
    if (size > 1u << 14 || (!know && lapi_know_open(pack, pack_size, &know, NULL)))
        return 0;
    lapi_buffer report = {0};
    lapi_faults faults = {.report = &report};
    lapi_import import = {.know = know, .faults = &faults};
    if (lapi_import_text(&import, "input", (const char *)data, size, NULL) == LAP_OK)
        for (unsigned i = 0; i < LAPI_IMPORT_TABLES; i++)
            check_rows(&import, i);
    lapi_import_clear(&import);
    lapi_buffer_clear(&report);
    return 0;
}
