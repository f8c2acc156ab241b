#include "syntax/mend_verb.h"

#include "data/tree.h"
#include "syntax/mend_parts.h"

/* Where the clause stands that the noun would have for a relative one; `that` marks it.
 */
static uint32_t that_clause(const lapi_doc *doc, uint32_t end, uint32_t w)
{
    const lapi_tokens *t = &doc->tokens;
    if (w + 1 >= end || !lapi_slice_is(lapi_doc_word(doc, w + 1), "that"))
        return LAPI_NONE;
    uint32_t clause = t->head[w + 1];
    bool below = clause != LAPI_NONE && clause > w && t->head[clause] == w;
    return below && t->rel[clause] == LAPI_REL_ACL_RELCL ? clause : LAPI_NONE;
}

/* The nominal right before w that hangs on it. */
static uint32_t name_before(const lapi_tokens *t, uint32_t first, uint32_t w)
{
    bool beside =
        w > first && t->head[w - 1] == w && lapi_tree_is_nominal(t, w - 1) &&
        (t->rel[w - 1] == LAPI_REL_COMPOUND || t->rel[w - 1] == LAPI_REL_NSUBJ);
    return beside ? w - 1 : LAPI_NONE;
}

bool lapi_mend_verb(const lapi_know *know, lapi_doc *doc, uint32_t first, uint32_t end,
                    uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t name = name_before(t, first, w), clause = that_clause(doc, end, w);
    bool cue = lapi_mend_is_cue(know, t, w, "VERB", NULL);
    bool gerund = cue && w + 1 < end && t->head[w + 1] == w &&
                  t->rel[w + 1] == LAPI_REL_ACL && t->xpos[w + 1] == LAPI_XPOS_VBG;
    if (t->head[w] != LAPI_NONE || name == LAPI_NONE ||
        (!gerund && !(cue && clause != LAPI_NONE) &&
         !has_child(t, w + 1, end, w, LAPI_REL_OBJ)))
        return false;
    make_verb(t, w);
    for (uint32_t c = first; c < name; c++)
        if (t->head[c] == w)
            t->head[c] = name;
    lapi_tree_hang(t, name, w, LAPI_REL_NSUBJ);
    if (gerund)
        t->rel[w + 1] = LAPI_REL_XCOMP;
    if (clause != LAPI_NONE) {
        t->rel[clause] = LAPI_REL_CCOMP;
        t->rel[w + 1] = LAPI_REL_MARK;
        t->xpos[w + 1] = LAPI_XPOS_IN;
        t->upos[w + 1] = LAPI_UPOS_SCONJ;
    }
    return true;
}
