#include "text/gap.h"

#include "base/hash.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

enum shape {
    SHAPE_EDGE,
    SHAPE_LOWER,
    SHAPE_TITLE,
    SHAPE_CAPITALS,
    SHAPE_LETTER, /* one capital */
    SHAPE_MIXED,
    SHAPE_DIGITS,
    SHAPE_NUMBER, /* digits with marks in them */
    SHAPE_CLOCK,
    SHAPE_DATE,
    SHAPE_ADDRESS,
    SHAPE_STOPPED, /* a word that ends with a stop */
    SHAPE_STOP,
    SHAPE_SHOUT, /* ! ? */
    SHAPE_DOTS,
    SHAPE_COMMA,
    SHAPE_SEMICOLON,
    SHAPE_COLON,
    SHAPE_DASH,
    SHAPE_OPEN,
    SHAPE_CLOSE,
    SHAPE_QUOTE,
    SHAPE_BULLET,
    SHAPE_RULER, /* a run of bullets or dashes */
    SHAPE_EMOTICON,
    SHAPE_SYMBOL
};

/* The cues that are features: others may change without another training. */
#define GAP_CUES                                                                       \
    (LAPI_CUE_MONTH | LAPI_CUE_WEEKDAY | LAPI_CUE_TITLE | LAPI_CUE_ABBREVIATION |      \
     LAPI_CUE_NUMBER_ABBREVIATION | LAPI_CUE_PROPER_ABBREVIATION |                     \
     LAPI_CUE_MID_ABBREVIATION | LAPI_CUE_STARTER | LAPI_CUE_EMOTICON | LAPI_CUE_UNIT)

static const lapi_look edge = {0, 0, 0, SHAPE_EDGE, 0, 0};

static const struct {
    uint32_t code;
    uint8_t shape;
    uint8_t long_shape; /* of a run of more than `most` bytes of it */
    uint8_t most;
} marks[] = {
    {'.', SHAPE_STOP, SHAPE_DOTS, 1},      {0x2026, SHAPE_DOTS, SHAPE_DOTS, 0},
    {'!', SHAPE_SHOUT, SHAPE_SHOUT, 0},    {'?', SHAPE_SHOUT, SHAPE_SHOUT, 0},
    {',', SHAPE_COMMA, SHAPE_COMMA, 0},    {';', SHAPE_SEMICOLON, SHAPE_SEMICOLON, 0},
    {':', SHAPE_COLON, SHAPE_COLON, 0},    {'(', SHAPE_OPEN, SHAPE_OPEN, 0},
    {'[', SHAPE_OPEN, SHAPE_OPEN, 0},      {'{', SHAPE_OPEN, SHAPE_OPEN, 0},
    {')', SHAPE_CLOSE, SHAPE_CLOSE, 0},    {']', SHAPE_CLOSE, SHAPE_CLOSE, 0},
    {'}', SHAPE_CLOSE, SHAPE_CLOSE, 0},    {'"', SHAPE_QUOTE, SHAPE_QUOTE, 0},
    {'\'', SHAPE_QUOTE, SHAPE_QUOTE, 0},   {'`', SHAPE_QUOTE, SHAPE_QUOTE, 0},
    {0x2018, SHAPE_QUOTE, SHAPE_QUOTE, 0}, {0x2019, SHAPE_QUOTE, SHAPE_QUOTE, 0},
    {0x201C, SHAPE_QUOTE, SHAPE_QUOTE, 0}, {0x201D, SHAPE_QUOTE, SHAPE_QUOTE, 0},
    {'-', SHAPE_DASH, SHAPE_RULER, 3},     {0x2013, SHAPE_DASH, SHAPE_RULER, 3},
    {0x2014, SHAPE_DASH, SHAPE_RULER, 3},  {'*', SHAPE_BULLET, SHAPE_RULER, 3},
    {'+', SHAPE_BULLET, SHAPE_RULER, 3},   {'#', SHAPE_BULLET, SHAPE_RULER, 3},
    {'~', SHAPE_BULLET, SHAPE_RULER, 3},   {'=', SHAPE_BULLET, SHAPE_RULER, 3},
    {'_', SHAPE_BULLET, SHAPE_RULER, 3},   {'|', SHAPE_BULLET, SHAPE_RULER, 3},
    {'<', SHAPE_BULLET, SHAPE_RULER, 3},   {'>', SHAPE_BULLET, SHAPE_RULER, 3},
    {0x2022, SHAPE_BULLET, SHAPE_RULER, 3}};

static uint8_t mark_shape(lapi_slice word, uint32_t code, uint32_t cues)
{
    if ((cues & LAPI_CUE_EMOTICON) && word.bytes > 1)
        return SHAPE_EMOTICON;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (marks[i].code == code)
            return word.bytes > marks[i].most ? marks[i].long_shape : marks[i].shape;
    }
    return SHAPE_SYMBOL;
}

static uint8_t number_shape(lapi_slice word)
{
    uint8_t shape = SHAPE_DIGITS;
    for (uint32_t i = 0; i < word.bytes; i++) {
        if (word.at[i] == ':')
            return SHAPE_CLOCK;
        if (word.at[i] == '/')
            return SHAPE_DATE;
        if (!lapi_is_digit((unsigned char)word.at[i]))
            shape = SHAPE_NUMBER;
    }
    return shape;
}

static uint8_t word_shape(lapi_slice word)
{
    uint32_t upper = 0;
    uint32_t lower = 0;
    for (uint32_t i = 0; i < word.bytes;) {
        lapi_code c = lapi_utf8_at(word.at + i);
        if (c.code == '@' || c.code == '/')
            return SHAPE_ADDRESS;
        upper += lapi_is_upper(c.code);
        lower += lapi_is_lower(c.code);
        i += c.bytes;
    }
    if (word.at[word.bytes - 1] == '.')
        return SHAPE_STOPPED;
    if (!upper)
        return SHAPE_LOWER;
    if (!lower)
        return upper == 1 ? SHAPE_LETTER : SHAPE_CAPITALS;
    bool first = lapi_is_upper(lapi_utf8_at(word.at).code);
    return first && upper == 1 ? SHAPE_TITLE : SHAPE_MIXED;
}

static uint32_t form_hash(lapi_slice word)
{
    uint64_t h = LAPI_HASH_START;
    for (uint32_t i = 0; i < word.bytes && i < 64;) {
        lapi_code c = lapi_utf8_at(word.at + i);
        uint32_t code = lapi_is_digit(c.code) ? '0' : lapi_lower(c.code);
        h = lapi_hash_byte(h, (unsigned char)code);
        h = lapi_hash_byte(h, (unsigned char)(code >> 8));
        i += c.bytes;
    }
    return (uint32_t)lapi_hash_mix(h);
}

static lapi_look look_at(const lapi_gap *gap, uint32_t w)
{
    lapi_slice word = lapi_doc_word(gap->doc, w);
    lapi_look look = {.form = form_hash(word)};
    uint32_t code = lapi_utf8_at(word.at).code;
    look.cues = lapi_cues_find(gap->cues, word) & GAP_CUES;
    uint32_t tail = word.bytes < 3 ? word.bytes : 3;
    uint64_t h = lapi_hash(LAPI_HASH_START, word.at + word.bytes - tail, tail);
    look.suffix = (uint32_t)lapi_hash_mix(h);
    if (lapi_is_digit(code))
        look.shape = number_shape(word);
    else if (lapi_is_letter(code))
        look.shape = word_shape(word);
    else
        look.shape = mark_shape(word, code, look.cues);
    if (w > gap->first) {
        uint32_t from = gap->doc->tokens.end[w - 1];
        size_t blanks =
            lapi_utf8_count(gap->doc->text + from, gap->doc->tokens.begin[w] - from);
        look.blanks = blanks > 3 ? 3 : (uint8_t)blanks;
    }
    return look;
}

static bool is_stop_shape(uint8_t shape)
{
    return shape == SHAPE_STOP || shape == SHAPE_SHOUT || shape == SHAPE_DOTS;
}

/* Which letter case the block knows, and how far the next stop is from each word. */
static void look_over(lapi_gap *gap)
{
    uint32_t count = gap->end - gap->first;
    uint8_t ahead = 31;
    bool upper = false;
    bool lower = false;
    for (uint32_t i = count; i > 0; i--) {
        lapi_look *look = &gap->looks[i - 1];
        ahead = is_stop_shape(look->shape) ? 0 : ahead < 31 ? ahead + 1 : 31;
        look->ahead = ahead;
        upper |= look->shape >= SHAPE_TITLE && look->shape <= SHAPE_MIXED;
        lower |= look->shape == SHAPE_LOWER || look->shape == SHAPE_TITLE;
    }
    gap->caseless = !upper;
    gap->capitals = !lower;
}

bool lapi_gap_begin(lapi_gap *gap, lapi_arena *arena, uint32_t first, uint32_t end)
{
    uint32_t count = end - first;
    if (count > gap->capacity) {
        uint32_t more = count > gap->capacity * 2 ? count : gap->capacity * 2;
        gap->looks = lapi_arena_get(arena, more, sizeof *gap->looks);
        gap->capacity = gap->looks ? more : 0;
        if (!gap->looks)
            return false;
    }
    gap->first = first;
    gap->end = end;
    for (uint32_t w = first; w < end; w++)
        gap->looks[w - first] = look_at(gap, w);
    look_over(gap);
    lapi_gap_step(gap, first, true);
    return true;
}

void lapi_gap_step(lapi_gap *gap, uint32_t w, bool starts)
{
    uint8_t shape = gap->looks[w - gap->first].shape;
    if (starts) {
        gap->start = w;
        gap->since_stop = 0;
        gap->round_open = 0;
        gap->quote_open = 0;
    }
    gap->since_stop = is_stop_shape(shape) ? 0 : gap->since_stop + 1;
    if (shape == SHAPE_OPEN)
        gap->round_open = 1;
    if (shape == SHAPE_CLOSE)
        gap->round_open = 0;
    if (shape == SHAPE_QUOTE)
        gap->quote_open ^= 1;
}

static const lapi_look *look(const lapi_gap *gap, uint32_t w, int32_t offset)
{
    int64_t at = (int64_t)w + offset;
    if (at < (int64_t)gap->first || at >= (int64_t)gap->end)
        return &edge;
    return &gap->looks[(uint32_t)at - gap->first];
}

bool lapi_gap_is_candidate(const lapi_gap *gap, uint32_t w)
{
    const lapi_look *a = look(gap, w, -1);
    const lapi_look *b = look(gap, w, 0);
    if (gap->doc->tokens.flags[w] & LAPI_TOKEN_GLUED)
        return false;
    if (b->blanks == 0 && !is_stop_shape(a->shape))
        return false;
    return a->shape != SHAPE_LOWER || b->shape != SHAPE_LOWER || b->blanks > 1;
}

static uint32_t bucket(uint32_t n)
{
    return n < 4 ? n : n < 6 ? 4 : n < 10 ? 5 : n < 18 ? 6 : n < 40 ? 7 : 8;
}

/* The last word before w that closes nothing, the next from w that opens nothing. */
static const lapi_look *inner(const lapi_gap *gap, uint32_t w, int32_t offset,
                              int32_t direction)
{
    const lapi_look *at = look(gap, w, offset);
    for (int i = 0; i < 3; i++) {
        if (at->shape != SHAPE_QUOTE && at->shape != SHAPE_OPEN &&
            at->shape != SHAPE_CLOSE)
            break;
        offset += direction;
        at = look(gap, w, offset);
    }
    return at;
}

typedef struct writer {
    uint32_t *out;
    uint32_t count;
} writer;

static void put(writer *to, uint32_t a, uint32_t b, uint32_t c)
{
    uint64_t h = (uint64_t)(to->count + 1) * UINT64_C(0x9E3779B97F4A7C15);
    h = lapi_hash_mix(h ^ a) * UINT64_C(0xD6E8FEB86659FD93);
    h = lapi_hash_mix(h ^ b) * UINT64_C(0xD6E8FEB86659FD93);
    h = lapi_hash_mix(h ^ c);
    to->out[to->count++] = (uint32_t)(h >> 20);
}

static void put_words(writer *to, const lapi_gap *gap, uint32_t w, uint32_t rule)
{
    const lapi_look *a = look(gap, w, -1);
    const lapi_look *a2 = look(gap, w, -2);
    const lapi_look *a3 = look(gap, w, -3);
    const lapi_look *b = look(gap, w, 0);
    const lapi_look *b2 = look(gap, w, 1);
    const lapi_look *b3 = look(gap, w, 2);
    put(to, rule, a->shape, b->shape);
    put(to, a->form, b->shape, 0);
    put(to, a->shape, b->form, 0);
    put(to, a->form, b->form, 0);
    put(to, a2->form, a->shape, b->shape);
    put(to, a2->shape, a->form, b->shape);
    put(to, a2->shape, a->shape, b->form);
    put(to, a->shape, b->shape, b2->form);
    put(to, a->shape, b->form, b2->shape);
    put(to, a->shape, b->form, b2->form);
    put(to, a2->form, a->form, b->shape);
    put(to, b->shape, b2->shape, b3->shape);
    put(to, a->shape * 32u + b->shape, b2->shape, b3->shape);
    put(to, a->shape * 32u + a2->shape, a3->shape, b->shape);
    put(to, a->shape * 32u + a2->shape, b->shape, b2->shape);
    put(to, (a->shape * 32u + a2->shape) * 32u + a3->shape, b->shape * 32u + b2->shape,
        b3->shape);
    put(to, a->suffix, b->shape, rule);
    put(to, a2->suffix, a->shape, b->shape);
    put(to, b->suffix, a->shape, b->shape);
    put(to, a->cues, b->shape, rule);
    put(to, b->cues, a->shape, b->shape);
    put(to, b->cues, b2->cues, a->shape);
    put(to, a->cues, a2->cues, b->shape);
    put(to, a->form, rule, 0);
    put(to, b->form, rule, 0);
    put(to, a3->form, a2->shape, a->shape);
    put(to, b3->form, b2->shape, b->shape);
    put(to, a->blanks * 4u + b->blanks, a->shape, b->shape);
}

static void put_state(writer *to, const lapi_gap *gap, uint32_t w, uint32_t rule)
{
    const lapi_look *a = look(gap, w, -1);
    const lapi_look *b = look(gap, w, 0);
    const lapi_look *s = look(gap, gap->start, 0);
    const lapi_look *s2 = look(gap, gap->start, 1);
    uint32_t length = bucket(w - gap->start);
    uint32_t since = bucket(gap->since_stop);
    uint32_t ahead = bucket(b->ahead);
    uint32_t open = gap->round_open * 2u + gap->quote_open;
    uint32_t letters = gap->caseless * 2u + gap->capitals;
    const lapi_look *ia = inner(gap, w, -1, -1);
    const lapi_look *ib = inner(gap, w, 0, 1);
    put(to, length, a->shape, b->shape);
    put(to, since, ahead, b->shape);
    put(to, ahead, a->shape, b->shape);
    put(to, open, a->shape, b->shape);
    put(to, open, rule, ib->shape);
    put(to, letters, a->shape, b->shape);
    put(to, ia->shape, ib->shape, rule);
    put(to, ia->form, ib->shape, a->shape);
    put(to, ia->shape, ib->form, b->shape);
    put(to, s->form == b->form, s->shape * 32u + b->shape, a->shape);
    put(to, s->shape * 32u + s2->shape, length, b->shape);
    put(to, s->form, a->shape, b->shape);
    put(to, s->form, length, a->form);
    put(to, length, since, rule);
    put(to, a->form, length, b->shape);
    put(to, bucket(gap->end - w), a->shape, b->shape);
    put(to, bucket(w - gap->first), bucket(gap->end - w), b->shape);
    put(to, rule, letters, open);
}

void lapi_gap_features(const lapi_gap *gap, uint32_t w, bool rule,
                       uint32_t out[LAPI_GAP_FEATURES])
{
    writer to = {out, 0};
    put_words(&to, gap, w, rule);
    put_state(&to, gap, w, rule);
    while (to.count < LAPI_GAP_FEATURES)
        put(&to, 0, 0, 0);
}
