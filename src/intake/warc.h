/* WARC 1.0 and 1.1: the pages of a crawl, plain, gzip or zstd.
 *
 *   WARC/1.0 CRLF fields CRLF CRLF block CRLF CRLF WARC/1.0 ...
 *     response of HTTP, 200, HTML  -> parcel REPLY     resource, HTML -> parcel PAGE
 *     conversion, plain text       -> parcel TEXT      all else is passed over
 *
 * Positions are offsets in the file: of the record, or of the packed member in which it
 * begins. origin_bytes is the record's length there, 0 where a member holds more than
 * the record. After damage (a member that does not unpack, a head that is none, a
 * length that is wrong) one complaint is made, and reading goes on at the next record
 * that can be found. Memory: one record of at most LAPI_WARC_BYTES_MAX. O(bytes). */
#ifndef LAPI_INTAKE_WARC_H
#define LAPI_INTAKE_WARC_H

#include "intake/reader.h"
#include "intake/unpack.h"

typedef struct lapi_warc lapi_warc;

/* `start` are bytes that have been taken from the first member already. `unpack` is
 * borrowed. */
lap_status lapi_warc_new(lapi_unpack *unpack, lapi_slice start,
                         lapi_warc **out) LAP_MUST_USE;
void lapi_warc_free(lapi_warc *warc);

/* The next page, as lapi_reader_next. */
enum lapi_read lapi_warc_next(lapi_warc *warc, lapi_parcel *parcel, lap_error *error);

#endif
