/* The only user of libmicrohttpd. One thread reads and writes for all connections; a
 * request that needs the store is suspended while another thread answers it. */
#include "server/http.h"

#include "server/stream.h"

#include <microhttpd.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* A connection, and until when what it is at must be done. */
typedef struct peer {
    int socket;
    uint64_t deadline; /* microseconds; 0: none */
    struct peer *next, **here;
} peer;

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_ANSWER, STAGE_SENT };

typedef struct exchange {
    serve_http *http;
    struct MHD_Connection *connection;
    char *target;
    enum stage stage;
    serve_request in;
    serve_reply out;
    serve_call call;
    serve_task task;
    char *body;       /* [body_room] */
    size_t body_room; /* as Content-Length said */
    serve_stream *stream;
    uint64_t number, began, bytes; /* bytes of the answer */
    uint64_t waiting;              /* of them in memory */
    unsigned status;               /* sent; 0: none yet */
} exchange;

struct serve_http {
    serve_state *state;
    serve_work *work;
    struct MHD_Daemon *daemon;
    pthread_mutex_t lock; /* of peers */
    peer *peers;
    bool is_quiet;
    _Atomic uint64_t requests, under_way;
    _Atomic uint64_t waiting; /* bytes of answers that are not taken yet */
};

static void set_deadline(serve_http *http, struct MHD_Connection *connection,
                         unsigned seconds)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    peer *p = info ? info->socket_context : NULL;
    if (!p)
        return;
    pthread_mutex_lock(&http->lock);
    p->deadline = seconds ? serve_clock_us() + seconds * UINT64_C(1000000) : 0;
    pthread_mutex_unlock(&http->lock);
}

static void greet(serve_http *http, struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    peer *p = calloc(1, sizeof *p);
    atomic_fetch_add(&http->state->metrics.connections, 1);
    *context = p;
    if (!p || !info) /* without a deadline of ours libmicrohttpd's still holds */
        return;
    p->socket = info->connect_fd;
    p->deadline = serve_clock_us() + SERVE_HEAD_SECONDS * UINT64_C(1000000);
    pthread_mutex_lock(&http->lock);
    p->next = http->peers;
    p->here = &http->peers;
    if (p->next)
        p->next->here = &p->next;
    http->peers = p;
    pthread_mutex_unlock(&http->lock);
}

/* Called before the socket is closed, so that no other one is shut in its place. */
static void see_off(serve_http *http, peer *p)
{
    atomic_fetch_sub(&http->state->metrics.connections, 1);
    if (!p)
        return;
    pthread_mutex_lock(&http->lock);
    if (p->here) {
        *p->here = p->next;
        if (p->next)
            p->next->here = p->here;
    }
    pthread_mutex_unlock(&http->lock);
    free(p);
}

static void notify_connection(void *context, struct MHD_Connection *connection,
                              void **socket_context,
                              enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED)
        greet(context, connection, socket_context);
    else
        see_off(context, *socket_context);
}

void serve_http_sweep(serve_http *http)
{
    uint64_t now = serve_clock_us();
    pthread_mutex_lock(&http->lock);
    for (peer *p = http->peers; p; p = p->next) {
        if (!p->deadline || p->deadline > now)
            continue;
        p->deadline = 0;
        shutdown(p->socket, SHUT_RDWR);
        atomic_fetch_add(&http->state->metrics.closed_late, 1);
    }
    pthread_mutex_unlock(&http->lock);
}

/* A request's first line is there: its address as it was sent. */
static void *begin(void *context, const char *target, struct MHD_Connection *connection)
{
    serve_http *http = context;
    exchange *x = calloc(1, sizeof *x);
    char *copy = x ? strdup(target) : NULL;
    if (!copy) {
        free(x);
        return NULL;
    }
    *x = (exchange){.http = http,
                    .connection = connection,
                    .target = copy,
                    .number = atomic_fetch_add(&http->requests, 1) + 1,
                    .began = serve_clock_us()};
    atomic_fetch_add(&http->under_way, 1);
    return x;
}

static void log_request(const exchange *x)
{
    char number[40];
    serve_buffer line = {0};
    size_t n = strcspn(x->target, "?");
    x->target[n] = '\0'; /* what was asked for is nobody's business */
    serve_log_begin(&line, "info", "request");
    snprintf(number, sizeof number, "%llu", (unsigned long long)x->number);
    serve_log_pair(&line, "id", number);
    serve_log_pair(&line, "method", x->in.method ? x->in.method : "-");
    serve_log_pair(&line, "path", x->target);
    serve_put_format(&line, " status=%u bytes=%llu ms=%.1f", x->status,
                     (unsigned long long)x->bytes,
                     (double)(serve_clock_us() - x->began) / 1e3);
    serve_log_end(&line);
}

static void end(void *context, struct MHD_Connection *connection, void **request,
                enum MHD_RequestTerminationCode code)
{
    serve_http *http = context;
    exchange *x = *request;
    if (!x)
        return;
    bool is_sent = code == MHD_REQUEST_TERMINATED_COMPLETED_OK;
    *request = NULL;
    set_deadline(http, connection, SERVE_HEAD_SECONDS);
    if (x->stream) {
        serve_stream_close(x->stream);
        atomic_fetch_sub(&http->state->metrics.streams, 1);
    } else if (!is_sent) {
        x->status = 0;
    }
    log_request(x);
    serve_metrics_note(http->state, x->call.route, x->status,
                       serve_clock_us() - x->began);
    atomic_fetch_sub(&http->waiting, x->waiting);
    serve_reply_clear(&x->out);
    serve_call_clear(&x->call);
    free(x->body);
    free(x->target);
    free(x);
    atomic_fetch_sub(&http->under_way, 1);
}

static const char *header(struct MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

static void pause_stream(void *connection)
{
    MHD_suspend_connection(connection);
}

static void wake_stream(void *connection)
{
    MHD_resume_connection(connection);
}

static ssize_t read_stream(void *context, uint64_t at, char *to, size_t room)
{
    exchange *x = context;
    (void)at;
    int n = serve_stream_read(x->stream, to, room);
    if (n == SERVE_STREAM_ENDS)
        return MHD_CONTENT_READER_END_OF_STREAM;
    x->bytes += (uint64_t)n;
    return n;
}

/* NULL: a problem is the answer, or there is no memory. */
static struct MHD_Response *make_stream(exchange *x)
{
    serve_state *state = x->http->state;
    x->stream =
        serve_stream_open(state->streams, pause_stream, wake_stream, x->connection);
    if (!x->stream) {
        serve_problem(&x->out, 503, NULL, "there are %u streams already",
                      SERVE_STREAMS_MAX);
        serve_header(&x->out, "Retry-After", "60");
        return NULL;
    }
    atomic_fetch_add(&state->metrics.streams, 1);
    set_deadline(x->http, x->connection, 0);
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 4096, read_stream, x,
                                             NULL);
}

static struct MHD_Response *make_response(exchange *x)
{
    serve_reply *out = &x->out;
    struct MHD_Response *response = out->is_stream ? make_stream(x) : NULL;
    if (response)
        return response;
    union { /* libmicrohttpd does not write to it, but does not say so */
        const char *is;
        void *was;
    } fixed = {out->fixed ? out->fixed : ""};
    if (out->fixed || !out->body.at) {
        x->bytes = out->fixed_bytes;
        return MHD_create_response_from_buffer(out->fixed_bytes, fixed.was,
                                               MHD_RESPMEM_PERSISTENT);
    }
    x->bytes = x->waiting = out->body.bytes;
    atomic_fetch_add(&x->http->waiting, x->waiting);
    response = MHD_create_response_from_buffer(out->body.bytes, out->body.at,
                                               MHD_RESPMEM_MUST_FREE);
    if (response)
        out->body = (serve_buffer){0};
    return response;
}

static void add_headers(struct MHD_Response *response, const serve_reply *out,
                        bool is_last)
{
    static const char *const always[][2] = {
        {"Content-Security-Policy",
         "default-src 'self'; img-src 'self' blob:; frame-ancestors 'none'; base-uri "
         "'none'; form-action 'self'; object-src 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        MHD_add_response_header(response, always[i][0], always[i][1]);
    for (unsigned i = 0; i < out->header_count; i++)
        MHD_add_response_header(response, out->headers[i].name, out->headers[i].value);
    if (out->type)
        MHD_add_response_header(response, "Content-Type", out->type);
    if (is_last)
        MHD_add_response_header(response, "Connection", "close");
}

static enum MHD_Result send_reply(exchange *x)
{
    x->stage = STAGE_SENT;
    set_deadline(x->http, x->connection, SERVE_SEND_SECONDS);
    struct MHD_Response *response = make_response(x);
    if (!response)
        return MHD_NO;
    add_headers(response, &x->out, atomic_load(&x->http->state->is_stopping));
    x->status = x->out.status;
    if (strcmp(x->in.method, "HEAD") == 0)
        x->bytes = 0;
    enum MHD_Result result = MHD_queue_response(x->connection, x->out.status, response);
    MHD_destroy_response(response);
    return result;
}

/* Has the client closed its side? It is asked of a connection that is suspended. */
static bool is_gone(serve_task *task)
{
    const exchange *x = task->context;
    char byte;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(x->connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return recv(info->connect_fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

static void answered(serve_task *task)
{
    exchange *x = task->context;
    MHD_resume_connection(x->connection);
}

/* The head is there: what is refused is refused before a body is read. */
static enum MHD_Result take_head(exchange *x, const char *method)
{
    struct MHD_Connection *c = x->connection;
    x->in = (serve_request){.method = method,
                            .target = x->target,
                            .authorization = header(c, "Authorization"),
                            .content_type = header(c, "Content-Type"),
                            .content_length = header(c, "Content-Length"),
                            .if_none_match = header(c, "If-None-Match"),
                            .accept_encoding = header(c, "Accept-Encoding")};
    x->call = (serve_call){.state = x->http->state, .in = &x->in, .out = &x->out};
    set_deadline(x->http, c, SERVE_BODY_SECONDS);
    x->stage = STAGE_BODY;
    bool has_body = header(c, "Transfer-Encoding") ||
                    (x->in.content_length && strcmp(x->in.content_length, "0") != 0);
    if (!serve_check(&x->call)) {
        x->stage = STAGE_ANSWER; /* asked again at once where no body comes, */
        return has_body ? send_reply(x) : MHD_YES; /* so that the connection stays */
    }
    if (!x->call.route->body_type)
        return MHD_YES;
    x->body_room = strtoull(x->in.content_length, NULL, 10);
    x->body = malloc(x->body_room + 1);
    return x->body ? MHD_YES : MHD_NO;
}

static enum MHD_Result take_body(exchange *x, const char *bytes, size_t *n)
{
    if (!x->body || *n > x->body_room - x->in.body_bytes)
        return MHD_NO;
    memcpy(x->body + x->in.body_bytes, bytes, *n);
    x->in.body_bytes += *n;
    *n = 0;
    return MHD_YES;
}

/* The request is there: answered at once, or given to a thread that has the store. */
static enum MHD_Result take_whole(exchange *x)
{
    x->in.body = x->body;
    x->stage = STAGE_ANSWER;
    if (!(x->call.route->flags & (SERVE_IS_TAGGED | SERVE_IS_SLOW))) {
        serve_handle(&x->call);
        return send_reply(x);
    }
    set_deadline(x->http, x->connection, SERVE_SEND_SECONDS);
    x->task = (serve_task){
        .call = &x->call, .done = answered, .is_gone = is_gone, .context = x};
    MHD_suspend_connection(x->connection);
    if (atomic_load(&x->http->waiting) > SERVE_ANSWERS_MAX ||
        !serve_work_give(x->http->work, &x->task)) {
        serve_problem(&x->out, 429, NULL, "too much work is under way");
        serve_header(&x->out, "Retry-After", "2");
        MHD_resume_connection(x->connection);
    }
    return MHD_YES;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection,
                              const char *url, const char *method, const char *version,
                              const char *bytes, size_t *n, void **request)
{
    exchange *x = *request;
    (void)context, (void)connection, (void)url, (void)version;
    if (!x)
        return MHD_NO;
    switch (x->stage) {
    case STAGE_HEAD:
        return take_head(x, method);
    case STAGE_BODY:
        return *n ? take_body(x, bytes, n) : take_whole(x);
    case STAGE_ANSWER:
        return send_reply(x);
    case STAGE_SENT:
        *n = 0; /* what comes of a body that was refused */
        return MHD_YES;
    }
    return MHD_NO;
}

/* "127.0.0.1:8080", "[::1]:8080". */
static struct addrinfo *read_address(const char *listen, lap_error *error)
{
    char host[64] = "";
    struct addrinfo *found = NULL;
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE,
                             .ai_socktype = SOCK_STREAM};
    const char *colon = strrchr(listen, ':');
    bool is_six = listen[0] == '[' && colon && colon[-1] == ']';
    size_t n = colon ? (size_t)(colon - listen) - 2 * is_six : 0;
    size_t digits = colon ? strspn(colon + 1, "0123456789") : 0;
    bool is_port = digits > 0 && digits < 6 && !colon[1 + digits] &&
                   strtoul(colon + 1, NULL, 10) <= 65535;
    if (n < sizeof host)
        memcpy(host, listen + is_six, n);
    if (is_port && n > 0 && n < sizeof host && (is_six || !strchr(host, ':')) &&
        getaddrinfo(host, colon + 1, &hints, &found) == 0)
        return found;
    snprintf(error->text, sizeof error->text,
             "--listen takes an address and a port, as 127.0.0.1:8080, not %.100s",
             listen);
    return NULL;
}

static struct MHD_Daemon *start_daemon(serve_http *http, const struct addrinfo *address)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME |
                     (address->ai_family == AF_INET6 ? (unsigned)MHD_USE_IPv6 : 0);
    return MHD_start_daemon(flags, 0, NULL, NULL, handle, http, MHD_OPTION_SOCK_ADDR,
                            address->ai_addr, MHD_OPTION_CONNECTION_LIMIT,
                            SERVE_CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
                            SERVE_PER_HOST_MAX, MHD_OPTION_CONNECTION_TIMEOUT,
                            SERVE_IDLE_SECONDS, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)SERVE_HEAD_BYTES_MAX, MHD_OPTION_STRICT_FOR_CLIENT,
                            1, MHD_OPTION_URI_LOG_CALLBACK, begin, http,
                            MHD_OPTION_NOTIFY_CONNECTION, notify_connection, http,
                            MHD_OPTION_NOTIFY_COMPLETED, end, http, MHD_OPTION_END);
}

lap_status serve_http_start(serve_state *state, serve_work *work, serve_http **out,
                            unsigned *port, lap_error *error)
{
    struct addrinfo *address = read_address(state->options->listen, error);
    if (!address)
        return LAP_BAD_ARGUMENT;
    serve_http *http = calloc(1, sizeof *http);
    if (http) {
        http->state = state;
        http->work = work;
        pthread_mutex_init(&http->lock, NULL);
        http->daemon = start_daemon(http, address);
    }
    freeaddrinfo(address);
    if (!http || !http->daemon) {
        snprintf(error->text, sizeof error->text, "%s: cannot listen there",
                 state->options->listen);
        free(http);
        return LAP_IO;
    }
    *port = MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_BIND_PORT)->port;
    *out = http;
    return LAP_OK;
}

bool serve_http_drain(serve_http *http)
{
    if (!http->is_quiet) {
        http->is_quiet = true;
        int socket = MHD_quiesce_daemon(http->daemon);
        if (socket >= 0)
            close(socket);
    }
    return atomic_load(&http->under_way) == 0;
}

void serve_http_stop(serve_http *http)
{
    MHD_stop_daemon(http->daemon);
    pthread_mutex_destroy(&http->lock);
    free(http);
}
