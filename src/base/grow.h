/* Arrays that double. */
#ifndef LAPI_BASE_GROW_H
#define LAPI_BASE_GROW_H

#include <stdint.h>
#include <stdlib.h>

/* Room for one more behind `count` items of `size` bytes: the array, which may have
 * moved, its room in *room. NULL: memory is out, and the array stands as it was. */
static inline void *lapi_grow(void *items, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room)
        return items;
    uint32_t more = *room ? 2 * *room : 16;
    void *at =
        more > *room && more <= SIZE_MAX / size ? realloc(items, more * size) : NULL;
    if (at)
        *room = more;
    return at;
}

#endif
