/* Model files: named tensors behind a checked header.
 *
 *   0   magic "LAPMODEL"      8   version u32    12  tensor count u32
 *   16  file bytes u64        24  checksum u64   32  zeros up to 64
 *   64  one entry of 64 bytes a tensor: name[32], type u32, rows u32, columns u32, 0
 * u32, offset u64, bytes u64
 *   ..  the tensors, each at a multiple of 64
 *
 * All numbers are little-endian. lapi_model_open checks magic, version, size, checksum
 * and every entry before anything is used; the bytes are borrowed and must outlive the
 * model. Linear in the file. */
#ifndef LAPI_MODEL_FILE_H
#define LAPI_MODEL_FILE_H

#include <lapwing/status.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LAPI_MODEL_VERSION = 1,
    LAPI_MODEL_HEADER_BYTES = 64,
    LAPI_MODEL_ENTRY_BYTES = 64,
    LAPI_MODEL_NAME_BYTES = 32,
    LAPI_MODEL_TENSORS_MAX = 256,
    LAPI_MODEL_ALIGN = 64
};

enum lapi_tensor_type {
    LAPI_TENSOR_I8 = 1,
    LAPI_TENSOR_U8,
    LAPI_TENSOR_U16,
    LAPI_TENSOR_U32,
    LAPI_TENSOR_F32
};

/* A tensor in the borrowed bytes: rows x columns numbers, little-endian. */
typedef struct lapi_tensor {
    const unsigned char *at;
    uint32_t rows, columns;
} lapi_tensor;

typedef struct lapi_model {
    const unsigned char *bytes;
    size_t size;
    uint32_t tensor_count;
} lapi_model;

/* Checks a model file and opens it. */
lap_status lapi_model_open(const void *bytes, size_t size, lapi_model *out,
                           lap_error *error) LAP_MUST_USE;

/* Finds a tensor by name; its type and dimensions must be those asked for, where 0 rows
 * or columns takes any. LAP_BAD_MODEL with the tensor's name otherwise. */
lap_status lapi_model_find(const lapi_model *model, const char *name,
                           enum lapi_tensor_type type, uint32_t rows, uint32_t columns,
                           lapi_tensor *out, lap_error *error) LAP_MUST_USE;

/* The checksum that belongs into the header of a file. */
uint64_t lapi_model_checksum(const unsigned char *bytes, size_t size);

static inline uint32_t lapi_read_u16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static inline uint32_t lapi_read_u32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static inline uint64_t lapi_read_u64(const unsigned char *p)
{
    return lapi_read_u32(p) | (uint64_t)lapi_read_u32(p + 4) << 32;
}

float lapi_read_f32(const unsigned char *p);

#endif
