#include "pipeline/window.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct lapi_window {
    pthread_mutex_t lock;
    pthread_cond_t ready; /* something to work on, or the end */
    pthread_cond_t done;  /* something is done */
    char *items;
    size_t item_bytes;
    uint32_t item_count;
    bool *is_done; /* [item_count] */
    uint64_t claimed, begun,
        taken; /* taken <= begun <= claimed <= taken + item_count */
    bool is_over;
    lapi_window_work *work;
    void *context;
    uint32_t thread_count, next_thread;
    pthread_t *threads; /* [thread_count] */
};

static void *item_at(const lapi_window *window, uint64_t number)
{
    return window->items + (size_t)(number % window->item_count) * window->item_bytes;
}

static void *run_thread(void *argument)
{
    lapi_window *window = argument;
    pthread_mutex_lock(&window->lock);
    uint32_t thread = window->next_thread++;
    for (;;) {
        while (window->begun == window->claimed && !window->is_over)
            pthread_cond_wait(&window->ready, &window->lock);
        if (window->is_over)
            break;
        uint64_t number = window->begun++;
        pthread_mutex_unlock(&window->lock);
        window->work(window->context, thread, item_at(window, number));
        pthread_mutex_lock(&window->lock);
        window->is_done[number % window->item_count] = true;
        pthread_cond_signal(&window->done);
    }
    pthread_mutex_unlock(&window->lock);
    return NULL;
}

lap_status lapi_window_new(uint32_t threads, void *items, uint32_t item_count,
                           size_t item_bytes, lapi_window_work *work, void *context,
                           lapi_window **out)
{
    if (threads == 0 || threads > LAPI_WINDOW_THREADS_MAX || item_count == 0)
        return LAP_BAD_ARGUMENT;
    lapi_window *window = calloc(1, sizeof *window);
    if (!window)
        return LAP_NO_MEMORY;
    window->items = items;
    window->item_count = item_count;
    window->item_bytes = item_bytes;
    window->work = work;
    window->context = context;
    pthread_mutex_init(&window->lock, NULL);
    pthread_cond_init(&window->ready, NULL);
    pthread_cond_init(&window->done, NULL);
    window->is_done = calloc(item_count, sizeof *window->is_done);
    window->threads = calloc(threads, sizeof *window->threads);
    while (window->is_done && window->threads && window->thread_count < threads) {
        if (pthread_create(&window->threads[window->thread_count], NULL, run_thread,
                           window))
            break;
        window->thread_count++;
    }
    if (window->thread_count < threads) {
        lapi_window_free(window);
        return LAP_NO_MEMORY;
    }
    *out = window;
    return LAP_OK;
}

void lapi_window_free(lapi_window *window)
{
    if (!window)
        return;
    pthread_mutex_lock(&window->lock);
    window->is_over = true;
    pthread_cond_broadcast(&window->ready);
    pthread_mutex_unlock(&window->lock);
    for (uint32_t i = 0; i < window->thread_count; i++)
        pthread_join(window->threads[i], NULL);
    pthread_cond_destroy(&window->done);
    pthread_cond_destroy(&window->ready);
    pthread_mutex_destroy(&window->lock);
    free(window->threads);
    free(window->is_done);
    free(window);
}

void *lapi_window_claim(lapi_window *window)
{
    return window->claimed - window->taken < window->item_count
               ? item_at(window, window->claimed)
               : NULL;
}

void lapi_window_submit(lapi_window *window)
{
    pthread_mutex_lock(&window->lock);
    window->is_done[window->claimed % window->item_count] = false;
    window->claimed++;
    pthread_cond_signal(&window->ready);
    pthread_mutex_unlock(&window->lock);
}

void *lapi_window_oldest(lapi_window *window)
{
    if (window->taken == window->claimed)
        return NULL;
    pthread_mutex_lock(&window->lock);
    while (!window->is_done[window->taken % window->item_count])
        pthread_cond_wait(&window->done, &window->lock);
    pthread_mutex_unlock(&window->lock);
    return item_at(window, window->taken);
}

void lapi_window_release(lapi_window *window)
{
    window->taken++;
}
