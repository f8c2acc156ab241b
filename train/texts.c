#include "texts.h"

#include "base/arena.h"
#include "know/embed.h"
#include "text/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES = 4096, NAMES_MAX = 256 };

typedef struct {
    const char *path;
    corpus *c;
    lapi_know *know;
    lapi_text *text;
    lapi_arena *arena;
    char plain[LINE_BYTES];
    uint32_t bytes;
    struct {
        uint32_t begin, end;
        uint8_t label;
    } name[NAMES_MAX];
    uint32_t names;
} reader;

static void fail(const reader *r, const char *what, const char *line)
{
    fprintf(stderr, "train: %s: %s: %s\n", r->path, what, line);
    exit(2);
}

static uint8_t label_of(const char *type)
{
    static const char *const types[] = {"PER]", "ORG]", "LOC]"};
    for (uint8_t i = 0; i < 3; i++)
        if (!strncmp(type, types[i], 4))
            return (uint8_t)(LAPI_NAME_B_PER + 2 * i);
    return LAPI_NAME_O;
}

/* Takes the marks out of a line. */
static void line_plain(reader *r, const char *line)
{
    bool open = false;
    r->bytes = r->names = 0;
    for (const char *at = line; *at; at++) {
        if (r->bytes + 1 == LINE_BYTES || r->names == NAMES_MAX)
            fail(r, "line too long", line);
        if (*at == '[' && !open) {
            r->name[r->names].begin = r->bytes;
            open = true;
        } else if (*at == '|' && open) {
            r->name[r->names].end = r->bytes;
            r->name[r->names].label = label_of(at + 1);
            if (r->name[r->names++].label == LAPI_NAME_O)
                fail(r, "unknown type", line);
            at += 4;
            open = false;
        } else if (strchr("[|]", *at)) {
            fail(r, "mark out of place", line);
        } else {
            r->plain[r->bytes++] = *at;
        }
    }
    if (open)
        fail(r, "name without end", line);
}

static uint8_t label_at(const reader *r, const lapi_tokens *t, uint32_t w)
{
    for (uint32_t i = 0; i < r->names; i++)
        if (t->begin[w] < r->name[i].end && t->end[w] > r->name[i].begin) {
            bool first = !w || t->end[w - 1] <= r->name[i].begin;
            return (uint8_t)(r->name[i].label + !first);
        }
    return LAPI_NAME_O;
}

static void line_add(reader *r, const char *line)
{
    line_plain(r, line);
    lapi_arena_reset(r->arena, SIZE_MAX);
    lapi_doc doc = {.arena = r->arena,
                    .text = r->plain,
                    .text_bytes = r->bytes,
                    .date = LAPI_DAY_NONE};
    if (lapi_text_run(r->text, &doc) != LAP_OK)
        fail(r, "cannot be read", line);
    const lapi_tokens *t = &doc.tokens;
    uint32_t first = (uint32_t)r->c->word_count;
    for (uint32_t w = 0; w < t->count; w++) {
        char form[LINE_BYTES];
        lapi_slice s = lapi_doc_word(&doc, w);
        snprintf(form, sizeof form, "%.*s", (int)s.bytes, s.at);
        corpus_word_add(r->c, form);
        word *v = r->c->words + r->c->word_count - 1;
        v->name = label_at(r, t, w);
        v->upos = v->name == LAPI_NAME_O ? LAPI_UPOS_X : LAPI_UPOS_PROPN;
        v->glued_left = w > 0 && t->end[w - 1] == t->begin[w];
        v->glued_right = w + 1 < t->count && t->end[w] == t->begin[w + 1];
    }
    if (t->count)
        corpus_sentence_add(r->c, first);
}

static void file_add(reader *r)
{
    size_t bytes;
    char *text = file_read(r->path, &bytes);
    for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n"))
        if (*line != '#')
            line_add(r, line);
    free(text);
}

void texts_read(corpus *c, const char *paths)
{
    reader *r = calloc(1, sizeof *r);
    size_t size;
    const void *pack = lapi_know_embedded(&size);
    lap_error error;
    if (!r || lapi_know_open(pack, size, &r->know, &error) != LAP_OK ||
        lapi_text_new(r->know, &r->text, &error) != LAP_OK ||
        lapi_arena_new(0, &r->arena) != LAP_OK)
        exit(3);
    r->c = c;
    char path[1024];
    for (const char *at = paths; *at; at += strspn(at, ",")) {
        size_t length = strcspn(at, ",");
        snprintf(path, sizeof path, "%.*s", (int)length, at);
        r->path = path;
        file_add(r);
        at += length;
    }
    lapi_arena_free(r->arena);
    lapi_text_free(r->text);
    lapi_know_free(r->know);
    free(r);
}
