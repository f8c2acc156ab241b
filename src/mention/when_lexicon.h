/* The words of know/times.tsv and know/quantities.tsv, by what they can be.
 *
 *   "May" -> chain of entries [MONTH 5]     "second" -> [UNIT second] -> [ORD 2]
 *   "right now" is found piece by piece: "right" is a prefix, "rightnow" has entries
 *
 * Keys are lower-case letters and digits. Built once, immutable, shared by threads. */
#ifndef LAPI_MENTION_WHEN_LEXICON_H
#define LAPI_MENTION_WHEN_LEXICON_H

#include "know/know.h"

enum lapi_word_kind {
    LAPI_WORD_MONTH,      /* value 1..12; flag name: must have a capital letter */
    LAPI_WORD_WEEKDAY,    /* 0 Monday .. 6; flag weak: only beside a date */
    LAPI_WORD_UNIT,       /* code of lapi_unit */
    LAPI_WORD_SEASON,     /* text SP SU FA WI */
    LAPI_WORD_PART,       /* text MO AF EV NI DT, or a clock time */
    LAPI_WORD_HOLIDAY,    /* text 12-25, E+1 (Easter), N11-3-4 (4th Thursday of 11) */
    LAPI_WORD_DEICTIC,    /* days from the document's date; text: part of the day */
    LAPI_WORD_REF,        /* text PRESENT_REF PAST_REF FUTURE_REF */
    LAPI_WORD_REL,        /* value -1 0 1, text doc|text: what it is relative to */
    LAPI_WORD_SHIFT,      /* the same: ago, earlier, later */
    LAPI_WORD_EDGE,       /* text start mid end */
    LAPI_WORD_SETWORD,    /* text is the TIMEX3 value */
    LAPI_WORD_EVERY,      /* every, each, per */
    LAPI_WORD_PREP,       /* code of lapi_prep */
    LAPI_WORD_ERA,        /* text BC AD */
    LAPI_WORD_ZONE,       /* text Z, -05 */
    LAPI_WORD_AMPM,       /* text am pm */
    LAPI_WORD_HOURS,      /* hrs, o'clock */
    LAPI_WORD_OLD,        /* old, of age */
    LAPI_WORD_LONG,       /* long */
    LAPI_WORD_ART,        /* text the, a */
    LAPI_WORD_AND,        /* and, or */
    LAPI_WORD_TENSE,      /* text future past */
    LAPI_WORD_NODATE,     /* a number after it is no year */
    LAPI_WORD_STOP,       /* function words: no noun */
    LAPI_WORD_FISCAL,     /* fiscal year */
    LAPI_WORD_HALF,       /* half */
    LAPI_WORD_NUM,        /* number */
    LAPI_WORD_ORD,        /* ordinal; -1: final */
    LAPI_WORD_ORDEND,     /* st nd rd th */
    LAPI_WORD_SCALE,      /* hundred, million, dozen */
    LAPI_WORD_PLURAL,     /* dozens, thousands */
    LAPI_WORD_VAGUE,      /* several, few */
    LAPI_WORD_BOUND,      /* code of lapi_bound */
    LAPI_WORD_AFTERBOUND, /* the same, after the number */
    LAPI_WORD_CURRENCY,   /* text USD */
    LAPI_WORD_CENT,       /* a hundredth of some currency */
    LAPI_WORD_NOUN,       /* counted noun; code of lapi_quantity_what, text: its name */
    LAPI_WORD_MEASURE,    /* a number before it is no count */
    LAPI_WORD_KINDS
};

enum lapi_unit {
    LAPI_UNIT_SECOND,
    LAPI_UNIT_MINUTE,
    LAPI_UNIT_HOUR,
    LAPI_UNIT_DAY,
    LAPI_UNIT_WEEKEND,
    LAPI_UNIT_WEEK,
    LAPI_UNIT_FORTNIGHT,
    LAPI_UNIT_MONTH,
    LAPI_UNIT_QUARTER,
    LAPI_UNIT_YEAR,
    LAPI_UNIT_DECADE,
    LAPI_UNIT_CENTURY,
    LAPI_UNITS
};

enum lapi_prep {
    LAPI_PREP_ON,
    LAPI_PREP_IN,
    LAPI_PREP_AT,
    LAPI_PREP_SINCE,
    LAPI_PREP_UNTIL,
    LAPI_PREP_BY,
    LAPI_PREP_FROM,
    LAPI_PREP_TO,
    LAPI_PREP_BETWEEN,
    LAPI_PREP_DURING,
    LAPI_PREP_BEFORE,
    LAPI_PREP_AFTER,
    LAPI_PREP_FOR,
    LAPI_PREP_OVER,
    LAPI_PREP_OF,
    LAPI_PREP_AROUND,
    LAPI_PREPS
};

/* Flags of an entry. */
enum {
    LAPI_WORD_PLURAL_FORM = 1, /* "weeks" */
    LAPI_WORD_WEAK = 2,        /* counts only beside a date or number */
    LAPI_WORD_NAME = 4,        /* must be written as a name */
    LAPI_WORD_SPAN = 8,        /* "the past year" lasts a year */
    LAPI_WORD_LOOSE = 16,      /* "recent weeks" */
    LAPI_WORD_HISTORY = 32,    /* only where the text tells history */
    LAPI_WORD_COUPLE = 64,     /* scale that needs an article: "a couple" */
    LAPI_WORD_ZERO = 128       /* "no" */
};

typedef struct lapi_word {
    double value;
    lapi_slice text; /* the cell `value` */
    uint32_t next;   /* next entry of the same key, or LAPI_NONE */
    uint8_t kind;    /* enum lapi_word_kind */
    uint8_t flags;
} lapi_word;

typedef struct lapi_when_lexicon lapi_when_lexicon;

/* Compiles both tables; LAP_BAD_MODEL names a row that says something unknown. */
lap_status lapi_when_lexicon_new(const lapi_know *know, lapi_when_lexicon **out,
                                 lap_error *error) LAP_MUST_USE;
void lapi_when_lexicon_free(lapi_when_lexicon *lexicon);

/* Key of letters and digits, piece by piece from LAPI_HASH_START. */
uint64_t lapi_when_lexicon_key(uint64_t key, lapi_slice piece);
/* First entry of a key or LAPI_NONE; *prefix: longer phrases start with it. */
uint32_t lapi_when_lexicon_find(const lapi_when_lexicon *lexicon, uint64_t key,
                                bool *prefix);
/* Entry of a sign such as "$" or "US$"; LAPI_NONE if there is none such. */
uint32_t lapi_when_lexicon_sign(const lapi_when_lexicon *lexicon, lapi_slice sign);
/* The entry of an index. */
const lapi_word *lapi_when_lexicon_at(const lapi_when_lexicon *lexicon, uint32_t entry);
/* Kinds of a chain as a set of bits. */
uint64_t lapi_when_lexicon_kinds(const lapi_when_lexicon *lexicon, uint32_t entry);

#endif
