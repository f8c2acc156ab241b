#include "know/codes.h"

#include "data/event.h"

void lapi_codes_init(lapi_codes *codes, const lapi_know *know)
{
    *codes = (lapi_codes){lapi_know_table(know, LAPI_TABLE_COUNTRIES),
                          lapi_know_table(know, LAPI_TABLE_NATIONS),
                          lapi_know_table(know, LAPI_TABLE_SECTORS),
                          lapi_know_table(know, LAPI_TABLE_CODINGS),
                          lapi_know_table(know, LAPI_TABLE_PLOVER),
                          lapi_know_table(know, LAPI_TABLE_ADMIN1),
                          lapi_know_table(know, LAPI_TABLE_LABELS)};
}

static lapi_slice first_of(lapi_slice cell)
{
    lapi_slice first = LAPI_S("");
    lapi_slice_cut(&cell, '|', &first);
    return first;
}

lapi_slice lapi_codes_nation(const lapi_codes *codes, const char *iso3,
                             enum lapi_nations_column column)
{
    uint32_t row, country;
    lapi_slice code = lapi_slice_str(iso3);
    if (!lapi_table_code(codes->nations, LAPI_NATIONS_ISO3, code, &row))
        return LAPI_S("");
    lapi_slice cell = first_of(lapi_table_cell(codes->nations, row, column));
    if (cell.bytes)
        return cell;
    if (column == LAPI_NATIONS_GW)
        return lapi_table_cell(codes->nations, row, LAPI_NATIONS_COW);
    if (column == LAPI_NATIONS_CAMEO)
        return lapi_table_cell(codes->nations, row, LAPI_NATIONS_ISO3);
    if (column == LAPI_NATIONS_ICEWS &&
        lapi_table_code(codes->countries, LAPI_COUNTRIES_ISO3, code, &country))
        return lapi_table_cell(codes->countries, country, LAPI_COUNTRIES_NAME);
    return LAPI_S("");
}

/* First row of a table with this key in a column. */
static bool find(const lapi_table *table, unsigned column, uint64_t key, uint32_t *row)
{
    lapi_hit hit;
    uint32_t cursor = 0;
    while (key && lapi_table_find(table, key, &cursor, &hit))
        if (hit.column == column) {
            *row = hit.row;
            return true;
        }
    return false;
}

lapi_slice lapi_codes_find_country(const lapi_codes *codes, lapi_slice name)
{
    uint64_t key = lapi_know_key(name);
    uint32_t row;
    if (find(codes->countries, LAPI_COUNTRIES_NAME, key, &row) ||
        find(codes->countries, LAPI_COUNTRIES_ALIASES, key, &row))
        return lapi_table_cell(codes->countries, row, LAPI_COUNTRIES_ISO3);
    return LAPI_S("");
}

lapi_slice lapi_codes_find_nation(const lapi_codes *codes,
                                  enum lapi_nations_column column, lapi_slice code)
{
    uint32_t row;
    if (find(codes->nations, column, lapi_know_key(code), &row))
        return lapi_table_cell(codes->nations, row, LAPI_NATIONS_ISO3);
    if (column == LAPI_NATIONS_GW)
        return lapi_codes_find_nation(codes, LAPI_NATIONS_COW, code);
    if (column == LAPI_NATIONS_CAMEO &&
        lapi_table_code(codes->nations, LAPI_NATIONS_ISO3, code, &row))
        return lapi_table_cell(codes->nations, row, LAPI_NATIONS_ISO3);
    if (column == LAPI_NATIONS_ICEWS)
        return lapi_codes_find_country(codes, code);
    return LAPI_S("");
}

static bool is_kind(const lapi_codes *codes, lapi_slice code, const char *kind)
{
    uint32_t row;
    if (!lapi_table_code(codes->sectors, LAPI_SECTORS_CODE, code, &row))
        return false;
    lapi_slice is = lapi_table_cell(codes->sectors, row, LAPI_SECTORS_KIND);
    return lapi_slice_is(is, kind) || lapi_slice_is(is, "both");
}

bool lapi_codes_is_country(const lapi_codes *codes, lapi_slice code)
{
    uint32_t row;
    return lapi_table_code(codes->countries, LAPI_COUNTRIES_ISO3, code, &row) ||
           is_kind(codes, code, "country");
}

bool lapi_codes_is_sector(const lapi_codes *codes, lapi_slice code)
{
    return is_kind(codes, code, "sector");
}

lapi_slice lapi_codes_sector(const lapi_codes *codes, const char *code,
                             enum lapi_sectors_column column)
{
    uint32_t row;
    if (!lapi_table_code(codes->sectors, LAPI_SECTORS_CODE, lapi_slice_str(code), &row))
        return LAPI_S("");
    return first_of(lapi_table_cell(codes->sectors, row, column));
}

lapi_slice lapi_codes_find_sector(const lapi_codes *codes,
                                  enum lapi_sectors_column column, lapi_slice code)
{
    uint32_t row;
    if (!find(codes->sectors, column, lapi_know_key(code), &row))
        return LAPI_S("");
    return lapi_table_cell(codes->sectors, row, LAPI_SECTORS_CODE);
}

bool lapi_codes_coding(const lapi_codes *codes, const char *scheme, lapi_slice code,
                       uint32_t *row)
{
    uint64_t key = lapi_know_key_add(0, lapi_slice_str(scheme));
    return code.bytes &&
           find(codes->codings, LAPI_CODINGS_CODE, lapi_know_key_add(key, code), row);
}

int16_t lapi_codes_e1(lapi_slice cell)
{
    int32_t value = 0, sign = 1;
    bool after_point = false;
    for (uint32_t i = 0; i < cell.bytes; i++) {
        char c = cell.at[i];
        if (c == '-')
            sign = -1;
        else if (c == '.')
            after_point = true;
        else if (c >= '0' && c <= '9' && value < 1000)
            value = value * 10 + (c - '0');
        if (after_point && c >= '0' && c <= '9')
            return (int16_t)(sign * value);
    }
    return (int16_t)(sign * value * 10);
}

uint32_t lapi_codes_plover(const lapi_table *plover, unsigned type, lapi_slice mode)
{
    lapi_slice name = lapi_slice_str(lapi_event_name(type));
    for (uint32_t row = 0; row < lapi_table_rows(plover); row++)
        if (lapi_slice_equal(lapi_table_cell(plover, row, LAPI_PLOVER_EVENT), name) &&
            lapi_slice_equal(lapi_table_cell(plover, row, LAPI_PLOVER_MODE), mode))
            return row;
    return LAPI_NONE;
}

int16_t lapi_codes_scale(const lapi_codes *codes, unsigned type, lapi_slice mode)
{
    uint32_t row = lapi_codes_plover(codes->plover, type, mode);
    if (row == LAPI_NONE)
        row = lapi_codes_plover(codes->plover, type, LAPI_S(""));
    return row == LAPI_NONE
               ? 0
               : lapi_codes_e1(lapi_table_cell(codes->plover, row, LAPI_PLOVER_SCALE));
}

lapi_slice lapi_codes_admin1(const lapi_codes *codes, const char *iso3, lapi_slice name)
{
    lapi_hit hit;
    uint32_t cursor = 0, row;
    uint64_t key = lapi_know_key(name);
    if (!lapi_table_code(codes->countries, LAPI_COUNTRIES_ISO3, lapi_slice_str(iso3),
                         &row))
        return LAPI_S("");
    lapi_slice iso2 = lapi_table_cell(codes->countries, row, LAPI_COUNTRIES_ISO2);
    while (key && lapi_table_find(codes->admin1, key, &cursor, &hit))
        if (lapi_slice_equal(lapi_table_cell(codes->admin1, hit.row, LAPI_ADMIN1_CC),
                             iso2))
            return lapi_table_cell(codes->admin1, hit.row, LAPI_ADMIN1_CODE);
    return LAPI_S("");
}

lapi_slice lapi_codes_label(const lapi_codes *codes, unsigned column, const char *kind,
                            lapi_slice code, lapi_slice mode)
{
    lapi_hit hit;
    uint32_t cursor = 0;
    uint64_t key = lapi_know_key_add(lapi_know_key_add(0, code), mode);
    while (key && lapi_table_find(codes->labels, key, &cursor, &hit))
        if (lapi_slice_is(lapi_table_cell(codes->labels, hit.row, LAPI_LABELS_KIND),
                          kind))
            return lapi_table_cell(codes->labels, hit.row, column);
    return LAPI_S("");
}
