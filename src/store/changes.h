/* What changed in a store after a revision. */
#ifndef LAPI_STORE_CHANGES_H
#define LAPI_STORE_CHANGES_H

#include "store/store.h"

/* One change. `what` is added, revised, forgotten of documents; added, removed of
 * records; added, changed, joined of claims. Slices are borrowed until the next one. */
typedef struct lapi_change {
    int64_t revision;
    lapi_slice kind; /* "document", "record", "claim" */
    lapi_slice what;
    lapi_slice id;
    lapi_slice
        other; /* of a record its document, of a joined claim the one that took it */
} lapi_change;

/* Asks for the changes after a revision, by revision, documents before records before
 * claims; read them with lapi_changes_next until it is false. O(changes * log). */
lapi_sql *lapi_changes_ask(lapi_store *store, int64_t since);
bool lapi_changes_next(lapi_sql *sql, lapi_change *out);

#endif
