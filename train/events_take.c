#include "events_take.h"

#include "event/coder.h"
#include "know/codes.h"
#include "know/embed.h"
#include "model/embed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How far more words count in a text that tells no event at all. */
#define QUIET 3.0f

/* How far an example of each counts. */
static const float weights[FROMS] = {1.0f, 3.0f, 2.0f, 3.0f, 1.0f, 3.0f};

/* What a word is learnt as: a type, or that nobody says. */
typedef struct answer {
    uint8_t type, mode;
    bool known;
} answer;

void *grow(void *old, size_t count, size_t size)
{
    void *p = realloc(old, count * size);
    if (!p)
        die("out of memory", "");
    return p;
}

void *grow_for(void *old, uint32_t count, uint32_t more, uint32_t *capacity,
               size_t size)
{
    if (count + more <= *capacity)
        return old;
    *capacity = 2 * *capacity > count + more ? 2 * *capacity : count + more + 1024;
    return grow(old, *capacity, size);
}

uint64_t draw(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

void shuffle(uint32_t *order, uint32_t count, uint64_t *seed)
{
    for (uint32_t i = count; i > 1; i--) {
        uint32_t k = (uint32_t)(draw(seed) >> 32) % i, x = order[i - 1];
        order[i - 1] = order[k];
        order[k] = x;
    }
}

static uint32_t keep_bag(corpus *c, const lapi_bags *bags, uint32_t sentence)
{
    c->bags = grow_for(c->bags, c->bag_count, 1, &c->bag_capacity, sizeof *c->bags);
    bag *b = &c->bags[c->bag_count];
    memcpy(b->of[0], bags->sentence + (size_t)sentence * LAPI_WEIGH_VECTOR,
           sizeof b->of[0]);
    memcpy(b->of[1], bags->text, sizeof b->of[1]);
    return c->bag_count++;
}

static void keep(corpus *c, const lapi_clues *clues, const lapi_bags *bags, answer as,
                 uint8_t from, float weight)
{
    c->at = grow_for(c->at, c->count, 1, &c->capacity, sizeof *c->at);
    c->rows = grow_for(c->rows, c->row_count, clues->count, &c->row_capacity,
                       sizeof *c->rows);
    example *e = &c->at[c->count++];
    *e = (example){.first = c->row_count,
                   .count = clues->count,
                   .bag = c->bag_count - 1,
                   .group = c->groups,
                   .weight = weight,
                   .type = as.type,
                   .mode = as.mode,
                   .from = from};
    for (uint32_t i = 0; i < LAPI_CLUE_SLOTS; i++)
        e->slot[i] = clues->slot[i] == LAPI_NONE ? LAPI_WEIGH_NO_VECTOR
                                                 : bags->vector[clues->slot[i]];
    for (uint32_t i = 0; i < clues->count; i++)
        c->rows[c->row_count++] = clues->at[i].row;
}

/* The word that heads a trigger: one that no other word of it governs, best one that
 * may tell an event. */
static uint32_t head_of(const lapi_told *told, const mark *m)
{
    const lapi_tokens *t = &told->reading->doc->tokens;
    uint32_t best = LAPI_NONE, rank = 0;
    for (uint32_t w = 0; w < t->count; w++) {
        if (t->end[w] <= m->begin || t->begin[w] >= m->end)
            continue;
        uint32_t h = t->head[w];
        bool top = h == LAPI_NONE || t->end[h] <= m->begin || t->begin[h] >= m->end;
        bool content = t->upos[w] == LAPI_UPOS_VERB || t->upos[w] == LAPI_UPOS_NOUN;
        uint32_t here = 1 + content + 2u * top + 4u * lapi_clue_is_candidate(told, w);
        if (here > rank) {
            rank = here;
            best = w;
        }
    }
    return best;
}

/* A trigger that a row of the lexicon tells too is learnt where that row's stands;
 * other words of a trigger are no answer. */
static void answer_marks(const lapi_told *told, const labels *l, answer *as)
{
    const lapi_tokens *t = &told->reading->doc->tokens;
    for (uint32_t w = 0; w < t->count; w++)
        as[w] = (answer){LAPI_EVENT_TYPES, NO_MODE, true};
    for (int optional = 1; optional >= 0; optional--)
        for (uint32_t i = 0; i < l->count; i++) {
            const mark *m = &l->at[i];
            uint32_t w = m->optional == (bool)optional ? head_of(told, m) : LAPI_NONE;
            if (w == LAPI_NONE)
                continue;
            const lapi_match *in = lapi_told_inner(told, w);
            if (in && in->sense->type == m->type)
                w = in->word;
            as[w] = (answer){m->type, m->mode, !optional};
            const lapi_match *of = lapi_told_head(told, w);
            for (uint32_t k = 1; of && k < of->trigger_count; k++)
                as[of->trigger[k]].known = false;
        }
}

/* What readers said of a match of the lexicon: by the type of its row, or of what the
 * row becomes where it is only promised or threatened. */
static answer as_judged(const reader *r, const labels *l, const lapi_match *m)
{
    static const uint8_t also[] = {LAPI_EVENT_AGREE, LAPI_EVENT_THREATEN,
                                   LAPI_EVENT_REJECT};
    const lapi_doc *doc = &r->doc;
    uint32_t at = 0;
    while (at + 1 < l->sentences && l->begins[at + 1] <= doc->tokens.begin[m->word])
        at++;
    verdict v = VERDICT_OPEN;
    uint8_t type = m->sense->type;
    for (uint32_t i = 0; i <= sizeof also && v == VERDICT_OPEN; i++) {
        type = i ? also[i - 1] : m->sense->type;
        v = verdict_of(&r->verdicts, l->sentence[at], lapi_event_name(type),
                       lapi_doc_word(doc, m->word));
    }
    return v == VERDICT_RIGHT   ? (answer){type, NO_MODE, true}
           : v == VERDICT_WRONG ? (answer){LAPI_EVENT_TYPES, NO_MODE, true}
                                : (answer){0, 0, false};
}

static uint8_t mode_of(const lapi_know *know, unsigned type, lapi_slice mode)
{
    uint32_t row =
        lapi_codes_plover(lapi_know_table(know, LAPI_TABLE_PLOVER), type, mode);
    return row == LAPI_NONE ? NO_MODE : (uint8_t)row;
}

static void answer_matches(const reader *r, const lapi_matches *matches,
                           const labels *l, answer *as)
{
    for (uint32_t i = 0; i < matches->count; i++) {
        const lapi_match *m = matches->at[i];
        if (l->from == FROM_READ)
            as[m->word] = as_judged(r, l, m);
        else if (m->sense->row == l->lexicon_row)
            as[m->word] = (answer){
                m->sense->type, mode_of(r->know, m->sense->type, m->sense->mode), true};
    }
    for (uint32_t i = 0; i < matches->none_count && l->from == FROM_LEXICON; i++)
        if (matches->none[i]->sense->row == l->lexicon_row)
            as[matches->none[i]->word] = (answer){LAPI_EVENT_TYPES, NO_MODE, true};
}

void keep_words(reader *r, lapi_reading *reading, lapi_matches *matches,
                const labels *l)
{
    lapi_told told;
    lapi_bags bags;
    const lapi_tokens *t = &r->doc.tokens;
    lapi_clues *clues = lapi_arena_get(r->doc.arena, 1, sizeof *clues);
    answer *as = lapi_arena_get(r->doc.arena, t->count + 1, sizeof *as);
    if (!clues || !as || lapi_told_read(reading, matches, &told) ||
        lapi_bags_read(&r->corpus->vectors, reading, &bags))
        die("cannot read", r->doc.text);
    if (l->from == FROM_READ || l->from == FROM_LEXICON)
        answer_matches(r, matches, l, as);
    else
        answer_marks(&told, l, as);
    bool quiet = l->from <= FROM_ARTICLES && l->count == 0;
    float weight = weights[l->from] * (quiet ? QUIET : 1);
    uint32_t sentence = LAPI_NONE;
    for (uint32_t w = 0; w < t->count; w++) {
        if (!as[w].known || !lapi_clue_is_candidate(&told, w))
            continue;
        if (t->sentence[w] != sentence)
            keep_bag(r->corpus, &bags, sentence = t->sentence[w]);
        lapi_clues_gather(&told, w, clues);
        keep(r->corpus, clues, &bags, as[w], l->from, weight);
    }
}

void take(reader *r, const char *text, const labels *l)
{
    lapi_reading reading;
    lapi_matches matches;
    lapi_arena *arena = r->doc.arena;
    const lapi_coder *coder = lapi_pipeline_events(r->pipeline);
    lapi_arena_reset(arena, 1u << 24);
    r->doc = (lapi_doc){.arena = arena, .date = LAPI_DAY_NONE};
    r->doc.anchor = LAPI_ANCHOR_NONE;
    r->doc.text = text;
    r->doc.text_bytes = (uint32_t)strlen(text);
    if (lapi_pipeline_run(r->pipeline, LAPI_STAGE_FACT, &r->doc) ||
        lapi_reading_init(lapi_coder_lexicon(coder), &r->doc, &reading) ||
        lapi_match_run(&reading, &matches))
        die("cannot read", text);
    r->use(r, &reading, &matches, l);
}

mark *add_mark(const reader *r, labels *l, const char *text, const char *at,
               size_t bytes, lapi_slice type, lapi_slice mode, bool optional)
{
    unsigned k = lapi_event_find(type);
    if (k == LAPI_EVENT_TYPES || l->count == MARKS)
        die(l->count == MARKS ? "too many events:" : "no such type in:", text);
    l->at[l->count++] = (mark){.begin = (uint32_t)(at - text),
                               .end = (uint32_t)(at - text + (ptrdiff_t)bytes),
                               .type = (uint8_t)k,
                               .mode = mode_of(r->know, k, mode),
                               .optional = optional};
    return &l->at[l->count - 1];
}

static void shift(labels *to, const labels *from, uint32_t by)
{
    for (uint32_t i = 0; i < from->count && to->count < MARKS; i++) {
        to->at[to->count] = from->at[i];
        to->at[to->count].begin += by;
        to->at[to->count++].end += by;
    }
}

void take_chunk(reader *r, chunk *c)
{
    static labels all;
    size_t n = 0;
    all = (labels){.from = c->of[0].from};
    for (uint32_t i = 0; i < c->count; i++) {
        c->of[i].sentences = 1;
        take(r, c->line[i], &c->of[i]);
        all.sentence[i] = c->of[i].sentence[0];
        all.begins[all.sentences++] = (uint32_t)n;
        shift(&all, &c->of[i], (uint32_t)n);
        n += (size_t)sprintf(c->text + n, "%s%s", c->line[i],
                             i + 1 < c->count ? " " : "");
    }
    if (c->count > 1)
        take(r, c->text, &all);
    r->corpus->groups++;
    c->count = 0;
}

void open_reader(reader *r, corpus *c, use_text *use)
{
    size_t size;
    lap_error error;
    lapi_pipeline_parts parts = {.program = "events_train"};
    const void *pack = lapi_know_embedded(&size);
    parts.model = lapi_model_embedded(&parts.model_bytes);
    if (lapi_know_open(pack, size, &r->know, &error))
        die("knowledge:", error.text);
    parts.know = r->know;
    if (lapi_pipeline_new(&parts, &r->pipeline, &error))
        die("pipeline:", error.text);
    if (lapi_arena_new(0, &r->doc.arena))
        die("out of memory", "");
    r->corpus = c;
    r->use = use;
    const lapi_table *plover = lapi_know_table(r->know, LAPI_TABLE_PLOVER);
    if (lapi_table_rows(plover) != LAPI_WEIGH_MODES)
        die("another number of modes in", "plover.tsv");
    for (uint32_t row = 0; row < LAPI_WEIGH_MODES; row++)
        c->type_of[row] =
            (uint8_t)lapi_event_find(lapi_table_cell(plover, row, LAPI_PLOVER_EVENT));
}
