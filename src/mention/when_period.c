/* Weekdays, days told from today, seasons, quarters, halves, centuries, fiscal years
 * and holidays. */
#include "mention/when_form.h"

#define AS(at, kind)  lapi_form_as(r, (at), LAPI_WORD_##kind)
#define IS(at, mark)  lapi_form_is(r, (at), (mark))
#define PIECE(at)     lapi_form_piece(r, (at))
#define IS_NUMBER(at) ((at) < r->end && PIECE(at)->kind == LAPI_PIECE_NUMBER)

enum { RELS_MAX = 3 };

/* "that same", "this past": the last that moves wins, else the last. */
static const lapi_word *rels_at(const lapi_form_reader *r, uint32_t at, uint32_t *end)
{
    const lapi_word *best = NULL;
    for (int i = 0; i < RELS_MAX; i++) {
        const lapi_word *word = AS(at, REL);
        if (!word)
            break;
        if (!best || word->value != 0 || best->value == 0)
            best = word;
        at = PIECE(at)->next;
    }
    *end = at;
    return best;
}

static bool is_unit(const lapi_form_reader *r, uint32_t at, enum lapi_unit unit)
{
    const lapi_word *word = AS(at, UNIT);
    return word && (uint32_t)word->value == (uint32_t)unit;
}

void lapi_form_of_year(const lapi_form_reader *r, lapi_form *form)
{
    uint32_t at = form->end, end;
    bool of = lapi_form_prep(r, at, LAPI_PREP_OF) ||
              (lapi_form_prep(r, at, LAPI_PREP_IN) && (form->has & LAPI_HAS_SEASON));
    if (of || IS(at, ','))
        at++;
    if (of && lapi_form_the(r, at))
        at++;
    int32_t year;
    if (!(form->has & LAPI_HAS_YEAR) && lapi_form_year(r, at, &year, &end) &&
        (of || !IS(at - 1, ',') || form->has & LAPI_HAS_MONTH)) {
        form->year = year;
        form->has |= LAPI_HAS_YEAR;
        form->end = end;
        return;
    }
    const lapi_word *rel = rels_at(r, at, &end);
    if (!rel && of && lapi_form_the(r, at - 1) && is_unit(r, at, LAPI_UNIT_YEAR)) {
        form->year_of_text = true;
        form->has |= LAPI_HAS_YEAR_REL;
        form->end = at + 1;
    } else if (rel && is_unit(r, end, LAPI_UNIT_YEAR)) {
        form->year_rel = (int8_t)rel->value;
        form->year_of_text =
            lapi_slice_is(lapi_slice_of(rel->text.at + rel->text.bytes - 3, 3), "ext");
        form->has |= LAPI_HAS_YEAR_REL;
        form->end = end + 1;
    }
}

/* the 19th century   nineteenth-century   the 4th century BC */
static bool century(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    int32_t value;
    uint32_t end;
    if (!lapi_form_ordinal(r, at, &value, &end) || value < 1)
        return false;
    end += IS(end, '-') && !PIECE(end)->spaced;
    if (!is_unit(r, end, LAPI_UNIT_CENTURY))
        return false;
    form->year = value - 1;
    form->has = LAPI_HAS_CENTURY;
    form->end = end + 1;
    const lapi_word *era = AS(form->end, ERA);
    if (era && lapi_slice_is(era->text, "BC"))
        form->year = -form->year;
    if (era)
        form->end = PIECE(form->end)->next;
    return true;
}

/* the third quarter [of 2009]   Q3 2009   the second half of 2008 */
static bool quarter(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const char *text = r->pieces->doc->text;
    int32_t value = 0;
    uint32_t end = at;
    const lapi_piece *p = PIECE(at);
    if (p->kind == LAPI_PIECE_WORD && p->end - p->begin == 1 &&
        (text[p->begin] == 'Q' || text[p->begin] == 'H') && IS_NUMBER(at + 1) &&
        !PIECE(at + 1)->spaced && PIECE(at + 1)->digits == 1) {
        bool is_half = text[p->begin] == 'H';
        value = (int32_t)PIECE(at + 1)->number;
        if (value < 1 || value > (is_half ? 2 : 4))
            return false;
        form->has = is_half ? LAPI_HAS_HALF : LAPI_HAS_QUARTER;
        form->half = form->quarter = (uint8_t)value;
        form->end = at + 2;
        lapi_form_of_year(r, form);
        return !is_half || (form->has & LAPI_HAS_YEAR);
    }
    const lapi_word *edge = AS(at, EDGE);
    if (edge && AS(at + 1, HALF) && lapi_slice_is(edge->text, "end"))
        value = -1, end = at + 1;
    else if (!lapi_form_ordinal(r, at, &value, &end))
        return false;
    end += IS(end, '-') && !PIECE(end)->spaced;
    if (AS(end, HALF) && (value == 1 || value == 2 || value == -1)) {
        form->half = value == 1 ? 1 : 2;
        form->has = LAPI_HAS_HALF;
        form->end = end + 1;
        if (!lapi_form_prep(r, form->end, LAPI_PREP_OF))
            return false;
        lapi_form_of_year(r, form);
        return form->has & (LAPI_HAS_YEAR | LAPI_HAS_YEAR_REL);
    }
    if (!is_unit(r, end, LAPI_UNIT_QUARTER) || value > 4)
        return false;
    form->quarter = value < 0 ? 4 : (uint8_t)value;
    form->has = LAPI_HAS_QUARTER;
    form->end = end + 1;
    lapi_form_of_year(r, form);
    return true;
}

/* summer of 2010   the winter   1982 summer   last spring is read elsewhere */
static bool season(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *word = AS(at, SEASON);
    int32_t year;
    uint32_t end;
    if (!word && lapi_form_year(r, at, &year, &end) &&
        (word = AS(end, SEASON)) != NULL) {
        form->year = year;
        form->has = LAPI_HAS_SEASON | LAPI_HAS_YEAR;
        form->text = word->text;
        form->end = end + 1;
        return true;
    }
    if (!word)
        return false;
    form->text = word->text;
    form->has = LAPI_HAS_SEASON;
    form->end = at + 1;
    lapi_form_of_year(r, form);
    if (form->has & (LAPI_HAS_YEAR | LAPI_HAS_YEAR_REL) ||
        !(word->flags & LAPI_WORD_NAME))
        return true;
    /* "the fall" of a government is no season */
    bool led = at > r->first && !lapi_form_prep(r, at - 1, LAPI_PREP_TO) &&
               (lapi_form_the(r, at - 1) || AS(at - 1, PREP) || AS(at - 1, REL) ||
                AS(at - 1, EDGE));
    return led && !lapi_form_prep(r, at + 1, LAPI_PREP_OF) &&
           (at + 1 >= r->end || PIECE(at + 1)->kind == LAPI_PIECE_MARK);
}

static bool holiday(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *word = AS(at, HOLIDAY);
    if (!word || !PIECE(at)->caps)
        return false;
    form->text = word->text;
    form->has = LAPI_HAS_HOLIDAY;
    form->end = PIECE(at)->next;
    int32_t year;
    uint32_t end, from = form->end + IS(form->end, ',');
    if (lapi_form_year(r, from, &year, &end)) {
        form->year = year;
        form->has |= LAPI_HAS_YEAR;
        form->end = end;
    }
    return true;
}

/* fiscal year 2007   FY2007 */
static bool fiscal(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    if (!AS(at, FISCAL))
        return false;
    uint32_t from = PIECE(at)->next, end;
    from += is_unit(r, from, LAPI_UNIT_YEAR);
    if (!lapi_form_year(r, from, &form->year, &end))
        return false;
    form->has = LAPI_HAS_YEAR | LAPI_HAS_FISCAL;
    form->end = end;
    return true;
}

/* Friday   on Fridays   Friday, November 12 (then the date says it all) */
static bool weekday(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *word = AS(at, WEEKDAY);
    if (!word)
        return false;
    uint32_t end = PIECE(at)->next;
    uint32_t from = end + (IS(end, '.') && (word->flags & LAPI_WORD_WEAK));
    from += IS(from, ',');
    from += lapi_form_the(r, from);
    lapi_form date;
    if (from < r->end && from > at && lapi_form_calendar(r, from, &date) &&
        (date.has & LAPI_HAS_DAY)) {
        *form = date;
        form->first = at;
        form->weekday = (uint8_t)(word->value + 1);
        return true;
    }
    if ((word->flags & LAPI_WORD_WEAK) || !(PIECE(at)->caps || PIECE(at)->digits == 0))
        return false;
    form->kind = LAPI_FORM_WEEKDAY;
    form->weekday = (uint8_t)(word->value + 1);
    form->end = end;
    const lapi_piece *p = PIECE(at);
    char last = r->pieces->doc->text[p->end - 1];
    if (last == 's' || last == 'S')
        form->kind = LAPI_FORM_SET;
    return true;
}

static bool deictic(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    const lapi_word *word = AS(at, DEICTIC);
    if (!word)
        return false;
    form->kind = LAPI_FORM_OFFSET;
    form->offset = (int32_t)word->value;
    if (word->text.bytes > 3 && word->text.at[1] == ' ') {
        form->has = LAPI_HAS_PART;
        form->part = lapi_slice_of(word->text.at + 2, word->text.bytes - 2);
    }
    form->end = PIECE(at)->next;
    return true;
}

/* last week   this year   the following month   that same day   next Friday */
static bool relative(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    uint32_t end;
    const lapi_word *rel = rels_at(r, at, &end);
    if (!rel)
        return false;
    form->rel = (int8_t)rel->value;
    form->of_text = rel->text.at[rel->text.bytes - 1] == 't';
    form->loose = rel->flags & LAPI_WORD_LOOSE;
    form->span = rel->flags & LAPI_WORD_SPAN;
    form->has = LAPI_HAS_REL;
    const lapi_word *word;
    if ((word = AS(end, UNIT)) != NULL && !(word->flags & LAPI_WORD_PLURAL_FORM)) {
        form->kind = LAPI_FORM_REL;
        form->unit = (uint8_t)word->value;
        form->end = PIECE(end)->next;
        return !(IS(form->end, '-') && !PIECE(form->end)->spaced) &&
               !(form->loose && form->unit < LAPI_UNIT_WEEKEND && form->rel < 0);
    }
    if ((word = AS(end, WEEKDAY)) != NULL && !(word->flags & LAPI_WORD_WEAK)) {
        form->kind = LAPI_FORM_WEEKDAY;
        form->weekday = (uint8_t)(word->value + 1);
    } else if ((word = AS(end, MONTH)) != NULL && PIECE(end)->caps) {
        form->kind = LAPI_FORM_DATE;
        form->month = (uint8_t)word->value;
        form->has |= LAPI_HAS_MONTH;
        uint32_t next = PIECE(end)->next;
        if (IS_NUMBER(next) && PIECE(next)->digits <= 2 && PIECE(next)->number <= 31 &&
            PIECE(next)->number) {
            form->day = (uint8_t)PIECE(next)->number;
            form->has |= LAPI_HAS_DAY;
            end = next;
        }
    } else if ((word = AS(end, SEASON)) != NULL) {
        form->kind = LAPI_FORM_DATE;
        form->text = word->text;
        form->has |= LAPI_HAS_SEASON;
    } else if ((word = AS(end, HOLIDAY)) != NULL && PIECE(end)->caps) {
        form->kind = LAPI_FORM_DATE;
        form->text = word->text;
        form->has |= LAPI_HAS_HOLIDAY;
    } else if ((word = AS(end, PART)) != NULL) {
        form->kind = LAPI_FORM_PART;
        form->part = word->text;
        form->has |= LAPI_HAS_PART;
    } else {
        return false;
    }
    form->end = PIECE(end)->next;
    return true;
}

bool lapi_form_period(const lapi_form_reader *r, uint32_t at, lapi_form *form)
{
    typedef bool (*reader)(const lapi_form_reader *, uint32_t, lapi_form *);
    static const reader readers[] = {century, quarter, season,  holiday,
                                     fiscal,  weekday, deictic, relative};
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
