/* Any bytes as WARC, packed or not: every page is a document that holds together, and
 * damage is told with a reason. */
#include "fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read_file(data, size, LAPI_FROM_WARC);
    return 0;
}
