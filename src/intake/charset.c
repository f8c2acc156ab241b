#include "intake/charset.h"

#include "base/limits.h"
#include "base/status.h"
#include "unicode/utf8.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

enum {
    META_BYTES = 4096,   /* where <meta charset> is looked for */
    DETECT_BYTES = 4096, /* what the detector sees, and of it before the first byte */
    DETECT_BEFORE = 512, /* that is no ASCII */
    LABEL_BYTES = 40,
    PIVOT = 2048
};

struct lapi_charset {
    UCharsetDetector *detector;
    UConverter *utf8;
    UConverter *last; /* of the label `last_label` */
    char last_label[LABEL_BYTES];
    lapi_buffer out;
};

lap_status lapi_charset_new(lapi_charset **out)
{
    UErrorCode code = U_ZERO_ERROR;
    lapi_charset *charset = calloc(1, sizeof *charset);
    if (!charset)
        return LAP_NO_MEMORY;
    charset->out.limit = LAPI_PAGE_BYTES_MAX;
    charset->utf8 = ucnv_open("UTF-8", &code);
    charset->detector = ucsdet_open(&code);
    if (U_FAILURE(code)) {
        lapi_charset_free(charset);
        return LAP_NO_MEMORY;
    }
    *out = charset;
    return LAP_OK;
}

void lapi_charset_free(lapi_charset *charset)
{
    if (!charset)
        return;
    ucsdet_close(charset->detector);
    ucnv_close(charset->utf8);
    ucnv_close(charset->last);
    lapi_buffer_clear(&charset->out);
    free(charset);
}

static bool is_label_byte(char c)
{
    char small = lapi_ascii_lower(c);
    return (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':' || c == '.';
}

/* The charset named within the first tags of a page: charset= and what follows, in a
 * meta element or an XML declaration. */
static lapi_slice label_in_page(lapi_slice page)
{
    uint32_t n = page.bytes < META_BYTES ? page.bytes : META_BYTES;
    static const char *const words[] = {"charset", "encoding"};
    bool in_meta = false;
    for (uint32_t i = 0; i + 9 < n; i++) {
        if (page.at[i] == '<')
            in_meta =
                lapi_slice_begins_fold(lapi_slice_of(page.at + i, n - i), "<me") ||
                (page.at[i + 1] == '?' && i < 8);
        for (int w = 0; in_meta && w < 2; w++) {
            if (!lapi_slice_begins_fold(lapi_slice_of(page.at + i, n - i), words[w]))
                continue;
            uint32_t j = i + (uint32_t)strlen(words[w]);
            while (j < n && strchr(" \t\r\n='\"", page.at[j]))
                j++;
            uint32_t end = j;
            while (end < n && is_label_byte(page.at[end]))
                end++;
            if (end > j && end < n)
                return lapi_slice_of(page.at + j, end - j);
        }
    }
    return LAPI_S("");
}

/* A label as it is asked of ICU; "" if it names nothing to believe. What is declared as
 * Latin 1 or ASCII is Windows-1252 on the web, what is declared as UTF-16 in a page
 * that could be read so far is not. */
static void clean_label(lapi_slice label, char out[LABEL_BYTES])
{
    uint32_t n = 0;
    out[0] = '\0';
    if (label.bytes == 0 || label.bytes >= LABEL_BYTES)
        return;
    for (; n < label.bytes && is_label_byte(label.at[n]); n++)
        out[n] = lapi_ascii_lower(label.at[n]);
    out[n] = '\0';
    static const char *const latin[] = {"iso-8859-1", "iso8859-1", "iso_8859-1",
                                        "latin1",     "us-ascii",  "ascii",
                                        "cp1252",     "latin-1"};
    for (size_t i = 0; i < sizeof latin / sizeof *latin; i++)
        if (strcmp(out, latin[i]) == 0)
            strcpy(out, "windows-1252");
    static const char *const foreign[] = {"utf-16", "utf-32", "utf-7", "utf16",
                                          "ucs",    "scsu",   "bocu",  "ebcdic",
                                          "ibm-",   "cesu",   "imap"};
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (strncmp(out, foreign[i], strlen(foreign[i])) == 0)
            out[0] = '\0';
}

static UConverter *converter_of(lapi_charset *charset, const char *label)
{
    if (charset->last && strcmp(charset->last_label, label) == 0)
        return charset->last;
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(label, &code);
    if (U_FAILURE(code))
        return NULL;
    ucnv_close(charset->last);
    charset->last = converter;
    strcpy(charset->last_label, label);
    return converter;
}

/* How well-formed are bytes as UTF-8: sequences that are, against bytes that are not.
 * A declared UTF-8 with few bad bytes stays UTF-8. */
static bool is_mostly_utf8(lapi_slice bytes)
{
    size_t good = 0, bad = 0, at = 0;
    while (at < bytes.bytes) {
        size_t n = lapi_utf8_check(bytes.at + at, bytes.bytes - at);
        for (size_t i = at; i < at + n; i++)
            good += ((unsigned char)bytes.at[i] & 0xC0) == 0xC0;
        at += n;
        if (at < bytes.bytes)
            bad++;
        at++;
    }
    return good > bad;
}

static void detect(lapi_charset *charset, lapi_slice bytes, char label[LABEL_BYTES])
{
    UErrorCode code = U_ZERO_ERROR;
    uint32_t at = 0;
    while (at < bytes.bytes && (unsigned char)bytes.at[at] < 0x80)
        at++;
    at = at < DETECT_BEFORE ? 0 : at - DETECT_BEFORE;
    uint32_t n = bytes.bytes - at < DETECT_BYTES ? bytes.bytes - at : DETECT_BYTES;
    strcpy(label, "windows-1252");
    ucsdet_setText(charset->detector, bytes.at + at, (int32_t)n, &code);
    ucsdet_enableInputFilter(charset->detector, true);
    const UCharsetMatch *match = ucsdet_detect(charset->detector, &code);
    if (U_FAILURE(code) || !match)
        return;
    const char *name = ucsdet_getName(match, &code);
    int32_t confidence = ucsdet_getConfidence(match, &code);
    if (U_SUCCESS(code) && confidence >= 25)
        clean_label(lapi_slice_str(name), label);
    if (!label[0])
        strcpy(label, "windows-1252");
}

static lap_status convert(lapi_charset *charset, UConverter *from, lapi_slice bytes,
                          lap_error *error)
{
    char chunk[2048];
    UChar pivot[PIVOT], *pivot_source = pivot, *pivot_target = pivot;
    const char *source = bytes.at, *end = bytes.at + bytes.bytes;
    bool is_first = true;
    lapi_buffer_reset(&charset->out);
    for (;;) {
        UErrorCode code = U_ZERO_ERROR;
        char *target = chunk;
        ucnv_convertEx(charset->utf8, from, &target, chunk + sizeof chunk, &source, end,
                       pivot, &pivot_source, &pivot_target, pivot + PIVOT, is_first,
                       true, &code);
        is_first = false;
        lapi_buffer_add(&charset->out, chunk, (size_t)(target - chunk));
        if (charset->out.failed)
            break;
        if (code != U_BUFFER_OVERFLOW_ERROR)
            return U_FAILURE(code) ? lapi_fail(error, LAP_BAD_INPUT, 0,
                                               "a charset that cannot be read")
                                   : LAP_OK;
    }
    if (charset->out.bytes < LAPI_PAGE_BYTES_MAX / 2)
        return LAP_NO_MEMORY;
    return lapi_fail(error, LAP_TOO_LARGE, 0, "a page of more than 16 MiB");
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 && c != '\n' && c != '\t' && c != '\r';
}

/* Controls, where there are any, become spaces in a copy. */
static lap_status tame(lapi_charset *charset, lapi_slice *text)
{
    uint32_t i = 0;
    while (i < text->bytes && !is_control(text->at[i]))
        i++;
    if (i == text->bytes)
        return LAP_OK;
    if (text->at != charset->out.at) {
        lapi_buffer_reset(&charset->out);
        lapi_buffer_add(&charset->out, text->at, text->bytes);
        if (charset->out.failed)
            return LAP_NO_MEMORY;
    }
    for (; i < text->bytes; i++)
        if (is_control(charset->out.at[i]))
            charset->out.at[i] = ' ';
    text->at = charset->out.at;
    return LAP_OK;
}

/* The label to read the bytes by; "" where they are UTF-8 as they stand. */
static void choose(lapi_charset *charset, lapi_slice bytes, lapi_slice declared,
                   char label[LABEL_BYTES])
{
    bool is_utf8 = lapi_utf8_check(bytes.at, bytes.bytes) == bytes.bytes;
    bool is_shifted = bytes.bytes && memchr(bytes.at, 0x1B, bytes.bytes) != NULL;
    label[0] = '\0';
    if (is_utf8 && !is_shifted)
        return;
    clean_label(declared, label);
    if (!label[0] || !converter_of(charset, label))
        clean_label(label_in_page(bytes), label);
    bool is_known = label[0] && converter_of(charset, label);
    if (is_known && (strcmp(label, "utf-8") == 0 || strcmp(label, "utf8") == 0))
        is_known = is_mostly_utf8(bytes);
    if (!is_known && is_utf8)
        label[0] = '\0';
    else if (!is_known)
        detect(charset, bytes, label);
}

lap_status lapi_charset_utf8(lapi_charset *charset, lapi_slice bytes, lapi_slice label,
                             lapi_slice *out, lap_error *error)
{
    char name[LABEL_BYTES] = "";
    const unsigned char *mark = (const unsigned char *)bytes.at;
    if (bytes.bytes >= 3 && memcmp(mark, "\xEF\xBB\xBF", 3) == 0) {
        bytes = lapi_slice_of(bytes.at + 3, bytes.bytes - 3);
        label = LAPI_S("utf-8");
    }
    if (bytes.bytes >= 2 && mark[0] == 0xFF && mark[1] == 0xFE)
        strcpy(name, "UTF-16LE");
    else if (bytes.bytes >= 2 && mark[0] == 0xFE && mark[1] == 0xFF)
        strcpy(name, "UTF-16BE");
    else
        choose(charset, bytes, label, name);
    if (name[0] == 'U')
        bytes = lapi_slice_of(bytes.at + 2, bytes.bytes - 2);
    lapi_slice text = bytes;
    if (name[0]) {
        UConverter *from = converter_of(charset, name);
        if (!from)
            return LAP_NO_MEMORY;
        lap_status status = convert(charset, from, bytes, error);
        if (status)
            return status;
        text = lapi_buffer_text(&charset->out);
    }
    lap_status status = tame(charset, &text);
    if (status == LAP_OK)
        *out = text;
    return status;
}

lap_status lapi_charset_table(const char *label, int table[256])
{
    char clean[LABEL_BYTES];
    UErrorCode code = U_ZERO_ERROR;
    size_t n = strlen(label);
    clean_label(lapi_slice_of(label, n < LABEL_BYTES ? (uint32_t)n : 0), clean);
    UConverter *converter = clean[0] ? ucnv_open(clean, &code) : NULL;
    if (!converter)
        return LAP_BAD_INPUT;
    bool is_single = ucnv_getMaxCharSize(converter) == 1;
    for (int byte = 0; is_single && byte < 256; byte++) {
        char c = (char)byte;
        UChar to[4];
        code = U_ZERO_ERROR;
        int32_t count = ucnv_toUChars(converter, to, 4, &c, 1, &code);
        table[byte] = U_SUCCESS(code) && count == 1 && to[0] != 0xFFFD ? to[0] : -1;
    }
    ucnv_close(converter);
    return is_single ? LAP_OK : LAP_BAD_INPUT;
}

uint32_t lapi_charset_windows(unsigned char byte)
{
    static const uint16_t high[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}
