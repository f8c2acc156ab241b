#include "server/stream.h"

#include <stdlib.h>
#include <string.h>

struct serve_stream {
    struct serve_streams *all;
    serve_stream *next;
    void (*pause)(void *), (*wake)(void *);
    void *connection;
    bool is_paused;
    uint64_t seen;      /* sequence of the event that was sent last */
    uint64_t spoken;    /* when it last said something, microseconds */
    serve_buffer event; /* under way */
    size_t sent;        /* of it */
};

struct serve_streams {
    pthread_mutex_t lock;
    serve_stream *first;
    unsigned count;
    uint64_t sequence;
    serve_buffer newest; /* the event that every stream is to send */
    bool is_end;
};

lap_status serve_streams_new(struct serve_streams **out)
{
    struct serve_streams *streams = calloc(1, sizeof *streams);
    if (!streams)
        return LAP_NO_MEMORY;
    if (pthread_mutex_init(&streams->lock, NULL)) {
        free(streams);
        return LAP_NO_MEMORY;
    }
    *out = streams;
    return LAP_OK;
}

void serve_streams_free(struct serve_streams *streams)
{
    if (!streams)
        return;
    serve_buffer_clear(&streams->newest);
    pthread_mutex_destroy(&streams->lock);
    free(streams);
}

static void wake(serve_stream *stream)
{
    if (!stream->is_paused)
        return;
    stream->is_paused = false;
    stream->wake(stream->connection);
}

void serve_streams_tell(struct serve_streams *streams, uint64_t revision,
                        const serve_buffer *claims)
{
    serve_buffer event = {0};
    serve_put_format(&event,
                     "event: revision\nid: %llu\ndata: {\"revision\": %llu, "
                     "\"claims\": [",
                     (unsigned long long)revision, (unsigned long long)revision);
    serve_put(&event, claims->at, claims->bytes);
    serve_put_str(&event, "]}\n\n");
    pthread_mutex_lock(&streams->lock);
    serve_buffer_clear(&streams->newest);
    streams->newest = event;
    streams->sequence++;
    for (serve_stream *s = streams->first; s; s = s->next)
        wake(s);
    pthread_mutex_unlock(&streams->lock);
}

void serve_streams_beat(struct serve_streams *streams, bool is_end)
{
    uint64_t now = serve_clock_us();
    pthread_mutex_lock(&streams->lock);
    streams->is_end = streams->is_end || is_end;
    for (serve_stream *s = streams->first; s; s = s->next)
        if (is_end || now - s->spoken >= SERVE_BEAT_SECONDS * UINT64_C(1000000))
            wake(s);
    pthread_mutex_unlock(&streams->lock);
}

serve_stream *serve_stream_open(struct serve_streams *streams, void (*pause)(void *),
                                void (*wake_up)(void *), void *connection)
{
    serve_stream *stream = calloc(1, sizeof *stream);
    if (!stream)
        return NULL;
    *stream = (serve_stream){.all = streams,
                             .pause = pause,
                             .wake = wake_up,
                             .connection = connection,
                             .spoken = serve_clock_us()};
    pthread_mutex_lock(&streams->lock);
    bool is_room = streams->count < SERVE_STREAMS_MAX;
    if (is_room) {
        stream->next = streams->first;
        streams->first = stream;
        streams->count++;
    }
    pthread_mutex_unlock(&streams->lock);
    if (is_room)
        return stream;
    free(stream);
    return NULL;
}

void serve_stream_close(serve_stream *stream)
{
    struct serve_streams *all = stream->all;
    pthread_mutex_lock(&all->lock);
    for (serve_stream **at = &all->first; *at; at = &(*at)->next)
        if (*at == stream) {
            *at = stream->next;
            all->count--;
            break;
        }
    pthread_mutex_unlock(&all->lock);
    serve_buffer_clear(&stream->event);
    free(stream);
}

/* Puts what is to be said now into stream->event; nothing: there is nothing to say. */
static void compose(serve_stream *s, const struct serve_streams *all, uint64_t now)
{
    s->event.bytes = s->sent = 0;
    if (s->seen != all->sequence) {
        serve_put(&s->event, all->newest.at, all->newest.bytes);
        s->seen = all->sequence;
    } else if (now - s->spoken >= SERVE_BEAT_SECONDS * UINT64_C(1000000)) {
        serve_put_str(&s->event, ":\n\n");
    }
    if (s->event.bytes)
        s->spoken = now;
}

int serve_stream_read(serve_stream *s, char *to, size_t room)
{
    struct serve_streams *all = s->all;
    size_t n = 0;
    pthread_mutex_lock(&all->lock);
    if (s->sent == s->event.bytes)
        compose(s, all, serve_clock_us());
    bool is_end = all->is_end || s->event.failed;
    if (!is_end && s->sent == s->event.bytes) {
        s->is_paused = true;
        s->pause(s->connection);
    } else if (!is_end) {
        n = s->event.bytes - s->sent < room ? s->event.bytes - s->sent : room;
        memcpy(to, s->event.at + s->sent, n);
        s->sent += n;
    }
    pthread_mutex_unlock(&all->lock);
    return is_end ? SERVE_STREAM_ENDS : (int)n;
}
