/* What a database must be able to do: db.c calls it through this table. */
#ifndef LAPI_STORE_DRIVER_H
#define LAPI_STORE_DRIVER_H

#include "store/db.h"

enum lapi_step { LAPI_STEP_ROW, LAPI_STEP_END, LAPI_STEP_FAILED };

/* Connections and statements are the driver's own. A function that says no has left its
 * reason in the connection, for explain(). */
typedef struct lapi_driver {
    const char *begin_writing; /* a transaction that keeps other writers out */
    const char *settings;      /* of a connection that writes */
    /* LAP_OK, or tells why not in the error. */
    lap_status (*open)(const char *where, enum lapi_db_mode mode, void **connection,
                       lap_error *error);
    void (*close)(void *connection);
    lap_status (*explain)(void *connection, lap_error *error);
    bool (*script)(void *connection, const char *text);
    /* A statement with parameters ?1, ?2 ...; `is_large`: its rows may be many. */
    bool (*prepare)(void *connection, const char *text, bool is_large,
                    void **statement);
    void (*finalize)(void *statement);
    /* Begins a statement anew with its values. */
    bool (*begin)(void *statement, const lapi_datum *values, size_t count);
    enum lapi_step (*step)(void *statement);
    void (*end)(void *statement);
    int64_t (*changes)(void *statement);
    int64_t (*get_int)(void *statement, int column);
    double (*get_real)(void *statement, int column);
    lapi_slice (*get_text)(void *statement, int column);
    lapi_slice (*get_blob)(void *statement, int column);
    bool (*is_null)(void *statement, int column);
} lapi_driver;

extern const lapi_driver lapi_driver_sqlite;
extern const lapi_driver lapi_driver_postgres;

#endif
