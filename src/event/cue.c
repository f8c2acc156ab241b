#include "event/cue.h"

#include "base/status.h"

#include <stdlib.h>

static unsigned find_kind(lapi_slice name)
{
    static const char *const names[] = {
        "say",      "show",     "warn",    "accuse",  "deny",     "claim", "ask",
        "fear",     "want",     "plan",    "expect",  "threaten", "try",   "fail",
        "prevent",  "cause",    "know",    "think",   "doubt",    "seem",  "according",
        "possible", "planned",  "untrue",  "hearsay", "not",      "if",    "will",
        "would",    "may",      "must",    "medium",  "judge",    "light", "do",
        "end",      "definite", "whether", "state",   "person",
    };
    _Static_assert(sizeof names / sizeof *names == LAPI_CUE_KINDS, "a name a kind");
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

static uint8_t takes_of(lapi_slice name)
{
    if (lapi_slice_is(name, "clause"))
        return LAPI_TAKES_CLAUSE;
    if (lapi_slice_is(name, "object"))
        return LAPI_TAKES_OBJECT;
    return lapi_slice_is(name, "addressee") ? LAPI_TAKES_ADDRESSEE : LAPI_TAKES_NONE;
}

static void read_preps(lapi_slice cell, lapi_cue *cue)
{
    lapi_slice one;
    uint32_t n = 0;
    while (cell.bytes && n < LAPI_CUE_PREPS_MAX) {
        (void)lapi_slice_cut(&cell, '|', &one);
        if (one.bytes)
            cue->prep[n++] = lapi_know_key(one);
    }
}

static int by_key(const void *x, const void *y)
{
    const lapi_cue *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* At most half of the slots are used. */
static bool index_keys(lapi_cues *cues)
{
    uint32_t slots = 2;
    while (slots < 2 * cues->count)
        slots *= 2;
    cues->mask = slots - 1;
    cues->slot = calloc(slots, sizeof *cues->slot);
    for (uint32_t i = 0; cues->slot && i < cues->count; i++) {
        uint32_t at = (uint32_t)cues->at[i].key & cues->mask;
        if (i > 0 && cues->at[i].key == cues->at[i - 1].key)
            continue;
        while (cues->slot[at])
            at = (at + 1) & cues->mask;
        cues->slot[at] = i + 1;
    }
    return cues->slot != NULL;
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
            .takes = takes_of(lapi_table_cell(table, row, LAPI_CUES_TAKES)),
        };
        read_preps(lapi_table_cell(table, row, LAPI_CUES_PREP),
                   &cues.at[cues.count - 1]);
    }
    qsort(cues.at, cues.count, sizeof *cues.at, by_key);
    if (!index_keys(&cues)) {
        free(cues.at);
        return LAP_NO_MEMORY;
    }
    *out = cues;
    return LAP_OK;
}

void lapi_cues_clear(lapi_cues *cues)
{
    free(cues->at);
    free(cues->slot);
    *cues = (lapi_cues){0};
}

static const lapi_cue *find(const lapi_cues *cues, uint64_t key, unsigned upos,
                            bool light)
{
    if (upos == LAPI_UPOS_PROPN)
        upos = LAPI_UPOS_NOUN;
    uint32_t at = (uint32_t)key & cues->mask;
    while (cues->slot[at] && cues->at[cues->slot[at] - 1].key != key)
        at = (at + 1) & cues->mask;
    uint32_t i = cues->slot[at] ? cues->slot[at] - 1 : cues->count;
    for (; i < cues->count && cues->at[i].key == key; i++)
        if (cues->at[i].pos == upos && (cues->at[i].kind == LAPI_CUE_LIGHT) == light)
            return &cues->at[i];
    return NULL;
}

const lapi_cue *lapi_cue_find(const lapi_cues *cues, uint64_t key, unsigned upos)
{
    return find(cues, key, upos, false);
}

const lapi_cue *lapi_cue_light(const lapi_cues *cues, uint64_t key, unsigned upos)
{
    return find(cues, key, upos, true);
}

const lapi_cue *lapi_cue_of_word(const lapi_cues *cues, const lapi_tokens *tokens,
                                 const uint64_t *lemma_key, uint32_t word)
{
    uint32_t particle = LAPI_NONE;
    for (uint32_t c = tokens->first_child[word]; c != LAPI_NONE;
         c = tokens->next_sibling[c])
        if (tokens->rel[c] == LAPI_REL_COMPOUND_PRT)
            particle = c;
    if (particle != LAPI_NONE) {
        uint64_t key = lapi_know_key_add(0, tokens->lemma[word]);
        key = lapi_know_key_add(key, tokens->lemma[particle]);
        const lapi_cue *cue = find(cues, key, tokens->upos[word], false);
        if (cue)
            return cue;
    }
    return find(cues, lemma_key[word], tokens->upos[word], false);
}

bool lapi_cue_has_prep(const lapi_cue *cue, uint64_t key)
{
    for (uint32_t i = 0; i < LAPI_CUE_PREPS_MAX && cue->prep[i]; i++)
        if (cue->prep[i] == key)
            return true;
    return false;
}
