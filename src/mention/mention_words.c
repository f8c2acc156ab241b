#include "mention/mention_words.h"

#include "base/status.h"

#include <stdlib.h>

static const char *const kind_names[LAPI_MEN_WORDS] = {
    [LAPI_MEN_PRONOUN] = "pronoun",
    [LAPI_MEN_BACKED] = "backed",
    [LAPI_MEN_PRO] = "pro",
    [LAPI_MEN_BORDER] = "border",
    [LAPI_MEN_DIRECTION] = "direction",
    [LAPI_MEN_AREA] = "area",
    [LAPI_MEN_PLACEWORD] = "placeword",
    [LAPI_MEN_FORMER] = "former",
    [LAPI_MEN_GENERIC] = "generic",
    [LAPI_MEN_HONORIFIC] = "honorific",
    [LAPI_MEN_SAY] = "say",
    [LAPI_MEN_RELATION] = "relation",
    [LAPI_MEN_PAIR] = "pair",
    [LAPI_MEN_SEAT] = "seat",
    [LAPI_MEN_HOME] = "home",
    [LAPI_MEN_THE] = "the",
    [LAPI_MEN_COALITION] = "coalition",
    [LAPI_MEN_ORGWORD] = "orgword",
    [LAPI_MEN_STREET] = "street",
    [LAPI_MEN_NOPLACE] = "noplace",
    [LAPI_MEN_RIVAL] = "rival",
    [LAPI_MEN_SEND] = "send",
    [LAPI_MEN_LOCAL] = "local",
    [LAPI_MEN_VOICE] = "voice",
    [LAPI_MEN_UNIFORM] = "uniform",
    [LAPI_MEN_LAND] = "land",
    [LAPI_MEN_ABROAD] = "abroad",
    [LAPI_MEN_NONAME] = "noname",
    [LAPI_MEN_STORM] = "storm",
    [LAPI_MEN_OFBODY] = "ofbody",
    [LAPI_MEN_TAIL] = "tail",
    [LAPI_MEN_REASON] = "reason",
};

lap_status lapi_men_words_init(const lapi_know *know, lapi_men_words *out,
                               lap_error *error)
{
    const lapi_table *table = lapi_know_table(know, LAPI_TABLE_MENTION_WORDS);
    uint32_t rows = lapi_table_rows(table);
    uint8_t *kind = calloc(rows + 1u, 1);
    if (!kind)
        return LAP_NO_MEMORY;
    for (uint32_t row = 0; row < rows; row++) {
        lapi_slice cell = lapi_table_cell(table, row, LAPI_MENTION_WORDS_KIND);
        unsigned k = 0;
        while (k < LAPI_MEN_WORDS && !lapi_slice_is(cell, kind_names[k]))
            k++;
        if (k == LAPI_MEN_WORDS) {
            free(kind);
            return lapi_fail(error, LAP_BAD_MODEL, row,
                             "mention_words: unknown kind %.*s", (int)cell.bytes,
                             cell.at);
        }
        kind[row] = (uint8_t)k;
    }
    *out = (lapi_men_words){table, kind};
    return LAP_OK;
}

void lapi_men_words_clear(lapi_men_words *words)
{
    free(words->kind);
    words->kind = NULL;
}

uint32_t lapi_men_words_kinds(const lapi_men_words *words, lapi_slice word)
{
    return lapi_men_words_of_key(words, lapi_know_key(word));
}

uint32_t lapi_men_words_of_key(const lapi_men_words *words, uint64_t key)
{
    uint32_t cursor = 0, kinds = 0;
    lapi_hit hit;
    while (key && lapi_table_find(words->table, key, &cursor, &hit))
        kinds |= UINT32_C(1) << words->kind[hit.row];
    return kinds;
}

lapi_slice lapi_men_words_value(const lapi_men_words *words, lapi_slice word,
                                enum lapi_men_word kind)
{
    uint64_t key = lapi_know_key(word);
    uint32_t cursor = 0;
    lapi_hit hit;
    while (key && lapi_table_find(words->table, key, &cursor, &hit))
        if (words->kind[hit.row] == (uint8_t)kind)
            return lapi_table_cell(words->table, hit.row, LAPI_MENTION_WORDS_VALUE);
    return LAPI_S("");
}
