#include "text/judge.h"

#include "base/hash.h"
#include "base/status.h"
#include "model/file.h"

#define LIMIT_MAX 100000 /* of bias and sure: sums stay far from overflow */

lap_status lapi_judge_open(const void *bytes, size_t size, lapi_judge *out,
                           lap_error *error)
{
    const unsigned char *p = bytes;
    if (size < LAPI_JUDGE_HEAD_BYTES || memcmp(p, "LAPTEXT1", 8) != 0)
        return lapi_fail(error, LAP_BAD_MODEL, 0, "text model: not a model of text");
    if (lapi_read_u32(p + 8) != LAPI_JUDGE_VERSION)
        return lapi_fail(error, LAP_BAD_MODEL, 8, "text model: version %u, not %u",
                         lapi_read_u32(p + 8), LAPI_JUDGE_VERSION);
    uint32_t count = lapi_read_u32(p + 12);
    if (count == 0 || (count & (count - 1)) != 0 ||
        size - LAPI_JUDGE_HEAD_BYTES != count)
        return lapi_fail(error, LAP_BAD_MODEL, 12, "text model: %zu bytes, %u weights",
                         size, count);
    uint64_t sum = lapi_hash(LAPI_HASH_START, p + LAPI_JUDGE_HEAD_BYTES, count);
    uint64_t told = lapi_read_u64(p + 24);
    if (sum != told)
        return lapi_fail(error, LAP_BAD_MODEL, 24, "text model: checksum does not fit");
    int32_t bias = (int32_t)lapi_read_u32(p + 16);
    int32_t sure = (int32_t)lapi_read_u32(p + 20);
    if (bias < -LIMIT_MAX || bias > LIMIT_MAX || sure < -LIMIT_MAX || sure > LIMIT_MAX)
        return lapi_fail(error, LAP_BAD_MODEL, 16, "text model: limits out of range");
    out->weights = (const int8_t *)(p + LAPI_JUDGE_HEAD_BYTES);
    out->mask = count - 1;
    out->bias = bias;
    out->sure = sure;
    return LAP_OK;
}

int32_t lapi_judge_score(const lapi_judge *judge,
                         const uint32_t features[LAPI_GAP_FEATURES])
{
    int32_t sum = judge->bias;
    for (uint32_t i = 0; i < LAPI_GAP_FEATURES; i++)
        sum += judge->weights[features[i] & judge->mask];
    return sum;
}
