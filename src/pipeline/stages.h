/* The stages of a pipeline, each made once and asked by its number. */
#ifndef LAPI_PIPELINE_STAGES_H
#define LAPI_PIPELINE_STAGES_H

#include "base/buffer.h"
#include "event/coder.h"
#include "event/fact.h"
#include "event/source.h"
#include "mention/mention.h"
#include "mention/quantity.h"
#include "mention/when.h"
#include "pipeline/pipeline.h"
#include "syntax/syntax.h"
#include "text/text.h"

typedef struct lapi_stages {
    const lapi_know *know;
    lapi_text *text;
    lapi_syntax *syntax;
    lapi_when_stage *when;
    lapi_mention_stage *mention;
    lapi_event_lexicon *lexicon;
    lapi_cues cues;
    lapi_judge *judge;
    lapi_coder *event;
} lapi_stages;

/* Makes all stages; after a failure, too, close them. */
lap_status lapi_stages_open(lapi_stages *stages, const lapi_pipeline_parts *parts,
                            lap_error *error) LAP_MUST_USE;
void lapi_stages_close(lapi_stages *stages);
lap_status lapi_stages_run(const lapi_stages *stages, enum lapi_stage stage,
                           lapi_doc *doc) LAP_MUST_USE;

/* Adds the model's version and ", ". */
void lapi_stages_model(const lapi_stages *stages, lapi_buffer *out);

#endif
