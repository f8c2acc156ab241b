/* Where words begin and end (UD English): a block's bytes -> begin, end, glued.
 *
 *   "Kremlin-backed men didn't pay $5."
 *    Kremlin|-|backed men did|n't pay $|5|.        n't is glued to did
 *
 * Every byte that is no white space comes to stand in exactly one word. O(bytes). */
#ifndef LAPI_TEXT_WORD_H
#define LAPI_TEXT_WORD_H

#include "data/doc.h"
#include "text/cues.h"

/* The words of a document while they are being found. */
typedef struct lapi_words {
    const lapi_cues *cues;
    lapi_doc *doc;
    uint32_t capacity; /* of doc->tokens.begin, end, flags */
    bool failed;       /* memory was out */
} lapi_words;

/* Appends the words of span to doc->tokens (begin, end, flags, count). */
void lapi_words_add(lapi_words *words, lapi_span span);

#endif
