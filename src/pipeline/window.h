/* Work on many items by threads, with results in the order in which they came in.
 *
 *   items     [done][done][busy][busy][ready][free][free]      a ring of fixed size
 *              ^oldest                         ^claim
 *
 * One caller claims free items, fills and submits them, and takes the oldest back when
 * it is done; threads do the work between. Memory is that of the ring, however many
 * items pass through. This is the only file that knows of threads. */
#ifndef LAPI_PIPELINE_WINDOW_H
#define LAPI_PIPELINE_WINDOW_H

#include <lapwing/status.h>

#define LAPI_WINDOW_THREADS_MAX 256u

typedef struct lapi_window lapi_window;

/* Does the work of one item; `thread` is 0 .. threads - 1. */
typedef void lapi_window_work(void *context, uint32_t thread, void *item);

/* Items are `items` + i * item_bytes, i < item_count; they are the caller's and must
 * outlive the window. */
lap_status lapi_window_new(uint32_t threads, void *items, uint32_t item_count,
                           size_t item_bytes, lapi_window_work *work, void *context,
                           lapi_window **out) LAP_MUST_USE;

/* Waits for the threads; items submitted but not taken back are done or never begun. */
void lapi_window_free(lapi_window *window);

/* The next free item, NULL when all are in use: then take the oldest first. */
void *lapi_window_claim(lapi_window *window);
/* Hands the claimed item to the threads. */
void lapi_window_submit(lapi_window *window);
/* The oldest item once it is done (waits for it); NULL when none is under way. */
void *lapi_window_oldest(lapi_window *window);
/* Gives the oldest item back. */
void lapi_window_release(lapi_window *window);

#endif
