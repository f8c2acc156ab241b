/* Records to claims.
 *
 *   firm records:  related pairs connect; a claim is a component
 *   weak records:  each leans on one record before it, the best it knows; so it
 * connects nothing
 *
 *   before: firm before weak, then by day of the document, then by id
 *
 * Which record leans on which, and what is connected, are functions of the set of
 * records; a record that comes late takes over those that know it as their best. */
#include "data/when.h"
#include "ledger/parts.h"

static int32_t day_of(lapi_sql *sql, int column)
{
    return lapi_sql_is_null(sql, column) ? INT32_MAX
                                         : (int32_t)lapi_sql_int(sql, column);
}

/* Columns: rec, id, claim, leans, likeness, ruled, gist, day. */
static bool read_near(lapi_sql *sql, lapi_near *near, lapi_gist *gist)
{
    *near = (lapi_near){.rec = lapi_sql_int(sql, 0),
                        .claim = lapi_sql_int(sql, 2),
                        .leans = lapi_sql_int(sql, 3),
                        .likeness = lapi_sql_int(sql, 4),
                        .ruled = (uint8_t)lapi_sql_int(sql, 5),
                        .day = day_of(sql, 7)};
    (void)lapi_id_read(lapi_sql_text(sql, 1), &near->id);
    if (!lapi_gist_read(lapi_sql_blob(sql, 6), gist))
        return false;
    near->is_firm = lapi_gist_is_firm(gist);
    return true;
}

bool lapi_join_load(lapi_ledger *ledger, int64_t rec, lapi_joiner *j)
{
    lapi_sql *sql = lapi_db_ask(
        ledger->db,
        "SELECT r.rec, r.id, r.claim, r.leans, r.likeness, r.ruled, r.gist, d.day"
        " FROM record r JOIN document d ON d.doc = r.doc"
        " WHERE r.rec = ?1 AND r.removed IS NULL",
        LAPI_ARGS(LAPI_INT(rec)));
    bool is_there = lapi_sql_next(sql) && read_near(sql, &j->self, &j->gist);
    lapi_sql_end(sql);
    return is_there;
}

static bool precedes(const lapi_near *a, const lapi_near *b)
{
    if (a->is_firm != b->is_firm)
        return a->is_firm;
    if (a->day != b->day)
        return a->day < b->day;
    return a->id != b->id ? a->id < b->id : a->rec < b->rec;
}

static void add_near(lapi_ledger *ledger, const lapi_near *near)
{
    void *items = ledger->near;
    if (!lapi_ledger_grow(ledger, &items, ledger->near_count, &ledger->near_capacity,
                          sizeof *ledger->near))
        return;
    ledger->near = items;
    ledger->near[ledger->near_count++] = *near;
}

void lapi_join_find(lapi_ledger *ledger, const lapi_joiner *j)
{
    ledger->near_count = 0;
    lapi_rows_wipe(&ledger->seen);
    if (j->self.ruled == LAPI_RULED_ALONE ||
        !lapi_rows_add(ledger, &ledger->seen, j->self.rec))
        return;
    uint64_t keys[LAPI_GIST_KEYS];
    uint32_t count = lapi_gist_keys(&j->gist, true, keys);
    for (uint32_t k = 0; k < count; k++) {
        lapi_sql *sql = lapi_db_ask(
            ledger->db,
            "SELECT r.rec, r.id, r.claim, r.leans, r.likeness, r.ruled, r.gist, d.day"
            " FROM block b JOIN record r ON r.rec = b.rec"
            " JOIN document d ON d.doc = r.doc WHERE b.key = ?1",
            LAPI_ARGS(LAPI_INT((int64_t)keys[k])));
        while (lapi_sql_next(sql)) {
            lapi_near near;
            lapi_gist gist;
            if (lapi_rows_add(ledger, &ledger->seen, lapi_sql_int(sql, 0)) &&
                read_near(sql, &near, &gist) && near.ruled != LAPI_RULED_ALONE &&
                lapi_gist_compare(&j->gist, &gist, &near.like))
                add_near(ledger, &near);
        }
    }
}

static void set_claim(lapi_ledger *ledger, int64_t rec, int64_t claim)
{
    lapi_db_do(ledger->db, "UPDATE record SET claim = ?2 WHERE rec = ?1",
               LAPI_ARGS(LAPI_INT(rec), LAPI_INT(claim)));
}

static int64_t claim_of(lapi_ledger *ledger, int64_t rec)
{
    return lapi_db_int(ledger->db, "SELECT claim FROM record WHERE rec = ?1",
                       LAPI_ARGS(LAPI_INT(rec)), rec);
}

static void unite(lapi_ledger *ledger, int64_t rec, int64_t other_claim)
{
    int64_t claim = claim_of(ledger, rec);
    if (claim == other_claim)
        return;
    lapi_ledger_push(ledger, &ledger->dirty, claim);
    lapi_ledger_push(ledger, &ledger->dirty, other_claim);
    lapi_db_do(ledger->db,
               "UPDATE record SET claim = ?2 WHERE claim = ?1 AND removed IS NULL",
               LAPI_ARGS(LAPI_INT(claim), LAPI_INT(other_claim)));
}

/* A record leans on another, with all that lean on it. */
static void lean(lapi_ledger *ledger, int64_t rec, const lapi_near *on,
                 int32_t likeness)
{
    int64_t claim = claim_of(ledger, on->rec);
    lapi_ledger_push(ledger, &ledger->dirty, claim);
    lapi_ledger_push(ledger, &ledger->dirty, claim_of(ledger, rec));
    lapi_db_do(ledger->db, "UPDATE record SET leans = ?2, likeness = ?3 WHERE rec = ?1",
               LAPI_ARGS(LAPI_INT(rec), LAPI_INT(on->rec), LAPI_INT(likeness)));
    lapi_rows *movers = &ledger->heads;
    movers->count = 0;
    lapi_ledger_push(ledger, movers, rec);
    for (size_t i = 0; i < movers->count; i++) {
        set_claim(ledger, movers->at[i], claim);
        lapi_sql *sql = lapi_db_ask(ledger->db,
                                    "SELECT rec FROM record WHERE leans = ?1"
                                    " AND leans > 0 AND removed IS NULL",
                                    LAPI_ARGS(LAPI_INT(movers->at[i])));
        while (lapi_sql_next(sql))
            lapi_ledger_push(ledger, movers, lapi_sql_int(sql, 0));
    }
}

/* Is `to` a better record to lean on than the one that `near` leans on? */
static bool is_better(lapi_ledger *ledger, const lapi_near *near, const lapi_near *to)
{
    if (!near->leans || near->like.score != near->likeness)
        return !near->leans || near->like.score > near->likeness;
    lapi_joiner now;
    return !lapi_join_load(ledger, near->leans, &now) || precedes(to, &now.self);
}

static void lean_on_best(lapi_ledger *ledger, const lapi_joiner *j)
{
    const lapi_near *best = NULL;
    for (size_t i = 0; i < ledger->near_count; i++) {
        const lapi_near *near = &ledger->near[i];
        if (precedes(near, &j->self) &&
            (!best || near->like.score > best->like.score ||
             (near->like.score == best->like.score && precedes(near, best))))
            best = near;
    }
    if (best)
        lean(ledger, j->self.rec, best, best->like.score);
}

void lapi_join_ruled(lapi_ledger *ledger, const lapi_joiner *j, lapi_rows *others)
{
    char id[17];
    lapi_id_write(j->self.id, id);
    others->count = 0;
    lapi_sql *sql = lapi_db_ask(
        ledger->db,
        "SELECT r.rec FROM ruling JOIN record r ON r.id = CASE WHEN a = ?1 THEN b ELSE "
        "a"
        " END WHERE (a = ?1 OR b = ?1) AND kind = 'join' AND revoked IS NULL"
        " AND r.removed IS NULL",
        LAPI_ARGS(LAPI_STR(id)));
    while (lapi_sql_next(sql))
        lapi_ledger_push(ledger, others, lapi_sql_int(sql, 0));
}

void lapi_join_record(lapi_ledger *ledger, int64_t rec)
{
    lapi_joiner j;
    if (!lapi_join_load(ledger, rec, &j))
        return;
    lapi_ledger_push(ledger, &ledger->dirty, j.self.claim);
    lapi_join_find(ledger, &j);
    if (j.self.is_firm) {
        for (size_t i = 0; i < ledger->near_count; i++)
            if (ledger->near[i].is_firm)
                unite(ledger, rec, claim_of(ledger, ledger->near[i].rec));
    } else if (j.self.ruled == LAPI_RULED_NOT) {
        lean_on_best(ledger, &j);
    }
    if (j.self.ruled != LAPI_RULED_NOT) {
        lapi_join_ruled(ledger, &j, &ledger->heads);
        for (size_t i = 0; i < ledger->heads.count; i++)
            unite(ledger, rec, claim_of(ledger, ledger->heads.at[i]));
    }
    for (size_t i = 0; i < ledger->near_count; i++) {
        const lapi_near *near = &ledger->near[i];
        if (!near->is_firm && near->ruled == LAPI_RULED_NOT &&
            precedes(&j.self, near) && is_better(ledger, near, &j.self))
            lean(ledger, near->rec, &j.self, near->like.score);
    }
}

void lapi_join_anew(lapi_ledger *ledger)
{
    lapi_rows *claims = &ledger->work, *recs = &ledger->recs;
    lapi_rows_unify(claims);
    recs->count = 0;
    for (size_t i = 0; i < claims->count; i++) {
        lapi_ledger_push(ledger, &ledger->dirty, claims->at[i]);
        lapi_sql *sql = lapi_db_ask(
            ledger->db, "SELECT rec FROM record WHERE claim = ?1 AND removed IS NULL",
            LAPI_ARGS(LAPI_INT(claims->at[i])));
        while (lapi_sql_next(sql))
            lapi_ledger_push(ledger, recs, lapi_sql_int(sql, 0));
    }
    for (size_t i = 0; i < recs->count; i++)
        lapi_db_do(ledger->db,
                   "UPDATE record SET claim = rec, leans = 0, likeness = 0"
                   " WHERE rec = ?1",
                   LAPI_ARGS(LAPI_INT(recs->at[i])));
    for (size_t i = 0; i < recs->count; i++)
        lapi_join_record(ledger, recs->at[i]);
}

void lapi_join_file(lapi_ledger *ledger, int64_t rec, lapi_slice bytes, bool is_there)
{
    lapi_gist gist;
    if (!lapi_gist_read(bytes, &gist))
        return;
    uint64_t keys[LAPI_GIST_KEYS];
    uint32_t count = lapi_gist_keys(&gist, false, keys);
    for (uint32_t k = 0; k < count; k++) {
        if (is_there)
            lapi_db_do(ledger->db, "INSERT INTO block(key, rec) VALUES(?1, ?2)",
                       LAPI_ARGS(LAPI_INT((int64_t)keys[k]), LAPI_INT(rec)));
        else
            lapi_db_do(ledger->db, "DELETE FROM block WHERE key = ?1 AND rec = ?2",
                       LAPI_ARGS(LAPI_INT((int64_t)keys[k]), LAPI_INT(rec)));
    }
}
