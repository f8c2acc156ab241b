#include "event/weigh.h"

#include <stdlib.h>

extern const unsigned char lapi_events_model[], lapi_events_model_end[];

const void *lapi_weigher_embedded(size_t *size)
{
    *size = (size_t)(lapi_events_model_end - lapi_events_model);
    return lapi_events_model;
}

enum {
    H = LAPI_WEIGH_HIDDEN,
    V = LAPI_WEIGH_VECTOR,
    TYPES_FULL = LAPI_WEIGH_TYPES_FULL,
    MODES_FULL = LAPI_WEIGH_MODES_FULL,
    OUTPUTS = (LAPI_WEIGH_INPUTS + 1) * H + TYPES_FULL + MODES_FULL, /* of all maps */
    NUMBERS = 3 * OUTPUTS + H
};

/* One weight of a map. */
static int weight_of(const lapi_linear *map, uint32_t to, uint32_t from)
{
    const int8_t *block = map->weight + (size_t)(to / LAPI_LINEAR_BLOCK) *
                                            LAPI_LINEAR_BLOCK * map->inputs;
    return block[from / 4 * 64 + to % LAPI_LINEAR_BLOCK * 4 + from % 4];
}

static void make_plain(lapi_weigher *weigher)
{
    for (uint32_t from = 0; from < H; from++) {
        for (uint32_t to = 0; to < H; to++)
            weigher->hidden_plain[to][from] =
                (float)weight_of(&weigher->hidden, to, from) *
                weigher->hidden.scale[to];
        for (uint32_t to = 0; to < LAPI_WEIGH_TYPES; to++)
            weigher->types_plain[to][from] =
                (float)weight_of(&weigher->types, to, from) * weigher->types.scale[to];
    }
}

static void open_network(lapi_parts *parts, lapi_weigher *out)
{
    lapi_tensor table =
        lapi_parts_table(parts, "table", 1u << LAPI_CLUE_BITS, H, &out->table_scale);
    out->table = (const int8_t *)table.at;
    lapi_parts_linears(parts, "inputs", LAPI_WEIGH_INPUTS, V, H, false, out->input);
    out->input_bias = lapi_parts_floats(parts, "inputs.bias", 1, H, H);
    lapi_parts_linears(parts, "hidden", 1, H, H, true, &out->hidden);
    lapi_parts_linears(parts, "types", 1, H, TYPES_FULL, true, &out->types);
    lapi_parts_linears(parts, "modes", 1, H, MODES_FULL, true, &out->modes);
}

static void open_vectors(lapi_parts *parts, lapi_vectors *out)
{
    lapi_tensor vectors =
        lapi_parts_tensor(parts, "words.vectors", LAPI_TENSOR_U8, 0, V);
    out->at = vectors.at;
    out->count = vectors.rows;
    lapi_parts_index(parts, "words.hashes", "words.rows", vectors.rows, &out->index);
}

static void open_limits(lapi_parts *parts, lapi_weigher *out)
{
    uint32_t confidence[LAPI_WEIGH_STEPS], limits[3];
    lapi_parts_wholes(parts, "confidence", LAPI_TENSOR_U16, 1, LAPI_WEIGH_STEPS,
                      confidence);
    lapi_parts_wholes(parts, "limits", LAPI_TENSOR_U16, 1, 3, limits);
    for (uint32_t i = 0; i < LAPI_WEIGH_STEPS; i++)
        out->confidence[i] = (uint16_t)(confidence[i] > 1000 ? 1000 : confidence[i]);
    out->limit = (uint16_t)limits[0];
    out->text_limit = (uint16_t)limits[1];
    out->bold = (uint16_t)limits[2];
}

lap_status lapi_weigher_open(const void *bytes, size_t size, lapi_weigher *out,
                             lap_error *error)
{
    lapi_model model;
    *out = (lapi_weigher){.kernel = lapi_kernel_find(NULL)};
    lap_status status = lapi_model_open(bytes, size, &model, error);
    if (status != LAP_OK)
        return status;
    out->numbers = calloc(NUMBERS, sizeof *out->numbers);
    if (!out->numbers)
        return LAP_NO_MEMORY;
    lapi_parts parts = {.model = &model,
                        .error = error,
                        .numbers = out->numbers,
                        .number_capacity = NUMBERS};
    open_network(&parts, out);
    open_vectors(&parts, &out->vectors);
    open_limits(&parts, out);
    if (parts.status == LAP_OK)
        make_plain(out);
    return parts.status;
}

void lapi_weigher_clear(lapi_weigher *weigher)
{
    free(weigher->numbers);
}

static uint32_t find_key(const lapi_vectors *v, uint64_t key)
{
    return lapi_index_find(&v->index, (uint32_t)(key >> 32 ^ key));
}

uint32_t lapi_vectors_find(const lapi_vectors *vectors, uint64_t lemma, uint64_t form)
{
    uint32_t row = find_key(vectors, lemma);
    return row == LAPI_WEIGH_NO_VECTOR && form != lemma ? find_key(vectors, form) : row;
}

static bool is_content(unsigned upos)
{
    return upos == LAPI_UPOS_NOUN || upos == LAPI_UPOS_VERB || upos == LAPI_UPOS_ADJ ||
           upos == LAPI_UPOS_PROPN;
}

static void add_vector(const lapi_vectors *v, uint32_t row, float *sum)
{
    const uint8_t *at = v->at + (size_t)row * V;
    for (uint32_t k = 0; k < V; k++)
        sum[k] += (float)((int)at[k] - LAPI_ACTIVATION_ZERO);
}

static void scale_by(float *vector, float by)
{
    for (uint32_t k = 0; k < LAPI_WEIGH_VECTOR; k++)
        vector[k] *= by;
}

lap_status lapi_bags_read(const lapi_vectors *vectors, const lapi_reading *reading,
                          lapi_bags *out)
{
    const lapi_doc *doc = reading->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t sentences = doc->sentences.count;
    lapi_bags bags = {0};
    bags.vector = lapi_arena_get(doc->arena, t->count, sizeof *bags.vector);
    bags.sentence = lapi_arena_get(doc->arena, sentences,
                                   LAPI_WEIGH_VECTOR * sizeof *bags.sentence);
    if (t->count && (!bags.vector || !bags.sentence))
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < t->count; w++)
        bags.vector[w] = (uint16_t)lapi_vectors_find(vectors, reading->lemma_key[w],
                                                     reading->form_key[w]);
    for (uint32_t s = 0; s < sentences; s++) {
        float *sum = bags.sentence + (size_t)s * LAPI_WEIGH_VECTOR;
        uint32_t count = 0;
        for (uint32_t w = doc->sentences.first[s]; w < doc->sentences.first[s + 1]; w++)
            if (is_content(t->upos[w]) && bags.vector[w] != LAPI_WEIGH_NO_VECTOR) {
                add_vector(vectors, bags.vector[w], sum);
                count++;
            }
        scale_by(sum, count ? LAPI_WEIGH_BAG * LAPI_WEIGH_UNIT / (float)count : 0);
        for (uint32_t k = 0; k < LAPI_WEIGH_VECTOR; k++)
            bags.text[k] += sum[k];
    }
    scale_by(bags.text, sentences ? 1.0f / (float)sentences : 0);
    *out = bags;
    return LAP_OK;
}

static void rectify(float *x, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        x[i] = x[i] > 0 ? x[i] : 0;
}

static void map(const lapi_weigher *weigher, const lapi_linear *by, const float *x,
                float *out)
{
    uint8_t bytes[H];
    float scale = weigher->kernel->quantise(x, by->inputs, bytes);
    weigher->kernel->linear(by, bytes, &scale, 1, out);
}

static void add_to(float *sum, const float *more)
{
    for (uint32_t i = 0; i < H; i++)
        sum[i] += more[i];
}

void lapi_weigh_around(const lapi_weigher *weigher, const lapi_bags *bags,
                       uint32_t sentence, float *out)
{
    float text[H];
    map(weigher, &weigher->input[LAPI_CLUE_SLOTS],
        bags->sentence + (size_t)sentence * V, out);
    map(weigher, &weigher->input[LAPI_CLUE_SLOTS + 1], bags->text, text);
    add_to(out, text);
}

void lapi_weigh_word(const lapi_weigher *weigher, const lapi_bags *bags,
                     const float *around, const lapi_clues *clues, lapi_layers *out)
{
    const float unit = LAPI_WEIGH_UNIT;
    uint32_t row[LAPI_CLUES_MAX];
    for (uint32_t i = 0; i < clues->count; i++)
        row[i] = clues->at[i].row;
    weigher->kernel->embed(weigher->table, row, clues->count, H, weigher->table_scale,
                           out->first);
    memcpy(out->vectors, around, sizeof out->vectors);
    for (uint32_t i = 0; i < LAPI_CLUE_SLOTS; i++) {
        uint32_t w = clues->slot[i];
        uint32_t vector = w == LAPI_NONE ? LAPI_WEIGH_NO_VECTOR : bags->vector[w];
        float more[H];
        if (vector == LAPI_WEIGH_NO_VECTOR)
            continue;
        weigher->kernel->linear(&weigher->input[i],
                                weigher->vectors.at + (size_t)vector * V, &unit, 1,
                                more);
        add_to(out->vectors, more);
    }
    add_to(out->first, out->vectors);
    add_to(out->first, weigher->input_bias);
    rectify(out->first, H);
    map(weigher, &weigher->hidden, out->first, out->second);
    rectify(out->second, H);
    map(weigher, &weigher->types, out->second, out->type);
}

void lapi_weigh_modes(const lapi_weigher *weigher, const lapi_layers *layers,
                      float *out)
{
    map(weigher, &weigher->modes, layers->second, out);
}

void lapi_weigh_why(const lapi_weigher *weigher, const lapi_layers *layers,
                    const lapi_clues *clues, unsigned type, float *out)
{
    const float *score = layers->type;
    float slope[H] = {0};
    unsigned other = type ? 0 : 1;
    for (unsigned k = 0; k < LAPI_WEIGH_TYPES; k++)
        other = k != type && score[k] > score[other] ? k : other;
    for (uint32_t j = 0; j < H; j++) {
        float by = weigher->types_plain[type][j] - weigher->types_plain[other][j];
        for (uint32_t i = 0; layers->second[j] > 0 && i < H; i++)
            slope[i] += by * weigher->hidden_plain[j][i];
    }
    out[clues->count] = 0;
    for (uint32_t i = 0; i < H; i++) {
        slope[i] = layers->first[i] > 0 ? slope[i] : 0;
        out[clues->count] += slope[i] * layers->vectors[i];
    }
    for (uint32_t c = 0; c < clues->count; c++) {
        const int8_t *at = weigher->table + (size_t)clues->at[c].row * H;
        out[c] = 0;
        for (uint32_t i = 0; i < H; i++)
            out[c] += slope[i] * (float)at[i];
        out[c] *= weigher->table_scale;
    }
}

unsigned lapi_weigh_best(const float *score)
{
    unsigned best = 0;
    for (unsigned k = 1; k < LAPI_EVENT_TYPES; k++)
        if (score[k] > score[best])
            best = k;
    return best;
}

uint32_t lapi_weigh_confidence(const lapi_weigher *weigher, const float *score,
                               uint32_t types)
{
    enum { MIDDLE = (LAPI_WEIGH_STEPS - 1) / 2 };
    float best[2] = {-1e9f, -1e9f}; /* of others, of these */
    for (unsigned k = 0; k < LAPI_WEIGH_TYPES; k++) {
        float *of = &best[types >> k & 1];
        *of = score[k] > *of ? score[k] : *of;
    }
    float steps = (best[1] - best[0]) * (float)LAPI_WEIGH_STEP + (float)MIDDLE;
    if (!(steps > 0))
        return weigher->confidence[0];
    if (steps >= (float)(LAPI_WEIGH_STEPS - 1))
        return weigher->confidence[LAPI_WEIGH_STEPS - 1];
    uint32_t at = (uint32_t)steps;
    float rest = steps - (float)at;
    float low = weigher->confidence[at], high = weigher->confidence[at + 1];
    return (uint32_t)(low + (high - low) * rest + 0.5f);
}
