/* The list of feeds that people write: YAML.
 *
 *   user_agent: "example-bot/1.0 (+https://example.org/bot)"
 *   feeds:
 *     - url: https://example.org/rss.xml       keys and values by a table (config.c);
 *       every: 15m                             what is wrong is told with its line
 */
#ifndef LAPI_FETCH_CONFIG_H
#define LAPI_FETCH_CONFIG_H

#include "base/arena.h"

typedef struct lapi_feed_config {
    lapi_slice url, publisher, language; /* publisher, language: 0 bytes: not said */
    uint32_t every_s;                    /* between two polls */
    uint32_t line;                       /* where it stands */
    bool follows_links; /* the linked pages are read, not what the feed says of them */
    bool is_enabled;
} lapi_feed_config;

typedef struct lapi_feeds {
    lapi_slice user_agent;
    uint32_t delay_ms;           /* between two requests to a host */
    uint32_t timeout_ms;         /* of a request */
    uint32_t connect_timeout_ms; /* of its start */
    uint32_t body_bytes_max;     /* of an answer, unpacked */
    uint32_t retries;            /* of a request, in a run */
    bool allows_private;         /* loopback and private networks too */
    lapi_feed_config *feeds;     /* [count], in the order of the list */
    uint32_t count;
} lapi_feeds;

/* Reads a list; everything lives in the arena. LAP_BAD_INPUT and LAP_TOO_LARGE: what is
 * wrong, with its line. O(bytes + feeds * log feeds). */
lap_status lapi_feeds_read(lapi_slice yaml, lapi_arena *arena, lapi_feeds *out,
                           lap_error *error) LAP_MUST_USE;

#endif
