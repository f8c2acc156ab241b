/* Start, the second hand, stop. */
#include "server/http.h"
#include "server/stream.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* What is served: each started after what stands above it. */
typedef struct server {
    serve_state state;
    serve_hand hand; /* of this thread, which catches up */
    serve_work *work;
    serve_http *http;
    sigset_t ends; /* signals that end it */
} server;

static lap_status start(server *s, const serve_options *options, unsigned *port,
                        lap_error *error)
{
    lap_status status = serve_state_open(&s->state, options, error);
    if (status == LAP_OK)
        status = serve_hand_open(&s->hand, options, error);
    if (status == LAP_OK)
        status = serve_work_start(&s->state, &s->work, error);
    if (status == LAP_OK)
        status = serve_http_start(&s->state, s->work, &s->http, port, error);
    return status;
}

/* The threads first: what they answer is suspended until they have. */
static void stop(server *s)
{
    if (s->work)
        serve_work_stop(s->work);
    if (s->http)
        serve_http_stop(s->http);
    serve_hand_close(&s->hand);
    serve_state_close(&s->state);
}

/* Waits so long for a signal that ends it. */
static bool is_ended(const server *s, long ms)
{
    struct timespec wait = {ms / 1000, ms % 1000 * 1000000};
    int signal;
    do {
        signal = sigtimedwait(&s->ends, NULL, &wait);
    } while (signal < 0 && errno == EINTR);
    return signal > 0;
}

static void log_start(const server *s, unsigned port)
{
    const serve_options *options = s->state.options;
    serve_buffer line = {0};
    const char *colon = strrchr(options->listen, ':');
    bool is_local = strncmp(options->listen, "127.", 4) == 0 ||
                    strncmp(options->listen, "[::1]", 5) == 0;
    serve_log_begin(&line, "info", "listening");
    serve_put_format(&line, " url=http://%.*s:%u/ threads=%u",
                     (int)(colon - options->listen), options->listen, port,
                     options->threads);
    serve_log_pair(&line, "writing", options->write_token ? "yes" : "no");
    serve_log_end(&line);
    if (!is_local && !options->read_token)
        serve_log("warning", "open to other machines without --read-token", NULL, NULL);
}

/* A store that cannot be read now may be later: it is told once, then again when it
 * changes. */
static void keep_up(server *s, lap_error *told)
{
    lap_error error = {.status = LAP_OK};
    lap_status status = serve_catch_up(&s->state, s->hand.store, &error);
    if (status && !error.text[0])
        snprintf(error.text, sizeof error.text, "%s", lap_status_name(status));
    if (status == LAP_OK)
        error.text[0] = '\0';
    if (strcmp(told->text, error.text) == 0)
        return;
    *told = error;
    if (status)
        serve_log("error", "store", "error", error.text);
    else
        serve_log("info", "the store can be read again", NULL, NULL);
}

/* What is under way gets its answer; streams end. */
static void wind_down(server *s)
{
    uint64_t until = serve_clock_us() + SERVE_STOP_SECONDS * UINT64_C(1000000);
    serve_log("info", "stopping", NULL, NULL);
    atomic_store(&s->state.is_stopping, true);
    while (!serve_http_drain(s->http) && serve_clock_us() < until) {
        serve_streams_beat(s->state.streams, true);
        serve_http_sweep(s->http);
        is_ended(s, 20);
    }
}

static void serve(server *s)
{
    lap_error told = {.status = LAP_OK};
    keep_up(s, &told);
    if (atomic_load(&s->state.is_ready))
        serve_log("info", "ready", NULL, NULL);
    while (!is_ended(s, 1000)) {
        keep_up(s, &told);
        serve_http_sweep(s->http);
        serve_streams_beat(s->state.streams, false);
    }
    wind_down(s);
}

lap_status serve_run(const serve_options *options, lap_error *error)
{
    server s = {.http = NULL};
    unsigned port;
    sigset_t before;
    sigemptyset(&s.ends);
    sigaddset(&s.ends, SIGTERM);
    sigaddset(&s.ends, SIGINT);
    /* Before there are threads, so that all of them leave signals to this one. */
    pthread_sigmask(SIG_BLOCK, &s.ends, &before);
    signal(SIGPIPE, SIG_IGN);
    lap_status status = start(&s, options, &port, error);
    if (status == LAP_OK) {
        log_start(&s, port);
        serve(&s);
    }
    stop(&s);
    if (status == LAP_OK)
        serve_log("info", "stopped", NULL, NULL);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}
