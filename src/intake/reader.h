/* A file, whatever its format and packing, as a row of parcels.
 *
 *   bytes --unpack (gzip, zstd)--> text | lines | page | feed | WARC --> parcels
 *
 * Memory: some blocks, and the parcel at hand. O(bytes). */
#ifndef LAPI_INTAKE_READER_H
#define LAPI_INTAKE_READER_H

#include "base/lines.h"
#include "intake/parcel.h"

enum lapi_from {
    LAPI_FROM_AUTO, /* by the name's extension, else by the first bytes */
    LAPI_FROM_TEXT,
    LAPI_FROM_JSONL,
    LAPI_FROM_HTML,
    LAPI_FROM_FEED,
    LAPI_FROM_WARC
};

enum lapi_read {
    LAPI_READ_END,
    LAPI_READ_PARCEL,
    LAPI_READ_BAD,   /* something was passed over: the error says what; go on */
    LAPI_READ_FAILED /* the file cannot be read further: the error says why */
};

typedef struct lapi_reader lapi_reader;

/* `path` is borrowed; only its extension is looked at. */
lap_status lapi_reader_new(lapi_stream stream, enum lapi_from from, const char *path,
                           lapi_reader **out) LAP_MUST_USE;
void lapi_reader_free(lapi_reader *reader);

/* The next parcel. The error of LAPI_READ_BAD and LAPI_READ_FAILED has the position
 * in the file; of LAPI_READ_FAILED its status may be LAP_IO with no text: then read()
 * of the stream said no. */
enum lapi_read lapi_reader_next(lapi_reader *reader, lapi_parcel *parcel,
                                lap_error *error);

#endif
