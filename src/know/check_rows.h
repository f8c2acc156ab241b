/* Parts of the check of know/: cells (check.c), rows and references (check_rows.c). */
#ifndef LAPI_KNOW_CHECK_ROWS_H
#define LAPI_KNOW_CHECK_ROWS_H

#include "know/build.h"

/* Days as numbers YYYYMMDD, both inclusive. */
typedef struct lapi_date_range {
    uint32_t from, to;
} lapi_date_range;

bool lapi_check_date(lapi_slice s, lapi_date_range *out);

/* What is wrong with a cell of this type that is not empty; NULL if nothing. Needs no
 * other table. */
const char *lapi_check_cell(uint8_t type, lapi_slice cell);

#endif
