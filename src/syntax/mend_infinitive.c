#include "syntax/mend_infinitive.h"

#include "data/tree.h"
#include "syntax/mend_parts.h"

/* Verbs whose object is who does what the infinitive says. */
static bool moves_others(const lapi_know *know, const lapi_tokens *t, uint32_t w)
{
    return t->upos[w] == LAPI_UPOS_VERB &&
           (lapi_mend_is_cue(know, t, w, NULL, "ask") ||
            lapi_mend_is_cue(know, t, w, NULL, "cause") ||
            lapi_mend_takes_addressee(know, t, w));
}

static bool is_object(const lapi_tokens *t, uint32_t w)
{
    return t->rel[w] == LAPI_REL_OBJ || t->rel[w] == LAPI_REL_IOBJ;
}

/* The verb before `to` whose object ends right before it; LAPI_NONE if there is none.
 */
static uint32_t asker(const lapi_know *know, const lapi_tokens *t, uint32_t first,
                      uint32_t to)
{
    uint32_t w = to - 1;
    while (w > first && t->head[w] != LAPI_NONE && t->head[w] < to) {
        uint32_t head = t->head[w];
        if (is_object(t, w) && head < w)
            return moves_others(know, t, head) ? head : LAPI_NONE;
        w = head;
    }
    return LAPI_NONE;
}

static bool behind_verb(const lapi_know *know, lapi_tokens *t, uint32_t first,
                        uint32_t w)
{
    if (t->rel[w] != LAPI_REL_ADVCL || w < first + 2 || t->head[w] != w - 2 ||
        !lapi_mend_is_cue(know, t, w - 2, "VERB", NULL))
        return false;
    t->rel[w] = LAPI_REL_XCOMP;
    return true;
}

/* "Rejected a demand to recognise it": what is demanded. */
static bool behind_wish(const lapi_know *know, lapi_tokens *t, uint32_t w)
{
    uint32_t verb = t->head[w], noun = LAPI_NONE;
    for (uint32_t c = verb + 1; c < w && noun == LAPI_NONE; c++)
        if (t->head[c] == verb && is_object(t, c))
            noun = c;
    if (noun == LAPI_NONE || t->upos[noun] != LAPI_UPOS_NOUN || t->head[noun] != verb ||
        !(lapi_mend_is_cue(know, t, noun, "NOUN", "ask") ||
          lapi_mend_is_cue(know, t, noun, "NOUN", "plan")))
        return false;
    lapi_tree_hang(t, w, noun, LAPI_REL_ACL);
    return true;
}

static bool behind_object(const lapi_know *know, lapi_tokens *t, uint32_t first,
                          uint32_t w)
{
    if (t->rel[w] != LAPI_REL_ADVCL && t->rel[w] != LAPI_REL_ACL)
        return false;
    uint32_t verb = asker(know, t, first, w - 1);
    if (verb == LAPI_NONE || lapi_tree_under(t, verb, w))
        return t->rel[w] == LAPI_REL_ADVCL && t->head[w] < w && behind_wish(know, t, w);
    lapi_tree_hang(t, w, verb, LAPI_REL_XCOMP);
    return true;
}

/* "To spare towns": the noun behind is what is spared. */
static bool as_participle(const lapi_know *know, lapi_tokens *t, uint32_t first,
                          uint32_t w)
{
    uint32_t to = w - 1, noun = t->head[w];
    if (noun == LAPI_NONE || noun < w || t->head[to] != noun || to == first)
        return false;
    uint32_t verb = asker(know, t, first, to);
    if (verb == LAPI_NONE || (t->head[noun] != verb && t->head[noun] != to - 1))
        return false;
    lapi_tree_hang(t, w, verb, LAPI_REL_XCOMP);
    lapi_tree_hang(t, to, w, LAPI_REL_MARK);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    t->xpos[w] = LAPI_XPOS_VB;
    t->xpos[to] = LAPI_XPOS_TO;
    t->upos[to] = LAPI_UPOS_PART;
    return true;
}

/* "To talks": no infinitive ends so. */
static bool as_noun(lapi_doc *doc, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    lapi_slice form = lapi_doc_word(doc, w);
    if (t->rel[w - 1] != LAPI_REL_MARK || form.at[form.bytes - 1] != 's' ||
        form.bytes != t->lemma[w].bytes + 1)
        return false;
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == w && is_object(t, c))
            return false;
    t->rel[w - 1] = LAPI_REL_CASE;
    t->upos[w - 1] = LAPI_UPOS_ADP;
    t->xpos[w - 1] = LAPI_XPOS_IN;
    t->rel[w] = LAPI_REL_OBL;
    make_noun(t, end, w, LAPI_XPOS_NNS);
    return true;
}

/* "Accused soldiers of executing them": no attribute of the soldiers. */
static bool of_accused(const lapi_know *know, lapi_tokens *t, uint32_t w)
{
    uint32_t who = t->head[w], verb = who == LAPI_NONE ? who : t->head[who];
    if (verb == LAPI_NONE || t->rel[w - 1] != LAPI_REL_MARK || t->head[w - 1] != w ||
        who > w || !is_object(t, who) || verb > who ||
        !lapi_mend_is_cue(know, t, verb, "VERB", "accuse"))
        return false;
    lapi_tree_hang(t, w, verb, LAPI_REL_ADVCL);
    return true;
}

static bool as_gerund(const lapi_know *know, lapi_tokens *t, uint32_t first, uint32_t w)
{
    uint32_t of = w - 1, noun = t->head[w];
    if (noun == LAPI_NONE || noun < w || of == first || t->head[of] != noun ||
        t->rel[of] != LAPI_REL_CASE)
        return false;
    uint32_t verb = t->head[noun];
    if (verb != LAPI_NONE && verb < of && is_object(t, verb))
        verb = t->head[verb];
    if (verb == LAPI_NONE || verb > of ||
        !lapi_mend_is_cue(know, t, verb, "VERB", "accuse"))
        return false;
    lapi_tree_hang(t, w, verb, LAPI_REL_ADVCL);
    lapi_tree_hang(t, of, w, LAPI_REL_MARK);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    return true;
}

bool lapi_mend_infinitive(const lapi_know *know, lapi_doc *doc, uint32_t first,
                          uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    if (w < first + 2)
        return false;
    if (t->xpos[w] == LAPI_XPOS_VBG)
        return (t->rel[w] == LAPI_REL_AMOD && as_gerund(know, t, first, w)) ||
               (t->rel[w] == LAPI_REL_ACL && of_accused(know, t, w));
    if (t->xpos[w - 1] != LAPI_XPOS_TO &&
        !lapi_slice_is(lapi_doc_word(doc, w - 1), "to"))
        return false;
    if (t->rel[w] == LAPI_REL_AMOD)
        return as_participle(know, t, first, w);
    if (t->head[w - 1] != w)
        return false;
    return behind_verb(know, t, first, w) || behind_object(know, t, first, w) ||
           as_noun(doc, end, w);
}
