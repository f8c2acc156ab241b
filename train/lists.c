#include "lists.h"

#include "data/token.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t slot_find(const lists *l, uint32_t hash)
{
    size_t at = hash & (l->capacity - 1);
    while (l->hash[at] && l->hash[at] != hash)
        at = (at + 1) & (l->capacity - 1);
    return at;
}

uint16_t lists_find(const lists *l, uint32_t hash)
{
    size_t at = slot_find(l, hash);
    return l->hash[at] ? l->set[at] : 0;
}

static void word_put(lists *l, const char *text, size_t bytes, uint16_t class)
{
    lapi_word_codes codes;
    uint32_t hash[LAPI_WORD_FEATURES_MAX];
    lapi_word_decode((const unsigned char *)text, bytes, &codes);
    if (codes.count < 2)
        return;
    lapi_word_features(&codes, hash);
    size_t at = slot_find(l, hash[LAPI_LIST_FEATURE]);
    if (!l->hash[at]) {
        l->hash[at] = hash[LAPI_LIST_FEATURE];
        if (++l->used * 2 > l->capacity) {
            fputs("train: too many listed names\n", stderr);
            exit(2);
        }
    }
    l->set[at] = (uint16_t)(l->set[at] | class);
}

/* One line: kind or -, classes, word. */
static void line_read(lists *l, char *line)
{
    char *classes = strchr(line, '\t');
    char *form = classes ? strchr(classes + 1, '\t') : NULL;
    if (!form)
        return;
    form++;
    if (*line == '-') {
        word_put(l, form, strlen(form), (uint16_t)strtoul(classes + 1, NULL, 10));
        return;
    }
    unsigned kind = (unsigned)strtoul(line, NULL, 10);
    if (kind >= KINDS || kind + 1 < l->kinds) {
        fputs("train: kinds of names out of order\n", stderr);
        exit(2);
    }
    for (; l->kinds <= kind; l->kinds++)
        l->kind[l->kinds] = l->words.word_count;
    corpus_word_add(&l->words, form);
}

void lists_read(lists *l, const char *path)
{
    *l = (lists){.capacity = (size_t)1 << 17};
    l->hash = calloc(l->capacity, sizeof *l->hash);
    l->set = calloc(l->capacity, sizeof *l->set);
    if (!l->hash || !l->set)
        exit(3);
    size_t bytes;
    char *text = file_read(path, &bytes);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
        if (*line == '-' || (*line >= '0' && *line <= '9'))
            line_read(l, line);
    free(text);
    for (; l->kinds <= KINDS; l->kinds++)
        l->kind[l->kinds] = l->words.word_count;
}

void classes_read(lists *l, const char *path)
{
    size_t bytes, lines = 1;
    char *text = file_read(path, &bytes);
    for (size_t i = 0; i < bytes; i++)
        lines += text[i] == '\n';
    l->classed = calloc(lines, sizeof *l->classed);
    if (!l->classed)
        exit(3);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        lapi_word_codes codes;
        uint32_t hash[LAPI_WORD_FEATURES_MAX];
        char *form;
        unsigned long class = strtoul(line, &form, 10);
        if (*form != '\t')
            continue;
        if (class >= CLASSES_MAX) {
            fprintf(stderr, "train: %s: class %lu: too many classes\n", path, class);
            exit(2);
        }
        lapi_word_decode((const unsigned char *)form + 1, strlen(form + 1), &codes);
        lapi_word_features(&codes, hash);
        l->classed[l->classed_count++] =
            (classed){hash[LAPI_CLASS_FEATURE], (uint16_t) class};
    }
    free(text);
}

/* Known before the vocabulary replaces the hashes, so it is asked at reading. */
unsigned lists_kind(const lists *l, const corpus *c, const sentence *s, uint32_t t)
{
    const word *w = c->words + s->first + t;
    if (!s->named || !l->capacity)
        return NO_KIND;
    uint16_t set = lists_find(l, c->feature[w->feature + LAPI_LIST_FEATURE]);
    bool more = t + 1 < s->count && w[1].name == w->name + 1;
    switch (w->name) {
    case LAPI_NAME_B_PER:
        return more || !(set & LIST_SURNAME) ? KIND_GIVEN : KIND_SURNAME;
    case LAPI_NAME_I_PER:
        return w[0].upos == LAPI_UPOS_PROPN && strlen(w->form) > 2 ? KIND_SURNAME
                                                                   : NO_KIND;
    case LAPI_NAME_B_LOC:
        return more ? NO_KIND : set & LIST_COUNTRY ? KIND_COUNTRY : KIND_PLACE;
    case LAPI_NAME_B_ORG:
        return more ? NO_KIND : KIND_BODY;
    default:
        return NO_KIND;
    }
}

void lists_free(lists *l)
{
    corpus_free(&l->words);
    free(l->hash);
    free(l->set);
    free(l->classed);
    *l = (lists){0};
}
