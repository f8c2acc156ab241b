#include "fetch/transfer.h"

#include "fetch/address.h"

#include <stdlib.h>
#include <sys/socket.h>

#define FIELD_BYTES_MAX 512u /* of a field of the head that is kept */
#define ACCEPT                                                                         \
    "Accept: application/rss+xml, application/atom+xml, application/xml;q=0.9, "       \
    "text/html;q=0.9, */*;q=0.5"

lap_status lapi_transfer_init(const lapi_curl *curl, const lapi_feeds *settings,
                              lapi_clock clock, lapi_transfer *out)
{
    lapi_slice name = settings->user_agent;
    lapi_transfer t = {.curl = curl, .settings = settings, .clock = clock};
    t.user_agent = malloc((size_t)name.bytes + 1);
    t.handle = curl->easy_init();
    if (!t.user_agent || !t.handle) {
        lapi_transfer_clear(&t);
        return LAP_NO_MEMORY;
    }
    memcpy(t.user_agent, name.at, name.bytes);
    t.user_agent[name.bytes] = '\0';
    t.etag.limit = t.modified.limit = t.type.limit = FIELD_BYTES_MAX;
    *out = t;
    return LAP_OK;
}

void lapi_transfer_clear(lapi_transfer *t)
{
    if (t->handle)
        t->curl->easy_cleanup(t->handle);
    free(t->user_agent);
    lapi_buffer_clear(&t->body);
    lapi_buffer_clear(&t->etag);
    lapi_buffer_clear(&t->modified);
    lapi_buffer_clear(&t->type);
}

static size_t take_body(char *bytes, size_t one, size_t n, void *context)
{
    lapi_transfer *t = context;
    size_t room = t->body_bytes_max - t->body.bytes;
    (void)one;
    t->is_cut = n > room;
    lapi_buffer_add(&t->body, bytes, t->is_cut ? room : n);
    return t->is_cut || t->body.failed ? 0 : n;
}

/* Keeps the value of a line of the head, if it is printable: validators are sent again
 * some day. */
static void keep(lapi_buffer *field, const char *value, size_t n)
{
    lapi_buffer_reset(field);
    while (n && (*value == ' ' || *value == '\t'))
        value++, n--;
    while (n && (unsigned char)value[n - 1] <= ' ')
        n--;
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)value[i] < 0x20 || (unsigned char)value[i] >= 0x7F)
            return;
    lapi_buffer_add(field, value, n);
}

static size_t take_head(char *line, size_t one, size_t n, void *context)
{
    lapi_transfer *t = context;
    struct {
        const char *name;
        lapi_buffer *field;
    } kept[] = {{"etag:", &t->etag},
                {"last-modified:", &t->modified},
                {"content-type:", &t->type}};
    (void)one;
    t->head_bytes += n;
    t->has_large_head = t->head_bytes > LAPI_HEAD_BYTES_MAX;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        size_t bytes = strlen(kept[i].name);
        if (lapi_slice_begins_fold(lapi_slice_of(line, (uint32_t)n), kept[i].name))
            keep(kept[i].field, line + bytes, n - bytes);
    }
    return t->has_large_head ? 0 : n;
}

static int watch(void *context, curl_off_t total, curl_off_t now, curl_off_t up_total,
                 curl_off_t up_now)
{
    lapi_transfer *t = context;
    (void)total, (void)now, (void)up_total, (void)up_now;
    t->is_stopped = t->is_stopped || !t->clock.wait(t->clock.context, 0);
    return t->is_stopped;
}

/* The address that is really connected to, whatever the name resolved to before. */
static curl_socket_t open_socket(void *context, curlsocktype purpose,
                                 struct curl_sockaddr *address)
{
    lapi_transfer *t = context;
    (void)purpose;
    if (!t->settings->allows_private && lapi_address_is_private(&address->addr)) {
        t->met_private = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

static bool add_line(const lapi_transfer *t, struct curl_slist **list, const char *name,
                     lapi_slice value)
{
    char line[FIELD_BYTES_MAX + 32];
    if (value.bytes == 0 || value.bytes > FIELD_BYTES_MAX)
        return true;
    size_t n = strlen(name);
    memcpy(line, name, n);
    memcpy(line + n, value.at, value.bytes);
    line[n + value.bytes] = '\0';
    struct curl_slist *longer = t->curl->slist_append(*list, line);
    if (longer)
        *list = longer;
    return longer != NULL;
}

static bool set_options(lapi_transfer *t, const lapi_request *request,
                        struct curl_slist *lines)
{
    const lapi_curl *c = t->curl;
    CURL *h = t->handle;
    const lapi_feeds *s = t->settings;
    bool bad = false;
    bad |= c->easy_setopt(h, CURLOPT_URL, request->url->text) != 0;
    bad |= c->easy_setopt(h, CURLOPT_PROTOCOLS_STR, "http,https") != 0;
    bad |= c->easy_setopt(h, CURLOPT_PROXY, "") != 0;
    bad |= c->easy_setopt(h, CURLOPT_USERAGENT, t->user_agent) != 0;
    bad |= c->easy_setopt(h, CURLOPT_HTTPHEADER, lines) != 0;
    bad |= c->easy_setopt(h, CURLOPT_ACCEPT_ENCODING, "gzip, deflate") != 0;
    bad |= c->easy_setopt(h, CURLOPT_NOSIGNAL, 1L) != 0;
    bad |= c->easy_setopt(h, CURLOPT_NOPROGRESS, 0L) != 0;
    bad |= c->easy_setopt(h, CURLOPT_TIMEOUT_MS, (long)s->timeout_ms) != 0;
    bad |=
        c->easy_setopt(h, CURLOPT_CONNECTTIMEOUT_MS, (long)s->connect_timeout_ms) != 0;
    bad |= c->easy_setopt(h, CURLOPT_WRITEFUNCTION, take_body) != 0;
    bad |= c->easy_setopt(h, CURLOPT_WRITEDATA, (void *)t) != 0;
    bad |= c->easy_setopt(h, CURLOPT_HEADERFUNCTION, take_head) != 0;
    bad |= c->easy_setopt(h, CURLOPT_HEADERDATA, (void *)t) != 0;
    bad |= c->easy_setopt(h, CURLOPT_XFERINFOFUNCTION, watch) != 0;
    bad |= c->easy_setopt(h, CURLOPT_XFERINFODATA, (void *)t) != 0;
    bad |= c->easy_setopt(h, CURLOPT_OPENSOCKETFUNCTION, open_socket) != 0;
    bad |= c->easy_setopt(h, CURLOPT_OPENSOCKETDATA, (void *)t) != 0;
    return !bad;
}

static void forget_answer(lapi_transfer *t, size_t body_bytes_max)
{
    lapi_buffer_reset(&t->body);
    lapi_buffer_reset(&t->etag);
    lapi_buffer_reset(&t->modified);
    lapi_buffer_reset(&t->type);
    t->body_bytes_max = body_bytes_max;
    t->head_bytes = 0;
    t->status = 0;
    t->later_ms = 0;
    t->is_cut = t->has_large_head = t->is_stopped = t->met_private = false;
}

lap_status lapi_transfer_run(lapi_transfer *t, const lapi_request *request,
                             size_t body_bytes_max)
{
    struct curl_slist *lines = t->curl->slist_append(NULL, ACCEPT);
    forget_answer(t, body_bytes_max);
    t->curl->easy_reset(t->handle);
    bool good = lines && add_line(t, &lines, "If-None-Match: ", request->etag) &&
                add_line(t, &lines, "If-Modified-Since: ", request->modified) &&
                set_options(t, request, lines);
    if (good) {
        curl_off_t seconds = 0;
        t->code = t->curl->easy_perform(t->handle);
        t->curl->easy_getinfo(t->handle, CURLINFO_RESPONSE_CODE, &t->status);
        t->curl->easy_getinfo(t->handle, CURLINFO_RETRY_AFTER, &seconds);
        t->later_ms = seconds > 0 && seconds < INT32_MAX ? (int64_t)seconds * 1000 : 0;
        good = t->code != CURLE_OUT_OF_MEMORY && !t->body.failed;
    }
    t->curl->slist_free_all(lines);
    return good ? LAP_OK : LAP_NO_MEMORY;
}

const char *lapi_transfer_redirect(const lapi_transfer *t)
{
    char *url = NULL;
    t->curl->easy_getinfo(t->handle, CURLINFO_REDIRECT_URL, &url);
    return url;
}
