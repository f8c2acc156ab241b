#include "base/buffer.h"
#include "base/hash.h"
#include "data/doc.h"
#include "store/store.h"

int64_t lapi_store_gid(int32_t lat_e4, int32_t lon_e4)
{
    int64_t row = (lat_e4 + 900000) / 5000, column = (lon_e4 + 1800000) / 5000;
    row = row > 359 ? 359 : row;
    column = column > 719 ? 719 : column;
    return row * 720 + column + 1;
}

static lapi_datum day_or_null(int32_t day)
{
    return day == LAPI_DAY_NONE ? LAPI_NULL : LAPI_INT(day);
}

static uint64_t hash_field(uint64_t h, lapi_slice field)
{
    return lapi_hash_byte(lapi_hash(h, field.at, field.bytes), 0);
}

static uint64_t hash_number(uint64_t h, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        h = lapi_hash_byte(h, number >> 8 * i & 0xFF);
    return h;
}

/* Of everything that the reader was given: a change in any of it is a revision. */
static int64_t hash_of(const lapi_report *report)
{
    uint64_t h = hash_field(LAPI_HASH_START, report->text);
    h = hash_field(h, report->title);
    h = hash_field(h, report->url);
    h = hash_field(h, report->publisher);
    h = lapi_hash(h, &report->anchor, 1);
    h = hash_number(h, (uint32_t)report->date);
    for (uint32_t i = 0; i < report->caption_count; i++)
        h = hash_number(hash_number(h, report->captions[i].begin),
                        report->captions[i].end);
    return (int64_t)lapi_hash_mix(h);
}

void lapi_store_index(lapi_store *store, int64_t doc)
{
    lapi_db *db = lapi_store_db(store);
    if (lapi_db_is_postgres(db))
        lapi_db_do(db,
                   "INSERT INTO document_text(doc, words) SELECT doc,"
                   " to_tsvector('simple', left(text, 200000)) FROM document"
                   " WHERE doc = ?1 AND text IS NOT NULL",
                   LAPI_ARGS(LAPI_INT(doc)));
    else
        lapi_db_do(db,
                   "INSERT INTO document_text(rowid, title, text)"
                   " SELECT doc, coalesce(title, ''), text FROM document WHERE doc = ?1"
                   " AND text IS NOT NULL",
                   LAPI_ARGS(LAPI_INT(doc)));
}

void lapi_store_unindex(lapi_store *store, int64_t doc)
{
    lapi_db *db = lapi_store_db(store);
    if (lapi_db_is_postgres(db))
        lapi_db_do(db, "DELETE FROM document_text WHERE doc = ?1",
                   LAPI_ARGS(LAPI_INT(doc)));
    else
        lapi_db_do(db,
                   "INSERT INTO document_text(document_text, rowid, title, text)"
                   " SELECT 'delete', doc, coalesce(title, ''), text FROM document"
                   " WHERE doc = ?1 AND text IS NOT NULL",
                   LAPI_ARGS(LAPI_INT(doc)));
}

/* What finds the old revision must not find it any more; its rows stay. */
static void set_aside(lapi_store *store, int64_t doc, int64_t revision)
{
    lapi_db *db = lapi_store_db(store);
    lapi_store_unindex(store, doc);
    lapi_db_do(db,
               "DELETE FROM site_box WHERE site IN (SELECT site FROM site JOIN record"
               " USING (rec) WHERE doc = ?1)",
               LAPI_ARGS(LAPI_INT(doc)));
    lapi_db_do(db, "UPDATE document SET removed = ?2 WHERE doc = ?1",
               LAPI_ARGS(LAPI_INT(doc), LAPI_INT(revision)));
    lapi_db_do(db, "UPDATE record SET removed = ?2 WHERE doc = ?1",
               LAPI_ARGS(LAPI_INT(doc), LAPI_INT(revision)));
}

/* "[[12, 40], [90, 120]]" */
static void write_captions(const lapi_report *report, lapi_buffer *out)
{
    for (uint32_t i = 0; i < report->caption_count; i++) {
        lapi_buffer_str(out, i ? ", [" : "[[");
        lapi_buffer_u64(out, report->captions[i].begin);
        lapi_buffer_str(out, ", ");
        lapi_buffer_u64(out, report->captions[i].end);
        lapi_buffer_str(out, i + 1 == report->caption_count ? "]]" : "]");
    }
}

/* What was read again has not changed its place. */
static void keep_file(lapi_db *db, int64_t old_doc, int64_t doc)
{
    lapi_db_do(db,
               "UPDATE document SET (file, file_offset, file_bytes) ="
               " (SELECT file, file_offset, file_bytes FROM document WHERE doc = ?1)"
               " WHERE doc = ?2",
               LAPI_ARGS(LAPI_INT(old_doc), LAPI_INT(doc)));
}

static int64_t insert_document(lapi_db *db, const lapi_entry *entry,
                               lapi_slice captions, int64_t hash, int64_t revision)
{
    const lapi_report *r = entry->report;
    bool is_part = r->file_offset || r->file_bytes;
    int64_t doc = lapi_db_int(db, "SELECT coalesce(max(doc), 0) + 1 FROM document",
                              LAPI_NO_ARGS, 1);
    lapi_db_do(
        db,
        "INSERT INTO document(doc, id, url, publisher, title, language, day,"
        " anchor, text, hash, coder, story, added, captions, file, file_offset,"
        " file_bytes) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?1, ?12,"
        " ?13, ?14, ?15, ?16)",
        LAPI_ARGS(LAPI_INT(doc), LAPI_TEXT(r->id), LAPI_TEXT_OR_NULL(r->url),
                  LAPI_TEXT_OR_NULL(r->publisher), LAPI_TEXT_OR_NULL(r->title),
                  LAPI_TEXT_OR_NULL(r->language), day_or_null(r->date),
                  LAPI_STR(lapi_anchor_name(r->anchor)),
                  entry->drops_text ? LAPI_NULL : LAPI_TEXT(r->text), LAPI_INT(hash),
                  LAPI_TEXT(r->coder), LAPI_INT(revision), LAPI_TEXT_OR_NULL(captions),
                  LAPI_TEXT_OR_NULL(r->file),
                  is_part ? LAPI_INT((int64_t)r->file_offset) : LAPI_NULL,
                  r->file_bytes ? LAPI_INT((int64_t)r->file_bytes) : LAPI_NULL));
    return doc;
}

static void insert_party(lapi_db *db, int64_t rec, const char *role, uint32_t n,
                         const lapi_entity *who, lapi_slice medium, int32_t said_on)
{
    lapi_db_do(db,
               "INSERT INTO party(rec, role, n, country, sector, name, office, text,"
               " medium, said_day) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
               LAPI_ARGS(LAPI_INT(rec), LAPI_STR(role), LAPI_INT(n),
                         LAPI_STR(who->country), LAPI_STR(who->sector),
                         LAPI_TEXT_OR_NULL(who->name), LAPI_TEXT_OR_NULL(who->office),
                         LAPI_TEXT_OR_NULL(who->told.text), LAPI_TEXT_OR_NULL(medium),
                         day_or_null(said_on)));
}

static void insert_parties(lapi_db *db, int64_t rec, const lapi_record *record)
{
    const lapi_slice none = {NULL, 0};
    for (uint32_t i = 0; i < record->actors.count; i++)
        insert_party(db, rec, "actor", i, &record->actors.at[i], none, LAPI_DAY_NONE);
    for (uint32_t i = 0; i < record->recipients.count; i++)
        insert_party(db, rec, "recipient", i, &record->recipients.at[i], none,
                     LAPI_DAY_NONE);
    for (uint32_t i = 0; i < record->according_to.count; i++) {
        const lapi_saying *saying = &record->according_to.at[i];
        insert_party(db, rec, "source", i, &saying->who, saying->medium,
                     saying->said_on);
    }
    for (uint32_t i = 0; i < record->disputed_by.count; i++) {
        const lapi_saying *saying = &record->disputed_by.at[i];
        insert_party(db, rec, "denier", i, &saying->who, saying->medium,
                     saying->said_on);
    }
}

static void insert_site(lapi_db *db, int64_t rec, const lapi_site *site)
{
    double lat = site->lat_e4 / 1e4, lon = site->lon_e4 / 1e4;
    bool is_point = site->has_point && site->grain >= LAPI_GRAIN_CITY;
    int64_t row = lapi_db_int(
        db,
        "INSERT INTO site(rec, name, country, admin1, lat, lon, gid, geonameid, grain,"
        " relation) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING site",
        LAPI_ARGS(LAPI_INT(rec), LAPI_TEXT_OR_NULL(site->name),
                  LAPI_TEXT_OR_NULL(lapi_slice_str(site->country)),
                  LAPI_TEXT_OR_NULL(site->admin1),
                  site->has_point ? LAPI_REAL(lat) : LAPI_NULL,
                  site->has_point ? LAPI_REAL(lon) : LAPI_NULL,
                  is_point ? LAPI_INT(lapi_store_gid(site->lat_e4, site->lon_e4))
                           : LAPI_NULL,
                  site->geonameid ? LAPI_INT(site->geonameid) : LAPI_NULL,
                  LAPI_STR(lapi_place_grain_name(site->grain)),
                  LAPI_STR(lapi_place_relation_name(site->relation))),
        0);
    if (is_point)
        lapi_db_do(db,
                   "INSERT INTO site_box(site, south, north, west, east)"
                   " VALUES(?1, ?2, ?2, ?3, ?3)",
                   LAPI_ARGS(LAPI_INT(row), LAPI_REAL(lat), LAPI_REAL(lon)));
}

static void insert_amount(lapi_db *db, int64_t rec, uint32_t n, const lapi_amount *a)
{
    lapi_db_do(
        db,
        "INSERT INTO amount(rec, n, what, value, low, high, bound, unit, whose)"
        " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        LAPI_ARGS(LAPI_INT(rec), LAPI_INT(n),
                  LAPI_STR(lapi_quantity_what_name(a->what)), LAPI_REAL(a->value),
                  a->has_low ? LAPI_REAL(a->low) : LAPI_NULL,
                  a->has_high ? LAPI_REAL(a->high) : LAPI_NULL,
                  LAPI_STR(lapi_bound_name(a->bound)), LAPI_TEXT_OR_NULL(a->unit),
                  LAPI_TEXT_OR_NULL(lapi_slice_str(a->whose))));
}

static lapi_datum id_value(uint64_t id, char buf[17])
{
    if (!id)
        return LAPI_NULL;
    lapi_id_write(id, buf);
    return LAPI_STR(buf);
}

/* The day under which a record is counted: when it happened if that is told to the
 * month, else when it was published. */
static int32_t counting_day(const lapi_report *report, const lapi_record *record)
{
    bool is_told = record->from != LAPI_DAY_NONE && record->grain <= LAPI_GRAIN_MONTH;
    return is_told ? record->from : report->date;
}

static void insert_record(lapi_db *db, const lapi_entry *entry, uint32_t r, int64_t rec,
                          int64_t doc, int64_t revision)
{
    const lapi_record *record = &entry->report->records[r];
    char id[17], same_as[17];
    bool is_dated = record->from != LAPI_DAY_NONE;
    lapi_db_do(
        db,
        "INSERT INTO record(rec, id, doc, claim, sentence, event, mode, cameo, quad,"
        " scale, status, historical, caption, confidence, from_day, to_day, grain, day,"
        " same_as, gist, json, added) VALUES(?1, ?2, ?3, ?1, ?4, ?5, ?6, ?7, ?8, ?9,"
        " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)",
        LAPI_ARGS(LAPI_INT(rec), id_value(record->id, id), LAPI_INT(doc),
                  LAPI_INT(record->sentence), LAPI_STR(lapi_event_name(record->type)),
                  LAPI_TEXT_OR_NULL(record->mode),
                  LAPI_TEXT_OR_NULL(lapi_slice_str(record->cameo)),
                  LAPI_INT(record->quad), LAPI_REAL(record->scale_e1 / 10.0),
                  LAPI_STR(lapi_status_word(record->status)),
                  LAPI_INT(record->historical), LAPI_INT(record->caption),
                  LAPI_REAL(record->confidence / 1000.0), day_or_null(record->from),
                  day_or_null(record->to),
                  is_dated ? LAPI_STR(lapi_grain_name(record->grain)) : LAPI_NULL,
                  day_or_null(counting_day(entry->report, record)),
                  id_value(record->same_as, same_as), LAPI_BLOB(entry->gists[r]),
                  LAPI_TEXT(entry->json[r]), LAPI_INT(revision)));
    insert_parties(db, rec, record);
    for (uint32_t i = 0; i < record->site_count; i++)
        insert_site(db, rec, &record->sites[i]);
    for (uint32_t i = 0; i < record->amount_count; i++)
        insert_amount(db, rec, i, &record->amounts[i]);
}

int64_t lapi_store_next_revision(lapi_store *store)
{
    lapi_db *db = lapi_store_db(store);
    lapi_db_do(db, "UPDATE meta SET value = value + 1 WHERE key = 'revision'",
               LAPI_NO_ARGS);
    return lapi_db_int(db, "SELECT value FROM meta WHERE key = 'revision'",
                       LAPI_NO_ARGS, 0);
}

lap_status lapi_store_put(lapi_store *store, const lapi_entry *entry, lapi_put *out,
                          lap_error *error)
{
    lapi_db *db = lapi_store_db(store);
    const lapi_report *report = entry->report;
    lapi_put put = {.outcome = LAPI_PUT_NEW};
    lapi_buffer captions = {0};
    int64_t hash = hash_of(report);
    bool is_same = false;
    lapi_sql *old = lapi_db_ask(db,
                                "SELECT doc, hash, coder FROM document WHERE id = ?1"
                                " AND removed IS NULL",
                                LAPI_ARGS(LAPI_TEXT(report->id)));
    if (lapi_sql_next(old)) {
        put.old_doc = lapi_sql_int(old, 0);
        is_same = lapi_sql_int(old, 1) == hash &&
                  (!entry->is_recode ||
                   lapi_slice_equal(lapi_sql_text(old, 2), report->coder));
        lapi_sql_end(old);
    }
    if (is_same) {
        *out = (lapi_put){.outcome = LAPI_PUT_SAME, .doc = put.old_doc};
        return lapi_db_status(db, error);
    }
    put.revision = lapi_store_next_revision(store);
    if (put.old_doc) {
        put.outcome = LAPI_PUT_REVISED;
        set_aside(store, put.old_doc, put.revision);
    }
    write_captions(report, &captions);
    put.doc =
        insert_document(db, entry, lapi_buffer_text(&captions), hash, put.revision);
    bool is_lost = captions.failed;
    lapi_buffer_clear(&captions);
    if (is_lost)
        return LAP_NO_MEMORY;
    if (entry->is_recode && put.old_doc)
        keep_file(db, put.old_doc, put.doc);
    lapi_store_index(store, put.doc);
    put.first_rec = lapi_db_int(db, "SELECT coalesce(max(rec), 0) + 1 FROM record",
                                LAPI_NO_ARGS, 1);
    for (uint32_t r = 0; r < report->record_count; r++)
        insert_record(db, entry, r, put.first_rec + r, put.doc, put.revision);
    *out = put;
    return lapi_db_status(db, error);
}
