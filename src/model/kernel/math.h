/* exp (for training), sigmoid and tanh of floats with the same bits on every machine
 * and in every kernel: only additions, multiplications and divisions in a fixed order,
 * each rounded once. The file that includes this is compiled without contraction to
 * fused operations.
 *
 * exp: x = n ln 2 + r, a polynomial of degree 6 in r, n put into the exponent; relative
 * error below 3e-7. */
#ifndef LAPI_MODEL_KERNEL_MATH_H
#define LAPI_MODEL_KERNEL_MATH_H

#include <stdint.h>
#include <string.h>

#define LAPI_EXP_MIN    -87.0f
#define LAPI_EXP_MAX    88.0f
#define LAPI_EXP_LOG2E  1.44269504f
#define LAPI_EXP_LN2_HI 0.693359375f
#define LAPI_EXP_LN2_LO -2.12194440e-4f
#define LAPI_EXP_ROUND  12582912.0f /* 1.5 * 2^23: adding it rounds to an integer */
#define LAPI_EXP_C6     1.9875691500e-4f
#define LAPI_EXP_C5     1.3981999507e-3f
#define LAPI_EXP_C4     8.3334519073e-3f
#define LAPI_EXP_C3     4.1665795894e-2f
#define LAPI_EXP_C2     1.6666665459e-1f
#define LAPI_EXP_C1     5.0000001201e-1f

static inline float lapi_exp(float x)
{
    x = x < LAPI_EXP_MIN ? LAPI_EXP_MIN : x;
    x = x > LAPI_EXP_MAX ? LAPI_EXP_MAX : x;
    float n = (x * LAPI_EXP_LOG2E + LAPI_EXP_ROUND) - LAPI_EXP_ROUND;
    float r = (x - n * LAPI_EXP_LN2_HI) - n * LAPI_EXP_LN2_LO;
    float p = LAPI_EXP_C6;
    p = p * r + LAPI_EXP_C5;
    p = p * r + LAPI_EXP_C4;
    p = p * r + LAPI_EXP_C3;
    p = p * r + LAPI_EXP_C2;
    p = p * r + LAPI_EXP_C1;
    p = (p * (r * r) + r) + 1.0f;
    uint32_t bits = (uint32_t)((int32_t)n + 127) << 23;
    float scale;
    memcpy(&scale, &bits, sizeof scale);
    return p * scale;
}

/* tanh by the seventh convergent of its continued fraction, held to where that reaches
 * 1; error below 2e-4. sigmoid(x) = (1 + tanh(x / 2)) / 2. */
#define LAPI_TANH_MAX 4.97f
#define LAPI_TANH_C0  135135.0f
#define LAPI_TANH_N1  17325.0f
#define LAPI_TANH_N2  378.0f
#define LAPI_TANH_D1  62370.0f
#define LAPI_TANH_D2  3150.0f
#define LAPI_TANH_D3  28.0f

static inline float lapi_tanh(float x)
{
    x = x < -LAPI_TANH_MAX ? -LAPI_TANH_MAX : x;
    x = x > LAPI_TANH_MAX ? LAPI_TANH_MAX : x;
    float y = x * x;
    float up = ((y + LAPI_TANH_N2) * y + LAPI_TANH_N1) * y + LAPI_TANH_C0;
    float down =
        ((LAPI_TANH_D3 * y + LAPI_TANH_D2) * y + LAPI_TANH_D1) * y + LAPI_TANH_C0;
    return x * up / down;
}

static inline float lapi_sigmoid(float x)
{
    return lapi_tanh(x * 0.5f) * 0.5f + 0.5f;
}

#endif
