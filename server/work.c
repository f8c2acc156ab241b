#include "server/work.h"

#include <stdlib.h>

typedef struct queue {
    serve_task *first, **last;
    unsigned count;
} queue;

typedef struct worker {
    serve_work *work;
    pthread_t thread;
    serve_hand hand;
    bool is_running;
} worker;

struct serve_work {
    serve_state *state;
    pthread_mutex_t lock;
    pthread_cond_t change;
    queue quick, slow;
    unsigned slow_running, slow_max;
    bool is_ending;
    unsigned count;
    worker workers[];
};

static void push(queue *q, serve_task *task)
{
    task->next = NULL;
    *q->last = task;
    q->last = &task->next;
    q->count++;
}

static serve_task *pop(queue *q)
{
    serve_task *task = q->first;
    q->first = task->next;
    if (!q->first)
        q->last = &q->first;
    q->count--;
    return task;
}

/* The next task; NULL: there will be none. The lock is held. */
static serve_task *next_task(serve_work *work, bool *is_slow)
{
    for (;;) {
        *is_slow = !work->quick.first;
        if (work->quick.first)
            return pop(&work->quick);
        if (work->slow.first && work->slow_running < work->slow_max)
            return pop(&work->slow);
        if (work->is_ending && !work->slow.first)
            return NULL;
        pthread_cond_wait(&work->change, &work->lock);
    }
}

/* Under too much load what nobody waits for is not worked on, and the rest is told. */
static void run(serve_task *task)
{
    uint64_t waited = (serve_clock_us() - task->given) / 1000000;
    bool is_late = waited >= SERVE_WAIT_SECONDS;
    if (!is_late && (waited < SERVE_PATIENT_SECONDS || !task->is_gone(task))) {
        serve_handle(task->call);
        return;
    }
    serve_problem(task->call->out, 503, NULL, "too much work is under way");
    serve_header(task->call->out, "Retry-After", "10");
}

static void *answer(void *context)
{
    worker *w = context;
    serve_work *work = w->work;
    bool is_slow;
    pthread_mutex_lock(&work->lock);
    for (serve_task *task; (task = next_task(work, &is_slow));) {
        work->slow_running += is_slow;
        pthread_mutex_unlock(&work->lock);
        task->call->hand = &w->hand;
        run(task);
        task->done(task);
        pthread_mutex_lock(&work->lock);
        work->slow_running -= is_slow;
        if (is_slow)
            pthread_cond_broadcast(&work->change);
    }
    pthread_mutex_unlock(&work->lock);
    return NULL;
}

lap_status serve_work_start(serve_state *state, serve_work **out, lap_error *error)
{
    unsigned count = state->options->threads;
    serve_work *work = calloc(1, sizeof *work + count * sizeof *work->workers);
    if (!work)
        return LAP_NO_MEMORY;
    work->state = state;
    work->count = count;
    work->slow_max = count > 1 ? count - 1 : 1;
    work->quick.last = &work->quick.first;
    work->slow.last = &work->slow.first;
    pthread_mutex_init(&work->lock, NULL);
    pthread_cond_init(&work->change, NULL);
    lap_status status = LAP_OK;
    for (unsigned i = 0; status == LAP_OK && i < count; i++) {
        worker *w = &work->workers[i];
        w->work = work;
        status = serve_hand_open(&w->hand, state->options, error);
        if (status == LAP_OK && pthread_create(&w->thread, NULL, answer, w))
            status = LAP_NO_MEMORY;
        w->is_running = status == LAP_OK;
    }
    if (status)
        serve_work_stop(work);
    else
        *out = work;
    return status;
}

void serve_work_stop(serve_work *work)
{
    pthread_mutex_lock(&work->lock);
    work->is_ending = true;
    pthread_cond_broadcast(&work->change);
    pthread_mutex_unlock(&work->lock);
    for (unsigned i = 0; i < work->count; i++) {
        if (work->workers[i].is_running)
            pthread_join(work->workers[i].thread, NULL);
        serve_hand_close(&work->workers[i].hand);
    }
    pthread_cond_destroy(&work->change);
    pthread_mutex_destroy(&work->lock);
    free(work);
}

bool serve_work_give(serve_work *work, serve_task *task)
{
    bool is_slow = task->call->route->flags & SERVE_IS_SLOW;
    task->given = serve_clock_us();
    pthread_mutex_lock(&work->lock);
    bool is_taken = !work->is_ending && (!is_slow || work->slow.count < SERVE_SLOW_MAX);
    if (is_taken) {
        push(is_slow ? &work->slow : &work->quick, task);
        pthread_cond_signal(&work->change);
    }
    pthread_mutex_unlock(&work->lock);
    return is_taken;
}
