/* Phoenix, as the pipeline of the Open Event Data Alliance writes it: 26 columns,
 * tab-separated, no header. */
#include "view/flat.h"

/* clang-format off */
#define TEXT(name) {name, LAPI_FLAT_TEXT}

static const lapi_flat_field fields[] = {
    TEXT("EventID"), TEXT("Date"), TEXT("Year"), TEXT("Month"), TEXT("Day"),
    TEXT("SourceActorFull"), TEXT("SourceActorEntity"), TEXT("SourceActorRole"),
    TEXT("SourceActorAttribute"), TEXT("TargetActorFull"),
    TEXT("TargetActorEntity"), TEXT("TargetActorRole"),
    TEXT("TargetActorAttribute"), TEXT("EventCode"), TEXT("EventRootCode"),
    TEXT("QuadClass"), TEXT("GoldsteinScore"), TEXT("Issues"), TEXT("Lat"),
    TEXT("Lon"), TEXT("LocationName"), TEXT("StateName"), TEXT("CountryCode"),
    TEXT("SentenceID"), TEXT("URLs"), TEXT("NewsSources"),
};
/* clang-format on */

static void write_dates(lapi_cells *row, int32_t day)
{
    char text[11];
    lapi_cells_digits(row, day, "");
    if (day == LAPI_DAY_NONE) {
        lapi_cells_nones(row, 3);
        return;
    }
    lapi_day_write(day, text);
    lapi_cells_text(row, lapi_slice_of(text, 4));
    lapi_cells_text(row, lapi_slice_of(text + 5, 2));
    lapi_cells_text(row, lapi_slice_of(text + 8, 2));
}

/* "RUSGOV", "RUS", "GOV", "". What has no country has its type first: "IGOUNO", "IGO".
 */
static void write_actor(lapi_cells *row, const lapi_flat_item *item,
                        const lapi_entity *entity)
{
    lapi_cameo_actor actor = lapi_cameo_actor_of(item->codes, entity);
    bool has_country = actor.country.bytes > 0;
    lapi_slice parts[3] = {has_country ? actor.country : actor.types[0],
                           has_country ? actor.types[0] : actor.types[1], actor.group};
    lapi_cells_open(row);
    lapi_buffer_slice(row->out, parts[0]);
    lapi_buffer_slice(row->out, parts[2]);
    lapi_buffer_slice(row->out, parts[1]);
    lapi_cells_close(row);
    for (int i = 0; i < 3; i++)
        lapi_cells_text(row, parts[i]);
}

static void write_event(lapi_cells *row, const lapi_flat_item *item)
{
    char code[5];
    uint32_t coding;
    if (!lapi_flat_cameo(item, code, &coding)) {
        lapi_cells_nones(row, 4);
        return;
    }
    lapi_cells_str(row, code);
    lapi_cells_text(row, lapi_slice_of(code, 2));
    lapi_cells_int(row, lapi_cameo_quad(code, 0));
    lapi_cells_text(
        row, lapi_table_cell(item->codes->codings, coding, LAPI_CODINGS_GOLDSTEIN));
}

/* "military,1;legal,1" */
static void write_issues(lapi_cells *row, const lapi_record *record)
{
    lapi_cells_open(row);
    for (uint32_t i = 0; i < record->context_count; i++) {
        lapi_buffer_str(row->out, i ? ";" : "");
        lapi_buffer_slice(row->out, record->contexts[i]);
        lapi_buffer_str(row->out, ",1");
    }
    lapi_cells_close(row);
}

static void write_place(lapi_cells *row, const lapi_site *site)
{
    lapi_cells_point(row, site);
    lapi_cells_text(row, site ? site->name : LAPI_S(""));
    lapi_cells_text(row, lapi_site_province(site));
    lapi_cells_str(row, site ? site->country : "");
}

static void write(lapi_cells *row, const lapi_flat_item *item)
{
    const lapi_report *report = item->report;
    lapi_cells_id(row, item->record->id, item->number);
    write_dates(row, lapi_flat_day(item));
    write_actor(row, item, item->source);
    write_actor(row, item, item->target);
    write_event(row, item);
    write_issues(row, item->record);
    write_place(row, lapi_flat_site(item));
    lapi_cells_open(row);
    lapi_buffer_slice(row->out, report->id);
    lapi_buffer_byte(row->out, '_');
    lapi_buffer_u64(row->out, (uint64_t)item->record->sentence + 1);
    lapi_cells_close(row);
    lapi_cells_text(row, report->url);
    lapi_cells_text(row, report->publisher);
}

const lapi_flat lapi_flat_phoenix = {
    fields, sizeof fields / sizeof *fields, LAPI_CELLS_TSV, false, true, "", write};
