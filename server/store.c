/* What is read from the store: single things, changes, codes, and the service itself.
 */
#include "server/stream.h"

#include <stdlib.h>
#include <string.h>

extern const char serve_openapi[], serve_openapi_end[];

static void be(serve_call *call, const char *type)
{
    call->out->status = 200;
    call->out->type = type;
}

static void put_plain(serve_call *call, const char *text)
{
    be(call, "text/plain; charset=utf-8");
    serve_put_str(&call->out->body, text);
}

void serve_get_health(serve_call *call)
{
    put_plain(call, "ok\n");
}

void serve_get_ready(serve_call *call)
{
    if (atomic_load(&call->state->is_stopping))
        serve_problem(call->out, 503, NULL, "the server stops");
    else if (!atomic_load(&call->state->is_ready))
        serve_problem(call->out, 503, NULL, "the store is being read");
    else
        put_plain(call, "ready\n");
}

void serve_get_openapi(serve_call *call)
{
    be(call, "application/json");
    call->out->fixed = serve_openapi;
    call->out->fixed_bytes = (size_t)(serve_openapi_end - serve_openapi);
}

void serve_get_codes(serve_call *call)
{
    be(call, "application/json");
    call->out->fixed = call->state->codes.at;
    call->out->fixed_bytes = call->state->codes.bytes;
}

/* Ends a handler that wrote into the body: the answer, or what went wrong, where the
 * library's bad argument is the thing that was asked for. */
static void finish(serve_call *call, lap_status status, const lap_error *error,
                   const char *type)
{
    if (status == LAP_OK)
        be(call, type);
    else if (!call->out->body.failed)
        serve_fail(call->out, status, error, 404);
}

void serve_get_claim(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    lap_write_options options = {.format = LAP_FORMAT_JSONL};
    lap_status status = lap_store_claim(call->hand->store, call->id, &options,
                                        serve_sink(&call->out->body), &error);
    finish(call, status, &error, "application/json");
}

void serve_get_event(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    lap_status status = lap_store_event(call->hand->store, call->id,
                                        serve_sink(&call->out->body), &error);
    finish(call, status, &error, "application/json");
}

void serve_get_document(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    lap_status status = lap_store_document(call->hand->store, call->id,
                                           serve_sink(&call->out->body), &error);
    finish(call, status, &error, "application/json");
}

void serve_explain_document(serve_call *call)
{
    static const char no_text[] = "no text is kept";
    lap_error error = {.status = LAP_OK};
    lap_write_options options = {.format = LAP_FORMAT_EXPLAIN};
    lap_status status =
        lap_store_explain(call->hand->store, call->hand->workspace, call->id, &options,
                          serve_sink(&call->out->body), &error);
    if (status == LAP_BAD_ARGUMENT &&
        strncmp(error.text, no_text, sizeof no_text - 1) == 0)
        serve_fail(call->out, status, &error, 409);
    else
        finish(call, status, &error, "text/plain; charset=utf-8");
}

/* What files of records are; others are of columns parted by tabs. */
static const struct {
    const char *format, *type, *ending;
} files[] = {
    {"jsonl", "application/jsonl", "jsonl"},
    {"plover", "application/jsonl", "plover.jsonl"},
    {"csv", "text/csv; charset=utf-8", "csv"},
    {"geojson", "application/geo+json", "geojson"},
    {"parquet", "application/vnd.apache.parquet", "parquet"},
};

void serve_get_export(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    const char *name = call->value[SERVE_FORMAT];
    const char *type = "text/tab-separated-values; charset=utf-8", *ending = "tsv";
    lap_write_options options = {.header = 1};
    lap_filter filter = serve_filter(call);
    filter.limit = call->number[SERVE_LIMIT];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(files[i].format, name) == 0) {
            type = files[i].type;
            ending = files[i].ending;
        }
    lap_status status = lap_format_read(name, &options.format, &error);
    if (status == LAP_OK)
        status = lap_store_query(call->hand->store, &filter, &options,
                                 serve_sink(&call->out->body), &error);
    if (status == LAP_OK) {
        be(call, type);
        serve_attach(call, name, ending);
    } else if (!call->out->body.failed) {
        serve_fail(call->out, status, &error, 400);
    }
}

/* Changes on their way: after `limit` lines the revision under way is the last. */
typedef struct changes {
    serve_buffer *out;
    uint64_t lines, limit;
    char revision[40]; /* how the last line begins, to its first comma */
    bool is_enough;
} changes;

static int take_change(void *context, const char *line, size_t n)
{
    changes *c = context;
    const char *comma = memchr(line, ',', n);
    size_t head = comma ? (size_t)(comma - line) : 0;
    bool is_same = head == strlen(c->revision) && memcmp(c->revision, line, head) == 0;
    if (c->lines >= c->limit && !is_same) {
        c->is_enough = true;
        return 1;
    }
    head = head < sizeof c->revision ? head : sizeof c->revision - 1;
    memcpy(c->revision, line, head);
    c->revision[head] = '\0';
    c->lines++;
    serve_put(c->out, line, n);
    return c->out->failed;
}

void serve_get_changes(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    changes c = {.out = &call->out->body, .limit = call->number[SERVE_LIMIT]};
    lap_status status = lap_store_changes(call->hand->store, call->number[SERVE_SINCE],
                                          (lap_sink){take_change, &c}, &error);
    finish(call, c.is_enough ? LAP_OK : status, &error, "application/jsonl");
}

void serve_get_stream(serve_call *call)
{
    if (!atomic_load(&call->state->is_ready) ||
        atomic_load(&call->state->is_stopping)) {
        serve_problem(call->out, 503, NULL,
                      "the store is being read, or the server "
                      "stops");
        return;
    }
    be(call, "text/event-stream");
    call->out->is_stream = true;
    serve_header(call->out, "Cache-Control", "no-store");
    serve_header(call->out, "X-Accel-Buffering", "no");
}
