#include "intake/coded_parts.h"

#include "base/hash.h"
#include "base/status.h"
#include "intake/intake.h"

#include <math.h>

void lapi_coded_refuse(lapi_coded_in *in, unsigned column, const char *what)
{
    lapi_slice cell = in->cells[column];
    if (in->status == LAP_OK)
        in->status =
            lapi_fail(in->error, LAP_BAD_INPUT, 0, "%s %s: %.*s", in->names[column],
                      what, (int)(cell.bytes < 60 ? cell.bytes : 60), cell.at);
}

void *lapi_coded_room(lapi_coded_in *in, size_t count, size_t size)
{
    void *at = lapi_arena_get(in->arena, count, size);
    if (!at && in->status == LAP_OK)
        in->status = LAP_NO_MEMORY;
    return at;
}

lapi_slice lapi_coded_keep(lapi_coded_in *in, lapi_slice text)
{
    if (!text.bytes)
        return LAPI_S("");
    lapi_slice copy = lapi_arena_copy(in->arena, text.at, text.bytes);
    if (!copy.at && in->status == LAP_OK)
        in->status = LAP_NO_MEMORY;
    return copy;
}

int32_t lapi_coded_day(lapi_coded_in *in, unsigned column)
{
    int32_t day = LAPI_DAY_NONE;
    lapi_slice cell = in->cells[column];
    if (cell.bytes && lapi_intake_day(cell, &day) && lapi_intake_date(cell, &day))
        lapi_coded_refuse(in, column, "is no date");
    return day;
}

bool lapi_coded_number(lapi_coded_in *in, unsigned column, double *out)
{
    lapi_slice cell = in->cells[column];
    double value = 0, scale = 1;
    uint32_t i = 0, digits = 0;
    bool is_negative = cell.bytes && cell.at[0] == '-', is_fraction = false;
    if (!cell.bytes)
        return false;
    for (i = is_negative; i < cell.bytes && digits < 16; i++) {
        char c = cell.at[i];
        if (c == '.' && !is_fraction) {
            is_fraction = true;
            continue;
        }
        if (c < '0' || c > '9')
            break;
        value = value * 10 + (c - '0');
        scale *= is_fraction ? 10 : 1;
        digits++;
    }
    /* More digits of a fraction than a place needs are passed over. */
    while (is_fraction && i < cell.bytes && cell.at[i] >= '0' && cell.at[i] <= '9')
        i++;
    if (digits == 0 || i < cell.bytes) {
        lapi_coded_refuse(in, column, "is no number");
        return false;
    }
    *out = is_negative ? -value / scale : value / scale;
    return true;
}

void lapi_coded_when(lapi_coded_in *in, unsigned from, unsigned to)
{
    in->record->from = lapi_coded_day(in, from);
    in->record->to = from == to ? in->record->from : lapi_coded_day(in, to);
    if (in->record->from == LAPI_DAY_NONE)
        lapi_coded_refuse(in, from, "is missing");
    if (in->record->to == LAPI_DAY_NONE || in->record->to < in->record->from)
        in->record->to = in->record->from;
    in->record->grain = LAPI_GRAIN_DAY;
}

/* A code of three or four digits, or the longest part of it that is known; 42, whose
 * zero a spreadsheet has taken away, as 042; else the class alone. */
static bool find_code(const lapi_codes *codes, const char *scheme, lapi_slice code,
                      uint32_t *row)
{
    char padded[5] = "0";
    code.bytes = code.bytes < 4 ? code.bytes : 4;
    for (lapi_slice part = code; part.bytes > 2; part.bytes--)
        if (lapi_codes_coding(codes, scheme, part, row))
            return true;
    if (code.bytes == 2 && lapi_codes_coding(codes, scheme, code, row))
        return true;
    if (code.bytes && code.bytes < 4)
        memcpy(padded + 1, code.at, code.bytes);
    if (code.bytes < 4 &&
        lapi_codes_coding(codes, scheme, lapi_slice_of(padded, code.bytes + 1), row))
        return true;
    return code.bytes > 2 &&
           lapi_codes_coding(codes, scheme, lapi_slice_of(code.at, 2), row);
}

void lapi_coded_event(lapi_coded_in *in, const char *scheme, unsigned column)
{
    uint32_t row;
    lapi_record *record = in->record;
    const lapi_table *codings = in->codes->codings;
    bool is_found = strcmp(scheme, "cameo") == 0 || strcmp(scheme, "weis") == 0
                        ? find_code(in->codes, scheme, in->cells[column], &row)
                        : lapi_codes_coding(in->codes, scheme, in->cells[column], &row);
    if (!is_found) {
        lapi_coded_refuse(in, column, "is no code that is known");
        return;
    }
    unsigned type = lapi_event_find(lapi_table_cell(codings, row, LAPI_CODINGS_EVENT));
    in->is_event = type < LAPI_EVENT_TYPES;
    if (!in->is_event)
        return;
    lapi_slice cameo = lapi_table_cell(codings, row, LAPI_CODINGS_CAMEO);
    record->type = (uint8_t)type;
    record->mode = lapi_table_cell(codings, row, LAPI_CODINGS_MODE);
    record->quad = (uint8_t)lapi_event_quad(type);
    record->scale_e1 = lapi_codes_scale(in->codes, type, record->mode);
    if (cameo.bytes < sizeof record->cameo)
        memcpy(record->cameo, cameo.at, cameo.bytes);
}

void lapi_coded_id(lapi_coded_in *in, const char *scheme, unsigned first,
                   unsigned second)
{
    lapi_buffer id = {0};
    lapi_slice a = in->cells[first], b = in->cells[second];
    if (!a.bytes)
        lapi_coded_refuse(in, first, "is missing");
    lapi_buffer_str(&id, scheme);
    lapi_buffer_byte(&id, ':');
    lapi_buffer_slice(&id, a);
    if (second != first && b.bytes) {
        lapi_buffer_byte(&id, ':');
        lapi_buffer_slice(&id, b);
    }
    if (!id.failed)
        in->report->id = lapi_coded_keep(in, lapi_buffer_text(&id));
    else if (in->status == LAP_OK)
        in->status = LAP_NO_MEMORY;
    lapi_buffer_clear(&id);
}

void lapi_coded_party(lapi_coded_in *in, lapi_entities *side, lapi_slice name,
                      lapi_slice country, lapi_slice sector)
{
    if (!name.bytes && !country.bytes && !sector.bytes)
        return;
    side->at = lapi_coded_room(in, 1, sizeof *side->at);
    if (!side->at)
        return;
    side->count = 1;
    side->at->name = lapi_coded_keep(in, name);
    memcpy(side->at->country, "UNK", 4);
    if (country.bytes == 3)
        memcpy(side->at->country, country.at, 3);
    if (sector.bytes == 3)
        memcpy(side->at->sector, sector.at, 3);
}

void lapi_coded_actor(const lapi_codes *codes, lapi_slice code, lapi_slice *country,
                      lapi_slice *sector)
{
    *country = *sector = LAPI_S("");
    for (uint32_t i = 0; i + 3 <= code.bytes; i += 3) {
        lapi_slice part = lapi_slice_of(code.at + i, 3);
        lapi_slice state = lapi_codes_find_nation(codes, LAPI_NATIONS_CAMEO, part);
        lapi_slice group = lapi_codes_find_sector(codes, LAPI_SECTORS_GROUP, part);
        lapi_slice type = lapi_codes_find_sector(codes, LAPI_SECTORS_CAMEO, part);
        bool stands = type.bytes && lapi_codes_is_country(codes, part);
        if (i == 0 && state.bytes)
            *country = state;
        else if (group.bytes)
            *country = group;
        else if (stands && !country->bytes)
            *country = part; /* IGO, NGO, MNC, IMG */
        else if (type.bytes && !stands && !sector->bytes)
            *sector = type;
    }
}

static bool degrees(lapi_coded_in *in, unsigned column, double max, int32_t *e4)
{
    double value = 0;
    if (!lapi_coded_number(in, column, &value))
        return false;
    if (!(value >= -max && value <= max)) {
        lapi_coded_refuse(in, column, "is out of range");
        return false;
    }
    *e4 = (int32_t)lround(value * 1e4);
    return true;
}

void lapi_coded_site(lapi_coded_in *in, lapi_slice name, lapi_slice admin1,
                     lapi_slice country, enum lapi_place_grain grain, unsigned lat,
                     unsigned lon)
{
    lapi_record *record = in->record;
    if (!name.bytes && !country.bytes)
        return;
    record->sites = lapi_coded_room(in, 1, sizeof *record->sites);
    if (!record->sites)
        return;
    lapi_site *site = record->sites;
    record->site_count = 1;
    site->name = lapi_coded_keep(in, name);
    site->admin1 = lapi_coded_keep(in, admin1);
    site->grain = (uint8_t)grain;
    site->relation = LAPI_PLACE_IN;
    if (country.bytes == 3)
        memcpy(site->country, country.at, 3);
    site->has_point =
        degrees(in, lat, 90, &site->lat_e4) && degrees(in, lon, 180, &site->lon_e4);
}

void lapi_coded_amount(lapi_coded_in *in, enum lapi_quantity_what what, double value,
                       double low, double high)
{
    lapi_record *record = in->record;
    record->amounts = lapi_coded_room(in, 1, sizeof *record->amounts);
    if (!record->amounts)
        return;
    bool is_bounded = low < high;
    record->amount_count = 1;
    *record->amounts = (lapi_amount){
        .what = (uint8_t)what,
        .bound = (uint8_t)(is_bounded ? LAPI_BOUND_ABOUT : LAPI_BOUND_EXACT),
        .has_low = is_bounded,
        .has_high = is_bounded,
        .value = value,
        .low = low,
        .high = high,
        .unit = LAPI_S("people")};
}
