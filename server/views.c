/* What the board counts and lists. */
#include "server/serve.h"

#include <string.h>

lap_filter serve_filter(const serve_call *call)
{
    const char *const *value = call->value;
    return (lap_filter){.since = value[SERVE_SINCE],
                        .until = value[SERVE_UNTIL],
                        .country = value[SERVE_COUNTRY],
                        .pair = value[SERVE_PAIR],
                        .between = value[SERVE_BETWEEN],
                        .type = value[SERVE_TYPE],
                        .status = value[SERVE_STATUS],
                        .publisher = value[SERVE_PUBLISHER],
                        .text = value[SERVE_TEXT],
                        .min_sources = call->number[SERVE_MIN_SOURCES]};
}

/* A format, its type, and what a file of it is called. */
static const struct {
    const char *name, *type;
    lap_format format;
} formats[] = {
    {"json", "application/json", LAP_FORMAT_JSONL},
    {"jsonl", "application/jsonl", LAP_FORMAT_JSONL},
    {"csv", "text/csv; charset=utf-8", LAP_FORMAT_CSV},
    {"geojson", "application/geo+json", LAP_FORMAT_GEOJSON},
};

static unsigned format_of(const serve_call *call)
{
    unsigned i = 0;
    while (call->value[SERVE_FORMAT] &&
           strcmp(formats[i].name, call->value[SERVE_FORMAT]) != 0)
        i++;
    return i;
}

/* The view as the board is now, into the reply's body. */
static lap_status write_once(serve_call *call, const lap_filter *filter,
                             const lap_view_options *options, lap_error *error)
{
    serve_state *state = call->state;
    const char *target = call->in->target;
    lap_status status = LAP_OK;
    serve_buffer_clear(&call->out->body);
    pthread_rwlock_rdlock(&state->lock);
    uint64_t revision = lap_board_about(state->board).revision;
    if (!serve_kept_find(&state->kept, target, revision, &call->out->body)) {
        status = lap_board_write(state->board, call->hand->store, filter, options,
                                 serve_sink(&call->out->body), error);
        if (status == LAP_OK)
            serve_kept_put(&state->kept, target, revision, &call->out->body);
    }
    pthread_rwlock_unlock(&state->lock);
    return status;
}

static void refuse(serve_call *call, lap_status status, const lap_error *error)
{
    if (call->out->body.failed)
        return;
    if (status == LAP_BAD_ARGUMENT && strncmp(error->text, "no cursor", 9) == 0)
        serve_problem(call->out, 400, "cursor", "%s", error->text);
    else if (status == LAP_BAD_INPUT)
        serve_problem(call->out, 503, NULL, "%s", error->text);
    else
        serve_fail(call->out, status, error, 400);
}

static void write_view(serve_call *call, lap_view view, const char *name)
{
    unsigned format = format_of(call);
    lap_error error = {.status = LAP_OK};
    lap_filter filter = serve_filter(call);
    lap_view_options options = {.view = view,
                                .format = formats[format].format,
                                .is_object = format == 0,
                                .by = call->value[SERVE_BY],
                                .per = call->value[SERVE_PER],
                                .order = call->value[SERVE_ORDER],
                                .cursor = call->value[SERVE_CURSOR],
                                .limit = call->number[SERVE_LIMIT]};
    lap_status status = write_once(call, &filter, &options, &error);
    /* A row of the board may have gone from the store since: then it is old. */
    if (status == LAP_BAD_INPUT &&
        serve_catch_up(call->state, call->hand->store, &error) == LAP_OK)
        status = write_once(call, &filter, &options, &error);
    if (status) {
        refuse(call, status, &error);
        return;
    }
    call->out->status = 200;
    call->out->type = formats[format].type;
    if (call->value[SERVE_DOWNLOAD])
        serve_attach(call, name, formats[format].name);
}

void serve_get_summary(serve_call *call)
{
    write_view(call, LAP_VIEW_SUMMARY, "summary");
}

void serve_get_series(serve_call *call)
{
    write_view(call, LAP_VIEW_SERIES, "series");
}

void serve_get_pairs(serve_call *call)
{
    write_view(call, LAP_VIEW_PAIRS, "pairs");
}

void serve_get_places(serve_call *call)
{
    write_view(call, LAP_VIEW_PLACES, "places");
}

void serve_get_numbers(serve_call *call)
{
    write_view(call, LAP_VIEW_NUMBERS, "numbers");
}

void serve_list_claims(serve_call *call)
{
    write_view(call, LAP_VIEW_CLAIMS, "claims");
}

void serve_list_events(serve_call *call)
{
    write_view(call, LAP_VIEW_EVENTS, "events");
}

void serve_list_documents(serve_call *call)
{
    write_view(call, LAP_VIEW_DOCUMENTS, "documents");
}
