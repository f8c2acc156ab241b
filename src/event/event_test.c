/* The event stages on hand-made trees and a lexicon of a few rows. */
#include "event/args.h"
#include "event/coder.h"
#include "event/fact.h"
#include "event/role.h"
#include "event/source.h"
#include "event/weigh.h"
#include "know/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct word {
    const char *form, *lemma;
    int upos, xpos;
    uint32_t head; /* from 1, 0 the root */
    int rel;
} word;

static const char *const files[][2] = {
    {"classes.tsv",
     "# PROVENANCE: test\nclass\twords\nexplosive\texplosive device|bomb\nclaim\tclaim|"
     "suggestion\ndeny\tdeny|dismiss\ncount_dead\tkill\nplace_preposition\tin|near\n"},
    {"frames.tsv",
     "# PROVENANCE: "
     "test\nframe\tevent\tmode\tcameo\tactor\trecipient\tplace\tflags\tstatus\n"
     "attack\tASSAULT\t-\t190\tsubj|poss|amod\tobj|obl:on\t-\t-\t-\n"
     "concern\tACCUSE\tdisapprove\t110\tsubj\tobl:over\t-\t-\t-\n"
     "reject\tREJECT\t-\t120\tsubj\tobj\t-\t-\t-\n"},
    {"lexicon.tsv",
     "# PROVENANCE: "
     "test\ntrigger\tpos\tframe\twhen\tevent\tmode\tcameo\tactor\trecipient\tflags\tsta"
     "tus\t"
     "example\n"
     "kill\tVERB\tattack\t-\t-\t-\t-\t-\t-\t-\t-\tRebels killed two.\n"
     "kill\tVERB\tattack\tsubj=@explosive\t-\texplosives\t183\t-\t-\t-\t-\tA bomb "
     "killed "
     "two.\n"
     "express obj=concern\tVERB\tconcern\t-\t-\t-\t-\t-\t-\t-\t-\tAllies expressed "
     "concern.\n"
     "attack\tNOUN\tattack\t-\t-\t-\t-\t-\t-\t-\t-\tThe attack failed.\n"
     "deny\tVERB\treject\t-\t-\t-\t-\t-\t-\t-\t-\tThey deny it.\n"},
    {"forms.tsv",
     "# PROVENANCE: test\nlemma\tpos\tforms\nkill\tVERB\tkills|killed|killing\n"},
    {"cues.tsv",
     "# PROVENANCE: "
     "test\ncue\tpos\tkind\tpositive\tnegative\tmedium\ttakes\tprep\nsay\tVERB\tsay"
     "\tCT+\tCT+\t-\tobject\t-\nfear\tVERB\tfear\tPS+\tU\t-\tobject\t-"
     "\nnot\tADV\tnot\tCT-"
     "\t-\t-\t-\t-\nif\tSCONJ\tif\tU\tU\t-\t-\t-\n"},
};

typedef struct world {
    lapi_buffer pack;
    lapi_know *know;
    lapi_event_lexicon *lexicon;
    lapi_coder *coder;
    lapi_cues cues;
    lapi_judge *judge;
    lapi_arena *arena;
    char text[512];
    lapi_doc doc;
} world;

static void write_tables(const char *folder)
{
    char path[256];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fputs(files[i][1], f);
        fclose(f);
    }
}

static void remove_tables(const char *folder)
{
    char path[256];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i][0]);
        remove(path);
    }
    rmdir(folder);
}

static int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    char folder[] = "/tmp/lapwing-event-XXXXXX";
    assert_non_null(mkdtemp(folder));
    write_tables(folder);
    lapi_tables tables;
    lapi_faults faults = {0};
    lap_error error = {0};
    assert_int_equal(lapi_tables_read(folder, &tables, &faults, &error), LAP_OK);
    assert_int_equal(lapi_know_encode(&tables, &w->pack, &error), LAP_OK);
    lapi_tables_clear(&tables);
    remove_tables(folder);
    assert_int_equal(lapi_know_open(w->pack.at, w->pack.bytes, &w->know, &error),
                     LAP_OK);
    assert_int_equal(lapi_event_lexicon_new(w->know, &w->lexicon, &error), LAP_OK);
    assert_int_equal(lapi_coder_new(w->lexicon, &w->coder, &error), LAP_OK);
    assert_int_equal(lapi_cues_init(w->know, &w->cues, &error), LAP_OK);
    assert_int_equal(lapi_judge_new(w->lexicon, &w->cues, &w->judge, &error), LAP_OK);
    assert_int_equal(lapi_arena_new(0, &w->arena), LAP_OK);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    lapi_coder_free(w->coder);
    lapi_cues_clear(&w->cues);
    lapi_judge_free(w->judge);
    lapi_event_lexicon_free(w->lexicon);
    lapi_know_free(w->know);
    lapi_buffer_clear(&w->pack);
    lapi_arena_free(w->arena);
    free(w);
    return 0;
}

static void set_word(world *w, uint32_t i, const word *from, uint32_t *at)
{
    lapi_tokens *t = &w->doc.tokens;
    t->begin[i] = *at;
    *at += (uint32_t)snprintf(w->text + *at, sizeof w->text - *at, "%s ", from->form);
    t->end[i] = *at - 1;
    t->lemma[i] = lapi_slice_str(from->lemma);
    t->upos[i] = (uint8_t)from->upos;
    t->xpos[i] = (uint8_t)from->xpos;
    t->rel[i] = (uint8_t)from->rel;
    t->head[i] = from->head ? from->head - 1 : LAPI_NONE;
}

/* A document of one sentence; every PROPN and nominal in `actors` is a mention of its
 * own. */
static void read_words(world *w, const word *words, uint32_t n)
{
    lapi_arena_reset(w->arena, 1 << 20);
    w->doc = (lapi_doc){.arena = w->arena, .text = w->text, .date = LAPI_DAY_NONE};
    lapi_tokens *t = &w->doc.tokens;
    lapi_sentences *s = &w->doc.sentences;
    t->count = n;
    t->begin = lapi_arena_get(w->arena, n, 4);
    t->end = lapi_arena_get(w->arena, n, 4);
    t->sentence = lapi_arena_get(w->arena, n, 4);
    t->head = lapi_arena_get(w->arena, n, 4);
    t->first_child = lapi_arena_get(w->arena, n, 4);
    t->next_sibling = lapi_arena_get(w->arena, n, 4);
    t->upos = lapi_arena_get(w->arena, n, 1);
    t->xpos = lapi_arena_get(w->arena, n, 1);
    t->rel = lapi_arena_get(w->arena, n, 1);
    t->lemma = lapi_arena_get(w->arena, n, sizeof *t->lemma);
    uint32_t at = 0;
    for (uint32_t i = 0; i < n; i++)
        set_word(w, i, &words[i], &at);
    w->doc.text_bytes = at;
    lapi_tree_link(t);
    s->count = 1;
    s->first = lapi_arena_get(w->arena, 2, 4);
    s->first[1] = n;
    s->block = lapi_arena_get(w->arena, 1, 4);
    w->doc.blocks = lapi_arena_get(w->arena, 1, sizeof *w->doc.blocks);
    w->doc.block_count = 1;
}

static void add_mentions(world *w)
{
    lapi_mentions *m = &w->doc.mentions;
    uint32_t n = w->doc.tokens.count;
    m->at = lapi_arena_get(w->arena, n, sizeof *m->at);
    m->by_head = lapi_arena_get(w->arena, n, 4);
    for (uint32_t i = 0; i < n; i++) {
        m->by_head[i] = LAPI_NONE;
        if (w->doc.tokens.upos[i] != LAPI_UPOS_PROPN)
            continue;
        m->by_head[i] = m->count;
        lapi_mention *at = &m->at[m->count++];
        *at = (lapi_mention){
            .span = lapi_doc_words(&w->doc, i, i + 1), .head = i, .cluster = m->count};
        at->is_actor = 1;
        at->place = LAPI_NONE;
        memcpy(at->actor.country, w->doc.tokens.lemma[i].at, 3);
        memcpy(at->actor.sector, "GOV", 4);
        at->actor.name = w->doc.tokens.lemma[i];
    }
}

static void code(world *w, const word *words, uint32_t n)
{
    read_words(w, words, n);
    add_mentions(w);
    assert_int_equal(lapi_source_run(w->lexicon, &w->cues, &w->doc), LAP_OK);
    assert_int_equal(lapi_judge_run(w->judge, &w->doc), LAP_OK);
    assert_int_equal(lapi_coder_run(w->coder, &w->doc), LAP_OK);
}

#define CODE(w, words) code(w, words, sizeof(words) / sizeof *(words))

static void passive_takes_its_agent_and_the_best_sense(void **state)
{
    const word words[] = {
        {"Rus", "RUS", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 3, LAPI_REL_NSUBJ_PASS},
        {"was", "be", LAPI_UPOS_AUX, LAPI_XPOS_VBD, 3, LAPI_REL_AUX_PASS},
        {"killed", "kill", LAPI_UPOS_VERB, LAPI_XPOS_VBN, 0, LAPI_REL_ROOT},
        {"by", "by", LAPI_UPOS_ADP, LAPI_XPOS_IN, 6, LAPI_REL_CASE},
        {"explosive", "explosive", LAPI_UPOS_ADJ, LAPI_XPOS_JJ, 6, LAPI_REL_AMOD},
        {"devices", "device", LAPI_UPOS_NOUN, LAPI_XPOS_NNS, 3, LAPI_REL_OBL_AGENT},
    };
    world *w = *state;
    CODE(w, words);
    assert_int_equal(w->doc.events.count, 1);
    const lapi_event *e = &w->doc.events.at[0];
    assert_int_equal(e->type, LAPI_EVENT_ASSAULT);
    assert_true(lapi_slice_is(e->mode, "explosives"));
    assert_string_equal(e->cameo, "183");
    assert_int_equal(e->recipients.count, 1);
    assert_string_equal(e->recipients.at[0].actor.country, "RUS");
    assert_int_equal(e->actors.count, 1);
    assert_string_equal(e->actors.at[0].actor.country, "UNK");
}

static void light_verb_is_one_event_with_pooled_arguments(void **state)
{
    const word words[] = {
        {"Ukr", "UKR", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 2, LAPI_REL_NSUBJ},
        {"expressed", "express", LAPI_UPOS_VERB, LAPI_XPOS_VBD, 0, LAPI_REL_ROOT},
        {"concern", "concern", LAPI_UPOS_NOUN, LAPI_XPOS_NN, 2, LAPI_REL_OBJ},
        {"over", "over", LAPI_UPOS_ADP, LAPI_XPOS_IN, 5, LAPI_REL_CASE},
        {"Rus", "RUS", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 3, LAPI_REL_NMOD},
    };
    world *w = *state;
    CODE(w, words);
    assert_int_equal(w->doc.events.count, 1);
    const lapi_event *e = &w->doc.events.at[0];
    assert_int_equal(e->type, LAPI_EVENT_ACCUSE);
    assert_true(
        lapi_slice_is(lapi_doc_slice(&w->doc, e->trigger), "expressed concern"));
    assert_string_equal(e->recipients.at[0].actor.country, "RUS");
}

static void said_feared_and_negated(void **state)
{
    const word words[] = {
        {"Ukr", "UKR", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 2, LAPI_REL_NSUBJ},
        {"said", "say", LAPI_UPOS_VERB, LAPI_XPOS_VBD, 0, LAPI_REL_ROOT},
        {"Rus", "RUS", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 6, LAPI_REL_NSUBJ},
        {"did", "do", LAPI_UPOS_AUX, LAPI_XPOS_VBD, 6, LAPI_REL_AUX},
        {"not", "not", LAPI_UPOS_PART, LAPI_XPOS_RB, 6, LAPI_REL_ADVMOD},
        {"kill", "kill", LAPI_UPOS_VERB, LAPI_XPOS_VB, 2, LAPI_REL_CCOMP},
        {"Pol", "POL", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 6, LAPI_REL_OBJ},
    };
    world *w = *state;
    CODE(w, words);
    assert_int_equal(w->doc.events.count, 1);
    const lapi_event *e = &w->doc.events.at[0];
    assert_int_equal(e->status, LAPI_STATUS_NEGATED);
    assert_int_equal(e->according_to.count, 1);
    assert_string_equal(e->according_to.at[0].who.actor.country, "UKR");
    assert_string_equal(e->actors.at[0].actor.country, "RUS");
}

static void denial_disputes_what_it_denies(void **state)
{
    const word words[] = {
        {"Rus", "RUS", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 2, LAPI_REL_NSUBJ},
        {"denied", "deny", LAPI_UPOS_VERB, LAPI_XPOS_VBD, 0, LAPI_REL_ROOT},
        {"an", "a", LAPI_UPOS_DET, LAPI_XPOS_DT, 4, LAPI_REL_DET},
        {"attack", "attack", LAPI_UPOS_NOUN, LAPI_XPOS_NN, 2, LAPI_REL_OBJ},
        {"on", "on", LAPI_UPOS_ADP, LAPI_XPOS_IN, 6, LAPI_REL_CASE},
        {"Ukr", "UKR", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 4, LAPI_REL_NMOD},
    };
    world *w = *state;
    CODE(w, words);
    assert_int_equal(w->doc.events.count, 2);
    assert_int_equal(w->doc.events.at[0].type, LAPI_EVENT_REJECT);
    const lapi_event *e = &w->doc.events.at[1];
    assert_int_equal(e->type, LAPI_EVENT_ASSAULT);
    assert_int_equal(e->disputed_by.count, 1);
    assert_string_equal(e->disputed_by.at[0].who.actor.country, "RUS");
}

static void relative_clause_gives_subject(void **state)
{
    const word words[] = {
        {"Rus", "RUS", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 0, LAPI_REL_ROOT},
        {"which", "which", LAPI_UPOS_PRON, LAPI_XPOS_WDT, 3, LAPI_REL_NSUBJ},
        {"killed", "kill", LAPI_UPOS_VERB, LAPI_XPOS_VBD, 1, LAPI_REL_ACL_RELCL},
        {"Pol", "POL", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 3, LAPI_REL_OBJ},
    };
    world *w = *state;
    CODE(w, words);
    assert_int_equal(w->doc.events.count, 1);
    assert_string_equal(w->doc.events.at[0].actors.at[0].actor.country, "RUS");
}

static void relation_follows_the_direction(void **state)
{
    const word words[] = {
        {"Rus", "RUS", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 2, LAPI_REL_NSUBJ},
        {"killed", "kill", LAPI_UPOS_VERB, LAPI_XPOS_VBD, 0, LAPI_REL_ROOT},
        {"Pol", "POL", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 2, LAPI_REL_OBJ},
    };
    world *w = *state;
    CODE(w, words);
    lapi_relation right, wrong;
    lapi_span rus = lapi_doc_words(&w->doc, 0, 1), pol = lapi_doc_words(&w->doc, 2, 3);
    lapi_coder_relate(w->coder, &w->doc, rus, pol, &right);
    lapi_coder_relate(w->coder, &w->doc, pol, rus, &wrong);
    assert_int_equal(right.type, LAPI_EVENT_ASSAULT);
    assert_true(right.confidence > wrong.confidence);
}

static void a_wrong_lemma_is_mended_by_the_table_of_forms(void **state)
{
    const world *w = *state;
    uint64_t kill = lapi_know_key(LAPI_S("kill"));
    uint64_t killed = lapi_know_key(LAPI_S("killed"));
    assert_true(lapi_event_lexicon_lemma(w->lexicon, LAPI_UPOS_VERB, killed) == kill);
    assert_true(lapi_event_lexicon_lemma(w->lexicon, LAPI_UPOS_NOUN, killed) == 0);
    assert_true(lapi_event_lexicon_lemma(w->lexicon, LAPI_UPOS_VERB, kill) == 0);
    assert_true(lapi_event_lexicon_lemma(NULL, LAPI_UPOS_VERB, killed) == 0);
}

static void weigher_checks_its_model(void **state)
{
    (void)state;
    size_t size;
    lap_error error;
    lapi_weigher *weigher = calloc(1, sizeof *weigher);
    const void *bytes = lapi_weigher_embedded(&size);
    assert_non_null(weigher);
    assert_int_equal(lapi_weigher_open(bytes, size - 1, weigher, &error),
                     LAP_BAD_MODEL);
    assert_int_equal(lapi_weigher_open(bytes, 0, weigher, &error), LAP_BAD_MODEL);
    lapi_weigher_clear(weigher);
    assert_int_equal(lapi_weigher_open(bytes, size, weigher, &error), LAP_OK);
    lapi_weigher_clear(weigher);
    free(weigher);
}

static void confidence_rises_with_the_lead_of_a_type(void **state)
{
    (void)state;
    size_t size;
    lap_error error;
    lapi_weigher *weigher = calloc(1, sizeof *weigher);
    const void *bytes = lapi_weigher_embedded(&size);
    assert_non_null(weigher);
    assert_int_equal(lapi_weigher_open(bytes, size, weigher, &error), LAP_OK);
    float score[LAPI_WEIGH_TYPES_FULL] = {0};
    uint32_t last = 0, assault = 1u << LAPI_EVENT_ASSAULT;
    for (int lead = -200; lead <= 200; lead++) {
        score[LAPI_EVENT_ASSAULT] = (float)lead / 10;
        uint32_t now = lapi_weigh_confidence(weigher, score, assault);
        assert_true(now >= last && now <= 1000);
        last = now;
    }
    assert_int_equal(lapi_weigh_best(score), LAPI_EVENT_ASSAULT);
    score[LAPI_EVENT_TYPES] = 30; /* no event */
    assert_int_equal(lapi_weigh_best(score), LAPI_EVENT_ASSAULT);
    assert_true(lapi_weigh_confidence(weigher, score, assault) < last);
    score[LAPI_EVENT_COERCE] = 40;
    assert_true(
        lapi_weigh_confidence(weigher, score, assault | 1u << LAPI_EVENT_COERCE) >=
        lapi_weigh_confidence(weigher, score, 1u << LAPI_EVENT_COERCE));
    lapi_weigher_clear(weigher);
    free(weigher);
}

static void roles_check_their_model(void **state)
{
    (void)state;
    size_t size;
    lap_error error;
    lapi_roles roles;
    const void *bytes = lapi_roles_embedded(&size);
    assert_int_equal(lapi_roles_open(bytes, size - 1, &roles, &error), LAP_BAD_MODEL);
    assert_int_equal(lapi_roles_open(bytes, 0, &roles, &error), LAP_BAD_MODEL);
    assert_int_equal(lapi_roles_open(bytes, size, &roles, &error), LAP_OK);
    for (int side = 0; side < LAPI_ROLE_SIDES; side++) {
        assert_true(roles.keep[side] < roles.take[side]);
        assert_true(roles.take[side] <= roles.fill[side]);
    }
}

/* "Rebels in Aland killed two.": who kills is told by the row, and nobody else is. */
static void candidates_are_names_and_nouns_beside_the_trigger(void **state)
{
    world *w = *state;
    const word words[] = {
        {"Rebels", "rebel", LAPI_UPOS_NOUN, LAPI_XPOS_NNS, 4, LAPI_REL_NSUBJ},
        {"in", "in", LAPI_UPOS_ADP, LAPI_XPOS_IN, 3, LAPI_REL_CASE},
        {"Aland", "Aland", LAPI_UPOS_PROPN, LAPI_XPOS_NNP, 1, LAPI_REL_NMOD},
        {"killed", "kill", LAPI_UPOS_VERB, LAPI_XPOS_VBD, 0, LAPI_REL_ROOT},
        {"two", "two", LAPI_UPOS_NUM, LAPI_XPOS_CD, 4, LAPI_REL_OBJ},
        {".", ".", LAPI_UPOS_PUNCT, LAPI_XPOS_STOP, 4, LAPI_REL_PUNCT},
    };
    lapi_reading reading;
    lapi_matches matches;
    lapi_event event = {0};
    uint32_t rows[2][LAPI_ROLE_CLUES_MAX];
    read_words(w, words, sizeof words / sizeof *words);
    assert_int_equal(lapi_reading_init(w->lexicon, &w->doc, &reading), LAP_OK);
    assert_int_equal(lapi_match_run(&reading, &matches), LAP_OK);
    assert_int_equal(matches.count, 1);
    assert_int_equal(lapi_matches_mark(&matches, &reading), LAP_OK);
    lapi_casting casting = {&reading, matches.at[0], &event};
    assert_int_equal(lapi_role_candidate(&casting, 0), 0);
    assert_int_equal(lapi_role_candidate(&casting, 1), 2);
    assert_int_equal(lapi_role_candidate(&casting, 3), 4); /* never the trigger */
    assert_int_equal(lapi_role_candidate(&casting, 5), LAPI_NONE);
    uint32_t n = lapi_role_clues(&casting, 0, rows[0]);
    assert_true(n > 0 && n <= LAPI_ROLE_CLUES_MAX);
    assert_int_equal(lapi_role_clues(&casting, 2, rows[1]), n);
    assert_int_not_equal(rows[0][0], rows[1][0]); /* they stand elsewhere */
    for (uint32_t i = 0; i < n; i++)
        assert_true(rows[0][i] < 1u << LAPI_ROLE_BITS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passive_takes_its_agent_and_the_best_sense),
        cmocka_unit_test(light_verb_is_one_event_with_pooled_arguments),
        cmocka_unit_test(said_feared_and_negated),
        cmocka_unit_test(denial_disputes_what_it_denies),
        cmocka_unit_test(relative_clause_gives_subject),
        cmocka_unit_test(relation_follows_the_direction),
        cmocka_unit_test(a_wrong_lemma_is_mended_by_the_table_of_forms),
        cmocka_unit_test(weigher_checks_its_model),
        cmocka_unit_test(confidence_rises_with_the_lead_of_a_type),
        cmocka_unit_test(roles_check_their_model),
        cmocka_unit_test(candidates_are_names_and_nouns_beside_the_trigger),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
