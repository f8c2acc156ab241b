/* Streams of server-sent events: each tells the newest revision of the store as it
 * comes, and by a comment that it is alive.
 *
 *   catching up ---> serve_streams_tell ---> every stream that waits is woken
 *
 * A stream waits by `pause` and is woken by `wake`, both called under the lock, so that
 * no waking is lost. */
#ifndef LAPWING_SERVE_STREAM_H
#define LAPWING_SERVE_STREAM_H

#include "server/serve.h"

enum { SERVE_STREAM_ENDS = -1 };

typedef struct serve_stream serve_stream;

lap_status serve_streams_new(struct serve_streams **out) LAP_MUST_USE;
void serve_streams_free(struct serve_streams *streams);
/* A revision, with claims that changed: ids in quotes, parted by commas. */
void serve_streams_tell(struct serve_streams *streams, uint64_t revision,
                        const serve_buffer *claims);
/* Wakes those that are to say that they are alive; all, when they end. */
void serve_streams_beat(struct serve_streams *streams, bool is_end);

/* NULL: there are as many as may be. */
serve_stream *serve_stream_open(struct serve_streams *streams, void (*pause)(void *),
                                void (*wake)(void *), void *connection);
void serve_stream_close(serve_stream *stream);
/* Bytes of what is to be sent next; 0: it has been paused. */
int serve_stream_read(serve_stream *stream, char *to, size_t room);

#endif
