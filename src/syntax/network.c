#include "syntax/network.h"

#include "base/hash.h"
#include "syntax/feature.h"
#include "syntax/mst.h"

#include <string.h>

enum { ARC_SCORE_UNIT = 4096, FEATURES_MAX = LAPI_WORD_FEATURES_MAX + 4 };

static uint32_t most(uint32_t x, uint32_t y)
{
    return x > y ? x : y;
}

lap_status lapi_pass_get(const lapi_syntax *s, const lapi_doc *doc, uint32_t words,
                         lapi_pass *out)
{
    uint32_t stride = lapi_fill_up(words + 1);
    lapi_pass p = {0};
    uint32_t widest = most(most(s->embedding, 2 * s->hidden), most(s->arc, s->label));
    widest = most(widest, s->labels.outputs);
    widest = most(widest, s->name_window.inputs);
    p.known_count = 16;
    while (p.known_count < LAPI_KNOWN_WORDS_MAX &&
           p.known_count < doc->tokens.count * 2)
        p.known_count *= 2;
    struct {
        void *to;
        size_t count, size;
    } part[] = {
        {&p.gates, (size_t)words * 6 * s->hidden, sizeof(float)},
        {&p.more, 3 * s->hidden, sizeof(float)},
        {&p.cell, s->hidden, sizeof(float)},
        {&p.state, s->hidden, sizeof(float)},
        {&p.vector, (size_t)words * widest, sizeof(float)},
        {&p.heads, (size_t)words * s->heads.outputs, sizeof(float)},
        {&p.small, (size_t)words * s->arc, sizeof(float)},
        {&p.row, widest, sizeof(float)},
        {&p.scores, (size_t)words * stride, sizeof(float)},
        {&p.lengths, (size_t)words * s->lengths.outputs, sizeof(float)},
        {&p.bytes, (size_t)words * widest, 1},
        {&p.scale, words, sizeof(float)},
        {&p.head_weight, (size_t)stride * s->arc, 1},
        {&p.head_scale, stride, sizeof(float)},
        {&p.head_bias, stride, sizeof(float)},
        {&p.head_zero, stride, sizeof(int32_t)},
        {&p.arc_score, (size_t)(words + 1) * (words + 1), sizeof(int32_t)},
        {&p.head, words + 1, sizeof(uint16_t)},
        {&p.feature, FEATURES_MAX, sizeof(uint32_t)},
        {&p.back, (size_t)words * LAPI_BIOES_COUNT, 1},
        {&p.name_word, ((size_t)words + LAPI_NAME_WINDOW - 1) * s->name_embedding,
         sizeof(float)},
        {&p.name_small, (size_t)words * most(s->name_hidden, s->name_out.outputs),
         sizeof(float)},
        {&p.name_at, words, sizeof(uint32_t)},
        {&p.name_more, (size_t)words * s->name_hidden, sizeof(float)},
        {&p.tree, lapi_mst_scratch_bytes(words), 1},
        {&p.known, p.known_count, sizeof(lapi_known)},
        {&p.known_gates, (size_t)p.known_count * 6 * s->hidden, sizeof(float)},
        {&p.known_name, (size_t)p.known_count * s->name_embedding, sizeof(float)},
    };
    for (size_t i = 0; i < sizeof part / sizeof *part; i++) {
        void *at = lapi_arena_take(doc->arena, part[i].count, part[i].size);
        if (!at)
            return LAP_NO_MEMORY;
        memcpy(part[i].to, &at, sizeof at);
    }
    memset(p.head_bias, 0, stride * sizeof *p.head_bias);
    memset(p.known, 0, p.known_count * sizeof *p.known);
    memset(p.name_word, 0,
           LAPI_NAME_WINDOW / 2 * s->name_embedding * sizeof *p.name_word);
    *out = p;
    return LAP_OK;
}

static void row_add(const lapi_syntax *s, uint32_t hash, uint32_t *row, uint32_t *count)
{
    uint32_t found = lapi_index_find(&s->features, hash);
    if (found != LAPI_INDEX_NONE)
        row[(*count)++] = found;
}

/* Sums the embedding rows of a word's features and maps them to gates of layer 0; sums
 * their rows for names too. */
static void word_map(const lapi_syntax *s, lapi_pass *p, lapi_slice form,
                     uint32_t context, float *gates, float *name)
{
    lapi_word_codes codes;
    uint32_t hash[LAPI_WORD_FEATURES_MAX], count = 0;
    lapi_word_decode((const unsigned char *)form.at, form.bytes, &codes);
    uint32_t hashes = lapi_word_features(&codes, hash);
    for (uint32_t i = 0; i < hashes; i++)
        row_add(s, hash[i], p->feature, &count);
    lapi_shape_features(&codes, LAPI_CASE_KEEP, hash);
    for (uint32_t i = 0; i < LAPI_SHAPE_FEATURES_MAX; i++)
        row_add(s, hash[i], p->feature, &count);
    row_add(s, context, p->feature, &count);
    s->kernel->embed(s->table, p->feature, count, s->embedding, s->table_scale, p->row);
    float scale = s->kernel->quantise(p->row, s->embedding, p->bytes);
    s->kernel->linear(&s->input[0], p->bytes, &scale, 1, gates);
    s->kernel->embed(s->name_table, p->feature, count, s->name_embedding, s->name_scale,
                     name);
}

/* The slot of a word that was met before, or is computed and kept. */
static uint32_t word_slot(const lapi_syntax *s, lapi_pass *p, const lapi_doc *doc,
                          uint32_t word, uint32_t context)
{
    lapi_slice form = lapi_doc_word(doc, word);
    uint64_t hash = lapi_hash(LAPI_HASH_START ^ context, form.at, form.bytes);
    uint32_t slot = (uint32_t)lapi_hash_mix(hash) & (p->known_count - 1);
    lapi_known *known = p->known + slot;
    if (known->context == context && known->bytes == form.bytes && form.bytes &&
        memcmp(doc->text + known->begin, form.at, form.bytes) == 0)
        return slot;
    word_map(s, p, form, context, p->known_gates + (size_t)slot * s->input[0].outputs,
             p->known_name + (size_t)slot * s->name_embedding);
    *known = (lapi_known){doc->tokens.begin[word], form.bytes, context};
    return slot;
}

static void words_map(const lapi_syntax *s, lapi_pass *p, const lapi_doc *doc,
                      uint32_t first, uint32_t end)
{
    const lapi_tokens *t = &doc->tokens;
    lapi_case_counts counts = {0, 0, 0, 0};
    for (uint32_t w = first; w < end; w++) {
        lapi_word_codes codes;
        lapi_slice form = lapi_doc_word(doc, w);
        lapi_word_decode((const unsigned char *)form.at, form.bytes, &codes);
        lapi_case_count(&codes, &counts);
    }
    enum lapi_sentence_case sentence = lapi_case_of_sentence(&counts);
    size_t width = s->input[0].outputs, small = s->name_embedding;
    for (uint32_t w = first; w < end; w++) {
        bool left = w > first && t->end[w - 1] == t->begin[w];
        bool right = w + 1 < t->count && t->end[w] == t->begin[w + 1];
        uint32_t context = lapi_context_feature(sentence, w == first, left, right);
        size_t slot = word_slot(s, p, doc, w, context);
        memcpy(p->gates + (w - first) * width, p->known_gates + slot * width,
               width * sizeof *p->gates);
        memcpy(p->name_word + (w - first + LAPI_NAME_WINDOW / 2) * small,
               p->known_name + slot * small, small * sizeof *p->name_word);
    }
}

/* Runs one direction over n words; the states go to their half of `out`. */
static void direction_run(const lapi_syntax *s, lapi_pass *p, uint32_t layer,
                          uint32_t backward, uint32_t n)
{
    uint32_t hidden = s->hidden;
    const lapi_linear *map = &s->recurrent[layer][backward];
    memset(p->cell, 0, hidden * sizeof *p->cell);
    memset(p->state, 0, hidden * sizeof *p->state);
    for (uint32_t step = 0; step < n; step++) {
        uint32_t at = backward ? n - 1 - step : step;
        float scale = s->kernel->quantise(p->state, hidden, p->bytes);
        s->kernel->linear(map, p->bytes, &scale, 1, p->more);
        s->kernel->cell(p->gates + ((size_t)at * 2 + backward) * 3 * hidden, p->more,
                        p->cell, p->state, hidden);
        memcpy(p->vector + ((size_t)at * 2 + backward) * hidden, p->state,
               hidden * sizeof *p->state);
    }
}

/* Maps n vectors of floats that lie `stride` apart. */
static void map_all(const lapi_syntax *s, lapi_pass *p, const lapi_linear *map,
                    const float *x, uint32_t stride, uint32_t n, float *out)
{
    for (uint32_t i = 0; i < n; i++)
        p->scale[i] = s->kernel->quantise(x + (size_t)i * stride, map->inputs,
                                          p->bytes + (size_t)i * map->inputs);
    s->kernel->linear(map, p->bytes, p->scale, n, out);
}

/* Layer 0 finds its gates there. */
static void layers_run(const lapi_syntax *s, lapi_pass *p, uint32_t n)
{
    for (uint32_t layer = 0; layer < s->layers; layer++) {
        if (layer)
            map_all(s, p, &s->input[layer], p->vector, 2 * s->hidden, n, p->gates);
        direction_run(s, p, layer, 0, n);
        direction_run(s, p, layer, 1, n);
    }
    map_all(s, p, &s->heads, p->vector, 2 * s->hidden, n, p->heads);
}

static void rectify(const float *x, uint32_t count, float *out)
{
    for (uint32_t j = 0; j < count; j++)
        out[j] = x[j] > 0 ? x[j] : 0;
}

/* Takes together the states of the words that are not surely none; `bytes` and `scale`
 * hold those of all. Returns how many there are. */
static uint32_t names_choose(const lapi_syntax *s, lapi_pass *p, uint32_t n)
{
    uint32_t width = 2 * s->hidden, count = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (lapi_name_none(p->heads + (size_t)i * s->heads.outputs + s->column.names,
                           LAPI_NAME_OPEN))
            continue;
        memmove(p->bytes + (size_t)count * width, p->bytes + (size_t)i * width, width);
        p->scale[count] = p->scale[i];
        p->name_at[count++] = i;
    }
    return count;
}

/* Adds to the scores of names what a hidden layer makes of a word's state and of the
 * window of small vectors around it. */
static void names_score(const lapi_syntax *s, lapi_pass *p, uint32_t n)
{
    size_t hidden = s->name_hidden, small = s->name_embedding;
    uint32_t window = s->name_window.inputs, count = names_choose(s, p, n);
    s->kernel->linear(&s->name_state, p->bytes, p->scale, count, p->name_more);
    memset(p->name_word + (n + LAPI_NAME_WINDOW / 2) * small, 0,
           LAPI_NAME_WINDOW / 2 * small * sizeof *p->name_word);
    for (uint32_t i = 0; i < count; i++)
        p->scale[i] = s->kernel->quantise(p->name_word + p->name_at[i] * small, window,
                                          p->bytes + (size_t)i * window);
    s->kernel->linear(&s->name_window, p->bytes, p->scale, count, p->name_small);
    for (size_t i = 0; i < count * hidden; i++) {
        float x = p->name_more[i] + p->name_small[i];
        p->name_more[i] = x > 0 ? x : 0;
    }
    map_all(s, p, &s->name_out, p->name_more, s->name_hidden, count, p->name_small);
    for (uint32_t i = 0; i < count; i++) {
        const float *x = p->name_small + (size_t)i * s->name_out.outputs;
        float *z =
            p->heads + (size_t)p->name_at[i] * s->heads.outputs + s->column.names;
        for (size_t k = 0; k < LAPI_BIOES_COUNT; k++)
            z[k] += x[k];
    }
}

/* Turns activations into weights, in place; returns their sum. */
static int32_t weights_of(uint8_t *bytes, uint32_t count)
{
    int32_t sum = 0;
    for (uint32_t k = 0; k < count; k++) {
        bytes[k] = (uint8_t)(bytes[k] - LAPI_ACTIVATION_ZERO);
        sum += (int8_t)bytes[k];
    }
    return sum;
}

/* Lays the words' vectors as heads out as the weights of a map: head 0 is the root. */
static void heads_lay(const lapi_syntax *s, lapi_pass *p, uint32_t n, lapi_linear *map)
{
    uint32_t stride = lapi_fill_up(n + 1);
    memset(p->head_weight, 0, (size_t)stride * s->arc);
    memset(p->head_zero, 0, stride * sizeof *p->head_zero);
    for (uint32_t h = 0; h <= n; h++) {
        const float *x = s->arc_root;
        if (h) {
            x = p->row;
            rectify(p->heads + (size_t)(h - 1) * s->heads.outputs + s->column.arc_head,
                    s->arc, p->row);
        }
        p->head_scale[h] = s->kernel->quantise(x, s->arc, p->bytes);
        int8_t *block = p->head_weight + (size_t)(h / 16) * 16 * s->arc;
        p->head_zero[h] = weights_of(p->bytes, s->arc) * LAPI_ACTIVATION_ZERO;
        for (uint32_t k = 0; k < s->arc; k += 4)
            memcpy(block + (size_t)k * LAPI_LINEAR_BLOCK + h % 16 * 4, p->bytes + k, 4);
    }
    *map = (lapi_linear){s->arc,        stride,       p->head_weight,
                         p->head_scale, p->head_bias, p->head_zero};
}

static int32_t fixed(float score)
{
    float x = score * (float)ARC_SCORE_UNIT;
    const float limit = (float)LAPI_ARC_SCORE_MAX;
    /* A damaged model may give what is no number: that is the lowest. */
    if (!(x > -limit))
        return -LAPI_ARC_SCORE_MAX;
    return x < limit ? (int32_t)x : LAPI_ARC_SCORE_MAX;
}

static void arcs_score(const lapi_syntax *s, lapi_pass *p, uint32_t n)
{
    lapi_linear map;
    heads_lay(s, p, n, &map);
    for (uint32_t i = 0; i < n; i++)
        rectify(p->heads + (size_t)i * s->heads.outputs + s->column.arc_dep, s->arc,
                p->small + (size_t)i * s->arc);
    map_all(s, p, &s->lengths, p->small, s->arc, n, p->lengths);
    s->kernel->linear(&s->arcs, p->bytes, p->scale, n, p->small);
    map_all(s, p, &map, p->small, s->arc, n, p->scores);
    for (uint32_t d = 1; d <= n; d++) {
        const float *score = p->scores + (size_t)(d - 1) * map.outputs;
        const float *length = p->lengths + (size_t)(d - 1) * s->lengths.outputs;
        int32_t *row = p->arc_score + (size_t)d * (n + 1);
        for (uint32_t h = 0; h <= n; h++)
            row[h] = fixed(score[h] + length[lapi_arc_bucket(d, h)]);
    }
}

/* The first of the largest: lanes of maxima, which compilers make one instruction of.
 */
static uint32_t best(const float *x, uint32_t count)
{
    enum { LANES = 8 };
    float most[LANES];
    for (uint32_t k = 0; k < LANES; k++)
        most[k] = x[0];
    uint32_t at = 0, i = 0;
    for (; i + LANES <= count; i += LANES)
        for (uint32_t k = 0; k < LANES; k++)
            most[k] = x[i + k] > most[k] ? x[i + k] : most[k];
    float top = x[0];
    for (uint32_t k = 0; k < LANES; k++)
        top = most[k] > top ? most[k] : top;
    for (; i < count; i++)
        top = x[i] > top ? x[i] : top;
    while (at + 1 < count && x[at] != top)
        at++;
    return at;
}

static void label_word(const lapi_syntax *s, lapi_pass *p, lapi_doc *doc,
                       uint32_t first, uint32_t d)
{
    uint32_t h = p->head[d], word = first + d - 1;
    doc->tokens.head[word] = h ? first + h - 1 : LAPI_NONE;
    if (!h) {
        doc->tokens.rel[word] = LAPI_REL_ROOT;
        return;
    }
    const float *x =
        p->heads + (size_t)(d - 1) * s->heads.outputs + s->column.label_dep;
    const float *y =
        p->heads + (size_t)(h - 1) * s->heads.outputs + s->column.label_head;
    const float *l = s->label_length + (size_t)lapi_arc_bucket(d, h) * s->label;
    for (uint32_t j = 0; j < s->label; j++) {
        float sum = x[j] + y[j];
        sum = sum + l[j];
        p->row[j] = sum > 0 ? sum : 0;
    }
    float scale = s->kernel->quantise(p->row, s->label, p->bytes);
    s->kernel->linear(&s->labels, p->bytes, &scale, 1, p->row);
    p->row[LAPI_REL_ROOT] = -1e30f;
    doc->tokens.rel[word] = (uint8_t)best(p->row, LAPI_REL_COUNT);
}

void lapi_network_run(const lapi_syntax *s, lapi_pass *p, lapi_doc *doc, uint32_t first,
                      uint32_t end)
{
    uint32_t n = end - first;
    lapi_tokens *t = &doc->tokens;
    words_map(s, p, doc, first, end);
    layers_run(s, p, n);
    for (uint32_t i = 0; i < n; i++) {
        const float *z = p->heads + (size_t)i * s->heads.outputs;
        t->upos[first + i] = (uint8_t)best(z + s->column.upos, LAPI_UPOS_COUNT);
        t->xpos[first + i] = (uint8_t)best(z + s->column.xpos, LAPI_XPOS_COUNT);
    }
    names_score(s, p, n);
    lapi_names_decode(p->heads + s->column.names, s->heads.outputs, n, s->name_follow,
                      p->back, t->name + first);
    arcs_score(s, p, n);
    lapi_mst_find(p->arc_score, n, p->tree, p->head);
    for (uint32_t d = 1; d <= n; d++)
        label_word(s, p, doc, first, d);
}
