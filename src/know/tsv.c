#include "know/tsv.h"

#include "base/limits.h"
#include "base/status.h"
#include "unicode/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <zlib.h>

#define UNKNOWN_COLUMN UINT32_MAX

/* A table while it is read. */
typedef struct reading {
    lapi_tsv *table;
    lapi_faults *faults;
    uint32_t order[LAPI_TABLE_COLUMNS_MAX]; /* [column of the file] schema column */
    uint32_t columns;                       /* of the file; 0 before its header */
    uint32_t capacity;                      /* rows there is room for */
} reading;

void lapi_fault(lapi_faults *faults, const lapi_tsv *table, uint32_t line,
                const char *format, ...)
{
    char text[400];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    faults->count++;
    lapi_buffer_str(faults->report, table->file);
    lapi_buffer_byte(faults->report, ':');
    lapi_buffer_u64(faults->report, line);
    lapi_buffer_str(faults->report, ": ");
    lapi_buffer_str(faults->report, text);
    lapi_buffer_byte(faults->report, '\n');
}

static uint32_t find_column(const lapi_table_schema *schema, lapi_slice name)
{
    for (uint32_t c = 0; c < schema->column_count; c++)
        if (lapi_slice_is(name, schema->columns[c].name))
            return c;
    return UNKNOWN_COLUMN;
}

static bool read_header(reading *r, lapi_slice rest, uint32_t line)
{
    const lapi_table_schema *schema = r->table->schema;
    bool seen[LAPI_TABLE_COLUMNS_MAX] = {false};
    lapi_slice name;
    while (lapi_slice_cut(&rest, '\t', &name)) {
        if (r->columns == LAPI_TABLE_COLUMNS_MAX) {
            lapi_fault(r->faults, r->table, line, "more than %u columns",
                       LAPI_TABLE_COLUMNS_MAX);
            return false;
        }
        uint32_t c = find_column(schema, name);
        if (c == UNKNOWN_COLUMN)
            lapi_fault(r->faults, r->table, line,
                       "column '%.*s' is not in the schema (src/know/tables.c)",
                       (int)name.bytes, name.at);
        else if (seen[c])
            lapi_fault(r->faults, r->table, line, "column '%.*s' stands twice",
                       (int)name.bytes, name.at);
        else
            seen[c] = true;
        r->order[r->columns++] = c;
    }
    for (uint32_t c = 0; c < schema->column_count; c++)
        if (!seen[c])
            lapi_fault(r->faults, r->table, line, "column '%s' is missing",
                       schema->columns[c].name);
    return true;
}

static bool grow_rows(reading *r)
{
    if (r->table->rows < r->capacity)
        return true;
    uint32_t capacity = r->capacity ? 2 * r->capacity : 256;
    size_t width = r->table->schema->column_count * sizeof(lapi_slice);
    lapi_slice *cells = realloc(r->table->cells, capacity * width);
    if (!cells)
        return false;
    r->table->cells = cells;
    uint32_t *line = realloc(r->table->line, capacity * sizeof *line);
    if (!line)
        return false;
    r->table->line = line;
    r->capacity = capacity;
    return true;
}

static bool read_row(reading *r, lapi_slice text, uint32_t line)
{
    if (!grow_rows(r))
        return false;
    uint32_t width = r->table->schema->column_count;
    lapi_slice *row = r->table->cells + (size_t)r->table->rows * width;
    for (uint32_t c = 0; c < width; c++)
        row[c] = LAPI_S("");
    uint32_t count = 0;
    lapi_slice cell;
    for (lapi_slice rest = text; lapi_slice_cut(&rest, '\t', &cell); count++) {
        if (count >= r->columns || r->order[count] == UNKNOWN_COLUMN)
            continue;
        if (cell.bytes > LAPI_CELL_BYTES_MAX) {
            lapi_fault(r->faults, r->table, line, "a cell is longer than %u bytes",
                       LAPI_CELL_BYTES_MAX);
            return true;
        }
        if (!lapi_slice_is(cell, "-"))
            row[r->order[count]] = cell;
    }
    if (count != r->columns) {
        lapi_fault(r->faults, r->table, line, "%u columns where the header has %u",
                   count, r->columns);
        return true;
    }
    r->table->line[r->table->rows++] = line;
    return true;
}

/* Is this line text of ours: UTF-8 without control characters? */
static bool check_line(reading *r, lapi_slice text, uint32_t line)
{
    if (lapi_utf8_check(text.at, text.bytes) != text.bytes) {
        lapi_fault(r->faults, r->table, line, "not UTF-8");
        return false;
    }
    for (uint32_t i = 0; i < text.bytes; i++)
        if ((unsigned char)text.at[i] < ' ' && text.at[i] != '\t') {
            lapi_fault(r->faults, r->table, line, "control character %u",
                       (unsigned)(unsigned char)text.at[i]);
            return false;
        }
    return true;
}

static lap_status read_lines(reading *r, lap_error *error)
{
    lapi_slice rest = {r->table->text, (uint32_t)r->table->text_bytes};
    lapi_slice text;
    for (uint32_t line = 1; lapi_slice_cut(&rest, '\n', &text); line++) {
        bool provenance = text.bytes > 14 && memcmp(text.at, "# PROVENANCE: ", 14) == 0;
        if (line == 1 && !provenance)
            lapi_fault(r->faults, r->table, 1, "no `# PROVENANCE: ` line");
        if (text.bytes == 0 || text.at[0] == '#' || !check_line(r, text, line))
            continue;
        if (r->columns == 0) {
            if (!read_header(r, text, line))
                return LAP_OK;
        } else if (!read_row(r, text, line)) {
            return lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory",
                             r->table->file);
        }
    }
    if (r->columns == 0)
        lapi_fault(r->faults, r->table, 1, "no header line");
    return LAP_OK;
}

/* Takes over text, reads it; *out is untouched on failure. */
static lap_status parse(const char *file, char *text, size_t n,
                        const lapi_table_schema *schema, lapi_tsv *out,
                        lapi_faults *faults, lap_error *error)
{
    lapi_tsv table = {.schema = schema, .text = text, .text_bytes = n};
    size_t name_bytes = strlen(file) + 1;
    table.file = malloc(name_bytes);
    if (!table.file) {
        lapi_tsv_clear(&table);
        return lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", file);
    }
    memcpy(table.file, file, name_bytes);
    reading r = {.table = &table, .faults = faults};
    lap_status status = read_lines(&r, error);
    if (status != LAP_OK) {
        lapi_tsv_clear(&table);
        return status;
    }
    *out = table;
    return LAP_OK;
}

lap_status lapi_tsv_parse(const char *file, const char *text, size_t n,
                          const lapi_table_schema *schema, lapi_tsv *out,
                          lapi_faults *faults, lap_error *error)
{
    if (n > LAPI_TABLE_BYTES_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, 0, "%s:0: larger than %u bytes", file,
                         LAPI_TABLE_BYTES_MAX);
    char *copy = malloc(n + 1);
    if (!copy)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "%s:0: out of memory", file);
    if (n)
        memcpy(copy, text, n);
    return parse(file, copy, n, schema, out, faults, error);
}

/* All bytes of a plain or gzipped file; *text stays NULL when there is no such file. */
lap_status lapi_file_read(const char *path, char **text, size_t *bytes,
                          lap_error *error)
{
    gzFile in = gzopen(path, "rb");
    if (!in)
        return LAP_OK;
    char *at = NULL;
    size_t used = 0;
    size_t capacity = 0;
    lap_status status = LAP_OK;
    for (int got = 1; got > 0 && status == LAP_OK;
         used += (size_t)(got > 0 ? got : 0)) {
        if (used == capacity) {
            capacity = capacity ? 2 * capacity : 1u << 16;
            char *more = capacity <= 2 * (size_t)LAPI_TABLE_BYTES_MAX
                             ? realloc(at, capacity)
                             : NULL;
            if (!more) {
                status = lapi_fail(error, LAP_TOO_LARGE, used, "%s:0: too large", path);
                break;
            }
            at = more;
        }
        size_t want = capacity - used < 1u << 20 ? capacity - used : 1u << 20;
        got = gzread(in, at + used, (unsigned)want);
        if (got < 0)
            status = lapi_fail(error, LAP_IO, used, "%s:0: cannot be read", path);
    }
    if (gzclose(in) != Z_OK && status == LAP_OK)
        status = lapi_fail(error, LAP_IO, used, "%s:0: cut short", path);
    if (status == LAP_OK && used > LAPI_TABLE_BYTES_MAX)
        status = lapi_fail(error, LAP_TOO_LARGE, used, "%s:0: larger than %u bytes",
                           path, LAPI_TABLE_BYTES_MAX);
    if (status != LAP_OK) {
        free(at);
        return status;
    }
    *text = at;
    *bytes = used;
    return LAP_OK;
}

lap_status lapi_tsv_read(const char *folder, const lapi_table_schema *schema,
                         lapi_tsv *out, lapi_faults *faults, lap_error *error)
{
    static const char *const endings[] = {"", ".gz"};
    char path[1024];
    char *text = NULL;
    size_t bytes = 0;
    for (size_t i = 0; i < 2 && !text; i++) {
        int n = snprintf(path, sizeof path, "%s/%s.tsv%s", folder, schema->name,
                         endings[i]);
        if (n < 0 || (size_t)n >= sizeof path)
            return lapi_fail(error, LAP_BAD_ARGUMENT, 0,
                             "%.80s...:0: name of folder too long", folder);
        lap_status status = lapi_file_read(path, &text, &bytes, error);
        if (status != LAP_OK)
            return status;
    }
    if (!text) {
        *out = (lapi_tsv){.schema = schema};
        return LAP_OK;
    }
    return parse(path, text, bytes, schema, out, faults, error);
}

void lapi_tsv_clear(lapi_tsv *table)
{
    free(table->file);
    free(table->text);
    free(table->cells);
    free(table->line);
    *table = (lapi_tsv){.schema = table->schema};
}
