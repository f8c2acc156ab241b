#include "syntax/mend_root.h"

#include "data/tree.h"

/* The row of the verb that this is a form of by the table, if it is made with this many
 * bytes behind the lemma. */
static bool is_form(const lapi_table *forms, lapi_slice word, size_t ending,
                    lapi_hit *hit)
{
    uint32_t cursor = 0;
    lapi_slice stem = {word.at, word.bytes - (uint32_t)ending}, piece;
    while (lapi_table_find(forms, lapi_know_key(stem), &cursor, hit)) {
        lapi_slice rest = lapi_table_cell(forms, hit->row, LAPI_FORMS_FORMS);
        if (!lapi_slice_is(lapi_table_cell(forms, hit->row, LAPI_FORMS_POS), "VERB"))
            continue;
        while (lapi_slice_cut(&rest, '|', &piece))
            if (lapi_slice_equal(piece, word))
                return true;
    }
    return false;
}

/* "Norland slapped duties on steel.": in a full sentence what the tagger took for an
 * adjective is the past form of a verb. */
bool lapi_mend_take_for_verb(const lapi_know *know, lapi_doc *doc, uint32_t end,
                             uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    const lapi_table *forms = lapi_know_table(know, LAPI_TABLE_FORMS);
    lapi_slice word = lapi_doc_word(doc, w);
    lapi_hit hit;
    if (t->upos[w] != LAPI_UPOS_ADJ || word.bytes < 4 ||
        !lapi_slice_is(lapi_doc_word(doc, end - 1), ".") ||
        (!is_form(forms, word, 2, &hit) && !is_form(forms, word, 1, &hit) &&
         !is_form(forms, word, 3, &hit)))
        return false;
    t->upos[w] = LAPI_UPOS_VERB;
    t->xpos[w] = LAPI_XPOS_VBD;
    t->lemma[w] = lapi_table_cell(forms, hit.row, LAPI_FORMS_LEMMA);
    return true;
}

/* Is there nothing but a noun and what hangs on it, with a full stop? */
static bool is_phrase(const lapi_doc *doc, uint32_t first, uint32_t end, uint32_t root)
{
    const lapi_tokens *t = &doc->tokens;
    if (end - first < 4 || t->head[root] != LAPI_NONE ||
        !lapi_tree_is_nominal(t, root) ||
        !lapi_slice_is(lapi_doc_word(doc, end - 1), "."))
        return false;
    for (uint32_t w = first; w < end; w++) {
        unsigned rel = lapi_rel_base(t->rel[w]);
        if (t->head[w] == root &&
            (rel == LAPI_REL_COP || rel == LAPI_REL_NSUBJ || rel == LAPI_REL_AUX ||
             rel == LAPI_REL_PARATAXIS || rel == LAPI_REL_CCOMP))
            return false;
    }
    return true;
}

/* The noun at the top of the nouns that w - 1 is one of. */
static uint32_t top_before(const lapi_tokens *t, uint32_t first, uint32_t w)
{
    uint32_t top = w - 1;
    if (w == first || !lapi_tree_is_nominal(t, top))
        return LAPI_NONE;
    while (t->head[top] != LAPI_NONE && t->head[top] < w && t->head[top] >= first)
        top = t->head[top];
    return top;
}

static void make_root(lapi_tokens *t, uint32_t end, uint32_t subject, uint32_t verb)
{
    lapi_tree_hang(t, verb, LAPI_NONE, LAPI_REL_ROOT);
    lapi_tree_hang(t, subject, verb, LAPI_REL_NSUBJ);
    t->xpos[verb] = LAPI_XPOS_VBD;
    for (uint32_t c = verb + 1; c < end; c++)
        if (t->head[c] == subject)
            lapi_tree_hang(t, c, verb,
                           t->rel[c] == LAPI_REL_NMOD ? LAPI_REL_OBL : t->rel[c]);
}

/* "Nurses downed tools": the second noun is no name of the first. */
static bool between_nouns(const lapi_know *know, lapi_doc *doc, uint32_t first,
                          uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t top = top_before(t, first, w), noun = t->head[w];
    if (t->rel[w] != LAPI_REL_AMOD || top == LAPI_NONE || noun == LAPI_NONE ||
        noun < w || t->head[noun] != top || lapi_tree_case(t, noun) != LAPI_NONE ||
        lapi_tree_child(t, noun, LAPI_REL_CC) != LAPI_NONE ||
        !is_phrase(doc, first, end, top))
        return false;
    if (t->upos[w] != LAPI_UPOS_VERB && !lapi_mend_take_for_verb(know, doc, end, w))
        return false;
    make_root(t, end, top, w);
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == noun && lapi_tree_case(t, c) != LAPI_NONE && c > noun)
            lapi_tree_hang(t, c, w, LAPI_REL_OBL);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    return true;
}

/* Does the verb, or the verb and the word behind it ("call for"), take no object, so
 * that its past form is no passive? O(such verbs), in sentences that have no other. */
static bool takes_none(const lapi_know *know, const lapi_doc *doc, uint32_t w)
{
    uint64_t verb = lapi_know_key(doc->tokens.lemma[w]);
    return lapi_know_in_class(know, "intransitive", verb) ||
           lapi_know_in_class(know, "intransitive",
                              lapi_know_key_add(verb, lapi_doc_word(doc, w + 1)));
}

/* "Thousands of villagers crossed into Norland.": what they did, nothing done to them.
 */
static bool without_object(const lapi_know *know, lapi_doc *doc, uint32_t first,
                           uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t top = top_before(t, first, w);
    if (t->rel[w] != LAPI_REL_ACL || top == LAPI_NONE ||
        (t->xpos[w] != LAPI_XPOS_VBN && t->xpos[w] != LAPI_XPOS_VBD) ||
        lapi_tree_child(t, w, LAPI_REL_OBL_AGENT) != LAPI_NONE ||
        !is_phrase(doc, first, end, top) || !takes_none(know, doc, w))
        return false;
    make_root(t, end, top, w);
    return true;
}

bool lapi_mend_root(const lapi_know *know, lapi_doc *doc, uint32_t first, uint32_t end,
                    uint32_t w)
{
    return between_nouns(know, doc, first, end, w) ||
           without_object(know, doc, first, end, w);
}
