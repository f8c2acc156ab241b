#include "model/kernel/neon.h"

#include <string.h>

static inline int8x16_t broadcast(const uint8_t *x)
{
    int32_t four;
    memcpy(&four, x, sizeof four);
    return vreinterpretq_s8_s32(vdupq_n_s32(four));
}

/* 16 outputs of one vector. */
static inline void block(const lapi_linear *map, uint32_t n, const uint8_t *x,
                         float x_scale, float *out)
{
    float32x4_t scale = vdupq_n_f32(x_scale);
    const int8_t *w = map->weight + (size_t)n * map->inputs;
    int32x4_t sum[4], more[4];
    for (uint32_t i = 0; i < 4; i++)
        sum[i] = more[i] = vdupq_n_s32(0);
    for (uint32_t k = 0; k < map->inputs; k += 8) {
        int8x16_t x0 = broadcast(x + k), x1 = broadcast(x + k + 4);
        const int8_t *at = w + (size_t)k * LAPI_LINEAR_BLOCK;
        for (uint32_t i = 0; i < 4; i++) {
            sum[i] = vdotq_s32(sum[i], vld1q_s8(at + 16 * i), x0);
            more[i] = vdotq_s32(more[i], vld1q_s8(at + 64 + 16 * i), x1);
        }
    }
    for (uint32_t i = 0; i < 4; i++)
        lapi_neon_store4(map, n + 4 * i, vaddq_s32(sum[i], more[i]), scale, out);
}

/* Blocks of outputs outside, vectors inside: a block's weights stay in the first cache.
 */
static void linear(const lapi_linear *map, const uint8_t *x, const float *x_scale,
                   uint32_t count, float *out)
{
    for (uint32_t n = 0; n < map->outputs; n += LAPI_LINEAR_BLOCK)
        for (uint32_t i = 0; i < count; i++)
            block(map, n, x + (size_t)i * map->inputs, x_scale[i],
                  out + (size_t)i * map->outputs);
}

const lapi_kernel lapi_kernel_neondot = {"neondot", linear, lapi_neon_quantise,
                                         lapi_neon_cell, lapi_neon_embed};
