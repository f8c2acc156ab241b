#include "mention/coref.h"

enum {
    SURE = 650,     /* confidence of a place that puts people at home */
    CLIMB_MAX = 24, /* steps up a tree to the head of a clause */
    AHEAD_MAX = 60, /* mentions in which a headline's office finds its name */
};

uint32_t lapi_coref_find(const lapi_coref *c, uint64_t key)
{
    if (!key)
        return LAPI_NONE;
    uint32_t i = (uint32_t)(key >> 20) & c->mask;
    while (c->slots[i].key && c->slots[i].key != key)
        i = (i + 1) & c->mask;
    return c->slots[i].key ? c->slots[i].entity : LAPI_NONE;
}

void lapi_coref_put(lapi_coref *c, uint64_t key, uint32_t entity)
{
    if (!key)
        return;
    uint32_t i = (uint32_t)(key >> 20) & c->mask;
    while (c->slots[i].key && c->slots[i].key != key)
        i = (i + 1) & c->mask;
    c->slots[i].key = key;
    c->slots[i].entity = entity;
}

uint64_t lapi_coref_noun(const lapi_men *m, uint32_t word)
{
    lapi_slice lemma = m->t->lemma[word];
    return lapi_know_key(lemma.bytes ? lemma : lapi_doc_word(m->doc, word));
}

static uint64_t noun_of(const lapi_men *m, const lapi_men_item *i)
{
    return i->it.kind == LAPI_MENTION_NOMINAL ? lapi_coref_noun(m, i->it.head) : 0;
}

lap_status lapi_coref_start(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    lapi_entity *e = lapi_men_room(m->doc->arena, (void **)&c->entities, c->count,
                                   &c->room, sizeof *e);
    if (!e)
        return LAP_NO_MEMORY;
    *e = (lapi_entity){.actor = i->it.actor,
                       .noun = noun_of(m, i),
                       .last = item,
                       .role = i->role,
                       .pair = LAPI_NONE,
                       .count = 1,
                       .type = i->it.type,
                       .plural = i->it.plural,
                       .gender = i->it.kind == LAPI_MENTION_NAME ? i->gender : 0,
                       .is_name = i->it.kind == LAPI_MENTION_NAME};
    i->entity = c->count++;
    return LAP_OK;
}

/* What an actor lacks it takes from the other. */
static void lend(lapi_actor *to, const lapi_actor *from)
{
    if (!lapi_men_known(to->country) && lapi_men_known(from->country))
        memcpy(to->country, from->country, sizeof to->country);
    if (strcmp(to->sector, "UNK") == 0 && lapi_men_known(from->sector))
        memcpy(to->sector, from->sector, sizeof to->sector);
    if (!to->name.bytes)
        to->name = from->name;
    if (!to->office.bytes)
        to->office = from->office;
    if (!to->wikidata.bytes)
        to->wikidata = from->wikidata;
}

void lapi_coref_join(lapi_coref *c, uint32_t item, uint32_t entity)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    lapi_entity *e = &c->entities[entity];
    i->entity = entity;
    e->last = item;
    e->count++;
    if (i->it.kind == LAPI_MENTION_PRONOUN || i->it.kind == LAPI_MENTION_ADJECTIVE)
        return;
    bool named = i->it.kind == LAPI_MENTION_NAME;
    bool registered =
        named && i->name != LAPI_NONE && m->names[i->name].reg >= LAPI_MEN_BODY;
    if (registered && (!e->is_name || !e->actor.wikidata.bytes)) {
        lapi_actor old = e->actor;
        e->actor = i->it.actor;
        lend(&e->actor, &old);
    } else {
        lend(&e->actor, &i->it.actor);
    }
    if (named && !e->is_name && !registered && i->it.actor.name.bytes)
        e->actor.name = i->it.actor.name;
    e->is_name |= named;
    if (e->role == LAPI_NONE)
        e->role = i->role;
    if (i->it.kind == LAPI_MENTION_NOMINAL)
        e->noun = noun_of(m, i);
    if (e->type == LAPI_TYPE_NONE)
        e->type = i->it.type;
    if (named && i->gender)
        e->gender = i->gender;
}

/* Head of the clause that a word stands in. */
static uint32_t clause_of(const lapi_men *m, uint32_t w)
{
    const lapi_tokens *t = m->t;
    for (uint32_t i = 0; i < CLIMB_MAX && t->head[w] != LAPI_NONE; i++) {
        switch (t->rel[w]) {
        case LAPI_REL_CCOMP:
        case LAPI_REL_ADVCL:
        case LAPI_REL_ACL:
        case LAPI_REL_ACL_RELCL:
        case LAPI_REL_PARATAXIS:
        case LAPI_REL_ADVCL_RELCL:
            return w;
        case LAPI_REL_CONJ:
            if (t->upos[w] == LAPI_UPOS_VERB)
                return w;
            break;
        default:
            break;
        }
        w = t->head[w];
    }
    return w;
}

/* "The border with Freland": nobody who is told of beside it is at home there. */
static bool is_beyond(const lapi_men *m, uint32_t w)
{
    uint32_t of = m->t->head[w];
    return of != LAPI_NONE && m->t->rel[w] == LAPI_REL_NMOD &&
           lapi_men_is(m, of, LAPI_MEN_BORDER);
}

/* Country of the place nearest to word w in its sentence that is no subject. */
static bool land_near(const lapi_men *m, uint32_t w, uint32_t except, char code[4])
{
    uint32_t first = lapi_men_begin(m, w), end = lapi_men_end(m, w), best = UINT32_MAX;
    uint32_t clause = clause_of(m, w);
    const char *not_code = "";
    char backer[4] = "";
    if (except != LAPI_NONE && lapi_men_land_of_word(m, except, backer))
        not_code = backer;
    for (uint32_t k = first; k < end; k++) {
        char land[4];
        uint32_t n = m->name_of[k];
        if (n == LAPI_NONE || m->names[n].head != k || m->names[n].place == LAPI_NONE ||
            (m->places[m->names[n].place].confidence < SURE &&
             m->places[m->names[n].place].grain != LAPI_GRAIN_COUNTRY) ||
            clause_of(m, k) != clause || lapi_coref_is_subject(m, k) ||
            is_beyond(m, k) || !lapi_men_land_of_word(m, k, land) ||
            !lapi_men_is_state(m, land) || strcmp(land, not_code) == 0)
            continue;
        uint32_t away = k > w ? k - w : w - k;
        if (away < best) {
            best = away;
            memcpy(code, land, 4);
        }
    }
    return best != UINT32_MAX;
}

/* The word of the backer of "Russian-backed". */
static uint32_t backer_word(const lapi_men *m, uint32_t backed)
{
    uint32_t begin = lapi_men_begin(m, backed), end = lapi_men_end(m, backed);
    for (uint32_t k = 0; k <= 3; k++) {
        if (backed >= begin + k && m->name_of[backed - k] != LAPI_NONE)
            return backed - k;
        if (backed + k < end && m->name_of[backed + k] != LAPI_NONE)
            return backed + k;
    }
    return LAPI_NONE;
}

/* Does the sentence name a state other than the backer's, by whatever word? */
static bool other_state(const lapi_men *m, uint32_t w, const char *backer, char code[4])
{
    for (uint32_t k = lapi_men_begin(m, w); k < lapi_men_end(m, w); k++) {
        char land[4];
        if (lapi_men_land_of_word(m, k, land) && lapi_men_is_state(m, land) &&
            strcmp(land, backer) != 0) {
            memcpy(code, land, 4);
            return true;
        }
    }
    return false;
}

static void home_of_backed(lapi_men *m, lapi_men_item *i)
{
    uint32_t w = i->it.head, backer = backer_word(m, i->backed);
    char code[4] = "", land[4] = "";
    if (backer != LAPI_NONE)
        lapi_men_land_of_word(m, backer, land);
    if (land_near(m, w, backer, code) || other_state(m, w, land, code)) {
        memcpy(i->it.actor.country, code, 4);
        i->it.rule = "actor: backed from abroad, fights in the country told beside";
    } else if (m->main_country[0] && strcmp(m->main_country, land) != 0) {
        memcpy(i->it.actor.country, m->main_country, 4);
        i->it.rule = "actor: backed from abroad, fights where the story is";
    }
}

/* "state television", "local media". */
static bool is_local(const lapi_men *m, uint32_t w)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE && c < w;
         c = t->next_sibling[c])
        if (lapi_men_is(m, c, LAPI_MEN_LOCAL) && m->name_of[c] == LAPI_NONE)
            return true;
    return false;
}

/* "Quito sent troops": forces moved by a state are its own. */
static bool home_of_sender(const lapi_men *m, lapi_men_item *i)
{
    const lapi_tokens *t = m->t;
    uint32_t verb = t->head[i->it.head];
    if (strcmp(i->it.actor.sector, "MIL") != 0 || t->rel[i->it.head] != LAPI_REL_OBJ ||
        verb == LAPI_NONE || !lapi_men_is(m, verb, LAPI_MEN_SEND))
        return false;
    for (uint32_t climb = 0; climb < 4; climb++) {
        uint32_t s = lapi_tree_child(t, verb, LAPI_REL_NSUBJ);
        uint32_t k = s != LAPI_NONE ? m->mention_of[s] : LAPI_NONE;
        if (k != LAPI_NONE && lapi_men_known(m->items[k].it.actor.country)) {
            memcpy(i->it.actor.country, m->items[k].it.actor.country, 4);
            i->it.rule = "actor: forces of whoever moves them";
            return true;
        }
        if (s != LAPI_NONE || t->rel[verb] != LAPI_REL_CONJ ||
            t->head[verb] == LAPI_NONE)
            return false;
        verb = t->head[verb];
    }
    return false;
}

/* Country of the rebels that are named nearest to a mention. */
static bool named_rebels(const lapi_men *m, const lapi_men_item *i, char code[4])
{
    uint32_t at = (uint32_t)(i - m->items);
    for (uint32_t away = 1; away < LAPI_COREF_BACK_MAX; away++) {
        for (uint32_t side = 0; side < 2; side++) {
            if (side ? at + away >= m->item_count : away > at)
                continue;
            const lapi_men_item *o = &m->items[side ? at + away : at - away];
            if (o->it.kind != LAPI_MENTION_NAME ||
                strcmp(o->it.actor.sector, "REB") != 0 ||
                !lapi_men_is_state(m, o->it.actor.country))
                continue;
            memcpy(code, o->it.actor.country, 4);
            return true;
        }
    }
    return false;
}

/* An organ of a state. */
static bool is_of_state(const char sector[4])
{
    static const char *const organs[] = {"GOV", "LEG", "JUD", "MIL", "COP"};
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++)
        if (strcmp(sector, organs[i]) == 0)
            return true;
    return false;
}

/* Of several states, by its noun; "bar association" is a role of its own. A bloc that
 * no state sits in, "the unions", is at home. */
static bool is_abroad(const lapi_men *m, const lapi_men_item *i)
{
    if (i->role != LAPI_NONE) {
        lapi_slice noun = lapi_table_cell(m->stage->roles, i->role, LAPI_ROLES_NOUN);
        if (memchr(noun.at, ' ', noun.bytes))
            return lapi_men_words_kinds(&m->stage->words, noun) >> LAPI_MEN_ABROAD & 1;
    }
    return lapi_men_is(m, i->it.head, LAPI_MEN_ABROAD) &&
           (is_of_state(i->it.actor.sector) ||
            !lapi_slice_is(lapi_men_value(m, i->it.head, LAPI_MEN_ABROAD), "bloc"));
}

/* Those who are at home where the story is: police, protesters, the army. */
static void home(lapi_men *m, lapi_men_item *i)
{
    char code[4] = "";
    bool body = i->it.kind == LAPI_MENTION_NAME && i->it.type == LAPI_TYPE_ORG &&
                m->names[i->name].reg == LAPI_MEN_NO_REGISTER; /* "Interior Ministry" */
    if ((i->it.kind != LAPI_MENTION_NOMINAL && !body) ||
        lapi_men_known(i->it.actor.country) || i->it.part_count)
        return;
    if (i->backed != LAPI_NONE) {
        home_of_backed(m, i);
        return;
    }
    bool governments = i->it.plural && lapi_men_is(m, i->it.head, LAPI_MEN_SEAT) &&
                       strcmp(i->it.actor.sector, "OPP") != 0;
    if (governments || home_of_sender(m, i))
        return;
    uint32_t kinds =
        lapi_men_words_kinds(&m->stage->words, lapi_slice_str(i->it.actor.sector));
    if ((!(kinds >> LAPI_MEN_HOME & 1) && !is_local(m, i->it.head)) || is_abroad(m, i))
        return;
    if (strcmp(i->it.actor.sector, "REB") == 0 && named_rebels(m, i, code)) {
        memcpy(i->it.actor.country, code, 4);
        i->it.rule = "actor: rebels of the country whose rebels the text names";
    } else if (land_near(m, i->it.head, LAPI_NONE, code)) {
        memcpy(i->it.actor.country, code, 4);
        i->it.rule = "actor: at home in the place that its sentence names";
    } else if (m->main_country[0]) {
        memcpy(i->it.actor.country, m->main_country, 4);
        i->it.rule = "actor: at home in the country that the text is about";
    }
}

/* "Minister visits Tashkent" above the text: the office of a name that follows. */
static void office_ahead(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    if (i->role == LAPI_NONE || i->generic || i->it.plural || i->own_land ||
        lapi_men_known(i->it.actor.country) || m->t->sentence[i->it.head] > 1 ||
        i->it.type != LAPI_TYPE_PER || strcmp(i->it.actor.sector, "GOV") != 0)
        return;
    for (uint32_t k = item + 1; k < m->item_count && k < item + AHEAD_MAX; k++) {
        uint32_t e = m->items[k].entity;
        if (e == LAPI_NONE || !c->entities[e].is_name ||
            c->entities[e].type != LAPI_TYPE_PER || c->entities[e].role != i->role)
            continue;
        lapi_coref_join(c, item, e);
        i->it.rule = "coreference: an office whose name follows";
        return;
    }
}

/* "Coalition aircraft" where the text names a body of many states anywhere. */
static void bloc_anywhere(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    const lapi_men_item *i = &m->items[item];
    if (lapi_men_known(i->it.actor.country) || i->it.plural ||
        !lapi_slice_is(lapi_men_value(m, i->it.head, LAPI_MEN_ABROAD), "bloc"))
        return;
    for (uint32_t k = item + 1; k < m->item_count && k < item + AHEAD_MAX; k++) {
        uint32_t e = m->items[k].entity;
        if (e == LAPI_NONE || !c->entities[e].is_name ||
            c->entities[e].type != LAPI_TYPE_ORG ||
            !lapi_men_known(c->entities[e].actor.country) ||
            strcmp(c->entities[e].actor.sector, "REB") == 0 ||
            lapi_men_is_state(m, c->entities[e].actor.country))
            continue;
        m->items[item].it.actor = c->entities[e].actor;
        lapi_coref_join(c, item, e);
        m->items[item].it.rule = "coreference: the body of states that the text names";
        return;
    }
}

/* Whose those are that stand with a preposition after a noun or own it: "presenters at
 * state television", "the bloc's ministers". */
static void land_of_phrase(lapi_coref *c, lapi_men_item *i, bool early)
{
    lapi_men *m = c->m;
    const lapi_tokens *t = m->t;
    for (uint32_t k = t->first_child[i->it.head]; k != LAPI_NONE;
         k = t->next_sibling[k]) {
        uint32_t p = lapi_tree_case(t, k), o = m->mention_of[k];
        bool owner = t->rel[k] == LAPI_REL_NMOD_POSS;
        bool joins = owner || (t->rel[k] == LAPI_REL_NMOD && p != LAPI_NONE &&
                               lapi_men_is(m, p, LAPI_MEN_RELATION));
        if (!joins || o == LAPI_NONE || m->items[o].entity == LAPI_NONE)
            continue;
        const lapi_entity *e = &c->entities[m->items[o].entity];
        const char *land = early ? e->actor.country : m->items[o].it.actor.country;
        bool body = e->type == LAPI_TYPE_ORG && t->upos[k] != LAPI_UPOS_PRON;
        if (!(owner ? lapi_men_known(land) : lapi_men_is_state(m, land)) ||
            (early && !body))
            continue;
        const char *sector = i->it.actor.sector;
        if (early && strcmp(e->actor.sector, "REB") == 0 &&
            (strcmp(sector, "CVL") == 0 || strcmp(sector, "SOC") == 0))
            memcpy(i->it.actor.sector, e->actor.sector, 4);
        memcpy(i->it.actor.country, land, 4);
        i->it.rule = "actor: head noun, country of whom its phrase names";
        return;
    }
}

/* "a number of ministers": whose they are, the number's are too. */
static void land_of_counted(lapi_coref *c)
{
    lapi_men *m = c->m;
    for (uint32_t k = m->item_count; k-- > 0;) {
        lapi_men_item *i = &m->items[k];
        if (!i->generic || i->it.kind != LAPI_MENTION_NOMINAL ||
            lapi_men_known(i->it.actor.country))
            continue;
        uint32_t of = lapi_men_nmod(m, i->it.head, "of");
        uint32_t o = of != LAPI_NONE ? m->mention_of[of] : LAPI_NONE;
        if (o == LAPI_NONE || m->items[o].entity == LAPI_NONE)
            continue;
        const lapi_actor *a = &c->entities[m->items[o].entity].actor;
        if (lapi_men_known(a->country))
            memcpy(i->it.actor.country, a->country, 4);
        if (strcmp(i->it.actor.sector, "UNK") == 0 && lapi_men_known(a->sector))
            memcpy(i->it.actor.sector, a->sector, 4);
    }
}

/* "its army" stands before "its" in the order of mentions, but its owner must be known.
 */
static lap_status owner_first(lapi_coref *c, uint32_t k)
{
    const lapi_men *m = c->m;
    uint32_t owner = lapi_tree_child(m->t, m->items[k].it.head, LAPI_REL_NMOD_POSS);
    uint32_t o = owner != LAPI_NONE ? m->mention_of[owner] : LAPI_NONE;
    if (o == LAPI_NONE || m->items[o].entity != LAPI_NONE ||
        m->items[o].it.kind != LAPI_MENTION_PRONOUN || m->items[o].person == 1)
        return LAP_OK;
    return lapi_coref_pronoun(c, o);
}

static lap_status chain(lapi_coref *c, bool first_person)
{
    lapi_men *m = c->m;
    lap_status status = LAP_OK;
    for (uint32_t k = 0; status == LAP_OK && k < m->item_count; k++) {
        lapi_men_item *i = &m->items[k];
        if (i->entity != LAPI_NONE)
            continue;
        bool speaks = i->it.kind == LAPI_MENTION_PRONOUN && i->person == 1;
        if (speaks && !first_person)
            continue;
        if (speaks)
            status = lapi_coref_pronoun(c, k);
        else if (i->name != LAPI_NONE)
            status = lapi_coref_name(c, k);
        else if (i->it.kind == LAPI_MENTION_PRONOUN)
            status = lapi_coref_pronoun(c, k);
        else {
            status = owner_first(c, k);
            if (status == LAP_OK)
                status = lapi_coref_nominal(c, k);
        }
    }
    return status;
}

/* "our soldiers": owners in the first person are known only after all other chains. */
static void late_owners(lapi_coref *c)
{
    lapi_men *m = c->m;
    for (uint32_t k = 0; k < m->item_count; k++) {
        lapi_men_item *i = &m->items[k];
        if (i->it.kind != LAPI_MENTION_NOMINAL || i->own_land ||
            lapi_men_is(m, i->it.head, LAPI_MEN_ABROAD))
            continue;
        uint32_t owner = lapi_tree_child(m->t, i->it.head, LAPI_REL_NMOD_POSS);
        uint32_t o = owner != LAPI_NONE ? m->mention_of[owner] : LAPI_NONE;
        if (o == LAPI_NONE || m->items[o].person != 1 ||
            !lapi_men_known(m->items[o].it.actor.country))
            continue;
        memcpy(i->it.actor.country, m->items[o].it.actor.country, 4);
        i->own_land = 1;
        i->it.rule = "actor: head noun, the country of the quote's speaker";
    }
}

/* What a chain says of a member: a pronoun all, a name what its register leaves open.
 */
static void give_actor(lapi_men *m, lapi_men_item *i, const lapi_entity *e)
{
    bool we = i->person == 1 && i->it.plural;
    bool registered = i->name != LAPI_NONE && m->names[i->name].reg >= LAPI_MEN_BODY;
    switch (i->it.kind) {
    case LAPI_MENTION_PRONOUN:
        if (!we)
            i->it.actor = e->actor;
        return;
    case LAPI_MENTION_ADJECTIVE:
        return;
    case LAPI_MENTION_NAME:
        if (!e->state && !registered && i->it.type != LAPI_TYPE_LOC && e->is_name)
            i->it.actor = e->actor;
        return;
    default:
        break;
    }
    if (i->it.part_count)
        return;
    if (e->is_name && !e->state) {
        i->it.actor = e->actor;
        return;
    }
    lend(&i->it.actor, &e->actor);
    if (i->generic && e->count > 1 && !e->state && lapi_men_known(e->actor.sector))
        memcpy(i->it.actor.sector, e->actor.sector, 4);
}

static void give_actors(lapi_coref *c)
{
    for (uint32_t k = 0; k < c->m->item_count; k++) {
        lapi_men_item *i = &c->m->items[k];
        const lapi_entity *e = &c->entities[i->entity];
        i->it.cluster = i->entity;
        give_actor(c->m, i, e);
        if (e->pair == LAPI_NONE || i->it.part_count)
            continue;
        i->it.part = c->m->items[e->pair].it.part;
        i->it.part_count = c->m->items[e->pair].it.part_count;
    }
}

/* Pairs wait until all chains are known: "warring sides" above the text. */
static lap_status pairs(lapi_coref *c)
{
    lap_status status = LAP_OK;
    lapi_coref_sides(c);
    for (uint32_t k = 0; status == LAP_OK && k < c->m->item_count; k++) {
        const lapi_men_item *i = &c->m->items[k];
        if (i->entity != LAPI_NONE && c->entities[i->entity].pair == k &&
            !i->it.part_count)
            status = lapi_coref_pair(c, k);
    }
    return status;
}

lap_status lapi_men_coref(lapi_men *m)
{
    lapi_coref c = {.m = m};
    uint32_t size = 64;
    while (size < m->item_count * 8u)
        size *= 2;
    c.slots = lapi_arena_get(m->doc->arena, size, sizeof *c.slots);
    c.mask = size - 1;
    if (!c.slots)
        return LAP_NO_MEMORY;
    lap_status status = lapi_coref_speakers(m);
    if (status == LAP_OK)
        status = chain(&c, false);
    if (status != LAP_OK)
        return status;
    for (uint32_t k = 0; k < m->item_count; k++)
        if (m->items[k].it.kind == LAPI_MENTION_NOMINAL) {
            office_ahead(&c, k);
            bloc_anywhere(&c, k);
        }
    for (uint32_t k = 0; k < m->item_count; k++)
        if (m->items[k].it.kind == LAPI_MENTION_NOMINAL &&
            !lapi_men_known(m->items[k].it.actor.country))
            land_of_phrase(&c, &m->items[k], true);
    for (uint32_t k = 0; k < m->item_count; k++)
        if (m->items[k].entity != LAPI_NONE &&
            !lapi_men_known(c.entities[m->items[k].entity].actor.country)) {
            home(m, &m->items[k]);
            lapi_coref_office(&c, k);
            lend(&c.entities[m->items[k].entity].actor, &m->items[k].it.actor);
        }
    status = chain(&c, true);
    if (status != LAP_OK)
        return status;
    status = pairs(&c);
    if (status == LAP_OK)
        status = lapi_coref_shared(m);
    if (status != LAP_OK)
        return status;
    late_owners(&c);
    for (uint32_t k = m->item_count; k-- > 0;)
        if (m->items[k].it.kind == LAPI_MENTION_NOMINAL &&
            !lapi_men_known(m->items[k].it.actor.country))
            land_of_phrase(&c, &m->items[k], false);
    land_of_counted(&c);
    give_actors(&c);
    m->entity_count = c.count;
    return LAP_OK;
}
