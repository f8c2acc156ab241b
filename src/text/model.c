#include "text/model.h"

/* Defined by the assembly file that tools/embed.py makes of models/text.lapm. */
extern const unsigned char lapi_text_model[];
extern const unsigned char lapi_text_model_end[];

const void *lapi_text_embedded(size_t *size)
{
    *size = (size_t)(lapi_text_model_end - lapi_text_model);
    return lapi_text_model;
}
