#include "event/usual.h"

#include "event/party.h"

/* The row of plover.tsv for the event; LAPI_NONE if it has none. */
static uint32_t row_of(const lapi_table *plover, const lapi_event *e)
{
    lapi_slice type = lapi_slice_str(lapi_event_name(e->type));
    for (uint32_t row = 0; row < lapi_table_rows(plover); row++)
        if (lapi_slice_equal(lapi_table_cell(plover, row, LAPI_PLOVER_EVENT), type) &&
            lapi_slice_equal(lapi_table_cell(plover, row, LAPI_PLOVER_MODE), e->mode))
            return row;
    return LAPI_NONE;
}

/* The country where it happens, else the one that the text is about, else that of the
 * others who take part; NULL if nothing tells. */
static const char *land_of(const lapi_doc *doc, const lapi_event *e,
                           const lapi_parties *others)
{
    if (e->place_count && doc->places.at[e->places[0]].country[0])
        return doc->places.at[e->places[0]].country;
    if (doc->mentions.home[0])
        return doc->mentions.home;
    for (uint32_t i = 0; i < others->count; i++)
        if (strcmp(others->at[i].actor.country, "UNK") != 0)
            return others->at[i].actor.country;
    return NULL;
}

static lap_status add(const lapi_reading *r, const lapi_event *e, lapi_slice sector,
                      const lapi_parties *others, lapi_parties *to)
{
    char code[4] = "";
    const char *land = land_of(r->doc, e, others);
    if (to->count || sector.bytes == 0 || sector.bytes >= sizeof code || !land)
        return LAP_OK;
    memcpy(code, sector.at, sector.bytes);
    lapi_party who =
        lapi_party_implied(land, code, "named by nobody; usual for such an event");
    return lapi_party_add(r, &who, to);
}

lap_status lapi_usual_run(const lapi_reading *r)
{
    const lapi_table *plover = lapi_know_table(r->lexicon->know, LAPI_TABLE_PLOVER);
    lapi_events *events = &r->doc->events;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < events->count; i++) {
        lapi_event *e = &events->at[i];
        uint32_t row = row_of(plover, e);
        if (row == LAPI_NONE)
            continue;
        status = add(r, e, lapi_table_cell(plover, row, LAPI_PLOVER_ACTOR),
                     &e->recipients, &e->actors);
        if (status == LAP_OK)
            status = add(r, e, lapi_table_cell(plover, row, LAPI_PLOVER_RECIPIENT),
                         &e->actors, &e->recipients);
    }
    return status;
}
