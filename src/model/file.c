#include "model/file.h"

#include "base/status.h"

#include <string.h>

enum { AT_VERSION = 8, AT_COUNT = 12, AT_SIZE = 16, AT_CHECKSUM = 24, AT_ZEROS = 32 };
enum { AT_TYPE = 32, AT_ROWS = 36, AT_COLUMNS = 40, AT_OFFSET = 48, AT_BYTES = 56 };

static const unsigned char MAGIC[8] = {'L', 'A', 'P', 'M', 'O', 'D', 'E', 'L'};

float lapi_read_f32(const unsigned char *p)
{
    uint32_t bits = lapi_read_u32(p);
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static uint64_t mix(uint64_t hash, uint64_t x)
{
    hash = (hash ^ x) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

/* Four lanes, so that a file of some megabytes costs about a millisecond. */
uint64_t lapi_model_checksum(const unsigned char *bytes, size_t size)
{
    uint64_t lane[4] = {size, 1, 2, 3};
    size_t at = 0;
    for (; at < AT_CHECKSUM && at + 8 <= size; at += 8)
        lane[at / 8] = mix(lane[at / 8], lapi_read_u64(bytes + at));
    for (at = AT_ZEROS; at + 32 <= size; at += 32)
        for (size_t k = 0; k < 4; k++)
            lane[k] = mix(lane[k], lapi_read_u64(bytes + at + 8 * k));
    for (; at < size; at++)
        lane[0] = mix(lane[0], bytes[at]);
    return mix(mix(mix(lane[0], lane[1]), lane[2]), lane[3]);
}

static size_t type_bytes(uint32_t type)
{
    static const uint8_t bytes[] = {0, 1, 1, 2, 4, 4};
    return type < sizeof bytes ? bytes[type] : 0;
}

static bool entry_is_sound(const unsigned char *entry, size_t tables_end, size_t size)
{
    uint64_t offset = lapi_read_u64(entry + AT_OFFSET);
    uint64_t bytes = lapi_read_u64(entry + AT_BYTES);
    uint64_t cells =
        (uint64_t)lapi_read_u32(entry + AT_ROWS) * lapi_read_u32(entry + AT_COLUMNS);
    size_t width = type_bytes(lapi_read_u32(entry + AT_TYPE));
    return width && entry[0] && !entry[LAPI_MODEL_NAME_BYTES - 1] &&
           offset % LAPI_MODEL_ALIGN == 0 && offset >= tables_end && offset <= size &&
           bytes <= size - offset && cells <= size && cells * width == bytes;
}

lap_status lapi_model_open(const void *bytes, size_t size, lapi_model *out,
                           lap_error *error)
{
    const unsigned char *p = bytes;
    if (size < LAPI_MODEL_HEADER_BYTES || memcmp(p, MAGIC, sizeof MAGIC) != 0)
        return lapi_fail(error, LAP_BAD_MODEL, 0, "not a model file");
    uint32_t version = lapi_read_u32(p + AT_VERSION);
    if (version != LAPI_MODEL_VERSION)
        return lapi_fail(error, LAP_BAD_MODEL, AT_VERSION,
                         "model file of version %u, need %u", version,
                         (unsigned)LAPI_MODEL_VERSION);
    uint64_t stated = lapi_read_u64(p + AT_SIZE);
    if (stated != size)
        return lapi_fail(error, LAP_BAD_MODEL, AT_SIZE,
                         "model file of %llu bytes, header says %llu",
                         (unsigned long long)size, (unsigned long long)stated);
    if (lapi_read_u64(p + AT_CHECKSUM) != lapi_model_checksum(p, size))
        return lapi_fail(error, LAP_BAD_MODEL, AT_CHECKSUM,
                         "checksum of the model file is wrong");
    uint32_t count = lapi_read_u32(p + AT_COUNT);
    size_t tables_end =
        LAPI_MODEL_HEADER_BYTES + (size_t)count * LAPI_MODEL_ENTRY_BYTES;
    if (count > LAPI_MODEL_TENSORS_MAX || tables_end > size)
        return lapi_fail(error, LAP_BAD_MODEL, AT_COUNT, "%u tensors in a model file",
                         count);
    for (uint32_t i = 0; i < count; i++) {
        size_t at = LAPI_MODEL_HEADER_BYTES + (size_t)i * LAPI_MODEL_ENTRY_BYTES;
        if (!entry_is_sound(p + at, tables_end, size))
            return lapi_fail(error, LAP_BAD_MODEL, at, "tensor %u does not fit", i);
    }
    *out = (lapi_model){p, size, count};
    return LAP_OK;
}

lap_status lapi_model_find(const lapi_model *model, const char *name,
                           enum lapi_tensor_type type, uint32_t rows, uint32_t columns,
                           lapi_tensor *out, lap_error *error)
{
    for (uint32_t i = 0; i < model->tensor_count; i++) {
        size_t at = LAPI_MODEL_HEADER_BYTES + (size_t)i * LAPI_MODEL_ENTRY_BYTES;
        const unsigned char *entry = model->bytes + at;
        if (strncmp((const char *)entry, name, LAPI_MODEL_NAME_BYTES) != 0)
            continue;
        uint32_t r = lapi_read_u32(entry + AT_ROWS);
        uint32_t c = lapi_read_u32(entry + AT_COLUMNS);
        if (lapi_read_u32(entry + AT_TYPE) != (uint32_t)type || (rows && r != rows) ||
            (columns && c != columns) || !r || !c)
            return lapi_fail(error, LAP_BAD_MODEL, at,
                             "tensor %s is %u x %u of another type or shape", name, r,
                             c);
        *out = (lapi_tensor){model->bytes + lapi_read_u64(entry + AT_OFFSET), r, c};
        return LAP_OK;
    }
    return lapi_fail(error, LAP_BAD_MODEL, 0, "tensor %s is missing", name);
}
