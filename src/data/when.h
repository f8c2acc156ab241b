/* When: time expressions with their TIMEX3 value and the days they cover.
 * Days count from 1970-01-01 (0), proleptic Gregorian; LAPI_DAY_NONE where unknown. */
#ifndef LAPI_DATA_WHEN_H
#define LAPI_DATA_WHEN_H

#include "data/token.h"

#define LAPI_DAY_NONE INT32_MIN

enum lapi_time_type {
    LAPI_TIME_DATE,
    LAPI_TIME_TIME,
    LAPI_TIME_DURATION,
    LAPI_TIME_SET
};

enum lapi_time_grain {
    LAPI_GRAIN_DAY,
    LAPI_GRAIN_WEEK,
    LAPI_GRAIN_MONTH,
    LAPI_GRAIN_YEAR,
    LAPI_GRAIN_VAGUE
};

typedef struct lapi_when {
    lapi_span span;   /* the TIMEX3 extent: "Saturday", "the last two weeks" */
    lapi_span phrase; /* with its preposition: "on Saturday"; equal to span if none */
    uint32_t first, end;   /* words of span, half-open */
    uint32_t head;         /* word: where it hangs in the tree */
    uint8_t type;          /* enum lapi_time_type */
    uint8_t grain;         /* enum lapi_time_grain */
    uint8_t is_event_time; /* can date an event (no duration, no age) */
    uint8_t dates_next;    /* dates the clause behind it: "a day after X happened" */
    int32_t from, to;      /* days, inclusive; LAPI_DAY_NONE: unknown */
    lapi_slice value;      /* TIMEX3 value: 2021-11-13, P2W, PAST_REF */
    const char *rule;      /* how it was resolved; a static string */
} lapi_when;

typedef struct lapi_times {
    uint32_t count;
    lapi_when *at;                    /* [count] by first word */
    const struct lapi_pieces *pieces; /* of src/mention, kept for quantities */
} lapi_times;

/* First time that begins at or after a word. O(log times). */
uint32_t lapi_times_from(const lapi_times *times, uint32_t word);

/* Civil date and day number (Howard Hinnant's days_from_civil, any year in
 * -9999..9999). */
int32_t lapi_day_from_civil(int32_t year, uint32_t month, uint32_t day);
void lapi_day_to_civil(int32_t day, int32_t *year, uint32_t *month,
                       uint32_t *day_of_month);
/* "day", "week", "month", "year", "vague" of enum lapi_time_grain. */
const char *lapi_grain_name(unsigned grain);

/* 0 Monday .. 6 Sunday */
uint32_t lapi_day_weekday(int32_t day);
/* "2021-11-13" into buf[11]. */
void lapi_day_write(int32_t day, char buf[11]);

#endif
