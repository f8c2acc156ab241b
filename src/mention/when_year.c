/* Dates of the calendar: the year that a date without one means, and its days. */
#include "mention/when_put.h"

#define NONE LAPI_DAY_NONE

static int32_t easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4;
    int32_t f = (b + 8) / 25, g = (b - f + 1) / 3, h = (19 * a + b - d - g + 15) % 30;
    int32_t i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    int32_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
    return lapi_day_from_civil(year, (uint32_t)(n / 31), (uint32_t)(n % 31 + 1));
}

static int32_t digits_at(lapi_slice text, uint32_t at, uint32_t count)
{
    int32_t value = 0;
    for (uint32_t i = at;
         i < at + count && i < text.bytes && text.at[i] >= '0' && text.at[i] <= '9';
         i++)
        value = value * 10 + (text.at[i] - '0');
    return value;
}

/* 12-25, E-2 (days from Easter), N11-3-4 (fourth Thursday of November, 5: last). */
static int32_t holiday_day(lapi_slice text, int32_t year)
{
    if (year < 1 || year > 9998 || text.bytes < 3)
        return NONE;
    if (text.at[0] == 'E') {
        int32_t days = digits_at(text, 2, 2);
        return easter(year) + (text.at[1] == '-' ? -days : days);
    }
    if (text.at[0] != 'N')
        return lapi_civil_day(year, (uint32_t)digits_at(text, 0, 2),
                              (uint32_t)digits_at(text, 3, 2));
    uint32_t month = (uint32_t)digits_at(text, 1, 2);
    int32_t weekday = digits_at(text, 4, 1), rank = digits_at(text, 6, 1);
    int32_t first = lapi_civil_day(year, month, 1);
    if (first == NONE)
        return NONE;
    int32_t day = first + (weekday - (int32_t)lapi_day_weekday(first) + 7) % 7;
    day += 7 * (rank - 1);
    return day >= first + (int32_t)lapi_month_days(year, month) ? day - 7 : day;
}

static void season_months(lapi_slice season, uint32_t *from, uint32_t *to)
{
    uint32_t first = lapi_slice_is(season, "SP")   ? 3
                     : lapi_slice_is(season, "SU") ? 6
                     : lapi_slice_is(season, "FA") ? 9
                                                   : 12;
    *from = first;
    *to = first + 2;
}

/* First and last month of a form that has no year. */
static void month_range(const lapi_form *f, uint32_t *from, uint32_t *to)
{
    *from = *to = f->month ? f->month : 1;
    if (f->has & LAPI_HAS_SEASON)
        season_months(f->text, from, to);
    else if (f->has & LAPI_HAS_QUARTER)
        *from = (uint32_t)(f->quarter - 1) * 3 + 1, *to = *from + 2;
    else if (f->has & LAPI_HAS_HALF)
        *from = f->half == 1 ? 1 : 7, *to = *from + 5;
    else if ((f->has & LAPI_HAS_HOLIDAY) && f->text.at[0] == 'N')
        *from = *to = (uint32_t)digits_at(f->text, 1, 2);
    else if ((f->has & LAPI_HAS_HOLIDAY) && f->text.at[0] == 'E')
        *from = *to = 4;
    else if (f->has & LAPI_HAS_HOLIDAY)
        *from = *to = (uint32_t)digits_at(f->text, 0, 2);
    if (*to > 12)
        *to = 12;
}

/* Last day of the form in a year, for a comparison with the document's date. */
static int32_t end_in_year(const lapi_form *f, int32_t year, bool last)
{
    if (f->has & LAPI_HAS_HOLIDAY)
        return holiday_day(f->text, year);
    uint32_t from, to;
    month_range(f, &from, &to);
    if (f->has & LAPI_HAS_DAY)
        return lapi_civil_day(year, from, f->day);
    return last ? lapi_civil_day(year, to, lapi_month_days(year, to))
                : lapi_civil_day(year, from, 1);
}

/* The year of a news date without one: the nearest in the direction of the tense,
 * but never ten months away when the other direction is near. */
static int32_t news_year(const lapi_resolver *r, const lapi_form *f, int tense,
                         const char **rule)
{
    int32_t doc = lapi_day_of(&r->doc), year = r->doc.year;
    if (f->weekday && (f->has & LAPI_HAS_DAY)) {
        static const int8_t order[] = {0, -1, 1, -2, 2, -3, 3};
        for (size_t i = 0; i < sizeof order; i++) {
            int32_t day = lapi_civil_day(year + order[i], f->month, f->day);
            if (day != NONE && lapi_day_weekday(day) + 1 == f->weekday) {
                *rule = "date without a year: nearest year in which the weekday fits";
                return year + order[i];
            }
        }
    }
    int32_t first = end_in_year(f, year, false), last = end_in_year(f, year, true);
    if (first == NONE || last == NONE || doc == NONE)
        return year;
    if (f->prep == LAPI_PREP_SINCE)
        tense = -1;
    bool ahead = first > doc, behind = last < doc;
    if ((f->has & LAPI_HAS_QUARTER) && ahead && tense <= 0) {
        *rule = "quarter without a year: the last one";
        return year - 1;
    }
    if (ahead && tense < 0 && first - doc > 62) {
        *rule = "date without a year: last one before the document's date (past tense)";
        return year - 1;
    }
    if (behind && tense > 0 && doc - last > 62) {
        *rule =
            "date without a year: next one after the document's date (future tense)";
        return year + 1;
    }
    *rule = "date without a year: nearest to the document's date";
    if (ahead && first - doc > 230 && tense <= 0)
        return year - 1;
    if (behind && doc - last > 230 && tense >= 0)
        return year + 1;
    return year;
}

/* The year of a date in a history: that of the time told last; a month that runs far
 * back is taken as one of the next year. */
static int32_t history_year(const lapi_resolver *r, const lapi_form *f)
{
    uint32_t from, to;
    month_range(f, &from, &to);
    bool winter = (f->has & LAPI_HAS_SEASON) && from == 12;
    if (winter ? r->text.month == 0 || r->text.month >= 6
               : r->text.month >= 11 && from <= 2 && !(f->has & LAPI_HAS_SEASON))
        return lapi_year_plus(r->text.year, 1);
    return r->text.year;
}

static int32_t short_year(const lapi_resolver *r, int32_t year)
{
    int32_t now = r->doc.known ? r->doc.year : 2000;
    int32_t full = now / 100 * 100 + year;
    return full > now + 20 ? full - 100 : full;
}

/* False if no year can be told. */
static bool find_year(lapi_resolving *v, int32_t *year)
{
    const lapi_form *f = v->form;
    lapi_resolver *r = v->r;
    v->out->rule = "calendar date";
    if (f->has & LAPI_HAS_YEAR) {
        *year = f->has & LAPI_HAS_SHORT_YEAR ? short_year(r, f->year) : f->year;
        if (f->loose && r->before_christ)
            *year = -*year;
        return true;
    }
    if (f->has & LAPI_HAS_YEAR_REL) {
        const lapi_civil *base = f->year_of_text || r->history ? &r->text : &r->doc;
        *year = lapi_year_plus(base->year, f->year_rel);
        v->out->rule = "year counted from the document's or the text's time";
        return base->known;
    }
    if (r->history && r->text.known) {
        *year = history_year(r, f);
        v->out->rule = "date without a year: year of the time told last";
        if ((f->has & LAPI_HAS_REL) && f->rel > 0)
            *year = lapi_year_plus(r->text.year, 1);
        return true;
    }
    if (!r->doc.known)
        return false;
    int tense = lapi_form_tense(v->r->pieces, f);
    if ((f->has & LAPI_HAS_REL) && f->rel)
        tense = f->rel;
    /* "In October 2012 ... In December": the year that this very sentence told */
    if (!(f->has & LAPI_HAS_REL) && r->text_sentence <= f->sentence &&
        f->sentence - r->text_sentence <= 1 && r->text_month &&
        r->text.year != r->doc.year && r->text.known && r->text.year > 0) {
        *year = history_year(r, f);
        v->out->rule = "date without a year: year told just before";
        return true;
    }
    if (r->text_sentence == f->sentence && r->text.month && f->month >= r->text.month &&
        r->text.year == r->doc.year + 1 && tense >= 0) {
        *year = r->text.year;
        v->out->rule = "date without a year: the list runs on into the next year";
        return true;
    }
    *year = news_year(r, f, tense, &v->out->rule);
    if ((f->has & LAPI_HAS_REL) && f->rel) { /* "last March", "next summer" */
        int32_t doc = lapi_day_of(&r->doc);
        int32_t first = end_in_year(f, *year, false),
                last = end_in_year(f, *year, true);
        if (f->rel < 0 && last != NONE && last >= doc)
            (*year)--;
        else if (f->rel > 0 && first != NONE && first <= doc)
            (*year)++;
    }
    return true;
}

static void without_year(lapi_resolving *v)
{
    const lapi_form *f = v->form;
    v->out->rule = "no year is told and the document has no date";
    lapi_value_text(&v->value, "XXXX-");
    if (f->has & LAPI_HAS_SEASON) {
        lapi_value_slice(&v->value, f->text);
        return;
    }
    if (f->has & (LAPI_HAS_QUARTER | LAPI_HAS_HALF)) {
        lapi_value_text(&v->value, f->has & LAPI_HAS_QUARTER ? "Q" : "H");
        lapi_value_number(&v->value, f->has & LAPI_HAS_QUARTER ? f->quarter : f->half,
                          1);
        return;
    }
    uint32_t from, to;
    month_range(f, &from, &to);
    lapi_value_number(&v->value, (int32_t)from, 2);
    if (f->has & LAPI_HAS_DAY) {
        lapi_value_text(&v->value, "-");
        lapi_value_number(&v->value, f->day, 2);
    }
}

/* The most exact of a form's fields in its year; false if there is no such day. */
static bool put_fields(lapi_resolving *v, int32_t year)
{
    const lapi_form *f = v->form;
    if (f->has & LAPI_HAS_HOLIDAY) {
        lapi_put_day(v, holiday_day(f->text, year), "holiday");
    } else if (f->has & LAPI_HAS_DAY) {
        int32_t day = lapi_civil_day(year, f->month, f->day);
        if (day == NONE)
            return false;
        lapi_put_day(v, day, v->out->rule);
    } else if (f->has & LAPI_HAS_MONTH) {
        lapi_put_month(v, year, f->month);
    } else if (f->has & (LAPI_HAS_SEASON | LAPI_HAS_QUARTER | LAPI_HAS_HALF)) {
        uint32_t from, to;
        month_range(f, &from, &to);
        lapi_value_number(&v->value, year, 4);
        lapi_value_text(&v->value, "-");
        if (f->has & LAPI_HAS_SEASON) {
            lapi_value_slice(&v->value, f->text);
            season_months(f->text, &from, &to);
        } else {
            lapi_value_text(&v->value, f->has & LAPI_HAS_QUARTER ? "Q" : "H");
            lapi_value_number(&v->value,
                              f->has & LAPI_HAS_QUARTER ? f->quarter : f->half, 1);
        }
        lapi_put_months(v, year, from, to);
    } else if (f->has & LAPI_HAS_FISCAL) {
        lapi_value_text(&v->value, "FY");
        lapi_put_year(v, year);
    } else {
        lapi_put_year(v, year);
    }
    return true;
}

bool lapi_resolve_date(lapi_resolving *v)
{
    const lapi_form *f = v->form;
    int32_t year;
    if (f->has & LAPI_HAS_DECADE) {
        v->out->rule = "decade";
        lapi_put_years(v, f->year, 10, 3);
        return true;
    }
    if (f->has & LAPI_HAS_CENTURY) {
        v->out->rule = "century";
        lapi_put_years(v, f->year, 100, 2);
        return true;
    }
    if ((f->has & LAPI_HAS_DAY) && !(f->has & LAPI_HAS_MONTH)) { /* "the 13th" */
        const lapi_civil *base =
            v->r->text.known && v->r->text.month ? &v->r->text : &v->r->doc;
        v->out->rule = "day of the month told last";
        lapi_put_day(
            v, base->known ? lapi_civil_day(base->year, base->month, f->day) : NONE,
            v->out->rule);
        return true;
    }
    if (!find_year(v, &year)) {
        without_year(v);
        lapi_put_clock(v);
        return true;
    }
    if (!put_fields(v, year)) /* 31 February is no date */
        return false;
    lapi_put_clock(v);
    return true;
}
