#include "unicode/props.h"

#include "unicode/props_table.h"

#include <stddef.h>

enum lapi_class lapi_class_of(uint32_t code)
{
    if (code < 0x20000)
        return (enum lapi_class)
            page_class[(uint32_t)page_of[code >> 7] * 128 + (code & 127)];
    return code < 0x323B0 ? LAPI_CLASS_LETTER : LAPI_CLASS_OTHER;
}

static uint32_t map(uint32_t code)
{
    const case_run *runs = to_lower;
    const size_t count = sizeof to_lower / sizeof *to_lower;
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (runs[mid].last < code)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == count || code < runs[low].first ||
        (code - runs[low].first) % runs[low].step != 0)
        return code;
    return (uint32_t)((int32_t)code + runs[low].delta);
}

uint32_t lapi_lower(uint32_t code)
{
    if (code < 128)
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    return map(code);
}
