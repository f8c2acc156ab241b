/* Parts of the NEON kernel that the kernel with dot products shares. */
#ifndef LAPI_MODEL_KERNEL_NEON_H
#define LAPI_MODEL_KERNEL_NEON_H

#include "model/kernel/kernel.h"

#include <arm_neon.h>

float lapi_neon_quantise(const float *x, uint32_t count, uint8_t *out);
void lapi_neon_cell(const float *gates, const float *more, float *c, float *state,
                    uint32_t hidden);
void lapi_neon_embed(const int8_t *table, const uint32_t *row, uint32_t count,
                     uint32_t width, float scale, float *out);

/* Four sums of outputs n .. n + 3 as numbers. */
static inline void lapi_neon_store4(const lapi_linear *map, uint32_t n, int32x4_t sum,
                                    float32x4_t scale, float *out)
{
    float32x4_t value = vcvtq_f32_s32(vsubq_s32(sum, vld1q_s32(map->zero + n)));
    value = vmulq_f32(value, vld1q_f32(map->scale + n));
    value = vmulq_f32(value, scale);
    vst1q_f32(out + n, vaddq_f32(value, vld1q_f32(map->bias + n)));
}

#endif
