#include "event/content.h"

#define GOVERNORS_MAX 3

lap_status lapi_hearing_init(const lapi_cues *cues, const lapi_event_lexicon *lexicon,
                             lapi_doc *doc, lapi_hearing *out)
{
    lapi_hearing h = {.cues = cues, .doc = doc};
    uint32_t n = doc->tokens.count;
    h.stamp = lapi_arena_get(doc->arena, (size_t)n + 1, sizeof *h.stamp);
    if (!h.stamp)
        return LAP_NO_MEMORY;
    lap_status status = lapi_reading_init(lexicon, doc, &h.reading);
    if (status == LAP_OK)
        *out = h;
    return status;
}

/* First word of a clause of contrast right of top ("while videos show ..."), which is a
 * telling of its own; LAPI_NONE if there is none. */
static uint32_t contrast(const lapi_hearing *h, uint32_t top)
{
    const lapi_tokens *t = &h->doc->tokens;
    for (uint32_t c = t->first_child[top]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint32_t low, high;
        uint32_t mark = lapi_tree_child(t, c, LAPI_REL_MARK);
        if (t->rel[c] != LAPI_REL_ADVCL || c < top || mark == LAPI_NONE ||
            !lapi_event_lexicon_in_class(h->reading.lexicon,
                                         lapi_know_key(LAPI_S("contrast")),
                                         h->reading.form_key[mark]))
            continue;
        lapi_tree_extent(t, c, &low, &high);
        return low;
    }
    return LAPI_NONE;
}

/* Adds words first .. end - 1; joins the span before when only punctuation is between.
 */
static void add_words(const lapi_doc *doc, uint32_t first, uint32_t end,
                      lapi_spans *out)
{
    const lapi_tokens *t = &doc->tokens;
    while (first < end && t->upos[first] == LAPI_UPOS_PUNCT)
        first++;
    while (end > first && t->upos[end - 1] == LAPI_UPOS_PUNCT)
        end--;
    if (first == end)
        return;
    uint32_t before = first;
    while (before > 0 && t->upos[before - 1] == LAPI_UPOS_PUNCT)
        before--;
    if (out->count && before > 0) {
        lapi_span *last = &out->at[out->count - 1];
        if (last->end == t->end[before - 1] && last->begin < t->begin[first]) {
            last->end = t->end[end - 1];
            return;
        }
    }
    if (out->count < LAPI_SOURCE_SPANS_MAX)
        out->at[out->count++] = lapi_doc_words(doc, first, end);
}

/* "..., a charge that they deny", "..., which they deny": the teller's, not the
 * source's words. */
static bool is_aside(const lapi_hearing *h, uint32_t w)
{
    const lapi_tokens *t = &h->doc->tokens;
    unsigned rel = t->rel[w];
    if (rel != LAPI_REL_APPOS && rel != LAPI_REL_PARATAXIS &&
        rel != LAPI_REL_ACL_RELCL && rel != LAPI_REL_ADVCL_RELCL)
        return false;
    const lapi_cue *cue = lapi_cue_of_word(h->cues, t, h->reading.lemma_key, w);
    if (!cue || w == 0)
        return false;
    if (rel == LAPI_REL_APPOS || rel == LAPI_REL_PARATAXIS)
        return cue->kind == LAPI_CUE_CLAIM;
    return cue->kind == LAPI_CUE_DENY;
}

/* Is there a semicolon between two words, w before c? */
static bool is_parted(const lapi_doc *doc, uint32_t w, uint32_t c)
{
    for (; w < c; w++)
        if (lapi_slice_is(lapi_doc_word(doc, w), ";"))
            return true;
    return false;
}

static void stamp(lapi_hearing *h, uint32_t top, uint32_t number, uint32_t *first,
                  uint32_t *end)
{
    const lapi_tokens *t = &h->doc->tokens;
    for (uint32_t w = top; w != LAPI_NONE; w = lapi_tree_next(t, top, w)) {
        h->stamp[w] = number;
        *first = w < *first ? w : *first;
        *end = w + 1 > *end ? w + 1 : *end;
    }
}

void lapi_content_add(lapi_hearing *h, uint32_t top, uint32_t without, lapi_spans *out)
{
    const lapi_tokens *t = &h->doc->tokens;
    uint32_t first = top, end = top + 1, low = top, high = top + 1;
    uint32_t number = ++h->last;
    stamp(h, top, number, &first, &end);
    if (without != LAPI_NONE && without != top)
        stamp(h, without, 0, &low, &high);
    uint32_t cut = contrast(h, top);
    end = cut < end ? cut : end;
    for (uint32_t w = top + 1; w < end; w++) {
        if (h->stamp[w] != number || !is_aside(h, w))
            continue;
        lapi_tree_extent(t, w, &low, &high);
        if (low > top)
            end = low < end ? low : end;
    }
    for (uint32_t w = first; w < end;) {
        uint32_t begin = w;
        while (w < end && (h->stamp[w] == number || t->upos[w] == LAPI_UPOS_PUNCT))
            w++;
        add_words(h->doc, begin, w, out);
        while (w < end && h->stamp[w] != number)
            w++;
    }
}

static bool is_clause(unsigned rel)
{
    return rel == LAPI_REL_CCOMP || rel == LAPI_REL_XCOMP || rel == LAPI_REL_CSUBJ ||
           rel == LAPI_REL_CSUBJ_PASS;
}

/* Preposition of a nominal or mark of a clause that the cue asks for. */
static uint32_t asked_prep(const lapi_hearing *h, const lapi_cue *cue, uint32_t c)
{
    const lapi_tokens *t = &h->doc->tokens;
    for (uint32_t p = t->first_child[c]; p != LAPI_NONE; p = t->next_sibling[p])
        if ((t->rel[p] == LAPI_REL_CASE || t->rel[p] == LAPI_REL_MARK) &&
            lapi_cue_has_prep(cue, h->reading.form_key[p]))
            return p;
    return LAPI_NONE;
}

static bool is_left_part(const lapi_tokens *t, uint32_t c)
{
    unsigned rel = lapi_rel_base(t->rel[c]);
    if (rel == LAPI_REL_MARK)
        return t->xpos[c] == LAPI_XPOS_TO;
    return rel == LAPI_REL_AUX || rel == LAPI_REL_COP ||
           (rel == LAPI_REL_ADVMOD && t->xpos[c] != LAPI_XPOS_WRB);
}

static uint32_t left_edge(const lapi_tokens *t, uint32_t head, uint32_t first)
{
    while (first > 0 && t->head[first - 1] == head && is_left_part(t, first - 1))
        first--;
    return first;
}

/* The cue's words: auxiliaries and adverbs before it, the verb whose infinitive it is
 * ("continues to insist"), its particle, and the preposition of its content. */
static void cue_words(const lapi_hearing *h, uint32_t w, uint32_t prep,
                      lapi_attribution *a)
{
    const lapi_tokens *t = &h->doc->tokens;
    uint32_t first = left_edge(t, w, w), end = w + 1, at = w;
    for (int i = 0; i < GOVERNORS_MAX && t->rel[at] == LAPI_REL_XCOMP; i++) {
        uint32_t above = t->head[at];
        if (above == LAPI_NONE || above + 1 != first)
            break;
        first = left_edge(t, above, above);
        at = above;
    }
    while (end < t->count && t->head[end] == w &&
           (t->rel[end] == LAPI_REL_COMPOUND_PRT || t->rel[end] == LAPI_REL_FIXED))
        end++;
    if (prep != LAPI_NONE && prep == end)
        end++;
    a->cue.count = 0;
    a->cue.at[a->cue.count++] = lapi_doc_words(h->doc, first, end);
}

static bool is_passive(const lapi_tokens *t, uint32_t w)
{
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_AUX_PASS || t->rel[c] == LAPI_REL_NSUBJ_PASS)
            return true;
    return false;
}

static bool is_cue(const lapi_hearing *h, uint32_t w)
{
    const lapi_cue *cue =
        lapi_cue_of_word(h->cues, &h->doc->tokens, h->reading.lemma_key, w);
    return cue && cue->takes != LAPI_TAKES_NONE;
}

/* Does the child `c` of the verb hold content? */
static bool holds_content(const lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                          uint32_t c, bool passive, uint32_t *prep)
{
    const lapi_tokens *t = &h->doc->tokens;
    unsigned rel = t->rel[c];
    bool object = cue->takes == LAPI_TAKES_OBJECT;
    if (c > w && is_parted(h->doc, w, c))
        return false;
    if (rel == LAPI_REL_XCOMP && cue->kind == LAPI_CUE_SAY && is_cue(h, c))
        return false; /* "continues to insist": the cue is what follows */
    if (is_clause(rel))
        return true;
    if (rel == LAPI_REL_PARATAXIS)
        return c > w && t->upos[c] == LAPI_UPOS_VERB &&
               !lapi_cue_of_word(h->cues, t, h->reading.lemma_key, c);
    if (rel == LAPI_REL_ADVCL && cue->kind == LAPI_CUE_SHOW && c > w &&
        t->xpos[c] == LAPI_XPOS_VBG && t->upos[c - 1] != LAPI_UPOS_PUNCT)
        return true; /* "showed troops shelling a school" */
    if (rel == LAPI_REL_OBJ)
        return object && !passive && !lapi_args_is_time(h->doc, c);
    if (rel == LAPI_REL_NSUBJ_PASS)
        return object;
    if (rel == LAPI_REL_OBL || rel == LAPI_REL_ADVCL || rel == LAPI_REL_NMOD) {
        uint32_t p = lapi_args_is_time(h->doc, c) ? LAPI_NONE : asked_prep(h, cue, c);
        if (p != LAPI_NONE && *prep == LAPI_NONE)
            *prep = p;
        return p != LAPI_NONE;
    }
    return false;
}

/* "X, officials said", read as one clause more of X. */
static bool is_appended(const lapi_hearing *h, uint32_t w, const lapi_cue *cue)
{
    const lapi_tokens *t = &h->doc->tokens;
    return t->rel[w] == LAPI_REL_CONJ && cue->kind == LAPI_CUE_SAY && t->head[w] < w &&
           lapi_tree_child(t, w, LAPI_REL_CC) == LAPI_NONE &&
           lapi_tree_child(t, w, LAPI_REL_NSUBJ) != LAPI_NONE;
}

/* In "X, officials said" and "as officials said, X": the clause around the cue's own.
 */
static void add_outer_clause(lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                             lapi_attribution *a)
{
    const lapi_tokens *t = &h->doc->tokens;
    uint32_t mark = lapi_tree_child(t, w, LAPI_REL_MARK);
    uint64_t key = lapi_know_key(LAPI_S("as"));
    uint32_t first = h->doc->sentences.first[t->sentence[w]];
    bool as =
        t->rel[w] == LAPI_REL_ADVCL &&
        ((mark != LAPI_NONE && h->reading.form_key[mark] == key) ||
         (mark == LAPI_NONE && h->reading.form_key[first] == key && w < t->head[w]));
    if (t->head[w] != LAPI_NONE &&
        (t->rel[w] == LAPI_REL_PARATAXIS || as || is_appended(h, w, cue)))
        lapi_content_add(h, t->head[w], w, &a->content);
}

/* "the plan that he announced": what the relative clause leaves open. */
static void add_antecedent(lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                           lapi_attribution *a)
{
    const lapi_tokens *t = &h->doc->tokens;
    if (t->rel[w] != LAPI_REL_ACL_RELCL || cue->takes != LAPI_TAKES_OBJECT ||
        t->head[w] == LAPI_NONE)
        return;
    uint32_t subject = lapi_tree_child(t, w, LAPI_REL_NSUBJ);
    if (subject != LAPI_NONE && lapi_args_antecedent(&h->reading, subject) == subject)
        lapi_content_add(h, t->head[w], w, &a->content);
}

void lapi_content_of_verb(lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                          lapi_attribution *a)
{
    const lapi_tokens *t = &h->doc->tokens;
    bool passive = is_passive(t, w);
    uint32_t prep = LAPI_NONE;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (holds_content(h, w, cue, c, passive, &prep))
            lapi_content_add(h, c, LAPI_NONE, &a->content);
    if (prep != LAPI_NONE)
        for (uint32_t i = 0; i < a->content.count; i++)
            if (a->content.at[i].begin == t->begin[prep] &&
                a->content.at[i].end > t->end[prep] && prep + 1 < t->count)
                a->content.at[i].begin = t->begin[prep + 1];
    if (a->content.count == 0)
        add_outer_clause(h, w, cue, a);
    if (a->content.count == 0)
        add_antecedent(h, w, cue, a);
    uint32_t by = LAPI_NONE;
    if (passive && w + 1 < t->count && h->reading.form_key[w + 1] == h->reading.key_by)
        by = w + 1;
    cue_words(h, w, prep != LAPI_NONE ? prep : by, a);
}

/* A clause of a noun or adjective that tells its content: "the claim that", "the plan
 * to". */
static bool is_content_clause(const lapi_tokens *t, uint32_t c)
{
    unsigned rel = t->rel[c];
    if (rel == LAPI_REL_CCOMP || rel == LAPI_REL_XCOMP)
        return true;
    uint32_t mark = lapi_tree_child(t, c, LAPI_REL_MARK);
    return (rel == LAPI_REL_ACL || rel == LAPI_REL_ADVCL) && mark != LAPI_NONE &&
           (t->xpos[mark] == LAPI_XPOS_TO || rel == LAPI_REL_ACL);
}

static uint32_t add_complements(lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                                lapi_attribution *a)
{
    const lapi_tokens *t = &h->doc->tokens;
    uint32_t prep = LAPI_NONE;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (c < w || t->rel[c] == LAPI_REL_ACL_RELCL)
            continue;
        uint32_t p = asked_prep(h, cue, c);
        if (!is_content_clause(t, c) && p == LAPI_NONE)
            continue;
        uint32_t before = a->content.count;
        lapi_content_add(h, c, LAPI_NONE, &a->content);
        if (p == LAPI_NONE || t->xpos[p] == LAPI_XPOS_TO || before == a->content.count)
            continue;
        prep = prep == LAPI_NONE ? p : prep;
        if (a->content.at[before].begin == t->begin[p] && p + 1 < t->count)
            a->content.at[before].begin = t->begin[p + 1];
    }
    return prep;
}

void lapi_content_of_noun(lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                          uint32_t carrier, lapi_attribution *a)
{
    const lapi_tokens *t = &h->doc->tokens;
    uint32_t prep = add_complements(h, w, cue, a);
    uint32_t first = w, end = w + 1;
    while (first > 0 && t->head[first - 1] == w &&
           (t->rel[first - 1] == LAPI_REL_AMOD || t->rel[first - 1] == LAPI_REL_ADVMOD))
        first--;
    if (carrier != LAPI_NONE && carrier < w)
        first = left_edge(t, carrier, carrier);
    if (prep == end)
        end++;
    a->cue.at[a->cue.count++] = lapi_doc_words(h->doc, first, end);
}

void lapi_content_of_adjective(lapi_hearing *h, uint32_t w, const lapi_cue *cue,
                               lapi_attribution *a)
{
    uint32_t prep = add_complements(h, w, cue, a);
    cue_words(h, w, prep, a);
}

lapi_span lapi_content_phrase(const lapi_hearing *h, uint32_t w, uint32_t cue)
{
    const lapi_tokens *t = &h->doc->tokens;
    uint32_t first = w, end = w + 1;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (rel == LAPI_REL_CASE || rel == LAPI_REL_CC || rel == LAPI_REL_PUNCT ||
            rel == LAPI_REL_PARATAXIS || rel == LAPI_REL_ADVCL || rel == LAPI_REL_COP ||
            rel == LAPI_REL_MARK || rel == LAPI_REL_NSUBJ || rel == LAPI_REL_AUX)
            continue;
        uint32_t low, high;
        lapi_tree_extent(t, c, &low, &high);
        if (low <= cue && cue < high && lapi_tree_under(t, cue, c))
            continue;
        first = low < first ? low : first;
        end = high > end ? high : end;
    }
    while (first + 1 < end && t->upos[first] == LAPI_UPOS_PUNCT)
        first++;
    while (end - 1 > first && t->upos[end - 1] == LAPI_UPOS_PUNCT)
        end--;
    return lapi_doc_words(h->doc, first, end);
}
