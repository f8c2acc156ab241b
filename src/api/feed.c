/* Where fetching meets intake and store: a feed's items, or the pages that it links to,
 * go through a job into its store. */
#include "api/job.h"
#include "api/store.h"
#include "base/status.h"
#include "fetch/poll.h"
#include "store/fetch.h"

#include <stdlib.h>

struct lap_feeds {
    lapi_arena *arena;
    lapi_feeds list;
};

/* What the hooks of a poll work with. */
typedef struct poller {
    lap_job *job;
    lap_clock clock;
    lapi_store *store;
    lapi_store_fetch known;
} poller;

lap_status lap_feeds_read(const char *path, lap_feeds **out, lap_error *error)
{
    lapi_file file;
    lap_status status = lapi_file_map(path, &file, error);
    if (status)
        return status;
    lap_feeds *feeds = calloc(1, sizeof *feeds);
    status = feeds ? lapi_arena_new(0, &feeds->arena) : LAP_NO_MEMORY;
    size_t n = file.size < UINT32_MAX ? file.size : UINT32_MAX;
    if (status == LAP_OK)
        status = lapi_feeds_read(lapi_slice_of(file.bytes, (uint32_t)n), feeds->arena,
                                 &feeds->list, error);
    else
        lapi_fail(error, status, 0, "no memory");
    lapi_file_unmap(&file);
    if (status == LAP_OK)
        *out = feeds;
    else
        lap_feeds_free(feeds);
    return status;
}

void lap_feeds_free(lap_feeds *feeds)
{
    if (!feeds)
        return;
    lapi_arena_free(feeds->arena);
    free(feeds);
}

static int64_t now(void *context)
{
    const poller *p = context;
    return p->clock.now(p->clock.context);
}

static bool let_pass(void *context, int64_t ms)
{
    const poller *p = context;
    return p->clock.wait(p->clock.context, ms) != 0;
}

static lap_status get(void *context, lapi_slice url, lapi_fetch_state *out)
{
    poller *p = context;
    lap_error error;
    lap_status status = lapi_store_fetch_get(p->store, url, &p->known, &error);
    if (status)
        return lapi_job_store_failed(p->job, status, &error);
    *out = (lapi_fetch_state){p->known.etag, p->known.modified, p->known.due,
                              p->known.failures};
    return LAP_OK;
}

static lap_status put(void *context, lapi_slice url, const lapi_fetch_state *state)
{
    poller *p = context;
    lap_error error;
    lapi_store_fetch known = {.etag = state->etag,
                              .modified = state->modified,
                              .due = state->due,
                              .failures = state->failures};
    lap_status status = lapi_store_fetch_put(p->store, url, &known, &error);
    return status ? lapi_job_store_failed(p->job, status, &error) : LAP_OK;
}

static lap_status tell(void *context, lapi_slice url, const char *what)
{
    poller *p = context;
    lapi_buffer name = {0};
    lapi_buffer_slice(&name, url);
    lapi_buffer_byte(&name, '\0');
    lap_status status =
        name.failed ? LAP_NO_MEMORY : lapi_job_complain(p->job, name.at, 0, what);
    lapi_buffer_clear(&name);
    return status;
}

/* The addresses that the items of a feed link to, a line each. */
static lap_status list_links(poller *p, lapi_slice feed, const char *name,
                             lapi_buffer *links)
{
    lapi_reader *reader;
    lapi_parcel parcel = {.kind = LAPI_PARCEL_ENTRY};
    lap_status status =
        lapi_reader_new(lapi_stream_of(&feed), LAPI_FROM_FEED, name, &reader);
    if (status)
        return status;
    enum lapi_read got = LAPI_READ_PARCEL;
    while (status == LAP_OK && got != LAPI_READ_END && got != LAPI_READ_FAILED) {
        lap_error error = {.status = LAP_OK};
        lapi_parcel_reset(&parcel, SIZE_MAX);
        got = lapi_reader_next(reader, &parcel, &error);
        if (got == LAPI_READ_PARCEL) {
            lapi_buffer_slice(links, lapi_parcel_field(&parcel, LAPI_FIELD_URL));
            lapi_buffer_byte(links, '\n');
        } else if (got != LAPI_READ_END) {
            status = lapi_job_complain(p->job, name, error.position, error.text);
        }
    }
    lapi_reader_free(reader);
    lapi_buffer_clear(&parcel.bytes);
    return status;
}

/* Is this Content-Type that of a page? What says nothing may be one. */
static bool is_page_type(lapi_slice type)
{
    static const char *const pages[] = {"text/html", "application/xhtml+xml"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (lapi_slice_begins_fold(type, pages[i]))
            return true;
    return type.bytes == 0;
}

/* What was fetched is in the store before anyone says that it was fetched. */
static lap_status take(void *context, const lapi_feed_config *feed, bool is_page,
                       const lapi_answer *answer, lapi_buffer *links)
{
    poller *p = context;
    const char *name = answer->url->text;
    lapi_slice body = answer->body;
    lapi_origin origin = {feed->publisher, feed->language, lapi_url_text(answer->url)};
    if (!is_page && feed->follows_links)
        return list_links(p, body, name, links);
    if (is_page && !is_page_type(answer->type))
        return lapi_job_complain(p->job, name, 0, "no page of HTML");
    lapi_job_origin(p->job, &origin);
    lap_status status =
        is_page ? lapi_job_page(p->job, name, answer->type, body)
                : lapi_job_stream(p->job, name, lapi_stream_of(&body), LAPI_FROM_FEED);
    if (status == LAP_OK)
        status = lap_job_finish(p->job);
    lapi_job_origin(p->job, &(lapi_origin){0});
    return status;
}

lap_status lap_feeds_poll(const lap_feeds *feeds, lap_job *job, int for_ever,
                          lap_clock clock, lap_feed_counts *counts, lap_error *error)
{
    lap_store *store = lapi_job_store(job);
    if (!store)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "feeds need a store");
    poller p = {.job = job, .clock = clock, .store = store->store};
    lapi_poll_hooks hooks = {get, put, take, tell, &p};
    lapi_poll_counts n;
    error->text[0] = '\0';
    lap_status status = lapi_poll(&feeds->list, !for_ever,
                                  (lapi_clock){now, let_pass, &p}, &hooks, &n, error);
    *counts = (lap_feed_counts){n.feeds, n.pages, n.unchanged, n.waiting, n.failures};
    return status;
}
