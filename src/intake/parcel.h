/* A document as it came: cut out of its file by one thread, read by another.
 *
 *   file --reader--> parcels --lapi_parcel_read--> documents
 *
 *   bytes  [ url | title | date | ... | body ]     fields are spans of bytes
 */
#ifndef LAPI_INTAKE_PARCEL_H
#define LAPI_INTAKE_PARCEL_H

#include "base/buffer.h"
#include "data/doc.h"
#include "intake/intake.h"

enum lapi_parcel_kind {
    LAPI_PARCEL_TEXT,
    LAPI_PARCEL_JSON,  /* a line of JSON Lines */
    LAPI_PARCEL_PAGE,  /* HTML */
    LAPI_PARCEL_ENTRY, /* an item of a feed: fields, and a body of HTML or text */
    LAPI_PARCEL_REPLY  /* an HTTP response: its head, then its body */
};

enum lapi_field {
    LAPI_FIELD_BODY,
    LAPI_FIELD_ID, /* the feed's, of an item */
    LAPI_FIELD_URL,
    LAPI_FIELD_TITLE,
    LAPI_FIELD_DATE,
    LAPI_FIELD_PUBLISHER,
    LAPI_FIELD_LANGUAGE,
    LAPI_FIELD_COUNT
};

typedef struct lapi_parcel {
    lapi_buffer bytes;
    lapi_span fields[LAPI_FIELD_COUNT]; /* of bytes; empty where there is none */
    uint8_t kind;                       /* enum lapi_parcel_kind */
    uint64_t position; /* for messages: line or byte offset; 0 for a whole file */
    uint64_t origin_offset, origin_bytes; /* of a record of WARC in its file */
} lapi_parcel;

/* Forgets the document, keeps up to keep_bytes of memory. */
void lapi_parcel_reset(lapi_parcel *parcel, size_t keep_bytes);

lapi_slice lapi_parcel_field(const lapi_parcel *parcel, enum lapi_field field);

/* Adds the bytes of a field. What fails is told by parcel->bytes. */
void lapi_parcel_put(lapi_parcel *parcel, enum lapi_field field, lapi_slice value);

/* Reads parcels; one a thread, used again and again. */
typedef struct lapi_opener lapi_opener;
lap_status lapi_opener_new(lapi_opener **out) LAP_MUST_USE;
void lapi_opener_free(lapi_opener *opener);

/* The line of JSON that was read last. */
lapi_json_in *lapi_opener_json(const lapi_opener *opener);

/* What is said of a document that was read. */
typedef struct lapi_note {
    lap_error error;     /* status LAP_OK: nothing is said */
    bool is_passed_over; /* it is no document to be coded: the error says why */
} lapi_note;

/* A document from a parcel: text, title, date, id, url, publisher, language, captions;
 * what the parcel does not say is left as it is. The text may borrow from the parcel.
 * LAP_BAD_INPUT and LAP_TOO_LARGE say what is wrong. O(bytes). */
lap_status lapi_parcel_read(lapi_opener *opener, const lapi_parcel *parcel,
                            lapi_doc *doc, lapi_note *note,
                            lap_error *error) LAP_MUST_USE;

#endif
