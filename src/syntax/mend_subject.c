#include "syntax/mend_subject.h"

#include "syntax/mend_parts.h"
#include "syntax/mend_root.h"

/* A form that can be finite: without another verb above it a VBN is a VBD. */
static bool is_finite(const lapi_tokens *t, uint32_t w)
{
    return t->upos[w] == LAPI_UPOS_VERB &&
           (t->xpos[w] == LAPI_XPOS_VBD || t->xpos[w] == LAPI_XPOS_VBN ||
            t->xpos[w] == LAPI_XPOS_VBZ || t->xpos[w] == LAPI_XPOS_VBP);
}

/* A relative clause of the noun, or what goes on with one ("which arms and trains"). */
static bool is_relative(const lapi_tokens *t, uint32_t first, uint32_t inner,
                        uint32_t noun)
{
    return t->rel[inner] == LAPI_REL_ACL_RELCL ||
           (t->rel[inner] == LAPI_REL_CONJ && t->upos[inner] == LAPI_UPOS_VERB &&
            has_child(t, first, inner, noun, LAPI_REL_ACL));
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
        !is_relative(t, first, inner, noun) || !lapi_tree_is_nominal(t, noun) ||
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

/* "Norland has frozen ties": what stands right behind "has" is no adjective. */
static bool behind_have(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w)
{
    uint32_t noun = t->head[w], have = w;
    while (have > first && t->upos[have - 1] == LAPI_UPOS_ADV)
        have--;
    if (have-- == first || noun == LAPI_NONE || noun < w || t->head[noun] != have ||
        t->rel[noun] != LAPI_REL_OBJ || t->upos[have] != LAPI_UPOS_VERB ||
        !lapi_slice_is(t->lemma[have], "have"))
        return false;
    t->xpos[w] = LAPI_XPOS_VBN;
    lapi_tree_hang(t, w, t->head[have], t->rel[have]);
    for (uint32_t c = first; c < end; c++)
        if (t->head[c] == have)
            t->head[c] = w;
    lapi_tree_hang(t, have, w, LAPI_REL_AUX);
    t->upos[have] = LAPI_UPOS_AUX;
    return true;
}

/* "Rebels seized a town" with no other verb: a participle has no object. */
static bool behind_root(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w)
{
    uint32_t noun = t->head[w];
    if (t->rel[w] != LAPI_REL_ACL || t->xpos[w] != LAPI_XPOS_VBN || w == first ||
        noun != w - 1 || t->head[noun] != LAPI_NONE || !lapi_tree_is_nominal(t, noun) ||
        !has_child(t, first, end, w, LAPI_REL_OBJ))
        return false;
    lapi_tree_hang(t, w, LAPI_NONE, LAPI_REL_ROOT);
    lapi_tree_hang(t, noun, w, LAPI_REL_NSUBJ);
    t->xpos[w] = LAPI_XPOS_VBD;
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == noun)
            t->head[c] = w;
    return true;
}

/* The name or role right before w, or the first of several, that could be its subject:
 * it hangs on the noun that w was taken to modify, or on w. */
static uint32_t doer_before(const lapi_know *know, const lapi_tokens *t, uint32_t first,
                            uint32_t w)
{
    uint32_t doer = w - 1, noun = t->head[w];
    if (t->upos[doer] != LAPI_UPOS_PROPN && !is_role(know, t, doer))
        return LAPI_NONE;
    while (t->head[doer] != noun && t->head[doer] != w && t->head[doer] != LAPI_NONE &&
           t->head[doer] >= first && t->head[doer] < w)
        doer = t->head[doer];
    return t->head[doer] == noun || t->head[doer] == w ? doer : LAPI_NONE;
}

/* Is w a past form between a doer and the noun that stands for the whole sentence? */
static bool modifies_root(const lapi_tokens *t, uint32_t first, uint32_t end,
                          uint32_t w)
{
    uint32_t noun = t->head[w];
    if (w == first || noun == LAPI_NONE || noun < w || t->head[noun] != LAPI_NONE ||
        (t->xpos[w] != LAPI_XPOS_VBD && t->xpos[w] != LAPI_XPOS_VBN &&
         t->upos[w] != LAPI_UPOS_ADJ) ||
        t->upos[noun] != LAPI_UPOS_NOUN || has_child(t, first, end, noun, LAPI_REL_COP))
        return false;
    for (uint32_t c = w + 1; c < end; c++)
        if (is_finite(t, c) && t->head[c] == noun)
            return false;
    return true;
}

/* "Norland cut ties with Freland", "The Norland premier consulted party leaders": no
 * sentence is a noun with a participle between it and a doer. */
static bool behind_doer(const lapi_know *know, lapi_doc *doc, uint32_t first,
                        uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t noun = t->head[w];
    uint32_t doer =
        modifies_root(t, first, end, w) ? doer_before(know, t, first, w) : LAPI_NONE;
    if (doer == LAPI_NONE)
        return false;
    for (uint32_t c = doer + 1; c < w; c++)
        if (t->head[c] == noun)
            return false;
    if (t->upos[w] != LAPI_UPOS_VERB && !lapi_mend_take_for_verb(know, doc, end, w))
        return false;
    for (uint32_t c = first; c < doer; c++)
        if (t->head[c] == noun && t->upos[c] != LAPI_UPOS_PUNCT)
            t->head[c] = t->rel[c] == LAPI_REL_OBL ? w : doer;
    lapi_tree_hang(t, w, LAPI_NONE, LAPI_REL_ROOT);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    lapi_tree_hang(t, doer, w, LAPI_REL_NSUBJ);
    if (t->upos[doer] == LAPI_UPOS_ADJ)
        t->upos[doer] = LAPI_UPOS_NOUN;
    t->xpos[w] = LAPI_XPOS_VBD;
    return true;
}

/* "Leaders of the bloc gather in Norland" with no other verb: a present form that
 * agrees is no part of the noun. */
static bool behind_nouns(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w)
{
    uint32_t top = t->head[w];
    if (t->rel[w] != LAPI_REL_ACL || t->xpos[w] != LAPI_XPOS_VBP || w == first ||
        !lapi_tree_is_nominal(t, w - 1))
        return false;
    while (top != LAPI_NONE && top < w && t->rel[top] == LAPI_REL_NMOD)
        top = t->head[top];
    if (top == LAPI_NONE || top >= w || t->head[top] != LAPI_NONE ||
        (t->xpos[top] != LAPI_XPOS_NNS && t->xpos[top] != LAPI_XPOS_NNPS))
        return false;
    for (uint32_t c = first; c < w; c++)
        if (t->head[c] == w)
            return false;
    lapi_tree_hang(t, w, LAPI_NONE, LAPI_REL_ROOT);
    lapi_tree_hang(t, top, w, LAPI_REL_NSUBJ);
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == top)
            t->head[c] = w;
    return true;
}

/* The verb that the noun is an object of, or is listed with an argument of. */
static uint32_t verb_above(const lapi_tokens *t, uint32_t noun)
{
    uint32_t above = noun == LAPI_NONE ? noun : t->head[noun];
    if (above != LAPI_NONE && t->rel[noun] == LAPI_REL_CONJ && above < noun &&
        lapi_tree_is_nominal(t, above))
        return t->head[above];
    return above != LAPI_NONE && t->rel[noun] == LAPI_REL_OBJ ? above : LAPI_NONE;
}

/* Has the noun words of its own, or the participle w on it? */
static bool is_bare(const lapi_tokens *t, uint32_t first, uint32_t noun, uint32_t w)
{
    for (uint32_t c = first; c < noun; c++)
        if (c != w && (t->head[c] == noun || t->head[c] == w) &&
            t->upos[c] != LAPI_UPOS_PUNCT)
            return false;
    return true;
}

/* "She apologised for the raid, blamed radicals and refused to go": a past form behind
 * a comma and before "and" another is no participle of the noun. */
static bool in_list(lapi_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t noun = t->head[w], verb = verb_above(t, noun), next = noun + 1;
    if (verb == LAPI_NONE || w < first + 2 || verb + 1 >= w || noun < w ||
        next + 1 >= end || !is_finite(t, verb) ||
        (t->xpos[w] != LAPI_XPOS_VBN && t->xpos[w] != LAPI_XPOS_VBD) ||
        !lapi_slice_is(lapi_doc_word(doc, w - 1), ",") ||
        t->upos[next] != LAPI_UPOS_CCONJ || t->upos[next + 1] != LAPI_UPOS_VERB ||
        t->head[next + 1] != verb || !is_bare(t, first, noun, w))
        return false;
    lapi_tree_hang(t, w, verb, LAPI_REL_CONJ);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    return true;
}

/* The noun right before verb w, or before its auxiliary, that is no subject of it. */
static uint32_t noun_before(const lapi_tokens *t, uint32_t first, uint32_t w)
{
    uint32_t n = w;
    while (n > first && t->upos[n - 1] == LAPI_UPOS_AUX && t->head[n - 1] == w)
        n--;
    return n > first && lapi_tree_is_nominal(t, n - 1) ? n - 1 : LAPI_NONE;
}

static void make_subject(lapi_tokens *t, uint32_t noun, uint32_t w)
{
    lapi_tree_hang(t, noun, w, LAPI_REL_NSUBJ);
    if (t->xpos[w] == LAPI_XPOS_VBN && noun + 1 == w)
        t->xpos[w] = LAPI_XPOS_VBD;
}

/* "Norland freed the ships and Freland resumed exports": the noun behind "and" is no
 * second object, it begins the second clause. */
static bool behind_and(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w)
{
    uint32_t noun = noun_before(t, first, w), verb = t->head[w];
    if (t->rel[w] != LAPI_REL_CONJ || noun == LAPI_NONE || noun == first ||
        verb == LAPI_NONE || verb > noun || t->upos[verb] != LAPI_UPOS_VERB ||
        t->rel[noun] != LAPI_REL_CONJ || t->head[noun] == LAPI_NONE ||
        t->head[noun] <= verb || t->head[noun] > noun ||
        t->upos[noun - 1] != LAPI_UPOS_CCONJ ||
        has_child(t, first, end, w, LAPI_REL_NSUBJ))
        return false;
    make_subject(t, noun, w);
    t->head[noun - 1] = w;
    return true;
}

/* Does the noun have a preposition, with which a clause begins? */
static bool is_fronted(const lapi_tokens *t, uint32_t first, uint32_t w)
{
    uint32_t prep = first;
    while (prep < w && !(t->head[prep] == w && t->rel[prep] == LAPI_REL_CASE))
        prep++;
    return prep < w && (prep == first || t->upos[prep - 1] == LAPI_UPOS_PUNCT ||
                        t->upos[prep - 1] == LAPI_UPOS_CCONJ ||
                        t->upos[prep - 1] == LAPI_UPOS_SCONJ);
}

/* "In Nairobi police arrested twelve": no town owns the police of such a phrase, the
 * noun before the verb is its subject. */
static bool behind_place(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w)
{
    uint32_t noun = noun_before(t, first, w), place = noun - 1;
    if (noun == LAPI_NONE || noun < first + 2 || t->head[noun] == LAPI_NONE ||
        (t->rel[noun] != LAPI_REL_OBL && t->rel[noun] != LAPI_REL_NMOD) ||
        t->head[place] != noun || t->rel[place] != LAPI_REL_COMPOUND ||
        t->rel[w] == LAPI_REL_ACL || t->rel[w] == LAPI_REL_ACL_RELCL ||
        has_child(t, first, end, w, LAPI_REL_NSUBJ) || lapi_tree_under(t, w, noun))
        return false;
    uint32_t above = t->rel[noun] == LAPI_REL_NMOD ? t->head[noun] : noun;
    uint32_t prep = lapi_tree_case(t, noun);
    if (prep == LAPI_NONE || prep > place || !is_fronted(t, first, above))
        return false;
    lapi_tree_hang(t, place, t->head[noun], t->rel[noun]);
    for (uint32_t c = prep; c < place; c++)
        if (t->head[c] == noun)
            t->head[c] = place;
    bool passive = has_child(t, first, end, w, LAPI_REL_AUX_PASS);
    lapi_tree_hang(t, noun, w, passive ? LAPI_REL_NSUBJ_PASS : LAPI_REL_NSUBJ);
    return true;
}

/* "Crowds cheered, and a boy of seven, dragged along, wept": a noun joined to a verb is
 * whom the next clause is about. */
static bool behind_joined(lapi_tokens *t, uint32_t first, uint32_t end, uint32_t w)
{
    uint32_t verb = t->head[w], noun = w;
    if (t->rel[w] != LAPI_REL_CONJ || verb == LAPI_NONE || verb >= w ||
        t->upos[verb] != LAPI_UPOS_VERB || has_child(t, first, end, w, LAPI_REL_NSUBJ))
        return false;
    while (noun > verb && !(t->head[noun] == verb && t->rel[noun] == LAPI_REL_CONJ &&
                            lapi_tree_is_nominal(t, noun)))
        noun--;
    uint32_t cc = noun == verb ? LAPI_NONE : lapi_tree_child(t, noun, LAPI_REL_CC);
    if (cc == LAPI_NONE)
        return false;
    lapi_tree_hang(t, noun, w, LAPI_REL_NSUBJ);
    lapi_tree_hang(t, cc, w, LAPI_REL_CC);
    return true;
}

/* "Agreed on a truce after Norland and Freland mediated": a clause, no mere date. */
static bool behind_after(lapi_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t noun = noun_before(t, first, w);
    while (noun != LAPI_NONE && t->rel[noun] == LAPI_REL_CONJ && t->head[noun] < noun)
        noun = t->head[noun];
    if (t->rel[w] != LAPI_REL_ADVCL || noun == LAPI_NONE || noun <= first ||
        lapi_tree_under(t, w, noun) || has_child(t, first, end, w, LAPI_REL_NSUBJ) ||
        has_child(t, first, end, w, LAPI_REL_MARK))
        return false;
    for (uint32_t c = first; c < noun; c++) {
        lapi_slice word = lapi_doc_word(doc, c);
        if (t->head[c] != noun || t->rel[c] != LAPI_REL_CASE ||
            (!lapi_slice_is(word, "after") && !lapi_slice_is(word, "before") &&
             !lapi_slice_is(word, "since") && !lapi_slice_is(word, "until")))
            continue;
        make_subject(t, noun, w);
        lapi_tree_hang(t, c, w, LAPI_REL_MARK);
        return true;
    }
    return false;
}

/* "Killed in fighting near the town": what has no object and stands behind its verb
 * names what happened. */
static bool is_named_deed(lapi_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t in = w - 1, next = w + 1;
    if (w == first || t->head[in] != w || t->rel[in] != LAPI_REL_MARK ||
        !lapi_slice_is(lapi_doc_word(doc, in), "in") || t->head[w] == LAPI_NONE ||
        t->head[w] > in ||
        (next < end && t->upos[next] != LAPI_UPOS_ADP &&
         t->upos[next] != LAPI_UPOS_PUNCT))
        return false;
    for (uint32_t c = next; c < end; c++)
        if (t->head[c] == w && t->rel[c] != LAPI_REL_OBL &&
            t->upos[c] != LAPI_UPOS_PUNCT)
            return false;
    t->rel[in] = LAPI_REL_CASE;
    t->upos[in] = LAPI_UPOS_ADP;
    t->rel[w] = LAPI_REL_OBL;
    make_noun(t, end, w, LAPI_XPOS_NN);
    t->lemma[w] = lapi_doc_word(doc, w);
    return true;
}

/* "The team treated patients.": in a full sentence a past form without an auxiliary
 * that has an object is no passive. */
static bool is_active(lapi_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    if ((t->xpos[w] != LAPI_XPOS_VBD && t->xpos[w] != LAPI_XPOS_VBN) || end == first ||
        !lapi_slice_is(lapi_doc_word(doc, end - 1), ".") ||
        has_child(t, first, end, w, LAPI_REL_AUX) ||
        !has_child(t, first, end, w, LAPI_REL_OBJ))
        return false;
    for (uint32_t c = first; c < w; c++)
        if (t->head[c] == w && t->rel[c] == LAPI_REL_NSUBJ_PASS) {
            t->rel[c] = LAPI_REL_NSUBJ;
            t->xpos[w] = LAPI_XPOS_VBD;
            return true;
        }
    return false;
}

/* "Granted Norland a loan": of two objects the first is whom it is given. */
static bool has_two_objects(lapi_tokens *t, uint32_t w, uint32_t end)
{
    uint32_t whom = LAPI_NONE, what = LAPI_NONE;
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == w && t->rel[c] == LAPI_REL_OBJ) {
            if (what != LAPI_NONE)
                return false;
            *(whom == LAPI_NONE ? &whom : &what) = c;
        }
    if (what == LAPI_NONE || !lapi_tree_is_nominal(t, whom))
        return false;
    for (uint32_t c = whom + 1; c < what; c++)
        if (!lapi_tree_under(t, c, what))
            return false;
    t->rel[whom] = LAPI_REL_IOBJ;
    return true;
}

/* "Sonko's party, Pastef, called on all": behind a name between commas stands no
 * participle of the noun, it is what that one did. */
static bool behind_name(lapi_doc *doc, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t noun = t->head[w];
    if (t->rel[w] != LAPI_REL_ACL || noun == LAPI_NONE || noun > w ||
        t->rel[noun] != LAPI_REL_ROOT || w == first ||
        !lapi_slice_is(lapi_doc_word(doc, w - 1), ",") ||
        has_child(t, first, end, w, LAPI_REL_NSUBJ) ||
        lapi_tree_child(t, w, LAPI_REL_OBL_AGENT) != LAPI_NONE)
        return false;
    bool named = false;
    for (uint32_t c = noun + 1; c + 1 < w && !named; c++)
        named = t->head[c] == noun && t->rel[c] == LAPI_REL_APPOS;
    if (!named)
        return false;
    lapi_tree_hang(t, w, LAPI_NONE, LAPI_REL_ROOT);
    make_subject(t, noun, w);
    t->xpos[w] = LAPI_XPOS_VBD;
    for (uint32_t c = w + 1; c < end; c++)
        if (t->head[c] == noun)
            t->head[c] = w;
    return true;
}

/* "Stormed the hall and clubbed worshippers": a past form behind "and" with a noun of
 * its own goes with the verb; the noun before "and" is what that verb does something
 * to. */
static bool joined_deed(lapi_tokens *t, uint32_t first, uint32_t w, uint32_t end)
{
    uint32_t before = t->head[w], verb = before == LAPI_NONE ? before : t->head[before];
    if (t->rel[w] != LAPI_REL_CONJ || verb == LAPI_NONE || before > w ||
        !lapi_tree_is_nominal(t, before) || t->upos[w - 1] != LAPI_UPOS_CCONJ)
        return false;
    uint32_t object = t->rel[before] == LAPI_REL_COMPOUND ? verb : LAPI_NONE;
    if (object != LAPI_NONE)
        verb = t->head[object];
    for (uint32_t c = w + 1; c < end && object == LAPI_NONE; c++)
        if (t->head[c] == verb && t->rel[c] == LAPI_REL_OBJ)
            object = c;
    if (object == LAPI_NONE || verb == LAPI_NONE || object < w || verb > before ||
        t->upos[verb] != LAPI_UPOS_VERB || t->rel[object] != LAPI_REL_OBJ)
        return false;
    lapi_tree_hang(t, before, verb, LAPI_REL_OBJ);
    for (uint32_t c = first; c < before; c++)
        if (t->head[c] == object)
            t->head[c] = before;
    lapi_tree_hang(t, w, verb, LAPI_REL_CONJ);
    lapi_tree_hang(t, object, w, LAPI_REL_OBJ);
    t->head[w - 1] = w;
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
    unsigned rel = doc->tokens.rel[w];
    if (doc->tokens.upos[w] == LAPI_UPOS_ADJ)
        return behind_doer(know, doc, first, end, w);
    if ((rel == LAPI_REL_AMOD || rel == LAPI_REL_COMPOUND) &&
        behind_doer(know, doc, first, end, w))
        return true;
    if (rel == LAPI_REL_AMOD)
        return behind_have(&doc->tokens, first, end, w) ||
               in_list(doc, first, end, w) ||
               before_participle(know, doc, first, end, w);
    if (doc->tokens.xpos[w] == LAPI_XPOS_VBG)
        return doc->tokens.rel[w] == LAPI_REL_ADVCL &&
               is_named_deed(doc, first, end, w);
    if (joined_deed(&doc->tokens, first, w, end) || behind_name(doc, first, end, w))
        return true;
    if (!is_finite(&doc->tokens, w))
        return false;
    if (has_two_objects(&doc->tokens, w, end) || is_active(doc, first, end, w))
        return true;
    return behind_relative(doc, first, end, w) ||
           behind_root(&doc->tokens, first, end, w) ||
           behind_nouns(&doc->tokens, first, end, w) ||
           behind_and(&doc->tokens, first, end, w) ||
           behind_joined(&doc->tokens, first, end, w) ||
           behind_after(doc, first, end, w) ||
           behind_place(&doc->tokens, first, end, w);
}
