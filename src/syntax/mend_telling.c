#include "syntax/mend_parts.h"

static bool is_in_nominal(const lapi_tokens *t, uint32_t w)
{
    switch (t->upos[w]) {
    case LAPI_UPOS_NOUN:
    case LAPI_UPOS_PROPN:
    case LAPI_UPOS_PRON:
    case LAPI_UPOS_ADJ:
    case LAPI_UPOS_DET:
    case LAPI_UPOS_NUM:
    case LAPI_UPOS_ADP:
    case LAPI_UPOS_PART:
    case LAPI_UPOS_CCONJ:
        return true;
    case LAPI_UPOS_VERB:
        return t->rel[w] == LAPI_REL_AMOD;
    default:
        return t->xpos[w] == LAPI_XPOS_HYPH;
    }
}

static bool ends_clause(const telling *x, uint32_t w)
{
    return w == x->end ||
           (x->t->upos[w] == LAPI_UPOS_PUNCT && x->t->xpos[w] != LAPI_XPOS_HYPH);
}

/* A verb of saying, also one that the tagger took for a noun ("Xinhua reports."). */
static bool is_teller(const telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    if (t->upos[w] == LAPI_UPOS_VERB)
        return (t->xpos[w] == LAPI_XPOS_VBD || t->xpos[w] == LAPI_XPOS_VBZ ||
                t->xpos[w] == LAPI_XPOS_VBP ||
                (t->xpos[w] == LAPI_XPOS_VBN && w > x->first &&
                 lapi_tree_is_nominal(t, w - 1))) &&
               says(x, w);
    return t->xpos[w] == LAPI_XPOS_NNS && w > x->first &&
           lapi_tree_is_nominal(t, w - 1) && ends_clause(x, w + 1) && says(x, w);
}

/* Where a nominal that starts at w ends: at a teller or at what cannot stand in it. */
static uint32_t nominal_end(const telling *x, uint32_t w)
{
    uint32_t end =
        x->end - w > LAPI_TELLER_WORDS_MAX ? w + LAPI_TELLER_WORDS_MAX : x->end;
    uint32_t from = w;
    while (w < end && is_in_nominal(x->t, w) && !(w > from && is_teller(x, w)))
        w++;
    return w;
}

/* Behind the verb of an appended teller stands only where, when and to whom. */
static bool is_tail(telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    if (w < x->end && t->upos[w] != LAPI_UPOS_PUNCT && t->upos[w] != LAPI_UPOS_ADP &&
        t->upos[w] != LAPI_UPOS_ADV && t->upos[w] != LAPI_UPOS_PROPN &&
        !lapi_slice_is(t->lemma[x->verb], "tell"))
        return false;
    while (!ends_clause(x, w)) {
        if (!is_in_nominal(t, w) && t->upos[w] != LAPI_UPOS_ADV)
            return false;
        w++;
    }
    x->stop = w;
    return true;
}

/* Finds the teller behind the comma. */
static bool find_teller(telling *x)
{
    const lapi_tokens *t = x->t;
    uint32_t w = x->comma + 1;
    while (w < x->end && t->upos[w] == LAPI_UPOS_PUNCT && !is_word(x, w, ","))
        w++; /* quotation marks */
    if (w + 1 >= x->end)
        return false;
    if (t->upos[w] == LAPI_UPOS_VERB && is_teller(x, w)) {
        x->verb = w;
        x->np = w + 1;
        x->np_end = nominal_end(x, w + 1);
        x->stop = x->np_end;
        return x->np_end > x->np && ends_clause(x, x->np_end);
    }
    x->np = w;
    x->np_end = x->verb = nominal_end(x, w);
    if (x->verb > w && x->verb + 1 < x->end && is_word(x, x->verb, ",")) {
        uint32_t name_end = nominal_end(x, x->verb + 1); /* "the mayor, X Y, said" */
        if (t->upos[x->verb + 1] == LAPI_UPOS_PROPN && name_end + 1 < x->end &&
            is_word(x, name_end, ",") && is_teller(x, name_end + 1))
            x->np_end = x->verb = name_end + 1;
    }
    return x->verb > w && x->verb < x->end && is_teller(x, x->verb) &&
           is_tail(x, x->verb + 1);
}

static bool is_in(uint32_t w, uint32_t first, uint32_t end)
{
    return w >= first && w < end; /* LAPI_NONE is in no range */
}

/* Does the word of first .. end - 1 hang on one outside, and is it more than a mark? */
static bool is_top(const lapi_tokens *t, uint32_t w, uint32_t first, uint32_t end)
{
    return t->upos[w] != LAPI_UPOS_PUNCT && !is_in(t->head[w], first, end);
}

/* The last noun of the nominal that hangs on a word outside. */
static uint32_t teller_noun(const telling *x)
{
    uint32_t found = LAPI_NONE;
    for (uint32_t w = x->np; w < x->np_end; w++)
        if (lapi_tree_is_nominal(x->t, w) && is_top(x->t, w, x->np, x->np_end))
            found = w;
    return found;
}

/* Do but marks follow the teller? */
static bool is_last(const telling *x)
{
    uint32_t w = x->stop;
    while (w < x->end && x->t->upos[w] == LAPI_UPOS_PUNCT)
        w++;
    return w == x->end;
}

/* Is the tree at odds with who tells: another subject of the verb, or no verb, or the
 * verb below what is told. */
static bool is_broken(const telling *x, uint32_t noun)
{
    const lapi_tokens *t = x->t;
    if (t->upos[x->verb] != LAPI_UPOS_VERB || t->head[noun] != x->verb ||
        !is_subject(t, noun))
        return true;
    for (uint32_t w = x->left; w < x->comma; w++)
        if (t->head[w] == x->verb && is_subject(t, w))
            return true;
    return is_last(x) &&
           (t->rel[x->verb] == LAPI_REL_PARATAXIS ||
            t->rel[x->verb] == LAPI_REL_ADVCL) &&
           is_in(t->head[x->verb], x->left, x->comma);
}

/* The predicate of the clause left of the comma; *of is the noun that it is hung on
 * where the parser took it for a participle ("warplanes struck a town"). */
static uint32_t left_predicate(const telling *x, uint32_t *of)
{
    const lapi_tokens *t = x->t;
    *of = LAPI_NONE;
    for (uint32_t w = x->left; w < x->comma; w++)
        if (is_top(t, w, x->left, x->comma) &&
            (t->upos[w] == LAPI_UPOS_VERB ||
             (t->upos[w] == LAPI_UPOS_ADJ &&
              is_subject(t, w)))) /* "five dead in raid" */
            return w;
    for (uint32_t w = x->left; w < x->comma; w++)
        if (t->upos[w] == LAPI_UPOS_VERB && t->rel[w] == LAPI_REL_ACL &&
            is_in(t->head[w], x->left, w) && is_top(t, t->head[w], x->left, x->comma) &&
            (t->xpos[w] == LAPI_XPOS_VBD || t->xpos[w] == LAPI_XPOS_VBN)) {
            *of = t->head[w];
            return w;
        }
    return LAPI_NONE;
}

/* What the clause and the teller hang on together; LAPI_NONE: on nothing. */
static uint32_t outer_head(const telling *x, uint32_t *rel)
{
    const lapi_tokens *t = x->t;
    uint32_t found = x->verb;
    for (uint32_t w = x->left; w < x->stop; w++) {
        if (t->head[w] == LAPI_NONE) {
            *rel = t->rel[w];
            return LAPI_NONE;
        }
        if (!is_in(t->head[w], x->left, x->stop) && t->upos[w] != LAPI_UPOS_PUNCT)
            found = w;
    }
    *rel = t->rel[found];
    return t->head[found];
}

static bool leads_back(const telling *x, uint32_t w)
{
    for (uint32_t n = 0; w != LAPI_NONE; n++, w = x->t->head[w])
        if (n == LAPI_TELLING_WORDS_MAX || is_in(w, x->left, x->stop))
            return true;
    return false;
}

/* The nominal becomes the verb's subject, other words of it hang on its noun. */
static void set_teller(telling *x, uint32_t noun)
{
    lapi_tokens *t = x->t;
    for (uint32_t w = x->np; w < x->np_end; w++)
        if (w != noun && is_top(t, w, x->np, x->np_end))
            lapi_tree_hang(t, w, noun,
                           is_subject(t, w) || w < noun ? LAPI_REL_COMPOUND
                                                        : t->rel[w]);
    lapi_tree_hang(t, noun, x->verb, LAPI_REL_NSUBJ);
    if (t->upos[x->verb] != LAPI_UPOS_VERB)
        make_verb(t, x->verb);
    else if (t->xpos[x->verb] == LAPI_XPOS_VBN)
        t->xpos[x->verb] = LAPI_XPOS_VBD;
}

/* "Clause, teller said." */
static bool mend_appended(telling *x, uint32_t noun)
{
    lapi_tokens *t = x->t;
    uint32_t of, rel, p = left_predicate(x, &of), outer = outer_head(x, &rel);
    if (p == LAPI_NONE || leads_back(x, outer))
        return false;
    set_teller(x, noun);
    lapi_tree_hang(t, x->verb, outer, rel);
    for (uint32_t w = x->left; w < x->stop; w++) {
        bool top = w < x->comma && is_top(t, w, x->left, x->comma);
        if (w != p && w != x->verb && (top || t->head[w] == LAPI_NONE))
            lapi_tree_hang(t, w, p, w == of ? LAPI_REL_NSUBJ : t->rel[w]);
    }
    lapi_tree_hang(t, p, x->verb, LAPI_REL_CCOMP);
    if (of != LAPI_NONE)
        t->xpos[p] = LAPI_XPOS_VBD;
    return true;
}

/* Is the word the head of a clause of the verb? */
static bool is_clause_of(const telling *x, uint32_t w, unsigned rel)
{
    return x->t->head[w] == x->verb && x->t->rel[w] == rel &&
           x->t->upos[w] == LAPI_UPOS_VERB;
}

/* "Nominal, teller said, verb": the verb behind, which has no subject, takes the noun
 * that stands before. */
static bool mend_inserted(telling *x)
{
    lapi_tokens *t = x->t;
    uint32_t q = x->stop, noun = LAPI_NONE;
    while (q < x->limit && !is_clause_of(x, q, LAPI_REL_CCOMP))
        q++;
    if (q == x->limit || has_subject(x, q, x->stop, x->limit))
        return false;
    for (uint32_t w = x->left; w < x->comma; w++)
        if (lapi_tree_is_nominal(t, w) && (t->head[w] == x->verb || w + 1 == x->comma))
            noun = w;
    if (noun == LAPI_NONE || lapi_tree_under(t, x->verb, noun))
        return false;
    lapi_tree_hang(t, noun, q, LAPI_REL_NSUBJ);
    return true;
}

/* A clause of its own that is no condition or time of the telling. */
static bool is_unmarked(const telling *x, uint32_t w)
{
    const lapi_tokens *t = x->t;
    for (uint32_t c = x->left; c < w; c++)
        if (t->head[c] == w &&
            (t->rel[c] == LAPI_REL_MARK || t->xpos[c] == LAPI_XPOS_WRB))
            return false;
    return has_subject(x, w, x->left, w);
}

/* "Clause, teller said, and beat them": what is done goes on with the clause, what is
 * said ("and urged") with the teller. "Clause, teller said, days after talks failed":
 * no second content. "Clause, teller wrote": the clause is none of the teller's. */
static bool mend_rest(telling *x)
{
    lapi_tokens *t = x->t;
    uint32_t clause =
        is_in(t->head[x->verb], x->left, x->comma) ? t->head[x->verb] : LAPI_NONE;
    bool mended = clause != LAPI_NONE && (t->rel[x->verb] == LAPI_REL_CCOMP ||
                                          t->rel[x->verb] == LAPI_REL_ADVCL);
    if (mended)
        t->rel[x->verb] = LAPI_REL_PARATAXIS;
    for (uint32_t w = x->left; w < x->comma; w++) {
        if (is_clause_of(x, w, LAPI_REL_ADVCL) && is_unmarked(x, w)) {
            t->rel[w] = LAPI_REL_CCOMP;
            mended = true;
        }
        if (is_clause_of(x, w, LAPI_REL_CCOMP))
            clause = w;
    }
    for (uint32_t w = x->stop; w < x->limit && clause != LAPI_NONE; w++) {
        if (is_clause_of(x, w, LAPI_REL_CCOMP)) {
            t->rel[w] = LAPI_REL_ADVCL;
            mended = true;
        } else if (is_clause_of(x, w, LAPI_REL_CONJ) &&
                   !lapi_mend_is_cue(x->know, x->t, w, "VERB", NULL) &&
                   !has_subject(x, w, x->stop, x->limit)) {
            t->head[w] = clause;
            mended = true;
        }
    }
    return mended;
}

bool lapi_mend_telling(telling *x)
{
    if (!find_teller(x))
        return false;
    uint32_t before = x->comma - x->first;
    x->left =
        before > LAPI_TELLING_WORDS_MAX ? x->comma - LAPI_TELLING_WORDS_MAX : x->first;
    for (uint32_t w = x->left; w < x->comma; w++)
        if (is_word(x, w, ";"))
            x->left = w + 1;
    uint32_t noun = teller_noun(x);
    if (noun == LAPI_NONE || x->left == x->comma)
        return false;
    x->limit = x->end - x->stop > LAPI_TELLING_WORDS_MAX
                   ? x->stop + LAPI_TELLING_WORDS_MAX
                   : x->end;
    if (mend_inserted(x))
        return true;
    bool mended = is_broken(x, noun) && mend_appended(x, noun);
    return mend_rest(x) || mended;
}
