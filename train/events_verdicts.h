/* What readers said of matches in sentences of a treebank (train/events/read.tsv). */
#ifndef TRAIN_EVENTS_VERDICTS_H
#define TRAIN_EVENTS_VERDICTS_H

#include "base/slice.h"

#include <stdint.h>

/* OPEN: nobody judged it, or a careful coder may go either way. */
typedef enum verdict { VERDICT_OPEN, VERDICT_RIGHT, VERDICT_WRONG } verdict;

typedef struct judged {
    uint64_t key; /* of sentence, type and word */
    verdict verdict;
} judged;

typedef struct verdicts {
    judged *at; /* by key */
    uint32_t count, capacity;
} verdicts;

void verdicts_read(verdicts *v, const char *path);

/* O(log count). */
verdict verdict_of(const verdicts *v, const char *sentence, const char *type,
                   lapi_slice word);

#endif
