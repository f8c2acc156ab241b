/* Pages of claims, records and documents, and how one goes on to the next.
 *
 *   hits --> rows {order, row} --best `limit` behind the cursor--> shown, "next" */
#include "api/board.h"
#include "base/status.h"

#include <stdlib.h>

#define PAGE_ROWS     50u
#define PAGE_ROWS_MAX 500u

/* A row of a page: those of a higher order stand first, then those of a higher row. */
typedef struct spot {
    int64_t order, row;
    uint32_t at; /* its place in the board's column */
} spot;

/* The best rows so far: the worst of them on top. */
typedef struct page {
    spot *at; /* [room] */
    uint32_t count, room;
    spot after; /* the last row of the page before, if is_later */
    bool is_later;
    uint64_t total;
} page;

static bool stands_before(const spot *a, const spot *b)
{
    return a->order != b->order ? a->order > b->order : a->row > b->row;
}

static void swap(spot *a, spot *b)
{
    spot keep = *a;
    *a = *b;
    *b = keep;
}

static void sink_down(page *p, uint32_t i)
{
    for (;;) {
        uint32_t worst = i;
        for (uint32_t c = 2 * i + 1; c <= 2 * i + 2 && c < p->count; c++)
            if (stands_before(&p->at[worst], &p->at[c]))
                worst = c;
        if (worst == i)
            return;
        swap(&p->at[i], &p->at[worst]);
        i = worst;
    }
}

static void offer(page *p, spot s)
{
    p->total++;
    if (p->is_later && !stands_before(&p->after, &s))
        return;
    if (p->count < p->room) {
        uint32_t i = p->count++;
        p->at[i] = s;
        for (; i > 0 && stands_before(&p->at[(i - 1) / 2], &p->at[i]); i = (i - 1) / 2)
            swap(&p->at[i], &p->at[(i - 1) / 2]);
    } else if (stands_before(&s, &p->at[0])) {
        p->at[0] = s;
        sink_down(p, 0);
    }
}

static int by_order(const void *x, const void *y)
{
    return stands_before(x, y) ? -1 : stands_before(y, x);
}

/* "-18955.1042": order and row. */
static void write_cursor(const spot *s, lapi_buffer *out)
{
    lapi_buffer_i64(out, s->order);
    lapi_buffer_byte(out, '.');
    lapi_buffer_i64(out, s->row);
}

/* Only what write_cursor writes is one. */
static lap_status read_cursor(const lapi_asking *ask, spot *out)
{
    const char *text = ask->options->cursor;
    char *end;
    lapi_buffer same = {0};
    out->order = strtoll(text, &end, 10);
    out->row = *end == '.' ? strtoll(end + 1, NULL, 10) : -1;
    write_cursor(out, &same);
    bool failed = same.failed;
    bool is_cursor = out->row >= 0 && lapi_slice_is(lapi_buffer_text(&same), text);
    lapi_buffer_clear(&same);
    if (failed)
        return LAP_NO_MEMORY;
    return is_cursor
               ? LAP_OK
               : lapi_fail(ask->error, LAP_BAD_ARGUMENT, 0, "no cursor: %.40s", text);
}

/* One row more than is shown: it tells that there is another page. */
static lap_status page_begin(const lapi_asking *ask, page *p)
{
    const lap_view_options *o = ask->options;
    uint64_t limit = o->limit ? o->limit : PAGE_ROWS;
    *p = (page){.is_later = o->cursor != NULL};
    if (limit > PAGE_ROWS_MAX)
        return lapi_fail(ask->error, LAP_BAD_ARGUMENT, 0, "a page has at most %u rows",
                         PAGE_ROWS_MAX);
    lap_status status = o->cursor ? read_cursor(ask, &p->after) : LAP_OK;
    if (status)
        return status;
    p->room = (uint32_t)limit + 1;
    p->at = malloc(p->room * sizeof *p->at);
    return p->at ? LAP_OK : LAP_NO_MEMORY;
}

/* Puts the rows in order; returns how many are shown. */
static uint32_t page_sort(page *p)
{
    if (p->count)
        qsort(p->at, p->count, sizeof *p->at, by_order);
    return p->count < p->room ? p->count : p->room - 1;
}

/* "next" and "total" of the object. */
static lap_status page_end(page *p, uint32_t shown, lapi_sheet *rows)
{
    lapi_sheet_end(rows);
    if (rows->form == LAPI_SHEET_ITEMS) {
        lapi_json_key(&rows->json, "next");
        if (shown < p->count) {
            lapi_buffer_str(&rows->out, "\"");
            write_cursor(&p->at[shown - 1], &rows->out);
            lapi_buffer_str(&rows->out, "\"");
            rows->json.comma = true;
        } else {
            lapi_json_null(&rows->json);
        }
        lapi_json_key(&rows->json, "total");
        lapi_json_u64(&rows->json, p->total);
    }
    return lapi_sheet_close(rows);
}

/* Shows rows by a function that puts their values. */
static lap_status show(lapi_asking *ask, page *p, lapi_sheet_fn put,
                       lap_status (*read)(lapi_asking *ask, const spot *at, void *item),
                       void *item)
{
    lapi_sheet rows;
    uint32_t shown = page_sort(p);
    lap_status status = lapi_sheet_begin(&rows, ask->form, ask->sink, put, item);
    for (uint32_t i = 0; status == LAP_OK && i < shown; i++) {
        status = read(ask, &p->at[i], item);
        if (status == LAP_OK)
            status = lapi_sheet_add(&rows, put, item);
    }
    if (status == LAP_OK)
        status = page_end(p, shown, &rows);
    lapi_sheet_clear(&rows);
    free(p->at);
    return status;
}

/* What claims are ordered by; a claim of no known day is the oldest. */
static int64_t claim_order(const lapi_board_claim *claim, const char *order)
{
    if (strcmp(order, "reports") == 0)
        return claim->reports;
    if (strcmp(order, "denials") == 0)
        return claim->denials;
    return strcmp(order, "old") == 0 ? -(int64_t)claim->day : claim->day;
}

static lap_status check_order(const lapi_asking *ask, const char **out)
{
    static const char *const orders[] = {"new", "old", "reports", "denials"};
    const char *order = ask->options->order ? ask->options->order : "new";
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strcmp(order, orders[i]) == 0) {
            *out = orders[i];
            return LAP_OK;
        }
    return lapi_fail(ask->error, LAP_BAD_ARGUMENT, 0, "no order of claims: %.40s",
                     order);
}

/* A claim as a row: its line of JSON, or the columns of its table. */
typedef struct claim_row {
    lapi_claim claim;
    lapi_buffer line;
} claim_row;

/* "RUS MIL; UKR GOV Volodymyr Zelenskyy": most claims name nobody, all know a code. */
static void put_actors(lapi_sheet *rows, const lapi_entities *actors)
{
    lapi_cells *cells = &rows->cells;
    char code[9];
    if (rows->is_heading) {
        lapi_sheet_none(rows, "actors");
        return;
    }
    lapi_cells_open(cells);
    for (uint32_t i = 0; i < actors->count; i++) {
        const lapi_entity *actor = &actors->at[i];
        lapi_cells_item(cells, i, lapi_slice_of(code, lapi_entity_code(actor, code)));
        lapi_buffer_str(cells->out, actor->name.bytes ? " " : "");
        lapi_cells_item(cells, 0, actor->name);
    }
    lapi_cells_close(cells);
}

static void put_claim(lapi_sheet *rows, const void *item)
{
    const claim_row *row = item;
    const lapi_claim *c = &row->claim;
    if (rows->form != LAPI_SHEET_CSV) {
        lapi_json_inside(&rows->json, lapi_buffer_text(&row->line));
        return;
    }
    lapi_sheet_text(rows, "id", c->id);
    lapi_sheet_text(rows, "event", c->event);
    lapi_sheet_text(rows, "mode", c->mode);
    lapi_sheet_text(rows, "status", c->status);
    lapi_sheet_day(rows, "day", c->day);
    put_actors(rows, &c->actors);
    lapi_sheet_text(rows, "place", c->site_count ? c->sites[0].name : LAPI_S(""));
    lapi_sheet_day(rows, "first_reported", c->first_reported);
    lapi_sheet_day(rows, "last_reported", c->last_reported);
    lapi_sheet_number(rows, "reports", c->reports);
    lapi_sheet_number(rows, "stories", c->stories);
    lapi_sheet_number(rows, "publishers", c->publishers);
    lapi_sheet_number(rows, "denials", c->denials);
    lapi_sheet_number(rows, "doubts", c->doubts);
}

static lap_status read_claim(lapi_asking *ask, const spot *at, void *item)
{
    claim_row *row = item;
    lapi_buffer_reset(&row->line);
    lap_status status = lapi_claim_of_row(ask->store, at->row, &row->claim, ask->error);
    if (status == LAP_OK)
        status = lapi_claim_brief(ask->store, &row->claim, &row->line, ask->error);
    return status;
}

lap_status lapi_write_claims(lapi_asking *ask)
{
    const lapi_board *b = ask->board;
    const char *order = "new";
    page p;
    claim_row row = {.line = {.at = NULL}};
    uint32_t last = LAPI_INTERN_NONE;
    lap_status status = check_order(ask, &order);
    if (status == LAP_OK)
        status = page_begin(ask, &p);
    if (status)
        return status;
    for (uint32_t i = 0; i < ask->hits.count; i++) {
        uint32_t claim = b->records[ask->hits.at[i]].claim;
        if (claim != last)
            offer(&p, (spot){claim_order(&b->claims[claim], order),
                             b->claims[claim].row, claim});
        last = claim;
    }
    status = show(ask, &p, put_claim, read_claim, &row);
    lapi_buffer_clear(&row.line);
    return status;
}

/* An event as its line of JSON. */
static void put_event(lapi_sheet *rows, const void *item)
{
    lapi_json_inside(&rows->json, lapi_buffer_text(item));
}

static lap_status read_event(lapi_asking *ask, const spot *at, void *item)
{
    lapi_buffer *line = item;
    lapi_buffer_reset(line);
    return lapi_event_of_row(ask->store, at->row, line, ask->error);
}

lap_status lapi_write_events(lapi_asking *ask)
{
    const lapi_board *b = ask->board;
    page p;
    lapi_buffer line = {0};
    lap_status status = page_begin(ask, &p);
    if (status)
        return status;
    for (uint32_t i = 0; i < ask->hits.count; i++) {
        const lapi_board_record *r = &b->records[ask->hits.at[i]];
        offer(&p, (spot){r->day, r->row, ask->hits.at[i]});
    }
    status = show(ask, &p, put_event, read_event, &line);
    lapi_buffer_clear(&line);
    return status;
}

/* A document as a row. */
typedef struct doc_row {
    lapi_document document;
    lapi_sql *sql; /* that the document borrows from */
    uint32_t events;
    const uint32_t *counts; /* [documents] records that meet the filter */
} doc_row;

static void put_doc(lapi_sheet *rows, const void *item)
{
    const doc_row *row = item;
    const lapi_document *d = &row->document;
    lapi_sheet_text(rows, "id", d->id);
    lapi_sheet_text(rows, "title", d->title);
    lapi_sheet_day(rows, "date", d->date);
    lapi_sheet_text(rows, "publisher", d->publisher);
    lapi_sheet_text(rows, "url", d->url);
    lapi_sheet_text(rows, "story", d->story);
    lapi_sheet_text(rows, "language", d->language);
    lapi_sheet_number(rows, "events", row->events);
}

static lap_status read_doc(lapi_asking *ask, const spot *at, void *item)
{
    doc_row *row = item;
    row->events = row->counts[at->at];
    return lapi_document_of_row(ask->store, at->row, &row->sql, &row->document,
                                ask->error);
}

lap_status lapi_write_documents(lapi_asking *ask)
{
    const lapi_board *b = ask->board;
    page p;
    uint32_t *counts = calloc(b->doc_count + 1u, sizeof *counts);
    doc_row row = {.counts = counts};
    if (!counts)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < ask->hits.count; i++)
        counts[b->records[ask->hits.at[i]].doc]++;
    lap_status status = page_begin(ask, &p);
    for (uint32_t d = 0; status == LAP_OK && d < b->doc_count; d++)
        if (counts[d])
            offer(&p, (spot){b->docs[d].day, b->docs[d].row, d});
    if (status == LAP_OK)
        status = show(ask, &p, put_doc, read_doc, &row);
    lapi_sql_end(row.sql);
    free(counts);
    return status;
}
