/* Rows of the registers that a place name may mean, with what each is worth by itself.
 */
#include "base/hash.h"
#include "mention/place.h"

/* Worth of a candidate before the document is asked: 100 a doubling of people. */
enum {
    WORTH_COUNTRY = 2900,
    WORTH_REGION = 2250,
    WORTH_DIVISION = 2150,
    WORTH_CAPITAL = 600,
    WORTH_SEAT = 250,
    WORTH_LOWER_SEAT = 100,
    WORTH_PART = -250,
    WORTH_FORMER = -600,
    WORTH_ALTERNATE = -150,
    WORTH_UNKNOWN = 950, /* a place whose people nobody counted */
    WORTH_LANDMARK = 750 /* a mountain, a stream, a school: of a dump only */
};

int32_t lapi_place_e4(lapi_slice cell)
{
    int32_t value = 0, places = -1;
    bool minus = cell.bytes && cell.at[0] == '-';
    for (uint32_t i = minus; i < cell.bytes && places < 4 && value < 10000000; i++) {
        if (cell.at[i] == '.') {
            places = 0;
        } else if (cell.at[i] >= '0' && cell.at[i] <= '9') {
            value = value * 10 + (cell.at[i] - '0');
            places += places >= 0;
        }
    }
    for (places = places < 0 ? 0 : places; places < 4; places++)
        value *= 10;
    return minus ? -value : value;
}

/* Grain of "country", "region", "city", "site". */
static uint8_t grain_of(lapi_slice cell)
{
    if (lapi_slice_is(cell, "country"))
        return LAPI_GRAIN_COUNTRY;
    if (lapi_slice_is(cell, "city"))
        return LAPI_GRAIN_CITY;
    return lapi_slice_is(cell, "site") ? LAPI_GRAIN_SITE : LAPI_GRAIN_REGION;
}

static uint32_t number(lapi_slice cell)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < cell.bytes && value < 400000000; i++)
        if (cell.at[i] >= '0' && cell.at[i] <= '9')
            value = value * 10 + (uint32_t)(cell.at[i] - '0');
    return value;
}

/* 100 * log2(n), linear between powers of two. */
static int32_t log2_hundred(uint32_t n)
{
    if (n == 0)
        return 0;
    int32_t bits = 0;
    while (n >> bits > 1)
        bits++;
    uint32_t below = n - (UINT32_C(1) << bits);
    return bits * 100 + (int32_t)((uint64_t)below * 100 >> bits);
}

static void set_cc(const lapi_men *m, lapi_candidate *c, lapi_slice cc)
{
    uint32_t row;
    memcpy(c->cc, cc.at, cc.bytes < 2 ? cc.bytes : 2);
    const lapi_table *lands = lapi_know_table(m->stage->know, LAPI_TABLE_TERRITORIES);
    if (lapi_table_code(m->stage->countries, LAPI_COUNTRIES_ISO2, cc, &row))
        lapi_men_code(c->country,
                      lapi_table_cell(m->stage->countries, row, LAPI_COUNTRIES_ISO3));
    else if (lapi_table_code(lands, LAPI_TERRITORIES_ISO2, cc, &row))
        lapi_men_code(c->country,
                      lapi_table_cell(lands, row, LAPI_TERRITORIES_COUNTRY));
}

static uint64_t division_of(lapi_slice cc, lapi_slice admin1)
{
    if (!admin1.bytes)
        return 0;
    return lapi_hash(lapi_hash(LAPI_HASH_START, cc.at, cc.bytes), admin1.at,
                     admin1.bytes);
}

static void of_country(const lapi_men *m, uint32_t row, lapi_candidate *c)
{
    const lapi_table *t = m->stage->countries;
    lapi_slice lat = lapi_table_cell(t, row, LAPI_COUNTRIES_LAT);
    lapi_slice cc = lapi_table_cell(t, row, LAPI_COUNTRIES_ISO2);
    lapi_men_code(c->country, lapi_table_cell(t, row, LAPI_COUNTRIES_ISO3));
    memcpy(c->cc, cc.at, cc.bytes < 2 ? cc.bytes : 2);
    c->name = lapi_table_cell(t, row, LAPI_COUNTRIES_NAME);
    c->lat_e4 = lapi_place_e4(lat);
    c->lon_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_COUNTRIES_LON));
    c->has_point = lat.bytes > 0;
    c->geonameid = number(lapi_table_cell(t, row, LAPI_COUNTRIES_GEONAMEID));
    c->grain = LAPI_GRAIN_COUNTRY;
    c->fclass = 'A';
    c->base = c->has_point ? WORTH_COUNTRY : WORTH_DIVISION;
}

void lapi_place_country(const lapi_men *m, uint32_t row, lapi_place *out)
{
    lapi_candidate c = {.reg = LAPI_MEN_COUNTRY};
    of_country(m, row, &c);
    memcpy(out->country, c.country, sizeof out->country);
    memcpy(out->cc, c.cc, sizeof out->cc);
    out->name = c.name;
    out->lat_e4 = c.lat_e4;
    out->lon_e4 = c.lon_e4;
    out->has_point = c.has_point;
    out->geonameid = c.geonameid;
    out->grain = LAPI_GRAIN_COUNTRY;
    out->fclass = c.fclass;
}

/* "San Miguel Department" is San Miguel, but "Northern Province" keeps its word. */
static lapi_slice bare_name(const lapi_men *m, lapi_slice name)
{
    uint32_t cut = name.bytes;
    while (cut > 0 && name.at[cut - 1] != ' ')
        cut--;
    if (cut < 2)
        return name;
    const lapi_men_words *w = &m->stage->words;
    lapi_slice last = lapi_slice_of(name.at + cut, name.bytes - cut);
    lapi_slice rest = lapi_slice_of(name.at, cut - 1), first = rest, piece;
    lapi_slice_cut(&first, ' ', &piece);
    bool is_kind =
        lapi_slice_is(lapi_men_words_value(w, last, LAPI_MEN_PLACEWORD), "region");
    bool bare = lapi_men_words_kinds(w, piece) >> LAPI_MEN_DIRECTION & 1;
    return is_kind && !bare ? rest : name;
}

/* The division that a row of regions.tsv is, by its name less what stands at its end:
 * "New York State", "Georgia (U.S. state)". */
static void name_division(const lapi_men *m, lapi_candidate *c)
{
    lapi_slice name = c->name, cc = lapi_slice_of(c->cc, (uint32_t)strlen(c->cc));
    const lapi_table *t = m->stage->admin1;
    while (name.bytes) {
        uint32_t cursor = 0;
        lapi_hit hit;
        while (lapi_table_find(t, lapi_know_key(name), &cursor, &hit)) {
            if (!lapi_slice_equal(lapi_table_cell(t, hit.row, LAPI_ADMIN1_CC), cc))
                continue;
            c->admin1 = lapi_table_cell(t, hit.row, LAPI_ADMIN1_NAME);
            c->division = division_of(cc, c->admin1);
            if (c->name.at[c->name.bytes - 1] == ')')
                c->name = c->admin1;
            return;
        }
        while (name.bytes && name.at[name.bytes - 1] != ' ')
            name.bytes--;
        while (name.bytes && name.at[name.bytes - 1] == ' ')
            name.bytes--;
    }
    c->division = division_of(cc, c->name);
}

/* A region that is a territory has a country code of its own: New Caledonia. */
static void own_cc(const lapi_men *m, lapi_candidate *c)
{
    const lapi_table *lands = lapi_know_table(m->stage->know, LAPI_TABLE_TERRITORIES);
    uint32_t cursor = 0;
    lapi_hit hit;
    if (!lapi_table_find(lands, lapi_know_key(c->name), &cursor, &hit))
        return;
    lapi_slice cc = lapi_table_cell(lands, hit.row, LAPI_TERRITORIES_ISO2);
    memcpy(c->cc, cc.at, cc.bytes < 2 ? cc.bytes : 2);
}

static void of_region(const lapi_men *m, uint32_t row, lapi_candidate *c)
{
    const lapi_table *t = m->stage->regions;
    lapi_slice lat = lapi_table_cell(t, row, LAPI_REGIONS_LAT);
    lapi_slice kind = lapi_table_cell(t, row, LAPI_REGIONS_KIND);
    uint32_t country;
    lapi_men_code(c->country, lapi_table_cell(t, row, LAPI_REGIONS_COUNTRY));
    if (lapi_men_country_name(m, c->country, &country).bytes) {
        lapi_slice cc =
            lapi_table_cell(m->stage->countries, country, LAPI_COUNTRIES_ISO2);
        memcpy(c->cc, cc.at, cc.bytes < 2 ? cc.bytes : 2);
    }
    c->name = lapi_table_cell(t, row, LAPI_REGIONS_NAME);
    own_cc(m, c);
    c->lat_e4 = lapi_place_e4(lat);
    c->lon_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_REGIONS_LON));
    c->has_point = lat.bytes > 0;
    c->grain = grain_of(lapi_table_cell(t, row, LAPI_REGIONS_GRAIN));
    if (lapi_slice_is(kind, "admin1"))
        name_division(m, c);
    c->name = bare_name(m, c->name);
    c->fclass = lapi_slice_is(kind, "admin1") ? 'A' : 'L';
    c->base = c->grain == LAPI_GRAIN_SITE ? WORTH_REGION - 300 : WORTH_REGION;
}

static void of_division(const lapi_men *m, uint32_t row, lapi_candidate *c)
{
    const lapi_table *t = m->stage->admin1;
    lapi_slice lat = lapi_table_cell(t, row, LAPI_ADMIN1_LAT);
    lapi_slice cc = lapi_table_cell(t, row, LAPI_ADMIN1_CC);
    set_cc(m, c, cc);
    c->name = c->admin1 = lapi_table_cell(t, row, LAPI_ADMIN1_NAME);
    c->division = division_of(cc, c->name);
    c->lat_e4 = lapi_place_e4(lat);
    c->lon_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_ADMIN1_LON));
    c->has_point = lat.bytes > 0;
    c->name = bare_name(m, c->name);
    c->grain = LAPI_GRAIN_REGION;
    c->fclass = 'A';
    c->base = WORTH_DIVISION;
}

static void of_county(const lapi_men *m, uint32_t row, lapi_candidate *c)
{
    const lapi_table *t = m->stage->counties;
    lapi_slice cc = lapi_table_cell(t, row, LAPI_COUNTIES_CC);
    set_cc(m, c, cc);
    c->name = lapi_table_cell(t, row, LAPI_COUNTIES_NAME);
    c->admin1 = lapi_table_cell(t, row, LAPI_COUNTIES_ADMIN1);
    c->division = division_of(cc, c->admin1);
    c->lat_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_COUNTIES_LAT));
    c->lon_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_COUNTIES_LON));
    c->has_point = 1;
    c->grain = LAPI_GRAIN_REGION;
    c->fclass = 'A';
    c->base = WORTH_UNKNOWN +
              log2_hundred(number(lapi_table_cell(t, row, LAPI_COUNTIES_ZIPS)));
}

static int32_t worth_of_code(lapi_slice fcode)
{
    if (lapi_slice_is(fcode, "PPLC"))
        return WORTH_CAPITAL;
    if (lapi_slice_is(fcode, "PPLA"))
        return WORTH_SEAT;
    if (fcode.bytes == 5 && memcmp(fcode.at, "PPLA", 4) == 0)
        return WORTH_LOWER_SEAT;
    if (lapi_slice_is(fcode, "PPLX"))
        return WORTH_PART;
    if (lapi_slice_is(fcode, "PPLQ") || lapi_slice_is(fcode, "PPLH"))
        return WORTH_FORMER;
    return 0;
}

/* GeoNames: populated places, then what has an extent, then what is a spot. */
static uint8_t grain_of_class(char fclass)
{
    if (fclass == 'P' || fclass == '?')
        return LAPI_GRAIN_CITY;
    return memchr("AHLUV", fclass, 5) ? LAPI_GRAIN_REGION : LAPI_GRAIN_SITE;
}

static void of_city(const lapi_men *m, uint32_t row, lapi_candidate *c)
{
    const lapi_table *t = m->stage->gazetteer;
    lapi_slice cc = lapi_table_cell(t, row, LAPI_GAZETTEER_CC);
    lapi_slice fclass = lapi_table_cell(t, row, LAPI_GAZETTEER_FCLASS);
    uint32_t people = number(lapi_table_cell(t, row, LAPI_GAZETTEER_POPULATION));
    set_cc(m, c, cc);
    c->name = lapi_table_cell(t, row, LAPI_GAZETTEER_NAME);
    c->admin1 = lapi_table_cell(t, row, LAPI_GAZETTEER_ADMIN1);
    c->division = division_of(cc, c->admin1);
    c->lat_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_GAZETTEER_LAT));
    c->lon_e4 = lapi_place_e4(lapi_table_cell(t, row, LAPI_GAZETTEER_LON));
    c->has_point = 1;
    c->geonameid = number(lapi_table_cell(t, row, LAPI_GAZETTEER_ID));
    c->fclass = fclass.bytes ? fclass.at[0] : '?';
    c->grain = grain_of_class(c->fclass);
    c->base = people                                 ? log2_hundred(people)
              : c->fclass == 'P' || c->fclass == 'A' ? WORTH_UNKNOWN
                                                     : WORTH_LANDMARK;
    c->base += worth_of_code(lapi_table_cell(t, row, LAPI_GAZETTEER_FCODE));
}

/* A division that stands in two tables is one candidate. */
static bool is_there(const lapi_place_group *g, const lapi_candidate *c)
{
    for (uint32_t i = 0; i < g->count; i++)
        if (c->division && g->at[i].division == c->division &&
            c->reg != LAPI_MEN_COUNTY && g->at[i].reg != LAPI_MEN_COUNTY &&
            c->grain == LAPI_GRAIN_REGION && g->at[i].grain == LAPI_GRAIN_REGION)
            return true;
    return false;
}

/* Puts a candidate in, best base first; the last falls out when there are too many. */
static void keep(lapi_place_group *g, const lapi_candidate *c)
{
    uint32_t at = g->count;
    while (at > 0 && g->at[at - 1].base < c->base)
        at--;
    if (at >= LAPI_PLACE_CANDIDATES_MAX)
        return;
    uint32_t last = g->count < LAPI_PLACE_CANDIDATES_MAX ? g->count++ : g->count - 1;
    memmove(g->at + at + 1, g->at + at, (last - at) * sizeof *g->at);
    g->at[at] = *c;
}

static void gather_table(lapi_men *m, const lapi_table *table, unsigned reg,
                         uint64_t key, lapi_place_group *g)
{
    static void (*const fill[])(const lapi_men *, uint32_t,
                                lapi_candidate *) = {[LAPI_MEN_CITY] = of_city,
                                                     [LAPI_MEN_COUNTY] = of_county,
                                                     [LAPI_MEN_ADMIN1] = of_division,
                                                     [LAPI_MEN_REGION] = of_region,
                                                     [LAPI_MEN_COUNTRY] = of_country};
    static const unsigned main_column[] = {[LAPI_MEN_CITY] = LAPI_GAZETTEER_NAME,
                                           [LAPI_MEN_COUNTY] = LAPI_COUNTIES_NAME,
                                           [LAPI_MEN_ADMIN1] = LAPI_ADMIN1_NAME,
                                           [LAPI_MEN_REGION] = LAPI_REGIONS_NAME,
                                           [LAPI_MEN_COUNTRY] = LAPI_COUNTRIES_NAME};
    uint32_t cursor = 0;
    lapi_hit hit;
    while (lapi_table_find(table, key, &cursor, &hit)) {
        if (reg == LAPI_MEN_COUNTRY && hit.column != LAPI_COUNTRIES_NAME &&
            hit.column != LAPI_COUNTRIES_ALIASES)
            continue;
        lapi_candidate c = {.reg = (uint8_t)reg, .row = hit.row, .fclass = '?'};
        fill[reg](m, hit.row, &c);
        if (hit.column != main_column[reg] && reg == LAPI_MEN_CITY)
            c.base += WORTH_ALTERNATE;
        if (!is_there(g, &c))
            keep(g, &c);
    }
}

static void gather_key(lapi_men *m, uint64_t key, lapi_place_group *g)
{
    if (!key)
        return;
    gather_table(m, m->stage->countries, LAPI_MEN_COUNTRY, key, g);
    gather_table(m, m->stage->regions, LAPI_MEN_REGION, key, g);
    gather_table(m, m->stage->admin1, LAPI_MEN_ADMIN1, key, g);
    gather_table(m, m->stage->counties, LAPI_MEN_COUNTY, key, g);
    gather_table(m, m->stage->gazetteer, LAPI_MEN_CITY, key, g);
}

/* A division says "X Province": candidates that are towns go where one is left. */
static void prefer_grain(lapi_place_group *g)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < g->count; i++)
        if ((g->grain == LAPI_GRAIN_CITY) == (g->at[i].grain == LAPI_GRAIN_CITY))
            kept++;
    if (!kept)
        return;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->count; i++)
        if ((g->grain == LAPI_GRAIN_CITY) == (g->at[i].grain == LAPI_GRAIN_CITY))
            g->at[n++] = g->at[i];
    g->count = n;
}

/* Without the words for a kind of place or a direction at its ends. */
static void gather_stripped(lapi_men *m, const lapi_men_name *name, lapi_place_group *g)
{
    uint32_t first = name->first, end = name->end;
    lapi_slice grain = LAPI_S("");
    while (first + 1 < end && (lapi_men_is(m, first, LAPI_MEN_THE) ||
                               lapi_men_is(m, first, LAPI_MEN_DIRECTION) ||
                               lapi_men_is(m, first, LAPI_MEN_RELATION)))
        first++;
    if (end - first > 1 && lapi_men_is(m, end - 1, LAPI_MEN_PLACEWORD))
        grain = lapi_men_value(m, --end, LAPI_MEN_PLACEWORD);
    else if (end - first > 2 && lapi_men_is(m, first, LAPI_MEN_PLACEWORD) &&
             lapi_men_is(m, first + 1, LAPI_MEN_RELATION)) {
        grain = lapi_men_value(m, first, LAPI_MEN_PLACEWORD);
        first += 2;
    }
    if (first == name->first && end == name->end)
        return;
    g->stripped = 1;
    g->has_grain = grain.bytes > 0;
    g->grain = grain_of(grain);
    if (lapi_slice_is(grain, "county") || lapi_slice_is(grain, "site"))
        return; /* the town of the same name is another place */
    gather_key(m, lapi_men_key(m, first, end), g);
    if (g->has_grain)
        prefer_grain(g);
}

lap_status lapi_place_gather(lapi_men *m, const lapi_men_name *name,
                             lapi_place_group *group)
{
    lapi_candidate scratch[LAPI_PLACE_CANDIDATES_MAX];
    group->at = scratch;
    gather_key(m, group->key, group);
    if (group->count == 0)
        gather_stripped(m, name, group);
    group->at = lapi_arena_get(m->doc->arena, group->count + 1u, sizeof *group->at);
    if (!group->at)
        return LAP_NO_MEMORY;
    memcpy(group->at, scratch, group->count * sizeof *scratch);
    return LAP_OK;
}
