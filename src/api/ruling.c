#include "api/store.h"
#include "base/status.h"

/* Commits what was done, or forgets it. What the caller named and is not there is his
 * mistake, not the store's. */
static lap_status finish(lap_store *store, lap_status status, lap_error *error)
{
    if (status == LAP_OK)
        return lapi_store_commit(store->store, error);
    lapi_store_rollback(store->store);
    return status == LAP_BAD_INPUT ? LAP_BAD_ARGUMENT : status;
}

lap_status lap_store_forget(lap_store *store, const char *id, lap_error *error)
{
    lapi_store_begin(store->store);
    return finish(store, lapi_ledger_forget(store->ledger, lapi_slice_str(id), error),
                  error);
}

lap_status lap_store_split(lap_store *store, const char *record, const char *by,
                           const char *reason, lap_error *error)
{
    lapi_store_begin(store->store);
    return finish(store,
                  lapi_ledger_split(store->ledger, lapi_slice_str(record),
                                    lapi_slice_or_none(by), lapi_slice_or_none(reason),
                                    error),
                  error);
}

lap_status lap_store_join(lap_store *store, const char *a, const char *b,
                          const char *by, const char *reason, lap_error *error)
{
    lapi_store_begin(store->store);
    return finish(store,
                  lapi_ledger_join(store->ledger, lapi_slice_str(a), lapi_slice_str(b),
                                   lapi_slice_or_none(by), lapi_slice_or_none(reason),
                                   error),
                  error);
}

lap_status lap_store_revoke(lap_store *store, uint64_t ruling, lap_error *error)
{
    int64_t id = ruling > INT64_MAX ? 0 : (int64_t)ruling;
    lapi_store_begin(store->store);
    return finish(store, lapi_ledger_revoke(store->ledger, id, error), error);
}
