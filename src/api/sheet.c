#include "api/sheet.h"

#include "data/when.h"

static lap_status send(lapi_sheet *rows)
{
    if (rows->out.failed)
        return LAP_NO_MEMORY;
    bool is_sent =
        rows->out.bytes == 0 ||
        rows->sink.write(rows->sink.context, rows->out.at, rows->out.bytes) == 0;
    lapi_buffer_reset(&rows->out);
    return is_sent ? LAP_OK : LAP_IO;
}

lap_status lapi_sheet_begin(lapi_sheet *rows, enum lapi_sheet_form form, lap_sink sink,
                            lapi_sheet_fn put, const void *sample)
{
    *rows = (lapi_sheet){.form = form, .sink = sink};
    rows->json = (lapi_json){.out = &rows->out};
    rows->cells =
        (lapi_cells){.out = &rows->out, .missing = "", .kind = LAPI_CELLS_CSV};
    if (form == LAPI_SHEET_ITEMS) {
        lapi_json_open(&rows->json, '{');
        lapi_json_key(&rows->json, "items");
        lapi_json_open(&rows->json, '[');
    } else if (form == LAPI_SHEET_CSV) {
        rows->is_heading = true;
        put(rows, sample);
        lapi_cells_end(&rows->cells);
        rows->is_heading = false;
    }
    return send(rows);
}

lap_status lapi_sheet_add(lapi_sheet *rows, lapi_sheet_fn put, const void *item)
{
    rows->count++;
    if (rows->form == LAPI_SHEET_CSV) {
        put(rows, item);
        lapi_cells_end(&rows->cells);
        return send(rows);
    }
    if (rows->form == LAPI_SHEET_LINES)
        rows->json.comma = false;
    lapi_json_open(&rows->json, '{');
    put(rows, item);
    lapi_json_close(&rows->json, '}');
    if (rows->form == LAPI_SHEET_LINES)
        lapi_buffer_byte(&rows->out, '\n');
    return send(rows);
}

void lapi_sheet_end(lapi_sheet *rows)
{
    if (rows->form == LAPI_SHEET_ITEMS)
        lapi_json_close(&rows->json, ']');
}

lap_status lapi_sheet_close(lapi_sheet *rows)
{
    if (rows->form == LAPI_SHEET_ITEMS) {
        lapi_json_close(&rows->json, '}');
        lapi_buffer_byte(&rows->out, '\n');
    }
    return send(rows);
}

void lapi_sheet_clear(lapi_sheet *rows)
{
    lapi_buffer_clear(&rows->out);
}

/* The name of what is put; true where it stands for the value. */
static bool put_name(lapi_sheet *rows, const char *name)
{
    if (rows->form != LAPI_SHEET_CSV)
        lapi_json_key(&rows->json, name);
    else if (rows->is_heading)
        lapi_cells_str(&rows->cells, name);
    return rows->is_heading;
}

void lapi_sheet_text(lapi_sheet *rows, const char *name, lapi_slice text)
{
    if (put_name(rows, name))
        return;
    if (rows->form == LAPI_SHEET_CSV)
        lapi_cells_text(&rows->cells, text);
    else
        lapi_json_slice(&rows->json, text);
}

void lapi_sheet_number(lapi_sheet *rows, const char *name, int64_t value)
{
    if (put_name(rows, name))
        return;
    if (rows->form == LAPI_SHEET_CSV)
        lapi_cells_int(&rows->cells, value);
    else
        lapi_json_i64(&rows->json, value);
}

void lapi_sheet_decimal(lapi_sheet *rows, const char *name, double value,
                        unsigned places)
{
    if (put_name(rows, name))
        return;
    if (rows->form == LAPI_SHEET_CSV)
        lapi_cells_decimal(&rows->cells, value, places);
    else
        lapi_json_decimal(&rows->json, value, places);
}

void lapi_sheet_none(lapi_sheet *rows, const char *name)
{
    if (rows->is_heading)
        lapi_cells_str(&rows->cells, name);
    else if (rows->form == LAPI_SHEET_CSV)
        lapi_cells_none(&rows->cells);
}

void lapi_sheet_day(lapi_sheet *rows, const char *name, int32_t day)
{
    char text[11];
    if (day == LAPI_DAY_NONE || rows->is_heading) {
        lapi_sheet_none(rows, name);
        return;
    }
    lapi_day_write(day, text);
    lapi_sheet_text(rows, name, lapi_slice_str(text));
}
