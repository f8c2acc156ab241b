#include "mention/when_put.h"

#define NONE LAPI_DAY_NONE

int32_t lapi_day_of(const lapi_civil *c)
{
    return c->known && c->month && c->day ? lapi_civil_day(c->year, c->month, c->day)
                                          : NONE;
}

/* The year `n` after another; there is no year 0. */
int32_t lapi_year_plus(int32_t year, int32_t n)
{
    int32_t sum = year + n;
    if (year > 0 && sum <= 0)
        sum--;
    else if (year < 0 && sum >= 0)
        sum++;
    return sum;
}

void lapi_put_days(lapi_resolving *v, int32_t from, int32_t to, unsigned grain)
{
    v->out->from = from;
    v->out->to = to;
    v->out->grain = (uint8_t)grain;
    v->out->is_event_time = from != NONE && to != NONE;
}

/* A day: value and days. */
void lapi_put_day(lapi_resolving *v, int32_t day, const char *rule)
{
    v->out->rule = rule;
    if (day == NONE) {
        lapi_value_text(&v->value, "XXXX-XX-XX");
        return;
    }
    lapi_value_day(&v->value, day);
    lapi_put_days(v, day, day, LAPI_GRAIN_DAY);
}

void lapi_put_year(lapi_resolving *v, int32_t year)
{
    lapi_value_number(&v->value, year, 4);
    int32_t from = lapi_civil_day(year, 1, 1);
    if (from != NONE)
        lapi_put_days(v, from, lapi_civil_day(year, 12, 31), LAPI_GRAIN_YEAR);
}

void lapi_put_month(lapi_resolving *v, int32_t year, uint32_t month)
{
    lapi_value_number(&v->value, year, 4);
    lapi_value_text(&v->value, "-");
    lapi_value_number(&v->value, (int32_t)month, 2);
    int32_t from = lapi_civil_day(year, month, 1);
    if (from != NONE)
        lapi_put_days(v, from, from + (int32_t)lapi_month_days(year, month) - 1,
                      LAPI_GRAIN_MONTH);
}

/* The ISO week that holds a day, or its weekend. */
static void put_week(lapi_resolving *v, int32_t day, bool weekend)
{
    int32_t year, monday = day - (int32_t)lapi_day_weekday(day);
    uint32_t week;
    lapi_iso_week(day, &year, &week);
    lapi_value_number(&v->value, year, 4);
    lapi_value_text(&v->value, "-W");
    lapi_value_number(&v->value, (int32_t)week, 2);
    if (weekend)
        lapi_value_text(&v->value, "-WE");
    lapi_put_days(v, monday + (weekend ? 5 : 0), monday + 6, LAPI_GRAIN_WEEK);
}

/* months from..to of a year (to may run into the next) */
void lapi_put_months(lapi_resolving *v, int32_t year, uint32_t from, uint32_t to)
{
    int32_t end_year = to > 12 ? lapi_year_plus(year, 1) : year;
    to = to > 12 ? to - 12 : to;
    int32_t first = lapi_civil_day(year, from, 1);
    int32_t last = lapi_civil_day(end_year, to, lapi_month_days(end_year, to));
    if (first != NONE && last != NONE)
        lapi_put_days(v, first, last, LAPI_GRAIN_MONTH);
}

/* Decades and centuries: a run of years with the same first digits. */
void lapi_put_years(lapi_resolving *v, int32_t prefix, int32_t width, int digits)
{
    lapi_value_number(&v->value, prefix, digits);
    int32_t low = prefix >= 0 ? prefix * width : prefix * width - width + 1;
    low = low == 0 ? 1 : low;
    int32_t high = prefix >= 0 ? prefix * width + width - 1 : prefix * width;
    int32_t from = lapi_civil_day(low, 1, 1), to = lapi_civil_day(high, 12, 31);
    if (from != NONE && to != NONE)
        lapi_put_days(v, from, to, LAPI_GRAIN_YEAR);
}

/* Time of day behind a day's value: T09:30Z, TNI. */
void lapi_put_clock(lapi_resolving *v)
{
    const lapi_form *f = v->form;
    if (!(f->has & (LAPI_HAS_CLOCK | LAPI_HAS_PART)))
        return;
    v->out->type = LAPI_TIME_TIME;
    lapi_value_text(&v->value, "T");
    if (!(f->has & LAPI_HAS_CLOCK)) {
        lapi_value_slice(&v->value,
                         lapi_slice_is(f->part, "ON") ? LAPI_S("NI") : f->part);
        return;
    }
    lapi_value_number(&v->value, f->hour, 2);
    lapi_value_text(&v->value, ":");
    lapi_value_number(&v->value, f->minute, 2);
    if (f->second >= 0) {
        lapi_value_text(&v->value, ":");
        lapi_value_number(&v->value, f->second, 2);
    }
    lapi_value_slice(&v->value, f->zone);
}

/* Months or quarters after a base that is known to the month. */
static void move_months(lapi_resolving *v, const lapi_civil *base, unsigned unit,
                        int32_t n)
{
    int32_t months = (int32_t)base->month - 1 + n * (unit == LAPI_UNIT_QUARTER ? 3 : 1);
    int32_t years = months >= 0 ? months / 12 : -((11 - months) / 12);
    int32_t year = lapi_year_plus(base->year, years);
    uint32_t month = (uint32_t)(months - years * 12) + 1;
    if (unit == LAPI_UNIT_MONTH) {
        lapi_put_month(v, year, month);
        return;
    }
    uint32_t quarter = (month - 1) / 3;
    lapi_value_number(&v->value, year, 4);
    lapi_value_text(&v->value, "-Q");
    lapi_value_number(&v->value, (int32_t)quarter + 1, 1);
    lapi_put_months(v, year, quarter * 3 + 1, quarter * 3 + 3);
}

/* A base moved by n units; the value has the unit's grain. */
void lapi_put_moved(lapi_resolving *v, const lapi_civil *base, unsigned unit, int32_t n)
{
    int32_t day = lapi_day_of(base);
    if (!base->known) {
        lapi_value_text(&v->value, "XXXX-XX-XX");
        return;
    }
    switch (unit) {
    case LAPI_UNIT_SECOND:
    case LAPI_UNIT_MINUTE:
    case LAPI_UNIT_HOUR:
        v->out->type = LAPI_TIME_TIME;
        lapi_put_day(v, day, v->out->rule);
        lapi_value_text(&v->value, "TXX");
        break;
    case LAPI_UNIT_DAY:
        lapi_put_day(v, day == NONE ? NONE : day + n, v->out->rule);
        break;
    case LAPI_UNIT_FORTNIGHT:
        n *= 2;
        /* fall through */
    case LAPI_UNIT_WEEKEND:
    case LAPI_UNIT_WEEK:
        if (day == NONE)
            lapi_value_text(&v->value, "XXXX-WXX");
        else
            put_week(v, day + 7 * n, unit == LAPI_UNIT_WEEKEND);
        break;
    case LAPI_UNIT_QUARTER:
    case LAPI_UNIT_MONTH:
        if (!base->month) {
            lapi_value_number(&v->value, base->year, 4);
            lapi_value_text(&v->value, "-XX");
            break;
        }
        move_months(v, base, unit, n);
        break;
    case LAPI_UNIT_YEAR:
        lapi_put_year(v, lapi_year_plus(base->year, n));
        break;
    case LAPI_UNIT_DECADE:
        lapi_put_years(v, base->year / 10 + n, 10, 3);
        break;
    default:
        lapi_put_years(v, base->year / 100 + n, 100, 2);
    }
}
