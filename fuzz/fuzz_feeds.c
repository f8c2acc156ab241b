/* Fuzz target: any bytes as a list of feeds. It is refused with its line, or everything
 * in it is within its limits. */
#include "base/limits.h"
#include "fetch/config.h"
#include "fetch/url.h"
#include "fuzz/fuzz.h"

static void check_feed(const lapi_feed_config *feed)
{
    FUZZ_CHECK(lapi_url_fault(feed->url) == NULL);
    FUZZ_CHECK(feed->every_s >= 60 && feed->line > 0);
    FUZZ_CHECK(feed->publisher.bytes <= 256 && feed->language.bytes <= 35);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lapi_arena *arena;
    if (size > 1u << 14)
        return 0;
    if (!arena)
        FUZZ_CHECK(lapi_arena_new(0, &arena) == LAP_OK);
    lapi_arena_reset(arena, 1 << 20);
    lapi_feeds list;
    lap_error error = {.status = LAP_OK};
    lapi_slice yaml = {(const char *)data, (uint32_t)size};
    lap_status status = lapi_feeds_read(yaml, arena, &list, &error);
    if (status) {
        FUZZ_CHECK(error.text[0] && error.is_line && error.position > 0);
        return 0;
    }
    FUZZ_CHECK(list.user_agent.bytes && list.retries <= 10);
    FUZZ_CHECK(list.body_bytes_max <= LAPI_BODY_BYTES_MAX);
    for (uint32_t i = 0; i < list.count; i++)
        check_feed(&list.feeds[i]);
    return 0;
}
