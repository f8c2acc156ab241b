/* Counts, money and lengths of time are found with their bounds. */
#include "mention/plain_text.h"
#include "mention/quantity.h"
#include "mention/when.h"

#include <stdio.h>

static int open_stage(void **state)
{
    lapi_know *know = plain_know();
    lapi_when_stage *when;
    assert_int_equal(lapi_when_new(know, &when, NULL), LAP_OK);
    lapi_know_free(know);
    *state = when;
    return 0;
}

static int close_stage(void **state)
{
    lapi_when_free(*state);
    return 0;
}

/* "text=what bound value unit|..." */
static void expect(void **state, const char *text, const char *expected)
{
    lapi_doc *doc = plain_doc(text, lapi_day_from_civil(2021, 11, 15));
    assert_int_equal(lapi_when_run(*state, doc), LAP_OK);
    assert_int_equal(lapi_quantity_run(doc), LAP_OK);
    char got[600] = "";
    size_t at = 0;
    for (uint32_t i = 0; i < doc->quantities.count && at < sizeof got; i++) {
        const lapi_quantity *q = &doc->quantities.at[i];
        at += (size_t)snprintf(
            got + at, sizeof got - at, "%s%.*s=%s %s %.15g %.*s", i ? "|" : "",
            (int)(q->span.end - q->span.begin), doc->text + q->span.begin,
            lapi_quantity_what_name(q->what), lapi_bound_name(q->bound), q->value,
            (int)q->unit.bytes, q->unit.at);
    }
    assert_string_equal(got, expected);
    plain_free(doc);
}

static void people_and_things(void **state)
{
    expect(state, "Russia moved almost 100,000 Russian soldiers and 14 tanks.",
           "almost 100,000 Russian soldiers=force almost 100000 soldiers|"
           "14 tanks=equipment exact 14 tanks");
    expect(state, "Dozens of people and thousands of protesters marched.",
           "Dozens of people=count at_least 24 people|"
           "thousands of protesters=participants at_least 2000 protesters");
    expect(state, "A soldier died and one dead rebel was found.",
           "A soldier=count exact 1 soldier|one dead rebel=dead exact 1 rebel");
    expect(state, "No injuries or deaths were told.",
           "No injuries=injured exact 0 people|"
           "No injuries or deaths=dead exact 0 people");
}

static void bounds_and_ranges(void **state)
{
    expect(state, "At least two hundred and fifty civilians fled.",
           "At least two hundred and fifty civilians=count at_least 250 civilians");
    expect(state, "Between 5,000 and 10,000 people came, no fewer than 12 women.",
           "Between 5,000 and 10,000 people=count about 5000 people|"
           "no fewer than 12 women=count at_least 12 women");
    expect(state, "Up to 2.5 million refugees left.",
           "Up to 2.5 million refugees=displaced at_most 2500000 refugees");
}

static void money_and_time(void **state)
{
    expect(state, "They gave nearly $100 million and over 422,000 euros.",
           "nearly $100 million=money almost 100000000 USD|"
           "over 422,000 euros=money more_than 422000 EUR");
    expect(state, "The one-year embargo cost US$7.2bn.",
           "one-year=duration exact 1 years|US$7.2bn=money exact 7200000000 USD");
}

static void no_counts(void **state)
{
    expect(state,
           "In 2014 about 40 percent of 49-year-olds of resolution 1701 saw "
           "MH17 on 9 May at 9:30 p.m.",
           "");
    expect(state, "99999999999999999999999 soldiers", "");
}

/* What is looked at per number is bounded, however long the run of numbers. */
static void long_runs_are_read(void **state)
{
    static const char *const runs[] = {"one-hundred-", "1,000,", "million ",
                                       "a-",           "5-",     "three million "};
    for (size_t i = 0; i < sizeof runs / sizeof *runs; i++) {
        size_t n = strlen(runs[i]), times = 200000;
        char *text = malloc(n * times + 1);
        assert_non_null(text);
        for (size_t k = 0; k < times; k++)
            memcpy(text + k * n, runs[i], n);
        text[n * times] = '\0';
        lapi_doc *doc = plain_doc(text, LAPI_DAY_NONE);
        assert_int_equal(lapi_when_run(*state, doc), LAP_OK);
        assert_int_equal(lapi_quantity_run(doc), LAP_OK);
        plain_free(doc);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_and_things),  cmocka_unit_test(bounds_and_ranges),
        cmocka_unit_test(money_and_time),     cmocka_unit_test(no_counts),
        cmocka_unit_test(long_runs_are_read),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
