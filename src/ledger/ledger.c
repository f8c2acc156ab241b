#include "base/status.h"
#include "ledger/parts.h"

#include <stdlib.h>

lap_status lapi_ledger_new(lapi_store *store, lapi_ledger **out)
{
    lapi_ledger *ledger = calloc(1, sizeof *ledger);
    if (!ledger)
        return LAP_NO_MEMORY;
    ledger->store = store;
    ledger->db = lapi_store_db(store);
    ledger->fresh = INT64_C(1) << 62; /* no row of a record */
    if (!lapi_sketcher_new(&ledger->sketcher)) {
        lapi_ledger_free(ledger);
        return LAP_NO_MEMORY;
    }
    *out = ledger;
    return LAP_OK;
}

void lapi_ledger_free(lapi_ledger *ledger)
{
    if (!ledger)
        return;
    lapi_sketcher_free(ledger->sketcher);
    lapi_buffer_clear(&ledger->sketch);
    lapi_buffer_clear(&ledger->bytes);
    free(ledger->gists);
    free(ledger->near);
    free(ledger->later);
    free(ledger->bonds);
    lapi_rows *rows[] = {&ledger->seen, &ledger->bonded, &ledger->dirty,
                         &ledger->work, &ledger->heads,  &ledger->recs};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        free(rows[i]->at);
    free(ledger);
}

/* The gists of a report's records into ledger->gists. */
static bool make_gists(lapi_ledger *ledger, const lapi_report *report)
{
    lapi_buffer_reset(&ledger->bytes);
    while (ledger->gist_capacity < report->record_count) {
        void *gists = ledger->gists;
        if (!lapi_ledger_grow(ledger, &gists, ledger->gist_capacity,
                              &ledger->gist_capacity, sizeof *ledger->gists))
            return false;
        ledger->gists = gists;
    }
    for (uint32_t r = 0; r < report->record_count; r++) {
        size_t before = ledger->bytes.bytes;
        lapi_gist_write(report, r, &ledger->bytes);
        ledger->gists[r] =
            lapi_slice_of(NULL, (uint32_t)(ledger->bytes.bytes - before));
    }
    uint32_t at = 0;
    for (uint32_t r = 0; r < report->record_count; r++) {
        ledger->gists[r].at = ledger->bytes.at + at;
        at += ledger->gists[r].bytes;
    }
    ledger->failed |= ledger->bytes.failed;
    return !ledger->failed;
}

/* The records of a revision that was set aside leave their claims. */
static void drop_records(lapi_ledger *ledger, int64_t doc)
{
    ledger->work.count = 0;
    lapi_sql *sql =
        lapi_db_ask(ledger->db, "SELECT rec, claim, gist FROM record WHERE doc = ?1",
                    LAPI_ARGS(LAPI_INT(doc)));
    while (lapi_sql_next(sql)) {
        lapi_ledger_push(ledger, &ledger->work, lapi_sql_int(sql, 1));
        lapi_join_file(ledger, lapi_sql_int(sql, 0), lapi_sql_blob(sql, 2), false);
    }
    lapi_join_anew(ledger);
}

static uint8_t ruled_of(lapi_ledger *ledger, const lapi_record *record)
{
    char id[17];
    lapi_id_write(record->id, id);
    return (uint8_t)lapi_db_int(ledger->db, LAPI_RULED_SQL("?1"),
                                LAPI_ARGS(LAPI_STR(id)), LAPI_RULED_NOT);
}

static void join_records(lapi_ledger *ledger, const lapi_report *report,
                         const lapi_put *put)
{
    bool has_rulings =
        lapi_db_int(ledger->db, "SELECT 1 FROM ruling WHERE revoked IS NULL LIMIT 1",
                    LAPI_NO_ARGS, 0);
    for (uint32_t r = 0; r < report->record_count; r++) {
        int64_t rec = put->first_rec + r;
        if (has_rulings)
            lapi_db_do(ledger->db, "UPDATE record SET ruled = ?2 WHERE rec = ?1",
                       LAPI_ARGS(LAPI_INT(rec),
                                 LAPI_INT(ruled_of(ledger, &report->records[r]))));
        lapi_join_file(ledger, rec, ledger->gists[r], true);
        lapi_join_record(ledger, rec);
    }
}

lap_status lapi_ledger_put(lapi_ledger *ledger, const lapi_report *report,
                           const lapi_slice *json, bool drops_text, bool is_recode,
                           lapi_put *out, lap_error *error)
{
    if (!make_gists(ledger, report))
        return lapi_ledger_status(ledger, error);
    lapi_entry entry = {report, json, ledger->gists, drops_text, is_recode};
    lapi_put put;
    lap_status status = lapi_store_put(ledger->store, &entry, &put, error);
    if (status)
        return status;
    if (put.outcome != LAPI_PUT_SAME) {
        ledger->dirty.count = ledger->later_count =
            0; /* a failure may have left some */
        ledger->revision = put.revision;
        if (put.old_doc) {
            lapi_story_drop(ledger, put.old_doc);
            drop_records(ledger, put.old_doc);
        }
        lapi_story_put(ledger, put.doc, report);
        join_records(ledger, report, &put);
        lapi_tally(ledger);
        status = lapi_ledger_status(ledger, error);
    }
    if (status == LAP_OK)
        *out = put;
    return status;
}

lap_status lapi_ledger_forget(lapi_ledger *ledger, lapi_slice doc, lap_error *error)
{
    lapi_db *db = ledger->db;
    lapi_store_unindex(ledger->store,
                       lapi_db_int(db,
                                   "SELECT doc FROM document WHERE id = ?1"
                                   " AND removed IS NULL",
                                   LAPI_ARGS(LAPI_TEXT(doc)), 0));
    int64_t found = lapi_db_int(db, "SELECT count(*) FROM document WHERE id = ?1",
                                LAPI_ARGS(LAPI_TEXT(doc)), 0);
    int64_t dropped = lapi_db_int(
        db, "SELECT count(*) FROM document WHERE id = ?1 AND text IS NOT NULL",
        LAPI_ARGS(LAPI_TEXT(doc)), 0);
    if (dropped)
        lapi_db_do(db,
                   "UPDATE document SET text = NULL, forgotten = ?2 WHERE id = ?1"
                   " AND text IS NOT NULL",
                   LAPI_ARGS(LAPI_TEXT(doc),
                             LAPI_INT(lapi_store_next_revision(ledger->store))));
    lap_status status = lapi_ledger_status(ledger, error);
    if (status == LAP_OK && !found)
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no such document");
    return status;
}
