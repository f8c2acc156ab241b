#include "text/run.h"

#include "base/limits.h"
#include "text/block.h"
#include "text/split.h"
#include "text/word.h"

/* Words and sentences of a part of block b. */
static void read_part(lapi_words *words, lapi_split *split, uint32_t b, lapi_span part)
{
    uint32_t first = words->doc->tokens.count;
    lapi_words_add(words, part);
    if (!words->failed)
        lapi_split_add(split, b, first, words->doc->tokens.count);
}

/* Closes the array of sentences and tells every word its own. */
static lap_status finish(lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    lapi_sentences *s = &doc->sentences;
    t->sentence = lapi_arena_get(doc->arena, t->count ? t->count : 1, 4);
    if (!s->first)
        s->first = lapi_arena_get(doc->arena, 1, sizeof *s->first);
    if (!t->sentence || !s->first)
        return LAP_NO_MEMORY;
    s->first[s->count] = t->count;
    for (uint32_t i = 0; i < s->count; i++) {
        for (uint32_t w = s->first[i]; w < s->first[i + 1]; w++)
            t->sentence[w] = i;
    }
    return LAP_OK;
}

lap_status lapi_text_read(const lapi_cues *cues, const lapi_judge *judge, lapi_doc *doc)
{
    if (doc->text_bytes > LAPI_DOC_BYTES_MAX || doc->title_bytes > doc->text_bytes)
        return LAP_TOO_LARGE;
    lap_status status = lapi_blocks_find(cues, doc);
    if (status != LAP_OK)
        return status;
    lapi_words words = {.cues = cues, .doc = doc};
    lapi_split split = {.cues = cues, .judge = judge, .doc = doc};
    for (uint32_t b = 0; b < doc->block_count; b++) {
        const lapi_block *block = &doc->blocks[b];
        read_part(&words, &split, b, block->dateline);
        read_part(&words, &split, b,
                  (lapi_span){block->dateline.end, block->credit.begin});
        read_part(&words, &split, b, block->credit);
    }
    if (words.failed || split.failed)
        return LAP_NO_MEMORY;
    return finish(doc);
}
