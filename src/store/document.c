#include "store/document.h"

#define DOCUMENT                                                                       \
    "SELECT d.doc, d.added, d.id, d.url, d.publisher, d.title, d.language, d.anchor,"  \
    " d.coder, (SELECT s.id FROM document s WHERE s.doc = d.story), d.text, d.day,"    \
    " d.captions, d.file, d.file_offset, d.file_bytes FROM document d WHERE "          \
    "d.removed IS NULL AND "

#define STORED                                                                         \
    "SELECT r.json, c.id, d.publisher, d.title, d.day FROM record r"                   \
    " JOIN document d ON d.doc = r.doc LEFT JOIN claim c ON c.claim = r.claim"         \
    " WHERE r.removed IS NULL AND "

lapi_sql *lapi_document_ask(lapi_store *store, lapi_slice id)
{
    return lapi_db_ask(lapi_store_db(store), DOCUMENT "d.id = ?1",
                       LAPI_ARGS(LAPI_TEXT(id)));
}

lapi_sql *lapi_document_ask_stale(lapi_store *store, lapi_slice coder, int64_t after,
                                  int64_t limit)
{
    return lapi_db_ask(lapi_store_db(store),
                       DOCUMENT "d.doc > ?1 AND d.coder <> ?2 AND d.text IS NOT NULL"
                                " ORDER BY d.doc LIMIT ?3",
                       LAPI_ARGS(LAPI_INT(after), LAPI_TEXT(coder), LAPI_INT(limit)));
}

bool lapi_document_next(lapi_sql *sql, lapi_document *out)
{
    if (!lapi_sql_next(sql))
        return false;
    *out = (lapi_document){.doc = lapi_sql_int(sql, 0),
                           .revision = lapi_sql_int(sql, 1),
                           .id = lapi_sql_text(sql, 2),
                           .url = lapi_sql_text(sql, 3),
                           .publisher = lapi_sql_text(sql, 4),
                           .title = lapi_sql_text(sql, 5),
                           .language = lapi_sql_text(sql, 6),
                           .anchor = lapi_sql_text(sql, 7),
                           .coder = lapi_sql_text(sql, 8),
                           .story = lapi_sql_text(sql, 9),
                           .text = lapi_sql_text(sql, 10),
                           .is_kept = !lapi_sql_is_null(sql, 10),
                           .date = lapi_sql_day(sql, 11),
                           .captions = lapi_sql_text(sql, 12),
                           .file = lapi_sql_text(sql, 13),
                           .file_offset = lapi_sql_int(sql, 14),
                           .file_bytes = lapi_sql_int(sql, 15)};
    return true;
}

lapi_sql *lapi_stored_ask(lapi_store *store, int64_t doc)
{
    return lapi_db_ask(lapi_store_db(store), STORED "r.doc = ?1 ORDER BY r.rec",
                       LAPI_ARGS(LAPI_INT(doc)));
}

lapi_sql *lapi_stored_ask_one(lapi_store *store, lapi_slice id)
{
    return lapi_db_ask(lapi_store_db(store), STORED "r.id = ?1 LIMIT 1",
                       LAPI_ARGS(LAPI_TEXT(id)));
}

lapi_sql *lapi_stored_ask_row(lapi_store *store, int64_t rec)
{
    return lapi_db_ask(lapi_store_db(store), STORED "r.rec = ?1",
                       LAPI_ARGS(LAPI_INT(rec)));
}

lapi_sql *lapi_document_ask_row(lapi_store *store, int64_t doc)
{
    return lapi_db_ask(lapi_store_db(store), DOCUMENT "d.doc = ?1",
                       LAPI_ARGS(LAPI_INT(doc)));
}

bool lapi_stored_next(lapi_sql *sql, lapi_stored *out)
{
    if (!lapi_sql_next(sql))
        return false;
    *out = (lapi_stored){.json = lapi_sql_text(sql, 0),
                         .claim = lapi_sql_text(sql, 1),
                         .publisher = lapi_sql_text(sql, 2),
                         .title = lapi_sql_text(sql, 3),
                         .published = lapi_sql_day(sql, 4)};
    return true;
}

lapi_sql *lapi_copies_ask(lapi_store *store, int64_t doc)
{
    return lapi_db_ask(lapi_store_db(store),
                       "SELECT c.id FROM document d JOIN document c"
                       " ON c.story = d.story AND c.doc <> d.doc WHERE d.doc = ?1"
                       " AND c.removed IS NULL ORDER BY c.day IS NULL, c.day, c.id",
                       LAPI_ARGS(LAPI_INT(doc)));
}
