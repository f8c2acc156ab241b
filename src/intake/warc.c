#include "intake/warc.h"

#include "base/limits.h"
#include "base/status.h"
#include "intake/http.h"

#include <stdlib.h>

enum { MARK_BYTES = 7 /* of "WARC/1." */ };

struct lapi_warc {
    lapi_unpack *unpack;
    lapi_buffer window; /* unpacked bytes; those before `at` are done with */
    size_t at;
    uint64_t window_offset; /* of window.at[0], among the unpacked bytes */
    uint64_t member;        /* offset of the member in which the window's end lies */
    bool is_cut;            /* a member has ended since the record began */
    bool is_lost;           /* looking for a record since the last complaint */
    bool is_over;
};

/* The record at hand. */
typedef struct record {
    uint64_t offset; /* in the file */
    size_t head;     /* bytes */
    uint64_t length; /* of the block */
    bool is_aligned; /* it begins where a member does */
    lapi_slice type, url, content_type, charset;
} record;

lap_status lapi_warc_new(lapi_unpack *unpack, lapi_slice start, lapi_warc **out)
{
    lapi_warc *warc = calloc(1, sizeof *warc);
    if (!warc)
        return LAP_NO_MEMORY;
    warc->unpack = unpack;
    warc->is_cut = true;
    lapi_buffer_slice(&warc->window, start);
    if (warc->window.failed) {
        lapi_warc_free(warc);
        return LAP_NO_MEMORY;
    }
    *out = warc;
    return LAP_OK;
}

void lapi_warc_free(lapi_warc *warc)
{
    if (!warc)
        return;
    lapi_buffer_clear(&warc->window);
    free(warc);
}

/* ---- the window ---- */

static size_t left(const lapi_warc *warc)
{
    return warc->window.bytes - warc->at;
}

/* Drops what is done with, where that is much or all. */
static void tidy(lapi_warc *warc)
{
    if (left(warc) && warc->at < warc->window.bytes / 2)
        return;
    memmove(warc->window.at, warc->window.at + warc->at, left(warc));
    warc->window_offset += warc->at;
    warc->window.bytes -= warc->at;
    warc->at = 0;
}

/* Adds bytes to the window. MEMBER: a member has ended before more comes. */
static enum lapi_unpacked more(lapi_warc *warc, lap_error *error)
{
    char block[4096];
    size_t n;
    if (warc->at && warc->window.at)
        tidy(warc);
    enum lapi_unpacked got =
        lapi_unpack_some(warc->unpack, block, sizeof block, &n, error);
    if (got == LAPI_UNPACKED_SOME) {
        lapi_buffer_add(&warc->window, block, n);
        warc->member = lapi_unpack_member(warc->unpack);
    }
    if (warc->window.failed) {
        lapi_fail_memory(error, warc->member);
        return LAPI_UNPACKED_FAILED;
    }
    warc->is_cut = warc->is_cut || got == LAPI_UNPACKED_MEMBER;
    return got;
}

static bool begins_record(const lapi_warc *warc, size_t at)
{
    return warc->window.bytes - at >= MARK_BYTES &&
           memcmp(warc->window.at + at, "WARC/1.", MARK_BYTES) == 0;
}

/* Sees to it that `bytes` stand in the window. END: the file ends before. MEMBER: the
 * member does, and another record follows, which is gone to. */
static enum lapi_unpacked need(lapi_warc *warc, size_t bytes, lap_error *error)
{
    while (left(warc) < bytes) {
        size_t end = left(warc);
        enum lapi_unpacked got = more(warc, error);
        if (got == LAPI_UNPACKED_FAILED || got == LAPI_UNPACKED_END)
            return got;
        if (got != LAPI_UNPACKED_MEMBER)
            continue;
        while (left(warc) < end + MARK_BYTES && got != LAPI_UNPACKED_END) {
            got = more(warc, error);
            if (got == LAPI_UNPACKED_FAILED)
                return got;
        }
        if (end && begins_record(warc, warc->at + end)) {
            warc->at += end;
            return LAPI_UNPACKED_MEMBER;
        }
    }
    return LAPI_UNPACKED_SOME;
}

/* ---- damage ---- */

/* Goes to the next start of a record in the window or behind it; false: there is none,
 * or the file cannot be read (the error says why). */
static bool find_record(lapi_warc *warc, lap_error *error)
{
    if (left(warc))
        warc->at++;
    for (;;) {
        for (; left(warc) >= MARK_BYTES; warc->at++)
            if (begins_record(warc, warc->at))
                return true;
        enum lapi_unpacked got = more(warc, error);
        if (got == LAPI_UNPACKED_MEMBER && left(warc) == 0)
            return true;
        if (got == LAPI_UNPACKED_END)
            warc->at = warc->window.bytes;
        if (got == LAPI_UNPACKED_END || got == LAPI_UNPACKED_FAILED)
            return false;
    }
}

static enum lapi_read complain(lapi_warc *warc)
{
    enum lapi_read read = warc->is_lost ? LAPI_READ_PARCEL : LAPI_READ_BAD;
    warc->is_lost = true;
    return read;
}

/* The bytes cannot be unpacked, or the file cannot be read. LAPI_READ_PARCEL here means
 * that there is nothing to complain of: go on. */
static enum lapi_read recover(lapi_warc *warc, const lap_error *error)
{
    lapi_buffer_reset(&warc->window);
    warc->at = 0;
    warc->is_cut = true;
    bool goes_on = error->status != LAP_NO_MEMORY && error->status != LAP_IO &&
                   lapi_unpack_resync(warc->unpack);
    warc->is_over = !goes_on;
    if (error->status == LAP_NO_MEMORY || error->status == LAP_IO)
        return LAPI_READ_FAILED;
    return complain(warc);
}

static enum lapi_read complain_of(lapi_warc *warc, const record *r, const char *what,
                                  lap_error *error)
{
    lap_error search = {.status = LAP_OK};
    lapi_fail(error, LAP_BAD_INPUT, r->offset, "%s", what);
    enum lapi_read read = complain(warc);
    if (!find_record(warc, &search) && search.status)
        recover(warc, &search);
    return read;
}

/* ---- records ---- */

/* Decimal digits and nothing else. */
static bool read_length(lapi_slice digits, uint64_t *out)
{
    uint64_t value = 0;
    if (digits.bytes == 0 || digits.bytes > 18)
        return false;
    for (uint32_t i = 0; i < digits.bytes; i++) {
        if (digits.at[i] < '0' || digits.at[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(digits.at[i] - '0');
    }
    *out = value;
    return true;
}

static lapi_slice bare(lapi_slice url)
{
    if (url.bytes > 2 && url.at[0] == '<' && url.at[url.bytes - 1] == '>')
        return lapi_slice_of(url.at + 1, url.bytes - 2);
    return url;
}

/* Reads the head in the window; false: it is none. */
static bool read_head(const lapi_warc *warc, record *r)
{
    lapi_slice head = lapi_slice_of(warc->window.at + warc->at, (uint32_t)r->head);
    r->type = lapi_http_field(head, "warc-type");
    r->url = bare(lapi_http_field(head, "warc-target-uri"));
    r->content_type =
        lapi_http_type(lapi_http_field(head, "content-type"), &r->charset);
    return begins_record(warc, warc->at) && r->type.bytes &&
           read_length(lapi_http_field(head, "content-length"), &r->length);
}

static bool is_html(lapi_slice type)
{
    return lapi_slice_is(type, "text/html") ||
           lapi_slice_is(type, "application/xhtml+xml");
}

static bool is_wanted(const record *r)
{
    if (lapi_slice_is(r->type, "response"))
        return lapi_slice_is(r->content_type, "application/http");
    if (lapi_slice_is(r->type, "resource"))
        return is_html(r->content_type);
    return lapi_slice_is(r->type, "conversion") &&
           lapi_slice_is(r->content_type, "text/plain");
}

/* Passes over the head and block at hand. */
static enum lapi_unpacked skip(lapi_warc *warc, const record *r, lap_error *error)
{
    uint64_t rest = r->head + r->length;
    for (;;) {
        size_t n = left(warc) < rest ? left(warc) : (size_t)rest;
        warc->at += n;
        rest -= n;
        if (rest == 0)
            return LAPI_UNPACKED_SOME;
        enum lapi_unpacked got = need(warc, MARK_BYTES, error);
        if (got == LAPI_UNPACKED_FAILED)
            return got;
        if (got == LAPI_UNPACKED_SOME &&
            !(warc->is_cut && begins_record(warc, warc->at)))
            continue;
        if (got == LAPI_UNPACKED_END)
            warc->at += left(warc) < rest ? left(warc) : (size_t)rest;
        return got;
    }
}

/* Makes a parcel of the block in the window; false: it is no page. Crawlers keep the
 * head as the server sent it, so what is no HTTP is passed over without a word. */
static bool take_block(const lapi_warc *warc, const record *r, lapi_parcel *parcel)
{
    lapi_slice block =
        lapi_slice_of(warc->window.at + warc->at + r->head, (uint32_t)r->length);
    lapi_http http;
    parcel->kind = LAPI_PARCEL_REPLY;
    if (lapi_slice_is(r->type, "resource"))
        parcel->kind = LAPI_PARCEL_PAGE;
    else if (lapi_slice_is(r->type, "conversion"))
        parcel->kind = LAPI_PARCEL_TEXT;
    else if (!lapi_http_read(block, &http) || http.code != 200 || !is_html(http.type))
        return false;
    lapi_parcel_put(parcel, LAPI_FIELD_URL, r->url);
    lapi_parcel_put(parcel, LAPI_FIELD_BODY, block);
    parcel->position = parcel->origin_offset = r->offset;
    return true;
}

/* After the block: two line ends, or the file's or the member's end. That a packed
 * member is whole is known at its end only, so it is read up to there. */
static enum lapi_unpacked end_record(lapi_warc *warc, record *r, uint64_t *length,
                                     bool *is_right, lap_error *error)
{
    size_t whole = r->head + (size_t)r->length, end = whole;
    enum lapi_unpacked got = LAPI_UNPACKED_SOME;
    *length = lapi_unpack_is_packed(warc->unpack) ? 0 : whole;
    while (got == LAPI_UNPACKED_SOME && left(warc) < whole + MARK_BYTES)
        got = more(warc, error);
    if (got == LAPI_UNPACKED_FAILED)
        return got;
    while (end < left(warc) && end < whole + 4 &&
           memchr("\r\n", warc->window.at[warc->at + end], 2))
        end++;
    *is_right = end > whole || end == left(warc);
    if (got == LAPI_UNPACKED_MEMBER && r->is_aligned && end == left(warc))
        *length = lapi_unpack_offset(warc->unpack) - r->offset;
    else if (*length)
        *length = end;
    return LAPI_UNPACKED_SOME;
}

/* Finds the next head; END: there is none. */
static enum lapi_unpacked find_head(lapi_warc *warc, record *r, lap_error *error)
{
    enum lapi_unpacked got;
    for (;;) {
        while (left(warc) && memchr("\r\n", warc->window.at[warc->at], 2))
            warc->at++;
        if (left(warc))
            break;
        got = more(warc, error);
        if (got == LAPI_UNPACKED_END || got == LAPI_UNPACKED_FAILED)
            return got;
    }
    r->is_aligned = warc->is_cut;
    warc->is_cut = false;
    r->offset = lapi_unpack_is_packed(warc->unpack) ? warc->member
                                                    : warc->window_offset + warc->at;
    for (;;) {
        size_t n = left(warc) < LAPI_HEAD_BYTES_MAX ? left(warc) : LAPI_HEAD_BYTES_MAX;
        r->head =
            lapi_http_head(lapi_slice_of(warc->window.at + warc->at, (uint32_t)n));
        if (r->head || n == LAPI_HEAD_BYTES_MAX)
            return LAPI_UNPACKED_SOME;
        got = need(warc, left(warc) + 1, error);
        if (got == LAPI_UNPACKED_FAILED)
            return got;
        if (got != LAPI_UNPACKED_SOME)
            return LAPI_UNPACKED_SOME;
    }
}

/* One record: PARCEL with parcel->bytes empty is one to be passed over. */
static enum lapi_read next_record(lapi_warc *warc, lapi_parcel *parcel,
                                  lap_error *error)
{
    record r = {0};
    uint64_t length = 0;
    bool is_right = true;
    enum lapi_unpacked got = find_head(warc, &r, error);
    if (got == LAPI_UNPACKED_END)
        return LAPI_READ_END;
    if (got == LAPI_UNPACKED_FAILED)
        return recover(warc, error);
    if (!r.head || !read_head(warc, &r))
        return complain_of(warc, &r, "no WARC record here", error);
    if (!is_wanted(&r) || r.length > LAPI_WARC_BYTES_MAX) {
        bool is_long = is_wanted(&r);
        warc->is_lost = false;
        got = skip(warc, &r, error);
        if (got == LAPI_UNPACKED_FAILED)
            return recover(warc, error);
        if (is_long)
            lapi_fail(error, LAP_TOO_LARGE, r.offset, "a record of more than 32 MiB");
        return is_long ? LAPI_READ_BAD : LAPI_READ_PARCEL;
    }
    got = need(warc, r.head + (size_t)r.length, error);
    if (got == LAPI_UNPACKED_SOME) {
        read_head(warc, &r); /* the window may have moved */
        got = end_record(warc, &r, &length, &is_right, error);
    } else if (got == LAPI_UNPACKED_END) {
        return complain_of(warc, &r, "a record that ends too early", error);
    } else if (got == LAPI_UNPACKED_MEMBER) {
        lapi_fail(error, LAP_BAD_INPUT, r.offset, "a record that ends too early");
        return complain(warc);
    }
    if (got == LAPI_UNPACKED_FAILED)
        return recover(warc, error);
    if (!is_right)
        return complain_of(warc, &r, "a record of another length than it says", error);
    read_head(warc, &r);
    warc->is_lost = false;
    if (take_block(warc, &r, parcel))
        parcel->origin_bytes = length;
    warc->at += r.head + (size_t)r.length;
    return LAPI_READ_PARCEL;
}

enum lapi_read lapi_warc_next(lapi_warc *warc, lapi_parcel *parcel, lap_error *error)
{
    while (!warc->is_over) {
        enum lapi_read read = next_record(warc, parcel, error);
        if (parcel->bytes.failed) {
            lapi_fail_memory(error, warc->member);
            read = LAPI_READ_FAILED;
        }
        warc->is_over =
            warc->is_over || read == LAPI_READ_END || read == LAPI_READ_FAILED;
        if (read != LAPI_READ_PARCEL || parcel->bytes.bytes)
            return read;
    }
    return LAPI_READ_END;
}
