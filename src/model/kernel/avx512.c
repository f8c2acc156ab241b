#include "model/kernel/avx2.h"
#include "model/kernel/kernel.h"

#include <immintrin.h>
#include <string.h>

static inline __m512i broadcast(const uint8_t *x)
{
    int32_t four;
    memcpy(&four, x, sizeof four);
    return _mm512_set1_epi32(four);
}

static inline __m512i dot16(__m512i sum, __m512i x, const int8_t *w)
{
    return _mm512_dpbusd_epi32(sum, x, _mm512_loadu_si512(w));
}

static inline void store16(const lapi_linear *map, uint32_t n, __m512i sum,
                           __m512 scale, float *out)
{
    __m512i zero = _mm512_loadu_si512(map->zero + n);
    __m512 value = _mm512_cvtepi32_ps(_mm512_sub_epi32(sum, zero));
    value = _mm512_mul_ps(value, _mm512_loadu_ps(map->scale + n));
    value = _mm512_mul_ps(value, scale);
    _mm512_storeu_ps(out + n, _mm512_add_ps(value, _mm512_loadu_ps(map->bias + n)));
}

/* 64 outputs of one vector. */
static inline void blocks4(const lapi_linear *map, uint32_t n, const uint8_t *x,
                           float x_scale, float *out)
{
    size_t stride = (size_t)map->inputs * LAPI_LINEAR_BLOCK;
    const int8_t *w0 = map->weight + (size_t)n * map->inputs;
    const int8_t *w1 = w0 + stride, *w2 = w1 + stride, *w3 = w2 + stride;
    __m512i s0 = _mm512_setzero_si512(), s1 = s0, s2 = s0, s3 = s0;
    __m512i t0 = s0, t1 = s0, t2 = s0, t3 = s0;
    for (uint32_t k = 0; k < map->inputs; k += 8) {
        __m512i x0 = broadcast(x + k), x1 = broadcast(x + k + 4);
        size_t at = (size_t)k * LAPI_LINEAR_BLOCK;
        s0 = dot16(s0, x0, w0 + at);
        s1 = dot16(s1, x0, w1 + at);
        s2 = dot16(s2, x0, w2 + at);
        s3 = dot16(s3, x0, w3 + at);
        t0 = dot16(t0, x1, w0 + at + 64);
        t1 = dot16(t1, x1, w1 + at + 64);
        t2 = dot16(t2, x1, w2 + at + 64);
        t3 = dot16(t3, x1, w3 + at + 64);
    }
    __m512 scale = _mm512_set1_ps(x_scale);
    store16(map, n, _mm512_add_epi32(s0, t0), scale, out);
    store16(map, n + 16, _mm512_add_epi32(s1, t1), scale, out);
    store16(map, n + 32, _mm512_add_epi32(s2, t2), scale, out);
    store16(map, n + 48, _mm512_add_epi32(s3, t3), scale, out);
}

/* 16 outputs of one vector. */
static inline void block1(const lapi_linear *map, uint32_t n, const uint8_t *x,
                          float x_scale, float *out)
{
    const int8_t *w = map->weight + (size_t)n * map->inputs;
    __m512i s0 = _mm512_setzero_si512(), s1 = s0;
    for (uint32_t k = 0; k < map->inputs; k += 8) {
        const int8_t *at = w + (size_t)k * LAPI_LINEAR_BLOCK;
        s0 = dot16(s0, broadcast(x + k), at);
        s1 = dot16(s1, broadcast(x + k + 4), at + 64);
    }
    store16(map, n, _mm512_add_epi32(s0, s1), _mm512_set1_ps(x_scale), out);
}

/* 32 outputs of four vectors: each weight is read once for the four. */
static inline void blocks2_of4(const lapi_linear *map, uint32_t n, const uint8_t *x,
                               const float *x_scale, float *out)
{
    const int8_t *w0 = map->weight + (size_t)n * map->inputs;
    const int8_t *w1 = w0 + (size_t)map->inputs * LAPI_LINEAR_BLOCK;
    __m512i s[4][2];
    for (uint32_t i = 0; i < 4; i++)
        s[i][0] = s[i][1] = _mm512_setzero_si512();
    for (uint32_t k = 0; k < map->inputs; k += 4) {
        __m512i a = _mm512_loadu_si512(w0 + (size_t)k * LAPI_LINEAR_BLOCK);
        __m512i b = _mm512_loadu_si512(w1 + (size_t)k * LAPI_LINEAR_BLOCK);
        for (uint32_t i = 0; i < 4; i++) {
            __m512i v = broadcast(x + (size_t)i * map->inputs + k);
            s[i][0] = _mm512_dpbusd_epi32(s[i][0], v, a);
            s[i][1] = _mm512_dpbusd_epi32(s[i][1], v, b);
        }
    }
    for (uint32_t i = 0; i < 4; i++) {
        float *to = out + (size_t)i * map->outputs;
        __m512 scale = _mm512_set1_ps(x_scale[i]);
        store16(map, n, s[i][0], scale, to);
        store16(map, n + 16, s[i][1], scale, to);
    }
}

static void linear(const lapi_linear *map, const uint8_t *x, const float *x_scale,
                   uint32_t count, float *out)
{
    uint32_t fours = count / 4 * 4, n = 0;
    for (; n + 2 * LAPI_LINEAR_BLOCK <= map->outputs; n += 2 * LAPI_LINEAR_BLOCK)
        for (uint32_t i = 0; i < fours; i += 4)
            blocks2_of4(map, n, x + (size_t)i * map->inputs, x_scale + i,
                        out + (size_t)i * map->outputs);
    for (uint32_t i = 0; i < count; i++) {
        const uint8_t *from = x + (size_t)i * map->inputs;
        float *to = out + (size_t)i * map->outputs;
        uint32_t m = i < fours ? n : 0;
        for (; m + 4 * LAPI_LINEAR_BLOCK <= map->outputs; m += 4 * LAPI_LINEAR_BLOCK)
            blocks4(map, m, from, x_scale[i], to);
        for (; m < map->outputs; m += LAPI_LINEAR_BLOCK)
            block1(map, m, from, x_scale[i], to);
    }
}

const lapi_kernel lapi_kernel_avx512 = {"avx512", linear, lapi_avx2_quantise,
                                        lapi_avx2_cell, lapi_avx2_embed};
