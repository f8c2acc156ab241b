/* The stages behind syntax on a text that repeats itself, for counting their work
 * (tests/test_growth.py).
 *
 *   grow PIECE TIMES          sentences as long as text makes them
 *   grow --lines PIECE TIMES  a sentence each
 *
 * The piece is parsed once and its tree repeated, so that no network runs on the long
 * text; in one sentence all trees hang on the first. */
#include "data/tree.h"
#include "know/embed.h"
#include "model/embed.h"
#include "pipeline/stages.h"

#include <lapwing/status.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TIMES_MAX = 1000000 };

static void check(lap_status status)
{
    if (status == LAP_OK)
        return;
    fprintf(stderr, "grow: %s\n", lap_status_name(status));
    exit(2);
}

static void *get(lapi_arena *arena, size_t count, size_t size)
{
    void *at = lapi_arena_get(arena, count, size);
    if (!at)
        check(LAP_NO_MEMORY);
    return at;
}

/* Room for the words of `times` pieces. */
static void tokens_get(lapi_doc *doc, size_t count)
{
    lapi_tokens *t = &doc->tokens;
    uint32_t **wide[] = {&t->begin, &t->end,         &t->sentence,
                         &t->head,  &t->first_child, &t->next_sibling};
    uint8_t **narrow[] = {&t->flags, &t->upos, &t->xpos, &t->rel, &t->name};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        *wide[i] = get(doc->arena, count, sizeof(uint32_t));
    for (size_t i = 0; i < sizeof narrow / sizeof *narrow; i++)
        *narrow[i] = get(doc->arena, count, 1);
    t->lemma = get(doc->arena, count, sizeof *t->lemma);
    t->count = (uint32_t)count;
}

/* Copies of the piece in one sentence. */
static uint32_t group_of(const lapi_doc *piece, bool lines)
{
    uint32_t most = LAPI_SENTENCE_TOKENS_MAX / piece->tokens.count;
    return lines || most == 0 ? 1 : most;
}

/* Word w of the piece as word `at` of the text. */
static void word_copy(const lapi_doc *piece, uint32_t w, uint32_t copy, uint32_t group,
                      lapi_doc *doc)
{
    const lapi_tokens *from = &piece->tokens;
    lapi_tokens *t = &doc->tokens;
    uint32_t base = copy * from->count, at = base + w;
    t->begin[at] = from->begin[w] + copy * piece->text_bytes;
    t->end[at] = from->end[w] + copy * piece->text_bytes;
    t->sentence[at] = copy / group;
    t->flags[at] = from->flags[w];
    t->upos[at] = from->upos[w];
    t->xpos[at] = from->xpos[w];
    t->rel[at] = from->rel[w];
    t->name[at] = from->name[w];
    t->lemma[at] = from->lemma[w];
    t->head[at] = from->head[w] == LAPI_NONE ? LAPI_NONE : from->head[w] + base;
    if (t->head[at] == LAPI_NONE && copy % group) {
        t->head[at] = (copy - copy % group) * from->count + w;
        t->rel[at] = LAPI_REL_PARATAXIS;
    }
}

static void repeat(const lapi_doc *piece, uint32_t times, bool lines, lapi_doc *doc)
{
    uint32_t n = piece->tokens.count, group = group_of(piece, lines);
    uint32_t sentences = (times + group - 1) / group;
    char *text = get(doc->arena, times, piece->text_bytes);
    tokens_get(doc, (size_t)n * times);
    for (uint32_t i = 0; i < times; i++) {
        memcpy(text + (size_t)i * piece->text_bytes, piece->text, piece->text_bytes);
        for (uint32_t w = 0; w < n; w++)
            word_copy(piece, w, i, group, doc);
    }
    doc->text = text;
    doc->text_bytes = times * piece->text_bytes;
    doc->date = lapi_day_from_civil(2021, 11, 15);
    doc->sentences.count = sentences;
    doc->sentences.first =
        get(doc->arena, (size_t)sentences + 1, sizeof *doc->sentences.first);
    doc->sentences.block = get(doc->arena, sentences, sizeof *doc->sentences.block);
    for (uint32_t s = 0; s < sentences; s++)
        doc->sentences.first[s] = s * group * n;
    doc->sentences.first[sentences] = n * times;
    doc->blocks = get(doc->arena, 1, sizeof *doc->blocks);
    doc->blocks[0] =
        (lapi_block){.span = {0, doc->text_bytes}, .kind = LAPI_BLOCK_TEXT};
    doc->block_count = 1;
    lapi_tree_link(&doc->tokens);
}

static void read_piece(const lapi_stages *stages, lapi_doc *piece)
{
    check(lapi_stages_run(stages, LAPI_STAGE_TEXT, piece));
    check(lapi_stages_run(stages, LAPI_STAGE_SYNTAX, piece));
    if (piece->tokens.count == 0 || piece->sentences.count != 1)
        check(LAP_BAD_INPUT);
}

int main(int argc, char **argv)
{
    bool lines = argc == 4 && strcmp(argv[1], "--lines") == 0;
    unsigned long times =
        argc == (lines ? 4 : 3) ? strtoul(argv[argc - 1], NULL, 10) : 0;
    if (times < 1 || times > TIMES_MAX) {
        fputs("usage: grow [--lines] PIECE TIMES\n", stderr);
        return 2;
    }
    lapi_know *know = NULL;
    lapi_stages stages = {0};
    lapi_doc piece = {.text = argv[argc - 2], .date = LAPI_DAY_NONE}, doc = {0};
    size_t n;
    const void *pack = lapi_know_embedded(&n);
    check(lapi_know_open(pack, n, &know, NULL));
    lapi_pipeline_parts parts = {.know = know, .program = "grow"};
    parts.model = lapi_model_embedded(&parts.model_bytes);
    check(lapi_stages_open(&stages, &parts, NULL));
    check(lapi_arena_new(0, &piece.arena));
    doc.arena = piece.arena;
    piece.text_bytes = (uint32_t)strlen(piece.text);
    read_piece(&stages, &piece);
    repeat(&piece, (uint32_t)times, lines, &doc);
    for (int stage = LAPI_STAGE_WHEN; stage <= LAPI_STAGE_EVENT; stage++)
        check(lapi_stages_run(&stages, (enum lapi_stage)stage, &doc));
    printf("%u words, %u times, %u quantities, %u attributions, %u facts, %u events\n",
           doc.tokens.count, doc.times.count, doc.quantities.count,
           doc.attributions.count, doc.facts.count, doc.events.count);
    lapi_stages_close(&stages);
    lapi_arena_free(piece.arena);
    lapi_know_free(know);
    return 0;
}
