/* The seam to libxml2: a page of HTML, however broken, as elements that open and close
 * and text between them. No other file includes libxml2.
 *
 * Every element that opens is closed. Text comes in pieces, entities resolved, UTF-8.
 * Time is linear in the page but for end tags that match nothing, each of which looks
 * through the open elements (at most LAPI_PAGE_DEPTH_MAX). */
#ifndef LAPI_INTAKE_HTML_H
#define LAPI_INTAKE_HTML_H

#include "base/slice.h"

#include <lapwing/status.h>

typedef struct lapi_html_handler {
    void *context;
    /* Names are lower case and NUL-terminated; attributes are name, value, name, value
     * ..., NULL (a value may be NULL, `attributes` too). Anything but LAP_OK ends the
     * reading with it. */
    lap_status (*open)(void *context, const char *name, const char *const *attributes);
    lap_status (*close)(void *context, const char *name);
    lap_status (*text)(void *context, const char *at, uint32_t bytes);
} lapi_html_handler;

/* Reads a page of valid UTF-8 without NUL, whatever charset it declares. LAP_TOO_LARGE:
 * more than LAPI_PAGE_DEPTH_MAX elements open at once; else what the handler said. */
lap_status lapi_html_read(lapi_slice page, const lapi_html_handler *handler,
                          lap_error *error) LAP_MUST_USE;

/* The code point of an entity of HTML, "eacute"; 0 if there is none. */
uint32_t lapi_html_entity(const char *name);

#endif
