/* The threads that answer, and the requests that wait for them. Quick ones are answered
 * first; slow ones never take all threads, and only so many wait. */
#ifndef LAPWING_SERVE_WORK_H
#define LAPWING_SERVE_WORK_H

#include "server/serve.h"

/* One request for a thread; `done` is called there when it is answered. `is_gone` asks
 * whether anybody still waits for that. */
typedef struct serve_task {
    serve_call *call;
    void (*done)(struct serve_task *task);
    bool (*is_gone)(struct serve_task *task);
    uint64_t given; /* when, by serve_clock_us */
    void *context;
    struct serve_task *next;
} serve_task;

typedef struct serve_work serve_work;

lap_status serve_work_start(serve_state *state, serve_work **out,
                            lap_error *error) LAP_MUST_USE;
/* Answers what waits, then ends the threads. */
void serve_work_stop(serve_work *work);

/* False: too many slow ones wait already, or it ends. */
bool serve_work_give(serve_work *work, serve_task *task);

#endif
