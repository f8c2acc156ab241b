#include "intake/http.h"

#include "base/limits.h"
#include "base/status.h"
#include "intake/unpack.h"

lapi_slice lapi_http_field(lapi_slice lines, const char *name)
{
    lapi_slice line;
    uint32_t n = (uint32_t)strlen(name);
    while (lapi_slice_cut(&lines, '\n', &line))
        if (lapi_slice_begins_fold(line, name) && line.bytes > n && line.at[n] == ':')
            return lapi_slice_strip(lapi_slice_of(line.at + n + 1, line.bytes - n - 1));
    return LAPI_S("");
}

uint32_t lapi_http_head(lapi_slice bytes)
{
    for (uint32_t i = 0; i < bytes.bytes; i++) {
        if (bytes.at[i] != '\n')
            continue;
        uint32_t next = i + 1;
        if (next < bytes.bytes && bytes.at[next] == '\r')
            next++;
        if (next < bytes.bytes && bytes.at[next] == '\n')
            return next + 1;
    }
    return 0;
}

lapi_slice lapi_http_type(lapi_slice value, lapi_slice *charset)
{
    lapi_slice type, part;
    *charset = LAPI_S("");
    if (!lapi_slice_cut(&value, ';', &type))
        return LAPI_S("");
    while (lapi_slice_cut(&value, ';', &part)) {
        part = lapi_slice_strip(part);
        if (!lapi_slice_begins_fold(part, "charset="))
            continue;
        part = lapi_slice_of(part.at + 8, part.bytes - 8);
        if (part.bytes > 1 && part.at[0] == '"')
            part = lapi_slice_of(part.at + 1, part.bytes - 2);
        *charset = part;
    }
    return lapi_slice_strip(type);
}

bool lapi_http_read(lapi_slice message, lapi_http *out)
{
    uint32_t head = lapi_http_head(message);
    if (!head || head > LAPI_HEAD_BYTES_MAX ||
        !lapi_slice_begins_fold(message, "http/"))
        return false;
    lapi_slice lines = lapi_slice_of(message.at, head), first = LAPI_S("");
    lapi_slice_cut(&lines, '\n', &first);
    const char *blank = memchr(first.at, ' ', first.bytes);
    uint32_t at = blank ? (uint32_t)(blank - first.at) + 1 : first.bytes;
    *out = (lapi_http){.body = lapi_slice_of(message.at + head, message.bytes - head)};
    for (uint32_t n = 0;
         n < 3 && at < first.bytes && first.at[at] >= '0' && first.at[at] <= '9'; n++)
        out->code = out->code * 10 + (uint32_t)(first.at[at++] - '0');
    out->type = lapi_http_type(lapi_http_field(lines, "content-type"), &out->charset);
    out->coding = lapi_http_field(lines, "content-encoding");
    out->is_chunked =
        lapi_slice_begins_fold(lapi_http_field(lines, "transfer-encoding"), "chunked");
    return true;
}

/* Reads "1a2b; extension\r\n" off the front; false if no size stands there. */
static bool take_size(lapi_slice *rest, uint32_t *size)
{
    uint32_t n = 0, value = 0;
    for (; n < rest->bytes && n < 8; n++) {
        char c = lapi_ascii_lower(rest->at[n]);
        if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
            break;
        value = value * 16 + (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    const char *end = rest->bytes ? memchr(rest->at, '\n', rest->bytes) : NULL;
    if (n == 0 || !end || end - rest->at > 256)
        return false;
    uint32_t line = (uint32_t)(end - rest->at) + 1;
    *rest = lapi_slice_of(rest->at + line, rest->bytes - line);
    *size = value;
    return true;
}

/* The chunks of a body joined; a body without chunks stays as it is. */
static lap_status join_chunks(lapi_slice body, lapi_buffer *buffer, lapi_slice *out,
                              lap_error *error)
{
    lapi_slice rest = body;
    uint32_t size;
    bool any = false;
    lapi_buffer_reset(buffer);
    while (take_size(&rest, &size)) {
        any = true;
        if (size == 0)
            break;
        if (size > rest.bytes)
            return lapi_fail(error, LAP_BAD_INPUT, 0, "a chunk that ends too early");
        lapi_buffer_add(buffer, rest.at, size);
        rest = lapi_slice_of(rest.at + size, rest.bytes - size);
        if (rest.bytes && rest.at[0] == '\r')
            rest = lapi_slice_of(rest.at + 1, rest.bytes - 1);
        if (rest.bytes && rest.at[0] == '\n')
            rest = lapi_slice_of(rest.at + 1, rest.bytes - 1);
    }
    if (buffer->failed)
        return LAP_NO_MEMORY;
    *out = any ? lapi_slice_of(buffer->at ? buffer->at : "", (uint32_t)buffer->bytes)
               : body;
    return LAP_OK;
}

static lap_status unpack_to(lapi_unpack *unpack, lapi_buffer *buffer, lap_error *error)
{
    char block[4096];
    size_t n;
    for (;;) {
        enum lapi_unpacked got =
            lapi_unpack_some(unpack, block, sizeof block, &n, error);
        if (got == LAPI_UNPACKED_FAILED)
            return error->status;
        if (got == LAPI_UNPACKED_END)
            return LAP_OK;
        if (n > LAPI_PAGE_BYTES_MAX - buffer->bytes)
            return lapi_fail(error, LAP_TOO_LARGE, 0, "a page of more than 16 MiB");
        lapi_buffer_add(buffer, block, n);
        if (buffer->failed)
            return LAP_NO_MEMORY;
    }
}

lap_status lapi_http_body(const lapi_http *http, lapi_buffer buffers[2],
                          lapi_slice *out, lap_error *error)
{
    lapi_slice body = http->body;
    lapi_unpack *unpack;
    lap_status status = LAP_OK;
    if (http->is_chunked)
        status = join_chunks(body, &buffers[0], &body, error);
    if (status || !http->coding.bytes ||
        lapi_slice_begins_fold(http->coding, "identity")) {
        *out = body;
        return status;
    }
    if (lapi_slice_begins_fold(http->coding, "br") ||
        lapi_slice_begins_fold(http->coding, "deflate"))
        return lapi_fail(
            error, LAP_BAD_INPUT, 0, "a body packed as %.*s, which is not read",
            http->coding.bytes < 20 ? (int)http->coding.bytes : 20, http->coding.at);
    lapi_slice rest = body;
    status = lapi_unpack_new(lapi_stream_of(&rest), &unpack);
    if (status)
        return status;
    lapi_buffer_reset(&buffers[1]);
    status = unpack_to(unpack, &buffers[1], error);
    lapi_unpack_free(unpack);
    *out =
        lapi_slice_of(buffers[1].at ? buffers[1].at : "", (uint32_t)buffers[1].bytes);
    return status;
}
