#include "data/ud.h"
#include "internal.h"
#include "model/kernel/math.h"
#include "syntax/decode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

float net_random(net *n)
{
    n->random ^= n->random << 13;
    n->random ^= n->random >> 7;
    n->random ^= n->random << 17;
    return (float)(n->random >> 40) * 0x1p-24f;
}

void dropout_draw(net *n, float *mask, size_t count, float rate)
{
    float keep = 1.0f / (1.0f - rate);
    for (size_t i = 0; i < count; i++)
        mask[i] = net_random(n) < rate ? 0.0f : keep;
}

static float nearest(float x)
{
    return (x + LAPI_EXP_ROUND) - LAPI_EXP_ROUND;
}

void quantise_rows(float *x, size_t rows, size_t columns)
{
    for (size_t r = 0; r < rows; r++) {
        float *row = x + r * columns, most = 0;
        for (size_t j = 0; j < columns; j++)
            most = fabsf(row[j]) > most ? fabsf(row[j]) : most;
        if (most < 1e-30f)
            continue;
        float scale = most / 63.0f, inverse = 63.0f / most;
        for (size_t j = 0; j < columns; j++)
            row[j] = nearest(row[j] * inverse) * scale;
    }
}

const float *weights_used(const net *n, workspace *w, const tensor *t)
{
    if (!n->quantise)
        return t->value;
    float *out = floats_need(&w->weight, t->rows * t->columns);
    float *most = floats_need(&w->score, t->columns);
    memset(most, 0, t->columns * sizeof *most);
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->columns; j++) {
            float a = fabsf(t->value[i * t->columns + j]);
            most[j] = a > most[j] ? a : most[j];
        }
    for (size_t j = 0; j < t->columns; j++)
        most[j] = most[j] == 0 ? 1.0f : most[j] / 63.0f;
    for (size_t i = 0; i < t->rows; i++)
        for (size_t j = 0; j < t->columns; j++)
            out[i * t->columns + j] =
                nearest(t->value[i * t->columns + j] / most[j]) * most[j];
    return out;
}

static void tensor_add(net *n, tensor *t, const char *name, size_t rows, size_t columns,
                       float range)
{
    size_t count = rows * columns;
    t->name = name;
    t->rows = rows;
    t->columns = columns;
    float **part[] = {&t->value, &t->gradient, &t->first, &t->second, &t->mean};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        *part[i] = aligned_alloc(64, (count * sizeof(float) + 63) / 64 * 64);
        if (!*part[i]) {
            fputs("train: no memory\n", stderr);
            exit(3);
        }
        memset(*part[i], 0, count * sizeof(float));
    }
    for (size_t i = 0; i < count; i++)
        t->value[i] = (net_random(n) * 2 - 1) * range;
    memcpy(t->mean, t->value, count * sizeof *t->mean);
    n->all[n->tensor_count++] = t;
}

static float glorot(size_t rows, size_t columns)
{
    return sqrtf(6.0f / (float)(rows + columns));
}

static void columns_set(net *n)
{
    head_columns *c = &n->column;
    c->upos = 0;
    c->xpos = LAPI_UPOS_COUNT;
    c->names = c->xpos + LAPI_XPOS_COUNT;
    c->arc_dep = (c->names + LAPI_BIOES_COUNT + 15) / 16 * 16;
    c->arc_head = c->arc_dep + n->options.arc;
    c->label_dep = c->arc_head + n->options.arc;
    c->label_head = c->label_dep + n->options.label;
    c->count = c->label_head + n->options.label;
}

/* What only names use; all else but their part of the heads is finished. */
static void names_add(net *n)
{
    for (uint32_t i = 0; i < n->tensor_count; i++)
        n->all[i]->fixed =
            !n->options.thaw && n->all[i] != &n->heads && n->all[i] != &n->heads_bias;
    const net_options *o = &n->options;
    size_t window = LAPI_NAME_WINDOW * o->name_embedding, hidden = o->name_hidden;
    tensor_add(n, &n->name_embedding, "name_embedding", o->features, o->name_embedding,
               0.15f);
    n->name_embedding.touched = calloc(o->features, sizeof *n->name_embedding.touched);
    tensor_add(n, &n->name_state, "name_state", 2 * o->hidden, hidden,
               glorot(2 * o->hidden, hidden));
    tensor_add(n, &n->name_window, "name_window", window, hidden,
               glorot(window, hidden));
    tensor_add(n, &n->name_bias, "name_bias", 1, hidden, 0.1f);
    tensor_add(n, &n->name_out, "name_out", hidden, LAPI_BIOES_COUNT,
               glorot(hidden, LAPI_BIOES_COUNT));
    tensor_add(n, &n->name_follow, "name_follow", LAPI_BIOES_COUNT, LAPI_BIOES_COUNT,
               0);
}

net *net_new(const net_options *o, uint64_t seed)
{
    static const char *const names[LAYERS_MAX][4] = {
        {"input0", "bias0", "forward0", "backward0"},
        {"input1", "bias1", "forward1", "backward1"},
        {"input2", "bias2", "forward2", "backward2"},
        {"input3", "bias3", "forward3", "backward3"}};
    net *n = calloc(1, sizeof *n);
    if (!n)
        exit(3);
    n->options = *o;
    n->random = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    columns_set(n);
    tensor_add(n, &n->embedding, "embedding", o->features, o->embedding, 0.15f);
    n->embedding.touched = calloc(o->features, sizeof *n->embedding.touched);
    size_t h = o->hidden;
    for (uint32_t l = 0; l < o->layers; l++) {
        size_t in = l ? 2 * h : o->embedding;
        tensor_add(n, &n->input[l], names[l][0], in, 6 * h, glorot(in, h));
        tensor_add(n, &n->bias[l], names[l][1], 1, 6 * h, 0);
        for (int d = 0; d < 2; d++) {
            tensor_add(n, &n->recurrent[l][d], names[l][2 + d], h, 3 * h, glorot(h, h));
            for (size_t j = 0; j < h; j++)
                n->bias[l].value[(size_t)d * 3 * h + j] = 1;
        }
        memcpy(n->bias[l].mean, n->bias[l].value, 6 * h * sizeof(float));
    }
    uint32_t z = n->column.count;
    tensor_add(n, &n->heads, "heads", 2 * h, z, glorot(2 * h, 100));
    tensor_add(n, &n->heads_bias, "heads_bias", 1, z, 0);
    tensor_add(n, &n->arc, "arc", o->arc, o->arc, glorot(o->arc, o->arc));
    tensor_add(n, &n->arc_bias, "arc_bias", 1, o->arc, 0.1f);
    tensor_add(n, &n->arc_root, "arc_root", 1, o->arc, 0.5f);
    tensor_add(n, &n->arc_length, "arc_length", o->arc, LAPI_ARC_BUCKETS, 0.1f);
    tensor_add(n, &n->label_root, "label_root", 1, o->label, 0.5f);
    tensor_add(n, &n->label_length, "label_length", LAPI_ARC_BUCKETS, o->label, 0.2f);
    tensor_add(n, &n->labels, "labels", o->label, LAPI_REL_COUNT, glorot(o->label, 51));
    tensor_add(n, &n->labels_bias, "labels_bias", 1, LAPI_REL_COUNT, 0);
    if (o->name_hidden)
        names_add(n);
    n->names_only = o->name_hidden > 0;
    return n;
}

void net_free(net *n)
{
    if (!n)
        return;
    for (uint32_t i = 0; i < n->tensor_count; i++) {
        tensor *t = n->all[i];
        free(t->value);
        free(t->gradient);
        free(t->first);
        free(t->second);
        free(t->mean);
        free(t->touched);
    }
    free(n);
}

/* Rows of the embedding that lay still since their last update catch up their mean. */
static void mean_catch_up(net *n, tensor *t, uint32_t row)
{
    uint32_t still = n->step - t->touched[row];
    float keep = powf(n->options.mean_decay, (float)still);
    for (size_t j = row * t->columns; j < (row + 1) * t->columns; j++)
        t->mean[j] = t->value[j] + (t->mean[j] - t->value[j]) * keep;
    t->touched[row] = n->step;
}

static void adam(net *n, tensor *t, size_t begin, size_t end, float rate, float scale)
{
    const float b1 = 0.9f, b2 = 0.98f, keep = n->options.mean_decay;
    float c1 = 1.0f - powf(b1, (float)n->step), c2 = 1.0f - powf(b2, (float)n->step);
    float step = rate / c1, inverse = 1.0f / c2;
    for (size_t i = begin; i < end; i++) {
        float g = t->gradient[i] * scale;
        t->gradient[i] = 0;
        t->first[i] = b1 * t->first[i] + (1.0f - b1) * g;
        t->second[i] = b2 * t->second[i] + (1.0f - b2) * g * g;
        t->value[i] -= step * t->first[i] / (sqrtf(t->second[i] * inverse) + 1e-8f);
        t->mean[i] = t->value[i] + (t->mean[i] - t->value[i]) * keep;
    }
}

static double squares(const float *x, size_t count)
{
    float sum[16] = {0};
    size_t i = 0;
    for (; i + 16 <= count; i += 16)
        for (size_t j = 0; j < 16; j++)
            sum[j] += x[i + j] * x[i + j];
    double total = 0;
    for (size_t j = 0; j < 16; j++)
        total += sum[j];
    for (; i < count; i++)
        total += x[i] * x[i];
    return total;
}

/* Sorted rows of the embedding that this batch touched, each once. */
static int by_row(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Norm of the gradient of the rows that were taken. */
static double rows_squares(const workspace *w, const tensor *t, size_t unique)
{
    double norm = 0;
    for (size_t i = 0; i < unique; i++)
        norm += squares(t->gradient + w->row[i] * t->columns, t->columns);
    return norm;
}

static void rows_update(net *n, const workspace *w, tensor *t, size_t unique,
                        float rate, float scale)
{
    for (size_t i = 0; i < unique; i++) {
        adam(n, t, w->row[i] * t->columns, (w->row[i] + 1) * t->columns, rate, scale);
        t->touched[w->row[i]] = n->step;
    }
}

static void update(net *n, workspace *w, float rate)
{
    size_t rows = w->row_begin[w->words], unique = 0;
    qsort(w->row, rows, sizeof *w->row, by_row);
    for (size_t i = 0; i < rows; i++)
        if (!i || w->row[i] != w->row[i - 1])
            w->row[unique++] = w->row[i];
    double norm = 0;
    for (uint32_t i = 0; i < n->tensor_count; i++) {
        tensor *t = n->all[i];
        if (t->fixed)
            continue;
        norm += t->touched ? rows_squares(w, t, unique)
                           : squares(t->gradient, t->rows * t->columns);
        for (size_t k = 0; t->touched && k < unique; k++)
            mean_catch_up(n, t, w->row[k]);
    }
    float scale = norm > 9.0 ? (float)(3.0 / sqrt(norm)) : 1.0f;
    n->step++;
    for (uint32_t i = 0; i < n->tensor_count; i++)
        if (n->all[i]->fixed)
            continue;
        else if (n->all[i]->touched)
            rows_update(n, w, n->all[i], unique, rate, scale);
        else
            adam(n, n->all[i], 0, n->all[i]->rows * n->all[i]->columns, rate, scale);
}

void net_swap_means(net *n)
{
    for (uint32_t i = 0; i < n->tensor_count; i++) {
        if (n->all[i]->fixed)
            continue;
        for (uint32_t r = 0; n->all[i]->touched && r < n->all[i]->rows; r++)
            mean_catch_up(n, n->all[i], r);
        float *value = n->all[i]->value;
        n->all[i]->value = n->all[i]->mean;
        n->all[i]->mean = value;
    }
}

static void batch_begin(workspace *w, const batch *b)
{
    size_t capacity = w->sentence_capacity;
    w->first = train_grow(w->first, &capacity, b->count, sizeof *w->first);
    capacity = w->sentence_capacity;
    w->order = train_grow(w->order, &capacity, b->count, sizeof *w->order);
    w->length =
        train_grow(w->length, &w->sentence_capacity, b->count, sizeof *w->length);
    w->words = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        w->first[i] = (uint32_t)w->words;
        w->length[i] = b->sentences[i]->count;
        w->words += b->sentences[i]->count;
        uint32_t j = i;
        for (; j > 0 && w->length[w->order[j - 1]] < w->length[i]; j--)
            w->order[j] = w->order[j - 1];
        w->order[j] = i;
    }
}

static enum lapi_case case_draw(net *n)
{
    float x = net_random(n) / n->options.case_rate;
    return x < 0.4f   ? LAPI_CASE_LOWER
           : x < 0.7f ? LAPI_CASE_UPPER
           : x < 1.0f ? LAPI_CASE_TITLE
                      : LAPI_CASE_KEEP;
}

static enum lapi_sentence_case sentence_case(const corpus *c, const sentence *s,
                                             enum lapi_case how)
{
    if (how == LAPI_CASE_LOWER)
        return LAPI_SENTENCE_LOWER;
    if (how != LAPI_CASE_KEEP)
        return how == LAPI_CASE_UPPER ? LAPI_SENTENCE_UPPER : LAPI_SENTENCE_TITLE;
    lapi_case_counts counts = {0};
    for (uint32_t i = 0; i < s->count; i++)
        lapi_case_count(&c->words[s->first + i].codes, &counts);
    return lapi_case_of_sentence(&counts);
}

typedef struct {
    const corpus *c;
    enum lapi_case how;
    enum lapi_sentence_case sentence;
    bool train;
    const uint32_t (*context)[2][2][2];
} feature_context;

static void rows_of_word(net *n, workspace *w, const feature_context *f,
                         const word *place, const word *v, bool first, size_t at)
{
    size_t count = w->row_begin[at];
    for (uint32_t k = 0; k < v->feature_count; k++) {
        uint32_t row = f->c->feature[v->feature + k];
        float rate =
            k && k != LAPI_CLASS_FEATURE
                ? n->options.drop_feature
                : n->options.drop_form * (0.1f + 1.0f / (1.0f + v->form_count));
        if (row != NO_ROW && !(f->train && net_random(n) < rate))
            w->row[count++] = row;
    }
    for (uint32_t k = 0; k < LAPI_SHAPE_FEATURES_MAX; k++)
        if (v->shape[f->how][k] != NO_ROW)
            w->row[count++] = v->shape[f->how][k];
    uint32_t context =
        f->context[f->sentence][first][place->glued_left][place->glued_right];
    if (context != NO_ROW && !(f->train && net_random(n) < n->options.drop_feature))
        w->row[count++] = context;
    w->row_begin[at + 1] = (uint32_t)count;
}

/* The word itself, or at times another name of its kind. */
static const word *other_name(net *n, const batch *b, const word *v, feature_context *f)
{
    if (!b->lists || v->kind >= KINDS || net_random(n) >= n->options.other_name)
        return v;
    size_t first = b->lists->kind[v->kind], count = b->lists->kind[v->kind + 1] - first;
    if (!count)
        return v;
    f->c = &b->lists->words;
    return f->c->words + first + (size_t)(net_random(n) * (float)count) % count;
}

static void rows_collect(net *n, workspace *w, const batch *b, bool train)
{
    w->row_begin = train_grow(w->row_begin, &w->row_begin_capacity, w->words + 1,
                              sizeof *w->row_begin);
    w->row = train_grow(w->row, &w->row_capacity,
                        w->words * (LAPI_WORD_FEATURES_MAX + 3), sizeof *w->row);
    w->row_begin[0] = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        const sentence *s = b->sentences[i];
        feature_context f = {b->corpus, LAPI_CASE_KEEP, LAPI_SENTENCE_MIXED, train,
                             b->corpus->context_row};
        if (train)
            f.how = case_draw(n);
        f.sentence = sentence_case(b->corpus, s, f.how);
        for (uint32_t j = 0; j < s->count; j++, at++) {
            const word *v = &b->corpus->words[s->first + j];
            const word *spelt = train ? other_name(n, b, v, &f) : v;
            rows_of_word(n, w, &f, v, spelt, j == 0, at);
            f.c = b->corpus;
        }
    }
}

/* Multiplies the words of each sentence by one mask of the sentence. */
static void mask_apply(net *n, workspace *w, const batch *b, float *x, floats *masks,
                       size_t width, float rate)
{
    float *mask = floats_need(masks, b->count * width);
    dropout_draw(n, mask, b->count * width, rate);
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++)
            for (size_t j = 0; j < width; j++)
                x[(w->first[i] + t) * width + j] *= mask[i * width + j];
}

static void mask_back(const workspace *w, const batch *b, float *x, const floats *masks,
                      size_t width)
{
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++)
            for (size_t j = 0; j < width; j++)
                x[(w->first[i] + t) * width + j] *= masks->at[i * width + j];
}

static void embed(net *n, workspace *w)
{
    size_t width = n->embedding.columns;
    float *x = floats_need(&w->layer[0].input, w->words * width);
    memset(x, 0, w->words * width * sizeof *x);
    for (size_t i = 0; i < w->words; i++)
        for (uint32_t k = w->row_begin[i]; k < w->row_begin[i + 1]; k++) {
            const float *row = n->embedding.value + w->row[k] * width;
            for (size_t j = 0; j < width; j++)
                x[i * width + j] += row[j];
        }
}

static void forward(net *n, workspace *w, const batch *b, bool train)
{
    batch_begin(w, b);
    rows_collect(n, w, b, train);
    embed(n, w);
    size_t width = 2 * n->options.hidden;
    for (uint32_t l = 0; l < n->options.layers; l++) {
        layer_pass *p = &w->layer[l];
        size_t in = n->input[l].rows;
        if (l) {
            float *x = floats_need(&p->input, w->words * in);
            memcpy(x, w->layer[l - 1].output.at, w->words * in * sizeof *x);
        }
        if (train)
            mask_apply(n, w, b, p->input.at, &p->input_mask, in,
                       l ? n->options.drop_layer : n->options.drop_input);
        if (n->quantise)
            quantise_rows(p->input.at, w->words, in);
        lstm_forward(n, w, b, l, train);
    }
    float *top = floats_need(&w->top, w->words * width);
    memcpy(top, w->layer[n->options.layers - 1].output.at,
           w->words * width * sizeof *top);
    if (train)
        mask_apply(n, w, b, top, &w->top_mask, width, n->options.drop_layer);
    if (n->quantise)
        quantise_rows(top, w->words, width);
    heads_forward(n, w, b, train);
}

static void backward(net *n, workspace *w, const batch *b)
{
    size_t width = 2 * n->options.hidden;
    mask_back(w, b, w->top_gradient.at, &w->top_mask, width);
    for (uint32_t l = n->options.layers; l-- > 0;) {
        size_t in = n->input[l].rows;
        float *dx = floats_need(&w->input_gradient, w->words * in);
        lstm_backward(n, w, b, l, w->top_gradient.at, dx);
        mask_back(w, b, dx, &w->layer[l].input_mask, in);
        if (l)
            memcpy(w->top_gradient.at, dx, w->words * in * sizeof *dx);
    }
    size_t embedding = n->embedding.columns;
    for (size_t i = 0; i < w->words; i++)
        for (uint32_t k = w->row_begin[i]; k < w->row_begin[i + 1]; k++) {
            float *row = n->embedding.gradient + w->row[k] * embedding;
            for (size_t j = 0; j < embedding; j++)
                row[j] += w->input_gradient.at[i * embedding + j];
        }
}

float net_train(net *n, workspace *w, const batch *b, float rate)
{
    forward(n, w, b, true);
    float loss = heads_loss(n, w, b);
    if (!n->embedding.fixed)
        backward(n, w, b);
    update(n, w, rate);
    return loss;
}

void net_predict(net *n, workspace *w, const batch *b, prediction *out)
{
    forward(n, w, b, false);
    heads_decode(n, w, b, out);
}

void opinions_add(opinions *o, net *teacher, workspace *w, const corpus *c,
                  float weight)
{
    enum { BATCH = 32 };
    const sentence *chosen[BATCH];
    for (size_t i = 0; i < c->sentence_count;) {
        batch b = {.corpus = c, .sentences = chosen};
        while (b.count < BATCH && i < c->sentence_count)
            chosen[b.count++] = c->sentences + i++;
        forward(teacher, w, &b, false);
        heads_opinions(teacher, w, &b, o, weight);
    }
}
