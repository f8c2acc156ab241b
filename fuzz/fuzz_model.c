/* Any bytes as a model file: refused with a reason, or a model that parses. The second
 * half of the target puts the right size and checksum in, so that the readers behind
 * them are reached. */
#include "event/role.h"
#include "fuzz/fuzz.h"
#include "model/file.h"
#include "syntax/syntax.h"

#include <string.h>

static void parse(const lapi_syntax *syntax)
{
    static const char text[] = "Troops left Kyiv. They said so.";
    uint32_t begin[] = {0, 7, 12, 16, 18, 23, 28, 30},
             end[] = {6, 11, 16, 17, 22, 27, 30, 31};
    uint32_t first[] = {0, 4, 8};
    lapi_arena *arena;
    if (lapi_arena_new(0, &arena) != LAP_OK)
        return;
    lapi_doc doc = {.arena = arena, .text = text, .text_bytes = sizeof text - 1};
    doc.sentences.count = 2;
    doc.sentences.first = first;
    doc.tokens.count = 8;
    doc.tokens.begin = begin;
    doc.tokens.end = end;
    if (lapi_syntax_run(syntax, &doc) == LAP_OK)
        for (uint32_t w = 0; w < 8; w++) {
            FUZZ_CHECK(doc.tokens.upos[w] < LAPI_UPOS_COUNT);
            FUZZ_CHECK(doc.tokens.rel[w] < LAPI_REL_COUNT);
            FUZZ_CHECK(doc.tokens.head[w] == LAPI_NONE || doc.tokens.head[w] < 8);
            FUZZ_CHECK(doc.tokens.lemma[w].at != NULL);
        }
    lapi_arena_free(arena);
}

static void open_model(const uint8_t *data, size_t size)
{
    lapi_syntax *syntax = NULL;
    lap_error error = {.status = LAP_OK};
    lap_status status = lapi_syntax_open(data, size, NULL, &syntax, &error);
    FUZZ_CHECK(status == LAP_OK || (error.text[0] && !syntax));
    if (status == LAP_OK)
        parse(syntax);
    lapi_syntax_free(syntax);
    lapi_roles roles;
    status = lapi_roles_open(data, size, &roles, &error);
    FUZZ_CHECK(status == LAP_OK || error.text[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    open_model(data, size);
    if (size < LAPI_MODEL_HEADER_BYTES)
        return 0;
    uint8_t *copy = malloc(size);
    if (!copy)
        return 0;
    memcpy(copy, data, size);
    memcpy(copy, "LAPMODEL\1\0\0\0", 12);
    for (size_t i = 0; i < 8; i++)
        copy[16 + i] = (uint8_t)((uint64_t)size >> 8 * i);
    uint64_t sum = lapi_model_checksum(copy, size);
    for (size_t i = 0; i < 8; i++)
        copy[24 + i] = (uint8_t)(sum >> 8 * i);
    open_model(copy, size);
    free(copy);
    return 0;
}
