/* Dates of the calendar: "Nov. 11, 2021", "11 November", "2021-11-11", "the 1990s",
 * "490 BC", "the 19th century". */
#include "mention/when_form.h"

#define AS(at, kind)  lapi_form_as(r, (at), LAPI_WORD_##kind)
#define IS(at, mark)  lapi_form_is(r, (at), (mark))
#define PIECE(at)     lapi_form_piece(r, (at))
#define IS_NUMBER(at) ((at) < r->end && PIECE(at)->kind == LAPI_PIECE_NUMBER)

bool lapi_form_year(const lapi_form_reader *r, uint32_t at, int32_t *year,
                    uint32_t *end)
{
    if (!IS_NUMBER(at) || PIECE(at)->digits > 4)
        return false;
    const lapi_piece *p = PIECE(at);
    const lapi_word *era = AS(at + 1, ERA);
    if (era && p->number > 0) {
        *year =
            lapi_slice_is(era->text, "BC") ? -(int32_t)p->number : (int32_t)p->number;
        *end = PIECE(at + 1)->next;
        return true;
    }
    if (p->digits != 4 || p->number < 1000 || p->number > 2999)
        return false;
    if ((IS(at + 1, ',') || IS(at + 1, '.')) && IS_NUMBER(at + 2) &&
        !PIECE(at + 1)->spaced && !PIECE(at + 2)->spaced)
        return false;
    *year = (int32_t)p->number;
    *end = at + 1;
    return true;
}

bool lapi_form_ordinal(const lapi_form_reader *r, uint32_t at, int32_t *value,
                       uint32_t *end)
{
    if (IS_NUMBER(at)) {
        if (PIECE(at)->digits > 2 || !AS(at + 1, ORDEND) || PIECE(at + 1)->spaced)
            return false;
        *value = (int32_t)PIECE(at)->number;
        *end = at + 2;
        return true;
    }
    const lapi_word *word = AS(at, ORD);
    uint32_t next = word ? PIECE(at)->next : at;
    int32_t tens = 0;
    if (!word && (word = AS(at, NUM)) != NULL && word->value >= 20 && IS(at + 1, '-') &&
        AS(at + 2, ORD)) {
        tens = (int32_t)word->value;
        word = AS(at + 2, ORD);
        next = at + 3;
    }
    if (!word)
        return false;
    *value = tens + (int32_t)word->value;
    *end = next;
    return true;
}

/* A month's name, as a name where the word means something else too. */
static const lapi_word *month_at(const lapi_form_reader *r, uint32_t at, uint32_t *end)
{
    const lapi_word *month = AS(at, MONTH);
    if (!month)
        return NULL;
    *end = at + 1;
    bool cut = PIECE(at)->end - PIECE(at)->begin <= 4 && IS(at + 1, '.');
    if (cut && !PIECE(at + 1)->spaced && at + 2 < r->end)
        *end = at + 2;
    return month;
}

static bool is_list_mark(const lapi_form_reader *r, uint32_t at)
{
    return IS(at, '-') || AS(at, AND) || lapi_form_prep(r, at, LAPI_PREP_TO) ||
           IS(at, ',') || IS(at, '/');
}

/* A month alone counts only if it looks like one. */
static bool month_alone(const lapi_form_reader *r, uint32_t at, const lapi_word *month)
{
    const lapi_piece *p = PIECE(at);
    if (p->end - p->begin == 3 && month->value != 5)
        return false;
    if (!(month->flags & LAPI_WORD_NAME))
        return true;
    if (!p->caps)
        return false;
    if (is_list_mark(r, at + 1) && AS(at + 2, MONTH))
        return true;
    if (at > r->first &&
        (PIECE(at - 1)->kinds &
         (UINT64_C(1) << LAPI_WORD_PREP | UINT64_C(1) << LAPI_WORD_REL |
          UINT64_C(1) << LAPI_WORD_EDGE | UINT64_C(1) << LAPI_WORD_AND)))
        return true;
    return p->caps == 1 && at > r->first && PIECE(at - 1)->kind == LAPI_PIECE_WORD &&
           !PIECE(at - 1)->caps;
}

static bool day_at(const lapi_form_reader *r, uint32_t at, uint8_t *day, uint32_t *end)
{
    int32_t value;
    if (IS_NUMBER(at) && PIECE(at)->digits <= 2 && PIECE(at)->number >= 1 &&
        PIECE(at)->number <= 31) {
        *day = (uint8_t)PIECE(at)->number;
        *end = at + 1;
        if (AS(at + 1, ORDEND) && !PIECE(at + 1)->spaced)
            *end = at + 2;
        return true;
    }
    if (!lapi_form_ordinal(r, at, &value, end) || value < 1 || value > 31)
        return false;
    *day = (uint8_t)value;
    return true;
}

/* [,] YEAR after a day or month */
static void year_after(const lapi_form_reader *r, lapi_form *form)
{
    uint32_t at = form->end + IS(form->end, ',');
    int32_t year;
    uint32_t end;
    if (at < r->end && PIECE(at)->kind == LAPI_PIECE_MARK && PIECE(at)->mark == '\'' &&
        IS_NUMBER(at + 1) && PIECE(at + 1)->digits == 2) {
        form->year = (int32_t)PIECE(at + 1)->number;
        form->has |= LAPI_HAS_YEAR | LAPI_HAS_SHORT_YEAR;
        form->end = at + 2;
    } else if (lapi_form_year(r, at, &year, &end)) {
        form->year = year;
        form->has |= LAPI_HAS_YEAR;
        form->end = end;
    } else {
        lapi_form_of_year(r, form);
    }
}

/* "0 March", "32 March": read whole, and then refused. */
static bool is_no_day(const lapi_piece *p)
{
    return p->kind == LAPI_PIECE_NUMBER && p->digits <= 2 &&
           (p->number < 1 || p->number > 31);
}

/* March 5 [, 2021]   March [2021]   Nov. 4-6, 2014 (the first of a list) */
static bool month_first(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    uint32_t end, next;
    const lapi_word *month = month_at(r, at, &end);
    if (!month)
        return false;
    bool as_name = PIECE(at)->caps || !(month->flags & LAPI_WORD_NAME);
    form->month = (uint8_t)month->value;
    form->has = LAPI_HAS_MONTH;
    form->end = end;
    uint32_t day_from = end + lapi_form_the(r, end);
    if (as_name && day_at(r, day_from, &form->day, &next) &&
        !(AS(next, UNIT) || AS(next, SCALE) || AS(next, NOUN) || AS(next, AMPM) ||
          (IS(next, ':') && !PIECE(next)->spaced) ||
          (IS(next, ',') && IS_NUMBER(next + 1) && !PIECE(next + 1)->spaced))) {
        form->has |= LAPI_HAS_DAY;
        form->end = next;
        uint8_t other;
        uint32_t other_end;
        if (is_list_mark(r, next) && day_at(r, next + 1, &other, &other_end)) {
            lapi_form list = *form;
            list.end = other_end;
            year_after(r, &list);
            form->year = list.year;
            form->has = list.has;
            return true;
        }
        year_after(r, form);
        return true;
    }
    year_after(r, form);
    if (form->has & (LAPI_HAS_YEAR | LAPI_HAS_YEAR_REL))
        return as_name;
    form->end = end;
    return month_alone(r, at, month);
}

/* 11 [of] November [2021]   the 3rd of May   6 and 7 February (the first of a list) */
static bool day_first(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    uint32_t end;
    if (!day_at(r, at, &form->day, &end)) {
        if (!is_no_day(PIECE(at)))
            return false;
        form->day = (uint8_t)PIECE(at)->number;
        end = at + 1;
    }
    uint32_t own_end = end, next = end;
    if (is_list_mark(r, next)) {
        uint8_t other;
        if (!day_at(r, next + 1, &other, &next))
            return false;
    }
    const lapi_word *unit = AS(next, UNIT); /* "the first day of May" */
    next += next == own_end && unit && unit->value == LAPI_UNIT_DAY &&
            lapi_form_prep(r, next + 1, LAPI_PREP_OF);
    uint32_t month_from = next + lapi_form_prep(r, next, LAPI_PREP_OF);
    if (next > own_end && unit)
        own_end = next;
    const lapi_word *month = month_at(r, month_from, &end);
    if (!month || (IS(end, '-') && !PIECE(end)->spaced))
        return false;
    form->month = (uint8_t)month->value;
    form->has = LAPI_HAS_DAY | LAPI_HAS_MONTH;
    form->end = end;
    year_after(r, form);
    if (next != own_end)
        form->end = own_end;
    return true;
}

/* 2021-11-13   7/8/07   13.11.2021 */
static bool numeric(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    if (at + 4 >= r->end + 0 || !IS_NUMBER(at) || !IS_NUMBER(at + 2) ||
        !IS_NUMBER(at + 4))
        return false;
    const lapi_piece *p = PIECE(at);
    if (p[1].kind != LAPI_PIECE_MARK || p[1].mark != p[3].mark || p[1].spaced ||
        p[2].spaced || p[3].spaced || p[4].spaced)
        return false;
    uint32_t y = p[0].number, m = p[2].number, d = p[4].number;
    bool short_year = false;
    if (p[0].digits == 4 && (p[1].mark == '-' || p[1].mark == '/')) {
        if (p[2].digits > 2 || p[4].digits > 2)
            return false;
    } else if ((p[1].mark == '/' || p[1].mark == '.') && p[0].digits <= 2 &&
               p[2].digits <= 2 &&
               (p[4].digits == 4 || (p[4].digits == 2 && p[1].mark == '/'))) {
        bool day_first_here = p[1].mark == '.' || y > 12;
        uint32_t last = d;
        d = day_first_here ? y : m;
        m = day_first_here ? m : y;
        y = last;
        short_year = p[4].digits == 2;
    } else {
        return false;
    }
    if (m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    form->year = (int32_t)y;
    form->month = (uint8_t)m;
    form->day = (uint8_t)d;
    form->has = LAPI_HAS_YEAR | LAPI_HAS_MONTH | LAPI_HAS_DAY |
                (short_year ? LAPI_HAS_SHORT_YEAR : 0u);
    form->end = at + 5;
    return true;
}

/* What follows a bare number decides whether it can be a year. */
static bool noun_follows(const lapi_form_reader *r, uint32_t at, bool strict)
{
    if (at >= r->end)
        return false;
    const lapi_piece *p = PIECE(at);
    const uint64_t counted =
        UINT64_C(1) << LAPI_WORD_NOUN | UINT64_C(1) << LAPI_WORD_MEASURE |
        UINT64_C(1) << LAPI_WORD_CURRENCY | UINT64_C(1) << LAPI_WORD_SCALE |
        UINT64_C(1) << LAPI_WORD_UNIT;
    if ((p->kinds & counted) && !(p->caps && p->kinds >> LAPI_WORD_NOUN & 1))
        return true;
    if (p->kind != LAPI_PIECE_WORD)
        return p->kind == LAPI_PIECE_NUMBER || p->mark == '%';
    if (p->kinds >> LAPI_WORD_STOP & 1)
        return false;
    if (strict)
        return true;
    const char *text = r->pieces->doc->text;
    return !p->caps && p->end - p->begin > 3 && text[p->end - 1] == 's' &&
           text[p->end - 2] != 's';
}

/* 2020-13-01: written as a date, but it is none. */
static bool is_date_shaped(const lapi_form_reader *r, uint32_t at)
{
    if (at + 4 >= r->end || !IS_NUMBER(at + 2) || !IS_NUMBER(at + 4))
        return false;
    const lapi_piece *p = PIECE(at);
    return p[1].kind == LAPI_PIECE_MARK && (p[1].mark == '-' || p[1].mark == '/') &&
           p[1].mark == p[3].mark && !p[1].spaced && !p[2].spaced && !p[3].spaced &&
           !p[4].spaced;
}

/* A number with a sign or a noun of numbering before it is no year. */
static bool has_sign(const lapi_form_reader *r, uint32_t at)
{
    if (is_date_shaped(r, at))
        return true;
    if (at == r->first)
        return false;
    const lapi_piece *before = PIECE(at - 1);
    return AS(at - 1, NODATE) || AS(at - 1, CURRENCY) ||
           (before->kind == LAPI_PIECE_MARK && !PIECE(at)->spaced &&
            (before->mark == '#' || before->mark == '.' ||
             (before->mark == '/' && at > r->first + 1 && IS_NUMBER(at - 2) &&
              PIECE(at - 2)->digits < 3)));
}

/* 1990s   the 1990's   the 470s BC */
static bool decade(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_piece *p = PIECE(at);
    if (!IS_NUMBER(at) || has_sign(r, at))
        return false;
    uint32_t s = at + 1 + IS(at + 1, '\'');
    if (p->digits < 2 || p->digits > 4 || p->number % 10 || s >= r->end ||
        PIECE(s)->spaced || PIECE(s)->end - PIECE(s)->begin != 1 ||
        r->pieces->doc->text[PIECE(s)->begin] != 's')
        return false;
    const lapi_word *era = AS(s + 1, ERA);
    if (p->digits < 4 && !era)
        return false;
    form->year = (int32_t)p->number / 10;
    if (era && lapi_slice_is(era->text, "BC"))
        form->year = -form->year;
    form->has = LAPI_HAS_DECADE;
    form->end = era ? PIECE(s + 1)->next : s + 1;
    return true;
}

/* '82 */
static bool apostrophe_year(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    if (!IS(at, '\'') || !IS_NUMBER(at + 1) || PIECE(at + 1)->digits != 2 ||
        PIECE(at + 1)->spaced || !PIECE(at)->spaced)
        return false;
    form->year = (int32_t)PIECE(at + 1)->number;
    form->has = LAPI_HAS_YEAR | LAPI_HAS_SHORT_YEAR;
    form->end = at + 2;
    return !noun_follows(r, form->end, false);
}

/* -97 after 1996 */
static bool second_year(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_form *b = r->before;
    const lapi_piece *p = PIECE(at);
    if (!b || at == r->first || b->end != at - 1 || b->kind != LAPI_FORM_DATE ||
        b->has != LAPI_HAS_YEAR || b->year < 1000 || p->kind != LAPI_PIECE_NUMBER ||
        p->digits != 2 || (int32_t)p->number <= b->year % 100 ||
        !(IS(at - 1, '-') || IS(at - 1, '/') || AS(at - 1, AND)))
        return false;
    form->year = b->year / 100 * 100 + (int32_t)p->number;
    form->has = LAPI_HAS_YEAR;
    form->end = at + 1;
    return !noun_follows(r, at + 1, true) || !AS(at - 1, AND);
}

/* 490-480 BC: the first of the two */
static bool first_year_of_era(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_piece *p = PIECE(at);
    const lapi_word *era = AS(at + 3, ERA);
    if (!era || !IS_NUMBER(at) || !IS_NUMBER(at + 2) || !is_list_mark(r, at + 1) ||
        p->digits > 4 || p->number == 0)
        return false;
    form->year =
        lapi_slice_is(era->text, "BC") ? -(int32_t)p->number : (int32_t)p->number;
    form->has = LAPI_HAS_YEAR;
    form->end = at + 1;
    return true;
}

/* 2014   490 BC */
static bool bare_year(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    uint32_t end;
    if (has_sign(r, at) || !lapi_form_year(r, at, &form->year, &end))
        return false;
    form->has = LAPI_HAS_YEAR;
    form->end = end;
    if (end > at + 1) /* an era is told */
        return true;
    if (end < r->end && !PIECE(end)->spaced && PIECE(end)->kind == LAPI_PIECE_WORD)
        return false;
    if (form->year < 1500 || form->year > 2100)
        return false;
    bool the = at > r->first && lapi_form_the(r, at - 1);
    return !noun_follows(r, end, false) ||
           (the && !(PIECE(end)->kinds >> LAPI_WORD_NOUN & 1));
}

/* in 314 */
static bool old_year(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_piece *p = PIECE(at);
    if (!IS_NUMBER(at) || p->digits != 3 || p->number < 100 || at == r->first)
        return false;
    const lapi_word *prep = AS(at - 1, PREP);
    if (!prep || !(prep->value == LAPI_PREP_IN || prep->value == LAPI_PREP_SINCE ||
                   prep->value == LAPI_PREP_UNTIL || prep->value == LAPI_PREP_AROUND ||
                   prep->value == LAPI_PREP_BY))
        return false;
    form->year = (int32_t)p->number;
    form->has = LAPI_HAS_YEAR;
    form->end = at + 1;
    form->loose = true;
    return (at + 1 < r->end && PIECE(at + 1)->caps) || !noun_follows(r, at + 1, true);
}

/* the second day of a list: "November 22 and 23"; "the 13th" */
static bool bare_day(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    uint32_t end;
    if (!day_at(r, at, &form->day, &end))
        return false;
    const lapi_form *b = r->before;
    if (b && at > r->first && b->end == at - 1 && b->kind == LAPI_FORM_DATE &&
        (b->has & LAPI_HAS_DAY) && (b->has & LAPI_HAS_MONTH) && IS_NUMBER(at) &&
        is_list_mark(r, at - 1) && !IS(at - 1, ',') && !IS(at - 1, '/') &&
        !noun_follows(r, end, true)) {
        form->month = b->month;
        form->has = LAPI_HAS_DAY | LAPI_HAS_MONTH;
        form->end = end;
        year_after(r, form);
        if (!(form->has & LAPI_HAS_YEAR) && (b->has & LAPI_HAS_YEAR)) {
            form->year = b->year;
            form->has |= LAPI_HAS_YEAR;
        } else if (!(form->has & (LAPI_HAS_YEAR | LAPI_HAS_YEAR_REL))) {
            form->has |= LAPI_HAS_YEAR_REL; /* that of the first */
            form->year_of_text = true;
        }
        return true;
    }
    if (!IS_NUMBER(at) || end != at + 2 || at == r->first || !lapi_form_the(r, at - 1))
        return false;
    form->has = LAPI_HAS_DAY;
    form->end = end;
    return !noun_follows(r, end, true) && !IS(end, '-');
}

bool lapi_form_calendar(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    typedef bool (*reader)(const lapi_form_reader *, uint32_t, lapi_form *);
    static const reader readers[] = {
        numeric,           month_first, day_first, apostrophe_year, second_year,
        first_year_of_era, decade,      bare_year, old_year,        bare_day};
    if (at >= r->end)
        return false;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        lapi_form f = {.first = at, .kind = LAPI_FORM_DATE, .prep = LAPI_PREPS};
        if (readers[i](r, at, &f)) {
            *form = f;
            return true;
        }
    }
    return false;
}
