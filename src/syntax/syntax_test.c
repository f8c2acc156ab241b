/* Trees have one root whatever the scores; sentences of our own parse as they should;
 * all kernels and long sentences. */
#include "base/limits.h"
#include "data/tree.h"
#include "model/embed.h"
#include "syntax/agree.h"
#include "syntax/decode.h"
#include "syntax/feature.h"
#include "syntax/mst.h"
#include "syntax/syntax.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static lapi_syntax *syntax;
static lapi_arena *arena;
static lapi_doc doc;

static int open_all(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_model_embedded(&size);
    lap_error error;
    return lapi_arena_new(0, &arena) != LAP_OK ||
           lapi_syntax_open(bytes, size, NULL, &syntax, &error) != LAP_OK;
}

static int close_all(void **state)
{
    (void)state;
    lapi_syntax_free(syntax);
    lapi_arena_free(arena);
    return 0;
}

/* Cuts a text at its spaces; '|' parts sentences, '_' joins words without a space. */
static void cut(const char *text)
{
    size_t n = strlen(text);
    lapi_arena_reset(arena, 1 << 24);
    memset(&doc, 0, sizeof doc);
    doc.arena = arena;
    char *plain = lapi_arena_get(arena, n + 1, 1);
    lapi_tokens *t = &doc.tokens;
    t->begin = lapi_arena_get(arena, n + 1, sizeof *t->begin);
    t->end = lapi_arena_get(arena, n + 1, sizeof *t->end);
    doc.sentences.first = lapi_arena_get(arena, n + 2, sizeof *doc.sentences.first);
    uint32_t bytes = 0;
    for (size_t i = 0; i < n;) {
        if (text[i] == ' ' || text[i] == '_') {
            if (text[i] == ' ')
                plain[bytes++] = ' ';
            i++;
        } else if (text[i] == '|') {
            doc.sentences.first[++doc.sentences.count] = t->count;
            i++;
        } else {
            t->begin[t->count] = bytes;
            while (i < n && text[i] != ' ' && text[i] != '_' && text[i] != '|')
                plain[bytes++] = text[i++];
            t->end[t->count++] = bytes;
        }
    }
    doc.sentences.first[++doc.sentences.count] = t->count;
    doc.text = plain;
    doc.text_bytes = bytes;
}

static uint32_t find(const char *form)
{
    for (uint32_t w = 0; w < doc.tokens.count; w++)
        if (lapi_slice_is(lapi_doc_word(&doc, w), form))
            return w;
    fail_msg("no word %s", form);
    return 0;
}

static void parse(const char *text)
{
    cut(text);
    assert_int_equal(lapi_syntax_run(syntax, &doc), LAP_OK);
}

static void assert_arc(const char *form, unsigned rel, const char *head)
{
    uint32_t word = find(form);
    assert_string_equal(lapi_rel_name(doc.tokens.rel[word]), lapi_rel_name(rel));
    uint32_t want = head ? find(head) : LAPI_NONE;
    assert_int_equal(doc.tokens.head[word], want);
}

static void assert_lemma(const char *form, const char *lemma)
{
    assert_true(lapi_slice_is(doc.tokens.lemma[find(form)], lemma));
}

static void test_transitive_sentence(void **state)
{
    (void)state;
    parse("The soldiers attacked two villages near the border on Friday_.");
    assert_arc("attacked", LAPI_REL_ROOT, NULL);
    assert_arc("soldiers", LAPI_REL_NSUBJ, "attacked");
    assert_arc("villages", LAPI_REL_OBJ, "attacked");
    assert_arc("two", LAPI_REL_NUMMOD, "villages");
    assert_arc("Friday", LAPI_REL_OBL, "attacked");
    assert_lemma("attacked", "attack");
    assert_lemma("villages", "village");
    assert_int_equal(doc.tokens.upos[find("two")], LAPI_UPOS_NUM);
}

static void test_passive_with_agent(void **state)
{
    (void)state;
    parse("Three protesters were arrested by police in Minsk_.");
    assert_arc("protesters", LAPI_REL_NSUBJ_PASS, "arrested");
    assert_arc("were", LAPI_REL_AUX_PASS, "arrested");
    assert_arc("police", LAPI_REL_OBL_AGENT, "arrested");
    assert_lemma("were", "be");
    assert_lemma("arrested", "arrest");
    assert_int_equal(doc.tokens.name[find("Minsk")], LAPI_NAME_B_LOC);
}

static void test_reported_speech_and_clitics(void **state)
{
    (void)state;
    parse("The minister said that Russia would n't withdraw its troops_.");
    assert_arc("said", LAPI_REL_ROOT, NULL);
    assert_arc("withdraw", LAPI_REL_CCOMP, "said");
    assert_arc("Russia", LAPI_REL_NSUBJ, "withdraw");
    assert_arc("troops", LAPI_REL_OBJ, "withdraw");
    assert_lemma("n't", "not");
    assert_lemma("said", "say");
    assert_int_equal(doc.tokens.name[find("Russia")], LAPI_NAME_B_LOC);
}

static void test_capitals_parse_like_small_letters(void **state)
{
    (void)state;
    parse("REBELS KILL FIVE SOLDIERS IN NORTHERN MALI");
    assert_arc("KILL", LAPI_REL_ROOT, NULL);
    assert_arc("REBELS", LAPI_REL_NSUBJ, "KILL");
    assert_arc("SOLDIERS", LAPI_REL_OBJ, "KILL");
}

static void test_verbs_taken_for_participles(void **state)
{
    (void)state;
    parse("Serbs erected barricades on two bridges_.");
    assert_arc("erected", LAPI_REL_ROOT, NULL);
    assert_arc("Serbs", LAPI_REL_NSUBJ, "erected");
    assert_arc("barricades", LAPI_REL_OBJ, "erected");
    parse("The State Department in Washington voiced alarm at the arrests_.");
    assert_arc("voiced", LAPI_REL_ROOT, NULL);
    assert_arc("Department", LAPI_REL_NSUBJ, "voiced");
    assert_arc("Washington", LAPI_REL_NMOD, "Department");
    assert_arc("alarm", LAPI_REL_OBJ, "voiced");
    parse("A report drafted by two judges_.");
    assert_arc("report", LAPI_REL_ROOT, NULL);
}

static void test_small_letters_and_missing_stop(void **state)
{
    (void)state;
    parse("antony blinken met sergei lavrov in geneva on friday");
    assert_arc("met", LAPI_REL_ROOT, NULL);
    assert_arc("geneva", LAPI_REL_OBL, "met");
    assert_arc("lavrov", LAPI_REL_FLAT, "sergei");
    assert_arc("sergei", LAPI_REL_OBJ, "met");
}

static void test_headline_in_capitals_of_words(void **state)
{
    (void)state;
    parse("Rebels Seize Border Town From Army");
    assert_arc("Seize", LAPI_REL_ROOT, NULL);
    assert_arc("Rebels", LAPI_REL_NSUBJ, "Seize");
    assert_arc("Town", LAPI_REL_OBJ, "Seize");
}

static void test_list_of_names(void **state)
{
    (void)state;
    parse("Leaders of France_, Germany_, Poland and Ukraine met in Paris_.");
    assert_arc("Leaders", LAPI_REL_NSUBJ, "met");
    assert_arc("France", LAPI_REL_NMOD, "Leaders");
    assert_arc("Germany", LAPI_REL_CONJ, "France");
    assert_arc("Poland", LAPI_REL_CONJ, "France");
    assert_arc("Ukraine", LAPI_REL_CONJ, "France");
    assert_int_equal(doc.tokens.name[find("Germany")], LAPI_NAME_B_LOC);
}

static void test_doubled_marks(void **state)
{
    (void)state;
    parse("Troops left the village_,_, witnesses said_._.");
    assert_arc("Troops", LAPI_REL_NSUBJ, "left");
    assert_arc("village", LAPI_REL_OBJ, "left");
    assert_arc("witnesses", LAPI_REL_NSUBJ, "said");
}

static void test_names_of_persons_and_bodies(void **state)
{
    (void)state;
    parse("NATO chief Jens Stoltenberg told Reuters that he would visit Ankara_.");
    assert_int_equal(doc.tokens.name[find("NATO")], LAPI_NAME_B_ORG);
    assert_int_equal(doc.tokens.name[find("Jens")], LAPI_NAME_B_PER);
    assert_int_equal(doc.tokens.name[find("Stoltenberg")], LAPI_NAME_I_PER);
    assert_int_equal(doc.tokens.name[find("Reuters")], LAPI_NAME_B_ORG);
    assert_int_equal(doc.tokens.name[find("Ankara")], LAPI_NAME_B_LOC);
}

static uint64_t digest(void)
{
    uint64_t hash = 14695981039346656037u;
    for (uint32_t w = 0; w < doc.tokens.count; w++) {
        const uint32_t part[] = {doc.tokens.head[w], doc.tokens.rel[w],
                                 doc.tokens.upos[w], doc.tokens.xpos[w],
                                 doc.tokens.name[w], doc.tokens.lemma[w].bytes};
        for (size_t i = 0; i < sizeof part / sizeof *part; i++)
            hash = (hash ^ part[i]) * 1099511628211u;
    }
    return hash;
}

static void test_kernels_parse_alike(void **state)
{
    (void)state;
    static const char *const names[] = {"scalar", "avx2", "avx512", "neon", "neondot"};
    static const char text[] =
        "Kyiv_'s foreign minister Maria Kovalenko told reporters in Geneva on Monday "
        "that talks would resume next week_, officials said_.|He denied it_.";
    size_t size;
    const void *bytes = lapi_model_embedded(&size);
    lapi_syntax *best = syntax;
    parse(text);
    uint64_t want = digest();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (lapi_syntax_open(bytes, size, names[i], &syntax, NULL) != LAP_OK)
            continue;
        parse(text);
        assert_true(digest() == want);
        lapi_syntax_free(syntax);
    }
    syntax = best;
    lap_error error;
    lapi_syntax *none = NULL;
    assert_int_equal(lapi_syntax_open(bytes, size, "abacus", &none, &error),
                     LAP_BAD_ARGUMENT);
    assert_null(none);
}

static void test_long_sentence_is_one_tree(void **state)
{
    (void)state;
    enum { WORDS = 2 * LAPI_SENTENCE_TOKENS_MAX + 1 };
    static const char *const pattern[] = {"troops ", "left ", "and ", "( "};
    for (uint32_t words = WORDS - LAPI_SENTENCE_TOKENS_MAX - 1; words <= WORDS;
         words++) {
        char *text = calloc(WORDS, 8);
        assert_non_null(text);
        for (uint32_t i = 0; i < words; i++)
            strcat(text, pattern[i % 4]);
        parse(text);
        free(text);
        uint32_t roots = 0;
        for (uint32_t w = 0; w < words; w++) {
            roots += doc.tokens.head[w] == LAPI_NONE;
            uint32_t at = w, steps = 0;
            for (; at != LAPI_NONE && steps <= words; steps++)
                at = doc.tokens.head[at];
            assert_int_equal(at, LAPI_NONE);
        }
        assert_int_equal(roots, 1);
        if (words == LAPI_SENTENCE_TOKENS_MAX + 1)
            words = WORDS - 1;
    }
}

static void test_empty_document(void **state)
{
    (void)state;
    memset(&doc, 0, sizeof doc);
    lapi_arena_reset(arena, 1 << 20);
    doc.arena = arena;
    assert_int_equal(lapi_syntax_run(syntax, &doc), LAP_OK);
}

static void test_odd_words(void **state)
{
    (void)state;
    parse("\xF0\x9F\x98\x80 ... \xC3\x89 "
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "
          "123 \xE2\x80\x9C x|.");
    assert_int_equal(doc.sentences.count, 2);
    assert_arc(".", LAPI_REL_ROOT, NULL);
}

static uint32_t roots_of(const uint16_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t d = 1; d <= n; d++) {
        uint32_t at = d, steps = 0;
        roots += head[d] == 0;
        for (; at && steps <= n; steps++)
            at = head[at];
        assert_int_equal(at, 0);
    }
    return roots;
}

static int32_t score_of(uint32_t kind, uint32_t d, uint32_t h, uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    switch (kind) {
    case 0:
        return (int32_t)(*seed >> 12) - (1 << 19);
    case 1:
        return *seed >> 31 ? INT32_MAX : INT32_MIN;
    case 2:
        return 0;
    case 3:
        return h == 0 ? LAPI_ARC_SCORE_MAX : -LAPI_ARC_SCORE_MAX;
    default:
        return h == (d & 1 ? d + 1 : d - 1) ? 1000 : (int32_t)(*seed >> 29);
    }
}

static void test_tree_has_one_root(void **state)
{
    (void)state;
    enum { MOST = 120 };
    int32_t *score = malloc((MOST + 1) * (MOST + 1) * sizeof *score);
    void *room = malloc(lapi_mst_scratch_bytes(MOST));
    uint16_t head[MOST + 1];
    assert_true(score && room);
    uint32_t seed = 7;
    for (uint32_t n = 1; n <= MOST; n += n < 10 ? 1 : 11)
        for (uint32_t kind = 0; kind < 5; kind++) {
            for (uint32_t d = 0; d <= n; d++)
                for (uint32_t h = 0; h <= n; h++)
                    score[d * (n + 1) + h] = score_of(kind, d, h, &seed);
            lapi_mst_find(score, n, room, head);
            assert_int_equal(roots_of(head, n), 1);
        }
    free(score);
    free(room);
}

/* Against all trees of up to four words. */
static void test_tree_is_the_best(void **state)
{
    (void)state;
    enum { N = 4, SIDE = N + 1 };
    int32_t score[SIDE * SIDE];
    void *room = malloc(lapi_mst_scratch_bytes(N));
    assert_non_null(room);
    uint32_t seed = 11;
    for (uint32_t round = 0; round < 300; round++) {
        for (uint32_t i = 0; i < SIDE * SIDE; i++)
            score[i] = score_of(0, 0, 0, &seed) >> (round % 2 ? 16 : 0);
        int64_t best = INT64_MIN, got = 0;
        for (uint32_t code = 0; code < SIDE * SIDE * SIDE * SIDE; code++) {
            uint16_t head[SIDE];
            uint32_t rest = code, roots = 0, sound = 1;
            int64_t sum = 0;
            for (uint32_t d = 1; d <= N; d++, rest /= SIDE) {
                head[d] = (uint16_t)(rest % SIDE);
                roots += head[d] == 0;
                sum += score[d * SIDE + head[d]];
            }
            for (uint32_t d = 1; d <= N; d++) {
                uint32_t at = d, steps = 0;
                for (; at && steps <= N; steps++)
                    at = head[at];
                sound &= at == 0;
            }
            if (sound && roots == 1 && sum > best)
                best = sum;
        }
        uint16_t head[SIDE];
        lapi_mst_find(score, N, room, head);
        for (uint32_t d = 1; d <= N; d++)
            got += score[d * SIDE + head[d]];
        assert_true(got == best);
    }
    free(room);
}

static float random_score(uint32_t *seed, float range)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (float)(*seed >> 16) / 65536.0f * range;
}

static void test_names_are_whole(void **state)
{
    (void)state;
    enum { WORDS = 40 };
    float score[WORDS * LAPI_BIOES_COUNT], follow[LAPI_BIOES_COUNT * LAPI_BIOES_COUNT];
    uint8_t back[WORDS * LAPI_BIOES_COUNT], label[WORDS];
    uint32_t seed = 3;
    for (uint32_t round = 0; round < 200; round++) {
        for (size_t i = 0; i < WORDS * LAPI_BIOES_COUNT; i++)
            score[i] = random_score(&seed, 9);
        for (size_t i = 0; i < sizeof follow / sizeof *follow; i++)
            follow[i] = random_score(&seed, 4);
        lapi_names_decode(score, LAPI_BIOES_COUNT, WORDS, follow, back, label);
        for (uint32_t i = 0; i < WORDS; i++) {
            bool inside = label[i] && label[i] % 2 == 0;
            if (inside)
                assert_true(i &&
                            (label[i - 1] == label[i] || label[i - 1] == label[i] - 1));
            assert_int_equal(lapi_bioes_of(label, i, WORDS) == 0, label[i] == 0);
            if (lapi_name_none(score + (size_t)i * LAPI_BIOES_COUNT, LAPI_NAME_SURE))
                assert_int_equal(label[i], LAPI_NAME_O);
        }
    }
}

/* Sum of the scores of a sequence of labels; far below all others where it may not be.
 */
static float score_of_labels(const float *score, const float *follow,
                             const uint8_t *label, uint32_t count)
{
    float sum = 0;
    uint32_t before = 0;
    for (uint32_t i = 0; i <= count; i++) {
        uint32_t here = i < count ? label[i] : 0;
        if (!lapi_bioes_follows(before, here))
            return -1e9f;
        sum += follow[before * LAPI_BIOES_COUNT + here];
        sum += i < count ? score[i * LAPI_BIOES_COUNT + here] : 0;
        before = here;
    }
    return sum;
}

/* Against all sequences of labels of four words. */
static void test_names_are_the_best(void **state)
{
    (void)state;
    enum { N = 4, K = LAPI_BIOES_COUNT };
    float score[N * K], follow[K * K];
    uint8_t back[N * K], name[N], label[N];
    uint32_t seed = 5;
    for (uint32_t round = 0; round < 40; round++) {
        for (size_t i = 0; i < N * K; i++)
            score[i] = random_score(&seed, LAPI_NAME_SURE);
        for (size_t i = 0; i < (size_t)K * K; i++)
            follow[i] = random_score(&seed, 3);
        float best = -1e9f;
        for (uint32_t code = 0; code < K * K * K * K; code++) {
            for (uint32_t i = 0, rest = code; i < N; i++, rest /= K)
                label[i] = (uint8_t)(rest % K);
            float sum = score_of_labels(score, follow, label, N);
            best = sum > best ? sum : best;
        }
        lapi_names_decode(score, K, N, follow, back, name);
        for (uint32_t i = 0; i < N; i++)
            label[i] = lapi_bioes_of(name, i, N);
        float got = score_of_labels(score, follow, label, N);
        assert_true(got > best - 1e-3f && got < best + 1e-3f);
    }
}

/* Labels of words cut from a text, one letter each: p P o O l L begin and go on with a
 * name of a person, a body, a place; anything else is no name. */
static void assert_agreed(const char *text, const char *told, const char *agreed)
{
    static const char letters[] = ".pPoOlL";
    cut(text);
    uint8_t *name = lapi_arena_get(arena, doc.tokens.count, 1);
    for (uint32_t w = 0; w < doc.tokens.count; w++)
        name[w] = (uint8_t)(strchr(letters, told[w]) - letters);
    doc.tokens.name = name;
    assert_int_equal(lapi_names_agree(&doc), LAP_OK);
    for (uint32_t w = 0; w < doc.tokens.count; w++)
        assert_int_equal(letters[name[w]], agreed[w]);
}

static void test_names_of_a_document_agree(void **state)
{
    (void)state;
    assert_agreed("Velda sued Velda and VELDA", "l.o.o", "o.o.o");
    assert_agreed("Velda sued Velda", "l.o", "l.o");
    assert_agreed("Old Mill and Old Mill left Old Mill", "lL.lL.oO", "lL.lL.lL");
    assert_agreed("Mill and Old Mill left Mill", "o.lL.o", "o.lL.o");
    /* Twice a name, always a name, if it has a capital. */
    assert_agreed("Velda met Velda and Velda but no velda", "p.p.....", "p.p.p...");
    assert_agreed("Velda met Velda", "p..", "p..");
    assert_agreed("\" Roe , Jane \" wrote", ".p.p..", ".pPP..");
    assert_agreed("\" Roe , Jane and", ".p.p.", ".p.p.");
    assert_agreed("", "", "");
}

static void test_features_of_other_spellings(void **state)
{
    (void)state;
    lapi_word_codes plain, other;
    uint32_t x[LAPI_WORD_FEATURES_MAX], y[LAPI_WORD_FEATURES_MAX];
    lapi_word_decode((const unsigned char *)"'Tis", 4, &plain);
    lapi_word_decode((const unsigned char *)"\xE2\x80\x99tIS", 6, &other);
    uint32_t n = lapi_word_features(&plain, x);
    assert_int_equal(lapi_word_features(&other, y), n);
    assert_int_not_equal(x[0], x[LAPI_LIST_FEATURE]);
    assert_int_not_equal(x[LAPI_LIST_FEATURE], x[LAPI_CLASS_FEATURE]);
    assert_memory_equal(x, y, n * sizeof *x);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_transitive_sentence),
        cmocka_unit_test(test_passive_with_agent),
        cmocka_unit_test(test_reported_speech_and_clitics),
        cmocka_unit_test(test_capitals_parse_like_small_letters),
        cmocka_unit_test(test_verbs_taken_for_participles),
        cmocka_unit_test(test_small_letters_and_missing_stop),
        cmocka_unit_test(test_headline_in_capitals_of_words),
        cmocka_unit_test(test_list_of_names),
        cmocka_unit_test(test_doubled_marks),
        cmocka_unit_test(test_names_of_persons_and_bodies),
        cmocka_unit_test(test_kernels_parse_alike),
        cmocka_unit_test(test_long_sentence_is_one_tree),
        cmocka_unit_test(test_empty_document),
        cmocka_unit_test(test_odd_words),
        cmocka_unit_test(test_tree_has_one_root),
        cmocka_unit_test(test_tree_is_the_best),
        cmocka_unit_test(test_names_are_whole),
        cmocka_unit_test(test_names_are_the_best),
        cmocka_unit_test(test_names_of_a_document_agree),
        cmocka_unit_test(test_features_of_other_spellings),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
