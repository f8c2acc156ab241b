#include "syntax/mend_name.h"

#include "base/limits.h"
#include "data/tree.h"

/* Has the word a preposition of its own, behind the verb? */
static bool is_marked(const lapi_tokens *t, uint32_t verb, uint32_t w)
{
    for (uint32_t c = verb + 1; c < w; c++)
        if (t->head[c] == w &&
            (t->rel[c] == LAPI_REL_CASE || t->rel[c] == LAPI_REL_MARK))
            return true;
    return false;
}

/* What is called: the first object behind the verb, or what was taken for its name. */
static uint32_t thing_of(const lapi_tokens *t, uint32_t end, uint32_t w)
{
    for (uint32_t c = w + 1; c < end && t->upos[c] != LAPI_UPOS_ADP; c++) {
        unsigned rel = t->rel[c];
        if (t->head[c] == w && lapi_tree_is_nominal(t, c))
            return rel == LAPI_REL_OBJ || rel == LAPI_REL_IOBJ || rel == LAPI_REL_XCOMP
                       ? c
                       : LAPI_NONE;
    }
    return LAPI_NONE;
}

/* Can word c behind the thing be what it is called? A second object of the verb, or
 * what hangs on the thing without a preposition. */
static bool is_name_of(const lapi_tokens *t, uint32_t w, uint32_t thing, uint32_t c)
{
    unsigned rel = t->rel[c];
    if (t->head[c] == w)
        return rel == LAPI_REL_OBJ && lapi_tree_is_nominal(t, c) && !is_marked(t, w, c);
    if (t->head[c] != thing)
        return false;
    if (rel == LAPI_REL_AMOD)
        return t->upos[c] == LAPI_UPOS_ADJ || t->xpos[c] == LAPI_XPOS_VBN;
    return (rel == LAPI_REL_APPOS || rel == LAPI_REL_NMOD) &&
           lapi_tree_is_nominal(t, c) && !is_marked(t, w, c);
}

/* "Called the move illegal", "branded it a farce": that is what the verb says of it. */
bool lapi_mend_name(const lapi_know *know, lapi_doc *doc, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    if (end - w > LAPI_TELLING_WORDS_MAX)
        end = w + LAPI_TELLING_WORDS_MAX;
    uint32_t thing = thing_of(t, end, w);
    if (thing == LAPI_NONE ||
        !lapi_know_in_class(know, "naming", lapi_know_key(t->lemma[w])))
        return false;
    for (uint32_t c = thing + 1; c < end; c++) {
        if (lapi_slice_is(lapi_doc_word(doc, c), ","))
            return false;
        if (!is_name_of(t, w, thing, c))
            continue;
        lapi_tree_hang(t, c, w, LAPI_REL_XCOMP);
        t->rel[thing] = LAPI_REL_OBJ;
        return true;
    }
    return false;
}
