/* An HTTP response as a crawler kept it: its head, and the body freed of its codings.
 */
#ifndef LAPI_INTAKE_HTTP_H
#define LAPI_INTAKE_HTTP_H

#include "base/buffer.h"

#include <lapwing/status.h>

/* Slices are borrowed from the message. */
typedef struct lapi_http {
    uint32_t code;      /* 200 */
    lapi_slice type;    /* "text/html", without parameters */
    lapi_slice charset; /* of the type; empty if none */
    lapi_slice coding;  /* Content-Encoding; empty if none */
    bool is_chunked;
    lapi_slice body;
} lapi_http;

/* The value of a field in lines `Name: value`, names in any case; empty if none. */
lapi_slice lapi_http_field(lapi_slice lines, const char *name);

/* Bytes of a head with the blank line that ends it; 0 if there is no such line. */
uint32_t lapi_http_head(lapi_slice bytes);

/* The media type in "text/html; charset=utf-8", and its charset. */
lapi_slice lapi_http_type(lapi_slice value, lapi_slice *charset);

/* false: no HTTP response. */
bool lapi_http_read(lapi_slice message, lapi_http *out);

/* The body without chunks and packing, borrowed from the message or from one of the
 * buffers. Bodies that are declared to be packed but are not, as crawlers keep them,
 * are taken as they are. LAP_BAD_INPUT: damaged, or of a coding that is not read;
 * LAP_TOO_LARGE: more than LAPI_PAGE_BYTES_MAX. O(bytes). */
lap_status lapi_http_body(const lapi_http *http, lapi_buffer buffers[2],
                          lapi_slice *out, lap_error *error) LAP_MUST_USE;

#endif
