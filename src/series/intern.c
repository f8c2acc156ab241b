#include "series/intern.h"

#include "base/grow.h"
#include "base/hash.h"

void lapi_intern_clear(lapi_intern *intern)
{
    lapi_buffer_clear(&intern->bytes);
    free(intern->ends);
    free(intern->slots);
    *intern = (lapi_intern){.count = 0};
}

lapi_slice lapi_intern_text(const lapi_intern *intern, uint32_t number)
{
    size_t begin = number ? intern->ends[number - 1] : 0;
    return lapi_slice_of(intern->bytes.at + begin,
                         (uint32_t)(intern->ends[number] - begin));
}

/* The slot of a text: its own or the empty one where it belongs. */
static uint32_t slot_of(const lapi_intern *intern, lapi_slice text)
{
    uint64_t hash = lapi_hash_mix(lapi_hash(LAPI_HASH_START, text.at, text.bytes));
    uint32_t mask = intern->slot_count - 1, at = (uint32_t)hash & mask;
    while (intern->slots[at] &&
           !lapi_slice_equal(lapi_intern_text(intern, intern->slots[at] - 1), text))
        at = (at + 1) & mask;
    return at;
}

static bool grow_slots(lapi_intern *intern)
{
    uint32_t count = intern->slot_count ? 2 * intern->slot_count : 64;
    uint32_t *slots = count ? calloc(count, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(intern->slots);
    intern->slots = slots;
    intern->slot_count = count;
    for (uint32_t i = 0; i < intern->count; i++)
        slots[slot_of(intern, lapi_intern_text(intern, i))] = i + 1;
    return true;
}

uint32_t lapi_intern_find(const lapi_intern *intern, lapi_slice text)
{
    if (!intern->count)
        return LAPI_INTERN_NONE;
    uint32_t number = intern->slots[slot_of(intern, text)];
    return number ? number - 1 : LAPI_INTERN_NONE;
}

uint32_t lapi_intern_add(lapi_intern *intern, lapi_slice text)
{
    if (2 * (intern->count + 1) > intern->slot_count && !grow_slots(intern))
        return LAPI_INTERN_NONE;
    uint32_t slot = slot_of(intern, text);
    if (intern->slots[slot])
        return intern->slots[slot] - 1;
    size_t *ends = lapi_grow(intern->ends, intern->count, &intern->room, sizeof *ends);
    if (ends)
        intern->ends = ends;
    lapi_buffer_slice(&intern->bytes, text);
    if (!ends || intern->bytes.failed) { /* what is there stays good */
        intern->bytes.bytes = intern->count ? intern->ends[intern->count - 1] : 0;
        intern->bytes.failed = false;
        return LAPI_INTERN_NONE;
    }
    intern->ends[intern->count] = intern->bytes.bytes;
    intern->slots[slot] = ++intern->count;
    return intern->count - 1;
}

int lapi_slice_order(lapi_slice a, lapi_slice b)
{
    uint32_t n = a.bytes < b.bytes ? a.bytes : b.bytes;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.bytes > b.bytes) - (a.bytes < b.bytes);
}
