/* Addresses: what may be fetched, made the same whoever wrote it.
 *
 *   HTTP://Example.org:80/a/../b#c  ->  http://example.org/b
 *                                       ^-origin---------^path */
#ifndef LAPI_FETCH_URL_H
#define LAPI_FETCH_URL_H

#include "base/limits.h"
#include "base/slice.h"
#include "fetch/curl.h"

typedef struct lapi_url {
    char text[LAPI_URL_BYTES_MAX + 1]; /* ended by NUL */
    uint32_t bytes;
    uint32_t origin_bytes; /* scheme, host and port; the path with its query follows */
} lapi_url;

static inline lapi_slice lapi_url_text(const lapi_url *url)
{
    return lapi_slice_of(url->text, url->bytes);
}

static inline lapi_slice lapi_url_origin(const lapi_url *url)
{
    return lapi_slice_of(url->text, url->origin_bytes);
}

static inline lapi_slice lapi_url_path(const lapi_url *url)
{
    return lapi_slice_of(url->text + url->origin_bytes, url->bytes - url->origin_bytes);
}

/* Why this is no whole address that may be fetched: "only http and https", "a user or
 * password in it" and so on; NULL if it is one. */
const char *lapi_url_fault(lapi_slice text);

/* Reads an address, which may be relative to `base` (NULL: it may not), and makes it
 * whole: dots resolved, default port and fragment gone. Returns why not, or NULL. */
const char *lapi_url_read(const lapi_curl *curl, const lapi_url *base, lapi_slice text,
                          lapi_url *out);

#endif
