/* Fuzz target: any bytes, made valid UTF-8, become blocks, sentences and words that are
 * sound: in order, of bounded size, every byte that is no white space in one word.
 *
 * The first byte says how much of the text is a title; the second, how little memory
 * there is. */
#include "base/limits.h"
#include "fuzz/fuzz.h"
#include "know/embed.h"
#include "text/text.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

static lapi_text *stage_of(void)
{
    static lapi_text *stage;
    if (!stage) {
        size_t size;
        const void *bytes = lapi_know_embedded(&size);
        lapi_know *know = NULL;
        FUZZ_CHECK(lapi_know_open(bytes, size, &know, NULL) == LAP_OK);
        FUZZ_CHECK(lapi_text_new(know, &stage, NULL) == LAP_OK);
        lapi_know_free(know);
    }
    return stage;
}

static void check_blanks(const lapi_doc *doc, uint32_t at, uint32_t end)
{
    while (at < end) {
        lapi_code c = lapi_utf8_at(doc->text + at);
        FUZZ_CHECK(lapi_is_space(c.code));
        at += c.bytes;
    }
    FUZZ_CHECK(at == end);
}

static void check_words(const lapi_doc *doc)
{
    const lapi_tokens *t = &doc->tokens;
    uint32_t at = 0;
    for (uint32_t w = 0; w < t->count; w++) {
        FUZZ_CHECK(t->begin[w] >= at && t->begin[w] < t->end[w]);
        FUZZ_CHECK(t->end[w] - t->begin[w] <= LAPI_TOKEN_BYTES_MAX);
        FUZZ_CHECK(!(t->flags[w] & LAPI_TOKEN_GLUED) || t->begin[w] == at);
        check_blanks(doc, at, t->begin[w]);
        at = t->end[w];
        FUZZ_CHECK(lapi_utf8_check(doc->text + t->begin[w], at - t->begin[w]) ==
                   at - t->begin[w]);
    }
    check_blanks(doc, at, doc->text_bytes);
}

static void check_sentences(const lapi_doc *doc)
{
    const lapi_sentences *s = &doc->sentences;
    FUZZ_CHECK(s->first[0] == 0 && s->first[s->count] == doc->tokens.count);
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t first = s->first[i];
        uint32_t end = s->first[i + 1];
        FUZZ_CHECK(first < end && end - first <= LAPI_SENTENCE_TOKENS_MAX);
        FUZZ_CHECK(!(doc->tokens.flags[first] & LAPI_TOKEN_GLUED));
        FUZZ_CHECK(s->block[i] < doc->block_count);
        lapi_span block = doc->blocks[s->block[i]].span;
        FUZZ_CHECK(doc->tokens.begin[first] >= block.begin);
        FUZZ_CHECK(doc->tokens.end[end - 1] <= block.end);
        for (uint32_t w = first; w < end; w++)
            FUZZ_CHECK(doc->tokens.sentence[w] == i);
    }
}

static void check_blocks(const lapi_doc *doc)
{
    uint32_t at = 0;
    for (uint32_t b = 0; b < doc->block_count; b++) {
        const lapi_block *block = &doc->blocks[b];
        FUZZ_CHECK(block->span.begin >= at && block->span.begin < block->span.end);
        FUZZ_CHECK(block->dateline.begin == block->span.begin);
        FUZZ_CHECK(block->dateline.end <= block->credit.begin);
        FUZZ_CHECK(block->credit.end == block->span.end);
        FUZZ_CHECK(block->kind <= LAPI_BLOCK_BYLINE);
        at = block->span.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 1u << 20)
        return 0;
    size_t n = size - 2;
    char *text = malloc(n + 1);
    FUZZ_CHECK(text != NULL);
    memcpy(text, data + 2, n);
    for (size_t i = 0; i < n; i++)
        text[i] = text[i] ? text[i] : ' ';
    for (size_t at = lapi_utf8_check(text, n); at < n;
         at += lapi_utf8_check(text + at, n - at))
        text[at] = ' ';
    size_t title = n * data[0] / 256;
    while (title < n && ((unsigned char)text[title] & 0xC0u) == 0x80u)
        title++;
    lapi_arena *arena = NULL;
    FUZZ_CHECK(lapi_arena_new(data[1] < 128 ? 0 : (size_t)data[1] * 512, &arena) ==
               LAP_OK);
    lapi_doc doc = {.arena = arena,
                    .text = text,
                    .text_bytes = (uint32_t)n,
                    .title_bytes = (uint32_t)(data[0] < 64 ? 0 : title)};
    lap_status status = lapi_text_run(stage_of(), &doc);
    FUZZ_CHECK(status == LAP_OK || (status == LAP_NO_MEMORY && data[1] >= 128));
    if (status == LAP_OK) {
        check_words(&doc);
        check_sentences(&doc);
        check_blocks(&doc);
    }
    lapi_arena_free(arena);
    free(text);
    return 0;
}
