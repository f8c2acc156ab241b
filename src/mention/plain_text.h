/* For tests: a document of plain words. Sentences end at line breaks, words at spaces;
 * the punctuation stays with its word. */
#ifndef LAPI_MENTION_PLAIN_TEXT_H
#define LAPI_MENTION_PLAIN_TEXT_H

#include "know/embed.h"
#include "know/know.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static lapi_know *plain_know(void)
{
    size_t bytes;
    const void *pack = lapi_know_embedded(&bytes);
    lapi_know *know;
    assert_int_equal(lapi_know_open(pack, bytes, &know, NULL), LAP_OK);
    return know;
}

/* Free with plain_free. date "" means none. */
static lapi_doc *plain_doc(const char *text, int32_t date)
{
    lapi_arena *arena;
    assert_int_equal(lapi_arena_new(0, &arena), LAP_OK);
    uint32_t n = (uint32_t)strlen(text);
    lapi_doc *doc = lapi_arena_get(arena, 1, sizeof *doc);
    doc->arena = arena;
    doc->text = text;
    doc->text_bytes = n;
    doc->date = date;
    doc->blocks = lapi_arena_get(arena, 1, sizeof *doc->blocks);
    doc->blocks[0].span.end = n;
    doc->block_count = 1;
    doc->tokens.begin = lapi_arena_get(arena, n + 1, sizeof(uint32_t));
    doc->tokens.end = lapi_arena_get(arena, n + 1, sizeof(uint32_t));
    doc->sentences.first = lapi_arena_get(arena, n + 2, sizeof(uint32_t));
    doc->sentences.block = lapi_arena_get(arena, n + 2, sizeof(uint32_t));
    for (uint32_t at = 0; at < n;) {
        if (text[at] == ' ' || text[at] == '\n') {
            if (text[at] == '\n')
                doc->sentences.first[++doc->sentences.count] = doc->tokens.count;
            at++;
            continue;
        }
        doc->tokens.begin[doc->tokens.count] = at;
        while (at < n && text[at] != ' ' && text[at] != '\n')
            at++;
        doc->tokens.end[doc->tokens.count++] = at;
    }
    doc->sentences.first[++doc->sentences.count] = doc->tokens.count;
    return doc;
}

static void plain_free(lapi_doc *doc)
{
    lapi_arena_free(doc->arena);
}

#endif
