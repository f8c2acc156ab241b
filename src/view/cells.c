#include "view/cells.h"

#include "data/record.h"
#include "data/when.h"

void lapi_cells_open(lapi_cells *row)
{
    static const char room[4] = {0};
    if (row->kind == LAPI_CELLS_PACKED)
        lapi_buffer_add(row->out, room, sizeof room);
    else if (row->is_open)
        lapi_buffer_byte(row->out, row->kind == LAPI_CELLS_CSV ? ',' : '\t');
    row->is_open = true;
    row->start = row->out->bytes;
}

/* Would a spreadsheet run it? Apostrophes before it are passed over, so that the one
 * put there can be told from the text's own. */
static bool is_formula(const char *at, size_t n)
{
    size_t i = 0;
    while (i < n && at[i] == '\'')
        i++;
    return i < n && memchr("=+-@\t\r", at[i], 6);
}

static void put_length(lapi_cells *row, uint32_t n)
{
    char *at = row->out->at + row->start - 4;
    for (int i = 0; i < 4; i++)
        at[i] = (char)(n >> 8 * i & 0xFF);
}

/* Quotes the cell where it stands: it grows from its end. */
static void quote(lapi_cells *row, bool guard)
{
    lapi_buffer *out = row->out;
    size_t n = out->bytes - row->start, marks = 0;
    bool quoted = false;
    for (const char *at = out->at + row->start, *end = at + n; at < end; at++) {
        marks += *at == '"';
        quoted |= *at == '"' || *at == ',' || *at == '\n' || *at == '\r';
    }
    size_t more = marks + (quoted ? 2 : 0) + guard;
    for (size_t i = 0; i < more; i++)
        lapi_buffer_byte(out, ' ');
    if (out->failed || more == 0)
        return;
    char *from = out->at + row->start + n, *to = out->at + out->bytes;
    if (quoted)
        *--to = '"';
    while (from > out->at + row->start) {
        *--to = *--from;
        if (*from == '"')
            *--to = '"';
    }
    if (guard)
        *--to = '\'';
    if (quoted)
        *--to = '"';
}

static void blank_controls(lapi_cells *row)
{
    for (char *at = row->out->at + row->start, *end = row->out->at + row->out->bytes;
         at < end; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = ' ';
}

/* What is written by us needs no care: numbers, dates, codes. */
static void close_plain(lapi_cells *row)
{
    row->cells++;
    if (row->out->failed)
        return;
    size_t n = row->out->bytes - row->start;
    if (row->kind == LAPI_CELLS_PACKED)
        put_length(row, n ? (uint32_t)n : LAPI_CELLS_NONE);
    else if (n == 0)
        lapi_buffer_str(row->out, row->missing);
}

void lapi_cells_close(lapi_cells *row)
{
    if (row->out->failed)
        return;
    size_t n = row->out->bytes - row->start;
    if (row->kind == LAPI_CELLS_CSV && n)
        quote(row, is_formula(row->out->at + row->start, n));
    else if (row->kind == LAPI_CELLS_TSV)
        blank_controls(row);
    close_plain(row);
}

void lapi_cells_end(lapi_cells *row)
{
    if (row->kind != LAPI_CELLS_PACKED)
        lapi_buffer_byte(row->out, '\n');
    row->is_open = false;
}

void lapi_cells_text(lapi_cells *row, lapi_slice text)
{
    lapi_cells_open(row);
    lapi_buffer_slice(row->out, text);
    lapi_cells_close(row);
}

void lapi_cells_str(lapi_cells *row, const char *text)
{
    lapi_cells_text(row, lapi_slice_str(text));
}

void lapi_cells_none(lapi_cells *row)
{
    lapi_cells_open(row);
    close_plain(row);
}

void lapi_cells_nones(lapi_cells *row, int count)
{
    for (int i = 0; i < count; i++)
        lapi_cells_none(row);
}

void lapi_cells_int(lapi_cells *row, int64_t value)
{
    lapi_cells_open(row);
    if (row->kind == LAPI_CELLS_PACKED)
        lapi_buffer_uint(row->out, (uint64_t)value, 8);
    else
        lapi_buffer_i64(row->out, value);
    close_plain(row);
}

void lapi_cells_decimal(lapi_cells *row, double value, unsigned places)
{
    uint64_t bits;
    lapi_cells_open(row);
    memcpy(&bits, &value, sizeof bits);
    if (row->kind == LAPI_CELLS_PACKED)
        lapi_buffer_uint(row->out, bits, 8);
    else
        lapi_buffer_decimal(row->out, value, places);
    close_plain(row);
}

void lapi_cells_flag(lapi_cells *row, bool value)
{
    lapi_cells_open(row);
    if (row->kind == LAPI_CELLS_PACKED)
        lapi_buffer_byte(row->out, value ? 1 : 0);
    else
        lapi_buffer_str(row->out, value ? "true" : "false");
    close_plain(row);
}

void lapi_cells_day(lapi_cells *row, int32_t day)
{
    char text[11];
    if (day == LAPI_DAY_NONE) {
        lapi_cells_none(row);
        return;
    }
    lapi_cells_open(row);
    lapi_day_write(day, text);
    if (row->kind == LAPI_CELLS_PACKED)
        lapi_buffer_uint(row->out, (uint32_t)day, 4);
    else
        lapi_buffer_str(row->out, text);
    close_plain(row);
}

void lapi_cells_id(lapi_cells *row, uint64_t id, uint32_t n)
{
    char text[17];
    lapi_cells_open(row);
    lapi_id_write(id, text);
    lapi_buffer_str(row->out, text);
    if (n) {
        lapi_buffer_byte(row->out, '-');
        lapi_buffer_u64(row->out, n);
    }
    close_plain(row);
}

void lapi_cells_item(lapi_cells *row, uint32_t index, lapi_slice text)
{
    if (index)
        lapi_buffer_str(row->out, "; ");
    for (lapi_slice piece; lapi_slice_cut(&text, ';', &piece);) {
        lapi_buffer_slice(row->out, piece);
        if (text.at)
            lapi_buffer_byte(row->out, ',');
    }
}
