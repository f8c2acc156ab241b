#include "event/learned.h"

#include "event/record.h"

#include <stdlib.h>

/* The row for any word that tells a type and mode: `any-assault-firearms`; NULL if
 * there is none. */
static const lapi_sense *find_row(const lapi_event_lexicon *lexicon, lapi_slice type,
                                  lapi_slice mode, unsigned pos)
{
    uint64_t key = lapi_know_key_add(0, LAPI_S("any"));
    key = lapi_know_key_add(lapi_know_key_add(key, type), mode);
    uint32_t first, n = lapi_event_lexicon_senses(lexicon, key, &first);
    for (uint32_t i = 0; i < n; i++)
        if (lexicon->senses[first + i].pos == pos &&
            lexicon->senses[first + i].type == lapi_event_find(type))
            return &lexicon->senses[first + i];
    return NULL;
}

lap_status lapi_learned_open(const lapi_event_lexicon *lexicon, lapi_learned *out,
                             lap_error *error)
{
    const lapi_table *plover = lapi_know_table(lexicon->know, LAPI_TABLE_PLOVER);
    size_t size;
    const void *model = lapi_weigher_embedded(&size);
    lap_status status = lapi_weigher_open(model, size, &out->weigher, error);
    if (status != LAP_OK)
        return status;
    for (uint32_t row = 0; row < LAPI_WEIGH_MODES; row++) {
        out->type[row] = LAPI_EVENT_TYPES;
        if (row >= lapi_table_rows(plover))
            continue;
        lapi_slice mode = lapi_table_cell(plover, row, LAPI_PLOVER_MODE);
        lapi_slice type = lapi_table_cell(plover, row, LAPI_PLOVER_EVENT);
        out->type[row] = (uint8_t)lapi_event_find(type);
        out->sense[row][0] = find_row(lexicon, type, mode, LAPI_UPOS_VERB);
        out->sense[row][1] = find_row(lexicon, type, mode, LAPI_UPOS_NOUN);
    }
    return LAP_OK;
}

void lapi_learned_clear(lapi_learned *learned)
{
    lapi_weigher_clear(&learned->weigher);
}

/* The row of the best mode of a type for the word that was weighed; NULL if no mode has
 * one. */
static const lapi_sense *row_of(const lapi_learned *learned, const lapi_weighing *of,
                                unsigned type)
{
    float mode[LAPI_WEIGH_MODES_FULL];
    uint32_t best = LAPI_NONE;
    unsigned upos = of->told.reading->doc->tokens.upos[of->clues->word];
    bool noun = upos == LAPI_UPOS_NOUN || upos == LAPI_UPOS_PROPN;
    lapi_weigh_modes(&learned->weigher, &of->layers, mode);
    for (uint32_t row = 0; row < LAPI_WEIGH_MODES; row++)
        if (learned->type[row] == type && learned->sense[row][noun] &&
            (best == LAPI_NONE || mode[row] > mode[best]))
            best = row;
    return best == LAPI_NONE ? NULL : learned->sense[best][noun];
}

/* A document on its way. */
typedef struct pass {
    const lapi_learned *learned;
    const lapi_reading *reading;
    lapi_weighing *of;
    const lapi_sense **instead; /* [matches] the row that a match takes, or NULL */
    lapi_match *added;          /* the last of them */
    uint32_t count;             /* of those added */
} pass;

/* Weighs a word; its scores of types, until the next. */
static const float *weigh(const lapi_learned *learned, lapi_weighing *of, uint32_t word)
{
    uint32_t sentence = of->told.reading->doc->tokens.sentence[word];
    if (sentence != of->sentence)
        lapi_weigh_around(&learned->weigher, &of->bags, sentence, of->around);
    of->sentence = sentence;
    lapi_clues_gather(&of->told, word, of->clues);
    lapi_weigh_word(&learned->weigher, &of->bags, of->around, of->clues, &of->layers);
    return of->layers.type;
}

/* A match of a row: its confidence, and the row of another type if it reads as that. */
static const lapi_sense *weigh_match(pass *p, lapi_match *m)
{
    const lapi_weigher *weigher = &p->learned->weigher;
    const float *score = weigh(p->learned, p->of, m->word);
    unsigned best = lapi_weigh_best(score), type = m->sense->type;
    uint32_t types = 1u << type, future = lapi_record_future(type);
    types |= future < LAPI_EVENT_TYPES ? 1u << future : 0;
    m->confidence = lapi_weigh_confidence(weigher, score, types);
    if (types >> best & 1)
        return NULL;
    uint32_t other = lapi_weigh_confidence(weigher, score, 1u << best);
    const lapi_sense *sense = row_of(p->learned, p->of, best);
    if (other < weigher->bold || !sense)
        return NULL;
    m->confidence = other;
    return sense;
}

/* "A car bomb exploded": a noun under a word that a row knows to tell the same. */
static bool is_told_above(const pass *p, uint32_t word, unsigned type)
{
    const lapi_tokens *t = &p->reading->doc->tokens;
    uint32_t h = t->head[word];
    unsigned rel = lapi_rel_base(t->rel[word]);
    const lapi_match *m = h == LAPI_NONE ? NULL : p->of->told.match[h];
    return m && m->sense->type == type && t->upos[word] == LAPI_UPOS_NOUN &&
           (rel == LAPI_REL_NSUBJ || rel == LAPI_REL_OBJ || rel == LAPI_REL_OBL);
}

/* A word that no row knows. */
static lap_status weigh_word(pass *p, uint32_t word)
{
    const lapi_weigher *weigher = &p->learned->weigher;
    const lapi_tokens *t = &p->reading->doc->tokens;
    const float *score = weigh(p->learned, p->of, word);
    unsigned best = lapi_weigh_best(score);
    uint32_t sure = lapi_weigh_confidence(weigher, score, 1u << best);
    const lapi_match *in = lapi_told_inner(&p->of->told, word);
    if (sure < weigher->bold || (in && in->sense->type == best) ||
        is_told_above(p, word, best))
        return LAP_OK;
    const lapi_sense *sense = row_of(p->learned, p->of, best);
    if (!sense || lapi_match_only_dates(p->reading, word, sense))
        return LAP_OK;
    lapi_match m = {.word = word, .sense = sense, .confidence = sure, .next = p->added};
    m.trigger[m.trigger_count++] = word;
    lapi_args_gather(p->reading, word, &m.args);
    uint32_t particle = lapi_tree_child(t, word, LAPI_REL_COMPOUND_PRT);
    if (particle != LAPI_NONE)
        m.trigger[m.trigger_count++] = particle;
    p->added = lapi_match_keep(p->reading->doc->arena, &m);
    p->count++;
    return p->added ? LAP_OK : LAP_NO_MEMORY;
}

static lap_status read_all(const lapi_learned *learned, const lapi_reading *reading,
                           const lapi_matches *matches, lapi_weighing *out)
{
    out->sentence = LAPI_NONE;
    out->clues = lapi_arena_get(reading->doc->arena, 1, sizeof *out->clues);
    if (!out->clues)
        return LAP_NO_MEMORY;
    lap_status status = lapi_told_read(reading, matches, &out->told);
    return status == LAP_OK
               ? lapi_bags_read(&learned->weigher.vectors, reading, &out->bags)
               : status;
}

/* Matches with the rows they take, and those that were added, by word. */
static lap_status join(const pass *p, lapi_matches *matches)
{
    uint32_t count = matches->count;
    lapi_match **at =
        lapi_arena_take(p->reading->doc->arena, count + p->count, sizeof(lapi_match *));
    if (!at)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        at[i] = matches->at[i];
        at[i]->sense = p->instead[i] ? p->instead[i] : at[i]->sense;
    }
    for (lapi_match *m = p->added; m; m = m->next)
        at[count++] = m;
    matches->at = at;
    matches->count = count;
    lapi_matches_sort(matches);
    return LAP_OK;
}

lap_status lapi_learned_run(const lapi_learned *learned, const lapi_reading *reading,
                            lapi_matches *matches, lapi_weighing *out)
{
    uint32_t words = reading->doc->tokens.count;
    pass p = {.learned = learned, .reading = reading, .of = out};
    p.instead =
        lapi_arena_get(reading->doc->arena, matches->count, sizeof(lapi_sense *));
    if (!p.instead)
        return LAP_NO_MEMORY;
    lap_status status = read_all(learned, reading, matches, out);
    for (uint32_t i = 0; status == LAP_OK && i < matches->count; i++)
        p.instead[i] = weigh_match(&p, matches->at[i]);
    for (uint32_t w = 0; status == LAP_OK && w < words; w++) {
        const lapi_match *m = lapi_told_head(&out->told, w);
        if (lapi_clue_is_candidate(&out->told, w) &&
            (!m || m->sense->type == LAPI_EVENT_TYPES))
            status = weigh_word(&p, w);
    }
    return status == LAP_OK ? join(&p, matches) : status;
}

static float size_of(float weight)
{
    return weight < 0 ? -weight : weight;
}

/* Sets a reason in its place among the strongest. */
static void put_reason(lapi_event *e, lapi_reason reason)
{
    uint32_t at = e->reason_count;
    while (at > 0 && abs(e->reasons[at - 1].weight) < abs(reason.weight))
        at--;
    if (at == LAPI_EVENT_REASONS_MAX || reason.weight == 0)
        return;
    if (e->reason_count < LAPI_EVENT_REASONS_MAX)
        e->reason_count++;
    for (uint32_t k = e->reason_count - 1u; k > at; k--)
        e->reasons[k] = e->reasons[k - 1];
    e->reasons[at] = reason;
}

void lapi_learned_explain(const lapi_learned *learned, lapi_weighing *weighing,
                          lapi_event *event)
{
    const lapi_doc *doc = weighing->told.reading->doc;
    float weight[LAPI_CLUES_MAX + 1];
    lapi_clues *clues = weighing->clues;
    weigh(learned, weighing, event->head);
    lapi_weigh_why(&learned->weigher, &weighing->layers, clues, event->type, weight);
    event->reason_count = 0;
    for (uint32_t i = 0; i <= clues->count; i++) {
        float by = weight[i] * 16;
        lapi_reason reason = {.name = "words like these"};
        if (size_of(by) > 30000)
            by = by < 0 ? -30000 : 30000;
        reason.weight = (int16_t)by;
        if (i < clues->count) {
            uint32_t w = clues->at[i].word;
            reason.name = clues->at[i].name;
            reason.span =
                w == LAPI_NONE ? (lapi_span){0, 0} : lapi_doc_words(doc, w, w + 1);
        }
        put_reason(event, reason);
    }
}
