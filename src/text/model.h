/* The model of sentence ends that the library carries (models/text.lapm). */
#ifndef LAPI_TEXT_MODEL_H
#define LAPI_TEXT_MODEL_H

#include <stddef.h>

/* Its bytes, valid for ever; open it with lapi_judge_open. */
const void *lapi_text_embedded(size_t *size);

#endif
