/* Trains the scorer of events (src/event/score.h).
 *
 *   events_train OUT.lapm --names NAMES.tsv --rows ROWS.tsv ...
 *                [--ud TEXT.conllu ...] [--limit THOUSANDTHS]
 *
 * Logistic regression over hashed features, by stochastic gradient descent in a fixed
 * order: the same bits with the same compiler. Every match of the lexicon in the
 * training sentences is an example: it is right when a row names its type and trigger.
 * Example sentences of the lexicon are right where their own row matched. Of --ud,
 * genres that tell no political events are wrong throughout, news is likely right. The
 * table of confidence is fitted to held-out scores of --rows only, five parts. */
#include "base/hash.h"
#include "event/score.h"
#include "know/embed.h"
#include "model/embed.h"
#include "model/file.h"
#include "pipeline/pipeline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define TABLE      (1u << LAPI_EVIDENCE_BITS)
#define EPOCHS     5
#define PARTS      5u
#define RATE       0.08
#define DECAY      2e-4
#define PRIOR      0.84 /* share of right matches in news */
#define SLOPE      0.5  /* scores part less well in news than in the rows */
#define LINE_BYTES 65536
#define CHUNK      5u /* sentences read as one text, besides each alone */
#define STEPS      (2 * LAPI_SCORE_SPAN / LAPI_SCORE_STEP + 1)

enum { FROM_ROWS, FROM_LEXICON, FROM_NONE, FROM_NEWS, FROMS };

/* How far an example of each counts, and how likely a match is right that nobody has
 * labelled. */
static const float weights[FROMS] = {3.0f, 0.05f, 0.3f, 0.3f};
static const float unlabelled = 0.8f;

typedef struct example {
    uint32_t first, count; /* features */
    uint32_t group;        /* sentence: held out together */
    float weight, target;  /* target: 0 wrong, 1 right, between: likely */
    int8_t right;
    uint8_t from;
} example;

typedef struct corpus {
    example *at;
    uint32_t count, capacity;
    uint32_t *features;
    uint32_t feature_count, feature_capacity;
    uint32_t groups;
} corpus;

typedef struct reader {
    lapi_know *know;
    lapi_pipeline *pipeline;
    lapi_doc doc;
    corpus *corpus;
} reader;

/* What a row says of a sentence: types and triggers, parallel. */
typedef struct label {
    uint32_t begin; /* where the sentence begins in the text */
    lapi_slice types, triggers;
} label;

typedef struct labels {
    label row[CHUNK];
    uint32_t rows;
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

static void die(const char *what, const char *which)
{
    fprintf(stderr, "events_train: %s %s\n", what, which);
    exit(2);
}

static void *grow(void *old, size_t count, size_t size)
{
    void *p = realloc(old, count * size);
    if (!p)
        die("out of memory", "");
    return p;
}

static void keep(corpus *c, const lapi_evidence *e, float target, float weight,
                 uint8_t from)
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
                                  .weight = weight,
                                  .target = target,
                                  .right = target > 0.5f,
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

/* Does a row name this record's type and trigger? */
static bool is_named(const labels *l, const lapi_doc *doc, const lapi_event *e)
{
    uint32_t at = 0;
    while (at + 1 < l->rows && l->row[at + 1].begin <= e->trigger.begin)
        at++;
    lapi_slice types = l->row[at].types, triggers = l->row[at].triggers, type, trigger;
    lapi_slice own = lapi_doc_slice(doc, e->trigger);
    lapi_slice head = lapi_doc_word(doc, e->head);
    while (lapi_slice_cut(&types, '|', &type) &&
           lapi_slice_cut(&triggers, '|', &trigger))
        if (lapi_slice_is(type, lapi_event_name(e->type)) &&
            (holds(own, trigger) || holds(trigger, head)))
            return true;
    return false;
}

static void take_record(reader *r, const labels *l, const lapi_event *e,
                        const lapi_evidence *evidence)
{
    if (e->actors.count + e->recipients.count == 0)
        return;
    float target = l->from == FROM_LEXICON ? 1.0f
                   : l->from == FROM_NEWS  ? unlabelled
                                           : 0.0f;
    if (l->from == FROM_LEXICON && e->frame != l->lexicon_row)
        return;
    if (l->from == FROM_ROWS && is_named(l, &r->doc, e))
        target = 1.0f;
    keep(r->corpus, evidence, target, weights[l->from], l->from);
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

static bool starts_with_any(const char *id, const char *const *prefixes)
{
    for (; *prefixes; prefixes++)
        if (strncmp(id, *prefixes, strlen(*prefixes)) == 0)
            return true;
    return false;
}

/* By the genre of EWT and GUM, all with an open licence: no political events, news, or
 * FROMS: not used. */
static uint8_t genre_of(const char *id)
{
    static const char *const none[] = {"reviews-",
                                       "answers-",
                                       "email-",
                                       "GUM_academic_",
                                       "GUM_fiction_",
                                       "GUM_vlog_",
                                       "GUM_conversation_",
                                       "GUM_voyage_",
                                       "GUM_whow_",
                                       NULL};
    static const char *const news[] = {"weblog-", "newsgroup-", "GUM_news_", NULL};
    if (starts_with_any(id, none))
        return FROM_NONE;
    return starts_with_any(id, news) ? FROM_NEWS : FROMS;
}

static void take_ud(reader *r, chunk *c, const char *path)
{
    static char line[LINE_BYTES];
    uint8_t genre = FROMS;
    gzFile file = gzopen(path, "rb");
    if (!file)
        die("cannot open", path);
    while (gzgets(file, line, sizeof line)) {
        line[strcspn(line, "\n")] = 0;
        if (strncmp(line, "# sent_id = ", 12) == 0) {
            char *number = strrchr(line, '-'); /* the rest names the text */
            if (number)
                *number = 0;
            if (c->of.rows == CHUNK || strcmp(c->id, line) != 0)
                take_chunk(r, c);
            strcpy(c->id, line);
            genre = genre_of(line + 12);
        }
        if (genre == FROMS || strncmp(line, "# text = ", 9) != 0)
            continue;
        c->of.from = genre;
        c->sentence[c->of.rows] = strcpy(c->line[c->of.rows], line + 9);
        c->of.row[c->of.rows++] = (label){.types = LAPI_S("")};
    }
    take_chunk(r, c);
    gzclose(file);
}

static double sum_of(const corpus *c, const double *w, const example *e)
{
    double z = 0;
    for (uint32_t i = 0; i < e->count; i++)
        z += w[c->features[e->first + i]];
    return z;
}

static double logistic(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

/* Trains on all groups but those of part `out` (PARTS: on all). AdaGrad. */
static void fit(const corpus *c, uint32_t out, double *w)
{
    double *square = calloc(TABLE, sizeof *square);
    uint32_t *order = calloc(c->count + 1, sizeof *order), seed = 1;
    if (!square || !order)
        die("out of memory", "");
    memset(w, 0, TABLE * sizeof *w);
    for (uint32_t i = 0; i < c->count; i++)
        order[i] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (uint32_t i = c->count; i > 1; i--) {
            seed = seed * 1664525u + 1013904223u;
            uint32_t k = (uint32_t)((uint64_t)seed * i >> 32), x = order[i - 1];
            order[i - 1] = order[k];
            order[k] = x;
        }
        for (uint32_t n = 0; n < c->count; n++) {
            const example *e = &c->at[order[n]];
            if (e->group % PARTS == out)
                continue;
            double g = (logistic(sum_of(c, w, e)) - e->target) * e->weight;
            for (uint32_t i = 0; i < e->count; i++) {
                uint32_t f = c->features[e->first + i];
                double step = g + DECAY * w[f] * 8;
                square[f] += step * step;
                w[f] -= RATE * step / sqrt(square[f] + 1e-2);
            }
        }
    }
    free(square);
    free(order);
}

/* Newton's steps for right ~ logistic(a z + b) over the rows, right ones weighted; the
 * slope is held or fitted. */
static void newton(const corpus *c, const double *z, double right, bool both, double *a,
                   double *b)
{
    for (int step = 0; step < 100; step++) {
        double ga = 0, gb = 0, haa = 1e-3, hab = 0, hbb = 1e-6;
        for (uint32_t i = 0; i < c->count; i++) {
            if (c->at[i].from != FROM_ROWS)
                continue;
            double weight = c->at[i].right ? right : 1;
            double p = logistic(*a * z[i] + *b);
            double d = weight * (p - c->at[i].right), h = weight * p * (1 - p);
            ga += d * z[i];
            gb += d;
            haa += h * z[i] * z[i];
            hab += both ? h * z[i] : 0;
            hbb += h;
        }
        double det = haa * hbb - hab * hab;
        if (det < 1e-9)
            return;
        if (both)
            *a -= fmax(-0.3, fmin(0.3, (hbb * ga - hab * gb) / det));
        *b -= fmax(-0.3, fmin(0.3, (haa * gb - hab * ga) / det));
    }
}

/* The rows hold more wrong matches than news does: right ones are weighted to PRIOR.
 * Fitted to held-out scores. */
static void calibrate(const corpus *c, const double *z, double *a, double *b)
{
    double n[2] = {1, 1};
    for (uint32_t i = 0; i < c->count; i++)
        if (c->at[i].from == FROM_ROWS)
            n[c->at[i].right]++;
    double right = PRIOR / (1 - PRIOR) * n[0] / n[1];
    *a = 1;
    *b = 0;
    newton(c, z, right, true, a, b);
    *a *= SLOPE;
    newton(c, z, right, false, a, b);
}

static void report(const corpus *c, const double *z, double a, double b)
{
    static const char *const names[] = {"rows", "lexicon", "none", "news"};
    for (int from = 0; from < FROMS; from++) {
        uint32_t n[2] = {0}, kept[2] = {0};
        for (uint32_t i = 0; i < c->count; i++)
            if (c->at[i].from == from) {
                n[c->at[i].right]++;
                kept[c->at[i].right] += logistic(a * z[i] + b) >= 0.5;
            }
        printf("%-8s right %5u, of them over one half %5u; wrong %5u, over %5u\n",
               names[from], n[1], kept[1], n[0], kept[0]);
    }
    for (int bin = 0; bin < 10; bin++) {
        double sum = 0, right = 0, n = 0;
        for (uint32_t i = 0; i < c->count; i++) {
            double p = logistic(a * z[i] + b);
            if (c->at[i].from != FROM_ROWS || (int)(p * 9.999) != bin)
                continue;
            n++;
            sum += p;
            right += c->at[i].right;
        }
        printf("  %.1f  n %4.0f  said %.3f  right %.3f\n", bin / 10.0, n,
               n > 0 ? sum / n : 0, n > 0 ? right / n : 0);
    }
    double above = 0, pairs = 0;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t k = 0; k < c->count; k++) {
            const example *x = &c->at[i], *y = &c->at[k];
            if (x->from != FROM_ROWS || y->from != FROM_ROWS || !x->right || y->right)
                continue;
            pairs++;
            above += z[i] > z[k] ? 1 : z[i] == z[k] ? 0.5 : 0;
        }
    printf("rows, held out: a right match above a wrong one in %.4f of pairs\n",
           pairs > 0 ? above / pairs : 0);
    printf("calibration: a %.4f, b %.4f\n", a, b);
}

static void put(unsigned char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * i);
}

static void put_entry(unsigned char *entry, const char *name, uint32_t type,
                      uint32_t columns, uint64_t offset, uint64_t bytes)
{
    snprintf((char *)entry, LAPI_MODEL_NAME_BYTES, "%s", name);
    put(entry + 32, type, 4);
    put(entry + 36, 1, 4);
    put(entry + 40, columns, 4);
    put(entry + 48, offset, 8);
    put(entry + 56, bytes, 8);
}

static void write_model(const char *path, const double *w, double a, double b,
                        uint32_t limit)
{
    enum {
        HEAD = LAPI_MODEL_HEADER_BYTES + 3 * LAPI_MODEL_ENTRY_BYTES,
        AT_CONFIDENCE = HEAD + TABLE,
        AT_LIMIT = AT_CONFIDENCE + (2 * STEPS + 63) / 64 * 64,
        SIZE = AT_LIMIT + 2
    };
    unsigned char *file = calloc(SIZE, 1);
    FILE *out = fopen(path, "wb");
    if (!file || !out)
        die("cannot write", path);
    memcpy(file, "LAPMODEL", 8);
    put(file + 8, LAPI_MODEL_VERSION, 4);
    put(file + 12, 3, 4);
    put(file + 16, SIZE, 8);
    unsigned char *entry = file + LAPI_MODEL_HEADER_BYTES;
    put_entry(entry, "weights", LAPI_TENSOR_I8, TABLE, HEAD, TABLE);
    put_entry(entry + 64, "confidence", LAPI_TENSOR_U16, STEPS, AT_CONFIDENCE,
              2 * STEPS);
    put_entry(entry + 128, "limit", LAPI_TENSOR_U16, 1, AT_LIMIT, 2);
    for (uint32_t i = 0; i < TABLE; i++) {
        double q = round(w[i] * 16);
        q = q > 127 ? 127 : q < -127 ? -127 : q;
        file[HEAD + i] = (unsigned char)(signed char)q;
    }
    for (int i = 0; i < STEPS; i++) {
        double z = (i * LAPI_SCORE_STEP - LAPI_SCORE_SPAN) / 16.0;
        put(file + AT_CONFIDENCE + 2 * i, (uint64_t)round(1000 * logistic(a * z + b)),
            2);
    }
    put(file + AT_LIMIT, limit, 2);
    put(file + 24, lapi_model_checksum(file, SIZE), 8);
    if (fwrite(file, 1, SIZE, out) != SIZE || fclose(out))
        die("cannot write", path);
    free(file);
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

static uint32_t read_all(reader *r, int argc, char **argv)
{
    static stand_ins names;
    static chunk sentences;
    uint32_t limit = 300;
    const char *mode = "";
    for (int i = 2; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0)
            mode = argv[i];
        else if (strcmp(mode, "--names") == 0)
            read_names(&names, argv[i]);
        else if (strcmp(mode, "--rows") == 0)
            take_rows(r, &sentences, argv[i]);
        else if (strcmp(mode, "--ud") == 0)
            take_ud(r, &sentences, argv[i]);
        else if (strcmp(mode, "--limit") == 0)
            limit = (uint32_t)strtoul(argv[i], NULL, 10);
        else
            die("no such option:", argv[i]);
    }
    if (names.to_count)
        take_lexicon(r, &names);
    return limit;
}

int main(int argc, char **argv)
{
    static double w[TABLE];
    corpus c = {0};
    reader r = {0};
    double a, b;
    if (argc < 3)
        die("usage: OUT.lapm --names FILE --rows FILE ... --ud FILE ...", "");
    open_reader(&r, &c);
    uint32_t limit = read_all(&r, argc, argv);
    double *z = calloc(c.count + 1, sizeof *z);
    if (!z)
        die("out of memory", "");
    for (uint32_t part = 0; part < PARTS; part++) {
        fit(&c, part, w);
        for (uint32_t i = 0; i < c.count; i++)
            if (c.at[i].group % PARTS == part)
                z[i] = sum_of(&c, w, &c.at[i]);
    }
    calibrate(&c, z, &a, &b);
    report(&c, z, a, b);
    fit(&c, PARTS, w);
    write_model(argv[1], w, a, b, limit);
    return 0;
}
