#include "store/fetch.h"

/* A text of the row, borrowed no longer than the row: copied to `room`. One that is
 * longer is as good as none. */
static lapi_slice copy(lapi_sql *sql, int column, char *room)
{
    lapi_slice text = lapi_sql_text(sql, column);
    if (text.bytes > LAPI_VALIDATOR_BYTES_MAX)
        return LAPI_S("");
    memcpy(room, text.at, text.bytes);
    return lapi_slice_of(room, text.bytes);
}

lap_status lapi_store_fetch_get(lapi_store *store, lapi_slice url,
                                lapi_store_fetch *out, lap_error *error)
{
    lapi_db *db = lapi_store_db(store);
    lapi_sql *sql = lapi_db_ask(
        db, "SELECT etag, modified, due, failures FROM fetched WHERE url = ?1",
        LAPI_ARGS(LAPI_TEXT(url)));
    out->etag = out->modified = LAPI_S("");
    out->due = 0;
    out->failures = 0;
    if (lapi_sql_next(sql)) {
        out->etag = copy(sql, 0, out->room[0]);
        out->modified = copy(sql, 1, out->room[1]);
        out->due = lapi_sql_int(sql, 2);
        out->failures = (uint32_t)lapi_sql_int(sql, 3);
        lapi_sql_end(sql);
    }
    return lapi_db_status(db, error);
}

lap_status lapi_store_fetch_put(lapi_store *store, lapi_slice url,
                                const lapi_store_fetch *fetch, lap_error *error)
{
    lapi_db *db = lapi_store_db(store);
    lapi_db_do(db,
               "INSERT INTO fetched(url, etag, modified, due, failures)"
               " VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT(url) DO UPDATE SET"
               " etag = excluded.etag, modified = excluded.modified,"
               " due = excluded.due, failures = excluded.failures",
               LAPI_ARGS(LAPI_TEXT(url), LAPI_TEXT_OR_NULL(fetch->etag),
                         LAPI_TEXT_OR_NULL(fetch->modified), LAPI_INT(fetch->due),
                         LAPI_INT(fetch->failures)));
    return lapi_db_status(db, error);
}
