/* A writer of reports in one of the formats for programs.
 *
 *   report --rows--> bytes        anywhere, many threads at once
 *          --put---> output       in the order of the output, one thread
 *   ...    --end---> the rest     what the format has at its end
 *
 * Everything that comes before and between rows (a header, commas, row groups) is put's
 * business: a run without records, too, gives a whole file. */
#ifndef LAPI_VIEW_FORM_H
#define LAPI_VIEW_FORM_H

#include "base/buffer.h"
#include "data/record.h"
#include "know/know.h"

enum lapi_form_kind {
    LAPI_FORM_JSONL,
    LAPI_FORM_CSV,
    LAPI_FORM_PLOVER,
    LAPI_FORM_GDELT,
    LAPI_FORM_ICEWS,
    LAPI_FORM_POLECAT,
    LAPI_FORM_PHOENIX,
    LAPI_FORM_GEOJSON,
    LAPI_FORM_PARQUET,
    LAPI_FORM_COUNT
};

typedef struct lapi_form lapi_form;

/* The knowledge must outlive it. `header`: column names, too, where the format has none
 * by itself (GDELT, Phoenix). */
lap_status lapi_form_new(enum lapi_form_kind kind, bool header, const lapi_know *know,
                         lapi_form **out) LAP_MUST_USE;
void lapi_form_free(lapi_form *form);

/* Adds a report's rows to *rows; returns how many records they tell (flat formats leave
 * out what they cannot tell). O(rows). */
uint64_t lapi_form_rows(const lapi_form *form, const lapi_report *report,
                        lapi_buffer *rows);

/* Puts the rows of a report, whole and in order, into *out. LAP_NO_MEMORY. */
lap_status lapi_form_put(lapi_form *form, const lapi_buffer *rows,
                         lapi_buffer *out) LAP_MUST_USE;
lap_status lapi_form_end(lapi_form *form, lapi_buffer *out) LAP_MUST_USE;

#endif
