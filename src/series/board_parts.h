/* What loading and refreshing a board share. */
#ifndef LAPI_SERIES_BOARD_PARTS_H
#define LAPI_SERIES_BOARD_PARTS_H

#include "series/board.h"

/* Which records are read: a condition behind "SELECT ... ", with its values. */
typedef struct lapi_board_scope {
    const char *from; /* "FROM record r WHERE ..." */
    const lapi_datum *values;
    size_t count;
    bool is_all;           /* whole tables: no need to ask for rows one by one */
    const char *more_docs; /* "UNION SELECT ...": other documents; NULL: none */
} lapi_board_scope;

/* Reads claims, documents, records, parties and places of a scope into an empty board,
 * whose names, countries and places may have been filled before. */
lap_status lapi_board_read(lapi_board *board, lapi_db *db, lapi_board_scope scope);
/* Reads how many documents were published on each day into a board that knows nothing
 * of it. */
lap_status lapi_board_read_published(lapi_board *board, lapi_db *db);
#endif
