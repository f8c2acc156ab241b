/* ICEWS coded events: 20 columns, tab-separated, with header, "NA" for what is missing.
 */
#include "view/flat.h"

static const lapi_field fields[] = {
    {"Event ID", LAPI_FIELD_TEXT},       {"Event Date", LAPI_FIELD_DAY},
    {"Source Name", LAPI_FIELD_TEXT},    {"Source Sectors", LAPI_FIELD_TEXT},
    {"Source Country", LAPI_FIELD_TEXT}, {"Event Text", LAPI_FIELD_TEXT},
    {"CAMEO Code", LAPI_FIELD_TEXT},     {"Intensity", LAPI_FIELD_DECIMAL},
    {"Target Name", LAPI_FIELD_TEXT},    {"Target Sectors", LAPI_FIELD_TEXT},
    {"Target Country", LAPI_FIELD_TEXT}, {"Story ID", LAPI_FIELD_TEXT},
    {"Sentence Number", LAPI_FIELD_INT}, {"Publisher", LAPI_FIELD_TEXT},
    {"City", LAPI_FIELD_TEXT},           {"District", LAPI_FIELD_TEXT},
    {"Province", LAPI_FIELD_TEXT},       {"Country", LAPI_FIELD_TEXT},
    {"Latitude", LAPI_FIELD_DECIMAL},    {"Longitude", LAPI_FIELD_DECIMAL},
};

static void write_actor(lapi_row *row, const lapi_telling *telling,
                        const lapi_entity *entity)
{
    lapi_slice sector = LAPI_S(""), country = LAPI_S("");
    if (entity) {
        sector = lapi_codes_sector(telling->codes, entity->sector, LAPI_SECTORS_ICEWS);
        country =
            lapi_codes_nation(telling->codes, entity->country, LAPI_NATIONS_ICEWS);
        if (!country.bytes && strcmp(entity->country, "UNK") != 0)
            sector =
                lapi_codes_sector(telling->codes, entity->country, LAPI_SECTORS_ICEWS);
    }
    lapi_row_text(row, lapi_entity_called(entity));
    lapi_row_text(row, sector);
    lapi_row_text(row, country);
}

static void write_event(lapi_row *row, const lapi_telling *telling)
{
    char code[5];
    uint32_t coding;
    const lapi_table *codings = telling->codes->codings;
    if (!lapi_telling_cameo(telling, code, &coding)) {
        for (int i = 0; i < 3; i++)
            lapi_row_none(row);
        return;
    }
    lapi_row_text(row, lapi_table_cell(codings, coding, LAPI_CODINGS_NAME));
    lapi_row_str(row, code);
    lapi_row_text(row, lapi_table_cell(codings, coding, LAPI_CODINGS_GOLDSTEIN));
}

static void write(lapi_row *row, const lapi_telling *telling)
{
    const lapi_site *site = lapi_telling_site(telling);
    lapi_row_id(row, telling->record->id, telling->number);
    lapi_row_day(row, lapi_telling_day(telling));
    write_actor(row, telling, telling->source);
    write_event(row, telling);
    write_actor(row, telling, telling->target);
    lapi_row_text(row, telling->report->id);
    lapi_row_int(row, (int64_t)telling->record->sentence + 1);
    lapi_row_text(row, telling->report->publisher);
    lapi_row_text(row, lapi_site_city(site));
    lapi_row_none(row);
    lapi_row_text(row, lapi_site_province(site));
    lapi_row_text(
        row, site ? lapi_codes_nation(telling->codes, site->country, LAPI_NATIONS_ICEWS)
                  : LAPI_S(""));
    lapi_row_point(row, site);
}

const lapi_flat lapi_flat_icews = {
    fields, sizeof fields / sizeof *fields, LAPI_ROW_TSV, true, true, "NA", write};
