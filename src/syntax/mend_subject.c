#include "syntax/mend_subject.h"

#include "base/limits.h"
#include "data/tree.h"
#include "know/tables.h"

/* A form that can be finite: without another verb above it a VBN is a VBD. */
static bool is_finite(const lapi_tokens *t, uint32_t w)
{
    return t->upos[w] == LAPI_UPOS_VERB &&
           (t->xpos[w] == LAPI_XPOS_VBD || t->xpos[w] == LAPI_XPOS_VBN ||
            t->xpos[w] == LAPI_XPOS_VBZ || t->xpos[w] == LAPI_XPOS_VBP);
}

static bool has_child(const lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w,
                      unsigned rel)
{
    for (uint32_t c = first; c < end; c++)
        if (t->head[c] == w && lapi_rel_base(t->rel[c]) == rel)
            return true;
    return false;
}

/* "Norland, which arms the rebels, called for talks": the verb behind the relative
 * clause is what the sentence says of the noun before it. */
static bool behind_relative(lapi_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t inner = t->head[w];
    uint32_t noun = inner == LAPI_NONE ? LAPI_NONE : t->head[inner];
    if (noun == LAPI_NONE || !is_finite(t, w) || w == first || inner > w ||
        noun > inner || t->head[noun] != LAPI_NONE ||
        t->rel[inner] != LAPI_REL_ACL_RELCL || !lapi_tree_is_nominal(t, noun) ||
        !lapi_slice_is(lapi_doc_word(doc, w - 1), ",") ||
        has_child(t, first, end, w, LAPI_REL_NSUBJ))
        return false;
    lapi_tree_hang(t, w, LAPI_NONE, LAPI_REL_ROOT);
    lapi_tree_hang(t, noun, w, LAPI_REL_NSUBJ);
    if (t->xpos[w] == LAPI_XPOS_VBN && !has_child(t, first, end, w, LAPI_REL_AUX))
        t->xpos[w] = LAPI_XPOS_VBD;
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == noun || t->head[c] == inner)
            t->head[c] = w;
    return true;
}

static bool is_role(const lapi_know *know, const lapi_tokens *t, uint32_t w)
{
    lapi_hit hit;
    uint32_t cursor = 0;
    return lapi_table_find(lapi_know_table(know, LAPI_TABLE_ROLES),
                           lapi_know_key(t->lemma[w]), &cursor, &hit);
}

/* "When Norland fighters stormed army positions": who acts was taken for the verb. */
static bool before_participle(const lapi_know *know, lapi_doc *doc, uint32_t first,
                              uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t noun = t->head[w], actor = w - 1, before = w - 2;
    if (w < first + 2 || t->upos[w] != LAPI_UPOS_VERB || t->rel[w] != LAPI_REL_AMOD ||
        noun == LAPI_NONE || noun < w || t->head[noun] != actor ||
        t->rel[noun] != LAPI_REL_OBJ || t->xpos[actor] != LAPI_XPOS_VBZ ||
        t->head[before] != actor || !is_role(know, t, actor))
        return false;
    lapi_tree_hang(t, w, t->head[actor], t->rel[actor]);
    for (uint32_t c = first; c < end; c++)
        if (t->head[c] == actor && c != before && c != w)
            t->head[c] = w;
    lapi_tree_hang(t, actor, w, LAPI_REL_NSUBJ);
    lapi_tree_hang(t, before, actor, LAPI_REL_COMPOUND);
    t->upos[actor] = LAPI_UPOS_NOUN;
    t->xpos[actor] = LAPI_XPOS_NNS;
    t->xpos[w] = LAPI_XPOS_VBD;
    return true;
}

bool lapi_mend_subject(const lapi_know *know, lapi_doc *doc, uint32_t first,
                       uint32_t end, uint32_t w)
{
    if (w - first > LAPI_TELLING_WORDS_MAX)
        first = w - LAPI_TELLING_WORDS_MAX;
    if (end - w > LAPI_TELLING_WORDS_MAX)
        end = w + LAPI_TELLING_WORDS_MAX;
    return doc->tokens.rel[w] == LAPI_REL_AMOD
               ? before_participle(know, doc, first, end, w)
               : behind_relative(doc, first, end, w);
}
