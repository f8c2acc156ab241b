#include "fetch/url.h"

#include "base/url.h"

/* Of a host and its port; brackets hold an address of IPv6. */
static bool is_host_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c && strchr(".-_:[]", c));
}

static uint32_t host_end(lapi_slice text)
{
    uint32_t i = lapi_url_scheme_bytes(text);
    while (i < text.bytes && !strchr("/?#", text.at[i]))
        i++;
    return i;
}

const char *lapi_url_fault(lapi_slice text)
{
    if (text.bytes > LAPI_URL_BYTES_MAX)
        return "an address of more than 2048 bytes";
    for (uint32_t i = 0; i < text.bytes; i++)
        if ((unsigned char)text.at[i] <= 0x20 || (unsigned char)text.at[i] >= 0x7F)
            return "an address has no blanks, controls or letters beyond ASCII";
    uint32_t begin = lapi_url_scheme_bytes(text), end = host_end(text);
    if (!begin)
        return "only addresses of http:// and https:// are fetched";
    if (memchr(text.at + begin, '@', end - begin))
        return "a user or password in an address";
    if (begin == end || text.at[begin] == ':')
        return "an address without a host";
    for (uint32_t i = begin; i < end; i++)
        if (!is_host_byte(text.at[i]))
            return "no host";
    return NULL;
}

/* libcurl's whole form of it. It is checked once more: a relative address may have
 * brought a host of its own. */
static const char *normal(const lapi_curl *curl, CURLU *url, lapi_url *out)
{
    char *text;
    if (curl->url_set(url, CURLUPART_FRAGMENT, NULL, 0) ||
        curl->url_get(url, CURLUPART_URL, &text, CURLU_NO_DEFAULT_PORT))
        return "no address";
    size_t n = strlen(text);
    lapi_slice whole = lapi_slice_of(text, n > UINT32_MAX ? UINT32_MAX : (uint32_t)n);
    const char *fault = lapi_url_fault(whole);
    if (!fault) {
        memcpy(out->text, text, n + 1);
        out->bytes = whole.bytes;
        out->origin_bytes = host_end(whole);
    }
    curl->free(text);
    for (uint32_t i = 0; !fault && i < out->origin_bytes; i++)
        out->text[i] = lapi_ascii_lower(out->text[i]);
    return fault;
}

const char *lapi_url_read(const lapi_curl *curl, const lapi_url *base, lapi_slice text,
                          lapi_url *out)
{
    char copy[LAPI_URL_BYTES_MAX + 1];
    if (text.bytes > LAPI_URL_BYTES_MAX)
        return "an address of more than 2048 bytes";
    if (text.bytes == 0 || memchr(text.at, 0, text.bytes))
        return "no address";
    memcpy(copy, text.at, text.bytes);
    copy[text.bytes] = '\0';
    CURLU *url = curl->url();
    if (!url)
        return "no memory";
    const unsigned flags = CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE;
    bool is_bad = (base && curl->url_set(url, CURLUPART_URL, base->text, 0)) ||
                  curl->url_set(url, CURLUPART_URL, copy, flags);
    const char *fault = is_bad ? "no address" : normal(curl, url, out);
    curl->url_cleanup(url);
    return fault;
}
