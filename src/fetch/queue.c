#include "fetch/queue.h"

#include "base/grow.h"
#include "base/hash.h"

void lapi_queue_clear(lapi_queue *queue)
{
    for (uint32_t i = 0; i < queue->count; i++)
        free(queue->at[i].url);
    free(queue->at);
    *queue = (lapi_queue){0};
}

lap_status lapi_queue_add(lapi_queue *queue, const lapi_url *url, uint32_t feed,
                          bool is_page, int64_t ready)
{
    if (is_page && queue->pages == LAPI_QUEUE_MAX)
        return LAP_TOO_LARGE;
    /* One more than there are: what was taken out has its place when it comes back. */
    lapi_task *at =
        lapi_grow(queue->at, queue->count + 1, &queue->capacity, sizeof *at);
    if (!at)
        return LAP_NO_MEMORY;
    queue->at = at;
    char *text = malloc(url->bytes);
    if (!text)
        return LAP_NO_MEMORY;
    memcpy(text, url->text, url->bytes);
    queue->pages += is_page;
    queue->at[queue->count++] = (lapi_task){
        .url = text,
        .bytes = url->bytes,
        .feed = feed,
        .host = lapi_hash(LAPI_HASH_START, url->text, url->origin_bytes),
        .number = queue->added++,
        .ready = ready,
        .is_page = is_page,
    };
    return LAP_OK;
}

/* When a task's turn comes; all pages that are ready, and before them all feeds that
 * are, come at the same time. */
static int64_t turn_of(const lapi_task *task, int64_t now)
{
    int64_t first = task->is_page ? now : now - 1;
    return task->ready < first ? first : task->ready;
}

uint32_t lapi_queue_next(const lapi_queue *queue, int64_t now)
{
    uint32_t best = UINT32_MAX;
    int64_t best_turn = INT64_MAX;
    for (uint32_t i = 0; i < queue->count; i++) {
        int64_t turn = turn_of(&queue->at[i], now);
        bool is_better =
            best == UINT32_MAX || turn < best_turn ||
            (turn == best_turn && queue->at[i].number < queue->at[best].number);
        if (is_better) {
            best = i;
            best_turn = turn;
        }
    }
    return best;
}

void lapi_queue_hold(lapi_queue *queue, uint32_t task, int64_t ready)
{
    uint64_t host = queue->at[task].host;
    for (uint32_t i = 0; i < queue->count; i++)
        if (queue->at[i].host == host && queue->at[i].ready < ready)
            queue->at[i].ready = ready;
}

lapi_task lapi_queue_take(lapi_queue *queue, uint32_t task)
{
    lapi_task taken = queue->at[task];
    queue->at[task] = queue->at[--queue->count];
    queue->pages -= taken.is_page;
    return taken;
}

void lapi_queue_return(lapi_queue *queue, lapi_task task)
{
    queue->pages += task.is_page;
    queue->at[queue->count++] = task;
}
