/* For tests: a document read by the stages up to facts, with the tables and the model
 * that the library carries. */
#ifndef LAPI_PIPELINE_READ_TEXT_H
#define LAPI_PIPELINE_READ_TEXT_H

#include "know/embed.h"
#include "model/embed.h"
#include "pipeline/pipeline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

typedef struct read_world {
    lapi_know *know;
    lapi_pipeline *pipeline;
    lapi_arena *arena;
    lapi_doc doc;
} read_world;

static int read_set_up(void **state)
{
    read_world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    size_t n;
    const void *pack = lapi_know_embedded(&n);
    assert_int_equal(lapi_know_open(pack, n, &w->know, NULL), LAP_OK);
    lapi_pipeline_parts parts = {.know = w->know, .program = "test"};
    parts.model = lapi_model_embedded(&parts.model_bytes);
    assert_int_equal(lapi_pipeline_new(&parts, &w->pipeline, NULL), LAP_OK);
    assert_int_equal(lapi_arena_new(0, &w->arena), LAP_OK);
    *state = w;
    return 0;
}

static int read_tear_down(void **state)
{
    read_world *w = *state;
    lapi_pipeline_free(w->pipeline);
    lapi_know_free(w->know);
    lapi_arena_free(w->arena);
    free(w);
    return 0;
}

/* The text as of 14 November 2021; lives until the next call. */
static const lapi_doc *read_text(read_world *w, const char *text)
{
    lapi_arena_reset(w->arena, SIZE_MAX);
    w->doc = (lapi_doc){.arena = w->arena,
                        .text = text,
                        .text_bytes = (uint32_t)strlen(text),
                        .date = lapi_day_from_civil(2021, 11, 14)};
    assert_int_equal(lapi_pipeline_run(w->pipeline, LAPI_STAGE_FACT, &w->doc), LAP_OK);
    return &w->doc;
}

#endif
