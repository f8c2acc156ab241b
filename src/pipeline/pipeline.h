/* The order of the stages, and the only caller of them. */
#ifndef LAPI_PIPELINE_PIPELINE_H
#define LAPI_PIPELINE_PIPELINE_H

#include "event/coder.h"
#include "know/know.h"

/* What has been read when a run ends; each stage reads all before it. */
enum lapi_stage {
    LAPI_STAGE_TEXT,
    LAPI_STAGE_SYNTAX,
    LAPI_STAGE_WHEN,
    LAPI_STAGE_QUANTITY,
    LAPI_STAGE_MENTION,
    LAPI_STAGE_SOURCE,
    LAPI_STAGE_FACT,
    LAPI_STAGE_EVENT
};

/* What a pipeline is made of: borrowed, must outlive it. */
typedef struct lapi_pipeline_parts {
    const lapi_know *know;
    const void *model;
    size_t model_bytes;
    const char *kernel;  /* NULL: the best that the processor has */
    const char *program; /* name and version, for the records' `coder` */
} lapi_pipeline_parts;

typedef struct lapi_pipeline lapi_pipeline;

/* Immutable when made; shared by threads. */
lap_status lapi_pipeline_new(const lapi_pipeline_parts *parts, lapi_pipeline **out,
                             lap_error *error) LAP_MUST_USE;
void lapi_pipeline_free(lapi_pipeline *pipeline);

/* Reads a document, whose text, id and date are set, up to and with stage `last`. */
lap_status lapi_pipeline_run(const lapi_pipeline *pipeline, enum lapi_stage last,
                             lapi_doc *doc) LAP_MUST_USE;

/* Versions of program, model and knowledge. */
lapi_slice lapi_pipeline_coder(const lapi_pipeline *pipeline);

/* The event stage, for relate and explain. */
const lapi_coder *lapi_pipeline_events(const lapi_pipeline *pipeline);

#endif
