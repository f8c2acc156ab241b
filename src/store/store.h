/* Reports in a database: what was read, as tables of documents, records, parties,
 * places and quantities (schema.c), with old revisions kept.
 *
 *   begin --> put, put, ... --> commit      one writer; readers are never blocked (WAL)
 *
 * Errors of the database are sticky in lapi_store_db(store); put and commit tell them.
 */
#ifndef LAPI_STORE_STORE_H
#define LAPI_STORE_STORE_H

#include "data/record.h"
#include "store/db.h"

typedef struct lapi_store lapi_store;

/* Opens a store; LAPI_DB_WRITE makes one where there is none and brings an old one up
 * to date. LAP_NO_FILE, LAP_BAD_INPUT (no store, or of a later version), LAP_NO_MEMORY.
 */
lap_status lapi_store_open(const char *where, enum lapi_db_mode mode, lapi_store **out,
                           lap_error *error) LAP_MUST_USE;
void lapi_store_close(lapi_store *store);
lapi_db *lapi_store_db(lapi_store *store);

/* A transaction. rollback forgets everything since begin, also after an error. */
void lapi_store_begin(lapi_store *store);
lap_status lapi_store_commit(lapi_store *store, lap_error *error) LAP_MUST_USE;
void lapi_store_rollback(lapi_store *store);

/* A report with what the caller has made of its records. */
typedef struct lapi_entry {
    const lapi_report *report;
    const lapi_slice *json;  /* [record_count] each record as a line of JSON */
    const lapi_slice *gists; /* [record_count] what claims are joined by */
    bool drops_text;         /* the text may not be kept */
    bool is_recode;          /* the same text read anew is a new revision */
} lapi_entry;

enum lapi_put_outcome {
    LAPI_PUT_SAME, /* nothing changed: this very document is there */
    LAPI_PUT_NEW,
    LAPI_PUT_REVISED /* an earlier revision was set aside */
};

typedef struct lapi_put {
    enum lapi_put_outcome outcome;
    int64_t revision; /* of the store */
    int64_t doc;      /* row of the document */
    int64_t old_doc;  /* row of the revision set aside; 0 if none */
    int64_t
        first_rec; /* rows of its records: first_rec .. first_rec + record_count - 1 */
} lapi_put;

/* Puts a report into the store, inside a transaction: a document of the same id is the
 * same document. Each record is its own claim and each document its own story until the
 * ledger joins them. O(report * log store). */
lap_status lapi_store_put(lapi_store *store, const lapi_entry *entry, lapi_put *out,
                          lap_error *error) LAP_MUST_USE;

/* The number of the change that is being made, inside a transaction. */
int64_t lapi_store_next_revision(lapi_store *store);

/* Puts the text of a document's row into the index of words, and takes it out; nothing
 * if no text is kept. */
void lapi_store_index(lapi_store *store, int64_t doc);
void lapi_store_unindex(lapi_store *store, int64_t doc);

/* The number that tells a place's cell of half a degree (PRIO-GRID), 1 .. 259200. */
int64_t lapi_store_gid(int32_t lat_e4, int32_t lon_e4);

#endif
