/* A small seam over SQLite and PostgreSQL: statements with typed values, rows read one
 * by one.
 *
 *   lapi_sql *sql = lapi_db_ask(db, "SELECT a FROM t WHERE b = ?1",
 *                               LAPI_ARGS(LAPI_INT(7)));
 *   while (lapi_sql_next(sql))
 *       use(lapi_sql_int(sql, 0));
 *
 * Errors are sticky: after one, everything is passed over (ask gives NULL, next false)
 * until lapi_db_status has told it. Statements are prepared once a text, whose address
 * is their key: texts are string literals. One thread at a time. */
#ifndef LAPI_STORE_DB_H
#define LAPI_STORE_DB_H

#include "base/slice.h"

#include <lapwing/status.h>

typedef struct lapi_db lapi_db;
typedef struct lapi_sql lapi_sql;

typedef enum lapi_datum_kind {
    LAPI_DATUM_NULL,
    LAPI_DATUM_INT,
    LAPI_DATUM_REAL,
    LAPI_DATUM_TEXT,
    LAPI_DATUM_BLOB
} lapi_datum_kind;

/* A value of a statement; text and blobs are borrowed until its rows are read. */
typedef struct lapi_datum {
    lapi_datum_kind kind;
    int64_t integer;
    double real;
    lapi_slice bytes;
} lapi_datum;

#define LAPI_NULL    ((lapi_datum){.kind = LAPI_DATUM_NULL})
#define LAPI_INT(n)  ((lapi_datum){.kind = LAPI_DATUM_INT, .integer = (n)})
#define LAPI_REAL(x) ((lapi_datum){.kind = LAPI_DATUM_REAL, .real = (x)})
#define LAPI_TEXT(s) ((lapi_datum){.kind = LAPI_DATUM_TEXT, .bytes = (s)})
#define LAPI_STR(s)  LAPI_TEXT(lapi_slice_str(s))
#define LAPI_BLOB(s) ((lapi_datum){.kind = LAPI_DATUM_BLOB, .bytes = (s)})
/* Text, or NULL where there is none. */
#define LAPI_TEXT_OR_NULL(s) ((s).bytes ? LAPI_TEXT(s) : LAPI_NULL)

/* The values of a statement, at most LAPI_DB_VALUES_MAX, and their number. */
#define LAPI_DB_VALUES_MAX 96u
#define LAPI_ARGS(...)                                                                 \
    (const lapi_datum[]){__VA_ARGS__},                                                 \
        sizeof((const lapi_datum[]){__VA_ARGS__}) / sizeof(lapi_datum)
#define LAPI_NO_ARGS NULL, 0

enum lapi_db_mode { LAPI_DB_READ, LAPI_DB_WRITE };

/* Opens a database: the path of an SQLite file, or postgresql://... ; LAPI_DB_WRITE
 * makes it if there is none. LAP_NO_FILE, LAP_BAD_INPUT (no database), LAP_NO_MEMORY.
 */
lap_status lapi_db_open(const char *where, enum lapi_db_mode mode, lapi_db **out,
                        lap_error *error) LAP_MUST_USE;
void lapi_db_close(lapi_db *db);

/* The first error since the last call, or LAP_OK; takes it away. */
lap_status lapi_db_status(lapi_db *db, lap_error *error) LAP_MUST_USE;
/* Takes it away without telling. */
void lapi_db_forgive(lapi_db *db);
bool lapi_db_failed(const lapi_db *db);
/* For the few statements that the two do not share. */
bool lapi_db_is_postgres(const lapi_db *db);

/* Several statements without values or rows. */
void lapi_db_script(lapi_db *db, const char *text);
/* Begins a transaction that keeps other writers out. */
void lapi_db_begin(lapi_db *db);

/* A statement with its values set, to be read row by row; begun anew if it was under
 * way. NULL after an error. */
lapi_sql *lapi_db_ask(lapi_db *db, const char *text, const lapi_datum *values,
                      size_t count);
/* A statement whose rows nobody reads. Returns the rows it changed. */
int64_t lapi_db_do(lapi_db *db, const char *text, const lapi_datum *values,
                   size_t count);
/* The same for a text that is made at run time; one at a time: the one before is ended.
 */
lapi_sql *lapi_db_ask_once(lapi_db *db, const char *text, const lapi_datum *values,
                           size_t count);
/* The first column of the first row, or `otherwise` where there is no row or it is
 * NULL. */
int64_t lapi_db_int(lapi_db *db, const char *text, const lapi_datum *values,
                    size_t count, int64_t otherwise);

/* The next row; false at the end and after an error. */
bool lapi_sql_next(lapi_sql *sql);
/* Columns of the row, from 0. Bytes are borrowed until the next row; NULL is 0 and "".
 */
int64_t lapi_sql_int(lapi_sql *sql, int column);
double lapi_sql_real(lapi_sql *sql, int column);
lapi_slice lapi_sql_text(lapi_sql *sql, int column);
lapi_slice lapi_sql_blob(lapi_sql *sql, int column);
bool lapi_sql_is_null(lapi_sql *sql, int column);
/* A day; NULL is LAPI_DAY_NONE. */
int32_t lapi_sql_day(lapi_sql *sql, int column);
/* Ends reading before the last row: every lapi_db_ask is read to its end or ended. */
void lapi_sql_end(lapi_sql *sql);

#endif
