#include "fetch/host.h"

#include "base/grow.h"
#include "base/hash.h"
#include "base/limits.h"

static void forget(lapi_host *host)
{
    free(host->origin);
    lapi_robots_clear(&host->robots);
}

void lapi_hosts_clear(lapi_hosts *hosts)
{
    for (uint32_t i = 0; i < hosts->count; i++)
        forget(&hosts->at[i]);
    free(hosts->at);
    *hosts = (lapi_hosts){0};
}

static uint64_t key_of(lapi_slice origin)
{
    return lapi_hash(LAPI_HASH_START, origin.at, origin.bytes);
}

lapi_host *lapi_hosts_find(const lapi_hosts *hosts, const lapi_url *url)
{
    lapi_slice origin = lapi_url_origin(url);
    uint64_t key = key_of(origin);
    for (uint32_t i = 0; i < hosts->count; i++)
        if (hosts->at[i].key == key && lapi_slice_is(origin, hosts->at[i].origin))
            return &hosts->at[i];
    return NULL;
}

/* Makes room: those go whose pause is over; if none is, the one that is asked last. */
static void make_room(lapi_hosts *hosts, int64_t now)
{
    uint32_t kept = 0, last = 0;
    for (uint32_t i = 0; i < hosts->count; i++) {
        if (hosts->at[i].next <= now)
            forget(&hosts->at[i]);
        else
            hosts->at[kept++] = hosts->at[i];
    }
    hosts->count = kept;
    if (kept < LAPI_HOSTS_MAX)
        return;
    for (uint32_t i = 1; i < kept; i++)
        if (hosts->at[i].next > hosts->at[last].next)
            last = i;
    forget(&hosts->at[last]);
    hosts->at[last] = hosts->at[--hosts->count];
}

lapi_host *lapi_hosts_get(lapi_hosts *hosts, const lapi_url *url, int64_t now)
{
    lapi_host *host = lapi_hosts_find(hosts, url);
    if (host)
        return host;
    if (hosts->count == LAPI_HOSTS_MAX)
        make_room(hosts, now);
    lapi_host *at = lapi_grow(hosts->at, hosts->count, &hosts->capacity, sizeof *at);
    if (!at)
        return NULL;
    hosts->at = at;
    lapi_slice origin = lapi_url_origin(url);
    char *copy = malloc((size_t)origin.bytes + 1);
    if (!copy)
        return NULL;
    memcpy(copy, origin.at, origin.bytes);
    copy[origin.bytes] = '\0';
    host = &hosts->at[hosts->count++];
    *host = (lapi_host){.origin = copy, .key = key_of(origin)};
    return host;
}
