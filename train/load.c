#include "load.h"

#include "model/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *path, const char *what)
{
    fprintf(stderr, "train: %s: %s\n", path, what);
    exit(2);
}

static lapi_tensor find(const lapi_model *m, const char *path, const char *name,
                        const char *part, enum lapi_tensor_type type, size_t columns)
{
    char full[LAPI_MODEL_NAME_BYTES];
    lapi_tensor t;
    lap_error error;
    snprintf(full, sizeof full, "%s%s", name, part);
    if (lapi_model_find(m, full, type, 0, (uint32_t)columns, &t, &error) != LAP_OK)
        fail(path, error.text);
    return t;
}

static void floats_load(const lapi_model *m, const char *path, tensor *t,
                        const char *name)
{
    size_t dot = strcspn(name, ".");
    char head[LAPI_MODEL_NAME_BYTES];
    snprintf(head, sizeof head, "%.*s", (int)dot, name);
    lapi_tensor from = find(m, path, head, name + dot, LAPI_TENSOR_F32, t->columns);
    for (size_t i = 0; i < t->rows * t->columns && i < (size_t)from.rows * from.columns;
         i++)
        t->value[i] = lapi_read_f32(from.at + 4 * i);
}

/* Weights as write.c laid them out, times their scales. */
static void linear_load(const lapi_model *m, const char *path, tensor *t, tensor *bias)
{
    lapi_tensor weight = find(m, path, t->name, ".weight", LAPI_TENSOR_I8, t->rows);
    lapi_tensor scale = find(m, path, t->name, ".scale", LAPI_TENSOR_F32, t->columns);
    for (size_t n = 0; n < t->columns; n++)
        for (size_t k = 0; k < t->rows; k++) {
            size_t at = ((n / 16) * (t->rows / 4) + k / 4) * 64 + n % 16 * 4 + k % 4;
            t->value[k * t->columns + n] =
                (float)(signed char)weight.at[at] * lapi_read_f32(scale.at + 4 * n);
        }
    char name[LAPI_MODEL_NAME_BYTES];
    snprintf(name, sizeof name, "%s.bias", t->name);
    if (bias)
        floats_load(m, path, bias, name);
}

static void features_check(const lapi_model *m, const char *path, const vocabulary *v)
{
    lapi_tensor hash = find(m, path, "feature", ".hash", LAPI_TENSOR_U32, 1);
    lapi_tensor row = find(m, path, "feature", ".row", LAPI_TENSOR_U16, 1);
    size_t used = 0;
    for (size_t i = 0; i < v->capacity; i++)
        used += v->hash[i] != 0;
    for (uint32_t i = 0; i < hash.rows; i++) {
        uint32_t h = lapi_read_u32(hash.at + 4 * (size_t)i);
        if (h && vocabulary_row(v, h) != lapi_read_u16(row.at + 2 * (size_t)i))
            fail(path, "another vocabulary");
        used -= h != 0;
    }
    if (used)
        fail(path, "another vocabulary");
}

static void network_load(const lapi_model *m, const char *path, net *n)
{
    lapi_tensor table =
        find(m, path, "embedding", "", LAPI_TENSOR_I8, n->embedding.columns);
    lapi_tensor scale = find(m, path, "embedding", ".scale", LAPI_TENSOR_F32, 1);
    for (size_t i = 0; i < (size_t)table.rows * table.columns; i++)
        n->embedding.value[i] =
            (float)(signed char)table.at[i] * lapi_read_f32(scale.at);
    for (uint32_t l = 0; l < n->options.layers; l++) {
        linear_load(m, path, &n->input[l], &n->bias[l]);
        linear_load(m, path, &n->recurrent[l][0], NULL);
        linear_load(m, path, &n->recurrent[l][1], NULL);
    }
    linear_load(m, path, &n->heads, &n->heads_bias);
    linear_load(m, path, &n->arc, &n->arc_bias);
    linear_load(m, path, &n->arc_length, NULL);
    linear_load(m, path, &n->labels, &n->labels_bias);
    floats_load(m, path, &n->arc_root, "arc_root");
    floats_load(m, path, &n->label_length, "label_length");
}

void model_load(const char *path, net *n, const vocabulary *v)
{
    size_t bytes;
    char *file = file_read(path, &bytes);
    lapi_model m;
    lap_error error;
    if (lapi_model_open(file, bytes, &m, &error) != LAP_OK)
        fail(path, error.text);
    features_check(&m, path, v);
    network_load(&m, path, n);
    for (uint32_t i = 0; i < n->tensor_count; i++)
        memcpy(n->all[i]->mean, n->all[i]->value,
               n->all[i]->rows * n->all[i]->columns * sizeof(float));
    free(file);
}
