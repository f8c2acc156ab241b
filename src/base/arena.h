/* An arena: memory that is given out in order and taken back all at once.
 *
 *   chunk 0 [######....]  chunk 1 [##........]  ...     reset keeps the chunks
 *
 * Everything about a document lives in its arena and dies with lapi_arena_reset or
 * lapi_arena_free. After warm-up no allocation reaches malloc. Not for sharing by
 * threads. */
#ifndef LAPI_BASE_ARENA_H
#define LAPI_BASE_ARENA_H

#include "base/slice.h"

#include <lapwing/status.h>

typedef struct lapi_arena lapi_arena;

/* limit_bytes bounds everything ever held at once; 0 means LAPI_ARENA_BYTES_MAX. */
lap_status lapi_arena_new(size_t limit_bytes, lapi_arena **out) LAP_MUST_USE;
void lapi_arena_free(lapi_arena *arena);

/* Forgets all contents, keeps up to `keep_bytes` of memory for the next document. */
void lapi_arena_reset(lapi_arena *arena, size_t keep_bytes);

/* Was something refused for the limit since the last reset, not for want of memory? */
bool lapi_arena_is_full(const lapi_arena *arena);

/* count * size bytes, zeroed, aligned for any type; NULL when memory or the limit is
 * out. count * size may overflow: that too is NULL. */
void *lapi_arena_get(lapi_arena *arena, size_t count, size_t size) LAP_MUST_USE;

/* The same, not zeroed: for large room that is written before it is read. */
void *lapi_arena_take(lapi_arena *arena, size_t count, size_t size) LAP_MUST_USE;

/* Grows an array: a copy of old_count items in room for new_count; the old one is left
 * behind (amortised by doubling in the caller; in place when it was the last
 * allocation). */
void *lapi_arena_grow(lapi_arena *arena, void *old, size_t old_count, size_t new_count,
                      size_t size) LAP_MUST_USE;

/* Room for one more behind `count` items in the same way: the array, grown if it must
 * be, its room in *room. NULL: memory or the limit is out. */
void *lapi_arena_more(lapi_arena *arena, void *items, uint32_t count, uint32_t *room,
                      size_t size) LAP_MUST_USE;

/* A copy of bytes; {NULL, 0} when memory is out (then also for bytes == 0 is {"", 0}).
 */
lapi_slice lapi_arena_copy(lapi_arena *arena, const void *bytes, uint32_t n);

/* Sets *to to a copy of `from`, unless that is empty. LAP_NO_MEMORY. */
lap_status lapi_arena_keep(lapi_arena *arena, lapi_slice from,
                           lapi_slice *to) LAP_MUST_USE;

#endif
