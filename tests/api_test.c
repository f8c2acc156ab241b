/* The public interface keeps its promises: offsets, refusals, order, a sink that fails.
 */
#include "tests/taken.h"

#include <lapwing/lapwing.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int setup(void **state)
{
    static lap_engine *engine;
    lap_error error;
    assert_int_equal(lap_engine_new(NULL, &engine, &error), LAP_OK);
    *state = engine;
    return 0;
}

static int teardown(void **state)
{
    lap_engine_free(*state);
    return 0;
}

static lap_status read_text(const lap_engine *engine, const char *text, size_t n,
                            const char *date, lap_error *error)
{
    lap_workspace *workspace;
    const lap_doc *doc;
    lap_input input = {.text = text, .text_bytes = n, .date = date};
    assert_int_equal(lap_workspace_new(engine, &workspace), LAP_OK);
    lap_status status = lap_workspace_read(workspace, &input, &doc, error);
    lap_workspace_free(workspace);
    return status;
}

static void bad_text_is_refused_at_its_byte(void **state)
{
    lap_error error;
    assert_int_equal(read_text(*state, "ab\xFF", 3, NULL, &error), LAP_BAD_INPUT);
    assert_int_equal(error.position, 2);
    assert_int_equal(read_text(*state, "a\0b", 3, NULL, &error), LAP_BAD_INPUT);
    assert_int_equal(error.position, 1);
    assert_int_equal(read_text(*state, "ab", 2, "soon", &error), LAP_BAD_INPUT);
    assert_int_equal(read_text(*state, "", (size_t)(16 << 20) + 1, NULL, &error),
                     LAP_TOO_LARGE);
    assert_int_equal(read_text(*state, "", 0, NULL, NULL), LAP_OK);
}

static void offsets_count_code_points_of_title_and_text(void **state)
{
    lap_workspace *workspace;
    const lap_doc *doc;
    lap_event event;
    lap_entity entity;
    const char text[] = "Police arrested 40 protesters in Zürich.";
    lap_input input = {
        .text = text, .text_bytes = sizeof text - 1, .title = "É", .title_bytes = 2};
    assert_int_equal(lap_workspace_new(*state, &workspace), LAP_OK);
    assert_int_equal(lap_workspace_read(workspace, &input, &doc, NULL), LAP_OK);
    assert_int_equal(lap_doc_text(doc).bytes, sizeof text - 1 + 4);
    assert_int_equal(lap_doc_event_count(doc), 1);
    assert_int_equal(lap_doc_event(doc, 0, &event), LAP_OK);
    assert_int_equal(event.trigger.start, 3 + 7);
    assert_memory_equal(event.trigger.at, "arrested", 8);
    assert_string_equal(event.event, "COERCE");
    assert_int_equal(lap_doc_entity(doc, 0, LAP_ACTOR, 0, &entity), LAP_OK);
    assert_int_equal(entity.text.start, 3);
    assert_int_equal(lap_doc_event(doc, 1, &event), LAP_BAD_ARGUMENT);
    assert_int_equal(lap_doc_entity(doc, 0, LAP_ACTOR, 9, &entity), LAP_BAD_ARGUMENT);
    assert_int_equal(lap_doc_entity(doc, 0, LAP_DENIER, 0, &entity), LAP_BAD_ARGUMENT);
    static taken none = {.fails_after = 1};
    lap_write_options options = {.format = LAP_FORMAT_JSONL};
    assert_int_equal(lap_doc_write(doc, &options, (lap_sink){take, &none}), LAP_IO);
    options.format = LAP_FORMAT_RELATE;
    assert_int_equal(lap_doc_write(doc, &options, (lap_sink){take, &none}),
                     LAP_BAD_ARGUMENT);
    lap_workspace_free(workspace);
}

static void layers_are_read_by_name(void **state)
{
    (void)state;
    uint32_t layers = 0;
    lap_error error;
    assert_int_equal(lap_layers_read("tokens,events", &layers, &error), LAP_OK);
    assert_int_equal(layers, 1u << 1 | 1u << 9);
    assert_int_equal(lap_layers_read("tokens,", &layers, &error), LAP_BAD_ARGUMENT);
    assert_int_equal(layers, 1u << 1 | 1u << 9);
}

static void codes_are_told_with_their_labels(void **state)
{
    static taken out;
    assert_int_equal(lap_codes_write(*state, (lap_sink){take, &out}), LAP_OK);
    const char *const parts[] = {
        "{\"countries\": [{\"code\": \"AFG\", \"name\": \"Afghanistan\"}",
        "{\"code\": \"UNO\", \"name\": \"United Nations\"}",
        "{\"quad\": 4, \"label\": \"material conflict\"}",
        "{\"event\": \"ASSAULT\", \"quad\": 4, \"label\": \"attack\", \"deed\": "
        "\"attack\", \"modes\": [",
        "{\"mode\": \"explosives\", \"label\": \"explosives\", \"deed\": \"use "
        "explosives\", "
        "\"toward\": \"against\"}",
        "{\"status\": \"actual\", \"label\": \"happened\"}",
        "{\"sector\": \"GOV\", \"label\": \"government\"}",
        "{\"what\": \"dead\", \"label\": \"killed\"}",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_non_null(strstr(out.bytes, parts[i]));
    assert_non_null(strstr(out.bytes, lap_engine_coder(*state)));
    taken *failing = &out;
    failing->fails_after = 1;
    assert_int_equal(lap_codes_write(*state, (lap_sink){take, failing}), LAP_IO);
}

static void no_engine_without_its_parts(void **state)
{
    (void)state;
    lap_engine *engine = NULL;
    lap_error error;
    lap_engine_options options = {.know_path = "nowhere.pack"};
    assert_int_equal(lap_engine_new(&options, &engine, &error), LAP_NO_FILE);
    options = (lap_engine_options){.model_path = "nowhere.model"};
    assert_int_equal(lap_engine_new(&options, &engine, &error), LAP_NO_FILE);
    options = (lap_engine_options){.gazetteer_path = "nowhere.txt"};
    assert_int_equal(lap_engine_new(&options, &engine, &error), LAP_NO_FILE);
    options = (lap_engine_options){.kernel = "abacus"};
    assert_int_equal(lap_engine_new(&options, &engine, &error), LAP_BAD_ARGUMENT);
    assert_int_equal(lap_engine_new(&options, &engine, NULL), LAP_BAD_ARGUMENT);
    assert_null(engine);
}

static void write_file(const char *path, int lines)
{
    FILE *out = fopen(path, "w");
    assert_non_null(out);
    for (int i = 0; i < lines; i++)
        fprintf(out, "%s\n",
                i % 7 == 3 ? "{" : "{\"text\": \"Police arrested a man.\"}");
    assert_int_equal(fclose(out), 0);
}

static void messages_and_results_come_in_order(void **state)
{
    static taken out, log;
    const char path[] = "api_test.jsonl";
    write_file(path, 60);
    lap_job_options options = {.threads = 3, .write = {.format = LAP_FORMAT_CONLLU}};
    options.sink = (lap_sink){take, &out};
    options.log = (lap_log){take_line, &log};
    lap_job *job;
    assert_int_equal(lap_job_new(*state, &options, &job, NULL), LAP_OK);
    assert_int_equal(lap_job_file(job, path), LAP_OK);
    assert_int_equal(lap_job_finish(job), LAP_OK);
    lap_counts counts = lap_job_counts(job);
    lap_job_free(job);
    remove(path);
    assert_int_equal(counts.failures, 9);
    assert_int_equal(counts.documents, 51);
    const char *at = out.bytes;
    for (int i = 0; i < 60; i++) {
        char id[64];
        snprintf(id, sizeof id, i % 7 == 3 ? "api_test.jsonl:%d: " : "newdoc id = %d\n",
                 i + 1);
        if (i % 7 != 3)
            assert_non_null(at = strstr(at, id));
        else
            assert_non_null(strstr(log.bytes, id));
    }
}

static void a_sink_that_fails_ends_the_job(void **state)
{
    static taken out = {.fails_after = 2};
    const char path[] = "api_test_sink.jsonl";
    write_file(path, 40);
    lap_job_options options = {.write = {.format = LAP_FORMAT_JSONL}};
    options.sink = (lap_sink){take, &out};
    lap_job *job;
    assert_int_equal(lap_job_new(*state, &options, &job, NULL), LAP_OK);
    lap_status status = lap_job_file(job, path);
    if (status == LAP_OK)
        status = lap_job_finish(job);
    assert_int_equal(status, LAP_IO);
    lap_job_free(job);
    remove(path);
}

static void options_of_a_job_are_checked(void **state)
{
    lap_job *job = NULL;
    lap_error error;
    lap_job_options options = {.threads = 257};
    assert_int_equal(lap_job_new(*state, &options, &job, &error), LAP_BAD_ARGUMENT);
    options = (lap_job_options){.date = "2021-02-30"};
    assert_int_equal(lap_job_new(*state, &options, &job, &error), LAP_BAD_ARGUMENT);
    options = (lap_job_options){.write = {.event_id = "12"}};
    assert_int_equal(lap_job_new(*state, &options, &job, &error), LAP_BAD_ARGUMENT);
    assert_null(job);
    options = (lap_job_options){.threads = 256};
    assert_int_equal(lap_job_new(*state, &options, &job, &error), LAP_OK);
    lap_job_free(job);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bad_text_is_refused_at_its_byte),
        cmocka_unit_test(offsets_count_code_points_of_title_and_text),
        cmocka_unit_test(layers_are_read_by_name),
        cmocka_unit_test(codes_are_told_with_their_labels),
        cmocka_unit_test(no_engine_without_its_parts),
        cmocka_unit_test(messages_and_results_come_in_order),
        cmocka_unit_test(a_sink_that_fails_ends_the_job),
        cmocka_unit_test(options_of_a_job_are_checked),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
