#include "event/role.h"

#include "base/hash.h"
#include "base/status.h"
#include "model/parts.h"

#define PATH_UP_MAX   8u  /* steps up from the trigger */
#define PATH_DOWN_MAX 12u /* steps down to the candidate */
#define PATH_MAX      7u  /* both together: farther is far */

extern const unsigned char lapi_roles_model[], lapi_roles_model_end[];

const void *lapi_roles_embedded(size_t *size)
{
    *size = (size_t)(lapi_roles_model_end - lapi_roles_model);
    return lapi_roles_model;
}

lap_status lapi_roles_open(const void *bytes, size_t size, lapi_roles *out,
                           lap_error *error)
{
    int32_t *to[] = {out->base, out->take, out->fill, out->keep};
    enum { ROWS = sizeof to / sizeof *to };
    uint32_t numbers[ROWS * LAPI_ROLE_SIDES];
    lapi_model model;
    lapi_parts parts = {.model = &model, .error = error};
    *out = (lapi_roles){0};
    parts.status = lapi_model_open(bytes, size, &model, error);
    out->table =
        (const int8_t *)lapi_parts_tensor(&parts, "table", LAPI_TENSOR_I8,
                                          1u << LAPI_ROLE_BITS, LAPI_ROLE_SIDES)
            .at;
    lapi_parts_wholes(&parts, "numbers", LAPI_TENSOR_U32, ROWS, LAPI_ROLE_SIDES,
                      numbers);
    for (uint32_t i = 0; i < ROWS * LAPI_ROLE_SIDES; i++) {
        if (numbers[i] > 2 * LAPI_ROLE_ZERO)
            return lapi_fail(error, LAP_BAD_MODEL, 0, "a number out of bounds");
        to[i / LAPI_ROLE_SIDES][i % LAPI_ROLE_SIDES] =
            (int32_t)numbers[i] - (int32_t)LAPI_ROLE_ZERO;
    }
    return parts.status;
}

/* Nouns, names, pronouns and numbers, but for parts of a name. */
static bool may_take_part(const lapi_reading *r, uint32_t word)
{
    const lapi_doc *doc = r->doc;
    unsigned upos = doc->tokens.upos[word], rel = doc->tokens.rel[word];
    if (upos != LAPI_UPOS_NOUN && upos != LAPI_UPOS_PROPN && upos != LAPI_UPOS_PRON &&
        upos != LAPI_UPOS_NUM && lapi_mention_at(&doc->mentions, word) == LAPI_NONE)
        return false;
    return rel != LAPI_REL_FLAT && rel != LAPI_REL_APPOS;
}

uint32_t lapi_role_candidate(const lapi_casting *casting, uint32_t from)
{
    const lapi_doc *doc = casting->reading->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t at = casting->match->word, sentence = t->sentence[at];
    uint32_t first = doc->sentences.first[sentence];
    uint32_t end = doc->sentences.first[sentence + 1];
    if (at > LAPI_ROLE_NEAR && first < at - LAPI_ROLE_NEAR)
        first = at - LAPI_ROLE_NEAR;
    end = end > at + LAPI_ROLE_NEAR ? at + LAPI_ROLE_NEAR : end;
    for (uint32_t w = from > first ? from : first; w < end; w++)
        if (may_take_part(casting->reading, w) &&
            !lapi_match_has_word(casting->match, w))
            return w;
    return LAPI_NONE;
}

/* The way through the tree from the trigger to a word. */
typedef struct route {
    uint64_t relations; /* with the prepositions of what is gone down to */
    uint64_t words;     /* between the two */
    uint32_t steps;
} route;

/* The nearest word of the trigger, and where its way meets the candidate's. */
static route find_route(const lapi_reading *r, const lapi_match *m, uint32_t word)
{
    const lapi_tokens *t = &r->doc->tokens;
    uint32_t up[PATH_DOWN_MAX], n = 0, start = 0, meet = 0;
    route best = {.relations = 1, .words = 1, .steps = PATH_MAX + 1};
    for (uint32_t a = word; a != LAPI_NONE && n < PATH_DOWN_MAX; a = t->head[a])
        up[n++] = a;
    for (uint32_t k = 0; k < m->trigger_count; k++) {
        uint32_t d = 0;
        for (uint32_t a = m->trigger[k]; a != LAPI_NONE && d < PATH_UP_MAX;
             a = t->head[a], d++)
            for (uint32_t i = 0; i < n && d + i < best.steps; i++)
                if (up[i] == a) {
                    best.steps = d + i;
                    start = k;
                    meet = i;
                }
    }
    if (best.steps > PATH_MAX)
        return best;
    best.relations = start > 0;
    best.words = 0;
    for (uint32_t a = m->trigger[start]; a != up[meet]; a = t->head[a]) {
        best.relations = lapi_hash_pair(best.relations, 64u + t->rel[a]);
        best.words = lapi_hash_pair(best.words, r->lemma_key[t->head[a]]);
    }
    for (uint32_t i = meet; i-- > 0;) {
        uint32_t prep = lapi_tree_case(t, up[i]);
        best.relations = lapi_hash_pair(best.relations, t->rel[up[i]]);
        if (prep != LAPI_NONE)
            best.relations = lapi_hash_pair(best.relations, r->lemma_key[prep]);
        best.words =
            i ? lapi_hash_pair(best.words + 1, r->lemma_key[up[i]]) : best.words;
    }
    return best;
}

/* What the row of the lexicon makes of a word: how it came to it; 0: no party. */
static uint64_t given_role(const lapi_doc *doc, const lapi_parties *all, uint32_t word)
{
    const lapi_tokens *t = &doc->tokens;
    uint64_t within = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        const lapi_party *p = &all->at[i];
        bool inside = p->span.begin <= t->begin[word] && p->span.end >= t->end[word];
        if (p->mention == LAPI_NONE ? inside
                                    : doc->mentions.at[p->mention].head == word)
            return lapi_hash_text(p->rule) | 1;
        within = inside ? 2 : within;
    }
    return within;
}

/* Who or what a word is. */
static uint64_t who_key(const lapi_doc *doc, uint32_t word)
{
    uint32_t m = lapi_mention_at(&doc->mentions, word);
    if (m != LAPI_NONE) {
        const lapi_mention *x = &doc->mentions.at[m];
        bool known = x->actor.country[0] && strcmp(x->actor.country, "UNK") != 0;
        return lapi_hash_pair(lapi_hash_text(x->actor.sector),
                              4u * x->kind + 2u * x->is_actor + known);
    }
    uint32_t place = doc->places.by_head ? doc->places.by_head[word] : LAPI_NONE;
    if (place != LAPI_NONE)
        return 1u + doc->places.at[place].grain;
    return lapi_args_is_time(doc, word) ? 100 : 101;
}

/* How many words apart, in steps; before the trigger odd. */
static uint64_t distance_key(uint32_t word, uint32_t trigger)
{
    uint32_t apart = word > trigger ? word - trigger : trigger - word;
    uint32_t step = apart < 2 ? 0 : apart < 4 ? 1 : apart < 8 ? 2 : apart < 16 ? 3 : 4;
    return 2 * step + (word < trigger);
}

/* Verbs and marks between the two. */
static uint64_t between_key(const lapi_tokens *t, uint32_t word, uint32_t trigger)
{
    uint32_t first = word < trigger ? word + 1 : trigger + 1;
    uint32_t end = word < trigger ? trigger : word;
    uint32_t verbs = 0, marks = 0;
    for (uint32_t w = first; w < end; w++) {
        verbs += t->upos[w] == LAPI_UPOS_VERB && verbs < 3;
        marks |= t->upos[w] == LAPI_UPOS_PUNCT;
    }
    return 2 * verbs + marks;
}

/* Is the word who tells the event, or the actor told otherwise? */
static uint64_t standing_key(const lapi_casting *c, uint32_t word)
{
    const lapi_doc *doc = c->reading->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t m = lapi_mention_at(&doc->mentions, word);
    uint32_t by = doc->attributions.by_word ? doc->attributions.by_word[c->match->word]
                                            : LAPI_NONE;
    bool tells = by != LAPI_NONE &&
                 doc->attributions.at[by].who.begin <= t->begin[word] &&
                 doc->attributions.at[by].who.end >= t->end[word];
    bool same = false;
    for (uint32_t i = 0; m != LAPI_NONE && i < c->event->actors.count; i++) {
        uint32_t other = c->event->actors.at[i].mention;
        same |= other != LAPI_NONE && other != m &&
                doc->mentions.at[other].cluster == doc->mentions.at[m].cluster;
    }
    return 2u * tells + same;
}

/* What is asked of a candidate, once for all its clues. */
typedef struct seen {
    uint64_t type, mode, lemma, trigger, place, beside, who, rule, kind, parties;
    route way;
} seen;

static seen see(const lapi_casting *c, uint32_t word)
{
    const lapi_reading *r = c->reading;
    const lapi_tokens *t = &r->doc->tokens;
    const lapi_match *m = c->match;
    uint32_t prep = lapi_tree_case(t, word);
    uint64_t acts = given_role(r->doc, &c->event->actors, word);
    uint64_t acted = given_role(r->doc, &c->event->recipients, word);
    uint32_t actors = c->event->actors.count, others = c->event->recipients.count;
    seen s = {.type = m->sense->type,
              .lemma = r->lemma_key[word],
              .trigger = r->lemma_key[m->word],
              .who = who_key(r->doc, word),
              .rule = lapi_hash_pair(acts, acted),
              .kind = (acts ? 1u << LAPI_ROLE_ACTS : 0u) +
                      (acted ? 1u << LAPI_ROLE_ACTED_ON : 0u),
              .parties = 4u * (actors < 3 ? actors : 3) + (others < 3 ? others : 3),
              .way = find_route(r, m, word)};
    s.mode = lapi_hash_pair(
        lapi_hash(LAPI_HASH_START, m->sense->mode.at, m->sense->mode.bytes), s.type);
    s.place = lapi_hash_pair(t->rel[word], prep == LAPI_NONE ? 0 : r->lemma_key[prep]);
    s.beside = lapi_hash_pair(
        s.place, t->head[word] == LAPI_NONE ? 0 : r->lemma_key[t->head[word]]);
    return s;
}

/* A clue of a kind; its row says which kind. */
static void add(uint32_t *rows, uint32_t *count, uint64_t key)
{
    uint64_t h = lapi_hash_mix((key + 1) * UINT64_C(0x9E3779B97F4A7C15) + *count);
    rows[(*count)++] = (uint32_t)(h >> (64 - LAPI_ROLE_BITS));
}

/* Where it stands, and who it is. */
static void add_place(const seen *s, const lapi_casting *c, uint32_t word,
                      uint32_t *rows, uint32_t *n)
{
    const lapi_tokens *t = &c->reading->doc->tokens;
    uint64_t way = s->way.relations;
    uint64_t passive = c->match->args.passive;
    const uint64_t keys[] = {
        way,
        lapi_hash_pair(way, s->type),
        lapi_hash_pair(way, s->trigger),
        lapi_hash_pair(way, s->mode),
        lapi_hash_pair(way, lapi_hash_text(c->match->sense->cameo)),
        lapi_hash_pair(way, s->who),
        lapi_hash_pair(way, 2 * s->type + passive),
        lapi_hash_pair(way, passive),
        lapi_hash_pair(way, t->xpos[c->match->word]),
        lapi_hash_pair(way, s->rule),
        s->way.words,
        lapi_hash_pair(way, s->way.words),
        s->place,
        lapi_hash_pair(s->place, s->type),
        lapi_hash_pair(s->place, s->trigger),
        lapi_hash_pair(s->place, lapi_hash_pair(s->who, s->type)),
        lapi_hash_pair(s->place, s->lemma),
        lapi_hash_pair(s->place, t->upos[word]),
        s->beside,
        lapi_hash_pair(s->beside, s->type),
        s->who,
        lapi_hash_pair(s->who, s->type),
        s->lemma,
        lapi_hash_pair(s->lemma, s->type),
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        add(rows, n, keys[i]);
}

/* What the row makes of it, and what is around. */
static void add_rule(const seen *s, const lapi_casting *c, uint32_t word,
                     uint32_t *rows, uint32_t *n)
{
    const lapi_reading *r = c->reading;
    uint32_t at = c->match->word;
    uint64_t far = distance_key(word, at), kind = lapi_hash_pair(s->kind, s->type);
    uint64_t between = between_key(&r->doc->tokens, word, at);
    uint64_t other = r->matched[word];
    const uint64_t keys[] = {
        s->rule,
        lapi_hash_pair(s->rule, s->type),
        lapi_hash_pair(s->kind, lapi_hash_pair(s->who, s->type)),
        lapi_hash_pair(s->kind, s->mode),
        lapi_hash_pair(s->kind, s->trigger),
        lapi_hash_pair(kind, s->parties),
        lapi_hash_pair(s->kind, lapi_hash_pair(s->who, s->parties)),
        lapi_hash_pair(s->kind, lapi_hash_pair(s->way.relations, s->parties)),
        lapi_hash_pair(kind, standing_key(c, word)),
        lapi_hash_pair(kind, 2u * other +
                                 (c->match->sense->flags & LAPI_FLAG_RECIP ? 1u : 0u)),
        lapi_hash_pair(s->kind, s->way.steps),
        far,
        lapi_hash_pair(far, s->type),
        lapi_hash_pair(far, between),
        lapi_hash_pair(far, r->doc->tokens.rel[word]),
        lapi_hash_pair(s->way.relations, other),
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        add(rows, n, keys[i]);
}

static uint32_t add_clues(const seen *s, const lapi_casting *c, uint32_t word,
                          uint32_t *rows)
{
    uint32_t count = 0;
    add_place(s, c, word, rows, &count);
    add_rule(s, c, word, rows, &count);
    return count;
}

uint32_t lapi_role_clues(const lapi_casting *casting, uint32_t word, uint32_t *rows)
{
    seen s = see(casting, word);
    return add_clues(&s, casting, word, rows);
}

/* The candidates of one event with their scores. */
typedef struct cast {
    lapi_casting of;
    uint32_t word[2 * LAPI_ROLE_NEAR], count;
    uint8_t given[2 * LAPI_ROLE_NEAR]; /* bits of the sides where the row has it */
    int32_t score[2 * LAPI_ROLE_NEAR][LAPI_ROLE_SIDES];
} cast;

static void weigh(const lapi_roles *roles, cast *c)
{
    uint32_t rows[LAPI_ROLE_CLUES_MAX];
    for (uint32_t w = lapi_role_candidate(&c->of, 0); w != LAPI_NONE;
         w = lapi_role_candidate(&c->of, w + 1)) {
        seen s = see(&c->of, w);
        uint32_t n = add_clues(&s, &c->of, w, rows);
        int32_t *score = c->score[c->count];
        memcpy(score, roles->base, sizeof roles->base);
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t side = 0; side < LAPI_ROLE_SIDES; side++)
                score[side] += roles->table[rows[i] * LAPI_ROLE_SIDES + side];
        c->given[c->count] = (uint8_t)s.kind;
        c->word[c->count++] = w;
    }
}

/* No place does anything that it is told of as where that is. */
static bool may_act(const lapi_reading *r, uint32_t word)
{
    bool place = r->doc->places.by_head && r->doc->places.by_head[word] != LAPI_NONE;
    return !place || !lapi_party_is_whereabouts(r, word);
}

/* The best of the candidates, or of those that the row has on this side. */
static uint32_t best_of(const cast *c, unsigned side, bool given)
{
    uint32_t best = LAPI_NONE;
    for (uint32_t i = 0; i < c->count; i++) {
        if (best != LAPI_NONE && c->score[i][side] <= c->score[best][side])
            continue;
        if (given ? c->given[i] >> side & 1
                  : side != LAPI_ROLE_ACTS || may_act(c->of.reading, c->word[i]))
            best = i;
    }
    return best;
}

/* Is any of them a word of the sentence? What is only implied is not judged. */
static bool are_told(const lapi_parties *all)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (all->at[i].span.end > all->at[i].span.begin)
            return true;
    return false;
}

/* Do they say nobody whom the others do not? */
static bool say_the_same(const lapi_parties *these, const lapi_parties *others)
{
    for (uint32_t i = 0; i < these->count; i++) {
        bool said = false;
        const lapi_actor *a = &these->at[i].actor;
        for (uint32_t k = 0; k < others->count; k++)
            said |= strcmp(others->at[k].actor.country, a->country) == 0 &&
                    strcmp(others->at[k].actor.sector, a->sector) == 0 &&
                    strcmp(a->country, "UNK") != 0;
        if (!said)
            return false;
    }
    return true;
}

/* "Who is asking": somebody does it whom the text names nowhere. */
static bool is_somebody(const lapi_reading *r, const lapi_match *m)
{
    for (uint32_t i = 0; i < m->args.count; i++)
        if (m->args.at[i].kind == LAPI_SLOT_SUBJ)
            return r->doc->tokens.upos[m->args.at[i].word] == LAPI_UPOS_PRON;
    return false;
}

/* Is the best sure enough to fill the row's place, or to take it? */
static bool is_sure(const lapi_roles *roles, const cast *c, unsigned side,
                    uint32_t best, uint32_t given)
{
    int32_t score = c->score[best][side];
    if (given == LAPI_NONE)
        return score >= roles->fill[side] &&
               (side != LAPI_ROLE_ACTS || !is_somebody(c->of.reading, c->of.match));
    return best != given && score >= roles->take[side] && score > c->score[given][side];
}

/* The parties of a side; nobody is on both. */
static lap_status cast_side(const lapi_roles *roles, const cast *c, unsigned side,
                            enum lapi_party_role role, const lapi_parties *taken,
                            lapi_parties *all)
{
    static const char *const rules[] = {"acts, as learned", "is acted on, as learned"};
    uint32_t best = best_of(c, side, false), given = best_of(c, side, true);
    lapi_party room[LAPI_EVENT_PARTIES_MAX];
    lapi_parties found = {.at = room};
    lap_status status = LAP_OK;
    if (best == LAPI_NONE)
        return status;
    if (is_sure(roles, c, side, best, given))
        status =
            lapi_party_of_word(c->of.reading, c->word[best], rules[side], role, &found);
    lapi_parties_drop(taken, &found);
    lapi_parties_drop(taken, all);
    bool none = given == LAPI_NONE || c->score[given][side] < roles->keep[side];
    if (found.count ? say_the_same(&found, all) : !(none && are_told(all)))
        return status;
    all->count = 0;
    return status == LAP_OK ? lapi_parties_add(c->of.reading, &found, all) : status;
}

lap_status lapi_roles_cast(const lapi_roles *roles, const lapi_reading *reading,
                           const lapi_match *match, enum lapi_party_role other,
                           lapi_event *event)
{
    cast c = {.of = {reading, match, event}};
    lapi_parties nobody = {0};
    if (match->sense->flags & (LAPI_FLAG_RECIP | LAPI_FLAG_ONLY))
        return LAP_OK; /* who does it with each other, and what the row alone says */
    weigh(roles, &c);
    lap_status status =
        cast_side(roles, &c, LAPI_ROLE_ACTS, LAPI_PARTY_AGENT, &nobody, &event->actors);
    return status == LAP_OK ? cast_side(roles, &c, LAPI_ROLE_ACTED_ON, other,
                                        &event->actors, &event->recipients)
                            : status;
}
