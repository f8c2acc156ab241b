/* Who says what, on sentences of our own. */
#include "pipeline/read_text.h"

static bool spans_are(const lapi_doc *doc, const lapi_spans *spans, const char *text)
{
    char got[512] = "";
    for (uint32_t i = 0; i < spans->count; i++) {
        lapi_slice s = lapi_doc_slice(doc, spans->at[i]);
        size_t n = strlen(got);
        assert_true(n + s.bytes + 4 < sizeof got);
        if (i)
            memcpy(got + n, " | ", 4);
        strncat(got, s.at, s.bytes);
    }
    if (strcmp(got, text) != 0)
        print_error("want \"%s\", got \"%s\"\n", text, got);
    return strcmp(got, text) == 0;
}

/* The first attribution of the text has these spans. */
static const lapi_attribution *check(void **state, const char *text, const char *source,
                                     const char *cue, const char *content)
{
    const lapi_doc *doc = read_text(*state, text);
    assert_true(doc->attributions.count > 0);
    const lapi_attribution *a = &doc->attributions.at[0];
    assert_true(spans_are(doc, &a->source, source));
    assert_true(spans_are(doc, &a->cue, cue));
    assert_true(spans_are(doc, &a->content, content));
    return a;
}

static void a_clause_of_saying(void **state)
{
    const lapi_attribution *a =
        check(state, "The ministry said that the bridge was closed.", "The ministry",
              "said", "that the bridge was closed");
    assert_true(a->is_record);
    assert_false(a->is_quote);
}

static void the_cue_after_what_is_said(void **state)
{
    check(state, "The bridge was closed on Monday, officials said.", "officials",
          "said", "The bridge was closed on Monday");
}

static void a_quotation_around_the_cue(void **state)
{
    const lapi_attribution *a = check(
        state,
        "\"We will rebuild the bridge,\" the mayor said. \"It will take a year.\"",
        "the mayor", "said", "We will rebuild the bridge | It will take a year.");
    assert_true(a->is_quote);
}

static void a_quotation_that_goes_on_in_the_next_paragraph(void **state)
{
    const lapi_doc *doc =
        read_text(*state, "\xE2\x80\x9CThe bridge is lost,\xE2\x80\x9D the mayor "
                          "said. \xE2\x80\x9CWe mourn for the old town.\n\n"
                          "\xE2\x80\x9CWe will rebuild it in a year.\xE2\x80\x9D\n");
    assert_true(doc->attributions.count > 0);
    const lapi_spans *content = &doc->attributions.at[0].content;
    assert_int_equal(content->count, 3);
    assert_true(lapi_slice_is(lapi_doc_slice(doc, content->at[2]),
                              "We will rebuild it in a year."));
}

static void auxiliaries_and_adverbs_belong_to_the_cue(void **state)
{
    check(state, "The general has repeatedly denied that troops crossed the river.",
          "The general", "has repeatedly denied", "that troops crossed the river");
}

static void an_infinitive_takes_its_governor_into_the_cue(void **state)
{
    check(state, "The minister continues to insist that the port is safe.",
          "The minister", "continues to insist", "that the port is safe");
}

static void a_preposition_leads_to_the_content(void **state)
{
    const lapi_attribution *a = check(state, "The union called for a strike.",
                                      "The union", "called for", "a strike");
    assert_false(a->is_record);
}

static void according_to_somebody(void **state)
{
    const lapi_attribution *a =
        check(state, "The dam burst at dawn, according to the police.", "the police",
              "according to", "The dam burst at dawn");
    assert_true(a->is_record);
}

static void a_noun_and_its_holder(void **state)
{
    check(state, "Their claim that the dam was safe was false.", "Their", "claim",
          "that the dam was safe");
}

static void an_adjective(void **state)
{
    check(state, "The villagers are worried about the dam.", "The villagers",
          "are worried about", "the dam");
}

static void a_semicolon_parts_tellings(void **state)
{
    const lapi_doc *doc = read_text(
        *state, "Rebels took the town, a spokesman said; the army gave no details.");
    assert_true(doc->attributions.count > 0);
    const lapi_spans *content = &doc->attributions.at[0].content;
    assert_int_equal(content->count, 1);
    assert_true(
        lapi_slice_is(lapi_doc_slice(doc, content->at[0]), "Rebels took the town"));
}

static void what_is_told_inside_is_nested(void **state)
{
    const lapi_doc *doc = read_text(
        *state, "The mayor said that witnesses reported an explosion near the port.");
    assert_int_equal(doc->attributions.count, 2);
    assert_int_equal(doc->attributions.at[0].outer, LAPI_NONE);
    assert_int_equal(doc->attributions.at[1].outer, 0);
}

static void a_cue_without_content_attributes_nothing(void **state)
{
    assert_int_equal(read_text(*state, "The mayor spoke.")->attributions.count, 0);
    assert_int_equal(read_text(*state, "\"")->attributions.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_clause_of_saying),
        cmocka_unit_test(the_cue_after_what_is_said),
        cmocka_unit_test(a_quotation_around_the_cue),
        cmocka_unit_test(a_quotation_that_goes_on_in_the_next_paragraph),
        cmocka_unit_test(auxiliaries_and_adverbs_belong_to_the_cue),
        cmocka_unit_test(an_infinitive_takes_its_governor_into_the_cue),
        cmocka_unit_test(a_preposition_leads_to_the_content),
        cmocka_unit_test(according_to_somebody),
        cmocka_unit_test(a_noun_and_its_holder),
        cmocka_unit_test(an_adjective),
        cmocka_unit_test(a_semicolon_parts_tellings),
        cmocka_unit_test(what_is_told_inside_is_nested),
        cmocka_unit_test(a_cue_without_content_attributes_nothing),
    };
    return cmocka_run_group_tests(tests, read_set_up, read_tear_down);
}
