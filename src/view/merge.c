#include "view/merge.h"

#include "data/when.h"

#include <stdlib.h>

typedef struct place {
    uint64_t id;
    uint32_t record;
} place;

static int by_id(const void *x, const void *y)
{
    const place *a = x, *b = y;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

static bool same_entity(const void *x, const void *y)
{
    const lapi_entity *a = x, *b = y;
    return strcmp(a->country, b->country) == 0 && strcmp(a->sector, b->sector) == 0 &&
           lapi_slice_equal(lapi_entity_called(a), lapi_entity_called(b));
}

static bool same_saying(const void *x, const void *y)
{
    const lapi_saying *a = x, *b = y;
    return same_entity(&a->who, &b->who) && a->said_on == b->said_on &&
           lapi_slice_equal(a->medium, b->medium);
}

static bool same_site(const void *x, const void *y)
{
    const lapi_site *a = x, *b = y;
    return lapi_slice_equal(a->name, b->name) && strcmp(a->country, b->country) == 0 &&
           a->relation == b->relation;
}

static bool same_amount(const void *x, const void *y)
{
    const lapi_amount *a = x, *b = y;
    return a->what == b->what && a->bound == b->bound && !(a->value < b->value) &&
           !(a->value > b->value) && lapi_slice_equal(a->unit, b->unit) &&
           strcmp(a->whose, b->whose) == 0;
}

static bool same_context(const void *x, const void *y)
{
    return lapi_slice_equal(*(const lapi_slice *)x, *(const lapi_slice *)y);
}

/* *at with those of `more` that it lacks, in a new array. */
static lap_status unite(lapi_arena *arena, void *array, uint32_t *count,
                        const void *more, uint32_t more_count, size_t size,
                        bool (*same)(const void *, const void *))
{
    char *old, *both;
    memcpy(&old, array, sizeof old);
    if (more_count == 0)
        return LAP_OK;
    both = lapi_arena_get(arena, (size_t)*count + more_count, size);
    if (!both)
        return LAP_NO_MEMORY;
    uint32_t n = *count;
    if (n)
        memcpy(both, old, n * size);
    for (uint32_t i = 0; i < more_count; i++) {
        const char *item = (const char *)more + i * size;
        uint32_t k = 0;
        while (k < n && !same(both + k * size, item))
            k++;
        if (k == n)
            memcpy(both + n++ * size, item, size);
    }
    memcpy(array, &both, sizeof both);
    *count = n;
    return LAP_OK;
}

#define UNITE(array, number, more, more_number, same)                                  \
    do {                                                                               \
        if (status == LAP_OK)                                                          \
            status = unite(arena, &(array), &(number), more, more_number,              \
                           sizeof *(array), same);                                     \
    } while (0)

static lap_status join(lapi_arena *arena, lapi_record *to, const lapi_record *from)
{
    lap_status status = LAP_OK;
    UNITE(to->actors.at, to->actors.count, from->actors.at, from->actors.count,
          same_entity);
    UNITE(to->recipients.at, to->recipients.count, from->recipients.at,
          from->recipients.count, same_entity);
    UNITE(to->sites, to->site_count, from->sites, from->site_count, same_site);
    UNITE(to->amounts, to->amount_count, from->amounts, from->amount_count,
          same_amount);
    UNITE(to->contexts, to->context_count, from->contexts, from->context_count,
          same_context);
    UNITE(to->according_to.at, to->according_to.count, from->according_to.at,
          from->according_to.count, same_saying);
    UNITE(to->disputed_by.at, to->disputed_by.count, from->disputed_by.at,
          from->disputed_by.count, same_saying);
    if (to->mode.bytes == 0 && from->mode.bytes) {
        to->mode = from->mode;
        to->scale_e1 = from->scale_e1;
    }
    if (strlen(from->cameo) > strlen(to->cameo))
        memcpy(to->cameo, from->cameo, sizeof to->cameo);
    if (to->from == LAPI_DAY_NONE) {
        to->when = from->when;
        to->from = from->from;
        to->to = from->to;
        to->grain = from->grain;
        to->is_anchor_inferred = from->is_anchor_inferred;
    }
    to->historical &= from->historical;
    to->caption &= from->caption;
    if (from->confidence > to->confidence)
        to->confidence = from->confidence;
    return status;
}

/* The record of `places` with this id; LAPI_NONE if there is none. */
static uint32_t find(const place *places, uint32_t count, uint64_t id)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (places[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && places[low].id == id ? places[low].record : LAPI_NONE;
}

lap_status lapi_report_merge(const lapi_report *report, lapi_arena *arena,
                             lapi_report *out)
{
    uint32_t count = report->record_count, kept = 0;
    place *places = lapi_arena_get(arena, count, sizeof *places);
    lapi_record *records = lapi_arena_get(arena, count, sizeof *records);
    uint32_t *moved = lapi_arena_get(arena, count, sizeof *moved);
    if (!places || !records || !moved)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++)
        places[i] = (place){report->records[i].id, i};
    if (count)
        qsort(places, count, sizeof *places, by_id);
    for (uint32_t i = 0; i < count; i++) {
        const lapi_record *record = &report->records[i];
        uint32_t first =
            record->same_as ? find(places, count, record->same_as) : LAPI_NONE;
        if (first < i) {
            moved[i] = moved[first];
            lap_status status = join(arena, &records[moved[first]], record);
            if (status != LAP_OK)
                return status;
            continue;
        }
        moved[i] = kept;
        records[kept] = *record;
        records[kept++].same_as = 0;
    }
    *out = *report;
    out->records = records;
    out->record_count = kept;
    return LAP_OK;
}
