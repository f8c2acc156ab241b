#include "intake/coded.h"

#include "base/hash.h"
#include "base/status.h"
#include "intake/coded_parts.h"
#include "intake/record.h"
#include "unicode/utf8.h"

#include <stdlib.h>

#define RECORDS_MAX 65536u /* of one document of our own */

static const lapi_coded_format *const formats[LAPI_CODED_COUNT] = {
    [LAPI_CODED_RECORDS] = NULL,
    [LAPI_CODED_GDELT] = &lapi_coded_gdelt,
    [LAPI_CODED_ICEWS] = &lapi_coded_icews,
    [LAPI_CODED_POLECAT] = &lapi_coded_polecat,
    [LAPI_CODED_PHOENIX] = &lapi_coded_phoenix,
    [LAPI_CODED_CAMEO] = &lapi_coded_cameo,
    [LAPI_CODED_WEIS] = &lapi_coded_weis,
    [LAPI_CODED_UCDP] = &lapi_coded_ucdp,
    [LAPI_CODED_ACLED] = &lapi_coded_acled,
};

struct lapi_coded {
    const lapi_coded_format *format; /* NULL: our own records */
    lapi_lines_in lines;
    lapi_codes codes;
    lapi_buffer line, row; /* row: of several lines, cells are cut out of it */
    uint64_t number;       /* of the row's first line */
    bool is_ahead;         /* a line of the next document has been read */
    bool is_long;          /* a line that was too long is still to be told */
    bool has_names;        /* the line of names has been read, or there is none */
    char mark;             /* between cells */
    int16_t places[LAPI_CODED_COLUMNS_MAX]; /* of the format's columns; -1: none */
    lapi_slice cells[LAPI_CODED_CELLS_MAX];
    lapi_json_in *json;
};

const char *lapi_coded_name(unsigned kind)
{
    if (kind == LAPI_CODED_RECORDS)
        return "records";
    return kind < LAPI_CODED_COUNT ? formats[kind]->name : "unknown";
}

unsigned lapi_coded_find(lapi_slice name)
{
    unsigned kind = 0;
    while (kind < LAPI_CODED_COUNT && !lapi_slice_is(name, lapi_coded_name(kind)))
        kind++;
    return kind;
}

void lapi_coded_free(lapi_coded *coded)
{
    if (!coded)
        return;
    lapi_lines_in_clear(&coded->lines);
    lapi_buffer_clear(&coded->line);
    lapi_buffer_clear(&coded->row);
    lapi_json_in_free(coded->json);
    free(coded);
}

lap_status lapi_coded_new(enum lapi_coded_kind kind, lapi_stream stream,
                          const lapi_know *know, lapi_coded **out)
{
    lapi_coded *coded = calloc(1, sizeof *coded);
    if (!coded)
        return LAP_NO_MEMORY;
    coded->format = formats[kind];
    coded->mark = '\t';
    lapi_codes_init(&coded->codes, know);
    lap_status status =
        lapi_lines_in_init(&coded->lines, stream, LAPI_CODED_ROW_BYTES_MAX);
    if (status == LAP_OK && !coded->format)
        status = lapi_json_in_new(&coded->json);
    if (status)
        lapi_coded_free(coded);
    else
        *out = coded;
    return status;
}

static uint32_t count_marks(const lapi_buffer *row, char mark)
{
    uint32_t n = 0;
    for (size_t i = 0; i < row->bytes; i++)
        n += row->at[i] == mark;
    return n;
}

static enum lapi_coded_row bad(lapi_coded *coded, lap_error *error, const char *what)
{
    lapi_fail(error, LAP_BAD_INPUT, coded->number, "%s", what);
    return LAPI_CODED_BAD;
}

static enum lapi_coded_row failed(lap_error *error, lap_status status, uint64_t number)
{
    lapi_fail(error, status, number, "%s", "");
    return LAPI_CODED_FAILED;
}

/* The next line could not be read. */
static enum lapi_coded_row failed_line(const lapi_coded *coded, lap_error *error)
{
    return failed(error, coded->line.failed ? LAP_NO_MEMORY : LAP_IO,
                  coded->lines.number);
}

/* The next row that is not blank, in coded->row: LAPI_CODED_REPORT when there is one.
 */
static enum lapi_coded_row next_row(lapi_coded *coded, lap_error *error)
{
    bool is_open = false; /* a quotation mark */
    lapi_buffer_reset(&coded->row);
    for (;;) {
        enum lapi_line line = lapi_lines_in_next(&coded->lines, &coded->line);
        if (line == LAPI_LINE_FAILED)
            return failed_line(coded, error);
        if (line == LAPI_LINE_END && coded->row.bytes)
            return bad(coded, error, "a quotation mark is never closed");
        if (line == LAPI_LINE_END)
            return LAPI_CODED_END;
        if (coded->row.bytes == 0)
            coded->number = coded->lines.number;
        else
            lapi_buffer_byte(&coded->row, '\n');
        lapi_buffer_add(&coded->row, coded->line.at, coded->line.bytes);
        if (coded->format->is_csv && count_marks(&coded->line, '"') % 2)
            is_open = !is_open;
        if (line == LAPI_LINE_TOO_LONG || coded->row.bytes > LAPI_CODED_ROW_BYTES_MAX)
            return bad(coded, error, "a row of more than 1 MiB");
        if (coded->row.failed)
            return failed(error, LAP_NO_MEMORY, coded->number);
        if (coded->row.bytes && !is_open)
            return LAPI_CODED_REPORT;
    }
}

/* A row that is no UTF-8 is taken for ISO 8859-1, in which some of these are
 * distributed. False: a NUL in it, or no memory. */
static bool make_utf8(lapi_buffer *row, lapi_buffer *spare)
{
    if (row->bytes && memchr(row->at, 0, row->bytes))
        return false;
    if (lapi_utf8_check(row->at, row->bytes) == row->bytes)
        return true;
    lapi_buffer_reset(spare);
    for (size_t i = 0; i < row->bytes; i++) {
        char sign[4];
        lapi_buffer_add(spare, sign, lapi_utf8_write((unsigned char)row->at[i], sign));
    }
    lapi_buffer old = *row;
    *row = *spare;
    *spare = old;
    return !row->failed;
}

/* Cuts one quoted cell out of the row, its doubled marks made one; false if something
 * stands behind it. */
static bool cut_quoted(char **at, const char *end, lapi_slice *cell, char mark)
{
    char *from = *at + 1, *to = from;
    cell->at = to;
    while (from < end && (*from != '"' || (from + 1 < end && from[1] == '"'))) {
        from += *from == '"';
        *to++ = *from++;
    }
    cell->bytes = (uint32_t)(to - cell->at);
    *at = from + 1;
    return *at >= end || **at == mark;
}

/* Cells of the row into coded->cells; what is wrong, or NULL. */
static const char *cut_cells(lapi_coded *coded, uint32_t *count)
{
    char *at = coded->row.at;
    const char *end = at + coded->row.bytes;
    *count = 0;
    if (coded->row.bytes && end[-1] == '\r')
        end--;
    for (bool is_more = true; is_more;) {
        if (*count == LAPI_CODED_CELLS_MAX)
            return "more than 256 cells";
        lapi_slice *cell = &coded->cells[(*count)++];
        if (coded->format->is_csv && at < end && *at == '"') {
            if (!cut_quoted(&at, end, cell, coded->mark))
                return "something behind a quotation mark";
        } else {
            char *stop = at < end ? memchr(at, coded->mark, (size_t)(end - at)) : NULL;
            *cell = lapi_slice_of(at, (uint32_t)((stop ? stop : end) - at));
            at += cell->bytes;
        }
        is_more = at < end;
        at++;
    }
    return NULL;
}

/* "a  b\tc": cells parted by blanks, for the old dyads. */
static void part_by_tabs(lapi_buffer *row, uint32_t cells)
{
    size_t to = 0;
    if (count_marks(row, '\t'))
        return;
    for (size_t i = 0; i < row->bytes; i++) {
        bool is_blank = row->at[i] == ' ' && cells > 1;
        if (is_blank && to && row->at[to - 1] == '\t')
            continue;
        cells -= is_blank;
        row->at[to++] = is_blank ? '\t' : row->at[i];
    }
    row->bytes = to;
}

static bool is_name(lapi_slice cell, const char *name)
{
    return lapi_know_key(cell) == lapi_know_key(lapi_slice_str(name));
}

/* Is it the line of names: has it those of the first two columns? */
static bool find_names(lapi_coded *coded, uint32_t count)
{
    const lapi_coded_format *format = coded->format;
    uint32_t found = 0;
    for (uint8_t c = 0; c < format->column_count; c++) {
        coded->places[c] = -1;
        for (uint32_t i = 0; i < count && coded->places[c] < 0; i++)
            if (is_name(coded->cells[i], format->names[c]))
                coded->places[c] = (int16_t)i;
        found += c < 2 && coded->places[c] >= 0;
    }
    return found == 2;
}

/* The first row: names of columns, or, where the format has none, a row of its width.
 */
static enum lapi_coded_row read_names(lapi_coded *coded, lap_error *error)
{
    const lapi_coded_format *format = coded->format;
    uint32_t count;
    if (format->is_csv)
        coded->mark =
            count_marks(&coded->row, ';') > count_marks(&coded->row, ',') ? ';' : ',';
    const char *what = cut_cells(coded, &count);
    if (what)
        return bad(coded, error, what);
    coded->has_names = true;
    if (find_names(coded, count))
        return LAPI_CODED_PASSED;
    if (!format->positions) {
        lapi_fail(error, LAP_BAD_INPUT, coded->number,
                  "no line of names with %s and %s", format->names[0],
                  format->names[1]);
        return LAPI_CODED_FAILED;
    }
    for (uint8_t c = 0; c < format->column_count; c++)
        coded->places[c] = format->positions[c];
    return LAPI_CODED_REPORT;
}

static bool is_missing(lapi_slice cell)
{
    static const char *const words[] = {"NA", "N/A", "None", "NULL", "nan", "NaN"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lapi_slice_is(cell, words[i]))
            return true;
    return false;
}

static lapi_slice trimmed(lapi_slice cell)
{
    while (cell.bytes && cell.at[cell.bytes - 1] == ' ')
        cell.bytes--;
    while (cell.bytes && cell.at[0] == ' ')
        cell = lapi_slice_of(cell.at + 1, cell.bytes - 1);
    return cell;
}

static void begin_report(lapi_coded_in *in, const lapi_coded *coded)
{
    const lapi_buffer *row = &coded->row;
    *in->report = (lapi_report){.coder = lapi_slice_str(coded->format->name),
                                .text = lapi_coded_keep(in, lapi_buffer_text(row)),
                                .language = LAPI_S("en"),
                                .date = LAPI_DAY_NONE,
                                .anchor = LAPI_ANCHOR_GIVEN,
                                .record_count = 1};
    in->report->records = lapi_arena_get(in->arena, 1, sizeof *in->report->records);
    in->record = in->report->records;
    if (!in->record) {
        in->status = LAP_NO_MEMORY;
        return;
    }
    in->record->from = in->record->to = LAPI_DAY_NONE;
    in->record->confidence = coded->format->confidence;
}

/* The record's id is its report's: there is one. */
static void end_report(lapi_coded_in *in)
{
    uint64_t h = lapi_hash(LAPI_HASH_START, in->report->id.at, in->report->id.bytes);
    in->record->id = lapi_hash_mix(h) | 1;
    if (in->report->date == LAPI_DAY_NONE)
        in->report->date = in->record->to;
}

static enum lapi_coded_row read_cells(lapi_coded *coded, uint32_t count,
                                      lapi_coded_in *in)
{
    const lapi_coded_format *format = coded->format;
    if (in->status == LAP_OK && format->positions && count < format->width)
        in->status = lapi_fail(in->error, LAP_BAD_INPUT, 0, "%u cells, not %u", count,
                               format->width);
    for (uint8_t c = 0; c < format->column_count; c++) {
        int place = coded->places[c];
        if (place >= 0 && (uint32_t)place < count)
            in->cells[c] = trimmed(coded->cells[place]);
        if (format->has_words && is_missing(in->cells[c]))
            in->cells[c] = LAPI_S("");
    }
    in->names = format->names;
    if (in->status == LAP_OK)
        format->read(in);
    if (in->status == LAP_NO_MEMORY)
        return failed(in->error, LAP_NO_MEMORY, coded->number);
    if (in->status) {
        in->error->position = coded->number;
        return LAPI_CODED_BAD;
    }
    if (!in->is_event)
        return LAPI_CODED_PASSED;
    end_report(in);
    return LAPI_CODED_REPORT;
}

static enum lapi_coded_row next_table_row(lapi_coded *coded, lapi_arena *arena,
                                          lapi_report *report, lap_error *error)
{
    for (;;) {
        enum lapi_coded_row got = next_row(coded, error);
        if (got != LAPI_CODED_REPORT)
            return got;
        if (!make_utf8(&coded->row, &coded->line))
            return bad(coded, error, "a NUL in it");
        if (coded->format->positions && coded->format->width < 8)
            part_by_tabs(&coded->row, coded->format->width + 1u);
        lapi_coded_in in = {.codes = &coded->codes,
                            .arena = arena,
                            .error = error,
                            .report = report,
                            .is_event = true};
        begin_report(&in, coded); /* before cells are cut out of the row */
        got = coded->has_names ? LAPI_CODED_REPORT : read_names(coded, error);
        if (got == LAPI_CODED_PASSED)
            continue;
        uint32_t count;
        const char *what = got == LAPI_CODED_REPORT ? cut_cells(coded, &count) : NULL;
        if (what)
            return bad(coded, error, what);
        return got == LAPI_CODED_REPORT ? read_cells(coded, count, &in) : got;
    }
}

/* A line of our own: its record, and the document that it is of. */
static lap_status read_record(lapi_coded *coded, lapi_arena *arena, lapi_record *record,
                              lapi_slice *doc, lapi_slice *coder, lap_error *error)
{
    lapi_slice line = lapi_buffer_text(&coded->line);
    lap_status status =
        lapi_record_read(coded->json, line, arena, record, doc, coder, error);
    if (status == LAP_OK && !doc->bytes)
        status = lapi_fail(error, LAP_BAD_INPUT, 0, "\"doc\" is missing");
    if (status && error)
        error->position = coded->lines.number;
    return status;
}

/* The next line of our own that is not blank; LAPI_CODED_REPORT when there is one. */
static enum lapi_coded_row next_line(lapi_coded *coded, lap_error *error)
{
    for (;;) {
        switch (lapi_lines_in_next(&coded->lines, &coded->line)) {
        case LAPI_LINE_END:
            return LAPI_CODED_END;
        case LAPI_LINE_FAILED:
            return failed_line(coded, error);
        case LAPI_LINE_TOO_LONG:
            coded->number = coded->lines.number;
            return bad(coded, error, "a row of more than 1 MiB");
        default:
            if (!lapi_intake_is_blank(lapi_buffer_text(&coded->line)))
                return LAPI_CODED_REPORT;
        }
    }
}

/* Records that stand together and are of one document make its report. A line that is
 * bad is told when it is met; what was read before it is told first. */
static enum lapi_coded_row next_records(lapi_coded *coded, lapi_arena *arena,
                                        lapi_report *report, lap_error *error)
{
    uint32_t room = 0;
    lapi_report made = {
        .language = LAPI_S("en"), .date = LAPI_DAY_NONE, .anchor = LAPI_ANCHOR_NONE};
    for (;;) {
        lapi_record record;
        lapi_slice doc, coder;
        if (coded->is_long) {
            coded->is_long = false;
            return bad(coded, error, "a row of more than 1 MiB");
        }
        enum lapi_coded_row got =
            coded->is_ahead ? LAPI_CODED_REPORT : next_line(coded, error);
        coded->is_long = got == LAPI_CODED_BAD && made.record_count;
        if (coded->is_long || (got == LAPI_CODED_END && made.record_count))
            break;
        if (got != LAPI_CODED_REPORT)
            return got;
        lap_status status = read_record(coded, arena, &record, &doc, &coder, error);
        bool is_other = made.record_count && made.record_count < RECORDS_MAX &&
                        (status || !lapi_slice_equal(doc, made.id));
        coded->is_ahead = is_other || made.record_count == RECORDS_MAX;
        if (coded->is_ahead)
            break;
        if (status)
            return status == LAP_NO_MEMORY ? LAPI_CODED_FAILED : LAPI_CODED_BAD;
        made.id = doc;
        made.coder = coder;
        void *records = lapi_arena_more(arena, made.records, made.record_count, &room,
                                        sizeof record);
        if (!records)
            return failed(error, LAP_NO_MEMORY, coded->lines.number);
        made.records = records;
        made.records[made.record_count++] = record;
    }
    *report = made;
    return LAPI_CODED_REPORT;
}

enum lapi_coded_row lapi_coded_next(lapi_coded *coded, lapi_arena *arena,
                                    lapi_report *report, lap_error *error)
{
    return coded->format ? next_table_row(coded, arena, report, error)
                         : next_records(coded, arena, report, error);
}
