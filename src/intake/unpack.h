/* Unpacks gzip (any number of members) and zstd (any number of frames) on the way;
 * other bytes pass as they are. What it is, is told by the first bytes.
 *
 *   file   [ member 0 ........ ][ member 1 ...... ]      a plain file is one member
 *            ^lapi_unpack_offset
 *
 * A member that unpacks to more than LAPI_UNPACK_RATIO_MAX times its size is refused.
 * Memory: a block and the window of the format (at most 128 MiB). O(bytes). */
#ifndef LAPI_INTAKE_UNPACK_H
#define LAPI_INTAKE_UNPACK_H

#include "base/lines.h"

typedef struct lapi_unpack lapi_unpack;

enum lapi_unpacked {
    LAPI_UNPACKED_SOME,   /* bytes */
    LAPI_UNPACKED_MEMBER, /* the end of a member; there may be more */
    LAPI_UNPACKED_END,
    LAPI_UNPACKED_FAILED /* the error says why; lapi_unpack_resync may go on */
};

lap_status lapi_unpack_new(lapi_stream stream, lapi_unpack **out) LAP_MUST_USE;
void lapi_unpack_free(lapi_unpack *unpack);

/* Puts up to cap > 0 bytes into buf and sets *n. error->position is an offset of the
 * file; LAP_IO without text: read() said no. */
enum lapi_unpacked lapi_unpack_some(lapi_unpack *unpack, char *buf, size_t cap,
                                    size_t *n, lap_error *error);

/* Where in the file the member at hand begins, and how far the file has been read
 * by it; of a plain file, how many bytes were given out. */
uint64_t lapi_unpack_member(const lapi_unpack *unpack);
uint64_t lapi_unpack_offset(const lapi_unpack *unpack);
bool lapi_unpack_is_packed(const lapi_unpack *unpack);

/* After a failure: goes to what looks like the next member; false when the file is at
 * its end or cannot be read. It is looked for from the damaged member's second byte on,
 * or as far back as the block at hand goes; after many failures in a row, from where
 * reading stopped. */
bool lapi_unpack_resync(lapi_unpack *unpack);

#endif
