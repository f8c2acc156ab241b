/* The network in floats, forward and backward.
 *
 *   features -> sum of embedding rows -> layers of two LSTMs -> one linear map to
 *     scores of UPOS, XPOS and names, and small vectors of the word as dependent and as
 *     head; arcs: a bilinear form of two words' vectors and a score of the arc's length
 * by dependent; labels: a hidden layer over the sum of both words' vectors and the
 *     length's.
 *
 * With `quantise` weights and activations are rounded as the shipped model rounds them,
 * and gradients pass through the rounding as if it were not there. */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "corpus.h"
#include "gemm.h"
#include "lists.h"

enum { LAYERS_MAX = 4 };

typedef struct {
    const char *name;
    size_t rows, columns;
    float *value, *gradient, *first, *second, *mean;
    uint32_t *touched; /* [rows]: step of the last update; embeddings only */
    bool fixed;        /* learns nothing */
} tensor;

typedef struct {
    uint32_t features, embedding, hidden, layers, arc, label;
    float drop_input, drop_layer, drop_recurrent, drop_head, drop_form, drop_feature;
    float case_rate, mean_decay, name_weight, other_name, drop_name, sure;
    uint32_t name_embedding, name_hidden, thaw;
} net_options;

/* Columns of the linear map behind the last layer. */
typedef struct {
    uint32_t upos, xpos, names, arc_dep, arc_head, label_dep, label_head, count;
} head_columns;

typedef struct {
    net_options options;
    head_columns column;
    tensor embedding, input[LAYERS_MAX], bias[LAYERS_MAX], recurrent[LAYERS_MAX][2];
    tensor heads, heads_bias, arc, arc_bias, arc_root, arc_length;
    tensor label_root, label_length, labels, labels_bias;
    tensor name_embedding, name_state, name_window, name_bias, name_out, name_follow;
    tensor *all[32];
    uint32_t tensor_count;
    uint64_t random;
    uint32_t step;
    bool quantise;
    bool names_only; /* nothing but what only names use learns */
} net;

/* What teachers think of the words of a corpus: probabilities, their mean. */
typedef struct {
    float *tags;   /* [word][tag scores]: UPOS, XPOS, names */
    float *labels; /* [word][relations], for the right head */
    float *arcs;   /* of word w: from arc[w] on, as many as heads it can have */
    size_t *arc;   /* [word] */
    float share;   /* of their opinion on names in the target; the rest is the answer */
    float tree_share; /* the same on tags, arcs and labels */
} opinions;

/* Words of a batch are the words of its sentences one after the other. */
typedef struct {
    const corpus *corpus;
    const lists *lists;       /* names that may stand for others; NULL: none do */
    const opinions *opinions; /* NULL: none */
    const sentence **sentences;
    uint32_t count;
} batch;

typedef struct {
    uint8_t *upos, *xpos, *rel, *name;
    uint16_t *head;
} prediction;

typedef struct workspace workspace;

net *net_new(const net_options *options, uint64_t seed);
void net_free(net *n);
workspace *workspace_new(void);
void workspace_free(workspace *w);

/* One step of training at learning rate `rate`; returns the loss a word. */
float net_train(net *n, workspace *w, const batch *b, float rate);

/* Predicts a batch, words in the batch's order. */
void net_predict(net *n, workspace *w, const batch *b, prediction *out);

/* Room for the opinions on a corpus; then adds those of a net, each with a weight. */
void opinions_init(opinions *o, const corpus *c);
void opinions_add(opinions *o, net *teacher, workspace *w, const corpus *c,
                  float weight);
void opinions_clear(opinions *o);

/* Exchanges the weights with their running means. */
void net_swap_means(net *n);

/* A number in [0, 1). */
float net_random(net *n);

#endif
