/* What the labels of a whole document say of a word: a surname, a place. One label may
 * err; the word stands elsewhere too. */
#include "mention/mention_read.h"

unsigned lapi_men_label_type(uint8_t label)
{
    switch (label) {
    case LAPI_NAME_B_PER:
    case LAPI_NAME_I_PER:
        return LAPI_TYPE_PER;
    case LAPI_NAME_B_ORG:
    case LAPI_NAME_I_ORG:
        return LAPI_TYPE_ORG;
    case LAPI_NAME_B_LOC:
    case LAPI_NAME_I_LOC:
        return LAPI_TYPE_LOC;
    default:
        return LAPI_TYPE_NONE;
    }
}

uint32_t lapi_men_segment_end(const lapi_men *m, uint32_t w)
{
    unsigned type = lapi_men_label_type(m->t->name[w]);
    if (type == LAPI_TYPE_NONE)
        return w;
    uint32_t e = w + 1, end = lapi_men_end(m, w);
    while (e < end && lapi_men_label_type(m->t->name[e]) == type) {
        uint8_t l = m->t->name[e];
        if (l == LAPI_NAME_B_PER || l == LAPI_NAME_B_ORG || l == LAPI_NAME_B_LOC)
            break;
        e++;
    }
    return e;
}

static uint64_t *slot_of(const lapi_men_set *set, uint64_t key)
{
    uint32_t i = (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32) & set->mask;
    while (set->keys[i] && set->keys[i] != key)
        i = (i + 1) & set->mask;
    return &set->keys[i];
}

bool lapi_men_set_has(const lapi_men_set *set, uint64_t key)
{
    return key && *slot_of(set, key) == key;
}

static lap_status init(lapi_men *m, uint32_t items, lapi_men_set *set)
{
    uint32_t size = 16;
    while (size < items * 2)
        size *= 2;
    set->keys = lapi_arena_get(m->doc->arena, size, sizeof *set->keys);
    set->mask = size - 1;
    return set->keys ? LAP_OK : LAP_NO_MEMORY;
}

static void add(const lapi_men *m, lapi_men_set *set, uint32_t w)
{
    uint64_t key = m->t->key[w].form;
    if (key)
        *slot_of(set, key) = key;
}

lap_status lapi_men_evidence(lapi_men *m)
{
    uint32_t persons = 0, places = 0, words = m->t->count;
    for (uint32_t w = 0; w < words; w++) {
        persons += m->t->name[w] == LAPI_NAME_B_PER;
        places += m->t->name[w] == LAPI_NAME_B_LOC;
    }
    lap_status status = init(m, persons, &m->surnames);
    if (status == LAP_OK)
        status = init(m, places, &m->placed);
    for (uint32_t w = 0; status == LAP_OK && w < words;) {
        uint32_t end = lapi_men_segment_end(m, w);
        if (end == w) {
            w++;
            continue;
        }
        uint8_t label = m->t->name[w];
        if (label == LAPI_NAME_B_PER && end - w > 1 &&
            (m->shape[end - 1] & LAPI_MEN_CAP))
            add(m, &m->surnames, end - 1);
        if (label == LAPI_NAME_B_LOC && end - w == 1 && (m->shape[w] & LAPI_MEN_CAP))
            add(m, &m->placed, w);
        w = end;
    }
    return status;
}
