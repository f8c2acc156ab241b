/* Fuzz target: a damaged model of sentence ends is refused or safe to ask.
 *
 * The input is the file; when its first byte is odd, magic, version and checksum are
 * set right, so that the damage gets past them. */
#include "base/hash.h"
#include "fuzz/fuzz.h"
#include "text/judge.h"

static void put(unsigned char *at, uint64_t value, unsigned bytes)
{
    for (unsigned i = 0; i < bytes; i++)
        at[i] = (unsigned char)(value >> 8 * i & 0xFF);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    size_t n = size - 1;
    unsigned char *model = malloc(n + 1);
    FUZZ_CHECK(model != NULL);
    memcpy(model, data + 1, n);
    if ((data[0] & 1) && n >= LAPI_JUDGE_HEAD_BYTES) {
        memcpy(model, "LAPTEXT1", 8);
        put(model + 8, LAPI_JUDGE_VERSION, 4);
        put(model + 24,
            lapi_hash(LAPI_HASH_START, model + LAPI_JUDGE_HEAD_BYTES,
                      n - LAPI_JUDGE_HEAD_BYTES),
            8);
    }
    lapi_judge judge;
    lap_error error = {0};
    if (lapi_judge_open(model, n, &judge, &error) == LAP_OK) {
        uint32_t features[LAPI_GAP_FEATURES];
        for (uint32_t i = 0; i < LAPI_GAP_FEATURES; i++)
            features[i] = i * 2654435761u;
        (void)lapi_judge_score(&judge, features);
    } else {
        FUZZ_CHECK(error.status == LAP_BAD_MODEL && error.text[0]);
    }
    free(model);
    return 0;
}
