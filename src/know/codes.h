/* The codes that other event data use for states, sectors and events: nations.tsv,
 * sectors.tsv and codings.tsv, there and back; and what codes are called, labels.tsv.
 *
 *   RUS --LAPI_NATIONS_FIPS--> "RS" --find--> RUS          "cameo" "190" -> row
 *
 * Slices are borrowed from the pack. Every look-up is O(its text). */
#ifndef LAPI_KNOW_CODES_H
#define LAPI_KNOW_CODES_H

#include "know/know.h"

typedef struct lapi_codes {
    const lapi_table *countries, *nations, *sectors, *codings, *plover, *admin1,
        *labels;
} lapi_codes;

void lapi_codes_init(lapi_codes *codes, const lapi_know *know);

/* A state's code, the first where there are several; empty: it has none, or the code is
 * no state's. Columns of nations.tsv, with what stands for their empty cells. */
lapi_slice lapi_codes_nation(const lapi_codes *codes, const char *iso3,
                             enum lapi_nations_column column);
/* The alpha-3 of a state's code, or of a name in countries.tsv; empty if there is none.
 */
lapi_slice lapi_codes_find_nation(const lapi_codes *codes,
                                  enum lapi_nations_column column, lapi_slice code);
lapi_slice lapi_codes_find_country(const lapi_codes *codes, lapi_slice name);
/* Is it an alpha-3 code, or stands it for a country (UNO, IGO ...)? */
bool lapi_codes_is_country(const lapi_codes *codes, lapi_slice code);
bool lapi_codes_is_sector(const lapi_codes *codes, lapi_slice code);

/* A cell of a sector or of what stands for a country, the first of alternatives. */
lapi_slice lapi_codes_sector(const lapi_codes *codes, const char *code,
                             enum lapi_sectors_column column);
/* The first sector with this code of others; empty if there is none. */
lapi_slice lapi_codes_find_sector(const lapi_codes *codes,
                                  enum lapi_sectors_column column, lapi_slice code);

/* The row of a scheme's code in codings.tsv; false if there is none. */
bool lapi_codes_coding(const lapi_codes *codes, const char *scheme, lapi_slice code,
                       uint32_t *row);

/* The row of plover.tsv of a type and mode, empty for the bare type; LAPI_NONE if it
 * has none. */
uint32_t lapi_codes_plover(const lapi_table *plover, unsigned type, lapi_slice mode);

/* PLOVER's score of a type and mode * 10, of the bare type where the mode has none. */
int16_t lapi_codes_scale(const lapi_codes *codes, unsigned type, lapi_slice mode);

/* The code of a first-order division by its name; empty if there is none. */
lapi_slice lapi_codes_admin1(const lapi_codes *codes, const char *iso3,
                             lapi_slice name);

/* What a column of labels.tsv has for a code of a kind, "ASSAULT" of "type"; with a
 * mode for that of "mode". Empty if it has nothing. */
lapi_slice lapi_codes_label(const lapi_codes *codes, unsigned column, const char *kind,
                            lapi_slice code, lapi_slice mode);

/* A decimal cell of our own, * 10; what is not a number counts as 0. */
int16_t lapi_codes_e1(lapi_slice cell);

#endif
