#include "mention/when_resolve.h"

#define NONE LAPI_DAY_NONE

/* What resolving one form works on. */
typedef struct resolving {
    lapi_resolver *r;
    const lapi_form *form;
    lapi_when *out;
    lapi_value value;
} resolving;

static int32_t civil_day(const lapi_civil *c)
{
    return c->known && c->month && c->day ? lapi_civil_day(c->year, c->month, c->day)
                                          : NONE;
}

/* The year `n` after another; there is no year 0. */
static int32_t year_plus(int32_t year, int32_t n)
{
    int32_t sum = year + n;
    if (year > 0 && sum <= 0)
        sum--;
    else if (year < 0 && sum >= 0)
        sum++;
    return sum;
}

static void set_days(resolving *v, int32_t from, int32_t to, unsigned grain)
{
    v->out->from = from;
    v->out->to = to;
    v->out->grain = (uint8_t)grain;
    v->out->is_event_time = from != NONE && to != NONE;
}

/* A day: value and days. */
static void put_day(resolving *v, int32_t day, const char *rule)
{
    v->out->rule = rule;
    if (day == NONE) {
        lapi_value_text(&v->value, "XXXX-XX-XX");
        return;
    }
    lapi_value_day(&v->value, day);
    set_days(v, day, day, LAPI_GRAIN_DAY);
}

static void put_year(resolving *v, int32_t year)
{
    lapi_value_number(&v->value, year, 4);
    int32_t from = lapi_civil_day(year, 1, 1);
    if (from != NONE)
        set_days(v, from, lapi_civil_day(year, 12, 31), LAPI_GRAIN_YEAR);
}

static void put_month(resolving *v, int32_t year, uint32_t month)
{
    lapi_value_number(&v->value, year, 4);
    lapi_value_text(&v->value, "-");
    lapi_value_number(&v->value, (int32_t)month, 2);
    int32_t from = lapi_civil_day(year, month, 1);
    if (from != NONE)
        set_days(v, from, from + (int32_t)lapi_month_days(year, month) - 1,
                 LAPI_GRAIN_MONTH);
}

static void put_week(resolving *v, int32_t day, bool weekend)
{
    int32_t year, monday = day - (int32_t)lapi_day_weekday(day);
    uint32_t week;
    lapi_iso_week(day, &year, &week);
    lapi_value_number(&v->value, year, 4);
    lapi_value_text(&v->value, "-W");
    lapi_value_number(&v->value, (int32_t)week, 2);
    if (weekend)
        lapi_value_text(&v->value, "-WE");
    set_days(v, monday + (weekend ? 5 : 0), monday + 6, LAPI_GRAIN_WEEK);
}

/* months from..to of a year (to may run into the next) */
static void put_months(resolving *v, int32_t year, uint32_t from, uint32_t to)
{
    int32_t end_year = to > 12 ? year_plus(year, 1) : year;
    to = to > 12 ? to - 12 : to;
    int32_t first = lapi_civil_day(year, from, 1);
    int32_t last = lapi_civil_day(end_year, to, lapi_month_days(end_year, to));
    if (first != NONE && last != NONE)
        set_days(v, first, last, LAPI_GRAIN_MONTH);
}

/* Decades and centuries: a run of years with the same first digits. */
static void put_years(resolving *v, int32_t prefix, int32_t width, int digits)
{
    lapi_value_number(&v->value, prefix, digits);
    int32_t low = prefix >= 0 ? prefix * width : prefix * width - width + 1;
    low = low == 0 ? 1 : low;
    int32_t high = prefix >= 0 ? prefix * width + width - 1 : prefix * width;
    int32_t from = lapi_civil_day(low, 1, 1), to = lapi_civil_day(high, 12, 31);
    if (from != NONE && to != NONE)
        set_days(v, from, to, LAPI_GRAIN_YEAR);
}

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
    int32_t doc = civil_day(&r->doc), year = r->doc.year;
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
        return year_plus(r->text.year, 1);
    return r->text.year;
}

static int32_t short_year(const lapi_resolver *r, int32_t year)
{
    int32_t now = r->doc.known ? r->doc.year : 2000;
    int32_t full = now / 100 * 100 + year;
    return full > now + 20 ? full - 100 : full;
}

/* False if no year can be told. */
static bool find_year(resolving *v, int32_t *year)
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
        *year = year_plus(base->year, f->year_rel);
        v->out->rule = "year counted from the document's or the text's time";
        return base->known;
    }
    if (r->history && r->text.known) {
        *year = history_year(r, f);
        v->out->rule = "date without a year: year of the time told last";
        if ((f->has & LAPI_HAS_REL) && f->rel > 0)
            *year = year_plus(r->text.year, 1);
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
    *year = news_year(r, f, tense, &v->out->rule);
    if ((f->has & LAPI_HAS_REL) && f->rel) { /* "last March", "next summer" */
        int32_t doc = civil_day(&r->doc);
        int32_t first = end_in_year(f, *year, false),
                last = end_in_year(f, *year, true);
        if (f->rel < 0 && last != NONE && last >= doc)
            (*year)--;
        else if (f->rel > 0 && first != NONE && first <= doc)
            (*year)++;
    }
    return true;
}

/* Time of day behind a day's value: T09:30Z, TNI. */
static void put_clock(resolving *v)
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

static void without_year(resolving *v)
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

static bool resolve_date(resolving *v)
{
    const lapi_form *f = v->form;
    int32_t year;
    if (f->has & LAPI_HAS_DECADE) {
        v->out->rule = "decade";
        put_years(v, f->year, 10, 3);
        return true;
    }
    if (f->has & LAPI_HAS_CENTURY) {
        v->out->rule = "century";
        put_years(v, f->year, 100, 2);
        return true;
    }
    if ((f->has & LAPI_HAS_DAY) && !(f->has & LAPI_HAS_MONTH)) { /* "the 13th" */
        const lapi_civil *base =
            v->r->text.known && v->r->text.month ? &v->r->text : &v->r->doc;
        v->out->rule = "day of the month told last";
        put_day(v, base->known ? lapi_civil_day(base->year, base->month, f->day) : NONE,
                v->out->rule);
        return true;
    }
    if (!find_year(v, &year)) {
        without_year(v);
        put_clock(v);
        return true;
    }
    if (f->has & LAPI_HAS_HOLIDAY) {
        put_day(v, holiday_day(f->text, year), "holiday");
    } else if (f->has & LAPI_HAS_DAY) {
        int32_t day = lapi_civil_day(year, f->month, f->day);
        if (day == NONE) /* 31 February is no date */
            return false;
        put_day(v, day, v->out->rule);
    } else if (f->has & LAPI_HAS_MONTH) {
        put_month(v, year, f->month);
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
        put_months(v, year, from, to);
    } else if (f->has & LAPI_HAS_FISCAL) {
        lapi_value_text(&v->value, "FY");
        put_year(v, year);
    } else {
        put_year(v, year);
    }
    put_clock(v);
    return true;
}

/* The day from which a form counts: the text's in a history or after "later". */
static const lapi_civil *base_of(const lapi_resolver *r, bool of_text)
{
    return (of_text || r->history) && r->text.known ? &r->text : &r->doc;
}

static bool resolve_weekday(resolving *v)
{
    const lapi_form *f = v->form;
    const lapi_resolver *r = v->r;
    int32_t doc = civil_day(base_of(r, false));
    if (doc == NONE) {
        lapi_value_text(&v->value, "XXXX-WXX-");
        lapi_value_number(&v->value, f->weekday, 1);
        v->out->rule = "weekday: no date to count from";
        put_clock(v);
        return true;
    }
    int32_t ahead = ((int32_t)f->weekday - 1 - (int32_t)lapi_day_weekday(doc) + 7) % 7;
    int tense = f->prep == LAPI_PREP_SINCE ? -1 : lapi_form_tense(r->pieces, f);
    const char *rule;
    int32_t day;
    if ((f->has & LAPI_HAS_REL) && f->rel > 0) {
        day = doc + (ahead ? ahead : 7);
        rule = "weekday: next such day after the document's date";
    } else if ((f->has & LAPI_HAS_REL) && f->rel < 0) {
        day = doc + ahead - 7;
        rule = "weekday: last such day before the document's date";
    } else if ((f->has & LAPI_HAS_REL) && !f->of_text) {
        day = doc - (int32_t)lapi_day_weekday(doc) + f->weekday - 1;
        rule = "weekday: that day of this week";
    } else if (tense > 0) {
        day = doc + ahead;
        rule = "weekday: next such day on or after the document's date (future tense)";
    } else {
        day = ahead ? doc + ahead - 7 : doc;
        rule = "weekday: last such day on or before the document's date";
    }
    put_day(v, day, rule);
    put_clock(v);
    return true;
}

static bool resolve_offset(resolving *v)
{
    const lapi_form *f = v->form;
    bool overnight = (f->has & LAPI_HAS_PART) && lapi_slice_is(f->part, "ON");
    const lapi_civil *base = overnight ? base_of(v->r, true) : base_of(v->r, false);
    int32_t doc = civil_day(base);
    if (v->r->history && !f->offset && !(f->has & LAPI_HAS_PART)) {
        lapi_value_text(&v->value, "PRESENT_REF");
        v->out->grain = LAPI_GRAIN_VAGUE;
        v->out->rule = "today in a history: the present";
        return true;
    }
    put_day(v, doc == NONE ? NONE : doc + f->offset,
            "day counted from the document's date");
    if (overnight && doc != NONE)
        v->out->from = doc - 1;
    put_clock(v);
    return true;
}

/* A base moved by n units; the value has the unit's grain. */
static void put_moved(resolving *v, const lapi_civil *base, unsigned unit, int32_t n)
{
    int32_t day = civil_day(base);
    int32_t months;
    if (!base->known) {
        lapi_value_text(&v->value, "XXXX-XX-XX");
        return;
    }
    switch (unit) {
    case LAPI_UNIT_SECOND:
    case LAPI_UNIT_MINUTE:
    case LAPI_UNIT_HOUR:
        v->out->type = LAPI_TIME_TIME;
        put_day(v, day, v->out->rule);
        lapi_value_text(&v->value, "TXX");
        break;
    case LAPI_UNIT_DAY:
        put_day(v, day == NONE ? NONE : day + n, v->out->rule);
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
        months = (int32_t)base->month - 1 + n * (unit == LAPI_UNIT_QUARTER ? 3 : 1);
        {
            int32_t years = months >= 0 ? months / 12 : -((11 - months) / 12);
            int32_t year = year_plus(base->year, years);
            uint32_t month = (uint32_t)(months - years * 12) + 1;
            if (unit == LAPI_UNIT_MONTH) {
                put_month(v, year, month);
            } else {
                lapi_value_number(&v->value, year, 4);
                lapi_value_text(&v->value, "-Q");
                lapi_value_number(&v->value, (int32_t)(month - 1) / 3 + 1, 1);
                put_months(v, year, (month - 1) / 3 * 3 + 1, (month - 1) / 3 * 3 + 3);
            }
        }
        break;
    case LAPI_UNIT_YEAR:
        put_year(v, year_plus(base->year, n));
        break;
    case LAPI_UNIT_DECADE:
        put_years(v, base->year / 10 + n, 10, 3);
        break;
    default:
        put_years(v, base->year / 100 + n, 100, 2);
    }
}

static bool resolve_rel(resolving *v)
{
    const lapi_form *f = v->form;
    const lapi_resolver *r = v->r;
    if (f->span && f->rel < 0) { /* "the past year" */
        v->out->type = LAPI_TIME_DURATION;
        lapi_value_duration(&v->value, 1, f->unit);
        v->out->rule = "span that ends on the document's date";
        return true;
    }
    bool of_text = f->of_text || (f->rel > 0 && f->article && f->unit <= LAPI_UNIT_DAY);
    uint32_t reach = f->unit == LAPI_UNIT_DAY && f->edge ? 3 : 0;
    if (f->definite && !r->history &&
        (r->text_sentence > f->sentence || f->sentence - r->text_sentence > reach))
        of_text = false; /* "by the end of the year" */
    const lapi_civil *base = base_of(r, of_text);
    int32_t day = civil_day(base);
    if (day == NONE && f->unit <= LAPI_UNIT_WEEK && !r->history)
        day = civil_day(base = &r->doc);
    int32_t n = f->rel;
    v->out->rule = of_text ? "counted from the time told last"
                           : "counted from the document's date";
    if (f->unit == LAPI_UNIT_WEEKEND && day != NONE && n <= 0) {
        bool now = lapi_day_weekday(day) >= 5;
        n = f->of_text || n < 0 ? (now && n == 0 ? 0 : -1) : 0;
        int tense = lapi_form_tense(r->pieces, f);
        if (f->of_text && tense > 0)
            n = 0;
        else if (!n && tense < 0 && lapi_day_weekday(day) <= 2)
            n = -1; /* "this weekend" that is over */
    }
    put_moved(v, base, f->unit, n);
    if (f->edge && v->out->from != NONE && !f->of_text && n == 0 && day != NONE) {
        if (f->edge < 0 && day < v->out->to) /* "earlier this week" */
            v->out->to = day;
        else if (f->edge == 1 && day > v->out->from) /* "later this week" */
            v->out->from = day;
    }
    put_clock(v);
    return true;
}

static int32_t whole(double n)
{
    return n > 99999 ? 99999 : (int32_t)(n + 0.5);
}

static bool resolve_shift(resolving *v)
{
    const lapi_form *f = v->form;
    const lapi_resolver *r = v->r;
    if (f->n == 0) {
        lapi_value_text(&v->value, f->rel < 0 ? "PAST_REF" : "FUTURE_REF");
        v->out->grain = LAPI_GRAIN_VAGUE;
        v->out->rule = "an unknown number of units away";
        return true;
    }
    const lapi_civil *base = base_of(r, f->of_text);
    int32_t n = whole(f->n) * f->rel;
    unsigned unit = f->unit;
    if (f->n != whole(f->n) && unit == LAPI_UNIT_YEAR) {
        unit = LAPI_UNIT_MONTH;
        n = whole(f->n * 12) * f->rel;
    }
    v->out->rule = f->of_text ? "counted from the time told last"
                              : "counted from the document's date";
    if (f->event && f->rel > 0 && !r->history) {
        /* "on Wednesday, a day after X": the amount dates X, which lies before */
        n = -n;
        v->out->rule = "counted back from the clause's time to what lies before it";
    }
    put_moved(v, base, unit, n);
    put_clock(v);
    return true;
}

static int32_t unit_days(unsigned unit)
{
    static const int32_t days[LAPI_UNITS] = {0,  0,  1,  1,   2,    7,
                                             14, 30, 91, 365, 3652, 36524};
    return days[unit];
}

static bool resolve_duration(resolving *v)
{
    const lapi_form *f = v->form;
    v->out->type = LAPI_TIME_DURATION;
    v->out->rule = f->age ? "age" : "length of time";
    if ((f->has & LAPI_HAS_REL) && f->n == 0 && f->loose) {
        v->out->type = LAPI_TIME_DATE;
        v->out->grain = LAPI_GRAIN_VAGUE;
        v->out->rule = "vague time near the document's date";
        lapi_value_text(&v->value, f->rel < 0 ? "PAST_REF" : "FUTURE_REF");
        return true;
    }
    lapi_value_duration(&v->value, f->n, f->unit);
    int32_t day = civil_day(base_of(v->r, f->of_text));
    if (!(f->has & LAPI_HAS_REL) || f->rel == 0 || f->n == 0 || day == NONE)
        return true;
    int32_t length =
        whole(f->n * unit_days(f->unit) / (f->unit == LAPI_UNIT_HOUR ? 24 : 1));
    unsigned grain = f->unit <= LAPI_UNIT_DAY         ? LAPI_GRAIN_DAY
                     : f->unit <= LAPI_UNIT_FORTNIGHT ? LAPI_GRAIN_WEEK
                     : f->unit <= LAPI_UNIT_QUARTER   ? LAPI_GRAIN_MONTH
                                                      : LAPI_GRAIN_YEAR;
    if (f->rel < 0)
        set_days(v, day - length, day, grain);
    else
        set_days(v, day, day + length, grain);
    v->out->rule = "span that ends or begins on the date it is counted from";
    return true;
}

static bool resolve_set(resolving *v)
{
    const lapi_form *f = v->form;
    v->out->type = LAPI_TIME_SET;
    v->out->rule = "repeated time";
    if (f->text.bytes) {
        lapi_value_slice(&v->value, f->text);
    } else if (f->weekday) {
        lapi_value_text(&v->value, "XXXX-WXX-");
        lapi_value_number(&v->value, f->weekday, 1);
    } else {
        lapi_value_duration(&v->value, f->n, f->unit);
    }
    return true;
}

static bool resolve_ref(resolving *v)
{
    v->out->grain = LAPI_GRAIN_VAGUE;
    v->out->rule = "reference to past, present or future";
    lapi_value_slice(&v->value, v->form->text);
    return v->r->history || !v->form->loose;
}

static bool resolve_part(resolving *v)
{
    const lapi_form *f = v->form;
    const lapi_resolver *r = v->r;
    bool told = r->text_sentence == f->sentence;
    bool of_text = f->has & LAPI_HAS_REL ? f->of_text : f->article || told;
    of_text |= (f->has & LAPI_HAS_REL) && f->rel > 0;
    int32_t day = civil_day(base_of(r, of_text));
    int32_t n = f->has & LAPI_HAS_REL ? f->rel : 0;
    if (f->generic) {
        lapi_value_text(&v->value, "XXXX-XX-XX");
        v->out->rule = "a part of any day";
    } else {
        put_day(v, day == NONE ? NONE : day + n,
                of_text ? "time of the day told last" : "time of the document's day");
    }
    put_clock(v);
    return true;
}

/* A year told in passing ("the plans for 1976") does not move a history along. */
static bool moves_story(const lapi_resolver *r, const lapi_form *form,
                        const lapi_when *when, int32_t year)
{
    int32_t era = year - r->era, step = year - r->text.year;
    bool opens = form->phrase_first <= r->pieces->first[form->sentence] + 1;
    if (form->kind == LAPI_FORM_SHIFT && when->grain == LAPI_GRAIN_YEAR)
        return opens;
    if ((era > 25 || era < -25) && !(r->era < 0))
        return false;
    if (when->grain != LAPI_GRAIN_YEAR)
        return true;
    return opens || step == 0;
}

/* What the text tells becomes the time that later forms count from. */
static void remember(lapi_resolver *r, const lapi_form *form, const lapi_when *when)
{
    if (!when->is_event_time || when->type == LAPI_TIME_DURATION ||
        when->from == NONE || when->grain == LAPI_GRAIN_VAGUE)
        return;
    if (form->has & (LAPI_HAS_DECADE | LAPI_HAS_CENTURY))
        return;
    int32_t year;
    uint32_t month, day;
    lapi_day_to_civil(when->from, &year, &month, &day);
    if (r->history && !moves_story(r, form, when, year <= 0 ? year - 1 : year))
        return;
    r->text.month = month;
    r->text.day = day;
    r->text_month = (form->has & LAPI_HAS_YEAR) && (form->has & LAPI_HAS_MONTH);
    r->text.year = year <= 0 ? year - 1 : year;
    r->text.known = true;
    if (when->grain == LAPI_GRAIN_MONTH)
        r->text.day = 0;
    else if (when->grain == LAPI_GRAIN_YEAR)
        r->text.day = r->text.month = 0;
    r->text_sentence = form->sentence;
}

static bool resolve_kind(resolving *v)
{
    switch (v->form->kind) {
    case LAPI_FORM_DATE:
        return resolve_date(v);
    case LAPI_FORM_WEEKDAY:
        return resolve_weekday(v);
    case LAPI_FORM_OFFSET:
        return resolve_offset(v);
    case LAPI_FORM_REL:
        return resolve_rel(v);
    case LAPI_FORM_SHIFT:
        return resolve_shift(v);
    case LAPI_FORM_DURATION:
        return resolve_duration(v);
    case LAPI_FORM_SET:
        return resolve_set(v);
    case LAPI_FORM_REF:
        return resolve_ref(v);
    default:
        return resolve_part(v);
    }
}

bool lapi_resolve(lapi_resolver *resolver, const lapi_form *form, lapi_when *out,
                  lap_status *status)
{
    lapi_when when = {.from = NONE,
                      .to = NONE,
                      .type = LAPI_TIME_DATE,
                      .grain = LAPI_GRAIN_DAY,
                      .rule = ""};
    resolving v = {.r = resolver, .form = form, .out = &when};
    *status = LAP_OK;
    if (form->has & LAPI_HAS_YEAR && form->loose && !resolver->loose_years)
        return false;
    if (!resolve_kind(&v))
        return false;
    const lapi_doc *doc = resolver->pieces->doc;
    when.value = lapi_arena_copy(doc->arena, v.value.at, v.value.bytes);
    if (!when.value.at) {
        *status = LAP_NO_MEMORY;
        return false;
    }
    if (form->prep == LAPI_PREP_SINCE && when.from != NONE &&
        civil_day(&resolver->doc) != NONE && when.from <= civil_day(&resolver->doc)) {
        remember(resolver, form, &when);
        when.to = civil_day(&resolver->doc);
    } else {
        remember(resolver, form, &when);
    }
    *out = when;
    return true;
}
