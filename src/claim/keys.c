#include "base/hash.h"
#include "claim/gist.h"
#include "data/doc.h"

/* A key: | stretch of 16 days, 19 bits | hash of what is shared, 44 bits |. */
#define STRETCH_SHIFT 4
#define STRETCH_BITS  19
#define HASH_BITS     44
#define LONG_DAYS     40 /* longer times are found by their years */
#define GAP_MAX       4
#define AMOUNT_MIN    7 /* numbers that are rare enough to find by */
#define AMOUNT_MAX    1e15
#define CELL_E4       2000 /* a fifth of a degree: over 10 km up to 63 degrees north */

enum kind {
    KIND_CELL,
    KIND_NAME,
    KIND_SPOT_IN,
    KIND_AREA,
    KIND_PAIR,
    KIND_PARTY,
    KIND_WORDS,
    KIND_AMOUNT,
    KIND_TELLING,
    KIND_DAY_SPOT,
    KIND_DAY_WIDE
};

typedef struct maker {
    uint64_t *keys;
    uint32_t count;
    int32_t first, last; /* stretches */
    bool by_year;
    bool is_finding;
    uint8_t type;
} maker;

static uint64_t hash_int(uint64_t h, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        h = lapi_hash_byte(h, value >> 8 * i & 0xFF);
    return h;
}

static void add(maker *m, enum kind kind, uint64_t a, uint64_t b)
{
    uint64_t h = hash_int(hash_int(LAPI_HASH_START, (uint64_t)kind << 8 | m->type), a);
    h = lapi_hash_mix(hash_int(hash_int(h, b), m->by_year)) >> (64 - HASH_BITS);
    for (int32_t s = m->first; s <= m->last && m->count < LAPI_GIST_KEYS; s++) {
        uint64_t stretch = (uint32_t)s & ((1u << STRETCH_BITS) - 1);
        uint64_t key = stretch << HASH_BITS | h;
        uint32_t i = 0;
        while (i < m->count && m->keys[i] != key)
            i++;
        if (i == m->count)
            m->keys[m->count++] = key;
    }
}

static uint64_t code_of(const char country[4])
{
    return (uint64_t)(unsigned char)country[0] << 16 |
           (uint64_t)(unsigned char)country[1] << 8 | (unsigned char)country[2];
}

static int32_t cell_of(int32_t e4)
{
    return (e4 + 1800000) / CELL_E4;
}

/* Those around are sought too: whoever finds another is found by it. */
static void add_cells(maker *m, const lapi_gist_site *site)
{
    int32_t around = m->is_finding ? 1 : 0;
    int32_t y = cell_of(site->lat_e4), x = cell_of(site->lon_e4);
    for (int32_t dy = -around; dy <= around; dy++)
        for (int32_t dx = -around; dx <= around; dx++)
            add(m, KIND_CELL, (uint32_t)(y + dy), (uint32_t)(x + dx));
}

/* A town finds areas that it lies in, an area towns and areas. */
static void add_site(maker *m, const lapi_gist_site *site)
{
    uint64_t country = code_of(site->country);
    if (site->grain >= LAPI_GRAIN_CITY) {
        if (site->has_point)
            add_cells(m, site);
        else
            add(m, KIND_NAME, country, site->name);
        if (site->admin1)
            add(m, m->is_finding ? KIND_AREA : KIND_SPOT_IN, country, site->admin1);
        return;
    }
    if (site->grain != LAPI_GRAIN_REGION)
        return;
    add(m, KIND_AREA, country, site->name);
    if (site->admin1)
        add(m, KIND_AREA, country, site->admin1);
    if (m->is_finding) {
        add(m, KIND_SPOT_IN, country, site->name);
        if (site->admin1)
            add(m, KIND_SPOT_IN, country, site->admin1);
    }
}

static void add_pairs(maker *m, const lapi_gist *g)
{
    for (uint32_t i = 0; i < g->actors.count; i++)
        for (uint32_t j = 0; j < g->recipients.count; j++) {
            uint64_t a = code_of(g->actors.at[i].country);
            uint64_t b = code_of(g->recipients.at[j].country);
            if (a && b)
                add(m, KIND_PAIR, a < b ? a : b, a < b ? b : a);
        }
    for (uint32_t i = 0; i < g->actors.count; i++) /* they do it together */
        for (uint32_t j = i + 1; j < g->actors.count; j++) {
            uint64_t a = code_of(g->actors.at[i].country);
            uint64_t b = code_of(g->actors.at[j].country);
            if (a && b && a != b)
                add(m, KIND_PAIR, a < b ? a : b, a < b ? b : a);
        }
}

static void add_names(maker *m, const lapi_gist_parties *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (parties->at[i].name)
            add(m, KIND_PARTY, parties->at[i].name, 0);
}

static bool is_spot(const lapi_gist *g)
{
    for (uint32_t i = 0; i < g->site_count; i++)
        if (g->sites[i].grain >= LAPI_GRAIN_CITY)
            return true;
    return false;
}

static void add_day_in(maker *m, const lapi_gist *g, const char country[4])
{
    uint64_t of = code_of(country), day = (uint32_t)g->from;
    bool is_here = is_spot(g);
    if (!of)
        return;
    if (is_here != m->is_finding)
        add(m, KIND_DAY_SPOT, of, day);
    if (!is_here || m->is_finding)
        add(m, KIND_DAY_WIDE, of, day);
}

/* What is told to the day, by its country: those without a spot find all of it, those
 * with one only those without. */
static void add_day(maker *m, const lapi_gist *g)
{
    m->first = m->last = g->from >> STRETCH_SHIFT;
    for (uint32_t i = 0; i < g->site_count; i++)
        add_day_in(m, g, g->sites[i].country);
    for (uint32_t i = 0; i < g->recipients.count; i++)
        add_day_in(m, g, g->recipients.at[i].country);
}

static void set_stretches(maker *m, const lapi_gist *g)
{
    int32_t from = g->from, to = g->to;
    if (from == LAPI_DAY_NONE)
        from = to = g->published == LAPI_DAY_NONE ? 0 : g->published;
    int32_t around = m->is_finding ? GAP_MAX : 0;
    m->by_year = to - from > LONG_DAYS;
    if (m->by_year) {
        int32_t year;
        uint32_t month, day;
        lapi_day_to_civil(from, &year, &month, &day);
        m->first = m->last = year;
        return;
    }
    m->first = (from - around) >> STRETCH_SHIFT;
    m->last = (to + around) >> STRETCH_SHIFT;
}

uint32_t lapi_gist_keys(const lapi_gist *gist, bool is_finding,
                        uint64_t keys[LAPI_GIST_KEYS])
{
    maker m = {.keys = keys, .is_finding = is_finding, .type = gist->type};
    set_stretches(&m, gist);
    for (uint32_t i = 0; i < gist->site_count; i++)
        add_site(&m, &gist->sites[i]);
    add_pairs(&m, gist);
    add_names(&m, &gist->actors);
    add_names(&m, &gist->recipients);
    if (gist->words)
        add(&m, KIND_WORDS, gist->words, 0);
    for (uint32_t i = 0; i < gist->amount_count; i++)
        if (gist->amounts[i].low >= AMOUNT_MIN && gist->amounts[i].low < AMOUNT_MAX)
            add(&m, KIND_AMOUNT, gist->amounts[i].what, (uint64_t)gist->amounts[i].low);
    if (gist->is_told)
        add_day(&m, gist);
    if (gist->telling) {
        m.type = 0; /* whatever each of them says of type and time */
        m.by_year = false;
        m.first = m.last = gist->published >> STRETCH_SHIFT;
        add(&m, KIND_TELLING, gist->telling, 0);
    }
    return m.count;
}
