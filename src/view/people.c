#include "view/lines.h"

static void write_entities(lapi_lines *lines, const char *label,
                           const lapi_entities *list)
{
    for (uint32_t i = 0; i < list->count; i++) {
        lapi_lines_label(lines, i ? "" : label);
        lapi_lines_entity(lines, &list->at[i]);
        lapi_lines_str(lines, "\n");
    }
}

static void write_when(lapi_lines *lines, const lapi_record *record)
{
    if (record->from == LAPI_DAY_NONE)
        return;
    lapi_lines_label(lines, "when");
    lapi_lines_days(lines, record->from, record->to);
    lapi_lines_str(lines, record->when.text.bytes ? ", " : "");
    lapi_lines_quoted(lines, record->when.text);
    lapi_lines_str(lines, "\n");
}

static void write_amounts(lapi_lines *lines, const lapi_record *record)
{
    for (uint32_t i = 0; i < record->amount_count; i++) {
        lapi_lines_label(lines, i ? "" : "how many");
        lapi_lines_amount(lines, &record->amounts[i]);
        lapi_lines_str(lines, "\n");
    }
}

static void write_sayings(lapi_lines *lines, const char *label,
                          const lapi_sayings *sayings)
{
    for (uint32_t i = 0; i < sayings->count; i++) {
        const lapi_saying *saying = &sayings->at[i];
        lapi_lines_label(lines, i ? "" : label);
        lapi_lines_entity(lines, &saying->who);
        if (saying->medium.bytes) {
            lapi_lines_str(lines, ", ");
            lapi_lines_text(lines, saying->medium);
        }
        if (saying->said_on != LAPI_DAY_NONE) {
            lapi_lines_str(lines, ", ");
            lapi_lines_day(lines, saying->said_on);
        }
        lapi_lines_str(lines, "\n");
    }
}

static void write_heading(lapi_lines *lines, uint32_t number, const lapi_record *record)
{
    lapi_lines_str(lines, number < 10 ? " " : "");
    lapi_buffer_u64(lines->out, number);
    lapi_lines_str(lines, "  ");
    lapi_lines_type(lines, record);
    if (record->cameo[0]) {
        lapi_lines_str(lines, "  ");
        lapi_lines_ink(lines, LAPI_INK_DIM, record->cameo);
    }
    lapi_lines_str(lines, "\n");
}

static void write_status(lapi_lines *lines, const lapi_record *record)
{
    lapi_lines_label(lines, "status");
    lapi_lines_str(lines, lapi_status_word(record->status));
    lapi_lines_str(lines, record->historical ? ", background" : "");
    lapi_lines_str(lines, record->caption ? ", from a caption" : "");
    lapi_lines_str(lines, ", ");
    lapi_buffer_u64(lines->out, (record->confidence + 5) / 10);
    lapi_lines_str(lines, "% sure\n");
}

/* Number, from 1, under which the reader sees the earlier telling. */
static void write_same_as(lapi_lines *lines, const lapi_report *report,
                          const lapi_record *record)
{
    uint32_t number = 0;
    while (record->same_as && number < report->record_count &&
           report->records[number].id != record->same_as)
        number++;
    if (!record->same_as || number == report->record_count)
        return;
    lapi_lines_label(lines, "same as");
    lapi_buffer_u64(lines->out, number + 1);
    lapi_lines_str(lines, "\n");
}

static void write_record(lapi_lines *lines, const lapi_report *report, uint32_t r)
{
    const lapi_record *record = &report->records[r];
    bool is_mutual = !record->recipients.count && record->actors.count >= 2;
    write_heading(lines, r + 1, record);
    write_entities(lines, is_mutual ? "between" : "who", &record->actors);
    write_entities(lines, "to whom", &record->recipients);
    write_when(lines, record);
    lapi_lines_sites(lines, record->sites, record->site_count);
    write_amounts(lines, record);
    write_sayings(lines, "according to", &record->according_to);
    write_sayings(lines, "disputed by", &record->disputed_by);
    write_same_as(lines, report, record);
    write_status(lines, record);
    lapi_lines_evidence(lines, record);
    lapi_lines_str(lines, "\n");
}

static void write_document(lapi_lines *lines, const lapi_report *report)
{
    lapi_lines_text(lines, report->id);
    if (report->date != LAPI_DAY_NONE) {
        lapi_lines_str(lines, ", ");
        lapi_lines_day(lines, report->date);
        if (report->anchor == LAPI_ANCHOR_INFERRED)
            lapi_lines_str(lines, " (inferred)");
    }
    lapi_lines_str(lines, ": ");
    lapi_buffer_u64(lines->out, report->record_count);
    lapi_lines_str(lines, report->record_count == 1 ? " event\n\n" : " events\n\n");
}

void lapi_report_people(const lapi_report *report, lapi_style style, lapi_buffer *out)
{
    lapi_lines lines = {style, out, NULL};
    if (report->record_count == 0)
        return;
    write_document(&lines, report);
    for (uint32_t r = 0; r < report->record_count; r++)
        write_record(&lines, report, r);
}
