/* Mentions, places and chains on trees written by hand. */
#include "data/tree.h"
#include "mention/mention.h"
#include "mention/plain_text.h"

#include <stdio.h>

/* A sentence a line; a word is form/UPOS/XPOS/head/rel/label or, where the lemma is not
 * the form, form/UPOS/XPOS/head/rel/label/lemma. Heads count from 1 in the sentence. */
static uint32_t cut(const char **at, char stop, char *buf)
{
    uint32_t n = 0;
    while (**at && **at != stop && **at != ' ' && **at != '\n' && n < 63)
        buf[n++] = *(*at)++;
    buf[n] = '\0';
    if (**at == stop)
        (*at)++;
    return n;
}

static const char *const labels[] = {"O",     "B-PER", "I-PER", "B-ORG",
                                     "I-ORG", "B-LOC", "I-LOC"};

typedef struct sheet {
    char text[4000];
    lapi_doc *doc;
} sheet;

static void read_word(lapi_doc *doc, const char **at, uint32_t w, uint32_t first)
{
    lapi_tokens *t = &doc->tokens;
    char field[64];
    uint32_t n = cut(at, '/', field);
    t->upos[w] = (uint8_t)lapi_upos_find(field, n);
    n = cut(at, '/', field);
    t->xpos[w] = (uint8_t)lapi_xpos_find(field, n);
    cut(at, '/', field);
    uint32_t head = (uint32_t)strtoul(field, NULL, 10);
    t->head[w] = head ? first + head - 1 : LAPI_NONE;
    n = cut(at, '/', field);
    t->rel[w] = (uint8_t)lapi_rel_find(field, n);
    assert_true(t->rel[w] < LAPI_REL_COUNT && t->upos[w] < LAPI_UPOS_COUNT);
    n = cut(at, '/', field);
    for (uint8_t k = 0; k < LAPI_NAME_LABELS; k++)
        if (strcmp(field, labels[k]) == 0)
            t->name[w] = k;
    n = cut(at, '/', field);
    t->lemma[w] = n ? lapi_arena_copy(doc->arena, field, n) : lapi_doc_word(doc, w);
}

/* Forms alone make the text; the arrays are filled from the rest. */
static void make(sheet *s, const char *spec, int32_t date)
{
    uint32_t n = 0;
    char form[64];
    for (const char *at = spec; *at;) {
        if (*at == ' ' || *at == '\n') {
            s->text[n++] = *at++;
            continue;
        }
        uint32_t k = cut(&at, '/', form);
        memcpy(s->text + n, form, k);
        n += k;
        while (*at && *at != ' ' && *at != '\n')
            at++;
    }
    s->text[n] = '\0';
    lapi_doc *doc = s->doc = plain_doc(s->text, date);
    lapi_tokens *t = &doc->tokens;
    uint32_t words = t->count, w = 0, sentence = 0;
    uint8_t **bytes[] = {&t->upos, &t->xpos, &t->rel, &t->name, &t->flags};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++)
        *bytes[i] = lapi_arena_get(doc->arena, words, 1);
    uint32_t **wides[] = {&t->sentence, &t->head, &t->first_child, &t->next_sibling};
    for (size_t i = 0; i < sizeof wides / sizeof *wides; i++)
        *wides[i] = lapi_arena_get(doc->arena, words, sizeof(uint32_t));
    t->lemma = lapi_arena_get(doc->arena, words, sizeof *t->lemma);
    for (const char *at = spec; *at;) {
        if (*at == ' ' || *at == '\n') {
            sentence += *at++ == '\n';
            continue;
        }
        cut(&at, '/', form);
        t->sentence[w] = sentence;
        read_word(doc, &at, w, doc->sentences.first[sentence]);
        w++;
    }
    lapi_tree_link(t);
}

static void run(void **state, sheet *s, const char *spec)
{
    make(s, spec, lapi_day_from_civil(2021, 11, 14));
    assert_int_equal(lapi_mention_run(*state, s->doc), LAP_OK);
}

/* "country sector name" of the mention with this text; fails if there is none. */
static const lapi_mention *mention(const sheet *s, const char *text)
{
    for (uint32_t i = 0; i < s->doc->mentions.count; i++) {
        const lapi_mention *m = &s->doc->mentions.at[i];
        if (lapi_slice_is(lapi_doc_slice(s->doc, m->span), text))
            return m;
    }
    fail_msg("no mention %s", text);
    return NULL;
}

static void expect_actor(const sheet *s, const char *text, const char *code)
{
    const lapi_actor *a = &mention(s, text)->actor;
    char got[10];
    snprintf(got, sizeof got, "%s %s", a->country, a->sector);
    assert_string_equal(got, code);
}

static const lapi_place *place(const sheet *s, const char *text)
{
    for (uint32_t i = 0; i < s->doc->places.count; i++) {
        const lapi_place *p = &s->doc->places.at[i];
        if (lapi_slice_is(lapi_doc_slice(s->doc, p->span), text))
            return p;
    }
    fail_msg("no place %s", text);
    return NULL;
}

static int open_stage(void **state)
{
    static lapi_know *know;
    know = plain_know();
    lapi_mention_stage *stage;
    assert_int_equal(lapi_mention_new(know, &stage, NULL), LAP_OK);
    *state = stage;
    return 0;
}

static int close_stage(void **state)
{
    lapi_mention_free(*state);
    return 0;
}

static void capitals_act_and_soldiers_have_a_country(void **state)
{
    sheet s;
    run(state, &s,
        "Kiev/PROPN/NNP/2/nsubj/B-LOC said/VERB/VBD/0/root/O/say two/NUM/CD/5/nummod/O "
        "Ukrainian/ADJ/JJ/5/amod/O soldiers/NOUN/NNS/7/nsubj:pass/O/soldier "
        "were/AUX/VBD/7/aux:pass/O/be killed/VERB/VBN/2/ccomp/O/kill "
        "in/ADP/IN/10/case/O "
        "the/DET/DT/10/det/O east/NOUN/NN/7/obl/O of/ADP/IN/13/case/O "
        "the/DET/DT/13/det/O country/NOUN/NN/10/nmod/O ./PUNCT/./2/punct/O");
    expect_actor(&s, "Kiev", "UKR GOV");
    expect_actor(&s, "two Ukrainian soldiers", "UKR MIL");
    assert_int_equal(place(&s, "Kiev")->grain, LAPI_GRAIN_CITY);
    const lapi_place *east = place(&s, "the east of the country");
    assert_string_equal(east->country, "UKR");
    assert_false(east->is_name);
    assert_int_equal(east->relation, LAPI_PLACE_IN);
    plain_free(s.doc);
}

static void a_modifier_that_acts_is_a_mention(void **state)
{
    sheet s;
    run(state, &s,
        "Russian/ADJ/JJ/3/amod/O troop/NOUN/NN/3/compound/O "
        "movements/NOUN/NNS/8/nsubj/O/movement near/ADP/IN/7/case/O the/DET/DT/7/det/O "
        "Ukrainian/ADJ/JJ/7/amod/O border/NOUN/NN/3/nmod/O "
        "raised/VERB/VBD/0/root/O/raise "
        "fears/NOUN/NNS/8/obj/O/fear");
    expect_actor(&s, "Russian troop", "RUS MIL");
    const lapi_place *border = place(&s, "the Ukrainian border");
    assert_string_equal(border->country, "UKR");
    assert_int_equal(border->relation, LAPI_PLACE_NEAR);
    assert_true(lapi_slice_is(border->name, "Ukraine"));
    plain_free(s.doc);
}

static void the_backer_is_not_the_country(void **state)
{
    sheet s;
    run(state, &s,
        "Kremlin/PROPN/NNP/3/compound/B-ORG -/PUNCT/HYPH/3/punct/O "
        "backed/VERB/VBN/4/amod/O/back separatists/NOUN/NNS/5/nsubj/O/separatist "
        "fought/VERB/VBD/0/root/O/fight in/ADP/IN/7/case/O "
        "Ukraine/PROPN/NNP/5/obl/B-LOC");
    expect_actor(&s, "Kremlin - backed separatists", "UKR REB");
    expect_actor(&s, "Kremlin", "RUS GOV");
    plain_free(s.doc);
}

static void titles_tell_who_an_unknown_name_is(void **state)
{
    sheet s;
    run(state, &s,
        "French/ADJ/JJ/3/amod/O Foreign/ADJ/JJ/3/amod/O "
        "Minister/PROPN/NNP/4/compound/O Anselme/PROPN/NNP/6/nsubj/B-PER "
        "Quibble/PROPN/NNP/4/flat/I-PER spoke/VERB/VBD/0/root/O/speak\n"
        "Quibble/PROPN/NNP/2/nsubj/B-PER left/VERB/VBD/0/root/O/leave\n"
        "He/PRON/PRP/2/nsubj/O/he smiled/VERB/VBD/0/root/O/smile");
    expect_actor(&s, "Anselme Quibble", "FRA GOV");
    expect_actor(&s, "Quibble", "FRA GOV");
    expect_actor(&s, "He", "FRA GOV");
    const lapi_mention *full = mention(&s, "Anselme Quibble");
    assert_int_equal(full->cluster, mention(&s, "He")->cluster);
    assert_true(lapi_slice_is(full->actor.office, "Foreign Minister"));
    plain_free(s.doc);
}

static void our_border_is_the_speakers(void **state)
{
    sheet s;
    run(state, &s,
        "“/PUNCT/``/4/punct/O They/PRON/PRP/3/nsubj/O/they mass/VERB/VBP/9/ccomp/O "
        "soldiers/NOUN/NNS/3/obj/O/soldier on/ADP/IN/7/case/O "
        "our/PRON/PRP$/7/nmod:poss/O "
        "border/NOUN/NN/3/obl/O ”/PUNCT/''/3/punct/O said/VERB/VBD/0/root/O/say "
        "Kyiv/PROPN/NNP/9/nsubj/B-LOC");
    expect_actor(&s, "our", "UKR ");
    const lapi_place *border = place(&s, "our border");
    assert_string_equal(border->country, "UKR");
    assert_int_equal(border->relation, LAPI_PLACE_NEAR);
    plain_free(s.doc);
}

static void names_told_together_choose_the_place(void **state)
{
    sheet s;
    run(state, &s,
        "They/PRON/PRP/2/nsubj/O met/VERB/VBD/0/root/O/meet in/ADP/IN/4/case/O "
        "Paris/PROPN/NNP/2/obl/B-LOC ,/PUNCT/,/6/punct/O "
        "Texas/PROPN/NNP/4/appos/B-LOC");
    assert_string_equal(place(&s, "Paris")->country, "USA");
    assert_true(lapi_slice_is(place(&s, "Paris")->admin1, "Texas"));
    plain_free(s.doc);
    run(state, &s,
        "They/PRON/PRP/2/nsubj/O met/VERB/VBD/0/root/O/meet in/ADP/IN/4/case/O "
        "Paris/PROPN/NNP/2/obl/B-LOC");
    assert_string_equal(place(&s, "Paris")->country, "FRA");
    plain_free(s.doc);
}

static void territories_keep_their_own_code(void **state)
{
    sheet s;
    run(state, &s,
        "They/PRON/PRP/2/nsubj/O met/VERB/VBD/0/root/O/meet in/ADP/IN/5/case/O "
        "New/PROPN/NNP/5/compound/B-LOC Caledonia/PROPN/NNP/2/obl/I-LOC");
    assert_string_equal(place(&s, "New Caledonia")->country, "FRA");
    assert_string_equal(place(&s, "New Caledonia")->cc, "NC");
    plain_free(s.doc);
}

static void two_of_a_kind_are_the_last_two(void **state)
{
    sheet s;
    run(state, &s,
        "France/PROPN/NNP/2/nsubj/B-LOC met/VERB/VBD/0/root/O/meet "
        "Chad/PROPN/NNP/2/obj/B-LOC\n"
        "Both/DET/DT/2/det/O countries/NOUN/NNS/3/nsubj/O/country "
        "agreed/VERB/VBD/0/root/O/agree");
    const lapi_mention *both = mention(&s, "Both countries");
    assert_int_equal(both->part_count, 2);
    const lapi_mentions *all = &s.doc->mentions;
    assert_string_equal(all->at[all->parts[both->part]].actor.country, "FRA");
    assert_string_equal(all->at[all->parts[both->part + 1]].actor.country, "TCD");
    plain_free(s.doc);
}

static void police_are_at_home_where_the_story_is(void **state)
{
    sheet s;
    run(state, &s,
        "Police/NOUN/NN/2/nsubj/O/police arrested/VERB/VBD/0/root/O/arrest "
        "protesters/NOUN/NNS/2/obj/O/protester in/ADP/IN/5/case/O "
        "Minsk/PROPN/NNP/2/obl/B-LOC\n"
        "Gunmen/NOUN/NNS/2/nsubj/O/gunman fled/VERB/VBD/0/root/O/flee");
    expect_actor(&s, "Police", "BLR COP");
    expect_actor(&s, "protesters", "BLR CVL");
    expect_actor(&s, "Gunmen", "UNK UAF");
    plain_free(s.doc);
}

static void presidents_of_three_are_three(void **state)
{
    sheet s;
    run(state, &s,
        "The/DET/DT/2/det/O presidents/NOUN/NNS/9/nsubj/O/president "
        "of/ADP/IN/4/case/O Chad/PROPN/NNP/2/nmod/B-LOC ,/PUNCT/,/5/punct/O "
        "Niger/PROPN/NNP/4/conj/B-LOC and/CCONJ/CC/8/cc/O "
        "Mali/PROPN/NNP/6/conj/B-LOC met/VERB/VBD/0/root/O/meet");
    assert_int_equal(mention(&s, "The presidents of Chad")->part_count, 3);
    plain_free(s.doc);
}

static void a_body_has_its_spokesperson(void **state)
{
    sheet s;
    run(state, &s,
        "Ada/PROPN/NNP/9/nsubj/B-PER Quibble/PROPN/NNP/1/flat/I-PER "
        ",/PUNCT/,/5/punct/O "
        "the/DET/DT/6/det/O State/PROPN/NNP/6/compound/B-ORG "
        "Department/PROPN/NNP/1/appos/I-ORG Spokesperson/PROPN/NNP/6/flat/I-ORG "
        ",/PUNCT/,/1/punct/O said/VERB/VBD/0/root/O/say so/ADV/RB/9/advmod/O\n"
        "Quibble/PROPN/NNP/2/nsubj/B-PER left/VERB/VBD/0/root/O/leave");
    expect_actor(&s, "Ada Quibble", "USA GOV");
    expect_actor(&s, "Quibble", "USA GOV");
    plain_free(s.doc);
}

static void ministries_are_at_home_and_groups_keep_their_men(void **state)
{
    sheet s;
    run(state, &s,
        "Hamas/PROPN/NNP/2/compound/B-ORG commandos/NOUN/NNS/3/nsubj/O/commando "
        "fled/VERB/VBD/0/root/O/flee\n"
        "The/DET/DT/3/det/O Interior/PROPN/NNP/3/compound/B-ORG "
        "Ministry/PROPN/NNP/4/nsubj/I-ORG agreed/VERB/VBD/0/root/O/agree "
        "in/ADP/IN/6/case/O "
        "Minsk/PROPN/NNP/4/obl/B-LOC");
    expect_actor(&s, "Hamas commandos", "PSE REB");
    expect_actor(&s, "Interior Ministry", "BLR GOV");
    plain_free(s.doc);
}

static void a_label_makes_small_letters_a_place(void **state)
{
    sheet s;
    run(state, &s,
        "they/PRON/PRP/2/nsubj/O met/VERB/VBD/0/root/O/meet in/ADP/IN/4/case/O "
        "minsk/PROPN/NNP/2/obl/B-LOC and/CCONJ/CC/6/cc/O Left/VERB/VBD/2/conj/O/leave");
    assert_string_equal(place(&s, "minsk")->country, "BLR");
    plain_free(s.doc);
    run(state, &s,
        "They/PRON/PRP/2/nsubj/O sold/VERB/VBD/0/root/O/sell china/NOUN/NN/2/obj/O "
        "in/ADP/IN/5/case/O Minsk/PROPN/NNP/2/obl/B-LOC");
    assert_int_equal(s.doc->places.count, 1);
    plain_free(s.doc);
}

static void a_body_is_not_the_town_of_its_name(void **state)
{
    sheet s;
    run(state, &s,
        "Odense/PROPN/NNP/2/nsubj/B-ORG sued/VERB/VBD/0/root/O/sue "
        "Kiev/PROPN/NNP/2/obj/B-LOC");
    assert_int_equal(mention(&s, "Odense")->type, LAPI_TYPE_ORG);
    assert_int_equal(s.doc->places.count, 1);
    plain_free(s.doc);
    run(state, &s,
        "They/PRON/PRP/2/nsubj/O met/VERB/VBD/0/root/O/meet in/ADP/IN/4/case/O "
        "Odense/PROPN/NNP/2/obl/B-ORG");
    assert_int_equal(mention(&s, "Odense")->type, LAPI_TYPE_LOC);
    plain_free(s.doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(capitals_act_and_soldiers_have_a_country),
        cmocka_unit_test(a_modifier_that_acts_is_a_mention),
        cmocka_unit_test(the_backer_is_not_the_country),
        cmocka_unit_test(titles_tell_who_an_unknown_name_is),
        cmocka_unit_test(our_border_is_the_speakers),
        cmocka_unit_test(names_told_together_choose_the_place),
        cmocka_unit_test(territories_keep_their_own_code),
        cmocka_unit_test(two_of_a_kind_are_the_last_two),
        cmocka_unit_test(presidents_of_three_are_three),
        cmocka_unit_test(a_body_has_its_spokesperson),
        cmocka_unit_test(ministries_are_at_home_and_groups_keep_their_men),
        cmocka_unit_test(police_are_at_home_where_the_story_is),
        cmocka_unit_test(a_label_makes_small_letters_a_place),
        cmocka_unit_test(a_body_is_not_the_town_of_its_name),
    };
    return cmocka_run_group_tests(tests, open_stage, close_stage);
}
