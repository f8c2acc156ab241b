#include "base/lines.h"

#include "base/limits.h"

#include <stdlib.h>

enum { BLOCK_BYTES = 1 << 16 };

static lap_status read_slice(void *context, char *buf, size_t cap, size_t *n)
{
    lapi_slice *rest = context;
    *n = rest->bytes < cap ? rest->bytes : cap;
    if (*n == 0) /* an empty slice may have no bytes to point to */
        return LAP_OK;
    memcpy(buf, rest->at, *n);
    *rest = lapi_slice_of(rest->at + *n, rest->bytes - (uint32_t)*n);
    return LAP_OK;
}

lapi_stream lapi_stream_of(lapi_slice *rest)
{
    return (lapi_stream){read_slice, rest};
}

lap_status lapi_lines_in_init(lapi_lines_in *lines, lapi_stream stream, size_t limit)
{
    char *block = malloc(BLOCK_BYTES);
    if (!block)
        return LAP_NO_MEMORY;
    *lines = (lapi_lines_in){.stream = stream, .block = block};
    lines->limit = limit ? limit : LAPI_LINE_BYTES_MAX;
    return LAP_OK;
}

void lapi_lines_in_clear(lapi_lines_in *lines)
{
    free(lines->block);
    *lines = (lapi_lines_in){0};
}

/* Makes sure that bytes stand in the block, unless the stream is at its end. */
static bool fill(lapi_lines_in *lines)
{
    if (lines->at < lines->end || lines->is_done)
        return true;
    size_t n = 0;
    if (lines->stream.read(lines->stream.context, lines->block, BLOCK_BYTES, &n))
        return false;
    lines->at = 0;
    lines->end = n;
    lines->is_done = n == 0;
    return true;
}

enum lapi_line lapi_lines_in_next(lapi_lines_in *lines, lapi_buffer *line)
{
    lapi_buffer_reset(line);
    bool too_long = false, any = false;
    for (;;) {
        if (!fill(lines))
            return LAPI_LINE_FAILED;
        if (lines->at == lines->end)
            break;
        if (!any)
            lines->number++;
        any = true;
        const char *from = lines->block + lines->at;
        size_t left = lines->end - lines->at;
        const char *mark = memchr(from, '\n', left);
        size_t n = mark ? (size_t)(mark - from) : left;
        too_long = too_long || n > lines->limit - line->bytes;
        if (!too_long)
            lapi_buffer_add(line, from, n);
        if (line->failed)
            return LAPI_LINE_FAILED;
        lines->at += n + (mark != NULL);
        if (mark)
            break;
    }
    if (!any)
        return LAPI_LINE_END;
    return too_long ? LAPI_LINE_TOO_LONG : LAPI_LINE_READ;
}

lapi_slice lapi_lines_in_peek(lapi_lines_in *lines)
{
    if (!fill(lines))
        return LAPI_S("");
    return lapi_slice_of(lines->block + lines->at, (uint32_t)(lines->end - lines->at));
}

enum lapi_line lapi_lines_in_rest(lapi_lines_in *lines, size_t limit, lapi_buffer *out)
{
    lapi_buffer_reset(out);
    for (;;) {
        if (!fill(lines))
            return LAPI_LINE_FAILED;
        size_t n = lines->end - lines->at;
        if (n == 0)
            return LAPI_LINE_READ;
        if (n > limit - out->bytes)
            return LAPI_LINE_TOO_LONG;
        lapi_buffer_add(out, lines->block + lines->at, n);
        if (out->failed)
            return LAPI_LINE_FAILED;
        lines->at = lines->end;
    }
}
