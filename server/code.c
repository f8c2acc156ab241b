/* POST /code: the records of a text that is sent; nothing is kept. */
#include "server/body.h"

#include <string.h>

/* Of the document's line with its sentences: its date, and the sentences as pairs. */
static void put_sentences(serve_buffer *out, const serve_buffer *line)
{
    json_object *layers = NULL, *date, *sentences, *start, *end;
    struct json_tokener *tokener = json_tokener_new();
    if (tokener)
        layers = json_tokener_parse_ex(tokener, line->at, (int)line->bytes);
    out->failed = out->failed || !layers;
    if (json_object_object_get_ex(layers, "date", &date)) {
        serve_put_str(out, ", \"date\": ");
        serve_put_json(out, json_object_get_string(date),
                       (size_t)json_object_get_string_len(date));
    }
    serve_put_str(out, ", \"sentences\": [");
    json_object_object_get_ex(layers, "sentences", &sentences);
    size_t count = json_object_is_type(sentences, json_type_array)
                       ? json_object_array_length(sentences)
                       : 0;
    for (size_t i = 0; i < count; i++) {
        json_object *sentence = json_object_array_get_idx(sentences, i);
        json_object_object_get_ex(sentence, "start", &start);
        json_object_object_get_ex(sentence, "end", &end);
        serve_put_format(out, "%s[%llu, %llu]", i ? ", " : "",
                         (unsigned long long)json_object_get_uint64(start),
                         (unsigned long long)json_object_get_uint64(end));
    }
    serve_put_str(out, "]");
    json_object_put(layers);
    json_tokener_free(tokener);
}

static lap_status write_doc(const lap_doc *doc, lap_format format, serve_buffer *out)
{
    lap_write_options options = {.format = format};
    lap_error error;
    lap_status status = lap_layers_read("sentences", &options.layers, &error);
    return status ? status : lap_doc_write(doc, &options, serve_sink(out));
}

static void put_records(serve_buffer *out, const serve_buffer *lines)
{
    serve_put_str(out, ", \"events\": [");
    for (size_t i = 0; i < lines->bytes; i++) {
        bool is_last = i + 1 == lines->bytes;
        serve_put(out, lines->at[i] == '\n' && !is_last ? "," : lines->at + i, 1);
    }
    serve_put_str(out, "]");
}

static void put_doc(serve_call *call, const lap_doc *doc)
{
    serve_buffer layers = {0}, records = {0}, explain = {0}, *out = &call->out->body;
    lap_text text = lap_doc_text(doc);
    lap_status status = write_doc(doc, LAP_FORMAT_LAYERS, &layers);
    if (status == LAP_OK)
        status = write_doc(doc, LAP_FORMAT_JSONL, &records);
    if (status == LAP_OK)
        status = write_doc(doc, LAP_FORMAT_EXPLAIN, &explain);
    serve_put_str(out, "{\"text\": ");
    serve_put_json(out, text.at, text.bytes);
    put_sentences(out, &layers);
    put_records(out, &records);
    serve_put_str(out, ", \"explain\": ");
    serve_put_json(out, explain.at ? explain.at : "", explain.bytes);
    serve_put_str(out, "}\n");
    out->failed = out->failed || status;
    serve_buffer_clear(&layers);
    serve_buffer_clear(&records);
    serve_buffer_clear(&explain);
    call->out->status = 200;
    call->out->type = "application/json";
}

static void read_text(serve_call *call, const lap_input *input)
{
    const lap_doc *doc;
    lap_error error = {.status = LAP_OK};
    lap_status status = lap_workspace_read(call->hand->workspace, input, &doc, &error);
    if (status == LAP_OK)
        put_doc(call, doc);
    else if (status == LAP_BAD_INPUT)
        serve_problem(call->out, 400, NULL, "%s", error.text);
    else
        serve_problem(call->out, 503, NULL, "the text needs more memory than there is");
}

void serve_post_code(serve_call *call)
{
    static const char *const keys[] = {"text", "title", "date", NULL};
    lap_input input = {.id = "text"};
    size_t date_bytes;
    json_object *object = serve_body_read(call, keys);
    if (!object)
        return;
    if (serve_body_text(call, object, "text", true, &input.text, &input.text_bytes) &&
        serve_body_text(call, object, "title", false, &input.title,
                        &input.title_bytes) &&
        serve_body_text(call, object, "date", false, &input.date, &date_bytes))
        read_text(call, &input);
    json_object_put(object);
}
