/* What the files of the ledger share. */
#ifndef LAPI_LEDGER_PARTS_H
#define LAPI_LEDGER_PARTS_H

#include "claim/gist.h"
#include "claim/sketch.h"
#include "ledger/ledger.h"

/* A list of rows; once memory was out, nothing is added. */
typedef struct lapi_rows {
    int64_t *at; /* [count] */
    size_t count, capacity;
} lapi_rows;

/* A record beside the one that is being joined. */
typedef struct lapi_near {
    int64_t rec, claim, leans;
    int64_t likeness; /* of its lean */
    uint64_t id;
    int32_t day;           /* of its document */
    bool is_firm, is_told; /* of its gist */
    uint8_t ruled;
    lapi_likeness like; /* to the one that is being joined */
} lapi_near;

enum { LAPI_RULED_NOT, LAPI_RULED_ALONE, LAPI_RULED_JOINED };

/* SQL for what the rulings make of the record whose id the expression tells; null:
 * there are none. */
#define LAPI_RULED_SQL(id)                                                             \
    "SELECT CASE max(CASE WHEN kind = 'split' THEN 1 ELSE 0 END) WHEN 1 THEN 1"        \
    " WHEN 0 THEN 2 ELSE 0 END FROM ruling WHERE (a = " id " OR b = " id ")"           \
    " AND revoked IS NULL"

struct lapi_ledger {
    lapi_store *store;
    lapi_db *db;
    lapi_sketcher *sketcher;
    lapi_buffer sketch; /* of the document that is being joined */
    lapi_buffer bytes;  /* gists of a report, one behind the other */
    lapi_slice *gists;  /* [gist_capacity] */
    size_t gist_capacity;
    lapi_near *near; /* [near_count] */
    size_t near_count, near_capacity;
    lapi_near *later; /* [later_count] records that are to choose again */
    size_t later_count, later_capacity;
    int64_t fresh;          /* the last name that was given to a claim without one */
    lapi_rows seen, bonded; /* tables of lapi_rows_add */
    lapi_rows dirty;        /* claims whose members have changed */
    lapi_rows work, heads, recs;
    lapi_bond *bonds; /* [bond_count] */
    size_t bond_count, bond_capacity;
    int64_t revision; /* of what is being done */
    bool failed;      /* memory was out */
};

void lapi_ledger_push(lapi_ledger *ledger, lapi_rows *rows, int64_t row);
/* Rows as an open table, 0: free. Adds a row; false if it is there already. */
bool lapi_rows_add(lapi_ledger *ledger, lapi_rows *table, int64_t row);
bool lapi_rows_has(const lapi_rows *table, int64_t row);
void lapi_rows_wipe(lapi_rows *table);
/* Sorts rows and drops repeated ones. */
void lapi_rows_unify(lapi_rows *rows);
/* The statuses of the database and of memory. */
lap_status lapi_ledger_status(lapi_ledger *ledger, lap_error *error);

/* Makes room for one item more; false when memory is out. */
bool lapi_ledger_grow(lapi_ledger *ledger, void **items, size_t count, size_t *capacity,
                      size_t size);

/* A record that is being joined. */
typedef struct lapi_joiner {
    lapi_near self;
    lapi_gist gist;
} lapi_joiner;

/* False where there is no such record, or it was set aside. */
bool lapi_join_load(lapi_ledger *ledger, int64_t rec, lapi_joiner *j);
/* Fills ledger->near: records that by the relation may be one happening with this. */
void lapi_join_find(lapi_ledger *ledger, const lapi_joiner *j);
/* Records that people say are one happening with this. */
void lapi_join_ruled(lapi_ledger *ledger, const lapi_joiner *j, lapi_rows *others);
/* Files or takes away keys by a statement with the parameters key and row. */
void lapi_ledger_file(lapi_ledger *ledger, const char *text, const uint64_t *keys,
                      uint32_t count, int64_t row);

/* Files and takes away the keys by which records are found. */
void lapi_join_file(lapi_ledger *ledger, int64_t rec, lapi_slice gist, bool is_there);
/* Joins a record that stands alone to what it is related to. */
void lapi_join_record(lapi_ledger *ledger, int64_t rec);
/* Takes the claims of ledger->work apart and joins their records anew. */
void lapi_join_anew(lapi_ledger *ledger);

/* Finds the story of a new document; takes one that was set aside from its story. */
void lapi_story_put(lapi_ledger *ledger, int64_t doc, const lapi_report *report);
void lapi_story_drop(lapi_ledger *ledger, int64_t doc);

/* Names the dirty claims by their heads, and writes their rows. */
void lapi_tally(lapi_ledger *ledger);

#endif
