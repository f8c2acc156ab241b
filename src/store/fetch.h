/* What is known of the addresses that were fetched: validators, and when each is due.
 */
#ifndef LAPI_STORE_FETCH_H
#define LAPI_STORE_FETCH_H

#include "store/store.h"

#define LAPI_VALIDATOR_BYTES_MAX 512u /* of an ETag or a date that is kept */

typedef struct lapi_store_fetch {
    lapi_slice etag, modified; /* 0 bytes: none */
    int64_t due;               /* seconds since 1970 */
    uint32_t failures;
    char room[2][LAPI_VALIDATOR_BYTES_MAX]; /* where get puts the texts */
} lapi_store_fetch;

/* Fills *out, which must not be copied; zero for an address that is not known. */
lap_status lapi_store_fetch_get(lapi_store *store, lapi_slice url,
                                lapi_store_fetch *out, lap_error *error) LAP_MUST_USE;

/* Puts it in place of what was known; committed at once, unless a transaction is under
 * way. */
lap_status lapi_store_fetch_put(lapi_store *store, lapi_slice url,
                                const lapi_store_fetch *fetch,
                                lap_error *error) LAP_MUST_USE;

#endif
