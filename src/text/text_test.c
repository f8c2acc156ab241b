#include "base/limits.h"
#include "text/cues.h"
#include "text/model.h"
#include "text/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static lapi_cues *cues;
static lapi_arena *arena;
static lapi_doc doc;
static lapi_judge judge;
static const lapi_judge *judged; /* NULL: the rules alone */

/* know/layout.tsv beside the sources. */
static int load(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s", __FILE__);
    char *folder = strstr(path, "src/text/");
    if (!folder || lapi_cues_new(&cues) != LAP_OK ||
        lapi_arena_new(0, &arena) != LAP_OK)
        return -1;
    snprintf(folder, sizeof path - (size_t)(folder - path), "know/layout.tsv");
    FILE *file = fopen(path, "r");
    char line[8192];
    for (int n = 0; file && fgets(line, sizeof line, file); n++) {
        line[strcspn(line, "\n")] = 0;
        lapi_slice rest = lapi_slice_str(line);
        lapi_slice cell[3];
        for (int i = 0; i < 3 && n >= 2; i++)
            assert_true(lapi_slice_cut(&rest, '\t', &cell[i]));
        if (n >= 2)
            assert_int_equal(lapi_cues_add(cues, cell[0], cell[1], cell[2]), LAP_OK);
    }
    return file ? fclose(file) : -1;
}

static int unload(void **state)
{
    (void)state;
    lapi_cues_free(cues);
    lapi_arena_free(arena);
    return 0;
}

static lap_status read_bytes(const char *text, size_t n)
{
    lapi_arena_reset(arena, SIZE_MAX);
    memset(&doc, 0, sizeof doc);
    doc.arena = arena;
    doc.text = text;
    doc.text_bytes = (uint32_t)n;
    return lapi_text_read(cues, judged, &doc);
}

static int with_model(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_text_embedded(&size);
    judged = &judge;
    return lapi_judge_open(bytes, size, &judge, NULL) == LAP_OK ? 0 : -1;
}

static int with_rules(void **state)
{
    (void)state;
    judged = NULL;
    return 0;
}

/* Words by blanks, `+` before a glued one, ` | ` between sentences. */
static void assert_reads(const char *text, const char *expected)
{
    char got[4096];
    size_t n = 0;
    assert_int_equal(read_bytes(text, strlen(text)), LAP_OK);
    for (uint32_t w = 0; w < doc.tokens.count; w++) {
        lapi_slice word = lapi_doc_word(&doc, w);
        bool begins = doc.sentences.first[doc.tokens.sentence[w]] == w;
        const char *gap = w == 0                                   ? ""
                          : begins                                 ? " | "
                          : doc.tokens.flags[w] & LAPI_TOKEN_GLUED ? " +"
                                                                   : " ";
        n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", gap, (int)word.bytes,
                              word.at);
        assert_true(n < sizeof got);
    }
    got[n] = 0;
    assert_string_equal(got, expected);
}

static void words_are_those_of_universal_dependencies(void **state)
{
    (void)state;
    assert_reads("Kremlin-backed men didn't leave.",
                 "Kremlin - backed men did +n't leave .");
    assert_reads("Kyiv's and the rebels' guns", "Kyiv +'s and the rebels +' guns");
    assert_reads("Kyiv\xE2\x80\x99s we\xE2\x80\x99ll",
                 "Kyiv +\xE2\x80\x99s we +\xE2\x80\x99ll");
    assert_reads("We cannot, we can't, I'm gonna",
                 "We can +not , we ca +n't , I +'m gon +na");
    assert_reads("It cost $5bn, or 10%, or 1,200.5 euros",
                 "It cost $ 5 bn , or 10 % , or 1,200.5 euros");
    assert_reads("non-aligned co-operation by e-mail",
                 "non-aligned co-operation by e-mail");
    assert_reads("at 5:30 p.m. or 7pm on 12/3/2020",
                 "at 5:30 p.m. or 7 pm on 12/3/2020");
    assert_reads("in 1990-95 and the 80's, the 1970s",
                 "in 1990 - 95 and the 80's , the 1970s");
    assert_reads("Write to ann.b@mail.example.org, or see (https://example.org/a_(b)).",
                 "Write to ann.b@mail.example.org , or see ( https://example.org/a_(b) "
                 ") .");
    assert_reads("Resolution no.4 of Dec.14th, no. 7",
                 "Resolution no. 4 of Dec. 14th , no. 7");
    assert_reads("call 555-013-4477", "call 555-013-4477");
    assert_reads("AT&T and/or O'Neill", "AT&T and / or O'Neill");
    assert_reads("Wait... what?! :-) OK", "Wait ... what ?! :-) OK");
    assert_reads("do n't 's", "do n't 's");
    assert_reads("its not its fault", "it +s not its fault");
    assert_reads("He read alt.news.test w/ care -=-=-=",
                 "He read alt.news.test w/ care -=-=-=");
    assert_reads("\xEF\xBB\xBFMen\xE2\x80\x8B left\xE2\x80\x8E.", "Men left .");
    assert_reads("a Ph.D. student", "a Ph.D. student");
    assert_reads("al-Masri, Jean-Yves", "al - Masri , Jean - Yves");
}

static void sentences_end_where_they_end(void **state)
{
    (void)state;
    assert_reads(
        "The two met, the envoy said. Foreign Minister Ana Ruiz in a note.",
        "The two met , the envoy said . | Foreign Minister Ana Ruiz in a note .");
    assert_reads(
        "Gen. A. B. Stone of the U.S. Army spoke at 10 a.m. Monday in St. Ives.",
        "Gen. A. B. Stone of the U.S. Army spoke at 10 a.m. Monday in St. Ives .");
    assert_reads("He left the U.S. The army stayed.",
                 "He left the U.S. | The army stayed .");
    assert_reads("\"Who fired?\" he asked. \"Not we.\" They left.",
                 "\" Who fired ? \" he asked . | \" Not we . \" | They left .");
    assert_reads("\xE2\x80\x9CStop!\xE2\x80\x9D she said.",
                 "\xE2\x80\x9C Stop ! \xE2\x80\x9D she said .");
    assert_reads("Prices rose 3.5 percent. In all, 12 fell.",
                 "Prices rose 3.5 percent . | In all , 12 fell .");
    assert_reads("troops entered the town. the mayor fled.",
                 "troops entered the town . | the mayor fled .");
    assert_reads("Bombs, guns, etc. were found. They fled, etc.",
                 "Bombs , guns , etc. were found . | They fled , etc .");
    assert_reads("They fled.They hid.", "They fled . | They hid .");
}

static void the_model_finds_ends_without_marks(void **state)
{
    (void)state;
    assert_reads("Dear Sir, I cannot attend. Regards, Ann Lee",
                 "Dear Sir , I can +not attend . | Regards , | Ann Lee");
    assert_reads("Thanks, Ann 05/03/2001 10:15 AM We will meet tomorrow.",
                 "Thanks , | Ann | 05/03/2001 10:15 AM | We will meet tomorrow .");
    assert_reads("we went there twice. it was closed. never again!",
                 "we went there twice . | it was closed . | never again !");
}

static void a_damaged_model_is_refused(void **state)
{
    (void)state;
    size_t size;
    const void *bytes = lapi_text_embedded(&size);
    unsigned char *copy = malloc(size);
    lapi_judge j;
    lap_error error;
    assert_non_null(copy);
    for (int i = 0; i < 5; i++) {
        const size_t at[] = {0, 8, 12, 24, size - 1};
        memcpy(copy, bytes, size);
        copy[at[i]] ^= 1;
        assert_int_equal(lapi_judge_open(copy, size, &j, &error), LAP_BAD_MODEL);
        assert_string_not_equal(error.text, "");
    }
    assert_int_equal(lapi_judge_open(bytes, size - 1, &j, &error), LAP_BAD_MODEL);
    assert_int_equal(lapi_judge_open(bytes, 7, &j, &error), LAP_BAD_MODEL);
    free(copy);
}

static void sentences_never_cross_blocks(void **state)
{
    (void)state;
    assert_reads("The men\n\nwent home", "The men | went home");
    assert_reads("One line\r\nAnother", "One line | Another");
    assert_reads("  \n\n ", "");
    assert_reads("", "");
}

static void wrapped_lines_are_joined(void **state)
{
    (void)state;
    assert_reads(
        "The ministry said on Monday that its soldiers had crossed the river\n"
        "near the old bridge and that they had met no resistance at all from\n"
        "those who hold the town and had promised to defend it to the last\n"
        "man.\n\nThe next day they left.",
        "The ministry said on Monday that its soldiers had crossed the river near "
        "the old bridge and that they had met no resistance at all from those who "
        "hold the town and had promised to defend it to the last man . | The next "
        "day they left .");
}

static void assert_kinds(const char *text, const char *kinds)
{
    char got[32] = "";
    assert_int_equal(read_bytes(text, strlen(text)), LAP_OK);
    assert_true(doc.block_count < sizeof got);
    for (uint32_t b = 0; b < doc.block_count; b++)
        got[b] = "THCB"[doc.blocks[b].kind];
    assert_string_equal(got, kinds);
}

#define PARAGRAPH                                                                      \
    "The ministry said on Monday that its soldiers had crossed the river and met no "  \
    "resistance.\n\n"

static void blocks_have_kinds(void **state)
{
    (void)state;
    assert_kinds(
        "Army crosses river\n\nBy Ann Lee\n\nMonday, May 18, 2015\n\n" PARAGRAPH,
        "HBBT");
    assert_kinds("A bridge in Upper Town, May 3, 2019. REUTERS / Ann Lee\n\n" PARAGRAPH
                     PARAGRAPH,
                 "CTT");
    assert_kinds(
        "Army crosses river\n\n" PARAGRAPH PARAGRAPH
        "Soldiers rest beside the road to Upper Town, May 3, 2019\n\n" PARAGRAPH
        "A bridge over the river",
        "HTTCTC");
    assert_kinds("Army crosses river\n\n" PARAGRAPH
                 "Following talks, she said:\n\n" PARAGRAPH "A tent. Photo: Ann Lee",
                 "HTTTC");
    assert_kinds("FILE - In this May 3, 2019 photo, men rest.\n\n" PARAGRAPH, "CT");
    assert_kinds("Army crosses river\n\n" PARAGRAPH
                 "The first years of the long war\n\n" PARAGRAPH
                 "The road to the second big war\n\n" PARAGRAPH
                 "Men and arms on the other side\n\n" PARAGRAPH
                 "What the people in town now think\n\n" PARAGRAPH,
                 "HTTTTTTTTT");
    assert_kinds("One sentence without a stop", "T");
}

static void a_given_title_is_the_headline(void **state)
{
    (void)state;
    const char *text = "Army crosses river. The ministry said so on Monday.";
    lapi_arena_reset(arena, SIZE_MAX);
    doc = (lapi_doc){.arena = arena, .text = text, .text_bytes = 51, .title_bytes = 19};
    assert_int_equal(lapi_text_read(cues, judged, &doc), LAP_OK);
    assert_int_equal(doc.block_count, 2);
    assert_int_equal(doc.blocks[0].kind, LAPI_BLOCK_HEADLINE);
    assert_int_equal(doc.blocks[1].kind, LAPI_BLOCK_TEXT);
    assert_int_equal(doc.sentences.count, 2);
    doc.title_bytes = 52;
    assert_int_equal(lapi_text_read(cues, judged, &doc), LAP_TOO_LARGE);
}

static void datelines_and_credits_are_cut_off(void **state)
{
    (void)state;
    assert_reads("UPPER TOWN, July 31 - Thousands marched.",
                 "UPPER TOWN , July 31 - | Thousands marched .");
    assert_reads("Kyiv (Reuters) - Two men died.",
                 "Kyiv ( Reuters ) - | Two men died .");
    assert_reads("[LIMA, 12 Nov] Two men died.", "[ LIMA , 12 Nov ] | Two men died .");
    assert_reads("A tent near Lima. (AP Photo/Ann Lee)",
                 "A tent near Lima . | ( AP Photo / Ann Lee )");
    assert_int_equal(doc.blocks[0].kind, LAPI_BLOCK_CAPTION);
    assert_int_equal(doc.blocks[0].credit.begin, 18);
    assert_reads("LIMA, 12 NOV 90 (ABC - XYZ) -- TWO MEN DIED.",
                 "LIMA , 12 NOV 90 ( ABC - XYZ ) -- | TWO MEN DIED .");
    assert_reads("A tent near Lima. Photo by Ann Lee",
                 "A tent near Lima . | Photo by Ann Lee");
    assert_int_equal(doc.blocks[0].credit.begin, 18);
    assert_reads("The NATO men - all two - left.", "The NATO men - all two - left .");
}

/* Spans in order, no byte lost, sentences cover the words. */
static void assert_sound(void)
{
    uint32_t at = 0;
    for (uint32_t w = 0; w < doc.tokens.count; w++) {
        assert_true(doc.tokens.begin[w] >= at);
        assert_true(doc.tokens.end[w] > doc.tokens.begin[w]);
        assert_true(doc.tokens.end[w] - doc.tokens.begin[w] <= LAPI_TOKEN_BYTES_MAX);
        at = doc.tokens.end[w];
    }
    assert_true(at <= doc.text_bytes);
    for (uint32_t s = 0; s < doc.sentences.count; s++) {
        uint32_t words = doc.sentences.first[s + 1] - doc.sentences.first[s];
        assert_true(words > 0 && words <= LAPI_SENTENCE_TOKENS_MAX);
    }
    assert_int_equal(doc.sentences.first[doc.sentences.count], doc.tokens.count);
}

static void limits_hold(void **state)
{
    (void)state;
    size_t n = 1u << 18;
    char *text = malloc(n);
    assert_non_null(text);
    const char *fills[] = {"a",   "(",  "-a", "a.", "www.",         "'s",    "a b ",
                           ". A", "@a", "\n", "1-", "\xE2\x80\x99", "x, y; "};
    for (size_t f = 0; f < sizeof fills / sizeof *fills; f++) {
        size_t k = strlen(fills[f]);
        for (size_t i = 0; i + k <= n; i += k)
            memcpy(text + i, fills[f], k);
        assert_int_equal(read_bytes(text, n / k * k), LAP_OK);
        assert_sound();
    }
    free(text);
}

static void a_document_beyond_the_limit_is_refused(void **state)
{
    (void)state;
    size_t n = LAPI_DOC_BYTES_MAX;
    char *text = malloc(n + 1);
    assert_non_null(text);
    memset(text, ' ', n + 1);
    assert_int_equal(read_bytes(text, n), LAP_OK);
    assert_int_equal(read_bytes(text, n + 1), LAP_TOO_LARGE);
    free(text);
}

static void a_sentence_at_the_limit_stays_whole(void **state)
{
    (void)state;
    char text[1024] = "";
    for (uint32_t i = 0; i < LAPI_SENTENCE_TOKENS_MAX; i++)
        strcat(text, "ab ");
    assert_int_equal(read_bytes(text, strlen(text)), LAP_OK);
    assert_int_equal(doc.sentences.count, 1);
    strcat(text, "ab");
    assert_int_equal(read_bytes(text, strlen(text)), LAP_OK);
    assert_int_equal(doc.sentences.count, 2);
}

static void a_word_at_the_limit_stays_whole(void **state)
{
    (void)state;
    char text[LAPI_TOKEN_BYTES_MAX + 2];
    memset(text, 'a', sizeof text);
    assert_int_equal(read_bytes(text, LAPI_TOKEN_BYTES_MAX), LAP_OK);
    assert_int_equal(doc.tokens.count, 1);
    assert_int_equal(read_bytes(text, LAPI_TOKEN_BYTES_MAX + 1), LAP_OK);
    assert_int_equal(doc.tokens.count, 2);
    assert_sound();
}

/* Every allocation fails once: memory out is told, and nothing else happens. */
static void memory_may_run_out_anywhere(void **state)
{
    (void)state;
    char text[6000];
    size_t n = 0;
    while (n + 40 < sizeof text)
        n += (size_t)snprintf(text + n, sizeof text - n, "%s",
                              n % 3 ? "They went home. " : "No\n\n");
    lap_status status = LAP_NO_MEMORY;
    for (size_t limit = 1024; status != LAP_OK; limit += 1024) {
        lapi_arena *small = NULL;
        assert_int_equal(lapi_arena_new(limit, &small), LAP_OK);
        lapi_doc one = {.arena = small, .text = text, .text_bytes = (uint32_t)n};
        status = lapi_text_read(cues, judged, &one);
        assert_true(status == LAP_OK || status == LAP_NO_MEMORY);
        lapi_arena_free(small);
        assert_true(limit < 1u << 24);
    }
}

static void bad_cues_are_refused(void **state)
{
    (void)state;
    lapi_cues *c = NULL;
    assert_int_equal(lapi_cues_new(&c), LAP_OK);
    assert_int_equal(lapi_cues_add(c, LAPI_S("nonsense"), LAPI_S("a"), LAPI_S("")),
                     LAP_BAD_ARGUMENT);
    assert_int_equal(
        lapi_cues_add(c, LAPI_S("split"), LAPI_S("cannot"), LAPI_S("ca not")),
        LAP_BAD_ARGUMENT);
    lapi_cues_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_universal_dependencies),
        cmocka_unit_test(sentences_end_where_they_end),
        cmocka_unit_test(sentences_never_cross_blocks),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(blocks_have_kinds),
        cmocka_unit_test(a_given_title_is_the_headline),
        cmocka_unit_test(datelines_and_credits_are_cut_off),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(a_document_beyond_the_limit_is_refused),
        cmocka_unit_test(a_sentence_at_the_limit_stays_whole),
        cmocka_unit_test(bad_cues_are_refused),
        cmocka_unit_test(a_word_at_the_limit_stays_whole),
        cmocka_unit_test_setup_teardown(memory_may_run_out_anywhere, with_model,
                                        with_rules),
        cmocka_unit_test_setup_teardown(sentences_end_where_they_end, with_model,
                                        with_rules),
        cmocka_unit_test_setup_teardown(sentences_never_cross_blocks, with_model,
                                        with_rules),
        cmocka_unit_test_setup_teardown(datelines_and_credits_are_cut_off, with_model,
                                        with_rules),
        cmocka_unit_test_setup_teardown(limits_hold, with_model, with_rules),
        cmocka_unit_test_setup_teardown(a_sentence_at_the_limit_stays_whole, with_model,
                                        with_rules),
        cmocka_unit_test_setup_teardown(the_model_finds_ends_without_marks, with_model,
                                        with_rules),
        cmocka_unit_test(a_damaged_model_is_refused),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
