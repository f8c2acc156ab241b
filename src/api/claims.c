#include "store/claims.h"

#include "api/board.h"
#include "base/status.h"
#include "data/names.h"
#include "intake/record.h"
#include "view/claim.h"

#include <math.h>
#include <stdlib.h>

#define KEEP_BYTES  ((size_t)4 << 20)
#define PARTIES_MAX 64u /* of each kind that are shown of a claim */

/* What is read of a claim lives in the arena of its store. */
typedef struct reader {
    lap_store *store;
    lap_status status;
} reader;

static lapi_slice keep(reader *r, lapi_slice text)
{
    if (!text.bytes)
        return (lapi_slice){NULL, 0};
    lapi_slice copy = lapi_arena_copy(r->store->arena, text.at, text.bytes);
    if (!copy.at)
        r->status = LAP_NO_MEMORY;
    return copy;
}

static void *room(reader *r, size_t count, size_t size)
{
    void *at = lapi_arena_get(r->store->arena, count ? count : 1, size);
    if (!at)
        r->status = LAP_NO_MEMORY;
    return at;
}

static void copy_code(char *code, size_t cap, lapi_slice text)
{
    uint32_t n = text.bytes < cap ? text.bytes : (uint32_t)cap - 1;
    memcpy(code, text.at, n);
    code[n] = '\0';
}

static void read_parties(reader *r, lapi_claim *claim)
{
    claim->actors.at = room(r, PARTIES_MAX, sizeof *claim->actors.at);
    claim->recipients.at = room(r, PARTIES_MAX, sizeof *claim->recipients.at);
    lapi_sql *sql = lapi_claim_parties(r->store->store, claim->row);
    while (lapi_sql_next(sql)) {
        bool is_actor = lapi_slice_is(lapi_sql_text(sql, 0), "actor");
        lapi_entities *list = is_actor ? &claim->actors : &claim->recipients;
        if (r->status || list->count == PARTIES_MAX)
            continue;
        lapi_entity *entity = &list->at[list->count++];
        copy_code(entity->country, sizeof entity->country, lapi_sql_text(sql, 1));
        copy_code(entity->sector, sizeof entity->sector, lapi_sql_text(sql, 2));
        entity->name = keep(r, lapi_sql_text(sql, 3));
    }
}

static void read_places(reader *r, lapi_claim *claim)
{
    claim->sites = room(r, PARTIES_MAX, sizeof *claim->sites);
    lapi_sql *sql = lapi_claim_places(r->store->store, claim->row);
    while (lapi_sql_next(sql)) {
        if (r->status || claim->site_count == PARTIES_MAX)
            continue;
        lapi_site *site = &claim->sites[claim->site_count++];
        site->name = keep(r, lapi_sql_text(sql, 0));
        copy_code(site->country, sizeof site->country, lapi_sql_text(sql, 1));
        site->admin1 = keep(r, lapi_sql_text(sql, 2));
        site->has_point = !lapi_sql_is_null(sql, 3);
        site->lat_e4 = (int32_t)lround(lapi_sql_real(sql, 3) * 1e4);
        site->lon_e4 = (int32_t)lround(lapi_sql_real(sql, 4) * 1e4);
        site->geonameid = (uint32_t)lapi_sql_int(sql, 5);
        site->grain = (uint8_t)lapi_name_find(lapi_place_grain_name, LAPI_GRAIN_SITE,
                                              lapi_sql_text(sql, 6));
    }
}

/* The claim with its own copies of what it borrows, its parties and places. */
static void read_claim(reader *r, lapi_claim *claim)
{
    lapi_slice *texts[] = {&claim->id, &claim->event, &claim->mode, &claim->status};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = keep(r, *texts[i]);
    read_parties(r, claim);
    read_places(r, claim);
}

/* "day, place, number" */
static lapi_slice write_evidence(reader *r, uint32_t evidence)
{
    lapi_buffer out = {0};
    for (unsigned bit = 0; bit < LAPI_EVIDENCE_BITS; bit++) {
        if (!(evidence >> bit & 1))
            continue;
        lapi_buffer_str(&out, out.bytes ? ", " : "");
        lapi_buffer_str(&out, lapi_evidence_name(bit));
    }
    lapi_slice text = keep(r, lapi_slice_of(out.at, (uint32_t)out.bytes));
    lapi_buffer_clear(&out);
    return text;
}

/* A telling by the row of its record. */
typedef struct row_telling {
    int64_t rec;
    lapi_telling *telling;
} row_telling;

static int by_rec(const void *x, const void *y)
{
    const row_telling *a = x, *b = y;
    return (a->rec > b->rec) - (a->rec < b->rec);
}

static lapi_telling *find_telling(const row_telling *rows, uint32_t count, int64_t rec)
{
    row_telling key = {.rec = rec};
    const row_telling *row = bsearch(&key, rows, count, sizeof *rows, by_rec);
    return row ? row->telling : NULL;
}

/* Puts into each telling the record that it was joined to, and why. */
static lap_status read_bonds(reader *r, lapi_claim *claim, row_telling *rows,
                             lap_error *error)
{
    const lapi_bond *bonds;
    uint32_t bond_count, count = claim->telling_count;
    lap_status status =
        lapi_ledger_bonds(r->store->ledger, claim->row, &bonds, &bond_count, error);
    qsort(rows, count, sizeof *rows, by_rec);
    for (uint32_t b = 0; status == LAP_OK && b < bond_count; b++) {
        lapi_telling *telling = find_telling(rows, count, bonds[b].rec);
        const lapi_telling *to = find_telling(rows, count, bonds[b].to);
        if (!telling)
            continue;
        telling->joined = to ? to->record.id : 0;
        telling->because = write_evidence(r, bonds[b].like.evidence);
    }
    return status;
}

static lap_status read_tellings(reader *r, lapi_claim *claim, lap_error *error)
{
    size_t max = (size_t)claim->reports;
    lap_store *store = r->store;
    row_telling *rows = room(r, max, sizeof *rows);
    claim->tellings = room(r, max, sizeof *claim->tellings);
    lapi_sql *sql = lapi_claim_records(store->store, claim->row);
    while (r->status == LAP_OK && claim->telling_count < max && lapi_sql_next(sql)) {
        lapi_telling *telling = &claim->tellings[claim->telling_count];
        lapi_slice coder;
        rows[claim->telling_count++] = (row_telling){lapi_sql_int(sql, 0), telling};
        telling->url = keep(r, lapi_sql_text(sql, 2));
        telling->publisher = keep(r, lapi_sql_text(sql, 3));
        telling->published = lapi_sql_day(sql, 4);
        telling->story = keep(r, lapi_sql_text(sql, 5));
        if (r->status == LAP_OK)
            r->status =
                lapi_record_read(store->json, lapi_sql_text(sql, 1), store->arena,
                                 &telling->record, &telling->doc, &coder, error);
    }
    lapi_sql_end(sql);
    return r->status ? r->status : read_bonds(r, claim, rows, error);
}

static lap_status read_rulings(reader *r, lapi_claim *claim)
{
    lapi_sql *sql = lapi_claim_rulings(r->store->store, claim->row);
    while (r->status == LAP_OK && lapi_sql_next(sql)) {
        if (!claim->rulings)
            claim->rulings =
                room(r, (size_t)lapi_sql_int(sql, 8), sizeof *claim->rulings);
        lapi_ruling ruling = {
            .id = lapi_sql_int(sql, 0),
            .kind = keep(r, lapi_sql_text(sql, 1)),
            .records = {keep(r, lapi_sql_text(sql, 2)), keep(r, lapi_sql_text(sql, 3))},
            .by = keep(r, lapi_sql_text(sql, 4)),
            .reason = keep(r, lapi_sql_text(sql, 5)),
            .revision = lapi_sql_int(sql, 6),
            .revoked = lapi_sql_int(sql, 7)};
        if (r->status == LAP_OK)
            claim->rulings[claim->ruling_count++] = ruling;
    }
    lapi_sql_end(sql);
    return r->status;
}

lap_status lapi_claim_of_row(lap_store *store, int64_t row, lapi_claim *out,
                             lap_error *error)
{
    reader r = {store, LAP_OK};
    lapi_arena_reset(store->arena, KEEP_BYTES);
    lapi_sql *sql = lapi_claim_at(store->store, row, out);
    if (!sql)
        return lapi_row_is_gone(store, error);
    read_claim(&r, out);
    lapi_sql_end(sql);
    return r.status;
}

/* The sentence that the claim's first record stands on. */
static lap_status write_sentence(lap_store *store, const lapi_claim *claim,
                                 lapi_json *json, lap_error *error)
{
    lapi_stored stored;
    lapi_record record;
    lapi_slice doc, coder;
    lapi_sql *sql = lapi_stored_ask_row(store->store, claim->row);
    lap_status status = LAP_OK;
    if (lapi_stored_next(sql, &stored)) {
        status = lapi_record_read(store->json, stored.json, store->arena, &record, &doc,
                                  &coder, error);
        if (status == LAP_OK)
            lapi_json_pair(json, "evidence", record.evidence.text);
    }
    lapi_sql_end(sql);
    return status;
}

/* Who says so, who denies it. */
static void write_voices(lap_store *store, const lapi_claim *claim, lapi_json *json)
{
    static const char *const roles[] = {"source", "denier"};
    static const char *const keys[] = {"said_by", "denied_by"};
    for (int k = 0; k < 2; k++) {
        lapi_sql *sql = lapi_claim_voices(store->store, claim->row);
        bool is_open = false;
        while (lapi_sql_next(sql)) {
            if (!lapi_slice_is(lapi_sql_text(sql, 0), roles[k]))
                continue;
            if (!is_open) {
                lapi_json_key(json, keys[k]);
                lapi_json_open(json, '[');
            }
            is_open = true;
            lapi_said_json(json, &(struct lapi_said){lapi_sql_text(sql, 1),
                                                     lapi_sql_text(sql, 2),
                                                     lapi_sql_text(sql, 3)});
        }
        if (is_open)
            lapi_json_close(json, ']');
    }
}

lap_status lapi_claim_brief(lap_store *store, const lapi_claim *claim, lapi_buffer *out,
                            lap_error *error)
{
    lapi_json json = {.out = out, .comma = true};
    lapi_claim_json(claim, out);
    if (out->failed)
        return LAP_NO_MEMORY;
    out->bytes -= 2; /* what closes it, and the line's end */
    lap_status status = write_sentence(store, claim, &json, error);
    write_voices(store, claim, &json);
    lapi_json_close(&json, '}');
    return status || !out->failed ? status : LAP_NO_MEMORY;
}

static lap_status check_format(const lap_write_options *options, lap_error *error)
{
    bool is_known =
        options->format == LAP_FORMAT_JSONL || options->format == LAP_FORMAT_TEXT;
    return is_known ? LAP_OK
                    : lapi_fail(error, LAP_BAD_ARGUMENT, 0,
                                "claims are written as jsonl or text");
}

static void write_claim(const lapi_claim *claim, const lap_write_options *options,
                        lapi_buffer *out)
{
    lapi_style style = {.width = options->width, .ansi = options->ansi != 0};
    if (options->format == LAP_FORMAT_JSONL)
        lapi_claim_json(claim, out);
    else
        lapi_claim_people(claim, style, out);
}

lap_status lap_store_claims(lap_store *store, const lap_filter *filter,
                            const lap_write_options *options, lap_sink sink,
                            lap_error *error)
{
    lapi_filter checked;
    lapi_query query;
    lapi_claim claim;
    lapi_buffer out = {0};
    reader r = {store, LAP_OK};
    lap_status status = check_format(options, error);
    if (status == LAP_OK)
        status = lapi_filter_read(filter, &checked, error);
    if (status == LAP_OK)
        status = lapi_claims_begin(store->store, &checked, &query, error);
    if (status)
        return status;
    while (status == LAP_OK && lapi_claims_next(&query, &claim)) {
        lapi_arena_reset(store->arena, KEEP_BYTES);
        read_claim(&r, &claim);
        lapi_buffer_reset(&out);
        write_claim(&claim, options, &out);
        status = r.status ? r.status : lapi_store_send(sink, &out);
    }
    lapi_query_end(&query);
    lapi_buffer_clear(&out);
    return status ? status : lapi_db_status(lapi_store_db(store->store), error);
}

lap_status lap_store_claim(lap_store *store, const char *id,
                           const lap_write_options *options, lap_sink sink,
                           lap_error *error)
{
    lapi_claim claim;
    lapi_buffer out = {0};
    reader r = {store, LAP_OK};
    lap_status status = check_format(options, error);
    if (status)
        return status;
    lapi_arena_reset(store->arena, KEEP_BYTES);
    lapi_sql *sql = lapi_claim_find(store->store, lapi_slice_str(id), &claim);
    status = lapi_db_status(lapi_store_db(store->store), error);
    if (status == LAP_OK && !sql)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no claim %.40s", id);
    if (status)
        return status;
    read_claim(&r, &claim);
    lapi_sql_end(sql);
    status = read_tellings(&r, &claim, error);
    if (status == LAP_OK)
        status = read_rulings(&r, &claim);
    if (status == LAP_OK) {
        write_claim(&claim, options, &out);
        status = lapi_store_send(sink, &out);
    }
    lapi_buffer_clear(&out);
    return status ? status : lapi_db_status(lapi_store_db(store->store), error);
}
