/* A value and its days, written together. */
#ifndef LAPI_MENTION_WHEN_PUT_H
#define LAPI_MENTION_WHEN_PUT_H

#include "mention/when_resolve.h"

/* What resolving one form works on: reads form and resolver, writes out and value. */
typedef struct lapi_resolving {
    lapi_resolver *r;
    const lapi_form *form;
    lapi_when *out;
    lapi_value value;
} lapi_resolving;

/* Day number of a date that is known to the day, else LAPI_DAY_NONE. */
int32_t lapi_day_of(const lapi_civil *c);
/* The year n years after; there is no year 0. */
int32_t lapi_year_plus(int32_t year, int32_t n);

void lapi_put_days(lapi_resolving *v, int32_t from, int32_t to, unsigned grain);
/* LAPI_DAY_NONE gives XXXX-XX-XX and no days. */
void lapi_put_day(lapi_resolving *v, int32_t day, const char *rule);
void lapi_put_year(lapi_resolving *v, int32_t year);
void lapi_put_month(lapi_resolving *v, int32_t year, uint32_t month);
/* Days only: months from..to of a year (to may run into the next). */
void lapi_put_months(lapi_resolving *v, int32_t year, uint32_t from, uint32_t to);
/* Decades (width 10) and centuries: a run of years with the same first digits. */
void lapi_put_years(lapi_resolving *v, int32_t prefix, int32_t width, int digits);
/* Time of day behind a day's value: T09:30Z, TNI. */
void lapi_put_clock(lapi_resolving *v);
/* A base moved by n units; the value has the unit's grain. */
void lapi_put_moved(lapi_resolving *v, const lapi_civil *base, unsigned unit,
                    int32_t n);

/* Resolves a form of the calendar; false if it is no date ("31 February"). */
bool lapi_resolve_date(lapi_resolving *v);

#endif
