#include "base/hash.h"
#include "base/status.h"
#include "store/db.h"

#include <sqlite3.h>
#include <stdlib.h>

#define STATEMENTS_MAX 256u /* a power of two; a text over it is our own mistake */
#define BUSY_MS        30000

struct lapi_sql {
    lapi_db *db;
    const char *text; /* key: its address */
    sqlite3_stmt *statement;
};

struct lapi_db {
    sqlite3 *sqlite;
    lapi_sql statements[STATEMENTS_MAX];
    uint32_t count;
    lapi_sql once;
    bool failed;
    lap_error error;
};

static lap_status status_of(int code)
{
    switch (code & 0xFF) {
    case SQLITE_NOMEM:
        return LAP_NO_MEMORY;
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_READONLY:
        return LAP_NO_FILE;
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return LAP_BAD_INPUT;
    case SQLITE_TOOBIG:
        return LAP_TOO_LARGE;
    default:
        return LAP_IO;
    }
}

static void fail(lapi_db *db, int code)
{
    if (db->failed)
        return;
    db->failed = true;
    (void)lapi_fail(&db->error, status_of(code), 0, "%s", sqlite3_errmsg(db->sqlite));
}

lap_status lapi_db_open(const char *where, enum lapi_db_mode mode, lapi_db **out,
                        lap_error *error)
{
    lapi_db *db = calloc(1, sizeof *db);
    if (!db)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    int flags = mode == LAPI_DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                      : SQLITE_OPEN_READONLY;
    int code = sqlite3_open_v2(where, &db->sqlite, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(db->sqlite, BUSY_MS);
    if (code == SQLITE_OK)
        code = sqlite3_extended_result_codes(db->sqlite, 1);
    if (code != SQLITE_OK) {
        lap_status status =
            lapi_fail(error, status_of(code), 0, "%s",
                      db->sqlite ? sqlite3_errmsg(db->sqlite) : sqlite3_errstr(code));
        lapi_db_close(db);
        return status;
    }
    *out = db;
    return LAP_OK;
}

void lapi_db_close(lapi_db *db)
{
    if (!db)
        return;
    for (uint32_t i = 0; i < STATEMENTS_MAX; i++)
        sqlite3_finalize(db->statements[i].statement);
    sqlite3_finalize(db->once.statement);
    sqlite3_close(db->sqlite);
    free(db);
}

lap_status lapi_db_status(lapi_db *db, lap_error *error)
{
    if (!db->failed)
        return LAP_OK;
    if (error)
        *error = db->error;
    db->failed = false;
    return db->error.status;
}

void lapi_db_forgive(lapi_db *db)
{
    db->failed = false;
}

bool lapi_db_failed(const lapi_db *db)
{
    return db->failed;
}

void lapi_db_script(lapi_db *db, const char *text)
{
    if (db->failed)
        return;
    int code = sqlite3_exec(db->sqlite, text, NULL, NULL, NULL);
    if (code != SQLITE_OK)
        fail(db, code);
}

/* The statement of a text, prepared; NULL after an error. */
static lapi_sql *find(lapi_db *db, const char *text)
{
    uint64_t at = lapi_hash_mix((uintptr_t)text) & (STATEMENTS_MAX - 1);
    while (db->statements[at].text && db->statements[at].text != text)
        at = (at + 1) & (STATEMENTS_MAX - 1);
    lapi_sql *sql = &db->statements[at];
    if (sql->text)
        return sql;
    if (db->count == STATEMENTS_MAX / 2) {
        db->failed = true;
        (void)lapi_fail(&db->error, LAP_TOO_LARGE, 0, "more than %u statements",
                        STATEMENTS_MAX / 2);
        return NULL;
    }
    int code = sqlite3_prepare_v3(db->sqlite, text, -1, SQLITE_PREPARE_PERSISTENT,
                                  &sql->statement, NULL);
    if (code != SQLITE_OK) {
        fail(db, code);
        return NULL;
    }
    sql->db = db;
    sql->text = text;
    db->count++;
    return sql;
}

static int bind(sqlite3_stmt *statement, int n, const lapi_datum *value)
{
    const char *bytes = value->bytes.at ? value->bytes.at : "";
    int count = (int)value->bytes.bytes;
    switch (value->kind) {
    case LAPI_DATUM_INT:
        return sqlite3_bind_int64(statement, n, value->integer);
    case LAPI_DATUM_REAL:
        return sqlite3_bind_double(statement, n, value->real);
    case LAPI_DATUM_TEXT:
        return sqlite3_bind_text(statement, n, bytes, count, SQLITE_STATIC);
    case LAPI_DATUM_BLOB:
        return sqlite3_bind_blob(statement, n, bytes, count, SQLITE_STATIC);
    case LAPI_DATUM_NULL:
        break;
    }
    return sqlite3_bind_null(statement, n);
}

/* The statement with its values set; NULL after an error. */
static lapi_sql *bind_all(lapi_sql *sql, const lapi_datum *values, size_t count)
{
    sqlite3_reset(sql->statement);
    for (size_t i = 0; i < count; i++) {
        int code = bind(sql->statement, (int)i + 1, &values[i]);
        if (code != SQLITE_OK) {
            fail(sql->db, code);
            return NULL;
        }
    }
    return sql;
}

lapi_sql *lapi_db_ask(lapi_db *db, const char *text, const lapi_datum *values,
                      size_t count)
{
    lapi_sql *sql = db->failed ? NULL : find(db, text);
    return sql ? bind_all(sql, values, count) : NULL;
}

lapi_sql *lapi_db_ask_once(lapi_db *db, const char *text, const lapi_datum *values,
                           size_t count)
{
    if (db->failed)
        return NULL;
    sqlite3_finalize(db->once.statement);
    db->once = (lapi_sql){.db = db};
    int code = sqlite3_prepare_v2(db->sqlite, text, -1, &db->once.statement, NULL);
    if (code != SQLITE_OK) {
        fail(db, code);
        return NULL;
    }
    return bind_all(&db->once, values, count);
}

int64_t lapi_db_do(lapi_db *db, const char *text, const lapi_datum *values,
                   size_t count)
{
    lapi_sql *sql = lapi_db_ask(db, text, values, count);
    while (lapi_sql_next(sql))
        continue;
    return sql ? sqlite3_changes64(db->sqlite) : 0;
}

int64_t lapi_db_int(lapi_db *db, const char *text, const lapi_datum *values,
                    size_t count, int64_t otherwise)
{
    lapi_sql *sql = lapi_db_ask(db, text, values, count);
    int64_t found = otherwise;
    if (lapi_sql_next(sql)) {
        if (!lapi_sql_is_null(sql, 0))
            found = lapi_sql_int(sql, 0);
        lapi_sql_end(sql);
    }
    return found;
}

bool lapi_sql_next(lapi_sql *sql)
{
    if (!sql || sql->db->failed)
        return false;
    int code = sqlite3_step(sql->statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fail(sql->db, code);
    sqlite3_reset(sql->statement);
    return false;
}

void lapi_sql_end(lapi_sql *sql)
{
    if (sql)
        sqlite3_reset(sql->statement);
}

int64_t lapi_sql_int(lapi_sql *sql, int column)
{
    return sqlite3_column_int64(sql->statement, column);
}

double lapi_sql_real(lapi_sql *sql, int column)
{
    return sqlite3_column_double(sql->statement, column);
}

lapi_slice lapi_sql_text(lapi_sql *sql, int column)
{
    const unsigned char *at = sqlite3_column_text(sql->statement, column);
    int n = sqlite3_column_bytes(sql->statement, column);
    return at ? lapi_slice_of((const char *)at, (uint32_t)n) : LAPI_S("");
}

lapi_slice lapi_sql_blob(lapi_sql *sql, int column)
{
    const void *at = sqlite3_column_blob(sql->statement, column);
    int n = sqlite3_column_bytes(sql->statement, column);
    return at ? lapi_slice_of(at, (uint32_t)n) : LAPI_S("");
}

bool lapi_sql_is_null(lapi_sql *sql, int column)
{
    return sqlite3_column_type(sql->statement, column) == SQLITE_NULL;
}
