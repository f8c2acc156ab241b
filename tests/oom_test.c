/* Each allocation fails once, in turn: everything says so and nothing is lost or read
 * twice. Linked with --wrap, so that the library's calls come here. */
#include <lapwing/lapwing.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static unsigned long fail_at; /* 0: never */
static unsigned long asked;

static int fails(void)
{
    asked++;
    return asked == fail_at;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *old, size_t size)
{
    return fails() ? NULL : __real_realloc(old, size);
}

static int drop(void *context, const char *bytes, size_t n)
{
    (void)context;
    (void)bytes;
    (void)n;
    return 0;
}

static lap_status read_text(lap_workspace *workspace, const lap_doc **doc)
{
    static const char text[] =
        "Kiev said two soldiers were killed by a mine near Donetsk "
        "on Friday. Moscow denied it.";
    lap_error error;
    lap_input input = {
        .text = text, .text_bytes = sizeof text - 1, .date = "2021-11-14"};
    return lap_workspace_read(workspace, &input, doc, &error);
}

static lap_status code(const lap_engine *engine)
{
    lap_workspace *workspace;
    const lap_doc *doc;
    lap_write_options options = {.format = LAP_FORMAT_LAYERS};
    lap_status status = lap_workspace_new(engine, &workspace);
    if (status)
        return status;
    status = read_text(workspace, &doc);
    if (status == LAP_OK)
        status = lap_doc_write(doc, &options, (lap_sink){drop, NULL});
    lap_workspace_free(workspace);
    return status;
}

static lap_status open_and_close(void)
{
    lap_engine *engine;
    lap_error error;
    lap_status status = lap_engine_new(NULL, &engine, &error);
    if (status == LAP_OK)
        lap_engine_free(engine);
    return status;
}

static void a_document_survives_each_failure(void **state)
{
    (void)state;
    lap_engine *engine;
    lap_error error;
    assert_int_equal(lap_engine_new(NULL, &engine, &error), LAP_OK);
    lap_status status = LAP_NO_MEMORY;
    unsigned long n = 0;
    while (status == LAP_NO_MEMORY) {
        fail_at = ++n;
        asked = 0;
        status = code(engine);
        fail_at = 0;
    }
    assert_int_equal(status, LAP_OK);
    assert_true(n > 5);
    lap_engine_free(engine);
}

/* A file of each format, of one document that has been read. */
static void a_file_survives_each_failure(void **state)
{
    (void)state;
    lap_engine *engine;
    lap_workspace *workspace;
    const lap_doc *doc;
    lap_error error;
    assert_int_equal(lap_engine_new(NULL, &engine, &error), LAP_OK);
    assert_int_equal(lap_workspace_new(engine, &workspace), LAP_OK);
    assert_int_equal(read_text(workspace, &doc), LAP_OK);
    for (int format = 0; format <= LAP_FORMAT_PARQUET; format++) {
        if (format == LAP_FORMAT_RELATE)
            continue;
        lap_write_options options = {.format = (lap_format)format};
        lap_status status = LAP_NO_MEMORY;
        unsigned long n = 0;
        while (status == LAP_NO_MEMORY) {
            fail_at = ++n;
            asked = 0;
            status = lap_doc_write(doc, &options, (lap_sink){drop, NULL});
            fail_at = 0;
        }
        assert_int_equal(status, LAP_OK);
        assert_true(n > 1);
    }
    lap_workspace_free(workspace);
    lap_engine_free(engine);
}

/* Every allocation of the first hundred, then every so many more. */
static void an_engine_survives_failures(void **state)
{
    (void)state;
    lap_status status = LAP_NO_MEMORY;
    unsigned long n = 0;
    while (status == LAP_NO_MEMORY) {
        n += 1 + n / 100;
        fail_at = n;
        asked = 0;
        status = open_and_close();
        fail_at = 0;
    }
    assert_int_equal(status, LAP_OK);
    assert_true(n > 5);
}

/* A day passes each time that someone asks. */
static int64_t next_day(void *context)
{
    int64_t *ms = context;
    return *ms += INT64_C(86400000);
}

static int never_stop(void *context, int64_t ms)
{
    (void)context;
    (void)ms;
    return 1;
}

static void write_list(const char *path)
{
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs("retries: 0\nfeeds:\n  - {url: 'http://127.0.0.1:9/a', publisher: A}\n"
          "  - url: http://127.0.0.1:9/b\n",
          out);
    fclose(out);
}

/* Reads a list and polls it; its feeds are refused before anything is connected to. */
static lap_status poll_feeds(lap_job *job, int64_t *ms)
{
    lap_feeds *feeds;
    lap_feed_counts counts = {0};
    lap_error error;
    lap_status status = lap_feeds_read("oom_feeds.yaml", &feeds, &error);
    if (status)
        return status;
    status = lap_feeds_poll(feeds, job, 0, (lap_clock){next_day, never_stop, ms},
                            &counts, &error);
    if (status == LAP_OK)
        assert_int_equal(counts.failures, 2);
    lap_feeds_free(feeds);
    return status;
}

static void a_poll_survives_each_failure(void **state)
{
    (void)state;
    lap_engine *engine;
    lap_store *store;
    lap_job *job;
    lap_error error;
    int64_t ms = 0;
    write_list("oom_feeds.yaml");
    assert_int_equal(lap_engine_new(NULL, &engine, &error), LAP_OK);
    assert_int_equal(lap_store_open(":memory:", LAP_STORE_WRITE, &store, &error),
                     LAP_OK);
    lap_job_options options = {.store = store};
    assert_int_equal(lap_job_new(engine, &options, &job, &error), LAP_OK);
    unsigned long n = 0;
    do {
        fail_at = ++n;
        asked = 0;
        lap_status status = poll_feeds(job, &ms);
        fail_at = 0;
        assert_int_equal(status, asked < n ? LAP_OK : LAP_NO_MEMORY);
    } while (asked >= n);
    assert_true(n > 5);
    lap_job_free(job);
    lap_store_close(store);
    lap_engine_free(engine);
    remove("oom_feeds.yaml");
}

/* A document into a store. */
static void put(const lap_engine *engine, lap_store *store, const char *line)
{
    lap_job *job;
    lap_error error;
    lap_job_options options = {.store = store};
    assert_int_equal(lap_job_new(engine, &options, &job, &error), LAP_OK);
    assert_int_equal(lap_job_line(job, "lines", 1, line, strlen(line)), LAP_OK);
    assert_int_equal(lap_job_finish(job), LAP_OK);
    lap_job_free(job);
}

static lap_status write_views(const lap_board *board, lap_store *store)
{
    static const lap_filter filters[] = {
        {.status = "any"}, {.text = "mine", .country = "UKR", .type = "ASSAULT"}};
    lap_status status = LAP_OK;
    lap_error error;
    for (int v = 0; status == LAP_OK && v <= LAP_VIEW_DOCUMENTS; v++) {
        lap_view_options options = {
            .view = (lap_view)v, .is_object = 1, .by = "cell,type", .cursor = NULL};
        for (int f = 0; status == LAP_OK && f < 2; f++)
            status = lap_board_write(board, store, &filters[f], &options,
                                     (lap_sink){drop, NULL}, &error);
    }
    return status;
}

static lap_status load_and_write(lap_store *store)
{
    lap_board *board;
    lap_error error;
    lap_status status = lap_board_new(store, &board, &error);
    if (status)
        return status;
    status = write_views(board, store);
    lap_board_free(board);
    return status;
}

static void a_board_survives_each_failure(void **state)
{
    (void)state;
    lap_engine *engine;
    lap_store *store;
    lap_board *board;
    lap_error error;
    lap_status status;
    unsigned long n = 0;
    assert_int_equal(lap_engine_new(NULL, &engine, &error), LAP_OK);
    assert_int_equal(lap_store_open(":memory:", LAP_STORE_WRITE, &store, &error),
                     LAP_OK);
    put(engine, store,
        "{\"id\": \"a\", \"date\": \"2021-11-14\", \"text\": \"Kiev said two soldiers "
        "were killed by a mine near Donetsk on Friday. Moscow denied it.\"}");
    do {
        fail_at = ++n;
        asked = 0;
        status = load_and_write(store);
        fail_at = 0;
        assert_int_equal(status, asked < n ? LAP_OK : LAP_NO_MEMORY);
    } while (asked >= n);
    assert_true(n > 50);
    assert_int_equal(lap_board_new(store, &board, &error), LAP_OK);
    put(engine, store,
        "{\"id\": \"b\", \"date\": \"2021-11-15\", \"text\": \"Kenyan police arrested "
        "40 "
        "protesters in Nairobi on Friday.\"}");
    n = 0;
    do {
        fail_at = ++n;
        asked = 0;
        status = lap_board_refresh(board, store, &error);
        fail_at = 0;
        assert_int_equal(status, asked < n ? LAP_OK : LAP_NO_MEMORY);
        assert_int_equal(lap_board_about(board).documents, asked < n ? 2 : 1);
        assert_int_equal(write_views(board, store), LAP_OK);
    } while (asked >= n);
    assert_true(n > 10);
    lap_board_free(board);
    lap_store_close(store);
    lap_engine_free(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_survives_each_failure),
        cmocka_unit_test(a_file_survives_each_failure),
        cmocka_unit_test(an_engine_survives_failures),
        cmocka_unit_test(a_poll_survives_each_failure),
        cmocka_unit_test(a_board_survives_each_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
