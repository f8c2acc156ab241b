/* A flat table as a Parquet file: every column optional, PLAIN values, uncompressed.
 *
 *   "PAR1" | row group: a page a column | row group ... | footer | its length | "PAR1"
 *
 * Rows come packed (view/row.h) and wait column by column until a row group is full:
 * memory is a row group and the footer so far, whatever the number of rows. */
#ifndef LAPI_VIEW_PARQUET_H
#define LAPI_VIEW_PARQUET_H

#include "view/flat.h"

#include <lapwing/status.h>

#define LAPI_PARQUET_ROWS_MAX  65536u
#define LAPI_PARQUET_BYTES_MAX ((size_t)16 << 20) /* a row group is closed beyond */

typedef struct lapi_parquet lapi_parquet;

/* `flat` must outlive it. */
lap_status lapi_parquet_new(const lapi_flat *flat, lapi_parquet **out) LAP_MUST_USE;
void lapi_parquet_free(lapi_parquet *parquet);

/* Takes packed rows, and puts what is full into *out. LAP_NO_MEMORY. O(bytes). */
lap_status lapi_parquet_put(lapi_parquet *parquet, const char *rows, size_t bytes,
                            lapi_buffer *out) LAP_MUST_USE;
/* The last row group and the footer. */
lap_status lapi_parquet_end(lapi_parquet *parquet, lapi_buffer *out) LAP_MUST_USE;

#endif
