/* One request and its answer, by libcurl: no redirects, no cookies, no passwords, no
 * proxies of the environment, nothing but http and https. */
#ifndef LAPI_FETCH_TRANSFER_H
#define LAPI_FETCH_TRANSFER_H

#include "base/buffer.h"
#include "fetch/fetch.h"

typedef struct lapi_transfer {
    const lapi_curl *curl;
    const lapi_feeds *settings;
    lapi_clock clock;
    CURL *handle;
    char *user_agent; /* ended by NUL */
    /* of the answer */
    CURLcode code;
    long status;
    int64_t later_ms; /* Retry-After */
    lapi_buffer body, etag, modified, type;
    size_t head_bytes, body_bytes_max;
    bool is_cut; /* it went on after body_bytes_max */
    bool has_large_head;
    bool is_stopped;
    bool met_private; /* an address that is not for us */
} lapi_transfer;

lap_status lapi_transfer_init(const lapi_curl *curl, const lapi_feeds *settings,
                              lapi_clock clock, lapi_transfer *out) LAP_MUST_USE;
void lapi_transfer_clear(lapi_transfer *transfer);

/* Fetches up to body_bytes_max, unpacked. LAP_NO_MEMORY; else the fields say what came.
 */
lap_status lapi_transfer_run(lapi_transfer *transfer, const lapi_request *request,
                             size_t body_bytes_max) LAP_MUST_USE;

/* Where the answer sends us to; NULL: nowhere. Valid until the next run. */
const char *lapi_transfer_redirect(const lapi_transfer *transfer);

#endif
