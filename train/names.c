/* The part of the network that only names use, forward and backward: a hidden layer
 * over the word's state and small vectors of the words around it, and scores of one
 * label behind another. The loss is that of whole sequences of labels. */
#include "internal.h"
#include "syntax/decode.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABELS = LAPI_BIOES_COUNT };

/* Sums the words' small vectors into the windows that hold them. */
static void windows_fill(net *n, workspace *w, const batch *b)
{
    size_t width = n->options.name_embedding, row = LAPI_NAME_WINDOW * width;
    float *x = floats_need(&w->name_window, w->words * row);
    memset(x, 0, w->words * row * sizeof *x);
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++) {
            size_t at = w->first[i] + t;
            float *here = x + at * row + LAPI_NAME_WINDOW / 2 * width;
            for (uint32_t k = w->row_begin[at]; k < w->row_begin[at + 1]; k++)
                for (size_t j = 0; j < width; j++)
                    here[j] += n->name_embedding.value[w->row[k] * width + j];
        }
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++)
            for (uint32_t k = 0; k < LAPI_NAME_WINDOW; k++) {
                uint32_t from = t + k;
                if (k == LAPI_NAME_WINDOW / 2 || from < LAPI_NAME_WINDOW / 2 ||
                    from - LAPI_NAME_WINDOW / 2 >= w->length[i])
                    continue;
                const float *there =
                    x + (w->first[i] + from - LAPI_NAME_WINDOW / 2) * row;
                memcpy(x + (w->first[i] + t) * row + k * width,
                       there + LAPI_NAME_WINDOW / 2 * width, width * sizeof *x);
            }
}

static float *masked(net *n, float *x, floats *masks, size_t count, float rate)
{
    float *mask = floats_need(masks, count);
    dropout_draw(n, mask, count, rate);
    for (size_t i = 0; i < count; i++)
        x[i] *= mask[i];
    return x;
}

void names_forward(net *n, workspace *w, const batch *b, bool train)
{
    size_t hidden = n->options.name_hidden, top = n->name_state.rows,
           row = n->name_window.rows, z = n->column.count;
    windows_fill(n, w, b);
    if (train)
        masked(n, w->name_window.at, &w->name_mask, w->words * row,
               n->options.drop_name);
    if (n->quantise)
        quantise_rows(w->name_window.at, w->words, row);
    float *x = floats_need(&w->name_hidden, w->words * hidden);
    for (size_t i = 0; i < w->words; i++)
        memcpy(x + i * hidden, n->name_bias.value, hidden * sizeof *x);
    product(w, w->words, top, hidden, w->top.at, top,
            weights_used(n, w, &n->name_state), hidden, x, hidden, true);
    product(w, w->words, row, hidden, w->name_window.at, row,
            weights_used(n, w, &n->name_window), hidden, x, hidden, true);
    for (size_t i = 0; i < w->words; i++) {
        bool open =
            !lapi_name_none(w->heads.at + i * z + n->column.names, n->options.sure);
        for (size_t j = 0; j < hidden; j++)
            x[i * hidden + j] = open && x[i * hidden + j] > 0 ? x[i * hidden + j] : 0;
    }
    if (train)
        masked(n, x, &w->name_hidden_mask, w->words * hidden, n->options.drop_name);
    if (n->quantise)
        quantise_rows(x, w->words, hidden);
    product(w, w->words, hidden, LABELS, x, hidden, weights_used(n, w, &n->name_out),
            LABELS, w->heads.at + n->column.names, z, true);
}

/* exp of the scores of one label behind another; 0 where it may not stand. */
typedef struct {
    double at[LABELS][LABELS];
} steps;

/* Probabilities of the labels of a sentence, forward and backward. */
typedef struct {
    double weight[LABELS], forward[LABELS], backward[LABELS], sum, most;
} chain;

static void chain_forward(const steps *follow, chain *c, uint32_t count)
{
    for (uint32_t t = 0; t < count; t++) {
        c[t].sum = 0;
        for (uint32_t k = 0; k < LABELS; k++) {
            double from = t == 0;
            for (uint32_t p = 0; t && p < LABELS; p++)
                from += c[t - 1].forward[p] * follow->at[p][k];
            c[t].forward[k] = from * c[t].weight[k];
            c[t].sum += c[t].forward[k];
        }
        c[t].sum = c[t].sum < 1e-290 ? 1e-290 : c[t].sum;
        for (uint32_t k = 0; k < LABELS; k++)
            c[t].forward[k] /= c[t].sum;
    }
}

static void chain_backward(const steps *follow, chain *c, uint32_t count)
{
    for (uint32_t t = count; t-- > 0;)
        for (uint32_t p = 0; p < LABELS; p++) {
            double sum = t + 1 == count;
            for (uint32_t k = 0; t + 1 < count && k < LABELS; k++)
                sum += follow->at[p][k] * c[t + 1].weight[k] * c[t + 1].backward[k];
            c[t].backward[p] = t + 1 < count ? sum / c[t + 1].sum : sum;
        }
}

static void steps_fill(const net *n, steps *follow)
{
    for (uint32_t p = 0; p < LABELS; p++)
        for (uint32_t k = 0; k < LABELS; k++)
            follow->at[p][k] = lapi_bioes_follows(p, k)
                                   ? exp((double)n->name_follow.value[p * LABELS + k])
                                   : 0;
}

static void chain_run(const float *score, size_t stride, uint32_t count,
                      const steps *follow, chain *c)
{
    for (uint32_t t = 0; t < count; t++) {
        const float *x = score + t * stride;
        c[t].most = (double)x[0];
        for (uint32_t k = 1; k < LABELS; k++)
            c[t].most = (double)x[k] > c[t].most ? (double)x[k] : c[t].most;
        for (uint32_t k = 0; k < LABELS; k++)
            c[t].weight[k] = exp((double)x[k] - c[t].most);
    }
    for (uint32_t k = 0; k < LABELS; k++) {
        c[0].weight[k] *= follow->at[0][k];
        c[count - 1].weight[k] *= follow->at[k][0];
    }
    chain_forward(follow, c, count);
    chain_backward(follow, c, count);
}

/* Gradient of the scores of one label behind another, with no name before
 * and behind the sentence. Returns what they add to the score of the gold labels. */
static double follow_loss(net *n, const chain *c, uint32_t count, const uint8_t *gold,
                          const steps *follow, float weight)
{
    const float *value = n->name_follow.value;
    float *step = n->name_follow.gradient;
    const chain *last = c + count - 1;
    double sum = (double)value[gold[0]] + (double)value[gold[count - 1] * LABELS];
    step[gold[0]] -= weight;
    step[gold[count - 1] * LABELS] -= weight;
    for (uint32_t k = 0; k < LABELS; k++) {
        step[k] += weight * (float)(c[0].forward[k] * c[0].backward[k]);
        step[k * LABELS] += weight * (float)(last->forward[k] * last->backward[k]);
    }
    for (uint32_t t = 1; t < count; t++) {
        sum += (double)value[gold[t - 1] * LABELS + gold[t]];
        step[gold[t - 1] * LABELS + gold[t]] -= weight;
        for (uint32_t p = 0; p < LABELS; p++)
            for (uint32_t k = 0; k < LABELS; k++)
                step[p * LABELS + k] +=
                    weight * (float)(c[t - 1].forward[p] * follow->at[p][k] *
                                     c[t].weight[k] * c[t].backward[k] / c[t].sum);
    }
    return sum;
}

/* Gradients of one sentence; `gold` are the right labels. Returns its loss. */
static double sentence_loss(net *n, const chain *c, uint32_t count, const uint8_t *gold,
                            const steps *follow, float weight, const float *score,
                            size_t stride, float *gradient, const float *opinion,
                            float share)
{
    double loss = 0;
    for (uint32_t t = 0; t < count; t++) {
        loss += log(c[t].sum) + c[t].most - (double)score[t * stride + gold[t]];
        const float *think = opinion ? opinion + (size_t)t * TAG_SCORES : NULL;
        for (uint32_t k = 0; k < LABELS; k++) {
            float target = k == gold[t];
            if (think)
                target += share * (think[k] - target);
            gradient[t * stride + k] =
                weight * ((float)(c[t].forward[k] * c[t].backward[k]) - target);
        }
    }
    loss -= follow_loss(n, c, count, gold, follow, weight);
    return loss * (double)weight;
}

/* From the gradient of the labels' scores to what only names use. */
static void names_back(net *n, workspace *w)
{
    size_t hidden = n->options.name_hidden, row = n->name_window.rows,
           top = n->name_state.rows, z = n->column.count;
    const float *dz = w->heads_gradient.at + n->column.names;
    product_weights(w, w->words, hidden, LABELS, w->name_hidden.at, hidden, dz, z,
                    n->name_out.gradient, LABELS);
    float *dh = floats_need(&w->name_gradient, w->words * hidden);
    product_back(w, w->words, LABELS, hidden, dz, z, weights_used(n, w, &n->name_out),
                 LABELS, dh, hidden, false);
    for (size_t i = 0; i < w->words * hidden; i++)
        dh[i] = w->name_hidden.at[i] > 0 ? dh[i] * w->name_hidden_mask.at[i] : 0;
    column_sums(dh, w->words, hidden, hidden, n->name_bias.gradient);
    product_weights(w, w->words, top, hidden, w->top.at, top, dh, hidden,
                    n->name_state.gradient, hidden);
    product_weights(w, w->words, row, hidden, w->name_window.at, row, dh, hidden,
                    n->name_window.gradient, hidden);
    float *dx = floats_need(&w->name_window_gradient, w->words * row);
    product_back(w, w->words, hidden, row, dh, hidden,
                 weights_used(n, w, &n->name_window), hidden, dx, row, false);
    for (size_t i = 0; i < w->words * row; i++)
        dx[i] *= w->name_mask.at[i];
}

static void windows_back(net *n, workspace *w, const batch *b)
{
    size_t width = n->options.name_embedding, row = LAPI_NAME_WINDOW * width;
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++)
            for (uint32_t k = 0; k < LAPI_NAME_WINDOW; k++) {
                uint32_t from = t + k - LAPI_NAME_WINDOW / 2;
                if (t + k < LAPI_NAME_WINDOW / 2 || from >= w->length[i])
                    continue;
                const float *dx =
                    w->name_window_gradient.at + (w->first[i] + t) * row + k * width;
                size_t at = w->first[i] + from;
                for (uint32_t r = w->row_begin[at]; r < w->row_begin[at + 1]; r++)
                    for (size_t j = 0; j < width; j++)
                        n->name_embedding.gradient[w->row[r] * width + j] += dx[j];
            }
}

float names_loss(net *n, workspace *w, const batch *b, float weight)
{
    steps follow;
    double loss = 0;
    size_t z = n->column.count;
    steps_fill(n, &follow);
    for (uint32_t i = 0; i < b->count; i++) {
        const sentence *s = b->sentences[i];
        if (!s->named)
            continue;
        uint8_t *label = malloc(2 * (size_t)s->count);
        chain *c = malloc(s->count * sizeof *c);
        if (!label || !c)
            exit(3);
        for (uint32_t t = 0; t < s->count; t++)
            label[t] = b->corpus->words[s->first + t].name;
        for (uint32_t t = 0; t < s->count; t++)
            label[s->count + t] = lapi_bioes_of(label, t, s->count);
        size_t at = w->first[i] * z + n->column.names;
        const opinions *o = b->opinions;
        const float *think =
            o ? o->tags + (size_t)s->first * TAG_SCORES + n->column.names : NULL;
        chain_run(w->heads.at + at, z, s->count, &follow, c);
        loss += sentence_loss(n, c, s->count, label + s->count, &follow, weight,
                              w->heads.at + at, z, w->heads_gradient.at + at, think,
                              o ? o->share : 0);
        free(label);
        free(c);
    }
    names_back(n, w);
    windows_back(n, w, b);
    return (float)loss;
}

void names_opinions(net *n, workspace *w, const batch *b, opinions *o, float weight)
{
    steps follow;
    size_t z = n->column.count;
    steps_fill(n, &follow);
    for (uint32_t i = 0; i < b->count; i++) {
        const sentence *s = b->sentences[i];
        chain *c = malloc(s->count * sizeof *c);
        if (!c)
            exit(3);
        chain_run(w->heads.at + w->first[i] * z + n->column.names, z, s->count, &follow,
                  c);
        for (uint32_t t = 0; t < s->count; t++) {
            float *to = o->tags + (s->first + (size_t)t) * TAG_SCORES + n->column.names;
            for (uint32_t k = 0; k < LABELS; k++)
                to[k] += weight * (float)(c[t].forward[k] * c[t].backward[k]);
        }
        free(c);
    }
}
