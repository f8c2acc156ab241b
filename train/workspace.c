/* The workspace of a pass: arrays that grow, and the products that need one. */
#include "internal.h"

#include <stdio.h>
#include <stdlib.h>

void *train_grow(void *array, size_t *capacity, size_t need, size_t bytes)
{
    if (need <= *capacity)
        return array;
    *capacity = need + need / 4 + 256;
    free(array);
    array = aligned_alloc(64, (*capacity * bytes + 63) / 64 * 64);
    if (!array) {
        fputs("train: no memory\n", stderr);
        exit(3);
    }
    return array;
}

float *floats_need(floats *f, size_t count)
{
    f->at = train_grow(f->at, &f->capacity, count, sizeof *f->at);
    return f->at;
}

void product(workspace *w, size_t m, size_t k, size_t n, const float *a,
             size_t a_stride, const float *b, size_t b_stride, float *c,
             size_t c_stride, bool add)
{
    packed_fill(&w->pack, (matrix){b, b_stride, 1}, k, n);
    gemm(m, (matrix){a, a_stride, 1}, &w->pack, c, c_stride, add);
}

void product_back(workspace *w, size_t m, size_t k, size_t n, const float *a,
                  size_t a_stride, const float *b, size_t b_stride, float *c,
                  size_t c_stride, bool add)
{
    packed_fill(&w->pack, (matrix){b, 1, b_stride}, k, n);
    gemm(m, (matrix){a, a_stride, 1}, &w->pack, c, c_stride, add);
}

void product_weights(workspace *w, size_t m, size_t k, size_t n, const float *a,
                     size_t a_stride, const float *b, size_t b_stride, float *c,
                     size_t c_stride)
{
    packed_fill(&w->pack, (matrix){b, b_stride, 1}, m, n);
    gemm(k, (matrix){a, 1, a_stride}, &w->pack, c, c_stride, true);
}

void column_sums(const float *x, size_t rows, size_t columns, size_t stride, float *sum)
{
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++)
            sum[j] += x[i * stride + j];
}

workspace *workspace_new(void)
{
    workspace *w = calloc(1, sizeof *w);
    if (!w)
        exit(3);
    return w;
}

static void layer_clear(layer_pass *l)
{
    floats *const part[] = {&l->input,
                            &l->input_mask,
                            &l->gates,
                            &l->cell[0],
                            &l->cell[1],
                            &l->before[0],
                            &l->before[1],
                            &l->output,
                            &l->recurrent_mask[0],
                            &l->recurrent_mask[1]};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        free(part[i]->at);
}

void workspace_free(workspace *w)
{
    for (uint32_t l = 0; l < LAYERS_MAX; l++)
        layer_clear(&w->layer[l]);
    floats *const part[] = {&w->top,
                            &w->top_mask,
                            &w->heads,
                            &w->heads_gradient,
                            &w->top_gradient,
                            &w->input_gradient,
                            &w->arc_dep,
                            &w->arc_head,
                            &w->arc_mask,
                            &w->query,
                            &w->length_score,
                            &w->query_gradient,
                            &w->dep_gradient,
                            &w->head_gradient,
                            &w->length_gradient,
                            &w->score,
                            &w->hidden,
                            &w->label_score,
                            &w->label_gradient,
                            &w->hidden_gradient,
                            &w->weight,
                            &w->step_in,
                            &w->step_out,
                            &w->step_state,
                            &w->step_cell,
                            &w->name_window,
                            &w->name_mask,
                            &w->name_hidden,
                            &w->name_hidden_mask,
                            &w->name_gradient,
                            &w->name_window_gradient};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        free(part[i]->at);
    void *const plain[] = {w->first,     w->order,       w->length,    w->row,
                           w->row_begin, w->chosen_head, w->mst_score, w->mst_scratch};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        free(plain[i]);
    packed_clear(&w->pack);
    packed_clear(&w->recurrent_pack);
    free(w);
}
