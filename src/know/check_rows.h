/* Parts of the check of know/: cells (check.c), rows and references (check_rows.c),
 * labels (check_labels.c). */
#ifndef LAPI_KNOW_CHECK_ROWS_H
#define LAPI_KNOW_CHECK_ROWS_H

#include "know/build.h"

typedef struct lapi_checker {
    const lapi_tables *tables;
    const lapi_know *know; /* the open pack of the tables */
    lapi_faults *faults;
} lapi_checker;

/* Event and mode that a row of the lexicon ends up with. */
void lapi_check_pair(const lapi_checker *check, uint32_t row, lapi_slice *event,
                     lapi_slice *mode);

/* Every code that people read has a label, and every label a code. */
void lapi_check_labels(const lapi_checker *check);

/* Days as numbers YYYYMMDD, both inclusive. */
typedef struct lapi_date_range {
    uint32_t from, to;
} lapi_date_range;

bool lapi_check_date(lapi_slice s, lapi_date_range *out);

/* What is wrong with a cell of this type that is not empty; NULL if nothing. Needs no
 * other table. */
const char *lapi_check_cell(uint8_t type, lapi_slice cell);

#endif
