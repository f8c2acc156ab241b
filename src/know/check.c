/* Checks of single cells by the type of their column. */
#include "know/check.h"

#include "data/ud.h"
#include "know/check_rows.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool all_digits(lapi_slice s)
{
    for (uint32_t i = 0; i < s.bytes; i++)
        if (!is_digit(s.at[i]))
            return false;
    return s.bytes > 0;
}

/* A decimal number; its value in ten-thousandths goes to *e4. */
static bool is_number(lapi_slice s, int64_t *e4)
{
    int64_t sign = 1;
    int64_t value = 0;
    uint32_t i = 0;
    int places = -1;
    if (s.bytes && s.at[0] == '-') {
        sign = -1;
        i = 1;
    }
    if (i == s.bytes || !is_digit(s.at[i]))
        return false;
    for (; i < s.bytes; i++) {
        if (s.at[i] == '.' && places < 0) {
            places = 0;
        } else if (is_digit(s.at[i]) && value < INT64_C(1) << 50) {
            if (places >= 4)
                continue;
            value = value * 10 + (s.at[i] - '0');
            places += places >= 0;
        } else {
            return false;
        }
    }
    for (; places < 4; places += 1 + (places < 0))
        value *= 10;
    *e4 = sign * value;
    return s.at[s.bytes - 1] != '.';
}

static bool is_within(lapi_slice s, int64_t degrees)
{
    int64_t e4;
    return is_number(s, &e4) && e4 >= -degrees * 10000 && e4 <= degrees * 10000;
}

static uint32_t digits(const char *at, uint32_t n)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < n; i++)
        value = value * 10 + (uint32_t)(at[i] - '0');
    return value;
}

bool lapi_check_date(lapi_slice s, lapi_date_range *out)
{
    if ((s.bytes != 4 && s.bytes != 7 && s.bytes != 10) ||
        !all_digits((lapi_slice){s.at, 4}))
        return false;
    uint32_t year = digits(s.at, 4);
    *out = (lapi_date_range){year * 10000 + 101, year * 10000 + 1231};
    if (s.bytes == 4)
        return true;
    uint32_t month = digits(s.at + 5, 2);
    if (s.at[4] != '-' || !all_digits((lapi_slice){s.at + 5, 2}) || month < 1 ||
        month > 12)
        return false;
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    uint32_t last = month == 2 && leap ? 29 : days[month - 1];
    uint32_t base = year * 10000 + month * 100;
    *out = (lapi_date_range){base + 1, base + last};
    if (s.bytes == 7)
        return true;
    uint32_t day = digits(s.at + 8, 2);
    if (s.at[7] != '-' || !all_digits((lapi_slice){s.at + 8, 2}) || day < 1 ||
        day > last)
        return false;
    *out = (lapi_date_range){base + day, base + day};
    return true;
}

static const char *check_names(lapi_slice cell)
{
    lapi_slice name;
    for (lapi_slice rest = cell; lapi_slice_cut(&rest, '|', &name);) {
        if (name.bytes == 0)
            return "an alternative is empty";
        if (name.at[0] == ' ' || name.at[name.bytes - 1] == ' ')
            return "space around an alternative";
        if (lapi_know_key(name) == 0)
            return "an alternative without letter or digit";
    }
    return NULL;
}

static bool is_capitals(lapi_slice s, uint32_t n)
{
    for (uint32_t i = 0; i < s.bytes; i++)
        if (!is_upper(s.at[i]))
            return false;
    return s.bytes == n;
}

static bool is_one_of(lapi_slice s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lapi_slice_is(s, words[i]))
            return true;
    return false;
}

static const char *check_place(uint8_t type, lapi_slice cell)
{
    if (!is_within(cell, type == LAPI_CELL_LAT ? 90 : 180))
        return type == LAPI_CELL_LAT ? "latitude is not -90 .. 90"
                                     : "longitude is not -180 .. 180";
    return NULL;
}

static const char *check_cameo(lapi_slice cell)
{
    if (!all_digits(cell) || cell.bytes < 2 || cell.bytes > 4)
        return "CAMEO code is not 2 to 4 digits";
    uint32_t class = digits(cell.at, 2);
    return class >= 1 && class <= 20 ? NULL : "CAMEO class is not 01 .. 20";
}

const char *lapi_check_cell(uint8_t type, lapi_slice cell)
{
    static const char *const stati[] = {"actual", "possible", "planned", "conditional",
                                        "negated"};
    static const char *const facts[] = {"CT+", "PR+", "PS+", "U", "PS-", "PR-", "CT-"};
    int64_t number;
    lapi_date_range date;
    switch (type) {
    case LAPI_CELL_NAMES:
    case LAPI_CELL_WORDS:
        return check_names(cell);
    case LAPI_CELL_ISO3:
    case LAPI_CELL_SECTOR:
        return is_capitals(cell, 3) ? NULL : "not three capital letters";
    case LAPI_CELL_ISO2:
        return is_capitals(cell, 2) ? NULL : "not two capital letters";
    case LAPI_CELL_DATE:
        return lapi_check_date(cell, &date) ? NULL
                                            : "not a date YYYY, YYYY-MM or YYYY-MM-DD";
    case LAPI_CELL_NUMBER:
        return is_number(cell, &number) ? NULL : "not a number";
    case LAPI_CELL_COUNT:
        return all_digits(cell) ? NULL : "not a whole number";
    case LAPI_CELL_LAT:
    case LAPI_CELL_LON:
        return check_place(type, cell);
    case LAPI_CELL_QID:
        return cell.at[0] == 'Q' &&
                       all_digits((lapi_slice){cell.at + 1, cell.bytes - 1})
                   ? NULL
                   : "not Q and digits";
    case LAPI_CELL_CAMEO:
        return check_cameo(cell);
    case LAPI_CELL_POS:
        return lapi_upos_find(cell.at, cell.bytes) < LAPI_UPOS_COUNT ? NULL
                                                                     : "not a UD tag";
    case LAPI_CELL_STATUS:
        return is_one_of(cell, stati, 5) ? NULL : "not a status";
    case LAPI_CELL_FACT:
        return is_one_of(cell, facts, 7) ? NULL : "not CT+ PR+ PS+ U PS- PR- or CT-";
    default:
        return NULL;
    }
}
