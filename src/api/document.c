/* A document of a store: as it is kept, and read again. */
#include "api/board.h"
#include "base/status.h"

/* The document as JSON Lines would bring it: its title apart from its text, its date
 * only if it was given, its captions. */
static void write_line(const lapi_document *kept, lapi_buffer *out)
{
    lapi_slice text = kept->text, title = kept->title;
    lapi_json json = {.out = out};
    if (title.bytes)
        text = lapi_slice_of(text.at + title.bytes + 2, text.bytes - title.bytes - 2);
    lapi_json_open(&json, '{');
    lapi_json_pair(&json, "id", kept->id);
    lapi_json_pair(&json, "url", kept->url);
    lapi_json_pair(&json, "source", kept->publisher);
    lapi_json_pair(&json, "language", kept->language);
    lapi_json_pair(&json, "title", title);
    if (lapi_slice_is(kept->anchor, "given"))
        lapi_record_day(&json, "date", kept->date);
    lapi_json_key(&json, "text");
    lapi_json_slice(&json, text);
    if (kept->captions.bytes) {
        lapi_json_key(&json, "captions");
        lapi_json_raw(&json, kept->captions);
    }
    lapi_json_close(&json, '}');
    lapi_buffer_byte(out, '\n');
}

lap_status lapi_store_stale(lap_store *store, const char *coder, int64_t *after,
                            lapi_buffer *lines)
{
    lapi_document kept;
    lapi_sql *sql = lapi_document_ask_stale(store->store, lapi_slice_str(coder), *after,
                                            LAPI_BATCH_DOCUMENTS);
    *after = -1;
    while (lapi_document_next(sql, &kept)) {
        write_line(&kept, lines);
        *after = kept.doc;
    }
    lap_error error;
    lap_status status = lapi_db_status(lapi_store_db(store->store), &error);
    return status || !lines->failed ? status : LAP_NO_MEMORY;
}

/* The keys of a record as it is kept, and its claim, in an object left open. */
static void open_stored(lapi_json *json, const lapi_stored *stored)
{
    lapi_json_open(json, '{');
    lapi_json_inside(json, stored->json);
    lapi_json_pair(json, "claim", stored->claim);
}

static void write_events(lap_store *store, int64_t doc, lapi_json *json)
{
    lapi_stored stored;
    lapi_sql *sql = lapi_stored_ask(store->store, doc);
    lapi_json_key(json, "events");
    lapi_json_open(json, '[');
    while (lapi_stored_next(sql, &stored)) {
        open_stored(json, &stored);
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

static void write_copies(lap_store *store, int64_t doc, lapi_json *json)
{
    lapi_sql *sql = lapi_copies_ask(store->store, doc);
    lapi_json_key(json, "copies");
    lapi_json_open(json, '[');
    while (lapi_sql_next(sql))
        lapi_json_slice(json, lapi_sql_text(sql, 0));
    lapi_json_close(json, ']');
}

/* Its file by its name: where in the machine that is, is nobody's business. */
static void write_file(const lapi_document *document, lapi_json *json)
{
    lapi_slice name = document->file, folder;
    if (!name.bytes)
        return;
    while (memchr(name.at, '/', name.bytes))
        lapi_slice_cut(&name, '/', &folder);
    lapi_json_key(json, "origin");
    lapi_json_open(json, '{');
    lapi_json_pair(json, "file", name);
    if (document->file_offset || document->file_bytes) {
        lapi_json_key(json, "offset");
        lapi_json_i64(json, document->file_offset);
    }
    if (document->file_bytes) {
        lapi_json_key(json, "bytes");
        lapi_json_i64(json, document->file_bytes);
    }
    lapi_json_close(json, '}');
}

static void write_document(const lapi_document *document, lapi_json *json)
{
    lapi_json_pair(json, "id", document->id);
    lapi_json_pair(json, "title", document->title);
    lapi_record_day(json, "date", document->date);
    lapi_json_pair(json, "anchor", document->anchor);
    lapi_json_pair(json, "publisher", document->publisher);
    lapi_json_pair(json, "url", document->url);
    lapi_json_pair(json, "story", document->story);
    lapi_json_pair(json, "language", document->language);
    lapi_json_pair(json, "coder", document->coder);
    lapi_json_key(json, "revision");
    lapi_json_i64(json, document->revision);
    lapi_json_key(json, "text");
    if (document->is_kept)
        lapi_json_slice(json, document->text);
    else
        lapi_json_null(json);
    lapi_json_key(json, "captions");
    lapi_json_raw(json, document->captions.bytes ? document->captions : LAPI_S("[]"));
    write_file(document, json);
}

/* The document of an id; *sql, which it borrows from, is to be ended. */
static lap_status find_document(lap_store *store, const char *id, lapi_sql **sql,
                                lapi_document *out, lap_error *error)
{
    *sql = lapi_document_ask(store->store, lapi_slice_str(id));
    bool is_found = lapi_document_next(*sql, out);
    lap_status status = lapi_db_status(lapi_store_db(store->store), error);
    return status || is_found
               ? status
               : lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no document %.80s", id);
}

/* Sends a line, unless something failed on the way. */
static lap_status send_line(lap_store *store, lapi_buffer *line, lap_sink sink,
                            lap_error *error)
{
    lap_status status = lapi_db_status(lapi_store_db(store->store), error);
    lapi_buffer_byte(line, '\n');
    status = status ? status : lapi_store_send(sink, line);
    lapi_buffer_clear(line);
    return status;
}

lap_status lap_store_document(lap_store *store, const char *id, lap_sink sink,
                              lap_error *error)
{
    lapi_document document;
    lapi_sql *sql;
    lapi_buffer line = {0};
    lapi_json json = {.out = &line};
    lap_status status = find_document(store, id, &sql, &document, error);
    if (status)
        return status;
    lapi_json_open(&json, '{');
    write_document(&document, &json);
    write_events(store, document.doc, &json);
    write_copies(store, document.doc, &json);
    lapi_json_close(&json, '}');
    lapi_sql_end(sql);
    return send_line(store, &line, sink, error);
}

/* The record that a statement stands on, as a JSON object; false: on none. */
static bool write_event(lapi_sql *sql, lapi_buffer *out)
{
    lapi_stored stored;
    lapi_json json = {.out = out};
    if (!lapi_stored_next(sql, &stored))
        return false;
    open_stored(&json, &stored);
    lapi_record_day(&json, "published", stored.published);
    lapi_json_pair(&json, "publisher", stored.publisher);
    lapi_json_pair(&json, "title", stored.title);
    lapi_json_close(&json, '}');
    lapi_sql_end(sql);
    return true;
}

lap_status lap_store_event(lap_store *store, const char *id, lap_sink sink,
                           lap_error *error)
{
    lapi_buffer line = {0};
    lapi_sql *sql = lapi_stored_ask_one(store->store, lapi_slice_str(id));
    if (write_event(sql, &line))
        return send_line(store, &line, sink, error);
    lap_status status = lapi_db_status(lapi_store_db(store->store), error);
    return status ? status
                  : lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no event %.40s", id);
}

lap_status lapi_row_is_gone(lap_store *store, lap_error *error)
{
    lap_status status = lapi_db_status(lapi_store_db(store->store), error);
    return status
               ? status
               : lapi_fail(error, LAP_BAD_INPUT, 0, "the store has changed, ask again");
}

lap_status lapi_event_of_row(lap_store *store, int64_t row, lapi_buffer *line,
                             lap_error *error)
{
    if (!write_event(lapi_stored_ask_row(store->store, row), line))
        return lapi_row_is_gone(store, error);
    return line->failed ? LAP_NO_MEMORY : LAP_OK;
}

lap_status lapi_document_of_row(lap_store *store, int64_t row, lapi_sql **sql,
                                lapi_document *out, lap_error *error)
{
    *sql = lapi_document_ask_row(store->store, row);
    return lapi_document_next(*sql, out) ? LAP_OK : lapi_row_is_gone(store, error);
}

/* The kept text as ingest read it: up to the events. */
static lap_status read_again(lap_store *store, lap_workspace *workspace, const char *id,
                             lap_error *error)
{
    lapi_document document;
    lapi_sql *sql;
    lapi_buffer line = {0};
    lap_error note;
    lap_status status = find_document(store, id, &sql, &document, error);
    if (status)
        return status;
    if (document.is_kept)
        write_line(&document, &line);
    else
        status = lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no text is kept of %.80s", id);
    lapi_sql_end(sql);
    if (status == LAP_OK && line.failed)
        status = LAP_NO_MEMORY;
    if (status == LAP_OK)
        status = lapi_json_in_doc(lapi_opener_json(workspace->opener),
                                  lapi_buffer_text(&line),
                                  lapi_workspace_begin(workspace), &note, error);
    if (status == LAP_OK)
        status = lapi_workspace_end(workspace, LAPI_STAGE_EVENT);
    lapi_buffer_clear(&line);
    return status;
}

lap_status lap_store_explain(lap_store *store, lap_workspace *workspace, const char *id,
                             const lap_write_options *options, lap_sink sink,
                             lap_error *error)
{
    lap_write_options explain = *options;
    uint64_t event;
    explain.format = LAP_FORMAT_EXPLAIN;
    if (options->event_id && !lapi_id_read(lapi_slice_str(options->event_id), &event))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no event id: %.40s",
                         options->event_id);
    lap_status status = read_again(store, workspace, id, error);
    return status ? status : lap_doc_write(&workspace->doc, &explain, sink);
}
