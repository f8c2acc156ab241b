#include "claim/sketch.h"

#include "base/hash.h"
#include "claim/bytes.h"
#include "data/when.h"
#include "unicode/fold.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

#include <stdlib.h>

#define FORMAT      1u
#define BAND_BYTES  6u
#define HEAD_BYTES  (12u + BAND_BYTES * LAPI_SKETCH_BANDS) /* up to the sets */
#define ROOM        (8 * LAPI_SKETCH_MAX)
#define RUN         3u /* words of a shingle */
#define ROWS        2u /* of a band */
#define MINS        (ROWS * LAPI_SKETCH_BANDS)
#define TELLING_MIN 4u /* runs with a name or number that are enough to find by */
#define WORDS_MIN   8u /* fewer without the title: the title is read too */

#define DAYS_APART    7
#define SHARED_MIN    8u  /* runs */
#define SHARED_PART   0.5 /* of the shorter text's runs */
#define NAMES_PART    0.6
#define NUMBERS_PART  0.6
#define TIMES_LONGER  4u
#define STRETCH_SHIFT 4 /* days of one stretch: 16 */
#define STRETCH_BITS  19
#define HASH_BITS     44

typedef struct hash_set {
    uint32_t count;
    uint32_t at[ROOM];
} hash_set;

typedef struct word {
    uint64_t hash;
    bool is_telling; /* a name or a number */
} word;

struct lapi_sketcher {
    hash_set sets[3]; /* runs, names, numbers */
    unsigned shift;
    word last[RUN];
    uint32_t words, telling;
    uint64_t factor[MINS], term[MINS];
    uint32_t min_telling[MINS], min_all[MINS];
};

enum { SET_RUNS, SET_NAMES, SET_NUMBERS };

bool lapi_sketcher_new(lapi_sketcher **out)
{
    lapi_sketcher *s = calloc(1, sizeof *s);
    if (!s)
        return false;
    for (unsigned i = 0; i < MINS; i++) {
        s->factor[i] = lapi_hash_mix(2 * i + 1) | 1;
        s->term[i] = lapi_hash_mix(2 * i + 2);
    }
    *out = s;
    return true;
}

void lapi_sketcher_free(lapi_sketcher *sketcher)
{
    free(sketcher);
}

static int by_value(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

static bool is_kept(uint32_t hash, unsigned shift)
{
    return (hash & ((1u << shift) - 1)) == 0;
}

/* Sorted, each once, thinned by the shift. */
static void tidy(hash_set *set, unsigned shift)
{
    qsort(set->at, set->count, sizeof *set->at, by_value);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < set->count; i++)
        if (is_kept(set->at[i], shift) && (!kept || set->at[kept - 1] != set->at[i]))
            set->at[kept++] = set->at[i];
    set->count = kept;
}

static void add(lapi_sketcher *s, unsigned which, uint32_t hash)
{
    hash_set *set = &s->sets[which];
    if (!is_kept(hash, s->shift))
        return;
    set->at[set->count++] = hash;
    if (set->count < ROOM)
        return;
    tidy(set, s->shift);
    while (set->count > ROOM / 2)
        tidy(set, ++s->shift);
}

static void keep_mins(const lapi_sketcher *s, uint32_t run, uint32_t mins[MINS])
{
    for (unsigned i = 0; i < MINS; i++) {
        uint32_t h = (uint32_t)((run * s->factor[i] + s->term[i]) >> 32);
        mins[i] = h < mins[i] ? h : mins[i];
    }
}

static void add_run(lapi_sketcher *s, uint32_t words)
{
    uint64_t h = 0;
    bool is_telling = false;
    for (uint32_t i = RUN - words; i < RUN; i++) {
        h = h * UINT64_C(0x9E3779B97F4A7C15) + s->last[i].hash;
        is_telling |= s->last[i].is_telling;
    }
    uint32_t run = (uint32_t)(lapi_hash_mix(h) >> 24);
    add(s, SET_RUNS, run);
    if (s->telling < TELLING_MIN) /* else nobody asks */
        keep_mins(s, run, s->min_all);
    if (is_telling) {
        s->telling++;
        keep_mins(s, run, s->min_telling);
    }
}

static void add_word(lapi_sketcher *s, uint64_t hash, bool is_name, bool is_number)
{
    memmove(s->last, s->last + 1, (RUN - 1) * sizeof *s->last);
    s->last[RUN - 1] = (word){hash, is_name || is_number};
    if (is_name || is_number)
        add(s, is_number ? SET_NUMBERS : SET_NAMES,
            (uint32_t)(lapi_hash_mix(hash) >> 16));
    if (++s->words >= RUN)
        add_run(s, RUN);
}

static bool ends_sentence(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == ':' || code == '"' ||
           code == 0x201C || code == 0x2018 || code == '\n';
}

/* Cuts the text into words: a capital that does not begin a sentence makes a name, a
 * digit a number; marks inside numbers do not cut them. */
static void read_words(lapi_sketcher *s, lapi_slice text)
{
    uint64_t h = LAPI_HASH_START;
    bool inside = false, is_name = false, is_number = false, is_begin = true;
    while (text.bytes) {
        uint32_t code = lapi_utf8_at(text.at).code;
        char folded[LAPI_FOLD_BYTES_MAX];
        int n = lapi_fold_next(&text, folded);
        if (n == LAPI_FOLD_MARK)
            continue;
        if (n > 0) {
            if (!inside) {
                h = LAPI_HASH_START;
                is_number = lapi_is_digit(code);
                is_name = !is_number && !is_begin && lapi_is_upper(code);
            }
            h = lapi_hash(h, folded, (size_t)n);
            inside = true;
            continue;
        }
        bool is_inner = is_number && (code == ',' || code == '.') && text.bytes &&
                        text.at[0] >= '0' && text.at[0] <= '9';
        if (inside && is_inner)
            continue;
        if (inside) {
            add_word(s, h, is_name, is_number);
            is_begin = false;
        }
        inside = false;
        is_begin |= ends_sentence(code);
    }
    if (inside)
        add_word(s, h, is_name, is_number);
}

static void begin(lapi_sketcher *s)
{
    for (unsigned i = 0; i < 3; i++)
        s->sets[i].count = 0;
    s->shift = 0;
    s->words = s->telling = 0;
    memset(s->last, 0, sizeof s->last);
    memset(s->min_telling, 0xFF, sizeof s->min_telling);
    memset(s->min_all, 0xFF, sizeof s->min_all);
}

static void read_text(lapi_sketcher *s, const lapi_report *report)
{
    lapi_slice body = report->text;
    if (report->title.bytes <= body.bytes) {
        body.at += report->title.bytes;
        body.bytes -= report->title.bytes;
    }
    begin(s);
    read_words(s, body);
    if (s->words < WORDS_MIN) {
        begin(s);
        read_words(s, report->text);
    }
    if (s->words && s->words < RUN)
        add_run(s, s->words);
}

static void write_bands(const lapi_sketcher *s, lapi_buffer *out)
{
    const uint32_t *mins = s->telling < TELLING_MIN ? s->min_all : s->min_telling;
    for (unsigned b = 0; b < LAPI_SKETCH_BANDS; b++) {
        uint64_t h = lapi_hash_byte(LAPI_HASH_START, (unsigned char)b);
        for (unsigned i = ROWS * b; i < ROWS * (b + 1); i++)
            for (unsigned k = 0; k < 4; k++)
                h = lapi_hash_byte(h, mins[i] >> 8 * k & 0xFF);
        lapi_buffer_uint(out, lapi_hash_mix(h) >> (64 - HASH_BITS), BAND_BYTES);
    }
}

void lapi_sketch_write(lapi_sketcher *s, const lapi_report *report, lapi_buffer *out)
{
    read_text(s, report);
    bool is_large = true;
    for (; is_large; s->shift += is_large) {
        is_large = false;
        for (unsigned i = 0; i < 3; i++) {
            tidy(&s->sets[i], s->shift);
            is_large |= s->sets[i].count > LAPI_SKETCH_MAX;
        }
    }
    lapi_buffer_uint(out, FORMAT, 1);
    lapi_buffer_uint(out, s->shift, 1);
    lapi_buffer_uint(out, (uint32_t)report->date, 4);
    for (unsigned i = 0; i < 3; i++)
        lapi_buffer_uint(out, s->sets[i].count, 2);
    write_bands(s, out);
    for (unsigned i = 0; i < 3; i++)
        for (uint32_t k = 0; k < s->sets[i].count; k++)
            lapi_buffer_uint(out, s->sets[i].at[k], 4);
}

typedef struct sketch {
    unsigned shift;
    int32_t day;
    const char *bands; /* [LAPI_SKETCH_BANDS] */
    uint32_t count[3];
    const char *at[3]; /* [count] numbers of four bytes */
} sketch;

static bool read_sketch(lapi_slice bytes, sketch *out)
{
    lapi_bytes_in in = {bytes, bytes.bytes < HEAD_BYTES};
    in.failed |= lapi_take_uint(&in, 1) != FORMAT;
    if (in.failed)
        return false;
    out->shift = (unsigned)lapi_take_uint(&in, 1);
    out->day = (int32_t)(uint32_t)lapi_take_uint(&in, 4);
    uint32_t at = HEAD_BYTES;
    out->bands = bytes.at + HEAD_BYTES - BAND_BYTES * LAPI_SKETCH_BANDS;
    for (unsigned i = 0; i < 3; i++) {
        out->count[i] = (uint32_t)lapi_take_uint(&in, 2);
        out->at[i] = bytes.at + at;
        at += 4 * out->count[i];
    }
    return !in.failed && at == bytes.bytes && out->shift < 32;
}

typedef struct overlap {
    uint32_t shared, less, more; /* in both; in the smaller and the larger set */
} overlap;

/* What two sets share, both thinned to the coarser shift. */
static overlap overlap_of(const sketch *a, const sketch *b, unsigned set)
{
    unsigned shift = a->shift > b->shift ? a->shift : b->shift;
    uint32_t i = 0, j = 0, in_a = 0, in_b = 0, shared = 0;
    while (i < a->count[set] || j < b->count[set]) {
        uint64_t x =
            i < a->count[set] ? lapi_get_uint(a->at[set] + 4 * i, 4) : UINT64_MAX;
        uint64_t y =
            j < b->count[set] ? lapi_get_uint(b->at[set] + 4 * j, 4) : UINT64_MAX;
        bool counts = is_kept((uint32_t)(x < y ? x : y), shift);
        in_a += counts && x <= y;
        in_b += counts && y <= x;
        shared += counts && x == y;
        i += x <= y;
        j += y <= x;
    }
    return (overlap){shared, in_a < in_b ? in_a : in_b, in_a < in_b ? in_b : in_a};
}

static bool agree(overlap o, double part)
{
    return o.shared >= part * o.less;
}

bool lapi_sketch_compare(lapi_slice a, lapi_slice b)
{
    sketch x, y;
    if (!read_sketch(a, &x) || !read_sketch(b, &y))
        return false;
    if ((x.day == LAPI_DAY_NONE) != (y.day == LAPI_DAY_NONE))
        return false;
    int64_t apart = (int64_t)x.day - y.day;
    if (apart > DAYS_APART || apart < -DAYS_APART)
        return false;
    overlap runs = overlap_of(&x, &y, SET_RUNS);
    bool is_same = runs.shared == runs.more;
    return runs.shared && (is_same || runs.shared >= SHARED_MIN) &&
           runs.more <= TIMES_LONGER * runs.less && agree(runs, SHARED_PART) &&
           agree(overlap_of(&x, &y, SET_NAMES), NAMES_PART) &&
           agree(overlap_of(&x, &y, SET_NUMBERS), NUMBERS_PART);
}

static uint64_t key_of(uint64_t band, int32_t stretch)
{
    return (uint64_t)((uint32_t)stretch & ((1u << STRETCH_BITS) - 1)) << HASH_BITS |
           band;
}

uint32_t lapi_sketch_keys(lapi_slice bytes, uint64_t keys[LAPI_SKETCH_KEYS])
{
    sketch s;
    if (!read_sketch(bytes, &s))
        return 0;
    int32_t own = s.day >> STRETCH_SHIFT, other = own;
    if (s.day != LAPI_DAY_NONE) {
        int32_t first = (s.day - DAYS_APART) >> STRETCH_SHIFT;
        other = first != own ? first : (s.day + DAYS_APART) >> STRETCH_SHIFT;
    }
    for (uint32_t b = 0; b < LAPI_SKETCH_BANDS; b++) {
        uint64_t band = lapi_get_uint(s.bands + BAND_BYTES * b, BAND_BYTES);
        keys[b] = key_of(band, own);
        keys[LAPI_SKETCH_BANDS + b] = key_of(band, other);
    }
    return other == own ? LAPI_SKETCH_BANDS : LAPI_SKETCH_KEYS;
}
