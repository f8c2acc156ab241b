/* Any bytes as a request to the server: line by line method, address, authorization,
 * types and length, then the body. Each is answered, in the form that its type says,
 * and no header breaks a line. */
#include "fuzz/fuzz.h"
#include "server/stream.h"

#include <json-c/json.h>
#include <string.h>

enum { LINES = 6, LINE_BYTES = 2000 };

static const char documents[] =
    "{\"id\": \"a/b c\", \"source\": \"Wire\", \"date\": \"2022-03-04\", \"text\": "
    "\"Russian forces shelled Kharkiv on Thursday, killing 12 people.\"}";

/* A store in memory for reading, another for writing. */
static serve_state *open_state(serve_hand *hand)
{
    static serve_state state;
    static serve_options options = {.db = ":memory:", .threads = 1};
    static serve_hand kept;
    static lap_engine *engine;
    lap_error error;
    lap_job *job;
    if (!engine) {
        FUZZ_CHECK(lap_engine_new(NULL, &engine, &error) == LAP_OK);
        options.engine = engine;
        FUZZ_CHECK(serve_state_open(&state, &options, &error) == LAP_OK);
        strcpy(state.write.word, "fuzz-fuzz-fuzz-fuzz");
        FUZZ_CHECK(lap_store_open(":memory:", LAP_STORE_WRITE, &state.writer, &error) ==
                   LAP_OK);
        FUZZ_CHECK(lap_store_open(":memory:", LAP_STORE_WRITE, &kept.store, &error) ==
                   LAP_OK);
        FUZZ_CHECK(lap_workspace_new(engine, &kept.workspace) == LAP_OK);
        lap_job_options into = {.from = LAP_FROM_JSONL, .store = kept.store};
        FUZZ_CHECK(lap_job_new(engine, &into, &job, &error) == LAP_OK);
        FUZZ_CHECK(lap_job_line(job, "a", 1, documents, sizeof documents - 1) ==
                   LAP_OK);
        FUZZ_CHECK(lap_job_finish(job) == LAP_OK);
        lap_job_free(job);
        FUZZ_CHECK(serve_catch_up(&state, kept.store, &error) == LAP_OK);
    }
    *hand = kept;
    return &state;
}

static void check_headers(const serve_reply *reply)
{
    for (unsigned i = 0; i < reply->header_count; i++)
        FUZZ_CHECK(!strpbrk(reply->headers[i].value, "\r\n"));
}

static void check_json(const serve_reply *reply)
{
    const char *body = reply->fixed ? reply->fixed : reply->body.at;
    size_t bytes = reply->fixed ? reply->fixed_bytes : reply->body.bytes;
    struct json_tokener *tokener = json_tokener_new();
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8 |
                                        JSON_TOKENER_ALLOW_TRAILING_CHARS);
    json_object *object = json_tokener_parse_ex(tokener, body, (int)bytes);
    FUZZ_CHECK(object && json_object_is_type(object, json_type_object));
    json_object_put(object);
    json_tokener_free(tokener);
}

static void check_reply(const serve_reply *reply)
{
    unsigned status = reply->status;
    bool is_problem = status >= 400;
    FUZZ_CHECK(status >= 200 && status < 504 && status != 500);
    FUZZ_CHECK(!is_problem || strcmp(reply->type, "application/problem+json") == 0);
    FUZZ_CHECK(!is_problem || serve_phrase(status)[0]);
    FUZZ_CHECK(status != 200 || reply->type);
    check_headers(reply);
    if (is_problem || (status == 200 && strcmp(reply->type, "application/json") == 0))
        check_json(reply);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char lines[LINES][LINE_BYTES + 1] = {{0}};
    const char *at = (const char *)data, *end = at + size;
    serve_hand hand;
    serve_state *state = open_state(&hand);
    if (size > 8192)
        return 0;
    for (int i = 0; i < LINES && at < end; i++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t n = (size_t)((stop ? stop : end) - at);
        memcpy(lines[i], at, n < LINE_BYTES ? n : LINE_BYTES);
        at += n + (stop != NULL);
    }
    const char *sent[LINES]; /* an empty line: it is not */
    for (int i = 0; i < LINES; i++)
        sent[i] = lines[i][0] ? lines[i] : NULL;
    serve_request in = {.method = lines[0],
                        .target = lines[1],
                        .authorization = sent[2],
                        .content_type = sent[3],
                        .content_length = sent[4],
                        .if_none_match = sent[5],
                        .accept_encoding = sent[5],
                        .body = at,
                        .body_bytes = (size_t)(end - at)};
    serve_reply out = {0};
    serve_call call = {.state = state, .hand = &hand, .in = &in, .out = &out};
    serve_answer(&call);
    check_reply(&out);
    serve_reply_clear(&out);
    return 0;
}
