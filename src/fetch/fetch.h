/* Fetching over HTTP, politely: robots.txt is kept to, a host is left its pause between
 * two requests, answers have limits of size and time, networks behind ours are shut.
 *
 *   lapi_fetch(url) -> robots.txt of its host, once a day -> pause -> request
 *                      ^------------ redirect, at most LAPI_REDIRECTS_MAX
 *
 * The clock is the caller's. One thread at a time. Memory: one answer, and what
 * robots.txt says of LAPI_HOSTS_MAX hosts. */
#ifndef LAPI_FETCH_FETCH_H
#define LAPI_FETCH_FETCH_H

#include "fetch/config.h"
#include "fetch/url.h"

/* Milliseconds since 1970. wait() comes back after `ms`, also 0, or sooner with false:
 * the user wants to stop. It is asked again and again while an answer comes in. */
typedef struct lapi_clock {
    int64_t (*now)(void *context);
    bool (*wait)(void *context, int64_t ms);
    void *context;
} lapi_clock;

enum lapi_outcome {
    LAPI_FETCHED,
    LAPI_UNCHANGED, /* since the validators of the request */
    LAPI_LATER,     /* it failed, and may not the next time */
    LAPI_REFUSED,   /* by the host, by robots.txt, or by us */
    LAPI_STOPPED    /* by the user */
};

/* Validators of an earlier answer; 0 bytes: none. */
typedef struct lapi_request {
    const lapi_url *url;
    lapi_slice etag, modified;
} lapi_request;

/* Borrowed until the next request. */
typedef struct lapi_answer {
    enum lapi_outcome outcome;
    long status; /* of HTTP; 0: no answer */
    lapi_slice body, type, etag, modified;
    const lapi_url *url; /* where it came from in the end */
    int64_t later_ms;    /* the host asks to wait so long; 0: it does not say */
    char why[160];       /* of LATER and REFUSED */
} lapi_answer;

typedef struct lapi_fetcher lapi_fetcher;

/* Settings are those of the list, which must outlive the fetcher. LAP_NO_MEMORY;
 * LAP_NO_FILE: libcurl is not on this machine. */
lap_status lapi_fetcher_new(const lapi_feeds *settings, lapi_clock clock,
                            lapi_fetcher **out, lap_error *error) LAP_MUST_USE;
void lapi_fetcher_free(lapi_fetcher *fetcher);

/* An address made whole, see lapi_url_read. */
const char *lapi_fetcher_url(const lapi_fetcher *fetcher, const lapi_url *base,
                             lapi_slice text, lapi_url *out);

/* When this host may be asked again; a time that is past where it may be now. */
int64_t lapi_fetcher_ready(const lapi_fetcher *fetcher, const lapi_url *url);

/* Fetches an address, waiting where it must. What fails is in the answer; LAP_NO_MEMORY
 * alone is a status. */
lap_status lapi_fetch(lapi_fetcher *fetcher, const lapi_request *request,
                      lapi_answer *out) LAP_MUST_USE;

#endif
