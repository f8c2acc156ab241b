/* What networks are made of, opened from a model file.
 *
 *   NAME.weight, NAME.scale, NAME.bias   a linear map, or several in one
 *   NAME, NAME.scale                     a table of vectors of small numbers
 *   NAME                                 plain numbers
 *   HASHES, ROWS                         an index: hashes to rows of a table
 *
 * All shapes are checked, and that numbers are finite, weights fit the kernels and rows
 * lie in their tables. The first failure stays: what is opened behind it is empty, and
 * `status` is looked at once, at the end. Linear in the tensors. */
#ifndef LAPI_MODEL_PARTS_H
#define LAPI_MODEL_PARTS_H

#include "model/file.h"
#include "model/kernel/kernel.h"

enum { LAPI_INDEX_ROWS_MAX = 65535, LAPI_INDEX_NONE = 65535 };

/* Opening a model. All but `status` and `number_count` are the caller's, and outlive
 * what is opened, as do the model's bytes. */
typedef struct lapi_parts {
    const lapi_model *model;
    lap_error *error; /* may be NULL */
    lap_status status;
    float *numbers; /* [number_capacity] zeros: room for scales, biases and the like */
    size_t number_count, number_capacity;
} lapi_parts;

/* Outputs of a linear map that holds `count`: whole blocks. */
static inline uint32_t lapi_fill_up(uint32_t count)
{
    return (count + LAPI_LINEAR_BLOCK - 1) / LAPI_LINEAR_BLOCK * LAPI_LINEAR_BLOCK;
}

/* What a tensor is called: "heads" and ".scale" give "heads.scale". */
typedef struct lapi_part_name {
    char text[LAPI_MODEL_NAME_BYTES];
} lapi_part_name;

lapi_part_name lapi_part_named(const char *name, const char *suffix);

/* A tensor, as by lapi_model_find; {NULL, 0, 0} after a failure. */
lapi_tensor lapi_parts_tensor(lapi_parts *parts, const char *name,
                              enum lapi_tensor_type type, uint32_t rows,
                              uint32_t columns);

/* A tensor's whole numbers, U16 or U32, into out[rows * columns]; zeros after a
 * failure. */
void lapi_parts_wholes(lapi_parts *parts, const char *name, enum lapi_tensor_type type,
                       uint32_t rows, uint32_t columns, uint32_t *out);

/* A tensor's rows * columns numbers, in `room` of the caller's; NULL after a failure,
 * which is LAP_NO_MEMORY when there is not so much room. */
float *lapi_parts_floats(lapi_parts *parts, const char *name, uint32_t rows,
                         uint32_t columns, uint32_t room);

/* A table [rows][columns], where 0 takes any, and the one scale of its numbers. */
lapi_tensor lapi_parts_table(lapi_parts *parts, const char *name, uint32_t rows,
                             uint32_t columns, float *scale);

/* A map: weights [filled-up outputs][inputs], scales and, if it is biased, biases
 * [1][outputs]. Takes room for three numbers a filled-up output. */
void lapi_parts_linear(lapi_parts *parts, const char *name, uint32_t inputs,
                       uint32_t outputs, bool is_biased, lapi_linear *out);

/* Maps that stand one behind the other: weights [count][inputs * outputs], scales and
 * biases [count][outputs]; outputs are whole blocks. Takes room as above. */
void lapi_parts_linears(lapi_parts *parts, const char *name, uint32_t count,
                        uint32_t inputs, uint32_t outputs, bool is_biased,
                        lapi_linear *out);

/* Where hashes stand: from the place of their low bits on, in the first that is free.
 */
typedef struct lapi_index {
    const unsigned char *hashes; /* [mask + 1] u32, 0: free, as one at least is */
    const unsigned char *rows;   /* [mask + 1] u16 */
    uint32_t mask;
} lapi_index;

/* The index in two tensors [slots][1], of a table of `rows` rows. */
void lapi_parts_index(lapi_parts *parts, const char *hashes, const char *rows,
                      uint32_t row_count, lapi_index *out);

/* The row of a hash; LAPI_INDEX_NONE if it has none. */
static inline uint32_t lapi_index_find(const lapi_index *index, uint32_t hash)
{
    for (uint32_t at = hash & index->mask;; at = (at + 1) & index->mask) {
        uint32_t here = lapi_read_u32(index->hashes + 4 * (size_t)at);
        if (!here)
            return LAPI_INDEX_NONE;
        if (here == hash)
            return lapi_read_u16(index->rows + 2 * (size_t)at);
    }
}

#endif
