/* Nouns that stand for what was told: appositions, "the group", "the president", "the
 * two leaders". */
#include "mention/coref.h"

#define VOICE_SENTENCES 3u
#define NATIONS_MAX     8u

/* "its president, Rafael Correa,": the name that stands between commas after the noun.
 */
static uint32_t between_commas(const lapi_men *m, uint32_t w)
{
    uint32_t end = lapi_men_end(m, w);
    if (w + 3 >= end || !lapi_slice_is(lapi_doc_word(m->doc, w + 1), ","))
        return LAPI_NONE;
    uint32_t n = m->name_of[w + 2];
    if (n == LAPI_NONE || m->names[n].type != LAPI_TYPE_PER || m->names[n].end >= end ||
        !lapi_slice_is(lapi_doc_word(m->doc, m->names[n].end), ","))
        return LAPI_NONE;
    return m->mention_of[m->names[n].head];
}

/* "Jeff Rathke, the State Department spokesman,": the name before the comma. */
static uint32_t after_comma(const lapi_men *m, uint32_t w)
{
    uint32_t begin = lapi_men_begin(m, w);
    uint32_t first = m->items[m->mention_of[w]].it.first;
    if (first > begin && lapi_men_is(m, first - 1, LAPI_MEN_THE))
        first--;
    if (first < begin + 2 || !lapi_slice_is(lapi_doc_word(m->doc, first - 1), ",") ||
        w + 1 >= lapi_men_end(m, w) ||
        !lapi_slice_is(lapi_doc_word(m->doc, w + 1), ","))
        return LAPI_NONE;
    uint32_t n = m->name_of[first - 2];
    if (n == LAPI_NONE || m->names[n].type != LAPI_TYPE_PER)
        return LAPI_NONE;
    return m->mention_of[m->names[n].head];
}

/* The name that this noun describes in its own sentence: apposition or "X is the ...".
 */
static uint32_t described(const lapi_men *m, uint32_t w)
{
    const lapi_tokens *t = m->t;
    unsigned rel = t->rel[w];
    uint32_t up = t->head[w] != LAPI_NONE ? m->mention_of[t->head[w]] : LAPI_NONE;
    if ((rel == LAPI_REL_APPOS || rel == LAPI_REL_NMOD_DESC) && up != LAPI_NONE &&
        m->items[up].name != LAPI_NONE)
        return up;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint32_t k = m->mention_of[c];
        if (k == LAPI_NONE || m->items[k].it.kind != LAPI_MENTION_NAME)
            continue;
        if (t->rel[c] == LAPI_REL_APPOS || t->rel[c] == LAPI_REL_FLAT ||
            t->rel[c] == LAPI_REL_NMOD_DESC)
            return k;
        if (t->rel[c] == LAPI_REL_NSUBJ &&
            lapi_tree_child(t, w, LAPI_REL_COP) != LAPI_NONE)
            return k;
    }
    uint32_t before = after_comma(m, w);
    return before != LAPI_NONE ? before : between_commas(m, w);
}

/* The word that makes a pair of the noun: "two", "both"; empty if there is none. */
static lapi_slice pair_word(const lapi_men *m, uint32_t w)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE && c < w;
         c = t->next_sibling[c])
        if (lapi_men_is(m, c, LAPI_MEN_PAIR) && t->rel[c] != LAPI_REL_CC_PRECONJ)
            return lapi_men_value(m, c, LAPI_MEN_PAIR);
    uint32_t first = lapi_men_phrase_first(m, w);
    if (first > lapi_men_begin(m, w) && lapi_men_is(m, first - 1, LAPI_MEN_PAIR))
        return lapi_men_value(m, first - 1, LAPI_MEN_PAIR);
    return LAPI_S("");
}

static bool is_pair(const lapi_men *m, const lapi_men_item *i)
{
    uint32_t w = i->it.head;
    if (lapi_men_is(m, w, LAPI_MEN_RIVAL) && i->it.plural &&
        (i->own_land ? lapi_slice_is(lapi_men_value(m, w, LAPI_MEN_RIVAL), "within")
                     : i->definite))
        return true;
    lapi_slice word = pair_word(m, w);
    return lapi_slice_is(word, "sure") || (word.bytes && i->definite);
}

static lap_status add_part(lapi_men *m, uint32_t item)
{
    uint32_t *p = lapi_men_room(m->doc->arena, (void **)&m->parts, m->part_count,
                                &m->part_room, sizeof *p);
    if (!p)
        return LAP_NO_MEMORY;
    *p = item;
    m->part_count++;
    return LAP_OK;
}

/* Does entity e fit as one of a pair: a named person, or a state? */
static bool fits_pair(const lapi_men *m, const lapi_entity *e, bool people)
{
    if (people)
        return e->is_name && e->type == LAPI_TYPE_PER;
    return e->state && lapi_men_is_state(m, e->actor.country);
}

/* An item that an entity of a pair may be told by. */
static bool may_be_part(const lapi_coref *c, uint32_t k)
{
    const lapi_men_item *o = &c->m->items[k];
    return o->entity != LAPI_NONE && !o->it.part_count && o->it.is_actor &&
           o->it.kind != LAPI_MENTION_PRONOUN &&
           c->entities[o->entity].pair == LAPI_NONE;
}

/* The government and the rebels of a country, where both are told: "both sides" of a
 * war at home. */
static bool war_at_home(const lapi_coref *c, const char country[4], uint32_t found[2],
                        uint32_t *rebel_count)
{
    const lapi_men *m = c->m;
    uint32_t most[2] = {0, 0};
    found[0] = found[1] = LAPI_NONE;
    if (!lapi_men_is_state(m, country))
        return false;
    for (uint32_t k = 0; k < m->item_count; k++) {
        if (!may_be_part(c, k) || m->items[k].it.kind == LAPI_MENTION_ADJECTIVE)
            continue;
        const lapi_entity *e = &c->entities[m->items[k].entity];
        bool rebels = strcmp(e->actor.sector, "REB") == 0;
        if (strcmp(e->actor.country, country) != 0 ||
            (!rebels && strcmp(e->actor.sector, "GOV") != 0))
            continue;
        uint32_t side = rebels ? 1 : 0;
        if (e->count > most[side]) {
            most[side] = e->count;
            found[side] = k;
        }
    }
    *rebel_count = most[1];
    return found[0] != LAPI_NONE && found[1] != LAPI_NONE && most[1] > 1;
}

/* The two states that the document tells of most. */
static uint32_t main_states(const lapi_coref *c, uint32_t found[2])
{
    const lapi_men *m = c->m;
    uint32_t most[2] = {0, 0}, n = 0;
    for (uint32_t k = 0; k < m->item_count; k++) {
        if (!may_be_part(c, k))
            continue;
        uint32_t at = m->items[k].entity;
        const lapi_entity *e = &c->entities[at];
        if (!e->state || !lapi_men_is_state(m, e->actor.country) ||
            (n > 0 && m->items[found[0]].entity == at) ||
            (n > 1 && m->items[found[1]].entity == at))
            continue;
        if (n == 0 || e->count > most[0]) {
            found[1] = found[0];
            most[1] = most[0];
            found[0] = k;
            most[0] = e->count;
            n = n < 2 ? n + 1 : 2;
        } else if (n == 1 || e->count > most[1]) {
            found[1] = k;
            most[1] = e->count;
            n = 2;
        }
    }
    return n;
}

/* Where the subject of the word that item hangs on begins, when it stands before it:
 * who "telephoned both leaders" is neither; the item's own first word otherwise. */
static uint32_t subject_first(const lapi_men *m, const lapi_men_item *i)
{
    uint32_t up = m->t->head[i->it.head];
    if (up == LAPI_NONE || up > i->it.first)
        return i->it.first;
    for (uint32_t c = m->t->first_child[up]; c != LAPI_NONE && c < up;
         c = m->t->next_sibling[c])
        if (lapi_coref_is_subject(m, c))
            return lapi_men_phrase_first(m, c);
    return i->it.first;
}

/* Two states that act together in a main clause: "Norland and Freland agreed". */
static bool is_pair_of_states(const lapi_coref *c, uint32_t a, uint32_t b)
{
    const lapi_men *m = c->m;
    const lapi_tokens *t = m->t;
    uint32_t first = m->items[a].it.head, second = m->items[b].it.head;
    uint32_t verb = t->head[first];
    return t->rel[second] == LAPI_REL_CONJ && t->head[second] == first &&
           lapi_coref_is_subject(m, first) && verb != LAPI_NONE &&
           (t->rel[verb] == LAPI_REL_ROOT || t->rel[verb] == LAPI_REL_CCOMP) &&
           m->items[a].entity != m->items[b].entity &&
           fits_pair(m, &c->entities[m->items[a].entity], false) &&
           fits_pair(m, &c->entities[m->items[b].entity], false);
}

/* The last such pair that was told before the item. */
static uint32_t last_pair(const lapi_coref *c, uint32_t item, uint32_t found[2])
{
    uint32_t left = LAPI_COREF_BACK_MAX;
    for (uint32_t k = item; k-- > 1 && left > 0; left--)
        if (may_be_part(c, k) && may_be_part(c, k - 1) &&
            is_pair_of_states(c, k - 1, k)) {
            found[0] = k - 1;
            found[1] = k;
            return 2;
        }
    return 0;
}

/* Does the office of an entity hold the noun: "Foreign Minister" and "the minister"? */
static bool has_noun(const lapi_men *m, const lapi_entity *e, uint32_t w, uint32_t role)
{
    if (e->role != LAPI_NONE && e->role == role)
        return true;
    lapi_slice office = e->actor.office, word = m->t->lemma[w];
    if (!office.bytes || !word.bytes)
        return false;
    uint64_t key = lapi_know_key(word);
    lapi_slice piece;
    while (lapi_slice_cut(&office, ' ', &piece))
        if (lapi_know_key(piece) == key)
            return true;
    return false;
}

/* The last two different actors of the noun's kind before it. */
static uint32_t last_two(const lapi_coref *c, uint32_t item, bool people, bool office,
                         uint32_t found[2])
{
    const lapi_men *m = c->m;
    const lapi_men_item *i = &m->items[item];
    uint32_t n = 0, before = subject_first(m, i);
    for (uint32_t k = item, left = LAPI_COREF_BACK_MAX * 2;
         k-- > 0 && left > 0 && n < 2; left--) {
        const lapi_men_item *o = &m->items[k];
        if (may_be_part(c, k) && o->it.end <= before &&
            fits_pair(m, &c->entities[o->entity], people) &&
            (!office || has_noun(m, &c->entities[o->entity], i->it.head, i->role)) &&
            (n == 0 || m->items[found[0]].entity != o->entity))
            found[n++] = k;
    }
    if (n == 2) {
        uint32_t later = found[0];
        found[0] = found[1];
        found[1] = later;
    }
    return n;
}

void lapi_coref_sides(lapi_coref *c)
{
    uint32_t rebels = 0;
    c->has_war = war_at_home(c, c->m->main_country, c->war, &rebels);
    c->state_count = main_states(c, c->states);
    for (uint32_t n = 0; n < c->state_count; n++) {
        const lapi_entity *e = &c->entities[c->m->items[c->states[n]].entity];
        if (strcmp(e->actor.country, c->m->main_country) != 0 && e->count > rebels)
            c->has_war = false;
    }
}

lap_status lapi_coref_pair(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    uint32_t w = i->it.head, found[2] = {LAPI_NONE, LAPI_NONE}, n = 0;
    bool rivals = lapi_men_is(m, w, LAPI_MEN_RIVAL);
    bool people =
        i->it.type == LAPI_TYPE_PER && !lapi_men_is(m, w, LAPI_MEN_SEAT) && !rivals;
    const char *rule = "coreference: the last two that the noun fits";
    if (!people && !rivals)
        n = last_pair(c, item, found);
    if (people)
        n = last_two(c, item, true, true, found); /* "the two prime ministers" */
    if (!rivals && n < 2)
        n = last_two(c, item, people, false, found);
    bool at_home = !i->own_land || strcmp(i->it.actor.country, m->main_country) == 0;
    if (rivals && c->has_war && at_home) {
        memcpy(found, c->war, sizeof found);
        n = 2;
        rule = "coreference: the government and the rebels of the country";
    } else if (n < 2 && (rivals || people)) {
        memcpy(found, c->states, sizeof found);
        n = c->state_count;
        rule = "coreference: those of the two states that the text tells of most";
    }
    if (n < 2)
        return LAP_OK;
    uint32_t part = m->part_count;
    lap_status status = add_part(m, found[0]);
    if (status == LAP_OK)
        status = add_part(m, found[1]);
    i->it.part = part;
    i->it.part_count = 2;
    i->it.plural = 1;
    i->it.rule = rule;
    return status;
}

/* The first of those that word w is joined to: X of "X, Y and Z", which the tree hangs
 * on X or each on the one before. */
static uint32_t first_joined(const lapi_tokens *t, uint32_t w)
{
    for (uint32_t n = 0; n < LAPI_COREF_BACK_MAX && t->rel[w] == LAPI_REL_CONJ; n++)
        w = t->head[w];
    return w;
}

/* The mentions of the states in "the presidents of X, Y and Z", "soldiers from X and Y"
 * become parts. */
static lap_status of_states(lapi_men *m, const lapi_men_item *i)
{
    const lapi_tokens *t = m->t;
    uint32_t of = lapi_men_nmod(m, i->it.head, "of");
    lap_status status = LAP_OK;
    if (of == LAPI_NONE)
        of = lapi_men_nmod(m, i->it.head, "from");
    if (!i->it.plural || of == LAPI_NONE || !lapi_men_known(i->it.actor.sector) ||
        lapi_tree_child(t, of, LAPI_REL_CONJ) == LAPI_NONE)
        return LAP_OK;
    for (uint32_t w = of; w < lapi_men_end(m, of) && status == LAP_OK; w++) {
        uint32_t k = m->mention_of[w];
        if (k == LAPI_NONE || first_joined(t, w) != of || m->items[k].it.head != w ||
            m->items[k].name == LAPI_NONE ||
            !lapi_men_is_state(m, m->items[k].it.actor.country))
            continue;
        status = add_part(m, k);
    }
    return status;
}

/* The nationality that ends before word w, over a comma, "and" and a number; LAPI_NONE:
 * none, or what stands there is no more than a backer. */
static uint32_t nationality_before(const lapi_men *m, uint32_t w, bool *joined)
{
    uint32_t begin = lapi_men_begin(m, w);
    for (; w > begin && m->name_of[w - 1] == LAPI_NONE; w--) {
        *joined |= m->t->upos[w - 1] == LAPI_UPOS_CCONJ;
        if (m->t->upos[w - 1] != LAPI_UPOS_CCONJ &&
            m->t->upos[w - 1] != LAPI_UPOS_NUM &&
            !lapi_slice_is(lapi_doc_word(m->doc, w - 1), ","))
            return LAPI_NONE;
    }
    return w > begin && m->names[m->name_of[w - 1]].adjective ? m->name_of[w - 1]
                                                              : LAPI_NONE;
}

/* And those of the nationalities in "X, Y and Z troops". */
static lap_status of_nations(lapi_men *m, const lapi_men_item *i)
{
    uint32_t found[NATIONS_MAX], count = 0, w = i->it.head;
    lap_status status = LAP_OK;
    bool joined = false;
    while (w > i->it.first && m->name_of[w - 1] == LAPI_NONE)
        w--;
    while (count < NATIONS_MAX) {
        uint32_t n = nationality_before(m, w, &joined);
        uint32_t k = n == LAPI_NONE ? n : m->mention_of[m->names[n].head];
        if (k == LAPI_NONE || !lapi_men_is_state(m, m->items[k].it.actor.country))
            break;
        found[count++] = k;
        w = m->names[n].first;
    }
    while (joined && count > 0 && status == LAP_OK)
        status = add_part(m, found[--count]);
    return status;
}

lap_status lapi_coref_shared(lapi_men *m)
{
    lap_status status = LAP_OK;
    for (uint32_t n = 0; n + 1 < m->name_count && status == LAP_OK; n++) {
        const lapi_men_name *side = &m->names[n], *whole = side + 1;
        uint32_t a = m->mention_of[side->head], b = m->mention_of[whole->head];
        if (!side->shared || side->adjective || a == LAPI_NONE || b == LAPI_NONE ||
            a == b || m->items[b].name != n + 1 || m->items[b].it.part_count)
            continue;
        m->items[b].it.part = m->part_count;
        m->items[b].it.part_count = 2;
        status = add_part(m, a);
        if (status == LAP_OK)
            status = add_part(m, b);
    }
    return status;
}

/* One of each country that its phrase names. */
static lap_status of_several(lapi_coref *c, uint32_t item, bool *done)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    uint32_t before = m->part_count;
    lap_status status = of_states(m, i);
    if (status == LAP_OK && m->part_count == before)
        status = of_nations(m, i);
    *done = false;
    if (status != LAP_OK || m->part_count - before < 2)
        return status;
    i->it.part = before;
    i->it.part_count = m->part_count - before;
    i->it.rule = "actor: one of each country that the phrase names";
    *done = true;
    status = lapi_coref_start(c, item);
    if (status == LAP_OK)
        c->entities[i->entity].pair = item;
    return status;
}

/* "the country": the country told last, in this sentence or the ones before. */
static uint32_t last_country(const lapi_coref *c, uint32_t item)
{
    const lapi_men *m = c->m;
    for (uint32_t k = item, left = LAPI_COREF_BACK_MAX; k-- > 0 && left > 0; left--) {
        const lapi_men_item *o = &m->items[k];
        if (o->entity == LAPI_NONE || o->it.end > m->items[item].it.first)
            continue;
        const lapi_entity *e = &c->entities[o->entity];
        if (e->state && lapi_men_is_state(m, e->actor.country))
            return o->entity;
    }
    return LAPI_NONE;
}

static bool same_land(const char a[4], const char b[4])
{
    return !lapi_men_known(a) || !lapi_men_known(b) || strcmp(a, b) == 0;
}

/* How well entity e fits the definite noun of item; 0 does not. */
static int32_t fit_of(const lapi_coref *c, const lapi_men_item *i, const lapi_entity *e)
{
    const lapi_men *m = c->m;
    uint32_t w = i->it.head;
    if (!same_land(i->it.actor.country, e->actor.country))
        return 0;
    if (i->it.plural && e->is_name && e->type == LAPI_TYPE_ORG &&
        strcmp(e->actor.sector, i->it.actor.sector) == 0 &&
        strcmp(e->actor.sector, "REB") == 0)
        return 2; /* "the rebels" of an army that was named */
    if (i->it.plural != e->plural)
        return 0;
    if (e->noun && e->noun == lapi_coref_noun(m, w))
        return 3;
    if (i->it.type == LAPI_TYPE_PER)
        return e->type == LAPI_TYPE_PER && e->is_name && has_noun(m, e, w, i->role) ? 4
                                                                                    : 0;
    bool union_of_states = e->state && !lapi_men_is_state(m, e->actor.country);
    if ((e->type != LAPI_TYPE_ORG && !union_of_states) || !e->is_name)
        return 0;
    bool bloc = lapi_slice_is(lapi_men_value(m, w, LAPI_MEN_ABROAD), "bloc");
    bool many =
        lapi_men_known(e->actor.country) && !lapi_men_is_state(m, e->actor.country);
    bool official =
        strcmp(e->actor.sector, "GOV") == 0 || strcmp(e->actor.sector, "MIL") == 0;
    if (bloc)
        return many && official ? 3 : 0;
    if (strcmp(i->it.actor.sector, "GOV") == 0 ||
        lapi_tree_child(m->t, w, LAPI_REL_NMOD_POSS) != LAPI_NONE)
        return 0;
    if (strcmp(i->it.actor.sector, "UNK") == 0)
        return 2;
    return strcmp(i->it.actor.sector, e->actor.sector) == 0 ? 2 : 0;
}

static uint32_t told_before(const lapi_coref *c, uint32_t item)
{
    const lapi_men *m = c->m;
    const lapi_men_item *i = &m->items[item];
    int32_t top = 0;
    uint32_t best = LAPI_NONE;
    for (uint32_t k = item, left = LAPI_COREF_BACK_MAX; k-- > 0 && left > 0; left--) {
        const lapi_men_item *o = &m->items[k];
        if (o->entity == LAPI_NONE || o->it.part_count || o->it.end > i->it.first ||
            o->it.kind == LAPI_MENTION_ADJECTIVE)
            continue;
        int32_t f = fit_of(c, i, &c->entities[o->entity]);
        if (f > top) {
            top = f;
            best = o->entity;
        }
    }
    return best;
}

/* Country of an owner that is a pronoun: "his own guards", "our State". */
static void land_of_owner(lapi_coref *c, lapi_men_item *i)
{
    const lapi_men *m = c->m;
    uint32_t owner = lapi_tree_child(m->t, i->it.head, LAPI_REL_NMOD_POSS);
    if (owner == LAPI_NONE || m->mention_of[owner] == LAPI_NONE || i->own_land ||
        lapi_men_is(m, i->it.head, LAPI_MEN_ABROAD)) /* "our partners" */
        return;
    const lapi_men_item *o = &m->items[m->mention_of[owner]];
    if (o->it.kind != LAPI_MENTION_PRONOUN || o->entity == LAPI_NONE)
        return;
    const lapi_actor *a = o->person == 1 ? &o->it.actor : &c->entities[o->entity].actor;
    if (!lapi_men_known(a->country))
        return;
    memcpy(i->it.actor.country, a->country, 4);
    i->own_land = 1;
    i->it.rule = "actor: head noun, country of whom the pronoun means";
    if (i->generic && lapi_men_known(a->sector))
        memcpy(i->it.actor.sector, a->sector, 4);
}

/* "the spokesman" without a name is who spoke last. */
static uint32_t last_voice(const lapi_coref *c, uint32_t item)
{
    const lapi_men *m = c->m;
    const lapi_men_item *i = &m->items[item];
    uint32_t s = m->t->sentence[i->it.head];
    if (!lapi_men_is(m, i->it.head, LAPI_MEN_VOICE) || !i->definite || i->own_land ||
        i->it.plural || !lapi_coref_is_subject(m, i->it.head))
        return LAPI_NONE;
    for (uint32_t k = 1; k <= VOICE_SENTENCES && k <= s; k++) {
        uint32_t o = m->speaker[s - k];
        if (o == LAPI_NONE || m->items[o].entity == LAPI_NONE)
            continue;
        const lapi_entity *e = &c->entities[m->items[o].entity];
        return e->plural || e->state || !lapi_men_known(e->actor.sector)
                   ? LAPI_NONE
                   : m->items[o].entity;
    }
    return LAPI_NONE;
}

/* "our State" is told by its owner alone. */
static bool speakers_own(const lapi_men *m, uint32_t w)
{
    uint32_t owner = lapi_tree_child(m->t, w, LAPI_REL_NMOD_POSS);
    return owner != LAPI_NONE && m->mention_of[owner] != LAPI_NONE &&
           m->items[m->mention_of[owner]].person == 1;
}

lap_status lapi_coref_nominal(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    uint32_t w = i->it.head;
    land_of_owner(c, i);
    if (is_pair(m, i)) {
        lap_status status = lapi_coref_start(c, item);
        if (status == LAP_OK)
            c->entities[i->entity].pair = item;
        i->it.plural = 1;
        return status;
    }
    bool done;
    lap_status several = of_several(c, item, &done);
    if (done || several != LAP_OK)
        return several;
    uint32_t name = described(m, w);
    if (name != LAPI_NONE && name != item && m->items[name].it.type == i->it.type &&
        m->items[name].name != LAPI_NONE) {
        if (m->items[name].entity == LAPI_NONE) {
            lap_status status = lapi_coref_name(c, name);
            if (status != LAP_OK)
                return status;
        }
        lapi_coref_join(c, item, m->items[name].entity);
        return LAP_OK;
    }
    uint32_t e = LAPI_NONE;
    bool the_country = lapi_slice_is(lapi_men_value(m, w, LAPI_MEN_AREA), "country") &&
                       !i->it.plural && !i->own_land && i->definite;
    if (the_country)
        e = last_country(c, item);
    else if (speakers_own(m, w))
        e = LAPI_NONE;
    else if (i->definite ||
             ((m->shape[w] & (LAPI_MEN_CAP | LAPI_MEN_FLAT)) == LAPI_MEN_CAP &&
              w > lapi_men_begin(m, w)))
        e = told_before(c, item);
    if (e == LAPI_NONE)
        e = last_voice(c, item);
    if (e == LAPI_NONE) {
        if (the_country && m->main_country[0]) {
            memcpy(i->it.actor.country, m->main_country, 4);
            i->it.rule = "actor: the country that the text is about";
        }
        return lapi_coref_start(c, item);
    }
    if (!i->own_land)
        i->it.rule = "coreference: a noun for what was told before";
    lapi_coref_join(c, item, e);
    return LAP_OK;
}
