#include "series/count.h"

#include "base/grow.h"
#include "data/when.h"

/* A record under a key. */
typedef struct tuple {
    uint64_t key;
    int64_t story;
    int32_t day;
    uint32_t hit;
    float scale;
} tuple;

typedef struct tuples {
    tuple *at;
    uint32_t count, room;
} tuples;

static uint32_t add_key(uint64_t *out, uint32_t n, uint64_t key)
{
    for (uint32_t i = 0; i < n; i++)
        if (out[i] == key)
            return n;
    if (n < LAPI_KEYS_MAX)
        out[n++] = key;
    return n;
}

/* Pairs of a record: who acts with everyone else. */
static uint32_t pairs_of(const lapi_board *b, const lapi_board_record *r, uint64_t *out)
{
    const lapi_board_party *p = b->parties + r->parties;
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->party_count; i++)
        for (uint32_t k = 0; p[i].is_actor && k < r->party_count; k++)
            if (i != k)
                n = add_key(out, n, (uint64_t)p[i].country << 16 | p[k].country);
    return n;
}

static uint32_t sites_of(const lapi_board *b, const lapi_board_record *r,
                         enum lapi_key key, uint64_t *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->site_count; i++) {
        uint32_t number = b->sites[r->sites + i];
        const lapi_board_place *p = &b->places[number];
        bool has_country = p->country != LAPI_INTERN_NONE;
        if (key == LAPI_KEY_PLACE)
            n = add_key(out, n, number);
        else if (key == LAPI_KEY_CELL && p->gid)
            n = add_key(out, n, (uint64_t)p->gid);
        else if (key == LAPI_KEY_GROUND && has_country)
            n = add_key(out, n, p->country);
        else if (key == LAPI_KEY_REGION && has_country)
            n = add_key(out, n, (uint64_t)p->country << 32 | p->admin1);
    }
    return n;
}

uint32_t lapi_keys_of(const lapi_board *board, const lapi_board_record *record,
                      enum lapi_key key, bool by_type, uint64_t out[LAPI_KEYS_MAX])
{
    const lapi_board_record *r = record;
    uint32_t n = 0, publisher = board->docs[r->doc].publisher;
    if (key == LAPI_KEY_PAIR)
        n = pairs_of(board, r, out);
    else if (key == LAPI_KEY_COUNTRY)
        for (uint32_t i = 0; i < r->party_count; i++)
            n = add_key(out, n, board->parties[r->parties + i].country);
    else if (key == LAPI_KEY_PUBLISHER)
        n = publisher == LAPI_INTERN_NONE ? 0 : add_key(out, n, publisher);
    else if (key == LAPI_KEY_ALL || key == LAPI_KEY_TYPE || key == LAPI_KEY_STATUS ||
             key == LAPI_KEY_MODE)
        out[n++] = key == LAPI_KEY_TYPE     ? r->event
                   : key == LAPI_KEY_STATUS ? r->status
                   : key == LAPI_KEY_MODE   ? (uint64_t)r->event << 16 | r->mode
                                            : 0;
    else
        n = sites_of(board, r, key, out);
    for (uint32_t i = 0; by_type && i < n; i++)
        out[i] = out[i] << 16 | r->event;
    return n;
}

static int by_key(const void *x, const void *y)
{
    const tuple *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->story != b->story)
        return a->story < b->story ? -1 : 1;
    return (a->hit > b->hit) - (a->hit < b->hit);
}

/* Tells what the tuples of one claim say, key by key. */
static lap_status tell_claim(const tuples *all, lapi_counted_fn tell, void *context)
{
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < all->count;) {
        const tuple *first = &all->at[i];
        lapi_counted told = {.key = first->key, .day = first->day, .hit = first->hit};
        for (; i < all->count && all->at[i].key == first->key; i++) {
            const tuple *t = &all->at[i];
            told.reports++;
            told.sources += t == first || t->story != t[-1].story;
            told.day = t->day < told.day ? t->day : told.day;
            told.hit = t->hit < told.hit ? t->hit : told.hit;
            told.scale += t->scale;
        }
        told.scale /= told.reports;
        status = tell(context, &told);
    }
    return status;
}

static lap_status add_tuples(const lapi_board *b, uint32_t hit, const uint64_t *keys,
                             uint32_t n, tuples *all)
{
    const lapi_board_record *r = &b->records[hit];
    for (uint32_t k = 0; k < n; k++) {
        void *at = lapi_grow(all->at, all->count, &all->room, sizeof *all->at);
        if (!at)
            return LAP_NO_MEMORY;
        all->at = at;
        all->at[all->count++] =
            (tuple){keys[k], b->docs[r->doc].story, r->day, hit, r->scale};
    }
    return LAP_OK;
}

lap_status lapi_count(const lapi_board *board, const lapi_hits *hits, enum lapi_key key,
                      bool by_type, lapi_counted_fn tell, void *context)
{
    uint64_t keys[LAPI_KEYS_MAX];
    tuples all = {.at = NULL};
    lap_status status = LAP_OK;
    for (uint32_t i = 0; status == LAP_OK && i < hits->count;) {
        uint32_t claim = board->records[hits->at[i]].claim;
        all.count = 0;
        for (; status == LAP_OK && i < hits->count &&
               board->records[hits->at[i]].claim == claim;
             i++) {
            const lapi_board_record *r = &board->records[hits->at[i]];
            uint32_t n = lapi_keys_of(board, r, key, by_type, keys);
            status = add_tuples(board, hits->at[i], keys, n, &all);
        }
        if (all.count > 1)
            qsort(all.at, all.count, sizeof *all.at, by_key);
        if (status == LAP_OK)
            status = tell_claim(&all, tell, context);
    }
    free(all.at);
    return status;
}

/* Weeks end on the last day: 0 the last one, 1 the 4 before, 2 the 52 before. */
static void add_recent(const lapi_totals *totals, int32_t day, lapi_total *total)
{
    int32_t ago = totals->end - day; /* 0 .. LAPI_WEEKS_DAYS */
    if (ago < 7)
        total->recent[0]++;
    else if (ago < 35)
        total->recent[1]++;
    if (ago >= 7)
        total->recent[2]++;
}

static lapi_total *total_of(lapi_totals *totals, uint64_t key)
{
    uint32_t number =
        lapi_intern_add(&totals->keys, lapi_slice_of((const char *)&key, sizeof key));
    if (number == LAPI_INTERN_NONE || number < totals->count)
        return number == LAPI_INTERN_NONE ? NULL : &totals->at[number];
    void *at = lapi_grow(totals->at, totals->count, &totals->room, sizeof *totals->at);
    if (!at)
        return NULL;
    totals->at = at;
    totals->at[number] =
        (lapi_total){.key = key, .first = INT32_MAX, .last = INT32_MIN};
    totals->count++;
    return &totals->at[number];
}

lap_status lapi_total_add(void *totals, const lapi_counted *told)
{
    lapi_totals *all = totals;
    lapi_total *total = total_of(all, told->key);
    if (!total)
        return LAP_NO_MEMORY;
    if (all->counts_weeks) {
        add_recent(all, told->day, total);
        return LAP_OK;
    }
    uint8_t quad = all->board->records[told->hit].quad;
    total->claims++;
    total->reports += told->reports;
    total->sources += told->sources;
    total->scale += told->scale;
    total->first = told->day < total->first ? told->day : total->first;
    total->last = told->day > total->last ? told->day : total->last;
    if (quad >= 1 && quad <= 4)
        total->quad[quad - 1]++;
    return LAP_OK;
}

lap_status lapi_total_open(lapi_totals *totals, uint64_t key)
{
    return total_of(totals, key) ? LAP_OK : LAP_NO_MEMORY;
}

void lapi_totals_clear(lapi_totals *totals)
{
    free(totals->at);
    lapi_intern_clear(&totals->keys);
    totals->at = NULL;
    totals->count = totals->room = 0;
}

static int by_claims(const void *x, const void *y)
{
    const lapi_total *a = x, *b = y;
    if (a->claims != b->claims)
        return a->claims > b->claims ? -1 : 1;
    if (a->reports != b->reports)
        return a->reports > b->reports ? -1 : 1;
    return (a->key > b->key) - (a->key < b->key);
}

void lapi_totals_sort(lapi_totals *totals)
{
    if (totals->count)
        qsort(totals->at, totals->count, sizeof *totals->at, by_claims);
}
