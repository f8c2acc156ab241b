#include "model/kernel/kernel.h"
#include "model/kernel/math.h"

#include <string.h>

static void linear_one(const lapi_linear *map, const uint8_t *x, float x_scale,
                       float *out)
{
    uint32_t groups = map->inputs / 4;
    for (uint32_t block = 0; block < map->outputs; block += LAPI_LINEAR_BLOCK) {
        const int8_t *w = map->weight + (size_t)block * map->inputs;
        int32_t sum[LAPI_LINEAR_BLOCK] = {0};
        for (uint32_t g = 0; g < groups; g++)
            for (uint32_t n = 0; n < LAPI_LINEAR_BLOCK; n++)
                for (uint32_t k = 0; k < 4; k++)
                    sum[n] += w[g * 64 + n * 4 + k] * x[g * 4 + k];
        for (uint32_t n = 0; n < LAPI_LINEAR_BLOCK; n++) {
            float value = (float)(sum[n] - map->zero[block + n]);
            value = value * map->scale[block + n];
            value = value * x_scale;
            out[block + n] = value + map->bias[block + n];
        }
    }
}

static void linear(const lapi_linear *map, const uint8_t *x, const float *x_scale,
                   uint32_t count, float *out)
{
    for (uint32_t i = 0; i < count; i++)
        linear_one(map, x + (size_t)i * map->inputs, x_scale[i],
                   out + (size_t)i * map->outputs);
}

static float quantise(const float *x, uint32_t count, uint8_t *out)
{
    float most = 0;
    for (uint32_t i = 0; i < count; i++) {
        float size = x[i] < 0 ? -x[i] : x[i];
        most = size > most ? size : most;
    }
    if (most < LAPI_ACTIVATION_LEAST) {
        memset(out, LAPI_ACTIVATION_ZERO, count);
        return 0;
    }
    float inverse = (float)LAPI_ACTIVATION_MAX / most;
    for (uint32_t i = 0; i < count; i++) {
        float rounded = (x[i] * inverse + LAPI_EXP_ROUND) - LAPI_EXP_ROUND;
        out[i] = (uint8_t)((int32_t)rounded + LAPI_ACTIVATION_ZERO);
    }
    return most / (float)LAPI_ACTIVATION_MAX;
}

static void cell(const float *gates, const float *more, float *c, float *state,
                 uint32_t hidden)
{
    for (uint32_t j = 0; j < hidden; j++) {
        float keep = lapi_sigmoid(gates[j] + more[j]);
        float show = lapi_sigmoid(gates[hidden + j] + more[hidden + j]);
        float add = lapi_tanh(gates[2 * hidden + j] + more[2 * hidden + j]);
        c[j] = add + keep * (c[j] - add);
        state[j] = show * lapi_tanh(c[j]);
    }
}

static void embed(const int8_t *table, const uint32_t *row, uint32_t count,
                  uint32_t width, float scale, float *out)
{
    for (uint32_t j = 0; j < width; j++) {
        int32_t sum = 0;
        for (uint32_t i = 0; i < count; i++)
            sum += table[(size_t)row[i] * width + j];
        out[j] = (float)sum * scale;
    }
}

const lapi_kernel lapi_kernel_scalar = {"scalar", linear, quantise, cell, embed};
