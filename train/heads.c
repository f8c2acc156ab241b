#include "data/ud.h"
#include "internal.h"
#include "model/kernel/math.h"
#include "syntax/decode.h"
#include "syntax/mst.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static float softmax(float *x, uint32_t count, float *most)
{
    float sum = 0;
    *most = x[0];
    for (uint32_t j = 1; j < count; j++)
        *most = x[j] > *most ? x[j] : *most;
    for (uint32_t j = 0; j < count; j++) {
        x[j] = lapi_exp(x[j] - *most);
        sum += x[j];
    }
    return sum;
}

/* Loss of one row of scores for a gold class; the scores become their gradient. With an
 * opinion, that is the share `share` of the target. */
static float softmax_loss(float *x, uint32_t count, uint32_t gold, float weight,
                          const float *opinion, float share)
{
    float most, gold_score = x[gold];
    float sum = softmax(x, count, &most);
    for (uint32_t j = 0; j < count; j++)
        x[j] *= weight / sum;
    if (!opinion)
        share = 0;
    for (uint32_t j = 0; opinion && j < count; j++)
        x[j] -= weight * share * opinion[j];
    x[gold] -= weight * (1.0f - share);
    return (logf(sum) - (gold_score - most)) * weight;
}

static const float *opinion_on(const batch *b, const float *all, size_t width,
                               size_t at)
{
    return b->opinions ? all + at * width : NULL;
}

static const word *word_at(const batch *b, const workspace *w, uint32_t i, uint32_t t)
{
    (void)w;
    return b->corpus->words + b->sentences[i]->first + t;
}

/* Takes columns of the heads through a rectifier, a mask and rounding. */
static void take(net *n, workspace *w, uint32_t from, uint32_t width, floats *to,
                 float *mask, bool rectify)
{
    float *x = floats_need(to, w->words * width);
    for (size_t i = 0; i < w->words; i++)
        for (size_t j = 0; j < width; j++) {
            float v = w->heads.at[i * n->column.count + from + j];
            if (rectify && v < 0)
                v = 0;
            x[i * width + j] = mask ? v * mask[i * width + j] : v;
        }
    if (n->quantise)
        quantise_rows(x, w->words, width);
}

static void arc_scores(net *n, workspace *w, uint32_t i, float *score)
{
    uint32_t width = n->options.arc, count = w->length[i];
    for (uint32_t d = 1; d <= count; d++) {
        size_t dep = w->first[i] + d - 1;
        const float *query = w->query.at + dep * width;
        const float *length = w->length_score.at + dep * LAPI_ARC_BUCKETS;
        for (uint32_t h = 0; h <= count; h++) {
            const float *head =
                h ? w->arc_head.at + (w->first[i] + h - 1) * width : n->arc_root.value;
            float part[16] = {0};
            for (uint32_t j = 0; j < width; j += 16)
                for (uint32_t k = 0; k < 16; k++)
                    part[k] += query[j + k] * head[j + k];
            float sum = length[lapi_arc_bucket(d, h)];
            for (uint32_t k = 0; k < 16; k++)
                sum += part[k];
            score[(size_t)(d - 1) * (count + 1) + h] = d == h ? -1e9f : sum;
        }
    }
}

void heads_forward(net *n, workspace *w, const batch *b, bool train)
{
    uint32_t arc = n->options.arc, z = n->column.count;
    size_t in = n->heads.rows;
    float *out = floats_need(&w->heads, w->words * z);
    for (size_t i = 0; i < w->words; i++)
        memcpy(out + i * z, n->heads_bias.value, z * sizeof *out);
    product(w, w->words, in, z, w->top.at, in, weights_used(n, w, &n->heads), z, out, z,
            true);
    if (n->names_only)
        names_forward(n, w, b, train);
    if (n->names_only && train)
        return;
    float *mask = floats_need(&w->arc_mask, w->words * arc * 2);
    if (train)
        dropout_draw(n, mask, w->words * arc * 2, n->options.drop_head);
    take(n, w, n->column.arc_dep, arc, &w->arc_dep, train ? mask : NULL, true);
    take(n, w, n->column.arc_head, arc, &w->arc_head,
         train ? mask + w->words * arc : NULL, true);
    float *query = floats_need(&w->query, w->words * arc);
    for (size_t i = 0; i < w->words; i++)
        memcpy(query + i * arc, n->arc_bias.value, arc * sizeof *query);
    product(w, w->words, arc, arc, w->arc_dep.at, arc, weights_used(n, w, &n->arc), arc,
            query, arc, true);
    if (n->quantise)
        quantise_rows(query, w->words, arc);
    float *length = floats_need(&w->length_score, w->words * LAPI_ARC_BUCKETS);
    product(w, w->words, arc, LAPI_ARC_BUCKETS, w->arc_dep.at, arc,
            weights_used(n, w, &n->arc_length), LAPI_ARC_BUCKETS, length,
            LAPI_ARC_BUCKETS, false);
}

static float tags_loss(net *n, workspace *w, const batch *b, float weight)
{
    const opinions none = {0}, *o = b->opinions ? b->opinions : &none;
    const head_columns *c = &n->column;
    float loss = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        const sentence *s = b->sentences[i];
        uint8_t names[LAPI_WORD_FEATURES_MAX * 64];
        uint32_t named = s->named && s->count <= sizeof names ? s->count : 0;
        for (uint32_t t = 0; t < named; t++)
            names[t] = word_at(b, w, i, t)->name;
        for (uint32_t t = 0; t < s->count; t++) {
            const word *v = word_at(b, w, i, t);
            float *z = w->heads.at + (w->first[i] + t) * c->count;
            float *dz = w->heads_gradient.at + (w->first[i] + t) * c->count;
            const float *think =
                opinion_on(b, o->tags, TAG_SCORES, b->sentences[i]->first + t);
            loss += softmax_loss(z + c->upos, LAPI_UPOS_COUNT, v->upos, weight * 0.5f,
                                 think, o->tree_share);
            memcpy(dz + c->upos, z + c->upos, LAPI_UPOS_COUNT * sizeof *z);
            if (v->xpos < LAPI_XPOS_COUNT) {
                loss +=
                    softmax_loss(z + c->xpos, LAPI_XPOS_COUNT, v->xpos, weight * 0.5f,
                                 think ? think + c->xpos : NULL, o->tree_share);
                memcpy(dz + c->xpos, z + c->xpos, LAPI_XPOS_COUNT * sizeof *z);
            }
            if (named) {
                loss += softmax_loss(z + c->names, LAPI_BIOES_COUNT,
                                     lapi_bioes_of(names, t, s->count),
                                     weight * n->options.name_weight,
                                     think ? think + c->names : NULL, o->share);
                memcpy(dz + c->names, z + c->names, LAPI_BIOES_COUNT * sizeof *z);
            }
        }
    }
    return loss;
}

/* Gradients of one sentence's arc scores into queries, heads and lengths. */
static void arcs_back(net *n, workspace *w, uint32_t i, const float *score)
{
    uint32_t width = n->options.arc, count = w->length[i];
    for (uint32_t d = 1; d <= count; d++) {
        size_t dep = w->first[i] + d - 1;
        const float *query = w->query.at + dep * width;
        float *dq = w->query_gradient.at + dep * width;
        float *dl = w->length_gradient.at + dep * LAPI_ARC_BUCKETS;
        for (uint32_t h = 0; h <= count; h++) {
            float g = score[(size_t)(d - 1) * (count + 1) + h];
            if (g > -1e-7f && g < 1e-7f)
                continue;
            size_t at = w->first[i] + h - 1;
            const float *head = h ? w->arc_head.at + at * width : n->arc_root.value;
            float *dh = h ? w->head_gradient.at + at * width : n->arc_root.gradient;
            for (uint32_t j = 0; j < width; j++) {
                dq[j] += g * head[j];
                dh[j] += g * query[j];
            }
            dl[lapi_arc_bucket(d, h)] += g;
        }
    }
}

static float arcs_loss(net *n, workspace *w, const batch *b, float weight)
{
    const opinions *o = b->opinions;
    uint32_t arc = n->options.arc, z = n->column.count;
    float loss = 0;
    size_t bytes = w->words * arc * sizeof(float);
    memset(floats_need(&w->query_gradient, w->words * arc), 0, bytes);
    memset(floats_need(&w->head_gradient, w->words * arc), 0, bytes);
    memset(floats_need(&w->length_gradient, w->words * LAPI_ARC_BUCKETS), 0,
           w->words * LAPI_ARC_BUCKETS * sizeof(float));
    for (uint32_t i = 0; i < b->count; i++) {
        uint32_t count = w->length[i];
        float *score = floats_need(&w->score, (size_t)count * (count + 1));
        arc_scores(n, w, i, score);
        for (uint32_t t = 0; t < count; t++)
            loss += softmax_loss(
                score + (size_t)t * (count + 1), count + 1, word_at(b, w, i, t)->head,
                weight, o ? o->arcs + o->arc[b->sentences[i]->first + t] : NULL,
                o ? o->tree_share : 0);
        arcs_back(n, w, i, score);
    }
    column_sums(w->query_gradient.at, w->words, arc, arc, n->arc_bias.gradient);
    product_weights(w, w->words, arc, arc, w->arc_dep.at, arc, w->query_gradient.at,
                    arc, n->arc.gradient, arc);
    product_weights(w, w->words, arc, LAPI_ARC_BUCKETS, w->arc_dep.at, arc,
                    w->length_gradient.at, LAPI_ARC_BUCKETS, n->arc_length.gradient,
                    LAPI_ARC_BUCKETS);
    float *dd = floats_need(&w->dep_gradient, w->words * arc);
    product_back(w, w->words, arc, arc, w->query_gradient.at, arc,
                 weights_used(n, w, &n->arc), arc, dd, arc, false);
    product_back(w, w->words, LAPI_ARC_BUCKETS, arc, w->length_gradient.at,
                 LAPI_ARC_BUCKETS, weights_used(n, w, &n->arc_length), LAPI_ARC_BUCKETS,
                 dd, arc, true);
    for (size_t i = 0; i < w->words; i++)
        for (uint32_t j = 0; j < arc; j++) {
            const float *mask = w->arc_mask.at + i * arc + j;
            const float *out = w->heads.at + i * z;
            float *to = w->heads_gradient.at + i * z;
            if (out[n->column.arc_dep + j] > 0)
                to[n->column.arc_dep + j] = dd[i * arc + j] * mask[0];
            if (out[n->column.arc_head + j] > 0)
                to[n->column.arc_head + j] =
                    w->head_gradient.at[i * arc + j] * mask[w->words * arc];
        }
    return loss;
}

/* Hidden layer of the labels for the chosen heads, and the labels' scores. */
static void labels_forward(net *n, workspace *w, const batch *b)
{
    uint32_t width = n->options.label, z = n->column.count;
    float *hidden = floats_need(&w->hidden, w->words * width);
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t d = 1; d <= w->length[i]; d++) {
            size_t dep = w->first[i] + d - 1;
            uint32_t h = w->chosen_head[dep];
            const float *x = w->heads.at + dep * z + n->column.label_dep;
            const float *y =
                h ? w->heads.at + (w->first[i] + h - 1) * z + n->column.label_head
                  : n->label_root.value;
            const float *l = n->label_length.value + lapi_arc_bucket(d, h) * width;
            for (uint32_t j = 0; j < width; j++) {
                float v = x[j] + y[j] + l[j];
                hidden[dep * width + j] = v > 0 ? v : 0;
            }
        }
    if (n->quantise)
        quantise_rows(hidden, w->words, width);
    float *score = floats_need(&w->label_score, w->words * LAPI_REL_COUNT);
    for (size_t i = 0; i < w->words; i++)
        memcpy(score + i * LAPI_REL_COUNT, n->labels_bias.value,
               LAPI_REL_COUNT * sizeof *score);
    product(w, w->words, width, LAPI_REL_COUNT, hidden, width,
            weights_used(n, w, &n->labels), LAPI_REL_COUNT, score, LAPI_REL_COUNT,
            true);
}

static void labels_back(net *n, workspace *w, const batch *b,
                        const float *hidden_gradient)
{
    uint32_t width = n->options.label, z = n->column.count;
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t d = 1; d <= w->length[i]; d++) {
            size_t dep = w->first[i] + d - 1;
            uint32_t h = w->chosen_head[dep];
            float *x = w->heads_gradient.at + dep * z + n->column.label_dep;
            float *y = h ? w->heads_gradient.at + (w->first[i] + h - 1) * z +
                               n->column.label_head
                         : n->label_root.gradient;
            float *l = n->label_length.gradient + lapi_arc_bucket(d, h) * width;
            for (uint32_t j = 0; j < width; j++) {
                if (!(w->hidden.at[dep * width + j] > 0))
                    continue;
                float g = hidden_gradient[dep * width + j];
                x[j] += g;
                y[j] += g;
                l[j] += g;
            }
        }
}

static void gold_heads(workspace *w, const batch *b)
{
    w->chosen_head = train_grow(w->chosen_head, &w->chosen_capacity, w->words,
                                sizeof *w->chosen_head);
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++)
            w->chosen_head[w->first[i] + t] = word_at(b, w, i, t)->head;
}

static void add_softmax(float *x, uint32_t count, float weight, float *to)
{
    float most, sum = softmax(x, count, &most);
    for (uint32_t j = 0; j < count; j++)
        to[j] += x[j] / sum * weight;
}

void heads_opinions(net *n, workspace *w, const batch *b, opinions *o, float weight)
{
    const head_columns *c = &n->column;
    if (n->names_only) {
        names_opinions(n, w, b, o, weight);
        return;
    }
    gold_heads(w, b);
    labels_forward(n, w, b);
    for (uint32_t i = 0; i < b->count; i++) {
        uint32_t count = w->length[i];
        float *score = floats_need(&w->score, (size_t)count * (count + 1));
        arc_scores(n, w, i, score);
        for (uint32_t t = 0; t < count; t++) {
            size_t at = w->first[i] + t, here = b->sentences[i]->first + t;
            float *z = w->heads.at + at * c->count, *tags = o->tags + here * TAG_SCORES;
            add_softmax(z + c->upos, LAPI_UPOS_COUNT, weight, tags + c->upos);
            add_softmax(z + c->xpos, LAPI_XPOS_COUNT, weight, tags + c->xpos);
            add_softmax(z + c->names, LAPI_BIOES_COUNT, weight, tags + c->names);
            add_softmax(score + (size_t)t * (count + 1), count + 1, weight,
                        o->arcs + o->arc[here]);
            add_softmax(w->label_score.at + at * LAPI_REL_COUNT, LAPI_REL_COUNT, weight,
                        o->labels + here * LAPI_REL_COUNT);
        }
    }
}

void opinions_init(opinions *o, const corpus *c)
{
    size_t arcs = 0;
    o->arc = calloc(c->word_count, sizeof *o->arc);
    o->tags = calloc(c->word_count * TAG_SCORES, sizeof *o->tags);
    o->labels = calloc(c->word_count * LAPI_REL_COUNT, sizeof *o->labels);
    if (!o->arc || !o->tags || !o->labels)
        exit(3);
    for (size_t i = 0; i < c->sentence_count; i++)
        for (uint32_t t = 0; t < c->sentences[i].count; t++) {
            o->arc[c->sentences[i].first + t] = arcs;
            arcs += c->sentences[i].count + 1;
        }
    o->arcs = calloc(arcs, sizeof *o->arcs);
    if (!o->arcs)
        exit(3);
}

void opinions_clear(opinions *o)
{
    free(o->arc);
    free(o->arcs);
    free(o->tags);
    free(o->labels);
}

static float labels_loss(net *n, workspace *w, const batch *b, float weight)
{
    uint32_t width = n->options.label;
    gold_heads(w, b);
    labels_forward(n, w, b);
    float loss = 0;
    for (uint32_t i = 0; i < b->count; i++)
        for (uint32_t t = 0; t < w->length[i]; t++)
            loss += softmax_loss(w->label_score.at + (w->first[i] + t) * LAPI_REL_COUNT,
                                 LAPI_REL_COUNT, word_at(b, w, i, t)->rel, weight,
                                 b->opinions
                                     ? b->opinions->labels +
                                           (b->sentences[i]->first + t) * LAPI_REL_COUNT
                                     : NULL,
                                 b->opinions ? b->opinions->tree_share : 0);
    column_sums(w->label_score.at, w->words, LAPI_REL_COUNT, LAPI_REL_COUNT,
                n->labels_bias.gradient);
    product_weights(w, w->words, width, LAPI_REL_COUNT, w->hidden.at, width,
                    w->label_score.at, LAPI_REL_COUNT, n->labels.gradient,
                    LAPI_REL_COUNT);
    float *dh = floats_need(&w->hidden_gradient, w->words * width);
    product_back(w, w->words, LAPI_REL_COUNT, width, w->label_score.at, LAPI_REL_COUNT,
                 weights_used(n, w, &n->labels), LAPI_REL_COUNT, dh, width, false);
    labels_back(n, w, b, dh);
    return loss;
}

float heads_loss(net *n, workspace *w, const batch *b)
{
    uint32_t z = n->column.count;
    size_t in = n->heads.rows;
    float weight = 1.0f / (float)w->words;
    memset(floats_need(&w->heads_gradient, w->words * z), 0,
           w->words * z * sizeof(float));
    float loss = 0;
    if (n->names_only) {
        loss = names_loss(n, w, b, weight);
    } else {
        loss = tags_loss(n, w, b, weight);
        loss += arcs_loss(n, w, b, weight);
        loss += labels_loss(n, w, b, weight);
    }
    column_sums(w->heads_gradient.at, w->words, z, z, n->heads_bias.gradient);
    product_weights(w, w->words, in, z, w->top.at, in, w->heads_gradient.at, z,
                    n->heads.gradient, z);
    if (n->embedding.fixed)
        return loss;
    float *dx = floats_need(&w->top_gradient, w->words * in);
    product_back(w, w->words, z, in, w->heads_gradient.at, z,
                 weights_used(n, w, &n->heads), z, dx, in, false);
    if (n->names_only)
        product_back(w, w->words, n->options.name_hidden, in, w->name_gradient.at,
                     n->options.name_hidden, weights_used(n, w, &n->name_state),
                     n->options.name_hidden, dx, in, true);
    return loss;
}

static uint8_t best(const float *x, uint32_t count)
{
    uint32_t at = 0;
    for (uint32_t j = 1; j < count; j++)
        if (x[j] > x[at])
            at = j;
    return (uint8_t)at;
}

static void tree_decode(net *n, workspace *w, uint32_t i, uint16_t *head)
{
    uint32_t count = w->length[i];
    size_t cells = (size_t)(count + 1) * (count + 1);
    float *score = floats_need(&w->score, cells);
    arc_scores(n, w, i, score);
    w->mst_score =
        train_grow(w->mst_score, &w->mst_capacity, cells, sizeof *w->mst_score);
    for (size_t k = 0; k < (size_t)count * (count + 1); k++) {
        float s = score[k] * 4096.0f;
        s = s > 1e6f ? 1e6f : s < -1e6f ? -1e6f : s;
        w->mst_score[count + 1 + k] = (int32_t)s;
    }
    w->mst_scratch = train_grow(w->mst_scratch, &w->mst_scratch_capacity,
                                lapi_mst_scratch_bytes(count), 1);
    uint16_t *tree = malloc((count + 1) * sizeof *tree);
    if (!tree)
        exit(3);
    lapi_mst_find(w->mst_score, count, w->mst_scratch, tree);
    memcpy(head, tree + 1, count * sizeof *head);
    free(tree);
}

void heads_decode(net *n, workspace *w, const batch *b, prediction *out)
{
    static const float even[LAPI_BIOES_COUNT * LAPI_BIOES_COUNT];
    const float *follow = n->names_only ? n->name_follow.value : even;
    const head_columns *c = &n->column;
    w->chosen_head = train_grow(w->chosen_head, &w->chosen_capacity, w->words,
                                sizeof *w->chosen_head);
    for (uint32_t i = 0; i < b->count; i++) {
        tree_decode(n, w, i, out->head + w->first[i]);
        uint8_t *back = malloc((size_t)w->length[i] * LAPI_BIOES_COUNT);
        if (!back)
            exit(3);
        lapi_names_decode(w->heads.at + w->first[i] * c->count + c->names, c->count,
                          w->length[i], follow, back, out->name + w->first[i]);
        free(back);
    }
    for (size_t t = 0; t < w->words; t++) {
        const float *z = w->heads.at + t * c->count;
        out->upos[t] = best(z + c->upos, LAPI_UPOS_COUNT);
        out->xpos[t] = best(z + c->xpos, LAPI_XPOS_COUNT);
        w->chosen_head[t] = out->head[t];
    }
    labels_forward(n, w, b);
    for (size_t t = 0; t < w->words; t++)
        out->rel[t] = best(w->label_score.at + t * LAPI_REL_COUNT, LAPI_REL_COUNT);
}
