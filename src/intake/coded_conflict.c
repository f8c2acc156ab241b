/* Rows that tell a conflict event with its deaths: UCDP GED and ACLED, both coded by
 * people, in CSV with names of columns. */
#include "intake/coded_parts.h"

#define COUNT(names) ((uint8_t)(sizeof(names) / sizeof *(names)))

/* --- UCDP GED --- */

enum {
    UCDP_ID,
    UCDP_FROM,
    UCDP_TO,
    UCDP_KIND,
    UCDP_SIDE_A,
    UCDP_SIDE_B,
    UCDP_GWNO_A,
    UCDP_GWNO_B,
    UCDP_COUNTRY,
    UCDP_COUNTRY_ID,
    UCDP_ADM1,
    UCDP_PREC,
    UCDP_WHERE,
    UCDP_LAT,
    UCDP_LON,
    UCDP_OFFICE,
    UCDP_HEADLINE,
    UCDP_BEST,
    UCDP_HIGH,
    UCDP_LOW
};

static const char *const ucdp_names[] = {"id",
                                         "date_start",
                                         "date_end",
                                         "type_of_violence",
                                         "side_a",
                                         "side_b",
                                         "gwnoa",
                                         "gwnob",
                                         "country",
                                         "country_id",
                                         "adm_1",
                                         "where_prec",
                                         "where_coordinates",
                                         "latitude",
                                         "longitude",
                                         "source_office",
                                         "source_headline",
                                         "best",
                                         "high",
                                         "low"};

static lapi_slice ucdp_state(const lapi_coded_in *in, unsigned column)
{
    return lapi_codes_find_nation(in->codes, LAPI_NATIONS_GW, in->cells[column]);
}

/* A state is its government; what is none is armed, but for the side of civilians in
 * one-sided violence. */
static void ucdp_side(lapi_coded_in *in, lapi_entities *side, unsigned name,
                      unsigned gwno, bool is_civil, lapi_slice where)
{
    lapi_slice state = ucdp_state(in, gwno);
    if (state.bytes)
        lapi_coded_party(in, side, in->cells[name], state, LAPI_S("GOV"));
    else
        lapi_coded_party(in, side, in->cells[name], where,
                         is_civil ? LAPI_S("CVL") : LAPI_S("REB"));
}

/* where_prec: 1 exact, 2 and 3 near it, 4 and 5 divisions, 6 the state, 7 beyond it. */
static void ucdp_place(lapi_coded_in *in, lapi_slice country)
{
    static const uint8_t grains[] = {
        LAPI_GRAIN_COUNTRY, LAPI_GRAIN_CITY,   LAPI_GRAIN_CITY,    LAPI_GRAIN_REGION,
        LAPI_GRAIN_REGION,  LAPI_GRAIN_REGION, LAPI_GRAIN_COUNTRY, LAPI_GRAIN_COUNTRY};
    double precision = 0;
    lapi_coded_number(in, UCDP_PREC, &precision);
    unsigned p = precision >= 1 && precision <= 7 ? (unsigned)precision : 0;
    lapi_slice name = in->cells[UCDP_WHERE];
    if (grains[p] == LAPI_GRAIN_COUNTRY || !name.bytes)
        name = in->cells[UCDP_COUNTRY];
    lapi_coded_site(in, name, in->cells[UCDP_ADM1], country,
                    (enum lapi_place_grain)grains[p], UCDP_LAT, UCDP_LON);
}

static void ucdp_deaths(lapi_coded_in *in)
{
    double best = 0, low = 0, high = 0;
    bool has_low = lapi_coded_number(in, UCDP_LOW, &low);
    bool has_high = lapi_coded_number(in, UCDP_HIGH, &high);
    if (!lapi_coded_number(in, UCDP_BEST, &best) || best < 0)
        return;
    if (!has_low || !has_high)
        low = high = best;
    if (best > 0 || high > 0)
        lapi_coded_amount(in, LAPI_WHAT_DEAD, best, low, high);
}

static void read_ucdp(lapi_coded_in *in)
{
    lapi_slice country = ucdp_state(in, UCDP_COUNTRY_ID);
    if (!country.bytes)
        country = lapi_codes_find_country(in->codes, in->cells[UCDP_COUNTRY]);
    bool is_one_sided = lapi_slice_is(in->cells[UCDP_KIND], "3");
    lapi_coded_id(in, "ucdp", UCDP_ID, UCDP_ID);
    lapi_coded_event(in, "ucdp", UCDP_KIND);
    lapi_coded_when(in, UCDP_FROM, UCDP_TO);
    ucdp_side(in, &in->record->actors, UCDP_SIDE_A, UCDP_GWNO_A, false, country);
    ucdp_side(in, &in->record->recipients, UCDP_SIDE_B, UCDP_GWNO_B, is_one_sided,
              country);
    ucdp_place(in, country);
    ucdp_deaths(in);
    in->record->evidence.text = lapi_coded_keep(in, in->cells[UCDP_HEADLINE]);
    in->report->publisher = lapi_coded_keep(in, in->cells[UCDP_OFFICE]);
}

const lapi_coded_format lapi_coded_ucdp = {
    "ucdp", ucdp_names, COUNT(ucdp_names), NULL, 0, true, true, 1000, read_ucdp};

/* --- ACLED --- */

enum {
    ACLED_ID,
    ACLED_DAY,
    ACLED_TYPE,
    ACLED_SUBTYPE,
    ACLED_ACTOR1,
    ACLED_INTER1,
    ACLED_ACTOR2,
    ACLED_INTER2,
    ACLED_COUNTRY,
    ACLED_ADMIN1,
    ACLED_PLACE,
    ACLED_LAT,
    ACLED_LON,
    ACLED_PREC,
    ACLED_SOURCE,
    ACLED_NOTES,
    ACLED_DEATHS
};

static const char *const acled_names[] = {
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1",
    "inter1",        "actor2",     "inter2",     "country",        "admin1",
    "location",      "latitude",   "longitude",  "geo_precision",  "source",
    "notes",         "fatalities"};

#define NAME_BYTES_MAX 200u /* of a name in which a state is looked for */

/* The state inside a name: "Military Forces of Mali (2020-)", "Protesters (Kenya)". */
static lapi_slice state_in(const lapi_coded_in *in, lapi_slice name)
{
    lapi_slice rest = name, head = LAPI_S(""), inner = LAPI_S(""), state;
    lapi_slice_cut(&rest, '(', &head);
    if (rest.at)
        lapi_slice_cut(&rest, ')', &inner);
    if (head.bytes > NAME_BYTES_MAX)
        head.bytes = NAME_BYTES_MAX;
    state = lapi_codes_find_country(in->codes, inner);
    for (uint32_t i = 4; !state.bytes && i < head.bytes; i++)
        if (memcmp(head.at + i - 4, " of ", 4) == 0)
            state = lapi_codes_find_country(in->codes,
                                            lapi_slice_of(head.at + i, head.bytes - i));
    return state;
}

/* The kind that begins a name, else that of the column beside it. */
static lapi_slice sector_of(const lapi_coded_in *in, lapi_slice name, lapi_slice inter)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < name.bytes && words < 2; i++)
        if (name.at[i] == ' ' && ++words == 2)
            name.bytes = i;
    lapi_slice sector = lapi_codes_find_sector(in->codes, LAPI_SECTORS_ACLED, name);
    return sector.bytes ? sector
                        : lapi_codes_find_sector(in->codes, LAPI_SECTORS_ACLED, inter);
}

static void acled_side(lapi_coded_in *in, lapi_entities *side, unsigned actor,
                       lapi_slice where)
{
    lapi_slice name = in->cells[actor];
    if (!name.bytes)
        return;
    lapi_slice sector = sector_of(in, name, in->cells[actor + 1]);
    lapi_slice state = state_in(in, name);
    if (!state.bytes &&
        sector.bytes) /* external forces have none: they are not known */
        state = where;
    lapi_coded_party(in, side, name, state, sector);
}

static void acled_place(lapi_coded_in *in, lapi_slice country)
{
    double precision = 1;
    lapi_coded_number(in, ACLED_PREC, &precision);
    lapi_coded_site(in, in->cells[ACLED_PLACE], in->cells[ACLED_ADMIN1], country,
                    precision >= 3 ? LAPI_GRAIN_REGION : LAPI_GRAIN_CITY, ACLED_LAT,
                    ACLED_LON);
}

static void read_acled(lapi_coded_in *in)
{
    double deaths = 0;
    lapi_slice country =
        lapi_codes_find_nation(in->codes, LAPI_NATIONS_ICEWS, in->cells[ACLED_COUNTRY]);
    lapi_coded_id(in, "acled", ACLED_ID, ACLED_ID);
    lapi_coded_event(in, "acled",
                     in->cells[ACLED_SUBTYPE].bytes ? ACLED_SUBTYPE : ACLED_TYPE);
    lapi_coded_when(in, ACLED_DAY, ACLED_DAY);
    acled_side(in, &in->record->actors, ACLED_ACTOR1, country);
    acled_side(in, &in->record->recipients, ACLED_ACTOR2, country);
    acled_place(in, country);
    if (lapi_coded_number(in, ACLED_DEATHS, &deaths) && deaths > 0)
        lapi_coded_amount(in, LAPI_WHAT_DEAD, deaths, deaths, deaths);
    in->record->evidence.text = lapi_coded_keep(in, in->cells[ACLED_NOTES]);
    in->report->publisher = lapi_coded_keep(in, in->cells[ACLED_SOURCE]);
}

const lapi_coded_format lapi_coded_acled = {
    "acled", acled_names, COUNT(acled_names), NULL, 0, true, false, 1000, read_acled};
