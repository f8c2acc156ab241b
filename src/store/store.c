#include "store/store.h"

#include "store/schema.h"

#include <stdlib.h>

struct lapi_store {
    lapi_db *db;
    bool is_open; /* a transaction is under way */
};

lap_status lapi_store_open(const char *where, enum lapi_db_mode mode, lapi_store **out,
                           lap_error *error)
{
    lapi_store *store = calloc(1, sizeof *store);
    if (!store)
        return LAP_NO_MEMORY;
    lap_status status = lapi_db_open(where, mode, &store->db, error);
    if (status == LAP_OK)
        status = mode == LAPI_DB_WRITE ? lapi_schema_write(store->db, error)
                                       : lapi_schema_check(store->db, error);
    if (status) {
        lapi_store_close(store);
        return status;
    }
    *out = store;
    return LAP_OK;
}

void lapi_store_close(lapi_store *store)
{
    if (!store)
        return;
    if (store->db)
        lapi_store_rollback(store);
    lapi_db_close(store->db);
    free(store);
}

lapi_db *lapi_store_db(lapi_store *store)
{
    return store->db;
}

void lapi_store_begin(lapi_store *store)
{
    lapi_db_begin(store->db);
    store->is_open = !lapi_db_failed(store->db);
}

lap_status lapi_store_commit(lapi_store *store, lap_error *error)
{
    lapi_db_script(store->db, "COMMIT");
    lap_status status = lapi_db_status(store->db, error);
    if (status)
        lapi_store_rollback(store);
    store->is_open = false;
    return status;
}

void lapi_store_rollback(lapi_store *store)
{
    lapi_db_forgive(store->db);
    if (store->is_open)
        lapi_db_script(store->db, "ROLLBACK");
    lapi_db_forgive(store->db); /* it may have rolled back by itself */
    store->is_open = false;
}
