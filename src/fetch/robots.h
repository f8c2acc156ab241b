/* robots.txt as RFC 9309 has it: which paths of a host a program may fetch.
 *
 *   User-agent: *        groups of this program's name, all joined; else those of *;
 *   Disallow: /a*b$      the longest pattern that fits decides, of two as long the one
 *   Allow: /a/c          that allows; * is any run of bytes, $ the path's end
 *
 * Paths and patterns are compared with their escapes made alike: %7E is ~, é %C3%A9. */
#ifndef LAPI_FETCH_ROBOTS_H
#define LAPI_FETCH_ROBOTS_H

#include "base/buffer.h"

#include <lapwing/status.h>

typedef struct lapi_robots {
    struct lapi_robots_rule *rules;
    uint32_t count, capacity;
    lapi_buffer patterns; /* of the rules, one after the other */
    double crawl_delay_s; /* 0: not said */
} lapi_robots;

/* The name that groups are sought for: the start of a user agent, "lapwing" of
 * "lapwing/1.0 (...)". 0 bytes where it begins with none. */
lapi_slice lapi_robots_name(lapi_slice user_agent);

/* Reads what concerns `name` of a file, of any bytes; LAPI_ROBOTS_BYTES_MAX of it. A
 * zeroed struct allows everything. O(bytes). LAP_NO_MEMORY. */
lap_status lapi_robots_read(lapi_slice file, lapi_slice name,
                            lapi_robots *out) LAP_MUST_USE;
void lapi_robots_clear(lapi_robots *robots);

/* May this path (with its query, from the "/") be fetched? /robots.txt always may.
 * O(rules * path); a path is at most LAPI_URL_BYTES_MAX, a longer one may not. */
bool lapi_robots_allow(const lapi_robots *robots, lapi_slice path);

#endif
