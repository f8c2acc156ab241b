#include "vocabulary.h"

#include <stdio.h>
#include <stdlib.h>

static size_t slot_find(const vocabulary *v, uint32_t hash)
{
    size_t at = hash & (v->capacity - 1);
    while (v->hash[at] && v->hash[at] != hash)
        at = (at + 1) & (v->capacity - 1);
    return at;
}

static void count_add(vocabulary *v, uint32_t hash)
{
    size_t at = slot_find(v, hash);
    if (!v->hash[at]) {
        v->hash[at] = hash;
        v->used++;
        if (v->used * 2 > v->capacity) {
            fputs("train: too many features\n", stderr);
            exit(2);
        }
    }
    v->value[at]++;
}

static void row_give(vocabulary *v, const vocabulary *counts, uint32_t hash,
                     uint32_t least)
{
    if (counts->value[slot_find(counts, hash)] < least)
        return;
    size_t at = slot_find(v, hash);
    if (!v->hash[at]) {
        v->hash[at] = hash;
        v->value[at] = v->rows++;
    }
}

static void contexts_each(vocabulary *v)
{
    for (uint32_t k = 0; k < 32; k++) {
        uint32_t hash = lapi_context_feature((enum lapi_sentence_case)(k >> 3),
                                             k >> 2 & 1, k >> 1 & 1, k & 1);
        size_t at = slot_find(v, hash);
        v->hash[at] = hash;
        v->value[at] = v->rows++;
    }
}

static void vocabulary_init(vocabulary *v)
{
    *v = (vocabulary){.capacity = (size_t)1 << 20};
    v->hash = calloc(v->capacity, sizeof *v->hash);
    v->value = calloc(v->capacity, sizeof *v->value);
    if (!v->hash || !v->value)
        exit(3);
}

enum { SET_LEAST = 5 };

/* Sets of classes that training sees too seldom count as the set without their highest
 * class. */
static uint32_t set_row(vocabulary *v, uint32_t *row, const uint32_t *seen,
                        uint32_t set)
{
    while (set && seen[set] < SET_LEAST) {
        uint32_t bit = LIST_SETS;
        while (!(set & bit))
            bit >>= 1;
        set &= ~bit;
    }
    if (set && row[set] == NO_ROW)
        row[set] = v->rows++;
    return set ? row[set] : NO_ROW;
}

static void lists_give(vocabulary *v, const corpus *c, size_t words, const lists *l)
{
    uint32_t seen[LIST_SETS] = {0}, row[LIST_SETS];
    for (uint32_t i = 0; i < LIST_SETS; i++)
        row[i] = NO_ROW;
    for (size_t i = 0; i < words; i++) {
        uint32_t hash = c->feature[c->words[i].feature + LAPI_LIST_FEATURE];
        seen[lists_find(l, hash)]++;
    }
    for (size_t i = 0; i < l->capacity; i++) {
        uint32_t to = l->hash[i] ? set_row(v, row, seen, l->set[i]) : NO_ROW;
        size_t at = slot_find(v, l->hash[i]);
        if (to == NO_ROW || v->hash[at])
            continue;
        v->hash[at] = l->hash[i];
        v->value[at] = to;
    }
}

/* Classes of which training sees a word often enough have a row, the same for all of
 * their words. */
static void classes_give(vocabulary *v, const vocabulary *counts, const lists *l)
{
    uint32_t seen[CLASSES_MAX] = {0}, row[CLASSES_MAX];
    for (size_t i = 0; i < l->classed_count; i++)
        seen[l->classed[i].class] +=
            counts->value[slot_find(counts, l->classed[i].hash)];
    for (uint32_t i = 0; i < CLASSES_MAX; i++)
        row[i] = seen[i] < SET_LEAST ? NO_ROW : v->rows++;
    for (size_t i = 0; i < l->classed_count; i++) {
        size_t at = slot_find(v, l->classed[i].hash);
        uint32_t to = row[l->classed[i].class];
        if (to == NO_ROW || v->hash[at])
            continue;
        v->hash[at] = l->classed[i].hash;
        v->value[at] = to;
    }
}

void vocabulary_build(vocabulary *v, const corpus *c, size_t words, const lists *l,
                      uint32_t form_least, uint32_t part_least)
{
    vocabulary counts;
    vocabulary_init(&counts);
    vocabulary_init(v);
    for (size_t i = 0; i < words; i++) {
        const word *w = c->words + i;
        for (uint32_t k = 0; k < w->feature_count; k++)
            count_add(&counts, c->feature[w->feature + k]);
        for (uint32_t k = 0; k < LAPI_SHAPE_FEATURES_MAX; k++)
            count_add(&counts, w->shape[LAPI_CASE_KEEP][k]);
    }
    contexts_each(v);
    if (l->capacity)
        lists_give(v, c, words, l);
    classes_give(v, &counts, l);
    for (size_t i = 0; i < c->word_count; i++) {
        word *w = c->words + i;
        w->form_count = (float)counts.value[slot_find(&counts, c->feature[w->feature])];
        for (uint32_t k = 0; i < words && k < w->feature_count; k++)
            if (k != LAPI_LIST_FEATURE && k != LAPI_CLASS_FEATURE)
                row_give(v, &counts, c->feature[w->feature + k],
                         k ? part_least : form_least);
        for (uint32_t k = 0; i < words && k < LAPI_SHAPE_FEATURES_MAX; k++)
            row_give(v, &counts, w->shape[LAPI_CASE_KEEP][k], 3);
    }
    vocabulary_free(&counts);
}

void vocabulary_free(vocabulary *v)
{
    free(v->hash);
    free(v->value);
    *v = (vocabulary){0};
}

uint32_t vocabulary_row(const vocabulary *v, uint32_t hash)
{
    size_t at = slot_find(v, hash);
    return v->hash[at] ? v->value[at] : NO_ROW;
}

void vocabulary_apply(const vocabulary *v, corpus *c)
{
    for (size_t i = 0; i < c->feature_count; i++)
        c->feature[i] = vocabulary_row(v, c->feature[i]);
    for (size_t i = 0; i < c->word_count; i++)
        for (uint32_t how = 0; how < CASES; how++)
            for (uint32_t k = 0; k < LAPI_SHAPE_FEATURES_MAX; k++)
                c->words[i].shape[how][k] =
                    vocabulary_row(v, c->words[i].shape[how][k]);
    for (uint32_t k = 0; k < 32; k++)
        c->context_row[k >> 3][k >> 2 & 1][k >> 1 & 1][k & 1] =
            vocabulary_row(v, lapi_context_feature((enum lapi_sentence_case)(k >> 3),
                                                   k >> 2 & 1, k >> 1 & 1, k & 1));
}
