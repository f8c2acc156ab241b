#include "base/url.h"

uint32_t lapi_url_scheme_bytes(lapi_slice url)
{
    return lapi_slice_begins(url, "http://")    ? 7
           : lapi_slice_begins(url, "https://") ? 8
                                                : 0;
}

/* What stands behind "://" before one of the marks, "www." aside. */
static lapi_slice host_before(lapi_slice url, const char *marks)
{
    uint32_t at = 0;
    while (at + 3 <= url.bytes && memcmp(url.at + at, "://", 3) != 0)
        at++;
    if (at + 3 > url.bytes)
        return LAPI_S("");
    uint32_t end = at += 3;
    while (end < url.bytes && !strchr(marks, url.at[end]))
        end++;
    if (end - at > 4 && memcmp(url.at + at, "www.", 4) == 0)
        at += 4;
    return lapi_slice_of(url.at + at, end - at);
}

lapi_slice lapi_url_host(lapi_slice url)
{
    return host_before(url, "/?#:");
}

lapi_slice lapi_url_host_and_port(lapi_slice url)
{
    return host_before(url, "/");
}
