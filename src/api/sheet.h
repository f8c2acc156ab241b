/* Rows of named values, as JSON Lines, as the items of a JSON object, or as CSV. */
#ifndef LAPI_API_SHEET_H
#define LAPI_API_SHEET_H

#include "view/cells.h"
#include "view/json.h"

#include <lapwing/write.h>

enum lapi_sheet_form { LAPI_SHEET_LINES, LAPI_SHEET_ITEMS, LAPI_SHEET_CSV };

typedef struct lapi_sheet {
    lapi_buffer out;
    lapi_json json;
    lapi_cells cells;
    enum lapi_sheet_form form;
    lap_sink sink;
    uint64_t count;  /* rows so far */
    bool is_heading; /* the names of the columns are written instead of their values */
} lapi_sheet;

/* Puts the values of an item by the functions below, always the same ones. */
typedef void (*lapi_sheet_fn)(lapi_sheet *rows, const void *item);

/* `sample`: an item whose values are not looked at, for the names of the columns. */
lap_status lapi_sheet_begin(lapi_sheet *rows, enum lapi_sheet_form form, lap_sink sink,
                            lapi_sheet_fn put, const void *sample) LAP_MUST_USE;
lap_status lapi_sheet_add(lapi_sheet *rows, lapi_sheet_fn put,
                          const void *item) LAP_MUST_USE;
/* Ends the items, not their object: {"items": [...]; the caller adds keys through
 * rows->json and then calls lapi_sheet_close. */
void lapi_sheet_end(lapi_sheet *rows);
lap_status lapi_sheet_close(lapi_sheet *rows) LAP_MUST_USE;
void lapi_sheet_clear(lapi_sheet *rows);

void lapi_sheet_text(lapi_sheet *rows, const char *name, lapi_slice text);
void lapi_sheet_number(lapi_sheet *rows, const char *name, int64_t value);
void lapi_sheet_decimal(lapi_sheet *rows, const char *name, double value,
                        unsigned places);
/* Nothing in JSON, and an empty cell, where the day is not known. */
void lapi_sheet_day(lapi_sheet *rows, const char *name, int32_t day);
/* A value that is not there. */
void lapi_sheet_none(lapi_sheet *rows, const char *name);

#endif
