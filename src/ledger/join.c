/* Records to claims.
 *
 *   firm records:  related pairs connect; a claim is a component
 *   weak records:  each leans on one record before it, the best it knows;
 *                  so it connects nothing
 *
 *   before: firm before weak, told to the day before others, then by day of the
 *           document, then by id
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

/* What read_near reads of a record and its document. */
#define NEAR "SELECT r.rec, r.id, r.claim, r.leans, r.likeness, r.ruled, r.gist, d.day"

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
    near->is_told = gist->is_told;
    return true;
}

bool lapi_join_load(lapi_ledger *ledger, int64_t rec, lapi_joiner *j)
{
    lapi_sql *sql = lapi_db_ask(ledger->db,
                                NEAR " FROM record r JOIN document d ON d.doc = r.doc"
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
    if (a->is_told != b->is_told)
        return a->is_told;
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
        lapi_sql *sql =
            lapi_db_ask(ledger->db,
                        NEAR " FROM block b JOIN record r ON r.rec = b.rec"
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

static void set_lean(lapi_ledger *ledger, int64_t rec, const lapi_near *on)
{
    lapi_ledger_push(ledger, &ledger->dirty, claim_of(ledger, rec));
    int64_t claim = on ? claim_of(ledger, on->rec) : ++ledger->fresh;
    lapi_ledger_push(ledger, &ledger->dirty, claim);
    lapi_db_do(ledger->db,
               "UPDATE record SET claim = ?2, leans = ?3, likeness = ?4 WHERE rec = ?1",
               LAPI_ARGS(LAPI_INT(rec), LAPI_INT(claim), LAPI_INT(on ? on->rec : 0),
                         LAPI_INT(on ? on->like.score : 0)));
}

/* Is `to` a better record to lean on than the one that `near` leans on? */
static bool is_better(lapi_ledger *ledger, const lapi_near *near, const lapi_near *to)
{
    if (!near->leans || near->like.score != near->likeness)
        return !near->leans || near->like.score > near->likeness;
    lapi_joiner now;
    return !lapi_join_load(ledger, near->leans, &now) || precedes(to, &now.self);
}

static bool is_leaning(const lapi_near *near)
{
    return !near->is_firm && near->ruled == LAPI_RULED_NOT;
}

/* The best to lean on; NULL: the record leads. */
static const lapi_near *best_of(const lapi_ledger *ledger, const lapi_near *self)
{
    const lapi_near *best = NULL;
    for (size_t i = 0; i < ledger->near_count; i++) {
        const lapi_near *near = &ledger->near[i];
        if (near->leans || !precedes(near, self))
            continue;
        if (!best || near->like.score > best->like.score ||
            (near->like.score == best->like.score && precedes(near, best)))
            best = near;
    }
    return best;
}

static void choose_later(lapi_ledger *ledger, const lapi_near *near)
{
    void *items = ledger->later;
    if (!lapi_ledger_grow(ledger, &items, ledger->later_count, &ledger->later_capacity,
                          sizeof *ledger->later))
        return;
    ledger->later = items;
    ledger->later[ledger->later_count++] = *near;
}

/* Those behind a record whom it concerns that it leads, or leads no longer. */
static void concern(lapi_ledger *ledger, const lapi_near *self)
{
    for (size_t i = 0; i < ledger->near_count; i++) {
        const lapi_near *near = &ledger->near[i];
        if (is_leaning(near) && precedes(self, near) &&
            (self->leans ? near->leans == self->rec : is_better(ledger, near, self)))
            choose_later(ledger, near);
    }
}

/* Leans on the best of ledger->near, which was found for it, or leads. */
static void choose(lapi_ledger *ledger, lapi_near *self)
{
    const lapi_near *best = best_of(ledger, self);
    int64_t leans = best ? best->rec : 0;
    bool led = !self->leans;
    if (leans != self->leans)
        set_lean(ledger, self->rec, best);
    self->leans = leans;
    if (led != !leans)
        concern(ledger, self);
}

/* Takes the first of those that are to choose again. */
static lapi_near take_first(lapi_ledger *ledger)
{
    size_t first = 0;
    for (size_t i = 1; i < ledger->later_count; i++)
        if (precedes(&ledger->later[i], &ledger->later[first]))
            first = i;
    lapi_near near = ledger->later[first];
    size_t kept = 0;
    for (size_t i = 0; i < ledger->later_count; i++)
        if (ledger->later[i].rec != near.rec)
            ledger->later[kept++] = ledger->later[i];
    ledger->later_count = kept;
    return near;
}

static void choose_again(lapi_ledger *ledger)
{
    while (ledger->later_count && !ledger->failed) {
        lapi_joiner j;
        if (!lapi_join_load(ledger, take_first(ledger).rec, &j))
            continue;
        lapi_join_find(ledger, &j);
        choose(ledger, &j.self);
    }
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
    if (is_leaning(&j.self))
        choose(ledger, &j.self);
    for (size_t i = 0; j.self.is_firm && i < ledger->near_count; i++)
        if (ledger->near[i].is_firm)
            unite(ledger, rec, claim_of(ledger, ledger->near[i].rec));
    if (j.self.ruled != LAPI_RULED_NOT) {
        lapi_join_ruled(ledger, &j, &ledger->heads);
        for (size_t i = 0; i < ledger->heads.count; i++)
            unite(ledger, rec, claim_of(ledger, ledger->heads.at[i]));
    }
    if (!j.self.leans)
        concern(ledger, &j.self);
    choose_again(ledger);
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
    lapi_ledger_file(ledger,
                     is_there ? "INSERT INTO block(key, rec) VALUES(?1, ?2)"
                              : "DELETE FROM block WHERE key = ?1 AND rec = ?2",
                     keys, count, rec);
}
