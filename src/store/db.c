#include "store/db.h"

#include "base/hash.h"
#include "base/status.h"
#include "data/when.h"
#include "store/driver.h"

#include <stdlib.h>

#define STATEMENTS_MAX 256u /* a power of two; half of them may be used */

struct lapi_sql {
    lapi_db *db;
    const char *text; /* key: its address */
    void *statement;
};

struct lapi_db {
    const lapi_driver *driver;
    void *connection;
    lapi_sql statements[STATEMENTS_MAX];
    uint32_t count;
    lapi_sql once;
    bool failed;
    lap_error error;
};

static bool is_postgres(const char *where)
{
    return strncmp(where, "postgresql://", 13) == 0 ||
           strncmp(where, "postgres://", 11) == 0;
}

lap_status lapi_db_open(const char *where, enum lapi_db_mode mode, lapi_db **out,
                        lap_error *error)
{
    lapi_db *db = calloc(1, sizeof *db);
    if (!db)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    db->driver = &lapi_driver_sqlite;
    if (is_postgres(where)) {
#ifdef LAPI_POSTGRES
        db->driver = &lapi_driver_postgres;
#else
        free(db);
        return lapi_fail(error, LAP_NO_FILE, 0,
                         "this program is built without PostgreSQL");
#endif
    }
    lap_status status = db->driver->open(where, mode, &db->connection, error);
    if (status == LAP_OK && mode == LAPI_DB_WRITE) {
        lapi_db_script(db, db->driver->settings);
        status = lapi_db_status(db, error);
    }
    if (status)
        lapi_db_close(db);
    else
        *out = db;
    return status;
}

void lapi_db_close(lapi_db *db)
{
    if (!db)
        return;
    for (uint32_t i = 0; i < STATEMENTS_MAX; i++)
        if (db->statements[i].statement)
            db->driver->finalize(db->statements[i].statement);
    if (db->once.statement)
        db->driver->finalize(db->once.statement);
    if (db->connection)
        db->driver->close(db->connection);
    free(db);
}

bool lapi_db_is_postgres(const lapi_db *db)
{
    return db->driver != &lapi_driver_sqlite;
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

static void fail(lapi_db *db)
{
    if (db->failed)
        return;
    db->failed = true;
    db->error.status = db->driver->explain(db->connection, &db->error);
}

void lapi_db_script(lapi_db *db, const char *text)
{
    if (!db->failed && !db->driver->script(db->connection, text))
        fail(db);
}

void lapi_db_begin(lapi_db *db)
{
    lapi_db_script(db, db->driver->begin_writing);
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
        db->error.status = lapi_fail(&db->error, LAP_TOO_LARGE, 0,
                                     "more than %u statements", STATEMENTS_MAX / 2);
        return NULL;
    }
    if (!db->driver->prepare(db->connection, text, false, &sql->statement)) {
        fail(db);
        return NULL;
    }
    sql->db = db;
    sql->text = text;
    db->count++;
    return sql;
}

/* The statement with its values set; NULL after an error. */
static lapi_sql *begin(lapi_sql *sql, const lapi_datum *values, size_t count)
{
    if (sql->db->driver->begin(sql->statement, values, count))
        return sql;
    fail(sql->db);
    return NULL;
}

lapi_sql *lapi_db_ask(lapi_db *db, const char *text, const lapi_datum *values,
                      size_t count)
{
    lapi_sql *sql = db->failed ? NULL : find(db, text);
    return sql ? begin(sql, values, count) : NULL;
}

lapi_sql *lapi_db_ask_once(lapi_db *db, const char *text, const lapi_datum *values,
                           size_t count)
{
    if (db->failed)
        return NULL;
    if (db->once.statement)
        db->driver->finalize(db->once.statement);
    db->once = (lapi_sql){.db = db};
    if (!db->driver->prepare(db->connection, text, true, &db->once.statement)) {
        db->once.statement = NULL;
        fail(db);
        return NULL;
    }
    return begin(&db->once, values, count);
}

int64_t lapi_db_do(lapi_db *db, const char *text, const lapi_datum *values,
                   size_t count)
{
    lapi_sql *sql = lapi_db_ask(db, text, values, count);
    while (lapi_sql_next(sql))
        continue;
    return sql && !db->failed ? db->driver->changes(sql->statement) : 0;
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
    enum lapi_step step = sql->db->driver->step(sql->statement);
    if (step == LAPI_STEP_FAILED)
        fail(sql->db);
    return step == LAPI_STEP_ROW;
}

void lapi_sql_end(lapi_sql *sql)
{
    if (sql)
        sql->db->driver->end(sql->statement);
}

int64_t lapi_sql_int(lapi_sql *sql, int column)
{
    return sql->db->driver->get_int(sql->statement, column);
}

double lapi_sql_real(lapi_sql *sql, int column)
{
    return sql->db->driver->get_real(sql->statement, column);
}

lapi_slice lapi_sql_text(lapi_sql *sql, int column)
{
    return sql->db->driver->get_text(sql->statement, column);
}

lapi_slice lapi_sql_blob(lapi_sql *sql, int column)
{
    return sql->db->driver->get_blob(sql->statement, column);
}

bool lapi_sql_is_null(lapi_sql *sql, int column)
{
    return sql->db->driver->is_null(sql->statement, column);
}

int32_t lapi_sql_day(lapi_sql *sql, int column)
{
    return lapi_sql_is_null(sql, column) ? LAPI_DAY_NONE
                                         : (int32_t)lapi_sql_int(sql, column);
}
