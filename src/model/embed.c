#include "model/embed.h"

/* Defined by the assembly file that the build writes for the model of models/. */
extern const unsigned char lapi_model_bytes[];
extern const unsigned char lapi_model_bytes_end[];

const void *lapi_model_embedded(size_t *size)
{
    *size = (size_t)(lapi_model_bytes_end - lapi_model_bytes);
    return lapi_model_bytes;
}
