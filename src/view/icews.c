/* ICEWS coded events: 20 columns, tab-separated, with header, "NA" for what is missing.
 */
#include "view/flat.h"

static const lapi_flat_field fields[] = {
    {"Event ID", LAPI_FLAT_TEXT},       {"Event Date", LAPI_FLAT_DAY},
    {"Source Name", LAPI_FLAT_TEXT},    {"Source Sectors", LAPI_FLAT_TEXT},
    {"Source Country", LAPI_FLAT_TEXT}, {"Event Text", LAPI_FLAT_TEXT},
    {"CAMEO Code", LAPI_FLAT_TEXT},     {"Intensity", LAPI_FLAT_DECIMAL},
    {"Target Name", LAPI_FLAT_TEXT},    {"Target Sectors", LAPI_FLAT_TEXT},
    {"Target Country", LAPI_FLAT_TEXT}, {"Story ID", LAPI_FLAT_TEXT},
    {"Sentence Number", LAPI_FLAT_INT}, {"Publisher", LAPI_FLAT_TEXT},
    {"City", LAPI_FLAT_TEXT},           {"District", LAPI_FLAT_TEXT},
    {"Province", LAPI_FLAT_TEXT},       {"Country", LAPI_FLAT_TEXT},
    {"Latitude", LAPI_FLAT_DECIMAL},    {"Longitude", LAPI_FLAT_DECIMAL},
};

static void write_actor(lapi_cells *row, const lapi_flat_item *item,
                        const lapi_entity *entity)
{
    lapi_slice sector = LAPI_S(""), country = LAPI_S("");
    if (entity) {
        sector = lapi_codes_sector(item->codes, entity->sector, LAPI_SECTORS_ICEWS);
        country = lapi_codes_nation(item->codes, entity->country, LAPI_NATIONS_ICEWS);
        if (!country.bytes && strcmp(entity->country, "UNK") != 0)
            sector =
                lapi_codes_sector(item->codes, entity->country, LAPI_SECTORS_ICEWS);
    }
    lapi_cells_text(row, lapi_entity_called(entity));
    lapi_cells_text(row, sector);
    lapi_cells_text(row, country);
}

static void write_event(lapi_cells *row, const lapi_flat_item *item)
{
    char code[5];
    uint32_t coding;
    const lapi_table *codings = item->codes->codings;
    if (!lapi_flat_cameo(item, code, &coding)) {
        lapi_cells_nones(row, 3);
        return;
    }
    lapi_cells_text(row, lapi_table_cell(codings, coding, LAPI_CODINGS_NAME));
    lapi_cells_str(row, code);
    lapi_cells_text(row, lapi_table_cell(codings, coding, LAPI_CODINGS_GOLDSTEIN));
}

static void write(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_site *site = lapi_flat_site(item);
    lapi_cells_id(row, item->record->id, item->number);
    lapi_cells_day(row, lapi_flat_day(item));
    write_actor(row, item, item->source);
    write_event(row, item);
    write_actor(row, item, item->target);
    lapi_cells_text(row, item->report->id);
    lapi_cells_int(row, (int64_t)item->record->sentence + 1);
    lapi_cells_text(row, item->report->publisher);
    lapi_cells_text(row, lapi_site_city(site));
    lapi_cells_none(row);
    lapi_cells_text(row, lapi_site_province(site));
    lapi_cells_text(
        row, site ? lapi_codes_nation(item->codes, site->country, LAPI_NATIONS_ICEWS)
                  : LAPI_S(""));
    lapi_cells_point(row, site);
}

const lapi_flat lapi_flat_icews = {
    fields, sizeof fields / sizeof *fields, LAPI_CELLS_TSV, true, true, "NA", write};
