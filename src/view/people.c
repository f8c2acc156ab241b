#include "view/lines.h"

static void write_parties(lapi_lines *lines, const char *label,
                          const lapi_parties *parties)
{
    for (uint32_t i = 0; i < parties->count; i++) {
        lapi_lines_label(lines, i ? "" : label);
        lapi_lines_party(lines, &parties->at[i]);
        lapi_lines_str(lines, "\n");
    }
}

static void write_when(lapi_lines *lines, const lapi_event *event)
{
    const lapi_times *times = &lines->view->doc->times;
    if (event->when >= times->count || times->at[event->when].from == LAPI_DAY_NONE)
        return;
    const lapi_when *when = &times->at[event->when];
    lapi_lines_label(lines, "when");
    lapi_lines_days(lines, when->from, when->to);
    lapi_lines_str(lines, when->phrase.begin < when->phrase.end ? ", " : "");
    lapi_lines_quoted(lines, when->phrase);
    lapi_lines_str(lines, "\n");
}

/* "Kyiv City" says no more than "Kyiv". */
static bool starts_with(lapi_slice whole, lapi_slice start)
{
    return whole.bytes >= start.bytes &&
           lapi_slice_equal(lapi_slice_of(whole.at, start.bytes), start);
}

static void write_place(lapi_lines *lines, const lapi_place *place)
{
    lapi_lines_str(lines, lapi_place_relation_name(place->relation));
    lapi_lines_str(lines, " ");
    lapi_slice told = lapi_doc_slice(lines->view->doc, place->span);
    lapi_lines_text(lines, place->name.bytes ? place->name : told);
    bool has_region = place->admin1.bytes && !starts_with(place->admin1, place->name);
    if (has_region) {
        lapi_lines_str(lines, ", ");
        lapi_lines_text(lines, place->admin1);
    }
    if (place->country[0]) {
        lapi_lines_str(lines, " (");
        lapi_lines_str(lines, place->country);
        lapi_lines_str(lines, ")");
    }
    if (place->name.bytes && told.bytes && !lapi_slice_equal(place->name, told)) {
        lapi_lines_str(lines, ", ");
        lapi_lines_quoted(lines, place->span);
    }
}

static void write_places(lapi_lines *lines, const lapi_event *event)
{
    for (uint32_t i = 0; i < event->place_count; i++) {
        lapi_lines_label(lines, i ? "" : "where");
        write_place(lines, &lines->view->doc->places.at[event->places[i]]);
        lapi_lines_str(lines, "\n");
    }
}

static void write_bound(lapi_lines *lines, const lapi_quantity *quantity)
{
    static const char *const words[] = {
        "", "about ", "almost ", "at least ", "at most ", "more than ", "fewer than ",
    };
    if (quantity->bound < sizeof words / sizeof *words)
        lapi_lines_str(lines, words[quantity->bound]);
    lapi_lines_number(lines, quantity->value);
    if (quantity->unit.bytes) {
        lapi_slice unit = quantity->unit;
        bool is_one_of_many =
            quantity->what == LAPI_WHAT_DURATION && quantity->value == 1;
        if (is_one_of_many && unit.at[unit.bytes - 1] == 's')
            unit.bytes--;
        lapi_lines_str(lines, " ");
        lapi_lines_text(lines, unit);
    }
}

static void write_quantities(lapi_lines *lines, const lapi_event *event)
{
    for (uint32_t i = 0; i < event->quantity_count; i++) {
        lapi_lines_label(lines, i ? "" : "how many");
        write_bound(lines, &lines->view->doc->quantities.at[event->quantities[i]]);
        lapi_lines_str(lines, " (");
        lapi_lines_str(lines, lapi_quantity_what_name(event->what[i]));
        if (event->whose && event->whose[i][0]) {
            lapi_lines_str(lines, ", ");
            lapi_lines_str(lines, event->whose[i]);
        }
        lapi_lines_str(lines, ")\n");
    }
}

static void write_voices(lapi_lines *lines, const char *label,
                         const lapi_voices *voices)
{
    for (uint32_t i = 0; i < voices->count; i++) {
        const lapi_voice *voice = &voices->at[i];
        lapi_lines_label(lines, i ? "" : label);
        lapi_lines_party(lines, &voice->who);
        if (voice->medium.bytes) {
            lapi_lines_str(lines, ", ");
            lapi_lines_text(lines, voice->medium);
        }
        if (voice->said_on != LAPI_DAY_NONE) {
            lapi_lines_str(lines, ", ");
            lapi_lines_day(lines, voice->said_on);
        }
        lapi_lines_str(lines, "\n");
    }
}

static void write_heading(lapi_lines *lines, uint32_t number, const lapi_event *event)
{
    lapi_lines_str(lines, number < 10 ? " " : "");
    lapi_buffer_u64(lines->out, number);
    lapi_lines_str(lines, "  ");
    lapi_lines_type(lines, event);
    if (event->cameo[0]) {
        lapi_lines_str(lines, "  ");
        lapi_lines_ink(lines, LAPI_INK_DIM, event->cameo);
    }
    lapi_lines_str(lines, "\n");
}

static void write_status(lapi_lines *lines, const lapi_event *event)
{
    lapi_lines_label(lines, "status");
    lapi_lines_str(lines, lapi_status_word(event->status));
    lapi_lines_str(lines, event->historical ? ", background" : "");
    lapi_lines_str(lines, event->caption ? ", from a caption" : "");
    lapi_lines_str(lines, ", ");
    lapi_buffer_u64(lines->out, (event->confidence + 5) / 10);
    lapi_lines_str(lines, "% sure\n");
}

/* Number, from 1, under which the reader sees an event of the document. */
static void write_same_as(lapi_lines *lines, const lapi_event *event)
{
    if (event->same_as >= lines->view->doc->events.count)
        return;
    lapi_lines_label(lines, "same as");
    lapi_buffer_u64(lines->out, event->same_as + 1);
    lapi_lines_str(lines, "\n");
}

static void write_event(lapi_lines *lines, uint32_t number, const lapi_event *event)
{
    write_heading(lines, number, event);
    write_parties(
        lines, event->recipients.count || event->actors.count < 2 ? "who" : "between",
        &event->actors);
    write_parties(lines, "to whom", &event->recipients);
    write_when(lines, event);
    write_places(lines, event);
    write_quantities(lines, event);
    write_voices(lines, "according to", &event->according_to);
    write_voices(lines, "disputed by", &event->disputed_by);
    write_same_as(lines, event);
    write_status(lines, event);
    lapi_lines_passage(lines, event->evidence, event->trigger);
    lapi_lines_str(lines, "\n");
}

static void write_document(lapi_lines *lines)
{
    const lapi_doc *doc = lines->view->doc;
    lapi_lines_text(lines, doc->id);
    if (doc->date != LAPI_DAY_NONE) {
        lapi_lines_str(lines, ", ");
        lapi_lines_day(lines, doc->date);
        if (doc->anchor == LAPI_ANCHOR_INFERRED)
            lapi_lines_str(lines, " (inferred)");
    }
    lapi_lines_str(lines, ": ");
    lapi_buffer_u64(lines->out, doc->events.count);
    lapi_lines_str(lines, doc->events.count == 1 ? " event\n\n" : " events\n\n");
}

void lapi_view_people(const lapi_view *view, lapi_style style, lapi_buffer *out)
{
    lapi_lines lines = {view, style, out};
    const lapi_events *events = &view->doc->events;
    if (events->count == 0)
        return;
    write_document(&lines);
    for (uint32_t e = 0; e < events->count; e++)
        write_event(&lines, e + 1, &events->at[e]);
}
