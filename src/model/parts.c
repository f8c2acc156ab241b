#include "model/parts.h"

#include "base/status.h"

#include <stdio.h>
#include <string.h>

/* Beyond it no number of a sound model lies; sums of them stay finite. */
#define NUMBER_MAX 1e6f

lapi_part_name lapi_part_named(const char *name, const char *suffix)
{
    lapi_part_name full;
    snprintf(full.text, sizeof full.text, "%s%s", name, suffix);
    return full;
}

lapi_tensor lapi_parts_tensor(lapi_parts *parts, const char *name,
                              enum lapi_tensor_type type, uint32_t rows,
                              uint32_t columns)
{
    lapi_tensor t = {NULL, 0, 0};
    if (parts->status == LAP_OK)
        parts->status =
            lapi_model_find(parts->model, name, type, rows, columns, &t, parts->error);
    return t;
}

void lapi_parts_wholes(lapi_parts *parts, const char *name, enum lapi_tensor_type type,
                       uint32_t rows, uint32_t columns, uint32_t *out)
{
    lapi_tensor t = lapi_parts_tensor(parts, name, type, rows, columns);
    memset(out, 0, (size_t)rows * columns * sizeof *out);
    for (size_t i = 0; t.at && i < (size_t)rows * columns; i++)
        out[i] = type == LAPI_TENSOR_U16 ? lapi_read_u16(t.at + 2 * i)
                                         : lapi_read_u32(t.at + 4 * i);
}

/* The next `count` numbers of the room; NULL when there are no more. */
static float *take_numbers(lapi_parts *parts, size_t count)
{
    if (parts->status == LAP_OK && count > parts->number_capacity - parts->number_count)
        parts->status = LAP_NO_MEMORY;
    if (parts->status != LAP_OK)
        return NULL;
    float *at = parts->numbers + parts->number_count;
    parts->number_count += count;
    return at;
}

float *lapi_parts_floats(lapi_parts *parts, const char *name, uint32_t rows,
                         uint32_t columns, uint32_t room)
{
    lapi_tensor t = lapi_parts_tensor(parts, name, LAPI_TENSOR_F32, rows, columns);
    float *out = take_numbers(parts, room);
    for (size_t i = 0; out && i < (size_t)rows * columns; i++) {
        out[i] = lapi_read_f32(t.at + 4 * i);
        if (out[i] > -NUMBER_MAX && out[i] < NUMBER_MAX)
            continue;
        parts->status = lapi_fail(parts->error, LAP_BAD_MODEL, 0,
                                  "number of %s is too large", name);
        return NULL;
    }
    return out;
}

lapi_tensor lapi_parts_table(lapi_parts *parts, const char *name, uint32_t rows,
                             uint32_t columns, float *scale)
{
    lapi_tensor table = lapi_parts_tensor(parts, name, LAPI_TENSOR_I8, rows, columns);
    lapi_tensor t = lapi_parts_tensor(parts, lapi_part_named(name, ".scale").text,
                                      LAPI_TENSOR_F32, 1, 1);
    *scale = t.at ? lapi_read_f32(t.at) : 0;
    if (t.at && !(*scale > 0 && *scale < NUMBER_MAX))
        parts->status =
            lapi_fail(parts->error, LAP_BAD_MODEL, 0, "scale of %s is unsound", name);
    return table;
}

static void check_weights(lapi_parts *parts, const char *name, const lapi_linear *map)
{
    uint8_t beyond = 0;
    for (size_t i = 0; i < (size_t)map->outputs * map->inputs; i++)
        beyond |= (uint8_t)((map->weight[i] > LAPI_ACTIVATION_MAX) |
                            (map->weight[i] < -LAPI_ACTIVATION_MAX));
    if (beyond)
        parts->status = lapi_fail(parts->error, LAP_BAD_MODEL, 0,
                                  "weight of %s is too large", name);
}

static void make_zeros(lapi_parts *parts, lapi_linear *map)
{
    int32_t *zero = (int32_t *)(void *)take_numbers(parts, map->outputs);
    size_t groups = map->inputs / 4;
    for (uint32_t block = 0; zero && block < map->outputs; block += LAPI_LINEAR_BLOCK) {
        const int8_t *w = map->weight + (size_t)block * map->inputs;
        int32_t sum[4 * LAPI_LINEAR_BLOCK] = {0};
        for (size_t g = 0; g < groups; g++)
            for (size_t i = 0; i < sizeof sum / sizeof *sum; i++)
                sum[i] += w[g * (sizeof sum / sizeof *sum) + i];
        for (uint32_t n = 0; n < LAPI_LINEAR_BLOCK; n++)
            zero[block + n] =
                (sum[4 * n] + sum[4 * n + 1] + sum[4 * n + 2] + sum[4 * n + 3]) *
                LAPI_ACTIVATION_ZERO;
    }
    map->zero = zero;
}

/* Opens a map with the inputs and outputs set, whose weights were found; scales and
 * biases have the shape given. */
static void open_map(lapi_parts *parts, const char *name, lapi_tensor weight,
                     uint32_t rows, uint32_t columns, bool is_biased, lapi_linear *map)
{
    map->weight = (const int8_t *)weight.at;
    if (weight.at)
        check_weights(parts, name, map);
    map->scale = lapi_parts_floats(parts, lapi_part_named(name, ".scale").text, rows,
                                   columns, map->outputs);
    map->bias = is_biased
                    ? lapi_parts_floats(parts, lapi_part_named(name, ".bias").text,
                                        rows, columns, map->outputs)
                    : take_numbers(parts, map->outputs);
    make_zeros(parts, map);
}

void lapi_parts_linear(lapi_parts *parts, const char *name, uint32_t inputs,
                       uint32_t outputs, bool is_biased, lapi_linear *out)
{
    uint32_t filled = lapi_fill_up(outputs);
    lapi_tensor weight = lapi_parts_tensor(parts, lapi_part_named(name, ".weight").text,
                                           LAPI_TENSOR_I8, filled, inputs);
    *out = (lapi_linear){.inputs = inputs, .outputs = filled};
    open_map(parts, name, weight, 1, outputs, is_biased, out);
}

void lapi_parts_linears(lapi_parts *parts, const char *name, uint32_t count,
                        uint32_t inputs, uint32_t outputs, bool is_biased,
                        lapi_linear *out)
{
    lapi_tensor weight = lapi_parts_tensor(parts, lapi_part_named(name, ".weight").text,
                                           LAPI_TENSOR_I8, count, inputs * outputs);
    lapi_linear all = {.inputs = inputs, .outputs = count * outputs};
    open_map(parts, name, weight, count, outputs, is_biased, &all);
    for (size_t i = 0; parts->status == LAP_OK && i < count; i++)
        out[i] = (lapi_linear){.inputs = inputs,
                               .outputs = outputs,
                               .weight = all.weight + i * outputs * inputs,
                               .scale = all.scale + i * outputs,
                               .bias = all.bias + i * outputs,
                               .zero = all.zero + i * outputs};
}

void lapi_parts_index(lapi_parts *parts, const char *hashes, const char *rows,
                      uint32_t row_count, lapi_index *out)
{
    lapi_tensor hash = lapi_parts_tensor(parts, hashes, LAPI_TENSOR_U32, 0, 1);
    lapi_tensor row = lapi_parts_tensor(parts, rows, LAPI_TENSOR_U16, hash.rows, 1);
    uint32_t slots = hash.rows, used = 0, most = 0;
    *out = (lapi_index){hash.at, row.at, slots - 1};
    if (parts->status != LAP_OK)
        return;
    for (size_t i = 0; i < slots; i++) {
        uint32_t to = lapi_read_u16(row.at + 2 * i);
        used += lapi_read_u32(hash.at + 4 * i) != 0;
        most = to > most ? to : most;
    }
    if ((slots & (slots - 1)) || used >= slots || row_count > LAPI_INDEX_ROWS_MAX)
        parts->status = lapi_fail(parts->error, LAP_BAD_MODEL, 0,
                                  "%s: %u slots, %u used, for %u rows", hashes, slots,
                                  used, row_count);
    else if (most >= row_count)
        parts->status = lapi_fail(parts->error, LAP_BAD_MODEL, 0,
                                  "%s: a row that is not there", rows);
}
