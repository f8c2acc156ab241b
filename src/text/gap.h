/* What a gap between two words looks like, as hashed features for the model that says
 * whether a sentence ends there.
 *
 *   words of a block     ... w-3 w-2 w-1 | w w+1 w+2 ...
 *   looks[]              form, shape and cues of each, made once a block
 *   state                what the sentence so far holds: its start, open brackets
 *
 * Used by split.c and by the trainer, which must see the same. */
#ifndef LAPI_TEXT_GAP_H
#define LAPI_TEXT_GAP_H

#include "data/doc.h"
#include "text/cues.h"

#define LAPI_GAP_FEATURES 48u

/* How one word looks. */
typedef struct lapi_look {
    uint32_t form;   /* hash of the form in lower case, digits as 0 */
    uint32_t suffix; /* hash of its last three bytes */
    uint32_t cues;   /* set of enum lapi_cue */
    uint8_t shape;
    uint8_t blanks; /* code points of white space before it, at most 3 */
    uint8_t ahead;  /* words to the next stop in the block, at most 31 */
} lapi_look;

typedef struct lapi_gap {
    const lapi_cues *cues;
    const lapi_doc *doc;
    lapi_look *looks; /* [capacity] of words first .. end - 1 */
    uint32_t capacity;
    uint32_t first, end;
    /* of the sentence so far */
    uint32_t start;
    uint32_t since_stop;
    uint8_t round_open, quote_open;
    bool caseless; /* no capital in the block */
    bool capitals; /* no small letter in the block */
} lapi_gap;

/* Takes up a block's words; false when memory is out. `gap` may be used again. */
bool lapi_gap_begin(lapi_gap *gap, lapi_arena *arena, uint32_t first, uint32_t end);

/* Goes on behind word w; `starts` says that a sentence begins at w. */
void lapi_gap_step(lapi_gap *gap, uint32_t w, bool starts);

/* May a sentence begin at w at all? Gaps inside a run of small words may not. */
bool lapi_gap_is_candidate(const lapi_gap *gap, uint32_t w);

/* The features of the gap before w (first < w < end) into out[LAPI_GAP_FEATURES], as
 * hashes; `rule` is what the rules say. Words up to w - 1 have been stepped over. */
void lapi_gap_features(const lapi_gap *gap, uint32_t w, bool rule,
                       uint32_t out[LAPI_GAP_FEATURES]);

#endif
