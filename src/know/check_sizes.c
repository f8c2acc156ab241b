/* What the tables of know/ cover, for the end of a report. */
#include "know/check.h"
#include "know/check_rows.h"

static void line_of(lapi_buffer *report, const char *what, uint64_t count)
{
    lapi_buffer_str(report, what);
    lapi_buffer_byte(report, '\t');
    lapi_buffer_u64(report, count);
    lapi_buffer_byte(report, '\n');
}

/* Dated terms of office. */
static void term_sizes(const lapi_checker *c, lapi_buffer *report)
{
    const lapi_tsv *people = &c->tables->at[LAPI_TABLE_PEOPLE];
    uint32_t dated = 0;
    for (uint32_t row = 0; row < people->rows; row++)
        dated += lapi_tsv_cell(people, row, LAPI_PEOPLE_OFFICE).bytes &&
                 lapi_tsv_cell(people, row, LAPI_PEOPLE_FROM).bytes;
    line_of(report, "terms of office with dates", dated);
}

/* How many countries a table has rows of, and which it has none of. */
static void country_sizes(const lapi_checker *c, enum lapi_table_id id, unsigned column,
                          lapi_buffer *report)
{
    const lapi_tsv *t = &c->tables->at[id];
    const lapi_tsv *countries = &c->tables->at[LAPI_TABLE_COUNTRIES];
    uint32_t covered = 0;
    lapi_buffer_str(report, "no ");
    lapi_buffer_str(report, t->schema->name);
    lapi_buffer_str(report, " of\t");
    for (uint32_t i = 0; i < countries->rows; i++) {
        lapi_slice code = lapi_tsv_cell(countries, i, LAPI_COUNTRIES_ISO3);
        uint32_t row = 0;
        while (row < t->rows && !lapi_slice_equal(lapi_tsv_cell(t, row, column), code))
            row++;
        covered += row < t->rows;
        if (row < t->rows)
            continue;
        lapi_buffer_slice(report, code);
        lapi_buffer_byte(report, ' ');
    }
    lapi_buffer_str(report, "\ncountries with ");
    line_of(report, t->schema->name, covered);
}

/* Rows of the lexicon for each pair of PLOVER. */
static void lexicon_sizes(const lapi_checker *c, lapi_buffer *report)
{
    const lapi_tsv *plover = &c->tables->at[LAPI_TABLE_PLOVER];
    const lapi_tsv *lexicon = &c->tables->at[LAPI_TABLE_LEXICON];
    for (uint32_t p = 0; p < plover->rows; p++) {
        lapi_slice want = lapi_tsv_cell(plover, p, LAPI_PLOVER_EVENT);
        lapi_slice want_mode = lapi_tsv_cell(plover, p, LAPI_PLOVER_MODE);
        uint32_t count = 0;
        for (uint32_t row = 0; row < lexicon->rows; row++) {
            lapi_slice event, mode;
            lapi_check_pair(c, row, &event, &mode);
            count += lapi_slice_equal(event, want) && lapi_slice_equal(mode, want_mode);
        }
        lapi_buffer_str(report, "lexicon ");
        lapi_buffer_slice(report, want);
        lapi_buffer_byte(report, ' ');
        lapi_buffer_slice(report, want_mode.bytes ? want_mode : LAPI_S("-"));
        line_of(report, "", count);
    }
}

void lapi_check_sizes(const lapi_tables *tables, const lapi_know *know,
                      lapi_buffer *report)
{
    lapi_checker c = {tables, know, NULL};
    for (unsigned id = 0; id < LAPI_TABLE_COUNT; id++) {
        lapi_buffer_str(report, "rows ");
        line_of(report, tables->at[id].schema->name, tables->at[id].rows);
    }
    term_sizes(&c, report);
    country_sizes(&c, LAPI_TABLE_PEOPLE, LAPI_PEOPLE_COUNTRY, report);
    country_sizes(&c, LAPI_TABLE_BODIES, LAPI_BODIES_COUNTRY, report);
    country_sizes(&c, LAPI_TABLE_REGIONS, LAPI_REGIONS_COUNTRY, report);
    lexicon_sizes(&c, report);
}
