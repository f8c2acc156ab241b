#include "server/buffer.h"

#include "server/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void serve_buffer_clear(serve_buffer *buffer)
{
    free(buffer->at);
    *buffer = (serve_buffer){0};
}

static bool make_room(serve_buffer *buffer, size_t n)
{
    if (buffer->failed || n > SERVE_ANSWER_MAX - buffer->bytes) {
        buffer->failed = true;
        return false;
    }
    size_t need = buffer->bytes + n;
    if (need <= buffer->room)
        return true;
    size_t room = buffer->room < 512 ? 1024 : buffer->room * 2;
    room = room < need ? need : room;
    char *at = realloc(buffer->at, room);
    if (!at) {
        buffer->failed = true;
        return false;
    }
    buffer->at = at;
    buffer->room = room;
    return true;
}

void serve_put(serve_buffer *buffer, const char *bytes, size_t n)
{
    if (n == 0 || !make_room(buffer, n))
        return;
    memcpy(buffer->at + buffer->bytes, bytes, n);
    buffer->bytes += n;
}

void serve_put_str(serve_buffer *buffer, const char *text)
{
    serve_put(buffer, text, strlen(text));
}

void serve_put_format(serve_buffer *buffer, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof text)
        buffer->failed = true;
    else
        serve_put(buffer, text, (size_t)n);
}

size_t serve_utf8(const char *text, size_t n)
{
    const unsigned char *c = (const unsigned char *)text;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (n == 0 || c[0] < 0x80)
        return n > 0;
    size_t bytes = c[0] >= 0xF0 ? 4 : c[0] >= 0xE0 ? 3 : 2;
    if (c[0] < 0xC2 || c[0] > 0xF4 || bytes > n)
        return 0;
    uint32_t code = c[0] & (0x7Fu >> bytes);
    for (size_t i = 1; i < bytes; i++) {
        if ((c[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (c[i] & 0x3Fu);
    }
    bool is_good =
        code >= least[bytes] && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    return is_good ? bytes : 0;
}

void serve_put_json(serve_buffer *buffer, const char *text, size_t n)
{
    serve_put(buffer, "\"", 1);
    for (size_t i = 0, from = 0; i <= n; i++) {
        bool is_end = i == n;
        unsigned char c = is_end ? 0 : (unsigned char)text[i];
        size_t bytes = is_end ? 0 : serve_utf8(text + i, n - i);
        if (!is_end && bytes && c >= 0x20 && c != '"' && c != '\\') {
            i += bytes - 1;
            continue;
        }
        serve_put(buffer, text + from, i - from);
        from = i + 1;
        if (!is_end && !bytes)
            serve_put_str(buffer, "\xEF\xBF\xBD");
        else if (!is_end)
            serve_put_format(buffer, c < 0x20 ? "\\u%04x" : "\\%c", c);
    }
    serve_put(buffer, "\"", 1);
}

/* What stands in a log is ASCII, whatever it was, so that it can steer no terminal. */
void serve_put_log(serve_buffer *buffer, const char *text)
{
    bool is_plain = *text != '\0';
    for (const char *c = text; *c; c++)
        is_plain = is_plain && *c > ' ' && *c < 0x7F && !strchr("\"=\\", *c);
    if (is_plain) {
        serve_put_str(buffer, text);
        return;
    }
    serve_put(buffer, "\"", 1);
    for (const char *c = text; *c; c++) {
        bool is_odd = *c < ' ' || *c >= 0x7F || *c == '"' || *c == '\\';
        serve_put_format(buffer, is_odd ? "\\x%02x" : "%c", (unsigned char)*c);
    }
    serve_put(buffer, "\"", 1);
}

static int take(void *context, const char *bytes, size_t n)
{
    serve_buffer *buffer = context;
    serve_put(buffer, bytes, n);
    return buffer->failed;
}

lap_sink serve_sink(serve_buffer *buffer)
{
    return (lap_sink){take, buffer};
}
