/* Coded events of others: rows of their files as reports of one record each, so that a
 * store holds them beside what lapwing has read.
 *
 *   "Event ID<tab>Event Date..."          passed over: names of columns
 *   "17<tab>1995-01-03<tab>..."      ->   report "icews:17:1995-01-03", one record
 *
 * The text of such a report is its row: a row that changed is a revision. Texts of
 * others are not for keeping. Types are PLOVER's, by know/codings.tsv; a row that tells
 * none of them (CAMEO 01, statements) is passed over and counted by the caller. */
#ifndef LAPI_INTAKE_CODED_H
#define LAPI_INTAKE_CODED_H

#include "base/arena.h"
#include "base/lines.h"
#include "data/record.h"
#include "know/know.h"

#define LAPI_CODED_ROW_BYTES_MAX (1u << 20) /* with the line ends in its cells */
#define LAPI_CODED_CELLS_MAX     256u       /* of a row */

enum lapi_coded_kind {
    LAPI_CODED_RECORDS, /* our own JSON Lines; a document's records stand together */
    LAPI_CODED_GDELT,   /* GDELT 2.0: 61 columns, with or without names */
    LAPI_CODED_ICEWS,   /* with names; so are POLECAT, UCDP GED and ACLED */
    LAPI_CODED_POLECAT,
    LAPI_CODED_PHOENIX, /* 26 columns */
    LAPI_CODED_CAMEO,   /* day, source, target, CAMEO code, parted by tabs or blanks */
    LAPI_CODED_WEIS,    /* the same with WEIS codes */
    LAPI_CODED_UCDP,
    LAPI_CODED_ACLED,
    LAPI_CODED_COUNT
};

/* "gdelt" ... as --from takes it; enum lapi_coded_kind of a name, LAPI_CODED_COUNT if
 * there is none. */
const char *lapi_coded_name(unsigned kind);
unsigned lapi_coded_find(lapi_slice name);

enum lapi_coded_row {
    LAPI_CODED_END,
    LAPI_CODED_REPORT,
    LAPI_CODED_PASSED, /* a row that is no event of PLOVER */
    LAPI_CODED_BAD,    /* the error has the line and says what is wrong; go on */
    LAPI_CODED_FAILED  /* cannot be read further: memory, or read() said no */
};

typedef struct lapi_coded lapi_coded;

/* One a file; the knowledge must outlive it. */
lap_status lapi_coded_new(enum lapi_coded_kind kind, lapi_stream stream,
                          const lapi_know *know, lapi_coded **out) LAP_MUST_USE;
void lapi_coded_free(lapi_coded *coded);

/* The next row. The report lives in the arena, which the caller resets between calls.
 * O(row). */
enum lapi_coded_row lapi_coded_next(lapi_coded *coded, lapi_arena *arena,
                                    lapi_report *report, lap_error *error);

#endif
