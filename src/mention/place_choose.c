/* The choice between candidates: what the text names together, then what the document
 * as a whole is about, then size. */
#include "mention/place.h"

#define ROUNDS 3u

enum {
    CONTAINED = 4000,     /* "Paris, Texas" */
    SAME_DIVISION = 1500, /* times the division's share of the other names */
    SAME_COUNTRY = 900,
    CLOSE = 350,
    CLEAR_MARGIN = 900
};

/* Votes for a code or division, in an open table of a power of two. */
typedef struct tally {
    struct slot {
        uint64_t key;
        uint32_t votes;
    } * slots;
    uint32_t mask;
    uint32_t total;
} tally;

static bool tally_init(lapi_arena *arena, uint32_t keys, tally *t)
{
    uint32_t size = 64;
    while (size < keys * 2)
        size *= 2;
    t->slots = lapi_arena_get(arena, size, sizeof *t->slots);
    t->mask = size - 1;
    t->total = 0;
    return t->slots != NULL;
}

static struct slot *tally_at(const tally *t, uint64_t key)
{
    uint32_t i = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & t->mask;
    while (t->slots[i].key && t->slots[i].key != key)
        i = (i + 1) & t->mask;
    return &t->slots[i];
}

static void vote(tally *t, uint64_t key, uint32_t n)
{
    if (!key)
        return;
    struct slot *s = tally_at(t, key);
    s->key = key;
    s->votes += n;
    t->total += n;
}

static uint32_t votes_for(const tally *t, uint64_t key)
{
    return key ? tally_at(t, key)->votes : 0;
}

static uint64_t country_key(const char code[4])
{
    return (uint64_t)(unsigned char)code[0] << 16 |
           (uint64_t)(unsigned char)code[1] << 8 | (unsigned char)code[2];
}

/* Weight of a group: a name told often says more, but not without bound. */
static uint32_t weight_of(const lapi_place_group *g)
{
    uint32_t n = g->mentions < 6 ? g->mentions : 6;
    return (2 + n) * 16;
}

/* Share of candidate i in its group's vote, in 1/64: halves with every 100 of score. */
static uint32_t share_of(const lapi_place_group *g, uint32_t i)
{
    int32_t behind = (g->at[0].score - g->at[i].score) / 100;
    uint32_t all = 0;
    for (uint32_t k = 0; k < g->count; k++) {
        int32_t b = (g->at[0].score - g->at[k].score) / 100;
        all += b < 12 ? 4096u >> b : 0;
    }
    return behind < 12 ? (4096u >> behind) * 64 / all : 0;
}

static void vote_group(const lapi_place_group *g, tally *countries, tally *divisions)
{
    uint32_t weight = weight_of(g);
    for (uint32_t i = 0; i < g->count; i++) {
        uint32_t n = weight * share_of(g, i) / 64;
        if (!n)
            continue;
        if (g->at[i].country[0])
            vote(countries, country_key(g->at[i].country), n);
        vote(divisions, g->at[i].division, n);
    }
}

/* Does candidate `in` lie in candidate `out`? */
static bool lies_in(const lapi_candidate *in, const lapi_candidate *out)
{
    if (out->reg == LAPI_MEN_COUNTRY)
        return in->reg != LAPI_MEN_COUNTRY && strcmp(in->country, out->country) == 0;
    return out->division && in->division == out->division &&
           out->grain == LAPI_GRAIN_REGION &&
           (in->grain != LAPI_GRAIN_REGION ||
            (in->reg == LAPI_MEN_COUNTY && out->reg != LAPI_MEN_COUNTY));
}

static bool contained(const lapi_place_group *g, const lapi_candidate *c,
                      const lapi_place_group *groups)
{
    if (g->container == LAPI_NONE)
        return false;
    const lapi_place_group *out = &groups[g->container];
    for (uint32_t k = 0; k < out->count; k++)
        if (lies_in(c, &out->at[k]))
            return true;
    return false;
}

/* About 161 km or less: by degrees, with the shrinking of longitudes in steps. */
static bool is_close(const lapi_candidate *a, const lapi_candidate *b)
{
    static const uint8_t shrink[10] = {100, 98, 94, 87, 77, 64, 50, 34, 17, 9};
    int32_t dlat = a->lat_e4 - b->lat_e4, dlon = a->lon_e4 - b->lon_e4;
    int32_t lat = a->lat_e4 < 0 ? -a->lat_e4 : a->lat_e4;
    dlat = dlat < 0 ? -dlat : dlat;
    dlon = dlon < 0 ? -dlon : dlon;
    if (dlat > 15000)
        return false;
    dlon = (int32_t)((int64_t)dlon * shrink[lat / 100000 > 9 ? 9 : lat / 100000] / 100);
    return (int64_t)dlat * dlat + (int64_t)dlon * dlon <
           (int64_t)14500 * (int64_t)14500;
}

/* Up to SURE_MAX towns that are sure, for the evidence of nearness. */
#define SURE_MAX 16u
typedef struct sure {
    uint32_t count;
    const lapi_place_group *group[SURE_MAX];
} sure;

static void gather_sure(const lapi_place_group *groups, uint32_t count, sure *out)
{
    out->count = 0;
    for (uint32_t i = 0; i < count && out->count < SURE_MAX; i++) {
        const lapi_place_group *g = &groups[i];
        if (g->count == 0 || g->at[0].grain != LAPI_GRAIN_CITY)
            continue;
        if (g->count == 1 || g->at[0].score - g->at[1].score > CLEAR_MARGIN)
            out->group[out->count++] = g;
    }
}

static bool near_sure(const lapi_place_group *g, const lapi_candidate *c,
                      const sure *towns)
{
    for (uint32_t i = 0; i < towns->count; i++)
        if (towns->group[i] != g && is_close(c, &towns->group[i]->at[0]))
            return true;
    return false;
}

static void score_group(lapi_place_group *g, const lapi_place_group *groups,
                        const tally *countries, const tally *divisions,
                        const sure *towns)
{
    uint32_t weight = weight_of(g);
    uint32_t all_c = countries->total > weight ? countries->total - weight : 1;
    uint32_t all_d = divisions->total > weight ? divisions->total - weight : 1;
    uint32_t own[LAPI_PLACE_CANDIDATES_MAX];
    for (uint32_t i = 0; i < g->count; i++)
        own[i] = weight * share_of(g, i) / 64;
    for (uint32_t i = 0; i < g->count; i++) {
        lapi_candidate *c = &g->at[i];
        uint32_t same_c = 0, same_d = 0;
        for (uint32_t k = 0; k < g->count; k++) {
            same_c += strcmp(g->at[k].country, c->country) == 0 ? own[k] : 0;
            same_d += g->at[k].division == c->division ? own[k] : 0;
        }
        uint32_t vc = votes_for(countries, country_key(c->country));
        uint32_t vd = votes_for(divisions, c->division);
        vc = vc > same_c ? vc - same_c : 0;
        vd = vd > same_d ? vd - same_d : 0;
        vc = vc < all_c ? vc : all_c;
        vd = vd < all_d ? vd : all_d;
        c->score = c->base + (int32_t)((uint64_t)vc * SAME_COUNTRY / all_c) +
                   (int32_t)((uint64_t)vd * SAME_DIVISION / all_d);
        if (contained(g, c, groups))
            c->score += CONTAINED;
        if (c->grain == LAPI_GRAIN_CITY && near_sure(g, c, towns))
            c->score += CLOSE;
    }
}

/* Best score first; equal scores stay in the order of the tables. */
static void order(lapi_place_group *g)
{
    for (uint32_t i = 1; i < g->count; i++) {
        lapi_candidate c = g->at[i];
        uint32_t k = i;
        while (k > 0 && g->at[k - 1].score < c.score) {
            g->at[k] = g->at[k - 1];
            k--;
        }
        g->at[k] = c;
    }
}

/* "Texas" after "Paris,": the container is what holds the best candidate. */
static void settle_containers(lapi_place_group *groups, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (groups[i].container == LAPI_NONE)
            continue;
        lapi_place_group *out = &groups[groups[i].container];
        for (uint32_t k = 0; k < out->count; k++) {
            bool holds = false;
            for (uint32_t c = 0; c < groups[i].count && !holds; c++)
                holds = lies_in(&groups[i].at[c], &out->at[k]);
            if (holds)
                out->at[k].score += CONTAINED / 4;
        }
    }
}

static void finish(lapi_place_group *g, const lapi_place_group *groups)
{
    if (g->count == 0)
        return;
    const lapi_candidate *best = &g->at[0];
    g->contained = contained(g, best, groups);
    if (g->container != LAPI_NONE && !g->contained && groups[g->container].count &&
        groups[g->container].at[0].grain <= LAPI_GRAIN_REGION &&
        best->grain == LAPI_GRAIN_CITY) {
        g->count = 0; /* none of that name lies there: a place no register knows */
        return;
    }
    for (uint32_t i = 1; i < g->count && !g->voted; i++)
        g->voted = g->at[i].base > best->base;
    uint32_t next = 1;
    while (next < g->count && is_close(best, &g->at[next]))
        next++;
    int32_t margin = next < g->count ? best->score - g->at[next].score : CLEAR_MARGIN;
    margin = margin > CLEAR_MARGIN ? CLEAR_MARGIN : margin;
    g->confidence = (uint16_t)(500 + margin * 450 / CLEAR_MARGIN);
}

lap_status lapi_place_choose(lapi_men *m, lapi_place_group *groups, uint32_t count)
{
    uint32_t keys = m->name_count;
    for (uint32_t i = 0; i < count; i++) {
        keys += groups[i].count;
        for (uint32_t k = 0; k < groups[i].count; k++)
            groups[i].at[k].score = groups[i].at[k].base;
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        tally countries, divisions;
        sure towns;
        if (!tally_init(m->doc->arena, keys, &countries) ||
            !tally_init(m->doc->arena, keys, &divisions))
            return LAP_NO_MEMORY;
        for (uint32_t i = 0; i < m->name_count; i++) {
            const lapi_men_name *n = &m->names[i];
            if (n->reg == LAPI_MEN_COUNTRY &&
                (n->adjective || n->type != LAPI_TYPE_LOC))
                vote(&countries,
                     country_key(lapi_table_cell(m->stage->countries, n->row,
                                                 LAPI_COUNTRIES_ISO3)
                                     .at),
                     24);
        }
        for (uint32_t i = 0; i < count; i++)
            vote_group(&groups[i], &countries, &divisions);
        gather_sure(groups, count, &towns);
        for (uint32_t i = 0; i < count; i++)
            score_group(&groups[i], groups, &countries, &divisions, &towns);
        settle_containers(groups, count);
        for (uint32_t i = 0; i < count; i++)
            order(&groups[i]);
    }
    for (uint32_t i = 0; i < count; i++)
        finish(&groups[i], groups);
    return LAP_OK;
}
