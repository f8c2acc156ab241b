#include "base/status.h"
#include "store/driver.h"

#include <sqlite3.h>

#define BUSY_MS    30000
#define BUSY_TRIES 300

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

static lap_status explain(void *connection, lap_error *error)
{
    return lapi_fail(error, status_of(sqlite3_errcode(connection)), 0, "%s",
                     sqlite3_errmsg(connection));
}

/* Readers go on while one writes. Two that make the same store at once get in each
 * other's way here, and SQLite does not wait by itself. */
static int log_ahead(sqlite3 *db)
{
    int code = SQLITE_BUSY;
    for (int i = 0; i < BUSY_TRIES && (code & 0xFF) == SQLITE_BUSY; i++) {
        if (i)
            sqlite3_sleep(BUSY_MS / BUSY_TRIES);
        code = sqlite3_exec(db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL);
    }
    return code;
}

static lap_status open(const char *where, enum lapi_db_mode mode, void **connection,
                       lap_error *error)
{
    sqlite3 *db = NULL;
    int flags = mode == LAPI_DB_WRITE ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                                      : SQLITE_OPEN_READONLY;
    int code = sqlite3_open_v2(where, &db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(db, BUSY_MS);
    if (code == SQLITE_OK && mode == LAPI_DB_WRITE)
        code = log_ahead(db);
    if (code == SQLITE_OK) {
        *connection = db;
        return LAP_OK;
    }
    lap_status status = lapi_fail(error, status_of(code), 0, "%s",
                                  db ? sqlite3_errmsg(db) : sqlite3_errstr(code));
    sqlite3_close(db);
    return status;
}

static void close(void *connection)
{
    sqlite3_close(connection);
}

static bool script(void *connection, const char *text)
{
    return sqlite3_exec(connection, text, NULL, NULL, NULL) == SQLITE_OK;
}

static bool prepare(void *connection, const char *text, bool is_large, void **statement)
{
    sqlite3_stmt *stmt;
    unsigned flags = is_large ? 0 : SQLITE_PREPARE_PERSISTENT;
    if (sqlite3_prepare_v3(connection, text, -1, flags, &stmt, NULL) != SQLITE_OK)
        return false;
    *statement = stmt;
    return true;
}

static void finalize(void *statement)
{
    sqlite3_finalize(statement);
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

static bool begin(void *statement, const lapi_datum *values, size_t count)
{
    sqlite3_reset(statement);
    for (size_t i = 0; i < count; i++)
        if (bind(statement, (int)i + 1, &values[i]) != SQLITE_OK)
            return false;
    return true;
}

static enum lapi_step step(void *statement)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return LAPI_STEP_ROW;
    if (code != SQLITE_DONE)
        return LAPI_STEP_FAILED; /* reset would forget why */
    sqlite3_reset(statement);
    return LAPI_STEP_END;
}

static void end(void *statement)
{
    sqlite3_reset(statement);
}

static int64_t changes(void *statement)
{
    return sqlite3_changes64(sqlite3_db_handle(statement));
}

static int64_t get_int(void *statement, int column)
{
    return sqlite3_column_int64(statement, column);
}

static double get_real(void *statement, int column)
{
    return sqlite3_column_double(statement, column);
}

static lapi_slice get_text(void *statement, int column)
{
    const unsigned char *at = sqlite3_column_text(statement, column);
    int n = sqlite3_column_bytes(statement, column);
    return at ? lapi_slice_of((const char *)at, (uint32_t)n) : LAPI_S("");
}

static lapi_slice get_blob(void *statement, int column)
{
    const void *at = sqlite3_column_blob(statement, column);
    int n = sqlite3_column_bytes(statement, column);
    return at ? lapi_slice_of(at, (uint32_t)n) : LAPI_S("");
}

static bool is_null(void *statement, int column)
{
    return sqlite3_column_type(statement, column) == SQLITE_NULL;
}

/* What a kill leaves behind is whole. */
static const char settings[] = "PRAGMA synchronous = NORMAL;"
                               "PRAGMA secure_delete = FAST;"
                               "PRAGMA cache_size = -32768;"
                               "PRAGMA temp_store = MEMORY;";

const lapi_driver lapi_driver_sqlite = {
    "BEGIN IMMEDIATE", settings, open,     close,    explain, script,
    prepare,           finalize, begin,    step,     end,     changes,
    get_int,           get_real, get_text, get_blob, is_null,
};
