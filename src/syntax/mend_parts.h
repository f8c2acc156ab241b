/* What the mends of trees share: for mend*.c only. */
#ifndef LAPI_SYNTAX_MEND_PARTS_H
#define LAPI_SYNTAX_MEND_PARTS_H

#include "base/limits.h"
#include "data/tree.h"
#include "know/know.h"

/* A sentence, and the telling that is looked at: words are half-open ranges.
 *
 *   Police , the minister said , arrested two .
 *   left     np           verb stop
 */
typedef struct telling {
    const lapi_know *know;
    lapi_doc *doc;
    lapi_tokens *t;
    uint32_t first, end; /* of the sentence */
    uint32_t left, comma, np, np_end, verb, stop;
    uint32_t limit; /* of what is looked at behind */
} telling;

static inline bool is_word(const telling *x, uint32_t w, const char *text)
{
    return lapi_slice_is(lapi_doc_word(x->doc, w), text);
}

/* Is the lemma of word w a cue (know/cues.tsv) of this part of speech and kind? Kind
 * NULL: of any. */
bool lapi_mend_is_cue(const lapi_know *know, const lapi_tokens *tokens, uint32_t w,
                      const char *pos, const char *kind);

/* "Tell", "assure": do the cues give the word somebody who is told? */
bool lapi_mend_takes_addressee(const lapi_know *know, const lapi_tokens *tokens,
                               uint32_t w);

static inline bool says(const telling *x, uint32_t w)
{
    return lapi_mend_is_cue(x->know, x->t, w, "VERB", "say");
}

static inline bool is_subject(const lapi_tokens *t, uint32_t w)
{
    return lapi_rel_base(t->rel[w]) == LAPI_REL_NSUBJ;
}

/* Has word w a child of this relation, or of a subtype, among the words of a range? */
static inline bool has_child(const lapi_tokens *t, uint32_t first, uint32_t end,
                             uint32_t w, unsigned rel)
{
    for (uint32_t c = first; c < end; c++)
        if (t->head[c] == w && lapi_rel_base(t->rel[c]) == rel)
            return true;
    return false;
}

/* "Interfax reports": what the tagger took for a noun. */
static inline void make_verb(lapi_tokens *t, uint32_t w)
{
    t->upos[w] = LAPI_UPOS_VERB;
    t->xpos[w] = LAPI_XPOS_VBZ;
}

static inline bool has_subject(const telling *x, uint32_t verb, uint32_t first,
                               uint32_t end)
{
    return has_child(x->t, first, end, verb, LAPI_REL_NSUBJ);
}

/* Looks behind the comma at `x->comma` for who tells the clause beside it, and mends
 * the tree where it is at odds with that; true when something was changed. */
bool lapi_mend_telling(telling *x);

#endif
