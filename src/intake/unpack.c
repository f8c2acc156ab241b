#include "intake/unpack.h"

#include "base/limits.h"
#include "base/status.h"

#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

enum {
    BLOCK_BYTES = 1 << 18,
    MAGIC_BYTES = 4,
    WINDOW_LOG_MAX = 27,
    STEPS_BACK_MAX = 64
};

enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

struct lapi_unpack {
    lapi_stream stream;
    enum packing packing;
    unsigned char *block; /* [BLOCK_BYTES] of the file */
    size_t at, end;
    uint64_t block_offset; /* of block[0] in the file */
    bool is_over;          /* the file has no more than the block */
    bool is_inside;        /* a member has begun */
    bool is_ended;         /* it has ended, which is still to be said */
    bool has_zlib;
    uint64_t member;     /* offset of the member at hand */
    uint64_t unpacked;   /* bytes of it so far */
    uint32_t steps_back; /* since the last whole member */
    z_stream zlib;
    ZSTD_DStream *zstd;
};

lap_status lapi_unpack_new(lapi_stream stream, lapi_unpack **out)
{
    lapi_unpack *unpack = calloc(1, sizeof *unpack);
    if (!unpack)
        return LAP_NO_MEMORY;
    unpack->stream = stream;
    unpack->block = malloc(BLOCK_BYTES);
    if (!unpack->block) {
        free(unpack);
        return LAP_NO_MEMORY;
    }
    *out = unpack;
    return LAP_OK;
}

void lapi_unpack_free(lapi_unpack *unpack)
{
    if (!unpack)
        return;
    if (unpack->has_zlib)
        inflateEnd(&unpack->zlib);
    ZSTD_freeDStream(unpack->zstd);
    free(unpack->block);
    free(unpack);
}

uint64_t lapi_unpack_member(const lapi_unpack *unpack)
{
    return unpack->member;
}

uint64_t lapi_unpack_offset(const lapi_unpack *unpack)
{
    return unpack->block_offset + unpack->at;
}

bool lapi_unpack_is_packed(const lapi_unpack *unpack)
{
    return unpack->packing > PACKING_NONE;
}

/* Sees to it that `least` bytes stand in the block unless the file is over. */
static lap_status fill(lapi_unpack *unpack, size_t least)
{
    if (unpack->end - unpack->at >= least || unpack->is_over)
        return LAP_OK;
    memmove(unpack->block, unpack->block + unpack->at, unpack->end - unpack->at);
    unpack->block_offset += unpack->at;
    unpack->end -= unpack->at;
    unpack->at = 0;
    while (unpack->end < least && !unpack->is_over) {
        size_t n = 0;
        lap_status status = unpack->stream.read(unpack->stream.context,
                                                (char *)unpack->block + unpack->end,
                                                BLOCK_BYTES - unpack->end, &n);
        if (status)
            return status;
        unpack->end += n;
        unpack->is_over = n == 0;
    }
    return LAP_OK;
}

/* What packing it is that begins where the file has been read to. */
static enum packing packing_here(const lapi_unpack *unpack)
{
    const unsigned char *at = unpack->block + unpack->at;
    size_t n = unpack->end - unpack->at;
    if (n >= 3 && at[0] == 0x1F && at[1] == 0x8B && at[2] == 8)
        return PACKING_GZIP;
    if (n >= 4 && at[1] == 0xB5 && at[2] == 0x2F && at[3] == 0xFD && at[0] == 0x28)
        return PACKING_ZSTD;
    if (n >= 4 && (at[0] & 0xF0) == 0x50 && at[1] == 0x2A && at[2] == 0x4D &&
        at[3] == 0x18)
        return PACKING_ZSTD; /* a frame to be skipped */
    return PACKING_NONE;
}

static lap_status start_zlib(lapi_unpack *unpack)
{
    int code = unpack->has_zlib ? inflateReset2(&unpack->zlib, 15 + 16)
                                : inflateInit2(&unpack->zlib, 15 + 16);
    unpack->has_zlib = unpack->has_zlib || code == Z_OK;
    return code == Z_OK ? LAP_OK : LAP_NO_MEMORY;
}

static lap_status start_zstd(lapi_unpack *unpack)
{
    if (!unpack->zstd)
        unpack->zstd = ZSTD_createDStream();
    if (!unpack->zstd || ZSTD_isError(ZSTD_initDStream(unpack->zstd)))
        return LAP_NO_MEMORY;
    ZSTD_DCtx_setParameter(unpack->zstd, ZSTD_d_windowLogMax, WINDOW_LOG_MAX);
    return LAP_OK;
}

static enum lapi_unpacked fail(lapi_unpack *unpack, lap_status status, lap_error *error)
{
    const char *name = unpack->packing == PACKING_GZIP ? "gzip" : "zstd";
    unpack->is_inside = false;
    if (status == LAP_BAD_INPUT)
        lapi_fail(error, status, unpack->member, "damaged %s data", name);
    else if (status == LAP_TOO_LARGE)
        lapi_fail(error, status, unpack->member,
                  "%s data that unpack to more than %u times their size", name,
                  LAPI_UNPACK_RATIO_MAX);
    else if (status == LAP_NO_MEMORY)
        lapi_fail_memory(error, unpack->member);
    else
        lapi_fail(error, status, lapi_unpack_offset(unpack), "%s", "");
    return LAPI_UNPACKED_FAILED;
}

/* Begins the next member. Zeros behind the last one are padding. */
static enum lapi_unpacked start(lapi_unpack *unpack, lap_error *error)
{
    if (fill(unpack, MAGIC_BYTES))
        return fail(unpack, LAP_IO, error);
    if (unpack->packing == PACKING_UNKNOWN)
        unpack->packing = packing_here(unpack);
    while (unpack->packing != PACKING_NONE && unpack->at < unpack->end &&
           unpack->block[unpack->at] == 0) {
        unpack->at++;
        if (fill(unpack, 1))
            break;
    }
    if (unpack->at == unpack->end)
        return LAPI_UNPACKED_END;
    unpack->member = lapi_unpack_offset(unpack);
    unpack->unpacked = 0;
    lap_status status = LAP_OK;
    enum packing packing = packing_here(unpack);
    if (unpack->packing != PACKING_NONE && packing != unpack->packing)
        status = lapi_fail(error, LAP_BAD_INPUT, unpack->member,
                           "bytes that are not packed between those that are");
    else if (packing == PACKING_GZIP)
        status = start_zlib(unpack);
    else if (packing == PACKING_ZSTD)
        status = start_zstd(unpack);
    if (status == LAP_NO_MEMORY)
        return fail(unpack, status, error);
    unpack->is_inside = status == LAP_OK;
    return status ? LAPI_UNPACKED_FAILED : LAPI_UNPACKED_SOME;
}

/* Each unpacks from the block to buf; true at the end of the member. */
static lap_status inflate_some(lapi_unpack *unpack, char *buf, size_t cap, size_t *n,
                               bool *is_end)
{
    z_stream *z = &unpack->zlib;
    z->next_in = unpack->block + unpack->at;
    z->avail_in = (uInt)(unpack->end - unpack->at);
    z->next_out = (Bytef *)buf;
    z->avail_out = (uInt)(cap < BLOCK_BYTES ? cap : BLOCK_BYTES);
    uInt room = z->avail_out;
    int code = inflate(z, Z_NO_FLUSH);
    unpack->at = unpack->end - z->avail_in;
    *n = room - z->avail_out;
    *is_end = code == Z_STREAM_END;
    return code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR ? LAP_OK
           : code == Z_MEM_ERROR                                       ? LAP_NO_MEMORY
                                                                       : LAP_BAD_INPUT;
}

static lap_status unzstd_some(lapi_unpack *unpack, char *buf, size_t cap, size_t *n,
                              bool *is_end)
{
    ZSTD_inBuffer in = {unpack->block + unpack->at, unpack->end - unpack->at, 0};
    ZSTD_outBuffer out = {buf, cap, 0};
    size_t code = ZSTD_decompressStream(unpack->zstd, &out, &in);
    unpack->at += in.pos;
    *n = out.pos;
    *is_end = code == 0;
    return ZSTD_isError(code) ? LAP_BAD_INPUT : LAP_OK;
}

static bool is_bomb(const lapi_unpack *unpack)
{
    uint64_t packed = lapi_unpack_offset(unpack) - unpack->member;
    return unpack->unpacked > LAPI_UNPACK_BYTES_FREE &&
           unpack->unpacked / LAPI_UNPACK_RATIO_MAX > packed;
}

enum lapi_unpacked lapi_unpack_some(lapi_unpack *unpack, char *buf, size_t cap,
                                    size_t *n, lap_error *error)
{
    *n = 0;
    if (unpack->is_ended) {
        unpack->is_ended = false;
        return LAPI_UNPACKED_MEMBER;
    }
    if (!unpack->is_inside) {
        enum lapi_unpacked begun = start(unpack, error);
        if (begun != LAPI_UNPACKED_SOME)
            return begun;
    }
    bool is_end = false;
    while (*n == 0 && !is_end) {
        lap_status status = fill(unpack, 1);
        if (status)
            return fail(unpack, LAP_IO, error);
        size_t before = unpack->at;
        if (unpack->packing == PACKING_GZIP) {
            status = inflate_some(unpack, buf, cap, n, &is_end);
        } else if (unpack->packing == PACKING_ZSTD) {
            status = unzstd_some(unpack, buf, cap, n, &is_end);
        } else {
            size_t left = unpack->end - unpack->at;
            *n = left < cap ? left : cap;
            memcpy(buf, unpack->block + unpack->at, *n);
            unpack->at += *n;
            is_end = *n == 0;
        }
        if (status)
            return fail(unpack, status, error);
        if (*n == 0 && !is_end && unpack->at == before && unpack->is_over) {
            unpack->is_inside = false;
            lapi_fail(error, LAP_BAD_INPUT, unpack->member,
                      "packed data that end too early");
            return LAPI_UNPACKED_FAILED;
        }
    }
    unpack->unpacked += *n;
    if (lapi_unpack_is_packed(unpack) && is_bomb(unpack))
        return fail(unpack, LAP_TOO_LARGE, error);
    unpack->is_inside = !is_end;
    if (is_end)
        unpack->steps_back = 0;
    unpack->is_ended = is_end && *n;
    if (*n)
        return LAPI_UNPACKED_SOME;
    return unpack->packing == PACKING_NONE ? LAPI_UNPACKED_END : LAPI_UNPACKED_MEMBER;
}

bool lapi_unpack_resync(lapi_unpack *unpack)
{
    if (!lapi_unpack_is_packed(unpack))
        return false;
    unpack->is_inside = unpack->is_ended = false;
    uint64_t next = unpack->member + 1;
    if (unpack->steps_back++ < STEPS_BACK_MAX)
        unpack->at =
            next > unpack->block_offset ? (size_t)(next - unpack->block_offset) : 0;
    if (unpack->at > unpack->end)
        unpack->at = unpack->end;
    for (;;) {
        if (fill(unpack, MAGIC_BYTES))
            return false;
        if (unpack->end - unpack->at < MAGIC_BYTES)
            return false;
        if (packing_here(unpack) == unpack->packing)
            return true;
        unpack->at++;
    }
}
