/* Rows that tell who did what to whom: GDELT, ICEWS, POLECAT, Phoenix, and the bare
 * dyads of KEDS and TABARI with CAMEO or WEIS codes. */
#include "base/hash.h"
#include "intake/coded_parts.h"

#define COUNT(names) ((uint8_t)(sizeof(names) / sizeof *(names)))

static lapi_slice first_part(lapi_slice text, char mark)
{
    lapi_slice part = LAPI_S("");
    lapi_slice_cut(&text, mark, &part);
    while (part.bytes && part.at[0] == ' ')
        part = lapi_slice_of(part.at + 1, part.bytes - 1);
    return part;
}

/* --- GDELT 2.0 --- */

enum {
    GDELT_ID,
    GDELT_DAY,
    GDELT_CODE1,
    GDELT_NAME1,
    GDELT_CODE2,
    GDELT_NAME2,
    GDELT_ROOT,
    GDELT_EVENT,
    GDELT_GEO_TYPE,
    GDELT_GEO_NAME,
    GDELT_GEO_COUNTRY,
    GDELT_LAT,
    GDELT_LON,
    GDELT_ADDED,
    GDELT_URL
};

static const char *const gdelt_names[] = {"GLOBALEVENTID",
                                          "SQLDATE",
                                          "Actor1Code",
                                          "Actor1Name",
                                          "Actor2Code",
                                          "Actor2Name",
                                          "IsRootEvent",
                                          "EventCode",
                                          "ActionGeo_Type",
                                          "ActionGeo_FullName",
                                          "ActionGeo_CountryCode",
                                          "ActionGeo_Lat",
                                          "ActionGeo_Long",
                                          "DATEADDED",
                                          "SOURCEURL"};
static const uint8_t gdelt_positions[] = {0,  1,  5,  6,  15, 16, 25, 26,
                                          51, 52, 53, 56, 57, 59, 60};

static void gdelt_side(lapi_coded_in *in, lapi_entities *side, unsigned code)
{
    lapi_slice country, sector;
    lapi_coded_actor(in->codes, in->cells[code], &country, &sector);
    lapi_coded_party(in, side, in->cells[code + 1], country, sector);
}

static void gdelt_place(lapi_coded_in *in)
{
    static const uint8_t grains[] = {LAPI_GRAIN_COUNTRY, LAPI_GRAIN_COUNTRY,
                                     LAPI_GRAIN_REGION,  LAPI_GRAIN_CITY,
                                     LAPI_GRAIN_CITY,    LAPI_GRAIN_REGION};
    double type = 0;
    lapi_coded_number(in, GDELT_GEO_TYPE, &type);
    if (type < 1 || type > 5)
        return;
    lapi_slice rest = in->cells[GDELT_GEO_NAME], name = LAPI_S(""), second;
    lapi_slice_cut(&rest, ',', &name);
    bool has_division = rest.at && lapi_slice_cut(&rest, ',', &second) && rest.at;
    lapi_slice admin1 = has_division ? first_part(second, ',') : LAPI_S("");
    lapi_slice country = lapi_codes_find_nation(in->codes, LAPI_NATIONS_FIPS,
                                                in->cells[GDELT_GEO_COUNTRY]);
    lapi_coded_site(in, name, admin1, country,
                    (enum lapi_place_grain)grains[(unsigned)type], GDELT_LAT,
                    GDELT_LON);
}

static void read_gdelt(lapi_coded_in *in)
{
    lapi_coded_id(in, "gdelt", GDELT_ID, GDELT_ID);
    lapi_coded_event(in, "cameo", GDELT_EVENT);
    lapi_coded_when(in, GDELT_DAY, GDELT_DAY);
    gdelt_side(in, &in->record->actors, GDELT_CODE1);
    gdelt_side(in, &in->record->recipients, GDELT_CODE2);
    gdelt_place(in);
    if (in->cells[GDELT_ADDED].bytes > 8) /* a time stands behind the day */
        in->cells[GDELT_ADDED].bytes = 8;
    in->report->date = lapi_coded_day(in, GDELT_ADDED);
    in->report->url = lapi_coded_keep(in, in->cells[GDELT_URL]);
    in->report->publisher = LAPI_S("GDELT");
}

const lapi_coded_format lapi_coded_gdelt = {
    "gdelt", gdelt_names, COUNT(gdelt_names), gdelt_positions, 61, false,
    false,   500,         read_gdelt};

/* --- ICEWS --- */

enum {
    ICEWS_ID,
    ICEWS_DAY,
    ICEWS_SOURCE,
    ICEWS_SOURCE_SECTORS,
    ICEWS_SOURCE_COUNTRY,
    ICEWS_TEXT,
    ICEWS_EVENT,
    ICEWS_TARGET,
    ICEWS_TARGET_SECTORS,
    ICEWS_TARGET_COUNTRY,
    ICEWS_SENTENCE,
    ICEWS_PUBLISHER,
    ICEWS_CITY,
    ICEWS_PROVINCE,
    ICEWS_COUNTRY,
    ICEWS_LAT,
    ICEWS_LON
};

static const char *const icews_names[] = {
    "Event ID",        "Event Date", "Source Name", "Source Sectors", "Source Country",
    "Event Text",      "CAMEO Code", "Target Name", "Target Sectors", "Target Country",
    "Sentence Number", "Publisher",  "City",        "Province",       "Country",
    "Latitude",        "Longitude"};

/* The first sector that is known; what stands for a country goes there. */
static void icews_side(lapi_coded_in *in, lapi_entities *side, unsigned name)
{
    lapi_slice sector = LAPI_S(""), one;
    lapi_slice country =
        lapi_codes_find_nation(in->codes, LAPI_NATIONS_ICEWS, in->cells[name + 2]);
    for (lapi_slice rest = in->cells[name + 1];
         !sector.bytes && lapi_slice_cut(&rest, ',', &one);)
        sector = lapi_codes_find_sector(in->codes, LAPI_SECTORS_ICEWS, one);
    if (!country.bytes)
        country = lapi_codes_find_country(in->codes, in->cells[name]);
    if (sector.bytes && !lapi_codes_is_sector(in->codes, sector)) {
        country = country.bytes ? country : sector;
        sector = LAPI_S("");
    }
    lapi_coded_party(in, side, in->cells[name], country, sector);
}

/* A place by the finest of its names. */
static void named_place(lapi_coded_in *in, lapi_slice city, lapi_slice province,
                        lapi_slice country, lapi_slice country_name, unsigned lat,
                        unsigned lon)
{
    if (city.bytes)
        lapi_coded_site(in, city, province, country, LAPI_GRAIN_CITY, lat, lon);
    else if (province.bytes)
        lapi_coded_site(in, province, province, country, LAPI_GRAIN_REGION, lat, lon);
    else
        lapi_coded_site(in, country_name, LAPI_S(""), country, LAPI_GRAIN_COUNTRY, lat,
                        lon);
}

static void read_icews(lapi_coded_in *in)
{
    double sentence = 1;
    lapi_coded_id(in, "icews", ICEWS_ID, ICEWS_DAY);
    lapi_coded_event(in, "cameo", ICEWS_EVENT);
    lapi_coded_when(in, ICEWS_DAY, ICEWS_DAY);
    icews_side(in, &in->record->actors, ICEWS_SOURCE);
    icews_side(in, &in->record->recipients, ICEWS_TARGET);
    lapi_slice country =
        lapi_codes_find_nation(in->codes, LAPI_NATIONS_ICEWS, in->cells[ICEWS_COUNTRY]);
    named_place(in, in->cells[ICEWS_CITY], in->cells[ICEWS_PROVINCE], country,
                in->cells[ICEWS_COUNTRY], ICEWS_LAT, ICEWS_LON);
    if (lapi_coded_number(in, ICEWS_SENTENCE, &sentence) && sentence >= 1 &&
        sentence < 1e6)
        in->record->sentence = (uint32_t)sentence - 1;
    in->record->evidence.text = lapi_coded_keep(in, in->cells[ICEWS_TEXT]);
    in->report->publisher = lapi_coded_keep(in, in->cells[ICEWS_PUBLISHER]);
}

const lapi_coded_format lapi_coded_icews = {
    "icews", icews_names, COUNT(icews_names), NULL, 0, false, true, 500, read_icews};

/* --- POLECAT --- */

enum {
    POLECAT_ID,
    POLECAT_DAY,
    POLECAT_TYPE,
    POLECAT_MODE,
    POLECAT_CONTEXTS,
    POLECAT_ACTOR,
    POLECAT_ACTOR_COUNTRY,
    POLECAT_ACTOR_SECTOR,
    POLECAT_RECIPIENT,
    POLECAT_RECIPIENT_COUNTRY,
    POLECAT_RECIPIENT_SECTOR,
    POLECAT_PLACE,
    POLECAT_CITY,
    POLECAT_PROVINCE,
    POLECAT_COUNTRY,
    POLECAT_LAT,
    POLECAT_LON,
    POLECAT_GEONAMES,
    POLECAT_SOURCE,
    POLECAT_PUBLISHED
};

static const char *const polecat_names[] = {"Event ID",
                                            "Event Date",
                                            "Event Type",
                                            "Event Mode",
                                            "Contexts",
                                            "Actor Name",
                                            "Actor Country",
                                            "Primary Actor Sector",
                                            "Recipient Name",
                                            "Recipient Country",
                                            "Primary Recipient Sector",
                                            "Placename",
                                            "City",
                                            "Province",
                                            "Country",
                                            "Latitude",
                                            "Longitude",
                                            "GeoNames ID",
                                            "Source",
                                            "Publication Date"};

enum { CONTEXTS_MAX = 40 };

/* PLOVER's own words; only their letters' case may differ. */
static void polecat_event(lapi_coded_in *in)
{
    char name[16];
    lapi_record *record = in->record;
    lapi_slice type = in->cells[POLECAT_TYPE], mode = in->cells[POLECAT_MODE];
    uint32_t n = type.bytes < sizeof name ? type.bytes : 0;
    for (uint32_t i = 0; i < n; i++)
        name[i] = (char)(type.at[i] >= 'a' && type.at[i] <= 'z' ? type.at[i] - 32
                                                                : type.at[i]);
    record->type = (uint8_t)lapi_event_find(lapi_slice_of(name, n));
    if (record->type == LAPI_EVENT_TYPES) {
        lapi_coded_refuse(in, POLECAT_TYPE, "is no type of PLOVER");
        return;
    }
    record->mode = lapi_coded_keep(in, first_part(mode, ';'));
    record->quad = (uint8_t)lapi_event_quad(record->type);
    record->scale_e1 = lapi_codes_scale(in->codes, record->type, record->mode);
}

/* POLECAT writes some contexts with hyphens and one in the plural. */
static lapi_slice context_of(lapi_coded_in *in, lapi_slice name)
{
    lapi_slice copy = lapi_coded_keep(in, name);
    char *at = (char *)(uintptr_t)copy.at; /* our own copy */
    for (uint32_t i = 0; i < copy.bytes; i++)
        if (at[i] == '-')
            at[i] = '_';
    return lapi_slice_is(copy, "natural_resources") ? LAPI_S("natural_resource") : copy;
}

static void polecat_contexts(lapi_coded_in *in)
{
    lapi_slice rest = in->cells[POLECAT_CONTEXTS], one;
    in->record->contexts =
        lapi_coded_room(in, CONTEXTS_MAX, sizeof *in->record->contexts);
    while (in->status == LAP_OK && in->record->context_count < CONTEXTS_MAX &&
           lapi_slice_cut(&rest, ';', &one)) {
        one = first_part(one, ';');
        if (one.bytes)
            in->record->contexts[in->record->context_count++] = context_of(in, one);
    }
}

/* A code of its own, or a name as ICEWS has it. */
static lapi_slice polecat_country(const lapi_coded_in *in, unsigned column)
{
    lapi_slice country = in->cells[column];
    return lapi_codes_is_country(in->codes, country)
               ? country
               : lapi_codes_find_nation(in->codes, LAPI_NATIONS_ICEWS, country);
}

static void polecat_side(lapi_coded_in *in, lapi_entities *side, unsigned name)
{
    lapi_slice country = polecat_country(in, name + 1), sector = in->cells[name + 2];
    if (!lapi_codes_is_sector(in->codes, sector))
        sector = LAPI_S("");
    lapi_coded_party(in, side, in->cells[name], country, sector);
}

static void read_polecat(lapi_coded_in *in)
{
    double geonames = 0;
    lapi_coded_id(in, "polecat", POLECAT_ID, POLECAT_ID);
    polecat_event(in);
    polecat_contexts(in);
    lapi_coded_when(in, POLECAT_DAY, POLECAT_DAY);
    polecat_side(in, &in->record->actors, POLECAT_ACTOR);
    polecat_side(in, &in->record->recipients, POLECAT_RECIPIENT);
    named_place(in, in->cells[POLECAT_CITY], in->cells[POLECAT_PROVINCE],
                polecat_country(in, POLECAT_COUNTRY), in->cells[POLECAT_PLACE],
                POLECAT_LAT, POLECAT_LON);
    if (lapi_coded_number(in, POLECAT_GEONAMES, &geonames) && in->record->site_count &&
        geonames > 0 && geonames < UINT32_MAX)
        in->record->sites->geonameid = (uint32_t)geonames;
    in->report->date = lapi_coded_day(in, POLECAT_PUBLISHED);
    in->report->publisher = lapi_coded_keep(in, in->cells[POLECAT_SOURCE]);
}

const lapi_coded_format lapi_coded_polecat = {
    "polecat", polecat_names, COUNT(polecat_names), NULL, 0, false,
    true,      500,           read_polecat};

/* --- Phoenix --- */

enum {
    PHOENIX_ID,
    PHOENIX_DAY,
    PHOENIX_SOURCE,
    PHOENIX_TARGET,
    PHOENIX_EVENT,
    PHOENIX_LAT,
    PHOENIX_LON,
    PHOENIX_PLACE,
    PHOENIX_STATE,
    PHOENIX_COUNTRY,
    PHOENIX_URLS,
    PHOENIX_SOURCES
};

static const char *const phoenix_names[] = {
    "EventID", "Date",       "SourceActorFull", "TargetActorFull", "EventCode",
    "Lat",     "Lon",        "LocationName",    "StateName",       "CountryCode",
    "URLs",    "NewsSources"};
static const uint8_t phoenix_positions[] = {0, 1, 5, 9, 13, 18, 19, 20, 21, 22, 24, 25};

/* A code that says which state it is of needs no name. */
static void code_side(lapi_coded_in *in, lapi_entities *side, unsigned code)
{
    lapi_slice country, sector;
    lapi_coded_actor(in->codes, in->cells[code], &country, &sector);
    lapi_coded_party(in, side, country.bytes ? LAPI_S("") : in->cells[code], country,
                     sector);
}

static void read_phoenix(lapi_coded_in *in)
{
    lapi_coded_id(in, "phoenix", PHOENIX_ID, PHOENIX_ID);
    lapi_coded_event(in, "cameo", PHOENIX_EVENT);
    lapi_coded_when(in, PHOENIX_DAY, PHOENIX_DAY);
    code_side(in, &in->record->actors, PHOENIX_SOURCE);
    code_side(in, &in->record->recipients, PHOENIX_TARGET);
    lapi_slice country = lapi_codes_find_nation(in->codes, LAPI_NATIONS_CAMEO,
                                                in->cells[PHOENIX_COUNTRY]);
    named_place(in, in->cells[PHOENIX_PLACE], in->cells[PHOENIX_STATE], country,
                in->cells[PHOENIX_COUNTRY], PHOENIX_LAT, PHOENIX_LON);
    in->report->url = lapi_coded_keep(in, first_part(in->cells[PHOENIX_URLS], ';'));
    in->report->publisher =
        lapi_coded_keep(in, first_part(in->cells[PHOENIX_SOURCES], ';'));
}

const lapi_coded_format lapi_coded_phoenix = {
    "phoenix", phoenix_names, COUNT(phoenix_names), phoenix_positions, 26, false,
    false,     500,           read_phoenix};

/* --- Dyads of KEDS and TABARI: 950103 ISR PAL 223 --- */

enum { DYAD_DAY, DYAD_SOURCE, DYAD_TARGET, DYAD_EVENT };

static const char *const dyad_names[] = {"date", "source", "target", "code"};
static const uint8_t dyad_positions[] = {0, 1, 2, 3};

/* Days of six digits are of 1945 to 2044. */
static void dyad_day(lapi_coded_in *in, char text[9])
{
    lapi_slice *cell = &in->cells[DYAD_DAY];
    if (cell->bytes != 6)
        return;
    memcpy(text, memcmp(cell->at, "45", 2) >= 0 ? "19" : "20", 2);
    memcpy(text + 2, cell->at, 6);
    *cell = lapi_slice_of(text, 8);
}

/* Such rows have no id: they are what they say. */
static void dyad_id(lapi_coded_in *in, const char *scheme)
{
    char id[17], whole[32] = "";
    lapi_slice text = in->report->text;
    lapi_id_write(lapi_hash(LAPI_HASH_START, text.at, text.bytes), id);
    strcat(strcat(strcpy(whole, scheme), ":"), id);
    in->report->id = lapi_coded_keep(in, lapi_slice_str(whole));
}

static void read_dyad(lapi_coded_in *in, const char *scheme)
{
    char day[9];
    dyad_id(in, scheme);
    dyad_day(in, day);
    lapi_coded_event(in, scheme, DYAD_EVENT);
    lapi_coded_when(in, DYAD_DAY, DYAD_DAY);
    code_side(in, &in->record->actors, DYAD_SOURCE);
    code_side(in, &in->record->recipients, DYAD_TARGET);
}

static void read_cameo(lapi_coded_in *in)
{
    read_dyad(in, "cameo");
}

static void read_weis(lapi_coded_in *in)
{
    read_dyad(in, "weis");
}

const lapi_coded_format lapi_coded_cameo = {
    "cameo", dyad_names, COUNT(dyad_names), dyad_positions, 4, false,
    false,   500,        read_cameo};
const lapi_coded_format lapi_coded_weis = {
    "weis", dyad_names, COUNT(dyad_names), dyad_positions, 4, false,
    false,  500,        read_weis};
