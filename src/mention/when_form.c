#include "mention/when_form.h"

#define AS(at, kind) lapi_form_as(r, (at), LAPI_WORD_##kind)
#define IS(at, mark) lapi_form_is(r, (at), (mark))
#define PIECE(at)    lapi_form_piece(r, (at))

/* Something with a day or a longer calendar time, that a part of the day can join. */
static bool day_like(const lapi_form *form)
{
    return form->kind == LAPI_FORM_WEEKDAY || form->kind == LAPI_FORM_OFFSET ||
           (form->kind == LAPI_FORM_DATE &&
            (form->has & (LAPI_HAS_DAY | LAPI_HAS_HOLIDAY))) ||
           (form->kind == LAPI_FORM_REL && form->unit == LAPI_UNIT_DAY);
}

/* "Wednesday night", "yesterday morning" */
static void part_after(const lapi_form_reader *r, lapi_form *form)
{
    const lapi_word *part = AS(form->end, PART);
    if (!part || !day_like(form) || (form->has & LAPI_HAS_PART))
        return;
    form->part = part->text;
    form->has |= LAPI_HAS_PART;
    form->end = PIECE(form->end)->next;
    uint32_t at = form->end + lapi_form_prep(r, form->end, LAPI_PREP_OF);
    lapi_form date;
    if (at != form->end && lapi_form_calendar(r, at, &date) &&
        (date.has & LAPI_HAS_DAY)) { /* "Sunday dawn of 25 June 1950" */
        date.part = form->part;
        date.has |= LAPI_HAS_PART;
        date.first = form->first;
        *form = date;
    }
}

/* Calendar, weekday, today, last week ... with the part of the day behind. */
static bool date_core(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    if (!lapi_form_calendar(r, at, form) && !lapi_form_period(r, at, form))
        return false;
    part_after(r, form);
    return true;
}

/* the night of April 18   the morning   at dawn   that night is read elsewhere */
static bool part_first(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *part = AS(at, PART);
    if (!part)
        return false;
    uint32_t next = PIECE(at)->next;
    const lapi_word *unit = AS(next, UNIT); /* "morning hours" */
    if (unit && unit->value == LAPI_UNIT_HOUR)
        next++;
    lapi_form f = {.first = at,
                   .end = next,
                   .kind = LAPI_FORM_PART,
                   .has = LAPI_HAS_PART,
                   .part = part->text,
                   .prep = LAPI_PREPS};
    lapi_form date;
    bool joins =
        lapi_form_prep(r, next, LAPI_PREP_OF) || lapi_form_prep(r, next, LAPI_PREP_ON);
    uint32_t from = next + joins;
    from += joins && lapi_form_the(r, from);
    if (date_core(r, from, &date) && day_like(&date) &&
        (joins || date.kind != LAPI_FORM_REL)) {
        date.first = at;
        if (!(date.has & LAPI_HAS_PART)) {
            date.part = part->text;
            date.has |= LAPI_HAS_PART;
        }
        *form = date;
        return true;
    }
    bool is_clock = part->text.at[0] <= '9';
    bool article = at > r->first && lapi_form_the(r, at - 1);
    bool led = at > r->first && (article || AS(at - 1, PREP) || is_clock);
    f.generic = !article && !is_clock && lapi_slice_is(part->text, "NI");
    f.generic |= lapi_slice_is(part->text, "DT");
    *form = f;
    if (IS(next, '-') && !PIECE(next)->spaced)
        return false;
    return (led || lapi_slice_is(part->text, "DT")) &&
           (next >= r->end || PIECE(next)->kind == LAPI_PIECE_MARK ||
            (PIECE(next)->kinds &
             (UINT64_C(1) << LAPI_WORD_STOP | UINT64_C(1) << LAPI_WORD_PREP)) ||
            is_clock);
}

/* 18:00 UTC today   9:34 p.m., March 19 */
static bool clock_first(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    lapi_form date;
    if (!lapi_form_clock(r, at, form))
        return false;
    uint32_t from = form->end + IS(form->end, ',');
    from += lapi_form_prep(r, from, LAPI_PREP_ON);
    if (from < r->end && date_core(r, from, &date) && day_like(&date)) {
        date.has |= LAPI_HAS_CLOCK;
        date.hour = form->hour;
        date.minute = form->minute;
        date.second = form->second;
        date.zone = form->zone;
        date.first = at;
        const lapi_word *zone = AS(date.end, ZONE);
        if (zone && !date.zone.bytes) {
            date.zone = zone->text;
            date.end = PIECE(date.end)->next;
        }
        *form = date;
    }
    return true;
}

static int8_t edge_of(const lapi_word *edge)
{
    return lapi_slice_is(edge->text, "start") ? -1
           : lapi_slice_is(edge->text, "end") ? 1
                                              : 2;
}

/* the early hours of Monday: its morning or its night */
static bool edge_hours(const lapi_form_reader *r, uint32_t at, int8_t edge,
                       lapi_form *form)
{
    const lapi_word *unit = AS(at, UNIT);
    if (!unit || unit->value != LAPI_UNIT_HOUR ||
        !(lapi_form_prep(r, at + 1, LAPI_PREP_OF) ||
          lapi_form_prep(r, at + 1, LAPI_PREP_ON)) ||
        !date_core(r, at + 2 + lapi_form_the(r, at + 2), form) || !day_like(form) ||
        (form->has & LAPI_HAS_PART))
        return false;
    form->part = edge < 0 ? LAPI_S("MO") : LAPI_S("NI");
    form->has |= LAPI_HAS_PART;
    return true;
}

/* early March   the end of 1958   mid-2011   later that year   late on Wednesday */
static bool edged(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *edge = AS(at, EDGE);
    if (!edge)
        return false;
    uint32_t from = PIECE(at)->next;
    from += IS(from, '-') && !PIECE(from)->spaced;
    const lapi_word *prep = AS(from, PREP);
    bool of = prep && (prep->value == LAPI_PREP_OF || prep->value == LAPI_PREP_IN ||
                       prep->value == LAPI_PREP_ON);
    from += of;
    bool the = lapi_form_the(r, from);
    from += the;
    if (from >= r->end)
        return false;
    const lapi_word *unit = AS(from, UNIT);
    if (!edge_hours(r, from, edge_of(edge), form) && !date_core(r, from, form) &&
        !part_first(r, from, form)) {
        if (!of || !the || !unit || (unit->flags & LAPI_WORD_PLURAL_FORM) ||
            unit->value < LAPI_UNIT_DAY)
            return false;
        lapi_form f = {.kind = LAPI_FORM_REL,
                       .unit = (uint8_t)unit->value,
                       .has = LAPI_HAS_REL,
                       .of_text = true,
                       .definite = true,
                       .prep = LAPI_PREPS};
        f.end = PIECE(from)->next;
        *form = f;
    }
    form->first = at;
    form->edge = edge_of(edge);
    return true;
}

static bool reference(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *ref = AS(at, REF);
    if (!ref)
        return false;
    uint32_t next = PIECE(at)->next; /* "in the past [two years]" */
    if (next < r->end && next - at > 1 &&
        (PIECE(next)->kind == LAPI_PIECE_NUMBER ||
         (PIECE(next)->kinds &
          (UINT64_C(1) << LAPI_WORD_UNIT | UINT64_C(1) << LAPI_WORD_NUM |
           UINT64_C(1) << LAPI_WORD_VAGUE | UINT64_C(1) << LAPI_WORD_SCALE))))
        return false;
    lapi_form f = {.first = at,
                   .end = PIECE(at)->next,
                   .kind = LAPI_FORM_REF,
                   .text = ref->text,
                   .prep = LAPI_PREPS};
    f.loose = ref->flags & LAPI_WORD_HISTORY;
    *form = f;
    return true;
}

/* The preposition before a form belongs to its phrase. */
static void take_prep(const lapi_form_reader *r, lapi_form *form)
{
    uint32_t at = form->first;
    const uint64_t skip = UINT64_C(1) << LAPI_WORD_ART | UINT64_C(1) << LAPI_WORD_EDGE |
                          UINT64_C(1) << LAPI_WORD_BOUND;
    form->phrase_first = form->first;
    for (int i = 0; i < 3 && at > r->first; i++, at--) {
        const lapi_word *prep = AS(at - 1, PREP);
        if (prep && prep->value != LAPI_PREP_OVER) {
            form->prep = (uint8_t)prep->value;
            form->phrase_first = at - 1;
            return;
        }
        if (!(PIECE(at - 1)->kinds & skip))
            return;
    }
}

#define KIND(name) (UINT64_C(1) << LAPI_WORD_##name)

/* Words of these kinds alone begin no time: most of a text. */
static const uint64_t never_first =
    KIND(STOP) | KIND(AND) | KIND(TENSE) | KIND(NODATE) | KIND(BOUND) |
    KIND(AFTERBOUND) | KIND(CURRENCY) | KIND(CENT) | KIND(NOUN) | KIND(MEASURE) |
    KIND(OLD) | KIND(LONG) | KIND(ORDEND) | KIND(PREP);

bool lapi_form_read(const lapi_pieces *pieces, uint32_t piece, uint32_t first,
                    uint32_t end, const lapi_form *before, lapi_form *out)
{
    const lapi_form_reader reader = {pieces, before, first, end};
    const lapi_form_reader *r = &reader;
    const lapi_piece *p = PIECE(piece);
    if (p->kind != LAPI_PIECE_NUMBER && !(p->kinds & ~never_first) &&
        !IS(piece, '\'') && !(p->kind == LAPI_PIECE_WORD && p->end - p->begin == 1))
        return false;
    lapi_form form;
    bool ok = edged(r, piece, &form) || clock_first(r, piece, &form) ||
              date_core(r, piece, &form) || lapi_form_amount(r, piece, &form) ||
              part_first(r, piece, &form) || reference(r, piece, &form);
    if (!ok)
        return false;
    take_prep(r, &form);
    form.article = piece > first && lapi_form_the(r, piece - 1);
    *out = form;
    return true;
}
