/* Matrix products of floats for training: C (+)= A B, blocked by registers.
 *
 * B is packed in panels of 32 columns; A is read with two strides, so a transposed A
 * costs nothing. Sums run over k in order in every variant, so a product has the same
 * bits whatever the blocking. Linear in M N K. */
#ifndef TRAIN_GEMM_H
#define TRAIN_GEMM_H

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    float *panel; /* [ceil(n / 32)][k][32] */
    size_t n, k, capacity;
} packed;

/* A matrix read as A[row * row_stride + column * column_stride]. */
typedef struct {
    const float *at;
    size_t row_stride, column_stride;
} matrix;

/* Packs B of k rows and n columns; grows its buffer when needed. */
void packed_fill(packed *b, matrix source, size_t k, size_t n);
void packed_clear(packed *b);

/* C[m][n] = A[m][k] B, or C += A B when `add`; rows of C lie `stride` apart. */
void gemm(size_t m, matrix a, const packed *b, float *c, size_t stride, bool add);

#endif
