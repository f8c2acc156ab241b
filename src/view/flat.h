/* Flat formats: a table of records, a row a record or a row a pair of parties.
 *
 *   record {actors: A B, recipients: C}  --is_dyadic-->  A -> C "id-1", B -> C "id-2"
 *   record {actors: A B}, reciprocal     --is_dyadic-->  A -> B "id-1", B -> A "id-2"
 *
 * Dyadic formats know neither "planned" nor "denied": they hold what a text tells as
 * done, and its first telling only (same_as). At most LAPI_FLAT_PAIRS_MAX rows a
 * record; further pairs are left out. */
#ifndef LAPI_VIEW_FLAT_H
#define LAPI_VIEW_FLAT_H

#include "data/event.h"
#include "data/record.h"
#include "data/source.h"
#include "know/codes.h"
#include "view/cells.h"

#define LAPI_FLAT_PAIRS_MAX 64u

enum lapi_flat_type {
    LAPI_FLAT_TEXT,
    LAPI_FLAT_INT,
    LAPI_FLAT_DECIMAL,
    LAPI_FLAT_DAY,
    LAPI_FLAT_FLAG
};

typedef struct lapi_flat_field {
    const char *name;
    uint8_t type; /* enum lapi_flat_type; what Parquet makes of it */
} lapi_flat_field;

/* What a row tells. */
typedef struct lapi_flat_item {
    const lapi_codes *codes;
    const lapi_report *report;
    const lapi_record *record;
    const lapi_entity *source, *target; /* of a dyadic format; NULL: not told */
    uint32_t number;                    /* of the pair, from 1; 0: the only one */
} lapi_flat_item;

typedef struct lapi_flat {
    const lapi_flat_field *fields; /* [field_count] */
    uint32_t field_count;
    uint8_t kind; /* enum lapi_cells_kind */
    bool has_head, is_dyadic;
    const char *missing;
    void (*write)(lapi_cells *row, const lapi_flat_item *item); /* field_count cells */
} lapi_flat;

extern const lapi_flat lapi_flat_csv, lapi_flat_parquet, lapi_flat_gdelt,
    lapi_flat_icews, lapi_flat_polecat, lapi_flat_phoenix;

/* The rows of a report; returns how many records have one. O(rows). */
uint64_t lapi_flat_rows(const lapi_flat *flat, const lapi_codes *codes,
                        const lapi_report *report, lapi_buffer *out);
/* The line of names. */
void lapi_flat_head(const lapi_flat *flat, lapi_buffer *out);

/* What the formats share. */

/* The day of what happened: the event's, else the document's, else LAPI_DAY_NONE. */
int32_t lapi_flat_day(const lapi_flat_item *item);
/* Its CAMEO code of 3 or 4 digits, and the row of codings.tsv that it has there; false
 * if there is none. */
bool lapi_flat_cameo(const lapi_flat_item *item, char code[5], uint32_t *row);
/* 1..4 of a CAMEO code; `statement` is that of classes 01 and 02. */
unsigned lapi_cameo_quad(const char *code, unsigned statement);
/* Where it happened: the first place "in" which, else the first; NULL if none. */
const lapi_site *lapi_flat_site(const lapi_flat_item *item);
/* Its name where it is a town or a spot; its first-order division. */
lapi_slice lapi_site_city(const lapi_site *site);
lapi_slice lapi_site_province(const lapi_site *site);
/* Where the document is found: its URL, else its id. */
lapi_slice lapi_report_where(const lapi_report *report);

/* CAMEO codes of an actor. */
typedef struct lapi_cameo_actor {
    lapi_slice country, group, types[2];
} lapi_cameo_actor;

lapi_cameo_actor lapi_cameo_actor_of(const lapi_codes *codes,
                                     const lapi_entity *entity);

/* Cells of a place's coordinates: empty without one. */
void lapi_cells_point(lapi_cells *row, const lapi_site *site);
/* A cell of its id in GeoNames. */
void lapi_cells_geonameid(lapi_cells *row, const lapi_site *site);
/* A cell with a day as 20211114 and more digits behind it: empty without one. */
void lapi_cells_digits(lapi_cells *row, int32_t day, const char *more);
/* A cell of the contexts. */
void lapi_cells_contexts(lapi_cells *row, const lapi_record *record);
/* A cell with a number of one decimal, * 10. */
void lapi_cells_e1(lapi_cells *row, int16_t value);

#endif
