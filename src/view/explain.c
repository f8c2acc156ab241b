#include "view/lines.h"

static void quote(lapi_lines *lines, lapi_span span)
{
    lapi_lines_quoted(lines, lapi_doc_slice(lines->view->doc, span));
}

static void write_reason(lapi_lines *lines, const char *rule)
{
    lapi_lines_str(lines, "\n");
    lapi_lines_label(lines, "");
    lapi_lines_str(lines, "  because ");
    lapi_lines_str(lines, rule && rule[0] ? rule : "no rule was noted");
    lapi_lines_str(lines, "\n");
}

static void write_mention(lapi_lines *lines, uint32_t index)
{
    const lapi_mentions *mentions = &lines->view->doc->mentions;
    if (index >= mentions->count)
        return;
    const lapi_mention *mention = &mentions->at[index];
    lapi_lines_label(lines, "");
    lapi_lines_str(lines, "  is ");
    lapi_lines_str(lines, mention->rule ? mention->rule : "as told");
    if (mention->source.bytes) {
        lapi_lines_str(lines, ": ");
        lapi_lines_text(lines, mention->source);
    }
    lapi_lines_str(lines, "\n");
}

static void write_party(lapi_lines *lines, const char *label, const lapi_party *party,
                        const lapi_entity *entity)
{
    lapi_lines_label(lines, label);
    quote(lines, party->span);
    lapi_lines_str(lines, party->span.begin < party->span.end ? " -> " : "");
    lapi_lines_entity(lines, entity);
    write_reason(lines, party->rule);
    write_mention(lines, party->mention);
}

static void write_frame(lapi_lines *lines, lapi_frame_source frames,
                        const lapi_event *event)
{
    lapi_frame_text frame;
    lapi_lines_label(lines, "frame");
    if (!frames.find || !frames.find(frames.context, event->frame, &frame)) {
        lapi_lines_str(lines, "none\n");
        return;
    }
    lapi_lines_text(lines, frame.trigger);
    lapi_lines_str(lines, " (");
    lapi_lines_text(lines, frame.pos);
    lapi_lines_str(lines, ") as ");
    lapi_lines_text(lines, frame.frame);
    if (frame.when.bytes) {
        lapi_lines_str(lines, " when ");
        lapi_lines_text(lines, frame.when);
    }
    lapi_lines_str(lines, "\n");
    if (frame.example.bytes) {
        lapi_lines_label(lines, "");
        lapi_lines_str(lines, "  as in: ");
        lapi_lines_text(lines, frame.example);
        lapi_lines_str(lines, "\n");
    }
}

static void write_when(lapi_lines *lines, const lapi_event *event)
{
    const lapi_times *times = &lines->view->doc->times;
    if (event->when >= times->count)
        return;
    const lapi_when *when = &times->at[event->when];
    lapi_lines_label(lines, "when");
    quote(lines, when->phrase);
    if (when->from != LAPI_DAY_NONE) {
        lapi_lines_str(lines, " -> ");
        lapi_lines_days(lines, when->from, when->to);
    }
    write_reason(lines, when->rule);
}

static void write_places(lapi_lines *lines, const lapi_event *event)
{
    for (uint32_t i = 0; i < event->place_count; i++) {
        const lapi_place *place = &lines->view->doc->places.at[event->places[i]];
        lapi_lines_label(lines, i ? "" : "where");
        quote(lines, place->span);
        lapi_lines_str(lines, " -> ");
        lapi_lines_text(lines, place->name);
        if (place->country[0]) {
            lapi_lines_str(lines, ", ");
            lapi_lines_str(lines, place->country);
        }
        if (place->geonameid) {
            lapi_lines_str(lines, ", geonames ");
            lapi_buffer_u64(lines->out, place->geonameid);
        }
        lapi_lines_str(lines, ", ");
        lapi_buffer_u64(lines->out, (place->confidence + 5) / 10);
        lapi_lines_str(lines, "% sure");
        write_reason(lines, place->rule);
    }
}

static void write_quantities(lapi_lines *lines, const lapi_event *event)
{
    for (uint32_t i = 0; i < event->quantity_count; i++) {
        const lapi_quantity *q = &lines->view->doc->quantities.at[event->quantities[i]];
        lapi_lines_label(lines, i ? "" : "how many");
        quote(lines, q->span);
        lapi_lines_str(lines, " -> ");
        lapi_lines_str(lines, lapi_quantity_what_name(event->what[i]));
        lapi_lines_str(lines, " ");
        lapi_lines_number(lines, q->value);
        write_reason(lines, q->rule);
    }
}

static void write_status(lapi_lines *lines, const lapi_event *event)
{
    const lapi_facts *facts = &lines->view->doc->facts;
    lapi_lines_label(lines, "status");
    lapi_lines_str(lines, lapi_status_word(event->status));
    lapi_lines_str(lines, event->historical ? ", background" : "");
    uint32_t fact = facts->by_word ? facts->by_word[event->head] : LAPI_NONE;
    write_reason(lines, fact < facts->count ? facts->at[fact].rule
                                            : "nothing in the text limits it");
}

static void write_voices(lapi_lines *lines, const char *label,
                         const lapi_voices *voices, const lapi_sayings *sayings)
{
    for (uint32_t i = 0; i < voices->count; i++) {
        write_party(lines, i ? "" : label, &voices->at[i].who, &sayings->at[i].who);
        if (voices->at[i].cue.begin >= voices->at[i].cue.end)
            continue;
        lapi_lines_label(lines, "");
        lapi_lines_str(lines, "  by the cue ");
        quote(lines, voices->at[i].cue);
        lapi_lines_str(lines, "\n");
    }
}

/* Confidence, and what spoke most for or against the record, in logits. */
static void write_confidence(lapi_lines *lines, const lapi_event *event)
{
    lapi_lines_label(lines, "sure");
    lapi_buffer_u64(lines->out, (event->confidence + 5) / 10);
    lapi_lines_str(lines, "%\n");
    for (uint32_t i = 0; i < event->reason_count; i++) {
        const lapi_reason *reason = &event->reasons[i];
        unsigned weight =
            (unsigned)(reason->weight < 0 ? -reason->weight : reason->weight);
        lapi_lines_label(lines, "");
        lapi_lines_str(lines, reason->weight < 0 ? "  against, " : "  for, ");
        lapi_buffer_u64(lines->out, weight / 16);
        lapi_lines_str(lines, ".");
        lapi_buffer_u64(lines->out, weight % 16 * 10 / 16);
        lapi_lines_str(lines, ": ");
        lapi_lines_str(lines, reason->name);
        if (reason->span.begin < reason->span.end) {
            lapi_lines_str(lines, " ");
            quote(lines, reason->span);
        }
        lapi_lines_str(lines, "\n");
    }
}

static void write_event(lapi_lines *lines, lapi_frame_source frames, uint32_t number,
                        const lapi_event *event, const lapi_record *record)
{
    char id[17];
    lapi_id_write(event->id, id);
    lapi_lines_str(lines, number < 10 ? " " : "");
    lapi_buffer_u64(lines->out, number);
    lapi_lines_str(lines, "  ");
    lapi_lines_type(lines, record);
    lapi_lines_str(lines, "  ");
    lapi_lines_ink(lines, LAPI_INK_DIM, id);
    lapi_lines_str(lines, "\n");
    lapi_lines_evidence(lines, record);
    lapi_lines_label(lines, "trigger");
    quote(lines, event->trigger);
    lapi_lines_str(lines, " in sentence ");
    lapi_buffer_u64(lines->out, event->sentence);
    lapi_lines_str(lines, "\n");
    write_frame(lines, frames, event);
    for (uint32_t i = 0; i < event->actors.count; i++)
        write_party(lines, i ? "" : "who", &event->actors.at[i], &record->actors.at[i]);
    for (uint32_t i = 0; i < event->recipients.count; i++)
        write_party(lines, i ? "" : "to whom", &event->recipients.at[i],
                    &record->recipients.at[i]);
    write_when(lines, event);
    write_places(lines, event);
    write_quantities(lines, event);
    write_status(lines, event);
    write_voices(lines, "according to", &event->according_to, &record->according_to);
    write_voices(lines, "disputed by", &event->disputed_by, &record->disputed_by);
    write_confidence(lines, event);
    lapi_lines_str(lines, "\n");
}

uint32_t lapi_view_explain(const lapi_view *view, lapi_style style,
                           lapi_frame_source frames, uint64_t only, lapi_buffer *out)
{
    lapi_lines lines = {style, out, view};
    const lapi_events *events = &view->doc->events;
    uint32_t told = 0;
    for (uint32_t e = 0; e < events->count; e++) {
        if (only && events->at[e].id != only)
            continue;
        write_event(&lines, frames, e + 1, &events->at[e], &view->report.records[e]);
        told++;
    }
    return told;
}
