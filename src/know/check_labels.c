/* What codes are called: no code without a label, no label without a code. */
#include "data/event.h"
#include "data/quantity.h"
#include "data/source.h"
#include "know/check_rows.h"

#include <stdlib.h>

typedef struct labels {
    const lapi_checker *check;
    const lapi_tsv *table;
    bool *is_used; /* [table->rows] */
} labels;

/* Does a cell spell a code, or a type and its mode? */
static bool spells(lapi_slice cell, lapi_slice code, lapi_slice mode)
{
    lapi_slice first;
    if (!mode.bytes)
        return lapi_slice_equal(cell, code);
    return lapi_slice_cut(&cell, ' ', &first) && lapi_slice_equal(first, code) &&
           cell.at && lapi_slice_equal(cell, mode);
}

static void need(labels *l, const char *kind, lapi_slice code, lapi_slice mode)
{
    const lapi_tsv *t = l->table;
    uint32_t row = 0;
    while (row < t->rows &&
           !(lapi_slice_is(lapi_tsv_cell(t, row, LAPI_LABELS_KIND), kind) &&
             spells(lapi_tsv_cell(t, row, LAPI_LABELS_CODE), code, mode)))
        row++;
    if (row < t->rows)
        l->is_used[row] = true;
    else
        lapi_fault(l->check->faults, t, 1, "no label of %s '%.*s%s%.*s'", kind,
                   (int)code.bytes, code.at, mode.bytes ? " " : "", (int)mode.bytes,
                   mode.at);
}

static void need_names(labels *l, const char *kind, const char *(*name_of)(unsigned),
                       unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        need(l, kind, lapi_slice_str(name_of(i)), LAPI_S(""));
}

static void need_modes(labels *l)
{
    const lapi_tsv *t = &l->check->tables->at[LAPI_TABLE_PLOVER];
    for (uint32_t row = 0; row < t->rows; row++) {
        lapi_slice mode = lapi_tsv_cell(t, row, LAPI_PLOVER_MODE);
        if (mode.bytes)
            need(l, "mode", lapi_tsv_cell(t, row, LAPI_PLOVER_EVENT), mode);
    }
}

/* Sectors, and what stands in place of a country. */
static void need_actors(labels *l)
{
    const lapi_tsv *t = &l->check->tables->at[LAPI_TABLE_SECTORS];
    for (uint32_t row = 0; row < t->rows; row++) {
        lapi_slice code = lapi_tsv_cell(t, row, LAPI_SECTORS_CODE);
        lapi_slice kind = lapi_tsv_cell(t, row, LAPI_SECTORS_KIND);
        if (!lapi_slice_is(kind, "country"))
            need(l, "sector", code, LAPI_S(""));
        if (!lapi_slice_is(kind, "sector"))
            need(l, "country", code, LAPI_S(""));
    }
}

static void need_quads(labels *l)
{
    for (char quad = '1'; quad <= '4'; quad++)
        need(l, "quad", lapi_slice_of(&quad, 1), LAPI_S(""));
}

static bool is_deed(const lapi_tsv *t, uint32_t row)
{
    lapi_slice kind = lapi_tsv_cell(t, row, LAPI_LABELS_KIND);
    return lapi_slice_is(kind, "type") || lapi_slice_is(kind, "mode");
}

void lapi_check_labels(const lapi_checker *check)
{
    labels l = {check, &check->tables->at[LAPI_TABLE_LABELS], NULL};
    if (!l.table->rows)
        return;
    l.is_used = calloc(l.table->rows, sizeof *l.is_used);
    if (!l.is_used) {
        check->faults->report->failed = true;
        return;
    }
    need_quads(&l);
    need_names(&l, "type", lapi_event_name, LAPI_EVENT_TYPES);
    need_modes(&l);
    need_names(&l, "status", lapi_status_word, LAPI_STATUS_COUNT);
    need_actors(&l);
    need_names(&l, "what", lapi_quantity_what_name, LAPI_WHAT_DURATION + 1);
    for (uint32_t row = 0; row < l.table->rows; row++) {
        if (!l.is_used[row])
            lapi_fault(check->faults, l.table, l.table->line[row],
                       "code: nothing has this code");
        if (is_deed(l.table, row) !=
            !!lapi_tsv_cell(l.table, row, LAPI_LABELS_DEED).bytes)
            lapi_fault(check->faults, l.table, l.table->line[row],
                       "deed: types and modes have one, others none");
    }
    free(l.is_used);
}
