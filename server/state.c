/* What all requests share, and how it keeps up with the store. */
#include "server/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

lap_status serve_hand_open(serve_hand *hand, const serve_options *options,
                           lap_error *error)
{
    lap_status status =
        lap_store_open(options->db, LAP_STORE_READ, &hand->store, error);
    return status ? status : lap_workspace_new(options->engine, &hand->workspace);
}

void serve_hand_close(serve_hand *hand)
{
    lap_workspace_free(hand->workspace);
    lap_store_close(hand->store);
    *hand = (serve_hand){0};
}

lap_status serve_state_open(serve_state *state, const serve_options *options,
                            lap_error *error)
{
    *state = (serve_state){.options = options, .started = serve_clock_us()};
    pthread_mutex_init(&state->catching, NULL);
    pthread_mutex_init(&state->writing, NULL);
    pthread_rwlock_init(&state->lock, NULL);
    serve_kept_init(&state->kept);
    lap_status status = serve_token_read(options->read_token, &state->read, error);
    if (status == LAP_OK)
        status = serve_token_read(options->write_token, &state->write, error);
    if (status == LAP_OK && options->write_token)
        status = lap_store_open(options->db, LAP_STORE_WRITE, &state->writer, error);
    if (status == LAP_OK)
        status = lap_codes_write(options->engine, serve_sink(&state->codes));
    if (status == LAP_OK)
        status = serve_streams_new(&state->streams);
    return status;
}

void serve_state_close(serve_state *state)
{
    serve_streams_free(state->streams);
    serve_buffer_clear(&state->codes);
    lap_store_close(state->writer);
    serve_kept_clear(&state->kept);
    lap_board_free(state->board);
    pthread_rwlock_destroy(&state->lock);
    pthread_mutex_destroy(&state->catching);
    pthread_mutex_destroy(&state->writing);
}

/* Lines of changes: is there any, and the first claims among them. */
typedef struct news {
    uint64_t lines;
    serve_buffer claims; /* quoted ids, parted by commas */
    unsigned count;
} news;

static int hear(void *context, const char *line, size_t n)
{
    static const char claim[] = "\"kind\": \"claim\"", id[] = "\"id\": \"";
    news *heard = context;
    char text[512];
    size_t bytes = n < sizeof text ? n : sizeof text - 1;
    memcpy(text, line, bytes);
    text[bytes] = '\0';
    heard->lines++;
    const char *at = strstr(text, claim) ? strstr(text, id) : NULL;
    if (!at)
        return 0;
    at += sizeof id - 1;
    serve_put_str(&heard->claims, heard->count ? ", " : "");
    serve_put_json(&heard->claims, at, strcspn(at, "\""));
    return ++heard->count == SERVE_STREAM_CLAIMS || heard->claims.failed;
}

/* Only one thread at a time changes the board; the others read what they have. */
static lap_status refresh(serve_state *state, lap_store *store, const news *heard,
                          lap_error *error)
{
    pthread_rwlock_wrlock(&state->lock);
    lap_status status = state->board ? lap_board_refresh(state->board, store, error)
                                     : lap_board_new(store, &state->board, error);
    uint64_t revision = status ? 0 : lap_board_about(state->board).revision;
    pthread_rwlock_unlock(&state->lock);
    if (status)
        return status;
    atomic_store(&state->revision, revision);
    atomic_store(&state->is_ready, true);
    serve_streams_tell(state->streams, revision, &heard->claims);
    return LAP_OK;
}

lap_status serve_catch_up(serve_state *state, lap_store *store, lap_error *error)
{
    news heard = {0};
    lap_status status = LAP_OK;
    pthread_mutex_lock(&state->catching);
    bool is_first = !atomic_load(&state->is_ready);
    if (!is_first)
        status = lap_store_changes(store, atomic_load(&state->revision),
                                   (lap_sink){hear, &heard}, error);
    if (heard.count == SERVE_STREAM_CLAIMS)
        status = LAP_OK; /* it stopped there */
    if (status == LAP_OK && (is_first || heard.lines))
        status = refresh(state, store, &heard, error);
    pthread_mutex_unlock(&state->catching);
    serve_buffer_clear(&heard.claims);
    return status;
}
