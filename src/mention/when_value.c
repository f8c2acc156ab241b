/* TIMEX3 values and the calendar beneath them. */
#include "mention/when_resolve.h"

uint32_t lapi_month_days(int32_t year, uint32_t month)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

int32_t lapi_civil_day(int32_t year, uint32_t month, uint32_t day)
{
    int32_t y = year < 0 ? year + 1 : year; /* 1 BC is the year 0 of the calendar */
    if (year == 0 || y < -9998 || y > 9998 || month < 1 || month > 12 || day < 1 ||
        day > lapi_month_days(y, month))
        return LAPI_DAY_NONE;
    return lapi_day_from_civil(y, month, day);
}

void lapi_iso_week(int32_t day, int32_t *year, uint32_t *week)
{
    int32_t thursday = day - (int32_t)lapi_day_weekday(day) + 3;
    uint32_t month, dom;
    lapi_day_to_civil(thursday, year, &month, &dom);
    *week = (uint32_t)(thursday - lapi_day_from_civil(*year, 1, 1)) / 7 + 1;
}

void lapi_value_slice(lapi_value *value, lapi_slice text)
{
    for (uint32_t i = 0; i < text.bytes && value->bytes < sizeof value->at; i++)
        value->at[value->bytes++] = text.at[i];
}

void lapi_value_text(lapi_value *value, const char *text)
{
    lapi_value_slice(value, lapi_slice_str(text));
}

void lapi_value_number(lapi_value *value, int32_t number, int digits)
{
    char text[12];
    int at = 12;
    bool minus = number < 0;
    uint32_t left = minus ? (uint32_t)-number : (uint32_t)number;
    do {
        text[--at] = (char)('0' + left % 10);
        left /= 10;
        digits--;
    } while ((left || digits > 0) && at > 1);
    if (minus)
        text[--at] = '-';
    lapi_value_slice(value, lapi_slice_of(text + at, (uint32_t)(12 - at)));
}

void lapi_value_day(lapi_value *value, int32_t day)
{
    int32_t year;
    uint32_t month, dom;
    lapi_day_to_civil(day, &year, &month, &dom);
    lapi_value_number(value, year <= 0 ? year - 1 : year, 4);
    lapi_value_text(value, "-");
    lapi_value_number(value, (int32_t)month, 2);
    lapi_value_text(value, "-");
    lapi_value_number(value, (int32_t)dom, 2);
}

void lapi_value_duration(lapi_value *value, double n, unsigned unit)
{
    static const struct {
        const char *name;
        uint8_t times;
    } units[LAPI_UNITS] = {{"S", 1},  {"M", 1}, {"H", 1},  {"D", 1},
                           {"WE", 1}, {"W", 1}, {"W", 2},  {"M", 1},
                           {"M", 3},  {"Y", 1}, {"Y", 10}, {"Y", 100}};
    lapi_value_text(value, unit <= LAPI_UNIT_HOUR ? "PT" : "P");
    if (n <= 0) {
        lapi_value_text(value, "X");
        lapi_value_text(value, unit == LAPI_UNIT_DECADE    ? "DE"
                               : unit == LAPI_UNIT_CENTURY ? "CE"
                                                           : units[unit].name);
        return;
    }
    n *= units[unit].times;
    if (n > 1e6)
        n = 1e6;
    int32_t whole = (int32_t)n, part = (int32_t)((n - whole) * 1000 + 0.5);
    if (part == 1000) {
        whole++;
        part = 0;
    }
    lapi_value_number(value, whole, 1);
    if (part) {
        int digits = 3;
        while (part % 10 == 0) {
            part /= 10;
            digits--;
        }
        lapi_value_text(value, ".");
        lapi_value_number(value, part, digits);
    }
    lapi_value_text(value, units[unit].name);
}
