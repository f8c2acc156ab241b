/* The tables of a store, and the views that are its stable interface for SQL. */
#ifndef LAPI_STORE_SCHEMA_H
#define LAPI_STORE_SCHEMA_H

#include "store/db.h"

/* Version of the tables that this program writes. */
#define LAPI_SCHEMA_VERSION 2

/* Makes the tables, or brings those of an earlier version to this one, in one
 * transaction. LAP_BAD_INPUT: no store of ours, or of a later version. */
lap_status lapi_schema_write(lapi_db *db, lap_error *error) LAP_MUST_USE;

/* Says whether the tables are of this version: LAP_BAD_INPUT if not, with what to do
 * about an earlier one. */
lap_status lapi_schema_check(lapi_db *db, lap_error *error) LAP_MUST_USE;

#endif
