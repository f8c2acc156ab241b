#include "write.h"

#include "data/ud.h"
#include "lemmas.h"
#include "model/file.h"
#include "model/kernel/kernel.h"
#include "syntax/decode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A file being made: the entries first, then the tensors. */
typedef struct {
    unsigned char *bytes;
    size_t size, capacity;
    uint32_t count;
} image;

enum {
    TENSORS = 64,
    TABLES = LAPI_MODEL_HEADER_BYTES + TENSORS * LAPI_MODEL_ENTRY_BYTES
};

static void put(unsigned char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * i);
}

static unsigned char *tensor_put(image *m, const char *name, enum lapi_tensor_type type,
                                 size_t rows, size_t columns)
{
    static const size_t width[] = {0, 1, 1, 2, 4, 4};
    size_t bytes = rows * columns * width[type];
    size_t offset =
        (m->size + LAPI_MODEL_ALIGN - 1) / LAPI_MODEL_ALIGN * LAPI_MODEL_ALIGN;
    if (m->count == TENSORS || offset + bytes > m->capacity) {
        fputs("train: model does not fit\n", stderr);
        exit(2);
    }
    unsigned char *entry =
        m->bytes + LAPI_MODEL_HEADER_BYTES + m->count++ * LAPI_MODEL_ENTRY_BYTES;
    snprintf((char *)entry, LAPI_MODEL_NAME_BYTES, "%s", name);
    put(entry + 32, type, 4);
    put(entry + 36, rows, 4);
    put(entry + 40, columns, 4);
    put(entry + 48, offset, 8);
    put(entry + 56, bytes, 8);
    m->size = offset + bytes;
    return m->bytes + offset;
}

static void put_float(unsigned char *at, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    put(at, bits, 4);
}

static void floats_put(image *m, const char *name, const float *x, size_t rows,
                       size_t columns)
{
    unsigned char *to = tensor_put(m, name, LAPI_TENSOR_F32, rows, columns);
    for (size_t i = 0; i < rows * columns; i++)
        put_float(to + 4 * i, x[i]);
}

static float nearest(float x)
{
    return (x + 12582912.0f) - 12582912.0f;
}

/* One output's weights as whole numbers in their block; returns the scale. */
static float column_put(unsigned char *to, const tensor *t, size_t n)
{
    float most = 0;
    for (size_t k = 0; k < t->rows; k++)
        most = fmaxf(most, fabsf(t->value[k * t->columns + n]));
    float scale = most == 0 ? 1.0f : most / 63.0f;
    for (size_t k = 0; k < t->rows; k++) {
        int q = (int)nearest(t->value[k * t->columns + n] / scale);
        to[((n / 16) * (t->rows / 4) + k / 4) * 64 + n % 16 * 4 + k % 4] =
            (unsigned char)q;
    }
    return scale;
}

/* Weights [in][out] of training as blocks of whole numbers with a scale an output. */
static void linear_put(image *m, const tensor *t, const tensor *bias)
{
    char name[64];
    size_t in = t->rows, out = t->columns;
    size_t filled =
        (out + LAPI_LINEAR_BLOCK - 1) / LAPI_LINEAR_BLOCK * LAPI_LINEAR_BLOCK;
    float *scale = calloc(filled, sizeof *scale);
    if (!scale)
        exit(3);
    snprintf(name, sizeof name, "%s.weight", t->name);
    unsigned char *to = tensor_put(m, name, LAPI_TENSOR_I8, filled, in);
    for (size_t n = 0; n < out; n++)
        scale[n] = column_put(to, t, n);
    snprintf(name, sizeof name, "%s.scale", t->name);
    floats_put(m, name, scale, 1, out);
    if (bias) {
        snprintf(name, sizeof name, "%s.bias", t->name);
        floats_put(m, name, bias->value, 1, out);
    }
    free(scale);
}

static void embedding_put(image *m, const tensor *t)
{
    float most = 0;
    size_t cells = t->rows * t->columns;
    for (size_t i = 0; i < cells; i++)
        most = fmaxf(most, fabsf(t->value[i]));
    float scale = most / 127.0f;
    char name[64];
    unsigned char *to = tensor_put(m, t->name, LAPI_TENSOR_I8, t->rows, t->columns);
    for (size_t i = 0; i < cells; i++)
        to[i] = (unsigned char)(int)nearest(t->value[i] / scale);
    snprintf(name, sizeof name, "%s.scale", t->name);
    floats_put(m, name, &scale, 1, 1);
    printf("%s: largest %.3f\n", t->name, (double)most);
}

static void features_put(image *m, const vocabulary *v)
{
    uint32_t slots = 1024, used = 0;
    for (size_t i = 0; i < v->capacity; i++)
        used += v->hash[i] != 0;
    while (slots * 2 < used * 3)
        slots *= 2;
    unsigned char *hash = tensor_put(m, "feature.hash", LAPI_TENSOR_U32, slots, 1);
    unsigned char *row = tensor_put(m, "feature.row", LAPI_TENSOR_U16, slots, 1);
    /* In order of rows, so that the table does not depend on the vocabulary's size. */
    for (size_t i = 0; i < v->capacity; i++) {
        if (!v->hash[i])
            continue;
        uint32_t at = v->hash[i] & (slots - 1);
        while (lapi_read_u32(hash + 4 * (size_t)at))
            at = (at + 1) & (slots - 1);
        put(hash + 4 * (size_t)at, v->hash[i], 4);
        put(row + 2 * (size_t)at, v->value[i], 2);
    }
}

static void lemmas_put(image *m, const corpus *c)
{
    lemma_tables t;
    lemma_tables_build(&t, c);
    unsigned char *key = tensor_put(m, "lemma.key", LAPI_TENSOR_U32, t.slots, 1);
    unsigned char *value = tensor_put(m, "lemma.value", LAPI_TENSOR_U16, t.slots, 1);
    for (uint32_t i = 0; i < t.slots; i++) {
        put(key + 4 * (size_t)i, t.key[i], 4);
        put(value + 2 * (size_t)i, t.value[i], 2);
    }
    memcpy(tensor_put(m, "lemma.script", LAPI_TENSOR_U8, t.scripts, 16), t.script,
           (size_t)t.scripts * 16);
    lemma_tables_free(&t);
}

static void network_put(image *m, const net *n)
{
    const net_options *o = &n->options;
    const uint32_t option[] = {o->embedding,    o->hidden,        o->layers,
                               o->arc,          o->label,         LAPI_UPOS_COUNT,
                               LAPI_XPOS_COUNT, LAPI_BIOES_COUNT, LAPI_REL_COUNT};
    size_t count = sizeof option / sizeof *option;
    unsigned char *to = tensor_put(m, "options", LAPI_TENSOR_U32, count, 1);
    for (size_t i = 0; i < count; i++)
        put(to + 4 * i, option[i], 4);
    embedding_put(m, &n->embedding);
    for (uint32_t l = 0; l < o->layers; l++) {
        linear_put(m, &n->input[l], &n->bias[l]);
        linear_put(m, &n->recurrent[l][0], NULL);
        linear_put(m, &n->recurrent[l][1], NULL);
    }
    linear_put(m, &n->heads, &n->heads_bias);
    linear_put(m, &n->arc, &n->arc_bias);
    linear_put(m, &n->arc_length, NULL);
    linear_put(m, &n->labels, &n->labels_bias);
    floats_put(m, "arc_root", n->arc_root.value, 1, o->arc);
    floats_put(m, "label_length", n->label_length.value, LAPI_ARC_BUCKETS, o->label);
}

static void image_write(image *m, const char *path)
{
    memcpy(m->bytes, "LAPMODEL", 8);
    put(m->bytes + 8, LAPI_MODEL_VERSION, 4);
    put(m->bytes + 12, m->count, 4);
    put(m->bytes + 16, m->size, 8);
    put(m->bytes + 24, 0, 8);
    put(m->bytes + 24, lapi_model_checksum(m->bytes, m->size), 8);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(m->bytes, 1, m->size, file) != m->size || fclose(file)) {
        fprintf(stderr, "train: cannot write %s\n", path);
        exit(2);
    }
    free(m->bytes);
}

void model_write(const char *path, const char *version, const net *n,
                 const vocabulary *v, const corpus *c)
{
    image m = {calloc(64 << 20, 1), TABLES, 64 << 20, 0};
    if (!m.bytes)
        exit(3);
    memcpy(tensor_put(&m, "version", LAPI_TENSOR_U8, 1, strlen(version)), version,
           strlen(version));
    network_put(&m, n);
    features_put(&m, v);
    lemmas_put(&m, c);
    image_write(&m, path);
}

/* The file's bytes without what an earlier training of names wrote. */
static image image_read(const char *path)
{
    size_t bytes;
    image m = {calloc(64 << 20, 1), 0, 64 << 20, 0};
    char *file = file_read(path, &bytes);
    lapi_model model;
    lap_error error;
    if (!m.bytes || bytes > m.capacity ||
        lapi_model_open(file, bytes, &model, &error) != LAP_OK)
        exit(3);
    m.size = bytes;
    for (; m.count < model.tensor_count; m.count++) {
        const unsigned char *entry =
            model.bytes + LAPI_MODEL_HEADER_BYTES + m.count * LAPI_MODEL_ENTRY_BYTES;
        if (!strncmp((const char *)entry, "name_", 5)) {
            m.size = (size_t)lapi_read_u64(entry + 48);
            break;
        }
    }
    memcpy(m.bytes, file, m.size);
    size_t left = (TENSORS - m.count) * LAPI_MODEL_ENTRY_BYTES;
    memset(m.bytes + TABLES - left, 0, left);
    free(file);
    return m;
}

static unsigned char *place(const image *m, const char *name, size_t *bytes)
{
    for (uint32_t i = 0; i < m->count; i++) {
        const unsigned char *entry =
            m->bytes + LAPI_MODEL_HEADER_BYTES + i * LAPI_MODEL_ENTRY_BYTES;
        *bytes = (size_t)lapi_read_u64(entry + 56);
        if (!strncmp((const char *)entry, name, LAPI_MODEL_NAME_BYTES))
            return m->bytes + lapi_read_u64(entry + 48);
    }
    fprintf(stderr, "train: no tensor %s\n", name);
    exit(2);
}

void model_rename(const char *from, const char *to, const char *version, const net *n)
{
    image m = image_read(from);
    size_t bytes;
    unsigned char *at = place(&m, "version", &bytes);
    if (bytes != strlen(version)) {
        fputs("train: the model's version has another length\n", stderr);
        exit(2);
    }
    memcpy(at, version, bytes);
    unsigned char *weight = place(&m, "heads.weight", &bytes),
                  *scale = place(&m, "heads.scale", &bytes),
                  *bias = place(&m, "heads.bias", &bytes);
    for (size_t k = n->column.names; k < n->column.names + LAPI_BIOES_COUNT; k++) {
        put_float(scale + 4 * k, column_put(weight, &n->heads, k));
        put_float(bias + 4 * k, n->heads_bias.value[k]);
    }
    embedding_put(&m, &n->name_embedding);
    linear_put(&m, &n->name_state, &n->name_bias);
    linear_put(&m, &n->name_window, NULL);
    linear_put(&m, &n->name_out, NULL);
    floats_put(&m, "name_follow", n->name_follow.value, LAPI_BIOES_COUNT,
               LAPI_BIOES_COUNT);
    image_write(&m, to);
}

void weights_dump(const char *path, const net *n)
{
    FILE *file = fopen(path, "wb");
    bool good = file != NULL;
    for (uint32_t i = 0; good && i < n->tensor_count; i++) {
        size_t count = n->all[i]->rows * n->all[i]->columns;
        good = fwrite(n->all[i]->value, sizeof(float), count, file) == count;
    }
    if (!good || fclose(file)) {
        fprintf(stderr, "train: cannot write %s\n", path);
        exit(2);
    }
}

void weights_load(const char *path, net *n)
{
    FILE *file = fopen(path, "rb");
    bool good = file != NULL;
    for (uint32_t i = 0; good && i < n->tensor_count; i++) {
        size_t count = n->all[i]->rows * n->all[i]->columns;
        good = fread(n->all[i]->value, sizeof(float), count, file) == count;
        memcpy(n->all[i]->mean, n->all[i]->value, count * sizeof(float));
    }
    if (!good) {
        fprintf(stderr, "train: cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
}
