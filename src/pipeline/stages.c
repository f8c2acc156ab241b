#include "pipeline/stages.h"

#include "syntax/mend.h"

lap_status lapi_stages_open(lapi_stages *stages, const lapi_pipeline_parts *parts,
                            lap_error *error)
{
    const lapi_know *know = stages->know = parts->know;
    lap_status status = lapi_text_new(know, &stages->text, error);
    if (status == LAP_OK)
        status = lapi_syntax_open(parts->model, parts->model_bytes, parts->kernel,
                                  &stages->syntax, error);
    if (status == LAP_OK)
        status = lapi_when_new(know, &stages->when, error);
    if (status == LAP_OK)
        status = lapi_mention_new(know, &stages->mention, error);
    if (status == LAP_OK)
        status = lapi_event_lexicon_new(know, &stages->lexicon, error);
    if (status == LAP_OK)
        status = lapi_cues_init(know, &stages->cues, error);
    if (status == LAP_OK)
        status = lapi_judge_new(stages->lexicon, &stages->cues, &stages->judge, error);
    if (status == LAP_OK)
        status = lapi_coder_new(stages->lexicon, &stages->event, error);
    return status;
}

void lapi_stages_close(lapi_stages *stages)
{
    lapi_coder_free(stages->event);
    lapi_judge_free(stages->judge);
    lapi_event_lexicon_free(stages->lexicon);
    lapi_cues_clear(&stages->cues);
    lapi_mention_free(stages->mention);
    lapi_when_free(stages->when);
    lapi_syntax_free(stages->syntax);
    lapi_text_free(stages->text);
}

static lap_status read_trees(const lapi_stages *stages, lapi_doc *doc)
{
    lap_status status = lapi_syntax_run(stages->syntax, doc);
    if (status == LAP_OK)
        lapi_mend_run(stages->know, doc);
    return status;
}

lap_status lapi_stages_run(const lapi_stages *stages, enum lapi_stage stage,
                           lapi_doc *doc)
{
    switch (stage) {
    case LAPI_STAGE_TEXT:
        return lapi_text_run(stages->text, doc);
    case LAPI_STAGE_SYNTAX:
        return read_trees(stages, doc);
    case LAPI_STAGE_WHEN:
        return lapi_when_run(stages->when, doc);
    case LAPI_STAGE_QUANTITY:
        return lapi_quantity_run(doc);
    case LAPI_STAGE_MENTION:
        return lapi_mention_run(stages->mention, doc);
    case LAPI_STAGE_SOURCE:
        return lapi_source_run(stages->lexicon, &stages->cues, doc);
    case LAPI_STAGE_FACT:
        return lapi_judge_run(stages->judge, doc);
    case LAPI_STAGE_EVENT:
        return lapi_coder_run(stages->event, doc);
    default:
        return LAP_OK;
    }
}

void lapi_stages_model(const lapi_stages *stages, lapi_buffer *out)
{
    if (!stages->syntax)
        return; /* opening failed before */
    lapi_buffer_str(out, "model ");
    lapi_buffer_str(out, lapi_syntax_version(stages->syntax));
    lapi_buffer_str(out, ", ");
}
