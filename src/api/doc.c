#include "api/parts.h"
#include "base/status.h"

#include <stdlib.h>

/* Memory that a workspace keeps from document to document. */
#define KEEP_BYTES ((size_t)16 << 20)

lap_status lap_workspace_new(const lap_engine *engine, lap_workspace **out)
{
    lap_workspace *workspace = calloc(1, sizeof *workspace);
    if (!workspace)
        return LAP_NO_MEMORY;
    workspace->engine = engine;
    workspace->doc.engine = engine;
    lap_status status = lapi_arena_new(0, &workspace->doc.doc.arena);
    if (status == LAP_OK)
        status = lapi_opener_new(&workspace->opener);
    if (status == LAP_OK)
        *out = workspace;
    else
        lap_workspace_free(workspace);
    return status;
}

void lap_workspace_free(lap_workspace *workspace)
{
    if (!workspace)
        return;
    lapi_opener_free(workspace->opener);
    lapi_arena_free(workspace->doc.doc.arena);
    free(workspace);
}

lapi_doc *lapi_workspace_begin(lap_workspace *workspace)
{
    lapi_arena *arena = workspace->doc.doc.arena;
    lapi_arena_reset(arena, KEEP_BYTES);
    workspace->doc.doc =
        (lapi_doc){.arena = arena, .date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    workspace->doc.doc.text = "";
    return &workspace->doc.doc;
}

lap_status lapi_workspace_end(lap_workspace *workspace, enum lapi_stage last)
{
    lap_doc *doc = &workspace->doc;
    const lapi_pipeline *pipeline = workspace->engine->pipeline;
    lap_status status = lapi_pipeline_run(pipeline, last, &doc->doc);
    if (status)
        return status;
    return lapi_view_init(&doc->view, &doc->doc, lapi_pipeline_coder(pipeline));
}

static lap_status set_id(lapi_doc *doc, const char *id)
{
    size_t n = strlen(id);
    if (n > LAPI_DOC_BYTES_MAX)
        return LAP_TOO_LARGE;
    doc->id = lapi_arena_copy(doc->arena, id, (uint32_t)n);
    return doc->id.at ? LAP_OK : LAP_NO_MEMORY;
}

static lap_status set_date(lapi_doc *doc, const char *date, lap_error *error)
{
    if (lapi_intake_day(lapi_slice_str(date), &doc->date))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no date: %.40s", date);
    doc->anchor = LAPI_ANCHOR_GIVEN;
    return LAP_OK;
}

lap_status lap_workspace_read(lap_workspace *workspace, const lap_input *input,
                              const lap_doc **out, lap_error *error)
{
    lapi_doc *doc = lapi_workspace_begin(workspace);
    if (input->text_bytes > LAPI_DOC_BYTES_MAX ||
        input->title_bytes > LAPI_DOC_BYTES_MAX)
        return lapi_fail(error, LAP_TOO_LARGE, LAPI_DOC_BYTES_MAX,
                         "a document of more than 16 MiB");
    lapi_slice title = lapi_slice_of(input->title, (uint32_t)input->title_bytes);
    lapi_slice text = lapi_slice_of(input->text, (uint32_t)input->text_bytes);
    lap_status status = lapi_intake_parts(title, text, doc, error);
    if (status == LAP_OK && input->id)
        status = set_id(doc, input->id);
    if (status == LAP_OK && input->date)
        status = set_date(doc, input->date, error);
    if (status == LAP_OK)
        status = lapi_workspace_end(workspace, LAPI_STAGE_EVENT);
    if (status == LAP_OK)
        *out = &workspace->doc;
    return status;
}

lap_text lap_doc_text(const lap_doc *doc)
{
    uint32_t n = doc->doc.text_bytes;
    return (lap_text){doc->doc.text, n, 0, lapi_view_point(&doc->view, n)};
}
