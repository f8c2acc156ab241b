#include "event/fact.h"

#include "event/attach.h"
#include "event/cue.h"

#include <stdlib.h>

#define CLIMB_MAX       10
#define HISTORICAL_DAYS 120 /* what lies further back is background, not news */

struct lapi_judge {
    const lapi_know *know;
    lapi_cues cues;
    const lapi_event_lexicon *lexicon;
};

lap_status lapi_judge_new(const lapi_know *know, const lapi_event_lexicon *lexicon,
                          lapi_judge **out, lap_error *error)
{
    lapi_judge *judge = calloc(1, sizeof *judge);
    if (!judge)
        return LAP_NO_MEMORY;
    judge->know = know;
    judge->lexicon = lexicon;
    lap_status status = lapi_cues_init(know, &judge->cues, error);
    if (status == LAP_OK)
        *out = judge;
    else
        lapi_judge_free(judge);
    return status;
}

void lapi_judge_free(lapi_judge *judge)
{
    if (!judge)
        return;
    lapi_cues_clear(&judge->cues);
    free(judge);
}

/* What is known of a word while the tree is climbed. */
typedef struct verdict {
    int polarity;      /* 1 or -1 */
    int16_t certainty; /* 0 .. 300 */
    bool future, would, must, conditional, planned, possible, unreal;
    const char *rule;
} verdict;

typedef struct trial {
    const lapi_judge *judge;
    const lapi_doc *doc;
    const lapi_reading *reading;
} trial;

static void weaken(verdict *v, int16_t to, const char *rule)
{
    if (to < 0)
        to = (int16_t)-to;
    if (to < v->certainty)
        v->certainty = to;
    v->rule = rule;
}

/* A word that marks the clause of `at` itself: negation, auxiliary, adverb, adjective.
 */
static void apply_mark(const trial *x, uint32_t at, uint32_t c, verdict *v)
{
    const lapi_tokens *t = &x->doc->tokens;
    const lapi_cue *cue =
        lapi_cue_find(&x->judge->cues, x->reading->lemma_key[c], t->upos[c]);
    unsigned rel = lapi_rel_base(t->rel[c]);
    if (!cue && (rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET || rel == LAPI_REL_CC))
        cue = lapi_cue_find(&x->judge->cues, x->reading->lemma_key[c], LAPI_UPOS_ADV);
    if (!cue)
        return;
    switch (cue->kind) {
    case LAPI_CUE_NOT:
        if (rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET || rel == LAPI_REL_CC) {
            v->polarity = -v->polarity;
            v->rule = "negated by a word of its clause";
        }
        break;
    case LAPI_CUE_IF:
        if (rel == LAPI_REL_MARK) {
            v->conditional = true;
            v->rule = "inside an if-clause";
        }
        break;
    case LAPI_CUE_WILL:
        v->future = rel == LAPI_REL_AUX ? true : v->future;
        break;
    case LAPI_CUE_WOULD:
        v->would = rel == LAPI_REL_AUX ? true : v->would;
        break;
    case LAPI_CUE_MAY:
        if (rel == LAPI_REL_AUX) {
            v->possible = true;
            weaken(v, 100, "under a modal of possibility");
        }
        break;
    case LAPI_CUE_MUST:
        if (rel == LAPI_REL_AUX) {
            v->must = true;
            weaken(v, 0, "under a modal of obligation");
        }
        break;
    case LAPI_CUE_POSSIBLE:
        if (t->upos[c] == LAPI_UPOS_ADV || t->head[c] == at) {
            v->possible = true;
            weaken(v, cue->positive_e2, "marked as possible or alleged");
        }
        break;
    case LAPI_CUE_PLANNED:
        v->planned = true;
        break;
    default:
        break;
    }
}

static void apply_marks(const trial *x, uint32_t at, verdict *v)
{
    const lapi_tokens *t = &x->doc->tokens;
    for (uint32_t c = t->first_child[at]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        if (rel == LAPI_REL_AUX || rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET ||
            rel == LAPI_REL_MARK || rel == LAPI_REL_AMOD || rel == LAPI_REL_CC)
            apply_mark(x, at, c, v);
        uint32_t mark =
            rel == LAPI_REL_ADVCL ? lapi_tree_child(t, c, LAPI_REL_MARK) : LAPI_NONE;
        if (mark == LAPI_NONE)
            continue;
        const lapi_cue *cue = lapi_cue_find(
            &x->judge->cues, x->reading->lemma_key[mark], LAPI_UPOS_SCONJ);
        if (cue && cue->kind == LAPI_CUE_IF && t->xpos[at] != LAPI_XPOS_VBD) {
            v->conditional = true;
            v->rule = "holds under a condition";
        }
    }
}

/* The cue that governs: what stands above bears on what stands in its complement. */
static void apply_governor(const lapi_cue *cue, bool negated, verdict *v)
{
    int16_t fact = negated ? cue->negative_e2 : cue->positive_e2;
    switch (cue->kind) {
    case LAPI_CUE_PLAN:
    case LAPI_CUE_EXPECT:
    case LAPI_CUE_PLANNED:
        v->planned = true;
        weaken(v, fact, "planned or expected by the governing word");
        break;
    case LAPI_CUE_FEAR:
    case LAPI_CUE_WARN:
    case LAPI_CUE_ASK:
    case LAPI_CUE_WANT:
    case LAPI_CUE_THREATEN:
    case LAPI_CUE_TRY:
    case LAPI_CUE_POSSIBLE:
        v->possible = true;
        weaken(v, fact, "feared, wanted, asked for or tried under the governing word");
        break;
    case LAPI_CUE_FAIL:
    case LAPI_CUE_PREVENT:
    case LAPI_CUE_UNTRUE:
        if (fact < 0)
            v->polarity = -v->polarity;
        weaken(v, fact, "did not happen, says the governing word");
        break;
    case LAPI_CUE_DENY:
        v->unreal = fact < 0;
        break;
    case LAPI_CUE_CAUSE:
        if (fact < 0)
            v->polarity = -v->polarity;
        break;
    case LAPI_CUE_THINK:
    case LAPI_CUE_SEEM:
    case LAPI_CUE_DOUBT:
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
        const lapi_cue *cue = lapi_cue_find(
            &x->judge->cues, x->reading->lemma_key[c],
            t->rel[c] == LAPI_REL_DET ? (unsigned)LAPI_UPOS_ADV : t->upos[c]);
        if (!cue && t->rel[c] == LAPI_REL_ADVMOD)
            cue =
                lapi_cue_find(&x->judge->cues, x->reading->lemma_key[c], LAPI_UPOS_ADV);
        if (cue && cue->kind == LAPI_CUE_NOT)
            return true;
    }
    return false;
}

/* Does what stands above bear on `at` over this relation? */
static bool is_complement(const lapi_tokens *t, uint32_t at, unsigned kind)
{
    unsigned rel = t->rel[at];
    bool clause = rel == LAPI_REL_CCOMP || rel == LAPI_REL_XCOMP ||
                  rel == LAPI_REL_CSUBJ || rel == LAPI_REL_CSUBJ_PASS ||
                  rel == LAPI_REL_ADVCL || rel == LAPI_REL_ACL;
    bool nominal = rel == LAPI_REL_OBJ || rel == LAPI_REL_NSUBJ_PASS ||
                   rel == LAPI_REL_OBL || rel == LAPI_REL_NMOD ||
                   rel == LAPI_REL_COMPOUND;
    if (rel == LAPI_REL_ADVCL && kind != LAPI_CUE_PREVENT && kind != LAPI_CUE_DENY &&
        kind != LAPI_CUE_ASK && kind != LAPI_CUE_PLAN)
        return false;
    return clause || (nominal && kind != LAPI_CUE_CAUSE && kind != LAPI_CUE_KNOW);
}

/* Only these lead to a word whose modality is also that of the word below. */
static bool passes_on(const lapi_tokens *t, uint32_t at)
{
    switch (t->rel[at]) {
    case LAPI_REL_CCOMP:
    case LAPI_REL_XCOMP:
    case LAPI_REL_CONJ:
    case LAPI_REL_OBJ:
    case LAPI_REL_CSUBJ:
    case LAPI_REL_CSUBJ_PASS:
    case LAPI_REL_NSUBJ_PASS:
        return true;
    case LAPI_REL_NMOD:
    case LAPI_REL_ACL:
    case LAPI_REL_OBL:
    case LAPI_REL_ADVCL:
        return true;
    default:
        return false;
    }
}

static verdict judge_word(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    verdict v = {.polarity = 1, .certainty = 300, .rule = "asserted"};
    bool saying = false;
    uint32_t at = w;
    apply_marks(x, at, &v);
    for (int i = 0; i < CLIMB_MAX; i++) {
        uint32_t h = t->head[at];
        if (h == LAPI_NONE || !passes_on(t, at))
            break;
        const lapi_cue *cue =
            lapi_cue_find(&x->judge->cues, x->reading->lemma_key[h], t->upos[h]);
        bool conj = t->rel[at] == LAPI_REL_CONJ;
        if (conj && t->upos[h] == t->upos[at] &&
            lapi_tree_child(t, at, LAPI_REL_NSUBJ) == LAPI_NONE)
            apply_marks(x, h, &v);
        else if (cue && is_complement(t, at, cue->kind))
            apply_governor(cue, is_negated(x, h), &v);
        saying |= cue && cue->kind <= LAPI_CUE_SHOW;
        if (!conj && !cue && t->rel[at] != LAPI_REL_XCOMP)
            break;
        if (saying)
            break;
        if (!conj && cue)
            apply_marks(x, h, &v);
        at = h;
    }
    return v;
}

/* A bare infinitive of purpose has not happened yet. */
static bool is_purpose(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    if (t->xpos[w] != LAPI_XPOS_VB ||
        (t->rel[w] != LAPI_REL_ADVCL && t->rel[w] != LAPI_REL_ACL))
        return false;
    uint32_t mark = lapi_tree_child(t, w, LAPI_REL_MARK);
    return mark != LAPI_NONE && t->xpos[mark] == LAPI_XPOS_TO;
}

static uint8_t status_of(const verdict *v)
{
    if (v->polarity < 0 && !v->possible && !v->conditional)
        return LAPI_STATUS_NEGATED;
    if (v->conditional)
        return LAPI_STATUS_CONDITIONAL;
    if (v->possible || v->must || v->would)
        return LAPI_STATUS_POSSIBLE;
    if (v->planned || v->future)
        return LAPI_STATUS_PLANNED;
    return LAPI_STATUS_ACTUAL;
}

static uint8_t realis_of(const verdict *v)
{
    if (v->conditional)
        return LAPI_REALIS_CONDITIONAL;
    if (v->polarity < 0 && v->certainty >= 200)
        return LAPI_REALIS_NEGATED;
    if (v->future)
        return v->certainty >= 200 ? LAPI_REALIS_FUTURE : LAPI_REALIS_UNCERTAIN_FUTURE;
    if (v->planned || v->would)
        return LAPI_REALIS_UNCERTAIN_FUTURE;
    return v->certainty >= 200 ? LAPI_REALIS_ACTUAL : LAPI_REALIS_UNCERTAIN;
}

static bool is_historical(const trial *x, uint32_t w)
{
    const lapi_doc *doc = x->doc;
    if (doc->date == LAPI_DAY_NONE)
        return false;
    uint32_t i = lapi_attach_when(x->reading, w);
    if (i == LAPI_NONE)
        return false;
    const lapi_when *when = &doc->times.at[i];
    int32_t last = when->to != LAPI_DAY_NONE ? when->to : when->from;
    return last != LAPI_DAY_NONE && last < doc->date - HISTORICAL_DAYS;
}

static bool is_candidate(const trial *x, uint32_t w)
{
    const lapi_tokens *t = &x->doc->tokens;
    uint32_t first;
    if (t->upos[w] == LAPI_UPOS_VERB)
        return true;
    if (t->upos[w] != LAPI_UPOS_NOUN && t->upos[w] != LAPI_UPOS_ADJ)
        return false;
    return lapi_event_lexicon_senses(x->judge->lexicon, x->reading->lemma_key[w],
                                     &first) > 0;
}

static lapi_fact fact_of(const trial *x, uint32_t w)
{
    verdict v = judge_word(x, w);
    if (is_purpose(x, w) && v.certainty == 300 && !v.conditional) {
        v.possible = true;
        weaken(&v, 100, "an infinitive of purpose");
    }
    if (v.would)
        weaken(&v, 100, "under would");
    lapi_fact f = {.word = w, .rule = v.rule};
    f.fact_e2 = (int16_t)(v.certainty * v.polarity * (v.unreal ? -1 : 1));
    if (v.conditional)
        f.fact_e2 = 0;
    f.realis = realis_of(&v);
    f.status = status_of(&v);
    f.historical = is_historical(x, w);
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
    trial x = {.judge = judge, .doc = doc, .reading = &reading};
    lapi_facts facts = {0};
    facts.at = lapi_arena_get(doc->arena, n, sizeof *facts.at);
    facts.by_word = lapi_arena_get(doc->arena, n, sizeof *facts.by_word);
    if (!facts.at || !facts.by_word)
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < n; w++) {
        facts.by_word[w] = LAPI_NONE;
        if (!is_candidate(&x, w))
            continue;
        facts.by_word[w] = facts.count;
        facts.at[facts.count++] = fact_of(&x, w);
    }
    doc->facts = facts;
    return LAP_OK;
}
