#include "events_write.h"

#include "model/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TENSORS = 24, ALIGN = LAPI_MODEL_ALIGN };

typedef struct tensor {
    const char *name;
    uint32_t type, rows, columns;
    size_t size; /* of a number */
    const void *at;
} tensor;

typedef struct tensors {
    tensor at[TENSORS];
    uint32_t count;
} tensors;

static void put(unsigned char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * i);
}

static void add(tensors *all, const char *name, uint32_t type, uint32_t rows,
                uint32_t columns, const void *at)
{
    size_t size = type == LAPI_TENSOR_U16                              ? 2
                  : type == LAPI_TENSOR_U32 || type == LAPI_TENSOR_F32 ? 4
                                                                       : 1;
    all->at[all->count++] = (tensor){name, type, rows, columns, size, at};
}

static void write_file(const char *path, const tensors *all)
{
    size_t at = LAPI_MODEL_HEADER_BYTES + all->count * LAPI_MODEL_ENTRY_BYTES,
           size = at;
    for (uint32_t i = 0; i < all->count; i++)
        size = (size + ALIGN - 1) / ALIGN * ALIGN +
               all->at[i].size * all->at[i].rows * all->at[i].columns;
    unsigned char *file = calloc(size, 1);
    FILE *out = fopen(path, "wb");
    if (!file || !out)
        die("cannot write", path);
    memcpy(file, "LAPMODEL", 8);
    put(file + 8, LAPI_MODEL_VERSION, 4);
    put(file + 12, all->count, 4);
    put(file + 16, size, 8);
    for (uint32_t i = 0; i < all->count; i++) {
        const tensor *t = &all->at[i];
        unsigned char *entry =
            file + LAPI_MODEL_HEADER_BYTES + i * (size_t)LAPI_MODEL_ENTRY_BYTES;
        size_t bytes = t->size * t->rows * t->columns;
        at = (at + ALIGN - 1) / ALIGN * ALIGN;
        snprintf((char *)entry, LAPI_MODEL_NAME_BYTES, "%s", t->name);
        put(entry + 32, t->type, 4);
        put(entry + 36, t->rows, 4);
        put(entry + 40, t->columns, 4);
        put(entry + 48, at, 8);
        put(entry + 56, bytes, 8);
        memcpy(file + at, t->at, bytes);
        at += bytes;
    }
    put(file + 24, lapi_model_checksum(file, size), 8);
    if (fwrite(file, 1, size, out) != size || fclose(out))
        die("cannot write", path);
    free(file);
}

static int8_t rounded(float x, float scale, int most)
{
    float q = roundf(x / scale);
    return (int8_t)(q > (float)most ? most : q < (float)-most ? -most : (int)q);
}

static int by_size(const void *x, const void *y)
{
    float a = *(const float *)x, b = *(const float *)y;
    return (a > b) - (a < b);
}

/* The table in bytes; the few largest numbers are cut. */
static void add_table(tensors *all, const net *n, float *scale)
{
    size_t count = (size_t)TABLE * H;
    const float *x = &n->table[0][0];
    float *sizes = grow(NULL, count, sizeof *sizes);
    int8_t *bytes = grow(NULL, count, 1);
    for (size_t i = 0; i < count; i++)
        sizes[i] = fabsf(x[i]);
    qsort(sizes, count, sizeof *sizes, by_size);
    float most = sizes[count - count / 5000 - 1];
    *scale = most > 0 ? most / 127 : 1;
    for (size_t i = 0; i < count; i++)
        bytes[i] = rounded(x[i], *scale, 127);
    add(all, "table", LAPI_TENSOR_I8, TABLE, H, bytes);
    add(all, "table.scale", LAPI_TENSOR_F32, 1, 1, scale);
    free(sizes);
}

/* Maps from x[from][to], the outputs `first` to first + to of `wide`, one behind the
 * other, in blocks; outputs beyond `to` are zeros. */
typedef struct maps {
    const char *weight, *scale, *bias;
    const float *x, *b; /* b: NULL for none */
    uint32_t count, from, wide, first, to, filled;
} maps;

static void round_output(const maps *m, uint32_t map, uint32_t j, int8_t *bytes,
                         float *scale)
{
    const float *x = m->x + (size_t)map * m->from * m->wide + m->first + j;
    int8_t *block = bytes + (size_t)map * m->from * m->filled +
                    (size_t)(j / LAPI_LINEAR_BLOCK) * LAPI_LINEAR_BLOCK * m->from;
    float most = 1e-9f;
    for (uint32_t k = 0; k < m->from; k++)
        most = fmaxf(most, fabsf(x[(size_t)k * m->wide]));
    *scale = most / LAPI_ACTIVATION_MAX;
    for (uint32_t k = 0; k < m->from; k++)
        block[k / 4 * 64 + j % LAPI_LINEAR_BLOCK * 4 + k % 4] =
            rounded(x[(size_t)k * m->wide], *scale, LAPI_ACTIVATION_MAX);
}

static void add_maps(tensors *all, const maps *m)
{
    int8_t *bytes = calloc((size_t)m->count * m->from, m->filled);
    float *scales = calloc((size_t)m->count * m->filled, sizeof *scales);
    float *biases = calloc(m->filled, sizeof *biases);
    if (!bytes || !scales || !biases)
        die("out of memory", "");
    for (uint32_t i = 0; i < m->count; i++)
        for (uint32_t j = 0; j < m->to; j++)
            round_output(m, i, j, bytes, &scales[i * m->filled + j]);
    for (uint32_t j = 0; j < m->to; j++)
        biases[j] = m->b[m->first + j];
    add(all, m->weight, LAPI_TENSOR_I8, m->count, m->from * m->filled, bytes);
    add(all, m->scale, LAPI_TENSOR_F32, m->count, m->filled, scales);
    add(all, m->bias, LAPI_TENSOR_F32, 1, m->filled, biases);
}

static void add_network(tensors *all, const net *n)
{
    const maps all_maps[] = {
        {"inputs.weight", "inputs.scale", "inputs.bias", &n->input[0][0][0],
         n->input_bias, VECTORS, V, H, 0, H, H},
        {"hidden.weight", "hidden.scale", "hidden.bias", &n->hidden[0][0],
         n->hidden_bias, 1, H, H, 0, H, H},
        {"types.weight", "types.scale", "types.bias", &n->output[0][0], n->output_bias,
         1, H, OUT, 0, LAPI_WEIGH_TYPES, LAPI_WEIGH_TYPES_FULL},
        {"modes.weight", "modes.scale", "modes.bias", &n->output[0][0], n->output_bias,
         1, H, OUT, LAPI_WEIGH_TYPES, LAPI_WEIGH_MODES, LAPI_WEIGH_MODES_FULL},
    };
    for (size_t i = 0; i < sizeof all_maps / sizeof *all_maps; i++)
        add_maps(all, &all_maps[i]);
}

void write_model(const char *path, const net *n, const corpus *c, double a, double b)
{
    tensors all = {.count = 0};
    float scale;
    uint16_t confidence[LAPI_WEIGH_STEPS];
    uint16_t limits[3] = {(uint16_t)c->limit, (uint16_t)c->text_limit,
                          (uint16_t)c->bold};
    add_network(&all, n);
    uint32_t made = all.count + 1;
    add_table(&all, n, &scale);
    for (int i = 0; i < (int)LAPI_WEIGH_STEPS; i++) {
        double z = (i - (int)(LAPI_WEIGH_STEPS - 1) / 2) / (double)LAPI_WEIGH_STEP;
        confidence[i] = (uint16_t)lround(1000 / (1 + exp(-(a * z + b))));
    }
    const lapi_index *index = &c->vectors.index;
    add(&all, "words.hashes", LAPI_TENSOR_U32, index->mask + 1, 1, index->hashes);
    add(&all, "words.rows", LAPI_TENSOR_U16, index->mask + 1, 1, index->rows);
    add(&all, "words.vectors", LAPI_TENSOR_U8, c->vectors.count, V, c->vectors.at);
    add(&all, "confidence", LAPI_TENSOR_U16, 1, LAPI_WEIGH_STEPS, confidence);
    add(&all, "limits", LAPI_TENSOR_U16, 1, 3, limits);
    write_file(path, &all);
    for (uint32_t i = 0; i < made; i++)
        free((void *)(uintptr_t)all.at[i].at);
}
