#include "intake/reader.h"

#include "base/limits.h"
#include "base/status.h"
#include "intake/feed.h"
#include "intake/unpack.h"
#include "intake/warc.h"

#include <stdlib.h>

enum { START_BYTES = 1 << 12 };

struct lapi_reader {
    lapi_unpack *unpack;
    lapi_lines_in lines;
    lapi_feed *feed; /* NULL: none */
    lapi_warc *warc; /* NULL: none */
    enum lapi_from from;
    bool is_begun, is_over;
    lap_error error; /* of the unpacking */
};

/* The stream that a feed is read from: what lines have not taken. */
static lap_status read_rest(void *context, char *buf, size_t cap, size_t *n)
{
    lapi_reader *reader = context;
    lapi_slice next = lapi_lines_in_peek(&reader->lines);
    if (next.bytes == 0 && !reader->lines.is_done)
        return LAP_IO;
    *n = next.bytes < cap ? next.bytes : cap;
    memcpy(buf, next.at, *n);
    reader->lines.at += *n;
    return LAP_OK;
}

/* The stream that lines are read from: members of a packed file one after the other. */
static lap_status read_unpacked(void *context, char *buf, size_t cap, size_t *n)
{
    lapi_reader *reader = context;
    enum lapi_unpacked got;
    do {
        got = lapi_unpack_some(reader->unpack, buf, cap, n, &reader->error);
    } while (got == LAPI_UNPACKED_MEMBER);
    return got == LAPI_UNPACKED_FAILED ? reader->error.status : LAP_OK;
}

/* ---- which format ---- */

static bool ends_with(const char *path, size_t bytes, const char *ending)
{
    size_t m = strlen(ending);
    return bytes > m && memcmp(path + bytes - m, ending, m) == 0;
}

static enum lapi_from from_name(const char *path)
{
    static const struct {
        const char *ending;
        enum lapi_from from;
    } endings[] = {{".txt", LAPI_FROM_TEXT},     {".jsonl", LAPI_FROM_JSONL},
                   {".ndjson", LAPI_FROM_JSONL}, {".html", LAPI_FROM_HTML},
                   {".htm", LAPI_FROM_HTML},     {".xhtml", LAPI_FROM_HTML},
                   {".rss", LAPI_FROM_FEED},     {".atom", LAPI_FROM_FEED},
                   {".rdf", LAPI_FROM_FEED},     {".warc", LAPI_FROM_WARC},
                   {".wet", LAPI_FROM_WARC}};
    size_t n = strlen(path);
    if (ends_with(path, n, ".gz"))
        n -= 3;
    else if (ends_with(path, n, ".zst"))
        n -= 4;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(path, n, endings[i].ending))
            return endings[i].from;
    return LAPI_FROM_AUTO;
}

static lapi_slice without_white(lapi_slice start)
{
    while (start.bytes && memchr(" \t\r\n\xEF\xBB\xBF", start.at[0], 7))
        start = lapi_slice_of(start.at + 1, start.bytes - 1);
    return start;
}

/* Is the first element of a feed among the first tags? */
static bool is_feed(lapi_slice start)
{
    static const char *const roots[] = {"<rss", "<feed", "<rdf:rdf"};
    uint32_t n = start.bytes < START_BYTES ? start.bytes : START_BYTES;
    for (uint32_t i = 0; start.bytes && start.at[0] == '<' && i < n; i++)
        for (size_t r = 0; start.at[i] == '<' && r < sizeof roots / sizeof *roots; r++)
            if (lapi_slice_begins_fold(lapi_slice_of(start.at + i, n - i), roots[r]))
                return true;
    return false;
}

static enum lapi_from from_bytes(lapi_slice start)
{
    static const char *const html[] = {"<!doctype html", "<html", "<head", "<body",
                                       "<title",         "<meta", "<!--"};
    start = without_white(start);
    if (lapi_intake_is_json(start))
        return LAPI_FROM_JSONL;
    if (lapi_slice_begins_fold(start, "warc/1."))
        return LAPI_FROM_WARC;
    if (is_feed(start))
        return LAPI_FROM_FEED;
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (lapi_slice_begins_fold(start, html[i]))
            return LAPI_FROM_HTML;
    return LAPI_FROM_TEXT;
}

/* ---- parcels ---- */

static enum lapi_read failed(lapi_reader *reader, const lapi_parcel *parcel,
                             uint64_t position, lap_error *error)
{
    reader->is_over = true;
    if (parcel->bytes.failed)
        lapi_fail_memory(error, position);
    else if (reader->error.text[0])
        *error = reader->error;
    else
        *error = (lap_error){.status = LAP_IO, .position = position};
    return LAPI_READ_FAILED;
}

/* The whole of a file. */
static enum lapi_read next_whole(lapi_reader *reader, lapi_parcel *parcel,
                                 lap_error *error)
{
    bool is_page = reader->from == LAPI_FROM_HTML;
    uint32_t limit = is_page ? LAPI_PAGE_BYTES_MAX : LAPI_DOC_BYTES_MAX;
    enum lapi_line got = lapi_lines_in_rest(&reader->lines, limit, &parcel->bytes);
    reader->is_over = true;
    if (got == LAPI_LINE_FAILED)
        return failed(reader, parcel, parcel->bytes.bytes, error);
    if (got == LAPI_LINE_TOO_LONG) {
        lapi_fail(error, LAP_TOO_LARGE, limit, "a %s of more than 16 MiB",
                  is_page ? "page" : "document");
        return LAPI_READ_BAD;
    }
    parcel->kind = is_page ? LAPI_PARCEL_PAGE : LAPI_PARCEL_TEXT;
    parcel->fields[LAPI_FIELD_BODY] = (lapi_span){0, (uint32_t)parcel->bytes.bytes};
    return LAPI_READ_PARCEL;
}

static enum lapi_read next_line(lapi_reader *reader, lapi_parcel *parcel,
                                lap_error *error)
{
    enum lapi_line got;
    lapi_slice line;
    do {
        got = lapi_lines_in_next(&reader->lines, &parcel->bytes);
        line = lapi_buffer_text(&parcel->bytes);
    } while (got == LAPI_LINE_READ && lapi_intake_is_blank(line));
    parcel->position = reader->lines.number;
    if (got == LAPI_LINE_FAILED)
        return failed(reader, parcel, parcel->position, error);
    if (got == LAPI_LINE_TOO_LONG) {
        lapi_fail(error, LAP_TOO_LARGE, parcel->position, "a line of more than 64 MiB");
        return LAPI_READ_BAD;
    }
    reader->is_over = got == LAPI_LINE_END;
    if (reader->is_over)
        return LAPI_READ_END;
    parcel->kind = LAPI_PARCEL_JSON;
    parcel->fields[LAPI_FIELD_BODY] = (lapi_span){0, line.bytes};
    return LAPI_READ_PARCEL;
}

static enum lapi_read next_item(lapi_reader *reader, lapi_parcel *parcel,
                                lap_error *error)
{
    if (!reader->feed &&
        lapi_feed_new((lapi_stream){read_rest, reader}, &reader->feed)) {
        lapi_fail_memory(&reader->error, 0);
        return failed(reader, parcel, 0, error);
    }
    enum lapi_read got = lapi_feed_next(reader->feed, parcel, error);
    reader->is_over = got == LAPI_READ_END || got == LAPI_READ_FAILED;
    if (got == LAPI_READ_FAILED && error->status == LAP_IO)
        return failed(reader, parcel, error->position, error);
    return got;
}

/* The first block of lines is the first member's: WARC must know where members end. */
static enum lapi_read next_page(lapi_reader *reader, lapi_parcel *parcel,
                                lap_error *error)
{
    if (!reader->warc &&
        lapi_warc_new(reader->unpack, lapi_lines_in_peek(&reader->lines),
                      &reader->warc)) {
        lapi_fail_memory(&reader->error, 0);
        return failed(reader, parcel, 0, error);
    }
    return lapi_warc_next(reader->warc, parcel, error);
}

enum lapi_read lapi_reader_next(lapi_reader *reader, lapi_parcel *parcel,
                                lap_error *error)
{
    if (reader->is_over)
        return LAPI_READ_END;
    if (!reader->is_begun) {
        lapi_slice start = lapi_lines_in_peek(&reader->lines);
        reader->is_begun = true;
        if (start.bytes == 0 && reader->lines.is_done)
            lapi_fail(&reader->error, LAP_BAD_INPUT, 0, "nothing in it");
        if (start.bytes == 0)
            return failed(reader, parcel, 0, error);
        if (reader->from == LAPI_FROM_AUTO)
            reader->from = from_bytes(start);
    }
    switch (reader->from) {
    case LAPI_FROM_JSONL:
        return next_line(reader, parcel, error);
    case LAPI_FROM_FEED:
        return next_item(reader, parcel, error);
    case LAPI_FROM_WARC:
        return next_page(reader, parcel, error);
    default:
        return next_whole(reader, parcel, error);
    }
}

lap_status lapi_reader_new(lapi_stream stream, enum lapi_from from, const char *path,
                           lapi_reader **out)
{
    lapi_reader *reader = calloc(1, sizeof *reader);
    if (!reader)
        return LAP_NO_MEMORY;
    reader->from = from == LAPI_FROM_AUTO ? from_name(path) : from;
    lap_status status = lapi_unpack_new(stream, &reader->unpack);
    if (status == LAP_OK)
        status =
            lapi_lines_in_init(&reader->lines, (lapi_stream){read_unpacked, reader}, 0);
    if (status == LAP_OK)
        *out = reader;
    else
        lapi_reader_free(reader);
    return status;
}

void lapi_reader_free(lapi_reader *reader)
{
    if (!reader)
        return;
    lapi_feed_free(reader->feed);
    lapi_warc_free(reader->warc);
    lapi_unpack_free(reader->unpack);
    lapi_lines_in_clear(&reader->lines);
    free(reader);
}
