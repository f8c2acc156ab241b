#include "syntax/mend_parts.h"

bool lapi_mend_is_cue(const lapi_know *know, const lapi_tokens *t, uint32_t w,
                      const char *pos, const char *kind)
{
    const lapi_table *cues = lapi_know_table(know, LAPI_TABLE_CUES);
    uint64_t key = lapi_know_key(t->lemma[w]);
    uint32_t cursor = 0;
    lapi_hit hit;
    while (lapi_table_find(cues, key, &cursor, &hit))
        if (lapi_slice_is(lapi_table_cell(cues, hit.row, LAPI_CUES_POS), pos) &&
            (!kind ||
             lapi_slice_is(lapi_table_cell(cues, hit.row, LAPI_CUES_KIND), kind)))
            return true;
    return false;
}

bool lapi_mend_takes_addressee(const lapi_know *know, const lapi_tokens *t, uint32_t w)
{
    const lapi_table *cues = lapi_know_table(know, LAPI_TABLE_CUES);
    uint64_t key = lapi_know_key(t->lemma[w]);
    uint32_t cursor = 0;
    lapi_hit hit;
    while (lapi_table_find(cues, key, &cursor, &hit))
        if (lapi_slice_is(lapi_table_cell(cues, hit.row, LAPI_CUES_TAKES), "addressee"))
            return true;
    return false;
}
