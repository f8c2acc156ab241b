/* A table of know/ as people edit it: lines of cells, cut and put into the order of its
 * schema.
 *
 *   # PROVENANCE: ...          line 1, a comment
 *   iso3<TAB>name              line 2, the names of the columns
 *   UKR<TAB>Ukraine            a row; `-` and nothing are both the empty cell
 *
 * Cells borrow the text, which the table owns. Reading is O(bytes). */
#ifndef LAPI_KNOW_TSV_H
#define LAPI_KNOW_TSV_H

#include "base/buffer.h"
#include "know/tables.h"

#include <lapwing/status.h>

typedef struct lapi_tsv {
    const lapi_table_schema *schema;
    char *file; /* "know/people.tsv", for messages; owned */
    char *text; /* owned */
    size_t text_bytes;
    lapi_slice *cells; /* [row][schema column]; owned */
    uint32_t *line;    /* [row] from 1; owned */
    uint32_t rows;
} lapi_tsv;

/* Where faults go: one line `file:line: what` each. */
typedef struct lapi_faults {
    lapi_buffer *report;
    uint32_t count;
} lapi_faults;

void lapi_fault(lapi_faults *faults, const lapi_tsv *table, uint32_t line,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Reads folder/NAME.tsv, or folder/NAME.tsv.gz. A table that is not there is empty.
 * Lines that do not fit the schema are reported to `faults` and left out. */
lap_status lapi_tsv_read(const char *folder, const lapi_table_schema *schema,
                         lapi_tsv *out, lapi_faults *faults,
                         lap_error *error) LAP_MUST_USE;

/* The same from n bytes of text, which are copied; `file` is for messages. */
lap_status lapi_tsv_parse(const char *file, const char *text, size_t n,
                          const lapi_table_schema *schema, lapi_tsv *out,
                          lapi_faults *faults, lap_error *error) LAP_MUST_USE;

/* Bytes of a plain or gzipped file, to be freed; *text stays NULL when there is none.
 */
lap_status lapi_file_read(const char *path, char **text, size_t *bytes,
                          lap_error *error) LAP_MUST_USE;

void lapi_tsv_clear(lapi_tsv *table);

static inline lapi_slice lapi_tsv_cell(const lapi_tsv *table, uint32_t row,
                                       unsigned column)
{
    return table->cells[(size_t)row * table->schema->column_count + column];
}

#endif
