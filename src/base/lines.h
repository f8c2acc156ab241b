/* Lines of a byte stream, one at a time, with a limit.
 *
 *   read() -> [ block ............... ]     a line that crosses a block's end is joined
 * in ^at               ^end      `line`; a line over the limit is passed over
 *
 * Memory: one block and the longest line up to the limit. O(bytes). */
#ifndef LAPI_BASE_LINES_H
#define LAPI_BASE_LINES_H

#include "base/buffer.h"

#include <lapwing/status.h>

/* Where bytes come from. read() fills up to cap bytes and sets *n; 0 is the end. */
typedef struct lapi_stream {
    lap_status (*read)(void *context, char *buf, size_t cap, size_t *n);
    void *context;
} lapi_stream;

/* The bytes of *rest, which is cut as they are read and must outlive the stream. */
lapi_stream lapi_stream_of(lapi_slice *rest);

enum lapi_line { LAPI_LINE_END, LAPI_LINE_READ, LAPI_LINE_TOO_LONG, LAPI_LINE_FAILED };

typedef struct lapi_lines_in {
    lapi_stream stream;
    char *block;
    size_t at, end;
    uint64_t number; /* of the line read last, from 1 */
    size_t limit;
    bool is_done;
} lapi_lines_in;

/* limit 0 means LAPI_LINE_BYTES_MAX. */
lap_status lapi_lines_in_init(lapi_lines_in *lines, lapi_stream stream,
                              size_t limit) LAP_MUST_USE;
void lapi_lines_in_clear(lapi_lines_in *lines);

/* Puts the next line, without its end, into *line (which is reset first).
 * LAPI_LINE_TOO_LONG: the line was passed over. LAPI_LINE_FAILED: read() said no, or
 * line->failed: memory is out. */
enum lapi_line lapi_lines_in_next(lapi_lines_in *lines, lapi_buffer *line);

/* Looks at what comes next, at most one block; nothing is taken. */
lapi_slice lapi_lines_in_peek(lapi_lines_in *lines);

/* Puts the rest, up to `limit` bytes, into *out (reset first): READ, TOO_LONG, FAILED.
 */
enum lapi_line lapi_lines_in_rest(lapi_lines_in *lines, size_t limit, lapi_buffer *out);

#endif
