/* Time expressions as they are written, before it is known which days they mean.
 *
 *   "late on Wednesday night"   form {WEEKDAY 2, part NI, edge end}
 *   "two days earlier"          form {SHIFT 2 days -1, from the text's time}
 *   "the last two weeks"        form {DURATION 2 weeks, rel -1 from the document}
 *
 * lapi_form_read recognises one form at a piece; it looks ahead a bounded number of
 * pieces, so a pass over a sentence is linear. */
#ifndef LAPI_MENTION_WHEN_FORM_H
#define LAPI_MENTION_WHEN_FORM_H

#include "mention/when_piece.h"

enum lapi_form_kind {
    LAPI_FORM_NONE,
    LAPI_FORM_DATE,     /* calendar fields, some of them missing */
    LAPI_FORM_WEEKDAY,  /* "Friday", "last Friday" */
    LAPI_FORM_OFFSET,   /* n days from the document's date */
    LAPI_FORM_REL,      /* "last week", "that year", "the day" */
    LAPI_FORM_SHIFT,    /* "two years ago", "three days later" */
    LAPI_FORM_DURATION, /* "three days", "the last two weeks" */
    LAPI_FORM_SET,      /* "daily", "every month" */
    LAPI_FORM_REF,      /* "recently" */
    LAPI_FORM_PART      /* "that night", "at dawn", "9:30 p.m." without a date */
};

/* Fields that a form has. */
enum {
    LAPI_HAS_YEAR = 1,
    LAPI_HAS_MONTH = 2,
    LAPI_HAS_DAY = 4,
    LAPI_HAS_SEASON = 8,
    LAPI_HAS_QUARTER = 16,
    LAPI_HAS_HALF = 32,
    LAPI_HAS_DECADE = 64,
    LAPI_HAS_CENTURY = 128,
    LAPI_HAS_HOLIDAY = 256,
    LAPI_HAS_CLOCK = 512,
    LAPI_HAS_PART = 1024,
    LAPI_HAS_REL = 2048,      /* rel, of_text */
    LAPI_HAS_YEAR_REL = 4096, /* year_rel, year_of_text: "of the same year" */
    LAPI_HAS_FISCAL = 8192,
    LAPI_HAS_SHORT_YEAR = 16384, /* year is 0..99 of the nearest century */
    LAPI_HAS_WEEK = 32768        /* last week of a month */
};

typedef struct lapi_form {
    uint32_t first, end;   /* pieces */
    uint32_t phrase_first; /* with the preposition */
    uint32_t sentence;
    uint32_t has;
    double n;       /* how many units; 0: an unknown number */
    int32_t year;   /* before Christ: negative; a decade: its first year / 10 */
    int32_t offset; /* days */
    int16_t hour, minute, second;
    uint8_t kind; /* enum lapi_form_kind */
    uint8_t month, day, weekday, quarter, half;
    uint8_t unit;
    int8_t rel, year_rel;
    bool of_text, year_of_text; /* relative to the time told of, not to the document */
    bool loose;                 /* "recent", "coming" */
    bool span;                  /* "the past year" lasts a year */
    bool age;
    bool event;    /* something follows that the time depends on: "a day after X" */
    bool generic;  /* "at night" */
    bool article;  /* "the ..." */
    bool definite; /* "the year": of the text or of the document */
    uint8_t prep;  /* enum lapi_prep, or LAPI_PREPS */
    int8_t edge;   /* -1 start, 1 end, 2 middle, 0 none */
    lapi_slice part, text, zone;
} lapi_form;

/* Reads the form that starts at `piece`; `before` is the form before it in the same
 * sentence or NULL ("22 and 23" needs it). */
bool lapi_form_read(const lapi_pieces *pieces, uint32_t piece, uint32_t first,
                    uint32_t end, const lapi_form *before, lapi_form *out);

/* The parts of the recogniser: each reads at `at`, writes form and its end. */
typedef struct lapi_form_reader {
    const lapi_pieces *pieces;
    const lapi_form *before;
    uint32_t first, end; /* pieces of the sentence */
} lapi_form_reader;

bool lapi_form_calendar(const lapi_form_reader *r, uint32_t at, lapi_form *form);
bool lapi_form_period(const lapi_form_reader *r, uint32_t at, lapi_form *form);
bool lapi_form_clock(const lapi_form_reader *r, uint32_t at, lapi_form *form);
bool lapi_form_amount(const lapi_form_reader *r, uint32_t at, lapi_form *form);
/* "of the same year", "of 1998", "last year" after a month, season or quarter. */
void lapi_form_of_year(const lapi_form_reader *r, lapi_form *form);

/* A four-digit year, or any with BC or AD after it. */
bool lapi_form_year(const lapi_form_reader *r, uint32_t at, int32_t *year,
                    uint32_t *end);
/* "3rd", "third"; value 1..99 or -1. */
bool lapi_form_ordinal(const lapi_form_reader *r, uint32_t at, int32_t *value,
                       uint32_t *end);

static inline const lapi_word *lapi_form_as(const lapi_form_reader *r, uint32_t at,
                                            enum lapi_word_kind kind)
{
    return at < r->end ? lapi_piece_as(r->pieces, at, kind) : NULL;
}

static inline bool lapi_form_is(const lapi_form_reader *r, uint32_t at, char mark)
{
    return lapi_piece_is(r->pieces, at, r->end, mark);
}

static inline bool lapi_form_prep(const lapi_form_reader *r, uint32_t at,
                                  enum lapi_prep prep)
{
    const lapi_word *word = lapi_form_as(r, at, LAPI_WORD_PREP);
    return word && (uint32_t)word->value == (uint32_t)prep;
}

static inline const lapi_piece *lapi_form_piece(const lapi_form_reader *r, uint32_t at)
{
    return &r->pieces->at[at];
}

static inline bool lapi_form_the(const lapi_form_reader *r, uint32_t at)
{
    const lapi_word *word = lapi_form_as(r, at, LAPI_WORD_ART);
    return word && lapi_slice_is(word->text, "the");
}

#endif
