#include "image.h"

#include "model/parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TABLE_MOST = 127 };

static const size_t width[] = {0, 1, 1, 2, 4, 4}; /* of a number, by its type */

static void fail(const char *what, const char *which)
{
    fprintf(stderr, "train: %s %s\n", what, which);
    exit(2);
}

void image_put(unsigned char *at, uint64_t value, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * i);
}

void image_put_float(unsigned char *at, float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    image_put(at, bits, 4);
}

image image_new(uint32_t tensors)
{
    image m = {.bytes = calloc(IMAGE_BYTES_MAX, 1),
               .size =
                   LAPI_MODEL_HEADER_BYTES + (size_t)tensors * LAPI_MODEL_ENTRY_BYTES,
               .most = tensors};
    if (!m.bytes)
        fail("no room for", "a model");
    return m;
}

unsigned char *image_tensor(image *m, const char *name, enum lapi_tensor_type type,
                            size_t rows, size_t columns)
{
    size_t bytes = rows * columns * width[type];
    size_t offset =
        (m->size + LAPI_MODEL_ALIGN - 1) / LAPI_MODEL_ALIGN * LAPI_MODEL_ALIGN;
    if (m->count == m->most || offset + bytes > IMAGE_BYTES_MAX)
        fail("the model has no room for", name);
    unsigned char *entry =
        m->bytes + LAPI_MODEL_HEADER_BYTES + m->count++ * LAPI_MODEL_ENTRY_BYTES;
    snprintf((char *)entry, LAPI_MODEL_NAME_BYTES, "%s", name);
    image_put(entry + 32, type, 4);
    image_put(entry + 36, rows, 4);
    image_put(entry + 40, columns, 4);
    image_put(entry + 48, offset, 8);
    image_put(entry + 56, bytes, 8);
    m->size = offset + bytes;
    return m->bytes + offset;
}

void image_bytes(image *m, const char *name, enum lapi_tensor_type type, size_t rows,
                 size_t columns, const void *bytes)
{
    memcpy(image_tensor(m, name, type, rows, columns), bytes,
           rows * columns * width[type]);
}

void image_floats(image *m, const char *name, size_t rows, size_t columns,
                  const float *x)
{
    unsigned char *to = image_tensor(m, name, LAPI_TENSOR_F32, rows, columns);
    for (size_t i = 0; i < rows * columns; i++)
        image_put_float(to + 4 * i, x[i]);
}

void image_u16(image *m, const char *name, size_t rows, size_t columns,
               const uint16_t *x)
{
    unsigned char *to = image_tensor(m, name, LAPI_TENSOR_U16, rows, columns);
    for (size_t i = 0; i < rows * columns; i++)
        image_put(to + 2 * i, x[i], 2);
}

void image_u32(image *m, const char *name, size_t rows, size_t columns,
               const uint32_t *x)
{
    unsigned char *to = image_tensor(m, name, LAPI_TENSOR_U32, rows, columns);
    for (size_t i = 0; i < rows * columns; i++)
        image_put(to + 4 * i, x[i], 4);
}

/* What the whole numbers of a part are multiplied by. */
static float scale_of(float largest, int most)
{
    return largest > 0 ? largest / (float)most : 1;
}

static unsigned char small(float whole, int most)
{
    int q = (int)whole;
    return (unsigned char)(q > most ? most : q < -most ? -most : q);
}

void image_wholes(image *m, const char *name, size_t rows, size_t columns,
                  const float *x, float scale, float (*round)(float))
{
    unsigned char *to = image_tensor(m, name, LAPI_TENSOR_I8, rows, columns);
    for (size_t i = 0; i < rows * columns; i++)
        to[i] = small(round(x[i] / scale), TABLE_MOST);
}

void image_table(image *m, const char *name, size_t rows, size_t columns,
                 const float *x, float largest, float (*round)(float))
{
    float scale = scale_of(largest, TABLE_MOST);
    image_wholes(m, name, rows, columns, x, scale, round);
    image_floats(m, lapi_part_named(name, ".scale").text, 1, 1, &scale);
}

float image_output(unsigned char *map, const image_weights *weights, size_t output)
{
    const float *x = weights->at + output;
    size_t inputs = weights->inputs, stride = weights->stride;
    unsigned char *block = map +
                           output / LAPI_LINEAR_BLOCK * LAPI_LINEAR_BLOCK * inputs +
                           output % LAPI_LINEAR_BLOCK * 4;
    float largest = 0;
    for (size_t k = 0; k < inputs; k++)
        largest = fmaxf(largest, fabsf(x[k * stride]));
    float scale = scale_of(largest, LAPI_ACTIVATION_MAX);
    for (size_t k = 0; k < inputs; k++)
        block[k / 4 * 64 + k % 4] =
            small(rintf(x[k * stride] / scale), LAPI_ACTIVATION_MAX);
    return scale;
}

void image_linear(image *m, const char *name, const image_weights *weights,
                  const float *bias)
{
    size_t outputs = weights->outputs;
    unsigned char *to =
        image_tensor(m, lapi_part_named(name, ".weight").text, LAPI_TENSOR_I8,
                     lapi_fill_up((uint32_t)outputs), weights->inputs);
    unsigned char *scale = image_tensor(m, lapi_part_named(name, ".scale").text,
                                        LAPI_TENSOR_F32, 1, outputs);
    for (size_t n = 0; n < outputs; n++)
        image_put_float(scale + 4 * n, image_output(to, weights, n));
    if (bias)
        image_floats(m, lapi_part_named(name, ".bias").text, 1, outputs, bias);
}

void image_linears(image *m, const char *name, size_t count, size_t filled,
                   const image_weights *weights, const float *bias)
{
    size_t inputs = weights->inputs, outputs = weights->outputs;
    unsigned char *to = image_tensor(m, lapi_part_named(name, ".weight").text,
                                     LAPI_TENSOR_I8, count, inputs * filled);
    unsigned char *scale = image_tensor(m, lapi_part_named(name, ".scale").text,
                                        LAPI_TENSOR_F32, count, filled);
    for (size_t i = 0; i < count; i++) {
        image_weights one = *weights;
        one.at += i * inputs * weights->stride;
        for (size_t n = 0; n < outputs; n++)
            image_put_float(scale + 4 * (i * filled + n),
                            image_output(to + i * inputs * filled, &one, n));
    }
    unsigned char *biases = image_tensor(m, lapi_part_named(name, ".bias").text,
                                         LAPI_TENSOR_F32, 1, filled);
    for (size_t n = 0; n < outputs; n++)
        image_put_float(biases + 4 * n, bias[n]);
}

void image_index_add(unsigned char *hashes, unsigned char *rows, uint32_t mask,
                     uint32_t hash, uint32_t row)
{
    uint32_t at = hash & mask;
    while (lapi_read_u32(hashes + 4 * (size_t)at))
        at = (at + 1) & mask;
    image_put(hashes + 4 * (size_t)at, hash, 4);
    image_put(rows + 2 * (size_t)at, row, 2);
}

void image_write(image *m, const char *path)
{
    memcpy(m->bytes, "LAPMODEL", 8);
    image_put(m->bytes + 8, LAPI_MODEL_VERSION, 4);
    image_put(m->bytes + 12, m->count, 4);
    image_put(m->bytes + 16, m->size, 8);
    image_put(m->bytes + 24, 0, 8);
    image_put(m->bytes + 24, lapi_model_checksum(m->bytes, m->size), 8);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(m->bytes, 1, m->size, file) != m->size || fclose(file))
        fail("cannot write", path);
    free(m->bytes);
    *m = (image){0};
}
