#include "view/flat.h"

#include <assert.h>

void lapi_flat_head(const lapi_flat *flat, lapi_buffer *out)
{
    lapi_cells row = {.out = out, .missing = flat->missing, .kind = flat->kind};
    for (uint32_t i = 0; i < flat->field_count; i++)
        lapi_cells_str(&row, flat->fields[i].name);
    lapi_cells_end(&row);
}

static void write_row(const lapi_flat *flat, const lapi_flat_item *item,
                      lapi_buffer *out)
{
    lapi_cells row = {.out = out, .missing = flat->missing, .kind = flat->kind};
    flat->write(&row, item);
    assert(row.cells == flat->field_count || out->failed);
    lapi_cells_end(&row);
}

/* Do all parties stand among the actors, each toward each? */
static bool is_reciprocal(const lapi_record *record)
{
    static const uint32_t types = 1u << LAPI_EVENT_AGREE | 1u << LAPI_EVENT_CONSULT |
                                  1u << LAPI_EVENT_COOPERATE |
                                  1u << LAPI_EVENT_RETREAT | 1u << LAPI_EVENT_ASSAULT;
    return record->recipients.count == 0 && record->actors.count > 1 &&
           types >> record->type & 1;
}

static void write_pairs(const lapi_flat *flat, lapi_flat_item *item, lapi_buffer *out)
{
    const lapi_record *record = item->record;
    bool is_mutual = is_reciprocal(record);
    const lapi_entities *targets = is_mutual ? &record->actors : &record->recipients;
    uint32_t n = record->actors.count ? record->actors.count : 1;
    uint32_t m = targets->count ? targets->count : 1;
    uint32_t pairs = is_mutual ? n * (n - 1) : n * m, number = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t j = 0; j < m && number < LAPI_FLAT_PAIRS_MAX; j++) {
            if (is_mutual && i == j)
                continue;
            number++;
            item->source = record->actors.count ? &record->actors.at[i] : NULL;
            item->target = targets->count ? &targets->at[j] : NULL;
            item->number = pairs > 1 ? number : 0;
            write_row(flat, item, out);
        }
}

static bool is_done(const lapi_record *record)
{
    return record->status == LAPI_STATUS_ACTUAL && record->same_as == 0;
}

uint64_t lapi_flat_rows(const lapi_flat *flat, const lapi_codes *codes,
                        const lapi_report *report, lapi_buffer *out)
{
    uint64_t count = 0;
    for (uint32_t r = 0; r < report->record_count; r++) {
        lapi_flat_item item = {codes, report, &report->records[r], NULL, NULL, 0};
        if (flat->is_dyadic && !is_done(item.record))
            continue;
        if (flat->is_dyadic)
            write_pairs(flat, &item, out);
        else
            write_row(flat, &item, out);
        count++;
    }
    return count;
}

int32_t lapi_flat_day(const lapi_flat_item *item)
{
    int32_t day = item->record->from;
    return day == LAPI_DAY_NONE ? item->report->date : day;
}

bool lapi_flat_cameo(const lapi_flat_item *item, char code[5], uint32_t *row)
{
    const lapi_record *record = item->record;
    lapi_slice own = lapi_slice_str(record->cameo);
    if (own.bytes == 0) {
        lapi_slice type = lapi_slice_str(lapi_event_name(record->type));
        if (!lapi_codes_coding(item->codes, "plover", type, row))
            return false;
        own = lapi_table_cell(item->codes->codings, *row, LAPI_CODINGS_CAMEO);
    }
    if (own.bytes < 2 || own.bytes > 4)
        return false;
    memcpy(code, own.at, own.bytes);
    code[own.bytes] = '\0';
    if (own.bytes == 2) /* the class itself is written 190, not 19 */
        memcpy(code + 2, "0", 2);
    return lapi_codes_coding(item->codes, "cameo", lapi_slice_str(code), row);
}

unsigned lapi_cameo_quad(const char *code, unsigned statement)
{
    unsigned root = (unsigned)(code[0] - '0') * 10 + (unsigned)(code[1] - '0');
    if (root <= 2)
        return statement;
    return root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

const lapi_site *lapi_flat_site(const lapi_flat_item *item)
{
    const lapi_record *record = item->record;
    for (uint32_t i = 0; i < record->site_count; i++)
        if (record->sites[i].relation == LAPI_PLACE_IN)
            return &record->sites[i];
    return record->site_count ? &record->sites[0] : NULL;
}

lapi_slice lapi_site_city(const lapi_site *site)
{
    return site && site->grain >= LAPI_GRAIN_CITY ? site->name : LAPI_S("");
}

lapi_slice lapi_site_province(const lapi_site *site)
{
    if (!site || site->grain == LAPI_GRAIN_COUNTRY)
        return LAPI_S("");
    return site->admin1.bytes || site->grain != LAPI_GRAIN_REGION ? site->admin1
                                                                  : site->name;
}

lapi_slice lapi_report_where(const lapi_report *report)
{
    return report->url.bytes ? report->url : report->id;
}

lapi_cameo_actor lapi_cameo_actor_of(const lapi_codes *codes, const lapi_entity *entity)
{
    lapi_cameo_actor out = {0};
    if (!entity)
        return out;
    lapi_slice type = lapi_codes_sector(codes, entity->sector, LAPI_SECTORS_CAMEO);
    out.country = lapi_codes_nation(codes, entity->country, LAPI_NATIONS_CAMEO);
    if (out.country.bytes) {
        out.types[0] = type;
        return out;
    }
    out.types[0] = lapi_codes_sector(codes, entity->country, LAPI_SECTORS_CAMEO);
    out.group = lapi_codes_sector(codes, entity->country, LAPI_SECTORS_GROUP);
    if (out.types[0].bytes == 0)
        out.types[0] = type;
    else if (!lapi_slice_is(type, "GOV")) /* the body itself governs nothing */
        out.types[1] = type;
    if (strcmp(entity->country, "WST") == 0)
        out.country = LAPI_S("WST");
    return out;
}

void lapi_cells_point(lapi_cells *row, const lapi_site *site)
{
    if (!site || !site->has_point) {
        lapi_cells_nones(row, 2);
        return;
    }
    lapi_cells_decimal(row, (double)site->lat_e4 / 10000, 4);
    lapi_cells_decimal(row, (double)site->lon_e4 / 10000, 4);
}

void lapi_cells_geonameid(lapi_cells *row, const lapi_site *site)
{
    if (site && site->geonameid)
        lapi_cells_int(row, site->geonameid);
    else
        lapi_cells_none(row);
}

void lapi_cells_digits(lapi_cells *row, int32_t day, const char *more)
{
    char text[11];
    lapi_cells_open(row);
    if (day != LAPI_DAY_NONE) {
        lapi_day_write(day, text);
        lapi_buffer_add(row->out, text, 4);
        lapi_buffer_add(row->out, text + 5, 2);
        lapi_buffer_add(row->out, text + 8, 2);
        lapi_buffer_str(row->out, more);
    }
    lapi_cells_close(row);
}

void lapi_cells_contexts(lapi_cells *row, const lapi_record *record)
{
    lapi_cells_open(row);
    for (uint32_t i = 0; i < record->context_count; i++)
        lapi_cells_item(row, i, record->contexts[i]);
    lapi_cells_close(row);
}

void lapi_cells_e1(lapi_cells *row, int16_t value)
{
    lapi_cells_decimal(row, (double)value / 10, 1);
}
