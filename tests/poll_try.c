/* Polls a list of feeds with a clock of its own, so that hours pass at once, and tells
 * what the poll does:
 *
 *   poll_try LIST [SECONDS...]    polls, and again after each pause
 *   poll_try LIST for SECONDS     polls for ever, until so much time has passed
 *
 * A body links to what stands after "link: " in its lines. */
#include "base/buffer.h"
#include "fetch/poll.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { KNOWN_MAX = 16384, START_S = 1000000000 };

typedef struct known {
    char *url, *etag, *modified;
    int64_t due;
    uint32_t failures;
} known;

typedef struct world {
    int64_t ms, end_ms; /* end_ms 0: the poll ends by itself */
    known known[KNOWN_MAX];
    unsigned count;
} world;

static int64_t tell_time(void *context)
{
    return ((world *)context)->ms;
}

static bool pass_time(void *context, int64_t ms)
{
    world *w = context;
    if (ms > 0)
        printf("wait %" PRId64 "\n", ms);
    w->ms += ms;
    return !w->end_ms || w->ms < w->end_ms;
}

static char *copy(lapi_slice s)
{
    char *text = calloc(1, (size_t)s.bytes + 1);
    if (text && s.bytes)
        memcpy(text, s.at, s.bytes);
    return text;
}

static known *find(world *w, lapi_slice url)
{
    for (unsigned i = 0; i < w->count; i++)
        if (lapi_slice_is(url, w->known[i].url))
            return &w->known[i];
    return NULL;
}

static lap_status get(void *context, lapi_slice url, lapi_fetch_state *out)
{
    const known *k = find(context, url);
    if (k)
        *out = (lapi_fetch_state){lapi_slice_str(k->etag), lapi_slice_str(k->modified),
                                  k->due, k->failures};
    return LAP_OK;
}

static lap_status put(void *context, lapi_slice url, const lapi_fetch_state *state)
{
    world *w = context;
    known *k = find(w, url);
    if (!k && w->count == KNOWN_MAX)
        return LAP_TOO_LARGE;
    known new = {copy(url), copy(state->etag), copy(state->modified), state->due,
                 state->failures};
    if (k) {
        free(k->url);
        free(k->etag);
        free(k->modified);
    } else {
        k = &w->known[w->count++];
    }
    *k = new;
    if (new.due == LAPI_DUE_NEVER)
        printf("put %s never %u\n", new.url, (unsigned)new.failures);
    else
        printf("put %s %" PRId64 " %u [%s] [%s]\n", new.url, new.due - w->ms / 1000,
               (unsigned)new.failures, new.etag, new.modified);
    return LAP_OK;
}

static lap_status take(void *context, const lapi_feed_config *feed, bool is_page,
                       const lapi_answer *answer, lapi_buffer *links)
{
    (void)context;
    printf("%s %s %u %.*s\n", is_page ? "page" : "feed", answer->url->text,
           (unsigned)answer->body.bytes, (int)answer->type.bytes, answer->type.at);
    lapi_slice rest = answer->body, line;
    while (!is_page && feed->follows_links && lapi_slice_cut(&rest, '\n', &line))
        if (line.bytes > 6 && memcmp(line.at, "link: ", 6) == 0) {
            lapi_buffer_add(links, line.at + 6, line.bytes - 6);
            lapi_buffer_byte(links, '\n');
        }
    return LAP_OK;
}

static lap_status say(void *context, lapi_slice url, const char *what)
{
    (void)context;
    printf("%.*s:0: %s\n", (int)url.bytes, url.at, what);
    return LAP_OK;
}

static lap_status poll_all(const lapi_feeds *list, world *w, int count, char **pauses)
{
    lap_status status = LAP_OK;
    lapi_clock clock = {tell_time, pass_time, w};
    lapi_poll_hooks hooks = {get, put, take, say, w};
    for (int i = -1; i < count && status == LAP_OK; i++) {
        lapi_poll_counts n;
        lap_error error = {.text = ""};
        w->ms += i < 0 ? 0 : atoll(pauses[i]) * 1000;
        status = lapi_poll(list, !w->end_ms, clock, &hooks, &n, &error);
        printf("end %d%s feeds %u pages %u unchanged %u waiting %u failures %u\n",
               (int)status, error.text, (unsigned)n.feeds, (unsigned)n.pages,
               (unsigned)n.unchanged, (unsigned)n.waiting, (unsigned)n.failures);
    }
    return status;
}

int main(int argc, char **argv)
{
    static char text[1 << 16];
    FILE *in = argc > 1 ? fopen(argv[1], "rb") : NULL;
    lapi_arena *arena;
    world *w = calloc(1, sizeof *w);
    lapi_feeds list;
    lap_error error;
    if (!in || !w || lapi_arena_new(0, &arena))
        return 2;
    size_t n = fread(text, 1, sizeof text, in);
    fclose(in);
    w->ms = START_S * INT64_C(1000);
    if (lapi_feeds_read(lapi_slice_of(text, (uint32_t)n), arena, &list, &error)) {
        printf("%s:%u: %s\n", argv[1], (unsigned)error.position, error.text);
        return 1;
    }
    bool is_endless = argc == 4 && strcmp(argv[2], "for") == 0;
    if (is_endless)
        w->end_ms = w->ms + atoll(argv[3]) * 1000;
    lap_status status = poll_all(&list, w, is_endless ? 0 : argc - 2, argv + 2);
    for (unsigned i = 0; i < w->count; i++) {
        free(w->known[i].url);
        free(w->known[i].etag);
        free(w->known[i].modified);
    }
    free(w);
    lapi_arena_free(arena);
    return status != LAP_OK;
}
