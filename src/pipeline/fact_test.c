/* Is it so, on sentences of our own. */
#include "event/grade.h"
#include "pipeline/read_text.h"

#include <stdio.h>

/* The fact of the word `form` in the text. */
static lapi_fact judged(void **state, const char *text, const char *form)
{
    const lapi_doc *doc = read_text(*state, text);
    for (uint32_t i = 0; i < doc->facts.count; i++)
        if (lapi_slice_is(lapi_doc_word(doc, doc->facts.at[i].word), form))
            return doc->facts.at[i];
    fail_msg("no fact for %s in: %s", form, text);
    return (lapi_fact){0};
}

static void check(void **state, const char *text, const char *form, unsigned status)
{
    lapi_fact f = judged(state, text, form);
    if (f.status != status)
        print_error("%s: %s, because %s\n", text, lapi_status_word(f.status), f.rule);
    assert_int_equal(f.status, status);
}

static void what_is_told_is_actual(void **state)
{
    check(state, "Rebels attacked the port.", "attacked", LAPI_STATUS_ACTUAL);
    check(state, "The mayor said rebels attacked the port.", "attacked",
          LAPI_STATUS_ACTUAL);
}

static void negation(void **state)
{
    check(state, "Rebels did not attack the port.", "attack", LAPI_STATUS_NEGATED);
    check(state, "Nobody attacked the port.", "attacked", LAPI_STATUS_NEGATED);
    check(state, "The army failed to capture the port.", "capture",
          LAPI_STATUS_NEGATED);
    check(state, "The army did not fail to capture the port.", "capture",
          LAPI_STATUS_ACTUAL);
    check(state, "The army did not manage to capture the port.", "capture",
          LAPI_STATUS_NEGATED);
}

static void modality_of_a_verb(void **state)
{
    check(state, "Rebels may attack the port.", "attack", LAPI_STATUS_POSSIBLE);
    check(state, "Rebels will attack the port.", "attack", LAPI_STATUS_PLANNED);
    check(state, "Rebels plan to attack the port.", "attack", LAPI_STATUS_PLANNED);
    check(state, "If rebels attack the port, ships will leave.", "attack",
          LAPI_STATUS_CONDITIONAL);
    check(state, "The minister is to visit the port.", "visit", LAPI_STATUS_PLANNED);
}

static void a_noun_takes_the_modality_of_its_carrier(void **state)
{
    check(state, "Rebels may launch an attack on the port.", "attack",
          LAPI_STATUS_POSSIBLE);
    check(state, "Rebels did not carry out an attack.", "attack", LAPI_STATUS_NEGATED);
    check(state, "Villagers fear an attack.", "attack", LAPI_STATUS_POSSIBLE);
}

static void what_is_judged_or_ends_was_there(void **state)
{
    check(state, "The mayor will condemn the attack.", "attack", LAPI_STATUS_ACTUAL);
    check(state, "The mayor called for an end to the attacks.", "attacks",
          LAPI_STATUS_ACTUAL);
    check(state, "The army will stop shelling the town.", "shelling",
          LAPI_STATUS_NEGATED);
    check(state, "The army stopped shelling the town.", "shelling", LAPI_STATUS_ACTUAL);
}

static void dates_tell_the_background_and_the_future(void **state)
{
    lapi_fact f = judged(state, "Rebels attacked the port in 2014.", "attacked");
    assert_true(f.historical);
    f = judged(state, "Rebels attacked the port on Friday.", "attacked");
    assert_false(f.historical);
    check(state, "The ministers meet on 20 December 2021.", "meet",
          LAPI_STATUS_PLANNED);
}

static void threats_hang_on_conditions(void **state)
{
    check(state, "The president warned that any strike would be answered.", "warned",
          LAPI_STATUS_CONDITIONAL);
    check(state, "The rebels threatened to attack unless the army withdraws.",
          "threatened", LAPI_STATUS_CONDITIONAL);
    check(state, "Should the army not withdraw, the rebels will attack the port.",
          "attack", LAPI_STATUS_CONDITIONAL);
}

static void what_goes_on_for_long_is_background(void **state)
{
    assert_true(
        judged(state, "The two states have fought since 1994.", "fought").historical);
    assert_false(
        judged(state, "The two states have fought since Friday.", "fought").historical);
}

static void what_things_are_like_is_generic(void **state)
{
    assert_int_equal(judged(state,
                            "The plan was told on Monday. It includes two "
                            "bridges. Work began on Friday.",
                            "includes")
                         .realis,
                     LAPI_REALIS_GENERIC);
}

static void a_bare_verb_in_a_demand_is_no_fact(void **state)
{
    check(state, "The leaders insisted that the union agree to the cuts.", "agree",
          LAPI_STATUS_POSSIBLE);
}

static void reports_keep_the_rules_and_sentences_are_graded(void **state)
{
    const char *report = "Rebels attacked the port. Two ships burned. The army did not "
                         "return fire.";
    assert_int_equal(judged(state, report, "attacked").fact_e2, 300);
    assert_int_equal(judged(state, report, "return").fact_e2, -300);
    int16_t asked = judged(state, "Did you see the fire?", "see").fact_e2;
    int16_t told = judged(state, "We saw the fire.", "saw").fact_e2;
    assert_true(asked < told);
    assert_true(told <= 300 && asked >= -300);
}

static void a_sentence_has_one_grade_wherever_it_stands(void **state)
{
    const char *alone[] = {"Rebels attacked the port.", "Did you see the fire?",
                           "Ships will leave the harbour to fetch rice."};
    const char *form[] = {"attacked", "see", "fetch"};
    for (int i = 0; i < 3; i++) {
        char text[256];
        int16_t grade = judged(state, alone[i], form[i]).fact_e2;
        snprintf(text, sizeof text, "Two boats burned. The mayor closed the quay. %s",
                 alone[i]);
        assert_int_equal(judged(state, text, form[i]).fact_e2, grade);
    }
}

static void quoted_words_make_no_talk_of_a_report(void **state)
{
    const char *quoted = "\"We will rebuild our quay in a year,\" the mayor said.";
    const char *talk = "We will rebuild our quay in a year, the mayor said.";
    assert_int_equal(judged(state, quoted, "said").fact_e2, 300);
    assert_int_not_equal(judged(state, talk, "said").fact_e2, 300);
}

static void the_model_that_is_carried_opens(void **state)
{
    (void)state;
    lapi_grade grade;
    lap_error error = {0};
    assert_int_equal(lapi_grade_open(&grade, &error), LAP_OK);
    assert_int_equal(lapi_grade_score(&grade, NULL, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_told_is_actual),
        cmocka_unit_test(negation),
        cmocka_unit_test(modality_of_a_verb),
        cmocka_unit_test(a_noun_takes_the_modality_of_its_carrier),
        cmocka_unit_test(what_is_judged_or_ends_was_there),
        cmocka_unit_test(dates_tell_the_background_and_the_future),
        cmocka_unit_test(threats_hang_on_conditions),
        cmocka_unit_test(what_goes_on_for_long_is_background),
        cmocka_unit_test(what_things_are_like_is_generic),
        cmocka_unit_test(a_bare_verb_in_a_demand_is_no_fact),
        cmocka_unit_test(reports_keep_the_rules_and_sentences_are_graded),
        cmocka_unit_test(a_sentence_has_one_grade_wherever_it_stands),
        cmocka_unit_test(quoted_words_make_no_talk_of_a_report),
        cmocka_unit_test(the_model_that_is_carried_opens),
    };
    return cmocka_run_group_tests(tests, read_set_up, read_tear_down);
}
