#include "lemmas.h"

#include "data/token.h"
#include "syntax/lemma.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCRIPTS_MAX = 20000, PAIR_SLOTS = 1 << 22 };

/* Counts of (key, script): open addressing; the best script of a key is found by a
 * pass. */
typedef struct {
    uint64_t *pair; /* key << 16 | script, 0 is free */
    uint32_t *count;
} pairs;

static uint32_t utf8_points(const char *s, size_t bytes)
{
    uint32_t count = 0;
    for (size_t i = 0; i < bytes; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

static size_t shared_bytes(const char *x, const char *y)
{
    size_t i = 0;
    while (x[i] && x[i] == y[i])
        i++;
    while (i && (((unsigned char)x[i] & 0xC0) == 0x80 ||
                 ((unsigned char)y[i] & 0xC0) == 0x80))
        i--;
    return i;
}

static void fold(const char *form, char *out, size_t room)
{
    size_t n = strlen(form);
    n = n < room ? n : room - 1;
    for (size_t i = 0; i < n; i++)
        out[i] = (char)(form[i] >= 'A' && form[i] <= 'Z' ? form[i] + 32 : form[i]);
    out[n] = '\0';
}

/* The cheaper script of folded and kept word. Returns false when none fits. */
static bool script_make(const word *w, unsigned char script[LAPI_SCRIPT_BYTES])
{
    char folded[256];
    fold(w->form, folded, sizeof folded);
    const char *base[2] = {folded, w->form};
    size_t best = 0, shared[2];
    for (size_t i = 0; i < 2; i++)
        shared[i] = shared_bytes(base[i], w->lemma);
    best = shared[1] > shared[0] ? 1 : 0;
    if (w->upos == LAPI_UPOS_PROPN && shared[1] >= shared[0])
        best = 1;
    const char *add = w->lemma + shared[best];
    const char *cut = base[best] + shared[best];
    uint32_t strip = utf8_points(cut, strlen(cut));
    if (strlen(add) > LAPI_SCRIPT_ADD_MAX || strip > 200)
        return false;
    memset(script, 0, LAPI_SCRIPT_BYTES);
    script[0] = (unsigned char)strip;
    script[1] = (unsigned char)best;
    script[2] = (unsigned char)strlen(add);
    memcpy(script + 3, add, strlen(add));
    return true;
}

static uint32_t script_number(lemma_tables *t, const unsigned char *script)
{
    for (uint32_t i = 0; i < t->scripts; i++)
        if (!memcmp(t->script + (size_t)i * LAPI_SCRIPT_BYTES, script,
                    LAPI_SCRIPT_BYTES))
            return i;
    if (t->scripts == SCRIPTS_MAX) {
        fputs("train: too many lemma scripts\n", stderr);
        exit(2);
    }
    memcpy(t->script + (size_t)t->scripts * LAPI_SCRIPT_BYTES, script,
           LAPI_SCRIPT_BYTES);
    return t->scripts++;
}

static size_t pair_slot(const pairs *p, uint64_t pair)
{
    size_t at = (size_t)(pair * UINT64_C(0x9e3779b97f4a7c15) >> 42) & (PAIR_SLOTS - 1);
    while (p->pair[at] && p->pair[at] != pair)
        at = (at + 1) & (PAIR_SLOTS - 1);
    return at;
}

static void pair_add(pairs *p, uint32_t key, uint32_t script)
{
    uint64_t pair = (uint64_t)key << 16 | script;
    size_t at = pair_slot(p, pair);
    p->pair[at] = pair;
    p->count[at]++;
}

/* The best script of every key, ordered by key then count, lowest script first. */
typedef struct {
    uint32_t key, count;
    uint16_t script;
} chosen;

static int by_key(const void *x, const void *y)
{
    const chosen *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    return (a->script > b->script) - (a->script < b->script);
}

static size_t best_scripts(const pairs *p, chosen **out)
{
    size_t count = 0;
    for (size_t i = 0; i < PAIR_SLOTS; i++)
        count += p->pair[i] != 0;
    chosen *list = malloc((count + 1) * sizeof *list);
    if (!list)
        exit(3);
    count = 0;
    for (size_t i = 0; i < PAIR_SLOTS; i++)
        if (p->pair[i])
            list[count++] = (chosen){(uint32_t)(p->pair[i] >> 16), p->count[i],
                                     (uint16_t)p->pair[i]};
    qsort(list, count, sizeof *list, by_key);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (!i || list[i].key != list[i - 1].key)
            list[kept++] = list[i];
    *out = list;
    return kept;
}

static const chosen *chosen_find(const chosen *list, size_t count, uint32_t key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (list[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && list[low].key == key ? list + low : NULL;
}

static uint32_t tags_of(const corpus *c, const sentence *s, uint32_t t)
{
    const word *w = c->words + s->first + t;
    bool perfect = false;
    if (w->upos == LAPI_UPOS_AUX && w->rel == LAPI_REL_AUX && w->head) {
        uint8_t xpos = c->words[s->first + w->head - 1].xpos;
        perfect = xpos == LAPI_XPOS_VBN || xpos == LAPI_XPOS_VBD;
    }
    return lapi_lemma_tags(w->upos, w->xpos, perfect);
}

/* The keys of a word: index 0 the whole word, then endings by length from 0. */
static uint32_t keys_of(const word *w, uint32_t tags, uint32_t *key)
{
    uint32_t code[LAPI_WORD_CODES_MAX];
    uint32_t count =
        lapi_lemma_fold((lapi_slice){w->form, (uint32_t)strlen(w->form)}, code);
    uint32_t length = count < LAPI_ENDING_MAX ? count : LAPI_ENDING_MAX;
    key[0] = lapi_lemma_key(tags, code, count, count, true);
    for (uint32_t k = 0; k <= length; k++)
        key[1 + k] = lapi_lemma_key(tags, code, count, k, false);
    return length + 2;
}

static void table_put(lemma_tables *t, uint32_t key, uint16_t script)
{
    uint32_t at = key & (t->slots - 1);
    while (t->key[at] && t->key[at] != key)
        at = (at + 1) & (t->slots - 1);
    t->key[at] = key;
    t->value[at] = script;
}

/* Keeps a key when its script differs from that of the longest shorter one. */
static size_t keys_keep(const corpus *c, const chosen *list, size_t count, bool *keep)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->sentence_count; i++)
        for (uint32_t t = 0; t < c->sentences[i].count; t++) {
            uint32_t key[LAPI_ENDING_MAX + 3];
            const word *w = c->words + c->sentences[i].first + t;
            uint32_t keys = keys_of(w, tags_of(c, &c->sentences[i], t), key);
            uint32_t before = UINT32_MAX;
            for (uint32_t k = 1; k <= keys; k++) {
                const chosen *x = chosen_find(list, count, key[k == keys ? 0 : k]);
                if (!x)
                    continue;
                if (x->script != before && !keep[x - list]) {
                    keep[x - list] = true;
                    kept++;
                }
                before = x->script;
            }
        }
    return kept;
}

static void pairs_count(lemma_tables *t, const corpus *c, pairs *p)
{
    for (size_t i = 0; i < c->sentence_count; i++)
        for (uint32_t j = 0; j < c->sentences[i].count; j++) {
            const word *w = c->words + c->sentences[i].first + j;
            unsigned char script[LAPI_SCRIPT_BYTES];
            uint32_t key[LAPI_ENDING_MAX + 3];
            if (!strcmp(w->lemma, "_") || !script_make(w, script))
                continue;
            uint32_t number = script_number(t, script);
            uint32_t keys = keys_of(w, tags_of(c, &c->sentences[i], j), key);
            bool new_word = !p->pair[pair_slot(p, (uint64_t)key[0] << 16 | number)];
            pair_add(p, key[0], number);
            for (uint32_t k = 1; new_word && k < keys; k++)
                pair_add(p, key[k], number);
        }
}

void lemma_tables_build(lemma_tables *t, const corpus *c)
{
    *t = (lemma_tables){.script = calloc(SCRIPTS_MAX, LAPI_SCRIPT_BYTES)};
    pairs p = {calloc(PAIR_SLOTS, sizeof *p.pair), calloc(PAIR_SLOTS, sizeof *p.count)};
    if (!t->script || !p.pair || !p.count)
        exit(3);
    pairs_count(t, c, &p);
    chosen *list;
    size_t count = best_scripts(&p, &list);
    bool *keep = calloc(count + 1, sizeof *keep);
    if (!keep)
        exit(3);
    size_t kept = keys_keep(c, list, count, keep);
    for (t->slots = 1024; t->slots * 2 < kept * 3;)
        t->slots *= 2;
    t->key = calloc(t->slots, sizeof *t->key);
    t->value = calloc(t->slots, sizeof *t->value);
    if (!t->key || !t->value)
        exit(3);
    for (size_t i = 0; i < count; i++)
        if (keep[i])
            table_put(t, list[i].key, list[i].script);
    printf("lemmas: %u scripts, %zu keys\n", t->scripts, kept);
    free(keep);
    free(list);
    free(p.pair);
    free(p.count);
}

void lemma_tables_free(lemma_tables *t)
{
    free(t->key);
    free(t->value);
    free(t->script);
    *t = (lemma_tables){0};
}
