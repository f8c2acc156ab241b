#include "write.h"

#include "data/ud.h"
#include "image.h"
#include "lemmas.h"
#include "syntax/decode.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TENSORS = 64,
    TABLES = LAPI_MODEL_HEADER_BYTES + TENSORS * LAPI_MODEL_ENTRY_BYTES
};

static image_weights weights_of(const tensor *t)
{
    return (image_weights){t->value, t->rows, t->columns, t->columns};
}

static void linear_put(image *m, const tensor *t, const tensor *bias)
{
    image_weights weights = weights_of(t);
    image_linear(m, t->name, &weights, bias ? bias->value : NULL);
}

static void embedding_put(image *m, const tensor *t)
{
    float most = 0;
    for (size_t i = 0; i < t->rows * t->columns; i++)
        most = fmaxf(most, fabsf(t->value[i]));
    image_table(m, t->name, t->rows, t->columns, t->value, most, rintf);
    printf("%s: largest %.3f\n", t->name, (double)most);
}

static void features_put(image *m, const vocabulary *v)
{
    uint32_t slots = 1024, used = 0;
    for (size_t i = 0; i < v->capacity; i++)
        used += v->hash[i] != 0;
    while (slots * 2 < used * 3)
        slots *= 2;
    unsigned char *hash = image_tensor(m, "feature.hash", LAPI_TENSOR_U32, slots, 1);
    unsigned char *row = image_tensor(m, "feature.row", LAPI_TENSOR_U16, slots, 1);
    /* In order of rows, so that the table does not depend on the vocabulary's size. */
    for (size_t i = 0; i < v->capacity; i++)
        if (v->hash[i])
            image_index_add(hash, row, slots - 1, v->hash[i], v->value[i]);
}

static void lemmas_put(image *m, const corpus *c)
{
    lemma_tables t;
    lemma_tables_build(&t, c);
    image_u32(m, "lemma.key", t.slots, 1, t.key);
    image_u16(m, "lemma.value", t.slots, 1, t.value);
    image_bytes(m, "lemma.script", LAPI_TENSOR_U8, t.scripts, 16, t.script);
    lemma_tables_free(&t);
}

static void network_put(image *m, const net *n)
{
    const net_options *o = &n->options;
    const uint32_t option[] = {o->embedding,    o->hidden,        o->layers,
                               o->arc,          o->label,         LAPI_UPOS_COUNT,
                               LAPI_XPOS_COUNT, LAPI_BIOES_COUNT, LAPI_REL_COUNT};
    image_u32(m, "options", sizeof option / sizeof *option, 1, option);
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
    image_floats(m, "arc_root", 1, o->arc, n->arc_root.value);
    image_floats(m, "label_length", LAPI_ARC_BUCKETS, o->label, n->label_length.value);
}

void model_write(const char *path, const char *version, const net *n,
                 const vocabulary *v, const corpus *c)
{
    image m = image_new(TENSORS);
    image_bytes(&m, "version", LAPI_TENSOR_U8, 1, strlen(version), version);
    network_put(&m, n);
    features_put(&m, v);
    lemmas_put(&m, c);
    image_write(&m, path);
}

/* The file's bytes without what an earlier training of names wrote. */
static image image_read(const char *path)
{
    size_t bytes;
    image m = image_new(TENSORS);
    char *file = file_read(path, &bytes);
    lapi_model model;
    lap_error error;
    if (bytes > IMAGE_BYTES_MAX ||
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
    image_weights heads = weights_of(&n->heads);
    for (size_t k = n->column.names; k < n->column.names + LAPI_BIOES_COUNT; k++) {
        image_put_float(scale + 4 * k, image_output(weight, &heads, k));
        image_put_float(bias + 4 * k, n->heads_bias.value[k]);
    }
    embedding_put(&m, &n->name_embedding);
    linear_put(&m, &n->name_state, &n->name_bias);
    linear_put(&m, &n->name_window, NULL);
    linear_put(&m, &n->name_out, NULL);
    image_floats(&m, "name_follow", LAPI_BIOES_COUNT, LAPI_BIOES_COUNT,
                 n->name_follow.value);
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
