/* Direct speech: stretches between quotation marks, and which attribution each belongs
 * to. */
#ifndef LAPI_EVENT_QUOTE_H
#define LAPI_EVENT_QUOTE_H

#include "data/doc.h"

/* First word that begins at or after a byte offset; tokens->count if there is none.
 * O(log). */
uint32_t lapi_quote_word_at(const lapi_tokens *tokens, uint32_t byte);

/* Adds each quotation to the content of the attribution that tells its speaker: a cue
 * in the same sentence, else the paragraph's last one before, else its first one after.
 * Quotation marks are paired inside a paragraph. The nearest cues are asked only:
 * O(words + quotations). */
void lapi_quote_assign(const lapi_doc *doc, lapi_attribution *attributions,
                       uint32_t count);

#endif
