/* Times are found, valued and laid on days. */
#include "mention/plain_text.h"
#include "mention/when.h"

#include <stdio.h>

/* Monday, 15 November 2021 */
enum { DOC_YEAR = 2021, DOC_MONTH = 11, DOC_DAY = 15 };

static int32_t doc_day(void)
{
    return lapi_day_from_civil(DOC_YEAR, DOC_MONTH, DOC_DAY);
}

static int open_stage(void **state)
{
    lapi_know *know = plain_know();
    lapi_when_stage *stage;
    assert_int_equal(lapi_when_new(know, &stage, NULL), LAP_OK);
    lapi_know_free(know);
    *state = stage;
    return 0;
}

static int close_stage(void **state)
{
    lapi_when_free(*state);
    return 0;
}

/* "text=value from..to|..." of all times of a document */
static void describe(const lapi_doc *doc, char *out, size_t cap)
{
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->times.count && at < cap; i++) {
        const lapi_when *t = &doc->times.at[i];
        char from[11] = "?", to[11] = "?";
        if (t->from != LAPI_DAY_NONE)
            lapi_day_write(t->from, from);
        if (t->to != LAPI_DAY_NONE)
            lapi_day_write(t->to, to);
        at += (size_t)snprintf(out + at, cap - at, "%s%.*s=%.*s", i ? "|" : "",
                               (int)(t->span.end - t->span.begin),
                               doc->text + t->span.begin, (int)t->value.bytes,
                               t->value.at);
        if (t->is_event_time && at < cap)
            at += (size_t)snprintf(out + at, cap - at, " %s..%s", from, to);
    }
}

static void expect(void **state, const char *text, const char *expected)
{
    lapi_doc *doc = plain_doc(text, doc_day());
    char got[600];
    assert_int_equal(lapi_when_run(*state, doc), LAP_OK);
    describe(doc, got, sizeof got);
    assert_string_equal(got, expected);
    plain_free(doc);
}

static void calendar_dates(void **state)
{
    expect(state, "They met on Nov. 11, 2021, and on 3 May 2019.",
           "Nov. 11, 2021=2021-11-11 2021-11-11..2021-11-11|"
           "3 May 2019=2019-05-03 2019-05-03..2019-05-03");
    expect(state, "Signed 2021-10-29 in Kyiv.",
           "2021-10-29=2021-10-29 2021-10-29..2021-10-29");
    expect(state, "It was annexed in 2014 after the 1990s.",
           "2014=2014 2014-01-01..2014-12-31|the 1990s=199 1990-01-01..1999-12-31");
    expect(state, "The city fell in 490 BC.", "490 BC=-0490 0000-01-01..0000-12-31");
    expect(state, "on 31 February 2020", "");
}

static void weekdays_follow_the_tense(void **state)
{
    expect(state, "Kyiv said on Saturday it was calm.",
           "Saturday=2021-11-13 2021-11-13..2021-11-13");
    expect(state, "They will meet on Thursday.",
           "Thursday=2021-11-18 2021-11-18..2021-11-18");
    expect(state, "Two died last Monday.",
           "last Monday=2021-11-08 2021-11-08..2021-11-08");
    expect(state, "He was shot on Wednesday night.",
           "Wednesday night=2021-11-10TNI 2021-11-10..2021-11-10");
    expect(state, "The siege has lasted since Wednesday.",
           "Wednesday=2021-11-10 2021-11-10..2021-11-15");
}

static void relative_times(void **state)
{
    expect(state, "In the last two weeks tanks moved.",
           "the last two weeks=P2W 2021-11-01..2021-11-15");
    expect(state, "The deal was struck earlier this week.",
           "earlier this week=2021-W46 2021-11-15..2021-11-15");
    expect(state, "Talks were held last month.",
           "last month=2021-10 2021-10-01..2021-10-31");
    expect(state, "It was signed on July 31. Two days earlier they met.",
           "July 31=2021-07-31 2021-07-31..2021-07-31|"
           "Two days earlier=2021-07-29 2021-07-29..2021-07-29");
    expect(state, "It began in April 2020. It ended six months later.",
           "April 2020=2020-04 2020-04-01..2020-04-30|"
           "six months later=2020-10 2020-10-01..2020-10-31");
    expect(state, "The army left in March.", "March=2021-03 2021-03-01..2021-03-31");
}

static void spans_and_references(void **state)
{
    expect(state, "A 49-year-old woman was held for three days.",
           "49-year-old=P49Y|three days=P3D");
    expect(state, "It happened in recent days and is now over.",
           "recent days=PAST_REF|now=PRESENT_REF");
    expect(state, "They meet every two weeks.", "every two weeks=P2W");
    expect(state, "About 2000 soldiers crossed at 9:30 p.m. yesterday.",
           "9:30 p.m. yesterday=2021-11-14T21:30 2021-11-14..2021-11-14");
}

static void ranges_cover_both_ends(void **state)
{
    expect(state, "He ruled from May 1992 to July 1995.",
           "May 1992=1992-05 1992-05-01..1995-07-31|"
           "July 1995=1995-07 1992-05-01..1995-07-31");
    expect(state, "Raids took place between 11-13 Dec 2020.",
           "11=2020-12-11 2020-12-11..2020-12-13|"
           "13 Dec 2020=2020-12-13 2020-12-11..2020-12-13");
}

static void date_is_inferred(void **state)
{
    lapi_doc *doc =
        plain_doc("On Friday two died.\nPosted April 6, 2016", LAPI_DAY_NONE);
    assert_int_equal(lapi_when_run(*state, doc), LAP_OK);
    assert_int_equal(doc->date, lapi_day_from_civil(2016, 4, 6));
    assert_int_equal(doc->anchor, LAPI_ANCHOR_INFERRED);
    assert_int_equal(doc->times.at[0].from, lapi_day_from_civil(2016, 4, 1));
    plain_free(doc);
}

/* 10^5 numbers and dates in one sentence; what is looked at grows with the text only.
 */
static void long_text_is_read(void **state)
{
    const uint32_t times = 100000;
    char *text = malloc((size_t)times * 6 + 1);
    assert_non_null(text);
    for (uint32_t i = 0; i < times; i++)
        memcpy(text + (size_t)i * 6, i % 2 ? "9 May " : "99999 ", 6);
    text[(size_t)times * 6] = '\0';
    lapi_doc *doc = plain_doc(text, doc_day());
    assert_int_equal(lapi_when_run(*state, doc), LAP_OK);
    assert_int_equal(doc->times.count, times / 2);
    plain_free(doc);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calendar_dates),
        cmocka_unit_test(weekdays_follow_the_tense),
        cmocka_unit_test(relative_times),
        cmocka_unit_test(spans_and_references),
        cmocka_unit_test(ranges_cover_both_ends),
        cmocka_unit_test(date_is_inferred),
        cmocka_unit_test(long_text_is_read),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
