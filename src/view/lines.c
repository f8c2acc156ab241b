#include "view/lines.h"

enum { LABEL_COLUMNS = 14, INDENT = 4, WIDTH = 88 };

void lapi_lines_str(lapi_lines *lines, const char *text)
{
    lapi_buffer_str(lines->out, text);
}

void lapi_lines_text(lapi_lines *lines, lapi_slice text)
{
    for (uint32_t i = 0; i < text.bytes; i++) {
        unsigned char c = (unsigned char)text.at[i];
        bool is_c1 =
            c == 0xC2 && i + 1 < text.bytes && (unsigned char)text.at[i + 1] < 0xA0;
        bool is_control = c < 0x20 || c == 0x7F || is_c1;
        lapi_buffer_byte(lines->out, is_control ? ' ' : text.at[i]);
        i += is_c1;
    }
}

void lapi_lines_quoted(lapi_lines *lines, lapi_slice text)
{
    if (!text.bytes)
        return;
    lapi_lines_str(lines, "“");
    lapi_lines_text(lines, text);
    lapi_lines_str(lines, "”");
}

void lapi_lines_ink(lapi_lines *lines, enum lapi_ink ink, const char *text)
{
    static const char *const on[] = {"\x1b[1m", "\x1b[2m", "\x1b[31m"};
    if (lines->style.ansi)
        lapi_lines_str(lines, on[ink]);
    lapi_lines_str(lines, text);
    if (lines->style.ansi)
        lapi_lines_str(lines, "\x1b[0m");
}

void lapi_lines_label(lapi_lines *lines, const char *label)
{
    size_t n = strlen(label);
    for (size_t i = 0; i < INDENT; i++)
        lapi_buffer_byte(lines->out, ' ');
    lapi_lines_ink(lines, LAPI_INK_DIM, label);
    for (; n < LABEL_COLUMNS; n++)
        lapi_buffer_byte(lines->out, ' ');
}

void lapi_lines_number(lapi_lines *lines, double value)
{
    lapi_buffer digits = {0};
    lapi_buffer_decimal(&digits, value, 3);
    size_t whole = 0;
    while (whole < digits.bytes && digits.at[whole] != '.')
        whole++;
    for (size_t i = 0; i < digits.bytes; i++) {
        bool is_digit_before = i > 0 && digits.at[i - 1] != '-';
        if (i < whole && is_digit_before && (whole - i) % 3 == 0)
            lapi_buffer_byte(lines->out, ',');
        lapi_buffer_byte(lines->out, digits.at[i]);
    }
    lines->out->failed |= digits.failed;
    lapi_buffer_clear(&digits);
}

void lapi_lines_day(lapi_lines *lines, int32_t day)
{
    char text[11];
    lapi_day_write(day, text);
    lapi_lines_str(lines, text);
}

void lapi_lines_days(lapi_lines *lines, int32_t from, int32_t to)
{
    lapi_lines_day(lines, from);
    if (to == LAPI_DAY_NONE || to == from)
        return;
    lapi_lines_str(lines, " to ");
    lapi_lines_day(lines, to);
}

/* A line of a passage: bytes and how many columns they take. */
typedef struct line {
    uint32_t begin, end;
} line;

static bool is_point(char c)
{
    return ((unsigned char)c & 0xC0) != 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The next line of at most `columns`: broken at a blank, or where it must. */
static line next_line(const char *text, uint32_t at, uint32_t end, uint32_t columns)
{
    while (at < end && is_blank(text[at]))
        at++;
    uint32_t used = 0, brk = 0, i = at;
    for (; i < end; i++) {
        if (is_blank(text[i]))
            brk = i;
        if (is_point(text[i]) && ++used > columns)
            break;
    }
    if (i == end)
        return (line){at, end};
    return (line){at, brk > at ? brk : i};
}

static lapi_span overlap(line l, lapi_span marked)
{
    lapi_span both = {l.begin > marked.begin ? l.begin : marked.begin,
                      l.end < marked.end ? l.end : marked.end};
    return both.begin < both.end ? both : (lapi_span){l.end, l.end};
}

static void start_line(lapi_lines *lines)
{
    for (size_t i = 0; i < INDENT; i++)
        lapi_buffer_byte(lines->out, ' ');
    lapi_lines_ink(lines, LAPI_INK_DIM, "| ");
}

/* Where nothing can be underlined, carets stand below. */
static void write_carets(lapi_lines *lines, const char *text, line l, lapi_span marked)
{
    start_line(lines);
    for (uint32_t i = l.begin; i < marked.end; i++)
        if (is_point(text[i]))
            lapi_buffer_byte(lines->out, i < marked.begin ? ' ' : '^');
    lapi_buffer_byte(lines->out, '\n');
}

/* Bytes of the first `points` code points of a text. */
static uint32_t bytes_of(lapi_slice text, uint32_t points)
{
    uint32_t at = 0;
    while (at < text.bytes && (points || !is_point(text.at[at])))
        points -= is_point(text.at[at++]);
    return at;
}

/* Where the trigger stands in the evidence, in bytes; empty if it does not. */
static lapi_span trigger_of(const lapi_record *record)
{
    const lapi_told *evidence = &record->evidence, *trigger = &record->trigger;
    if (trigger->start < evidence->start || trigger->end > evidence->end)
        return (lapi_span){0, 0};
    uint32_t begin = bytes_of(evidence->text, trigger->start - evidence->start);
    return (lapi_span){begin, begin + trigger->text.bytes};
}

static void write_part(lapi_lines *lines, const char *text, uint32_t begin,
                       uint32_t end)
{
    lapi_lines_text(lines, lapi_slice_of(text + begin, end - begin));
}

void lapi_lines_evidence(lapi_lines *lines, const lapi_record *record)
{
    const char *text = record->evidence.text.at;
    lapi_span marked = trigger_of(record);
    uint32_t width = lines->style.width ? lines->style.width : WIDTH;
    uint32_t columns = width > 30 ? width - 6 : 24;
    uint32_t at = 0, end = record->evidence.text.bytes;
    while (at < end) {
        line l = next_line(text, at, end, columns);
        at = l.end;
        if (l.begin == l.end)
            break;
        lapi_span both = overlap(l, marked);
        bool is_marked = both.begin < both.end,
             is_inked = lines->style.ansi && is_marked;
        start_line(lines);
        write_part(lines, text, l.begin, both.begin);
        lapi_lines_str(lines, is_inked ? "\x1b[1;4m" : "");
        write_part(lines, text, both.begin, both.end);
        lapi_lines_str(lines, is_inked ? "\x1b[0m" : "");
        write_part(lines, text, both.end, l.end);
        lapi_buffer_byte(lines->out, '\n');
        if (is_marked && !is_inked)
            write_carets(lines, text, l, both);
    }
}

static bool ends_with(lapi_slice text, lapi_slice end)
{
    return text.bytes >= end.bytes &&
           memcmp(text.at + text.bytes - end.bytes, end.at, end.bytes) == 0;
}

void lapi_lines_entity(lapi_lines *lines, const lapi_entity *entity)
{
    lapi_slice shown = lapi_entity_called(entity);
    if (shown.bytes)
        lapi_lines_text(lines, shown);
    else
        lapi_lines_str(lines, "(not named)");
    if (!shown.bytes && strcmp(entity->country, "UNK") == 0)
        return;
    if (entity->office.bytes && !ends_with(shown, entity->office)) {
        lapi_lines_str(lines, ", ");
        lapi_lines_text(lines, entity->office);
    }
    lapi_lines_str(lines, " (");
    lapi_lines_str(lines, entity->country);
    lapi_lines_str(lines, entity->sector[0] ? " " : "");
    lapi_lines_str(lines, entity->sector);
    lapi_lines_str(lines, ")");
}

void lapi_lines_type(lapi_lines *lines, const lapi_record *record)
{
    lapi_lines_ink(lines, record->quad == 4 ? LAPI_INK_RED : LAPI_INK_BOLD,
                   lapi_event_name(record->type));
    if (record->mode.bytes) {
        lapi_lines_str(lines, " ");
        lapi_lines_text(lines, record->mode);
    }
}

/* "Kyiv City" says no more than "Kyiv". */
static bool starts_with(lapi_slice whole, lapi_slice start)
{
    return whole.bytes >= start.bytes &&
           lapi_slice_equal(lapi_slice_of(whole.at, start.bytes), start);
}

static void write_site(lapi_lines *lines, const lapi_site *site)
{
    lapi_lines_str(lines, lapi_place_relation_name(site->relation));
    lapi_lines_str(lines, " ");
    lapi_slice told = site->told.text;
    lapi_lines_text(lines, site->name.bytes ? site->name : told);
    bool has_region = site->admin1.bytes && !starts_with(site->admin1, site->name);
    if (has_region) {
        lapi_lines_str(lines, ", ");
        lapi_lines_text(lines, site->admin1);
    }
    if (site->country[0]) {
        lapi_lines_str(lines, " (");
        lapi_lines_str(lines, site->country);
        lapi_lines_str(lines, ")");
    }
    if (site->name.bytes && told.bytes && !lapi_slice_equal(site->name, told)) {
        lapi_lines_str(lines, ", ");
        lapi_lines_quoted(lines, told);
    }
}

void lapi_lines_sites(lapi_lines *lines, const lapi_site *sites, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        lapi_lines_label(lines, i ? "" : "where");
        write_site(lines, &sites[i]);
        lapi_lines_str(lines, "\n");
    }
}

static void write_bound(lapi_lines *lines, const lapi_amount *amount)
{
    static const char *const words[] = {
        "", "about ", "almost ", "at least ", "at most ", "more than ", "fewer than ",
    };
    if (amount->bound < sizeof words / sizeof *words)
        lapi_lines_str(lines, words[amount->bound]);
    lapi_lines_number(lines, amount->value);
    if (amount->unit.bytes) {
        lapi_slice unit = amount->unit;
        bool is_one_of_many = amount->what == LAPI_WHAT_DURATION && amount->value == 1;
        if (is_one_of_many && unit.at[unit.bytes - 1] == 's')
            unit.bytes--;
        lapi_lines_str(lines, " ");
        lapi_lines_text(lines, unit);
    }
}

void lapi_lines_amount(lapi_lines *lines, const lapi_amount *amount)
{
    write_bound(lines, amount);
    lapi_lines_str(lines, " (");
    lapi_lines_str(lines, lapi_quantity_what_name(amount->what));
    if (amount->whose[0]) {
        lapi_lines_str(lines, ", ");
        lapi_lines_str(lines, amount->whose);
    }
    lapi_lines_str(lines, ")");
}
