/* Trains the model that grades facts (src/event/grade.h).
 *
 *   facts_train MODEL.lapm TRAIN.tsv [DEV.tsv]
 *
 * A line "T<TAB>text" begins a sentence, a line "P<TAB>byte<TAB>value" tells the grade,
 * -3 to 3, of the predicate that begins there. Stochastic gradients with steps of their
 * own for each weight, the squared error of the sum held to [-3, 3]; fixed seed. */
#include "base/hash.h"
#include "event/grade.h"
#include "image.h"
#include "know/embed.h"
#include "model/embed.h"
#include "pipeline/pipeline.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EPOCHS     4
#define RATE       0.08
#define DECAY      1e-4
#define HOLD       3.3 /* sums beyond are not pulled further out */
#define LINE_BYTES (1u << 16)

typedef struct example {
    uint32_t feature[LAPI_GRADE_FEATURES_MAX];
    uint32_t count;
    float value;
} example;

typedef struct examples {
    example *at;
    size_t count, capacity;
    size_t missed; /* predicates that have no fact */
    double missed_error;
} examples;

static void die(const char *what)
{
    fprintf(stderr, "facts_train: %s\n", what);
    exit(2);
}

typedef struct reader {
    const lapi_pipeline *pipeline;
    lapi_cues cues;
    lapi_arena *arena;
    lapi_doc doc;
    lapi_reading reading;
    char text[LINE_BYTES];
} reader;

static void read_sentence(reader *r, const char *text)
{
    snprintf(r->text, sizeof r->text, "%s", text);
    lapi_arena_reset(r->arena, SIZE_MAX);
    r->doc = (lapi_doc){.arena = r->arena,
                        .text = r->text,
                        .text_bytes = (uint32_t)strlen(r->text),
                        .date = LAPI_DAY_NONE};
    if (lapi_pipeline_run(r->pipeline, LAPI_STAGE_FACT, &r->doc) != LAP_OK ||
        lapi_reading_init(NULL, &r->doc, &r->reading) != LAP_OK)
        die("a sentence cannot be read");
}

static void add_predicate(reader *r, uint32_t byte, float value, examples *all)
{
    const lapi_tokens *t = &r->doc.tokens;
    uint32_t w = 0;
    while (w < t->count && !(t->begin[w] <= byte && byte < t->end[w]))
        w++;
    uint32_t f = w < t->count ? r->doc.facts.by_word[w] : LAPI_NONE;
    if (f == LAPI_NONE) {
        all->missed++;
        all->missed_error += fabs(3.0 - (double)value);
        return;
    }
    if (all->count == all->capacity) {
        all->capacity = all->capacity ? all->capacity * 2 : 4096;
        all->at = realloc(all->at, all->capacity * sizeof *all->at);
        if (!all->at)
            die("out of memory");
    }
    example *e = &all->at[all->count++];
    e->value = value;
    e->count =
        lapi_grade_features(&r->reading, &r->cues, &r->doc.facts.at[f], e->feature);
}

static examples read_file(reader *r, const char *path)
{
    static char line[LINE_BYTES];
    examples all = {0};
    FILE *file = fopen(path, "r");
    if (!file)
        die("cannot read the examples");
    while (fgets(line, sizeof line, file)) {
        line[strcspn(line, "\n")] = 0;
        char *end;
        if (line[0] == 'T')
            read_sentence(r, line + 2);
        else if (line[0] == 'P') {
            uint32_t byte = (uint32_t)strtoul(line + 2, &end, 10);
            add_predicate(r, byte, strtof(end, NULL), &all);
        }
    }
    fclose(file);
    return all;
}

static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    return lapi_hash_mix(lapi_hash_mix(*state));
}

static double score(const double *weights, const example *e)
{
    double sum = 0;
    for (uint32_t i = 0; i < e->count; i++)
        sum += weights[e->feature[i]];
    return sum;
}

static void train(const examples *all, double *weights)
{
    double *squares = calloc(LAPI_GRADE_BUCKETS, sizeof *squares);
    uint32_t *order = calloc(all->count + 1, sizeof *order);
    uint64_t state = 1;
    if (!squares || !order)
        die("out of memory");
    for (size_t i = 0; i < all->count; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = all->count; i > 1; i--) {
            size_t j = (size_t)(next_random(&state) % i);
            uint32_t keep = order[i - 1];
            order[i - 1] = order[j];
            order[j] = keep;
        }
        for (size_t i = 0; i < all->count; i++) {
            const example *e = &all->at[order[i]];
            double sum = score(weights, e);
            double gap = sum - (double)e->value;
            if ((sum > HOLD && e->value > 2) || (sum < -HOLD && e->value < -2))
                continue;
            for (uint32_t k = 0; k < e->count; k++) {
                uint32_t f = e->feature[k];
                double g = gap + DECAY * weights[f];
                squares[f] += g * g;
                weights[f] -= RATE * g / sqrt(squares[f] + 1.0) / 2;
            }
        }
    }
    free(squares);
    free(order);
}

static void report(const char *name, const examples *all, const double *weights)
{
    double error = all->missed_error, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
    double n = (double)all->count;
    for (size_t i = 0; i < all->count; i++) {
        double x = score(weights, &all->at[i]), y = (double)all->at[i].value;
        x = x > 3 ? 3 : x < -3 ? -3 : x;
        error += fabs(x - y);
        a += x, b += y, aa += x * x, bb += y * y, ab += x * y;
    }
    double r = (n * ab - a * b) / sqrt((n * aa - a * a) * (n * bb - b * b));
    printf("%s: %zu predicates, %zu without a fact, MAE %.3f, r %.3f\n", name,
           all->count, all->missed, error / (n + (double)all->missed), r);
}

static void write_model(const char *path, const double *weights)
{
    static uint16_t whole[LAPI_GRADE_BUCKETS];
    image m = image_new(1);
    for (uint32_t i = 0; i < LAPI_GRADE_BUCKETS; i++) {
        double v = weights[i] * 100 * LAPI_GRADE_UNIT;
        v = v > 32767 ? 32767 : v < -32767 ? -32767 : v;
        whole[i] = (uint16_t)lround(v);
    }
    image_u16(&m, "weights", 1, LAPI_GRADE_BUCKETS, whole);
    image_write(&m, path);
}

int main(int argc, char **argv)
{
    static double weights[LAPI_GRADE_BUCKETS];
    static reader r;
    lapi_know *know = NULL;
    lapi_pipeline *pipeline = NULL;
    lap_error error = {0};
    if (argc < 3)
        die("usage: facts_train MODEL.lapm TRAIN.tsv [DEV.tsv]");
    size_t size;
    const void *pack = lapi_know_embedded(&size);
    lapi_pipeline_parts parts = {.program = "facts_train"};
    parts.model = lapi_model_embedded(&parts.model_bytes);
    if (lapi_know_open(pack, size, &know, &error) != LAP_OK ||
        lapi_arena_new(0, &r.arena) != LAP_OK ||
        lapi_cues_init(know, &r.cues, &error) != LAP_OK)
        die("cannot open the pack");
    parts.know = know;
    if (lapi_pipeline_new(&parts, &pipeline, &error) != LAP_OK)
        die("cannot open the stages");
    r.pipeline = pipeline;
    examples seen = read_file(&r, argv[2]);
    train(&seen, weights);
    report("train", &seen, weights);
    if (argc > 3) {
        examples unseen = read_file(&r, argv[3]);
        report("dev", &unseen, weights);
        free(unseen.at);
    }
    write_model(argv[1], weights);
    free(seen.at);
    lapi_cues_clear(&r.cues);
    lapi_arena_free(r.arena);
    lapi_pipeline_free(pipeline);
    lapi_know_free(know);
    return 0;
}
