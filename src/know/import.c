#include "know/import.h"

#include "base/hash.h"
#include "base/status.h"
#include "unicode/utf8.h"

#include <stdlib.h>

/* Which table, and which of its cells (bits) no two rows share. */
static const struct {
    enum lapi_table_id table;
    uint32_t identity;
} tables[LAPI_IMPORT_TABLES] = {
    [LAPI_IMPORT_PEOPLE] = {LAPI_TABLE_PEOPLE, (1u << LAPI_PEOPLE_COLUMNS) - 1},
    [LAPI_IMPORT_BODIES] = {LAPI_TABLE_BODIES, 1},
    [LAPI_IMPORT_ROLES] = {LAPI_TABLE_ROLES, 1},
    [LAPI_IMPORT_CLASSES] = {LAPI_TABLE_CLASSES, 1},
    [LAPI_IMPORT_LEXICON] = {LAPI_TABLE_LEXICON, 1u << LAPI_LEXICON_TRIGGER |
                                                     1u << LAPI_LEXICON_POS |
                                                     1u << LAPI_LEXICON_WHEN},
};

void lapi_dictionary_fault(const lapi_dictionary *d, const char *what, lapi_slice which)
{
    lapi_fault(d->to->faults, &d->file, d->number, "%s '%.*s'", what,
               (int)(which.bytes < 80 ? which.bytes : 80), which.at);
}

/* The next line that says something. */
bool lapi_dictionary_next(lapi_dictionary *d)
{
    lapi_slice line;
    while (lapi_slice_cut(&d->rest, '\n', &line)) {
        d->number++;
        for (uint32_t i = 0; i < line.bytes; i++)
            if (line.at[i] == '#' || line.at[i] == ';')
                line.bytes = i;
        d->line = lapi_slice_trim(line);
        if (d->line.bytes && d->line.at[0] != '<') /* no markup */
            return true;
    }
    return false;
}

bool lapi_dictionary_group(lapi_slice *text, char open, char close, lapi_slice *inner)
{
    lapi_slice s = lapi_slice_trim(*text);
    if (s.bytes < 2 || s.at[s.bytes - 1] != close)
        return false;
    uint32_t at = s.bytes - 1;
    while (at > 0 && s.at[at] != open)
        at--;
    if (s.at[at] != open)
        return false;
    *inner = lapi_slice_trim(lapi_slice_of(s.at + at + 1, s.bytes - at - 2));
    *text = lapi_slice_trim(lapi_slice_of(s.at, at));
    return true;
}

static bool holds(lapi_slice s, const char *part)
{
    size_t n = strlen(part);
    for (uint32_t i = 0; i + n <= s.bytes; i++)
        if (memcmp(s.at + i, part, n) == 0)
            return true;
    return false;
}

/* Verbs have blocks, sets and patterns, agents codes with a tilde. */
static void (*reader_of(lapi_dictionary d))(lapi_dictionary *)
{
    while (lapi_dictionary_next(&d)) {
        char first = d.line.at[0];
        if (first == '&' || first == '-')
            return lapi_import_verbs;
        if (first == '!' || holds(d.line, "[~"))
            return lapi_import_agents;
        lapi_slice rest = d.line, code;
        if (lapi_dictionary_group(&rest, '[', ']', &code) && code.bytes &&
            ((code.at[0] >= '0' && code.at[0] <= '9') || code.at[0] == '-'))
            return lapi_import_verbs;
        if (holds(d.line, "["))
            return lapi_import_actors;
    }
    return lapi_import_actors;
}

lap_status lapi_import_text(lapi_import *import, const char *file, const char *text,
                            size_t n, lap_error *error)
{
    size_t good = lapi_utf8_check(text, n);
    if (good != n || memchr(text, '\0', n))
        return lapi_fail(error, LAP_BAD_INPUT, good, "%s:0: not UTF-8", file);
    if (n > UINT32_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, n, "%s:0: too large", file);
    lapi_dictionary d = {.to = import, .rest = lapi_slice_of(text, (uint32_t)n)};
    d.file.file = malloc(strlen(file) + 1);
    if (!d.file.file)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", file);
    memcpy(d.file.file, file, strlen(file) + 1);
    reader_of(d)(&d);
    free(d.file.file);
    for (unsigned i = 0; i < LAPI_IMPORT_TABLES; i++)
        if (import->rows[i].failed)
            return lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", file);
    return LAP_OK;
}

void lapi_import_clear(lapi_import *import)
{
    for (unsigned i = 0; i < LAPI_IMPORT_TABLES; i++)
        lapi_buffer_clear(&import->rows[i]);
}

/* Adds the rows, of those that are told twice the first. */
static lap_status add_rows(const lapi_buffer *rows, uint32_t identity, lapi_buffer *out)
{
    size_t count = 0, size = 64;
    lapi_slice rest = {rows->at, (uint32_t)rows->bytes}, row;
    for (size_t i = 0; i < rows->bytes; i++)
        count += rows->at[i] == '\n';
    while (size < 2 * count)
        size *= 2;
    uint64_t *seen = calloc(size, sizeof *seen);
    if (!seen)
        return LAP_NO_MEMORY;
    while (lapi_slice_cut(&rest, '\n', &row) && row.bytes) {
        lapi_slice cells = row, cell;
        uint64_t h = LAPI_HASH_START;
        for (uint32_t i = 0; lapi_slice_cut(&cells, '\t', &cell); i++)
            if (identity >> i & 1)
                h = lapi_hash_byte(lapi_hash(h, cell.at, cell.bytes), '\t');
        h = lapi_hash_mix(h) | 1;
        size_t at = h & (size - 1);
        while (seen[at] && seen[at] != h)
            at = (at + 1) & (size - 1);
        if (!seen[at]) {
            lapi_buffer_slice(out, row);
            lapi_buffer_byte(out, '\n');
        }
        seen[at] = h;
    }
    free(seen);
    return LAP_OK;
}

/* folder/NAME.tsv: where it is from, the columns, the rows. */
static lap_status write_table(const lapi_import *import, unsigned which,
                              const char *folder, lap_error *error)
{
    const lapi_table_schema *schema = lapi_table_schema_of(tables[which].table);
    lapi_buffer path = {0}, text = {0};
    lapi_buffer_str(&path, folder);
    lapi_buffer_str(&path, "/");
    lapi_buffer_str(&path, schema->name);
    lapi_buffer_add(&path, ".tsv", sizeof ".tsv");
    lapi_buffer_str(&text, "# PROVENANCE: imported from PETRARCH dictionaries\n");
    for (uint32_t i = 0; i < schema->column_count; i++) {
        lapi_buffer_str(&text, i ? "\t" : "");
        lapi_buffer_str(&text, schema->columns[i].name);
    }
    lapi_buffer_byte(&text, '\n');
    lap_status status = add_rows(&import->rows[which], tables[which].identity, &text);
    status = path.failed || text.failed || status != LAP_OK
                 ? lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", folder)
                 : lapi_file_replace(path.at, &text, error);
    lapi_buffer_clear(&path);
    lapi_buffer_clear(&text);
    return status;
}

lap_status lapi_know_import(const lapi_know *know, const char *const *files,
                            size_t count, const char *folder, lapi_buffer *report,
                            lap_error *error)
{
    lapi_faults faults = {.report = report};
    lapi_import import = {.know = know, .faults = &faults};
    lap_status status = LAP_OK;
    for (size_t i = 0; i < count && status == LAP_OK; i++) {
        char *text = NULL;
        size_t n = 0;
        status = lapi_file_read(files[i], &text, &n, error);
        if (status == LAP_OK && !text)
            status = lapi_fail(error, LAP_NO_FILE, 0, "%s:0: no such file", files[i]);
        if (status == LAP_OK)
            status = lapi_import_text(&import, files[i], text, n, error);
        free(text);
    }
    for (unsigned i = 0; i < LAPI_IMPORT_TABLES && status == LAP_OK; i++)
        if (import.rows[i].bytes)
            status = write_table(&import, i, folder, error);
    lapi_import_clear(&import);
    if (status == LAP_OK && faults.count)
        status =
            lapi_fail(error, LAP_BAD_INPUT, 0, "%s:0: %u faults", folder, faults.count);
    return status;
}
