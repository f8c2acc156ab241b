#include "events_verdicts.h"

#include "base/hash.h"
#include "events.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 1024

static uint64_t key_of(const char *sentence, const char *type, lapi_slice word)
{
    uint64_t key = lapi_hash(LAPI_HASH_START, sentence, strlen(sentence) + 1);
    key = lapi_hash(key, type, strlen(type) + 1);
    return lapi_hash(key, word.at, word.bytes);
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = ((const judged *)a)->key, y = ((const judged *)b)->key;
    return (x > y) - (x < y);
}

void verdicts_read(verdicts *v, const char *path)
{
    char line[LINE_BYTES], said[8], sentence[256], type[16], word[64];
    gzFile file = open_lines(path);
    while (gzgets(file, line, sizeof line)) {
        if (line[0] == '#' || strncmp(line, "verdict\t", 8) == 0)
            continue;
        if (sscanf(line, "%7s\t%255s\t%15s\t%63s", said, sentence, type, word) != 4)
            die("a verdict without four cells:", line);
        v->at = grow_for(v->at, v->count, 1, &v->capacity, sizeof *v->at);
        v->at[v->count++] =
            (judged){.key = key_of(sentence, type, lapi_slice_str(word)),
                     .verdict = strcmp(said, "right") == 0   ? VERDICT_RIGHT
                                : strcmp(said, "wrong") == 0 ? VERDICT_WRONG
                                                             : VERDICT_OPEN};
    }
    gzclose(file);
    if (v->count)
        qsort(v->at, v->count, sizeof *v->at, by_key);
}

verdict verdict_of(const verdicts *v, const char *sentence, const char *type,
                   lapi_slice word)
{
    judged key = {.key = key_of(sentence, type, word)};
    const judged *found =
        v->count ? bsearch(&key, v->at, v->count, sizeof *v->at, by_key) : NULL;
    return found ? found->verdict : VERDICT_OPEN;
}
