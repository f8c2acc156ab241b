/* What the board counts and lists. */
#include "server/serve.h"

#include <string.h>

static lap_filter filter_of(const serve_call *call)
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

static void write_view(serve_call *call, lap_view view, const char *name)
{
    serve_state *state = call->state;
    unsigned format = format_of(call);
    lap_error error = {.status = LAP_OK};
    lap_filter filter = filter_of(call);
    lap_view_options options = {.view = view,
                                .format = formats[format].format,
                                .is_object = format == 0,
                                .by = call->value[SERVE_BY],
                                .per = call->value[SERVE_PER],
                                .order = call->value[SERVE_ORDER],
                                .cursor = call->value[SERVE_CURSOR],
                                .limit = call->number[SERVE_LIMIT]};
    pthread_rwlock_rdlock(&state->lock);
    uint64_t revision = lap_board_about(state->board).revision;
    lap_status status = lap_board_write(state->board, call->hand->store, &filter,
                                        &options, serve_sink(&call->out->body), &error);
    pthread_rwlock_unlock(&state->lock);
    if (status) {
        if (!call->out->body.failed)
            serve_fail(call->out, status, &error, 400);
        return;
    }
    call->out->status = 200;
    call->out->type = formats[format].type;
    if (call->value[SERVE_DOWNLOAD])
        serve_header(call->out, "Content-Disposition",
                     "attachment; filename=\"lapwing-%s-%llu.%s\"", name,
                     (unsigned long long)revision, formats[format].name);
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
