/* A row on its way to a report: what the readers of coded events share. */
#ifndef LAPI_INTAKE_CODED_PARTS_H
#define LAPI_INTAKE_CODED_PARTS_H

#include "data/event.h"
#include "data/place.h"
#include "data/quantity.h"
#include "intake/coded.h"
#include "know/codes.h"

#define LAPI_CODED_COLUMNS_MAX 48u /* that a reader looks at */

/* The columns that a format's reader looks at are named by an enum; cells[c] is empty
 * where the row has nothing there. Failure is sticky: the first one is told. */
typedef struct lapi_coded_in {
    const lapi_codes *codes;
    lapi_arena *arena;
    const char *const *names; /* [columns] for messages */
    lapi_slice cells[LAPI_CODED_COLUMNS_MAX];
    lap_status status;
    lap_error *error;
    lapi_report *report;
    lapi_record *record; /* its only one */
    bool is_event;       /* false: no event of PLOVER */
} lapi_coded_in;

/* A format: its columns, in the order of its enum, and how a row is read. */
typedef struct lapi_coded_format {
    const char *name;
    const char *const *names; /* [column_count] */
    uint8_t column_count;
    const uint8_t
        *positions;      /* [column_count] where there is no line of names, or NULL */
    uint8_t width;       /* cells of such a row */
    bool is_csv;         /* quoted, parted by commas; else by tabs */
    bool has_words;      /* "NA", "None" and the like are missing */
    uint16_t confidence; /* 0..1000 */
    void (*read)(lapi_coded_in *in);
} lapi_coded_format;

extern const lapi_coded_format lapi_coded_gdelt, lapi_coded_icews, lapi_coded_polecat,
    lapi_coded_phoenix, lapi_coded_cameo, lapi_coded_weis, lapi_coded_ucdp,
    lapi_coded_acled;

void lapi_coded_refuse(lapi_coded_in *in, unsigned column, const char *what);

/* Parts of a record from cells. Cells that are needed and empty are refused. */

/* A day; LAPI_DAY_NONE where the cell is empty. */
int32_t lapi_coded_day(lapi_coded_in *in, unsigned column);
/* A number; false where the cell is empty. */
bool lapi_coded_number(lapi_coded_in *in, unsigned column, double *out);
/* When it happened: the days of two columns, which may be the same one. */
void lapi_coded_when(lapi_coded_in *in, unsigned from, unsigned to);
/* The event of a scheme's code; a longer code than any known is taken by its class. */
void lapi_coded_event(lapi_coded_in *in, const char *scheme, unsigned column);
/* "SCHEME:" and the cells of two columns, joined by a colon, the second unless it is
 * empty or the first. */
void lapi_coded_id(lapi_coded_in *in, const char *scheme, unsigned first,
                   unsigned second);

/* A party with a name, a country (alpha-3 or what stands for one; empty: UNK) and a
 * sector (empty: none); nothing where nothing is known. */
void lapi_coded_party(lapi_coded_in *in, lapi_entities *side, lapi_slice name,
                      lapi_slice country, lapi_slice sector);
/* What a CAMEO actor code says: "USAGOV", "IGOUNO"; slices of the pack. */
void lapi_coded_actor(const lapi_codes *codes, lapi_slice code, lapi_slice *country,
                      lapi_slice *sector);
/* A place with its coordinates, if the two columns have them. */
void lapi_coded_site(lapi_coded_in *in, lapi_slice name, lapi_slice admin1,
                     lapi_slice country, enum lapi_place_grain grain, unsigned lat,
                     unsigned lon);
/* A count of the record; low > high: no bounds known. */
void lapi_coded_amount(lapi_coded_in *in, enum lapi_quantity_what what, double value,
                       double low, double high);
/* Room for items, zeroed, and a copy of a text, both in the arena. */
void *lapi_coded_room(lapi_coded_in *in, size_t count, size_t size);
lapi_slice lapi_coded_keep(lapi_coded_in *in, lapi_slice text);

#endif
