/* GDELT 2.0 events: 61 columns, tab-separated, no header. What lapwing does not read
 * (tone, ethnic groups, where an actor is) stays empty. */
#include "view/flat.h"

/* A headline and the two sentences that news begin with. */
#define LEAD_SENTENCES 3u

#define TEXT(name)                                                                     \
    {                                                                                  \
        name, LAPI_FLAT_TEXT                                                           \
    }

/* clang-format off */
#define ACTOR(n)                                                                       \
    TEXT("Actor" n "Code"), TEXT("Actor" n "Name"), TEXT("Actor" n "CountryCode"),     \
    TEXT("Actor" n "KnownGroupCode"), TEXT("Actor" n "EthnicCode"),                    \
    TEXT("Actor" n "Religion1Code"), TEXT("Actor" n "Religion2Code"),                  \
    TEXT("Actor" n "Type1Code"), TEXT("Actor" n "Type2Code"),                          \
    TEXT("Actor" n "Type3Code")
#define GEO(of)                                                                        \
    TEXT(of "Geo_Type"), TEXT(of "Geo_FullName"), TEXT(of "Geo_CountryCode"),          \
    TEXT(of "Geo_ADM1Code"), TEXT(of "Geo_ADM2Code"), TEXT(of "Geo_Lat"),              \
    TEXT(of "Geo_Long"), TEXT(of "Geo_FeatureID")

static const lapi_flat_field fields[] = {
    TEXT("GLOBALEVENTID"), TEXT("SQLDATE"), TEXT("MonthYear"), TEXT("Year"),
    TEXT("FractionDate"), ACTOR("1"), ACTOR("2"), TEXT("IsRootEvent"),
    TEXT("EventCode"), TEXT("EventBaseCode"), TEXT("EventRootCode"),
    TEXT("QuadClass"), TEXT("GoldsteinScale"), TEXT("NumMentions"),
    TEXT("NumSources"), TEXT("NumArticles"), TEXT("AvgTone"), GEO("Actor1"),
    GEO("Actor2"), GEO("Action"), TEXT("DATEADDED"), TEXT("SOURCEURL"),
};
/* clang-format on */

static void write_dates(lapi_cells *row, int32_t day)
{
    char text[11];
    int32_t civil;
    uint32_t month, dom;
    lapi_cells_digits(row, day, "");
    if (day == LAPI_DAY_NONE) {
        lapi_cells_nones(row, 3);
        return;
    }
    lapi_day_write(day, text);
    lapi_cells_open(row);
    lapi_buffer_add(row->out, text, 4);
    lapi_buffer_add(row->out, text + 5, 2);
    lapi_cells_close(row);
    lapi_day_to_civil(day, &civil, &month, &dom);
    uint32_t year = civil < 0 ? 0 : (uint32_t)civil;
    lapi_cells_int(row, year);
    /* A year of 365 days and months of 30, as GDELT counts. */
    lapi_cells_decimal(row, year + ((month - 1) * 30 + dom) / 365.0, 4);
}

static void write_actor(lapi_cells *row, const lapi_flat_item *item,
                        const lapi_entity *entity)
{
    lapi_cameo_actor actor = lapi_cameo_actor_of(item->codes, entity);
    lapi_cells_open(row);
    if (actor.group.bytes) {
        lapi_buffer_slice(row->out, actor.types[0]);
        lapi_buffer_slice(row->out, actor.group);
    } else {
        lapi_buffer_slice(row->out, actor.country);
        lapi_buffer_slice(row->out, actor.types[0]);
    }
    lapi_buffer_slice(row->out, actor.types[1]);
    lapi_cells_close(row);
    lapi_cells_text(row, lapi_entity_called(entity));
    lapi_cells_text(row, actor.country);
    lapi_cells_text(row, actor.group);
    lapi_cells_nones(row, 3);
    lapi_cells_text(row, actor.types[0]);
    lapi_cells_text(row, actor.types[1]);
    lapi_cells_none(row);
}

static void write_event(lapi_cells *row, const lapi_flat_item *item)
{
    char code[5];
    uint32_t coding;
    if (!lapi_flat_cameo(item, code, &coding)) {
        lapi_cells_nones(row, 5);
        return;
    }
    lapi_cells_str(row, code);
    lapi_cells_text(row, lapi_slice_of(code, 3));
    lapi_cells_text(row, lapi_slice_of(code, 2));
    lapi_cells_int(row, lapi_cameo_quad(code, 1));
    lapi_cells_text(
        row, lapi_table_cell(item->codes->codings, coding, LAPI_CODINGS_GOLDSTEIN));
}

/* 1 country, 2 state and 3 town of the United States, 4 town, 5 division elsewhere. */
static int geo_type(const lapi_site *site)
{
    bool is_usa = strcmp(site->country, "USA") == 0;
    if (site->grain == LAPI_GRAIN_COUNTRY)
        return 1;
    if (site->grain == LAPI_GRAIN_REGION)
        return is_usa ? 2 : 5;
    return is_usa ? 3 : 4;
}

static void write_full_name(lapi_cells *row, const lapi_flat_item *item,
                            const lapi_site *site)
{
    lapi_slice parts[3] = {
        site->name, site->admin1,
        lapi_codes_nation(item->codes, site->country, LAPI_NATIONS_ICEWS)};
    bool is_first = true;
    lapi_cells_open(row);
    for (int i = 0; i < 3; i++) {
        if (!parts[i].bytes || (i && lapi_slice_equal(parts[i], parts[0])))
            continue;
        lapi_buffer_str(row->out, is_first ? "" : ", ");
        lapi_buffer_slice(row->out, parts[i]);
        is_first = false;
    }
    lapi_cells_close(row);
}

static void write_no_place(lapi_cells *row)
{
    lapi_cells_int(row, 0);
    lapi_cells_nones(row, 7);
}

static void write_place(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_site *site = lapi_flat_site(item);
    if (!site) {
        write_no_place(row);
        return;
    }
    lapi_slice fips = lapi_codes_nation(item->codes, site->country, LAPI_NATIONS_FIPS);
    lapi_slice division =
        lapi_codes_admin1(item->codes, site->country, lapi_site_province(site));
    lapi_cells_int(row, geo_type(site));
    write_full_name(row, item, site);
    lapi_cells_text(row, fips);
    lapi_cells_open(row);
    lapi_buffer_slice(row->out, fips);
    lapi_buffer_slice(row->out, division);
    lapi_cells_close(row);
    lapi_cells_none(row);
    lapi_cells_point(row, site);
    lapi_cells_none(row); /* an id of GNS or GNIS: ours are GeoNames' */
}

static void write(lapi_cells *row, const lapi_flat_item *item)
{
    lapi_cells_id(row, item->record->id, item->number);
    write_dates(row, lapi_flat_day(item));
    write_actor(row, item, item->source);
    write_actor(row, item, item->target);
    lapi_cells_int(row, item->record->sentence < LEAD_SENTENCES);
    write_event(row, item);
    for (int i = 0; i < 3; i++)
        lapi_cells_int(row, 1); /* mentions, sources and articles of one document */
    lapi_cells_none(row);
    write_no_place(row);
    write_no_place(row);
    write_place(row, item);
    lapi_cells_digits(row, item->report->date, "000000");
    lapi_cells_text(row, lapi_report_where(item->report));
}

const lapi_flat lapi_flat_gdelt = {
    fields, sizeof fields / sizeof *fields, LAPI_CELLS_TSV, false, true, "", write};
