/* Texts by number: the same text always gets the same one, from 0 in the order in which
 * they came. */
#ifndef LAPI_SERIES_INTERN_H
#define LAPI_SERIES_INTERN_H

#include "base/buffer.h"
#include "base/status.h"

typedef struct lapi_intern {
    lapi_buffer bytes; /* of all texts, one behind the other */
    size_t *ends;      /* [count] where each ends in them */
    uint32_t *slots;   /* [slot_count] number + 1 by hash, 0: empty */
    uint32_t count, room, slot_count;
} lapi_intern;

#define LAPI_INTERN_NONE UINT32_MAX

/* A zeroed struct is valid and empty. */
void lapi_intern_clear(lapi_intern *intern);
/* The number of a text, new if need be; LAPI_INTERN_NONE: memory is out. O(1). */
uint32_t lapi_intern_add(lapi_intern *intern, lapi_slice text);
/* LAPI_INTERN_NONE: never came. */
uint32_t lapi_intern_find(const lapi_intern *intern, lapi_slice text);
/* Borrowed until the next one is added. */
lapi_slice lapi_intern_text(const lapi_intern *intern, uint32_t number);
/* Below 0, 0 or above 0: the order of the bytes of two texts. */
int lapi_slice_order(lapi_slice a, lapi_slice b);

#endif
