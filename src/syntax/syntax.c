#include "syntax/syntax.h"

#include "base/limits.h"
#include "base/status.h"
#include "data/tree.h"
#include "syntax/agree.h"
#include "syntax/network.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of the tensor "options", in order. */
enum {
    OPTION_EMBEDDING,
    OPTION_HIDDEN,
    OPTION_LAYERS,
    OPTION_ARC,
    OPTION_LABEL,
    OPTION_UPOS,
    OPTION_XPOS,
    OPTION_NAMES,
    OPTION_LABELS,
    OPTION_COUNT
};

/* Beyond it no number of a sound model lies; sums of them stay finite. */
#define NUMBER_MAX 1e6f

static bool width_is_sound(uint32_t width)
{
    return width && width % LAPI_LINEAR_BLOCK == 0 && width <= LAPI_NETWORK_WIDTH_MAX;
}

static lap_status options_open(lapi_syntax *s, lap_error *error)
{
    lapi_tensor t;
    lap_status status = lapi_model_find(&s->model, "options", LAPI_TENSOR_U32,
                                        OPTION_COUNT, 1, &t, error);
    if (status)
        return status;
    uint32_t option[OPTION_COUNT];
    for (size_t i = 0; i < OPTION_COUNT; i++)
        option[i] = lapi_read_u32(t.at + 4 * i);
    s->embedding = option[OPTION_EMBEDDING];
    s->hidden = option[OPTION_HIDDEN];
    s->layers = option[OPTION_LAYERS];
    s->arc = option[OPTION_ARC];
    s->label = option[OPTION_LABEL];
    if (!width_is_sound(s->embedding) || !width_is_sound(s->hidden) ||
        !width_is_sound(s->arc) || !width_is_sound(s->label) || !s->layers ||
        s->layers > LAPI_NETWORK_LAYERS_MAX)
        return lapi_fail(error, LAP_BAD_MODEL, 0, "network of unknown shape");
    if (option[OPTION_UPOS] != LAPI_UPOS_COUNT ||
        option[OPTION_XPOS] != LAPI_XPOS_COUNT ||
        option[OPTION_NAMES] != LAPI_BIOES_COUNT ||
        option[OPTION_LABELS] != LAPI_REL_COUNT)
        return lapi_fail(error, LAP_BAD_MODEL, 0, "network of other tags or relations");
    lapi_heads *c = &s->column;
    c->upos = 0;
    c->xpos = LAPI_UPOS_COUNT;
    c->names = c->xpos + LAPI_XPOS_COUNT;
    c->arc_dep = lapi_fill_up(c->names + LAPI_BIOES_COUNT);
    c->arc_head = c->arc_dep + s->arc;
    c->label_dep = c->arc_head + s->arc;
    c->label_head = c->label_dep + s->label;
    c->count = c->label_head + s->label;
    return LAP_OK;
}

/* Opens NAME, a table of small numbers a row, and NAME.scale. */
static lap_status table_open(lapi_syntax *s, const char *name, uint32_t rows,
                             lapi_tensor *table, float *scale, lap_error *error)
{
    char full[LAPI_MODEL_NAME_BYTES];
    size_t length = strlen(name);
    memcpy(full, name, length);
    memcpy(full + length, ".scale", sizeof ".scale");
    lapi_tensor t;
    lap_status status =
        lapi_model_find(&s->model, name, LAPI_TENSOR_I8, rows, 0, table, error);
    if (status == LAP_OK)
        status = lapi_model_find(&s->model, full, LAPI_TENSOR_F32, 1, 1, &t, error);
    if (status)
        return status;
    *scale = lapi_read_f32(t.at);
    if (!(*scale > 0 && *scale < NUMBER_MAX))
        return lapi_fail(error, LAP_BAD_MODEL, 0, "scale of %s is unsound", name);
    return LAP_OK;
}

static lap_status features_open(lapi_syntax *s, lap_error *error)
{
    lapi_tensor table, names;
    lap_status status = lapi_model_find(&s->model, "feature.hash", LAPI_TENSOR_U32, 0,
                                        1, &s->hashes, error);
    if (status == LAP_OK)
        status = lapi_model_find(&s->model, "feature.row", LAPI_TENSOR_U16,
                                 s->hashes.rows, 1, &s->rows, error);
    if (status == LAP_OK)
        status = table_open(s, "embedding", 0, &table, &s->table_scale, error);
    if (status == LAP_OK)
        status =
            table_open(s, "name_embedding", table.rows, &names, &s->name_scale, error);
    if (status)
        return status;
    s->table = (const int8_t *)table.at;
    s->name_table = (const int8_t *)names.at;
    s->name_embedding = names.columns;
    if (table.columns != s->embedding || !width_is_sound(names.columns))
        return lapi_fail(error, LAP_BAD_MODEL, 0, "embedding of another width");
    uint32_t slots = s->hashes.rows, used = 0;
    for (uint32_t i = 0; i < slots; i++) {
        used += lapi_read_u32(s->hashes.at + 4 * (size_t)i) != 0;
        if (lapi_read_u16(s->rows.at + 2 * (size_t)i) >= table.rows)
            return lapi_fail(error, LAP_BAD_MODEL, 0, "feature without a row");
    }
    if ((slots & (slots - 1)) || used >= slots || table.rows > LAPI_NETWORK_ROWS_MAX)
        return lapi_fail(error, LAP_BAD_MODEL, 0, "feature table of %u slots, %u used",
                         slots, used);
    return LAP_OK;
}

/* The next `count` numbers of the handle's own; NULL when there are no more. */
static float *numbers_take(lapi_syntax *s, size_t count)
{
    if (count > s->number_capacity - s->number_count)
        return NULL;
    float *at = s->numbers + s->number_count;
    s->number_count += count;
    return at;
}

static lap_status floats_open(lapi_syntax *s, const char *name, uint32_t rows,
                              uint32_t columns, uint32_t room, float **out,
                              lap_error *error)
{
    lapi_tensor t;
    lap_status status =
        lapi_model_find(&s->model, name, LAPI_TENSOR_F32, rows, columns, &t, error);
    if (status)
        return status;
    *out = numbers_take(s, room);
    if (!*out)
        return LAP_NO_MEMORY;
    for (size_t i = 0; i < (size_t)rows * columns; i++) {
        float x = lapi_read_f32(t.at + 4 * i);
        if (!(x > -NUMBER_MAX && x < NUMBER_MAX))
            return lapi_fail(error, LAP_BAD_MODEL, 0, "number of %s is too large",
                             name);
        (*out)[i] = x;
    }
    return LAP_OK;
}

static lap_status zeros_make(lapi_syntax *s, lapi_linear *map)
{
    float *room = numbers_take(s, map->outputs);
    if (!room)
        return LAP_NO_MEMORY;
    int32_t *zero = (int32_t *)(void *)room;
    size_t groups = map->inputs / 4;
    for (uint32_t block = 0; block < map->outputs; block += LAPI_LINEAR_BLOCK) {
        const int8_t *w = map->weight + (size_t)block * map->inputs;
        int32_t sum[4 * LAPI_LINEAR_BLOCK] = {0};
        for (size_t g = 0; g < groups; g++)
            for (size_t i = 0; i < sizeof sum / sizeof *sum; i++)
                sum[i] += w[g * (sizeof sum / sizeof *sum) + i];
        for (uint32_t n = 0; n < LAPI_LINEAR_BLOCK; n++)
            zero[block + n] =
                (sum[4 * n] + sum[4 * n + 1] + sum[4 * n + 2] + sum[4 * n + 3]) *
                LAPI_ACTIVATION_ZERO;
    }
    map->zero = zero;
    return LAP_OK;
}

/* Opens NAME.weight, NAME.scale and, when the map has one, NAME.bias. */
static lap_status linear_open(lapi_syntax *s, const char *name, uint32_t inputs,
                              uint32_t outputs, bool biased, lapi_linear *map,
                              lap_error *error)
{
    char full[LAPI_MODEL_NAME_BYTES];
    size_t length = strlen(name);
    memcpy(full, name, length);
    memcpy(full + length, ".weight", sizeof ".weight");
    lapi_tensor weight;
    map->inputs = inputs;
    map->outputs = lapi_fill_up(outputs);
    lap_status status = lapi_model_find(&s->model, full, LAPI_TENSOR_I8, map->outputs,
                                        inputs, &weight, error);
    if (status)
        return status;
    map->weight = (const int8_t *)weight.at;
    uint8_t beyond = 0;
    for (size_t i = 0; i < (size_t)map->outputs * inputs; i++)
        beyond |= (uint8_t)((map->weight[i] > LAPI_ACTIVATION_MAX) |
                            (map->weight[i] < -LAPI_ACTIVATION_MAX));
    if (beyond)
        return lapi_fail(error, LAP_BAD_MODEL, 0, "weight of %s is too large", name);
    float *scale = NULL, *bias = NULL;
    memcpy(full + length, ".scale", sizeof ".scale");
    status = floats_open(s, full, 1, outputs, map->outputs, &scale, error);
    if (status == LAP_OK && biased) {
        memcpy(full + length, ".bias", sizeof ".bias");
        status = floats_open(s, full, 1, outputs, map->outputs, &bias, error);
    } else if (status == LAP_OK) {
        bias = numbers_take(s, map->outputs);
        status = bias ? LAP_OK : LAP_NO_MEMORY;
    }
    map->scale = scale;
    map->bias = bias;
    return status == LAP_OK ? zeros_make(s, map) : status;
}

static lap_status layers_open(lapi_syntax *s, lap_error *error)
{
    lap_status status = LAP_OK;
    for (uint32_t l = 0; status == LAP_OK && l < s->layers; l++) {
        char input[] = "input0", forward[] = "forward0", backward[] = "backward0";
        char digit = (char)('0' + l);
        input[5] = forward[7] = backward[8] = digit;
        uint32_t width = l ? 2 * s->hidden : s->embedding;
        status = linear_open(s, input, width, 6 * s->hidden, true, &s->input[l], error);
        if (status == LAP_OK)
            status = linear_open(s, forward, s->hidden, 3 * s->hidden, false,
                                 &s->recurrent[l][0], error);
        if (status == LAP_OK)
            status = linear_open(s, backward, s->hidden, 3 * s->hidden, false,
                                 &s->recurrent[l][1], error);
    }
    return status;
}

static lap_status names_open(lapi_syntax *s, lap_error *error)
{
    const uint32_t window = LAPI_NAME_WINDOW * s->name_embedding;
    lap_status status = linear_open(s, "name_state", 2 * s->hidden, s->name_hidden,
                                    true, &s->name_state, error);
    if (status == LAP_OK)
        status = linear_open(s, "name_window", window, s->name_hidden, false,
                             &s->name_window, error);
    if (status == LAP_OK)
        status = linear_open(s, "name_out", s->name_hidden, LAPI_BIOES_COUNT, false,
                             &s->name_out, error);
    if (status == LAP_OK)
        status =
            floats_open(s, "name_follow", LAPI_BIOES_COUNT, LAPI_BIOES_COUNT,
                        LAPI_BIOES_COUNT * LAPI_BIOES_COUNT, &s->name_follow, error);
    return status;
}

static lap_status maps_open(lapi_syntax *s, lap_error *error)
{
    lap_status status = layers_open(s, error);
    if (status == LAP_OK)
        status = linear_open(s, "heads", 2 * s->hidden, s->column.count, true,
                             &s->heads, error);
    if (status == LAP_OK)
        status = linear_open(s, "arc", s->arc, s->arc, true, &s->arcs, error);
    if (status == LAP_OK)
        status = linear_open(s, "arc_length", s->arc, LAPI_ARC_BUCKETS, false,
                             &s->lengths, error);
    if (status == LAP_OK)
        status =
            linear_open(s, "labels", s->label, LAPI_REL_COUNT, true, &s->labels, error);
    if (status == LAP_OK)
        status = floats_open(s, "arc_root", 1, s->arc, s->arc, &s->arc_root, error);
    if (status == LAP_OK)
        status = floats_open(s, "label_length", LAPI_ARC_BUCKETS, s->label,
                             LAPI_ARC_BUCKETS * s->label, &s->label_length, error);
    if (status == LAP_OK)
        status = names_open(s, error);
    return status;
}

static lap_status version_open(lapi_syntax *s, lap_error *error)
{
    lapi_tensor t;
    lap_status status =
        lapi_model_find(&s->model, "version", LAPI_TENSOR_U8, 1, 0, &t, error);
    if (status)
        return status;
    for (uint32_t i = 0; i < t.columns; i++)
        if (t.columns >= LAPI_VERSION_BYTES || t.at[i] < 0x21 || t.at[i] > 0x7E)
            return lapi_fail(error, LAP_BAD_MODEL, 0, "version is no plain word");
    memcpy(s->version, t.at, t.columns);
    return LAP_OK;
}

static lap_status parts_open(lapi_syntax *s, const void *bytes, size_t size,
                             lap_error *error)
{
    lap_status status = lapi_model_open(bytes, size, &s->model, error);
    if (status == LAP_OK)
        status = version_open(s, error);
    if (status == LAP_OK)
        status = options_open(s, error);
    if (status == LAP_OK)
        status = features_open(s, error);
    if (status == LAP_OK)
        status = lapi_lemmas_open(&s->model, &s->lemmas, error);
    if (status)
        return status;
    lapi_tensor hidden;
    status = lapi_model_find(&s->model, "name_state.bias", LAPI_TENSOR_F32, 1, 0,
                             &hidden, error);
    if (status)
        return status;
    s->name_hidden = hidden.columns;
    if (!width_is_sound(s->name_hidden))
        return lapi_fail(error, LAP_BAD_MODEL, 0, "network of unknown shape");
    s->number_capacity =
        LAPI_BIOES_COUNT * LAPI_BIOES_COUNT + 6 * s->name_hidden +
        3 * (size_t)lapi_fill_up(LAPI_BIOES_COUNT) +
        3 * (size_t)s->layers * 12 * s->hidden + 3 * s->column.count + 4 * s->arc +
        LAPI_ARC_BUCKETS * s->label +
        3 * (lapi_fill_up(LAPI_ARC_BUCKETS) + lapi_fill_up(LAPI_REL_COUNT));
    s->numbers = calloc(s->number_capacity, sizeof *s->numbers);
    return s->numbers ? maps_open(s, error) : LAP_NO_MEMORY;
}

lap_status lapi_syntax_open(const void *bytes, size_t size, const char *kernel,
                            lapi_syntax **out, lap_error *error)
{
    const lapi_kernel *found = lapi_kernel_find(kernel);
    if (!found)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no kernel \"%s\" on this machine",
                         kernel ? kernel : "");
    lapi_syntax *s = calloc(1, sizeof *s);
    if (!s)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory for the model");
    s->kernel = found;
    lap_status status = parts_open(s, bytes, size, error);
    if (status) {
        lapi_syntax_free(s);
        return status == LAP_NO_MEMORY
                   ? lapi_fail(error, status, 0, "no memory for the model")
                   : status;
    }
    *out = s;
    return LAP_OK;
}

void lapi_syntax_free(lapi_syntax *syntax)
{
    if (!syntax)
        return;
    free(syntax->numbers);
    free(syntax);
}

const char *lapi_syntax_version(const lapi_syntax *syntax)
{
    return syntax->version;
}

static lap_status layer_get(lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    size_t count = t->count;
    uint8_t **bytes[] = {&t->upos, &t->xpos, &t->rel, &t->name};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        *bytes[i] = lapi_arena_get(doc->arena, count, 1);
        if (!*bytes[i])
            return LAP_NO_MEMORY;
    }
    t->lemma = lapi_arena_get(doc->arena, count, sizeof *t->lemma);
    t->head = lapi_arena_get(doc->arena, count, sizeof *t->head);
    t->first_child = lapi_arena_get(doc->arena, count, sizeof *t->first_child);
    t->next_sibling = lapi_arena_get(doc->arena, count, sizeof *t->next_sibling);
    return t->lemma && t->head && t->first_child && t->next_sibling ? LAP_OK
                                                                    : LAP_NO_MEMORY;
}

/* Where a piece of the sentence first .. end - 1 ends: at its limit; in a headline
 * behind a colon or a dash ("Ministry: five dead", "Five dead - police"), whose sides
 * are two clauses. */
static uint32_t piece_end(const lapi_doc *doc, uint32_t first, uint32_t end,
                          bool headline)
{
    if (end - first > LAPI_SENTENCE_TOKENS_MAX)
        end = first + LAPI_SENTENCE_TOKENS_MAX;
    for (uint32_t w = first + 1; headline && w + 1 < end; w++)
        if (lapi_doc_parts_headline(doc, w))
            return w + 1;
    return end;
}

/* A sentence in pieces; the root of each hangs under the root before. */
static void sentence_run(const lapi_syntax *s, lapi_pass *pass, lapi_doc *doc,
                         uint32_t sentence)
{
    uint32_t root_before = LAPI_NONE, first = doc->sentences.first[sentence];
    uint32_t end = doc->sentences.first[sentence + 1];
    bool headline = lapi_doc_is_headline(doc, sentence);
    while (first < end) {
        uint32_t stop = piece_end(doc, first, end, headline);
        lapi_network_run(s, pass, doc, first, stop);
        uint32_t root = first;
        while (doc->tokens.head[root] != LAPI_NONE)
            root++;
        if (root_before != LAPI_NONE) {
            doc->tokens.head[root] = root_before;
            doc->tokens.rel[root] = LAPI_REL_PARATAXIS;
        }
        root_before = root;
        first = stop;
    }
}

/* "'s" of "he's gone" is have, that of "he's ill" is be. */
static bool is_perfect(const lapi_tokens *t, uint32_t word)
{
    if (t->upos[word] != LAPI_UPOS_AUX || t->rel[word] != LAPI_REL_AUX ||
        t->head[word] == LAPI_NONE)
        return false;
    uint8_t xpos = t->xpos[t->head[word]];
    return xpos == LAPI_XPOS_VBN || xpos == LAPI_XPOS_VBD;
}

static lap_status lemmas_fill(const lapi_syntax *s, lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    for (uint32_t w = 0; w < t->count; w++) {
        if (t->upos[w] == LAPI_UPOS_NOUN &&
            (t->xpos[w] == LAPI_XPOS_VBZ || t->xpos[w] == LAPI_XPOS_VBD))
            t->upos[w] = LAPI_UPOS_VERB; /* tags at odds: "Strike kills three" */
        uint32_t tags = lapi_lemma_tags(t->upos[w], t->xpos[w], is_perfect(t, w));
        t->lemma[w] =
            lapi_lemma_find(&s->lemmas, doc->arena, lapi_doc_word(doc, w), tags);
        if (!t->lemma[w].at)
            return LAP_NO_MEMORY;
    }
    return LAP_OK;
}

lap_status lapi_syntax_run(const lapi_syntax *syntax, lapi_doc *doc)
{
    const lapi_sentences *sentences = &doc->sentences;
    uint32_t longest = 0;
    for (uint32_t i = 0; i < sentences->count; i++) {
        uint32_t words = sentences->first[i + 1] - sentences->first[i];
        longest = words > longest ? words : longest;
    }
    if (longest > LAPI_SENTENCE_TOKENS_MAX)
        longest = LAPI_SENTENCE_TOKENS_MAX;
    lap_status status = layer_get(doc);
    if (status || !longest)
        return status;
    lapi_pass pass;
    status = lapi_pass_get(syntax, doc, longest, &pass);
    if (status)
        return status;
    for (uint32_t i = 0; i < sentences->count; i++)
        sentence_run(syntax, &pass, doc, i);
    lapi_tree_link(&doc->tokens);
    status = lapi_names_agree(doc);
    return status ? status : lemmas_fill(syntax, doc);
}
