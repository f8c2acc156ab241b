#include "unicode/fold.h"

#include "unicode/fold_table.h"
#include "unicode/utf8.h"

/* Decodes one character; 0 and one byte consumed where the bytes are not UTF-8. */
static uint32_t decode(const unsigned char *p, uint32_t n, uint32_t *used)
{
    static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
    uint32_t need = p[0] < 0xC2 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    *used = 1;
    if (need == 1 || p[0] > 0xF4 || n < need)
        return 0;
    uint32_t code = p[0] & (0x7Fu >> need);
    for (uint32_t i = 1; i < need; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return 0;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    if (code < least[need] || code > 0x10FFFF)
        return 0;
    *used = need;
    return code;
}

/* Punctuation and signs above the table; all else there is a letter of some script. */
static bool is_break(uint32_t code)
{
    return (code >= 0x3000 && code <= 0x3004) || (code >= 0x3008 && code <= 0x3020) ||
           code == 0x3030 || code == 0x303D || code == 0x30FB || code == 0xFEFF ||
           (code >= 0xE000 && code <= 0xF8FF) || (code >= 0xFE10 && code <= 0xFE6F) ||
           (code >= 0xFF00 && code <= 0xFF0F) || (code >= 0xFF1A && code <= 0xFF20) ||
           (code >= 0xFF3B && code <= 0xFF40) || (code >= 0xFF5B && code <= 0xFF65) ||
           (code >= 0xFFE0 && code <= 0xFFFF) || (code >= 0x1F000 && code <= 0x1FAFF) ||
           code >= 0xE0000;
}

static int fold_wide(lapi_slice *rest, char out[LAPI_FOLD_BYTES_MAX])
{
    const unsigned char *p = (const unsigned char *)rest->at;
    uint32_t used;
    uint32_t code = decode(p, rest->bytes, &used);
    *rest = (lapi_slice){rest->at + used, rest->bytes - used};
    if (code == 0)
        return LAPI_FOLD_BREAK;
    if (code >= FOLD_LIMIT) {
        if (code >= 0xFE00 && code <= 0xFE0F)
            return LAPI_FOLD_MARK;
        if (is_break(code))
            return LAPI_FOLD_BREAK;
        memcpy(out, p, used);
        return (int)used;
    }
    uint32_t to = fold_value[fold_page[code >> 6]][code & 63];
    if (to >= FOLD_MANY) {
        const char *many = fold_many[to - FOLD_MANY];
        size_t n = strlen(many);
        memcpy(out, many, n);
        return (int)n;
    }
    return to > 1 ? (int)lapi_utf8_write(to, out)
           : to   ? LAPI_FOLD_MARK
                  : LAPI_FOLD_BREAK;
}

int lapi_fold_next(lapi_slice *rest, char out[LAPI_FOLD_BYTES_MAX])
{
    uint32_t c = (unsigned char)rest->at[0];
    if (c >= 0x80)
        return fold_wide(rest, out);
    *rest = (lapi_slice){rest->at + 1, rest->bytes - 1};
    if (c - 'A' < 26)
        c += 'a' - 'A';
    else if (c - 'a' >= 26 && c - '0' >= 10)
        return LAPI_FOLD_BREAK;
    out[0] = (char)c;
    return 1;
}

size_t lapi_fold_write(lapi_slice text, char *buf, size_t cap)
{
    size_t total = 0;
    while (text.bytes) {
        char out[LAPI_FOLD_BYTES_MAX];
        int n = lapi_fold_next(&text, out);
        for (int i = 0; i < n; i++, total++)
            if (total < cap)
                buf[total] = out[i];
    }
    return total;
}
