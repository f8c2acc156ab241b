#include "base/grow.h"
#include "series/board_parts.h"

/* Frees the columns, not the names, countries and places. */
static void drop_columns(lapi_board *board)
{
    free(board->records);
    free(board->claims);
    free(board->docs);
    free(board->parties);
    free(board->sites);
}

void lapi_board_free(lapi_board *board)
{
    if (!board)
        return;
    drop_columns(board);
    free(board->places);
    free(board->published);
    lapi_intern_clear(&board->names);
    lapi_intern_clear(&board->countries);
    lapi_intern_clear(&board->sitemarks);
    free(board);
}

lapi_slice lapi_board_country(const lapi_board *board, uint64_t number)
{
    return number == LAPI_INTERN_NONE
               ? LAPI_S("")
               : lapi_intern_text(&board->countries, (uint32_t)number);
}

lapi_slice lapi_board_name(const lapi_board *board, uint64_t number)
{
    return number == LAPI_INTERN_NONE
               ? LAPI_S("")
               : lapi_intern_text(&board->names, (uint32_t)number);
}

/* What is read belongs to one moment of the store. */
static void begin_reading(lapi_db *db)
{
    lapi_db_script(db, lapi_db_is_postgres(db)
                           ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                           : "BEGIN");
}

static void end_reading(lapi_db *db)
{
    lapi_db_script(db, "COMMIT");
}

static int64_t revision_of(lapi_db *db)
{
    return lapi_db_int(db, "SELECT value FROM meta WHERE key = 'revision'",
                       LAPI_NO_ARGS, 0);
}

/* The scope of a filter: its condition in *sql, its values in `values`. */
static void write_scope(const lapi_db *db, const lapi_filter *filter, lapi_buffer *sql,
                        lapi_buffer *words, lapi_datum *values, size_t *count)
{
    if (!filter) {
        lapi_buffer_str(sql, "FROM record r WHERE r.removed IS NULL");
    } else {
        lapi_buffer_str(sql, "FROM record r JOIN document d ON d.doc = r.doc WHERE ");
        lapi_filter_write(db, filter, sql, words, values, count);
    }
    lapi_buffer_byte(sql, '\0');
}

lap_status lapi_board_load(lapi_store *store, const lapi_filter *filter,
                           lapi_board **out, lap_error *error)
{
    lapi_db *db = lapi_store_db(store);
    lapi_datum values[LAPI_FILTER_VALUES_MAX];
    lapi_buffer sql = {0}, words = {0};
    size_t count = 0;
    lapi_board *board = calloc(1, sizeof *board);
    write_scope(db, filter, &sql, &words, values, &count);
    lap_status status = !board || sql.failed || words.failed ? LAP_NO_MEMORY : LAP_OK;
    if (status == LAP_OK) {
        begin_reading(db);
        board->revision = (uint64_t)revision_of(db);
        status = lapi_board_read(
            board, db, (lapi_board_scope){sql.at, values, count, !filter, NULL});
        if (status == LAP_OK)
            status = lapi_board_read_published(board, db);
        end_reading(db);
    }
    lap_status fault = lapi_db_status(db, error);
    status = status ? status : fault;
    lapi_buffer_clear(&sql);
    lapi_buffer_clear(&words);
    if (status)
        lapi_board_free(board);
    else
        *out = board;
    return status == LAP_NO_MEMORY
               ? lapi_fail(error, status, 0, "no memory for the board")
               : status;
}

/* Rows of claims or documents, in order. */
typedef struct rows {
    int64_t *at;
    uint32_t count, room;
} rows;

static lap_status read_rows(lapi_db *db, const char *text, lapi_datum since, rows *out)
{
    lap_status status = LAP_OK;
    lapi_sql *sql = lapi_db_ask(db, text, LAPI_ARGS(since));
    while (status == LAP_OK && lapi_sql_next(sql)) {
        void *at = lapi_grow(out->at, out->count, &out->room, sizeof *out->at);
        if (at) {
            out->at = at;
            out->at[out->count++] = lapi_sql_int(sql, 0);
        } else {
            status = LAP_NO_MEMORY;
        }
    }
    lapi_sql_end(sql);
    return status;
}

/* Is a row among those from *at on? They are asked for in order. */
static bool among(const rows *all, uint32_t *at, int64_t row)
{
    while (*at < all->count && all->at[*at] < row)
        ++*at;
    return *at < all->count && all->at[*at] == row;
}

/* One board of the claims of two: those of `fresh`, and of `old` what did not change.
 */
typedef struct merger {
    const lapi_board *old, *fresh;
    const rows *claims, *docs; /* of `old`: that changed; that are no more */
    lapi_board *out;
    uint32_t *doc_of[2]; /* places of the documents of old and fresh in out */
} merger;

static bool make_columns(merger *m)
{
    const lapi_board *a = m->old, *b = m->fresh;
    lapi_board *o = m->out;
    o->record_room = a->record_count + b->record_count;
    o->claim_room = a->claim_count + b->claim_count;
    o->doc_room = a->doc_count + b->doc_count;
    o->party_room = a->party_count + b->party_count;
    o->site_room = a->site_count + b->site_count;
    o->records = malloc((o->record_room + 1u) * sizeof *o->records);
    o->claims = malloc((o->claim_room + 1u) * sizeof *o->claims);
    o->docs = malloc((o->doc_room + 1u) * sizeof *o->docs);
    o->parties = malloc((o->party_room + 1u) * sizeof *o->parties);
    o->sites = malloc((o->site_room + 1u) * sizeof *o->sites);
    m->doc_of[0] = malloc((a->doc_count + 1u) * sizeof **m->doc_of);
    m->doc_of[1] = malloc((b->doc_count + 1u) * sizeof **m->doc_of);
    return o->records && o->claims && o->docs && o->parties && o->sites &&
           m->doc_of[0] && m->doc_of[1];
}

static void merge_docs(merger *m)
{
    const lapi_board *a = m->old, *b = m->fresh;
    lapi_board *o = m->out;
    uint32_t i = 0, k = 0, g = 0;
    while (i < a->doc_count || k < b->doc_count) {
        bool is_old =
            i < a->doc_count && (k == b->doc_count || a->docs[i].row <= b->docs[k].row);
        bool is_fresh =
            k < b->doc_count && (i == a->doc_count || b->docs[k].row <= a->docs[i].row);
        bool is_gone = !is_fresh && among(m->docs, &g, a->docs[i].row);
        if (!is_gone)
            o->docs[o->doc_count] = is_fresh ? b->docs[k] : a->docs[i];
        if (is_old)
            m->doc_of[0][i++] = is_gone ? LAPI_INTERN_NONE : o->doc_count;
        if (is_fresh)
            m->doc_of[1][k++] = o->doc_count;
        o->doc_count += !is_gone;
    }
}

/* Copies a record with its parties and sites, into the claim that is being made. */
static void copy_record(merger *m, const lapi_board *from, const lapi_board_record *r,
                        uint32_t doc)
{
    lapi_board *o = m->out;
    lapi_board_record *to = &o->records[o->record_count++];
    *to = *r;
    to->claim = o->claim_count;
    to->doc = doc;
    to->parties = o->party_count;
    to->sites = o->site_count;
    memcpy(&o->parties[o->party_count], &from->parties[r->parties],
           r->party_count * sizeof *o->parties);
    memcpy(&o->sites[o->site_count], &from->sites[r->sites],
           r->site_count * sizeof *o->sites);
    o->party_count += r->party_count;
    o->site_count += r->site_count;
}

static void copy_claim(merger *m, int from_fresh, uint32_t at)
{
    const lapi_board *from = from_fresh ? m->fresh : m->old;
    lapi_board *o = m->out;
    const lapi_board_claim *c = &from->claims[at];
    uint32_t first = o->record_count;
    for (uint32_t i = 0; i < c->count; i++) {
        const lapi_board_record *r = &from->records[c->first + i];
        uint32_t doc = m->doc_of[from_fresh][r->doc];
        if (doc != LAPI_INTERN_NONE)
            copy_record(m, from, r, doc);
    }
    if (o->record_count == first)
        return;
    o->claims[o->claim_count] = *c;
    o->claims[o->claim_count].first = first;
    o->claims[o->claim_count].count = o->record_count - first;
    o->claim_count++;
}

static void merge_claims(merger *m)
{
    uint32_t i = 0, k = 0, g = 0;
    const lapi_board *a = m->old, *b = m->fresh;
    while (i < a->claim_count || k < b->claim_count) {
        if (i == a->claim_count ||
            (k < b->claim_count && b->claims[k].row <= a->claims[i].row)) {
            copy_claim(m, 1, k++);
            continue;
        }
        if (!among(m->claims, &g, a->claims[i].row))
            copy_claim(m, 0, i);
        i++;
    }
}

/* Names, countries and places belong to one board, which lends them to the other. */
static void lend(lapi_board *from, lapi_board *to)
{
    to->names = from->names;
    to->countries = from->countries;
    to->sitemarks = from->sitemarks;
    to->places = from->places;
    to->place_count = from->place_count;
    to->place_room = from->place_room;
}

static lap_status merge(lapi_board *board, lapi_board *fresh, const rows *claims,
                        const rows *docs)
{
    lapi_board out = {.revision = fresh->revision};
    merger m = {board, fresh, claims, docs, &out, {NULL, NULL}};
    bool has_room = make_columns(&m);
    if (has_room) {
        merge_docs(&m);
        merge_claims(&m);
        lapi_board old = *board;
        lend(fresh, &out);
        out.published = fresh->published;
        out.published_count = fresh->published_count;
        out.published_room = fresh->published_room;
        fresh->published = old.published;
        *board = out;
        drop_columns(&old);
    } else {
        drop_columns(&out);
    }
    free(m.doc_of[0]);
    free(m.doc_of[1]);
    return has_room ? LAP_OK : LAP_NO_MEMORY;
}

/* What a refresh reads: the records of claims that changed, with their documents and
 * those of stories that are new or have a new document, which may be named anew. */
static lap_status read_news(lapi_board *fresh, lapi_db *db, lapi_datum since,
                            rows *claims, rows *docs)
{
    static const char from[] = "FROM record r WHERE r.removed IS NULL AND r.claim IN"
                               " (SELECT claim FROM claim WHERE changed > ?1)";
    static const char more_docs[] =
        " UNION SELECT doc, day, publisher, story FROM document WHERE removed IS NULL"
        " AND story IN (SELECT story FROM document WHERE added > ?1) ORDER BY 1";
    lapi_board_scope scope = {from, &since, 1, false, more_docs};
    lap_status status = read_rows(
        db, "SELECT claim FROM claim WHERE changed > ?1 ORDER BY claim", since, claims);
    if (status == LAP_OK)
        status =
            read_rows(db, "SELECT doc FROM document WHERE removed > ?1 ORDER BY doc",
                      since, docs);
    if (status == LAP_OK)
        status = lapi_board_read(fresh, db, scope);
    return status ? status : lapi_board_read_published(fresh, db);
}

lap_status lapi_board_refresh(lapi_board *board, lapi_store *store, lap_error *error)
{
    lapi_db *db = lapi_store_db(store);
    uint64_t revision = (uint64_t)revision_of(db);
    lap_status status = lapi_db_status(db, error);
    if (status || revision == board->revision)
        return status;
    rows claims = {NULL, 0, 0}, docs = {NULL, 0, 0};
    lapi_board fresh = {.revision = 0};
    lend(board, &fresh);
    begin_reading(db);
    fresh.revision = (uint64_t)revision_of(db);
    status = read_news(&fresh, db, LAPI_INT((int64_t)board->revision), &claims, &docs);
    end_reading(db);
    lap_status fault = lapi_db_status(db, error);
    status = status ? status : fault;
    lend(&fresh, board); /* they may have grown */
    if (status == LAP_OK)
        status = merge(board, &fresh, &claims, &docs);
    drop_columns(&fresh);
    free(fresh.published);
    free(claims.at);
    free(docs.at);
    return status == LAP_NO_MEMORY
               ? lapi_fail(error, status, 0, "no memory for the board")
               : status;
}
