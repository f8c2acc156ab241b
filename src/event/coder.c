#include "event/coder.h"

#include "event/context.h"
#include "event/drop.h"
#include "event/learned.h"
#include "event/link.h"
#include "event/record.h"
#include "event/usual.h"

#include <stdlib.h>

struct lapi_coder {
    const lapi_event_lexicon *lexicon;
    lapi_learned learned;
    lapi_roles roles;
};

lap_status lapi_coder_new(const lapi_event_lexicon *lexicon, lapi_coder **out,
                          lap_error *error)
{
    lapi_coder *coder = calloc(1, sizeof *coder);
    if (!coder)
        return LAP_NO_MEMORY;
    size_t size;
    const void *model = lapi_roles_embedded(&size);
    lap_status status = lapi_roles_open(model, size, &coder->roles, error);
    if (status == LAP_OK)
        status = lapi_learned_open(lexicon, &coder->learned, error);
    if (status != LAP_OK) {
        lapi_coder_free(coder);
        return status;
    }
    coder->lexicon = lexicon;
    *out = coder;
    return LAP_OK;
}

void lapi_coder_free(lapi_coder *coder)
{
    if (coder)
        lapi_learned_clear(&coder->learned);
    free(coder);
}

static int by_trigger(const void *x, const void *y)
{
    const lapi_event *a = x, *b = y;
    if (a->trigger.begin != b->trigger.begin)
        return a->trigger.begin < b->trigger.begin ? -1 : 1;
    return (a->head > b->head) - (a->head < b->head);
}

static lap_status build_records(const lapi_coder *coder, lapi_reading *reading,
                                const lapi_matches *matches)
{
    lapi_doc *doc = reading->doc;
    const lapi_weigher *weigher = &coder->learned.weigher;
    uint32_t limit =
        doc->sentences.count < LAPI_DROP_TEXT ? weigher->limit : weigher->text_limit;
    lap_status status = LAP_OK;
    doc->events.at = lapi_arena_get(doc->arena, matches->count, sizeof *doc->events.at);
    if (!doc->events.at)
        return LAP_NO_MEMORY;
    status = lapi_matches_mark(matches, reading);
    for (uint32_t i = 0; status == LAP_OK && i < matches->count; i++) {
        lapi_event *e = &doc->events.at[doc->events.count++];
        status = lapi_record_build(reading, &coder->roles, matches->at[i], e);
        e->is_weak = e->confidence < limit;
        e->id = lapi_record_id(doc, e);
    }
    if (status == LAP_OK)
        qsort(doc->events.at, doc->events.count, sizeof *doc->events.at, by_trigger);
    return status;
}

/* Which words tell what, up to the records. */
static lap_status read_matches(const lapi_coder *coder, lapi_doc *doc,
                               lapi_reading *reading, lapi_matches *matches,
                               lapi_weighing *weighing)
{
    lap_status status = lapi_reading_init(coder->lexicon, doc, reading);
    if (status == LAP_OK)
        status = lapi_match_run(reading, matches);
    return status == LAP_OK
               ? lapi_learned_run(&coder->learned, reading, matches, weighing)
               : status;
}

lap_status lapi_coder_run(const lapi_coder *coder, lapi_doc *doc)
{
    lapi_reading reading;
    lapi_matches matches;
    lapi_weighing weighing;
    doc->events = (lapi_events){0};
    if (doc->tokens.count == 0)
        return LAP_OK;
    lap_status status = read_matches(coder, doc, &reading, &matches, &weighing);
    if (status != LAP_OK || matches.count == 0)
        return status;
    status = build_records(coder, &reading, &matches);
    if (status == LAP_OK)
        status = lapi_link_join(&reading);
    if (status == LAP_OK)
        status = lapi_link_run(&reading);
    if (status == LAP_OK)
        status = lapi_usual_run(&reading);
    return status == LAP_OK ? lapi_context_run(&reading) : status;
}

lap_status lapi_coder_explain(const lapi_coder *coder, const lapi_doc *doc)
{
    lapi_reading reading;
    lapi_matches matches;
    lapi_weighing weighing;
    lapi_doc before = *doc; /* as it was without events */
    before.events = (lapi_events){0};
    if (doc->events.count == 0)
        return LAP_OK;
    lap_status status = read_matches(coder, &before, &reading, &matches, &weighing);
    for (uint32_t i = 0; status == LAP_OK && i < doc->events.count; i++)
        lapi_learned_explain(&coder->learned, &weighing, &doc->events.at[i]);
    return status;
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
