/* Whatever tree mending meets, it leaves a tree. */
#include "data/tree.h"
#include "know/embed.h"
#include "syntax/mend.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 30000, ROUNDS_ALL = 300000, WORDS_MAX = 24, WORD_BYTES = 8 };
enum { TELLING_WORDS = 15 }; /* of `words`: those of who tells what */

typedef struct world {
    lapi_know *know;
    lapi_arena *arena;
} world;

static int set_up(void **state)
{
    world *w = calloc(1, sizeof *w);
    size_t n;
    const void *pack = lapi_know_embedded(&n);
    assert_non_null(w);
    assert_int_equal(lapi_know_open(pack, n, &w->know, NULL), LAP_OK);
    assert_int_equal(lapi_arena_new(0, &w->arena), LAP_OK);
    *state = w;
    return 0;
}

static int tear_down(void **state)
{
    world *w = *state;
    lapi_know_free(w->know);
    lapi_arena_free(w->arena);
    free(w);
    return 0;
}

static uint32_t next(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* What mending looks for, more often than news has it. */
static const struct {
    const char *form;
    uint8_t upos, xpos;
} words[] = {
    {".", LAPI_UPOS_PUNCT, LAPI_XPOS_STOP}, /* ends every sentence */
    {",", LAPI_UPOS_PUNCT, LAPI_XPOS_COMMA},
    {",", LAPI_UPOS_PUNCT, LAPI_XPOS_COMMA},
    {"say", LAPI_UPOS_VERB, LAPI_XPOS_VBD},
    {"report", LAPI_UPOS_NOUN, LAPI_XPOS_NNS},
    {"report", LAPI_UPOS_VERB, LAPI_XPOS_VBZ},
    {"hit", LAPI_UPOS_VERB, LAPI_XPOS_VBN},
    {"hit", LAPI_UPOS_VERB, LAPI_XPOS_VBD},
    {"town", LAPI_UPOS_NOUN, LAPI_XPOS_NN},
    {"Kyiv", LAPI_UPOS_PROPN, LAPI_XPOS_NNP},
    {"three", LAPI_UPOS_NUM, LAPI_XPOS_CD},
    {"that", LAPI_UPOS_PRON, LAPI_XPOS_WDT},
    {"kill", LAPI_UPOS_NOUN, LAPI_XPOS_NNS},
    {";", LAPI_UPOS_PUNCT, LAPI_XPOS_COLON},
    {"be", LAPI_UPOS_AUX, LAPI_XPOS_VBD},
    {"and", LAPI_UPOS_CCONJ, LAPI_XPOS_CC},
    {"to", LAPI_UPOS_PART, LAPI_XPOS_TO},
    {"for", LAPI_UPOS_SCONJ, LAPI_XPOS_IN},
    {"for", LAPI_UPOS_SCONJ, LAPI_XPOS_IN},
    {"on", LAPI_UPOS_ADP, LAPI_XPOS_IN},
    {"that", LAPI_UPOS_SCONJ, LAPI_XPOS_IN},
    {"call", LAPI_UPOS_VERB, LAPI_XPOS_VBD},
    {"go", LAPI_UPOS_VERB, LAPI_XPOS_VB},
};

/* What words of a kind are to those they hang on, now and then one of another kind. */
static const uint8_t rels[][12] = {
    {LAPI_REL_NSUBJ, LAPI_REL_OBJ, LAPI_REL_OBL, LAPI_REL_NMOD, LAPI_REL_COMPOUND,
     LAPI_REL_APPOS, LAPI_REL_CONJ, LAPI_REL_IOBJ, LAPI_REL_FLAT, LAPI_REL_XCOMP,
     LAPI_REL_OBL_UNMARKED, LAPI_REL_NSUBJ_PASS},
    {LAPI_REL_CCOMP, LAPI_REL_PARATAXIS, LAPI_REL_AMOD, LAPI_REL_AMOD, LAPI_REL_ACL,
     LAPI_REL_ACL, LAPI_REL_ACL_RELCL, LAPI_REL_ADVCL, LAPI_REL_CONJ, LAPI_REL_CONJ,
     LAPI_REL_XCOMP, LAPI_REL_AMOD},
    {LAPI_REL_CASE, LAPI_REL_CASE, LAPI_REL_MARK, LAPI_REL_MARK, LAPI_REL_AUX,
     LAPI_REL_AUX_PASS, LAPI_REL_COP, LAPI_REL_CC, LAPI_REL_PUNCT, LAPI_REL_NUMMOD,
     LAPI_REL_ADVMOD, LAPI_REL_DET},
};

static unsigned some_rel(uint32_t *seed, unsigned upos)
{
    bool noun = upos == LAPI_UPOS_NOUN || upos == LAPI_UPOS_PROPN;
    bool verb = upos == LAPI_UPOS_VERB || upos == LAPI_UPOS_ADJ;
    unsigned kind = next(seed, 8) == 0 ? next(seed, 3) : noun ? 0 : verb ? 1 : 2;
    return rels[kind][next(seed, sizeof *rels)];
}

/* The nearest to the word of some of the n that stand in the tree already. */
static uint32_t some_head(uint32_t *seed, const uint32_t *placed, uint32_t n,
                          uint32_t word)
{
    uint32_t best = LAPI_NONE, distance = UINT32_MAX;
    for (int draw = 0; draw < 4; draw++) {
        uint32_t at = placed[next(seed, n)], d = at > word ? at - word : word - at;
        if (d < distance) {
            best = at;
            distance = d;
        }
    }
    return best;
}

/* A random sentence with a random tree: each word hangs on one that was chosen before
 * it in a random order. */
static void make(world *w, uint32_t *seed, uint32_t vocabulary, lapi_doc *doc,
                 char *text)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t n = 2 + next(seed, WORDS_MAX - 2), order[WORDS_MAX], bytes = 0;
    uint32_t **wide[] = {&t->begin, &t->end,         &t->sentence,
                         &t->head,  &t->first_child, &t->next_sibling};
    uint8_t **narrow[] = {&t->flags, &t->upos, &t->xpos, &t->rel, &t->name};
    *doc = (lapi_doc){.arena = w->arena, .text = text};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        assert_non_null(*wide[i] = lapi_arena_get(w->arena, n, sizeof(uint32_t)));
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        assert_non_null(*narrow[i] = lapi_arena_get(w->arena, n, 1));
    assert_non_null(t->lemma = lapi_arena_get(w->arena, n, sizeof *t->lemma));
    for (uint32_t i = 0; i < n; i++) {
        uint32_t k = i + 1 == n ? 0 : next(seed, vocabulary);
        size_t length = strlen(words[k].form);
        memcpy(text + bytes, words[k].form, length);
        t->lemma[i] = lapi_slice_of(text + bytes, (uint32_t)length);
        t->begin[i] = bytes;
        t->end[i] = bytes += (uint32_t)length;
        text[bytes++] = ' ';
        t->upos[i] = words[k].upos;
        t->xpos[i] = words[k].xpos;
        order[i] = i;
    }
    for (uint32_t i = n; i > 1; i--) {
        uint32_t j = next(seed, i), keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
    for (uint32_t i = 0; i < n; i++) {
        t->head[order[i]] = i ? some_head(seed, order, i, order[i]) : LAPI_NONE;
        t->rel[order[i]] =
            (uint8_t)(i ? some_rel(seed, t->upos[order[i]]) : LAPI_REL_ROOT);
    }
    t->count = n;
    doc->text_bytes = bytes;
    doc->sentences.count = 1;
    assert_non_null(doc->sentences.first = lapi_arena_get(w->arena, 2, sizeof n));
    doc->sentences.first[1] = n;
    lapi_tree_link(t);
}

/* Mends random sentences of the first so many words; how many were changed. */
static uint32_t mend_some(world *w, uint32_t vocabulary, int rounds)
{
    char text[WORDS_MAX * WORD_BYTES];
    uint32_t seed = 1, changed = 0;
    for (int round = 0; round < rounds; round++) {
        lapi_doc doc;
        uint32_t before[WORDS_MAX], roots = 0;
        lapi_arena_reset(w->arena, SIZE_MAX);
        make(w, &seed, vocabulary, &doc, text);
        const lapi_tokens *t = &doc.tokens;
        memcpy(before, t->head, t->count * sizeof *before);
        lapi_mend_run(w->know, &doc);
        changed += memcmp(before, t->head, t->count * sizeof *before) != 0;
        for (uint32_t i = 0; i < t->count; i++) {
            uint32_t at = i, steps = 0;
            while (t->head[at] != LAPI_NONE && steps++ < t->count)
                at = t->head[at];
            assert_true(steps < t->count); /* no circle */
            roots += t->head[i] == LAPI_NONE;
        }
        assert_int_equal(roots, 1);
    }
    return changed;
}

static void a_tree_stays_a_tree(void **state)
{
    assert_true(mend_some(*state, TELLING_WORDS, ROUNDS) > ROUNDS / 50);
}

/* All mends, each of which seldom finds what it looks for. */
static void a_tree_of_all_words_stays_a_tree(void **state)
{
    assert_true(mend_some(*state, sizeof words / sizeof *words, ROUNDS_ALL) >
                ROUNDS_ALL / 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_stays_a_tree),
        cmocka_unit_test(a_tree_of_all_words_stays_a_tree),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
