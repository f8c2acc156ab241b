/* Checks of rows: codes and names that other tables must know, dates in order, nothing
 * told twice. */
#include "know/check_rows.h"

#include "base/hash.h"
#include "data/event.h"
#include "data/ud.h"
#include "know/check.h"

#include <stdlib.h>

/* In the lexicon: this cell is empty, whatever the frame says. */
#define EMPTIED "none"

typedef lapi_checker checker;

/* A cell in its place, for messages. */
typedef struct place {
    const checker *check;
    const lapi_tsv *table;
    uint32_t row;
    unsigned column;
} place;

static void fault(const place *at, const char *what, lapi_slice text)
{
    lapi_fault(at->check->faults, at->table, at->table->line[at->row], "%s: %s '%.*s'",
               at->table->schema->columns[at->column].name, what,
               (int)(text.bytes < 80 ? text.bytes : 80), text.at);
}

static bool has_rows(const checker *c, enum lapi_table_id id)
{
    return lapi_table_rows(lapi_know_table(c->know, id)) > 0;
}

static bool has_code(const checker *c, enum lapi_table_id id, unsigned column,
                     lapi_slice code, uint32_t *row)
{
    return lapi_table_code(lapi_know_table(c->know, id), column, code, row);
}

static bool is_actor_code(const checker *c, lapi_slice code, const char *kind)
{
    uint32_t row;
    if (!has_code(c, LAPI_TABLE_SECTORS, LAPI_SECTORS_CODE, code, &row))
        return false;
    lapi_slice is = lapi_table_cell(lapi_know_table(c->know, LAPI_TABLE_SECTORS), row,
                                    LAPI_SECTORS_KIND);
    return lapi_slice_is(is, kind) || lapi_slice_is(is, "both");
}

static void check_code(const place *at, uint8_t type, lapi_slice cell)
{
    const checker *c = at->check;
    uint32_t row;
    if (type == LAPI_CELL_ISO3 && has_rows(c, LAPI_TABLE_COUNTRIES) &&
        !has_code(c, LAPI_TABLE_COUNTRIES, LAPI_COUNTRIES_ISO3, cell, &row) &&
        !is_actor_code(c, cell, "country"))
        fault(at, "no such country", cell);
    if (type == LAPI_CELL_ISO2 && has_rows(c, LAPI_TABLE_COUNTRIES) &&
        !has_code(c, LAPI_TABLE_COUNTRIES, LAPI_COUNTRIES_ISO2, cell, &row) &&
        !has_code(c, LAPI_TABLE_TERRITORIES, LAPI_TERRITORIES_ISO2, cell, &row))
        fault(at, "no such country", cell);
    if (type == LAPI_CELL_SECTOR && has_rows(c, LAPI_TABLE_SECTORS) &&
        !is_actor_code(c, cell, "sector"))
        fault(at, "no such sector", cell);
    if (type == LAPI_CELL_FRAME && has_rows(c, LAPI_TABLE_FRAMES) &&
        !has_code(c, LAPI_TABLE_FRAMES, LAPI_FRAMES_FRAME, cell, &row))
        fault(at, "no such frame", cell);
    if (type == LAPI_CELL_EVENT && lapi_event_find(cell) == LAPI_EVENT_TYPES &&
        !lapi_slice_is(cell, "NONE"))
        fault(at, "no such event type", cell);
}

/* One step of a slot: subj, obl:PREP, or a UD relation. */
static bool is_step(lapi_slice s)
{
    static const char *const own[] = {"subj", "poss", "of", "by", "agent", "self"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (lapi_slice_is(s, own[i]))
            return true;
    if ((s.bytes > 4 && memcmp(s.at, "obl:", 4) == 0) ||
        (s.bytes > 5 && memcmp(s.at, "nmod:", 5) == 0))
        return true;
    return lapi_rel_find(s.at, s.bytes) < LAPI_REL_COUNT;
}

static bool is_slot(lapi_slice s)
{
    lapi_slice step;
    bool fine = s.bytes > 0;
    for (lapi_slice rest = s; lapi_slice_cut(&rest, '.', &step);)
        fine &= is_step(step);
    return fine;
}

static void check_slots(const place *at, lapi_slice cell)
{
    lapi_slice any, slot;
    if (lapi_slice_is(cell, "none"))
        return;
    for (lapi_slice rest = cell; lapi_slice_cut(&rest, '|', &any);)
        while (lapi_slice_cut(&any, '+', &slot))
            if (!is_slot(slot))
                fault(at, "no such slot", slot);
}

static void check_values(const place *at, lapi_slice values)
{
    lapi_slice value;
    uint32_t row;
    while (lapi_slice_cut(&values, '|', &value)) {
        if (memchr(value.at, '=', value.bytes)) {
            fault(at, "two conditions in one, values end at", value);
        } else if (value.bytes && value.at[0] == '@') {
            lapi_slice name = {value.at + 1, value.bytes - 1};
            if (has_rows(at->check, LAPI_TABLE_CLASSES) &&
                !has_code(at->check, LAPI_TABLE_CLASSES, LAPI_CLASSES_CLASS, name,
                          &row))
                fault(at, "no such class", value);
        } else if (lapi_know_key(value) == 0) {
            fault(at, "an empty value in", value);
        }
    }
}

/* obj=@weapon, obl:into, !obj, obj!=@game, obl:with|obl:between; in a trigger no `!`.
 */
static void check_condition(const place *at, lapi_slice text, bool is_trigger)
{
    lapi_slice slot = text, one;
    bool fine = true;
    const char *equal = memchr(text.at, '=', text.bytes);
    if (equal) {
        slot.bytes = (uint32_t)(equal - text.at);
        lapi_slice values = {equal + 1, text.bytes - slot.bytes - 1};
        if (slot.bytes && slot.at[slot.bytes - 1] == '!')
            slot.bytes--;
        check_values(at, values);
    } else if (text.at[0] == '!') {
        slot = (lapi_slice){text.at + 1, text.bytes - 1};
        fine = !is_trigger;
    }
    if (equal && slot.bytes && slot.at[0] == '!')
        slot = (lapi_slice){slot.at + 1, slot.bytes - 1};
    while (lapi_slice_cut(&slot, '|', &one))
        fine &= is_slot(one);
    if (!fine)
        fault(at, "does not parse", text);
}

static void check_conditions(const place *at, lapi_slice cell, bool is_trigger)
{
    lapi_slice text;
    bool head = is_trigger;
    for (lapi_slice rest = cell; lapi_slice_cut(&rest, ' ', &text); head = false) {
        if (text.bytes == 0)
            fault(at, "two spaces or space at an end", cell);
        else if (head && memchr(text.at, '=', text.bytes))
            fault(at, "begins with no lemma", cell);
        else if (!head)
            check_condition(at, text, is_trigger);
    }
}

static void check_cell(const place *at, const lapi_column *column, lapi_slice cell)
{
    if (cell.bytes == 0) {
        if (column->needed)
            fault(at, "is empty", cell);
        return;
    }
    if (at->table->schema == lapi_table_schema_of(LAPI_TABLE_LEXICON) &&
        lapi_slice_is(cell, EMPTIED))
        return;
    const char *what = lapi_check_cell(column->type, cell);
    if (what)
        fault(at, what, cell);
    else if (cell.at[0] == ' ' || cell.at[cell.bytes - 1] == ' ')
        fault(at, "space at an end", cell);
    else if (column->type == LAPI_CELL_SLOTS)
        check_slots(at, cell);
    else if (column->type == LAPI_CELL_WHEN)
        check_conditions(at, cell, false);
    else if (column->type == LAPI_CELL_TRIGGER)
        check_conditions(at, cell, true);
    else
        check_code(at, column->type, cell);
}

static void check_cells(const checker *c, const lapi_tsv *table)
{
    for (uint32_t row = 0; row < table->rows; row++)
        for (unsigned column = 0; column < table->schema->column_count; column++) {
            place at = {c, table, row, column};
            check_cell(&at, &table->schema->columns[column],
                       lapi_tsv_cell(table, row, column));
        }
}

/* Cells that hold one of a few words, or with `many` any of them joined by `,`. */
typedef struct choice {
    uint8_t table; /* enum lapi_table_id */
    uint8_t column;
    bool many;
    const char *words; /* joined by `|` */
} choice;

static const choice choices[] = {
    {LAPI_TABLE_ROLES, LAPI_ROLES_KIND, false,
     "person|group|org|force|office|equipment"},
    {LAPI_TABLE_REGIONS, LAPI_REGIONS_KIND, false,
     "region|admin1|sea|river|range|strait|disputed|front|island|desert|border|site"},
    {LAPI_TABLE_REGIONS, LAPI_REGIONS_GRAIN, false, "country|region|city|site"},
    {LAPI_TABLE_GAZETTEER, LAPI_GAZETTEER_FCLASS, false, "A|H|L|P|R|S|T|U|V"},
    {LAPI_TABLE_FRAMES, LAPI_FRAMES_FLAGS, true, "recip"},
    {LAPI_TABLE_LEXICON, LAPI_LEXICON_FLAGS, true, "recip|last|only|none"},
    {LAPI_TABLE_LEXICON, LAPI_LEXICON_POS, false, "VERB|NOUN|ADJ"},
    {LAPI_TABLE_SECTORS, LAPI_SECTORS_KIND, false, "sector|country|both"},
    {LAPI_TABLE_LABELS, LAPI_LABELS_KIND, false,
     "quad|type|mode|status|sector|country|what"},
};

static bool is_chosen(const choice *of, lapi_slice word)
{
    lapi_slice one;
    for (lapi_slice rest = lapi_slice_str(of->words); lapi_slice_cut(&rest, '|', &one);)
        if (lapi_slice_equal(one, word))
            return true;
    return false;
}

static void check_choice(const checker *c, const choice *of)
{
    const lapi_tsv *t = &c->tables->at[of->table];
    for (uint32_t row = 0; row < t->rows; row++) {
        lapi_slice word;
        lapi_slice cell = lapi_tsv_cell(t, row, of->column);
        while (cell.bytes && lapi_slice_cut(&cell, of->many ? ',' : '\t', &word))
            if (!is_chosen(of, word))
                fault(&(place){c, t, row, of->column}, "no such word", word);
    }
}

/* Columns that together name a row of a table once. */
typedef struct identity {
    uint8_t table; /* enum lapi_table_id */
    uint8_t count;
    uint8_t columns[4];
} identity;

static const identity identities[] = {
    {LAPI_TABLE_COUNTRIES, 1, {LAPI_COUNTRIES_ISO3}},
    {LAPI_TABLE_ROLES, 1, {LAPI_ROLES_NOUN}},
    {LAPI_TABLE_BODIES, 3, {LAPI_BODIES_NAME, LAPI_BODIES_COUNTRY, LAPI_BODIES_FROM}},
    {LAPI_TABLE_PEOPLE,
     4,
     {LAPI_PEOPLE_NAME, LAPI_PEOPLE_COUNTRY, LAPI_PEOPLE_OFFICE, LAPI_PEOPLE_FROM}},
    {LAPI_TABLE_REGIONS,
     3,
     {LAPI_REGIONS_NAME, LAPI_REGIONS_COUNTRY, LAPI_REGIONS_KIND}},
    {LAPI_TABLE_GAZETTEER,
     3,
     {LAPI_GAZETTEER_ID, LAPI_GAZETTEER_NAME, LAPI_GAZETTEER_LAT}},
    {LAPI_TABLE_ADMIN1, 2, {LAPI_ADMIN1_CC, LAPI_ADMIN1_CODE}},
    {LAPI_TABLE_CLASSES, 1, {LAPI_CLASSES_CLASS}},
    {LAPI_TABLE_FRAMES, 1, {LAPI_FRAMES_FRAME}},
    {LAPI_TABLE_LEXICON,
     3,
     {LAPI_LEXICON_TRIGGER, LAPI_LEXICON_POS, LAPI_LEXICON_WHEN}},
    {LAPI_TABLE_PLOVER, 2, {LAPI_PLOVER_EVENT, LAPI_PLOVER_MODE}},
    {LAPI_TABLE_CONTEXTS, 1, {LAPI_CONTEXTS_CONTEXT}},
    {LAPI_TABLE_SECTORS, 1, {LAPI_SECTORS_CODE}},
    {LAPI_TABLE_TERRITORIES, 1, {LAPI_TERRITORIES_ISO2}},
    {LAPI_TABLE_NATIONS, 1, {LAPI_NATIONS_ISO3}},
    {LAPI_TABLE_CODINGS, 1, {LAPI_CODINGS_CODE}},
    {LAPI_TABLE_LABELS, 2, {LAPI_LABELS_KIND, LAPI_LABELS_CODE}},
};

static bool same_identity(const lapi_tsv *t, const identity *is, uint32_t a, uint32_t b)
{
    for (uint8_t i = 0; i < is->count; i++)
        if (!lapi_slice_equal(lapi_tsv_cell(t, a, is->columns[i]),
                              lapi_tsv_cell(t, b, is->columns[i])))
            return false;
    return true;
}

/* Reports rows that an earlier one names already. O(rows). */
static void check_identity(const checker *c, const identity *is)
{
    const lapi_tsv *t = &c->tables->at[is->table];
    size_t mask = 15;
    while (mask < 2 * (size_t)t->rows)
        mask = 2 * mask + 1;
    uint32_t *slots = calloc(mask + 1, sizeof *slots);
    if (!slots) {
        c->faults->report->failed = true;
        return;
    }
    for (uint32_t row = 0; row < t->rows; row++) {
        uint64_t h = LAPI_HASH_START;
        for (uint8_t i = 0; i < is->count; i++) {
            lapi_slice cell = lapi_tsv_cell(t, row, is->columns[i]);
            h = lapi_hash_byte(lapi_hash(h, cell.at, cell.bytes), '\t');
        }
        size_t at = (size_t)lapi_hash_mix(h) & mask;
        while (slots[at] && !same_identity(t, is, slots[at] - 1, row))
            at = (at + 1) & mask;
        if (slots[at])
            lapi_fault(c->faults, t, t->line[row], "told already in line %u",
                       t->line[slots[at] - 1]);
        else
            slots[at] = row + 1;
    }
    free(slots);
}

/* The days of a row; open ends are 0 and UINT32_MAX. */
static lapi_date_range range_of(const lapi_tsv *t, uint32_t row, unsigned from,
                                unsigned to)
{
    lapi_date_range range = {0, UINT32_MAX};
    lapi_date_range d;
    if (lapi_check_date(lapi_tsv_cell(t, row, from), &d))
        range.from = d.from;
    if (lapi_check_date(lapi_tsv_cell(t, row, to), &d))
        range.to = d.to;
    return range;
}

static void check_dates(const checker *c, enum lapi_table_id id, unsigned from,
                        unsigned to)
{
    const lapi_tsv *t = &c->tables->at[id];
    for (uint32_t row = 0; row < t->rows; row++) {
        lapi_date_range r = range_of(t, row, from, to);
        if (r.from > r.to)
            lapi_fault(c->faults, t, t->line[row], "ends before it begins");
    }
}

/* Do two terms share days? A month or year that one ends and the other begins in may.
 */
static bool terms_overlap(const lapi_tsv *t, uint32_t a, uint32_t b)
{
    lapi_date_range x = range_of(t, a, LAPI_PEOPLE_FROM, LAPI_PEOPLE_TO);
    lapi_date_range y = range_of(t, b, LAPI_PEOPLE_FROM, LAPI_PEOPLE_TO);
    lapi_date_range d;
    if (lapi_check_date(lapi_tsv_cell(t, a, LAPI_PEOPLE_TO), &d))
        x.to = d.from;
    if (lapi_check_date(lapi_tsv_cell(t, b, LAPI_PEOPLE_TO), &d))
        y.to = d.from;
    return x.from < y.to && y.from < x.to;
}

static void check_terms(const checker *c)
{
    const lapi_tsv *t = &c->tables->at[LAPI_TABLE_PEOPLE];
    const lapi_table *people = lapi_know_table(c->know, LAPI_TABLE_PEOPLE);
    static const uint8_t same[] = {LAPI_PEOPLE_NAME, LAPI_PEOPLE_OFFICE,
                                   LAPI_PEOPLE_COUNTRY, LAPI_PEOPLE_WIKIDATA};
    for (uint32_t row = 0; row < t->rows; row++) {
        uint32_t cursor = 0;
        lapi_hit hit;
        uint64_t key = lapi_know_key(lapi_tsv_cell(t, row, LAPI_PEOPLE_NAME));
        while (key && lapi_table_find(people, key, &cursor, &hit)) {
            bool is = hit.column == LAPI_PEOPLE_NAME && hit.row < row;
            for (size_t i = 0; is && i < sizeof same; i++)
                is = lapi_slice_equal(lapi_tsv_cell(t, row, same[i]),
                                      lapi_tsv_cell(t, hit.row, same[i]));
            if (is && terms_overlap(t, row, hit.row))
                lapi_fault(c->faults, t, t->line[row],
                           "the same office as in line %u at the same time",
                           t->line[hit.row]);
        }
    }
}

static bool is_pair(const checker *c, lapi_slice event, lapi_slice mode)
{
    const lapi_tsv *t = &c->tables->at[LAPI_TABLE_PLOVER];
    for (uint32_t row = 0; row < t->rows; row++)
        if (lapi_slice_equal(lapi_tsv_cell(t, row, LAPI_PLOVER_EVENT), event) &&
            lapi_slice_equal(lapi_tsv_cell(t, row, LAPI_PLOVER_MODE), mode))
            return true;
    return t->rows == 0;
}

static bool find_frame(const checker *c, uint32_t row, uint32_t *frame)
{
    lapi_slice name =
        lapi_tsv_cell(&c->tables->at[LAPI_TABLE_LEXICON], row, LAPI_LEXICON_FRAME);
    return has_code(c, LAPI_TABLE_FRAMES, LAPI_FRAMES_FRAME, name, frame);
}

void lapi_check_pair(const checker *c, uint32_t row, lapi_slice *event,
                     lapi_slice *mode)
{
    const lapi_tsv *lexicon = &c->tables->at[LAPI_TABLE_LEXICON];
    const lapi_tsv *frames = &c->tables->at[LAPI_TABLE_FRAMES];
    uint32_t frame;
    bool has = find_frame(c, row, &frame);
    *event = lapi_tsv_cell(lexicon, row, LAPI_LEXICON_EVENT);
    *mode = lapi_tsv_cell(lexicon, row, LAPI_LEXICON_MODE);
    bool overridden = event->bytes > 0; /* then no mode is inherited */
    if (event->bytes == 0 && has)
        *event = lapi_tsv_cell(frames, frame, LAPI_FRAMES_EVENT);
    if (lapi_slice_is(*mode, "none"))
        *mode = (lapi_slice){"", 0};
    else if (mode->bytes == 0 && has && !overridden)
        *mode = lapi_tsv_cell(frames, frame, LAPI_FRAMES_MODE);
}

static void check_pairs(const checker *c)
{
    const lapi_tsv *frames = &c->tables->at[LAPI_TABLE_FRAMES];
    const lapi_tsv *lexicon = &c->tables->at[LAPI_TABLE_LEXICON];
    for (uint32_t row = 0; row < frames->rows; row++) {
        lapi_slice event = lapi_tsv_cell(frames, row, LAPI_FRAMES_EVENT);
        lapi_slice mode = lapi_tsv_cell(frames, row, LAPI_FRAMES_MODE);
        if (mode.bytes && !is_pair(c, event, mode))
            fault(&(place){c, frames, row, LAPI_FRAMES_MODE}, "no mode of its event",
                  mode);
    }
    for (uint32_t row = 0; row < lexicon->rows; row++) {
        lapi_slice event, mode;
        lapi_check_pair(c, row, &event, &mode);
        if (event.bytes == 0)
            fault(&(place){c, lexicon, row, LAPI_LEXICON_EVENT}, "no event", event);
        if (mode.bytes && !is_pair(c, event, mode))
            fault(&(place){c, lexicon, row, LAPI_LEXICON_MODE}, "no mode of its event",
                  mode);
    }
}

void lapi_check_tables(const lapi_tables *tables, const lapi_know *know,
                       lapi_faults *faults)
{
    checker c = {tables, know, faults};
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++)
        check_cells(&c, &tables->at[id]);
    for (size_t i = 0; i < sizeof identities / sizeof *identities; i++)
        check_identity(&c, &identities[i]);
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        check_choice(&c, &choices[i]);
    check_dates(&c, LAPI_TABLE_BODIES, LAPI_BODIES_FROM, LAPI_BODIES_TO);
    check_dates(&c, LAPI_TABLE_PEOPLE, LAPI_PEOPLE_FROM, LAPI_PEOPLE_TO);
    check_terms(&c);
    check_pairs(&c);
    lapi_check_labels(&c);
}
