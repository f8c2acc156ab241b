/* Lemma tables counted from a corpus. */
#ifndef TRAIN_LEMMAS_H
#define TRAIN_LEMMAS_H

#include "corpus.h"

typedef struct {
    uint32_t *key; /* [slots] */
    uint16_t *value;
    uint32_t slots;
    unsigned char *script; /* [scripts][LAPI_SCRIPT_BYTES] */
    uint32_t scripts;
} lemma_tables;

void lemma_tables_build(lemma_tables *t, const corpus *c);
void lemma_tables_free(lemma_tables *t);

#endif
