/* The page: files that are built in, packed. Who takes no gzip gets them unpacked. */
#include "server/page.h"

#include "server/serve.h"
#include "server_files.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

extern const char serve_files[];

static const serve_file *find(const char *path, size_t n)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strlen(files[i].path) == n && memcmp(files[i].path, path, n) == 0)
            return &files[i];
    return NULL;
}

/* Does a list of encodings name gzip, and not to refuse it? */
static bool takes_gzip(const char *encodings)
{
    const char *at = encodings ? strstr(encodings, "gzip") : NULL;
    return at && strncmp(at + 4, ";q=0", 4) != 0;
}

static void unpack(const serve_file *file, serve_buffer *out)
{
    z_stream stream = {.avail_in = (uInt)file->bytes,
                       .avail_out = (uInt)file->unpacked};
    char *to = malloc(file->unpacked);
    union { /* zlib does not write to it, but does not say so */
        const char *is;
        Bytef *was;
    } from = {serve_files + file->at};
    stream.next_in = from.was;
    stream.next_out = (Bytef *)to;
    out->failed = !to || inflateInit2(&stream, 15 + 16) != Z_OK;
    if (!out->failed) {
        out->failed = inflate(&stream, Z_FINISH) != Z_STREAM_END;
        inflateEnd(&stream);
    }
    if (!out->failed)
        serve_put(out, to, file->unpacked);
    free(to);
}

bool serve_page(const serve_request *in, const char *path, size_t n, serve_reply *out)
{
    const serve_file *file = find(path, n);
    if (!file)
        return false;
    serve_header(out, "ETag", "%s", file->tag);
    serve_header(out, "Cache-Control", "%s",
                 file->is_immutable ? "public, max-age=31536000, immutable"
                                    : "no-cache");
    serve_header(out, "Vary", "Accept-Encoding");
    out->status = 200;
    out->type = file->type;
    if (in->if_none_match && strstr(in->if_none_match, file->tag)) {
        out->status = 304;
    } else if (takes_gzip(in->accept_encoding)) {
        serve_header(out, "Content-Encoding", "gzip");
        out->fixed = serve_files + file->at;
        out->fixed_bytes = file->bytes;
    } else {
        unpack(file, &out->body);
        if (out->body.failed)
            serve_problem(out, 503, NULL, "no memory");
    }
    return true;
}
