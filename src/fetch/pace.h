/* When to try again: later and later, and not everyone at once. No dice: the address
 * says how much. */
#ifndef LAPI_FETCH_PACE_H
#define LAPI_FETCH_PACE_H

#include "base/slice.h"

/* Milliseconds until another try after `failures` > 0: `first_ms`, doubled with each
 * failure, at most `most_ms`; of that between a half and the whole, by the address. */
int64_t lapi_pace_retry(lapi_slice url, uint32_t failures, int64_t first_ms,
                        int64_t most_ms);

/* Milliseconds until the next poll: `every_ms` and up to a tenth, by the address. */
int64_t lapi_pace_poll(lapi_slice url, int64_t every_ms);

#endif
