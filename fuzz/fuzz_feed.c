/* Any bytes as a feed: every item is a document that holds together. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_file(data, size, LAPI_FROM_FEED);
    return 0;
}
