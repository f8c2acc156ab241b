#include "model/kernel/neon.h"

#include "model/kernel/math.h"

/* Two sums each of two outputs after two groups of four inputs: two products in 16
 * bits. */
static inline int32x4_t dot2(int32x4_t sum, int8x8_t x0, int8x8_t x1, int8x8_t w0,
                             int8x8_t w1)
{
    return vpadalq_s16(sum, vmlal_s8(vmull_s8(w0, x0), w1, x1));
}

static inline int8x8_t broadcast(const uint8_t *x)
{
    int32_t four;
    memcpy(&four, x, sizeof four);
    return vreinterpret_s8_s32(vdup_n_s32(four));
}

/* 16 outputs of one vector. */
static inline void block(const lapi_linear *map, uint32_t n, const uint8_t *x,
                         float x_scale, float *out)
{
    float32x4_t scale = vdupq_n_f32(x_scale);
    const int8_t *w = map->weight + (size_t)n * map->inputs;
    int32x4_t sum[8];
    for (uint32_t i = 0; i < 8; i++)
        sum[i] = vdupq_n_s32(0);
    for (uint32_t k = 0; k < map->inputs; k += 8) {
        int8x8_t x0 = broadcast(x + k), x1 = broadcast(x + k + 4);
        const int8_t *at = w + (size_t)k * LAPI_LINEAR_BLOCK;
        for (uint32_t i = 0; i < 4; i++) {
            int8x16_t w0 = vld1q_s8(at + 16 * i), w1 = vld1q_s8(at + 64 + 16 * i);
            sum[2 * i] = dot2(sum[2 * i], x0, x1, vget_low_s8(w0), vget_low_s8(w1));
            sum[2 * i + 1] =
                dot2(sum[2 * i + 1], x0, x1, vget_high_s8(w0), vget_high_s8(w1));
        }
    }
    for (uint32_t i = 0; i < 4; i++)
        lapi_neon_store4(map, n + 4 * i, vpaddq_s32(sum[2 * i], sum[2 * i + 1]), scale,
                         out);
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

float lapi_neon_quantise(const float *x, uint32_t count, uint8_t *out)
{
    const float32x4_t round = vdupq_n_f32(LAPI_EXP_ROUND);
    float32x4_t most4 = vdupq_n_f32(0);
    for (uint32_t i = 0; i < count; i += 4)
        most4 = vmaxq_f32(vabsq_f32(vld1q_f32(x + i)), most4);
    float most = vmaxvq_f32(most4);
    if (most < LAPI_ACTIVATION_LEAST) {
        memset(out, LAPI_ACTIVATION_ZERO, count);
        return 0;
    }
    float32x4_t inverse = vdupq_n_f32((float)LAPI_ACTIVATION_MAX / most);
    const int16x8_t zero = vdupq_n_s16(LAPI_ACTIVATION_ZERO);
    for (uint32_t i = 0; i < count; i += 8) {
        float32x4_t low = vmulq_f32(vld1q_f32(x + i), inverse);
        float32x4_t high = vmulq_f32(vld1q_f32(x + i + 4), inverse);
        low = vsubq_f32(vaddq_f32(low, round), round);
        high = vsubq_f32(vaddq_f32(high, round), round);
        int16x8_t both =
            vcombine_s16(vmovn_s32(vcvtq_s32_f32(low)), vmovn_s32(vcvtq_s32_f32(high)));
        vst1_u8(out + i, vqmovun_s16(vaddq_s16(both, zero)));
    }
    return most / (float)LAPI_ACTIVATION_MAX;
}

static inline float32x4_t step(float32x4_t sum, float32x4_t y, float c)
{
    return vaddq_f32(vmulq_f32(sum, y), vdupq_n_f32(c));
}

static inline float32x4_t tanh4(float32x4_t x)
{
    x = vmaxq_f32(x, vdupq_n_f32(-LAPI_TANH_MAX));
    x = vminq_f32(x, vdupq_n_f32(LAPI_TANH_MAX));
    float32x4_t y = vmulq_f32(x, x);
    float32x4_t up = vaddq_f32(y, vdupq_n_f32(LAPI_TANH_N2));
    up = step(step(up, y, LAPI_TANH_N1), y, LAPI_TANH_C0);
    float32x4_t down = step(vdupq_n_f32(LAPI_TANH_D3), y, LAPI_TANH_D2);
    down = step(step(down, y, LAPI_TANH_D1), y, LAPI_TANH_C0);
    return vdivq_f32(vmulq_f32(x, up), down);
}

static inline float32x4_t sigmoid4(float32x4_t x)
{
    const float32x4_t half = vdupq_n_f32(0.5f);
    return vaddq_f32(vmulq_f32(tanh4(vmulq_f32(x, half)), half), half);
}

static inline float32x4_t sum4(const float *x, const float *y)
{
    return vaddq_f32(vld1q_f32(x), vld1q_f32(y));
}

void lapi_neon_cell(const float *gates, const float *more, float *c, float *state,
                    uint32_t hidden)
{
    for (uint32_t j = 0; j < hidden; j += 4) {
        float32x4_t keep = sigmoid4(sum4(gates + j, more + j));
        float32x4_t show = sigmoid4(sum4(gates + hidden + j, more + hidden + j));
        float32x4_t add = tanh4(sum4(gates + 2 * hidden + j, more + 2 * hidden + j));
        float32x4_t change = vsubq_f32(vld1q_f32(c + j), add);
        float32x4_t now = vaddq_f32(add, vmulq_f32(keep, change));
        vst1q_f32(c + j, now);
        vst1q_f32(state + j, vmulq_f32(show, tanh4(now)));
    }
}

void lapi_neon_embed(const int8_t *table, const uint32_t *row, uint32_t count,
                     uint32_t width, float scale, float *out)
{
    for (uint32_t j = 0; j < width; j += 16) {
        int16x8_t low = vdupq_n_s16(0), high = low;
        for (uint32_t i = 0; i < count; i++) {
            int8x16_t bytes = vld1q_s8(table + (size_t)row[i] * width + j);
            low = vaddw_s8(low, vget_low_s8(bytes));
            high = vaddw_high_s8(high, bytes);
        }
        const int16x4_t part[] = {vget_low_s16(low), vget_high_s16(low),
                                  vget_low_s16(high), vget_high_s16(high)};
        for (uint32_t i = 0; i < 4; i++) {
            float32x4_t value = vcvtq_f32_s32(vmovl_s16(part[i]));
            vst1q_f32(out + j + 4 * i, vmulq_n_f32(value, scale));
        }
    }
}

const lapi_kernel lapi_kernel_neon = {"neon", linear, lapi_neon_quantise,
                                      lapi_neon_cell, lapi_neon_embed};
