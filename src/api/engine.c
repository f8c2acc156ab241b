#include "api/parts.h"
#include "base/status.h"
#include "know/embed.h"
#include "model/embed.h"

#include <stdlib.h>

const char *lap_version(void)
{
    return LAPI_VERSION;
}

const char *lap_engine_coder(const lap_engine *engine)
{
    return engine->coder;
}

void lap_engine_free(lap_engine *engine)
{
    if (!engine)
        return;
    lapi_pipeline_free(engine->pipeline);
    lapi_know_free(engine->know);
    lapi_file_unmap(&engine->model);
    lapi_file_unmap(&engine->pack);
    free(engine->coder);
    free(engine);
}

/* Puts the file's name before what is wrong with it. */
static lap_status name_file(lap_status status, const char *path, lap_error *error)
{
    if (status && path) {
        lap_error inner = *error;
        lapi_fail(error, status, inner.position, "%s:%llu: %s", path,
                  (unsigned long long)inner.position,
                  inner.text[0] ? inner.text : lap_status_name(status));
    }
    return status;
}

static lap_status open_know(lap_engine *engine, const char *path, lap_error *error)
{
    size_t size;
    const void *bytes = lapi_know_embedded(&size);
    if (path) {
        lap_status status = lapi_file_map(path, &engine->pack, error);
        if (status)
            return name_file(status, path, error);
        bytes = engine->pack.bytes ? engine->pack.bytes : "";
        size = engine->pack.size;
    }
    lap_status status = lapi_know_open(bytes, size, &engine->know, error);
    return name_file(status, path, error);
}

/* Where bad rows of the dump are told. */
typedef struct row_log {
    const char *path;
    lap_log log;
    lap_error first; /* the first row, where there is no log */
} row_log;

static void tell_row(void *context, uint64_t line, const char *what)
{
    row_log *rows = context;
    lap_error text = {.status = LAP_OK};
    if (!rows->log.line && rows->first.status)
        return;
    lapi_fail(&text, LAP_BAD_INPUT, line, "%s:%llu: %s", rows->path,
              (unsigned long long)line, what);
    text.is_line = 1;
    if (rows->log.line)
        rows->log.line(rows->log.context, text.text);
    else
        rows->first = text;
}

static lap_status open_dump(lapi_know *know, const lap_engine_options *options,
                            lap_error *error)
{
    row_log rows = {.path = options->gazetteer_path, .log = options->log};
    lapi_stream stream;
    lap_status status = lapi_file_unzip(rows.path, &stream, error);
    if (status)
        return name_file(status, rows.path, error);
    status = lapi_know_deepen(know, stream, (lapi_dump_log){tell_row, &rows}, error);
    lap_status closed = lapi_file_unzip_close(&stream);
    if (closed && (status == LAP_OK || status == LAP_BAD_INPUT))
        status = lapi_fail(error, closed, error->position, "cut short");
    if (rows.first.status) {
        *error = rows.first;
        return rows.first.status;
    }
    name_file(status, rows.path, error);
    error->is_line = 1;
    return status;
}

static lap_status open_pipeline(lap_engine *engine, const lap_engine_options *options,
                                lap_error *error)
{
    lapi_pipeline_parts parts = {
        .know = engine->know, .kernel = options->kernel, .program = LAPI_PROGRAM};
    parts.model = lapi_model_embedded(&parts.model_bytes);
    if (options->model_path) {
        lap_status status = lapi_file_map(options->model_path, &engine->model, error);
        if (status)
            return name_file(status, options->model_path, error);
        parts.model = engine->model.bytes ? engine->model.bytes : "";
        parts.model_bytes = engine->model.size;
    }
    lap_status status = lapi_pipeline_new(&parts, &engine->pipeline, error);
    return status == LAP_BAD_MODEL ? name_file(status, options->model_path, error)
                                   : status;
}

static lap_status name_coder(lap_engine *engine)
{
    lapi_slice coder = lapi_pipeline_coder(engine->pipeline);
    engine->coder = malloc((size_t)coder.bytes + 1);
    if (!engine->coder)
        return LAP_NO_MEMORY;
    memcpy(engine->coder, coder.at, coder.bytes);
    engine->coder[coder.bytes] = '\0';
    return LAP_OK;
}

lap_status lap_engine_new(const lap_engine_options *options, lap_engine **out,
                          lap_error *error)
{
    const lap_engine_options defaults = {0};
    lap_error ignored;
    if (!options)
        options = &defaults;
    if (!error)
        error = &ignored;
    lap_engine *engine = calloc(1, sizeof *engine);
    if (!engine)
        return LAP_NO_MEMORY;
    lapi_fail(error, LAP_OK, 0, "%s", "");
    lap_status status = open_know(engine, options->know_path, error);
    if (status == LAP_OK && options->gazetteer_path)
        status = open_dump(engine->know, options, error);
    if (status == LAP_OK)
        status = open_pipeline(engine, options, error);
    if (status == LAP_OK)
        status = name_coder(engine);
    if (status == LAP_OK) {
        *out = engine;
        return LAP_OK;
    }
    lap_engine_free(engine);
    if (!error->text[0])
        lapi_fail(error, status, 0, "%s", lap_status_name(status));
    return status;
}
