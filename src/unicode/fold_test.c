#include "unicode/fold.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void check(const char *text, const char *folded)
{
    char buf[64] = "";
    size_t n = lapi_fold_write(lapi_slice_str(text), buf, sizeof buf - 1);
    assert_true(n < sizeof buf);
    assert_string_equal(buf, folded);
}

static void folds_case_and_diacritics(void **state)
{
    (void)state;
    check("Jean-Yves Le Drian", "jeanyvesledrian");
    check("Zürich", "zurich");
    check("Zu\xCC\x88rich", "zurich");
    check("ŁÓDŹ", "lodz");
    check("Straße", "strasse");
    check("İstanbul", "istanbul");
    check("Sana\xCA\xBD"
          "a",
          "sanaa");
    check("Ёлкин Йод", "елкиниод");
    check("ΑΘΉΝΑΣ", "αθηνασ");
    check("U.S.", "us");
    check("北京、東京", "北京東京");
    check("...", "");
}

static void broken_bytes_are_breaks(void **state)
{
    (void)state;
    check("a\xFF"
          "b\xC3",
          "ab");
    check("\xED\xA0", "");
    check("\xC0\x80x", "x");
}

static void cuts_to_capacity(void **state)
{
    (void)state;
    char buf[4] = "...";
    assert_int_equal(lapi_fold_write(LAPI_S("Kyiv"), buf, 2), 4);
    assert_string_equal(buf, "ky.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_case_and_diacritics),
        cmocka_unit_test(broken_bytes_are_breaks),
        cmocka_unit_test(cuts_to_capacity),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
