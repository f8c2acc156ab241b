#include "event/grade.h"

#include "base/hash.h"
#include "model/file.h"

#define ANCESTORS 4

/* Defined by the assembly file that tools/embed.py makes of models/facts.lapm. */
extern const unsigned char lapi_facts_model[];
extern const unsigned char lapi_facts_model_end[];

lap_status lapi_grade_open(lapi_grade *out, lap_error *error)
{
    lapi_model model;
    lapi_tensor weights;
    size_t size = (size_t)(lapi_facts_model_end - lapi_facts_model);
    lap_status status = lapi_model_open(lapi_facts_model, size, &model, error);
    if (status == LAP_OK)
        status = lapi_model_find(&model, "weights", LAPI_TENSOR_U16, 1,
                                 LAPI_GRADE_BUCKETS, &weights, error);
    if (status == LAP_OK)
        out->weights = weights.at;
    return status;
}

typedef struct sheet {
    const lapi_reading *reading;
    const lapi_tokens *t;
    const lapi_cues *cues;
    uint32_t *out;
    uint32_t count;
} sheet;

/* A feature: its kind and up to three values. */
static void put(sheet *s, unsigned kind, uint64_t a, uint64_t b, uint64_t c)
{
    if (s->count == LAPI_GRADE_FEATURES_MAX)
        return;
    uint64_t h = lapi_hash_mix(LAPI_HASH_START ^ kind * UINT64_C(0x9E3779B97F4A7C15));
    h = lapi_hash_mix(h ^ a);
    h = lapi_hash_mix(h * 31 ^ b);
    h = lapi_hash_mix(h * 31 ^ c);
    s->out[s->count++] = (uint32_t)(h >> 20) & (LAPI_GRADE_BUCKETS - 1);
}

static uint64_t lemma(const sheet *s, uint32_t w)
{
    return w == LAPI_NONE ? 1 : s->reading->lemma_key[w];
}

static bool is_mark(unsigned rel)
{
    return rel == LAPI_REL_AUX || rel == LAPI_REL_COP || rel == LAPI_REL_ADVMOD ||
           rel == LAPI_REL_MARK || rel == LAPI_REL_DET || rel == LAPI_REL_CC;
}

/* One number for the auxiliaries, negation and mark of a clause, in order. */
static uint64_t clause_key(const sheet *s, uint32_t w)
{
    uint64_t h = LAPI_HASH_START;
    for (uint32_t c = s->t->first_child[w]; c != LAPI_NONE; c = s->t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(s->t->rel[c]);
        const lapi_cue *cue = rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET
                                  ? lapi_cue_find(s->cues, lemma(s, c), LAPI_UPOS_ADV)
                                  : NULL;
        bool negates = cue && cue->kind == LAPI_CUE_NOT;
        if (rel == LAPI_REL_AUX || rel == LAPI_REL_COP)
            h = lapi_hash_mix(h ^ s->reading->form_key[c]);
        else if (rel == LAPI_REL_MARK || negates)
            h = lapi_hash_mix(h ^ lemma(s, c));
    }
    return h;
}

static bool is_negative(const sheet *s, uint32_t w)
{
    for (uint32_t c = s->t->first_child[w]; c != LAPI_NONE; c = s->t->next_sibling[c]) {
        unsigned rel = s->t->rel[c];
        const lapi_cue *cue = rel == LAPI_REL_ADVMOD || rel == LAPI_REL_DET
                                  ? lapi_cue_find(s->cues, lemma(s, c), LAPI_UPOS_ADV)
                                  : NULL;
        if (cue && cue->kind == LAPI_CUE_NOT)
            return true;
    }
    return false;
}

static void put_children(sheet *s, uint32_t w, unsigned base)
{
    const lapi_tokens *t = s->t;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE && s->count < 100;
         c = t->next_sibling[c]) {
        unsigned rel = lapi_rel_base(t->rel[c]);
        put(s, base, rel, 0, 0);
        if (is_mark(rel)) {
            put(s, base + 1, rel, lemma(s, c), 0);
            put(s, base + 2, s->reading->form_key[c], t->xpos[w], t->rel[w]);
        } else if (rel == LAPI_REL_NSUBJ) {
            put(s, base + 3, lemma(s, c), 0, 0);
            put(s, base + 4, t->upos[c], t->xpos[c], t->xpos[w]);
        } else if (rel == LAPI_REL_ADVCL || rel == LAPI_REL_OBJ) {
            put(s, base + 5, rel, lemma(s, lapi_tree_child(t, c, LAPI_REL_MARK)),
                t->xpos[c]);
            put(s, base + 6, rel, lemma(s, lapi_tree_child(t, c, LAPI_REL_DET)), 0);
        }
    }
}

static void put_ancestors(sheet *s, uint32_t w)
{
    const lapi_tokens *t = s->t;
    uint32_t at = w;
    uint64_t path = LAPI_HASH_START;
    for (unsigned i = 0; i < ANCESTORS && t->head[at] != LAPI_NONE; i++) {
        uint32_t h = t->head[at];
        const lapi_cue *cue = lapi_cue_of_word(s->cues, t, s->reading->lemma_key, h);
        uint64_t clause = clause_key(s, h);
        uint64_t kind = cue ? cue->kind + 1u : 0;
        path = lapi_hash_mix(path ^ t->rel[at]);
        put(s, 40, path, i, 0);
        put(s, 41, path, kind, is_negative(s, h));
        put(s, 42, path, clause, 0);
        put(s, 43, i == 0 ? t->rel[at] : path, lemma(s, h), is_negative(s, h));
        put(s, 44, i, clause, 0);
        put(s, 45, path, t->xpos[h], t->xpos[w]);
        if (i == 0) {
            put(s, 46, lemma(s, h), t->xpos[w], clause_key(s, w));
            put(s, 47, t->rel[at], clause, t->xpos[w]);
        }
        at = h;
    }
    put(s, 48, path, t->xpos[w], t->head[at] == LAPI_NONE);
    put(s, 49, t->xpos[at], clause_key(s, at), 0);
}

static void put_sentence(sheet *s, uint32_t w)
{
    const lapi_tokens *t = s->t;
    const lapi_sentences *all = &s->reading->doc->sentences;
    uint32_t first = all->first[t->sentence[w]], end = all->first[t->sentence[w] + 1];
    lapi_slice last = lapi_doc_word(s->reading->doc, end - 1);
    uint64_t mark = last.bytes ? (unsigned char)last.at[0] : 0;
    put(s, 60, mark, t->rel[w], 0);
    put(s, 61, mark, t->head[w] == LAPI_NONE, t->xpos[w]);
    put(s, 62, t->xpos[first], first == w, t->xpos[w]);
    put(s, 63, s->reading->form_key[first], t->head[w] == LAPI_NONE, 0);
    put(s, 64, end - first > 40 ? 5 : (end - first) / 8, 0, 0);
    put(s, 65, w > first ? s->reading->form_key[w - 1] : 2, 0, 0);
    put(s, 66, w > first ? s->reading->form_key[w - 1] : 2, t->xpos[w], 0);
    put(s, 67, w > first + 1 ? s->reading->form_key[w - 2] : 2,
        w > first ? s->reading->form_key[w - 1] : 2, 0);
    put(s, 68, w + 1 < end ? s->reading->form_key[w + 1] : 2, 0, 0);
    put(s, 69, w > first + 1 ? s->reading->form_key[w - 2] : 2, 0, 0);
}

uint32_t lapi_grade_features(const lapi_reading *reading, const lapi_cues *cues,
                             const lapi_fact *fact, uint32_t *out)
{
    sheet s = {
        .reading = reading, .t = &reading->doc->tokens, .cues = cues, .out = out};
    const lapi_tokens *t = s.t;
    uint32_t w = fact->word;
    uint64_t rule = lapi_know_key(lapi_slice_str(fact->rule));
    uint64_t own = clause_key(&s, w);
    put(&s, 1, 0, 0, 0);
    put(&s, 2, lemma(&s, w), t->upos[w], 0);
    put(&s, 3, lemma(&s, w), t->xpos[w], is_negative(&s, w));
    put(&s, 4, reading->form_key[w], 0, 0);
    put(&s, 5, t->xpos[w], 0, 0);
    put(&s, 6, t->rel[w], 0, 0);
    put(&s, 7, t->rel[w], t->xpos[w], 0);
    put(&s, 8, own, t->xpos[w], 0);
    put(&s, 9, own, t->xpos[w], t->rel[w]);
    put(&s, 10, rule, fact->realis, fact->status);
    put(&s, 11, fact->realis, t->xpos[w], 0);
    put(&s, 12, fact->realis, t->rel[w], 0);
    put(&s, 13, fact->realis, fact->status, is_negative(&s, w));
    put(&s, 14, rule, lemma(&s, w), 0);
    put(&s, 15, lapi_tree_child(t, w, LAPI_REL_NSUBJ) != LAPI_NONE, t->xpos[w],
        t->rel[w]);
    uint32_t subject = lapi_args_subject(reading, w, NULL);
    put(&s, 16, lemma(&s, subject), 0, 0);
    put(&s, 17, subject == LAPI_NONE ? 0 : t->xpos[subject], t->xpos[w], own);
    put_sentence(&s, w);
    put_ancestors(&s, w);
    put_children(&s, w, 20);
    return s.count;
}

int16_t lapi_grade_score(const lapi_grade *grade, const uint32_t *features,
                         uint32_t count)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t u = lapi_read_u16(grade->weights + (size_t)features[i] * 2);
        sum += u < 0x8000u ? (int32_t)u : (int32_t)u - 0x10000;
    }
    sum /= LAPI_GRADE_UNIT;
    return (int16_t)(sum > 300 ? 300 : sum < -300 ? -300 : sum);
}

static bool is_quoted(const lapi_attributions *all, uint32_t w)
{
    uint32_t a = all->by_word ? all->by_word[w] : LAPI_NONE;
    while (a != LAPI_NONE && !all->at[a].is_quote)
        a = all->at[a].outer;
    return a != LAPI_NONE;
}

static bool names_hearer(const lapi_reading *r, const lapi_cues *cues, uint32_t w)
{
    if (r->doc->tokens.upos[w] != LAPI_UPOS_PRON)
        return false;
    const lapi_cue *cue = lapi_cue_find(cues, r->lemma_key[w], LAPI_UPOS_PRON);
    return cue && cue->kind == LAPI_CUE_PERSON && !is_quoted(&r->doc->attributions, w);
}

/* "Call me": an infinitive without subject, auxiliary and mark. */
static bool bids(const lapi_tokens *t, uint32_t w)
{
    return t->head[w] == LAPI_NONE && t->xpos[w] == LAPI_XPOS_VB &&
           lapi_tree_child(t, w, LAPI_REL_NSUBJ) == LAPI_NONE &&
           lapi_tree_child(t, w, LAPI_REL_AUX) == LAPI_NONE &&
           lapi_tree_child(t, w, LAPI_REL_MARK) == LAPI_NONE;
}

static bool is_talk(const lapi_reading *r, const lapi_cues *cues, uint32_t sentence)
{
    const lapi_sentences *s = &r->doc->sentences;
    uint32_t end = s->first[sentence + 1];
    for (uint32_t w = s->first[sentence]; w < end; w++)
        if (names_hearer(r, cues, w) || bids(&r->doc->tokens, w))
            return true;
    lapi_slice last = lapi_doc_word(r->doc, end - 1);
    return last.bytes && (last.at[0] == '?' || last.at[0] == '!');
}

static bool has_tense(const lapi_tokens *t, uint32_t w)
{
    return t->xpos[w] == LAPI_XPOS_VBD || t->xpos[w] == LAPI_XPOS_VBZ ||
           t->xpos[w] == LAPI_XPOS_VBP;
}

void lapi_grade_apply(const lapi_grade *grade, const lapi_reading *reading,
                      const lapi_cues *cues, lapi_kind *kind, lapi_fact *fact)
{
    const lapi_tokens *t = &reading->doc->tokens;
    uint32_t w = fact->word, features[LAPI_GRADE_FEATURES_MAX];
    if (t->upos[w] == LAPI_UPOS_NOUN &&
        lapi_tree_child(t, w, LAPI_REL_COP) == LAPI_NONE)
        return;
    if (t->sentence[w] != kind->sentence) {
        kind->sentence = t->sentence[w];
        kind->talk = is_talk(reading, cues, kind->sentence);
    }
    bool asserted =
        fact->realis == LAPI_REALIS_ACTUAL || fact->realis == LAPI_REALIS_GENERIC;
    if (!kind->talk && (!asserted || has_tense(t, w)))
        return;
    uint32_t n = lapi_grade_features(reading, cues, fact, features);
    int16_t score = lapi_grade_score(grade, features, n);
    fact->fact_e2 = kind->talk || score < 0 ? score : LAPI_GRADE_SURE;
}
