#include "base/url.h"

uint32_t lapi_url_scheme_bytes(lapi_slice url)
{
    return lapi_slice_begins(url, "http://")    ? 7
           : lapi_slice_begins(url, "https://") ? 8
                                                : 0;
}

/* What stands between "://" and the path. */
static lapi_slice authority_of(lapi_slice url)
{
    uint32_t at = 0;
    while (at + 3 <= url.bytes && memcmp(url.at + at, "://", 3) != 0)
        at++;
    if (at + 3 > url.bytes)
        return LAPI_S("");
    uint32_t end = at += 3;
    while (end < url.bytes && !strchr("/?#", url.at[end]))
        end++;
    return lapi_slice_of(url.at + at, end - at);
}

lapi_slice lapi_url_host(lapi_slice url)
{
    lapi_slice rest = authority_of(url), host = LAPI_S("");
    while (lapi_slice_cut(&rest, '@', &host)) /* after who asks */
        continue;
    const char *after = host.bytes ? memchr(host.at, ']', host.bytes) : NULL;
    uint32_t fixed = after ? (uint32_t)(after - host.at) : 0; /* of an IPv6 address */
    const char *port =
        host.bytes ? memchr(host.at + fixed, ':', host.bytes - fixed) : NULL;
    if (port)
        host.bytes = (uint32_t)(port - host.at);
    if (host.bytes > 4 && memcmp(host.at, "www.", 4) == 0)
        host = lapi_slice_of(host.at + 4, host.bytes - 4);
    return host;
}
