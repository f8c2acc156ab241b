/* What changes the store: documents, rulings, forgetting. One at a time; whoever was
 * answered sees what he wrote. */
#include "server/body.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Catches up with what was written; true: the reply may be what the caller makes it. */
static bool is_written(serve_call *call, lap_status status, const lap_error *error,
                       unsigned argument)
{
    serve_state *state = call->state;
    lap_error late = {.status = LAP_OK};
    if (status) {
        serve_fail(call->out, status, error, argument);
        return false;
    }
    status = serve_catch_up(state, call->hand->store, &late);
    if (status) {
        serve_fail(call->out, status, &late, 500);
        return false;
    }
    serve_header(call->out, "Lapwing-Revision", "%llu",
                 (unsigned long long)atomic_load(&state->revision));
    serve_header(call->out, "Cache-Control", "no-store");
    return true;
}

/* Messages about lines, as JSON strings parted by commas. */
typedef struct messages {
    serve_buffer text;
    unsigned count;
} messages;

static void hear(void *context, const char *text)
{
    messages *m = context;
    if (m->count++ >= SERVE_MESSAGES_MAX)
        return;
    serve_put_str(&m->text, m->text.bytes ? ", " : "");
    serve_put_json(&m->text, text, strlen(text));
}

/* Has a line an id? What is no JSON is left to the job, which says why. */
static bool has_id(const char *line, size_t n)
{
    json_object *id = NULL;
    struct json_tokener *tokener = json_tokener_new_ex(SERVE_JSON_DEPTH_MAX);
    json_object *object = tokener ? json_tokener_parse_ex(tokener, line, (int)n) : NULL;
    bool is_object = object && json_object_is_type(object, json_type_object);
    bool has = !is_object || (json_object_object_get_ex(object, "id", &id) &&
                              json_object_is_type(id, json_type_string) &&
                              json_object_get_string_len(id) > 0);
    json_object_put(object);
    json_tokener_free(tokener);
    return has;
}

/* Gives each line of the body to the job; *nameless: lines without an id. */
static lap_status read_lines(const serve_request *in, lap_job *job, messages *told,
                             uint64_t *nameless)
{
    lap_status status = LAP_OK;
    uint64_t number = 0;
    for (size_t at = 0, n; status == LAP_OK && at < in->body_bytes; at += n + 1) {
        const char *line = in->body + at;
        const char *end = memchr(line, '\n', in->body_bytes - at);
        n = end ? (size_t)(end - line) : in->body_bytes - at;
        number++;
        if (n == 0 || (n == 1 && line[0] == '\r'))
            continue;
        if (has_id(line, n)) {
            status = lap_job_line(job, "documents", number, line, n);
            continue;
        }
        char text[80];
        snprintf(text, sizeof text, "documents:%llu: no id",
                 (unsigned long long)number);
        hear(told, text);
        ++*nameless;
    }
    lap_status last = lap_job_finish(job);
    return status ? status : last;
}

static void put_counts(serve_call *call, const lap_counts *n, uint64_t nameless,
                       const messages *told)
{
    serve_buffer *out = &call->out->body;
    serve_put_format(out,
                     "{\"documents\": %llu, \"events\": %llu, \"added\": %llu, "
                     "\"revised\": %llu, \"failures\": %llu, \"messages\": [",
                     (unsigned long long)n->documents, (unsigned long long)n->events,
                     (unsigned long long)n->added, (unsigned long long)n->revised,
                     (unsigned long long)(n->failures + nameless));
    serve_put(out, told->text.at, told->text.bytes);
    serve_put_str(out, "]}\n");
    call->out->status = 200;
    call->out->type = "application/json";
}

void serve_post_documents(serve_call *call)
{
    serve_state *state = call->state;
    messages told = {{0}, 0};
    lap_error error = {.status = LAP_OK};
    lap_job_options options = {.from = LAP_FROM_JSONL,
                               .threads = state->options->threads,
                               .store = state->writer,
                               .log = {hear, &told}};
    lap_counts counts = {0};
    uint64_t nameless = 0;
    lap_job *job;
    pthread_mutex_lock(&state->writing);
    lap_status status = lap_job_new(state->options->engine, &options, &job, &error);
    if (status == LAP_OK) {
        status = read_lines(call->in, job, &told, &nameless);
        counts = lap_job_counts(job);
        lap_job_free(job);
        status = status == LAP_OK && counts.faults ? LAP_NO_MEMORY : status;
    }
    pthread_mutex_unlock(&state->writing);
    if (is_written(call, status, &error, 400))
        put_counts(call, &counts, nameless, &told);
    serve_buffer_clear(&told.text);
}

typedef struct ruling {
    const char *kind, *record, *by, *reason;
    const char *records[2]; /* of a join */
} ruling;

static bool read_records(serve_call *call, json_object *object, ruling *r)
{
    json_object *list;
    bool is_list = json_object_object_get_ex(object, "records", &list) &&
                   json_object_is_type(list, json_type_array) &&
                   json_object_array_length(list) == 2;
    for (size_t i = 0; is_list && i < 2; i++) {
        json_object *id = json_object_array_get_idx(list, i);
        is_list = json_object_is_type(id, json_type_string);
        r->records[i] = is_list ? json_object_get_string(id) : NULL;
    }
    if (!is_list)
        serve_problem(call->out, 400, "records", "a join needs records, two ids");
    return is_list;
}

static bool read_ruling(serve_call *call, json_object *object, ruling *r)
{
    size_t n;
    if (!serve_body_text(call, object, "kind", true, &r->kind, &n) ||
        !serve_body_text(call, object, "by", false, &r->by, &n) ||
        !serve_body_text(call, object, "reason", false, &r->reason, &n))
        return false;
    if (strcmp(r->kind, "join") == 0)
        return read_records(call, object, r);
    if (strcmp(r->kind, "split") == 0)
        return serve_body_text(call, object, "record", true, &r->record, &n);
    serve_problem(call->out, 400, "kind", "kind is split or join");
    return false;
}

static lap_status rule(serve_state *state, const ruling *r, lap_error *error)
{
    lap_store *store = state->writer;
    pthread_mutex_lock(&state->writing);
    lap_status status = r->record
                            ? lap_store_split(store, r->record, r->by, r->reason, error)
                            : lap_store_join(store, r->records[0], r->records[1], r->by,
                                             r->reason, error);
    pthread_mutex_unlock(&state->writing);
    return status;
}

void serve_post_ruling(serve_call *call)
{
    static const char *const keys[] = {"kind", "record", "records",
                                       "by",   "reason", NULL};
    ruling r = {0};
    lap_error error = {.status = LAP_OK};
    json_object *object = serve_body_read(call, keys);
    if (!object)
        return;
    if (read_ruling(call, object, &r) &&
        is_written(call, rule(call->state, &r, &error), &error, 400)) {
        serve_put_format(&call->out->body, "{\"revision\": %llu}\n",
                         (unsigned long long)atomic_load(&call->state->revision));
        call->out->status = 200;
        call->out->type = "application/json";
    }
    json_object_put(object);
}

void serve_delete_ruling(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    serve_state *state = call->state;
    char *end;
    unsigned long long number = strtoull(call->id, &end, 10);
    if (*call->id < '0' || *call->id > '9' || *end)
        number = 0; /* which is none */
    pthread_mutex_lock(&state->writing);
    lap_status status = lap_store_revoke(state->writer, number, &error);
    pthread_mutex_unlock(&state->writing);
    if (is_written(call, status, &error, 404))
        call->out->status = 204;
}

void serve_delete_text(serve_call *call)
{
    lap_error error = {.status = LAP_OK};
    serve_state *state = call->state;
    pthread_mutex_lock(&state->writing);
    lap_status status = lap_store_forget(state->writer, call->id, &error);
    pthread_mutex_unlock(&state->writing);
    if (is_written(call, status, &error, 404))
        call->out->status = 204;
}
