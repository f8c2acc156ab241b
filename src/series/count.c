#include "series/count.h"

#include "base/grow.h"
#include "base/hash.h"
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

static uint32_t publisher_of(const lapi_board *b, const lapi_board_record *r,
                             uint64_t *out)
{
    uint32_t publisher = b->docs[r->doc].publisher;
    return publisher == LAPI_INTERN_NONE ? 0 : add_key(out, 0, publisher);
}

uint32_t lapi_keys_of(const lapi_board *board, const lapi_board_record *record,
                      enum lapi_key key, bool by_type, uint64_t out[LAPI_KEYS_MAX])
{
    const lapi_board_record *r = record;
    uint32_t n = 0;
    if (key == LAPI_KEY_PAIR)
        n = pairs_of(board, r, out);
    else if (key == LAPI_KEY_COUNTRY)
        for (uint32_t i = 0; i < r->party_count; i++)
            n = add_key(out, n, board->parties[r->parties + i].country);
    else if (key == LAPI_KEY_PUBLISHER)
        n = publisher_of(board, r, out);
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

/* Most claims have a few tuples only. */
static void sort(tuples *all)
{
    if (all->count > 32) {
        qsort(all->at, all->count, sizeof *all->at, by_key);
        return;
    }
    for (uint32_t i = 1; i < all->count; i++) {
        tuple t = all->at[i];
        uint32_t k = i;
        for (; k > 0 && by_key(&t, &all->at[k - 1]) < 0; k--)
            all->at[k] = all->at[k - 1];
        all->at[k] = t;
    }
}

/* Tells what the tuples of one claim say, key by key. */
static lap_status tell_tuples(tuples *all, const lapi_counter *counter)
{
    lap_status status = LAP_OK;
    sort(all);
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
        status = counter->tell(counter->context, &told);
    }
    return status;
}

/* A claim with one hit: nothing is to be joined. */
static lap_status tell_hit(const lapi_board *b, uint32_t hit,
                           const lapi_counter *counter)
{
    const lapi_board_record *r = &b->records[hit];
    uint64_t keys[LAPI_KEYS_MAX];
    uint32_t n = lapi_keys_of(b, r, counter->key, counter->by_type, keys);
    lapi_counted told = {
        .day = r->day, .reports = 1, .sources = 1, .hit = hit, .scale = r->scale};
    lap_status status = LAP_OK;
    for (uint32_t k = 0; status == LAP_OK && k < n; k++) {
        told.key = keys[k];
        status = counter->tell(counter->context, &told);
    }
    return status;
}

static lap_status add_tuples(const lapi_board *b, uint32_t hit,
                             const lapi_counter *counter, tuples *all)
{
    const lapi_board_record *r = &b->records[hit];
    uint64_t keys[LAPI_KEYS_MAX];
    uint32_t n = lapi_keys_of(b, r, counter->key, counter->by_type, keys);
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

/* Tells a claim by its hits. */
static lap_status tell_claim(const lapi_board *b, const uint32_t *hits, uint32_t n,
                             const lapi_counter *counter, tuples *all)
{
    if (n == 1)
        return tell_hit(b, hits[0], counter);
    lap_status status = LAP_OK;
    all->count = 0;
    for (uint32_t i = 0; status == LAP_OK && i < n; i++)
        status = add_tuples(b, hits[i], counter, all);
    return status ? status : tell_tuples(all, counter);
}

lap_status lapi_count(const lapi_board *board, const lapi_hits *hits,
                      const lapi_counter *counters, size_t count)
{
    const lapi_board_record *r = board->records;
    tuples all = {.at = NULL};
    lap_status status = LAP_OK;
    for (uint32_t i = 0, end; status == LAP_OK && i < hits->count; i = end) {
        for (end = i + 1;
             end < hits->count && r[hits->at[end]].claim == r[hits->at[i]].claim;)
            end++;
        for (size_t c = 0; status == LAP_OK && c < count; c++)
            status = tell_claim(board, hits->at + i, end - i, &counters[c], &all);
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

/* The slot of a key and period: its own or the empty one where it belongs. */
static uint32_t *slot_of(const lapi_totals *totals, uint64_t key, int32_t period)
{
    uint32_t mask = totals->slot_count - 1;
    uint64_t hash = lapi_hash_mix(key ^ lapi_hash_mix((uint32_t)period));
    for (uint32_t at = (uint32_t)hash & mask;; at = (at + 1) & mask) {
        uint32_t *slot = &totals->slots[at];
        if (!*slot || (totals->at[*slot - 1].key == key &&
                       totals->at[*slot - 1].period == period))
            return slot;
    }
}

static bool grow_slots(lapi_totals *totals)
{
    uint32_t count = totals->slot_count ? 2 * totals->slot_count : 64;
    uint32_t *slots = count ? calloc(count, sizeof *slots) : NULL;
    if (!slots)
        return false;
    free(totals->slots);
    totals->slots = slots;
    totals->slot_count = count;
    for (uint32_t i = 0; i < totals->count; i++)
        *slot_of(totals, totals->at[i].key, totals->at[i].period) = i + 1;
    return true;
}

lapi_total *lapi_total_open(lapi_totals *totals, uint64_t key, int32_t period)
{
    if (2 * (totals->count + 1) > totals->slot_count && !grow_slots(totals))
        return NULL;
    uint32_t *slot = slot_of(totals, key, period);
    if (*slot)
        return &totals->at[*slot - 1];
    void *at = lapi_grow(totals->at, totals->count, &totals->room, sizeof *totals->at);
    if (!at)
        return NULL;
    totals->at = at;
    totals->at[totals->count] = (lapi_total){.key = key,
                                             .period = period,
                                             .last_doc = LAPI_INTERN_NONE,
                                             .came = totals->count,
                                             .first = INT32_MAX,
                                             .last = INT32_MIN};
    *slot = ++totals->count;
    return &totals->at[totals->count - 1];
}

lapi_total *lapi_total_find(const lapi_totals *totals, uint64_t key, int32_t period)
{
    uint32_t place = totals->count ? *slot_of(totals, key, period) : 0;
    return place ? &totals->at[place - 1] : NULL;
}

void lapi_total_add(lapi_total *total, const lapi_board *board,
                    const lapi_counted *told)
{
    uint8_t quad = board->records[told->hit].quad;
    total->claims++;
    total->reports += told->reports;
    total->sources += told->sources;
    total->scale += told->scale;
    total->first = told->day < total->first ? told->day : total->first;
    total->last = told->day > total->last ? told->day : total->last;
    if (quad >= 1 && quad <= 4)
        total->quad[quad - 1]++;
}

lap_status lapi_totals_add(void *totals, const lapi_counted *told)
{
    lapi_totals *all = totals;
    lapi_total *total = lapi_total_open(all, told->key, 0);
    if (!total)
        return LAP_NO_MEMORY;
    if (all->counts_weeks)
        add_recent(all, told->day, total);
    else
        lapi_total_add(total, all->board, told);
    return LAP_OK;
}

lap_status lapi_totals_count(lapi_totals *totals, const lapi_hits *hits,
                             enum lapi_key key)
{
    lapi_counter counter = {key, false, lapi_totals_add, totals};
    return lapi_count(totals->board, hits, &counter, 1);
}

void lapi_totals_clear(lapi_totals *totals)
{
    free(totals->at);
    free(totals->slots);
    totals->at = NULL;
    totals->slots = NULL;
    totals->count = totals->room = totals->slot_count = 0;
}

static int by_claims(const void *x, const void *y)
{
    const lapi_total *a = x, *b = y;
    if (a->claims != b->claims)
        return a->claims > b->claims ? -1 : 1;
    if (a->reports != b->reports)
        return a->reports > b->reports ? -1 : 1;
    return (a->came > b->came) - (a->came < b->came);
}

void lapi_totals_sort(lapi_totals *totals)
{
    if (totals->count)
        qsort(totals->at, totals->count, sizeof *totals->at, by_claims);
}
