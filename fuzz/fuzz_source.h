/* For targets that read a stream: the input in small pieces, so that what is read goes
 * over their ends. */
#ifndef LAPI_FUZZ_FUZZ_SOURCE_H
#define LAPI_FUZZ_FUZZ_SOURCE_H

#include "base/lines.h"
#include "fuzz/fuzz.h"

typedef struct fuzz_source {
    const uint8_t *at;
    size_t left;
    size_t most; /* bytes of a piece */
} fuzz_source;

static lap_status fuzz_read_some(void *context, char *buf, size_t cap, size_t *n)
{
    fuzz_source *s = context;
    *n = s->left < cap ? s->left : cap;
    if (*n > s->most)
        *n = s->most;
    if (*n)
        memcpy(buf, s->at, *n);
    s->at += *n;
    s->left -= *n;
    return LAP_OK;
}

static lapi_stream fuzz_stream(fuzz_source *source)
{
    return (lapi_stream){fuzz_read_some, source};
}

#endif
