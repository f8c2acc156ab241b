/* Sentences with their labels read into examples. */
#include "event/evidence.h"
#include "events.h"
#include "events_verdicts.h"
#include "know/embed.h"
#include "model/embed.h"
#include "pipeline/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define LINE_BYTES 65536
#define CHUNK      5u  /* sentences read as one text, besides each alone */
#define EVENTS     64u /* of an annotated article */

/* How far an example of each counts. */
static const float weights[FROMS] = {3.0f, 3.0f, 0.05f, 0.3f, 2.0f};

typedef struct reader {
    lapi_know *know;
    lapi_pipeline *pipeline;
    lapi_doc doc;
    verdicts verdicts;
    corpus *corpus;
} reader;

/* What a row says of a sentence: types and triggers, parallel. */
typedef struct label {
    uint32_t begin; /* where the sentence begins in the text */
    lapi_slice types, triggers;
    const char *sentence; /* its name in a treebank */
} label;

/* An event of an annotated article: its type and where its trigger begins. */
typedef struct told {
    lapi_slice type;
    uint32_t at;
    bool optional;
} told;

typedef struct labels {
    label row[CHUNK];
    uint32_t rows;
    told event[EVENTS];
    uint32_t events;
    uint32_t types; /* bits: those that the whole article tells */
    uint32_t lexicon_row;
    uint8_t from;
} labels;

/* Sentences that follow each other, with their labels. */
typedef struct chunk {
    char line[CHUNK][LINE_BYTES], text[CHUNK * LINE_BYTES];
    const char *sentence[CHUNK];
    labels of;
    char id[LINE_BYTES]; /* of their text in the treebank */
} chunk;

static void *grow(void *old, size_t count, size_t size)
{
    void *p = realloc(old, count * size);
    if (!p)
        die("out of memory", "");
    return p;
}

static void keep(corpus *c, const lapi_evidence *e, bool right, uint8_t from)
{
    if (c->count == c->capacity) {
        c->capacity = c->capacity ? 2 * c->capacity : 1024;
        c->at = grow(c->at, c->capacity, sizeof *c->at);
    }
    while (c->feature_count + e->count > c->feature_capacity) {
        c->feature_capacity = c->feature_capacity ? 2 * c->feature_capacity : 65536;
        c->features = grow(c->features, c->feature_capacity, sizeof *c->features);
    }
    c->at[c->count++] = (example){.first = c->feature_count,
                                  .count = e->count,
                                  .group = c->groups,
                                  .weight = weights[from],
                                  .right = right,
                                  .from = from};
    for (uint32_t i = 0; i < e->count; i++)
        c->features[c->feature_count++] = e->item[i].at;
}

static bool holds(lapi_slice text, lapi_slice part)
{
    for (uint32_t i = 0; i + part.bytes <= text.bytes; i++)
        if (memcmp(text.at + i, part.at, part.bytes) == 0)
            return true;
    return false;
}

/* The annotation of an article that names this record's type in its sentence, or NULL:
 * one that must be told if there is. */
static const told *annotated(const labels *l, const lapi_doc *doc, const lapi_event *e)
{
    const lapi_sentences *s = &doc->sentences;
    uint32_t first = s->first[e->sentence], end = s->first[e->sentence + 1];
    const told *found = NULL;
    for (uint32_t i = 0; i < l->events; i++)
        if (lapi_slice_is(l->event[i].type, lapi_event_name(e->type)) &&
            l->event[i].at >= doc->tokens.begin[first] &&
            l->event[i].at < doc->tokens.end[end - 1] && (!found || found->optional))
            found = &l->event[i];
    return found;
}

static const label *row_of(const labels *l, const lapi_event *e)
{
    uint32_t at = 0;
    while (at + 1 < l->rows && l->row[at + 1].begin <= e->trigger.begin)
        at++;
    return &l->row[at];
}

/* Does a row name this record's type and trigger? */
static bool is_named(const label *row, const lapi_doc *doc, const lapi_event *e)
{
    lapi_slice types = row->types, triggers = row->triggers, type, trigger;
    lapi_slice own = lapi_doc_slice(doc, e->trigger);
    lapi_slice head = lapi_doc_word(doc, e->head);
    while (lapi_slice_cut(&types, '|', &type) &&
           lapi_slice_cut(&triggers, '|', &trigger))
        if (lapi_slice_is(type, lapi_event_name(e->type)) &&
            (holds(own, trigger) || holds(trigger, head)))
            return true;
    return false;
}

/* What is said of a record. */
static verdict judge(const reader *r, const labels *l, const lapi_event *e)
{
    const lapi_doc *doc = &r->doc;
    bool right = false;
    switch (l->from) {
    case FROM_LEXICON:
        return e->frame == l->lexicon_row ? VERDICT_RIGHT : VERDICT_OPEN;
    case FROM_READ:
        return verdict_of(&r->verdicts, row_of(l, e)->sentence,
                          lapi_event_name(e->type), lapi_doc_word(doc, e->head));
    case FROM_ROWS:
        right = is_named(row_of(l, e), doc, e);
        break;
    case FROM_ARTICLES: {
        const told *as = annotated(l, doc, e);
        if (as && as->optional)
            return VERDICT_OPEN;
        right = as != NULL;
        break;
    }
    default:
        return VERDICT_WRONG;
    }
    bool noun = doc->tokens.upos[e->head] == LAPI_UPOS_NOUN;
    if (!right && noun && l->types >> e->type & 1)
        return VERDICT_OPEN; /* "the attack", told where it is annotated */
    return right ? VERDICT_RIGHT : VERDICT_WRONG;
}

static void take_record(reader *r, const labels *l, const lapi_event *e,
                        const lapi_evidence *evidence)
{
    verdict v = judge(r, l, e);
    if (v != VERDICT_OPEN)
        keep(r->corpus, evidence, v == VERDICT_RIGHT, l->from);
}

/* Reads one text and keeps its records as examples. */
static void take(reader *r, const char *text, const labels *l)
{
    lapi_reading reading;
    lapi_matches matches;
    lapi_surroundings around;
    lapi_arena *arena = r->doc.arena;
    lapi_arena_reset(arena, 1u << 24);
    r->doc = (lapi_doc){.arena = arena, .date = LAPI_DAY_NONE};
    r->doc.anchor = LAPI_ANCHOR_NONE;
    r->doc.text = text;
    r->doc.text_bytes = (uint32_t)strlen(text);
    const lapi_coder *coder = lapi_pipeline_events(r->pipeline);
    lapi_evidence *evidence = lapi_arena_get(arena, 1, sizeof *evidence);
    if (!evidence || lapi_pipeline_run(r->pipeline, LAPI_STAGE_FACT, &r->doc) ||
        lapi_coder_propose(coder, &r->doc, &reading, &matches))
        die("cannot read", text);
    if (r->doc.events.count == 0)
        return;
    if (lapi_surroundings_read(&reading, &matches, &around))
        die("cannot read", text);
    for (uint32_t i = 0; i < r->doc.events.count; i++) {
        const lapi_event *e = &r->doc.events.at[i];
        const lapi_match *match = lapi_evidence_match(&matches, e);
        if (!match)
            continue;
        lapi_evidence_gather(&around, match, e, evidence);
        take_record(r, l, e, evidence);
    }
}

/* Every sentence alone, and all of them as one text; one group. */
static void take_chunk(reader *r, chunk *c)
{
    size_t n = 0;
    for (uint32_t i = 0; i < c->of.rows; i++) {
        labels one = {.row = {c->of.row[i]}, .rows = 1, .from = c->of.from};
        take(r, c->sentence[i], &one);
        c->of.row[i].begin = (uint32_t)n;
        n += (size_t)sprintf(c->text + n, "%s%s", c->sentence[i],
                             i + 1 < c->of.rows ? " " : "");
    }
    if (c->of.rows > 1)
        take(r, c->text, &c->of);
    r->corpus->groups++;
    c->of.rows = 0;
}

/* Invented countries of the lexicon's examples are given real names, in turn. */
typedef struct stand_ins {
    char from[16][32], to[64][32];
    uint32_t from_count, to_count, next;
} stand_ins;

static void read_names(stand_ins *s, const char *path)
{
    char line[256];
    FILE *file = fopen(path, "r");
    if (!file)
        die("cannot open", path);
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *tab = strchr(line, '\t');
        if (line[0] == '#' || !tab)
            continue;
        *tab = 0;
        if (strcmp(line, "invented") == 0 && s->from_count < 16)
            snprintf(s->from[s->from_count++], 32, "%.31s", tab + 1);
        else if (strcmp(line, "real") == 0 && s->to_count < 64)
            snprintf(s->to[s->to_count++], 32, "%.31s", tab + 1);
    }
    fclose(file);
}

static void replace_names(stand_ins *s, const char *text, char *out, size_t room)
{
    size_t n = 0;
    s->next += 3;
    while (*text && n + 64 < room) {
        uint32_t k = 0;
        while (k < s->from_count && strncmp(text, s->from[k], strlen(s->from[k])) != 0)
            k++;
        if (k == s->from_count) {
            out[n++] = *text++;
            continue;
        }
        n += (size_t)snprintf(out + n, room - n, "%s",
                              s->to[(s->next + 7 * k) % s->to_count]);
        text += strlen(s->from[k]);
    }
    out[n] = 0;
}

static void take_lexicon(reader *r, stand_ins *names)
{
    static char text[LINE_BYTES];
    const lapi_table *table = lapi_know_table(r->know, LAPI_TABLE_LEXICON);
    for (uint32_t row = 0; row < lapi_table_rows(table); row++) {
        lapi_slice cell = lapi_table_cell(table, row, LAPI_LEXICON_EXAMPLE);
        if (cell.bytes == 0 || cell.bytes > 1000)
            continue;
        char line[1024];
        snprintf(line, sizeof line, "%.*s", (int)cell.bytes, cell.at);
        replace_names(names, line, text, sizeof text);
        labels l = {.rows = 1, .lexicon_row = row, .from = FROM_LEXICON};
        take(r, text, &l);
        take(r, line, &l);
        r->corpus->groups++;
    }
}

static void take_rows(reader *r, chunk *c, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        die("cannot open", path);
    c->of.from = FROM_ROWS;
    for (char *line = c->line[0]; fgets(line, LINE_BYTES, file);) {
        line[strcspn(line, "\n")] = 0;
        char *sentence = strchr(line, '\t');
        char *trigger = sentence ? strchr(sentence + 1, '\t') : NULL;
        if (line[0] == '#' || strncmp(line, "label\t", 6) == 0)
            continue;
        if (!trigger)
            die("a row without three cells:", line);
        *sentence++ = 0;
        *trigger++ = 0;
        c->sentence[c->of.rows] = sentence;
        c->of.row[c->of.rows++] =
            (label){.types = lapi_slice_str(line), .triggers = lapi_slice_str(trigger)};
        if (c->of.rows == CHUNK)
            take_chunk(r, c);
        line = c->line[c->of.rows];
    }
    take_chunk(r, c);
    fclose(file);
}

/* "! near | trigger | TYPE | ...": where the trigger stands in the text. */
static void take_annotation(labels *l, const char *text, char *line)
{
    char *trigger = strstr(line, " | ");
    char *type = trigger ? strstr(trigger + 3, " | ") : NULL;
    char *end = type ? strstr(type + 3, " | ") : NULL;
    if (!end || l->events == EVENTS)
        die("no annotation:", line);
    *trigger = *type = *end = 0;
    const char *near = strstr(text, line + 2);
    const char *at = near ? strstr(near, trigger + 3) : NULL;
    if (!at)
        die("not in the text:", line);
    for (unsigned k = 0; k < LAPI_EVENT_TYPES; k++)
        if (strcmp(type + 3, lapi_event_name(k)) == 0)
            l->types |= 1u << k;
    l->event[l->events++] = (told){.type = lapi_slice_str(type + 3),
                                   .at = (uint32_t)(at - text),
                                   .optional = line[0] == '?'};
}

/* The article as one text, and every sentence alone; one group. */
static void take_article(reader *r, const char *text, const labels *l)
{
    static char alone[CHUNK * LINE_BYTES];
    static lapi_span span[EVENTS];
    take(r, text, l);
    const lapi_sentences *s = &r->doc.sentences;
    uint32_t n = s->count < EVENTS ? s->count : EVENTS;
    for (uint32_t i = 0; i < n; i++)
        span[i] = lapi_doc_words(&r->doc, s->first[i], s->first[i + 1]);
    for (uint32_t i = 0; i < n; i++) {
        labels one = {.from = l->from, .types = l->types};
        for (uint32_t k = 0; k < l->events; k++)
            if (l->event[k].at >= span[i].begin && l->event[k].at < span[i].end)
                one.event[one.events++] = (told){.type = l->event[k].type,
                                                 .at = l->event[k].at - span[i].begin,
                                                 .optional = l->event[k].optional};
        snprintf(alone, sizeof alone, "%.*s", (int)(span[i].end - span[i].begin),
                 text + span[i].begin);
        take(r, alone, &one);
    }
    r->corpus->groups++;
}

/* Articles of tests/devset; those that tell no event have no line of an event. */
static void take_articles(reader *r, const char *path)
{
    static char line[EVENTS][LINE_BYTES], text[CHUNK * LINE_BYTES];
    static labels l;
    FILE *file = fopen(path, "r");
    if (!file)
        die("cannot open", path);
    l.from = FROM_ARTICLES;
    for (bool more = true; more;) {
        if (l.events == EVENTS)
            die("too many events:", text);
        char *next = line[l.events];
        more = fgets(next, LINE_BYTES, file);
        if (!more || strncmp(next, "## ", 3) == 0) {
            take_article(r, text, &l);
            l = (labels){.from = FROM_ARTICLES};
            text[0] = 0;
        } else if (strncmp(next, "! ", 2) == 0 || strncmp(next, "? ", 2) == 0) {
            take_annotation(&l, text, next);
        } else if (strlen(text) + strlen(next) < sizeof text) {
            strcat(text, next);
        }
    }
    fclose(file);
}

static bool starts_with_any(const char *id, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (strncmp(id, *prefixes, strlen(*prefixes)) == 0)
            return true;
    return false;
}

/* By the genre of EWT and GUM, those with an open licence: no political events, matches
 * that were judged one by one, or FROMS: not used. */
static uint8_t genre_of(const char *id)
{
    static const char *const none[] = {
        "reviews-",  "answers-",          "email-",      "GUM_academic_",
        "GUM_vlog_", "GUM_conversation_", "GUM_voyage_", NULL};
    static const char *const read[] = {"weblog-",        "newsgroup-", "GUM_news_",
                                       "GUM_interview_", "GUM_bio_",   "GUM_speech_",
                                       "GUM_textbook_",  "GUM_court_", NULL};
    if (starts_with_any(id, none))
        return FROM_NONE;
    return starts_with_any(id, read) ? FROM_READ : FROMS;
}

static void take_ud(reader *r, chunk *c, const char *path)
{
    static char line[LINE_BYTES], name[CHUNK][LINE_BYTES];
    uint8_t genre = FROMS;
    gzFile file = gzopen(path, "rb");
    if (!file)
        die("cannot open", path);
    while (gzgets(file, line, sizeof line)) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "# sent_id = ", 12) == 0) {
            char *number = strrchr(line, '-'); /* the rest names the text */
            size_t text = number ? (size_t)(number - line) : strlen(line);
            if (c->of.rows == CHUNK || strlen(c->id) != text ||
                strncmp(c->id, line, text) != 0)
                take_chunk(r, c);
            snprintf(c->id, sizeof c->id, "%.*s", (int)text, line);
            strcpy(name[c->of.rows], line + 12);
            genre = genre_of(line + 12);
        }
        if (genre == FROMS || strncmp(line, "# text = ", 9) != 0)
            continue;
        c->of.from = genre;
        c->sentence[c->of.rows] = strcpy(c->line[c->of.rows], line + 9);
        c->of.row[c->of.rows] =
            (label){.types = LAPI_S(""), .sentence = name[c->of.rows]};
        c->of.rows++;
    }
    take_chunk(r, c);
    gzclose(file);
}

static void open_reader(reader *r, corpus *c)
{
    size_t size;
    lap_error error;
    lapi_pipeline_parts parts = {.program = "events_train"};
    const void *pack = lapi_know_embedded(&size);
    parts.model = lapi_model_embedded(&parts.model_bytes);
    if (lapi_know_open(pack, size, &r->know, &error))
        die("knowledge:", error.text);
    parts.know = r->know;
    if (lapi_pipeline_new(&parts, &r->pipeline, &error))
        die("pipeline:", error.text);
    if (lapi_arena_new(0, &r->doc.arena))
        die("out of memory", "");
    r->corpus = c;
}

uint32_t examples_read(corpus *c, int count, char **argument)
{
    static stand_ins names;
    static chunk sentences;
    reader r = {0};
    uint32_t limit = 300;
    const char *mode = "";
    open_reader(&r, c);
    for (int i = 0; i < count; i++) {
        if (strncmp(argument[i], "--", 2) == 0)
            mode = argument[i];
        else if (strcmp(mode, "--names") == 0)
            read_names(&names, argument[i]);
        else if (strcmp(mode, "--rows") == 0)
            take_rows(&r, &sentences, argument[i]);
        else if (strcmp(mode, "--articles") == 0)
            take_articles(&r, argument[i]);
        else if (strcmp(mode, "--verdicts") == 0)
            verdicts_read(&r.verdicts, argument[i]);
        else if (strcmp(mode, "--ud") == 0)
            take_ud(&r, &sentences, argument[i]);
        else if (strcmp(mode, "--limit") == 0)
            limit = (uint32_t)strtoul(argument[i], NULL, 10);
        else
            die("no such option:", argument[i]);
    }
    if (names.to_count)
        take_lexicon(&r, &names);
    return limit;
}
