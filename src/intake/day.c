#include "intake/intake.h"

/* Reads exactly n digits off the front. */
static bool take_digits(lapi_slice *rest, uint32_t n, uint32_t *value)
{
    if (rest->bytes < n)
        return false;
    uint32_t v = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (rest->at[i] < '0' || rest->at[i] > '9')
            return false;
        v = v * 10 + (uint32_t)(rest->at[i] - '0');
    }
    *value = v;
    *rest = lapi_slice_of(rest->at + n, rest->bytes - n);
    return true;
}

static bool take(lapi_slice *rest, char c)
{
    if (!rest->bytes || rest->at[0] != c)
        return false;
    *rest = lapi_slice_of(rest->at + 1, rest->bytes - 1);
    return true;
}

/* Z, +02:00, +0200 or +02. */
static bool take_zone(lapi_slice *rest)
{
    uint32_t hours, minutes = 0;
    if (take(rest, 'Z') || take(rest, 'z'))
        return true;
    if (!take(rest, '+') && !take(rest, '-'))
        return false;
    if (!take_digits(rest, 2, &hours) || hours > 23)
        return false;
    bool colon = take(rest, ':');
    if (rest->bytes == 0)
        return !colon;
    return take_digits(rest, 2, &minutes) && minutes < 60;
}

/* Hours and minutes, perhaps seconds and a fraction, then the zone. */
static bool take_time(lapi_slice *rest)
{
    uint32_t hour, minute, second = 0, digit;
    if (!take_digits(rest, 2, &hour) || hour > 24 || !take(rest, ':') ||
        !take_digits(rest, 2, &minute) || minute > 59)
        return false;
    if (take(rest, ':') && (!take_digits(rest, 2, &second) || second > 60))
        return false;
    if (take(rest, '.'))
        while (take_digits(rest, 1, &digit))
            continue;
    return take_zone(rest);
}

lap_status lapi_intake_day(lapi_slice text, int32_t *day)
{
    uint32_t year, month, dom;
    lapi_slice rest = text;
    if (!take_digits(&rest, 4, &year))
        return LAP_BAD_INPUT;
    bool dashed = take(&rest, '-');
    if (!take_digits(&rest, 2, &month) || (dashed && !take(&rest, '-')) ||
        !take_digits(&rest, 2, &dom))
        return LAP_BAD_INPUT;
    if (rest.bytes && (!dashed || (!take(&rest, 'T') && !take(&rest, 't')) ||
                       !take_time(&rest) || rest.bytes))
        return LAP_BAD_INPUT;
    if (year == 0 || month == 0 || month > 12 || dom == 0)
        return LAP_BAD_INPUT;
    int32_t value = lapi_day_from_civil((int32_t)year, month, dom);
    int32_t y;
    uint32_t m, d;
    lapi_day_to_civil(value, &y, &m, &d);
    if (m != month || d != dom)
        return LAP_BAD_INPUT;
    *day = value;
    return LAP_OK;
}
