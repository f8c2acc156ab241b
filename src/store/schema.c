#include "store/schema.h"

#include "base/buffer.h"
#include "base/status.h"

#define PUBLISHERS "CREATE INDEX document_publisher ON document(publisher);"

/* Days count from 1970-01-01; views show them as dates. `added` and `removed` are
 * revisions of the store: one a document put, so that what is known at a revision is
 * added <= r and (removed is null or removed > r). */
static const char tables[] =
    "CREATE TABLE meta(key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;"
    "INSERT INTO meta VALUES('schema', 2), ('revision', 0);"

    "CREATE TABLE document("
    " doc INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL,"
    " url TEXT, publisher TEXT, title TEXT, language TEXT,"
    " day INTEGER, anchor TEXT NOT NULL,"
    " text TEXT," /* null: not kept */
    " hash INTEGER NOT NULL,"
    " coder TEXT NOT NULL,"
    " story INTEGER NOT NULL," /* the earliest document of its story */
    " added INTEGER NOT NULL, removed INTEGER, forgotten INTEGER,"
    " captions TEXT," /* "[[12, 40]]" of text, code points */
    " file TEXT,"     /* that it was read from, */
    " file_offset INTEGER, file_bytes INTEGER) STRICT;" /* and its record of WARC there
                                                         */
    "CREATE UNIQUE INDEX document_id ON document(id) WHERE removed IS NULL;"
    "CREATE INDEX document_story ON document(story);"
    "CREATE INDEX document_day ON document(day) WHERE removed IS NULL;" PUBLISHERS
    "CREATE INDEX document_added ON document(added);"
    "CREATE INDEX document_forgotten ON document(forgotten)"
    " WHERE forgotten IS NOT NULL;"
    "CREATE INDEX document_removed ON document(removed) WHERE removed IS NOT NULL;"

    "CREATE TABLE record("
    " rec INTEGER PRIMARY KEY,"
    " id TEXT NOT NULL,"
    " doc INTEGER NOT NULL REFERENCES document(doc),"
    " claim INTEGER NOT NULL,"              /* its own rec until it is joined */
    " leans INTEGER NOT NULL DEFAULT 0,"    /* a weak one: the record that it was joined
                                               to, */
    " likeness INTEGER NOT NULL DEFAULT 0," /* and how alike the two are */
    " ruled INTEGER NOT NULL DEFAULT 0,"    /* by people: 1 stands alone, 2 joined */
    " sentence INTEGER NOT NULL,"
    " event TEXT NOT NULL, mode TEXT, cameo TEXT, quad INTEGER NOT NULL,"
    " scale REAL NOT NULL, status TEXT NOT NULL,"
    " historical INTEGER NOT NULL, caption INTEGER NOT NULL,"
    " confidence REAL NOT NULL,"
    " from_day INTEGER, to_day INTEGER, grain TEXT,"
    " day INTEGER," /* when it happened, or the document's: for counting */
    " same_as TEXT,"
    " gist BLOB NOT NULL,"
    " json TEXT NOT NULL,"
    " added INTEGER NOT NULL, removed INTEGER) STRICT;"
    "CREATE INDEX record_doc ON record(doc);"
    "CREATE INDEX record_id ON record(id);"
    "CREATE INDEX record_claim ON record(claim);"
    "CREATE INDEX record_leans ON record(leans) WHERE leans > 0;"
    "CREATE INDEX record_day ON record(day) WHERE removed IS NULL;"
    "CREATE INDEX record_event ON record(event, day) WHERE removed IS NULL;"

    /* actor, recipient, source, denier */
    "CREATE TABLE party("
    " rec INTEGER NOT NULL, role TEXT NOT NULL, n INTEGER NOT NULL,"
    " country TEXT NOT NULL, sector TEXT NOT NULL, name TEXT, office TEXT,"
    " text TEXT, medium TEXT, said_day INTEGER,"
    " PRIMARY KEY(rec, role, n)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX party_country ON party(country, role, rec);"

    "CREATE TABLE site("
    " site INTEGER PRIMARY KEY, rec INTEGER NOT NULL,"
    " name TEXT, country TEXT, admin1 TEXT, lat REAL, lon REAL, gid INTEGER,"
    " geonameid INTEGER, grain TEXT NOT NULL, relation TEXT NOT NULL) STRICT;"
    "CREATE INDEX site_rec ON site(rec);"
    "CREATE INDEX site_country ON site(country, rec);"

    "CREATE TABLE amount("
    " rec INTEGER NOT NULL, n INTEGER NOT NULL, what TEXT NOT NULL,"
    " value REAL NOT NULL, low REAL, high REAL, bound TEXT NOT NULL, unit TEXT,"
    " whose TEXT, PRIMARY KEY(rec, n)) STRICT, WITHOUT ROWID;"

    /* What finds the candidates of a story and of a claim. */
    "CREATE TABLE sketch(doc INTEGER PRIMARY KEY, sketch BLOB NOT NULL) STRICT;"
    "CREATE TABLE band(key INTEGER NOT NULL, doc INTEGER NOT NULL,"
    " PRIMARY KEY(key, doc)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE block(key INTEGER NOT NULL, rec INTEGER NOT NULL,"
    " PRIMARY KEY(key, rec)) STRICT, WITHOUT ROWID;"

    "CREATE TABLE claim("
    " claim INTEGER PRIMARY KEY," /* its earliest record's rec */
    " id TEXT NOT NULL,"
    " added INTEGER NOT NULL, changed INTEGER NOT NULL,"
    " removed INTEGER, joined TEXT," /* removed: the claim that took it in */
    " event TEXT NOT NULL, mode TEXT, quad INTEGER NOT NULL, scale REAL NOT NULL,"
    " status TEXT NOT NULL, day INTEGER, from_day INTEGER, to_day INTEGER,"
    " first_day INTEGER, last_day INTEGER," /* of the documents */
    " reports INTEGER NOT NULL, documents INTEGER NOT NULL,"
    " stories INTEGER NOT NULL, publishers INTEGER NOT NULL,"
    " denials INTEGER NOT NULL, doubts INTEGER NOT NULL) STRICT;"
    "CREATE INDEX claim_id ON claim(id);"
    "CREATE INDEX claim_day ON claim(day) WHERE removed IS NULL;"
    "CREATE INDEX claim_changed ON claim(changed);"

    /* What people ruled: split a record from its claim, join two records. */
    "CREATE TABLE ruling("
    " ruling INTEGER PRIMARY KEY, kind TEXT NOT NULL, a TEXT NOT NULL, b TEXT NOT NULL,"
    " by TEXT, reason TEXT, revision INTEGER NOT NULL, revoked INTEGER) STRICT;"
    "CREATE INDEX ruling_a ON ruling(a) WHERE revoked IS NULL;"
    "CREATE INDEX ruling_b ON ruling(b) WHERE revoked IS NULL;";

/* What is known of addresses that were fetched; due in seconds since 1970. */
static const char fetch_table[] =
    "CREATE TABLE fetched("
    " url TEXT PRIMARY KEY, etag TEXT, modified TEXT,"
    " due INTEGER NOT NULL, failures INTEGER NOT NULL) STRICT, WITHOUT ROWID;";

/* What finds words and boxes. */
static const char sqlite_indexes[] =
    "CREATE VIRTUAL TABLE site_box USING rtree(site, south, north, west, east);"
    "CREATE VIRTUAL TABLE document_text USING fts5(title, text, content='document',"
    " content_rowid='doc', tokenize='unicode61 remove_diacritics 2');";

static const char postgres_indexes[] =
    "CREATE TABLE site_box(site BIGINT PRIMARY KEY, south DOUBLE PRECISION,"
    " north DOUBLE PRECISION, west DOUBLE PRECISION, east DOUBLE PRECISION);"
    "CREATE INDEX site_box_south ON site_box(south, west);"
    "CREATE TABLE document_text(doc BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);"
    "CREATE INDEX document_text_words ON document_text USING gin(words);"
    "CREATE FUNCTION lapwing_date(BIGINT) RETURNS TEXT IMMUTABLE LANGUAGE sql AS"
    " $$SELECT (DATE '1970-01-01' + $1::INTEGER)::TEXT$$;";

#define DOCUMENTS                                                                      \
    "CREATE VIEW documents AS SELECT id, url, publisher, title, language,"             \
    " date(day * 86400, 'unixepoch') AS date, anchor, coder,"                          \
    " (SELECT s.id FROM document s WHERE s.doc = d.story) AS story, added AS "         \
    "revision,"                                                                        \
    " text, captions, file, file_offset, file_bytes"                                   \
    " FROM document d WHERE removed IS NULL;"

static const char views[] = DOCUMENTS
    "CREATE VIEW events AS SELECT r.id, d.id AS doc, r.sentence, r.event, r.mode, "
    "r.cameo,"
    " r.quad, r.scale, r.status, r.historical, r.caption, r.confidence,"
    " date(r.from_day * 86400, 'unixepoch') AS date_from,"
    " date(r.to_day * 86400, 'unixepoch') AS date_to, r.grain,"
    " date(r.day * 86400, 'unixepoch') AS day, c.id AS claim, r.same_as,"
    " d.publisher, date(d.day * 86400, 'unixepoch') AS published, r.json"
    " FROM record r JOIN document d ON d.doc = r.doc"
    " LEFT JOIN claim c ON c.claim = r.claim WHERE r.removed IS NULL;"
    "CREATE VIEW actors AS SELECT r.id AS event_id, p.role, p.n, p.country, p.sector,"
    " p.name, p.office, p.text, p.medium, date(p.said_day * 86400, 'unixepoch') AS said"
    " FROM party p JOIN record r ON r.rec = p.rec WHERE r.removed IS NULL;"
    "CREATE VIEW places AS SELECT r.id AS event_id, s.name, s.country, s.admin1, s.lat,"
    " s.lon, s.gid, s.geonameid, s.grain, s.relation"
    " FROM site s JOIN record r ON r.rec = s.rec WHERE r.removed IS NULL;"
    "CREATE VIEW quantities AS SELECT r.id AS event_id, a.n, a.what, a.value, a.low,"
    " a.high, a.bound, a.unit, a.whose"
    " FROM amount a JOIN record r ON r.rec = a.rec WHERE r.removed IS NULL;"
    "CREATE VIEW claims AS SELECT id, event, mode, quad, scale, status,"
    " date(day * 86400, 'unixepoch') AS day,"
    " date(from_day * 86400, 'unixepoch') AS date_from,"
    " date(to_day * 86400, 'unixepoch') AS date_to,"
    " date(first_day * 86400, 'unixepoch') AS first_reported,"
    " date(last_day * 86400, 'unixepoch') AS last_reported,"
    " reports, documents, stories, publishers, denials, doubts, changed AS revision"
    " FROM claim WHERE removed IS NULL;";

/* What makes tables of a version those of the next: [0] those of version 1. */
static const char *const migrations[LAPI_SCHEMA_VERSION - 1] = {
    "ALTER TABLE document ADD COLUMN captions TEXT;"
    "ALTER TABLE document ADD COLUMN file TEXT;"
    "ALTER TABLE document ADD COLUMN file_offset INTEGER;"
    "ALTER TABLE document ADD COLUMN file_bytes INTEGER;" PUBLISHERS
    "DROP VIEW documents;" DOCUMENTS,
};

/* Our statements in the words of PostgreSQL; texts sort by their bytes in both. */
static const char *const words[][2] = {
    {"DROP VIEW documents;CREATE", "CREATE OR REPLACE"}, /* who may read it stays */
    {"INTEGER PRIMARY KEY", "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"},
    {"INTEGER", "BIGINT"},
    {"REAL", "DOUBLE PRECISION"},
    {"BLOB", "BYTEA"},
    {"TEXT", "TEXT COLLATE \"C\""},
    {") STRICT, WITHOUT ROWID;", ");"},
    {") STRICT;", ");"},
    {"date(", "lapwing_date("},
    {" * 86400, 'unixepoch')", ")"},
};

static void run(lapi_db *db, const char *text)
{
    lapi_buffer out = {0};
    if (!lapi_db_is_postgres(db)) {
        lapi_db_script(db, text);
        return;
    }
    while (*text) {
        size_t w = 0, count = sizeof words / sizeof *words;
        while (w < count && strncmp(text, words[w][0], strlen(words[w][0])) != 0)
            w++;
        lapi_buffer_add(&out, w < count ? words[w][1] : text,
                        w < count ? strlen(words[w][1]) : 1);
        text += w < count ? strlen(words[w][0]) : 1;
    }
    lapi_buffer_byte(&out, '\0');
    lapi_db_script(db, out.failed ? "no memory" : out.at);
    lapi_buffer_clear(&out);
}

/* Tables in the database: all of them, or those called meta. */
static int64_t count_tables(lapi_db *db)
{
    if (lapi_db_is_postgres(db))
        return lapi_db_int(
            db, "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()",
            LAPI_NO_ARGS, -1);
    return lapi_db_int(db, "SELECT count(*) FROM sqlite_master", LAPI_NO_ARGS, -1);
}

static bool has_meta(lapi_db *db)
{
    if (lapi_db_is_postgres(db))
        return lapi_db_int(db,
                           "SELECT count(*) FROM pg_tables WHERE tablename = 'meta'"
                           " AND schemaname = current_schema()",
                           LAPI_NO_ARGS, 0) == 1;
    return lapi_db_int(db, "SELECT count(*) FROM sqlite_master WHERE name = 'meta'",
                       LAPI_NO_ARGS, 0) == 1;
}

/* 0: no store of ours. */
static int64_t version_of(lapi_db *db)
{
    return has_meta(db) ? lapi_db_int(db, "SELECT value FROM meta WHERE key = 'schema'",
                                      LAPI_NO_ARGS, 0)
                        : 0;
}

lap_status lapi_schema_check(lapi_db *db, lap_error *error)
{
    int64_t version = version_of(db);
    lap_status status = lapi_db_status(db, error);
    if (status)
        return status;
    if (version > 0 && version < LAPI_SCHEMA_VERSION)
        return lapi_fail(error, LAP_BAD_INPUT, 0,
                         "a store of version %d: the next command that writes to it, "
                         "as lapwing ingest, brings it to version %d",
                         (int)version, LAPI_SCHEMA_VERSION);
    if (version != LAPI_SCHEMA_VERSION)
        return lapi_fail(error, LAP_BAD_INPUT, 0,
                         version ? "a store of version %d, this program reads %d"
                                 : "not a store of lapwing",
                         (int)version, LAPI_SCHEMA_VERSION);
    return LAP_OK;
}

static void make(lapi_db *db)
{
    run(db, tables);
    run(db, fetch_table);
    lapi_db_script(db, lapi_db_is_postgres(db) ? postgres_indexes : sqlite_indexes);
    run(db, views);
}

/* An earlier version's tables; a later version's are left alone. */
static void bring_up(lapi_db *db)
{
    int64_t version = version_of(db);
    if (version <= 0 || version >= LAPI_SCHEMA_VERSION)
        return;
    for (; version < LAPI_SCHEMA_VERSION; version++)
        run(db, migrations[version - 1]);
    lapi_db_do(db, "UPDATE meta SET value = ?1 WHERE key = 'schema'",
               LAPI_ARGS(LAPI_INT(LAPI_SCHEMA_VERSION)));
}

lap_status lapi_schema_write(lapi_db *db, lap_error *error)
{
    lapi_db_begin(db);
    int64_t things = count_tables(db);
    if (things == 0)
        make(db);
    else if (things > 0)
        bring_up(db);
    lapi_db_script(db, "COMMIT");
    lap_status status = lapi_db_status(db, error);
    if (status) {
        lapi_db_script(db, "ROLLBACK");
        lapi_db_forgive(db);
        return status;
    }
    return lapi_schema_check(db, error);
}
