/* Any bytes as JSON Lines: split into lines of at most 4 KiB, each refused with a
 * reason or read to a text that is UTF-8 without NUL. */
#include "base/limits.h"
#include "fuzz/fuzz_source.h"
#include "intake/intake.h"
#include "unicode/utf8.h"

static void read_line(lapi_json_in *json, lapi_arena *arena, lapi_slice line)
{
    lap_error note = {.status = LAP_OK}, error = {.status = LAP_OK};
    lapi_doc doc = {.arena = arena, .date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    lapi_arena_reset(arena, 1 << 20);
    lap_status status = lapi_json_in_doc(json, line, &doc, &note, &error);
    FUZZ_CHECK(status == LAP_OK || error.text[0]);
    if (status)
        return;
    FUZZ_CHECK(doc.title_bytes <= doc.text_bytes &&
               doc.text_bytes <= LAPI_DOC_BYTES_MAX);
    FUZZ_CHECK(lapi_utf8_check(doc.text, doc.text_bytes) == doc.text_bytes);
    FUZZ_CHECK(doc.text_bytes == 0 || !memchr(doc.text, 0, doc.text_bytes));
    FUZZ_CHECK((doc.anchor == LAPI_ANCHOR_GIVEN) == (doc.date != LAPI_DAY_NONE));
    uint32_t start, end;
    if (lapi_json_in_span(json, "source", &start, &end, &error) == LAP_OK)
        FUZZ_CHECK(start <= end);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lapi_json_in *json;
    static lapi_arena *arena;
    if (!json) {
        FUZZ_CHECK(lapi_json_in_new(&json) == LAP_OK);
        FUZZ_CHECK(lapi_arena_new(0, &arena) == LAP_OK);
    }
    fuzz_source from = {data, size, 100};
    lapi_lines_in lines;
    lapi_buffer line = {0};
    FUZZ_CHECK(lapi_lines_in_init(&lines, fuzz_stream(&from), 4096) == LAP_OK);
    for (;;) {
        enum lapi_line kind = lapi_lines_in_next(&lines, &line);
        FUZZ_CHECK(line.bytes <= 4096 && kind != LAPI_LINE_FAILED);
        if (kind == LAPI_LINE_END)
            break;
        if (kind == LAPI_LINE_READ)
            read_line(json, arena, lapi_buffer_text(&line));
    }
    FUZZ_CHECK(from.left == 0);
    lapi_buffer_clear(&line);
    lapi_lines_in_clear(&lines);
    return 0;
}
