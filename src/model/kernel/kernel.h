/* The arithmetic of networks, one implementation an instruction set, all with the same
 * bits.
 *
 * Weights are whole numbers -63 .. 63 with a scale an output; activations are bytes
 * 1 .. 127 that stand for -63 .. 63, with a scale a vector. Four products of the two
 * fit 16 bits, so no kernel ever saturates, and sums of whole numbers are exact in any
 * order. What is in floats is done element by element, each operation rounded once, in
 * the order of the scalar kernel.
 *
 * Layout of weights: blocks of 16 outputs, then groups of 4 inputs,
 *
 *   weight[((n / 16) * (inputs / 4) + k / 4) * 64 + (n % 16) * 4 + k % 4]
 *
 * with inputs a multiple of 8; outputs are filled up to a multiple of 16 with zeros. */
#ifndef LAPI_MODEL_KERNEL_KERNEL_H
#define LAPI_MODEL_KERNEL_KERNEL_H

#include <stdint.h>

enum { LAPI_LINEAR_BLOCK = 16, LAPI_ACTIVATION_ZERO = 64, LAPI_ACTIVATION_MAX = 63 };

/* A vector whose largest magnitude is below this counts as zero. */
#define LAPI_ACTIVATION_LEAST 1e-30f

/* A linear map. `scale`, `bias` and `zero` are filled up as the outputs are. */
typedef struct lapi_linear {
    uint32_t inputs, outputs; /* outputs: filled up to a multiple of 16 */
    const int8_t *weight;
    const float *scale;  /* [outputs] */
    const float *bias;   /* [outputs] */
    const int32_t *zero; /* [outputs]: LAPI_ACTIVATION_ZERO times the sum of weights */
} lapi_linear;

typedef struct lapi_kernel {
    const char *name;

    /* Maps `count` vectors: for vector i
     *   out[i][n] = bias[n] + scale[n] x_scale[i] sum over k of weight[n][k] x[i][k].
     */
    void (*linear)(const lapi_linear *map, const uint8_t *x, const float *x_scale,
                   uint32_t count, float *out);

    /* Rounds a vector to activations; returns its scale. count is a multiple of 8. */
    float (*quantise)(const float *x, uint32_t count, uint8_t *out);

    /* One step of an LSTM whose cell takes in what it does not keep: gates and more
     * hold `hidden` each of keeping, showing and adding, and are summed. hidden is a
     * multiple of 8. */
    void (*cell)(const float *gates, const float *more, float *cell, float *state,
                 uint32_t hidden);

    /* out[j] = scale * sum of table[row][j] over the rows; width is a multiple of 16.
     * At most 255 rows. */
    void (*embed)(const int8_t *table, const uint32_t *row, uint32_t count,
                  uint32_t width, float scale, float *out);
} lapi_kernel;

/* The kernel of a name, or the best that this machine runs for NULL; NULL when there is
 * none of that name or the machine cannot run it. Kernels: "scalar"; on x86-64
 * "avx2" and "avx512"; on aarch64 "neon" and, with dot products, "neondot". */
const lapi_kernel *lapi_kernel_find(const char *name);

extern const lapi_kernel lapi_kernel_scalar;
#if defined(__x86_64__)
extern const lapi_kernel lapi_kernel_avx2;
extern const lapi_kernel lapi_kernel_avx512;
#elif defined(__aarch64__)
extern const lapi_kernel lapi_kernel_neon;
extern const lapi_kernel lapi_kernel_neondot;
#endif

#endif
