#include "base/url.h"
#include "view/parts.h"

typedef struct maker {
    const lapi_view *view;
    lapi_arena *arena;
    bool failed;
} maker;

static void *room(maker *m, size_t count, size_t size)
{
    void *at = lapi_arena_take(m->arena, count ? count : 1, size);
    m->failed |= !at;
    return at;
}

/* Words of the document with their offsets in code points. */
static lapi_told told_of(const lapi_view *view, lapi_span span)
{
    if (span.begin >= span.end)
        return (lapi_told){{NULL, 0}, 0, 0};
    return (lapi_told){lapi_doc_slice(view->doc, span),
                       lapi_view_point(view, span.begin),
                       lapi_view_point(view, span.end)};
}

static lapi_entity entity_of(const maker *m, const lapi_party *party)
{
    const lapi_actor *actor = &party->actor;
    lapi_entity entity = {.told = told_of(m->view, party->span),
                          .country = "UNK",
                          .name = actor->name,
                          .office = actor->office,
                          .wikidata = actor->wikidata};
    if (actor->country[0])
        memcpy(entity.country, actor->country, sizeof entity.country);
    memcpy(entity.sector, actor->sector, sizeof entity.sector);
    return entity;
}

static lapi_entities entities_of(maker *m, const lapi_parties *parties)
{
    lapi_entities out = {parties->count, room(m, parties->count, sizeof *out.at)};
    for (uint32_t i = 0; out.at && i < out.count; i++)
        out.at[i] = entity_of(m, &parties->at[i]);
    return out;
}

static lapi_sayings sayings_of(maker *m, const lapi_voices *voices)
{
    lapi_sayings out = {voices->count, room(m, voices->count, sizeof *out.at)};
    for (uint32_t i = 0; out.at && i < out.count; i++) {
        const lapi_voice *voice = &voices->at[i];
        out.at[i] =
            (lapi_saying){entity_of(m, &voice->who), told_of(m->view, voice->cue),
                          voice->medium, voice->said_on};
    }
    return out;
}

static void put_when(const maker *m, const lapi_event *event, lapi_record *record)
{
    const lapi_doc *doc = m->view->doc;
    record->from = record->to = LAPI_DAY_NONE;
    if (event->when >= doc->times.count)
        return;
    const lapi_when *when = &doc->times.at[event->when];
    if (when->from == LAPI_DAY_NONE)
        return;
    record->when = told_of(m->view, when->phrase);
    record->from = when->from;
    record->to = when->to == LAPI_DAY_NONE ? when->from : when->to;
    record->grain = when->grain;
    record->is_anchor_inferred = doc->anchor == LAPI_ANCHOR_INFERRED;
}

static lapi_site site_of(const maker *m, const lapi_place *place)
{
    lapi_site site = {.told = told_of(m->view, place->span),
                      .name = place->name,
                      .admin1 = place->admin1,
                      .has_point = place->has_point,
                      .grain = place->grain,
                      .relation = place->relation,
                      .lat_e4 = place->lat_e4,
                      .lon_e4 = place->lon_e4,
                      .geonameid = place->geonameid};
    memcpy(site.country, place->country, sizeof site.country);
    return site;
}

static void put_sites(maker *m, const lapi_event *event, lapi_record *record)
{
    record->site_count = event->place_count;
    record->sites = room(m, event->place_count, sizeof *record->sites);
    for (uint32_t i = 0; record->sites && i < event->place_count; i++)
        record->sites[i] = site_of(m, &m->view->doc->places.at[event->places[i]]);
}

lapi_amount lapi_view_amount(const lapi_view *view, const lapi_quantity *quantity)
{
    return (lapi_amount){.told = told_of(view, quantity->span),
                         .what = quantity->what,
                         .bound = quantity->bound,
                         .has_low = quantity->has_low,
                         .has_high = quantity->has_high,
                         .value = quantity->value,
                         .low = quantity->low,
                         .high = quantity->high,
                         .unit = quantity->unit};
}

static void put_amounts(maker *m, const lapi_event *event, lapi_record *record)
{
    const lapi_quantity *quantities = m->view->doc->quantities.at;
    record->amount_count = event->quantity_count;
    record->amounts = room(m, event->quantity_count, sizeof *record->amounts);
    for (uint32_t i = 0; record->amounts && i < event->quantity_count; i++) {
        lapi_amount *amount = &record->amounts[i];
        *amount = lapi_view_amount(m->view, &quantities[event->quantities[i]]);
        amount->what = event->what[i];
        if (event->whose)
            memcpy(amount->whose, event->whose[i], sizeof event->whose[i]);
    }
}

static lapi_record record_of(maker *m, const lapi_event *event)
{
    const lapi_events *events = &m->view->doc->events;
    lapi_record record = {.id = event->id,
                          .sentence = event->sentence,
                          .type = event->type,
                          .status = event->status,
                          .historical = event->historical,
                          .caption = event->caption,
                          .quad = event->quad,
                          .scale_e1 = event->scale_e1,
                          .mode = event->mode,
                          .confidence = event->confidence,
                          .actors = entities_of(m, &event->actors),
                          .recipients = entities_of(m, &event->recipients),
                          .trigger = told_of(m->view, event->trigger),
                          .evidence = told_of(m->view, event->evidence),
                          .contexts = event->contexts,
                          .context_count = event->context_count,
                          .according_to = sayings_of(m, &event->according_to),
                          .disputed_by = sayings_of(m, &event->disputed_by)};
    memcpy(record.cameo, event->cameo, sizeof record.cameo);
    if (event->same_as < events->count)
        record.same_as = events->at[event->same_as].id;
    put_when(m, event, &record);
    put_sites(m, event, &record);
    put_amounts(m, event, &record);
    return record;
}

/* Who published it: as told, or else the host of its address. */
static lapi_slice publisher_of(const lapi_doc *doc)
{
    return doc->publisher.bytes ? doc->publisher : lapi_url_host(doc->url);
}

lap_status lapi_view_report(const lapi_view *view, lapi_report *report)
{
    const lapi_doc *doc = view->doc;
    maker m = {view, doc->arena, false};
    *report = (lapi_report){.id = doc->id,
                            .url = doc->url,
                            .publisher = publisher_of(doc),
                            .title = lapi_slice_of(doc->text, doc->title_bytes),
                            .language = doc->language,
                            .coder = view->coder,
                            .text = lapi_slice_of(doc->text, doc->text_bytes),
                            .date = doc->date,
                            .anchor = doc->anchor,
                            .caption_count = doc->caption_count,
                            .file_offset = doc->origin_offset,
                            .file_bytes = doc->origin_bytes,
                            .record_count = doc->events.count};
    report->captions = room(&m, doc->caption_count, sizeof *report->captions);
    for (uint32_t i = 0; report->captions && i < doc->caption_count; i++)
        report->captions[i] = (lapi_span){lapi_view_point(view, doc->captions[i].begin),
                                          lapi_view_point(view, doc->captions[i].end)};
    report->records = room(&m, doc->events.count, sizeof *report->records);
    for (uint32_t e = 0; report->records && e < doc->events.count; e++)
        report->records[e] = record_of(&m, &doc->events.at[e]);
    return m.failed ? LAP_NO_MEMORY : LAP_OK;
}
