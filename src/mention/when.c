#include "mention/when.h"

#include "mention/when_resolve.h"

#include <stdlib.h>

struct lapi_when_stage {
    lapi_when_lexicon *lexicon;
};

enum { MANNER_YEARS_MAX = 256 }; /* years that decide the manner of a text */

typedef struct form_list {
    lapi_form *at;
    uint32_t count, room;
} form_list;

lap_status lapi_when_new(const lapi_know *know, lapi_when_stage **out, lap_error *error)
{
    lapi_when_stage *stage = calloc(1, sizeof *stage);
    if (!stage)
        return LAP_NO_MEMORY;
    lap_status status = lapi_when_lexicon_new(know, &stage->lexicon, error);
    if (status) {
        free(stage);
        return status;
    }
    *out = stage;
    return LAP_OK;
}

void lapi_when_free(lapi_when_stage *stage)
{
    if (!stage)
        return;
    lapi_when_lexicon_free(stage->lexicon);
    free(stage);
}

static lap_status push(form_list *list, lapi_arena *arena, const lapi_form *form)
{
    if (list->count == list->room) {
        uint32_t room = list->room ? list->room * 2 : 64;
        list->at = lapi_arena_grow(arena, list->at, list->room, room, sizeof *list->at);
        if (!list->at)
            return LAP_NO_MEMORY;
        list->room = room;
    }
    list->at[list->count++] = *form;
    return LAP_OK;
}

static lap_status read_forms(const lapi_pieces *pieces, form_list *list)
{
    for (uint32_t s = 0; s < pieces->doc->sentences.count; s++) {
        const lapi_form *before = NULL;
        uint32_t first = pieces->first[s], end = pieces->first[s + 1];
        for (uint32_t at = first; at < end;) {
            lapi_form form;
            if (!lapi_form_read(pieces, at, first, end, before, &form)) {
                at++;
                continue;
            }
            form.sentence = s;
            lap_status status = push(list, pieces->doc->arena, &form);
            if (status)
                return status;
            before = &list->at[list->count - 1];
            at = form.end;
        }
    }
    return LAP_OK;
}

static bool joined_by(const lapi_pieces *pieces, uint32_t at)
{
    const lapi_piece *p = &pieces->at[at];
    const lapi_word *prep = lapi_piece_as(pieces, at, LAPI_WORD_PREP);
    return (p->kind == LAPI_PIECE_MARK && p->mark == '-') ||
           lapi_piece_as(pieces, at, LAPI_WORD_AND) ||
           (prep && (prep->value == LAPI_PREP_TO || prep->value == LAPI_PREP_UNTIL));
}

/* "from May 15 to August 16, 1988": the first end has the year of the second. */
static void share_years(const lapi_pieces *pieces, form_list *list)
{
    const uint32_t part = LAPI_HAS_MONTH | LAPI_HAS_SEASON;
    const uint32_t year = LAPI_HAS_YEAR | LAPI_HAS_YEAR_REL;
    for (uint32_t i = list->count; i-- > 1;) {
        lapi_form *a = &list->at[i - 1], *b = &list->at[i];
        if (a->kind != LAPI_FORM_DATE || b->kind != LAPI_FORM_DATE ||
            a->sentence != b->sentence || (a->has & year) || !(a->has & part) ||
            !(b->has & LAPI_HAS_YEAR) || !(b->has & part) || b->first < a->end + 1 ||
            b->first > a->end + 2 || !joined_by(pieces, a->end))
            continue;
        a->year = b->year;
        a->has |= LAPI_HAS_YEAR | (b->has & LAPI_HAS_SHORT_YEAR);
        if (a->month && b->month && a->month > b->month && a->year != 1)
            a->year--;
    }
}

/* Last day of an explicit date with year and month; LAPI_DAY_NONE for others. */
static int32_t explicit_day(const lapi_form *form)
{
    const uint32_t need = LAPI_HAS_YEAR | LAPI_HAS_MONTH;
    if (form->kind != LAPI_FORM_DATE || (form->has & need) != need ||
        (form->has & LAPI_HAS_SHORT_YEAR))
        return LAPI_DAY_NONE;
    int32_t first = lapi_civil_day(form->year, form->month, 1);
    if (first == LAPI_DAY_NONE)
        return first;
    if (form->has & LAPI_HAS_DAY)
        return lapi_civil_day(form->year, form->month, form->day);
    return first + (int32_t)lapi_month_days(form->year, form->month) - 1;
}

static bool in_dateline(const lapi_doc *doc, const lapi_pieces *pieces,
                        const lapi_form *form)
{
    const lapi_block *block = &doc->blocks[doc->sentences.block[form->sentence]];
    uint32_t at = pieces->at[form->first].begin;
    return block->kind == LAPI_BLOCK_BYLINE ||
           (at >= block->dateline.begin && at < block->dateline.end);
}

/* A document without a date gets that of its dateline, else the newest explicit one. */
static void infer_date(lapi_doc *doc, const lapi_pieces *pieces, const form_list *list)
{
    int32_t newest = LAPI_DAY_NONE, dateline = LAPI_DAY_NONE;
    for (uint32_t i = 0; i < list->count; i++) {
        int32_t day = explicit_day(&list->at[i]);
        if (day == LAPI_DAY_NONE)
            continue;
        newest = day > newest ? day : newest;
        if (doc->blocks && day > dateline && in_dateline(doc, pieces, &list->at[i]))
            dateline = day;
    }
    doc->date = dateline != LAPI_DAY_NONE ? dateline : newest;
    if (doc->date != LAPI_DAY_NONE)
        doc->anchor = LAPI_ANCHOR_INFERRED;
}

/* Insertion sort: few years, each once. */
static int32_t median(int32_t *years, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        int32_t year = years[i];
        uint32_t at = i;
        for (; at && years[at - 1] > year; at--)
            years[at] = years[at - 1];
        years[at] = year;
    }
    return count ? years[count / 2] : 0;
}

/* Is it news about its own time, or history? Counts of explicit years decide. */
static void read_manner(lapi_resolver *r, const form_list *list)
{
    uint32_t far = 0, near = 0, before_christ = 0, loose = 0, dates = 0, now = 0;
    int32_t years[MANNER_YEARS_MAX];
    uint32_t year_count = 0;
    for (uint32_t i = 0; i < list->count; i++) {
        const lapi_form *f = &list->at[i];
        now += f->kind == LAPI_FORM_WEEKDAY ||
               (f->kind == LAPI_FORM_OFFSET && f->offset) ||
               (f->kind == LAPI_FORM_REL && !f->of_text && !(f->rel > 0 && f->article));
        if (!(f->has & LAPI_HAS_YEAR) || (f->has & LAPI_HAS_SHORT_YEAR))
            continue;
        loose += f->loose;
        before_christ += f->year < 0;
        int32_t away = f->year - r->doc.year;
        if (away > 1 || away < -1) {
            far++;
            dates += (f->has & LAPI_HAS_MONTH) != 0;
        } else {
            near++;
        }
        if (year_count < MANNER_YEARS_MAX)
            years[year_count++] = f->year;
    }
    r->history =
        r->doc.known && ((far >= 5 && far > near + now && (dates >= 3 || !now)) ||
                         before_christ >= 3 || (loose >= 2 && !near));
    r->era = median(years, year_count);
    r->before_christ = before_christ * 3 > loose;
    r->loose_years = loose >= 2 || before_christ > 0;
}

static void place(const lapi_pieces *pieces, const lapi_form *form, lapi_when *when)
{
    const lapi_doc *doc = pieces->doc;
    uint32_t first = form->first;
    bool bare_year = form->kind == LAPI_FORM_DATE && form->has == LAPI_HAS_YEAR;
    if (form->article && !bare_year && form->kind != LAPI_FORM_REF)
        first--;
    const lapi_piece *a = &pieces->at[first], *b = &pieces->at[form->end - 1];
    when->span = (lapi_span){a->begin, b->end};
    when->phrase = when->span;
    if (form->phrase_first < first)
        when->phrase.begin = pieces->at[form->phrase_first].begin;
    when->first = a->word;
    when->end = b->word + 1;
    when->head = b->word;
    if (!doc->tokens.head)
        return;
    for (uint32_t w = when->first; w < when->end; w++) {
        uint32_t up = doc->tokens.head[w];
        if (up == LAPI_NONE || up < when->first || up >= when->end) {
            when->head = w;
            if (doc->tokens.rel[w] != LAPI_REL_DET &&
                doc->tokens.rel[w] != LAPI_REL_CASE)
                return;
        }
    }
}

/* "from May to July", "11-13 Dec": both ends cover the range. */
static void join_range(const lapi_pieces *pieces, const lapi_form *a,
                       const lapi_form *b, lapi_when *from, lapi_when *to)
{
    if (a->sentence != b->sentence || from->from == LAPI_DAY_NONE ||
        to->to == LAPI_DAY_NONE || to->to < from->to || !from->is_event_time ||
        !to->is_event_time || b->first < a->end || b->first - a->end > 2)
        return;
    bool ranged = a->prep == LAPI_PREP_FROM || a->prep == LAPI_PREP_BETWEEN;
    bool joined = false;
    if (b->first == a->end + 1) {
        joined = pieces->at[a->end].kind == LAPI_PIECE_MARK &&
                 pieces->at[a->end].mark == '-';
        const lapi_word *prep = lapi_piece_as(pieces, a->end, LAPI_WORD_PREP);
        bool to_word =
            prep && (prep->value == LAPI_PREP_TO || prep->value == LAPI_PREP_UNTIL);
        joined |= to_word && (ranged || b->prep == LAPI_PREP_TO);
        joined |= a->prep == LAPI_PREP_BETWEEN &&
                  lapi_piece_as(pieces, a->end, LAPI_WORD_AND) != NULL;
    }
    if (!joined)
        return;
    int32_t first = from->from, last = to->to;
    from->to = last;
    to->from = first;
    from->rule = to->rule = "range of two dates";
}

static lapi_civil civil_of(int32_t day)
{
    lapi_civil civil = {.known = day != LAPI_DAY_NONE};
    if (civil.known) {
        lapi_day_to_civil(day, &civil.year, &civil.month, &civil.day);
        if (civil.year <= 0)
            civil.year--;
    }
    return civil;
}

lap_status lapi_when_run(const lapi_when_stage *stage, lapi_doc *doc)
{
    lapi_pieces pieces;
    form_list list = {0};
    lap_status status = lapi_pieces_read(stage->lexicon, doc, &pieces);
    if (!status)
        status = read_forms(&pieces, &list);
    if (status)
        return status;
    share_years(&pieces, &list);
    if (doc->date == LAPI_DAY_NONE)
        infer_date(doc, &pieces, &list);
    lapi_resolver resolver = {
        .pieces = &pieces, .doc = civil_of(doc->date), .text_sentence = LAPI_NONE};
    resolver.text = resolver.doc;
    read_manner(&resolver, &list);
    lapi_when *at = lapi_arena_get(doc->arena, list.count + 1, sizeof *at);
    if (!at)
        return LAP_NO_MEMORY;
    uint32_t count = 0;
    const lapi_form *before = NULL;
    for (uint32_t i = 0; i < list.count; i++) {
        if (!lapi_resolve(&resolver, &list.at[i], &at[count], &status)) {
            if (status)
                return status;
            continue;
        }
        place(&pieces, &list.at[i], &at[count]);
        if (before)
            join_range(&pieces, before, &list.at[i], &at[count - 1], &at[count]);
        before = &list.at[i];
        count++;
    }
    lapi_pieces *kept = lapi_arena_get(doc->arena, 1, sizeof *kept);
    if (!kept)
        return LAP_NO_MEMORY;
    *kept = pieces;
    doc->times = (lapi_times){count, at, kept};
    return LAP_OK;
}
