#include "series/series.h"

#include "data/when.h"

#include <stdlib.h>

/* A total by the order of the texts of its key. */
typedef struct place {
    uint64_t key;
    uint32_t type, at;
    int32_t period;
} place;

struct lapi_series {
    const lapi_board *board;
    unsigned by;
    enum lapi_per per;
    lapi_totals totals; /* by key and period */
    place *order;       /* [totals.count] */
    uint32_t at;
    lapi_intern gids; /* numbers of cells as texts */
};

int32_t lapi_period_of(int32_t day, enum lapi_per per)
{
    int32_t year;
    uint32_t month, dom;
    switch (per) {
    case LAPI_PER_WEEK:
        return day - (int32_t)lapi_day_weekday(day);
    case LAPI_PER_MONTH:
        lapi_day_to_civil(day, &year, &month, &dom);
        return day - (int32_t)dom + 1;
    default:
        return day;
    }
}

int32_t lapi_period_after(int32_t day, enum lapi_per per)
{
    static const int32_t longest[] = {1, 7, 31};
    return lapi_period_of(day + longest[per], per);
}

static enum lapi_key key_of(unsigned by)
{
    return by & LAPI_BY_PAIR      ? LAPI_KEY_PAIR
           : by & LAPI_BY_COUNTRY ? LAPI_KEY_COUNTRY
           : by & LAPI_BY_PLACE   ? LAPI_KEY_REGION
           : by & LAPI_BY_CELL    ? LAPI_KEY_CELL
                                  : LAPI_KEY_ALL;
}

static lap_status add_claim(void *context, const lapi_counted *told)
{
    lapi_series *series = context;
    lapi_total *total = lapi_total_open(&series->totals, told->key,
                                        lapi_period_of(told->day, series->per));
    if (!total)
        return LAP_NO_MEMORY;
    lapi_total_add(total, series->board, told);
    return LAP_OK;
}

/* The hits in the order of their documents, to be freed; NULL: memory is out. */
static uint32_t *by_document(const lapi_board *b, const lapi_hits *hits)
{
    uint32_t *next = calloc(b->doc_count + 1u, sizeof *next);
    uint32_t *out = malloc((hits->count + 1u) * sizeof *out);
    for (uint32_t i = 0; next && out && i < hits->count; i++)
        next[b->records[hits->at[i]].doc + 1]++;
    for (uint32_t d = 0; next && out && d < b->doc_count; d++)
        next[d + 1] += next[d];
    for (uint32_t i = 0; next && out && i < hits->count; i++)
        out[next[b->records[hits->at[i]].doc]++] = hits->at[i];
    if (!next) {
        free(out);
        out = NULL;
    }
    free(next);
    return out;
}

/* Counts a record's document under each key of the record, once. */
static lap_status add_document(lapi_series *series, const lapi_board_record *r)
{
    uint64_t keys[LAPI_KEYS_MAX];
    int32_t day = series->board->docs[r->doc].day;
    if (day == LAPI_DAY_NONE)
        return LAP_OK;
    uint32_t n = lapi_keys_of(series->board, r, key_of(series->by),
                              (series->by & LAPI_BY_TYPE) != 0, keys);
    int32_t period = lapi_period_of(day, series->per);
    for (uint32_t k = 0; k < n; k++) {
        lapi_total *total = lapi_total_open(&series->totals, keys[k], period);
        if (!total)
            return LAP_NO_MEMORY;
        total->documents += total->last_doc != r->doc;
        total->last_doc = r->doc;
    }
    return LAP_OK;
}

static lap_status add_documents(lapi_series *series, const lapi_hits *hits)
{
    uint32_t *at = by_document(series->board, hits);
    lap_status status = at ? LAP_OK : LAP_NO_MEMORY;
    for (uint32_t i = 0; status == LAP_OK && i < hits->count; i++)
        status = add_document(series, &series->board->records[at[i]]);
    free(at);
    return status;
}

/* The texts of a key; of a cell their number. */
static void name_cell(const lapi_series *series, uint64_t key, lapi_cell *cell)
{
    const lapi_board *b = series->board;
    if (series->by & LAPI_BY_TYPE) {
        cell->type = lapi_board_name(b, key & UINT16_MAX);
        key >>= 16;
    }
    switch (key_of(series->by)) {
    case LAPI_KEY_PAIR:
        cell->key[0] = lapi_board_country(b, key >> 16);
        cell->key[1] = lapi_board_country(b, key & UINT16_MAX);
        break;
    case LAPI_KEY_COUNTRY:
        cell->key[0] = lapi_board_country(b, key);
        break;
    case LAPI_KEY_REGION:
        cell->key[0] = lapi_board_country(b, key >> 32);
        cell->key[1] = lapi_board_name(b, (uint32_t)key);
        break;
    case LAPI_KEY_CELL:
        cell->key[0] = lapi_intern_text(&series->gids, (uint32_t)key);
        break;
    default:
        break;
    }
}

/* A PRIO-GRID cell by the number of its text. */
static lap_status number_cells(lapi_series *series)
{
    lapi_buffer text = {0};
    bool has_type = (series->by & LAPI_BY_TYPE) != 0;
    bool failed = false;
    for (uint32_t i = 0; i < series->totals.count; i++) {
        uint64_t *key = &series->totals.at[i].key;
        lapi_buffer_reset(&text);
        lapi_buffer_u64(&text, has_type ? *key >> 16 : *key);
        uint32_t number = lapi_intern_add(&series->gids, lapi_buffer_text(&text));
        failed |= text.failed || number == LAPI_INTERN_NONE;
        *key = has_type ? (uint64_t)number << 16 | (*key & UINT16_MAX) : number;
    }
    lapi_buffer_clear(&text);
    return failed ? LAP_NO_MEMORY : LAP_OK;
}

/* A text and its number. */
typedef struct numbered {
    lapi_slice text;
    uint32_t number;
} numbered;

static int by_text(const void *x, const void *y)
{
    return lapi_slice_order(((const numbered *)x)->text, ((const numbered *)y)->text);
}

/* [number] which text it is in their order, to be freed; NULL: memory is out. */
static uint32_t *rank(const lapi_intern *intern)
{
    numbered *all = malloc((intern->count + 1u) * sizeof *all);
    uint32_t *ranks = malloc((intern->count + 1u) * sizeof *ranks);
    for (uint32_t i = 0; all && i < intern->count; i++)
        all[i] = (numbered){lapi_intern_text(intern, i), i};
    if (all && intern->count)
        qsort(all, intern->count, sizeof *all, by_text);
    for (uint32_t i = 0; all && ranks && i < intern->count; i++)
        ranks[all[i].number] = i;
    if (!all) {
        free(ranks);
        ranks = NULL;
    }
    free(all);
    return ranks;
}

static int by_place(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    return (a->period > b->period) - (a->period < b->period);
}

/* Ranks of the texts that keys are made of: countries, names, cells. */
typedef struct ranks {
    uint32_t *countries, *names, *gids;
} ranks;

static place place_of(const lapi_series *series, uint32_t at, const ranks *rank)
{
    const lapi_total *t = &series->totals.at[at];
    uint64_t key = t->key;
    place p = {.at = at, .period = t->period};
    if (series->by & LAPI_BY_TYPE) {
        p.type = rank->names[key & UINT16_MAX];
        key >>= 16;
    }
    switch (key_of(series->by)) {
    case LAPI_KEY_PAIR:
        p.key = (uint64_t)rank->countries[key >> 16] << 32 |
                rank->countries[key & UINT16_MAX];
        break;
    case LAPI_KEY_COUNTRY:
        p.key = rank->countries[key];
        break;
    case LAPI_KEY_REGION:
        p.key = (uint64_t)rank->countries[key >> 32] << 32 | rank->names[(uint32_t)key];
        break;
    case LAPI_KEY_CELL:
        p.key = rank->gids[key];
        break;
    default:
        break;
    }
    return p;
}

/* Puts the totals into the order of the texts of their keys. */
static lap_status put_in_order(lapi_series *series)
{
    uint32_t count = series->totals.count;
    const lapi_board *b = series->board;
    ranks r = {rank(&b->countries), rank(&b->names), rank(&series->gids)};
    series->order = malloc((count + 1u) * sizeof *series->order);
    bool has_room = r.countries && r.names && r.gids && series->order;
    for (uint32_t i = 0; has_room && i < count; i++)
        series->order[i] = place_of(series, i, &r);
    if (has_room && count)
        qsort(series->order, count, sizeof *series->order, by_place);
    free(r.countries);
    free(r.names);
    free(r.gids);
    return has_room ? LAP_OK : LAP_NO_MEMORY;
}

lap_status lapi_series_new(const lapi_board *board, const lapi_hits *hits, unsigned by,
                           enum lapi_per per, lapi_series **out, lap_error *error)
{
    unsigned one = by & ~(unsigned)LAPI_BY_TYPE;
    if (by == 0 || (one & (one - 1)))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0,
                         "a series is by one of pair, country, place, cell");
    lapi_series *series = calloc(1, sizeof *series);
    if (!series)
        return LAP_NO_MEMORY;
    series->board = board;
    series->by = by;
    series->per = per;
    lapi_counter claims = {key_of(by), (by & LAPI_BY_TYPE) != 0, add_claim, series};
    lap_status status = lapi_count(board, hits, &claims, 1);
    if (status == LAP_OK)
        status = add_documents(series, hits);
    if (status == LAP_OK && key_of(by) == LAPI_KEY_CELL)
        status = number_cells(series);
    if (status == LAP_OK)
        status = put_in_order(series);
    if (status)
        lapi_series_free(series);
    else
        *out = series;
    return status;
}

void lapi_series_free(lapi_series *series)
{
    if (!series)
        return;
    free(series->order);
    lapi_totals_clear(&series->totals);
    lapi_intern_clear(&series->gids);
    free(series);
}

bool lapi_series_next(lapi_series *series, lapi_cell *out)
{
    if (series->at == series->totals.count)
        return false;
    const lapi_total *t = &series->totals.at[series->order[series->at++].at];
    *out = (lapi_cell){
        .key = {LAPI_S(""), LAPI_S("")},
        .type = LAPI_S(""),
        .day = t->period,
        .claims = t->claims,
        .reports = t->reports,
        .sources = t->sources,
        .documents = t->documents,
        .published = lapi_board_published(series->board, t->period,
                                          lapi_period_after(t->period, series->per)),
        .scale = t->claims ? t->scale / t->claims : 0};
    name_cell(series, t->key, out);
    return true;
}
