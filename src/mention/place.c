/* Places that are named: groups of names, their choice, and the place of each mention.
 */
#include "mention/place.h"

typedef struct grouping {
    lapi_place_group *groups;
    uint32_t count, room;
    uint32_t *slots; /* open table: group + 1 */
    uint32_t mask;
    uint32_t *group_of; /* [names] group, or LAPI_NONE */
} grouping;

/* A name that may be a place: no nationality, no pseudo-country. */
static bool may_be_place(const lapi_men *m, const lapi_men_name *n)
{
    if (n->type != LAPI_TYPE_LOC || (n->adjective && !n->is_country))
        return false;
    if (n->reg != LAPI_MEN_COUNTRY || n->column == LAPI_COUNTRIES_CAPITALS)
        return true;
    uint32_t prep = lapi_tree_case(m->t, n->head);
    if (n->column == LAPI_COUNTRIES_SEATS)
        return prep != LAPI_NONE && lapi_men_is(m, prep, LAPI_MEN_RELATION);
    return lapi_table_cell(m->stage->countries, n->row, LAPI_COUNTRIES_LAT).bytes > 0 ||
           !(m->shape[n->first] & LAPI_MEN_UPPER);
}

static lap_status group_name(lapi_men *m, grouping *g, uint32_t index)
{
    const lapi_men_name *n = &m->names[index];
    uint64_t key = n->shared ? n->key : lapi_men_key(m, n->first, n->end);
    g->group_of[index] = LAPI_NONE;
    if (n->same) {
        g->group_of[index] = g->group_of[n->same - 1];
        return LAP_OK;
    }
    if (!key || !may_be_place(m, n))
        return LAP_OK;
    uint32_t i = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & g->mask;
    while (g->slots[i] && g->groups[g->slots[i] - 1].key != key)
        i = (i + 1) & g->mask;
    if (!g->slots[i]) {
        lapi_place_group *fresh = lapi_men_room(m->doc->arena, (void **)&g->groups,
                                                g->count, &g->room, sizeof *g->groups);
        if (!fresh)
            return LAP_NO_MEMORY;
        *fresh = (lapi_place_group){.key = key, .container = LAPI_NONE};
        g->slots[i] = ++g->count;
        lap_status status = lapi_place_gather(m, n, fresh);
        if (status != LAP_OK)
            return status;
    }
    g->group_of[index] = g->slots[i] - 1;
    g->groups[g->slots[i] - 1].mentions++;
    return LAP_OK;
}

/* "Canada, Mexico and Peru": no state lies in another. */
static bool is_state_name(const lapi_men_name *n)
{
    return n->reg == LAPI_MEN_COUNTRY && n->column != LAPI_COUNTRIES_CAPITALS;
}

/* "Paris, Texas", "Paris (Texas)", "Paris in Texas": the next name holds this one. */
static void find_container(const lapi_men *m, grouping *g, uint32_t index)
{
    if (index + 1 >= m->name_count)
        return;
    const lapi_men_name *a = &m->names[index], *b = &m->names[index + 1];
    uint32_t in = g->group_of[index], out = g->group_of[index + 1];
    if (in == LAPI_NONE || out == LAPI_NONE || in == out || b->first != a->end + 1 ||
        m->t->sentence[a->first] != m->t->sentence[b->first] ||
        (is_state_name(a) && is_state_name(b)))
        return;
    lapi_slice mark = lapi_doc_word(m->doc, a->end);
    if ((lapi_slice_is(mark, ",") || lapi_slice_is(mark, "(") ||
         lapi_slice_is(mark, "in")) &&
        g->groups[in].container == LAPI_NONE)
        g->groups[in].container = out;
}

static const char *rule_of(const lapi_place_group *g)
{
    if (g->count == 0)
        return "place: a name that no register knows";
    if (g->contained)
        return "place: named together with what it lies in";
    if (g->stripped)
        return "place: the name without its word for a kind of place";
    if (g->count == 1)
        return "place: the only place of that name";
    return g->voted ? "place: nearest to what else the text names"
                    : "place: the greatest of that name, and it fits the text";
}

static void fill(const lapi_men *m, const lapi_place_group *g, const lapi_men_name *n,
                 lapi_place *p)
{
    *p = (lapi_place){.span = lapi_doc_words(m->doc, n->first, n->end),
                      .first = n->first,
                      .end = n->end,
                      .head = n->head,
                      .is_name = 1,
                      .fclass = '?',
                      .rule = rule_of(g)};
    p->name = lapi_doc_slice(m->doc, p->span);
    p->grain = g->has_grain ? g->grain : LAPI_GRAIN_CITY;
    p->confidence = 300;
    p->relation = lapi_place_relation_at(m, n->head, n->first);
    if (g->count == 0)
        return;
    const lapi_candidate *c = &g->at[0];
    if (c->name.bytes)
        p->name = c->name;
    memcpy(p->country, c->country, sizeof p->country);
    memcpy(p->cc, c->cc, sizeof p->cc);
    p->admin1 = c->admin1;
    p->lat_e4 = c->lat_e4;
    p->lon_e4 = c->lon_e4;
    p->has_point = c->has_point;
    p->grain = c->grain;
    p->fclass = c->fclass;
    p->geonameid = c->geonameid;
    p->confidence = g->confidence;
}

/* A place that only its container is known of lies in the container's country. */
static void lend_country(const lapi_place_group *groups, const lapi_place_group *g,
                         lapi_place *p)
{
    if (g->count || g->container == LAPI_NONE || !groups[g->container].count)
        return;
    const lapi_candidate *out = &groups[g->container].at[0];
    memcpy(p->country, out->country, sizeof p->country);
    memcpy(p->cc, out->cc, sizeof p->cc);
    p->admin1 = out->admin1;
    p->rule = "place: unknown itself, its country from the name after it";
}

/* What the choice says of the name: "Georgia" may be no country, "Paris" no capital. */
static void correct_name(lapi_men_name *n, const lapi_candidate *c, const lapi_men *m)
{
    if (n->reg == LAPI_MEN_COUNTRY && n->column == LAPI_COUNTRIES_SEATS)
        return; /* "a spokesman in Brussels" is the bloc's */
    if (n->reg == LAPI_MEN_COUNTRY && n->column == LAPI_COUNTRIES_CAPITALS) {
        lapi_slice code =
            lapi_table_cell(m->stage->countries, n->row, LAPI_COUNTRIES_ISO3);
        if (c->fclass == 'P' && lapi_slice_is(code, c->country))
            return;
    }
    if (n->reg == LAPI_MEN_COUNTRY && c->reg == LAPI_MEN_COUNTRY)
        return;
    n->reg = c->reg;
    n->row = c->row;
}

static lap_status write_places(lapi_men *m, const grouping *g)
{
    for (uint32_t i = 0; i < m->name_count; i++) {
        if (g->group_of[i] == LAPI_NONE)
            continue;
        const lapi_place_group *group = &g->groups[g->group_of[i]];
        lapi_men_name *n = &m->names[i];
        if (group->count == 0 && n->reg == LAPI_MEN_COUNTRY)
            continue;
        lapi_place *p = lapi_men_room(m->doc->arena, (void **)&m->places,
                                      m->place_count, &m->place_room, sizeof *p);
        if (!p)
            return LAP_NO_MEMORY;
        fill(m, group, n, p);
        lend_country(g->groups, group, p);
        n->place = m->place_count++;
        if (group->count)
            correct_name(n, &group->at[0], m);
    }
    m->named_places = m->place_count;
    return LAP_OK;
}

lap_status lapi_men_places(lapi_men *m)
{
    lapi_arena *arena = m->doc->arena;
    grouping g = {0};
    uint32_t size = 64;
    while (size < m->name_count * 2)
        size *= 2;
    g.mask = size - 1;
    g.slots = lapi_arena_get(arena, size, sizeof *g.slots);
    g.group_of = lapi_arena_get(arena, m->name_count + 1u, sizeof *g.group_of);
    if (!g.slots || !g.group_of)
        return LAP_NO_MEMORY;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < m->name_count; i++)
        status = group_name(m, &g, i);
    for (uint32_t i = 0; status == LAP_OK && i < m->name_count; i++)
        find_container(m, &g, i);
    if (status == LAP_OK)
        status = lapi_place_choose(m, g.groups, g.count);
    return status == LAP_OK ? write_places(m, &g) : status;
}
