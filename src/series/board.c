#include "base/grow.h"
#include "series/board_parts.h"

void lapi_board_drop_columns(lapi_board *board)
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
    lapi_board_drop_columns(board);
    free(board->places);
    free(board->published);
    lapi_intern_clear(&board->names);
    lapi_intern_clear(&board->countries);
    lapi_intern_clear(&board->sitemarks);
    free(board);
}

void lapi_board_begin(lapi_db *db)
{
    lapi_db_script(db, lapi_db_is_postgres(db)
                           ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                           : "BEGIN");
}

void lapi_board_end(lapi_db *db)
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
        lapi_board_begin(db);
        board->revision = (uint64_t)revision_of(db);
        status = lapi_board_read(board, db,
                                 (lapi_board_scope){sql.at, values, count, !filter});
        if (status == LAP_OK)
            status = lapi_board_read_published(board, db);
        lapi_board_end(db);
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

/* Claims that changed, those too that are no more, by row. */
typedef struct changed {
    int64_t *rows;
    uint32_t count, room;
} changed;

static lap_status read_changed(lapi_db *db, uint64_t revision, changed *out)
{
    lap_status status = LAP_OK;
    lapi_sql *sql =
        lapi_db_ask(db, "SELECT claim FROM claim WHERE changed > ?1 ORDER BY claim",
                    LAPI_ARGS(LAPI_INT((int64_t)revision)));
    while (status == LAP_OK && lapi_sql_next(sql)) {
        void *rows = lapi_grow(out->rows, out->count, &out->room, sizeof *out->rows);
        if (rows) {
            out->rows = rows;
            out->rows[out->count++] = lapi_sql_int(sql, 0);
        } else {
            status = LAP_NO_MEMORY;
        }
    }
    lapi_sql_end(sql);
    return status;
}

/* One board of the claims of two: those of `fresh`, and of `old` what did not change.
 */
typedef struct merger {
    const lapi_board *old, *fresh;
    const changed *gone;
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
    uint32_t i = 0, k = 0;
    while (i < a->doc_count || k < b->doc_count) {
        bool takes_old =
            i < a->doc_count && (k == b->doc_count || a->docs[i].row < b->docs[k].row);
        bool both = !takes_old && i < a->doc_count && a->docs[i].row == b->docs[k].row;
        o->docs[o->doc_count] = takes_old ? a->docs[i] : b->docs[k];
        if (takes_old || both)
            m->doc_of[0][i++] = o->doc_count;
        if (!takes_old)
            m->doc_of[1][k++] = o->doc_count;
        o->doc_count++;
    }
}

/* Copies a claim with its records, parties and sites. */
static void copy_claim(merger *m, int from_fresh, uint32_t at)
{
    const lapi_board *from = from_fresh ? m->fresh : m->old;
    lapi_board *o = m->out;
    lapi_board_claim *c = &o->claims[o->claim_count];
    *c = from->claims[at];
    for (uint32_t i = 0; i < c->count; i++) {
        lapi_board_record *r = &o->records[o->record_count + i];
        *r = from->records[c->first + i];
        r->claim = o->claim_count;
        r->doc = m->doc_of[from_fresh][r->doc];
        memcpy(&o->parties[o->party_count], &from->parties[r->parties],
               r->party_count * sizeof *o->parties);
        memcpy(&o->sites[o->site_count], &from->sites[r->sites],
               r->site_count * sizeof *o->sites);
        r->parties = o->party_count;
        r->sites = o->site_count;
        o->party_count += r->party_count;
        o->site_count += r->site_count;
    }
    c->first = o->record_count;
    o->record_count += c->count;
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
        while (g < m->gone->count && m->gone->rows[g] < a->claims[i].row)
            g++;
        if (g == m->gone->count || m->gone->rows[g] != a->claims[i].row)
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

static lap_status merge(lapi_board *board, lapi_board *fresh, const changed *gone)
{
    lapi_board out = {.revision = fresh->revision};
    merger m = {board, fresh, gone, &out, {NULL, NULL}};
    bool has_room = make_columns(&m);
    if (has_room) {
        merge_docs(&m);
        merge_claims(&m);
        lapi_board old = *board;
        lend(fresh, &out);
        out.published = old.published;
        out.published_count = old.published_count;
        out.published_room = old.published_room;
        *board = out;
        lapi_board_drop_columns(&old);
    } else {
        lapi_board_drop_columns(&out);
    }
    free(m.doc_of[0]);
    free(m.doc_of[1]);
    return has_room ? LAP_OK : LAP_NO_MEMORY;
}

lap_status lapi_board_refresh(lapi_board *board, lapi_store *store, lap_error *error)
{
    static const char from[] = "FROM record r WHERE r.removed IS NULL AND r.claim IN"
                               " (SELECT claim FROM claim WHERE changed > ?1)";
    lapi_db *db = lapi_store_db(store);
    uint64_t revision = (uint64_t)revision_of(db);
    lap_status status = lapi_db_status(db, error);
    if (status || revision == board->revision)
        return status;
    changed gone = {NULL, 0, 0};
    lapi_board fresh = {.revision = 0};
    lapi_datum since[1] = {LAPI_INT((int64_t)board->revision)};
    lend(board, &fresh);
    lapi_board_begin(db);
    fresh.revision = (uint64_t)revision_of(db);
    status = read_changed(db, board->revision, &gone);
    if (status == LAP_OK)
        status = lapi_board_read(&fresh, db, (lapi_board_scope){from, since, 1, false});
    if (status == LAP_OK)
        status = lapi_board_read_published(board, db);
    lapi_board_end(db);
    lap_status fault = lapi_db_status(db, error);
    status = status ? status : fault;
    lend(&fresh, board); /* they may have grown */
    if (status == LAP_OK)
        status = merge(board, &fresh, &gone);
    lapi_board_drop_columns(&fresh);
    free(gone.rows);
    return status;
}
