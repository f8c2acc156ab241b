#include "event/fact.h"

#include "event/background.h"
#include "event/cue.h"
#include "event/grade.h"
#include "event/match.h"

#include <stdlib.h>

#define CLIMB_MAX 10

struct lapi_judge {
    const lapi_cues *cues;
    const lapi_event_lexicon *lexicon;
    lapi_grade grade;
};

lap_status lapi_judge_new(const lapi_event_lexicon *lexicon, const lapi_cues *cues,
                          lapi_judge **out, lap_error *error)
{
    lapi_judge *judge = calloc(1, sizeof *judge);
    if (!judge)
        return LAP_NO_MEMORY;
    judge->cues = cues;
    judge->lexicon = lexicon;
    lap_status status = lapi_grade_open(&judge->grade, error);
    if (status == LAP_OK)
        *out = judge;
    else
        lapi_judge_free(judge);
    return status;
}

void lapi_judge_free(lapi_judge *judge)
{
    free(judge);
}

/* What is known of a word while the tree is climbed. */
typedef struct verdict {
    int polarity;      /* 1 or -1 */
    int16_t certainty; /* 0 .. 300 */
    bool future, would, must, inside_if, under_if, planned, possible, unreal, reported;
    bool open;     /* whether it happened is left open, not whether it will */
    bool governed; /* the complement of a cue */
    const char *rule;
} verdict;

typedef struct trial {
    const lapi_judge *judge;
    const lapi_doc *doc;
    const lapi_reading *reading;
    lapi_kind kind;
} trial;

static const lapi_cue *cue_of(const trial *x, uint32_t w)
{
    return lapi_cue_of_word(x->judge->cues, &x->doc->tokens, x->reading->lemma_key, w);
}

static void weaken(verdict *v, int to, const char *rule)
{
    to = to < 0 ? -to : to;
    if (to < v->certainty)
        v->certainty = (int16_t)to;
    v->rule = rule;
}

/* The cue that a small word is where it marks a clause or a noun. */
static const lapi_cue *mark_cue(const trial *x, uint32_t c)
{
    const lapi_tokens *t = &x->doc->tokens;
    unsigned rel = lapi_rel_base(t->rel[c]);
    const lapi_cue *cue =
        lapi_cue_find(x->judge->cues, x->reading->lemma_key[c], t->upos[c]);
    if (!cue && (rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET || rel == LAPI_REL_CC ||
                 rel == LAPI_REL_CC_PRECONJ))
        cue = lapi_cue_find(x->judge->cues, x->reading->lemma_key[c], LAPI_UPOS_ADV);
    if (!cue && rel == LAPI_REL_MARK)
        cue = lapi_cue_find(x->judge->cues, x->reading->lemma_key[c], LAPI_UPOS_SCONJ);
    if (!cue && rel == LAPI_REL_AUX)
        cue = lapi_cue_find(x->judge->cues, x->reading->lemma_key[c], LAPI_UPOS_AUX);
    return cue;
}

static void apply_modal(const lapi_cue *cue, verdict *v)
{
    switch (cue->kind) {
    case LAPI_CUE_WILL:
        v->future = true;
        v->rule = "under an auxiliary of the future";
        break;
    case LAPI_CUE_WOULD:
        v->would = true;
        break;
    case LAPI_CUE_MAY:
        v->possible = true;
        weaken(v, cue->positive_e2, "under a modal of possibility");
        break;
    case LAPI_CUE_MUST:
        v->must = true;
        weaken(v, cue->positive_e2, "under a modal of obligation");
        break;
    default:
        break;
    }
}

/* A word that marks the clause of `at` itself: negation, auxiliary, adverb, adjective.
 */
static void apply_mark(const trial *x, uint32_t at, uint32_t c, bool negates,
                       verdict *v)
{
    const lapi_tokens *t = &x->doc->tokens;
    const lapi_cue *cue = mark_cue(x, c);
    unsigned rel = lapi_rel_base(t->rel[c]);
    if (!cue)
        return;
    if (rel == LAPI_REL_AUX) {
        apply_modal(cue, v);
    } else if (cue->kind == LAPI_CUE_NOT && negates) {
        v->polarity = -v->polarity;
        v->rule = "negated by a word of its clause";
    } else if (cue->kind == LAPI_CUE_IF && rel == LAPI_REL_MARK &&
               t->rel[at] != LAPI_REL_CCOMP) {
        v->inside_if = true;
        weaken(v, 100, "inside an if-clause");
    } else if ((cue->kind == LAPI_CUE_WHETHER || cue->kind == LAPI_CUE_IF) &&
               rel == LAPI_REL_MARK) {
        v->possible = true;
        v->open = v->open || t->xpos[at] == LAPI_XPOS_VBD;
        weaken(v, 0, "asked whether");
    } else if (cue->kind == LAPI_CUE_POSSIBLE || cue->kind == LAPI_CUE_HEARSAY) {
        v->possible = v->possible || cue->kind == LAPI_CUE_POSSIBLE;
        v->open = true;
        weaken(v, cue->positive_e2, "marked as possible or alleged");
    } else if (cue->kind == LAPI_CUE_PLANNED) {
        v->planned = true;
        v->rule = "marked as planned";
    } else if (cue->kind == LAPI_CUE_UNTRUE && rel == LAPI_REL_AMOD) {
        v->polarity = -v->polarity;
        v->rule = "marked as untrue";
    }
}

/* "no arrests were made", "neither side has resumed": a negative determiner of a
 * subject or object. */
static bool has_negative_nominal(const trial *x, uint32_t at)
{
    const lapi_tokens *t = &x->doc->tokens;
    for (uint32_t c = t->first_child[at]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (rel != LAPI_REL_NSUBJ && rel != LAPI_REL_OBJ)
            continue;
        for (uint32_t d = t->first_child[c]; d != LAPI_NONE; d = t->next_sibling[d]) {
            const lapi_cue *cue = t->rel[d] == LAPI_REL_DET ? mark_cue(x, d) : NULL;
            if (cue && cue->kind == LAPI_CUE_NOT)
                return true;
        }
        const lapi_cue *own =
            lapi_cue_find(x->judge->cues, x->reading->lemma_key[c], LAPI_UPOS_PRON);
        if (own && own->kind == LAPI_CUE_NOT)
            return true;
    }
    return false;
}

/* "is to visit": a form of "be" before an infinitive. */
static bool is_arranged(const trial *x, uint32_t at)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t mark = lapi_tree_child(t, at, LAPI_REL_MARK);
    return t->xpos[at] == LAPI_XPOS_VB && mark != LAPI_NONE && mark > 0 &&
           t->xpos[mark] == LAPI_XPOS_TO && t->upos[mark - 1] == LAPI_UPOS_AUX &&
           x->reading->lemma_key[mark - 1] == lapi_know_key(LAPI_S("be"));
}

/* "if demands are not met", "should demands not be met". */
static bool is_condition(const trial *x, uint32_t clause)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t mark = lapi_tree_child(t, clause, LAPI_REL_MARK);
    if (mark != LAPI_NONE) {
        const lapi_cue *cue = mark_cue(x, mark);
        return cue && cue->kind == LAPI_CUE_IF;
    }
    uint32_t aux = lapi_tree_child(t, clause, LAPI_REL_AUX);
    uint32_t subject = lapi_tree_child(t, clause, LAPI_REL_NSUBJ);
    if (subject == LAPI_NONE)
        subject = lapi_tree_child(t, clause, LAPI_REL_NSUBJ_PASS);
    const lapi_cue *cue =
        aux == LAPI_NONE || subject == LAPI_NONE || aux > subject
            ? NULL
            : lapi_cue_find(x->judge->cues, x->reading->lemma_key[aux],
                            LAPI_UPOS_SCONJ);
    return cue && cue->kind == LAPI_CUE_IF;
}

static void apply_marks(const trial *x, uint32_t at, bool negates, verdict *v)
{
    const lapi_tokens *t = &x->doc->tokens;
    for (uint32_t c = t->first_child[at]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (rel == LAPI_REL_AUX || rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET ||
            rel == LAPI_REL_MARK || rel == LAPI_REL_AMOD || rel == LAPI_REL_CC ||
            rel == LAPI_REL_CC_PRECONJ)
            apply_mark(x, at, c, negates, v);
        if (rel == LAPI_REL_ADVCL && t->xpos[at] != LAPI_XPOS_VBD &&
            is_condition(x, c)) {
            v->under_if = true;
            weaken(v, 100, "holds under a condition");
        }
    }
    if (negates && has_negative_nominal(x, at)) {
        v->polarity = -v->polarity;
        v->rule = "nobody or nothing does it";
    }
    if (is_arranged(x, at)) {
        v->planned = true;
        v->rule = "arranged: is to";
    }
}

/* The cue that governs: what stands above bears on what stands in its complement. */
static void apply_governor(const lapi_cue *cue, bool negated, verdict *v)
{
    int16_t fact = negated ? cue->negative_e2 : cue->positive_e2;
    if (cue->kind == LAPI_CUE_DENY) {
        v->unreal = fact < 0;
        v->rule = "denied by the governing word";
        return;
    }
    if (fact < 0)
        v->polarity = -v->polarity;
    switch (cue->kind) {
    case LAPI_CUE_PLAN:
        v->planned = true;
        weaken(v, fact, "planned by the governing word");
        break;
    case LAPI_CUE_EXPECT:
        v->planned = true;
        weaken(v, 100, "expected by the governing word");
        break;
    case LAPI_CUE_SAY:
        weaken(v, fact, fact < 300 ? "estimated, not known" : "said by somebody");
        break;
    case LAPI_CUE_FEAR:
    case LAPI_CUE_WARN:
    case LAPI_CUE_ASK:
    case LAPI_CUE_WANT:
    case LAPI_CUE_THREATEN:
    case LAPI_CUE_TRY:
    case LAPI_CUE_POSSIBLE:
        v->possible = v->possible || fact >= 0;
        weaken(v, fact, "feared, wanted, asked for or tried under the governing word");
        break;
    case LAPI_CUE_FAIL:
    case LAPI_CUE_PREVENT:
    case LAPI_CUE_UNTRUE:
        weaken(v, fact, "did not happen, says the governing word");
        break;
    case LAPI_CUE_THINK:
    case LAPI_CUE_SEEM:
    case LAPI_CUE_DOUBT:
    case LAPI_CUE_SHOW:
    case LAPI_CUE_CLAIM:
        weaken(v, fact, "believed, not known");
        break;
    default:
        break;
    }
}

static bool is_negated(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (rel != LAPI_REL_ADVMOD && rel != LAPI_REL_DET && rel != LAPI_REL_CC)
            continue;
        const lapi_cue *cue = mark_cue(x, c);
        if (cue && cue->kind == LAPI_CUE_NOT)
            return true;
    }
    return has_negative_nominal(x, w);
}

static bool has_mark(const lapi_tokens *t, uint32_t w)
{
    return lapi_tree_child(t, w, LAPI_REL_MARK) != LAPI_NONE;
}

static bool is_nominal(unsigned rel)
{
    return rel == LAPI_REL_OBJ || rel == LAPI_REL_NSUBJ_PASS || rel == LAPI_REL_OBL ||
           rel == LAPI_REL_NMOD;
}

/* "Agreed on a truce after Norland mediated": not what was agreed on. */
static bool is_of_other_time(const trial *x, uint32_t at)
{
    uint32_t mark = lapi_tree_child(&x->doc->tokens, at, LAPI_REL_MARK);
    return mark != LAPI_NONE &&
           lapi_match_in_class(x->reading, mark, lapi_know_key(LAPI_S("other_time")));
}

/* Does the cue h bear on `at` over this relation? Of nouns only those that are wanted,
 * planned, feared ..., not what is known, judged or worried over. */
static bool is_complement(const trial *x, uint32_t at, const lapi_cue *cue)
{
    const lapi_tokens *t = &x->doc->tokens;
    unsigned rel = t->rel[at], kind = cue->kind;
    if (rel == LAPI_REL_CCOMP || rel == LAPI_REL_XCOMP || rel == LAPI_REL_CSUBJ ||
        rel == LAPI_REL_CSUBJ_PASS)
        return true;
    if (rel == LAPI_REL_ACL)
        return has_mark(t, at);
    if (rel == LAPI_REL_ADVCL)
        return has_mark(t, at) && !is_of_other_time(x, at) &&
               (kind == LAPI_CUE_PREVENT || kind == LAPI_CUE_DENY ||
                kind == LAPI_CUE_ASK || kind == LAPI_CUE_PLAN ||
                kind == LAPI_CUE_ACCUSE);
    if (!is_nominal(rel) || kind == LAPI_CUE_CAUSE || kind == LAPI_CUE_FAIL ||
        kind == LAPI_CUE_KNOW || kind == LAPI_CUE_JUDGE || kind == LAPI_CUE_THINK ||
        kind == LAPI_CUE_DOUBT || kind == LAPI_CUE_SHOW || kind == LAPI_CUE_END)
        return false;
    uint32_t prep = lapi_tree_case(t, at);
    if (kind == LAPI_CUE_FEAR || kind == LAPI_CUE_WARN)
        return prep == LAPI_NONE || x->reading->form_key[prep] == x->reading->key_of;
    if (rel == LAPI_REL_OBJ || rel == LAPI_REL_NSUBJ_PASS)
        return true;
    return prep == LAPI_NONE || x->reading->form_key[prep] == x->reading->key_of ||
           lapi_cue_has_prep(cue, x->reading->form_key[prep]);
}

/* The end of an act, and what is said of it, take for granted that it happened. */
static bool presupposes(unsigned kind)
{
    return kind == LAPI_CUE_KNOW || kind == LAPI_CUE_JUDGE || kind == LAPI_CUE_END;
}

static bool is_definite(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t det = lapi_tree_child(t, w, LAPI_REL_DET);
    const lapi_cue *cue =
        det == LAPI_NONE
            ? NULL
            : lapi_cue_find(x->judge->cues, x->reading->lemma_key[det], LAPI_UPOS_DET);
    return (cue && cue->kind == LAPI_CUE_DEFINITE) ||
           lapi_tree_child(t, w, LAPI_REL_NMOD_POSS) != LAPI_NONE;
}

/* Where the modality of a word comes from when no cue governs it: the verb whose
 * infinitive it is; for a noun the verb that carries it ("may launch an attack"). */
static bool inherits(const trial *x, uint32_t at, uint32_t h, const lapi_cue *cue)
{
    const lapi_tokens *t = &x->doc->tokens;
    unsigned rel = t->rel[at];
    bool carries = cue && cue->kind == LAPI_CUE_DO;
    if (rel == LAPI_REL_XCOMP)
        return true;
    if (carries)
        return is_nominal(rel) || rel == LAPI_REL_NSUBJ;
    return !cue && t->upos[h] == LAPI_UPOS_VERB && t->upos[at] == LAPI_UPOS_NOUN &&
           (rel == LAPI_REL_OBJ || rel == LAPI_REL_NSUBJ_PASS) && !is_definite(x, at);
}

/* "insisted that the union agree": a bare verb in a clause of saying is demanded; the
 * tagger may call it a present tense, which one owner or union does not go with. */
static bool is_subjunctive(const trial *x, uint32_t at)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t subject = lapi_tree_child(t, at, LAPI_REL_NSUBJ);
    if (t->rel[at] != LAPI_REL_CCOMP || subject == LAPI_NONE ||
        lapi_tree_child(t, at, LAPI_REL_AUX) != LAPI_NONE ||
        lapi_tree_child(t, at, LAPI_REL_AUX_PASS) != LAPI_NONE)
        return false;
    bool one = t->xpos[subject] == LAPI_XPOS_NN &&
               lapi_tree_child(t, subject, LAPI_REL_CONJ) == LAPI_NONE &&
               lapi_tree_child(t, subject, LAPI_REL_NMOD) == LAPI_NONE;
    return t->xpos[at] == LAPI_XPOS_VB || (t->xpos[at] == LAPI_XPOS_VBP && one);
}

/* "would cease looking": once it ends, it is no more; what has ended was there. */
static void apply_end(const trial *x, uint32_t h, verdict *v)
{
    verdict end = {.polarity = 1, .certainty = 300};
    apply_marks(x, h, true, &end);
    if ((end.would || end.future) && end.polarity > 0) {
        v->polarity = -v->polarity;
        v->rule = "will have ended, says the governing word";
    }
}

/* One step up from `at`; false when what stands above says nothing more. */
static bool step(const trial *x, uint32_t at, uint32_t h, verdict *v)
{
    const lapi_tokens *t = &x->doc->tokens;
    if (t->rel[at] == LAPI_REL_CONJ) {
        uint32_t own = lapi_tree_child(t, at, LAPI_REL_NSUBJ);
        if (own != LAPI_NONE && t->xpos[own] == LAPI_XPOS_WP)
            return false; /* "who acts": a question of its own */
        if (t->upos[h] == t->upos[at] &&
            lapi_tree_child(t, at, LAPI_REL_NSUBJ) == LAPI_NONE)
            apply_marks(x, h, false, v);
        return true;
    }
    const lapi_cue *cue = cue_of(x, h);
    if (cue && cue->kind != LAPI_CUE_DO && is_complement(x, at, cue)) {
        bool infinitive = t->rel[at] == LAPI_REL_XCOMP && has_mark(t, at);
        if (cue->kind == LAPI_CUE_SAY && infinitive &&
            cue->takes != LAPI_TAKES_ADDRESSEE) {
            apply_marks(x, h, true, v);
            return true;
        }
        apply_governor(cue, is_negated(x, h), v);
        v->governed = true;
        if (cue->kind == LAPI_CUE_END) {
            apply_end(x, h, v);
            return false;
        }
        if (cue->kind == LAPI_CUE_SAY && (infinitive || is_subjunctive(x, at))) {
            v->possible = true;
            weaken(v, 0, "told to do so");
        }
        v->reported |= cue->kind == LAPI_CUE_SAY &&
                       (t->xpos[h] == LAPI_XPOS_VBD || t->xpos[h] == LAPI_XPOS_VBN);
        if (cue->kind <= LAPI_CUE_SHOW || presupposes(cue->kind))
            return false;
        apply_marks(x, h, false, v);
        return true;
    }
    if (cue && presupposes(cue->kind))
        return false;
    if (!inherits(x, at, h, cue))
        return false;
    apply_marks(x, h, true, v);
    return true;
}

static verdict judge_word(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    verdict v = {.polarity = 1, .certainty = 300, .rule = "asserted"};
    apply_marks(x, w, true, &v);
    uint32_t at = w;
    for (int i = 0; i < CLIMB_MAX && t->head[at] != LAPI_NONE; i++) {
        if (!step(x, at, t->head[at], &v))
            break;
        at = t->head[at];
    }
    return v;
}

/* A bare infinitive of purpose has not happened yet. */
static bool is_purpose(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t mark = lapi_tree_child(t, w, LAPI_REL_MARK);
    return t->xpos[w] == LAPI_XPOS_VB && mark != LAPI_NONE &&
           t->xpos[mark] == LAPI_XPOS_TO &&
           (t->rel[w] == LAPI_REL_ADVCL || t->rel[w] == LAPI_REL_ACL);
}

static uint8_t status_of(const verdict *v)
{
    if (v->inside_if || v->under_if)
        return LAPI_STATUS_CONDITIONAL;
    if (v->polarity < 0 && !v->possible)
        return LAPI_STATUS_NEGATED;
    if (v->possible || v->must || (v->would && !v->reported))
        return LAPI_STATUS_POSSIBLE;
    if (v->planned || v->future || v->would)
        return LAPI_STATUS_PLANNED;
    return LAPI_STATUS_ACTUAL;
}

static uint8_t realis_of(const verdict *v)
{
    if (v->under_if)
        return LAPI_REALIS_CONDITIONAL;
    if (v->inside_if)
        return LAPI_REALIS_UNCERTAIN_FUTURE;
    if (v->polarity < 0 && v->certainty >= 200)
        return LAPI_REALIS_NEGATED;
    if (v->open)
        return LAPI_REALIS_UNCERTAIN;
    if (v->future || v->planned || (v->would && v->reported))
        return v->certainty >= 200 ? LAPI_REALIS_FUTURE : LAPI_REALIS_UNCERTAIN_FUTURE;
    if (v->possible || v->must || v->would)
        return LAPI_REALIS_UNCERTAIN_FUTURE;
    return v->certainty >= 200 ? LAPI_REALIS_ACTUAL : LAPI_REALIS_UNCERTAIN;
}

/* What is feared, planned or asked for is an event, whatever the noun. */
static bool is_governed_noun(const trial *x, uint32_t w)
{
    return x->doc->tokens.upos[w] == LAPI_UPOS_NOUN && judge_word(x, w).governed;
}

static bool is_candidate(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t first;
    if (t->upos[w] == LAPI_UPOS_VERB)
        return true;
    if (t->upos[w] == LAPI_UPOS_AUX)
        return t->rel[w] != LAPI_REL_AUX && t->rel[w] != LAPI_REL_AUX_PASS;
    if (t->upos[w] == LAPI_UPOS_ADJ || t->upos[w] == LAPI_UPOS_NOUN) {
        if (lapi_tree_child(t, w, LAPI_REL_COP) != LAPI_NONE || cue_of(x, w))
            return true;
    }
    if (t->upos[w] != LAPI_UPOS_NOUN && t->upos[w] != LAPI_UPOS_ADJ)
        return false;
    return lapi_event_lexicon_senses(x->judge->lexicon, x->reading->lemma_key[w],
                                     &first) > 0;
}

/* "The plan includes", "the valley has": what things are like, not what happened. */
static bool is_generic(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    const lapi_cue *cue = cue_of(x, w);
    return cue && cue->kind == LAPI_CUE_STATE &&
           !lapi_doc_is_headline(x->doc, t->sentence[w]) &&
           (t->xpos[w] == LAPI_XPOS_VBZ || t->xpos[w] == LAPI_XPOS_VBP);
}

/* "warned that any strike would be answered", "threatened force unless": the threat
 * stands, what it tells hangs on a condition. */
static bool threatens_if(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    const lapi_cue *cue = cue_of(x, w);
    if (!cue || (cue->kind != LAPI_CUE_WARN && cue->kind != LAPI_CUE_THREATEN))
        return false;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (t->rel[c] == LAPI_REL_ADVCL && is_condition(x, c))
            return true;
        if (t->rel[c] != LAPI_REL_CCOMP && t->rel[c] != LAPI_REL_XCOMP)
            continue;
        verdict v = {.polarity = 1, .certainty = 300};
        apply_marks(x, c, false, &v);
        if (v.would || v.under_if)
            return true;
    }
    return false;
}

static lapi_fact fact_of(trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t judged =
        t->rel[w] == LAPI_REL_COP && t->head[w] != LAPI_NONE ? t->head[w] : w;
    verdict v = judge_word(x, judged);
    const lapi_when *when = lapi_background_when(x->reading, judged);
    if (is_purpose(x, judged) && v.certainty == 300 && !v.planned) {
        bool done = t->xpos[t->head[judged]] == LAPI_XPOS_VBD;
        v.possible = !done;
        weaken(&v, done ? 200 : 100, "an infinitive of purpose");
    }
    if (lapi_background_is_ahead(x->doc, when) && !v.possible && v.polarity > 0) {
        v.future = true;
        v.rule = "dated after the document";
    }
    if (v.would && !v.reported)
        weaken(&v, 100, "under would");
    lapi_fact f = {.word = w, .rule = v.rule};
    f.fact_e2 = (int16_t)(v.certainty * v.polarity * (v.unreal ? -1 : 1));
    f.realis = realis_of(&v);
    if (f.realis == LAPI_REALIS_ACTUAL && is_generic(x, w))
        f.realis = LAPI_REALIS_GENERIC;
    f.status = status_of(&v);
    if (f.status == LAPI_STATUS_ACTUAL && threatens_if(x, judged))
        f.status = LAPI_STATUS_CONDITIONAL;
    f.historical = lapi_background_holds(x->reading, judged, when);
    lapi_grade_apply(&x->judge->grade, x->reading, x->judge->cues, &x->kind, &f);
    return f;
}

lap_status lapi_judge_run(const lapi_judge *judge, lapi_doc *doc)
{
    uint32_t n = doc->tokens.count;
    lapi_reading reading;
    doc->facts = (lapi_facts){0};
    lap_status status = lapi_reading_init(judge->lexicon, doc, &reading);
    if (status != LAP_OK)
        return status;
    trial x = {.judge = judge,
               .doc = doc,
               .reading = &reading,
               .kind = {.sentence = LAPI_NONE}};
    lapi_facts facts = {0};
    facts.at = lapi_arena_get(doc->arena, n, sizeof *facts.at);
    facts.by_word = lapi_arena_get(doc->arena, n, sizeof *facts.by_word);
    if (!facts.at || !facts.by_word)
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < n; w++) {
        facts.by_word[w] = LAPI_NONE;
        if (!is_candidate(&x, w) && !is_governed_noun(&x, w))
            continue;
        facts.by_word[w] = facts.count;
        facts.at[facts.count++] = fact_of(&x, w);
    }
    doc->facts = facts;
    return LAP_OK;
}
