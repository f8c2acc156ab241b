/* What the files of the network share: its workspace and the steps of a pass. */
#ifndef TRAIN_INTERNAL_H
#define TRAIN_INTERNAL_H

#include "data/ud.h"
#include "net.h"
#include "syntax/decode.h"

/* A growing array of floats: rows of one width. */
typedef struct {
    float *at;
    size_t capacity;
} floats;

/* Opinions on the tags of a word. */
enum { TAG_SCORES = LAPI_UPOS_COUNT + LAPI_XPOS_COUNT + LAPI_BIOES_COUNT };

float *floats_need(floats *f, size_t count);

/* One layer's arrays of a pass. */
typedef struct {
    floats input;              /* [word][in], after dropout and rounding */
    floats input_mask;         /* [word][in] */
    floats gates;              /* [word][6 hidden]: activations, then their gradients */
    floats cell[2], before[2]; /* [word][hidden]: cell, state before as multiplied */
    floats output;             /* [word][2 hidden] */
    floats recurrent_mask[2];  /* [sentence][hidden] */
} layer_pass;

struct workspace {
    size_t words;
    uint32_t *first, *order, *length; /* [sentence]: place, by falling length */
    size_t sentence_capacity;
    uint32_t *row; /* rows of features that were taken */
    uint32_t *row_begin;
    size_t row_capacity, row_begin_capacity;
    layer_pass layer[LAYERS_MAX];
    floats top, top_mask, heads, heads_gradient, top_gradient, input_gradient;
    floats arc_dep, arc_head, arc_mask, query, length_score, query_gradient,
        dep_gradient, head_gradient, length_gradient, score;
    floats hidden, label_score, label_gradient, hidden_gradient;
    floats weight, step_in, step_out, step_state, step_cell;
    packed pack, recurrent_pack;
    floats name_window, name_mask, name_hidden, name_hidden_mask, name_gradient,
        name_window_gradient;
    uint32_t *chosen_head;
    size_t chosen_capacity;
    int32_t *mst_score;
    void *mst_scratch;
    size_t mst_capacity, mst_scratch_capacity;
};

void *train_grow(void *array, size_t *capacity, size_t need, size_t bytes);

/* Rounds each row to 127 levels of its largest magnitude. */
void quantise_rows(float *x, size_t rows, size_t columns);

/* The weights as a product uses them: rounded by column when the net quantises. */
const float *weights_used(const net *n, workspace *w, const tensor *t);

/* Multiplies each row group by a mask drawn for it; the mask is kept. */
void dropout_draw(net *n, float *mask, size_t count, float rate);

void lstm_forward(net *n, workspace *w, const batch *b, uint32_t layer, bool train);

/* Takes the gradient of the layer's output, gives that of its input (before its mask).
 */
void lstm_backward(net *n, workspace *w, const batch *b, uint32_t layer,
                   const float *output_gradient, float *input_gradient);

/* C (+)= A W, A W^T and A^T B of row-major arrays. */
void product(workspace *w, size_t m, size_t k, size_t n, const float *a,
             size_t a_stride, const float *b, size_t b_stride, float *c,
             size_t c_stride, bool add);
void product_back(workspace *w, size_t m, size_t k, size_t n, const float *a,
                  size_t a_stride, const float *b, size_t b_stride, float *c,
                  size_t c_stride, bool add);
void product_weights(workspace *w, size_t m, size_t k, size_t n, const float *a,
                     size_t a_stride, const float *b, size_t b_stride, float *c,
                     size_t c_stride);

/* The part of names: adds to their scores; gives the loss, gradients of the scores and
 * of its own tensors. */
void names_forward(net *n, workspace *w, const batch *b, bool train);
float names_loss(net *n, workspace *w, const batch *b, float weight);
void names_opinions(net *n, workspace *w, const batch *b, opinions *o, float weight);

void column_sums(const float *x, size_t rows, size_t columns, size_t stride,
                 float *sum);

/* Adds the probabilities that the net gives to a batch, whose pass is done. */
void heads_opinions(net *n, workspace *w, const batch *b, opinions *o, float weight);
float heads_loss(net *n, workspace *w, const batch *b);
void heads_forward(net *n, workspace *w, const batch *b, bool train);
void heads_decode(net *n, workspace *w, const batch *b, prediction *out);

#endif
