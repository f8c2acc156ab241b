/* Loading a board: a statement a table, each read from end to end. */
#include "base/grow.h"
#include "data/when.h"
#include "series/board_parts.h"

/* A party or a place of a record, before they are put in the order of the records. */
typedef struct part {
    uint32_t record, value;
} part;

typedef struct parts {
    part *at;
    uint32_t count, room;
} parts;

typedef struct row_at {
    int64_t row;
    uint32_t at;
} row_at;

typedef struct loader {
    lapi_board *board;
    lapi_db *db;
    lapi_board_scope scope;
    lapi_buffer sql;
    row_at *by_row; /* [record_count] records by row */
    lap_status status;
} loader;

/* Room for one more item of a column. */
#define MORE(x, items, count, room)                                                    \
    (more((x), (void **)&(items), (count), &(room), sizeof *(items)))

static bool more(loader *x, void **items, uint32_t count, uint32_t *room, size_t size)
{
    void *at = x->status == LAP_OK ? lapi_grow(*items, count, room, size) : NULL;
    if (!at) {
        x->status = x->status ? x->status : LAP_NO_MEMORY;
        return false;
    }
    *items = at;
    return true;
}

static uint32_t name_of(loader *x, lapi_intern *intern, lapi_slice text)
{
    uint32_t number = lapi_intern_add(intern, text);
    if (number == LAPI_INTERN_NONE)
        x->status = LAP_NO_MEMORY;
    return number;
}

/* A number that its column holds in 16 bits. */
static uint16_t short_name(loader *x, lapi_intern *intern, lapi_slice text)
{
    uint32_t number = name_of(x, intern, text);
    if (number > UINT16_MAX && x->status == LAP_OK)
        x->status = LAP_TOO_LARGE;
    return (uint16_t)number;
}

/* The statement `head`, for a part of the records with `link` and those of the scope:
 * "... AND rec IN (SELECT r.rec FROM record r ...)". */
static lapi_sql *ask(loader *x, const char *head, const char *link, const char *tail)
{
    lapi_buffer_reset(&x->sql);
    lapi_buffer_str(&x->sql, head);
    if (!x->scope.is_all) {
        lapi_buffer_str(&x->sql, link);
        lapi_buffer_str(&x->sql, x->scope.from);
        lapi_buffer_str(&x->sql, ")");
    }
    lapi_buffer_str(&x->sql, tail);
    lapi_buffer_byte(&x->sql, '\0');
    if (x->sql.failed) {
        x->status = LAP_NO_MEMORY;
        return NULL;
    }
    bool asks = !x->scope.is_all;
    return lapi_db_ask_once(x->db, x->sql.at, asks ? x->scope.values : NULL,
                            asks ? x->scope.count : 0);
}

static void read_docs(loader *x)
{
    lapi_board *b = x->board;
    lapi_sql *sql =
        ask(x,
            x->scope.is_all ? "SELECT doc, day, publisher, story FROM document"
                              " WHERE removed IS NULL"
                            : "SELECT doc, day, publisher, story FROM document"
                              " WHERE 1 = 1",
            " AND doc IN (SELECT r.doc ",
            x->scope.more_docs ? x->scope.more_docs : " ORDER BY doc");
    while (x->status == LAP_OK && lapi_sql_next(sql)) {
        if (!MORE(x, b->docs, b->doc_count, b->doc_room))
            break;
        b->docs[b->doc_count++] = (lapi_board_doc){
            .row = lapi_sql_int(sql, 0),
            .day = lapi_sql_day(sql, 1),
            .publisher = lapi_sql_is_null(sql, 2)
                             ? LAPI_INTERN_NONE
                             : name_of(x, &b->names, lapi_sql_text(sql, 2)),
            .story = lapi_sql_int(sql, 3)};
    }
    lapi_sql_end(sql);
}

uint32_t lapi_board_doc_at(const lapi_board *board, int64_t row)
{
    uint32_t low = 0, high = board->doc_count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (board->docs[mid].row < row)
            low = mid + 1;
        else
            high = mid;
    }
    return low < board->doc_count && board->docs[low].row == row ? low
                                                                 : LAPI_INTERN_NONE;
}

/* The claim of a row, the last one or a new one: records come by claim. */
static bool open_claim(loader *x, int64_t row)
{
    lapi_board *b = x->board;
    if (b->claim_count && b->claims[b->claim_count - 1].row == row)
        return true;
    if (!MORE(x, b->claims, b->claim_count, b->claim_room))
        return false;
    b->claims[b->claim_count++] =
        (lapi_board_claim){.row = row, .day = LAPI_DAY_NONE, .first = b->record_count};
    return true;
}

static void add_record(loader *x, lapi_sql *sql)
{
    lapi_board *b = x->board;
    uint32_t doc = lapi_board_doc_at(b, lapi_sql_int(sql, 2));
    if (doc == LAPI_INTERN_NONE ||
        !MORE(x, b->records, b->record_count, b->record_room) ||
        !open_claim(x, lapi_sql_int(sql, 1)))
        return;
    b->claims[b->claim_count - 1].count++;
    b->records[b->record_count++] =
        (lapi_board_record){.row = lapi_sql_int(sql, 0),
                            .claim = b->claim_count - 1,
                            .doc = doc,
                            .day = lapi_sql_day(sql, 3),
                            .event = short_name(x, &b->names, lapi_sql_text(sql, 4)),
                            .mode = short_name(x, &b->names, lapi_sql_text(sql, 5)),
                            .status = short_name(x, &b->names, lapi_sql_text(sql, 6)),
                            .quad = (uint8_t)lapi_sql_int(sql, 7),
                            .scale = (float)lapi_sql_real(sql, 8),
                            .is_background = lapi_sql_int(sql, 9) != 0};
    if (b->record_count == LAPI_BOARD_RECORDS_MAX)
        x->status = LAP_TOO_LARGE;
}

static void read_records(loader *x)
{
    lapi_buffer_reset(&x->sql);
    lapi_buffer_str(&x->sql, "SELECT r.rec, r.claim, r.doc, r.day, r.event,"
                             " coalesce(r.mode, ''), r.status, r.quad, r.scale,"
                             " r.historical ");
    lapi_buffer_str(&x->sql, x->scope.from);
    lapi_buffer_str(&x->sql, " ORDER BY r.claim, r.rec");
    lapi_buffer_byte(&x->sql, '\0');
    if (x->sql.failed)
        x->status = LAP_NO_MEMORY;
    if (x->status)
        return;
    lapi_sql *sql = lapi_db_ask_once(x->db, x->sql.at, x->scope.values, x->scope.count);
    while (x->status == LAP_OK && lapi_sql_next(sql))
        add_record(x, sql);
    lapi_sql_end(sql);
}

/* What the ledger counted of each claim. */
static void read_claims(loader *x)
{
    lapi_board *b = x->board;
    uint32_t at = 0;
    lapi_sql *sql = ask(x,
                        "SELECT claim, day, reports, stories, denials FROM claim"
                        " WHERE removed IS NULL",
                        " AND claim IN (SELECT r.claim ", " ORDER BY claim");
    while (x->status == LAP_OK && lapi_sql_next(sql)) {
        int64_t row = lapi_sql_int(sql, 0);
        while (at < b->claim_count && b->claims[at].row < row)
            at++;
        if (at == b->claim_count || b->claims[at].row != row)
            continue;
        b->claims[at].day = lapi_sql_day(sql, 1);
        b->claims[at].reports = (uint32_t)lapi_sql_int(sql, 2);
        b->claims[at].stories = (uint32_t)lapi_sql_int(sql, 3);
        b->claims[at].denials = (uint32_t)lapi_sql_int(sql, 4);
    }
    lapi_sql_end(sql);
}

static int by_row(const void *x, const void *y)
{
    const row_at *a = x, *b = y;
    return (a->row > b->row) - (a->row < b->row);
}

static void index_rows(loader *x)
{
    lapi_board *b = x->board;
    x->by_row = malloc((b->record_count + 1u) * sizeof *x->by_row);
    if (!x->by_row) {
        x->status = LAP_NO_MEMORY;
        return;
    }
    for (uint32_t i = 0; i < b->record_count; i++)
        x->by_row[i] = (row_at){b->records[i].row, i};
    qsort(x->by_row, b->record_count, sizeof *x->by_row, by_row);
}

static uint32_t record_at(const loader *x, int64_t row)
{
    row_at key = {.row = row};
    const row_at *hit =
        bsearch(&key, x->by_row, x->board->record_count, sizeof *x->by_row, by_row);
    return hit ? hit->at : LAPI_INTERN_NONE;
}

static void add_part(loader *x, parts *all, uint32_t record, uint32_t value)
{
    if (MORE(x, all->at, all->count, all->room))
        all->at[all->count++] = (part){record, value};
}

/* The parts in the order of the records, for the caller to free; frees what came. */
static part *in_order(loader *x, parts *all)
{
    uint32_t n = x->board->record_count;
    uint32_t *next = calloc(n + 1u, sizeof *next);
    part *out = malloc((all->count + 1u) * sizeof *out);
    if (x->status == LAP_OK && (!next || !out))
        x->status = LAP_NO_MEMORY;
    if (x->status == LAP_OK) {
        for (uint32_t i = 0; i < all->count; i++)
            next[all->at[i].record + 1]++;
        for (uint32_t i = 1; i <= n; i++)
            next[i] += next[i - 1];
        for (uint32_t i = 0; i < all->count; i++)
            out[next[all->at[i].record]++] = all->at[i];
    }
    free(next);
    free(all->at);
    if (x->status == LAP_OK)
        return out;
    free(out);
    return NULL;
}

static bool party_before(const lapi_board *b, lapi_board_party x, lapi_board_party y)
{
    if (x.is_actor != y.is_actor)
        return x.is_actor;
    return lapi_slice_order(lapi_intern_text(&b->countries, x.country),
                            lapi_intern_text(&b->countries, y.country)) < 0;
}

/* A database gives them in any order: what is counted of them shall not follow it. */
static void sort_parties(lapi_board *b, const lapi_board_record *r)
{
    lapi_board_party *at = b->parties + r->parties;
    for (uint32_t i = 1; i < r->party_count; i++) {
        lapi_board_party p = at[i];
        uint32_t k = i;
        for (; k > 0 && party_before(b, p, at[k - 1]); k--)
            at[k] = at[k - 1];
        at[k] = p;
    }
}

static void read_parties(loader *x)
{
    lapi_board *b = x->board;
    parts all = {NULL, 0, 0};
    lapi_sql *sql = ask(x,
                        "SELECT country, role, rec FROM party"
                        " WHERE role IN ('actor', 'recipient')",
                        " AND rec IN (SELECT r.rec ", "");
    while (x->status == LAP_OK && lapi_sql_next(sql)) {
        uint32_t record = record_at(x, lapi_sql_int(sql, 2));
        if (record == LAPI_INTERN_NONE)
            continue;
        uint32_t country = short_name(x, &b->countries, lapi_sql_text(sql, 0));
        bool is_actor = lapi_slice_is(lapi_sql_text(sql, 1), "actor");
        add_part(x, &all, record, country << 1 | is_actor);
    }
    lapi_sql_end(sql);
    part *at = in_order(x, &all);
    for (uint32_t i = 0; at && i < all.count; i++) {
        lapi_board_record *r = &b->records[at[i].record];
        if (r->party_count == UINT8_MAX ||
            !MORE(x, b->parties, b->party_count, b->party_room))
            continue;
        if (r->party_count++ == 0)
            r->parties = b->party_count;
        b->parties[b->party_count++] =
            (lapi_board_party){(uint16_t)(at[i].value >> 1), (at[i].value & 1) != 0};
    }
    free(at);
    for (uint32_t i = 0; i < b->record_count; i++)
        sort_parties(b, &b->records[i]);
}

/* The place in the row's columns from 1, by the mark in x->sql. A place without its
 * mark is none: a board that could not be refreshed is read on. */
static uint32_t add_place(loader *x, lapi_sql *sql)
{
    lapi_board *b = x->board;
    if (!MORE(x, b->places, b->place_count, b->place_room))
        return 0;
    b->places[b->place_count] = (lapi_board_place){
        .name = name_of(x, &b->names, lapi_sql_text(sql, 1)),
        .country = lapi_sql_is_null(sql, 2)
                       ? LAPI_INTERN_NONE
                       : short_name(x, &b->countries, lapi_sql_text(sql, 2)),
        .admin1 = name_of(x, &b->names, lapi_sql_text(sql, 3)),
        .has_point = !lapi_sql_is_null(sql, 4),
        .lat = lapi_sql_real(sql, 4),
        .lon = lapi_sql_real(sql, 5),
        .gid = lapi_sql_int(sql, 6),
        .geonameid = lapi_sql_int(sql, 7),
        .grain = name_of(x, &b->names, lapi_sql_text(sql, 8))};
    if (x->status == LAP_OK &&
        name_of(x, &b->sitemarks, lapi_buffer_text(&x->sql)) != LAPI_INTERN_NONE)
        b->place_count++;
    return b->sitemarks.count - 1;
}

/* Its number. */
static uint32_t place_of(loader *x, lapi_sql *sql)
{
    lapi_board *b = x->board;
    static const uint8_t texts[] = {1, 2, 3, 8};
    lapi_buffer *key = &x->sql;
    lapi_buffer_reset(key);
    for (size_t c = 0; c < sizeof texts; c++) {
        lapi_buffer_slice(key, lapi_sql_text(sql, texts[c]));
        lapi_buffer_byte(key, '\n');
    }
    for (int c = 4; c <= 7; c++) {
        if (c < 6 && !lapi_sql_is_null(sql, c))
            lapi_buffer_decimal(key, lapi_sql_real(sql, c), 5);
        else if (c >= 6)
            lapi_buffer_i64(key, lapi_sql_int(sql, c));
        lapi_buffer_byte(key, '\n');
    }
    if (x->sql.failed) {
        x->status = LAP_NO_MEMORY;
        return 0;
    }
    uint32_t number = lapi_intern_find(&b->sitemarks, lapi_buffer_text(key));
    return number == LAPI_INTERN_NONE ? add_place(x, sql) : number;
}

static void sort_sites(lapi_board *b, const lapi_board_record *r)
{
    uint32_t *at = b->sites + r->sites;
    for (uint32_t i = 1; i < r->site_count; i++) {
        uint32_t site = at[i], k = i;
        for (;
             k > 0 && lapi_slice_order(lapi_intern_text(&b->sitemarks, site),
                                       lapi_intern_text(&b->sitemarks, at[k - 1])) < 0;
             k--)
            at[k] = at[k - 1];
        at[k] = site;
    }
}

static void read_sites(loader *x)
{
    lapi_board *b = x->board;
    parts all = {NULL, 0, 0};
    lapi_sql *sql = ask(x,
                        "SELECT rec, name, country, admin1, lat, lon, gid, geonameid,"
                        " grain FROM site WHERE 1 = 1",
                        " AND rec IN (SELECT r.rec ", "");
    while (x->status == LAP_OK && lapi_sql_next(sql)) {
        uint32_t record = record_at(x, lapi_sql_int(sql, 0));
        if (record != LAPI_INTERN_NONE)
            add_part(x, &all, record, place_of(x, sql));
    }
    lapi_sql_end(sql);
    part *at = in_order(x, &all);
    for (uint32_t i = 0; at && i < all.count; i++) {
        lapi_board_record *r = &b->records[at[i].record];
        if (r->site_count == UINT8_MAX ||
            !MORE(x, b->sites, b->site_count, b->site_room))
            continue;
        if (r->site_count++ == 0)
            r->sites = b->site_count;
        b->sites[b->site_count++] = at[i].value;
    }
    free(at);
    for (uint32_t i = 0; i < b->record_count; i++)
        sort_sites(b, &b->records[i]);
}

static void read_amounts(loader *x)
{
    lapi_sql *sql = ask(x, "SELECT DISTINCT rec FROM amount WHERE 1 = 1",
                        " AND rec IN (SELECT r.rec ", "");
    while (x->status == LAP_OK && lapi_sql_next(sql)) {
        uint32_t record = record_at(x, lapi_sql_int(sql, 0));
        if (record != LAPI_INTERN_NONE)
            x->board->records[record].has_amount = true;
    }
    lapi_sql_end(sql);
}

lap_status lapi_board_read(lapi_board *board, lapi_db *db, lapi_board_scope scope)
{
    static void (*const steps[])(loader *) = {read_docs,   read_records, read_claims,
                                              index_rows,  read_parties, read_sites,
                                              read_amounts};
    loader x = {.board = board, .db = db, .scope = scope};
    for (size_t i = 0; x.status == LAP_OK && i < sizeof steps / sizeof *steps; i++)
        steps[i](&x);
    lapi_buffer_clear(&x.sql);
    free(x.by_row);
    return x.status;
}

lap_status lapi_board_read_published(lapi_board *board, lapi_db *db)
{
    int64_t sum = 0;
    loader x = {.board = board, .db = db};
    lapi_sql *sql =
        lapi_db_ask(db,
                    "SELECT day, count(*) FROM document WHERE removed IS NULL"
                    " AND day IS NOT NULL GROUP BY day ORDER BY day",
                    LAPI_NO_ARGS);
    while (lapi_sql_next(sql) &&
           MORE(&x, board->published, board->published_count, board->published_room)) {
        sum += lapi_sql_int(sql, 1);
        board->published[board->published_count++] =
            (lapi_board_count){(int32_t)lapi_sql_int(sql, 0), sum};
    }
    lapi_sql_end(sql);
    return x.status;
}

int64_t lapi_board_published(const lapi_board *board, int32_t from, int32_t before)
{
    int64_t until[2];
    for (int side = 0; side < 2; side++) {
        uint32_t low = 0, high = board->published_count;
        while (low < high) {
            uint32_t mid = low + (high - low) / 2;
            if (board->published[mid].day < (side ? before : from))
                low = mid + 1;
            else
                high = mid;
        }
        until[side] = low ? board->published[low - 1].until : 0;
    }
    return until[1] - until[0];
}
