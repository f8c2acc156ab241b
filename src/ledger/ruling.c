/* What people rule over claims. */
#include "base/status.h"
#include "ledger/parts.h"

#include <string.h>

static int64_t find_record(lapi_ledger *ledger, lapi_slice id)
{
    return lapi_db_int(ledger->db,
                       "SELECT rec FROM record WHERE id = ?1 AND removed IS NULL",
                       LAPI_ARGS(LAPI_TEXT(id)), 0);
}

/* Puts down for a record whether rulings hold for it, and for its claim to be made
 * anew.
 */
static void rule(lapi_ledger *ledger, int64_t rec)
{
    lapi_db_do(
        ledger->db,
        "UPDATE record SET ruled = (" LAPI_RULED_SQL("record.id") ")"
                                                                  " WHERE rec = ?1",
        LAPI_ARGS(LAPI_INT(rec)));
    lapi_ledger_push(ledger, &ledger->work,
                     lapi_db_int(ledger->db, "SELECT claim FROM record WHERE rec = ?1",
                                 LAPI_ARGS(LAPI_INT(rec)), 0));
}

/* Earlier rulings that joined the record hold no longer. */
static void part(lapi_ledger *ledger, lapi_slice record)
{
    lapi_db_do(ledger->db,
               "UPDATE ruling SET revoked = ?2 WHERE (a = ?1 OR b = ?1)"
               " AND kind = 'join' AND revoked IS NULL",
               LAPI_ARGS(LAPI_TEXT(record), LAPI_INT(ledger->revision)));
}

static lap_status settle(lapi_ledger *ledger, int64_t a, int64_t b, lap_error *error)
{
    ledger->work.count = ledger->dirty.count = ledger->later_count = 0;
    if (a)
        rule(ledger, a);
    if (b)
        rule(ledger, b);
    lapi_join_anew(ledger);
    lapi_tally(ledger);
    return lapi_ledger_status(ledger, error);
}

static lap_status add_ruling(lapi_ledger *ledger, const char *kind, lapi_slice a,
                             lapi_slice b, lapi_slice by, lapi_slice reason,
                             lap_error *error)
{
    int64_t rec_a = find_record(ledger, a),
            rec_b = b.bytes ? find_record(ledger, b) : 0;
    lap_status status = lapi_ledger_status(ledger, error);
    if (status)
        return status;
    if (!rec_a || (b.bytes && !rec_b))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no such record");
    ledger->revision = lapi_store_next_revision(ledger->store);
    if (!b.bytes)
        part(ledger, a);
    lapi_db_do(ledger->db,
               "INSERT INTO ruling(kind, a, b, by, reason, revision)"
               " VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
               LAPI_ARGS(LAPI_STR(kind), LAPI_TEXT(a), LAPI_TEXT(b),
                         LAPI_TEXT_OR_NULL(by), LAPI_TEXT_OR_NULL(reason),
                         LAPI_INT(ledger->revision)));
    return settle(ledger, rec_a, rec_b, error);
}

lap_status lapi_ledger_split(lapi_ledger *ledger, lapi_slice record, lapi_slice by,
                             lapi_slice reason, lap_error *error)
{
    return add_ruling(ledger, "split", record, LAPI_S(""), by, reason, error);
}

lap_status lapi_ledger_join(lapi_ledger *ledger, lapi_slice a, lapi_slice b,
                            lapi_slice by, lapi_slice reason, lap_error *error)
{
    return add_ruling(ledger, "join", a, b, by, reason, error);
}

lap_status lapi_ledger_revoke(lapi_ledger *ledger, int64_t ruling, lap_error *error)
{
    ledger->revision = lapi_store_next_revision(ledger->store);
    int64_t changed = lapi_db_do(
        ledger->db,
        "UPDATE ruling SET revoked = ?2 WHERE ruling = ?1 AND revoked IS NULL",
        LAPI_ARGS(LAPI_INT(ruling), LAPI_INT(ledger->revision)));
    if (!changed && !lapi_db_failed(ledger->db))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no such ruling that holds");
    int64_t a = lapi_db_int(ledger->db,
                            "SELECT r.rec FROM ruling JOIN record r ON r.id = a"
                            " WHERE ruling = ?1 AND r.removed IS NULL",
                            LAPI_ARGS(LAPI_INT(ruling)), 0);
    int64_t b = lapi_db_int(ledger->db,
                            "SELECT r.rec FROM ruling JOIN record r ON r.id = b"
                            " WHERE ruling = ?1 AND r.removed IS NULL",
                            LAPI_ARGS(LAPI_INT(ruling)), 0);
    return settle(ledger, a, b, error);
}
