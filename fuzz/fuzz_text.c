/* Any bytes as a text, by the public interface: refused with an offset inside, or read
 * with spans that stand in order inside the text; and read twice, the same. */
#include "fuzz/fuzz.h"

#include <lapwing/lapwing.h>

#include <string.h>

typedef struct output {
    uint64_t hash;
    size_t bytes;
} output;

static int take(void *context, const char *bytes, size_t n)
{
    output *out = context;
    for (size_t i = 0; i < n; i++)
        out->hash = (out->hash ^ (unsigned char)bytes[i]) * UINT64_C(1099511628211);
    out->bytes += n;
    return 0;
}

static void check_text(const lap_doc *doc, lap_text text)
{
    lap_text whole = lap_doc_text(doc);
    FUZZ_CHECK(text.start <= text.end && text.end <= whole.end);
    FUZZ_CHECK(text.end - text.start <= text.bytes);
    FUZZ_CHECK(text.bytes == 0 ||
               (text.at >= whole.at && text.at + text.bytes <= whole.at + whole.bytes));
}

static void check_events(const lap_doc *doc)
{
    for (size_t e = 0; e < lap_doc_event_count(doc); e++) {
        lap_event event;
        lap_entity entity;
        FUZZ_CHECK(lap_doc_event(doc, e, &event) == LAP_OK);
        FUZZ_CHECK(event.trigger.bytes > 0 && event.quad >= 1 && event.quad <= 4);
        FUZZ_CHECK(event.confidence >= 0 && event.confidence <= 1);
        check_text(doc, event.trigger);
        check_text(doc, event.evidence);
        for (size_t i = 0; i < event.actor_count; i++) {
            FUZZ_CHECK(lap_doc_entity(doc, e, LAP_ACTOR, i, &entity) == LAP_OK);
            check_text(doc, entity.text);
        }
    }
}

static output write_all(const lap_doc *doc)
{
    output out = {UINT64_C(14695981039346656037), 0};
    for (int format = LAP_FORMAT_JSONL; format < LAP_FORMAT_RELATE; format++) {
        lap_write_options options = {.format = (lap_format)format};
        FUZZ_CHECK(lap_doc_write(doc, &options, (lap_sink){take, &out}) == LAP_OK);
    }
    return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static lap_engine *engine;
    static lap_workspace *workspace;
    lap_error error = {.status = LAP_OK};
    if (!engine) {
        FUZZ_CHECK(lap_engine_new(NULL, &engine, &error) == LAP_OK);
        FUZZ_CHECK(lap_workspace_new(engine, &workspace) == LAP_OK);
    }
    const lap_doc *doc;
    lap_input input = {.text = (const char *)data,
                       .text_bytes = size,
                       .id = "fuzz",
                       .date = "2022-05-09"};
    lap_status status = lap_workspace_read(workspace, &input, &doc, &error);
    if (status) {
        FUZZ_CHECK(status == LAP_BAD_INPUT && error.position < size);
        return 0;
    }
    FUZZ_CHECK(lap_doc_text(doc).bytes == size);
    check_events(doc);
    output first = write_all(doc);
    FUZZ_CHECK(lap_workspace_read(workspace, &input, &doc, &error) == LAP_OK);
    output second = write_all(doc);
    FUZZ_CHECK(first.hash == second.hash && first.bytes == second.bytes);
    return 0;
}
