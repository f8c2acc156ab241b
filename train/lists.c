#include "lists.h"

#include "data/token.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = 16, CITY_PEOPLE = 20000, LARGE_CITY_PEOPLE = 400000 };

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

static void word_put(lists *l, const char *word, size_t bytes, uint16_t class)
{
    lapi_word_codes codes;
    uint32_t hash[LAPI_WORD_FEATURES_MAX];
    lapi_word_decode((const unsigned char *)word, bytes, &codes);
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

/* Reading goes kind by kind: names of one word are kept where the source is of `kind`.
 */
static void keep(lists *l, const char *word, size_t bytes, unsigned kind,
                 unsigned wanted)
{
    char form[64];
    if (kind != wanted || bytes < 3 || bytes >= sizeof form)
        return;
    memcpy(form, word, bytes);
    form[bytes] = '\0';
    if (form[0] >= 'a' && form[0] <= 'z')
        form[0] = (char)(form[0] - 32);
    corpus_word_add(&l->words, form);
}

static bool is_capital(char c)
{
    return (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80);
}

/* Puts the words of a name: one alone with class `whole`, several with class `part`
 * where they begin with a capital; of a name of a person the first and last. */
static void name_put(lists *l, const char *name, size_t bytes, uint16_t whole,
                     uint16_t part)
{
    if (!memchr(name, ' ', bytes)) {
        word_put(l, name, bytes, whole);
        return;
    }
    for (size_t at = 0; part && at < bytes;) {
        const char *space = memchr(name + at, ' ', bytes - at);
        size_t end = space ? (size_t)(space - name) : bytes;
        if (end > at && is_capital(name[at]))
            word_put(l, name + at, end - at, part);
        at = end + 1;
    }
}

static void person_put(lists *l, const char *name, size_t bytes)
{
    size_t first = 0, last = bytes;
    while (first < bytes && name[first] != ' ')
        first++;
    while (last > 0 && name[last - 1] != ' ')
        last--;
    if (first < bytes) {
        word_put(l, name, first, LIST_GIVEN);
        word_put(l, name + last, bytes - last, LIST_SURNAME);
    }
}

/* Calls for each alternative of a cell. */
static void cell_put(lists *l, const char *cell, uint16_t whole, uint16_t part)
{
    while (*cell) {
        size_t bytes = strcspn(cell, "|");
        if (bytes && !(bytes == 1 && *cell == '-')) {
            if (whole == LIST_GIVEN)
                person_put(l, cell, bytes);
            else
                name_put(l, cell, bytes, whole, part);
        }
        cell += bytes + (cell[bytes] == '|');
    }
}

/* One table: columns by name, each with the classes of whole names and of parts. */
typedef struct {
    const char *file, *column;
    uint16_t whole, part;
    unsigned kind; /* of the names of one word, for training */
} source;

static const source SOURCES[] = {
    {"countries.tsv", "name", LIST_COUNTRY, LIST_COUNTRY, KIND_COUNTRY},
    {"countries.tsv", "aliases", LIST_COUNTRY, LIST_COUNTRY, NO_KIND},
    {"countries.tsv", "capitals", LIST_LARGE_CITY, LIST_LARGE_CITY, NO_KIND},
    {"countries.tsv", "adjectives", LIST_ADJECTIVE, 0, NO_KIND},
    {"people.tsv", "name", LIST_GIVEN, 0, NO_KIND},
    {"people.tsv", "aliases", LIST_GIVEN, 0, NO_KIND},
    {"regions.tsv", "name", LIST_REGION, 0, KIND_PLACE},
    {"regions.tsv", "aliases", LIST_REGION, 0, NO_KIND},
    {"admin1.tsv", "name", LIST_REGION, LIST_REGION, NO_KIND},
    {"bodies.tsv", "name", LIST_BODY, LIST_BODY_PART, KIND_BODY},
    {"bodies.tsv", "aliases", LIST_BODY, LIST_BODY_PART, KIND_BODY},
    {"gazetteer.tsv.gz", "name", LIST_CITY, 0, KIND_PLACE},
    {"gazetteer.tsv.gz", "alternates", LIST_CITY, 0, NO_KIND},
};

static size_t fields(char *line, char **field)
{
    size_t count = 0;
    for (char *at = line; at && count < COLUMNS_MAX; count++) {
        field[count] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    return count;
}

static size_t column_find(char **field, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(field[i], name))
            return i;
    return count;
}

static void row_put(lists *l, const source *s, char **field, size_t count,
                    size_t column, size_t people, unsigned wanted)
{
    uint16_t whole = s->whole;
    if (whole == LIST_CITY) {
        long number = people < count ? atol(field[people]) : 0;
        if (number < CITY_PEOPLE)
            return;
        if (number >= LARGE_CITY_PEOPLE)
            whole = LIST_LARGE_CITY;
    }
    if (column >= count)
        return;
    cell_put(l, field[column], whole, s->part);
    for (const char *at = field[column]; *at;) {
        size_t bytes = strcspn(at, "|");
        if (!memchr(at, ' ', bytes) && is_capital(*at))
            keep(l, at, bytes, s->kind, wanted);
        at += bytes + (at[bytes] == '|');
    }
}

static void source_read(lists *l, const char *know, const source *s, unsigned wanted)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", know, s->file);
    size_t bytes, column = COLUMNS_MAX, people = COLUMNS_MAX;
    char *text = file_read(path, &bytes), *field[COLUMNS_MAX];
    bool header = true;
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == '#')
            continue;
        size_t count = fields(line, field);
        if (header) {
            column = column_find(field, count, s->column);
            people = column_find(field, count, "population");
            if (column == count) {
                fprintf(stderr, "train: %s has no column %s\n", path, s->column);
                exit(2);
            }
            header = false;
        } else {
            row_put(l, s, field, count, column, people, wanted);
        }
    }
    free(text);
}

static void names_read(lists *l, const char *path, unsigned wanted)
{
    static const struct {
        const char *name;
        uint16_t whole, part;
        unsigned kind;
    } group[] = {{"given", LIST_GIVEN, 0, KIND_GIVEN},
                 {"surname", LIST_SURNAME, 0, KIND_SURNAME},
                 {"organisation", LIST_BODY, LIST_BODY_PART, KIND_BODY}};
    size_t bytes;
    char *text = file_read(path, &bytes), *field[COLUMNS_MAX];
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == '#' || fields(line, field) != 2)
            continue;
        size_t length = strlen(field[1]);
        for (size_t i = 0; i < sizeof group / sizeof *group; i++) {
            if (strcmp(field[0], group[i].name))
                continue;
            name_put(l, field[1], length, group[i].whole, group[i].part);
            if (!strchr(field[1], ' '))
                keep(l, field[1], length, group[i].kind, wanted);
        }
    }
    free(text);
}

void lists_read(lists *l, const char *names, const char *know)
{
    *l = (lists){.capacity = (size_t)1 << 17};
    l->hash = calloc(l->capacity, sizeof *l->hash);
    l->set = calloc(l->capacity, sizeof *l->set);
    if (!l->hash || !l->set)
        exit(3);
    for (unsigned kind = 0; kind < KINDS; kind++) {
        l->kind[kind] = l->words.word_count;
        names_read(l, names, kind);
        for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++)
            source_read(l, know, SOURCES + i, kind);
    }
    l->kind[KINDS] = l->words.word_count;
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
    *l = (lists){0};
}
