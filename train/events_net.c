/* Adam (Kingma and Ba 2015) on batches; moments of the table's rows only move when a
 * row is used. Dropout of clues and of hidden numbers. One thread, a fixed order. */
#include "events_net.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BATCH     32u
#define EPOCHS    6
#define RATE      1e-3f
#define FLOOR     0.3f /* of the rate, that it falls to */
#define DECAY     0.01f
#define KEEP_CLUE 0.85f
#define KEEP      0.75f
#define TAIL      0.5 /* share of the steps after which means are taken */
#define EVERY     200 /* steps between them */
#define MODE_LOSS 0.3f

/* Everything but the table is one run of floats. */
#define DENSE_FLOATS ((sizeof(net) - offsetof(net, input)) / sizeof(float))

typedef struct fit {
    net *mean; /* of the network in the last steps */
    double means;
    net *n, *gradient, *first, *second; /* moments */
    uint8_t *touched;                   /* [TABLE] */
    uint32_t *rows, row_count;
    uint64_t seed;
    long step;
    double loss;
} fit;

typedef struct pass {
    uint32_t row[LAPI_CLUES_MAX], rows; /* clues kept */
    float first[H], second[H], score[OUT];
    float first_kept[H], second_kept[H]; /* 0 or 1 / KEEP */
} pass;

static float chance(uint64_t *seed)
{
    return (float)(draw(seed) >> 40) / (float)(1 << 24);
}

static void vector_of(const corpus *c, const example *e, uint32_t i, float *out)
{
    if (i >= LAPI_CLUE_SLOTS) {
        memcpy(out, c->bags[e->bag].of[i - LAPI_CLUE_SLOTS], V * sizeof *out);
        return;
    }
    const uint8_t *at = c->vectors.at + (size_t)e->slot[i] * V;
    for (uint32_t k = 0; k < V; k++)
        out[k] = (float)((int)at[k] - LAPI_ACTIVATION_ZERO) * LAPI_WEIGH_UNIT;
}

static bool is_there(const example *e, uint32_t i)
{
    return i >= LAPI_CLUE_SLOTS || e->slot[i] != LAPI_WEIGH_NO_VECTOR;
}

static void first_layer(const net *n, const corpus *c, const example *e, pass *p)
{
    float vector[V];
    memcpy(p->first, n->input_bias, sizeof p->first);
    for (uint32_t i = 0; i < p->rows; i++)
        for (uint32_t j = 0; j < H; j++)
            p->first[j] += n->table[p->row[i]][j];
    for (uint32_t i = 0; i < VECTORS; i++) {
        if (!is_there(e, i))
            continue;
        vector_of(c, e, i, vector);
        for (uint32_t k = 0; k < V; k++)
            for (uint32_t j = 0; j < H; j++)
                p->first[j] += vector[k] * n->input[i][k][j];
    }
    for (uint32_t j = 0; j < H; j++)
        p->first[j] = p->first[j] > 0 ? p->first[j] * p->first_kept[j] : 0;
}

/* out[to] = bias + x[H] * weights[H][to]. */
static inline void map(const float *x, const float *bias, const float *weights,
                       uint32_t to, float *out)
{
    memcpy(out, bias, to * sizeof *out);
    for (uint32_t k = 0; k < H; k++)
        for (uint32_t j = 0; j < to && x[k] != 0; j++)
            out[j] += x[k] * weights[(size_t)k * to + j];
}

/* The same backwards: adds to the gradients of the weights and of the bias of x, and
 * gives that of x, as far as it was kept. */
static inline void map_back(const float *x, const float *kept, const float *weights,
                            uint32_t to, const float *of_out, float *of_weights,
                            float *of_bias, float *of_x)
{
    for (uint32_t k = 0; k < H; k++) {
        float sum = 0;
        for (uint32_t j = 0; j < to && x[k] != 0; j++) {
            sum += of_out[j] * weights[(size_t)k * to + j];
            of_weights[(size_t)k * to + j] += x[k] * of_out[j];
        }
        of_x[k] = sum * kept[k];
        of_bias[k] += of_x[k];
    }
}

static void forward(const net *n, const corpus *c, const example *e, pass *p)
{
    first_layer(n, c, e, p);
    map(p->first, n->hidden_bias, n->hidden[0], H, p->second);
    for (uint32_t j = 0; j < H; j++)
        p->second[j] = p->second[j] > 0 ? p->second[j] * p->second_kept[j] : 0;
    map(p->second, n->output_bias, n->output[0], OUT, p->score);
}

void net_score(const net *n, const corpus *c, const example *e, float *score)
{
    pass p;
    p.rows = e->count;
    memcpy(p.row, c->rows + e->first, e->count * sizeof *p.row);
    for (uint32_t j = 0; j < H; j++)
        p.first_kept[j] = p.second_kept[j] = 1;
    forward(n, c, e, &p);
    memcpy(score, p.score, sizeof p.score);
}

/* Gradient of the cross entropy of one choice among score[from .. to); returns the
 * loss. */
static double choose(const float *score, uint32_t from, uint32_t to, uint32_t right,
                     float weight, float *gradient)
{
    float most = score[from], sum = 0;
    for (uint32_t k = from; k < to; k++)
        most = score[k] > most ? score[k] : most;
    for (uint32_t k = from; k < to; k++)
        sum += gradient[k] = expf(score[k] - most);
    double loss = -(double)(score[right] - most - logf(sum)) * (double)weight;
    for (uint32_t k = from; k < to; k++)
        gradient[k] *= weight / sum;
    gradient[right] -= weight;
    return loss;
}

static void backward(fit *f, const corpus *c, const example *e, const pass *p,
                     const float *of_score)
{
    net *g = f->gradient;
    const net *n = f->n;
    float of_second[H], of_first[H], vector[V];
    for (uint32_t j = 0; j < OUT; j++)
        g->output_bias[j] += of_score[j];
    map_back(p->second, p->second_kept, n->output[0], OUT, of_score, g->output[0],
             g->hidden_bias, of_second);
    map_back(p->first, p->first_kept, n->hidden[0], H, of_second, g->hidden[0],
             g->input_bias, of_first);
    for (uint32_t i = 0; i < VECTORS; i++) {
        if (!is_there(e, i))
            continue;
        vector_of(c, e, i, vector);
        for (uint32_t k = 0; k < V; k++)
            for (uint32_t j = 0; j < H; j++)
                g->input[i][k][j] += vector[k] * of_first[j];
    }
    for (uint32_t i = 0; i < p->rows; i++) {
        uint32_t row = p->row[i];
        if (!f->touched[row]) {
            f->touched[row] = 1;
            f->rows[f->row_count++] = row;
        }
        for (uint32_t j = 0; j < H; j++)
            g->table[row][j] += of_first[j];
    }
}

static void learn_one(fit *f, const corpus *c, const example *e)
{
    pass p;
    float of_score[OUT] = {0};
    p.rows = 0;
    for (uint32_t i = 0; i < e->count; i++)
        if (chance(&f->seed) < KEEP_CLUE)
            p.row[p.rows++] = c->rows[e->first + i];
    for (uint32_t j = 0; j < H; j++) {
        p.first_kept[j] = chance(&f->seed) < KEEP ? 1 / KEEP : 0;
        p.second_kept[j] = chance(&f->seed) < KEEP ? 1 / KEEP : 0;
    }
    forward(f->n, c, e, &p);
    f->loss += choose(p.score, 0, LAPI_WEIGH_TYPES, e->type, e->weight, of_score);
    if (e->mode != NO_MODE) {
        uint32_t from = e->mode, to = e->mode + 1u;
        while (from > 0 && c->type_of[from - 1] == e->type)
            from--;
        while (to < LAPI_WEIGH_MODES && c->type_of[to] == e->type)
            to++;
        choose(p.score, LAPI_WEIGH_TYPES + from, LAPI_WEIGH_TYPES + to,
               LAPI_WEIGH_TYPES + e->mode, e->weight * MODE_LOSS, of_score);
    }
    backward(f, c, e, &p, of_score);
}

static void move(float *x, float *g, float *m, float *v, size_t count, float rate)
{
    for (size_t i = 0; i < count; i++) {
        m[i] = 0.9f * m[i] + 0.1f * g[i];
        v[i] = 0.999f * v[i] + 0.001f * g[i] * g[i];
        x[i] -= rate * (m[i] / sqrtf(v[i] + 1e-16f) + DECAY * x[i]);
        g[i] = 0;
    }
}

static void step(fit *f, float rate, uint32_t batch)
{
    f->step++;
    float bias =
        sqrtf(1 - powf(0.999f, (float)f->step)) / (1 - powf(0.9f, (float)f->step));
    float *dense = &f->gradient->input[0][0][0];
    for (size_t i = 0; i < DENSE_FLOATS; i++)
        dense[i] /= (float)batch;
    move(&f->n->input[0][0][0], dense, &f->first->input[0][0][0],
         &f->second->input[0][0][0], DENSE_FLOATS, rate * bias);
    for (uint32_t i = 0; i < f->row_count; i++) {
        uint32_t row = f->rows[i];
        for (uint32_t j = 0; j < H; j++)
            f->gradient->table[row][j] /= (float)batch;
        move(f->n->table[row], f->gradient->table[row], f->first->table[row],
             f->second->table[row], H, rate * bias);
        f->touched[row] = 0;
    }
    f->row_count = 0;
}

/* Takes the network as it stands into the mean of the last ones (Polyak and Juditsky
 * 1992). */
static void take_mean(fit *f)
{
    const float *x = &f->n->table[0][0];
    float *mean = &f->mean->table[0][0], part = (float)(1 / ++f->means);
    for (size_t i = 0; i < sizeof(net) / sizeof(float); i++)
        mean[i] += (x[i] - mean[i]) * part;
}

static void start(net *n, uint64_t *seed)
{
    memset(n, 0, sizeof *n);
    for (uint32_t i = 0; i < TABLE; i++)
        for (uint32_t j = 0; j < H; j++)
            n->table[i][j] = (chance(seed) - 0.5f) * 0.06f;
    float *x = &n->input[0][0][0];
    for (size_t i = 0; i < (size_t)VECTORS * V * H; i++)
        x[i] = (chance(seed) - 0.5f) * 0.1f;
    for (uint32_t i = 0; i < H; i++) {
        for (uint32_t j = 0; j < H; j++)
            n->hidden[i][j] = (chance(seed) - 0.5f) * 0.25f;
        for (uint32_t j = 0; j < OUT; j++)
            n->output[i][j] = (chance(seed) - 0.5f) * 0.25f;
    }
}

static void open_fit(fit *f, net *n, uint32_t seed)
{
    *f = (fit){.n = n, .seed = UINT64_C(88172645463325252) + seed};
    f->mean = calloc(1, sizeof *n);
    f->gradient = calloc(1, sizeof *n);
    f->first = calloc(1, sizeof *n);
    f->second = calloc(1, sizeof *n);
    f->touched = calloc(TABLE, 1);
    f->rows = grow(NULL, TABLE, sizeof *f->rows);
    if (!f->mean || !f->gradient || !f->first || !f->second || !f->touched)
        die("out of memory", "");
    start(n, &f->seed);
}

/* The network becomes the mean of the last ones. */
static void close_fit(fit *f)
{
    if (f->means > 0)
        *f->n = *f->mean;
    free(f->mean);
    free(f->gradient);
    free(f->first);
    free(f->second);
    free(f->touched);
    free(f->rows);
}

void net_fit(net *n, const corpus *c, uint32_t out)
{
    fit f;
    uint32_t *order = grow(NULL, c->count + 1, sizeof *order), used = 0;
    open_fit(&f, n, c->seed);
    for (uint32_t i = 0; i < c->count; i++)
        if (c->at[i].group % PARTS != out)
            order[used++] = i;
    double steps = EPOCHS * ((double)used / BATCH + 1);
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(order, used, &f.seed);
        f.loss = 0;
        for (uint32_t i = 0; i < used; i++) {
            learn_one(&f, c, &c->at[order[i]]);
            if ((i + 1) % BATCH && i + 1 < used)
                continue;
            step(&f, RATE * fmaxf(FLOOR, (float)(1 - (double)f.step / steps)),
                 i % BATCH + 1);
            if ((double)f.step > steps * TAIL && f.step % EVERY == 0)
                take_mean(&f);
        }
        printf("part %u, epoch %d: loss %.4f\n", out, epoch + 1, f.loss / used);
        fflush(stdout);
    }
    free(order);
    close_fit(&f);
}
