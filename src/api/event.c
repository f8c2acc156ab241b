#include "api/parts.h"

static lap_text text_of(const lap_doc *doc, lapi_span span)
{
    lap_text text = {0};
    lapi_slice bytes = lapi_doc_slice(&doc->doc, span);
    text.at = bytes.at;
    text.bytes = bytes.bytes;
    text.start = lapi_view_point(&doc->view, span.begin);
    text.end = lapi_view_point(&doc->view, span.end);
    return text;
}

static lap_text word_of(lapi_slice slice)
{
    return (lap_text){.at = slice.bytes ? slice.at : "", .bytes = slice.bytes};
}

size_t lap_doc_event_count(const lap_doc *doc)
{
    return doc->doc.events.count;
}

static void set_days(const lap_doc *doc, const lapi_event *event, lap_event *out)
{
    const lapi_times *times = &doc->doc.times;
    if (event->when >= times->count || times->at[event->when].from == LAPI_DAY_NONE)
        return;
    const lapi_when *when = &times->at[event->when];
    lapi_day_write(when->from, out->from);
    lapi_day_write(when->to == LAPI_DAY_NONE ? when->from : when->to, out->to);
}

lap_status lap_doc_event(const lap_doc *doc, size_t index, lap_event *out)
{
    if (index >= doc->doc.events.count)
        return LAP_BAD_ARGUMENT;
    const lapi_event *event = &doc->doc.events.at[index];
    lap_event result = {.event = lapi_event_name(event->type), .quad = event->quad};
    lapi_id_write(event->id, result.id);
    result.mode = word_of(event->mode);
    memcpy(result.cameo, event->cameo, sizeof result.cameo);
    result.scale = (double)event->scale_e1 / 10;
    result.status = lapi_status_word(event->status);
    result.is_historical = event->historical;
    result.is_caption = event->caption;
    result.confidence = (double)event->confidence / 1000;
    result.trigger = text_of(doc, event->trigger);
    result.evidence = text_of(doc, event->evidence);
    set_days(doc, event, &result);
    result.actor_count = event->actors.count;
    result.recipient_count = event->recipients.count;
    result.source_count = event->according_to.count;
    result.denier_count = event->disputed_by.count;
    *out = result;
    return LAP_OK;
}

static const lapi_party *party_at(const lapi_parties *parties, size_t index)
{
    return index < parties->count ? &parties->at[index] : NULL;
}

static const lapi_party *voice_at(const lapi_voices *voices, size_t index)
{
    return index < voices->count ? &voices->at[index].who : NULL;
}

static const lapi_party *find_party(const lapi_event *event, lap_role role,
                                    size_t index)
{
    switch (role) {
    case LAP_ACTOR:
        return party_at(&event->actors, index);
    case LAP_RECIPIENT:
        return party_at(&event->recipients, index);
    case LAP_SOURCE:
        return voice_at(&event->according_to, index);
    case LAP_DENIER:
        return voice_at(&event->disputed_by, index);
    }
    return NULL;
}

lap_status lap_doc_entity(const lap_doc *doc, size_t event, lap_role role, size_t index,
                          lap_entity *out)
{
    if (event >= doc->doc.events.count)
        return LAP_BAD_ARGUMENT;
    const lapi_party *party = find_party(&doc->doc.events.at[event], role, index);
    if (!party)
        return LAP_BAD_ARGUMENT;
    *out = (lap_entity){
        .text = text_of(doc, party->span),
        .name = word_of(party->actor.name),
        .country = party->actor.country[0] ? party->actor.country : "UNK",
        .sector = party->actor.sector,
        .office = word_of(party->actor.office),
    };
    return LAP_OK;
}
