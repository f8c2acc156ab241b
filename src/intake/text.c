#include "base/limits.h"
#include "base/status.h"
#include "intake/intake.h"
#include "unicode/utf8.h"

static lap_status check(lapi_slice bytes, lap_error *error)
{
    if (bytes.bytes > LAPI_DOC_BYTES_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, LAPI_DOC_BYTES_MAX,
                         "a document of more than 16 MiB");
    size_t at = lapi_utf8_check(bytes.at, bytes.bytes);
    const char *nul = bytes.bytes ? memchr(bytes.at, 0, at) : NULL;
    if (nul)
        return lapi_fail(error, LAP_BAD_INPUT, (uint64_t)(nul - bytes.at),
                         "a NUL byte in the text");
    if (at < bytes.bytes)
        return lapi_fail(error, LAP_BAD_INPUT, at, "not UTF-8: byte 0x%02x",
                         (unsigned)(unsigned char)bytes.at[at]);
    return LAP_OK;
}

lap_status lapi_intake_text(lapi_slice bytes, lapi_doc *doc, lap_error *error)
{
    lap_status status = check(bytes, error);
    if (status)
        return status;
    bytes = lapi_slice_unmarked(bytes);
    doc->text = bytes.bytes ? bytes.at : "";
    doc->text_bytes = bytes.bytes;
    doc->title_bytes = 0;
    return LAP_OK;
}

lap_status lapi_intake_parts(lapi_slice title, lapi_slice text, lapi_doc *doc,
                             lap_error *error)
{
    uint32_t gap = title.bytes ? 2 : 0;
    if (title.bytes > LAPI_DOC_BYTES_MAX || text.bytes > LAPI_DOC_BYTES_MAX ||
        title.bytes + gap + text.bytes > LAPI_DOC_BYTES_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, 0, "a document of more than 16 MiB");
    lap_status status = check(title, error);
    if (status == LAP_OK)
        status = check(text, error);
    if (status)
        return status;
    uint32_t total = title.bytes + gap + text.bytes;
    char *joined = lapi_arena_take(doc->arena, (size_t)total + 1, 1);
    if (!joined)
        return LAP_NO_MEMORY;
    if (title.bytes) {
        memcpy(joined, title.at, title.bytes);
        memcpy(joined + title.bytes, "\n\n", 2);
    }
    if (text.bytes)
        memcpy(joined + title.bytes + gap, text.at, text.bytes);
    joined[total] = '\0';
    doc->text = joined;
    doc->text_bytes = total;
    doc->title_bytes = title.bytes;
    return LAP_OK;
}

bool lapi_intake_is_blank(lapi_slice line)
{
    for (uint32_t i = 0; i < line.bytes; i++)
        if (!memchr(" \t\r", line.at[i], 3))
            return false;
    return true;
}

bool lapi_intake_is_json(lapi_slice start)
{
    bool brace = false;
    for (uint32_t i = 0; i < start.bytes; i++) {
        char c = start.at[i];
        if (memchr(" \t\r\n\xEF\xBB\xBF", c, 7))
            continue;
        if (brace)
            return c == '"';
        if (c != '{')
            return false;
        brace = true;
    }
    return false;
}

lapi_slice lapi_intake_id(const char *path)
{
    const char *name = path;
    for (const char *p = path; *p; p++)
        if (*p == '/' && p[1])
            name = p + 1;
    size_t n = strlen(name), end = n;
    while (end > 1 && name[end - 1] != '.')
        end--;
    return lapi_slice_of(name, (uint32_t)(end > 1 ? end - 1 : n));
}
