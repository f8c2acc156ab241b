/* A row of a table, cell after cell, into a buffer.
 *
 *   CSV     a,"b ""c""",1.5\n      quoted where it must be (RFC 4180); lines end in LF
 *   TSV     a<tab>b c<tab>1.5\n    control characters of the text become blanks
 *   PACKED  [bytes][cell]...       for Parquet: each cell with its length before it
 *
 * A cell is opened, written straight into row->out, and closed; the empty cell becomes
 * what the format writes for missing values. Text is UTF-8. Failure is the buffer's. */
#ifndef LAPI_VIEW_CELLS_H
#define LAPI_VIEW_CELLS_H

#include "base/buffer.h"

enum lapi_cells_kind { LAPI_CELLS_CSV, LAPI_CELLS_TSV, LAPI_CELLS_PACKED };

#define LAPI_CELLS_NONE UINT32_MAX /* length of a packed cell that is missing */

typedef struct lapi_cells {
    lapi_buffer *out;
    const char *missing; /* written for an empty cell; packed: none */
    uint8_t kind;        /* enum lapi_cells_kind */
    bool is_open;        /* a cell stands before */
    size_t start;        /* of the cell under way */
    uint32_t cells;      /* closed so far */
} lapi_cells;

void lapi_cells_open(lapi_cells *row);
/* Closes a cell whose text came from outside: what a spreadsheet would take for a
 * formula gets an apostrophe in CSV. */
void lapi_cells_close(lapi_cells *row);
/* Ends the row. */
void lapi_cells_end(lapi_cells *row);

/* Whole cells. Packed numbers are 8 bytes, days 4, flags 1, least byte first. */
void lapi_cells_text(lapi_cells *row, lapi_slice text);
void lapi_cells_str(lapi_cells *row, const char *text);
void lapi_cells_none(lapi_cells *row);
void lapi_cells_nones(lapi_cells *row, int count);
void lapi_cells_int(lapi_cells *row, int64_t value);
void lapi_cells_decimal(lapi_cells *row, double value, unsigned places);
void lapi_cells_flag(lapi_cells *row, bool value);
void lapi_cells_day(lapi_cells *row, int32_t day);
/* An id of 16 hexadecimal digits, then "-n" unless n is 0. */
void lapi_cells_id(lapi_cells *row, uint64_t id, uint32_t n);

/* An item of a list inside an open cell: items are joined by "; ", a semicolon of their
 * own becomes a comma. */
void lapi_cells_item(lapi_cells *row, uint32_t index, lapi_slice text);

#endif
