#include "syntax/mend.h"

#include "syntax/mend_infinitive.h"
#include "syntax/mend_name.h"
#include "syntax/mend_parts.h"
#include "syntax/mend_root.h"
#include "syntax/mend_subject.h"
#include "syntax/mend_time.h"
#include "syntax/mend_verb.h"

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

/* "Said on its website that troops left", "told reporters that they had": no relative
 * clause, it has all it needs. */
static bool mend_that(telling *x, uint32_t that)
{
    lapi_tokens *t = x->t;
    uint32_t clause = t->head[that];
    uint32_t noun = clause == LAPI_NONE ? LAPI_NONE : t->head[clause];
    uint32_t verb = noun == LAPI_NONE ? LAPI_NONE : t->head[noun];
    if (verb == LAPI_NONE || lapi_rel_base(t->rel[clause]) != LAPI_REL_ACL ||
        verb > noun || clause < that || !is_nominal_run(x, noun + 1, that) ||
        t->upos[verb] != LAPI_UPOS_VERB || !is_beside(x, noun, verb) ||
        !has_subject(x, clause, that + 1, clause))
        return false;
    lapi_tree_hang(t, clause, verb, LAPI_REL_CCOMP);
    lapi_tree_hang(t, that, clause, LAPI_REL_MARK);
    t->upos[that] = LAPI_UPOS_SCONJ;
    return true;
}

/* "Norland denied that it fired and said that rebels had": who denied says so too. */
static bool mend_said(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t done = t->head[w], verb = done == LAPI_NONE ? LAPI_NONE : t->head[done];
    if (verb == LAPI_NONE || t->rel[w] != LAPI_REL_CONJ || verb > done || done > w ||
        t->rel[done] != LAPI_REL_CCOMP || t->upos[verb] != LAPI_UPOS_VERB ||
        w + 1 >= x->end || !is_word(x, w + 1, "that") || !says(x, w) || says(x, done) ||
        !lapi_mend_is_cue(x->know, x->t, verb, "VERB", NULL))
        return false;
    t->head[w] = verb;
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

/* What a headline's verb does something to, taken for a number or a second noun beside
 * a plural: "air strike kills three", "Norland deports ten fishermen". */
static uint32_t headline_object(const telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    uint32_t number = w + 1, noun = lapi_tree_child(t, w, LAPI_REL_APPOS);
    if (t->upos[number] == LAPI_UPOS_NUM && t->head[number] == w &&
        t->rel[number] == LAPI_REL_FLAT)
        return number;
    if (noun == LAPI_NONE || noun < w || t->head[noun] != w ||
        t->xpos[w] != LAPI_XPOS_NNS)
        return LAPI_NONE;
    for (uint32_t c = w + 1; c < noun; c++)
        if (t->upos[c] == LAPI_UPOS_PUNCT || t->upos[c] == LAPI_UPOS_ADP ||
            !lapi_tree_under(t, c, noun))
            return LAPI_NONE;
    return noun;
}

/* "Air strike kills three": a number or noun hangs on no plural before it. */
static bool mend_count(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t name = w - 1;
    bool governs = t->rel[w] == LAPI_REL_ROOT || t->rel[w] == LAPI_REL_CCOMP ||
                   t->rel[w] == LAPI_REL_PARATAXIS;
    if (w == x->first || w + 1 >= x->end || !governs ||
        !lapi_tree_is_nominal(t, name) || t->head[name] != w)
        return false;
    uint32_t object = headline_object(x, w);
    if (object == LAPI_NONE)
        return false;
    lapi_tree_hang(t, name, w, LAPI_REL_NSUBJ);
    lapi_tree_hang(t, object, w, LAPI_REL_OBJ);
    make_verb(t, w);
    for (uint32_t c = x->first; c < name; c++)
        if (t->head[c] == w &&
            (t->rel[c] == LAPI_REL_AMOD || t->rel[c] == LAPI_REL_DET ||
             t->rel[c] == LAPI_REL_COMPOUND))
            t->head[c] = name;
    return true;
}

/* "Said at least 90 had been held", "at least 12 of the hurt died": the number is what
 * the next verb is told of. */
static bool mend_least(telling *x, uint32_t least)
{
    lapi_tokens *t = x->t;
    uint32_t number = least + 1, verb = least + 2, part = LAPI_NONE;
    if (least == x->first || number >= x->end || t->upos[number] != LAPI_UPOS_NUM ||
        t->upos[least - 1] != LAPI_UPOS_ADP ||
        lapi_rel_base(t->rel[number]) != LAPI_REL_OBL)
        return false;
    while (verb < x->end && (is_in_nominal(t, verb) || t->upos[verb] == LAPI_UPOS_AUX ||
                             t->upos[verb] == LAPI_UPOS_ADV || is_subject(t, verb)))
        verb++;
    if (verb == x->end || t->upos[verb] != LAPI_UPOS_VERB || t->head[number] == verb ||
        lapi_tree_under(t, verb, number))
        return false;
    for (uint32_t w = number + 1; w < verb; w++)
        if (t->head[w] == verb && is_subject(t, w))
            part = w;
    if (part != LAPI_NONE && !is_word(x, number + 1, "of"))
        return false;
    lapi_tree_hang(t, number, verb, part != LAPI_NONE ? t->rel[part] : LAPI_REL_NSUBJ);
    if (part != LAPI_NONE)
        lapi_tree_hang(t, part, number, LAPI_REL_NMOD);
    else if (t->xpos[verb] == LAPI_XPOS_VBN)
        for (uint32_t w = number + 1; w < verb; w++)
            if (t->head[w] == verb && t->rel[w] == LAPI_REL_AUX_PASS)
                t->rel[number] = LAPI_REL_NSUBJ_PASS;
    return true;
}

/* "Clashes in Tripoli wounded 30 people": no participle stands before a number. */
static bool mend_numbered(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t noun = t->head[w], subject;
    if (noun == LAPI_NONE || noun < w + 2 || t->upos[w + 1] != LAPI_UPOS_NUM ||
        t->head[w + 1] != noun)
        return false;
    subject = t->head[noun];
    if (subject == LAPI_NONE || subject >= w || subject < x->first ||
        !lapi_tree_is_nominal(t, subject))
        return false;
    lapi_tree_hang(t, w, t->head[subject], t->rel[subject]);
    lapi_tree_hang(t, subject, w, LAPI_REL_NSUBJ);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    t->xpos[w] = LAPI_XPOS_VBD;
    for (uint32_t c = subject + 1; c < w; c++)
        if (t->head[c] == w)
            lapi_tree_hang(t, c, subject, LAPI_REL_NMOD);
    return true;
}

/* "The army shelled rebel positions": a past form with a subject is no participle. */
static bool mend_past(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t noun = t->head[w], subject = x->first;
    while (subject < w && !(t->head[subject] == w && t->rel[subject] == LAPI_REL_NSUBJ))
        subject++;
    if (t->xpos[w] != LAPI_XPOS_VBD || subject == w || noun == LAPI_NONE || noun < w)
        return false;
    uint32_t top = t->head[noun];
    lapi_tree_hang(t, w, top,
                   top != LAPI_NONE && says(x, top) ? LAPI_REL_CCOMP : t->rel[noun]);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    return true;
}

/* "Soldiers are near the border and allies have warned them": a finite verb without a
 * subject takes the noun that was hung on the one before "and". */
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
    uint32_t who = t->head[by];
    if (who != LAPI_NONE && t->rel[who] == LAPI_REL_OBL_AGENT && by > x->first &&
        t->upos[by - 1] == LAPI_UPOS_NOUN && t->head[who] != LAPI_NONE &&
        t->head[who] < by - 1 && !lapi_tree_under(t, by - 1, who) &&
        lapi_tree_child(t, t->head[who], LAPI_REL_NSUBJ) != LAPI_NONE) {
        lapi_tree_hang(t, who, by - 1, LAPI_REL_NMOD); /* "argued over the raid by" */
        return true;
    }
    uint32_t where = who == LAPI_NONE ? who : t->head[who];
    if (where == LAPI_NONE || t->rel[who] != LAPI_REL_NMOD ||
        t->rel[where] != LAPI_REL_NMOD || t->head[where] > where)
        return false;
    uint32_t in = lapi_tree_case(t, where);
    if (in == LAPI_NONE ||
        !(is_word(x, in, "in") || is_word(x, in, "near") || is_word(x, in, "at")))
        return false;
    lapi_tree_hang(t, who, t->head[where], LAPI_REL_NMOD);
    return true;
}

/* "Japan, Canada and Germany agreed": behind "and" stands no attribute. */
static bool mend_and(const telling *x, uint32_t cc)
{
    lapi_tokens *t = x->t;
    uint32_t w = cc + 1;
    while (w < x->end && t->head[w] > w && t->head[w] < x->end &&
           lapi_tree_is_nominal(t, t->head[w]))
        w = t->head[w];
    if (t->rel[cc] != LAPI_REL_CC || w == x->end || t->rel[w] != LAPI_REL_NMOD ||
        t->head[w] > cc || !lapi_tree_is_nominal(t, w) ||
        lapi_tree_case(t, w) != LAPI_NONE)
        return false;
    t->rel[w] = LAPI_REL_CONJ;
    t->head[cc] = w;
    return true;
}

/* "Several of the women left": no verb, no phrase of a verb. */
static bool mend_of(const telling *x, uint32_t of)
{
    lapi_tokens *t = x->t;
    uint32_t part = t->head[of], all = part == LAPI_NONE ? part : t->head[part];
    if (all == LAPI_NONE || t->rel[part] != LAPI_REL_OBL ||
        t->upos[all] == LAPI_UPOS_VERB ||
        !(is_subject(t, all) || t->rel[all] == LAPI_REL_OBJ))
        return false;
    t->rel[part] = LAPI_REL_NMOD;
    return true;
}

/* "The US military struck rebels": before a past form "military" is no adjective. */
static bool mend_military(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t noun = t->head[w], subject = w - 1;
    if (noun != LAPI_NONE && t->rel[noun] == LAPI_REL_COMPOUND)
        noun = t->head[noun];
    if (noun == LAPI_NONE || noun < w || !is_word(x, subject, "military") ||
        (t->rel[noun] != LAPI_REL_ROOT && t->rel[noun] != LAPI_REL_CCOMP))
        return false;
    lapi_tree_hang(t, w, t->head[noun], t->rel[noun]);
    lapi_tree_hang(t, noun, w, LAPI_REL_OBJ);
    lapi_tree_hang(t, subject, w, LAPI_REL_NSUBJ);
    for (uint32_t c = x->first; c < subject; c++)
        if (t->head[c] == noun)
            lapi_tree_hang(t, c, subject, t->rel[c]);
    t->upos[subject] = LAPI_UPOS_NOUN;
    t->xpos[subject] = LAPI_XPOS_NN;
    t->xpos[w] = LAPI_XPOS_VBD;
    return true;
}

/* Does the table give the verb no past of its own ("shut")? */
static bool keeps_form(const telling *x, uint32_t row)
{
    const lapi_table *forms = lapi_know_table(x->know, LAPI_TABLE_FORMS);
    lapi_slice rest = lapi_table_cell(forms, row, LAPI_FORMS_FORMS), piece;
    uint32_t n = 0;
    while (lapi_slice_cut(&rest, '|', &piece))
        n++;
    return n == 2 && lapi_slice_is(lapi_table_cell(forms, row, LAPI_FORMS_POS), "VERB");
}

/* "The minister quit on Monday": a verb that keeps its form, with a subject that asks
 * for an -s, is past. */
static bool mend_kept_form(const telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t cursor = 0, subject = LAPI_NONE;
    lapi_hit hit;
    for (uint32_t c = x->first; c < x->end; c++) {
        if (t->head[c] != w)
            continue;
        if (t->rel[c] == LAPI_REL_AUX || t->rel[c] == LAPI_REL_MARK)
            return false;
        if (t->rel[c] == LAPI_REL_NSUBJ)
            subject = c;
    }
    if (subject == LAPI_NONE || subject > w ||
        (t->xpos[subject] != LAPI_XPOS_NN && t->xpos[subject] != LAPI_XPOS_NNP))
        return false;
    while (lapi_table_find(lapi_know_table(x->know, LAPI_TABLE_FORMS),
                           lapi_know_key(t->lemma[w]), &cursor, &hit))
        if (keeps_form(x, hit.row)) {
            t->xpos[w] = LAPI_XPOS_VBD;
            return true;
        }
    return false;
}

/* "Called the price rise 'an insult'": what stands beside the noun in quotes is what it
 * is called. */
static bool mend_named(const telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t noun = t->head[w], verb = noun == LAPI_NONE ? LAPI_NONE : t->head[noun];
    if (verb == LAPI_NONE || verb > noun || noun > w ||
        t->rel[noun] != LAPI_REL_XCOMP || t->upos[verb] != LAPI_UPOS_VERB ||
        !lapi_tree_is_nominal(t, noun) || t->upos[noun + 1] != LAPI_UPOS_PUNCT ||
        is_word(x, noun + 1, ","))
        return false;
    t->rel[noun] = LAPI_REL_OBJ;
    lapi_tree_hang(t, w, verb, LAPI_REL_XCOMP);
    return true;
}

static bool ends_in_ed(lapi_slice word)
{
    return word.bytes > 2 && word.at[word.bytes - 2] == 'e' &&
           word.at[word.bytes - 1] == 'd';
}

/* "Was arrested on Monday and freed hours later": what was done then, no kind of hours.
 */
static bool mend_later(const telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t span = t->head[w], later = t->head[span];
    uint32_t verb = later == LAPI_NONE ? LAPI_NONE : t->head[later];
    if (w < x->first + 2 || t->xpos[w - 1] != LAPI_XPOS_CC || verb == LAPI_NONE ||
        verb >= w || t->rel[later] != LAPI_REL_ADVMOD || later < span ||
        t->upos[verb] != LAPI_UPOS_VERB || !ends_in_ed(lapi_doc_word(x->doc, w)))
        return false;
    lapi_tree_hang(t, w, verb, LAPI_REL_CONJ);
    lapi_tree_hang(t, later, w, LAPI_REL_ADVMOD);
    t->upos[w] = LAPI_UPOS_VERB;
    t->xpos[w] = LAPI_XPOS_VBN;
    return true;
}

/* "The minister quit": no present tense goes with one doer's bare form. */
static void mend_tense(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t who = lapi_tree_child(t, w, LAPI_REL_NSUBJ);
    if (who == LAPI_NONE || who > w || t->upos[w] != LAPI_UPOS_VERB ||
        t->rel[w] == LAPI_REL_CCOMP || lapi_tree_child(t, w, LAPI_REL_AUX) != LAPI_NONE)
        return;
    if ((t->xpos[who] == LAPI_XPOS_NN || t->xpos[who] == LAPI_XPOS_NNP) &&
        lapi_tree_child(t, who, LAPI_REL_CONJ) == LAPI_NONE &&
        lapi_tree_child(t, who, LAPI_REL_NMOD) == LAPI_NONE)
        t->xpos[w] = LAPI_XPOS_VBD;
}

/* What a noun has none of: an object, a particle or a clause. */
static bool is_of_verb(const lapi_tokens *t, uint32_t w)
{
    unsigned rel = lapi_rel_base(t->rel[w]);
    return rel == LAPI_REL_OBJ || rel == LAPI_REL_IOBJ || rel == LAPI_REL_XCOMP ||
           rel == LAPI_REL_CCOMP || rel == LAPI_REL_ADVCL || rel == LAPI_REL_MARK ||
           t->rel[w] == LAPI_REL_COMPOUND_PRT;
}

/* "Fighting near the port has killed ten": what begins the sentence and has nothing
 * that a verb has is a noun. */
static bool mend_gerund(telling *x)
{
    lapi_tokens *t = x->t;
    uint32_t w = x->first, verb = t->head[w];
    if (t->xpos[w] != LAPI_XPOS_VBG || verb == LAPI_NONE || verb < w ||
        (t->rel[w] == LAPI_REL_ADVCL && has_subject(x, verb, w, x->end)))
        return false;
    bool passive = t->rel[w] == LAPI_REL_CSUBJ_PASS || t->rel[w] == LAPI_REL_NSUBJ_PASS;
    if (!passive && t->rel[w] != LAPI_REL_ADVCL && t->rel[w] != LAPI_REL_CSUBJ &&
        t->rel[w] != LAPI_REL_NSUBJ)
        return false;
    for (uint32_t c = w + 1; c < x->end; c++)
        if ((t->head[c] == w && is_of_verb(t, c)) ||
            (c < verb && t->upos[c] == LAPI_UPOS_PUNCT && t->head[c] == verb &&
             t->rel[w] == LAPI_REL_ADVCL))
            return false;
    for (uint32_t c = w + 1; c < x->end; c++)
        if (t->head[c] == w && lapi_rel_base(t->rel[c]) == LAPI_REL_OBL)
            t->rel[c] = LAPI_REL_NMOD;
    t->rel[w] = passive ? LAPI_REL_NSUBJ_PASS : LAPI_REL_NSUBJ;
    t->upos[w] = LAPI_UPOS_NOUN;
    t->xpos[w] = LAPI_XPOS_NN;
    t->lemma[w] = lapi_doc_word(x->doc, w);
    return true;
}

/* "The movement would march on the capital": what follows a modal verb is a verb. */
static bool mend_modal(telling *x, uint32_t w)
{
    lapi_tokens *t = x->t;
    uint32_t modal = w - 1;
    if (t->xpos[modal] != LAPI_XPOS_MD || t->head[modal] != w ||
        t->rel[modal] != LAPI_REL_AUX || !has_subject(x, w, x->first, modal) ||
        lapi_tree_child(t, w, LAPI_REL_COP) != LAPI_NONE)
        return false;
    for (uint32_t c = w + 1; c < x->end; c++)
        if (t->head[c] == w && t->rel[c] == LAPI_REL_NMOD)
            t->rel[c] = LAPI_REL_OBL;
    t->upos[w] = LAPI_UPOS_VERB;
    t->xpos[w] = LAPI_XPOS_VB;
    return true;
}

/* Around prepositions, times, numbers, and nouns that should be verbs. */
static bool mend_nominal(telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    if (t->rel[w] == LAPI_REL_CASE)
        return is_word(x, w, "by")   ? mend_by(x, w)
               : is_word(x, w, "of") ? mend_of(x, w)
                                     : false;
    if ((t->rel[w] == LAPI_REL_COMPOUND || t->rel[w] == LAPI_REL_NMOD_UNMARKED) &&
        lapi_mend_time(x->know, x->doc, x->first, x->end, w))
        return true;
    if (t->xpos[w] == LAPI_XPOS_JJS)
        return is_word(x, w, "least") && mend_least(x, w);
    if (t->xpos[w] == LAPI_XPOS_NNS && is_subject(t, w))
        return mend_headline(x, w);
    if (t->xpos[w] == LAPI_XPOS_NNS && t->head[w] == LAPI_NONE &&
        lapi_mend_verb(x->know, x->doc, x->first, x->end, w))
        return true;
    return (t->xpos[w] == LAPI_XPOS_NNS || t->xpos[w] == LAPI_XPOS_VBZ) &&
           mend_count(x, w);
}

static bool mend_word(telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    x->comma = w;
    if (t->xpos[w] == LAPI_XPOS_VBP)
        mend_tense(x, w);
    if (t->upos[w] == LAPI_UPOS_PUNCT)
        return is_word(x, w, ",") && lapi_mend_telling(x);
    if (t->upos[w] == LAPI_UPOS_CCONJ)
        return mend_and(x, w);
    if (t->xpos[w] == LAPI_XPOS_WDT ||
        (t->xpos[w] == LAPI_XPOS_IN && t->rel[w] == LAPI_REL_MARK))
        return !is_subject(t, w) && t->rel[w] != LAPI_REL_OBJ &&
               is_word(x, w, "that") && mend_that(x, w);
    if (lapi_tree_is_nominal(t, w) && mend_modal(x, w))
        return true;
    if ((t->rel[w] == LAPI_REL_AMOD || t->rel[w] == LAPI_REL_ACL) &&
        lapi_mend_root(x->know, x->doc, x->first, x->end, w))
        return true;
    if (t->upos[w] == LAPI_UPOS_VERB &&
        (lapi_mend_infinitive(x->know, x->doc, x->first, x->end, w) ||
         lapi_mend_subject(x->know, x->doc, x->first, x->end, w) ||
         lapi_mend_name(x->know, x->doc, x->end, w)))
        return true;
    if (t->upos[w] == LAPI_UPOS_ADJ && t->rel[w] == LAPI_REL_AMOD &&
        lapi_mend_subject(x->know, x->doc, x->first, x->end, w))
        return true;
    if (t->upos[w] == LAPI_UPOS_VERB && t->rel[w] == LAPI_REL_CONJ)
        return mend_said(x, w);
    if (t->rel[w] == LAPI_REL_APPOS)
        return mend_named(x, w);
    if (t->rel[w] == LAPI_REL_AMOD && t->head[w] != LAPI_NONE &&
        t->rel[t->head[w]] == LAPI_REL_OBL_UNMARKED && mend_later(x, w))
        return true;
    if (t->upos[w] == LAPI_UPOS_VERB && t->rel[w] == LAPI_REL_AMOD)
        return mend_past(x, w) || mend_numbered(x, w) || mend_military(x, w);
    if ((t->xpos[w] == LAPI_XPOS_VB || t->xpos[w] == LAPI_XPOS_VBP) &&
        mend_kept_form(x, w))
        return true;
    if (t->upos[w] == LAPI_UPOS_VERB && t->upos[w - 1] == LAPI_UPOS_AUX &&
        mend_clause(x, w))
        return true;
    return mend_nominal(x, w);
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
    for (uint32_t w = x->first; w < x->end; w++) {
        if (!(w == x->first ? mend_gerund(x) : mend_word(x, w)))
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
