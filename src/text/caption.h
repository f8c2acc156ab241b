/* What kind of block a paragraph is, by agency credits and by its form. Called by
 * block.c only: credits and datelines of all blocks first, then kinds in order. */
#ifndef LAPI_TEXT_CAPTION_H
#define LAPI_TEXT_CAPTION_H

#include "data/doc.h"
#include "text/cues.h"

/* Finds a credit at the end of block b: "REUTERS / Name", "(AP Photo/Name)",
 * "Photo: Name". Empty if there is none. Looks at the block's last 160 bytes. */
void lapi_block_credit(const lapi_cues *cues, lapi_doc *doc, uint32_t b);

/* Finds a dateline at its start: "NIAMEY, July 31 - ", "Kyiv (Reuters) - ". Looks at
 * the block's first 120 bytes. */
void lapi_block_dateline(const lapi_cues *cues, lapi_doc *doc, uint32_t b);

/* Short blocks without a final stop between others: many of them are headings. */
uint32_t lapi_blocks_stopless(const lapi_doc *doc);

/* Its kind, from itself, its neighbours and the kinds of those before it; `stopless` is
 * the count of above. */
void lapi_block_classify(const lapi_cues *cues, lapi_doc *doc, uint32_t b,
                         uint32_t stopless);

#endif
