#include "data/when.h"

#include "base/search.h"

uint32_t lapi_times_from(const lapi_times *times, uint32_t word)
{
    return lapi_lower_bound(times->at, times->count, sizeof *times->at,
                            offsetof(lapi_when, first), word);
}

int32_t lapi_day_from_civil(int32_t year, uint32_t month, uint32_t day)
{
    int32_t y = year - (month <= 2);
    int32_t era = (y >= 0 ? y : y - 399) / 400;
    uint32_t yoe = (uint32_t)(y - era * 400);
    uint32_t doy = (153 * (month + (month > 2 ? (uint32_t)-3 : 9)) + 2) / 5 + day - 1;
    uint32_t doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + (int32_t)doe - 719468;
}

void lapi_day_to_civil(int32_t day, int32_t *year, uint32_t *month,
                       uint32_t *day_of_month)
{
    int32_t z = day + 719468;
    int32_t era = (z >= 0 ? z : z - 146096) / 146097;
    uint32_t doe = (uint32_t)(z - era * 146097);
    uint32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    uint32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    uint32_t mp = (5 * doy + 2) / 153;
    *day_of_month = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (int32_t)yoe + era * 400 + (*month <= 2);
}

uint32_t lapi_day_weekday(int32_t day)
{
    int32_t w = (day + 3) % 7;
    return (uint32_t)(w < 0 ? w + 7 : w);
}

static char *digits(char *at, uint32_t value, int count)
{
    for (int i = count - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
    return at + count;
}

void lapi_day_write(int32_t day, char buf[11])
{
    int32_t year;
    uint32_t month, dom;
    lapi_day_to_civil(day, &year, &month, &dom);
    uint32_t y = year < 0 ? 0 : year > 9999 ? 9999 : (uint32_t)year;
    char *at = digits(buf, y, 4);
    *at++ = '-';
    at = digits(at, month, 2);
    *at++ = '-';
    at = digits(at, dom, 2);
    *at = '\0';
}
