/* Lemmas: from a word and its tags by an edit script, found by the longest known
 * ending.
 *
 *   running VBG   ...nning -> strip 4, add ""       went VBD   ^went -> strip 4, add
 * "go"
 *
 * A script strips code points from the end of the word, folded to lower case or kept,
 * and adds bytes. Scripts are found in a hash table by tags and ending; an ending is
 * only there where its script differs from that of the next shorter one. */
#ifndef LAPI_SYNTAX_LEMMA_H
#define LAPI_SYNTAX_LEMMA_H

#include "base/arena.h"
#include "base/slice.h"
#include "model/parts.h"
#include "syntax/feature.h"

enum {
    LAPI_ENDING_MAX = 7,    /* code points of an ending, beside the whole word */
    LAPI_SCRIPT_BYTES = 16, /* strip, keep case, length, then bytes to add */
    LAPI_SCRIPT_ADD_MAX = 13
};

typedef struct lapi_lemmas {
    lapi_index index;             /* keys to scripts */
    const unsigned char *scripts; /* [count][LAPI_SCRIPT_BYTES] */
} lapi_lemmas;

/* Finds the tables in a model and checks them; failure is left in the parts. */
void lapi_lemmas_open(lapi_parts *parts, lapi_lemmas *out);

/* Tags as a lemma's key uses them: `perfect` tells "'s" of "he's gone" from "he's ill".
 */
uint32_t lapi_lemma_tags(uint8_t upos, uint8_t xpos, bool perfect);

/* The word folded as keys fold it; returns the count of code points, at most
 * LAPI_WORD_CODES_MAX: of a longer word the last ones. */
uint32_t lapi_lemma_fold(lapi_slice form, uint32_t code[LAPI_WORD_CODES_MAX]);

/* Key of the last `length` code points, or of the whole word when `whole`. Never 0. */
uint32_t lapi_lemma_key(uint32_t tags, const uint32_t *code, uint32_t count,
                        uint32_t length, bool whole);

/* The lemma of a word: a part of the word itself or a copy in the arena; {NULL, 0} when
 * memory is out. */
lapi_slice lapi_lemma_find(const lapi_lemmas *lemmas, lapi_arena *arena,
                           lapi_slice form, uint32_t tags);

#endif
