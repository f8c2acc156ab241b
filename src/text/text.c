#include "text/text.h"

#include "base/status.h"
#include "text/model.h"
#include "text/run.h"

#include <stdlib.h>

struct lapi_text {
    lapi_cues *cues;
    lapi_judge judge;
};

static lap_status read_table(lapi_cues *cues, const lapi_table *table, lap_error *error)
{
    for (uint32_t row = 0; row < lapi_table_rows(table); row++) {
        lapi_slice kind = lapi_table_cell(table, row, LAPI_LAYOUT_KIND);
        lap_status status =
            lapi_cues_add(cues, kind, lapi_table_cell(table, row, LAPI_LAYOUT_PHRASE),
                          lapi_table_cell(table, row, LAPI_LAYOUT_PARTS));
        if (status == LAP_BAD_ARGUMENT)
            return lapi_fail(error, LAP_BAD_MODEL, row,
                             "layout: row %u has a kind or parts that do not fit", row);
        if (status != LAP_OK)
            return status;
    }
    return LAP_OK;
}

lap_status lapi_text_new(const lapi_know *know, lapi_text **out, lap_error *error)
{
    lapi_text *text = calloc(1, sizeof *text);
    if (!text)
        return LAP_NO_MEMORY;
    lap_status status = lapi_cues_new(&text->cues);
    if (status == LAP_OK)
        status =
            read_table(text->cues, lapi_know_table(know, LAPI_TABLE_LAYOUT), error);
    size_t size;
    const void *model = lapi_text_embedded(&size);
    if (status == LAP_OK)
        status = lapi_judge_open(model, size, &text->judge, error);
    if (status == LAP_OK) {
        *out = text;
        text = NULL;
    }
    lapi_text_free(text);
    return status;
}

void lapi_text_free(lapi_text *text)
{
    if (!text)
        return;
    lapi_cues_free(text->cues);
    free(text);
}

lap_status lapi_text_run(const lapi_text *text, lapi_doc *doc)
{
    return lapi_text_read(text->cues, &text->judge, doc);
}
