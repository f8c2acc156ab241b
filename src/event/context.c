#include "event/context.h"

#define TABLE_MAX 64u

/* Counts of each context's words between two words of the document. */
static void count_words(const lapi_reading *r, uint32_t first, uint32_t end,
                        uint8_t counts[TABLE_MAX])
{
    const lapi_table *table = lapi_know_table(r->lexicon->know, LAPI_TABLE_CONTEXTS);
    memset(counts, 0, TABLE_MAX);
    lapi_hit hit;
    for (uint32_t w = first; w < end; w++) {
        uint64_t key;
        if (!lapi_table_phrase(table, r->doc, w, end, &hit, &key))
            continue;
        uint32_t cursor = 0;
        while (lapi_table_find(table, key, &cursor, &hit))
            if (hit.row < TABLE_MAX && counts[hit.row] < UINT8_MAX)
                counts[hit.row]++;
    }
}

static void block_words(const lapi_doc *doc, uint32_t sentence, uint32_t *first,
                        uint32_t *end)
{
    const lapi_sentences *s = &doc->sentences;
    uint32_t low = sentence, high = sentence + 1;
    while (low > 0 && s->block[low - 1] == s->block[sentence])
        low--;
    while (high < s->count && s->block[high] == s->block[sentence])
        high++;
    *first = s->first[low];
    *end = s->first[high];
}

static lap_status set_contexts(const lapi_reading *r, const uint8_t *near,
                               const uint8_t *around, lapi_event *e)
{
    const lapi_table *table = lapi_know_table(r->lexicon->know, LAPI_TABLE_CONTEXTS);
    lapi_slice found[LAPI_CONTEXTS_MAX];
    uint32_t n = 0, rows = lapi_table_rows(table);
    for (uint32_t row = 0; row < rows && row < TABLE_MAX && n < LAPI_CONTEXTS_MAX;
         row++)
        if (near[row] || around[row] >= 2)
            found[n++] = lapi_table_cell(table, row, LAPI_CONTEXTS_CONTEXT);
    if (n == 0)
        return LAP_OK;
    e->contexts = lapi_arena_get(r->doc->arena, n, sizeof *e->contexts);
    if (!e->contexts)
        return LAP_NO_MEMORY;
    memcpy(e->contexts, found, n * sizeof *found);
    e->context_count = n;
    return LAP_OK;
}

lap_status lapi_context_run(const lapi_reading *reading)
{
    const lapi_doc *doc = reading->doc;
    uint8_t near[TABLE_MAX], around[TABLE_MAX];
    uint32_t sentence = LAPI_NONE, block = LAPI_NONE;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < doc->events.count; i++) {
        lapi_event *e = &doc->events.at[i];
        if (e->sentence != sentence) {
            sentence = e->sentence;
            count_words(reading, doc->sentences.first[sentence],
                        doc->sentences.first[sentence + 1], near);
        }
        if (doc->sentences.block[sentence] != block) {
            uint32_t first, end;
            block = doc->sentences.block[sentence];
            block_words(doc, sentence, &first, &end);
            count_words(reading, first, end, around);
        }
        status = set_contexts(reading, near, around, e);
    }
    return status;
}
