#include "syntax/repair.h"

#include "data/tree.h"

static bool is_noun(const lapi_tokens *t, uint32_t w)
{
    return t->upos[w] == LAPI_UPOS_NOUN || t->upos[w] == LAPI_UPOS_PROPN;
}

/* A noun phrase with a full stop; a clause hung on it or a copula speaks against it. */
static bool is_phrase(const lapi_tokens *t, uint32_t first, uint32_t end, uint32_t root)
{
    if (end - first < 4 || !is_noun(t, root) || t->xpos[end - 1] != LAPI_XPOS_STOP)
        return false;
    for (uint32_t w = first; w < end; w++) {
        if (t->head[w] != root)
            continue;
        unsigned rel = t->rel[w];
        if (rel == LAPI_REL_COP || rel == LAPI_REL_NSUBJ || rel == LAPI_REL_AUX ||
            rel == LAPI_REL_PARATAXIS || rel == LAPI_REL_CCOMP)
            return false;
    }
    return true;
}

static bool may_begin_object(const lapi_tokens *t, uint32_t w)
{
    switch (t->upos[w]) {
    case LAPI_UPOS_DET:
    case LAPI_UPOS_NUM:
    case LAPI_UPOS_ADJ:
    case LAPI_UPOS_NOUN:
    case LAPI_UPOS_PROPN:
    case LAPI_UPOS_PRON:
        return true;
    default:
        return false;
    }
}

/* A past form between a noun and what can be its object or, where it is no participle,
 * anything; LAPI_NONE if there is none. */
static uint32_t find_verb(const lapi_tokens *t, uint32_t first, uint32_t end,
                          uint32_t root)
{
    for (uint32_t w = first + 1; w + 2 < end; w++) {
        bool past = t->xpos[w] == LAPI_XPOS_VBD;
        bool hung = t->rel[w] == LAPI_REL_AMOD || t->rel[w] == LAPI_REL_ACL;
        if (t->upos[w] != LAPI_UPOS_VERB || !hung || !is_noun(t, w - 1) ||
            !(past || t->xpos[w] == LAPI_XPOS_VBN))
            continue;
        bool under = t->head[w] == root || (t->rel[w] == LAPI_REL_AMOD && w > root);
        if (under && (past || may_begin_object(t, w + 1)))
            return w;
    }
    return LAPI_NONE;
}

/* The last noun of the words that follow the verb, without a preposition between. */
static uint32_t find_object(const lapi_tokens *t, uint32_t verb, uint32_t end)
{
    uint32_t object = LAPI_NONE;
    for (uint32_t w = verb + 1; w < end; w++) {
        if (!may_begin_object(t, w) && t->xpos[w] != LAPI_XPOS_POS)
            break;
        if (is_noun(t, w))
            object = w;
    }
    return object;
}

/* The noun phrase stands before the verb: it is the subject. */
static void repair_after(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t root,
                         uint32_t verb)
{
    uint32_t last = LAPI_NONE, object = find_object(t, verb, end);
    for (uint32_t w = first; w < verb; w++)
        if (t->head[w] == verb && is_noun(t, w))
            last = w; /* "in Washington voiced": Washington, taken for a compound */
    for (uint32_t w = first; w < end; w++) {
        if (w < verb && t->head[w] == verb)
            lapi_tree_hang(t, w, w == last || last == LAPI_NONE ? root : last,
                           w == last ? LAPI_REL_NMOD : t->rel[w]);
        else if (w > verb && t->head[w] == root)
            lapi_tree_hang(t, w, verb,
                           t->rel[w] == LAPI_REL_NMOD  ? LAPI_REL_OBL
                           : t->rel[w] == LAPI_REL_ACL ? LAPI_REL_ADVCL
                                                       : t->rel[w]);
    }
    lapi_tree_hang(t, root, verb, LAPI_REL_NSUBJ);
    if (object != LAPI_NONE)
        lapi_tree_hang(t, object, verb, LAPI_REL_OBJ);
}

/* The noun phrase stands behind the verb: it is the object. */
static bool repair_before(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t root,
                          uint32_t verb)
{
    uint32_t subject = LAPI_NONE;
    bool has_case = false;
    for (uint32_t w = first; w < root; w++) {
        if (w < verb && is_noun(t, w) && (t->head[w] == root || t->head[w] == verb))
            subject = w;
        has_case |= w > verb && t->head[w] == root && t->rel[w] == LAPI_REL_CASE;
    }
    if (subject == LAPI_NONE)
        return false;
    for (uint32_t w = first; w < end; w++) {
        if (w == subject || w == verb || (t->head[w] != root && t->head[w] != verb))
            continue;
        if (w < subject)
            t->head[w] = subject;
        else if (w < verb || t->upos[w] == LAPI_UPOS_PUNCT)
            t->head[w] = verb;
    }
    lapi_tree_hang(t, subject, verb, LAPI_REL_NSUBJ);
    lapi_tree_hang(t, root, verb, has_case ? LAPI_REL_OBL : LAPI_REL_OBJ);
    return true;
}

void lapi_tree_repair(lapi_tokens *t, uint32_t first, uint32_t end)
{
    uint32_t root = first;
    while (root < end && t->head[root] != LAPI_NONE)
        root++;
    if (root == end || !is_phrase(t, first, end, root))
        return;
    uint32_t verb = find_verb(t, first, end, root);
    if (verb == LAPI_NONE)
        return;
    if (verb > root)
        repair_after(t, first, end, root, verb);
    else if (!repair_before(t, first, end, root, verb))
        return;
    lapi_tree_hang(t, verb, LAPI_NONE, LAPI_REL_ROOT);
    t->xpos[verb] = LAPI_XPOS_VBD;
}
