#include "store/claims.h"

#define HOPS_MAX 64 /* joins of joins that are followed */

#define COLUMNS                                                                        \
    "SELECT c.claim, c.id, c.event, c.mode, c.status, c.quad, c.scale, c.day,"         \
    " c.from_day, c.to_day, c.first_day, c.last_day, c.reports, c.documents,"          \
    " c.stories, c.publishers, c.denials, c.doubts FROM claim c WHERE "

static void read_claim(lapi_sql *sql, lapi_claim *out)
{
    *out = (lapi_claim){.row = lapi_sql_int(sql, 0),
                        .id = lapi_sql_text(sql, 1),
                        .event = lapi_sql_text(sql, 2),
                        .mode = lapi_sql_text(sql, 3),
                        .status = lapi_sql_text(sql, 4),
                        .quad = lapi_sql_int(sql, 5),
                        .scale = lapi_sql_real(sql, 6),
                        .day = lapi_sql_day(sql, 7),
                        .from = lapi_sql_day(sql, 8),
                        .to = lapi_sql_day(sql, 9),
                        .first_reported = lapi_sql_day(sql, 10),
                        .last_reported = lapi_sql_day(sql, 11),
                        .reports = lapi_sql_int(sql, 12),
                        .documents = lapi_sql_int(sql, 13),
                        .stories = lapi_sql_int(sql, 14),
                        .publishers = lapi_sql_int(sql, 15),
                        .denials = lapi_sql_int(sql, 16),
                        .doubts = lapi_sql_int(sql, 17)};
}

lap_status lapi_claims_begin(lapi_store *store, const lapi_filter *filter,
                             lapi_query *out, lap_error *error)
{
    static const char head[] =
        COLUMNS "c.removed IS NULL AND c.claim IN (SELECT r.claim FROM record r"
                " JOIN document d ON d.doc = r.doc WHERE ";
    return lapi_query_ask(store, head, filter, ") ORDER BY c.day, c.id", out, error);
}

bool lapi_claims_next(lapi_query *query, lapi_claim *out)
{
    if (!lapi_sql_next(query->sql))
        return false;
    read_claim(query->sql, out);
    return true;
}

/* Id of the claim that took in another, into room for 16 bytes; false if none did. */
static bool follow(lapi_db *db, lapi_slice id, char room[16])
{
    lapi_sql *sql = lapi_db_ask(db,
                                "SELECT joined FROM claim WHERE id = ?1"
                                " AND removed IS NOT NULL AND joined IS NOT NULL"
                                " ORDER BY removed DESC LIMIT 1",
                                LAPI_ARGS(LAPI_TEXT(id)));
    if (!lapi_sql_next(sql))
        return false;
    lapi_slice joined = lapi_sql_text(sql, 0);
    bool is_id = joined.bytes == 16;
    if (is_id)
        memcpy(room, joined.at, 16);
    lapi_sql_end(sql);
    return is_id;
}

lapi_sql *lapi_claim_find(lapi_store *store, lapi_slice id, lapi_claim *out)
{
    lapi_db *db = lapi_store_db(store);
    char rooms[2][16];
    for (int hop = 0; hop < HOPS_MAX; hop++) {
        lapi_sql *sql =
            lapi_db_ask(db, COLUMNS "c.id = ?1 AND c.removed IS NULL LIMIT 1",
                        LAPI_ARGS(LAPI_TEXT(id)));
        if (lapi_sql_next(sql)) {
            read_claim(sql, out);
            return sql;
        }
        if (!follow(db, id, rooms[hop & 1]))
            return NULL;
        id = lapi_slice_of(rooms[hop & 1], 16);
    }
    return NULL;
}

lapi_sql *lapi_claim_at(lapi_store *store, int64_t row, lapi_claim *out)
{
    lapi_sql *sql =
        lapi_db_ask(lapi_store_db(store), COLUMNS "c.claim = ?1 AND c.removed IS NULL",
                    LAPI_ARGS(LAPI_INT(row)));
    if (!lapi_sql_next(sql))
        return NULL;
    read_claim(sql, out);
    return sql;
}

lapi_sql *lapi_claim_voices(lapi_store *store, int64_t claim)
{
    return lapi_db_ask(
        lapi_store_db(store),
        "SELECT DISTINCT p.role, coalesce(p.name, p.text, ''), p.country,"
        " p.sector FROM party p JOIN record r USING (rec)"
        " WHERE r.claim = ?1 AND r.removed IS NULL"
        " AND p.role IN ('source', 'denier') ORDER BY 1, 3, 2, 4"
        " LIMIT ?2",
        LAPI_ARGS(LAPI_INT(claim), LAPI_INT(LAPI_VOICES_MAX)));
}

lapi_sql *lapi_record_sources(lapi_store *store, int64_t rec)
{
    return lapi_db_ask(lapi_store_db(store),
                       "SELECT coalesce(name, text, ''), country, sector FROM party"
                       " WHERE rec = ?1 AND role = 'source' ORDER BY n",
                       LAPI_ARGS(LAPI_INT(rec)));
}

lapi_sql *lapi_record_amounts(lapi_store *store, int64_t rec)
{
    return lapi_db_ask(
        lapi_store_db(store),
        "SELECT c.id, r.event, r.mode, r.day, d.day, a.what, a.value, a.low, a.high,"
        " a.bound, a.unit, a.whose, d.publisher, r.id, d.id FROM amount a"
        " JOIN record r ON r.rec = a.rec JOIN document d ON d.doc = r.doc"
        " LEFT JOIN claim c ON c.claim = r.claim WHERE a.rec = ?1"
        " AND r.removed IS NULL ORDER BY a.n",
        LAPI_ARGS(LAPI_INT(rec)));
}

lapi_sql *lapi_claim_parties(lapi_store *store, int64_t claim)
{
    return lapi_db_ask(
        lapi_store_db(store),
        "SELECT DISTINCT p.role, p.country, p.sector, coalesce(p.name, '')"
        " FROM party p JOIN record r USING (rec) WHERE r.claim = ?1"
        " AND r.removed IS NULL AND p.role IN ('actor', 'recipient')"
        " ORDER BY 1, 2, 3, 4",
        LAPI_ARGS(LAPI_INT(claim)));
}

lapi_sql *lapi_claim_places(lapi_store *store, int64_t claim)
{
    return lapi_db_ask(lapi_store_db(store),
                       "SELECT DISTINCT coalesce(s.name, ''), coalesce(s.country, ''),"
                       " coalesce(s.admin1, ''), s.lat, s.lon, s.geonameid, s.grain"
                       " FROM site s JOIN record r USING (rec)"
                       " WHERE r.claim = ?1 AND r.removed IS NULL ORDER BY 2, 3, 1",
                       LAPI_ARGS(LAPI_INT(claim)));
}

lapi_sql *lapi_claim_records(lapi_store *store, int64_t claim)
{
    return lapi_db_ask(lapi_store_db(store),
                       "SELECT r.rec, r.json, d.url, d.publisher, d.day, s.id"
                       " FROM record r JOIN document d ON d.doc = r.doc"
                       " JOIN document s ON s.doc = d.story"
                       " WHERE r.claim = ?1 AND r.removed IS NULL"
                       " ORDER BY d.day IS NULL, d.day, d.id, r.id",
                       LAPI_ARGS(LAPI_INT(claim)));
}

lapi_sql *lapi_claim_rulings(lapi_store *store, int64_t claim)
{
    return lapi_db_ask(lapi_store_db(store),
                       "WITH told AS (SELECT id FROM record WHERE claim = ?1"
                       " AND removed IS NULL)"
                       " SELECT ruling, kind, a, b, by, reason, revision, revoked,"
                       " count(*) OVER () FROM ruling WHERE a IN (SELECT id FROM told)"
                       " OR b IN (SELECT id FROM told) ORDER BY ruling",
                       LAPI_ARGS(LAPI_INT(claim)));
}
