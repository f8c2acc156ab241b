#include "lists.h"

#include "corpus.h"

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
} source;

static const source SOURCES[] = {
    {"countries.tsv", "name", LIST_COUNTRY, LIST_COUNTRY},
    {"countries.tsv", "aliases", LIST_COUNTRY, LIST_COUNTRY},
    {"countries.tsv", "capitals", LIST_LARGE_CITY, LIST_LARGE_CITY},
    {"countries.tsv", "adjectives", LIST_ADJECTIVE, 0},
    {"people.tsv", "name", LIST_GIVEN, 0},
    {"people.tsv", "aliases", LIST_GIVEN, 0},
    {"regions.tsv", "name", LIST_REGION, 0},
    {"regions.tsv", "aliases", LIST_REGION, 0},
    {"admin1.tsv", "name", LIST_REGION, LIST_REGION},
    {"bodies.tsv", "name", LIST_BODY, LIST_BODY_PART},
    {"bodies.tsv", "aliases", LIST_BODY, LIST_BODY_PART},
    {"gazetteer.tsv.gz", "name", LIST_CITY, 0},
    {"gazetteer.tsv.gz", "alternates", LIST_CITY, 0},
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
                    size_t column, size_t people)
{
    uint16_t whole = s->whole;
    if (whole == LIST_CITY) {
        long number = people < count ? atol(field[people]) : 0;
        if (number < CITY_PEOPLE)
            return;
        if (number >= LARGE_CITY_PEOPLE)
            whole = LIST_LARGE_CITY;
    }
    if (column < count)
        cell_put(l, field[column], whole, s->part);
}

static void source_read(lists *l, const char *know, const source *s)
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
            row_put(l, s, field, count, column, people);
        }
    }
    free(text);
}

static void names_read(lists *l, const char *path)
{
    size_t bytes;
    char *text = file_read(path, &bytes), *field[COLUMNS_MAX];
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (*line == '#' || fields(line, field) != 2)
            continue;
        if (!strcmp(field[0], "given"))
            word_put(l, field[1], strlen(field[1]), LIST_GIVEN);
        else if (!strcmp(field[0], "surname"))
            word_put(l, field[1], strlen(field[1]), LIST_SURNAME);
        else if (!strcmp(field[0], "organisation"))
            name_put(l, field[1], strlen(field[1]), LIST_BODY, LIST_BODY_PART);
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
    names_read(l, names);
    for (size_t i = 0; i < sizeof SOURCES / sizeof *SOURCES; i++)
        source_read(l, know, SOURCES + i);
}

void lists_free(lists *l)
{
    free(l->hash);
    free(l->set);
    *l = (lists){0};
}
