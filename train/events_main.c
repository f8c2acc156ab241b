/* Trains the scorer of events (src/event/score.h).
 *
 *   events_train OUT.lapm --names NAMES.tsv --rows ROWS.tsv ...
 *                [--articles ARTICLES.txt ...]
 *                [--verdicts READ.tsv ...] [--ud TEXT.conllu ...]
 *                [--limit THOUSANDTHS]
 *
 * Logistic regression over hashed features, by stochastic gradient descent in a fixed
 * order: the same bits with the same compiler. Every match of the lexicon in the
 * training sentences is an example: it is right when a row names its type and trigger,
 * an article's annotation (tests/devset) its type and sentence.
 * Example sentences of the lexicon are right where their own row matched. Of --ud,
 * genres that tell no political events are wrong throughout, others are what --verdicts
 * say. The table of confidence is fitted to held-out scores of --rows and --articles,
 * five parts. */
#include "event/score.h"
#include "events.h"
#include "model/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TABLE      (1u << LAPI_EVIDENCE_BITS)
#define EPOCHS     5
#define PARTS      5u
#define RATE       0.015
#define DECAY      2e-4
#define RARER_RATE 0.1
#define PRIOR      0.78 /* share of right matches in news */
#define SLOPE      0.3  /* scores part less well in news than in the rows */
#define STEPS      (2 * LAPI_SCORE_SPAN / LAPI_SCORE_STEP + 1)

void die(const char *what, const char *which)
{
    fprintf(stderr, "events_train: %s %s\n", what, which);
    exit(2);
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

/* Trains on all groups but those of part `out` (PARTS: on all). AdaGrad. How much rarer
 * right matches are in what was read than in the rows is no part of the model. */
static void fit(const corpus *c, uint32_t out, double *w)
{
    double rarer = 0, rarer_square = 0;
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
            double z = sum_of(c, w, e) + (e->from == FROM_READ ? rarer : 0);
            double g = (logistic(z) - e->right) * e->weight;
            if (e->from == FROM_READ) {
                rarer_square += g * g;
                rarer -= RARER_RATE * g / sqrt(rarer_square + 1e-2);
            }
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
            if (c->at[i].from > FROM_ARTICLES)
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
        if (c->at[i].from <= FROM_ARTICLES)
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
    static const char *const names[] = {"rows", "articles", "lexicon", "none", "read"};
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
            if (c->at[i].from > FROM_ARTICLES || (int)(p * 9.999) != bin)
                continue;
            n++;
            sum += p;
            right += c->at[i].right;
        }
        printf("  %.1f  n %4.0f  said %.3f  right %.3f\n", bin / 10.0, n,
               n > 0 ? sum / n : 0, n > 0 ? right / n : 0);
    }
    for (unsigned from = FROM_ROWS; from < FROMS; from++) {
        double above = 0, pairs = 0;
        for (uint32_t i = 0; i < c->count; i++)
            for (uint32_t k = 0; k < c->count; k++) {
                const example *x = &c->at[i], *y = &c->at[k];
                if (x->from != from || y->from != from || !x->right || y->right)
                    continue;
                pairs++;
                above += z[i] > z[k] ? 1 : z[i] == z[k] ? 0.5 : 0;
            }
        if (pairs > 0)
            printf("%s, held out: a right match above a wrong one in %.4f of pairs\n",
                   names[from], above / pairs);
    }
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

int main(int argc, char **argv)
{
    static double w[TABLE];
    corpus c = {0};
    double a, b;
    if (argc < 3)
        die("usage: OUT.lapm --names FILE --rows FILE ... --ud FILE ...", "");
    uint32_t limit = examples_read(&c, argc - 2, argv + 2);
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
