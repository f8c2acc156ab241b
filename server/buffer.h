/* Bytes that grow, and JSON written into them. A buffer that met its limit or no memory
 * has failed for good; it is asked once at the end. All zero: empty. */
#ifndef LAPWING_SERVE_BUFFER_H
#define LAPWING_SERVE_BUFFER_H

#include <lapwing/write.h>

#include <stdbool.h>

typedef struct serve_buffer {
    char *at;
    size_t bytes, room;
    bool failed;
} serve_buffer;

void serve_buffer_clear(serve_buffer *buffer);
void serve_put(serve_buffer *buffer, const char *bytes, size_t n);
void serve_put_str(serve_buffer *buffer, const char *text);
void serve_put_format(serve_buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Bytes of the character of UTF-8 that stands first; 0: it is none. */
size_t serve_utf8(const char *text, size_t n);
/* A string of JSON, quoted; what is no UTF-8 becomes U+FFFD. */
void serve_put_json(serve_buffer *buffer, const char *text, size_t n);
/* A value of logfmt: quoted where it must be. */
void serve_put_log(serve_buffer *buffer, const char *text);
/* Takes what the library writes. */
lap_sink serve_sink(serve_buffer *buffer);

#endif
