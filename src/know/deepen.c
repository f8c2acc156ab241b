/* The gazetteer with a GeoNames dump in it.
 *
 *   dump --lines--> row --names, codes--> pool  "id \t name \t alternates \t cc ..."
 *                                         lines u32[rows + 1] where each begins
 *                                         entries of each name, as in a pack
 *   entries --by bucket, in place--> the greatest of each bucket --> lapi_table
 *
 * Rows are kept as text, and cut when they are asked for: a name in a news text has few
 * places, a dump has millions. Entries of a bucket stand with prefixes first, then by
 * people, then in the order of the rows. */
#include "base/limits.h"
#include "base/status.h"
#include "know/dump.h"
#include "know/table.h"

#include <stdio.h>
#include <stdlib.h>

enum { ENTRY = LAPI_PACK_ENTRY_BYTES };
_Static_assert(LAPI_GAZETTEER_NAME_BYTES_MAX < 1024, "a rank stands beside its length");

/* Numbers by key, 0 where there is none: an open table of a power of two. */
typedef struct map {
    struct pair {
        uint64_t key;
        uint32_t value;
    } * pairs;
    uint64_t mask;
} map;

typedef struct deep {
    const lapi_table *old, *divisions;
    map places;   /* id of a place of the gazetteer: row + 1 */
    map codes;    /* country and code of a division: row + 1 */
    bool *is_new; /* [old->rows] the dump has told this row */
    lapi_buffer pool, lines, entries;
    uint32_t rows, rank;
    uint64_t sum;                            /* of all lines */
    uint64_t keys[LAPI_GAZETTEER_NAMES_MAX]; /* of the names of this row */
    uint32_t key_count;
} deep;

static bool map_init(map *m, uint32_t count)
{
    uint64_t size = 64;
    while (size < 2 * (uint64_t)count)
        size *= 2;
    m->pairs = calloc((size_t)size, sizeof *m->pairs);
    m->mask = size - 1;
    return m->pairs != NULL;
}

static struct pair *map_at(const map *m, uint64_t key)
{
    uint64_t i = lapi_hash_mix(key) & m->mask;
    while (m->pairs[i].value && m->pairs[i].key != key)
        i = (i + 1) & m->mask;
    return &m->pairs[i];
}

static void map_set(map *m, uint64_t key, uint32_t value)
{
    *map_at(m, key) = (struct pair){key, value};
}

static uint64_t number(lapi_slice s)
{
    uint64_t value = 0;
    for (uint32_t i = 0; i < s.bytes && i < 11; i++)
        value = value * 10 + (uint64_t)(s.at[i] - '0');
    return value;
}

static uint64_t code_key(lapi_slice cc, lapi_slice code)
{
    return lapi_hash(lapi_hash(LAPI_HASH_START, cc.at, cc.bytes), code.at, code.bytes);
}

static bool deep_init(deep *d, const lapi_know *know)
{
    *d = (deep){.old = &know->tables[LAPI_TABLE_GAZETTEER],
                .divisions = &know->tables[LAPI_TABLE_ADMIN1]};
    d->pool.limit = d->lines.limit = d->entries.limit = LAPI_GAZETTEER_BYTES_MAX;
    d->is_new = calloc((size_t)d->old->rows + 1, sizeof *d->is_new);
    if (!d->is_new || !map_init(&d->places, d->old->rows) ||
        !map_init(&d->codes, d->divisions->rows))
        return false;
    for (uint32_t r = 0; r < d->old->rows; r++) {
        uint64_t id = number(lapi_table_cell(d->old, r, LAPI_GAZETTEER_ID));
        if (id)
            map_set(&d->places, id, r + 1);
    }
    for (uint32_t r = 0; r < d->divisions->rows; r++)
        map_set(&d->codes,
                code_key(lapi_table_cell(d->divisions, r, LAPI_ADMIN1_CC),
                         lapi_table_cell(d->divisions, r, LAPI_ADMIN1_CODE)),
                r + 1);
    return true;
}

/* The buffers may have gone to the table: then they are empty. */
static void deep_clear(deep *d)
{
    free(d->places.pairs);
    free(d->codes.pairs);
    free(d->is_new);
    lapi_buffer_clear(&d->pool);
    lapi_buffer_clear(&d->lines);
    lapi_buffer_clear(&d->entries);
}

/* People in half powers of two, 0 .. 63. */
static uint32_t rank_of(uint64_t people)
{
    uint32_t bits = 0;
    while (bits < 31 && people >> bits > 1)
        bits++;
    return 2 * bits + (bits ? (uint32_t)(people >> (bits - 1) & 1) : 0);
}

/* The rank stands above the length until the entries are in order. */
static void put_entry(deep *d, const lapi_entry *e)
{
    unsigned char at[ENTRY];
    lapi_entry_write(at, e);
    at[17] = (unsigned char)(at[17] | d->rank << 2);
    lapi_buffer_add(&d->entries, at, ENTRY);
}

/* Adds a name, with `mark` before it, that this row does not have yet. */
static void put_name(deep *d, lapi_slice name, unsigned column, char mark)
{
    uint64_t key = lapi_know_key(name);
    if (!key || d->key_count == LAPI_GAZETTEER_NAMES_MAX ||
        name.bytes > LAPI_GAZETTEER_NAME_BYTES_MAX)
        return;
    for (uint32_t i = 0; i < d->key_count; i++)
        if (d->keys[i] == key)
            return;
    if (mark && d->key_count > 1)
        lapi_buffer_byte(&d->pool, mark);
    d->keys[d->key_count++] = key;
    lapi_entry e = {
        .row = d->rows, .column = (uint8_t)column, .kind = LAPI_PACK_PREFIX};
    lapi_edges edges = {.rest = name};
    while (lapi_edges_next(&edges)) {
        e.key = edges.key;
        put_entry(d, &e);
    }
    e.key = key;
    e.kind = LAPI_PACK_PHRASE;
    e.alias = (uint32_t)d->pool.bytes;
    e.bytes = name.bytes;
    put_entry(d, &e);
    lapi_buffer_slice(&d->pool, name);
}

/* A name that English news may use: Latin letters, no code, no address. */
static bool is_usable(lapi_slice name)
{
    uint32_t letters = 0, capitals = 0;
    for (lapi_slice rest = name; rest.bytes;) {
        char c = rest.at[0], out[LAPI_FOLD_BYTES_MAX];
        if (c == '|' || c == '/' || c == ':')
            return false;
        capitals += c >= 'A' && c <= 'Z';
        int n = lapi_fold_next(&rest, out);
        for (int i = 0; i < n; i++) {
            if ((unsigned char)out[i] >= 0x80)
                return false;
            letters += out[i] >= 'a';
        }
    }
    return letters > 2 && !(letters == capitals && letters < 5);
}

/* Names of the place: the gazetteer's own first, where it has it. */
static void put_names(deep *d, const lapi_dump_row *row, uint32_t old)
{
    lapi_slice name = row->name, ours = LAPI_S(""), piece;
    if (old) {
        name = lapi_table_cell(d->old, old - 1, LAPI_GAZETTEER_NAME);
        ours = lapi_table_cell(d->old, old - 1, LAPI_GAZETTEER_ALTERNATES);
    }
    d->key_count = 0;
    put_name(d, name, LAPI_GAZETTEER_NAME, '\0');
    if (d->key_count == 0) /* all signs: nobody finds it, but it has its name */
        lapi_buffer_slice(&d->pool, name);
    lapi_buffer_byte(&d->pool, '\t');
    while (lapi_slice_cut(&ours, '|', &piece))
        put_name(d, piece, LAPI_GAZETTEER_ALTERNATES, '|');
    if (is_usable(row->name))
        put_name(d, row->name, LAPI_GAZETTEER_ALTERNATES, '|');
    if (is_usable(row->ascii))
        put_name(d, row->ascii, LAPI_GAZETTEER_ALTERNATES, '|');
    for (lapi_slice rest = row->alternates; lapi_slice_cut(&rest, ',', &piece);)
        if (is_usable(piece))
            put_name(d, piece, LAPI_GAZETTEER_ALTERNATES, '|');
}

static void put_cell(deep *d, lapi_slice cell)
{
    lapi_buffer_byte(&d->pool, '\t');
    lapi_buffer_slice(&d->pool, cell);
}

/* Adds a row; `row->admin1` is the name of the division here. */
static void put_row(deep *d, const lapi_dump_row *row, uint32_t old)
{
    lapi_buffer_uint(&d->lines, d->pool.bytes, 4);
    d->rank = rank_of(number(row->population));
    lapi_buffer_slice(&d->pool, row->id);
    lapi_buffer_byte(&d->pool, '\t');
    put_names(d, row, old);
    put_cell(d, row->cc);
    put_cell(d, row->admin1);
    put_cell(d, row->fclass);
    put_cell(d, row->fcode);
    put_cell(d, row->population);
    put_cell(d, row->lat);
    put_cell(d, row->lon);
    d->rows++;
}

/* Countries and the divisions of admin1.tsv stand in tables of their own. */
static bool is_elsewhere(const lapi_dump_row *row, bool has_division)
{
    if (!lapi_slice_is(row->fclass, "A"))
        return false;
    return (row->fcode.bytes >= 3 && memcmp(row->fcode.at, "PCL", 3) == 0) ||
           (has_division && lapi_slice_is(row->fcode, "ADM1"));
}

static void add_told(deep *d, lapi_dump_row *row)
{
    uint32_t division = map_at(&d->codes, code_key(row->cc, row->admin1))->value;
    if (is_elsewhere(row, division != 0))
        return;
    row->admin1 = division
                      ? lapi_table_cell(d->divisions, division - 1, LAPI_ADMIN1_NAME)
                      : LAPI_S("");
    uint32_t old = map_at(&d->places, number(row->id))->value;
    if (old)
        d->is_new[old - 1] = true;
    put_row(d, row, old);
}

/* Rows of the gazetteer that the dump has not told. */
static void add_old(deep *d)
{
    const lapi_table *t = d->old;
    for (uint32_t r = 0; r < t->rows && !d->pool.failed; r++) {
        if (d->is_new[r])
            continue;
        lapi_dump_row row = {.id = lapi_table_cell(t, r, LAPI_GAZETTEER_ID),
                             .name = lapi_table_cell(t, r, LAPI_GAZETTEER_NAME),
                             .fclass = lapi_table_cell(t, r, LAPI_GAZETTEER_FCLASS),
                             .fcode = lapi_table_cell(t, r, LAPI_GAZETTEER_FCODE),
                             .cc = lapi_table_cell(t, r, LAPI_GAZETTEER_CC),
                             .admin1 = lapi_table_cell(t, r, LAPI_GAZETTEER_ADMIN1),
                             .population =
                                 lapi_table_cell(t, r, LAPI_GAZETTEER_POPULATION),
                             .lat = lapi_table_cell(t, r, LAPI_GAZETTEER_LAT),
                             .lon = lapi_table_cell(t, r, LAPI_GAZETTEER_LON)};
        put_row(d, &row, r + 1);
    }
}

static lap_status check_room(const deep *d, lap_error *error)
{
    bool failed = d->pool.failed || d->lines.failed || d->entries.failed;
    bool full = d->rows > LAPI_GAZETTEER_ROWS_MAX ||
                d->pool.bytes > LAPI_GAZETTEER_BYTES_MAX / 2 ||
                d->entries.bytes > LAPI_GAZETTEER_BYTES_MAX / 2;
    if (!failed && d->rows <= LAPI_GAZETTEER_ROWS_MAX)
        return LAP_OK;
    return full ? lapi_fail(error, LAP_TOO_LARGE, d->rows,
                            "more places than there is "
                            "room for")
                : lapi_fail(error, LAP_NO_MEMORY, d->rows, "out of memory");
}

static lap_status read_rows(deep *d, lapi_lines_in *lines, lapi_buffer *line,
                            lapi_dump_log log, lap_error *error)
{
    uint32_t bad = 0, told = 0;
    for (;;) {
        lapi_dump_row row;
        const char *wrong = "longer than a row may be";
        enum lapi_line got = lapi_lines_in_next(lines, line);
        if (got == LAPI_LINE_END)
            return told ? LAP_OK
                        : lapi_fail(error, LAP_BAD_INPUT, lines->number, "no places");
        if (got == LAPI_LINE_FAILED)
            return line->failed
                       ? lapi_fail(error, LAP_NO_MEMORY, lines->number, "out of memory")
                       : lapi_fail(error, LAP_IO, lines->number, "cannot be read");
        if (got == LAPI_LINE_READ)
            wrong =
                lapi_dump_read(lapi_slice_of(line->at, (uint32_t)line->bytes), &row);
        if (wrong) {
            log.row(log.context, lines->number, wrong);
            if (++bad > LAPI_GAZETTEER_BAD_MAX)
                return lapi_fail(error, LAP_BAD_INPUT, lines->number,
                                 "more than %u bad rows", LAPI_GAZETTEER_BAD_MAX);
            continue;
        }
        d->sum = lapi_hash_mix(
            d->sum * 31 +
            lapi_pack_checksum((const unsigned char *)line->at, line->bytes));
        add_told(d, &row);
        told++;
        lap_status status = check_room(d, error);
        if (status != LAP_OK)
            return status;
    }
}

enum { WAY_BITS = 8, WAYS = 1 << WAY_BITS };

/* How entries are parted: by their bucket, shifted, from `low` on. */
typedef struct ways {
    uint32_t bits, shift, low, count;
} ways;

static uint32_t way_of(const unsigned char *entry, const ways *w)
{
    size_t bucket = lapi_pack_bucket(lapi_pack_u64(entry), w->bits);
    return (uint32_t)(bucket >> w->shift) - w->low;
}

/* Puts entries begin .. end - 1 into the order of their ways, in place; those of way k
 * begin at first[k]. next: a zero a way. */
static void part(unsigned char *entries, uint32_t begin, uint32_t end, const ways *w,
                 uint32_t *first, uint32_t *next)
{
    for (uint32_t i = begin; i < end; i++)
        next[way_of(entries + (size_t)ENTRY * i, w)]++;
    for (uint32_t k = 0; k < w->count; k++) {
        uint32_t n = next[k];
        first[k] = next[k] = begin;
        begin += n;
    }
    first[w->count] = end;
    for (uint32_t k = 0; k < w->count; k++)
        while (next[k] < first[k + 1]) {
            unsigned char held[ENTRY], *here = entries + (size_t)ENTRY * next[k];
            unsigned char *there = entries + (size_t)ENTRY * next[way_of(here, w)]++;
            memcpy(held, there, ENTRY);
            memmove(there, here, ENTRY);
            memcpy(here, held, ENTRY);
        }
}

/* Puts entries into the order of their buckets: first in WAYS heaps, then each heap,
 * which the processor's caches hold. first[b] is where those of bucket b begin. */
static void part_all(unsigned char *entries, uint32_t count, uint32_t bits,
                     uint32_t *first, uint32_t *next)
{
    uint32_t heap[WAYS + 1], at[WAYS] = {0},
                             shift = bits > WAY_BITS ? bits - WAY_BITS : 0;
    ways w = {.bits = bits, .shift = shift, .count = (uint32_t)1 << (bits - shift)};
    uint32_t heaps = w.count;
    part(entries, 0, count, &w, heap, at);
    for (uint32_t h = 0; h < heaps; h++) {
        uint32_t low = h << shift;
        w = (ways){.bits = bits, .low = low, .count = (uint32_t)1 << shift};
        part(entries, heap[h], heap[h + 1], &w, first + low, next + low);
    }
}

/* Does entry a stand before b? Prefixes first, then by rank, then by row. */
static bool stands_before(const lapi_entry *a, const lapi_entry *b)
{
    if (a->kind != b->kind)
        return a->kind == LAPI_PACK_PREFIX;
    if (a->bytes >> 10 != b->bytes >> 10)
        return a->bytes >> 10 > b->bytes >> 10;
    return a->row != b->row ? a->row < b->row : a->alias < b->alias;
}

/* A prefix that stands among the `kept` entries of the bucket. */
static bool is_told(const lapi_entry *kept, uint32_t count, const lapi_entry *e)
{
    if (e->kind != LAPI_PACK_PREFIX)
        return false;
    for (uint32_t k = 0; k < count && kept[k].kind == LAPI_PACK_PREFIX; k++)
        if (kept[k].key == e->key)
            return true;
    return false;
}

/* The greatest of entries first .. end - 1, in order and each prefix once, written to
 * `out` (<= first); returns how many. O(entries * LAPI_GAZETTEER_SAME_MAX). */
static uint32_t keep_greatest(const lapi_table *t, uint32_t first, uint32_t end,
                              unsigned char *out)
{
    lapi_entry kept[LAPI_GAZETTEER_SAME_MAX];
    uint32_t count = 0;
    for (uint32_t i = first; i < end; i++) {
        lapi_entry e = lapi_entry_at(t, i);
        if (is_told(kept, count, &e))
            continue;
        uint32_t at = count;
        while (at > 0 && stands_before(&e, &kept[at - 1]))
            at--;
        if (at == LAPI_GAZETTEER_SAME_MAX)
            continue;
        count += count < LAPI_GAZETTEER_SAME_MAX;
        memmove(kept + at + 1, kept + at, (count - 1 - at) * sizeof *kept);
        kept[at] = e;
    }
    for (uint32_t k = 0; k < count; k++) {
        kept[k].bytes &= 0x3FF;
        lapi_entry_write(out + (size_t)ENTRY * k, &kept[k]);
    }
    return count;
}

/* Makes the index of t; *buckets_out is its memory. */
static lap_status make_index(deep *d, lapi_table *t, void **buckets_out)
{
    uint32_t count = (uint32_t)(d->entries.bytes / ENTRY), bits = 0, out = 0;
    while (bits < LAPI_PACK_BITS_MAX && (uint32_t)1 << bits < count)
        bits++;
    size_t buckets = (size_t)1 << bits;
    uint32_t *first = calloc(buckets + 1, sizeof *first);
    uint32_t *next = calloc(buckets, sizeof *next);
    if (!first || !next) {
        free(first);
        free(next);
        return LAP_NO_MEMORY;
    }
    part_all((unsigned char *)d->entries.at, count, bits, first, next);
    free(next);
    t->entries = (const unsigned char *)d->entries.at;
    t->buckets = (const unsigned char *)first;
    t->bits = bits;
    for (size_t b = 0; b <= buckets; b++) {
        uint32_t begin = first[b], kept = 0;
        if (b < buckets)
            kept = keep_greatest(t, begin, first[b + 1],
                                 (unsigned char *)d->entries.at + (size_t)ENTRY * out);
        for (unsigned i = 0; i < 4; i++)
            ((unsigned char *)first + 4 * b)[i] = (unsigned char)(out >> 8 * i & 0xFF);
        out += kept;
    }
    t->entries_count = out;
    *buckets_out = first;
    return LAP_OK;
}

/* Takes over a buffer's memory, cut to what it needs. */
static void *take(lapi_buffer *buffer, size_t bytes)
{
    void *less = realloc(buffer->at, bytes + 1);
    void *at = less ? less : buffer->at;
    *buffer = (lapi_buffer){0};
    return at;
}

/* The table of d becomes the gazetteer of the pack. */
static lap_status hand_over(deep *d, lapi_know *know, lap_error *error)
{
    lapi_table *old = &know->tables[LAPI_TABLE_GAZETTEER];
    lapi_table t = {.columns = old->columns, .rows = d->rows};
    void *buckets = NULL;
    lapi_buffer_uint(&d->lines, d->pool.bytes, 4);
    lap_status status = check_room(d, error);
    if (status == LAP_OK && make_index(d, &t, &buckets) != LAP_OK)
        status = lapi_fail(error, LAP_NO_MEMORY, 0, "out of memory");
    if (status != LAP_OK)
        return status;
    t.pool_bytes = (uint32_t)d->pool.bytes;
    size_t entries = (size_t)ENTRY * t.entries_count;
    know->owned[0] = take(&d->pool, d->pool.bytes);
    know->owned[1] = take(&d->lines, d->lines.bytes);
    know->owned[2] = take(&d->entries, entries);
    know->owned[3] = buckets;
    t.pool = know->owned[0];
    t.lines = know->owned[1];
    t.entries = know->owned[2];
    *old = t;
    size_t used = strlen(know->version);
    snprintf(know->version + used, sizeof know->version - used, " gazetteer %08lx",
             (unsigned long)(d->sum & 0xFFFFFFFF));
    return LAP_OK;
}

lap_status lapi_know_deepen(lapi_know *know, lapi_stream stream, lapi_dump_log log,
                            lap_error *error)
{
    deep d;
    lapi_buffer line = {0};
    lapi_lines_in lines = {0};
    lap_status status = LAP_OK;
    if (!deep_init(&d, know) ||
        lapi_lines_in_init(&lines, stream, LAPI_GAZETTEER_LINE_BYTES_MAX) != LAP_OK)
        status = lapi_fail(error, LAP_NO_MEMORY, 0, "out of memory");
    if (status == LAP_OK)
        status = read_rows(&d, &lines, &line, log, error);
    if (status == LAP_OK) {
        add_old(&d);
        status = hand_over(&d, know, error);
    }
    lapi_lines_in_clear(&lines);
    lapi_buffer_clear(&line);
    deep_clear(&d);
    return status;
}
