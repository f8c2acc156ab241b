#include "api/store.h"

#include "base/status.h"
#include "intake/record.h"
#include "know/embed.h"

#include <stdlib.h>

#define KEEP_BYTES ((size_t)4 << 20)

lap_status lap_store_open(const char *db, lap_store_mode mode, lap_store **out,
                          lap_error *error)
{
    lap_store *store = calloc(1, sizeof *store);
    if (!store)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    bool writes = mode == LAP_STORE_WRITE;
    lap_status status = lapi_store_open(db, writes ? LAPI_DB_WRITE : LAPI_DB_READ,
                                        &store->store, error);
    if (status == LAP_OK)
        status = lapi_ledger_new(store->store, &store->ledger);
    if (status == LAP_OK)
        status = lapi_json_in_new(&store->json);
    if (status == LAP_OK)
        status = lapi_arena_new(0, &store->arena);
    if (status == LAP_OK && !(store->name = strdup(db)))
        status = LAP_NO_MEMORY;
    if (status == LAP_OK)
        *out = store;
    else
        lap_store_close(store);
    return status;
}

void lap_store_close(lap_store *store)
{
    if (!store)
        return;
    lapi_ledger_free(store->ledger);
    lapi_store_close(store->store);
    lapi_json_in_free(store->json);
    lapi_arena_free(store->arena);
    lapi_know_free(store->know);
    free(store->name);
    free(store);
}

/* The records of the lines after the first. */
static lap_status read_records(lap_store *store, lapi_slice lines, lapi_report *report,
                               lapi_slice *json, lap_error *error)
{
    lapi_slice line, doc, coder;
    lap_status status = LAP_OK;
    uint32_t r = 0;
    while (status == LAP_OK && lines.bytes && lapi_slice_cut(&lines, '\n', &line)) {
        json[r] = line;
        status = lapi_record_read(store->json, line, store->arena, &report->records[r],
                                  &doc, &coder, error);
        r++;
    }
    report->record_count = r;
    return status;
}

lap_status lapi_store_take(lap_store *store, lapi_slice lines, bool drops_text,
                           bool is_recode, enum lapi_put_outcome *outcome,
                           lap_error *error)
{
    lapi_slice head;
    lapi_report report;
    lapi_put put;
    lapi_arena_reset(store->arena, KEEP_BYTES);
    if (!lapi_slice_cut(&lines, '\n', &head))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no report");
    lap_status status =
        lapi_report_read(store->json, head, store->arena, &report, error);
    uint32_t count = 0;
    for (uint32_t i = 0; i < lines.bytes; i++)
        count += lines.at[i] == '\n';
    report.records = lapi_arena_get(store->arena, count + 1, sizeof *report.records);
    lapi_slice *json = lapi_arena_get(store->arena, count + 1, sizeof *json);
    if (status == LAP_OK && (!report.records || !json))
        status = LAP_NO_MEMORY;
    if (status == LAP_OK)
        status = read_records(store, lines, &report, json, error);
    if (status)
        return status;
    if (store->batch == 0)
        lapi_store_begin(store->store);
    status = lapi_ledger_put(store->ledger, &report, json, drops_text, is_recode, &put,
                             error);
    if (status) {
        lapi_store_rollback(store->store);
        store->batch = 0;
        return status;
    }
    *outcome = put.outcome;
    return ++store->batch == LAPI_BATCH_DOCUMENTS ? lapi_store_flush(store, error)
                                                  : LAP_OK;
}

lap_status lapi_store_flush(lap_store *store, lap_error *error)
{
    if (store->batch == 0)
        return LAP_OK;
    store->batch = 0;
    return lapi_store_commit(store->store, error);
}

lap_status lapi_store_send(lap_sink sink, const lapi_buffer *out)
{
    if (out->failed)
        return LAP_NO_MEMORY;
    return out->bytes && sink.write(sink.context, out->at, out->bytes) ? LAP_IO
                                                                       : LAP_OK;
}

/* The writer of a format, with the codes that are built in. Text has none, and JSON
 * Lines are what is kept. */
static lap_status make_form(lap_store *store, const lap_write_options *options,
                            lapi_form **form, lap_error *error)
{
    *form = NULL;
    if (options->format == LAP_FORMAT_TEXT || options->format == LAP_FORMAT_JSONL)
        return LAP_OK;
    if (!store->know) {
        size_t size;
        const void *bytes = lapi_know_embedded(&size);
        lap_status status = lapi_know_open(bytes, size, &store->know, error);
        if (status)
            return status;
    }
    lap_status status = lapi_write_form(store->know, options, form);
    if (status == LAP_OK && !*form)
        status = lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no format of records");
    return status;
}

/* A query on its way to a sink. */
typedef struct exporter {
    lap_store *store;
    const lap_write_options *options;
    lapi_form *form; /* NULL: none needed */
    lapi_buffer rows, out;
} exporter;

/* A record of a row as a report of its own. */
static lap_status write_row(exporter *e, const lapi_row *row, lap_error *error)
{
    const lap_write_options *options = e->options;
    lapi_record record;
    lapi_slice doc, coder;
    if (options->format == LAP_FORMAT_JSONL) {
        lapi_buffer_slice(&e->out, row->json);
        lapi_buffer_byte(&e->out, '\n');
        return LAP_OK;
    }
    lapi_arena_reset(e->store->arena, KEEP_BYTES);
    lap_status status = lapi_record_read(e->store->json, row->json, e->store->arena,
                                         &record, &doc, &coder, error);
    if (status)
        return status;
    lapi_report report = {.id = row->doc_id,
                          .url = row->url,
                          .publisher = row->publisher,
                          .title = row->title,
                          .language = row->language,
                          .coder = row->coder,
                          .date = row->date,
                          .records = &record,
                          .record_count = 1};
    if (e->form) {
        lapi_buffer_reset(&e->rows);
        lapi_form_rows(e->form, &report, &e->rows);
        return e->rows.failed ? LAP_NO_MEMORY
                              : lapi_form_put(e->form, &e->rows, &e->out);
    }
    lapi_style style = {.width = options->width, .ansi = options->ansi != 0};
    lapi_report_people(&report, style, &e->out);
    return LAP_OK;
}

static lap_status write_rows(exporter *e, lapi_query *query, lap_sink sink,
                             lap_error *error)
{
    lapi_row row;
    lap_status status = LAP_OK;
    while (status == LAP_OK && lapi_query_next(query, &row)) {
        lapi_buffer_reset(&e->out);
        status = write_row(e, &row, error);
        if (status == LAP_OK)
            status = lapi_store_send(sink, &e->out);
    }
    if (status == LAP_OK)
        status = lapi_db_status(lapi_store_db(e->store->store), error);
    if (status || !e->form)
        return status;
    lapi_buffer_reset(&e->out);
    status = lapi_form_end(e->form, &e->out);
    return status ? status : lapi_store_send(sink, &e->out);
}

lap_status lap_store_query(lap_store *store, const lap_filter *filter,
                           const lap_write_options *options, lap_sink sink,
                           lap_error *error)
{
    lapi_filter checked;
    lapi_query query;
    exporter e = {.store = store, .options = options};
    lap_status status = make_form(store, options, &e.form, error);
    if (status == LAP_OK)
        status = lapi_filter_read(filter, &checked, error);
    if (status == LAP_OK)
        status = lapi_query_begin(store->store, &checked, &query, error);
    if (status == LAP_OK) {
        status = write_rows(&e, &query, sink, error);
        lapi_query_end(&query);
    }
    lapi_form_free(e.form);
    lapi_buffer_clear(&e.rows);
    lapi_buffer_clear(&e.out);
    return status;
}

static void write_change(const lapi_change *change, lapi_buffer *out)
{
    bool is_record = lapi_slice_is(change->kind, "record");
    lapi_json json = {.out = out};
    lapi_json_open(&json, '{');
    lapi_json_key(&json, "revision");
    lapi_json_u64(&json, (uint64_t)change->revision);
    lapi_json_pair(&json, "kind", change->kind);
    lapi_json_pair(&json, "change", change->what);
    lapi_json_pair(&json, "id", change->id);
    lapi_json_pair(&json, is_record ? "doc" : "joined", change->other);
    lapi_json_close(&json, '}');
    lapi_buffer_byte(out, '\n');
}

lap_status lap_store_changes(lap_store *store, uint64_t since, lap_sink sink,
                             lap_error *error)
{
    lapi_change change;
    lapi_buffer out = {0};
    lap_status status = LAP_OK;
    lapi_sql *sql =
        lapi_changes_ask(store->store, since > INT64_MAX ? INT64_MAX : (int64_t)since);
    while (status == LAP_OK && lapi_changes_next(sql, &change)) {
        lapi_buffer_reset(&out);
        write_change(&change, &out);
        status = lapi_store_send(sink, &out);
    }
    lapi_sql_end(sql);
    lapi_buffer_clear(&out);
    return status ? status : lapi_db_status(lapi_store_db(store->store), error);
}
