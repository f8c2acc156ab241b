/* Any bytes as a page of HTML, in whatever charset the first byte asks for: the text is
 * UTF-8 without NUL, captions lie in it, one after the other. */
#include "base/limits.h"
#include "fuzz/fuzz.h"
#include "intake/page.h"
#include "unicode/utf8.h"

static void check(const lapi_doc *doc)
{
    uint32_t at = 0;
    FUZZ_CHECK(doc->title_bytes <= doc->text_bytes);
    FUZZ_CHECK(lapi_utf8_check(doc->text, doc->text_bytes) == doc->text_bytes);
    FUZZ_CHECK(doc->text_bytes == 0 || !memchr(doc->text, 0, doc->text_bytes));
    for (uint32_t i = 0; i < doc->caption_count; i++) {
        FUZZ_CHECK(doc->captions[i].begin >= at &&
                   doc->captions[i].end > doc->captions[i].begin);
        at = doc->captions[i].end;
    }
    FUZZ_CHECK(at <= doc->text_bytes);
    FUZZ_CHECK((doc->anchor == LAPI_ANCHOR_GIVEN) == (doc->date != LAPI_DAY_NONE));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = {"", "utf-8", "latin1", "gb18030", "koi8-r"};
    static lapi_page *page;
    static lapi_arena *arena;
    if (!page) {
        FUZZ_CHECK(lapi_page_new(&page) == LAP_OK);
        FUZZ_CHECK(lapi_arena_new(0, &arena) == LAP_OK);
    }
    lap_error error = {.status = LAP_OK};
    bool is_empty = false;
    lapi_arena_reset(arena, 1 << 20);
    lapi_doc doc = {.arena = arena, .date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    doc.text = "";
    lapi_slice html = lapi_slice_of((const char *)data, (uint32_t)size);
    const char *charset = charsets[size ? data[0] % 5 : 0];
    lap_status status =
        lapi_page_read(page, html, lapi_slice_str(charset),
                       LAPI_S("https://a.example/b"), &doc, &is_empty, &error);
    FUZZ_CHECK(status == LAP_OK || error.text[0]);
    if (status == LAP_OK)
        check(&doc);
    if (lapi_utf8_check(html.at, size) < size || (size && memchr(data, 0, size)))
        return 0;
    doc = (lapi_doc){.arena = arena, .date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    status = lapi_page_piece(page, html, LAPI_S("Title"), &doc, &error);
    FUZZ_CHECK(status == LAP_OK || error.text[0]);
    if (status == LAP_OK)
        check(&doc);
    return 0;
}
