/* Claims for programs and for people. */
#ifndef LAPI_VIEW_CLAIM_H
#define LAPI_VIEW_CLAIM_H

#include "data/claim.h"
#include "view/view.h"

/* A claim as a line of JSON, with its tellings if it has them (docs/store.md). */
void lapi_claim_json(const lapi_claim *claim, lapi_buffer *out);
/* A claim as a block of text. */
void lapi_claim_people(const lapi_claim *claim, lapi_style style, lapi_buffer *out);

#endif
