#include "syntax/mend.h"

#include "syntax/mend_parts.h"

/* Is the noun where the verb of saying says it, or, of a verb that takes one, who is
 * told? */
static bool is_beside(const telling *x, uint32_t noun, uint32_t verb)
{
    unsigned rel = lapi_rel_base(x->t->rel[noun]);
    return says(x, verb) &&
           (rel == LAPI_REL_OBL || ((rel == LAPI_REL_OBJ || rel == LAPI_REL_IOBJ) &&
                                    lapi_mend_takes_addressee(x->know, x->t, verb)));
}

/* Are the words those of nominals ("in May", "of the bank")? */
static bool is_nominal_run(const telling *x, uint32_t w, uint32_t end)
{
    while (w < end &&
           (lapi_tree_is_nominal(x->t, w) || x->t->upos[w] == LAPI_UPOS_ADP ||
            x->t->upos[w] == LAPI_UPOS_DET || x->t->upos[w] == LAPI_UPOS_ADJ ||
            x->t->upos[w] == LAPI_UPOS_NUM))
        w++;
    return w >= end;
}

/* "The claim that it is safe was false": it stands in the clause behind the noun. */
static bool mend_holder(const telling *x, uint32_t that)
{
    lapi_tokens *t = x->t;
    uint32_t below =
        that == x->first ? LAPI_NONE : lapi_tree_child(t, that - 1, LAPI_REL_ACL);
    if (below == LAPI_NONE || below < that || below == t->head[that] ||
        !has_subject(x, below, that + 1, below) ||
        has_child(t, x->first, x->end, below, LAPI_REL_MARK))
        return false;
    lapi_tree_hang(t, that, below, LAPI_REL_MARK);
    return true;
}

/* "Said on its website that troops left", "told reporters that they had": no relative
 * clause, it has all it needs. */
static bool mend_that(telling *x, uint32_t that)
{
    lapi_tokens *t = x->t;
    uint32_t clause = t->head[that];
    uint32_t noun = clause == LAPI_NONE ? LAPI_NONE : t->head[clause];
    uint32_t verb = noun == LAPI_NONE ? LAPI_NONE : t->head[noun];
    if (mend_holder(x, that))
        return true;
    bool needed =
        is_subject(t, that) || (t->rel[that] == LAPI_REL_OBJ &&
                                !has_child(t, that + 1, x->end, clause, LAPI_REL_OBJ));
    if (needed || verb == LAPI_NONE || lapi_rel_base(t->rel[clause]) != LAPI_REL_ACL ||
        verb > noun || clause < that || !is_nominal_run(x, noun + 1, that) ||
        t->upos[verb] != LAPI_UPOS_VERB || !is_beside(x, noun, verb) ||
        !has_subject(x, clause, that + 1, clause))
        return false;
    lapi_tree_hang(t, clause, verb, LAPI_REL_CCOMP);
    lapi_tree_hang(t, that, clause, LAPI_REL_MARK);
    t->upos[that] = LAPI_UPOS_SCONJ;
    return true;
}

/* "Reported that one was killed and five were wounded": a clause with a subject of its
 * own, and no comma before it, is reported too. */
static bool mend_reported(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t verb = t->head[w], done = LAPI_NONE, cc = LAPI_NONE;
    if (verb == LAPI_NONE || verb > w || !says(x, verb) || says(x, w))
        return false;
    for (uint32_t c = verb + 1; c < w; c++) {
        if (t->head[c] == verb && t->rel[c] == LAPI_REL_CCOMP)
            done = c;
        if (t->head[c] == w && t->rel[c] == LAPI_REL_CC)
            cc = c;
    }
    if (done == LAPI_NONE || cc == LAPI_NONE || cc < done || is_word(x, cc - 1, ",") ||
        !has_subject(x, done, verb + 1, done) || !has_subject(x, w, cc + 1, w))
        return false;
    lapi_tree_hang(t, w, done, LAPI_REL_CONJ);
    return true;
}

/* "Said that troops were near and allies had sent more": what stands before a verb
 * without a subject is no part of where they were. */
static bool mend_clause(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t noun = w;
    while (noun > x->first && t->upos[noun - 1] == LAPI_UPOS_AUX &&
           t->head[noun - 1] == w)
        noun--;
    if (noun == w || noun-- == x->first || t->rel[noun] != LAPI_REL_CONJ ||
        !lapi_tree_is_nominal(t, noun) || has_subject(x, w, x->first, w))
        return false;
    uint32_t cc = lapi_tree_child(t, noun, LAPI_REL_CC), verb = t->head[noun];
    while (verb != LAPI_NONE && t->upos[verb] != LAPI_UPOS_VERB)
        verb = t->head[verb];
    if (cc == LAPI_NONE || verb == LAPI_NONE || verb >= noun ||
        lapi_tree_under(t, verb, w))
        return false;
    lapi_tree_hang(t, noun, w, LAPI_REL_NSUBJ);
    lapi_tree_hang(t, cc, w, LAPI_REL_CC);
    lapi_tree_hang(t, w, verb, LAPI_REL_CONJ);
    return true;
}

/* "Activity in the region by the alliance": who does it is no part of where. */
static bool mend_by(const telling *x, uint32_t by)
{
    lapi_tokens *t = x->t;
    uint32_t who = t->head[by], where = who == LAPI_NONE ? who : t->head[who];
    if (where == LAPI_NONE || where > by || t->rel[who] != LAPI_REL_NMOD)
        return false;
    uint32_t in = lapi_tree_case(t, where);
    uint32_t done = in == LAPI_NONE || in == x->first ? LAPI_NONE : in - 1;
    if (done == LAPI_NONE || t->upos[done] != LAPI_UPOS_NOUN ||
        !(is_word(x, in, "in") || is_word(x, in, "near") || is_word(x, in, "at")) ||
        (t->head[where] != done && t->head[where] != t->head[done]))
        return false;
    lapi_tree_hang(t, where, done, LAPI_REL_NMOD);
    lapi_tree_hang(t, who, done, LAPI_REL_NMOD);
    return true;
}

/* "To the sovereignty and integrity of": a preposition goes with the noun of the
 * phrase, not with an attribute of it. */
static bool mend_case(const telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t noun = t->head[w];
    if (noun == LAPI_NONE || t->upos[w] != LAPI_UPOS_ADP ||
        t->head[noun] == LAPI_NONE || t->head[noun] < noun ||
        !lapi_tree_is_nominal(t, t->head[noun]) ||
        (t->rel[noun] != LAPI_REL_COMPOUND && t->rel[noun] != LAPI_REL_AMOD))
        return false;
    t->head[w] = t->head[noun];
    return true;
}

/* "Called for an end to the raids": the end is of the raids. */
static bool mend_to(const telling *x, uint32_t to)
{
    lapi_tokens *t = x->t;
    uint32_t what = t->head[to], end = to - 1;
    if (what == LAPI_NONE || t->rel[what] != LAPI_REL_OBL ||
        t->head[what] == LAPI_NONE || t->head[end] != t->head[what] ||
        t->upos[end] != LAPI_UPOS_NOUN ||
        !lapi_know_in_class(x->know, "noun_with_to", lapi_know_key(t->lemma[end])))
        return false;
    lapi_tree_hang(t, what, end, LAPI_REL_NMOD);
    return true;
}

/* "Rejected a demand to recognise it": what is demanded. */
static bool mend_wish(const telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t verb = t->head[w], noun = LAPI_NONE;
    if (verb == LAPI_NONE || verb > w || t->xpos[w - 1] != LAPI_XPOS_TO ||
        (t->rel[w] != LAPI_REL_ADVCL && t->rel[w] != LAPI_REL_XCOMP))
        return false;
    for (uint32_t c = verb + 1; c < w && noun == LAPI_NONE; c++)
        if (t->head[c] == verb && t->rel[c] == LAPI_REL_OBJ)
            noun = c;
    if (noun == LAPI_NONE || t->upos[noun] != LAPI_UPOS_NOUN ||
        !(lapi_mend_is_cue(x->know, t, noun, "NOUN", "ask") ||
          lapi_mend_is_cue(x->know, t, noun, "NOUN", "plan")))
        return false;
    lapi_tree_hang(t, w, noun, LAPI_REL_ACL);
    return true;
}

/* "Interfax reports troops have left": a verb with two subjects. */
static bool mend_headline(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t clause = t->head[w], name = w - 1;
    if (w == x->first || clause == LAPI_NONE || clause < w ||
        !lapi_tree_is_nominal(t, name) || t->head[name] != w ||
        !has_subject(x, clause, w + 1, clause) || !says(x, w))
        return false;
    lapi_tree_hang(t, w, t->head[clause], t->rel[clause]);
    lapi_tree_hang(t, clause, w, LAPI_REL_CCOMP);
    lapi_tree_hang(t, name, w, LAPI_REL_NSUBJ);
    make_verb(t, w);
    for (uint32_t c = x->first; c < name; c++)
        if (t->head[c] == w)
            lapi_tree_hang(t, c, name, t->rel[c]);
    return true;
}

/* "Called for him to go": of whom it is asked goes with the verb, as in "called for
 * him". */
static bool mend_for(telling *x, uint32_t mark)
{
    lapi_tokens *t = x->t;
    uint32_t done = t->head[mark], verb = done == LAPI_NONE ? done : t->head[done];
    if (verb == LAPI_NONE || verb > mark || done < mark ||
        t->upos[verb] != LAPI_UPOS_VERB)
        return false;
    for (uint32_t c = mark + 1; c < done; c++) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (!(t->head[c] == done && rel == LAPI_REL_NSUBJ) &&
            !(t->head[c] == verb && (rel == LAPI_REL_OBL || rel == LAPI_REL_OBJ)))
            continue;
        lapi_tree_hang(t, mark, c, LAPI_REL_CASE);
        lapi_tree_hang(t, c, verb, LAPI_REL_OBL);
        t->upos[mark] = LAPI_UPOS_ADP;
        return true;
    }
    return false;
}

/* Around a preposition. */
static bool mend_phrase(const telling *x, uint32_t w)
{
    return mend_case(x, w) || (is_word(x, w, "by") && mend_by(x, w)) ||
           (is_word(x, w, "to") && mend_to(x, w));
}

static bool mend_word(telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    x->comma = w;
    if (t->upos[w] == LAPI_UPOS_PUNCT)
        return is_word(x, w, ",") && lapi_mend_telling(x);
    if (t->rel[w] == LAPI_REL_CASE)
        return mend_phrase(x, w);
    if (t->xpos[w] == LAPI_XPOS_WDT || t->rel[w] == LAPI_REL_MARK)
        return is_word(x, w, "for")    ? mend_for(x, w)
               : is_word(x, w, "that") ? mend_that(x, w)
                                       : false;
    if (is_subject(t, w) &&
        (t->xpos[w] == LAPI_XPOS_NNS || t->xpos[w] == LAPI_XPOS_VBZ) &&
        mend_headline(x, w))
        return true;
    return t->upos[w] == LAPI_UPOS_VERB &&
           ((t->rel[w] == LAPI_REL_CONJ && mend_reported(x, w)) || mend_clause(x, w) ||
            mend_wish(x, w));
}

/* A sentence as it was before a mend. */
typedef struct kept {
    uint32_t head[LAPI_SENTENCE_TOKENS_MAX];
    lapi_slice lemma[LAPI_SENTENCE_TOKENS_MAX];
    uint8_t rel[LAPI_SENTENCE_TOKENS_MAX], upos[LAPI_SENTENCE_TOKENS_MAX],
        xpos[LAPI_SENTENCE_TOKENS_MAX];
} kept;

static void keep(kept *was, const telling *x)
{
    size_t n = x->end - x->first;
    memcpy(was->head, x->t->head + x->first, n * sizeof *was->head);
    memcpy(was->lemma, x->t->lemma + x->first, n * sizeof *was->lemma);
    memcpy(was->rel, x->t->rel + x->first, n);
    memcpy(was->upos, x->t->upos + x->first, n);
    memcpy(was->xpos, x->t->xpos + x->first, n);
}

static void take_back(const kept *was, const telling *x)
{
    size_t n = x->end - x->first;
    memcpy(x->t->head + x->first, was->head, n * sizeof *was->head);
    memcpy(x->t->lemma + x->first, was->lemma, n * sizeof *was->lemma);
    memcpy(x->t->rel + x->first, was->rel, n);
    memcpy(x->t->upos + x->first, was->upos, n);
    memcpy(x->t->xpos + x->first, was->xpos, n);
}

/* Mends around every word; what would leave no tree is taken back. */
static bool mend_sentence(telling *x)
{
    kept was;
    bool mended = false;
    if (x->first == x->end || x->end - x->first > LAPI_SENTENCE_TOKENS_MAX)
        return false;
    keep(&was, x);
    for (uint32_t w = x->first + 1; w < x->end; w++) {
        if (!mend_word(x, w))
            continue;
        if (!lapi_tree_is_one(x->t, x->first, x->end)) {
            take_back(&was, x);
            continue;
        }
        keep(&was, x);
        mended = true;
    }
    return mended;
}

void lapi_mend_run(const lapi_know *know, lapi_doc *doc)
{
    telling x = {.know = know, .doc = doc, .t = &doc->tokens};
    bool mended = false;
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
        x.first = doc->sentences.first[s];
        x.end = doc->sentences.first[s + 1];
        mended |= mend_sentence(&x);
    }
    if (mended)
        lapi_tree_link(x.t);
}
