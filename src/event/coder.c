#include "event/coder.h"

#include "event/context.h"
#include "event/link.h"
#include "event/match.h"
#include "event/record.h"
#include "event/score.h"

#include <stdlib.h>

struct lapi_coder {
    const lapi_event_lexicon *lexicon;
    lapi_scorer scorer;
};

lap_status lapi_coder_new(const lapi_event_lexicon *lexicon, lapi_coder **out,
                          lap_error *error)
{
    size_t size;
    lapi_coder *coder = calloc(1, sizeof *coder);
    if (!coder)
        return LAP_NO_MEMORY;
    const void *model = lapi_scorer_embedded(&size);
    lap_status status = lapi_scorer_open(model, size, &coder->scorer, error);
    if (status != LAP_OK) {
        free(coder);
        return status;
    }
    coder->lexicon = lexicon;
    *out = coder;
    return LAP_OK;
}

void lapi_coder_free(lapi_coder *coder)
{
    free(coder);
}

static int by_trigger(const void *x, const void *y)
{
    const lapi_event *a = x, *b = y;
    if (a->trigger.begin != b->trigger.begin)
        return a->trigger.begin < b->trigger.begin ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

lap_status lapi_coder_propose(const lapi_coder *coder, lapi_doc *doc,
                              lapi_reading *reading, lapi_matches *matches)
{
    doc->events = (lapi_events){0};
    matches->count = 0;
    if (doc->tokens.count == 0)
        return LAP_OK;
    lap_status status = lapi_reading_init(coder->lexicon, doc, reading);
    if (status == LAP_OK)
        status = lapi_match_run(reading, matches);
    if (status != LAP_OK || matches->count == 0)
        return status;
    doc->events.at = lapi_arena_get(doc->arena, matches->count, sizeof *doc->events.at);
    reading->matched = lapi_arena_get(doc->arena, doc->tokens.count, 1);
    if (!doc->events.at || !reading->matched)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < matches->count; i++)
        reading->matched[matches->at[i]->word] = 1;
    for (uint32_t i = 0; status == LAP_OK && i < matches->count; i++) {
        lapi_event *e = &doc->events.at[doc->events.count++];
        status = lapi_record_build(reading, matches->at[i], e);
        e->id = lapi_record_id(doc, e);
    }
    if (status != LAP_OK)
        return status;
    qsort(doc->events.at, doc->events.count, sizeof *doc->events.at, by_trigger);
    return lapi_link_join(reading);
}

lap_status lapi_coder_run(const lapi_coder *coder, lapi_doc *doc)
{
    lapi_reading reading;
    lapi_matches matches;
    lap_status status = lapi_coder_propose(coder, doc, &reading, &matches);
    if (status != LAP_OK || doc->events.count == 0)
        return status;
    status = lapi_scorer_run(&coder->scorer, &reading, &matches);
    if (status == LAP_OK)
        status = lapi_link_run(&reading);
    return status == LAP_OK ? lapi_context_run(&reading) : status;
}

const lapi_event_lexicon *lapi_coder_lexicon(const lapi_coder *coder)
{
    return coder->lexicon;
}

lapi_slice lapi_coder_row(const lapi_coder *coder, uint32_t row, unsigned column)
{
    const lapi_table *lexicon =
        lapi_know_table(coder->lexicon->know, LAPI_TABLE_LEXICON);
    return row < lapi_table_rows(lexicon) ? lapi_table_cell(lexicon, row, column)
                                          : LAPI_S("");
}
