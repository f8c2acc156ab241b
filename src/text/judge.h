/* The model of sentence ends: one weight a hashed feature.
 *
 *   file   "LAPTEXT1" | u32 version | u32 count | i32 bias | i32 sure | u64 checksum
 *          | int8 weight[count]                              little-endian
 *
 * count is a power of two; the checksum is the FNV-1a of the weights. */
#ifndef LAPI_TEXT_JUDGE_H
#define LAPI_TEXT_JUDGE_H

#include "text/gap.h"

#include <lapwing/status.h>

#define LAPI_JUDGE_HEAD_BYTES 32u
#define LAPI_JUDGE_VERSION    1u

typedef struct lapi_judge {
    const int8_t *weights; /* [mask + 1], borrowed */
    uint32_t mask;
    int32_t bias; /* a score above -bias says that a sentence ends */
    int32_t sure; /* so much more is asked for where no mark stands before the gap */
} lapi_judge;

/* Checks magic, version, size and checksum; `bytes` are borrowed as long as the judge
 * is used. LAP_BAD_MODEL names what is wrong. */
lap_status lapi_judge_open(const void *bytes, size_t size, lapi_judge *out,
                           lap_error *error) LAP_MUST_USE;

/* Sum of the weights of the gap's features, and the bias. */
int32_t lapi_judge_score(const lapi_judge *judge,
                         const uint32_t features[LAPI_GAP_FEATURES]);

#endif
