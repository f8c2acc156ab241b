/* The work of the stage, for text.c, its tests and its trainer. */
#ifndef LAPI_TEXT_RUN_H
#define LAPI_TEXT_RUN_H

#include "data/doc.h"
#include "text/cues.h"

lap_status lapi_text_read(const lapi_cues *cues, lapi_doc *doc) LAP_MUST_USE;

#endif
