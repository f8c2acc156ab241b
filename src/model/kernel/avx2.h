/* Parts of the AVX2 kernel that the AVX-512 kernel shares. */
#ifndef LAPI_MODEL_KERNEL_AVX2_H
#define LAPI_MODEL_KERNEL_AVX2_H

#include <stdint.h>

float lapi_avx2_quantise(const float *x, uint32_t count, uint8_t *out);
void lapi_avx2_cell(const float *gates, const float *more, float *c, float *state,
                    uint32_t hidden);
void lapi_avx2_embed(const int8_t *table, const uint32_t *row, uint32_t count,
                     uint32_t width, float scale, float *out);

#endif
