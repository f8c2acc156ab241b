/* The model that is built into the library. */
#ifndef LAPI_MODEL_EMBED_H
#define LAPI_MODEL_EMBED_H

#include <stddef.h>

/* A model file's bytes, as long as the program runs. */
const void *lapi_model_embedded(size_t *size);

#endif
