#include "events_write.h"

#include "image.h"

#include <math.h>
#include <stdlib.h>

enum { TENSORS = 19, CUT = 5000 }; /* one of so many numbers of the table is cut */

static int by_size(const void *x, const void *y)
{
    float a = *(const float *)x, b = *(const float *)y;
    return (a > b) - (a < b);
}

static void put_table(image *m, const net *n)
{
    size_t count = (size_t)TABLE * H;
    const float *x = &n->table[0][0];
    float *sizes = grow(NULL, count, sizeof *sizes);
    for (size_t i = 0; i < count; i++)
        sizes[i] = fabsf(x[i]);
    qsort(sizes, count, sizeof *sizes, by_size);
    image_table(m, "table", TABLE, H, x, sizes[count - count / CUT - 1], roundf);
    free(sizes);
}

static void put_network(image *m, const net *n)
{
    const float *output = &n->output[0][0];
    const image_weights input = {&n->input[0][0][0], V, H, H},
                        hidden = {&n->hidden[0][0], H, H, H},
                        types = {output, H, LAPI_WEIGH_TYPES, OUT},
                        modes = {output + LAPI_WEIGH_TYPES, H, LAPI_WEIGH_MODES, OUT};
    image_linears(m, "inputs", VECTORS, H, &input, n->input_bias);
    image_linears(m, "hidden", 1, H, &hidden, n->hidden_bias);
    image_linears(m, "types", 1, LAPI_WEIGH_TYPES_FULL, &types, n->output_bias);
    image_linears(m, "modes", 1, LAPI_WEIGH_MODES_FULL, &modes,
                  n->output_bias + LAPI_WEIGH_TYPES);
    put_table(m, n);
}

void write_model(const char *path, const net *n, const corpus *c, double a, double b)
{
    image m = image_new(TENSORS);
    uint16_t confidence[LAPI_WEIGH_STEPS];
    uint16_t limits[3] = {(uint16_t)c->limit, (uint16_t)c->text_limit,
                          (uint16_t)c->bold};
    for (int i = 0; i < (int)LAPI_WEIGH_STEPS; i++) {
        double z = (i - (int)(LAPI_WEIGH_STEPS - 1) / 2) / (double)LAPI_WEIGH_STEP;
        confidence[i] = (uint16_t)lround(1000 / (1 + exp(-(a * z + b))));
    }
    const lapi_index *index = &c->vectors.index;
    put_network(&m, n);
    image_bytes(&m, "words.hashes", LAPI_TENSOR_U32, index->mask + 1, 1, index->hashes);
    image_bytes(&m, "words.rows", LAPI_TENSOR_U16, index->mask + 1, 1, index->rows);
    image_bytes(&m, "words.vectors", LAPI_TENSOR_U8, c->vectors.count, V,
                c->vectors.at);
    image_u16(&m, "confidence", 1, LAPI_WEIGH_STEPS, confidence);
    image_u16(&m, "limits", 1, 3, limits);
    image_write(&m, path);
}
