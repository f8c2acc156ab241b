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
    pthread_mutex_destroy(&state->catching);
    pthread_mutex_destroy(&state->writing);
}

/* Lines of changes: the last revision, and the first claims. */
typedef struct news {
    uint64_t revision;
    serve_buffer claims; /* quoted ids, parted by commas */
    unsigned count;
} news;

static int hear(void *context, const char *line, size_t n)
{
    static const char head[] = "{\"revision\": ", claim[] = "\"kind\": \"claim\"",
                      id[] = "\"id\": \"";
    news *heard = context;
    char text[512];
    size_t bytes = n < sizeof text ? n : sizeof text - 1;
    memcpy(text, line, bytes);
    text[bytes] = '\0';
    if (strncmp(text, head, sizeof head - 1) == 0)
        heard->revision = strtoull(text + sizeof head - 1, NULL, 10);
    const char *at = strstr(text, claim) ? strstr(text, id) : NULL;
    size_t id_bytes = at ? strcspn(at + sizeof id - 1, "\"") : 0;
    if (!at || heard->count == SERVE_STREAM_CLAIMS)
        return 0;
    serve_put_str(&heard->claims, heard->count++ ? ", " : "");
    serve_put_json(&heard->claims, at + sizeof id - 1, id_bytes);
    return heard->claims.failed;
}

lap_status serve_catch_up(serve_state *state, lap_store *store, lap_error *error)
{
    news heard = {0};
    pthread_mutex_lock(&state->catching);
    uint64_t before = atomic_load(&state->revision);
    lap_status status =
        lap_store_changes(store, before, (lap_sink){hear, &heard}, error);
    if (status == LAP_OK && heard.revision > before) {
        atomic_store(&state->revision, heard.revision);
        serve_streams_tell(state->streams, heard.revision, &heard.claims);
    }
    if (status == LAP_OK)
        atomic_store(&state->is_ready, true);
    pthread_mutex_unlock(&state->catching);
    serve_buffer_clear(&heard.claims);
    return status;
}
