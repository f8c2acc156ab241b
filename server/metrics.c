/* Figures of the service, in the text format of Prometheus. */
#include "server/serve.h"

static const unsigned statuses[SERVE_STATUSES] = {
    200, 204, 304, 400, 401, 403, 404, 405, 409, 411, 413, 414, 415, 429, 500, 503, 0};
/* Bounds of the histogram, in microseconds. */
static const uint64_t bounds[SERVE_BOUNDS] = {1000,   2500,    5000,    10000,
                                              25000,  50000,   100000,  250000,
                                              500000, 1000000, 2500000, 10000000};

/* Behind the routes: the page, and what is no route. */
static const char *label_of(unsigned i)
{
    return i < SERVE_ROUTES    ? serve_routes[i].path
           : i == SERVE_ROUTES ? "page"
                               : "none";
}

void serve_metrics_note(serve_state *state, const serve_route *route, unsigned status,
                        uint64_t took_us)
{
    serve_metrics *m = &state->metrics;
    bool is_page = !route && (status == 200 || status == 304);
    size_t label = route     ? (size_t)(route - serve_routes)
                   : is_page ? SERVE_ROUTES
                             : SERVE_ROUTES + 1;
    unsigned s = 0, b = 0;
    while (statuses[s] && statuses[s] != status)
        s++;
    while (b < SERVE_BOUNDS && took_us > bounds[b])
        b++;
    atomic_fetch_add(&m->requests[label][s], 1);
    atomic_fetch_add(&m->took[b], 1);
    atomic_fetch_add(&m->took_us, took_us);
}

static void put_requests(const serve_metrics *m, serve_buffer *out)
{
    serve_put_str(out, "# HELP lapwing_requests_total Requests by route and status; 0: "
                       "the client was gone.\n"
                       "# TYPE lapwing_requests_total counter\n");
    for (unsigned r = 0; r < SERVE_LABELS; r++)
        for (unsigned s = 0; s < SERVE_STATUSES; s++) {
            unsigned long long n = atomic_load(&m->requests[r][s]);
            if (n)
                serve_put_format(out,
                                 "lapwing_requests_total{method=\"%s\",route=\"%s\","
                                 "status=\"%u\"} %llu\n",
                                 r < SERVE_ROUTES ? serve_routes[r].method : "GET",
                                 label_of(r), statuses[s], n);
        }
}

static void put_histogram(const serve_metrics *m, serve_buffer *out)
{
    unsigned long long sum = 0;
    serve_put_str(out, "# HELP lapwing_request_seconds From a request's first line to "
                       "its answer's end.\n"
                       "# TYPE lapwing_request_seconds histogram\n");
    for (unsigned b = 0; b <= SERVE_BOUNDS; b++) {
        sum += atomic_load(&m->took[b]);
        if (b < SERVE_BOUNDS)
            serve_put_format(out, "lapwing_request_seconds_bucket{le=\"%g\"} %llu\n",
                             (double)bounds[b] / 1e6, sum);
    }
    serve_put_format(out,
                     "lapwing_request_seconds_bucket{le=\"+Inf\"} %llu\n"
                     "lapwing_request_seconds_sum %.6f\n"
                     "lapwing_request_seconds_count %llu\n",
                     sum, (double)atomic_load(&m->took_us) / 1e6, sum);
}

static void put_one(serve_buffer *out, const char *name, const char *type,
                    const char *help, uint64_t value)
{
    serve_put_format(out,
                     "# HELP lapwing_%s %s\n# TYPE lapwing_%s %s\nlapwing_%s %llu\n",
                     name, help, name, type, name, (unsigned long long)value);
}

void serve_get_metrics(serve_call *call)
{
    serve_state *state = call->state;
    const serve_metrics *m = &state->metrics;
    serve_buffer *out = &call->out->body;
    put_requests(m, out);
    put_histogram(m, out);
    put_one(out, "connections", "gauge", "Open connections.",
            atomic_load(&m->connections));
    put_one(out, "connections_closed_total", "counter",
            "Connections closed because they took too long.",
            atomic_load(&m->closed_late));
    put_one(out, "streams", "gauge", "Open streams of events.",
            atomic_load(&m->streams));
    put_one(out, "store_revision", "gauge", "Revision of the store that is served.",
            atomic_load(&state->revision));
    put_one(out, "ready", "gauge", "1 when the store has been read.",
            atomic_load(&state->is_ready));
    put_one(out, "uptime_seconds", "gauge", "Since the start.",
            (serve_clock_us() - state->started) / 1000000);
    call->out->status = 200;
    call->out->type = "text/plain; version=0.0.4; charset=utf-8";
}
