#include "store/claims.h"

#include "data/when.h"

#define HOPS_MAX 64 /* joins of joins that are followed */

#define COLUMNS                                                                        \
    "SELECT c.claim, c.id, c.event, c.mode, c.status, c.quad, c.scale, c.day,"         \
    " c.from_day, c.to_day, c.first_day, c.last_day, c.reports, c.documents,"          \
    " c.stories, c.publishers, c.denials, c.doubts FROM claim c WHERE "

static int32_t day_at(lapi_sql *sql, int column)
{
    return lapi_sql_is_null(sql, column) ? LAPI_DAY_NONE
                                         : (int32_t)lapi_sql_int(sql, column);
}

static void read_claim(lapi_sql *sql, lapi_claim *out)
{
    *out = (lapi_claim){.row = lapi_sql_int(sql, 0),
                        .id = lapi_sql_text(sql, 1),
                        .event = lapi_sql_text(sql, 2),
                        .mode = lapi_sql_text(sql, 3),
                        .status = lapi_sql_text(sql, 4),
                        .quad = lapi_sql_int(sql, 5),
                        .scale = lapi_sql_real(sql, 6),
                        .day = day_at(sql, 7),
                        .from = day_at(sql, 8),
                        .to = day_at(sql, 9),
                        .first_reported = day_at(sql, 10),
                        .last_reported = day_at(sql, 11),
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

bool lapi_claim_find(lapi_store *store, lapi_slice id, lapi_claim *out)
{
    lapi_db *db = lapi_store_db(store);
    char rooms[2][16];
    for (int hop = 0; hop < HOPS_MAX; hop++) {
        lapi_sql *sql =
            lapi_db_ask(db, COLUMNS "c.id = ?1 AND c.removed IS NULL LIMIT 1",
                        LAPI_ARGS(LAPI_TEXT(id)));
        if (lapi_sql_next(sql)) {
            read_claim(sql, out);
            return true; /* the next question begins the statement anew */
        }
        if (!follow(db, id, rooms[hop & 1]))
            return false;
        id = lapi_slice_of(rooms[hop & 1], 16);
    }
    return false;
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
