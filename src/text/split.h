/* Where sentences begin: the words of one block -> sentences.
 *
 *   words      "  Go  !  "  he  said  .  |  They  went  .
 *   sentence   0                            1
 *
 * A sentence never begins at a glued word. One of more than LAPI_SENTENCE_TOKENS_MAX
 * words is split at the best place before. O(words). */
#ifndef LAPI_TEXT_SPLIT_H
#define LAPI_TEXT_SPLIT_H

#include "data/doc.h"
#include "text/cues.h"
#include "text/gap.h"
#include "text/judge.h"

typedef struct lapi_split {
    const lapi_cues *cues;
    const lapi_judge *judge; /* NULL: the rules alone */
    lapi_doc *doc;
    uint32_t capacity; /* of doc->sentences.first, block */
    bool failed;       /* memory was out */
    bool caseless;     /* the block has no capitals */
    bool edited;       /* the block reads like print */
    lapi_gap gap;      /* zeroed at first; used with a judge only */
} lapi_split;

/* What the rules say: does a sentence that began at `start` end before word w
 * (start < w < end)? */
bool lapi_split_rule(const lapi_split *split, uint32_t start, uint32_t w, uint32_t end);

/* Appends the sentences of words first .. end - 1, which stand in `block`. */
void lapi_split_add(lapi_split *split, uint32_t block, uint32_t first, uint32_t end);

#endif
