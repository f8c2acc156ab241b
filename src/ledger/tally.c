/* The rows of claims: who tells it, how often, how independently, since when. */
#include "base/hash.h"
#include "data/source.h"
#include "ledger/parts.h"

/* The earliest record of a claim; 0 where it has none. */
static int64_t head_of(lapi_ledger *ledger, int64_t claim)
{
    return lapi_db_int(
        ledger->db,
        "SELECT r.rec FROM record r JOIN document d ON d.doc = r.doc WHERE r.claim = ?1"
        " AND r.removed IS NULL ORDER BY d.day IS NULL, d.day, d.id, r.id LIMIT 1",
        LAPI_ARGS(LAPI_INT(claim)), 0);
}

static void rename_claim(lapi_ledger *ledger, int64_t from, int64_t to)
{
    lapi_db_do(ledger->db,
               "UPDATE record SET claim = ?2 WHERE claim = ?1 AND removed IS NULL",
               LAPI_ARGS(LAPI_INT(from), LAPI_INT(to)));
}

/* Every dirty claim gets the row of its head as its name: by way of negative names, as
 * the new name of one may be the old name of another. */
static void name_claims(lapi_ledger *ledger)
{
    lapi_rows *dirty = &ledger->dirty, *heads = &ledger->heads;
    lapi_rows_unify(dirty);
    heads->count = 0;
    for (size_t i = 0; i < dirty->count; i++) {
        int64_t head = head_of(ledger, dirty->at[i]);
        if (!head)
            continue;
        if (head != dirty->at[i])
            rename_claim(ledger, dirty->at[i], -head);
        lapi_ledger_push(ledger, heads, head);
    }
    for (size_t i = 0; i < heads->count; i++)
        rename_claim(ledger, -heads->at[i], heads->at[i]);
}

typedef struct tally {
    int64_t claim, best, moded; /* records: the head, the best told, the first with a
                                   mode */
    int64_t reports, denials, doubts, documents, stories, publishers, last_doc;
    bool has_firm, has_day, has_status[5];
    int64_t first_day, last_day;
} tally;

/* Columns: rec, doc, story, publisher, day, gist, mode. */
static void add_member(lapi_ledger *ledger, tally *t, lapi_sql *sql)
{
    int64_t rec = lapi_sql_int(sql, 0), doc = lapi_sql_int(sql, 1);
    int64_t story = lapi_sql_int(sql, 2);
    lapi_slice publisher = lapi_sql_text(sql, 3);
    if (!t->reports++)
        t->best = rec;
    t->documents += doc != t->last_doc;
    t->last_doc = doc;
    if (lapi_rows_add(ledger, &ledger->seen, story)) {
        uint64_t source = lapi_hash(LAPI_HASH_START, publisher.at, publisher.bytes);
        t->stories++;
        lapi_ledger_push(ledger, &ledger->work,
                         publisher.bytes ? (int64_t)source : story);
    }
    if (!lapi_sql_is_null(sql, 4)) {
        t->last_day = lapi_sql_int(sql, 4);
        t->first_day = t->has_day ? t->first_day : t->last_day;
        t->has_day = true;
    }
    if (!t->moded && !lapi_sql_is_null(sql, 6))
        t->moded = rec;
    lapi_gist gist;
    if (!lapi_gist_read(lapi_sql_blob(sql, 5), &gist))
        return;
    if (!t->has_firm && lapi_gist_is_firm(&gist)) {
        t->has_firm = true;
        t->best = rec;
    }
    t->has_status[gist.status < 5 ? gist.status : 0] = true;
    t->denials += gist.status == LAPI_STATUS_NEGATED || gist.is_denied;
    t->doubts +=
        gist.status == LAPI_STATUS_POSSIBLE || gist.status == LAPI_STATUS_CONDITIONAL;
}

/* What is asserted by anyone stands before what is only denied, planned, feared. */
static const char *status_of(const tally *t)
{
    static const uint8_t ranks[] = {LAPI_STATUS_ACTUAL, LAPI_STATUS_NEGATED,
                                    LAPI_STATUS_PLANNED, LAPI_STATUS_POSSIBLE,
                                    LAPI_STATUS_CONDITIONAL};
    unsigned i = 0;
    while (i < 4 && !t->has_status[ranks[i]])
        i++;
    return lapi_status_word(ranks[i]);
}

static void write_claim(lapi_ledger *ledger, const tally *t)
{
    lapi_datum none = LAPI_NULL;
    lapi_db_do(
        ledger->db,
        "INSERT INTO claim(claim, id, added, changed, event, mode, quad, scale, status,"
        " day, from_day, to_day, first_day, last_day, reports, documents, stories,"
        " publishers, denials, doubts)"
        " SELECT h.rec, h.id, CAST(?4 AS BIGINT), CAST(?4 AS BIGINT), b.event, m.mode, "
        "b.quad, coalesce(m.scale,"
        " b.scale), CAST(?5 AS TEXT), b.day, b.from_day, b.to_day, CAST(?6 AS BIGINT), "
        "CAST(?7 AS BIGINT), CAST(?8 AS BIGINT), CAST(?9 AS BIGINT), CAST(?10 AS "
        "BIGINT), CAST(?11 AS BIGINT), CAST(?12 AS BIGINT), CAST(?13 AS BIGINT)"
        " FROM record h JOIN record b ON b.rec = ?2 LEFT JOIN record m ON m.rec = ?3"
        " WHERE h.rec = ?1"
        " ON CONFLICT(claim) DO UPDATE SET id = excluded.id, changed = "
        "excluded.changed,"
        " removed = NULL, joined = NULL, event = excluded.event, mode = excluded.mode,"
        " quad = excluded.quad, scale = excluded.scale, status = excluded.status,"
        " day = excluded.day, from_day = excluded.from_day, to_day = excluded.to_day,"
        " first_day = excluded.first_day, last_day = excluded.last_day,"
        " reports = excluded.reports, documents = excluded.documents,"
        " stories = excluded.stories, publishers = excluded.publishers,"
        " denials = excluded.denials, doubts = excluded.doubts",
        LAPI_ARGS(LAPI_INT(t->claim), LAPI_INT(t->best), LAPI_INT(t->moded),
                  LAPI_INT(ledger->revision), LAPI_STR(status_of(t)),
                  t->has_day ? LAPI_INT(t->first_day) : none,
                  t->has_day ? LAPI_INT(t->last_day) : none, LAPI_INT(t->reports),
                  LAPI_INT(t->documents), LAPI_INT(t->stories), LAPI_INT(t->publishers),
                  LAPI_INT(t->denials), LAPI_INT(t->doubts)));
}

static void tally_claim(lapi_ledger *ledger, int64_t claim)
{
    tally t = {.claim = claim};
    lapi_rows_wipe(&ledger->seen);
    ledger->work.count = 0;
    lapi_sql *sql =
        lapi_db_ask(ledger->db,
                    "SELECT r.rec, r.doc, d.story, d.publisher, d.day, r.gist, r.mode"
                    " FROM record r JOIN document d ON d.doc = r.doc"
                    " WHERE r.claim = ?1 AND r.removed IS NULL"
                    " ORDER BY d.day IS NULL, d.day, d.id, r.id",
                    LAPI_ARGS(LAPI_INT(claim)));
    while (lapi_sql_next(sql))
        add_member(ledger, &t, sql);
    lapi_rows_unify(&ledger->work);
    t.publishers = (int64_t)ledger->work.count;
    if (t.reports)
        write_claim(ledger, &t);
}

/* Claims that have no records any more: where their first record is now, took them in.
 */
static void bury(lapi_ledger *ledger, int64_t claim)
{
    lapi_db_do(
        ledger->db,
        "UPDATE claim SET removed = ?2, changed = ?2, joined = (SELECT c.id FROM "
        "record r"
        " JOIN claim c ON c.claim = r.claim WHERE r.rec = ?1 AND r.removed IS NULL)"
        " WHERE claim = ?1 AND removed IS NULL AND NOT EXISTS (SELECT 1 FROM record r"
        " WHERE r.claim = ?1 AND r.removed IS NULL)",
        LAPI_ARGS(LAPI_INT(claim), LAPI_INT(ledger->revision)));
}

void lapi_tally(lapi_ledger *ledger)
{
    name_claims(ledger);
    for (size_t i = 0; i < ledger->heads.count; i++)
        tally_claim(ledger, ledger->heads.at[i]);
    for (size_t i = 0; i < ledger->dirty.count; i++)
        bury(ledger, ledger->dirty.at[i]);
    ledger->dirty.count = 0;
}
