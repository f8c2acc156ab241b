/* Search in what is sorted. */
#ifndef LAPI_BASE_SEARCH_H
#define LAPI_BASE_SEARCH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* First of `count` records of `size` bytes whose uint32_t at offset `field` is not less
 * than `value`; `count` where there is none. O(log count). */
static inline uint32_t lapi_lower_bound(const void *records, uint32_t count,
                                        size_t size, size_t field, uint32_t value)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2, here;
        memcpy(&here, (const char *)records + mid * size + field, sizeof here);
        if (here < value)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

#endif
