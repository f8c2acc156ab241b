#include "pipeline/pipeline.h"

#include "base/buffer.h"
#include "pipeline/stages.h"

#include <stdlib.h>

struct lapi_pipeline {
    lapi_stages stages;
    lapi_buffer coder;
};

lap_status lapi_pipeline_new(const lapi_pipeline_parts *parts, lapi_pipeline **out,
                             lap_error *error)
{
    lapi_pipeline *pipeline = calloc(1, sizeof *pipeline);
    if (!pipeline)
        return LAP_NO_MEMORY;
    lap_status status = lapi_stages_open(&pipeline->stages, parts, error);
    lapi_buffer_str(&pipeline->coder, parts->program);
    lapi_buffer_str(&pipeline->coder, ", ");
    lapi_stages_model(&pipeline->stages, &pipeline->coder);
    lapi_buffer_slice(&pipeline->coder, lapi_know_version(parts->know));
    if (status == LAP_OK && pipeline->coder.failed)
        status = LAP_NO_MEMORY;
    if (status == LAP_OK)
        *out = pipeline;
    else
        lapi_pipeline_free(pipeline);
    return status;
}

void lapi_pipeline_free(lapi_pipeline *pipeline)
{
    if (!pipeline)
        return;
    lapi_stages_close(&pipeline->stages);
    lapi_buffer_clear(&pipeline->coder);
    free(pipeline);
}

lap_status lapi_pipeline_run(const lapi_pipeline *pipeline, enum lapi_stage last,
                             lapi_doc *doc)
{
    if (doc->language.bytes == 0)
        doc->language = LAPI_S("en");
    lap_status status = LAP_OK;
    for (unsigned stage = 0; status == LAP_OK && stage <= (unsigned)last; stage++)
        status = lapi_stages_run(&pipeline->stages, (enum lapi_stage)stage, doc);
    return status;
}

lapi_slice lapi_pipeline_coder(const lapi_pipeline *pipeline)
{
    return lapi_slice_of(pipeline->coder.at, (uint32_t)pipeline->coder.bytes);
}

const lapi_coder *lapi_pipeline_events(const lapi_pipeline *pipeline)
{
    return pipeline->stages.event;
}
