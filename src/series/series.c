#include "series/series.h"

#include "base/grow.h"
#include "data/when.h"

/* Claims and documents of a key and a period. */
typedef struct part {
    uint64_t key;
    int32_t day;
    uint32_t claims, reports, sources, documents;
    double scale; /* sum over claims */
} part;

typedef struct telling {
    uint64_t key;
    uint32_t doc;
} telling;

struct lapi_series {
    const lapi_board *board;
    unsigned by;
    enum lapi_per per;
    part *parts;
    uint32_t part_count, part_room;
    lapi_cell *cells;
    uint32_t cell_count, at;
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

static lap_status add_part(lapi_series *series, part p)
{
    void *at = lapi_grow(series->parts, series->part_count, &series->part_room,
                         sizeof *series->parts);
    if (!at)
        return LAP_NO_MEMORY;
    series->parts = at;
    p.day = lapi_period_of(p.day, series->per);
    series->parts[series->part_count++] = p;
    return LAP_OK;
}

static lap_status add_claim(void *context, const lapi_counted *told)
{
    return add_part(context, (part){.key = told->key,
                                    .day = told->day,
                                    .claims = 1,
                                    .reports = told->reports,
                                    .sources = told->sources,
                                    .scale = told->scale});
}

static int by_doc(const void *x, const void *y)
{
    const telling *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->doc > b->doc) - (a->doc < b->doc);
}

/* Documents with something under a key, each once, on the day they were published. */
static lap_status add_documents(lapi_series *series, telling *all, uint32_t count)
{
    lap_status status = LAP_OK;
    if (count)
        qsort(all, count, sizeof *all, by_doc);
    for (uint32_t i = 0; status == LAP_OK && i < count; i++) {
        int32_t day = series->board->docs[all[i].doc].day;
        if (day != LAPI_DAY_NONE && (i == 0 || by_doc(&all[i - 1], &all[i]) != 0))
            status =
                add_part(series, (part){.key = all[i].key, .day = day, .documents = 1});
    }
    return status;
}

static lap_status gather_documents(lapi_series *series, const lapi_hits *hits)
{
    const lapi_board *b = series->board;
    uint64_t keys[LAPI_KEYS_MAX];
    telling *all = NULL;
    uint32_t count = 0, room = 0;
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < hits->count; i++) {
        const lapi_board_record *r = &b->records[hits->at[i]];
        uint32_t n = lapi_keys_of(b, r, key_of(series->by),
                                  (series->by & LAPI_BY_TYPE) != 0, keys);
        for (uint32_t k = 0; status == LAP_OK && k < n; k++) {
            void *at = lapi_grow(all, count, &room, sizeof *all);
            if (!at) {
                status = LAP_NO_MEMORY;
                break;
            }
            all = at;
            all[count++] = (telling){keys[k], r->doc};
        }
    }
    if (status == LAP_OK)
        status = add_documents(series, all, count);
    free(all);
    return status;
}

static int by_part(const void *x, const void *y)
{
    const part *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->day > b->day) - (a->day < b->day);
}

static lapi_slice country_text(const lapi_board *board, uint64_t number)
{
    return lapi_intern_text(&board->countries, (uint32_t)number);
}

/* The texts of a key; of a cell their number. */
static void name_cell(const lapi_series *series, uint64_t key, lapi_cell *cell)
{
    const lapi_board *b = series->board;
    if (series->by & LAPI_BY_TYPE) {
        cell->type = lapi_intern_text(&b->names, (uint32_t)(key & UINT16_MAX));
        key >>= 16;
    }
    switch (key_of(series->by)) {
    case LAPI_KEY_PAIR:
        cell->key[0] = country_text(b, key >> 16);
        cell->key[1] = country_text(b, key & UINT16_MAX);
        break;
    case LAPI_KEY_COUNTRY:
        cell->key[0] = country_text(b, key);
        break;
    case LAPI_KEY_REGION:
        cell->key[0] = country_text(b, key >> 32);
        cell->key[1] = lapi_intern_text(&b->names, (uint32_t)key);
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
    for (uint32_t i = 0; i < series->part_count; i++) {
        uint64_t *key = &series->parts[i].key;
        lapi_buffer_reset(&text);
        lapi_buffer_u64(&text, has_type ? *key >> 16 : *key);
        uint32_t number = lapi_intern_add(&series->gids, lapi_buffer_text(&text));
        failed |= text.failed || number == LAPI_INTERN_NONE;
        *key = has_type ? (uint64_t)number << 16 | (*key & UINT16_MAX) : number;
    }
    lapi_buffer_clear(&text);
    return failed ? LAP_NO_MEMORY : LAP_OK;
}

static int compare_texts(lapi_slice a, lapi_slice b)
{
    uint32_t n = a.bytes < b.bytes ? a.bytes : b.bytes;
    int order = n ? memcmp(a.at, b.at, n) : 0;
    return order ? order : (a.bytes > b.bytes) - (a.bytes < b.bytes);
}

static int by_cell(const void *x, const void *y)
{
    const lapi_cell *a = x, *b = y;
    int order = compare_texts(a->key[0], b->key[0]);
    if (order == 0)
        order = compare_texts(a->key[1], b->key[1]);
    if (order == 0)
        order = compare_texts(a->type, b->type);
    return order ? order : (a->day > b->day) - (a->day < b->day);
}

/* One cell for the parts of a key and a period. */
static lap_status join_parts(lapi_series *series)
{
    series->cells = malloc((series->part_count + 1u) * sizeof *series->cells);
    if (!series->cells)
        return LAP_NO_MEMORY;
    if (series->part_count)
        qsort(series->parts, series->part_count, sizeof *series->parts, by_part);
    for (uint32_t i = 0; i < series->part_count;) {
        const part *first = &series->parts[i];
        lapi_cell cell = {
            .key = {LAPI_S(""), LAPI_S("")}, .type = LAPI_S(""), .day = first->day};
        for (; i < series->part_count && by_part(first, &series->parts[i]) == 0; i++) {
            cell.claims += series->parts[i].claims;
            cell.reports += series->parts[i].reports;
            cell.sources += series->parts[i].sources;
            cell.documents += series->parts[i].documents;
            cell.scale += series->parts[i].scale;
        }
        if (cell.claims)
            cell.scale /= (double)cell.claims;
        cell.published = lapi_board_published(series->board, cell.day,
                                              lapi_period_after(cell.day, series->per));
        name_cell(series, first->key, &cell);
        series->cells[series->cell_count++] = cell;
    }
    if (series->cell_count)
        qsort(series->cells, series->cell_count, sizeof *series->cells, by_cell);
    return LAP_OK;
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
    lap_status status = lapi_count(board, hits, key_of(by), (by & LAPI_BY_TYPE) != 0,
                                   add_claim, series);
    if (status == LAP_OK)
        status = gather_documents(series, hits);
    if (status == LAP_OK && key_of(by) == LAPI_KEY_CELL)
        status = number_cells(series);
    if (status == LAP_OK)
        status = join_parts(series);
    free(series->parts);
    series->parts = NULL;
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
    free(series->parts);
    free(series->cells);
    lapi_intern_clear(&series->gids);
    free(series);
}

bool lapi_series_next(lapi_series *series, lapi_cell *out)
{
    if (series->at == series->cell_count)
        return false;
    *out = series->cells[series->at++];
    return true;
}
