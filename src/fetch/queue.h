/* Addresses that wait to be fetched: the one that is ready first goes first; of those
 * that are ready feeds before pages, and who was added first. */
#ifndef LAPI_FETCH_QUEUE_H
#define LAPI_FETCH_QUEUE_H

#include "fetch/url.h"

#include <lapwing/status.h>

typedef struct lapi_task {
    char *url;       /* owned, not ended by NUL */
    uint32_t bytes;  /* of it */
    uint32_t feed;   /* whose it is */
    uint64_t host;   /* hash of its origin */
    uint64_t number; /* of those that were added */
    int64_t ready;   /* not before */
    uint32_t tries;  /* that failed */
    bool is_page;    /* linked by the feed; else the feed itself */
} lapi_task;

static inline lapi_slice lapi_task_url(const lapi_task *task)
{
    return lapi_slice_of(task->url, task->bytes);
}

typedef struct lapi_queue {
    lapi_task *at;
    uint32_t count, capacity, pages;
    uint64_t added;
} lapi_queue;

void lapi_queue_clear(lapi_queue *queue);

/* Adds an address. LAP_NO_MEMORY; LAP_TOO_LARGE: LAPI_QUEUE_MAX pages wait. */
lap_status lapi_queue_add(lapi_queue *queue, const lapi_url *url, uint32_t feed,
                          bool is_page, int64_t ready) LAP_MUST_USE;

/* The next; its index, or UINT32_MAX if there is none. O(tasks). */
uint32_t lapi_queue_next(const lapi_queue *queue, int64_t now);

/* No task of this one's host before `ready`. O(tasks). */
void lapi_queue_hold(lapi_queue *queue, uint32_t task, int64_t ready);

/* Takes a task out; its address is the caller's then, to be freed. */
lapi_task lapi_queue_take(lapi_queue *queue, uint32_t task);

/* Puts it back, later; it keeps its number. */
void lapi_queue_return(lapi_queue *queue, lapi_task task);

#endif
