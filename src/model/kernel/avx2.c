#include "model/kernel/avx2.h"

#include "model/kernel/kernel.h"
#include "model/kernel/math.h"

#include <immintrin.h>

/* Sums of eight outputs after two groups of four inputs: four products in 16 bits. */
static inline __m256i dot8(__m256i sum, __m256i x0, __m256i x1, const int8_t *w)
{
    __m256i a = _mm256_maddubs_epi16(x0, _mm256_loadu_si256((const void *)w));
    __m256i b = _mm256_maddubs_epi16(x1, _mm256_loadu_si256((const void *)(w + 64)));
    __m256i pairs = _mm256_madd_epi16(_mm256_add_epi16(a, b), _mm256_set1_epi16(1));
    return _mm256_add_epi32(sum, pairs);
}

static inline __m256i broadcast(const uint8_t *x)
{
    int32_t four;
    memcpy(&four, x, sizeof four);
    return _mm256_set1_epi32(four);
}

static inline void store8(const lapi_linear *map, uint32_t n, __m256i sum, __m256 scale,
                          float *out)
{
    __m256i zero = _mm256_loadu_si256((const void *)(map->zero + n));
    __m256 value = _mm256_cvtepi32_ps(_mm256_sub_epi32(sum, zero));
    value = _mm256_mul_ps(value, _mm256_loadu_ps(map->scale + n));
    value = _mm256_mul_ps(value, scale);
    _mm256_storeu_ps(out + n, _mm256_add_ps(value, _mm256_loadu_ps(map->bias + n)));
}

static inline void blocks4(const lapi_linear *map, uint32_t n, const uint8_t *x,
                           __m256 scale, float *out)
{
    size_t stride = (size_t)map->inputs * LAPI_LINEAR_BLOCK;
    const int8_t *w0 = map->weight + (size_t)n * map->inputs;
    const int8_t *w1 = w0 + stride, *w2 = w1 + stride, *w3 = w2 + stride;
    __m256i s0 = _mm256_setzero_si256(), s1 = s0, s2 = s0, s3 = s0;
    __m256i s4 = s0, s5 = s0, s6 = s0, s7 = s0;
    for (uint32_t k = 0; k < map->inputs; k += 8) {
        __m256i x0 = broadcast(x + k), x1 = broadcast(x + k + 4);
        size_t at = (size_t)k * LAPI_LINEAR_BLOCK;
        s0 = dot8(s0, x0, x1, w0 + at);
        s1 = dot8(s1, x0, x1, w0 + at + 32);
        s2 = dot8(s2, x0, x1, w1 + at);
        s3 = dot8(s3, x0, x1, w1 + at + 32);
        s4 = dot8(s4, x0, x1, w2 + at);
        s5 = dot8(s5, x0, x1, w2 + at + 32);
        s6 = dot8(s6, x0, x1, w3 + at);
        s7 = dot8(s7, x0, x1, w3 + at + 32);
    }
    store8(map, n, s0, scale, out);
    store8(map, n + 8, s1, scale, out);
    store8(map, n + 16, s2, scale, out);
    store8(map, n + 24, s3, scale, out);
    store8(map, n + 32, s4, scale, out);
    store8(map, n + 40, s5, scale, out);
    store8(map, n + 48, s6, scale, out);
    store8(map, n + 56, s7, scale, out);
}

static inline void block1(const lapi_linear *map, uint32_t n, const uint8_t *x,
                          __m256 scale, float *out)
{
    const int8_t *w = map->weight + (size_t)n * map->inputs;
    __m256i s0 = _mm256_setzero_si256(), s1 = s0;
    for (uint32_t k = 0; k < map->inputs; k += 8) {
        __m256i x0 = broadcast(x + k), x1 = broadcast(x + k + 4);
        s0 = dot8(s0, x0, x1, w + (size_t)k * LAPI_LINEAR_BLOCK);
        s1 = dot8(s1, x0, x1, w + (size_t)k * LAPI_LINEAR_BLOCK + 32);
    }
    store8(map, n, s0, scale, out);
    store8(map, n + 8, s1, scale, out);
}

/* Blocks of outputs outside, vectors inside: a block's weights stay in the first cache.
 */
static void linear(const lapi_linear *map, const uint8_t *x, const float *x_scale,
                   uint32_t count, float *out)
{
    uint32_t n = 0;
    for (; n + 4 * LAPI_LINEAR_BLOCK <= map->outputs; n += 4 * LAPI_LINEAR_BLOCK)
        for (uint32_t i = 0; i < count; i++)
            blocks4(map, n, x + (size_t)i * map->inputs, _mm256_set1_ps(x_scale[i]),
                    out + (size_t)i * map->outputs);
    for (; n < map->outputs; n += LAPI_LINEAR_BLOCK)
        for (uint32_t i = 0; i < count; i++)
            block1(map, n, x + (size_t)i * map->inputs, _mm256_set1_ps(x_scale[i]),
                   out + (size_t)i * map->outputs);
}

float lapi_avx2_quantise(const float *x, uint32_t count, uint8_t *out)
{
    const __m256 sign = _mm256_set1_ps(-0.0f), round = _mm256_set1_ps(LAPI_EXP_ROUND);
    __m256 most8 = _mm256_setzero_ps();
    for (uint32_t i = 0; i < count; i += 8)
        most8 = _mm256_max_ps(_mm256_andnot_ps(sign, _mm256_loadu_ps(x + i)), most8);
    __m128 most4 =
        _mm_max_ps(_mm256_castps256_ps128(most8), _mm256_extractf128_ps(most8, 1));
    most4 = _mm_max_ps(most4, _mm_movehl_ps(most4, most4));
    float most = _mm_cvtss_f32(_mm_max_ss(most4, _mm_movehdup_ps(most4)));
    if (most < LAPI_ACTIVATION_LEAST) {
        memset(out, LAPI_ACTIVATION_ZERO, count);
        return 0;
    }
    __m256 inverse = _mm256_set1_ps((float)LAPI_ACTIVATION_MAX / most);
    /* Whole numbers stand in the last bits of what is rounded. */
    const __m256i zero = _mm256_sub_epi32(_mm256_castps_si256(round),
                                          _mm256_set1_epi32(LAPI_ACTIVATION_ZERO));
    for (uint32_t i = 0; i < count; i += 8) {
        __m256 v = _mm256_mul_ps(_mm256_loadu_ps(x + i), inverse);
        __m256i n =
            _mm256_sub_epi32(_mm256_castps_si256(_mm256_add_ps(v, round)), zero);
        __m128i half =
            _mm_packs_epi32(_mm256_castsi256_si128(n), _mm256_extracti128_si256(n, 1));
        _mm_storel_epi64((void *)(out + i), _mm_packus_epi16(half, half));
    }
    return most / (float)LAPI_ACTIVATION_MAX;
}

static inline __m256 tanh8(__m256 x)
{
    x = _mm256_max_ps(x, _mm256_set1_ps(-LAPI_TANH_MAX));
    x = _mm256_min_ps(x, _mm256_set1_ps(LAPI_TANH_MAX));
    __m256 y = _mm256_mul_ps(x, x);
    __m256 up = _mm256_add_ps(y, _mm256_set1_ps(LAPI_TANH_N2));
    up = _mm256_add_ps(_mm256_mul_ps(up, y), _mm256_set1_ps(LAPI_TANH_N1));
    up = _mm256_add_ps(_mm256_mul_ps(up, y), _mm256_set1_ps(LAPI_TANH_C0));
    __m256 down = _mm256_mul_ps(_mm256_set1_ps(LAPI_TANH_D3), y);
    down = _mm256_add_ps(down, _mm256_set1_ps(LAPI_TANH_D2));
    down = _mm256_add_ps(_mm256_mul_ps(down, y), _mm256_set1_ps(LAPI_TANH_D1));
    down = _mm256_add_ps(_mm256_mul_ps(down, y), _mm256_set1_ps(LAPI_TANH_C0));
    return _mm256_div_ps(_mm256_mul_ps(x, up), down);
}

static inline __m256 sigmoid8(__m256 x)
{
    const __m256 half = _mm256_set1_ps(0.5f);
    return _mm256_add_ps(_mm256_mul_ps(tanh8(_mm256_mul_ps(x, half)), half), half);
}

static inline __m256 sum8(const float *x, const float *y)
{
    return _mm256_add_ps(_mm256_loadu_ps(x), _mm256_loadu_ps(y));
}

void lapi_avx2_cell(const float *gates, const float *more, float *c, float *state,
                    uint32_t hidden)
{
    for (uint32_t j = 0; j < hidden; j += 8) {
        __m256 keep = sigmoid8(sum8(gates + j, more + j));
        __m256 show = sigmoid8(sum8(gates + hidden + j, more + hidden + j));
        __m256 add = tanh8(sum8(gates + 2 * hidden + j, more + 2 * hidden + j));
        __m256 change = _mm256_sub_ps(_mm256_loadu_ps(c + j), add);
        __m256 now = _mm256_add_ps(add, _mm256_mul_ps(keep, change));
        _mm256_storeu_ps(c + j, now);
        _mm256_storeu_ps(state + j, _mm256_mul_ps(show, tanh8(now)));
    }
}

void lapi_avx2_embed(const int8_t *table, const uint32_t *row, uint32_t count,
                     uint32_t width, float scale, float *out)
{
    __m256 factor = _mm256_set1_ps(scale);
    for (uint32_t j = 0; j < width; j += 16) {
        __m256i sum = _mm256_setzero_si256();
        for (uint32_t i = 0; i < count; i++) {
            const int8_t *at = table + (size_t)row[i] * width + j;
            __m128i bytes = _mm_loadu_si128((const void *)at);
            sum = _mm256_add_epi16(sum, _mm256_cvtepi8_epi16(bytes));
        }
        __m256i low = _mm256_cvtepi16_epi32(_mm256_castsi256_si128(sum));
        __m256i high = _mm256_cvtepi16_epi32(_mm256_extracti128_si256(sum, 1));
        _mm256_storeu_ps(out + j, _mm256_mul_ps(_mm256_cvtepi32_ps(low), factor));
        _mm256_storeu_ps(out + j + 8, _mm256_mul_ps(_mm256_cvtepi32_ps(high), factor));
    }
}

const lapi_kernel lapi_kernel_avx2 = {"avx2", linear, lapi_avx2_quantise,
                                      lapi_avx2_cell, lapi_avx2_embed};
