/* A row of a table, cell after cell, into a buffer.
 *
 *   CSV     a,"b ""c""",1.5\n      quoted where it must be (RFC 4180); lines end in LF
 *   TSV     a<tab>b c<tab>1.5\n    control characters of the text become blanks
 *   PACKED  [bytes][cell]...       for Parquet: each cell with its length before it
 *
 * A cell is opened, written straight into row->out, and closed; the empty cell becomes
 * what the format writes for missing values. Text is UTF-8. Failure is the buffer's. */
#ifndef LAPI_VIEW_ROW_H
#define LAPI_VIEW_ROW_H

#include "base/buffer.h"

enum lapi_row_kind { LAPI_ROW_CSV, LAPI_ROW_TSV, LAPI_ROW_PACKED };

#define LAPI_ROW_NONE UINT32_MAX /* length of a packed cell that is missing */

typedef struct lapi_row {
    lapi_buffer *out;
    const char *missing; /* written for an empty cell; packed: none */
    uint8_t kind;        /* enum lapi_row_kind */
    bool is_open;        /* a cell stands before */
    size_t start;        /* of the cell under way */
    uint32_t cells;      /* closed so far */
} lapi_row;

void lapi_row_open(lapi_row *row);
/* Closes a cell whose text came from outside: what a spreadsheet would take for a
 * formula gets an apostrophe in CSV. */
void lapi_row_close(lapi_row *row);
/* Ends the row. */
void lapi_row_end(lapi_row *row);

/* Whole cells. Packed numbers are 8 bytes, days 4, flags 1, least byte first. */
void lapi_row_text(lapi_row *row, lapi_slice text);
void lapi_row_str(lapi_row *row, const char *text);
void lapi_row_none(lapi_row *row);
void lapi_row_int(lapi_row *row, int64_t value);
void lapi_row_decimal(lapi_row *row, double value, unsigned places);
void lapi_row_flag(lapi_row *row, bool value);
void lapi_row_day(lapi_row *row, int32_t day);
/* An id of 16 hexadecimal digits, then "-n" unless n is 0. */
void lapi_row_id(lapi_row *row, uint64_t id, uint32_t n);

/* An item of a list inside an open cell: items are joined by "; ", a semicolon of their
 * own becomes a comma. */
void lapi_row_item(lapi_row *row, uint32_t index, lapi_slice text);

#endif
