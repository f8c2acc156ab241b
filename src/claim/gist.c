#include "claim/gist.h"

#include "base/hash.h"
#include "claim/bytes.h"
#include "data/doc.h"
#include "unicode/fold.h"

#include <math.h>

#define FORMAT        1u  /* of the bytes */
#define TELLINGS_MAX  32u /* records before and behind that are sought for the same */
#define WORDS_MIN     6u  /* that tell a sentence from others */
#define CUE_BYTES     4u  /* of a trigger: bomb, bombed, bombing */
#define UNDATED_DAYS  2   /* what is not dated happened in these days before */
#define TOLD_DAYS_MAX 3

static uint32_t short_hash(uint64_t h)
{
    uint32_t mixed = (uint32_t)(lapi_hash_mix(h) >> 16);
    return mixed ? mixed : 1;
}

/* Of the folded words of a text, all or only the last; 0 where there are fewer. */
static uint32_t hash_words(lapi_slice text, uint32_t min_words, bool only_last)
{
    uint64_t h = LAPI_HASH_START;
    uint32_t words = 0;
    bool inside = false;
    while (text.bytes) {
        char folded[LAPI_FOLD_BYTES_MAX];
        int n = lapi_fold_next(&text, folded);
        if (n == LAPI_FOLD_MARK)
            continue;
        if (n > 0 && !inside) {
            words++;
            h = only_last ? LAPI_HASH_START : lapi_hash_byte(h, ' ');
        }
        if (n > 0)
            h = lapi_hash(h, folded, (size_t)n);
        inside = n > 0;
    }
    return words >= min_words && words ? short_hash(h) : 0;
}

static uint32_t hash_name(lapi_slice name)
{
    return hash_words(name, 1, true);
}

/* Of the first letters of the longest word. */
static uint32_t hash_cue(lapi_slice trigger)
{
    char word[CUE_BYTES], best[CUE_BYTES];
    uint32_t bytes = 0, best_bytes = 0, kept = 0;
    for (;;) {
        char folded[LAPI_FOLD_BYTES_MAX];
        int n = trigger.bytes ? lapi_fold_next(&trigger, folded) : LAPI_FOLD_BREAK;
        if (n > 0) {
            for (int i = 0; i < n && bytes + (uint32_t)i < CUE_BYTES; i++)
                word[bytes + (uint32_t)i] = folded[i];
            bytes += (uint32_t)n;
        } else if (n == LAPI_FOLD_BREAK) {
            if (bytes > best_bytes) {
                best_bytes = bytes;
                kept = bytes < CUE_BYTES ? bytes : CUE_BYTES;
                memcpy(best, word, kept);
            }
            bytes = 0;
            if (!trigger.bytes)
                break;
        }
    }
    return kept ? short_hash(lapi_hash(LAPI_HASH_START, best, kept)) : 0;
}

static bool is_known(const char *country)
{
    return country[0] && memcmp(country, "UNK", 3) != 0;
}

static void add_parties(lapi_gist_parties *parties, const lapi_entities *entities)
{
    for (uint32_t i = 0; i < entities->count && parties->count < LAPI_GIST_PARTIES;
         i++) {
        const lapi_entity *e = &entities->at[i];
        lapi_gist_party party = {.name = hash_name(e->name)};
        if (is_known(e->country))
            memcpy(party.country, e->country, sizeof party.country);
        memcpy(party.sector, e->sector, sizeof party.sector);
        if (party.country[0] || party.name)
            parties->at[parties->count++] = party;
    }
}

static void add_sites(lapi_gist *gist, const lapi_record *record)
{
    for (uint32_t i = 0; i < record->site_count && gist->site_count < LAPI_GIST_SITES;
         i++) {
        const lapi_site *s = &record->sites[i];
        lapi_gist_site site = {.grain = s->grain,
                               .has_point = s->has_point,
                               .lat_e4 = s->lat_e4,
                               .lon_e4 = s->lon_e4,
                               .name = hash_words(s->name, 1, false),
                               .admin1 = hash_words(s->admin1, 1, false)};
        memcpy(site.country, s->country, sizeof site.country);
        gist->sites[gist->site_count++] = site;
    }
}

static void add_amounts(lapi_gist *gist, const lapi_record *record)
{
    for (uint32_t i = 0;
         i < record->amount_count && gist->amount_count < LAPI_GIST_AMOUNTS; i++) {
        const lapi_amount *a = &record->amounts[i];
        if (a->what == LAPI_WHAT_NONE || a->what == LAPI_WHAT_EQUIPMENT ||
            a->what == LAPI_WHAT_DURATION)
            continue;
        lapi_gist_amount amount = {a->what, a->has_low ? a->low : a->value,
                                   a->has_high ? a->high : a->value};
        if (a->bound == LAPI_BOUND_AT_LEAST || a->bound == LAPI_BOUND_MORE_THAN)
            amount.high = INFINITY;
        if (a->bound == LAPI_BOUND_AT_MOST || a->bound == LAPI_BOUND_FEWER_THAN)
            amount.low = 0;
        gist->amounts[gist->amount_count++] = amount;
    }
}

static void add_time(lapi_gist *gist, const lapi_record *record)
{
    if (gist->is_dated || record->from == LAPI_DAY_NONE ||
        record->grain == LAPI_GRAIN_VAGUE)
        return;
    gist->is_dated = 1;
    gist->from = record->from;
    gist->to = record->to < record->from ? record->from : record->to;
    gist->is_told =
        record->grain == LAPI_GRAIN_DAY && gist->to - gist->from < TOLD_DAYS_MAX;
}

/* What a record tells, where nothing is known of that yet. */
static void add_record(lapi_gist *gist, const lapi_record *record)
{
    add_time(gist, record);
    if (!gist->actors.count)
        add_parties(&gist->actors, &record->actors);
    if (!gist->recipients.count)
        add_parties(&gist->recipients, &record->recipients);
    if (!gist->site_count)
        add_sites(gist, record);
    if (!gist->amount_count)
        add_amounts(gist, record);
    if (!gist->mode)
        gist->mode = hash_words(record->mode, 1, false);
}

static bool is_plan(uint8_t status)
{
    return status == LAPI_STATUS_PLANNED || status == LAPI_STATUS_CONDITIONAL;
}

static bool is_bare(const lapi_record *record)
{
    return record->from == LAPI_DAY_NONE && !record->site_count &&
           !record->amount_count && !record->recipients.count;
}

/* The earlier record that this one tells again: by same_as, or, where it tells nothing
 * of its own ("Russia denied the air strikes"), the last of its type, mode and trigger.
 * Its own index where there is none. */
static uint32_t earlier_of(const lapi_report *report, uint32_t r)
{
    const lapi_record *record = &report->records[r];
    bool is_anaphor = !record->same_as && is_bare(record);
    uint32_t cue = is_anaphor ? hash_cue(record->trigger.text) : 0;
    if (!record->same_as && !cue)
        return r;
    for (uint32_t i = r; i-- > 0 && r - i <= TELLINGS_MAX;) {
        const lapi_record *other = &report->records[i];
        if (record->same_as ? other->id == record->same_as
                            : other->type == record->type &&
                                  lapi_slice_equal(other->mode, record->mode) &&
                                  hash_cue(other->trigger.text) == cue)
            return i;
    }
    return r;
}

/* Adds what other records of the document tell of the same. */
static void add_tellings(lapi_gist *gist, const lapi_report *report, uint32_t r)
{
    uint32_t root = r;
    for (uint32_t up = earlier_of(report, r); up != root; up = earlier_of(report, up)) {
        add_record(gist, &report->records[up]);
        root = up;
    }
    bool is_alone = root == r;
    for (uint32_t i = root + 1; i < report->record_count && i - r <= TELLINGS_MAX;
         i++) {
        uint32_t up = i == r ? i : earlier_of(report, i);
        if (up != i && (up == r || up == root)) {
            add_record(gist, &report->records[i]);
            is_alone = false;
        }
    }
    gist->telling = is_alone ? 0 : report->records[root].id;
}

static lapi_gist gist_of(const lapi_report *report, uint32_t r)
{
    const lapi_record *record = &report->records[r];
    lapi_gist gist = {.type = record->type,
                      .status = record->status,
                      .from = LAPI_DAY_NONE,
                      .to = LAPI_DAY_NONE,
                      .published = report->date,
                      .is_denied = record->disputed_by.count > 0,
                      .cue = hash_cue(record->trigger.text),
                      .words = hash_words(record->evidence.text, WORDS_MIN, false)};
    add_record(&gist, record);
    if (record->id)
        add_tellings(&gist, report, r);
    if (!gist.is_dated && report->date != LAPI_DAY_NONE && !record->historical) {
        gist.to = report->date;
        gist.from = is_plan(gist.status) ? gist.to : gist.to - UNDATED_DAYS;
    }
    return gist;
}

static void write_parties(lapi_buffer *out, const lapi_gist_parties *parties)
{
    lapi_buffer_uint(out, parties->count, 1);
    for (uint32_t i = 0; i < parties->count; i++) {
        lapi_buffer_add(out, parties->at[i].country, 3);
        lapi_buffer_add(out, parties->at[i].sector, 3);
        lapi_buffer_uint(out, parties->at[i].name, 4);
    }
}

static uint64_t bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

void lapi_gist_write(const lapi_report *report, uint32_t r, lapi_buffer *out)
{
    lapi_gist g = gist_of(report, r);
    lapi_buffer_uint(out, FORMAT, 1);
    lapi_buffer_uint(out, g.type, 1);
    lapi_buffer_uint(out, g.status, 1);
    lapi_buffer_uint(out, (uint64_t)(g.is_told | g.is_dated << 1 | g.is_denied << 2),
                     1);
    lapi_buffer_uint(out, (uint32_t)g.from, 4);
    lapi_buffer_uint(out, (uint32_t)g.to, 4);
    lapi_buffer_uint(out, (uint32_t)g.published, 4);
    lapi_buffer_uint(out, g.telling, 8);
    lapi_buffer_uint(out, g.mode, 4);
    lapi_buffer_uint(out, g.cue, 4);
    lapi_buffer_uint(out, g.words, 4);
    write_parties(out, &g.actors);
    write_parties(out, &g.recipients);
    lapi_buffer_uint(out, g.site_count, 1);
    for (uint32_t i = 0; i < g.site_count; i++) {
        lapi_buffer_add(out, g.sites[i].country, 3);
        lapi_buffer_uint(out, (uint64_t)(g.sites[i].grain | g.sites[i].has_point << 7),
                         1);
        lapi_buffer_uint(out, (uint32_t)g.sites[i].lat_e4, 4);
        lapi_buffer_uint(out, (uint32_t)g.sites[i].lon_e4, 4);
        lapi_buffer_uint(out, g.sites[i].name, 4);
        lapi_buffer_uint(out, g.sites[i].admin1, 4);
    }
    lapi_buffer_uint(out, g.amount_count, 1);
    for (uint32_t i = 0; i < g.amount_count; i++) {
        lapi_buffer_uint(out, g.amounts[i].what, 1);
        lapi_buffer_uint(out, bits_of(g.amounts[i].low), 8);
        lapi_buffer_uint(out, bits_of(g.amounts[i].high), 8);
    }
}

static void read_code(lapi_bytes_in *in, char code[4])
{
    for (int i = 0; i < 3; i++)
        code[i] = (char)lapi_take_uint(in, 1);
    code[3] = '\0';
}

static uint32_t read_count(lapi_bytes_in *in, uint32_t max)
{
    uint32_t count = (uint32_t)lapi_take_uint(in, 1);
    in->failed |= count > max;
    return in->failed ? 0 : count;
}

static void read_parties(lapi_bytes_in *in, lapi_gist_parties *parties)
{
    parties->count = read_count(in, LAPI_GIST_PARTIES);
    for (uint32_t i = 0; i < parties->count; i++) {
        read_code(in, parties->at[i].country);
        read_code(in, parties->at[i].sector);
        parties->at[i].name = (uint32_t)lapi_take_uint(in, 4);
    }
}

static double read_double(lapi_bytes_in *in)
{
    uint64_t bits = lapi_take_uint(in, 8);
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static int32_t read_i32(lapi_bytes_in *in)
{
    return (int32_t)(uint32_t)lapi_take_uint(in, 4);
}

static void read_site(lapi_bytes_in *in, lapi_gist_site *site)
{
    read_code(in, site->country);
    uint64_t grain = lapi_take_uint(in, 1);
    site->grain = grain & 0x7F;
    site->has_point = (uint8_t)(grain >> 7);
    site->lat_e4 = read_i32(in);
    site->lon_e4 = read_i32(in);
    site->name = (uint32_t)lapi_take_uint(in, 4);
    site->admin1 = (uint32_t)lapi_take_uint(in, 4);
}

bool lapi_gist_read(lapi_slice bytes, lapi_gist *out)
{
    lapi_bytes_in in = {bytes, false};
    lapi_gist g;
    memset(&g, 0, sizeof g);
    in.failed |= lapi_take_uint(&in, 1) != FORMAT;
    g.type = (uint8_t)lapi_take_uint(&in, 1);
    g.status = (uint8_t)lapi_take_uint(&in, 1);
    uint64_t flags = lapi_take_uint(&in, 1);
    g.is_told = flags & 1;
    g.is_dated = flags >> 1 & 1;
    g.is_denied = flags >> 2 & 1;
    g.from = read_i32(&in);
    g.to = read_i32(&in);
    g.published = read_i32(&in);
    g.telling = lapi_take_uint(&in, 8);
    g.mode = (uint32_t)lapi_take_uint(&in, 4);
    g.cue = (uint32_t)lapi_take_uint(&in, 4);
    g.words = (uint32_t)lapi_take_uint(&in, 4);
    read_parties(&in, &g.actors);
    read_parties(&in, &g.recipients);
    g.site_count = read_count(&in, LAPI_GIST_SITES);
    for (uint32_t i = 0; i < g.site_count; i++)
        read_site(&in, &g.sites[i]);
    g.amount_count = read_count(&in, LAPI_GIST_AMOUNTS);
    for (uint32_t i = 0; i < g.amount_count; i++) {
        g.amounts[i].what = (uint8_t)lapi_take_uint(&in, 1);
        g.amounts[i].low = read_double(&in);
        g.amounts[i].high = read_double(&in);
    }
    if (in.failed || in.rest.bytes)
        return false;
    *out = g;
    return true;
}

bool lapi_gist_is_of_words(uint8_t type)
{
    return type <= LAPI_EVENT_THREATEN || type == LAPI_EVENT_SANCTION;
}

static bool has_name(const lapi_gist_parties *parties)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (parties->at[i].name)
            return true;
    return false;
}

bool lapi_gist_is_firm(const lapi_gist *gist)
{
    bool has_many_modes =
        gist->type == LAPI_EVENT_ASSAULT || gist->type == LAPI_EVENT_COERCE;
    if (!gist->is_told || gist->status == LAPI_STATUS_POSSIBLE ||
        (has_many_modes && !gist->mode))
        return false;
    for (uint32_t i = 0; i < gist->site_count; i++)
        if (gist->sites[i].has_point && gist->sites[i].grain >= LAPI_GRAIN_CITY)
            return true;
    return lapi_gist_is_of_words(gist->type) && has_name(&gist->actors) &&
           gist->actors.count + gist->recipients.count > 1;
}
