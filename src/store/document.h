/* Documents of a store, and the records of one. */
#ifndef LAPI_STORE_DOCUMENT_H
#define LAPI_STORE_DOCUMENT_H

#include "store/store.h"

/* A current document; slices are borrowed until its statement goes on or is ended. */
typedef struct lapi_document {
    int64_t doc, revision;
    lapi_slice id, url, publisher, title, language, anchor, coder;
    lapi_slice story;    /* id of the document that its story began with */
    lapi_slice text;     /* whole, title included */
    lapi_slice captions; /* "[[12, 40]]": spans of text in code points; empty: none */
    lapi_slice file;     /* that it was read from; empty: from none */
    int64_t file_offset, file_bytes; /* of its record of WARC in there; 0: not known */
    bool is_kept;                    /* false: the text was forgotten, or never kept */
    int32_t date;                    /* LAPI_DAY_NONE if not known */
} lapi_document;

/* Asks for the document of an id, or for documents after a row whose text is kept and
 * was read by another coder, at most `limit`; read with lapi_document_next. */
lapi_sql *lapi_document_ask(lapi_store *store, lapi_slice id);
lapi_sql *lapi_document_ask_stale(lapi_store *store, lapi_slice coder, int64_t after,
                                  int64_t limit);
bool lapi_document_next(lapi_sql *sql, lapi_document *out);

/* A record as it is kept, with what the store knows of it. */
typedef struct lapi_stored {
    lapi_slice json, claim;      /* id of its claim */
    lapi_slice publisher, title; /* of its document */
    int32_t published;           /* LAPI_DAY_NONE if not known */
} lapi_stored;

/* Asks for the records of a document by their place in it, or for the record of an id.
 */
lapi_sql *lapi_stored_ask(lapi_store *store, int64_t doc);
lapi_sql *lapi_stored_ask_one(lapi_store *store, lapi_slice id);
/* Those of a row. */
lapi_sql *lapi_stored_ask_row(lapi_store *store, int64_t rec);
lapi_sql *lapi_document_ask_row(lapi_store *store, int64_t doc);
bool lapi_stored_next(lapi_sql *sql, lapi_stored *out);

/* Asks for the ids of the other documents of a document's story, by day. */
lapi_sql *lapi_copies_ask(lapi_store *store, int64_t doc);

#endif
