/* The work of the stage, for text.c, its tests and its trainer. */
#ifndef LAPI_TEXT_RUN_H
#define LAPI_TEXT_RUN_H

#include "data/doc.h"
#include "text/cues.h"
#include "text/judge.h"

/* `judge` may be NULL: then the rules alone say where sentences end. */
lap_status lapi_text_read(const lapi_cues *cues, const lapi_judge *judge,
                          lapi_doc *doc) LAP_MUST_USE;

#endif
