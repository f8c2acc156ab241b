/* A row of a GeoNames dump (allCountries.txt, XX.txt): 19 columns parted by tabs.
 *
 *   id name ascii alternates lat lon fclass fcode cc cc2 admin1 admin2 admin3 admin4
 *   population elevation dem timezone modified
 */
#ifndef LAPI_KNOW_DUMP_H
#define LAPI_KNOW_DUMP_H

#include "base/slice.h"

/* What is read of a row; slices of its line. */
typedef struct lapi_dump_row {
    lapi_slice id, name, ascii;
    lapi_slice alternates; /* parted by commas, all languages and scripts */
    lapi_slice lat, lon;
    lapi_slice fclass, fcode;
    lapi_slice cc;     /* empty on the high seas */
    lapi_slice admin1; /* GeoNames code, as in know/admin1.tsv */
    lapi_slice population;
} lapi_dump_row;

/* Reads a line without its end. NULL when all is well, else what is wrong, a static
 * string; *row is untouched then. O(bytes). */
const char *lapi_dump_read(lapi_slice line, lapi_dump_row *row);

#endif
