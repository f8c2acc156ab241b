/* Vectors of words, indexed as the weigher reads them. */
#include "events.h"
#include "image.h"
#include "know/know.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLACES (1u << 16)
#define WORDS  40000u

/* Two hexadecimal digits, two's complement, as an activation. */
static uint8_t activation(const char *digits)
{
    char text[3] = {digits[0], digits[1], 0};
    int number = (int8_t)strtol(text, NULL, 16);
    long rounded = lround(number * (double)LAPI_ACTIVATION_MAX / 127);
    return (uint8_t)(rounded + LAPI_ACTIVATION_ZERO);
}

void vectors_read(lapi_vectors *v, const char *path)
{
    static char line[4 * LAPI_WEIGH_VECTOR + 256];
    unsigned char *hashes = grow(NULL, PLACES, 4), *rows = grow(NULL, PLACES, 2);
    uint8_t *at = grow(NULL, WORDS, LAPI_WEIGH_VECTOR);
    gzFile file = open_lines(path);
    memset(hashes, 0, PLACES * 4);
    memset(rows, 0, PLACES * 2);
    *v = (lapi_vectors){.index = {hashes, rows, PLACES - 1}, .at = at};
    while (gzgets(file, line, sizeof line)) {
        char *digits = strchr(line, '\t');
        if (line[0] == '#' || !digits || strlen(digits + 1) < 2 * LAPI_WEIGH_VECTOR)
            continue;
        *digits++ = 0;
        uint64_t key = lapi_know_key(lapi_slice_str(line));
        if (!key || v->count == WORDS ||
            lapi_vectors_find(v, key, key) != LAPI_WEIGH_NO_VECTOR)
            continue; /* spelt otherwise, and commoner */
        image_index_add(hashes, rows, v->index.mask, (uint32_t)(key >> 32 ^ key),
                        v->count);
        for (uint32_t k = 0; k < LAPI_WEIGH_VECTOR; k++)
            at[v->count * LAPI_WEIGH_VECTOR + k] = activation(digits + 2 * (size_t)k);
        v->count++;
    }
    gzclose(file);
}
