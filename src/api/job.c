#include "api/item.h"
#include "api/store.h"
#include "base/limits.h"
#include "base/status.h"
#include "intake/coded.h"
#include "pipeline/window.h"
#include "unicode/utf8.h"

#include <errno.h>
#include <stdlib.h>

/* Input bytes under way at which the oldest document is waited for, and the size of a
 * buffer that is not kept for the next document. */
#define PENDING_BYTES  ((size_t)32 << 20)
#define KEEP_BYTES     ((size_t)1 << 20)
#define ITEMS_A_THREAD 8u

struct lap_job {
    const lap_engine *engine;
    lapi_coding coding;
    lapi_item *items; /* [item_count] */
    uint32_t item_count;
    lap_workspace **workspaces; /* [threads] */
    lapi_window *window;
    lapi_buffer ready; /* what the form has made of rows, a coded report; reused */
    size_t pending_bytes;
    lapi_origin origin;
    bool reads_file; /* and not standard input, or what was fetched */
    lap_counts counts;
};

static void work(void *context, uint32_t thread, void *at)
{
    const lap_job *job = context;
    lapi_item_code(&job->coding, job->workspaces[thread], at);
}

static void reset_buffer(lapi_buffer *buffer)
{
    if (buffer->capacity > KEEP_BYTES)
        lapi_buffer_clear(buffer);
    else
        lapi_buffer_reset(buffer);
}

/* Sends the lines of a log one by one. */
static void send_log(const lap_job *job, lapi_buffer *log)
{
    if (!job->coding.options.log.line || !log->bytes)
        return;
    lapi_buffer_byte(log, '\0');
    if (log->failed)
        return;
    char *line = log->at;
    while (line) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        job->coding.options.log.line(job->coding.options.log.context, line);
        line = end ? end + 1 : NULL;
    }
}

static lap_status send(lap_job *job, const lapi_buffer *out)
{
    return out->bytes && job->coding.options.sink.write(
                             job->coding.options.sink.context, out->at, out->bytes)
               ? LAP_IO
               : LAP_OK;
}

/* Rows of a document go through the form, in order. */
static lap_status send_output(lap_job *job, const lapi_buffer *output)
{
    if (!job->coding.form)
        return send(job, output);
    lapi_buffer_reset(&job->ready);
    lap_status status = lapi_form_put(job->coding.form, output, &job->ready);
    return status ? status : send(job, &job->ready);
}

/* What a store says went wrong, as a line of the log. */
lap_status lapi_job_store_failed(lap_job *job, lap_status status,
                                 const lap_error *error)
{
    lapi_buffer log = {0};
    lapi_item_message(&log, job->coding.options.store->name, 0,
                      error->text[0] ? error->text : lap_status_name(status));
    send_log(job, &log);
    lapi_buffer_clear(&log);
    job->counts.faults++;
    return LAP_IO;
}

static lap_status deliver(lap_job *job, const lapi_buffer *output)
{
    lap_error error = {.status = LAP_OK};
    if (!output->bytes)
        return LAP_OK;
    if (!job->coding.options.store)
        return send_output(job, output);
    enum lapi_put_outcome outcome = LAPI_PUT_SAME;
    lap_status status = lapi_store_take(
        job->coding.options.store, lapi_slice_of(output->at, (uint32_t)output->bytes),
        job->coding.options.drops_text != 0, job->coding.is_recode, &outcome, &error);
    job->counts.added += outcome == LAPI_PUT_NEW;
    job->counts.revised += outcome == LAPI_PUT_REVISED;
    return status ? lapi_job_store_failed(job, status, &error) : LAP_OK;
}

static lap_status take_oldest(lap_job *job)
{
    lapi_item *it = lapi_window_oldest(job->window);
    if (!it)
        return LAP_OK;
    send_log(job, &it->log);
    job->counts.documents += it->is_document;
    job->counts.skipped += it->is_skipped;
    job->counts.failures += it->is_failure;
    job->counts.faults += it->is_fault;
    job->counts.events += it->events;
    job->pending_bytes -= it->parcel.bytes.bytes;
    lap_status status = deliver(job, &it->output);
    lapi_parcel_reset(&it->parcel, KEEP_BYTES);
    reset_buffer(&it->output);
    reset_buffer(&it->log);
    lapi_window_release(job->window);
    if (job->coding.options.progress.step)
        job->coding.options.progress.step(job->coding.options.progress.context,
                                          &job->counts);
    return status;
}

/* A free item for a document of a file. */
static lap_status claim(lap_job *job, const char *name, lapi_item **out)
{
    lap_status status = LAP_OK;
    while (status == LAP_OK && job->pending_bytes > PENDING_BYTES)
        status = take_oldest(job);
    lapi_item *it = lapi_window_claim(job->window);
    if (!it && status == LAP_OK) {
        status = take_oldest(job);
        it = lapi_window_claim(job->window);
    }
    if (status)
        return status;
    lapi_buffer_reset(&it->name);
    lapi_buffer_str(&it->name, name);
    lapi_buffer_byte(&it->name, '\0');
    it->events = 0;
    it->origin = job->origin;
    it->is_of_file = job->reads_file;
    lapi_parcel_reset(&it->parcel, KEEP_BYTES);
    it->is_document = it->is_skipped = it->is_failure = it->is_fault = false;
    *out = it;
    return it->name.failed ? LAP_NO_MEMORY : LAP_OK;
}

static void submit(lap_job *job, lapi_item *it)
{
    job->pending_bytes += it->parcel.bytes.bytes;
    lapi_window_submit(job->window);
}

/* A message in its turn: after everything that came before has been written. */
static lap_status complain(lap_job *job, const char *name, uint64_t position,
                           const char *what, bool is_fault)
{
    lap_status status = lap_job_finish(job);
    lapi_buffer log = {0};
    lapi_item_message(&log, name, position, what);
    send_log(job, &log);
    if (log.failed)
        status = LAP_NO_MEMORY;
    lapi_buffer_clear(&log);
    job->counts.failures++;
    job->counts.faults += is_fault;
    return status;
}

/* Hands the documents of a file to the threads. */
static lap_status read_parcels(lap_job *job, const char *path, lapi_reader *reader)
{
    for (;;) {
        lapi_item *it;
        lap_error error = {.status = LAP_OK};
        lap_status status = claim(job, path, &it);
        if (status)
            return status;
        errno = 0;
        enum lapi_read got = lapi_reader_next(reader, &it->parcel, &error);
        if (got == LAPI_READ_END)
            return LAP_OK;
        if (got == LAPI_READ_PARCEL)
            submit(job, it);
        else
            status = complain(job, path, error.position,
                              error.text[0] ? error.text : lapi_file_reason(errno),
                              error.status == LAP_NO_MEMORY);
        if (status || got == LAPI_READ_FAILED)
            return status;
    }
}

/* A row of coded events, into the store. */
static lap_status take_coded(lap_job *job, const lapi_report *report)
{
    lapi_buffer_reset(&job->ready);
    lapi_item_report(report, &job->ready);
    job->counts.documents++;
    job->counts.events += report->record_count;
    lap_status status = job->ready.failed ? LAP_NO_MEMORY : deliver(job, &job->ready);
    if (job->coding.options.progress.step)
        job->coding.options.progress.step(job->coding.options.progress.context,
                                          &job->counts);
    return status;
}

/* Coded events need no threads: they are read where they are put. */
static lap_status read_coded(lap_job *job, const char *path, lapi_coded *coded,
                             lapi_arena *arena)
{
    lap_status status = lap_job_finish(job);
    while (status == LAP_OK) {
        lapi_report report;
        lap_error error = {.status = LAP_OK};
        lapi_arena_reset(arena, KEEP_BYTES);
        errno = 0;
        enum lapi_coded_row row = lapi_coded_next(coded, arena, &report, &error);
        if (row == LAPI_CODED_END)
            break;
        if (row == LAPI_CODED_REPORT)
            status = take_coded(job, &report);
        else if (row == LAPI_CODED_PASSED)
            job->counts.skipped++;
        else
            status = complain(job, path, error.position,
                              error.text[0] ? error.text : lapi_file_reason(errno),
                              error.status == LAP_NO_MEMORY);
        if (row == LAPI_CODED_FAILED)
            break;
    }
    return status;
}

static lap_status read_coded_file(lap_job *job, const char *path, lapi_stream stream)
{
    lapi_coded *coded;
    lapi_arena *arena;
    unsigned kind = (unsigned)job->coding.options.from - LAP_FROM_RECORDS;
    lap_status status =
        lapi_coded_new((enum lapi_coded_kind)kind, stream, job->engine->know, &coded);
    if (status)
        return status;
    status = lapi_arena_new(0, &arena);
    if (status == LAP_OK) {
        status = read_coded(job, path, coded, arena);
        lapi_arena_free(arena);
    }
    lapi_coded_free(coded);
    return status;
}

lap_status lapi_job_stream(lap_job *job, const char *name, lapi_stream stream,
                           enum lapi_from from)
{
    lapi_reader *reader;
    lap_status status = lapi_reader_new(stream, from, name, &reader);
    if (status)
        return status;
    status = read_parcels(job, name, reader);
    lapi_reader_free(reader);
    return status;
}

lap_status lap_job_file(lap_job *job, const char *path)
{
    int descriptor;
    lap_error error;
    if (lapi_file_open(path, &descriptor, &error))
        return complain(job, path, 0, error.text, false);
    lapi_stream stream = lapi_file_stream(&descriptor);
    job->reads_file = strcmp(path, "-") != 0;
    lap_status status = job->coding.options.from < LAP_FROM_RECORDS
                            ? lapi_job_stream(job, path, stream,
                                              (enum lapi_from)job->coding.options.from)
                            : read_coded_file(job, path, stream);
    job->reads_file = false;
    lapi_file_close(path, descriptor);
    return status;
}

static lapi_span add_field(lapi_parcel *parcel, lapi_slice text)
{
    uint32_t begin = (uint32_t)parcel->bytes.bytes;
    lapi_buffer_slice(&parcel->bytes, text);
    return (lapi_span){begin, begin + text.bytes};
}

lap_status lapi_job_page(lap_job *job, const char *url, lapi_slice type,
                         lapi_slice page)
{
    lapi_item *it;
    lap_status status = claim(job, url, &it);
    if (status)
        return status;
    lapi_parcel *parcel = &it->parcel;
    parcel->kind = LAPI_PARCEL_REPLY;
    parcel->fields[LAPI_FIELD_URL] = add_field(parcel, lapi_slice_str(url));
    lapi_span head = add_field(parcel, LAPI_S("HTTP/1.1 200 OK\r\nContent-Type: "));
    add_field(parcel, type.bytes ? type : LAPI_S("text/html"));
    add_field(parcel, LAPI_S("\r\n\r\n"));
    lapi_span body = add_field(parcel, page);
    parcel->fields[LAPI_FIELD_BODY] = (lapi_span){head.begin, body.end};
    if (parcel->bytes.failed)
        return LAP_NO_MEMORY;
    submit(job, it);
    return LAP_OK;
}

lap_status lapi_job_complain(lap_job *job, const char *name, uint64_t position,
                             const char *what)
{
    return complain(job, name, position, what, false);
}

void lapi_job_origin(lap_job *job, const lapi_origin *origin)
{
    job->origin = *origin;
}

lap_store *lapi_job_store(const lap_job *job)
{
    return job->coding.options.store;
}

lap_status lap_job_line(lap_job *job, const char *name, uint64_t number,
                        const char *line, size_t bytes)
{
    lapi_item *it;
    lap_status status = claim(job, name, &it);
    if (status)
        return status;
    lapi_parcel *parcel = &it->parcel;
    lapi_buffer_add(&parcel->bytes, line, bytes);
    if (parcel->bytes.failed || bytes > LAPI_LINE_BYTES_MAX) {
        lapi_parcel_reset(parcel, KEEP_BYTES);
        return complain(job, name, number, lap_status_name(LAP_TOO_LARGE), false);
    }
    parcel->kind = LAPI_PARCEL_JSON;
    parcel->fields[LAPI_FIELD_BODY] = (lapi_span){0, (uint32_t)bytes};
    parcel->position = number;
    submit(job, it);
    return LAP_OK;
}

lap_status lap_job_recode(lap_job *job)
{
    lap_store *store = job->coding.options.store;
    if (!store)
        return LAP_BAD_ARGUMENT;
    job->coding.is_recode = true;
    int64_t after = 0;
    lap_status status = LAP_OK;
    while (status == LAP_OK && after >= 0) {
        lapi_buffer lines = {0};
        status = lapi_store_stale(store, lap_engine_coder(job->engine), &after, &lines);
        lapi_slice rest = lapi_slice_of(lines.at, (uint32_t)lines.bytes), line;
        while (status == LAP_OK && rest.bytes && lapi_slice_cut(&rest, '\n', &line))
            status =
                lap_job_line(job, store->name, (uint64_t)after, line.at, line.bytes);
        lapi_buffer_clear(&lines);
        if (status == LAP_OK)
            status = lap_job_finish(job);
    }
    job->coding.is_recode = false;
    return status;
}

lap_status lap_job_finish(lap_job *job)
{
    lap_status status = LAP_OK;
    lap_error error = {.status = LAP_OK};
    while (status == LAP_OK && lapi_window_oldest(job->window))
        status = take_oldest(job);
    if (status == LAP_OK && job->coding.options.store &&
        (status = lapi_store_flush(job->coding.options.store, &error)) != LAP_OK)
        status = lapi_job_store_failed(job, status, &error);
    return status;
}

lap_status lap_job_end(lap_job *job)
{
    lap_status status = lap_job_finish(job);
    if (status || !job->coding.form)
        return status;
    lapi_buffer_reset(&job->ready);
    status = lapi_form_end(job->coding.form, &job->ready);
    return status ? status : send(job, &job->ready);
}

lap_counts lap_job_counts(const lap_job *job)
{
    return job->counts;
}

void lap_job_free(lap_job *job)
{
    if (!job)
        return;
    lapi_window_free(job->window);
    for (uint32_t i = 0; job->items && i < job->item_count; i++) {
        lapi_buffer_clear(&job->items[i].name);
        lapi_buffer_clear(&job->items[i].parcel.bytes);
        lapi_buffer_clear(&job->items[i].output);
        lapi_buffer_clear(&job->items[i].log);
    }
    for (uint32_t i = 0; job->workspaces && i < job->coding.options.threads; i++)
        lap_workspace_free(job->workspaces[i]);
    lapi_form_free(job->coding.form);
    lapi_buffer_clear(&job->ready);
    free(job->workspaces);
    free(job->items);
    free(job);
}

lap_status lap_from_read(const char *name, lap_from *from, lap_error *error)
{
    static const char *const texts[] = {"auto", "text", "jsonl",
                                        "html", "feed", "warc"};
    for (int i = 0; i < LAP_FROM_RECORDS; i++)
        if (strcmp(name, texts[i]) == 0) {
            *from = (lap_from)i;
            return LAP_OK;
        }
    unsigned kind = lapi_coded_find(lapi_slice_str(name));
    if (kind == LAPI_CODED_COUNT)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0,
                         "cannot read %.40s; --from takes auto, text, jsonl, html, "
                         "feed, warc, or of coded events records, gdelt, icews, "
                         "polecat, phoenix, cameo, weis, ucdp, acled",
                         name);
    *from = (lap_from)(LAP_FROM_RECORDS + kind);
    return LAP_OK;
}

static lap_status check_options(lap_job *job, lap_error *error)
{
    const lap_job_options *options = &job->coding.options;
    uint64_t id;
    job->coding.date = LAPI_DAY_NONE;
    if (options->threads > LAPI_WINDOW_THREADS_MAX)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "more than %u threads",
                         LAPI_WINDOW_THREADS_MAX);
    if (options->from >= LAP_FROM_RECORDS && !options->store)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "coded events go into a store");
    if (options->id && (options->id[0] == '\0' ||
                        options->id[lapi_utf8_check(options->id, strlen(options->id))]))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "an id is UTF-8, and not empty");
    if (options->date &&
        lapi_intake_day(lapi_slice_str(options->date), &job->coding.date))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no date: %.40s", options->date);
    if (options->write.event_id &&
        !lapi_id_read(lapi_slice_str(options->write.event_id), &id))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no event id: %.40s",
                         options->write.event_id);
    return LAP_OK;
}

static lap_status make_parts(lap_job *job)
{
    uint32_t threads = job->coding.options.threads;
    job->item_count = threads * ITEMS_A_THREAD;
    job->items = calloc(job->item_count, sizeof *job->items);
    job->workspaces = calloc(threads, sizeof *job->workspaces);
    if (!job->items || !job->workspaces)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < job->item_count; i++)
        job->items[i].output.limit = LAPI_OUTPUT_BYTES_MAX;
    for (uint32_t i = 0; i < threads; i++) {
        lap_status status = lap_workspace_new(job->engine, &job->workspaces[i]);
        if (status)
            return status;
    }
    return lapi_window_new(threads, job->items, job->item_count, sizeof *job->items,
                           work, job, &job->window);
}

lap_status lap_job_new(const lap_engine *engine, const lap_job_options *options,
                       lap_job **out, lap_error *error)
{
    lap_job *job = calloc(1, sizeof *job);
    if (!job)
        return LAP_NO_MEMORY;
    job->engine = engine;
    job->coding.options = *options;
    if (job->coding.options.threads == 0)
        job->coding.options.threads = 1;
    if (options->from >= LAP_FROM_RECORDS)
        job->coding.options.drops_text = 1; /* rows of others are not for keeping */
    job->coding.last = lapi_write_stage(&options->write);
    lap_status status = check_options(job, error);
    if (status == LAP_OK)
        status = lapi_write_form(engine->know, &options->write, &job->coding.form);
    if (status == LAP_OK)
        status = make_parts(job);
    if (status == LAP_OK)
        *out = job;
    else
        lap_job_free(job);
    return status;
}
