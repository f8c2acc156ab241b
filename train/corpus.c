#include "corpus.h"

#include "data/token.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { COLUMNS = 10, ENTITIES_MAX = 64 };
enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC };

static void *grow(void *array, size_t *capacity, size_t need, size_t bytes)
{
    if (need <= *capacity)
        return array;
    *capacity = need * 2 < 1024 ? 1024 : need * 2;
    array = realloc(array, *capacity * bytes);
    if (!array) {
        fputs("train: no memory\n", stderr);
        exit(3);
    }
    return array;
}

char *file_read(const char *path, size_t *bytes)
{
    gzFile file = gzopen(path, "rb");
    if (!file) {
        fprintf(stderr, "train: cannot read %s\n", path);
        exit(2);
    }
    char *text = NULL;
    size_t at = 0, capacity = 0;
    for (int got = 1; got > 0; at += (size_t)got) {
        text = grow(text, &capacity, at + (1 << 20), 1);
        got = gzread(file, text + at, 1 << 20);
        if (got < 0) {
            fprintf(stderr, "train: damaged file %s\n", path);
            exit(2);
        }
        if (!got)
            break;
    }
    gzclose(file);
    text[at] = '\0';
    *bytes = at;
    return text;
}

static char *line_next(char **at)
{
    char *line = *at;
    if (!*line)
        return NULL;
    char *end = strchr(line, '\n');
    if (end) {
        *end = '\0';
        *at = end + 1;
    } else {
        *at = line + strlen(line);
    }
    return line;
}

static size_t split(char *line, char *column[COLUMNS])
{
    size_t count = 0;
    for (char *at = line; at && count < COLUMNS; count++) {
        column[count] = at;
        at = strchr(at, '\t');
        if (at)
            *at++ = '\0';
    }
    return count;
}

/* Names of a UNER file: sent_id, then forms and labels. */
typedef struct {
    const char *id;
    uint32_t first, count;
} named_sentence;

typedef struct {
    char *text;
    named_sentence *sentences;
    char **forms;
    uint8_t *labels;
    size_t count, capacity, words, form_capacity, label_capacity;
} names;

static int by_id(const void *x, const void *y)
{
    return strcmp(((const named_sentence *)x)->id, ((const named_sentence *)y)->id);
}

static uint8_t label_find(const char *name)
{
    static const char *const label[LAPI_NAME_LABELS] = {
        "O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"};
    for (uint8_t i = 0; i < LAPI_NAME_LABELS; i++)
        if (!strcmp(label[i], name))
            return i;
    return LAPI_NAME_O;
}

/* A relation with an unknown subtype counts as its universal part. */
static uint8_t rel_find(const char *name)
{
    unsigned rel = lapi_rel_find(name, (uint32_t)strlen(name));
    if (rel == LAPI_REL_COUNT)
        rel = lapi_rel_find(name, (uint32_t)strcspn(name, ":"));
    return (uint8_t)rel;
}

static void names_read(names *n, const char *path)
{
    size_t bytes;
    n->text = file_read(path, &bytes);
    char *at = n->text;
    for (char *line; (line = line_next(&at));) {
        char *column[COLUMNS];
        if (!strncmp(line, "# sent_id = ", 12)) {
            n->sentences =
                grow(n->sentences, &n->capacity, n->count + 1, sizeof *n->sentences);
            n->sentences[n->count++] =
                (named_sentence){line + 12, (uint32_t)n->words, 0};
        } else if (*line && *line != '#' && n->count && split(line, column) >= 3) {
            n->forms =
                grow(n->forms, &n->form_capacity, n->words + 1, sizeof *n->forms);
            n->labels = grow(n->labels, &n->label_capacity, n->words + 1, 1);
            n->forms[n->words] = column[1];
            n->labels[n->words++] = label_find(column[2]);
            n->sentences[n->count - 1].count++;
        }
    }
    qsort(n->sentences, n->count, sizeof *n->sentences, by_id);
}

static void names_apply(const names *n, const char *id, corpus *c, sentence *s)
{
    named_sentence key = {id, 0, 0};
    const named_sentence *found =
        n->count ? bsearch(&key, n->sentences, n->count, sizeof key, by_id) : NULL;
    if (!found || found->count != s->count)
        return;
    for (uint32_t i = 0; i < s->count; i++)
        if (strcmp(n->forms[found->first + i], c->words[s->first + i].form))
            return;
    for (uint32_t i = 0; i < s->count; i++)
        c->words[s->first + i].name = n->labels[found->first + i];
    s->named = true;
}

/* Entities of GUM: "(12-person-..." opens, "12)" closes, "(12-person-...)" does both.
 */
typedef struct {
    uint32_t id, begin, end;
    uint8_t begin_label; /* LAPI_NAME_O for kinds that are no names of ours */
} entity;

typedef struct {
    entity at[ENTITIES_MAX];
    uint32_t count;
} entities;

static uint8_t kind_label(const char *kind)
{
    if (!strncmp(kind, "person-", 7))
        return LAPI_NAME_B_PER;
    if (!strncmp(kind, "organization-", 13))
        return LAPI_NAME_B_ORG;
    return strncmp(kind, "place-", 6) ? LAPI_NAME_O : LAPI_NAME_B_LOC;
}

static bool is_name_word(const word *w)
{
    return w->upos == LAPI_UPOS_PROPN || w->xpos == LAPI_XPOS_NNP ||
           w->xpos == LAPI_XPOS_NNPS;
}

/* Where the words from `from` on, up to `end`, stop to be one name. */
static uint32_t name_end(const word *w, uint32_t from, uint32_t end)
{
    uint32_t last = from;
    for (uint32_t i = from; i < end; i++) {
        bool link = (!strcmp(w[i].form, "of") || !strcmp(w[i].form, "the") ||
                     !strcmp(w[i].form, "&") || !strcmp(w[i].form, "-") ||
                     !strcmp(w[i].form, "and") || !strcmp(w[i].form, "for") ||
                     w[i].upos == LAPI_UPOS_NUM || w[i].rel == LAPI_REL_FLAT);
        if (is_name_word(w + i))
            last = i + 1;
        else if (!link)
            break;
    }
    return last;
}

/* Cuts a mention to the name at its head: no article, title or clause. Returns false
 * when it is no name. */
static bool name_cut(const word *w, entity *e)
{
    uint32_t head = e->end;
    for (uint32_t i = e->begin; i < e->end; i++)
        if (w[i].head == 0 || w[i].head <= e->begin || w[i].head > e->end) {
            head = i;
            break;
        }
    if (head == e->end || !is_name_word(w + head))
        return false;
    if (e->begin_label == LAPI_NAME_B_PER && w[head].xpos == LAPI_XPOS_NNPS)
        return false;
    uint32_t begin = head;
    while (begin > e->begin &&
           (is_name_word(w + begin - 1) || w[begin - 1].xpos == LAPI_XPOS_HYPH))
        begin--;
    for (uint32_t i = begin; i < head; i++)
        if (w[i].rel == LAPI_REL_NMOD_DESC)
            begin = i + 1;
    while (begin < head && !is_name_word(w + begin))
        begin++;
    uint32_t end = name_end(w, begin, e->end);
    if (end <= head)
        return false;
    bool article = begin > 0 && begin > e->begin && w[begin - 1].upos == LAPI_UPOS_DET;
    if (e->begin_label == LAPI_NAME_B_PER && article && end - begin == 1)
        return false;
    e->begin = begin;
    e->end = end;
    return true;
}

static void entity_apply(word *w, entity e)
{
    if (e.begin_label == LAPI_NAME_O || !name_cut(w, &e))
        return;
    for (uint32_t i = e.begin; i < e.end; i++)
        w[i].name = (uint8_t)(e.begin_label + (i > e.begin));
}

/* Reads the Entity= value of one word; closed mentions go to `done`. Inner mentions
 * close first, so outer ones overwrite them when they are applied in that order. */
static void entity_parse(const char *at, uint32_t here, entities *open, entities *done)
{
    while (*at && *at != '|') {
        if (*at == '(' && open->count < ENTITIES_MAX) {
            char *rest;
            uint32_t id = (uint32_t)strtoul(at + 1, &rest, 10);
            uint8_t label = *rest == '-' ? kind_label(rest + 1) : LAPI_NAME_O;
            open->at[open->count++] = (entity){id, here, 0, label};
            at = rest;
            while (*at && *at != '|' && *at != '(' && *at != ')')
                at++;
            if (*at == ')') {
                entity e = open->at[--open->count];
                e.end = here + 1;
                if (done->count < ENTITIES_MAX)
                    done->at[done->count++] = e;
                at++;
            }
            continue;
        }
        char *rest;
        uint32_t id = (uint32_t)strtoul(at, &rest, 10);
        for (uint32_t i = open->count; rest != at && *rest == ')' && i-- > 0;) {
            if (open->at[i].id != id)
                continue;
            entity e = open->at[i];
            e.end = here + 1;
            if (done->count < ENTITIES_MAX)
                done->at[done->count++] = e;
            memmove(open->at + i, open->at + i + 1,
                    (--open->count - i) * sizeof open->at[0]);
            break;
        }
        at = *rest ? rest + 1 : rest;
    }
}

static void word_features(corpus *c, size_t index)
{
    word *w = c->words + index;
    uint32_t hash[LAPI_WORD_FEATURES_MAX];
    lapi_word_decode((const unsigned char *)w->form, strlen(w->form), &w->codes);
    uint32_t count = lapi_word_features(&w->codes, hash);
    for (int how = 0; how < CASES; how++)
        lapi_shape_features(&w->codes, (enum lapi_case)how, w->shape[how]);
    w->feature = (uint32_t)c->feature_count;
    w->feature_count = count;
    c->feature = grow(c->feature, &c->feature_capacity, c->feature_count + count,
                      sizeof *c->feature);
    memcpy(c->feature + c->feature_count, hash, count * sizeof *hash);
    c->feature_count += count;
}

static void word_add(corpus *c, char *column[COLUMNS], bool glued_left, bool in_mwt)
{
    c->words = grow(c->words, &c->word_capacity, c->word_count + 1, sizeof *c->words);
    word *w = c->words + c->word_count;
    *w = (word){.form = strdup(column[FORM]), .lemma = strdup(column[LEMMA])};
    w->upos = (uint8_t)lapi_upos_find(column[UPOS], (uint32_t)strlen(column[UPOS]));
    w->xpos = (uint8_t)lapi_xpos_find(column[XPOS], (uint32_t)strlen(column[XPOS]));
    w->rel = rel_find(column[DEPREL]);
    w->head = (uint16_t)atoi(column[HEAD]);
    w->name = NO_NAME;
    w->glued_left = glued_left;
    w->glued_right = in_mwt || strstr(column[MISC], "SpaceAfter=No");
    word_features(c, c->word_count++);
}

void corpus_word_add(corpus *c, const char *form)
{
    c->words = grow(c->words, &c->word_capacity, c->word_count + 1, sizeof *c->words);
    c->words[c->word_count] = (word){.form = strdup(form), .lemma = strdup(form)};
    word_features(c, c->word_count++);
}

void corpus_sentence_add(corpus *c, uint32_t first)
{
    c->sentences = grow(c->sentences, &c->sentence_capacity, c->sentence_count + 1,
                        sizeof *c->sentences);
    c->sentences[c->sentence_count++] =
        (sentence){first, (uint32_t)c->word_count - first, true};
}

typedef struct {
    corpus *c;
    const names *names;
    const char *genres;
    char id[256];
    bool skip, glued;
    bool entity_mode;
    uint32_t mwt_end, first;
    bool mwt_glued;
    entities open, done;
} reader;

static void sentence_end(reader *r)
{
    corpus *c = r->c;
    uint32_t count = (uint32_t)c->word_count - r->first;
    if (!count)
        return;
    c->sentences = grow(c->sentences, &c->sentence_capacity, c->sentence_count + 1,
                        sizeof *c->sentences);
    sentence *s = c->sentences + c->sentence_count++;
    *s = (sentence){r->first, count, false};
    word *w = c->words + s->first;
    bool bad = false;
    for (uint32_t i = 0; i < count; i++)
        bad = bad || w[i].upos == LAPI_UPOS_COUNT || w[i].rel == LAPI_REL_COUNT ||
              w[i].head > count;
    if (bad) {
        fprintf(stderr, "train: %s: unknown tag, relation or head, sentence skipped\n",
                r->id);
        c->sentence_count--;
    } else if (r->entity_mode) {
        s->named = true;
        for (uint32_t i = 0; i < count; i++)
            w[i].name = LAPI_NAME_O;
        for (uint32_t i = 0; i < r->done.count; i++)
            entity_apply(w, r->done.at[i]);
    } else {
        names_apply(r->names, r->id, c, s);
    }
    r->first = (uint32_t)c->word_count;
    r->done.count = r->open.count = 0;
    r->mwt_end = 0;
    r->glued = false;
}

static bool genre_listed(const char *genres, const char *genre)
{
    size_t bytes = strlen(genre);
    for (const char *at = genres; at; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL)
        if (!strncmp(at, genre, bytes) && (at[bytes] == ',' || !at[bytes]))
            return true;
    return false;
}

static void comment_read(reader *r, const char *line)
{
    if (!strncmp(line, "# sent_id = ", 12))
        snprintf(r->id, sizeof r->id, "%s", line + 12);
    else if (!strncmp(line, "# meta::genre = ", 16) && r->genres)
        r->skip = !genre_listed(r->genres, line + 16);
}

static void word_read(reader *r, char *column[COLUMNS])
{
    if (strchr(column[ID], '.'))
        return;
    uint32_t id = (uint32_t)strtoul(column[ID], NULL, 10);
    const char *dash = strchr(column[ID], '-');
    if (dash) {
        r->mwt_end = (uint32_t)strtoul(dash + 1, NULL, 10);
        r->mwt_glued = strstr(column[MISC], "SpaceAfter=No") != NULL;
        return;
    }
    word_add(r->c, column, r->glued, id < r->mwt_end);
    word *w = r->c->words + r->c->word_count - 1;
    if (id == r->mwt_end)
        w->glued_right = r->mwt_glued;
    r->glued = w->glued_right;
    const char *entity_value = r->entity_mode ? strstr(column[MISC], "Entity=") : NULL;
    if (entity_value)
        entity_parse(entity_value + 7, id - 1, &r->open, &r->done);
}

void corpus_read(corpus *c, const char *conllu, const char *iob2, const char *genres)
{
    names n = {0};
    if (iob2)
        names_read(&n, iob2);
    size_t bytes;
    char *text = file_read(conllu, &bytes);
    reader *r = calloc(1, sizeof *r);
    if (!r)
        exit(3);
    *r = (reader){.c = c,
                  .names = &n,
                  .genres = genres,
                  .entity_mode = !iob2,
                  .first = (uint32_t)c->word_count};
    char *at = text;
    for (char *line; (line = line_next(&at));) {
        char *column[COLUMNS];
        if (*line == '#')
            comment_read(r, line);
        else if (!*line)
            sentence_end(r);
        else if (!r->skip && split(line, column) == COLUMNS)
            word_read(r, column);
    }
    sentence_end(r);
    free(r);
    free(text);
    free(n.text);
    free(n.sentences);
    free(n.forms);
    free(n.labels);
}

void corpus_free(corpus *c)
{
    for (size_t i = 0; i < c->word_count; i++) {
        free(c->words[i].form);
        free(c->words[i].lemma);
    }
    free(c->words);
    free(c->feature);
    free(c->sentences);
    *c = (corpus){0};
}
