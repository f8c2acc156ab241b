/* Polling a list of feeds: each when it is due, the pages that they link to after it.
 *
 *   due --fetch--> feed --take--> links --fetch--> pages --take-->
 *         304: nothing            what is known of each address is got and put by url
 *
 * A feed counts as polled when its pages are in: what is killed on the way is fetched
 * again, and nothing is lost. */
#ifndef LAPI_FETCH_POLL_H
#define LAPI_FETCH_POLL_H

#include "base/buffer.h"
#include "fetch/fetch.h"

/* What is known of an address between two runs; all zero: nothing. */
typedef struct lapi_fetch_state {
    lapi_slice etag, modified; /* to ask whether it has changed */
    int64_t due;               /* in seconds since 1970; LAPI_DUE_NEVER */
    uint32_t failures;         /* one after the other */
} lapi_fetch_state;

#define LAPI_DUE_NEVER INT64_MAX

/* The caller's side. A status but LAP_OK ends the poll. */
typedef struct lapi_poll_hooks {
    /* Texts of *out are borrowed until the next call. */
    lap_status (*get)(void *context, lapi_slice url, lapi_fetch_state *out);
    lap_status (*put)(void *context, lapi_slice url, const lapi_fetch_state *state);
    /* What was fetched: a feed or a page. Adds the addresses that a feed links to, if
     * they are to be fetched, each with a newline. */
    lap_status (*take)(void *context, const lapi_feed_config *feed, bool is_page,
                       const lapi_answer *answer, lapi_buffer *links);
    lap_status (*tell)(void *context, lapi_slice url, const char *what);
    void *context;
} lapi_poll_hooks;

typedef struct lapi_poll_counts {
    uint64_t feeds, pages; /* fetched */
    uint64_t unchanged;    /* feeds */
    uint64_t waiting;      /* feeds that are not due yet, and stay so */
    uint64_t failures;
} lapi_poll_counts;

/* Polls the feeds that are due, or for ever all when they are, until the clock says
 * stop, which is LAP_OK too. LAP_NO_MEMORY, LAP_NO_FILE (no libcurl), or what a hook
 * says. Memory: an answer, and LAPI_QUEUE_MAX addresses. */
lap_status lapi_poll(const lapi_feeds *list, bool is_once, lapi_clock clock,
                     const lapi_poll_hooks *hooks, lapi_poll_counts *counts,
                     lap_error *error) LAP_MUST_USE;

#endif
