#include "store/changes.h"

lapi_sql *lapi_changes_ask(lapi_store *store, int64_t since)
{
    return lapi_db_ask(
        lapi_store_db(store),
        "SELECT d.added, 1, 'document', CASE WHEN EXISTS (SELECT 1 FROM document o"
        " WHERE o.removed = d.added AND o.id = d.id) THEN 'revised' ELSE 'added' END,"
        " d.id, '' FROM document d WHERE d.added > ?1"
        " UNION ALL SELECT forgotten, 1, 'document', 'forgotten', id, ''"
        " FROM document WHERE forgotten > ?1"
        " UNION ALL SELECT r.added, 2, 'record', 'added', r.id, d.id"
        " FROM document d JOIN record r USING (doc) WHERE d.added > ?1"
        " UNION ALL SELECT r.removed, 2, 'record', 'removed', r.id, d.id"
        " FROM document d JOIN record r USING (doc) WHERE d.removed > ?1"
        " UNION ALL SELECT changed, 3, 'claim', CASE WHEN removed IS NOT NULL THEN "
        "'joined'"
        " WHEN added = changed THEN 'added' ELSE 'changed' END, id, coalesce(joined, "
        "'')"
        " FROM claim WHERE changed > ?1"
        " ORDER BY 1, 2, 4 DESC, 5",
        LAPI_ARGS(LAPI_INT(since)));
}

bool lapi_changes_next(lapi_sql *sql, lapi_change *out)
{
    if (!lapi_sql_next(sql))
        return false;
    *out = (lapi_change){lapi_sql_int(sql, 0), lapi_sql_text(sql, 2),
                         lapi_sql_text(sql, 3), lapi_sql_text(sql, 4),
                         lapi_sql_text(sql, 5)};
    return true;
}
