/* A claim shows who tells it and how; who only denies it is no teller. */
#include "view/claim.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* A shelling that the mayor tells with a number, and Moscow denies elsewhere. */
static lapi_claim make_claim(lapi_telling tellings[2], lapi_saying *says,
                             lapi_saying *denies, lapi_amount *dead,
                             lapi_entity actors[2])
{
    const lapi_entity mayor = {
        .country = "UKR", .sector = "GOV", .name = LAPI_S("Ihor T")};
    const lapi_entity moscow = {
        .country = "RUS", .sector = "GOV", .name = LAPI_S("Moscow")};
    *says = (lapi_saying){.who = mayor, .said_on = LAPI_DAY_NONE};
    *denies = (lapi_saying){.who = moscow, .said_on = LAPI_DAY_NONE};
    *dead = (lapi_amount){
        .what = LAPI_WHAT_DEAD, .bound = LAPI_BOUND_AT_LEAST, .value = 15};
    actors[0] = (lapi_entity){.country = "RUS", .sector = "MIL"};
    actors[1] = (lapi_entity){.country = "UNK"};
    tellings[0] = (lapi_telling){.record = {.id = 1,
                                            .according_to = {1, says},
                                            .amounts = dead,
                                            .amount_count = 1},
                                 .doc = LAPI_S("a"),
                                 .story = LAPI_S("a"),
                                 .published = 19055};
    tellings[1] = (lapi_telling){.record = {.id = 2, .disputed_by = {1, denies}},
                                 .doc = LAPI_S("b"),
                                 .story = LAPI_S("a"),
                                 .published = LAPI_DAY_NONE,
                                 .joined = 1,
                                 .because = LAPI_S("day, place")};
    return (lapi_claim){.id = LAPI_S("0000000000000001"),
                        .event = LAPI_S("ASSAULT"),
                        .status = LAPI_S("actual"),
                        .quad = 4,
                        .day = 19054,
                        .from = LAPI_DAY_NONE,
                        .to = LAPI_DAY_NONE,
                        .first_reported = 19055,
                        .last_reported = LAPI_DAY_NONE,
                        .reports = 2,
                        .documents = 2,
                        .stories = 1,
                        .publishers = 1,
                        .denials = 1,
                        .actors = {2, actors},
                        .tellings = tellings,
                        .telling_count = 2};
}

static void assert_written(lapi_buffer *out, const char *expected)
{
    lapi_buffer_byte(out, '\0');
    assert_false(out->failed);
    assert_string_equal(out->at, expected);
    lapi_buffer_clear(out);
}

static void people_see_who_asserts_and_who_denies(void **state)
{
    (void)state;
    lapi_telling tellings[2];
    lapi_saying says, denies;
    lapi_amount dead;
    lapi_entity actors[2];
    lapi_buffer out = {0};
    lapi_claim claim = make_claim(tellings, &says, &denies, &dead, actors);
    lapi_claim_people(&claim, (lapi_style){0}, &out);
    assert_written(&out, "ASSAULT  2022-03-03  actual  0000000000000001\n"
                         "    who           RUS MIL\n"
                         "    told by       2 records in 2 documents, 1 story of 1 "
                         "publisher, 1 denial\n"
                         "\n"
                         "  2022-03-04  Ihor T (UKR GOV) asserts: at least 15 (dead)\n"
                         "    in            a\n"
                         "\n"
                         "  Moscow (RUS GOV) denies\n"
                         "    in            b, a copy of a\n"
                         "    same by       day, place\n"
                         "\n");
}

static void programs_read_the_same(void **state)
{
    (void)state;
    lapi_telling tellings[2];
    lapi_saying says, denies;
    lapi_amount dead;
    lapi_entity actors[2];
    lapi_buffer out = {0};
    lapi_claim claim = make_claim(tellings, &says, &denies, &dead, actors);
    claim.telling_count = 0;
    lapi_claim_json(&claim, &out);
    assert_written(
        &out,
        "{\"id\": \"0000000000000001\", \"event\": \"ASSAULT\", \"quad\": 4, "
        "\"scale\": "
        "0, \"status\": \"actual\", \"day\": \"2022-03-03\", \"actor\": [{\"country\": "
        "\"RUS\", \"sector\": \"MIL\", \"code\": \"RUS MIL\"}, {\"country\": \"UNK\", "
        "\"sector\": \"\", \"code\": \"UNK\"}], \"first_reported\": \"2022-03-04\", "
        "\"reports\": 2, \"documents\": 2, \"stories\": 1, \"publishers\": 1, "
        "\"denials\": 1, \"doubts\": 0}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_see_who_asserts_and_who_denies),
        cmocka_unit_test(programs_read_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
