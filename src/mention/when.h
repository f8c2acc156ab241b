/* Times: every time expression of a document with its TIMEX3 type, value and days.
 *
 * Reads text, sentences and tokens (and the tree, where syntax has filled it, for the
 * tense of a clause); writes doc->times, and doc->date with LAPI_ANCHOR_INFERRED where
 * the document has no date but tells one. Linear in the text. */
#ifndef LAPI_MENTION_WHEN_H
#define LAPI_MENTION_WHEN_H

#include "know/know.h"

typedef struct lapi_when_stage lapi_when_stage;

lap_status lapi_when_new(const lapi_know *know, lapi_when_stage **out,
                         lap_error *error) LAP_MUST_USE;
void lapi_when_free(lapi_when_stage *stage);
lap_status lapi_when_run(const lapi_when_stage *stage, lapi_doc *doc) LAP_MUST_USE;

#endif
