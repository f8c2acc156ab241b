#include "event/usual.h"

#include "event/attach.h"
#include "event/party.h"
#include "know/codes.h"

/* The country where it happens, else the one that the text is about, else that of the
 * others who take part; NULL if nothing tells. */
static const char *land_of(const lapi_doc *doc, const lapi_event *e,
                           const lapi_parties *others)
{
    const char *land = lapi_attach_land(doc, e);
    if (land)
        return land;
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
    if (to->count || sector.bytes == 0 || sector.bytes >= sizeof code)
        return LAP_OK;
    const char *land = land_of(r->doc, e, others);
    if (!land)
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
        uint32_t row = lapi_codes_plover(plover, e->type, e->mode);
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
