/* Files: mapped whole for the engine, or read as a stream by a job. */
#ifndef LAPI_API_FILE_H
#define LAPI_API_FILE_H

#include "base/lines.h"

/* A file mapped read-only; all zero: none. */
typedef struct lapi_file {
    void *bytes;
    size_t size;
} lapi_file;

/* LAP_NO_FILE says why. An empty file is mapped as {"", 0}. */
lap_status lapi_file_map(const char *path, lapi_file *out,
                         lap_error *error) LAP_MUST_USE;
void lapi_file_unmap(lapi_file *file);

/* Opens a file as a stream; "-" is standard input. Close it with the descriptor. */
lap_status lapi_file_open(const char *path, int *descriptor,
                          lap_error *error) LAP_MUST_USE;
void lapi_file_close(const char *path, int descriptor);

/* A stream over *descriptor, which must outlive it; errno tells why a read failed. */
lapi_stream lapi_file_stream(int *descriptor);

/* A plain or gzipped file as a stream; stream->context is its handle. LAP_NO_FILE says
 * why. Close it at the end: LAP_IO when a gzipped one was cut short. */
lap_status lapi_file_unzip(const char *path, lapi_stream *stream,
                           lap_error *error) LAP_MUST_USE;
lap_status lapi_file_unzip_close(lapi_stream *stream) LAP_MUST_USE;

/* Why the system said no, in words that are the same everywhere. */
const char *lapi_file_reason(int error_number);

#endif
