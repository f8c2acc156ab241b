/* Quantities: counts of people and things, money and lengths of time, with what is
 * counted and how the text bounds it.
 *
 * Reads tokens, the tree where syntax has filled it, and doc->times as lapi_when_run
 * leaves it (whose pieces are read again, whose numbers are no counts, and whose
 * lengths of time are quantities); writes doc->quantities. Percentages, years, ages,
 * ordinals and measures are none. Linear in the text. */
#ifndef LAPI_MENTION_QUANTITY_H
#define LAPI_MENTION_QUANTITY_H

#include "base/status.h"
#include "data/doc.h"

lap_status lapi_quantity_run(lapi_doc *doc) LAP_MUST_USE;

#endif
