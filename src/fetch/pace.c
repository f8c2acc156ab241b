#include "fetch/pace.h"

#include "base/hash.h"

/* 0 .. 1023 of an address, different from try to try. */
static int64_t dice(lapi_slice url, uint32_t try)
{
    uint64_t h = lapi_hash(LAPI_HASH_START, url.at, url.bytes);
    for (unsigned i = 0; i < 4; i++)
        h = lapi_hash_byte(h, try >> 8 * i & 0xFF);
    return (int64_t)(lapi_hash_mix(h) & 1023);
}

int64_t lapi_pace_retry(lapi_slice url, uint32_t failures, int64_t first_ms,
                        int64_t most_ms)
{
    int64_t delay = first_ms;
    for (uint32_t i = 1; i < failures && delay < most_ms; i++)
        delay *= 2;
    delay = delay < most_ms ? delay : most_ms;
    return delay / 2 + delay / 2 * dice(url, failures) / 1023;
}

int64_t lapi_pace_poll(lapi_slice url, int64_t every_ms)
{
    return every_ms + every_ms / 10 * dice(url, 0) / 1023;
}
