#include "mention/when_put.h"

#define NONE LAPI_DAY_NONE

/* The day from which a form counts: the text's in a history or after "later". */
static const lapi_civil *base_of(const lapi_resolver *r, bool of_text)
{
    return (of_text || r->history) && r->text.known ? &r->text : &r->doc;
}

static bool resolve_weekday(lapi_resolving *v)
{
    const lapi_form *f = v->form;
    const lapi_resolver *r = v->r;
    int32_t doc = lapi_day_of(base_of(r, false));
    if (doc == NONE) {
        lapi_value_text(&v->value, "XXXX-WXX-");
        lapi_value_number(&v->value, f->weekday, 1);
        v->out->rule = "weekday: no date to count from";
        lapi_put_clock(v);
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
    lapi_put_day(v, day, rule);
    lapi_put_clock(v);
    return true;
}

static bool resolve_offset(lapi_resolving *v)
{
    const lapi_form *f = v->form;
    bool overnight = (f->has & LAPI_HAS_PART) && lapi_slice_is(f->part, "ON");
    const lapi_civil *base = overnight ? base_of(v->r, true) : base_of(v->r, false);
    int32_t doc = lapi_day_of(base);
    if (v->r->history && !f->offset && !(f->has & LAPI_HAS_PART)) {
        lapi_value_text(&v->value, "PRESENT_REF");
        v->out->grain = LAPI_GRAIN_VAGUE;
        v->out->rule = "today in a history: the present";
        return true;
    }
    lapi_put_day(v, doc == NONE ? NONE : doc + f->offset,
                 "day counted from the document's date");
    if (overnight && doc != NONE)
        v->out->from = doc - 1;
    lapi_put_clock(v);
    return true;
}

static bool resolve_rel(lapi_resolving *v)
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
    int32_t day = lapi_day_of(base);
    if (day == NONE && f->unit <= LAPI_UNIT_WEEK && !r->history)
        day = lapi_day_of(base = &r->doc);
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
    lapi_put_moved(v, base, f->unit, n);
    if (f->edge && v->out->from != NONE && !f->of_text && n == 0 && day != NONE) {
        if (f->edge < 0 && day < v->out->to) /* "earlier this week" */
            v->out->to = day;
        else if (f->edge == 1 && day > v->out->from) /* "later this week" */
            v->out->from = day;
    }
    lapi_put_clock(v);
    return true;
}

static int32_t whole(double n)
{
    return n > 99999 ? 99999 : (int32_t)(n + 0.5);
}

static bool resolve_shift(lapi_resolving *v)
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
        v->out->dates_next = 1;
        v->out->rule = "counted back from the clause's time to what lies before it";
    }
    lapi_put_moved(v, base, unit, n);
    lapi_put_clock(v);
    return true;
}

static int32_t unit_days(unsigned unit)
{
    static const int32_t days[LAPI_UNITS] = {0,  0,  1,  1,   2,    7,
                                             14, 30, 91, 365, 3652, 36524};
    return days[unit];
}

static bool resolve_duration(lapi_resolving *v)
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
    int32_t day = lapi_day_of(base_of(v->r, f->of_text));
    if (!(f->has & LAPI_HAS_REL) || f->rel == 0 || f->n == 0 || day == NONE)
        return true;
    int32_t length =
        whole(f->n * unit_days(f->unit) / (f->unit == LAPI_UNIT_HOUR ? 24 : 1));
    unsigned grain = f->unit <= LAPI_UNIT_DAY         ? LAPI_GRAIN_DAY
                     : f->unit <= LAPI_UNIT_FORTNIGHT ? LAPI_GRAIN_WEEK
                     : f->unit <= LAPI_UNIT_QUARTER   ? LAPI_GRAIN_MONTH
                                                      : LAPI_GRAIN_YEAR;
    if (f->rel < 0)
        lapi_put_days(v, day - length, day, grain);
    else
        lapi_put_days(v, day, day + length, grain);
    v->out->rule = "span that ends or begins on the date it is counted from";
    return true;
}

static bool resolve_set(lapi_resolving *v)
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

static bool resolve_ref(lapi_resolving *v)
{
    v->out->grain = LAPI_GRAIN_VAGUE;
    v->out->rule = "reference to past, present or future";
    lapi_value_slice(&v->value, v->form->text);
    return v->r->history || !v->form->loose;
}

static bool resolve_part(lapi_resolving *v)
{
    const lapi_form *f = v->form;
    const lapi_resolver *r = v->r;
    bool told = r->text_sentence == f->sentence;
    bool of_text = f->has & LAPI_HAS_REL ? f->of_text : f->article || told;
    of_text |= (f->has & LAPI_HAS_REL) && f->rel > 0;
    int32_t day = lapi_day_of(base_of(r, of_text));
    int32_t n = f->has & LAPI_HAS_REL ? f->rel : 0;
    if (f->generic) {
        lapi_value_text(&v->value, "XXXX-XX-XX");
        v->out->rule = "a part of any day";
    } else {
        lapi_put_day(v, day == NONE ? NONE : day + n,
                     of_text ? "time of the day told last"
                             : "time of the document's day");
    }
    lapi_put_clock(v);
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

static bool resolve_kind(lapi_resolving *v)
{
    switch (v->form->kind) {
    case LAPI_FORM_DATE:
        return lapi_resolve_date(v);
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
    lapi_resolving v = {.r = resolver, .form = form, .out = &when};
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
        lapi_day_of(&resolver->doc) != NONE &&
        when.from <= lapi_day_of(&resolver->doc)) {
        remember(resolver, form, &when);
        when.to = lapi_day_of(&resolver->doc);
    } else {
        remember(resolver, form, &when);
    }
    *out = when;
    return true;
}
