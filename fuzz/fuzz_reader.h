/* For targets that read a file: its parcels, each opened to a document. */
#ifndef LAPI_FUZZ_FUZZ_READER_H
#define LAPI_FUZZ_FUZZ_READER_H

#include "fuzz/fuzz_source.h"
#include "intake/reader.h"
#include "unicode/utf8.h"

static void fuzz_open_parcel(lapi_opener *opener, lapi_arena *arena,
                             const lapi_parcel *parcel)
{
    lap_error error = {.status = LAP_OK};
    lapi_note note;
    lapi_arena_reset(arena, 1 << 20);
    lapi_doc doc = {.arena = arena, .date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    doc.text = "";
    doc.id = LAPI_S("file");
    for (int f = 0; f < LAPI_FIELD_COUNT; f++)
        FUZZ_CHECK(parcel->fields[f].begin <= parcel->fields[f].end &&
                   parcel->fields[f].end <= parcel->bytes.bytes);
    lap_status status = lapi_parcel_read(opener, parcel, &doc, &note, &error);
    FUZZ_CHECK(status == LAP_OK || error.text[0]);
    if (status || note.is_passed_over)
        return;
    FUZZ_CHECK(doc.id.bytes > 0 && doc.title_bytes <= doc.text_bytes);
    FUZZ_CHECK(lapi_utf8_check(doc.text, doc.text_bytes) == doc.text_bytes);
    FUZZ_CHECK(doc.text_bytes == 0 || !memchr(doc.text, 0, doc.text_bytes));
}

/* Reads bytes as a file to its end; what is bad is told, and the reading ends. */
static void fuzz_read_file(const uint8_t *data, size_t size, enum lapi_from from)
{
    static lapi_opener *opener;
    static lapi_arena *arena;
    if (!opener) {
        FUZZ_CHECK(lapi_opener_new(&opener) == LAP_OK);
        FUZZ_CHECK(lapi_arena_new(0, &arena) == LAP_OK);
    }
    fuzz_source source = {data, size, 1000};
    lapi_reader *reader;
    lapi_parcel parcel = {.kind = 0};
    enum lapi_read got = LAPI_READ_PARCEL;
    FUZZ_CHECK(lapi_reader_new(fuzz_stream(&source), from, "x", &reader) == LAP_OK);
    for (size_t n = 0; got == LAPI_READ_PARCEL || got == LAPI_READ_BAD; n++) {
        lap_error error = {.status = LAP_OK};
        FUZZ_CHECK(n <= size + 1);
        lapi_parcel_reset(&parcel, 1 << 16);
        got = lapi_reader_next(reader, &parcel, &error);
        if (got == LAPI_READ_PARCEL)
            fuzz_open_parcel(opener, arena, &parcel);
        else
            FUZZ_CHECK(got == LAPI_READ_END || error.text[0]);
    }
    lapi_buffer_clear(&parcel.bytes);
    lapi_reader_free(reader);
}

#endif
