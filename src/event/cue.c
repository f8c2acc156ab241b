#include "event/cue.h"

#include "base/status.h"

#include <stdlib.h>

static unsigned find_kind(lapi_slice name)
{
    static const char *const names[LAPI_CUE_KINDS] = {
        "say",      "show",    "warn",   "accuse",  "deny",     "claim", "ask",
        "fear",     "want",    "plan",   "expect",  "threaten", "try",   "fail",
        "prevent",  "cause",   "know",   "think",   "doubt",    "seem",  "according",
        "possible", "planned", "untrue", "hearsay", "not",      "if",    "will",
        "would",    "may",     "must",   "medium",
    };
    unsigned kind = 0;
    while (kind < LAPI_CUE_KINDS && !lapi_slice_is(name, names[kind]))
        kind++;
    return kind;
}

/* FactBank's scale: certain 3, probable 2, possible 1 (here 300, 200, 100). */
static int16_t fact_of(lapi_slice name)
{
    static const struct {
        const char *name;
        int16_t fact;
    } values[] = {{"CT+", 300},  {"PR+", 200},  {"PS+", 100}, {"U", 0},
                  {"PS-", -100}, {"PR-", -200}, {"CT-", -300}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (lapi_slice_is(name, values[i].name))
            return values[i].fact;
    return 0;
}

static int by_key(const void *x, const void *y)
{
    const lapi_cue *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

lap_status lapi_cues_init(const lapi_know *know, lapi_cues *out, lap_error *error)
{
    const lapi_table *table = lapi_know_table(know, LAPI_TABLE_CUES);
    uint32_t rows = lapi_table_rows(table);
    lapi_cues cues = {.at = calloc(rows + 1, sizeof *cues.at)};
    if (!cues.at)
        return LAP_NO_MEMORY;
    for (uint32_t row = 0; row < rows; row++) {
        lapi_slice pos = lapi_table_cell(table, row, LAPI_CUES_POS);
        unsigned kind = find_kind(lapi_table_cell(table, row, LAPI_CUES_KIND));
        unsigned upos = lapi_upos_find(pos.at, pos.bytes);
        if (kind == LAPI_CUE_KINDS || upos == LAPI_UPOS_COUNT) {
            free(cues.at);
            return lapi_fail(error, LAP_BAD_MODEL, row,
                             "cues row %u: unknown kind or pos", row);
        }
        lapi_slice rest = lapi_table_cell(table, row, LAPI_CUES_CUE);
        cues.at[cues.count++] = (lapi_cue){
            .key = lapi_know_key(rest),
            .row = row,
            .pos = (uint8_t)upos,
            .kind = (uint8_t)kind,
            .positive_e2 = fact_of(lapi_table_cell(table, row, LAPI_CUES_POSITIVE)),
            .negative_e2 = fact_of(lapi_table_cell(table, row, LAPI_CUES_NEGATIVE)),
            .medium = lapi_table_cell(table, row, LAPI_CUES_MEDIUM),
        };
    }
    qsort(cues.at, cues.count, sizeof *cues.at, by_key);
    *out = cues;
    return LAP_OK;
}

void lapi_cues_clear(lapi_cues *cues)
{
    free(cues->at);
    *cues = (lapi_cues){0};
}

const lapi_cue *lapi_cue_find(const lapi_cues *cues, uint64_t key, unsigned upos)
{
    if (upos == LAPI_UPOS_PROPN)
        upos = LAPI_UPOS_NOUN;
    uint32_t low = 0, high = cues->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cues->at[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (; key && low < cues->count && cues->at[low].key == key; low++)
        if (cues->at[low].pos == upos)
            return &cues->at[low];
    return NULL;
}
