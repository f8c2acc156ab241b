/* What stands in an address, whoever wrote it; those that are fetched are made whole
 * first (fetch/url.h). */
#ifndef LAPI_BASE_URL_H
#define LAPI_BASE_URL_H

#include "base/slice.h"

/* The bytes of "http://" or "https://" at its start; 0 if it begins with neither. */
uint32_t lapi_url_scheme_bytes(lapi_slice url);

/* The host of an address of any scheme without "www.", port and who asks: "a.example"
 * of "https://me@www.a.example:80/b"; empty if it has none. */
lapi_slice lapi_url_host(lapi_slice url);

#endif
