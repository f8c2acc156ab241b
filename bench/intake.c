/* What intake costs beside the libraries alone: MB a second of each format.
 *
 *   intake FORMAT FILE [ROUNDS]   FORMAT: text jsonl html feed warc   the least of
 * ROUNDS sax expat zlib zstd                  (5) is told
 *
 * Intake reads the file to documents, as `lapwing` does before the first stage; the
 * libraries only walk through it. Bytes are those of the file, unpacked. */
#include "api/file.h"
#include "intake/reader.h"
#include "intake/unpack.h"

#include <expat.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Documents read, or -1. */
static long read_all(const char *bytes, size_t size, enum lapi_from from)
{
    static lapi_opener *opener;
    static lapi_arena *arena;
    lapi_slice s = lapi_slice_of(bytes, (uint32_t)size);
    lapi_reader *reader;
    lapi_parcel parcel = {.kind = 0};
    lap_error error;
    long count = 0;
    if (!opener && (lapi_opener_new(&opener) || lapi_arena_new(0, &arena)))
        return -1;
    if (lapi_reader_new(lapi_stream_of(&s), from, "x", &reader))
        return -1;
    for (;;) {
        lapi_note note;
        lapi_parcel_reset(&parcel, (size_t)1 << 20);
        if (lapi_reader_next(reader, &parcel, &error) != LAPI_READ_PARCEL)
            break;
        lapi_arena_reset(arena, (size_t)16 << 20);
        lapi_doc doc = {.arena = arena, .text = "", .id = LAPI_S("x")};
        count += lapi_parcel_read(opener, &parcel, &doc, &note, &error) == LAP_OK;
    }
    lapi_reader_free(reader);
    lapi_buffer_clear(&parcel.bytes);
    return count;
}

/* Pages, each ended by a NUL, by libxml2 alone. */
static long walk_sax(const char *bytes, size_t size)
{
    htmlSAXHandler sax;
    long count = 0;
    memset(&sax, 0, sizeof sax);
    for (size_t at = 0; at < size; count++) {
        size_t n = strlen(bytes + at);
        htmlParserCtxtPtr parser =
            htmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
        if (!parser)
            return -1;
        htmlParseChunk(parser, bytes + at, (int)n, 0);
        htmlParseChunk(parser, "", 0, 1);
        htmlFreeParserCtxt(parser);
        at += n + 1;
    }
    return count;
}

static long walk_expat(const char *bytes, size_t size)
{
    XML_Parser parser = XML_ParserCreateNS(NULL, ' ');
    if (!parser)
        return -1;
    long count = XML_Parse(parser, bytes, (int)size, 1) == XML_STATUS_OK;
    XML_ParserFree(parser);
    return count;
}

/* gzip or zstd, whichever it is. */
static long walk_packed(const char *bytes, size_t size, size_t *unpacked)
{
    static char buf[1 << 16];
    lapi_slice s = lapi_slice_of(bytes, (uint32_t)size);
    lapi_unpack *unpack;
    lap_error error;
    size_t n;
    enum lapi_unpacked got;
    if (lapi_unpack_new(lapi_stream_of(&s), &unpack))
        return -1;
    *unpacked = 0;
    do {
        got = lapi_unpack_some(unpack, buf, sizeof buf, &n, &error);
        *unpacked += n;
    } while (got == LAPI_UNPACKED_SOME || got == LAPI_UNPACKED_MEMBER);
    lapi_unpack_free(unpack);
    return got == LAPI_UNPACKED_END;
}

static long run(const char *format, const char *bytes, size_t size, size_t *unpacked)
{
    static const char *const names[] = {"auto", "text", "jsonl",
                                        "html", "feed", "warc"};
    for (int i = 0; i < 6; i++)
        if (strcmp(format, names[i]) == 0)
            return read_all(bytes, size, (enum lapi_from)i);
    if (strcmp(format, "sax") == 0)
        return walk_sax(bytes, size);
    if (strcmp(format, "expat") == 0)
        return walk_expat(bytes, size);
    return walk_packed(bytes, size, unpacked);
}

int main(int argc, char **argv)
{
    lapi_file file;
    lap_error error = {.text = "usage: intake FORMAT FILE [ROUNDS]"};
    if (argc < 3 || lapi_file_map(argv[2], &file, &error)) {
        fprintf(stderr, "%s\n", error.text);
        return 2;
    }
    int rounds = argc > 3 ? atoi(argv[3]) : 5;
    size_t unpacked = file.size;
    walk_packed(file.bytes, file.size, &unpacked);
    double least = 1e9;
    long count = 0;
    for (int i = 0; i < rounds; i++) {
        struct timespec from, to;
        size_t same;
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
        count = run(argv[1], file.bytes, file.size, &same);
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
        double spent = (double)(to.tv_sec - from.tv_sec) +
                       (double)(to.tv_nsec - from.tv_nsec) / 1e9;
        least = spent < least ? spent : least;
    }
    printf("%s\t%ld\t%.1f\n", argv[1], count, (double)unpacked / 1e6 / least);
    return count < 0;
}
