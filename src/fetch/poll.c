#include "fetch/poll.h"

#include "base/status.h"
#include "fetch/pace.h"
#include "fetch/queue.h"

#include <stdlib.h>

#define SECOND            INT64_C(1000)
#define RETRY_MS          (2 * SECOND)   /* the first try again, in a run */
#define RETRY_MS_MAX      (300 * SECOND) /* what takes longer is for another poll */
#define POLL_MS_MAX       (24 * 3600 * SECOND) /* of feeds that fail and fail */
#define PAGE_MS           (3600 * SECOND)      /* a page that failed, at first */
#define PAGE_FAILURES_MAX 5u

/* A feed under way. */
typedef struct visit {
    lapi_buffer etag, modified; /* put when its pages are in */
    uint32_t pages;             /* that wait */
    bool is_short;              /* some did not come: it is to be read again */
} visit;

typedef struct poll {
    const lapi_feeds *list;
    bool is_once;
    lapi_clock clock;
    const lapi_poll_hooks *hooks;
    lapi_poll_counts *counts;
    lapi_fetcher *fetcher;
    lapi_queue queue;
    visit *visits; /* [feed] */
    lapi_buffer links;
    lapi_url url; /* of the task under way */
    bool is_stopped;
} poll;

static int64_t now(const poll *p)
{
    return p->clock.now(p->clock.context);
}

static lap_status get(poll *p, lapi_slice url, lapi_fetch_state *state)
{
    *state = (lapi_fetch_state){0};
    return p->hooks->get(p->hooks->context, url, state);
}

static lap_status put(poll *p, lapi_slice url, const lapi_fetch_state *state)
{
    return p->hooks->put(p->hooks->context, url, state);
}

static lap_status tell(poll *p, lapi_slice url, const char *what)
{
    p->counts->failures++;
    return p->hooks->tell(p->hooks->context, url, what);
}

/* What was put is not trusted: a time that is none has come. */
static int64_t ready_of(const lapi_fetch_state *state)
{
    bool is_time = state->due > 0 && state->due < INT64_MAX / SECOND;
    return is_time ? state->due * SECOND : 0;
}

static int64_t seconds(int64_t ms)
{
    return ms / SECOND + (ms % SECOND > 0);
}

/* Adds a feed that is due at `ready`. */
static lap_status add_feed(poll *p, uint32_t feed, int64_t ready)
{
    lapi_slice url = p->list->feeds[feed].url;
    const char *fault = lapi_fetcher_url(p->fetcher, NULL, url, &p->url);
    if (fault)
        return tell(p, url, fault);
    return lapi_queue_add(&p->queue, &p->url, feed, false, ready);
}

static lap_status add_feeds(poll *p)
{
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < p->list->count; i++) {
        lapi_fetch_state state;
        if (!p->list->feeds[i].is_enabled)
            continue;
        status = get(p, p->list->feeds[i].url, &state);
        if (status)
            return status;
        if (p->is_once && ready_of(&state) > now(p))
            p->counts->waiting++;
        else
            status = add_feed(p, i, ready_of(&state));
    }
    return status;
}

/* A feed and its pages are done: what is known of it is put, and it waits anew. */
static lap_status end_visit(poll *p, uint32_t feed, uint32_t failures, int64_t later_ms)
{
    const lapi_feed_config *f = &p->list->feeds[feed];
    visit *v = &p->visits[feed];
    int64_t every = f->every_s * SECOND;
    int64_t wait = failures ? lapi_pace_retry(f->url, failures, 2 * every,
                                              every < POLL_MS_MAX ? POLL_MS_MAX : every)
                            : lapi_pace_poll(f->url, every);
    if (wait < later_ms)
        wait = later_ms;
    lapi_fetch_state state = {.due = seconds(now(p) + wait), .failures = failures};
    if (!v->is_short && !v->etag.failed && !v->modified.failed) {
        state.etag = lapi_buffer_text(&v->etag);
        state.modified = lapi_buffer_text(&v->modified);
    }
    lap_status status = put(p, f->url, &state);
    v->is_short = false;
    if (status == LAP_OK && !p->is_once)
        status = add_feed(p, feed, state.due * SECOND);
    return status;
}

static void keep_validators(visit *v, lapi_slice etag, lapi_slice modified)
{
    lapi_buffer_reset(&v->etag);
    lapi_buffer_reset(&v->modified);
    lapi_buffer_slice(&v->etag, etag);
    lapi_buffer_slice(&v->modified, modified);
}

/* One page less to wait for. */
static lap_status end_page(poll *p, uint32_t feed)
{
    visit *v = &p->visits[feed];
    return --v->pages ? LAP_OK : end_visit(p, feed, 0, 0);
}

/* Adds a page that a feed links to, if it is not known yet. */
static lap_status add_link(poll *p, uint32_t feed, const lapi_url *base,
                           lapi_slice link)
{
    visit *v = &p->visits[feed];
    lapi_fetch_state state;
    const char *fault = lapi_fetcher_url(p->fetcher, base, link, &p->url);
    if (fault)
        return tell(p, link, fault);
    lap_status status = get(p, lapi_url_text(&p->url), &state);
    if (status)
        return status;
    if (state.due > now(p) / SECOND) {
        v->is_short |= state.due != LAPI_DUE_NEVER; /* it failed, and may come */
        return LAP_OK;
    }
    if (v->pages == LAPI_FEED_PAGES_MAX)
        return LAP_TOO_LARGE;
    status = lapi_queue_add(&p->queue, &p->url, feed, true, 0);
    v->pages += status == LAP_OK;
    return status;
}

static lap_status add_links(poll *p, uint32_t feed, const lapi_url *base)
{
    lap_status status = LAP_OK;
    lapi_slice rest = lapi_buffer_text(&p->links), link;
    while (status == LAP_OK && lapi_slice_cut(&rest, '\n', &link))
        if (link.bytes)
            status = add_link(p, feed, base, link);
    if (status != LAP_TOO_LARGE)
        return status;
    p->visits[feed].is_short = true;
    return tell(p, p->list->feeds[feed].url,
                "too many pages wait; the rest at its next poll");
}

static lap_status take_feed(poll *p, const lapi_task *task, const lapi_answer *answer)
{
    visit *v = &p->visits[task->feed];
    lapi_buffer_reset(&p->links);
    keep_validators(v, answer->etag, answer->modified);
    lap_status status = p->hooks->take(p->hooks->context, &p->list->feeds[task->feed],
                                       false, answer, &p->links);
    if (status == LAP_OK && p->links.failed)
        status = LAP_NO_MEMORY;
    if (status == LAP_OK)
        status = add_links(p, task->feed, answer->url);
    p->counts->feeds++;
    if (status || v->pages)
        return status;
    return end_visit(p, task->feed, 0, 0);
}

static lap_status take_page(poll *p, const lapi_task *task, const lapi_answer *answer)
{
    lapi_fetch_state state = {.due = LAPI_DUE_NEVER};
    lap_status status = p->hooks->take(p->hooks->context, &p->list->feeds[task->feed],
                                       true, answer, &p->links);
    p->counts->pages++;
    if (status == LAP_OK)
        status = put(p, lapi_task_url(task), &state);
    return status ? status : end_page(p, task->feed);
}

/* It did not come, and is not tried again in this run. */
static lap_status give_up(poll *p, const lapi_task *task, const lapi_answer *answer,
                          uint32_t failures)
{
    lapi_slice url = lapi_task_url(task);
    bool may_come = answer->outcome == LAPI_LATER && failures + 1 < PAGE_FAILURES_MAX;
    lap_status status = tell(p, url, answer->why);
    if (status)
        return status;
    if (!task->is_page) {
        p->visits[task->feed].is_short = false;
        return end_visit(p, task->feed, failures + 1, answer->later_ms);
    }
    int64_t wait = lapi_pace_retry(url, failures + 1, PAGE_MS, POLL_MS_MAX);
    lapi_fetch_state state = {.due = LAPI_DUE_NEVER, .failures = failures + 1};
    if (may_come) {
        state.due =
            seconds(now(p) + (wait < answer->later_ms ? answer->later_ms : wait));
        p->visits[task->feed].is_short = true;
    }
    status = put(p, url, &state);
    return status ? status : end_page(p, task->feed);
}

/* Tries again soon, if that is worth it. Takes the address of the task where it does.
 */
static bool try_again(poll *p, lapi_task *task, const lapi_answer *answer)
{
    lapi_slice url = lapi_task_url(task);
    if (answer->outcome != LAPI_LATER || task->tries == p->list->retries)
        return false;
    int64_t wait = lapi_pace_retry(url, ++task->tries, RETRY_MS, RETRY_MS_MAX);
    if (wait < answer->later_ms)
        wait = answer->later_ms;
    if (wait > RETRY_MS_MAX)
        return false;
    task->ready = now(p) + wait;
    lapi_queue_return(&p->queue, *task);
    task->url = NULL;
    return true;
}

/* p->url is the task's. */
static lap_status run_task(poll *p, lapi_task *task)
{
    lapi_slice key =
        task->is_page ? lapi_task_url(task) : p->list->feeds[task->feed].url;
    visit *v = &p->visits[task->feed];
    lapi_fetch_state state;
    lapi_answer answer;
    lap_status status = get(p, key, &state);
    if (status)
        return status;
    if (task->is_page && state.due > now(p) / SECOND) /* another feed had it, too */
        return end_page(p, task->feed);
    lapi_request request = {.url = &p->url};
    if (!task->is_page) {
        keep_validators(v, state.etag, state.modified);
        request.etag = lapi_buffer_text(&v->etag);
        request.modified = lapi_buffer_text(&v->modified);
    }
    status = lapi_fetch(p->fetcher, &request, &answer);
    if (status)
        return status;
    p->is_stopped = answer.outcome == LAPI_STOPPED;
    if (p->is_stopped || try_again(p, task, &answer))
        return LAP_OK;
    if (answer.outcome == LAPI_FETCHED)
        return task->is_page ? take_page(p, task, &answer)
                             : take_feed(p, task, &answer);
    if (answer.outcome != LAPI_UNCHANGED)
        return give_up(p, task, &answer, state.failures);
    p->counts->unchanged++;
    return end_visit(p, task->feed, 0, 0);
}

/* Waits for the next task and runs it. */
static lap_status step(poll *p)
{
    uint32_t next = lapi_queue_next(&p->queue, now(p));
    lapi_task *task = &p->queue.at[next];
    if (lapi_fetcher_url(p->fetcher, NULL, lapi_task_url(task), &p->url))
        return LAP_NO_MEMORY; /* it was whole when it was added */
    int64_t ready = lapi_fetcher_ready(p->fetcher, &p->url);
    if (ready > task->ready && ready > now(p)) {
        lapi_queue_hold(&p->queue, next, ready);
        return LAP_OK;
    }
    int64_t wait = task->ready - now(p);
    if (!p->clock.wait(p->clock.context, wait > 0 ? wait : 0)) {
        p->is_stopped = true;
        return LAP_OK;
    }
    lapi_task taken = lapi_queue_take(&p->queue, next);
    lap_status status = run_task(p, &taken);
    free(taken.url);
    return status;
}

static void clear(poll *p)
{
    for (uint32_t i = 0; p->visits && i < p->list->count; i++) {
        lapi_buffer_clear(&p->visits[i].etag);
        lapi_buffer_clear(&p->visits[i].modified);
    }
    free(p->visits);
    lapi_buffer_clear(&p->links);
    lapi_queue_clear(&p->queue);
    lapi_fetcher_free(p->fetcher);
}

lap_status lapi_poll(const lapi_feeds *list, bool is_once, lapi_clock clock,
                     const lapi_poll_hooks *hooks, lapi_poll_counts *counts,
                     lap_error *error)
{
    *counts = (lapi_poll_counts){0};
    poll p = {.list = list,
              .is_once = is_once,
              .clock = clock,
              .hooks = hooks,
              .counts = counts};
    lap_status status = lapi_fetcher_new(list, clock, &p.fetcher, error);
    if (status)
        return status;
    p.visits = calloc((size_t)list->count + 1, sizeof *p.visits);
    if (!p.visits)
        status = lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    if (status == LAP_OK)
        status = add_feeds(&p);
    while (status == LAP_OK && p.queue.count && !p.is_stopped)
        status = step(&p);
    clear(&p);
    return status;
}
