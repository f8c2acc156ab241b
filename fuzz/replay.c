/* Runs a fuzz target without libFuzzer: on each file named, and on ROUNDS altered
 * copies of it, the same at every run. */
#include "fuzz/fuzz.h"

#include <string.h>

#ifndef ROUNDS
#define ROUNDS 300u
#endif
#define BYTES_MAX ((size_t)1 << 20)

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Overwrites, repeats or cuts a few bytes; returns the new size. */
static size_t alter(uint8_t *data, size_t size, uint64_t *state)
{
    for (uint64_t n = next(state) % 8 + 1; n && size; n--) {
        size_t at = (size_t)(next(state) % size);
        size_t from = (size_t)(next(state) % size);
        size_t most = size - (at > from ? at : from);
        switch (next(state) % 4) {
        case 0:
            data[at] = (uint8_t)(next(state) & 0xFF);
            break;
        case 1:
            data[at] ^= (uint8_t)(1u << next(state) % 8);
            break;
        case 2:
            memmove(data + at, data + from, (size_t)(next(state) % (most + 1)));
            break;
        default:
            size = next(state) % 8 ? size : at;
        }
    }
    return size;
}

static int replay(const char *path, uint8_t *data, uint8_t *copy)
{
    FILE *in = fopen(path, "rb");
    if (!in) {
        fprintf(stderr, "%s: cannot be read\n", path);
        return 1;
    }
    size_t size = fread(data, 1, BYTES_MAX, in);
    fclose(in);
    LLVMFuzzerTestOneInput(data, size);
    uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
    for (unsigned i = 0; i < ROUNDS; i++) {
        memcpy(copy, data, size);
        LLVMFuzzerTestOneInput(copy, alter(copy, size, &state));
    }
    return 0;
}

int main(int argc, char **argv)
{
    uint8_t *data = malloc(2 * BYTES_MAX);
    int failed = data == NULL;
    for (int i = 1; i < argc && !failed; i++)
        failed = replay(argv[i], data, data + BYTES_MAX);
    free(data);
    return failed;
}
