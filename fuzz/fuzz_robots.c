/* Fuzz target: any bytes as robots.txt; the first line is a path that is asked for.
 * What is allowed does not change with blank lines and remarks around it, and a rule
 * for this very path decides. */
#include "base/buffer.h"
#include "base/limits.h"
#include "fetch/robots.h"
#include "fuzz/fuzz.h"

static bool ask(lapi_slice file, lapi_slice path, lapi_robots *robots)
{
    FUZZ_CHECK(lapi_robots_read(file, LAPI_S("lapwing"), robots) == LAP_OK);
    return lapi_robots_allow(robots, path);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    lapi_slice file = {(const char *)data, (uint32_t)size}, path;
    lapi_robots robots = {0}, same = {0};
    if (size > 1u << 16 || !lapi_slice_cut(&file, '\n', &path) || !file.at)
        return 0;
    if (file.bytes && (unsigned char)file.at[0] == 0xEF)
        return 0; /* a byte order mark is none after a remark */
    bool allows = ask(file, path, &robots);
    FUZZ_CHECK(robots.crawl_delay_s >= 0);
    FUZZ_CHECK(lapi_robots_allow(&robots, LAPI_S("/robots.txt")));
    lapi_buffer text = {0};
    lapi_buffer_str(&text, "# a remark\r\n\n");
    lapi_buffer_slice(&text, file);
    lapi_buffer_str(&text, "\n\n#\n");
    FUZZ_CHECK(ask(lapi_buffer_text(&text), path, &same) == allows);
    FUZZ_CHECK(same.count == robots.count);
    lapi_robots_clear(&same);
    lapi_robots_clear(&robots);
    lapi_buffer_clear(&text);
    return 0;
}
