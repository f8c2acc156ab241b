#include "gemm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 8, LANES = 16, PANEL = 2 * LANES };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float)), aligned(4)));

void packed_fill(packed *b, matrix source, size_t k, size_t n)
{
    size_t panels = (n + PANEL - 1) / PANEL;
    size_t need = panels * PANEL * k;
    if (need > b->capacity) {
        free(b->panel);
        b->panel = aligned_alloc(64, need * sizeof *b->panel);
        if (!b->panel) {
            fputs("train: no memory\n", stderr);
            exit(3);
        }
        b->capacity = need;
    }
    b->n = n;
    b->k = k;
    for (size_t p = 0; p < panels; p++) {
        size_t width = n - p * PANEL < PANEL ? n - p * PANEL : PANEL;
        for (size_t i = 0; i < k; i++) {
            float *to = b->panel + (p * k + i) * PANEL;
            const float *from =
                source.at + i * source.row_stride + p * PANEL * source.column_stride;
            if (source.column_stride == 1)
                memcpy(to, from, width * sizeof *to);
            else
                for (size_t j = 0; j < width; j++)
                    to[j] = from[j * source.column_stride];
            for (size_t j = width; j < PANEL; j++)
                to[j] = 0;
        }
    }
}

void packed_clear(packed *b)
{
    free(b->panel);
    *b = (packed){0};
}

static void store(lanes value, float *to, size_t width, bool add)
{
    float lane[LANES];
    memcpy(lane, &value, sizeof lane);
    for (size_t j = 0; j < width; j++)
        to[j] = add ? to[j] + lane[j] : lane[j];
}

static void tile_store(lanes value, float *to, size_t width, bool add)
{
    if (width < LANES) {
        store(value, to, width, add);
        return;
    }
    lanes *at = (lanes *)(void *)to;
    *at = add ? *at + value : value;
}

#define TILE(rows)                                                                     \
    static void tile##rows(matrix a, const float *panel, size_t k, float *c,           \
                           size_t stride, size_t width, bool add)                      \
    {                                                                                  \
        lanes sum[rows][2];                                                            \
        memset(sum, 0, sizeof sum);                                                    \
        for (size_t i = 0; i < k; i++) {                                               \
            lanes b0 = *(const lanes *)(const void *)(panel + i * PANEL);              \
            lanes b1 = *(const lanes *)(const void *)(panel + i * PANEL + LANES);      \
            _Pragma("GCC unroll 8") for (size_t r = 0; r < rows; r++)                  \
            {                                                                          \
                float x = a.at[r * a.row_stride + i * a.column_stride];                \
                sum[r][0] += b0 * x;                                                   \
                sum[r][1] += b1 * x;                                                   \
            }                                                                          \
        }                                                                              \
        for (size_t r = 0; r < rows; r++) {                                            \
            tile_store(sum[r][0], c + r * stride, width, add);                         \
            if (width > LANES)                                                         \
                tile_store(sum[r][1], c + r * stride + LANES, width - LANES, add);     \
        }                                                                              \
    }

TILE(8)
TILE(1)

void gemm(size_t m, matrix a, const packed *b, float *c, size_t stride, bool add)
{
    for (size_t p = 0; p * PANEL < b->n; p++) {
        size_t width = b->n - p * PANEL;
        const float *panel = b->panel + p * b->k * PANEL;
        matrix row = a;
        size_t i = 0;
        for (; i + ROWS <= m; i += ROWS, row.at += ROWS * a.row_stride)
            tile8(row, panel, b->k, c + i * stride + p * PANEL, stride, width, add);
        for (; i < m; i++, row.at += a.row_stride)
            tile1(row, panel, b->k, c + i * stride + p * PANEL, stride, width, add);
    }
}
