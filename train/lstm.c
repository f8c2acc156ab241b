#include "internal.h"
#include "model/kernel/math.h"

#include <string.h>

/* Word of a sentence at a step of a direction. */
static size_t place(const workspace *w, uint32_t row, uint32_t step, int backward)
{
    uint32_t at = backward ? w->length[row] - 1 - step : step;
    return w->first[row] + at;
}

static uint32_t active(const workspace *w, uint32_t count, uint32_t step)
{
    uint32_t m = count;
    while (m && w->length[w->order[m - 1]] <= step)
        m--;
    return m;
}

static void cell_forward(float *g, const float *add, float *c, float *h,
                         uint32_t hidden)
{
    for (uint32_t j = 0; j < hidden; j++) {
        float f = lapi_sigmoid(g[j] + add[j]);
        float o = lapi_sigmoid(g[hidden + j] + add[hidden + j]);
        float t = lapi_tanh(g[2 * hidden + j] + add[2 * hidden + j]);
        c[j] = t + f * (c[j] - t);
        h[j] = o * lapi_tanh(c[j]);
        g[j] = f;
        g[hidden + j] = o;
        g[2 * hidden + j] = t;
    }
}

static void direction_forward(net *n, workspace *w, const batch *b, uint32_t layer,
                              int back, bool train)
{
    uint32_t hidden = n->options.hidden;
    layer_pass *l = &w->layer[layer];
    const float *u = weights_used(n, w, &n->recurrent[layer][back]);
    packed_fill(&w->recurrent_pack, (matrix){u, 3 * hidden, 1}, hidden, 3 * hidden);
    float *state = floats_need(&w->step_state, b->count * hidden);
    float *cell = floats_need(&w->step_cell, b->count * hidden);
    float *in = floats_need(&w->step_in, b->count * hidden);
    float *out = floats_need(&w->step_out, (size_t)b->count * 3 * hidden);
    memset(state, 0, b->count * hidden * sizeof *state);
    memset(cell, 0, b->count * hidden * sizeof *cell);
    uint32_t m;
    for (uint32_t step = 0; (m = active(w, b->count, step)) > 0; step++) {
        for (uint32_t r = 0; r < m; r++) {
            const float *mask = l->recurrent_mask[back].at + w->order[r] * hidden;
            for (uint32_t j = 0; j < hidden; j++)
                in[r * hidden + j] = state[r * hidden + j] * (train ? mask[j] : 1.0f);
        }
        if (n->quantise)
            quantise_rows(in, m, hidden);
        gemm(m, (matrix){in, hidden, 1}, &w->recurrent_pack, out, 3 * hidden, false);
        for (uint32_t r = 0; r < m; r++) {
            size_t at = place(w, w->order[r], step, back);
            float *g = l->gates.at + (at * 2 + (size_t)back) * 3 * hidden;
            cell_forward(g, out + r * 3 * hidden, cell + r * hidden, state + r * hidden,
                         hidden);
            memcpy(l->before[back].at + at * hidden, in + r * hidden,
                   hidden * sizeof *in);
            memcpy(l->cell[back].at + at * hidden, cell + r * hidden,
                   hidden * sizeof *in);
            memcpy(l->output.at + (at * 2 + (size_t)back) * hidden, state + r * hidden,
                   hidden * sizeof *in);
        }
    }
}

void lstm_forward(net *n, workspace *w, const batch *b, uint32_t layer, bool train)
{
    uint32_t hidden = n->options.hidden;
    layer_pass *l = &w->layer[layer];
    size_t in = n->input[layer].rows;
    float *gates = floats_need(&l->gates, w->words * 6 * hidden);
    floats_need(&l->output, w->words * 2 * hidden);
    const float *weight = weights_used(n, w, &n->input[layer]);
    for (size_t i = 0; i < w->words; i++)
        memcpy(gates + i * 6 * hidden, n->bias[layer].value,
               6 * hidden * sizeof *gates);
    product(w, w->words, in, 6 * hidden, l->input.at, in, weight, 6 * hidden, gates,
            6 * hidden, true);
    for (int back = 0; back < 2; back++) {
        floats_need(&l->cell[back], w->words * hidden);
        floats_need(&l->before[back], w->words * hidden);
        float *mask = floats_need(&l->recurrent_mask[back], b->count * hidden);
        if (train)
            dropout_draw(n, mask, b->count * hidden, n->options.drop_recurrent);
        direction_forward(n, w, b, layer, back, train);
    }
}

/* One word's step back: turns its gates into gradients before the activation. */
static void cell_backward(float *g, const float *c, const float *c_before,
                          const float *dh, float *dc_next, float *out, uint32_t hidden)
{
    for (uint32_t j = 0; j < hidden; j++) {
        float f = g[j], o = g[hidden + j], t = g[2 * hidden + j];
        float tc = lapi_tanh(c[j]);
        float dc = dh[j] * o * (1.0f - tc * tc) + dc_next[j];
        float before = c_before ? c_before[j] : 0.0f;
        g[j] = dc * (before - t) * f * (1.0f - f);
        g[hidden + j] = dh[j] * tc * o * (1.0f - o);
        g[2 * hidden + j] = dc * (1.0f - f) * (1.0f - t * t);
        dc_next[j] = dc * f;
    }
    memcpy(out, g, 3 * hidden * sizeof *out);
}

static void direction_backward(net *n, workspace *w, const batch *b, uint32_t layer,
                               int back, const float *output_gradient)
{
    uint32_t hidden = n->options.hidden;
    layer_pass *l = &w->layer[layer];
    const float *u = weights_used(n, w, &n->recurrent[layer][back]);
    packed_fill(&w->recurrent_pack, (matrix){u, 1, 3 * hidden}, 3 * hidden, hidden);
    float *dh_next = floats_need(&w->step_state, b->count * hidden);
    float *dc_next = floats_need(&w->step_cell, b->count * hidden);
    float *dh = floats_need(&w->step_in, b->count * hidden);
    float *dg = floats_need(&w->step_out, (size_t)b->count * 3 * hidden);
    memset(dh_next, 0, b->count * hidden * sizeof *dh_next);
    memset(dc_next, 0, b->count * hidden * sizeof *dc_next);
    for (uint32_t step = w->length[w->order[0]]; step-- > 0;) {
        uint32_t m = active(w, b->count, step);
        for (uint32_t r = 0; r < m; r++) {
            size_t at = place(w, w->order[r], step, back);
            const float *top = output_gradient + (at * 2 + (size_t)back) * hidden;
            for (uint32_t j = 0; j < hidden; j++)
                dh[r * hidden + j] = top[j] + dh_next[r * hidden + j];
            const float *before = NULL;
            if (step)
                before =
                    l->cell[back].at + place(w, w->order[r], step - 1, back) * hidden;
            cell_backward(l->gates.at + (at * 2 + (size_t)back) * 3 * hidden,
                          l->cell[back].at + at * hidden, before, dh + r * hidden,
                          dc_next + r * hidden, dg + r * 3 * hidden, hidden);
        }
        gemm(m, (matrix){dg, 3 * hidden, 1}, &w->recurrent_pack, dh_next, hidden,
             false);
        for (uint32_t r = 0; r < m; r++) {
            const float *mask = l->recurrent_mask[back].at + w->order[r] * hidden;
            for (uint32_t j = 0; j < hidden; j++)
                dh_next[r * hidden + j] *= mask[j];
        }
    }
    product_weights(w, w->words, hidden, 3 * hidden, l->before[back].at, hidden,
                    l->gates.at + (size_t)back * 3 * hidden, 6 * hidden,
                    n->recurrent[layer][back].gradient, 3 * hidden);
}

void lstm_backward(net *n, workspace *w, const batch *b, uint32_t layer,
                   const float *output_gradient, float *input_gradient)
{
    uint32_t hidden = n->options.hidden;
    layer_pass *l = &w->layer[layer];
    size_t in = n->input[layer].rows;
    for (int back = 0; back < 2; back++)
        direction_backward(n, w, b, layer, back, output_gradient);
    column_sums(l->gates.at, w->words, 6 * hidden, 6 * hidden, n->bias[layer].gradient);
    product_weights(w, w->words, in, 6 * hidden, l->input.at, in, l->gates.at,
                    6 * hidden, n->input[layer].gradient, 6 * hidden);
    const float *weight = weights_used(n, w, &n->input[layer]);
    product_back(w, w->words, 6 * hidden, in, l->gates.at, 6 * hidden, weight,
                 6 * hidden, input_gradient, in, false);
}
