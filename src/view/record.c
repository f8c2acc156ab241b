#include "view/parts.h"

void lapi_part_offsets(lapi_json *json, const lapi_view *view, lapi_span span)
{
    lapi_json_key(json, "start");
    lapi_json_u64(json, lapi_view_point(view, span.begin));
    lapi_json_key(json, "end");
    lapi_json_u64(json, lapi_view_point(view, span.end));
}

void lapi_part_span(lapi_json *json, const lapi_view *view, lapi_span span)
{
    if (span.begin >= span.end)
        return;
    lapi_json_pair(json, "text", lapi_doc_slice(view->doc, span));
    lapi_part_offsets(json, view, span);
}

void lapi_part_day(lapi_json *json, const char *key, int32_t day)
{
    char text[11];
    lapi_day_write(day, text);
    lapi_json_key(json, key);
    lapi_json_str(json, text);
}

void lapi_part_degrees(lapi_json *json, const char *key, int32_t e4)
{
    lapi_json_key(json, key);
    lapi_json_decimal(json, (double)e4 / 10000, 4);
}

void lapi_part_amount(lapi_json *json, const lapi_quantity *quantity)
{
    lapi_json_key(json, "value");
    lapi_json_decimal(json, quantity->value, 3);
    if (quantity->has_low) {
        lapi_json_key(json, "low");
        lapi_json_decimal(json, quantity->low, 3);
    }
    if (quantity->has_high) {
        lapi_json_key(json, "high");
        lapi_json_decimal(json, quantity->high, 3);
    }
    lapi_json_key(json, "bound");
    lapi_json_str(json, lapi_bound_name(quantity->bound));
    lapi_json_pair(json, "unit", quantity->unit);
}

static void write_code(lapi_json *json, const lapi_actor *actor, const char *country)
{
    char code[9];
    size_t n = strlen(country), m = strlen(actor->sector);
    memcpy(code, country, n);
    if (m)
        code[n++] = ' ';
    memcpy(code + n, actor->sector, m);
    lapi_json_key(json, "code");
    lapi_json_slice(json, lapi_slice_of(code, (uint32_t)(n + m)));
}

/* The keys of an entity, inside an object that the caller opened. */
static void write_party(lapi_json *json, const lapi_view *view, const lapi_party *party)
{
    const lapi_actor *actor = &party->actor;
    const char *country = actor->country[0] ? actor->country : "UNK";
    lapi_part_span(json, view, party->span);
    lapi_json_pair(json, "name", actor->name);
    lapi_json_key(json, "country");
    lapi_json_str(json, country);
    lapi_json_key(json, "sector");
    lapi_json_str(json, actor->sector);
    write_code(json, actor, country);
    lapi_json_pair(json, "office", actor->office);
    lapi_json_pair(json, "wikidata", actor->wikidata);
}

static void write_parties(lapi_json *json, const lapi_view *view, const char *key,
                          const lapi_parties *parties)
{
    if (!parties->count)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < parties->count; i++) {
        lapi_json_open(json, '{');
        write_party(json, view, &parties->at[i]);
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

static void write_span(lapi_json *json, const lapi_view *view, const char *key,
                       lapi_span span)
{
    if (span.begin >= span.end)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '{');
    lapi_part_span(json, view, span);
    lapi_json_close(json, '}');
}

static const char *grain_name(unsigned grain)
{
    static const char *const names[] = {"day", "week", "month", "year", "vague"};
    return grain < sizeof names / sizeof *names ? names[grain] : "vague";
}

static void write_when(lapi_json *json, const lapi_view *view, const lapi_event *event)
{
    if (event->when >= view->doc->times.count)
        return;
    const lapi_when *when = &view->doc->times.at[event->when];
    if (when->from == LAPI_DAY_NONE)
        return;
    lapi_json_key(json, "date");
    lapi_json_open(json, '{');
    lapi_part_span(json, view, when->phrase);
    lapi_part_day(json, "from", when->from);
    lapi_part_day(json, "to", when->to == LAPI_DAY_NONE ? when->from : when->to);
    lapi_json_key(json, "grain");
    lapi_json_str(json, grain_name(when->grain));
    if (view->doc->anchor == LAPI_ANCHOR_INFERRED)
        lapi_json_pair(json, "anchor", LAPI_S("inferred"));
    lapi_json_close(json, '}');
}

static void write_place(lapi_json *json, const lapi_view *view, const lapi_place *place)
{
    lapi_json_open(json, '{');
    lapi_part_span(json, view, place->span);
    lapi_json_pair(json, "name", place->name);
    lapi_json_pair(json, "country", lapi_slice_str(place->country));
    lapi_json_pair(json, "admin1", place->admin1);
    if (place->has_point) {
        lapi_part_degrees(json, "lat", place->lat_e4);
        lapi_part_degrees(json, "lon", place->lon_e4);
    }
    if (place->geonameid) {
        lapi_json_key(json, "geonameid");
        lapi_json_u64(json, place->geonameid);
    }
    lapi_json_key(json, "grain");
    lapi_json_str(json, lapi_place_grain_name(place->grain));
    lapi_json_key(json, "relation");
    lapi_json_str(json, lapi_place_relation_name(place->relation));
    lapi_json_close(json, '}');
}

static void write_places(lapi_json *json, const lapi_view *view,
                         const lapi_event *event)
{
    if (!event->place_count)
        return;
    lapi_json_key(json, "place");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < event->place_count; i++)
        write_place(json, view, &view->doc->places.at[event->places[i]]);
    lapi_json_close(json, ']');
}

static void write_quantities(lapi_json *json, const lapi_view *view,
                             const lapi_event *event)
{
    if (!event->quantity_count)
        return;
    lapi_json_key(json, "quantity");
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < event->quantity_count; i++) {
        const lapi_quantity *q = &view->doc->quantities.at[event->quantities[i]];
        lapi_json_open(json, '{');
        lapi_part_span(json, view, q->span);
        lapi_json_key(json, "what");
        lapi_json_str(json, lapi_quantity_what_name(event->what[i]));
        lapi_part_amount(json, q);
        if (event->whose)
            lapi_json_pair(json, "whose", lapi_slice_str(event->whose[i]));
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

static void write_voices(lapi_json *json, const lapi_view *view, const char *key,
                         const lapi_voices *voices)
{
    if (!voices->count)
        return;
    lapi_json_key(json, key);
    lapi_json_open(json, '[');
    for (uint32_t i = 0; i < voices->count; i++) {
        const lapi_voice *voice = &voices->at[i];
        lapi_json_open(json, '{');
        write_party(json, view, &voice->who);
        write_span(json, view, "cue", voice->cue);
        lapi_json_pair(json, "medium", voice->medium);
        if (voice->said_on != LAPI_DAY_NONE)
            lapi_part_day(json, "when", voice->said_on);
        lapi_json_close(json, '}');
    }
    lapi_json_close(json, ']');
}

static void write_type(lapi_json *json, const lapi_event *event)
{
    lapi_json_key(json, "event");
    lapi_json_str(json, lapi_event_name(event->type));
    lapi_json_pair(json, "mode", event->mode);
    if (event->context_count) {
        lapi_json_key(json, "context");
        lapi_json_open(json, '[');
        for (uint32_t i = 0; i < event->context_count; i++)
            lapi_json_slice(json, event->contexts[i]);
        lapi_json_close(json, ']');
    }
    lapi_json_pair(json, "cameo", lapi_slice_str(event->cameo));
    lapi_json_key(json, "quad");
    lapi_json_u64(json, event->quad);
    lapi_json_key(json, "scale");
    lapi_json_decimal(json, (double)event->scale_e1 / 10, 1);
}

static void write_flag(lapi_json *json, const char *key, bool is_set)
{
    if (!is_set)
        return;
    lapi_json_key(json, key);
    lapi_json_true(json);
}

static void write_id(lapi_json *json, const char *key, const lapi_event *event)
{
    char id[17];
    lapi_event_id_write(event->id, id);
    lapi_json_key(json, key);
    lapi_json_str(json, id);
}

void lapi_part_record(lapi_json *json, const lapi_view *view, const lapi_event *event)
{
    lapi_json_open(json, '{');
    write_id(json, "id", event);
    lapi_json_key(json, "doc");
    lapi_json_slice(json, view->doc->id);
    lapi_json_key(json, "sentence");
    lapi_json_u64(json, event->sentence);
    write_type(json, event);
    write_parties(json, view, "actor", &event->actors);
    write_parties(json, view, "recipient", &event->recipients);
    write_span(json, view, "trigger", event->trigger);
    write_span(json, view, "evidence", event->evidence);
    write_when(json, view, event);
    write_places(json, view, event);
    write_quantities(json, view, event);
    lapi_json_key(json, "status");
    lapi_json_str(json, lapi_status_word(event->status));
    write_flag(json, "historical", event->historical);
    write_voices(json, view, "according_to", &event->according_to);
    write_voices(json, view, "disputed_by", &event->disputed_by);
    if (event->same_as < view->doc->events.count)
        write_id(json, "same_as", &view->doc->events.at[event->same_as]);
    lapi_json_key(json, "confidence");
    lapi_json_decimal(json, (double)event->confidence / 1000, 3);
    write_flag(json, "caption", event->caption);
    lapi_json_pair(json, "coder", view->coder);
    lapi_json_close(json, '}');
}

void lapi_view_record(const lapi_view *view, uint32_t event, lapi_buffer *out)
{
    lapi_json json = {.out = out};
    lapi_part_record(&json, view, &view->doc->events.at[event]);
    lapi_buffer_byte(out, '\n');
}

void lapi_view_records(const lapi_view *view, lapi_buffer *out)
{
    for (uint32_t e = 0; e < view->doc->events.count; e++)
        lapi_view_record(view, e, out);
}
