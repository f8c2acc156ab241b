/* The knowledge pack that the library carries. */
#ifndef LAPI_KNOW_EMBED_H
#define LAPI_KNOW_EMBED_H

#include <stddef.h>

/* Its bytes, valid for ever; open it with lapi_know_open. */
const void *lapi_know_embedded(size_t *size);

#endif
