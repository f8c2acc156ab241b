/* What is known of the hosts that were asked: robots.txt, and when each may be asked
 * again. Of more than LAPI_HOSTS_MAX those that nobody waits for are forgotten. */
#ifndef LAPI_FETCH_HOST_H
#define LAPI_FETCH_HOST_H

#include "fetch/robots.h"
#include "fetch/url.h"

typedef struct lapi_host {
    char *origin; /* ended by NUL */
    uint64_t key; /* its hash */
    lapi_robots robots;
    int64_t robots_until; /* when robots.txt is read again; past: it is none yet */
    int64_t next;         /* no request before */
    uint32_t failures;    /* one after the other */
    int64_t shut_until;   /* after too many: it is not asked before */
} lapi_host;

typedef struct lapi_hosts {
    lapi_host *at;
    uint32_t count, capacity;
} lapi_hosts;

void lapi_hosts_clear(lapi_hosts *hosts);

/* The host of an address; NULL if it is not known. Valid until one is added.
 * O(hosts). */
lapi_host *lapi_hosts_find(const lapi_hosts *hosts, const lapi_url *url);

/* The same; one that is not known is added. NULL: memory is out. */
lapi_host *lapi_hosts_get(lapi_hosts *hosts, const lapi_url *url, int64_t now);

#endif
