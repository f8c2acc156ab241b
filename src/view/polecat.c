/* POLECAT: 40 columns, tab-separated, with header, "None" for what is missing. */
#include "view/flat.h"

/* clang-format off */
#define TEXT(name) {name, LAPI_FLAT_TEXT}

static const lapi_flat_field fields[] = {
    TEXT("Event ID"), TEXT("Event Date"), TEXT("Event Type"), TEXT("Event Mode"),
    TEXT("Intensity"), TEXT("Quad Code"), TEXT("Contexts"),
    TEXT("Actor Name"), TEXT("Actor Country"), TEXT("Actor COW"),
    TEXT("Primary Actor Sector"), TEXT("Actor Sectors"), TEXT("Actor Title"),
    TEXT("Actor Name Raw"), TEXT("Wikipedia Actor ID"),
    TEXT("Recipient Name"), TEXT("Recipient Country"), TEXT("Recipient COW"),
    TEXT("Primary Recipient Sector"), TEXT("Recipient Sectors"),
    TEXT("Recipient Title"), TEXT("Recipient Name Raw"),
    TEXT("Wikipedia Recipient ID"),
    TEXT("Placename"), TEXT("City"), TEXT("District"), TEXT("Province"),
    TEXT("Country"), TEXT("Latitude"), TEXT("Longitude"), TEXT("GeoNames ID"),
    TEXT("Raw Placename"), TEXT("Feature Type"), TEXT("Source"),
    TEXT("Publication Date"), TEXT("Story People"), TEXT("Story Organizations"),
    TEXT("Story Locations"), TEXT("Language"), TEXT("Version"),
};
/* clang-format on */

static void write_actor(lapi_cells *row, const lapi_flat_item *item,
                        const lapi_entity *entity)
{
    static const lapi_entity nobody = {.country = ""};
    const lapi_entity *e = entity ? entity : &nobody;
    bool is_known = e->country[0] && strcmp(e->country, "UNK") != 0;
    lapi_cells_text(row, lapi_entity_called(e));
    lapi_cells_str(row, is_known ? e->country : "");
    lapi_cells_text(row, lapi_codes_nation(item->codes, e->country, LAPI_NATIONS_COW));
    lapi_cells_str(row, e->sector);
    lapi_cells_str(row, e->sector);
    lapi_cells_text(row, e->office);
    lapi_cells_text(row, e->told.text);
    lapi_cells_text(row, e->wikidata);
}

static void write_place(lapi_cells *row, const lapi_site *site)
{
    static const char *const features[] = {"PCL", "ADM1", "PPL", "S"};
    lapi_slice none = LAPI_S("");
    lapi_cells_text(row, site ? site->name : none);
    lapi_cells_text(row, lapi_site_city(site));
    lapi_cells_none(row);
    lapi_cells_text(row, lapi_site_province(site));
    lapi_cells_str(row, site ? site->country : "");
    lapi_cells_point(row, site);
    lapi_cells_geonameid(row, site);
    lapi_cells_text(row, site ? site->told.text : none);
    lapi_cells_str(row, site ? features[site->grain & 3] : "");
}

static void write(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_record *record = item->record;
    lapi_cells_id(row, record->id, item->number);
    lapi_cells_day(row, lapi_flat_day(item));
    lapi_cells_str(row, lapi_event_name(record->type));
    lapi_cells_text(row, record->mode);
    lapi_cells_e1(row, record->scale_e1);
    lapi_cells_int(row, record->quad);
    lapi_cells_contexts(row, record);
    write_actor(row, item, item->source);
    write_actor(row, item, item->target);
    write_place(row, lapi_flat_site(item));
    lapi_cells_text(row, item->report->publisher);
    lapi_cells_day(row, item->report->date);
    lapi_cells_nones(row, 3);
    lapi_cells_text(row, item->report->language);
    lapi_cells_text(row, item->report->coder);
}

const lapi_flat lapi_flat_polecat = {
    fields, sizeof fields / sizeof *fields, LAPI_CELLS_TSV, true, true, "None", write};
