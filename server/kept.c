#include "server/kept.h"

#include <stdlib.h>
#include <string.h>

void serve_kept_init(serve_kept *kept)
{
    *kept = (serve_kept){.turn = 0};
    pthread_mutex_init(&kept->lock, NULL);
}

static void drop(serve_kept *kept, serve_kept_answer *answer)
{
    kept->bytes -= answer->body.bytes;
    serve_buffer_clear(&answer->body);
    free(answer->target);
    *answer = (serve_kept_answer){.target = NULL};
}

void serve_kept_clear(serve_kept *kept)
{
    for (unsigned i = 0; i < SERVE_KEPT_MAX; i++)
        drop(kept, &kept->answers[i]);
    pthread_mutex_destroy(&kept->lock);
}

bool serve_kept_find(serve_kept *kept, const char *target, uint64_t revision,
                     serve_buffer *body)
{
    pthread_mutex_lock(&kept->lock);
    for (unsigned i = 0; i < SERVE_KEPT_MAX && !body->bytes; i++) {
        serve_kept_answer *answer = &kept->answers[i];
        if (!answer->target || answer->revision != revision ||
            strcmp(answer->target, target) != 0)
            continue;
        answer->used = ++kept->turn;
        serve_put(body, answer->body.at, answer->body.bytes);
    }
    pthread_mutex_unlock(&kept->lock);
    return body->bytes > 0;
}

/* Where the answer to this target goes: in place of its former one, into an empty
 * place, or in place of the one that was used least lately. */
static serve_kept_answer *place(serve_kept *kept, const char *target)
{
    serve_kept_answer *best = &kept->answers[0];
    for (unsigned i = 0; i < SERVE_KEPT_MAX; i++) {
        serve_kept_answer *answer = &kept->answers[i];
        if (answer->target && strcmp(answer->target, target) == 0)
            return answer;
        best = answer->used < best->used ? answer : best;
    }
    return best;
}

/* Drops those used least lately until there is room for so many bytes. */
static void make_room(serve_kept *kept, size_t bytes)
{
    while (kept->bytes + bytes > SERVE_KEPT_BYTES_MAX) {
        serve_kept_answer *least = NULL;
        for (unsigned i = 0; i < SERVE_KEPT_MAX; i++) {
            serve_kept_answer *answer = &kept->answers[i];
            if (answer->target && (!least || answer->used < least->used))
                least = answer;
        }
        drop(kept, least);
    }
}

void serve_kept_put(serve_kept *kept, const char *target, uint64_t revision,
                    const serve_buffer *body)
{
    if (body->failed || body->bytes > SERVE_KEPT_BYTES_MAX / 8)
        return;
    pthread_mutex_lock(&kept->lock);
    serve_kept_answer *answer = place(kept, target);
    drop(kept, answer);
    make_room(kept, body->bytes);
    answer->target = strdup(target);
    if (answer->target) {
        serve_put(&answer->body, body->at, body->bytes);
        answer->revision = revision;
        answer->used = ++kept->turn;
        kept->bytes += answer->body.bytes;
    }
    if (answer->body.failed)
        drop(kept, answer);
    pthread_mutex_unlock(&kept->lock);
}
