#include "base/arena.h"

#include "base/limits.h"

#include <stdalign.h>
#include <stdlib.h>

#define CHUNK_BYTES ((size_t)256 << 10)

typedef struct chunk chunk;
struct chunk {
    chunk *next;
    size_t size; /* usable bytes behind the header */
    size_t used;
};

struct lapi_arena {
    chunk *first;
    chunk *now;
    size_t held;
    size_t limit;
    bool is_full; /* something was refused for the limit */
    char *last;   /* the newest allocation, which may grow in place */
};

static size_t header_bytes(void)
{
    size_t align = alignof(max_align_t);
    return (sizeof(chunk) + align - 1) / align * align;
}

static char *chunk_bytes(chunk *c)
{
    return (char *)c + header_bytes();
}

lap_status lapi_arena_new(size_t limit_bytes, lapi_arena **out)
{
    lapi_arena *arena = calloc(1, sizeof *arena);
    if (!arena)
        return LAP_NO_MEMORY;
    arena->limit = limit_bytes ? limit_bytes : LAPI_ARENA_BYTES_MAX;
    *out = arena;
    return LAP_OK;
}

static void free_chunks(lapi_arena *arena, chunk *from)
{
    while (from) {
        chunk *next = from->next;
        arena->held -= from->size;
        free(from);
        from = next;
    }
}

void lapi_arena_free(lapi_arena *arena)
{
    if (!arena)
        return;
    free_chunks(arena, arena->first);
    free(arena);
}

void lapi_arena_reset(lapi_arena *arena, size_t keep_bytes)
{
    size_t kept = 0;
    chunk **link = &arena->first;
    while (*link && kept + (*link)->size <= keep_bytes) {
        kept += (*link)->size;
        (*link)->used = 0;
        link = &(*link)->next;
    }
    free_chunks(arena, *link);
    *link = NULL;
    arena->now = arena->first;
    arena->last = NULL;
    arena->is_full = false;
}

bool lapi_arena_is_full(const lapi_arena *arena)
{
    return arena->is_full;
}

/* The next chunk with room for `need` bytes becomes the current one. */
static chunk *next_chunk(lapi_arena *arena, size_t need)
{
    chunk *at = arena->now ? arena->now->next : arena->first;
    for (; at; at = at->next) {
        arena->now = at;
        if (at->size - at->used >= need)
            return at;
    }
    size_t size = need > CHUNK_BYTES ? need : CHUNK_BYTES;
    if (size > arena->limit - arena->held) {
        arena->is_full = true;
        return NULL;
    }
    chunk *c = malloc(header_bytes() + size);
    if (!c)
        return NULL;
    *c = (chunk){.size = size};
    if (arena->now)
        arena->now->next = c;
    else
        arena->first = c;
    arena->now = c;
    arena->held += size;
    return c;
}

void *lapi_arena_take(lapi_arena *arena, size_t count, size_t size)
{
    size_t align = alignof(max_align_t);
    if (size && count > (SIZE_MAX / 2 - align) / size)
        return NULL;
    size_t need = (count * size + align - 1) / align * align;
    if (need == 0)
        need = align;
    chunk *c = arena->now;
    if (!c || c->size - c->used < need)
        c = next_chunk(arena, need);
    if (!c)
        return NULL;
    char *p = chunk_bytes(c) + c->used;
    c->used += need;
    arena->last = p;
    return p;
}

void *lapi_arena_get(lapi_arena *arena, size_t count, size_t size)
{
    void *p = lapi_arena_take(arena, count, size);
    if (p && count && size)
        memset(p, 0, count * size);
    return p;
}

/* Grows the newest allocation where it stands; false when there is no room. */
static bool grow_in_place(lapi_arena *arena, size_t old_bytes, size_t new_bytes)
{
    size_t align = alignof(max_align_t);
    chunk *c = arena->now;
    size_t offset = (size_t)(arena->last - chunk_bytes(c));
    if (new_bytes > c->size - offset ||
        (new_bytes + align - 1) / align * align > c->size - offset)
        return false;
    memset(arena->last + old_bytes, 0, new_bytes - old_bytes);
    c->used = offset + (new_bytes + align - 1) / align * align;
    return true;
}

void *lapi_arena_grow(lapi_arena *arena, void *old, size_t old_count, size_t new_count,
                      size_t size)
{
    if (size && new_count > SIZE_MAX / 2 / size)
        return NULL;
    if (old && old == arena->last && new_count > old_count &&
        grow_in_place(arena, old_count * size, new_count * size))
        return old;
    char *p = lapi_arena_take(arena, new_count, size);
    if (p && old_count)
        memcpy(p, old, old_count * size);
    if (p && new_count > old_count)
        memset(p + old_count * size, 0, (new_count - old_count) * size);
    return p;
}

void *lapi_arena_more(lapi_arena *arena, void *items, uint32_t count, uint32_t *room,
                      size_t size)
{
    if (count < *room)
        return items;
    uint32_t more = *room ? 2 * *room : 16;
    void *at = more > *room ? lapi_arena_grow(arena, items, count, more, size) : NULL;
    if (at)
        *room = more;
    return at;
}

lapi_slice lapi_arena_copy(lapi_arena *arena, const void *bytes, uint32_t n)
{
    if (n == 0)
        return LAPI_S("");
    char *p = lapi_arena_take(arena, n, 1);
    if (!p)
        return (lapi_slice){NULL, 0};
    memcpy(p, bytes, n);
    return (lapi_slice){p, n};
}

lap_status lapi_arena_keep(lapi_arena *arena, lapi_slice from, lapi_slice *to)
{
    lapi_slice copy = lapi_arena_copy(arena, from.at, from.bytes);
    if (!copy.at)
        return LAP_NO_MEMORY;
    if (copy.bytes)
        *to = copy;
    return LAP_OK;
}
