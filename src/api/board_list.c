/* Lists of a board: who acts on whom, where, and which numbers are told. */
#include "api/board.h"
#include "base/status.h"

#include <stdlib.h>

#define LIST_ROWS     60u
#define LIST_ROWS_MAX 1000u
#define PLACES_MAX    5000u
#define NUMBERS_MAX   5000u /* quantities that are told, of the newest records */

/* A total and the board whose numbers it holds. */
typedef struct total_row {
    const lapi_board *board;
    const lapi_total *total;
} total_row;

static lap_status read_limit(const lapi_asking *ask, uint64_t most, uint64_t usual,
                             uint64_t *out)
{
    *out = ask->options->limit ? ask->options->limit : usual;
    return *out <= most ? LAP_OK
                        : lapi_fail(ask->error, LAP_BAD_ARGUMENT, 0,
                                    "a list has at most %u rows", (unsigned)most);
}

static void put_sums(lapi_sheet *rows, const lapi_total *t)
{
    lapi_sheet_number(rows, "claims", t->claims);
    lapi_sheet_number(rows, "reports", t->reports);
    lapi_sheet_number(rows, "sources", t->sources);
    lapi_sheet_decimal(rows, "scale", t->claims ? t->scale / t->claims : 0, 3);
}

static void put_quads(lapi_sheet *rows, const lapi_total *t)
{
    static const char *const names[] = {"verbal_cooperation", "material_cooperation",
                                        "verbal_conflict", "material_conflict"};
    if (rows->form == LAPI_SHEET_CSV) {
        for (int q = 0; q < 4; q++)
            lapi_sheet_number(rows, names[q], t->quad[q]);
        return;
    }
    lapi_json_key(&rows->json, "quad");
    lapi_json_open(&rows->json, '[');
    for (int q = 0; q < 4; q++)
        lapi_json_u64(&rows->json, t->quad[q]);
    lapi_json_close(&rows->json, ']');
}

static void put_pair(lapi_sheet *rows, const void *item)
{
    const total_row *row = item;
    const lapi_total *t = row->total;
    lapi_sheet_text(rows, "actor", lapi_board_country(row->board, t->key >> 16));
    lapi_sheet_text(rows, "recipient",
                    lapi_board_country(row->board, t->key & UINT16_MAX));
    put_sums(rows, t);
    put_quads(rows, t);
    lapi_sheet_day(rows, "first", t->first);
    lapi_sheet_day(rows, "last", t->last);
}

/* "total" of the object: rows there are, shown or not. */
static lap_status end_list(lapi_sheet *rows, uint64_t total)
{
    if (rows->form == LAPI_SHEET_ITEMS) {
        lapi_json_key(&rows->json, "total");
        lapi_json_u64(&rows->json, total);
    }
    return lapi_sheet_close(rows);
}

/* The totals of a key, those of most claims first, and how many of them are shown. */
static lap_status count_totals(const lapi_asking *ask, enum lapi_key key, uint64_t most,
                               uint64_t usual, lapi_totals *totals, uint64_t *limit)
{
    lap_status status = read_limit(ask, most, usual, limit);
    if (status == LAP_OK)
        status = lapi_totals_count(totals, &ask->hits, key);
    lapi_totals_sort(totals);
    return status;
}

static lap_status begin_totals(lapi_sheet *rows, const lapi_asking *ask,
                               lapi_sheet_fn put)
{
    static const lapi_total sample = {.key = 0};
    total_row row = {ask->board, &sample};
    return lapi_sheet_begin(rows, ask->form, ask->sink, put, &row);
}

/* A row a total, and the end of the rows. */
static lap_status add_totals(lapi_sheet *rows, const lapi_asking *ask,
                             lapi_sheet_fn put, const lapi_totals *totals,
                             uint64_t limit)
{
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < totals->count && i < limit; i++) {
        total_row row = {ask->board, &totals->at[i]};
        status = lapi_sheet_add(rows, put, &row);
    }
    lapi_sheet_end(rows);
    return status;
}

lap_status lapi_write_pairs(lapi_asking *ask)
{
    lapi_totals totals = {.board = ask->board};
    lapi_sheet rows = {.count = 0};
    uint64_t limit;
    lap_status status =
        count_totals(ask, LAPI_KEY_PAIR, LIST_ROWS_MAX, LIST_ROWS, &totals, &limit);
    if (status == LAP_OK)
        status = begin_totals(&rows, ask, put_pair);
    if (status == LAP_OK)
        status = add_totals(&rows, ask, put_pair, &totals, limit);
    if (status == LAP_OK)
        status = end_list(&rows, totals.count);
    lapi_sheet_clear(&rows);
    lapi_totals_clear(&totals);
    return status;
}

static bool is_exact(const lapi_board *board, const lapi_board_place *place)
{
    lapi_slice grain = lapi_board_name(board, place->grain);
    return place->has_point &&
           (lapi_slice_is(grain, "city") || lapi_slice_is(grain, "site"));
}

static void put_place(lapi_sheet *rows, const void *item)
{
    const total_row *row = item;
    const lapi_total *t = row->total;
    static const lapi_board_place nowhere = {.country = LAPI_INTERN_NONE,
                                             .name = LAPI_INTERN_NONE,
                                             .admin1 = LAPI_INTERN_NONE,
                                             .grain = LAPI_INTERN_NONE};
    const lapi_board_place *p =
        t->claims ? &row->board->places[t->key] : &nowhere; /* the sample has none */
    lapi_sheet_text(rows, "name", lapi_board_name(row->board, p->name));
    lapi_sheet_text(rows, "country", lapi_board_country(row->board, p->country));
    lapi_sheet_text(rows, "admin1", lapi_board_name(row->board, p->admin1));
    if (p->has_point) {
        lapi_sheet_decimal(rows, "lat", p->lat, 4);
        lapi_sheet_decimal(rows, "lon", p->lon, 4);
    } else {
        lapi_sheet_none(rows, "lat");
        lapi_sheet_none(rows, "lon");
    }
    if (p->geonameid)
        lapi_sheet_number(rows, "geonameid", p->geonameid);
    else
        lapi_sheet_none(rows, "geonameid");
    lapi_sheet_text(rows, "grain", lapi_board_name(row->board, p->grain));
    put_sums(rows, t);
    lapi_sheet_day(rows, "last", t->last);
}

/* A point for what lies at one; a region or country has none. */
static void put_feature(lapi_sheet *rows, const void *item)
{
    const total_row *row = item;
    const lapi_board_place *p = &row->board->places[row->total->key];
    lapi_json *json = &rows->json;
    lapi_json_pair(json, "type", LAPI_S("Feature"));
    lapi_json_key(json, "geometry");
    if (is_exact(row->board, p)) {
        lapi_json_open(json, '{');
        lapi_json_pair(json, "type", LAPI_S("Point"));
        lapi_json_key(json, "coordinates");
        lapi_json_open(json, '[');
        lapi_json_decimal(json, p->lon, 4);
        lapi_json_decimal(json, p->lat, 4);
        lapi_json_close(json, ']');
        lapi_json_close(json, '}');
    } else {
        lapi_json_null(json);
    }
    lapi_json_key(json, "properties");
    lapi_json_open(json, '{');
    put_place(rows, item);
    lapi_json_close(json, '}');
}

/* Claims none of whose records tells a place. */
static uint64_t count_unlocated(const lapi_asking *ask)
{
    const lapi_board *b = ask->board;
    uint64_t claims = 0;
    for (uint32_t i = 0; i < ask->hits.count;) {
        uint32_t claim = b->records[ask->hits.at[i]].claim, sites = 0;
        for (; i < ask->hits.count && b->records[ask->hits.at[i]].claim == claim; i++)
            sites += b->records[ask->hits.at[i]].site_count;
        claims += sites == 0;
    }
    return claims;
}

static lap_status write_features(lapi_asking *ask, const lapi_totals *totals,
                                 uint64_t limit)
{
    lapi_sheet rows = {.form = LAPI_SHEET_ITEMS, .sink = ask->sink};
    rows.json = (lapi_json){.out = &rows.out};
    lapi_json_open(&rows.json, '{');
    lapi_json_pair(&rows.json, "type", LAPI_S("FeatureCollection"));
    lapi_json_key(&rows.json, "features");
    lapi_json_open(&rows.json, '[');
    lap_status status = add_totals(&rows, ask, put_feature, totals, limit);
    if (status == LAP_OK)
        status = lapi_sheet_close(&rows);
    lapi_sheet_clear(&rows);
    return status;
}

static lap_status write_places(lapi_asking *ask, const lapi_totals *totals,
                               uint64_t limit)
{
    lapi_sheet rows;
    lap_status status = begin_totals(&rows, ask, put_place);
    if (status == LAP_OK)
        status = add_totals(&rows, ask, put_place, totals, limit);
    if (status == LAP_OK) {
        if (rows.form == LAPI_SHEET_ITEMS) {
            lapi_json_key(&rows.json, "unlocated");
            lapi_json_u64(&rows.json, count_unlocated(ask));
        }
        status = end_list(&rows, totals->count);
    }
    lapi_sheet_clear(&rows);
    return status;
}

lap_status lapi_write_places(lapi_asking *ask)
{
    lapi_totals totals = {.board = ask->board};
    uint64_t limit;
    lap_status status =
        count_totals(ask, LAPI_KEY_PLACE, PLACES_MAX, LIST_ROWS_MAX, &totals, &limit);
    if (status == LAP_OK)
        status = ask->options->format == LAP_FORMAT_GEOJSON
                     ? write_features(ask, &totals, limit)
                     : write_places(ask, &totals, limit);
    lapi_totals_clear(&totals);
    return status;
}

/* A record's place in the board, by its day. */
typedef struct newest {
    int32_t day;
    uint32_t at;
} newest;

static int by_day(const void *x, const void *y)
{
    const newest *a = x, *b = y;
    if (a->day != b->day)
        return a->day > b->day ? -1 : 1;
    return (a->at > b->at) - (a->at < b->at);
}

static void put_sources(lapi_sheet *rows, const lapi_number *n)
{
    if (rows->form == LAPI_SHEET_CSV) {
        lapi_sheet_text(rows, "by", n->source_count ? n->sources[0].name : LAPI_S(""));
        lapi_sheet_text(rows, "by_code",
                        n->source_count ? n->sources[0].country : LAPI_S(""));
        return;
    }
    lapi_json_key(&rows->json, "by");
    lapi_json_open(&rows->json, '[');
    for (uint32_t i = 0; i < n->source_count; i++)
        lapi_said_json(&rows->json, &n->sources[i]);
    lapi_json_close(&rows->json, ']');
}

static void put_bound(lapi_sheet *rows, const char *name, bool has, double value)
{
    if (has)
        lapi_sheet_decimal(rows, name, value, 2);
    else
        lapi_sheet_none(rows, name);
}

static void put_numbers(lapi_sheet *rows, const void *item)
{
    const lapi_number *n = item;
    lapi_sheet_text(rows, "claim", n->claim);
    lapi_sheet_text(rows, "event", n->event);
    lapi_sheet_text(rows, "mode", n->mode);
    lapi_sheet_day(rows, "day", n->day);
    lapi_sheet_day(rows, "published", n->published);
    lapi_sheet_text(rows, "what", n->what);
    lapi_sheet_decimal(rows, "value", n->value, 2);
    put_bound(rows, "low", n->has_low, n->low);
    put_bound(rows, "high", n->has_high, n->high);
    lapi_sheet_text(rows, "bound", n->bound);
    lapi_sheet_text(rows, "unit", n->unit);
    lapi_sheet_text(rows, "whose", n->whose);
    put_sources(rows, n);
    lapi_sheet_text(rows, "publisher", n->publisher);
    lapi_sheet_text(rows, "record", n->record);
    lapi_sheet_text(rows, "doc", n->doc);
}

/* Records that meet the filter and tell numbers, the newest first, to be freed. */
static newest *find_newest(const lapi_asking *ask, uint32_t *count)
{
    newest *at = malloc((ask->hits.count + 1u) * sizeof *at);
    *count = 0;
    for (uint32_t i = 0; at && i < ask->hits.count; i++) {
        const lapi_board_record *r = &ask->board->records[ask->hits.at[i]];
        if (r->has_amount)
            at[(*count)++] = (newest){r->day, ask->hits.at[i]};
    }
    if (at && *count)
        qsort(at, *count, sizeof *at, by_day);
    return at;
}

lap_status lapi_write_numbers(lapi_asking *ask)
{
    static const lapi_number sample = {.value = 0};
    uint32_t count;
    uint64_t total = 0, limit;
    lapi_sheet rows = {.count = 0};
    lapi_numbers numbers = {.store = ask->store};
    lapi_number number;
    newest *at = find_newest(ask, &count);
    lap_status status =
        at ? read_limit(ask, NUMBERS_MAX, NUMBERS_MAX, &limit) : LAP_NO_MEMORY;
    if (status == LAP_OK)
        status = lapi_sheet_begin(&rows, ask->form, ask->sink, put_numbers, &sample);
    for (uint32_t i = 0; status == LAP_OK && i < count && total < limit; i++) {
        lapi_numbers_of(&numbers, ask->board->records[at[i].at].row);
        while (status == LAP_OK && total < limit &&
               lapi_numbers_next(&numbers, &number)) {
            total++;
            status = lapi_sheet_add(&rows, put_numbers, &number);
        }
        lapi_numbers_end(&numbers);
    }
    if (status == LAP_OK) {
        lapi_sheet_end(&rows);
        status = end_list(&rows, total);
    }
    lapi_sheet_clear(&rows);
    free(at);
    return status;
}
