/* Actors and agents: who, by which code, from when to when. */
#include "know/codes.h"
#include "know/import.h"

typedef struct term {
    lapi_import_code code;
    lapi_slice from, to; /* as written: 19940701, 940701 */
} term;

/* An actor, its other names and its codes, kept until the next one begins. */
typedef struct actor {
    lapi_slice name, aliases[LAPI_IMPORT_NAMES_MAX];
    term terms[LAPI_IMPORT_NAMES_MAX];
    uint32_t alias_count, term_count;
    bool dated;
} actor;

/* What CAMEO spells otherwise, in our spelling; `kind` is country or sector. */
static lapi_slice respelled(const lapi_dictionary *d, lapi_slice code, const char *kind)
{
    uint32_t row;
    const lapi_table *t = lapi_know_table(d->to->know, LAPI_TABLE_CAMEO);
    if (lapi_table_code(t, LAPI_CAMEO_CODE, code, &row) &&
        lapi_slice_is(lapi_table_cell(t, row, LAPI_CAMEO_KIND), kind))
        return lapi_table_cell(t, row, LAPI_CAMEO_OURS);
    return code;
}

/* Three letters at a time: the first country (a body of IGO's is told by the letters
 * behind), the first sector, which UNK is here. What is neither is told and left out.
 */
static lapi_import_code read_code(const lapi_dictionary *d, lapi_slice text)
{
    lapi_import_code code = {0};
    lapi_codes codes;
    lapi_codes_init(&codes, d->to->know);
    for (uint32_t at = 0; at < text.bytes; at += 3) {
        uint32_t n = text.bytes - at < 3 ? text.bytes - at : 3;
        lapi_slice raw = lapi_slice_of(text.at + at, n);
        lapi_slice country = respelled(d, raw, "country");
        lapi_slice sector = respelled(d, raw, "sector");
        bool is_sector = lapi_codes_is_sector(&codes, sector);
        bool is_country = lapi_codes_is_country(&codes, country) &&
                          !lapi_codes_is_sector(&codes, country);
        if (is_country && (!code.country.bytes || lapi_slice_is(code.country, "IGO")))
            code.country = country;
        else if (!is_sector)
            lapi_dictionary_fault(d, "no such code", raw);
        else if (!code.sector.bytes)
            code.sector = sector;
    }
    return code;
}

static bool is_digits(lapi_slice s)
{
    for (uint32_t i = 0; i < s.bytes; i++)
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
    return s.bytes == 6 || s.bytes == 8;
}

/* "<19940701", ">940701", "19940701-20041111"; false when it is none of them. */
static bool read_dates(lapi_slice text, term *t)
{
    lapi_slice rest = text;
    if (text.bytes == 0)
        return true;
    if (text.at[0] == '<' || text.at[0] == '>') {
        lapi_slice date = lapi_slice_trim(lapi_slice_of(text.at + 1, text.bytes - 1));
        *(text.at[0] == '<' ? &t->to : &t->from) = date;
        return is_digits(date);
    }
    lapi_slice_cut(&rest, '-', &t->from);
    t->from = lapi_slice_trim(t->from);
    t->to = lapi_slice_trim(rest);
    return is_digits(t->from) && is_digits(t->to);
}

/* YYYY-MM-DD; years of two digits are of 1931 to 2030. */
static void write_date(lapi_buffer *out, lapi_slice date)
{
    if (date.bytes == 0) {
        lapi_buffer_byte(out, '-');
        return;
    }
    if (date.bytes == 6)
        lapi_buffer_str(out, date.at[0] > '3' || (date.at[0] == '3' && date.at[1] > '0')
                                 ? "19"
                                 : "20");
    lapi_buffer_add(out, date.at, date.bytes - 4);
    lapi_buffer_byte(out, '-');
    lapi_buffer_add(out, date.at + date.bytes - 4, 2);
    lapi_buffer_byte(out, '-');
    lapi_buffer_add(out, date.at + date.bytes - 2, 2);
}

/* "YASSER_ARAFAT_" is Yasser Arafat; a single word of up to five letters may be an
 * abbreviation and stays. */
static void write_name(lapi_buffer *out, lapi_slice name)
{
    bool starts = true, one = name.bytes <= 5;
    while (name.bytes && (name.at[name.bytes - 1] == '_'))
        name.bytes--;
    for (uint32_t i = 0; i < name.bytes; i++)
        one &= name.at[i] != '_' && name.at[i] != ' ';
    for (uint32_t i = 0; i < name.bytes; i++) {
        char c = name.at[i] == '_' || name.at[i] == '\t' ? ' ' : name.at[i];
        lapi_buffer_byte(out, c == '|' ? '/' : one || starts ? c : lapi_ascii_lower(c));
        starts = c == ' ' || c == '-' || c == '.';
    }
}

static void write_cell(lapi_buffer *out, lapi_slice cell)
{
    lapi_buffer_byte(out, '\t');
    lapi_buffer_slice(out, cell.bytes ? cell : LAPI_S("-"));
}

static void write_term(const lapi_dictionary *d, const actor *a, uint32_t index)
{
    const term *t = &a->terms[index];
    lapi_buffer *out = &d->to->rows[a->dated ? LAPI_IMPORT_PEOPLE : LAPI_IMPORT_BODIES];
    write_name(out, a->name);
    lapi_buffer_byte(out, '\t');
    for (uint32_t i = 0; i < a->alias_count && index == 0; i++) {
        lapi_buffer_str(out, i ? "|" : "");
        write_name(out, a->aliases[i]);
    }
    if (a->alias_count == 0 || index > 0)
        lapi_buffer_byte(out, '-');
    write_cell(out, t->code.country);
    write_cell(out, t->code.sector);
    lapi_buffer_str(out, a->dated ? "\t-\t" : "\t");
    write_date(out, t->from);
    lapi_buffer_byte(out, '\t');
    write_date(out, t->to);
    lapi_buffer_str(out, "\t-\n");
}

static void flush(const lapi_dictionary *d, actor *a)
{
    if (a->name.bytes && a->term_count == 0)
        lapi_dictionary_fault(d, "no code before this line for", a->name);
    for (uint32_t i = 0; i < a->term_count; i++)
        write_term(d, a, i);
    a->name = (lapi_slice){NULL, 0};
    a->alias_count = a->term_count = 0;
    a->dated = false;
}

static void add_term(const lapi_dictionary *d, actor *a, lapi_slice inner)
{
    lapi_slice rest = inner, code;
    if (!lapi_slice_cut(&rest, ' ', &code))
        return;
    term t = {.code = read_code(d, code)};
    lapi_slice dates = lapi_slice_trim(rest);
    if (!read_dates(dates, &t)) {
        lapi_dictionary_fault(d, "no such dates", dates);
        return;
    }
    if (!t.code.country.bytes && !t.code.sector.bytes)
        return; /* told already */
    if (a->term_count == LAPI_IMPORT_NAMES_MAX) {
        lapi_dictionary_fault(d, "too many codes of", a->name);
        return;
    }
    a->dated |= t.from.bytes || t.to.bytes;
    a->terms[a->term_count++] = t;
}

/* The codes of a line, first one first; returns what stands before them. */
static lapi_slice take_terms(const lapi_dictionary *d, actor *a)
{
    lapi_slice before = d->line, inner[8];
    uint32_t n = 0;
    while (n < 8 && lapi_dictionary_group(&before, '[', ']', &inner[n]))
        n++;
    while (n > 0)
        add_term(d, a, inner[--n]);
    return before;
}

void lapi_import_actors(lapi_dictionary *d)
{
    actor a = {0};
    while (lapi_dictionary_next(d)) {
        char first = d->line.at[0];
        if (first == '[') {
            lapi_slice before = take_terms(d, &a);
            if (before.bytes)
                lapi_dictionary_fault(d, "not read", before);
        } else if (first == '+') {
            lapi_slice alias =
                lapi_slice_trim(lapi_slice_of(d->line.at + 1, d->line.bytes - 1));
            if (a.alias_count < LAPI_IMPORT_NAMES_MAX && a.name.bytes && alias.bytes)
                a.aliases[a.alias_count++] = alias;
            else
                lapi_dictionary_fault(d, "not read", d->line);
        } else {
            flush(d, &a);
            actor next = {0};
            lapi_slice name = take_terms(d, &next);
            a = next;
            a.name = name;
            if (!name.bytes)
                lapi_dictionary_fault(d, "not read", d->line);
        }
    }
    flush(d, &a);
}

/* "!MINISTER! = MINISTER, MINISTERS": words that stand for one. */
typedef struct sets {
    lapi_slice name[LAPI_IMPORT_NAMES_MAX], words[LAPI_IMPORT_NAMES_MAX];
    uint32_t count;
} sets;

static void take_set(lapi_dictionary *d, sets *s)
{
    lapi_slice rest = lapi_slice_of(d->line.at + 1, d->line.bytes - 1), name, equal;
    if (!lapi_slice_cut(&rest, '!', &name) || !lapi_slice_cut(&rest, '=', &equal) ||
        lapi_slice_trim(equal).bytes || !rest.bytes ||
        s->count == LAPI_IMPORT_NAMES_MAX) {
        lapi_dictionary_fault(d, "not read", d->line);
        return;
    }
    s->name[s->count] = name;
    s->words[s->count++] = rest;
}

static void write_lower(lapi_buffer *out, lapi_slice text)
{
    text = lapi_slice_trim(text);
    for (uint32_t i = 0; i < text.bytes; i++) {
        char c = text.at[i] == '_' || text.at[i] == '\t' ? ' ' : text.at[i];
        if (c == ' ' && i + 1 == text.bytes)
            break;
        lapi_buffer_byte(out, lapi_ascii_lower(c));
    }
}

/* The name, once for each word of the set in it; false when there is no such set. */
static bool write_noun(lapi_buffer *out, const sets *s, lapi_slice name)
{
    lapi_slice rest = name, before, set, word;
    if (!memchr(name.at, '!', name.bytes)) {
        write_lower(out, name);
        return true;
    }
    if (!lapi_slice_cut(&rest, '!', &before) || !lapi_slice_cut(&rest, '!', &set))
        return false;
    uint32_t i = 0;
    while (i < s->count && !lapi_slice_equal(s->name[i], set))
        i++;
    if (i == s->count)
        return false;
    lapi_slice words = s->words[i];
    for (bool first = true; lapi_slice_cut(&words, ',', &word); first = false) {
        lapi_buffer_str(out, first ? "" : "|");
        write_lower(out, before);
        lapi_buffer_str(out,
                        before.bytes && before.at[before.bytes - 1] == '_' ? " " : "");
        write_lower(out, word);
        lapi_buffer_str(out, rest.bytes && rest.at[0] == '_' ? " " : "");
        write_lower(out, rest.bytes && rest.at[0] == '_'
                             ? lapi_slice_of(rest.at + 1, rest.bytes - 1)
                             : rest);
    }
    return true;
}

static void write_role(lapi_dictionary *d, const sets *s, lapi_slice name,
                       lapi_slice sector, lapi_slice plural, bool has_plural)
{
    uint32_t row;
    lapi_buffer *out = &d->to->rows[LAPI_IMPORT_ROLES];
    size_t before = out->bytes;
    const lapi_table *t = lapi_know_table(d->to->know, LAPI_TABLE_SECTORS);
    if (!write_noun(out, s, name)) {
        out->bytes = before;
        lapi_dictionary_fault(d, "no such set in", name);
        return;
    }
    write_cell(out, sector);
    bool known = lapi_table_code(t, LAPI_SECTORS_CODE, sector, &row);
    write_cell(out,
               known ? lapi_table_cell(t, row, LAPI_SECTORS_PRIORITY) : LAPI_S(""));
    lapi_buffer_str(out, has_plural && !plural.bytes ? "\tgroup\t" : "\tperson\t");
    if (plural.bytes)
        write_lower(out, plural);
    else
        lapi_buffer_byte(out, '-');
    lapi_buffer_byte(out, '\n');
}

void lapi_import_agents(lapi_dictionary *d)
{
    sets s = {.count = 0};
    while (lapi_dictionary_next(d)) {
        lapi_slice name = d->line, code, plural = {NULL, 0};
        bool has_code = lapi_dictionary_group(&name, '[', ']', &code);
        if (d->line.at[0] == '!' && !has_code) {
            take_set(d, &s);
            continue;
        }
        if (!has_code || code.bytes < 2 ||
            (code.at[0] != '~' && code.at[code.bytes - 1] != '~')) {
            lapi_dictionary_fault(d, "not read", d->line);
            continue;
        }
        code = code.at[0] == '~' ? lapi_slice_of(code.at + 1, code.bytes - 1)
                                 : lapi_slice_of(code.at, code.bytes - 1);
        bool has_plural = lapi_dictionary_group(&name, '{', '}', &plural);
        lapi_import_code read = read_code(d, code);
        if (read.sector.bytes && name.bytes)
            write_role(d, &s, name, read.sector, plural, has_plural);
        else if (read.country.bytes || !name.bytes)
            lapi_dictionary_fault(d, "no sector for", d->line);
    }
}
