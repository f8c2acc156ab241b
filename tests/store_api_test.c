/* Single things of a store: a document, a record, a claim, and why a record is what it
 * is.
 *
 *   store_api_test [DB] */
#include "tests/taken.h"

#include <lapwing/lapwing.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define FILE_DB   "store_api_test.db"
#define FILE_TEXT "store_api_test.txt"
#define TEXT      "Russian forces shelled Kharkiv on Thursday, killing 12 civilians."

typedef struct world {
    lap_engine *engine;
    lap_store *store;
} world;

static taken out;
static const char *where = FILE_DB; /* or a database in PostgreSQL */

static void remove_store(void)
{
    remove(FILE_DB);
    remove(FILE_DB "-wal");
    remove(FILE_DB "-shm");
    remove(FILE_TEXT);
}

static void write_text(void)
{
    FILE *file = fopen(FILE_TEXT, "w");
    assert_non_null(file);
    assert_true(fputs("Police arrested two men in Minsk.", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static const char *const lines[] = {
    "{\"id\": \"a/1\", \"source\": \"Wire\", \"title\": \"Kharkiv\", \"date\": "
    "\"2022-03-04\", \"text\": \"" TEXT "\"}",
    "{\"id\": \"b\", \"date\": \"2022-03-05\", \"text\": \"" TEXT
    "\", \"captions\": [[0, 65]]}",
    "{\"id\": \"c\", \"date\": \"2022-03-05\", \"text\": \"Police arrested two men.\"}",
};

static int setup(void **state)
{
    static world w;
    lap_error error;
    lap_job *job;
    remove_store();
    assert_int_equal(lap_engine_new(NULL, &w.engine, &error), LAP_OK);
    assert_int_equal(lap_store_open(where, LAP_STORE_WRITE, &w.store, &error), LAP_OK);
    lap_job_options options = {.store = w.store};
    assert_int_equal(lap_job_new(w.engine, &options, &job, &error), LAP_OK);
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_int_equal(lap_job_line(job, "lines", i + 1, lines[i], strlen(lines[i])),
                         LAP_OK);
    write_text();
    assert_int_equal(lap_job_file(job, "./" FILE_TEXT), LAP_OK);
    assert_int_equal(lap_job_finish(job), LAP_OK);
    lap_job_free(job);
    assert_int_equal(lap_store_forget(w.store, "c", &error), LAP_OK);
    *state = &w;
    return 0;
}

static int teardown(void **state)
{
    world *w = *state;
    lap_store_close(w->store);
    lap_engine_free(w->engine);
    remove_store();
    return 0;
}

/* The text between a mark and the next quotation mark. */
static const char *after(const char *mark, char room[64])
{
    const char *at = strstr(out.bytes, mark);
    assert_non_null(at);
    assert_int_equal(sscanf(at + strlen(mark), "%63[^\"]", room), 1);
    return room;
}

static void a_document_has_its_text_records_and_copies(void **state)
{
    world *w = *state;
    lap_error error;
    assert_int_equal(lap_store_document(w->store, "a/1", sink_of(&out), &error),
                     LAP_OK);
    assert_non_null(strstr(out.bytes, "{\"id\": \"a/1\", \"title\": \"Kharkiv\", "
                                      "\"date\": \"2022-03-04\""));
    assert_non_null(strstr(out.bytes, "\"text\": \"Kharkiv\\n\\n" TEXT "\""));
    assert_non_null(strstr(out.bytes, "\"copies\": [\"b\"]}\n"));
    assert_non_null(strstr(out.bytes, "\"event\": \"ASSAULT\""));
    assert_non_null(strstr(out.bytes, "\"captions\": []"));
    assert_null(strstr(out.bytes, "\"origin\""));
    assert_int_equal(lap_store_document(w->store, "b", sink_of(&out), &error), LAP_OK);
    assert_non_null(strstr(out.bytes, "\"captions\": [[0, 65]]"));
    assert_non_null(strstr(out.bytes, "\"caption\": true"));
    assert_int_equal(
        lap_store_document(w->store, "store_api_test", sink_of(&out), &error), LAP_OK);
    assert_non_null(strstr(out.bytes, "\"origin\": {\"file\": \"" FILE_TEXT "\"}"));
    assert_int_equal(lap_store_document(w->store, "c", sink_of(&out), &error), LAP_OK);
    assert_non_null(strstr(out.bytes, "\"text\": null"));
    assert_non_null(strstr(out.bytes, "\"copies\": []}\n"));
    assert_int_equal(lap_store_document(w->store, "d", sink_of(&out), &error),
                     LAP_BAD_ARGUMENT);
    assert_string_equal(error.text, "no document d");
    assert_string_equal(out.bytes, "");
}

static void a_record_has_its_claim_and_document(void **state)
{
    world *w = *state;
    lap_error error;
    char id[64], claim[64];
    assert_int_equal(lap_store_document(w->store, "a/1", sink_of(&out), &error),
                     LAP_OK);
    after("\"events\": [{\"id\": \"", id);
    after("\"claim\": \"", claim);
    assert_int_equal(lap_store_event(w->store, id, sink_of(&out), &error), LAP_OK);
    assert_int_equal(strncmp(out.bytes, "{\"id\": \"", 8), 0);
    assert_non_null(strstr(out.bytes, claim));
    assert_non_null(strstr(out.bytes, "\"published\": \"2022-03-04\", \"publisher\": "
                                      "\"Wire\", \"title\": \"Kharkiv\"}\n"));
    assert_int_equal(lap_store_event(w->store, "a/1", sink_of(&out), &error),
                     LAP_BAD_ARGUMENT);
    assert_string_equal(error.text, "no event a/1");
}

static void a_claim_tells_what_was_ruled(void **state)
{
    world *w = *state;
    lap_error error;
    char id[64], claim[64];
    lap_write_options options = {.format = LAP_FORMAT_JSONL};
    assert_int_equal(lap_store_document(w->store, "b", sink_of(&out), &error), LAP_OK);
    after("\"events\": [{\"id\": \"", id);
    assert_int_equal(lap_store_split(w->store, id, "me", "another", &error), LAP_OK);
    assert_int_equal(lap_store_event(w->store, id, sink_of(&out), &error), LAP_OK);
    after("\"claim\": \"", claim);
    assert_string_equal(claim, id);
    assert_int_equal(lap_store_claim(w->store, claim, &options, sink_of(&out), &error),
                     LAP_OK);
    assert_non_null(strstr(out.bytes, "\"rulings\": [{\"id\": 1, \"kind\": \"split\", "
                                      "\"records\": [\""));
    assert_non_null(strstr(out.bytes, "\"by\": \"me\", \"reason\": \"another\", "
                                      "\"revision\": 6}]}\n"));
}

/* A handle that told of a claim still sees what others write afterwards. */
static void a_reader_sees_what_came_after_a_claim(void **state)
{
    world *w = *state;
    lap_store *reader;
    lap_error error;
    char claim[64];
    lap_write_options options = {.format = LAP_FORMAT_JSONL};
    assert_int_equal(lap_store_open(where, LAP_STORE_READ, &reader, &error), LAP_OK);
    assert_int_equal(lap_store_document(reader, "a/1", sink_of(&out), &error), LAP_OK);
    after("\"claim\": \"", claim);
    assert_int_equal(lap_store_claim(reader, claim, &options, sink_of(&out), &error),
                     LAP_OK);
    assert_int_equal(lap_store_forget(w->store, "a/1", &error), LAP_OK);
    assert_int_equal(lap_store_document(reader, "a/1", sink_of(&out), &error), LAP_OK);
    assert_non_null(strstr(out.bytes, "\"text\": null"));
    lap_store_close(reader);
}

static void a_kept_text_is_explained_as_it_was_read(void **state)
{
    static taken again;
    world *w = *state;
    lap_error error;
    lap_workspace *workspace;
    const lap_doc *doc;
    lap_write_options options = {.format = LAP_FORMAT_EXPLAIN};
    lap_input input = {.text = TEXT,
                       .text_bytes = strlen(TEXT),
                       .title = "Kharkiv",
                       .title_bytes = 7,
                       .id = "a/1",
                       .date = "2022-03-04"};
    assert_int_equal(lap_workspace_new(w->engine, &workspace), LAP_OK);
    assert_int_equal(lap_workspace_read(workspace, &input, &doc, &error), LAP_OK);
    assert_int_equal(lap_doc_write(doc, &options, sink_of(&out)), LAP_OK);
    options.format = LAP_FORMAT_TEXT;
    assert_int_equal(lap_store_explain(w->store, workspace, "a/1", &options,
                                       sink_of(&again), &error),
                     LAP_OK);
    assert_true(out.count > 0);
    assert_string_equal(again.bytes, out.bytes);
    assert_int_equal(
        lap_store_explain(w->store, workspace, "c", &options, sink_of(&out), &error),
        LAP_BAD_ARGUMENT);
    assert_string_equal(error.text, "no text is kept of c");
    assert_int_equal(
        lap_store_explain(w->store, workspace, "d", &options, sink_of(&out), &error),
        LAP_BAD_ARGUMENT);
    assert_string_equal(error.text, "no document d");
    options.event_id = "x";
    assert_int_equal(
        lap_store_explain(w->store, workspace, "a/1", &options, sink_of(&out), &error),
        LAP_BAD_ARGUMENT);
    lap_workspace_free(workspace);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_document_has_its_text_records_and_copies),
        cmocka_unit_test(a_record_has_its_claim_and_document),
        cmocka_unit_test(a_claim_tells_what_was_ruled),
        cmocka_unit_test(a_kept_text_is_explained_as_it_was_read),
        cmocka_unit_test(a_reader_sees_what_came_after_a_claim),
    };
    if (argc > 1)
        where = argv[1];
    return cmocka_run_group_tests(tests, setup, teardown);
}
