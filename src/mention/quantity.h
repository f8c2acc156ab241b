/* Quantities: counts of people and things, money and lengths of time, with what is
 * counted and how the text bounds it.
 *
 * Reads tokens, the tree where syntax has filled it, and doc->times (whose numbers are
 * no counts, but whose lengths of time are quantities); writes doc->quantities.
 * Percentages, years, ages, ordinals and measures are none. Linear in the text. */
#ifndef LAPI_MENTION_QUANTITY_H
#define LAPI_MENTION_QUANTITY_H

#include "know/know.h"

typedef struct lapi_quantity_stage lapi_quantity_stage;

lap_status lapi_quantity_new(const lapi_know *know, lapi_quantity_stage **out,
                             lap_error *error) LAP_MUST_USE;
void lapi_quantity_free(lapi_quantity_stage *stage);
lap_status lapi_quantity_run(const lapi_quantity_stage *stage,
                             lapi_doc *doc) LAP_MUST_USE;

#endif
