/* From forms to days: what a written time means in its document.
 *
 * Two ways of reading. News counts from the document's date: a weekday or a month
 * without a year is the nearest one in the direction of its clause's tense. History
 * (most explicit years lie well away from the document's) counts from the last time
 * that the text told. */
#ifndef LAPI_MENTION_WHEN_RESOLVE_H
#define LAPI_MENTION_WHEN_RESOLVE_H

#include "mention/when_form.h"

/* A calendar date, as far as it is known: month and day 0 where not. Years before
 * Christ are negative; there is no year 0. */
typedef struct lapi_civil {
    int32_t year;
    uint32_t month, day;
    bool known;
} lapi_civil;

typedef struct lapi_resolver {
    const lapi_pieces *pieces;
    lapi_civil doc;  /* the document's date */
    lapi_civil text; /* the last time told */
    uint32_t text_sentence;
    int32_t era;     /* median of the years told */
    bool text_month; /* the last time told had year and month in full */
    bool history;
    bool before_christ; /* bare years are counted back */
    bool loose_years;   /* "in 314" is a year in this document */
} lapi_resolver;

/* Writes span, days, value and rule of a form; false if the document shows that it is
 * no time after all. LAP_NO_MEMORY in *status. */
bool lapi_resolve(lapi_resolver *resolver, const lapi_form *form, lapi_when *out,
                  lap_status *status);

/* 1 future, -1 past, 0 unknown: the tense of the clause that the form stands in, from
 * the tree where there is one, else from the nearest cue word before it or after it. */
int lapi_form_tense(const lapi_pieces *pieces, const lapi_form *form);

/* Day number of a civil date (with years before Christ); LAPI_DAY_NONE if it does not
 * exist or is out of range. */
int32_t lapi_civil_day(int32_t year, uint32_t month, uint32_t day);
uint32_t lapi_month_days(int32_t year, uint32_t month);
/* ISO year and week of a day; *year may differ from the day's. */
void lapi_iso_week(int32_t day, int32_t *year, uint32_t *week);

/* A short text for a value. */
typedef struct lapi_value {
    char at[40];
    uint32_t bytes;
} lapi_value;

void lapi_value_text(lapi_value *value, const char *text);
void lapi_value_slice(lapi_value *value, lapi_slice text);
/* `digits` digits with leading zeros; "-" before negative years. */
void lapi_value_number(lapi_value *value, int32_t number, int digits);
void lapi_value_day(lapi_value *value, int32_t day);
/* P3D PT2H P2.5Y PXM; n 0: X. */
void lapi_value_duration(lapi_value *value, double n, unsigned unit);

#endif
