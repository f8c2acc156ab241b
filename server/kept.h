/* Answers of the board that are kept while its revision is what it was: who opens the
 * page asks what others have asked. The least used goes first. */
#ifndef LAPWING_SERVE_KEPT_H
#define LAPWING_SERVE_KEPT_H

#include "server/buffer.h"
#include "server/limits.h"

#include <pthread.h>
#include <stdint.h>

typedef struct serve_kept_answer {
    char *target; /* NULL: none */
    uint64_t revision, used;
    serve_buffer body;
} serve_kept_answer;

typedef struct serve_kept {
    pthread_mutex_t lock;
    uint64_t turn;
    size_t bytes; /* of all bodies */
    serve_kept_answer answers[SERVE_KEPT_MAX];
} serve_kept;

void serve_kept_init(serve_kept *kept);
void serve_kept_clear(serve_kept *kept);
/* A copy of the body into an empty buffer; false: there is none. */
bool serve_kept_find(serve_kept *kept, const char *target, uint64_t revision,
                     serve_buffer *body);
/* Keeps a copy, if it is not too large. */
void serve_kept_put(serve_kept *kept, const char *target, uint64_t revision,
                    const serve_buffer *body);

#endif
