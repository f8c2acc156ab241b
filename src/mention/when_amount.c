/* Spans of time and what is counted in them: "three days", "two years ago", "the last
 * two weeks", "every month", and clock times. */
#include "mention/when_form.h"

#define AS(at, kind)  lapi_form_as(r, (at), LAPI_WORD_##kind)
#define IS(at, mark)  lapi_form_is(r, (at), (mark))
#define PIECE(at)     lapi_form_piece(r, (at))
#define IS_NUMBER(at) ((at) < r->end && PIECE(at)->kind == LAPI_PIECE_NUMBER)

/* A unit, with the number that its table entry has ("half-century" is 50 years). */
static const lapi_word *unit_at(const lapi_form_reader *r, uint32_t at, double *times)
{
    const lapi_word *unit = AS(at, UNIT);
    *times = 1;
    if (unit && unit->text.bytes && unit->text.at[0] <= '9') {
        *times = 0;
        for (uint32_t i = 0; i < unit->text.bytes && unit->text.at[i] <= '9'; i++)
            *times = *times * 10 + (unit->text.at[i] - '0');
    }
    return unit;
}

static uint32_t over_hyphen(const lapi_form_reader *r, uint32_t at)
{
    return at + (IS(at, '-') && !PIECE(at)->spaced);
}

static bool is_text(const lapi_word *rel)
{
    return rel->text.at[rel->text.bytes - 1] == 't';
}

/* "ago", "earlier", "after X" behind an amount */
static bool shift_after(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *shift = AS(at, SHIFT);
    const lapi_word *rel = AS(at, REL);
    if (!shift && rel && rel->value != 0 && is_text(rel) && at > r->first &&
        (at + 1 >= r->end || PIECE(at + 1)->kind == LAPI_PIECE_MARK))
        shift = rel; /* "the year previous" */
    if (!shift)
        return false;
    form->kind = LAPI_FORM_SHIFT;
    form->rel = (int8_t)shift->value;
    form->of_text = is_text(shift);
    form->end = PIECE(at)->next;
    bool clause = AS(at, PREP) != NULL;
    form->event =
        clause && form->end < r->end && PIECE(form->end)->kind == LAPI_PIECE_WORD;
    return true;
}

/* "and a half" after "a year" */
static void half_after(const lapi_form_reader *r, lapi_form *form)
{
    uint32_t at = over_hyphen(r, form->end);
    if (!AS(at, AND))
        return;
    at = over_hyphen(r, at + 1);
    if (!AS(at, ART))
        return;
    at = over_hyphen(r, at + 1);
    if (!AS(at, HALF))
        return;
    form->n += 0.5;
    form->end = at + 1;
}

/* What may stand behind an amount of time: -old, of age, long, ago. */
static void after_amount(const lapi_form_reader *r, lapi_form *form)
{
    if (shift_after(r, form->end, form))
        return;
    uint32_t at = over_hyphen(r, form->end);
    if (AS(at, OLD)) {
        form->age = true;
        form->end = PIECE(at)->next;
    } else if (AS(at, LONG)) {
        form->end = at + 1;
    }
}

/* A word in small letters that no table knows. */
static bool is_plain(const lapi_form_reader *r, uint32_t at)
{
    return at < r->end && PIECE(at)->kind == LAPI_PIECE_WORD && !PIECE(at)->caps &&
           PIECE(at)->entry == LAPI_NONE && PIECE(at)->spaced;
}

/* The unit behind a number that ends at `at`: "days", "straight days", "previous
 * weeks", "to 90 days" (the first of two). Writes n, unit and end. */
static bool unit_after(const lapi_form_reader *r, const lapi_number *number,
                       const lapi_word **rel, lapi_form *form)
{
    uint32_t next = over_hyphen(r, number->end), plain = next;
    double times;
    lapi_number second;
    bool list = (IS(number->end, '-') || AS(number->end, AND) ||
                 lapi_form_prep(r, number->end, LAPI_PREP_TO)) &&
                lapi_number_read(r->pieces, number->end + 1, r->end, &second) &&
                second.value > number->value && AS(over_hyphen(r, second.end), UNIT);
    if (list)
        plain = next = over_hyphen(r, second.end);
    else if (!*rel && (*rel = AS(next, REL)) != NULL)
        next = PIECE(next)->next;
    else if (!AS(next, UNIT) && is_plain(r, next))
        next++;
    next += lapi_form_prep(r, next, LAPI_PREP_OF) && number->plural;
    const lapi_word *unit = unit_at(r, next, &times);
    if (!unit || ((unit->flags & LAPI_WORD_WEAK) && !number->digits) ||
        (next != plain && !(unit->flags & LAPI_WORD_PLURAL_FORM)))
        return false; /* "rose 15,000 last week" */
    form->n = number->vague || number->plural ? 0 : number->value * times;
    form->unit = (uint8_t)unit->value;
    form->end = list ? number->end : PIECE(next)->next;
    if (!list)
        half_after(r, form);
    return true;
}

/* "the second week", "the following days" */
static bool unit_alone(const lapi_form_reader *r, uint32_t at, bool ranked,
                       lapi_form *form)
{
    double times;
    const lapi_word *unit = unit_at(r, at, &times);
    if (!unit || !(ranked || unit->flags & LAPI_WORD_PLURAL_FORM) ||
        (ranked && unit->value < LAPI_UNIT_DAY))
        return false;
    form->n = ranked ? 1 : 0;
    form->unit = (uint8_t)unit->value;
    form->end = PIECE(at)->next;
    return true;
}

/* [rel] NUMBER [rel] UNIT ... */
static bool counted(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *rel = AS(at, REL);
    uint32_t from = rel ? PIECE(at)->next : at, next;
    int32_t rank;
    bool ranked = !rel && lapi_form_ordinal(r, at, &rank, &next);
    if (ranked)
        from = over_hyphen(r, next);
    lapi_number number;
    if (lapi_number_read(r->pieces, from, r->end, &number) && !number.zero) {
        if (!unit_after(r, &number, &rel, form))
            return false;
    } else if (!(ranked || rel) || !unit_alone(r, from, ranked, form)) {
        return false;
    }
    form->kind = LAPI_FORM_DURATION;
    if (rel) {
        form->rel = (int8_t)rel->value;
        form->of_text = is_text(rel);
        form->loose = rel->flags & LAPI_WORD_LOOSE;
        form->has = LAPI_HAS_REL;
    }
    after_amount(r, form);
    if (form->kind == LAPI_FORM_SHIFT)
        form->has = 0;
    return true;
}

/* a year [and a half | later | ago | a rate]   half an hour   half a century */
static bool single(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    double share = 1, times;
    uint32_t from = at;
    if (AS(from, HALF)) {
        share = 0.5;
        from++;
    }
    const lapi_word *art = AS(from, ART);
    if (!art || !lapi_slice_is(art->text, "a"))
        return false;
    from++;
    const lapi_word *unit = unit_at(r, from, &times);
    if (!unit || (unit->flags & (LAPI_WORD_PLURAL_FORM | LAPI_WORD_WEAK)) ||
        unit->value == LAPI_UNIT_QUARTER || unit->value == LAPI_UNIT_SECOND)
        return false;
    form->kind = LAPI_FORM_DURATION;
    form->n = share * times;
    form->unit = (uint8_t)unit->value;
    form->end = PIECE(from)->next;
    half_after(r, form);
    after_amount(r, form);
    if (form->kind == LAPI_FORM_SHIFT || share != 1 || form->n != times)
        return true;
    /* a rate: "15 a year" */
    uint32_t low = at > r->first + 4 ? at - 4 : r->first;
    bool led =
        at > r->first && (AS(at - 1, PREP) || AS(at - 1, BOUND) || AS(at - 1, EVERY));
    for (uint32_t i = low; i < at && !led; i++)
        if (PIECE(i)->kind == LAPI_PIECE_NUMBER || AS(i, NUM) || AS(i, SCALE) ||
            AS(i, PLURAL))
            form->kind = LAPI_FORM_SET;
    return led || form->kind == LAPI_FORM_SET ||
           !(form->end < r->end && PIECE(form->end)->kind == LAPI_PIECE_WORD &&
             !(PIECE(form->end)->kinds >> LAPI_WORD_STOP & 1));
}

/* the day before   the week after   the day, the year (of which the text tells) */
static bool definite(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    double times;
    const lapi_word *unit = unit_at(r, at, &times);
    if (!unit || times != 1 || (unit->flags & LAPI_WORD_WEAK) || at == r->first ||
        !lapi_form_the(r, at - 1))
        return false;
    form->n = 1;
    form->unit = (uint8_t)unit->value;
    form->end = PIECE(at)->next;
    if (unit->flags & LAPI_WORD_PLURAL_FORM)
        return false;
    if (shift_after(r, form->end, form))
        return true;
    if (unit->value < LAPI_UNIT_DAY)
        return false;
    uint32_t next = form->end;
    bool led = at > r->first + 1 && (lapi_form_prep(r, at - 2, LAPI_PREP_IN) ||
                                     lapi_form_prep(r, at - 2, LAPI_PREP_OF) ||
                                     lapi_form_prep(r, at - 2, LAPI_PREP_DURING) ||
                                     lapi_form_prep(r, at - 2, LAPI_PREP_FOR) ||
                                     lapi_form_prep(r, at - 2, LAPI_PREP_OVER));
    bool free_end = next >= r->end || PIECE(next)->kind == LAPI_PIECE_MARK ||
                    ((PIECE(next)->kinds >> LAPI_WORD_STOP & 1) &&
                     !lapi_form_prep(r, next, LAPI_PREP_OF));
    if (unit->value == LAPI_UNIT_WEEKEND)
        led = free_end = true;
    form->kind = LAPI_FORM_REL;
    form->has = LAPI_HAS_REL;
    form->of_text = form->definite = true;
    return led && free_end && !(IS(next, '-') && !PIECE(next)->spaced);
}

/* years of war   for years   months-long   years later   over the years */
static bool bare_units(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    double times;
    const lapi_word *unit = unit_at(r, at, &times);
    if (!unit || (unit->flags & LAPI_WORD_WEAK))
        return false;
    form->kind = LAPI_FORM_DURATION;
    form->unit = (uint8_t)unit->value;
    form->end = PIECE(at)->next;
    form->n = unit->flags & LAPI_WORD_PLURAL_FORM ? 0 : times;
    if (IS_NUMBER(form->end)) /* "the years 1955-1957" */
        return false;
    uint32_t next = over_hyphen(r, form->end);
    if (AS(next, LONG) && next != form->end) {
        form->end = next + 1;
        return true;
    }
    if (!(unit->flags & LAPI_WORD_PLURAL_FORM))
        return times != 1;
    if (shift_after(r, form->end, form))
        return !form->event;
    uint32_t lead = at - (at > r->first + 1 && lapi_form_the(r, at - 1));
    bool led = lead > r->first && (lapi_form_prep(r, lead - 1, LAPI_PREP_FOR) ||
                                   lapi_form_prep(r, lead - 1, LAPI_PREP_OVER) ||
                                   lapi_form_prep(r, lead - 1, LAPI_PREP_IN) ||
                                   lapi_form_prep(r, lead - 1, LAPI_PREP_AFTER) ||
                                   lapi_form_prep(r, lead - 1, LAPI_PREP_DURING));
    return unit->value != LAPI_UNIT_QUARTER && unit->value != LAPI_UNIT_SECOND &&
           (led || lapi_form_prep(r, form->end, LAPI_PREP_OF));
}

/* daily   every two weeks   each Friday   per day */
static bool set(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *word = AS(at, SETWORD);
    form->kind = LAPI_FORM_SET;
    form->n = 1;
    if (word) {
        form->text = word->text;
        form->end = PIECE(at)->next;
        return true;
    }
    if (!AS(at, EVERY))
        return false;
    uint32_t from = at + 1;
    lapi_number number;
    if (lapi_number_read(r->pieces, from, r->end, &number) && !number.vague) {
        form->n = number.value;
        from = number.end;
    }
    double times;
    if ((word = AS(from, WEEKDAY)) != NULL && !(word->flags & LAPI_WORD_WEAK)) {
        form->weekday = (uint8_t)(word->value + 1);
    } else if ((word = unit_at(r, from, &times)) != NULL) {
        form->unit = (uint8_t)word->value;
        form->n *= times;
    } else {
        return false;
    }
    form->end = PIECE(from)->next;
    return true;
}

bool lapi_form_amount(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    typedef bool (*reader)(const lapi_form_reader *, uint32_t, lapi_form *);
    static const reader readers[] = {counted, single, definite, bare_units, set};
    if (at >= r->end)
        return false;
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++) {
        lapi_form f = {.first = at, .prep = LAPI_PREPS};
        if (readers[i](r, at, &f)) {
            *form = f;
            return true;
        }
    }
    return false;
}

/* [(] GMT [)]   [+8] */
static void zone_after(const lapi_form_reader *r, lapi_form *form)
{
    uint32_t at = form->end + IS(form->end, '(');
    const lapi_word *zone = AS(at, ZONE);
    if (!zone)
        return;
    form->zone = zone->text;
    form->end = PIECE(at)->next + (at != form->end && IS(PIECE(at)->next, ')'));
}

/* 9:30 p.m.   18:00 UTC   1830 GMT   6 p.m.   3 o'clock */
bool lapi_form_clock(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    if (!IS_NUMBER(at))
        return false;
    lapi_form f = {.first = at, .kind = LAPI_FORM_PART, .prep = LAPI_PREPS};
    const lapi_piece *p = PIECE(at);
    uint32_t hour = p->number, minute = 0;
    bool sure = false;
    f.end = at + 1;
    f.second = -1;
    if ((IS(at + 1, ':') || (IS(at + 1, '.') && AS(at + 3, AMPM))) && p->digits <= 2 &&
        IS_NUMBER(at + 2) && PIECE(at + 2)->digits == 2 && !p[1].spaced &&
        !p[2].spaced) {
        minute = p[2].number;
        sure = true;
        f.end = at + 3;
        if (IS(at + 3, ':') && IS_NUMBER(at + 4) && PIECE(at + 4)->digits == 2) {
            f.second = (int16_t)PIECE(at + 4)->number;
            f.end = at + 5;
        }
    } else if (p->digits == 4 && (AS(at + 1, ZONE) || AS(at + 1, HOURS))) {
        hour = p->number / 100;
        minute = p->number % 100;
        sure = true;
    } else if (p->digits > 2) {
        return false;
    }
    const lapi_word *half = AS(f.end, AMPM);
    if (half) {
        bool pm = lapi_slice_is(half->text, "pm");
        if (hour < 1 || hour > 12)
            return false;
        hour = hour % 12 + (pm ? 12 : 0);
        f.end = PIECE(f.end)->next;
        sure = true;
    } else if (AS(f.end, HOURS) && (sure || PIECE(f.end)->next - f.end > 1)) {
        f.end = PIECE(f.end)->next;
        sure = true;
    }
    if (!sure || hour > 24 || minute > 59 || f.second > 59)
        return false;
    f.hour = (int16_t)hour;
    f.minute = (int16_t)minute;
    f.has = LAPI_HAS_CLOCK;
    zone_after(r, &f);
    *form = f;
    return true;
}
