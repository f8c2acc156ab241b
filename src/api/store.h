/* What the handle of a store is made of. */
#ifndef LAPI_API_STORE_H
#define LAPI_API_STORE_H

#include "api/parts.h"
#include "ledger/ledger.h"
#include "store/changes.h"
#include "store/document.h"
#include "store/query.h"

/* Documents between two commits: a kill loses no more than these. */
#define LAPI_BATCH_DOCUMENTS 256u

struct lap_store {
    lapi_store *store;
    lapi_ledger *ledger;
    lapi_json_in *json;
    lapi_arena *arena;
    lapi_know *know; /* the built-in codes, when a format needs them; else NULL */
    uint32_t batch;  /* documents put since the last commit */
    char *name;      /* as it was opened, NUL-terminated */
};

/* A document as a job's thread wrote it: its report on the first line, a record on each
 * line that follows. Puts it into the store and now and then commits. */
lap_status lapi_store_take(lap_store *store, lapi_slice lines, bool drops_text,
                           bool is_recode, enum lapi_put_outcome *outcome,
                           lap_error *error) LAP_MUST_USE;
/* Documents with a text that another coder read, each as a line of JSON: the next few
 * after a row of the store; *after is the last of them, -1 when there are no more. */
lap_status lapi_store_stale(lap_store *store, const char *coder, int64_t *after,
                            lapi_buffer *lines) LAP_MUST_USE;
/* Commits what was put. */
lap_status lapi_store_flush(lap_store *store, lap_error *error) LAP_MUST_USE;

/* The filter with its names and days checked. LAP_BAD_ARGUMENT names what is wrong. */
lap_status lapi_filter_read(const lap_filter *in, lapi_filter *out,
                            lap_error *error) LAP_MUST_USE;
/* Sends what a buffer holds. */
lap_status lapi_store_send(lap_sink sink, const lapi_buffer *out) LAP_MUST_USE;

#endif
