/* Numbers: "100,000", "2.5 million", "two hundred and fifty", "a dozen", "tens of
 * thousands", "half a million", "a few". One left-to-right walk. */
#include "mention/when_piece.h"

enum { NUMBER_WORDS_MAX = 24, NUMBER_DIGITS_MAX = 15 };

typedef struct number_walk {
    const lapi_pieces *pieces;
    uint32_t at, end;
} number_walk;

static const lapi_piece *peek(const number_walk *w)
{
    return &w->pieces->at[w->at];
}

static const lapi_word *word_as(const number_walk *w, enum lapi_word_kind kind)
{
    return w->at < w->end ? lapi_piece_as(w->pieces, w->at, kind) : NULL;
}

/* 12  1,200  3.5; false beyond 15 digits. */
static bool read_digits(number_walk *w, lapi_number *n)
{
    const lapi_piece *p = peek(w);
    uint32_t digits = p->digits;
    if (p->kind != LAPI_PIECE_NUMBER || p->number == UINT32_MAX)
        return false;
    double value = p->number;
    w->at++;
    while (digits <= NUMBER_DIGITS_MAX && w->at + 1 < w->end &&
           lapi_piece_is(w->pieces, w->at, w->end, ',') && p->digits <= 3 &&
           !p[1].spaced && !p[2].spaced && p[2].kind == LAPI_PIECE_NUMBER &&
           p[2].digits == 3) {
        digits += 3;
        value = value * 1000 + p[2].number;
        n->grouped = true;
        p += 2;
        w->at += 2;
    }
    if (w->at + 1 < w->end && lapi_piece_is(w->pieces, w->at, w->end, '.') &&
        !p[1].spaced && !p[2].spaced && p[2].kind == LAPI_PIECE_NUMBER &&
        p[2].digits <= 6) {
        double part = p[2].number;
        for (uint32_t i = 0; i < p[2].digits; i++)
            part /= 10;
        value += part;
        n->grouped = true;
        w->at += 2;
    }
    n->digits = true;
    n->value = value;
    return digits <= NUMBER_DIGITS_MAX;
}

/* two hundred and fifty-three: the words, up to the first that does not fit. */
static bool read_words(number_walk *w, lapi_number *n)
{
    double total = 0, part = 0;
    bool some = false;
    const lapi_word *word;
    for (int words = 0; words < NUMBER_WORDS_MAX; words++) {
        uint32_t back = w->at;
        if (some && word_as(w, LAPI_WORD_AND) && n->scaled)
            w->at = peek(w)->next;
        else if (some && lapi_piece_is(w->pieces, w->at, w->end, '-') &&
                 !peek(w)->spaced)
            w->at++;
        if ((word = word_as(w, LAPI_WORD_NUM)) != NULL) {
            int32_t low = (int32_t)part % 100;
            bool fits = low == 0 || (low >= 20 && low % 10 == 0 && word->value < 10);
            if (!fits || (some && word->value == 0) ||
                (back != w->at && !n->scaled && low == 0)) {
                w->at = back;
                break;
            }
            part += word->value;
            n->zero = (word->flags & LAPI_WORD_ZERO) && part == 0;
        } else if (some && (word = word_as(w, LAPI_WORD_SCALE)) != NULL &&
                   !(word->flags & (LAPI_WORD_COUPLE | LAPI_WORD_WEAK)) &&
                   (back == w->at)) {
            n->scaled = true;
            if (word->value <= 100) {
                part = (part > 0 ? part : 1) * word->value;
            } else {
                total += (part > 0 ? part : 1) * word->value;
                part = 0;
            }
        } else {
            w->at = back;
            break;
        }
        some = true;
        w->at = peek(w)->next;
    }
    n->value = total + part;
    return some;
}

/* "million" or glued "bn" after digits; "and a half" before it. */
static void read_scale(number_walk *w, lapi_number *n)
{
    const lapi_pieces *ps = w->pieces;
    if (w->at + 2 < w->end && word_as(w, LAPI_WORD_AND) &&
        lapi_piece_as(ps, w->at + 1, LAPI_WORD_ART) &&
        lapi_piece_as(ps, w->at + 2, LAPI_WORD_HALF)) {
        n->value += 0.5;
        w->at += 3;
    }
    uint32_t at = w->at;
    if (lapi_piece_is(ps, at, w->end, '-') && !ps->at[at].spaced)
        at++;
    for (int words = 0; at < w->end && words < NUMBER_WORDS_MAX; words++) {
        const lapi_word *word = lapi_piece_as(ps, at, LAPI_WORD_SCALE);
        if (!word || (word->flags & LAPI_WORD_COUPLE) ||
            ((word->flags & LAPI_WORD_WEAK) && ps->at[at].spaced))
            break;
        n->value *= word->value;
        n->scaled = true;
        w->at = at = ps->at[at].next;
    }
}

/* dozens, hundreds of thousands */
static bool read_plural(number_walk *w, lapi_number *n)
{
    const lapi_word *word = word_as(w, LAPI_WORD_PLURAL);
    if (!word)
        return false;
    n->value = word->value;
    n->plural = true;
    w->at = peek(w)->next;
    if (w->at + 1 < w->end) {
        const lapi_word *of = word_as(w, LAPI_WORD_PREP);
        const lapi_word *more = lapi_piece_as(w->pieces, w->at + 1, LAPI_WORD_PLURAL);
        if (of && (uint32_t)of->value == LAPI_PREP_OF && more && more->value >= 2000) {
            n->value *= more->value / 2;
            w->at += 2;
        }
    }
    return true;
}

/* a dozen, a hundred, a couple of, a few, half a million, several */
static bool read_article(number_walk *w, lapi_number *n)
{
    const lapi_word *word;
    double share = 1;
    if (word_as(w, LAPI_WORD_HALF)) {
        share = 0.5;
        w->at = peek(w)->next;
        if (!(word = word_as(w, LAPI_WORD_ART)) || !lapi_slice_is(word->text, "a"))
            return false;
    }
    word = word_as(w, LAPI_WORD_ART);
    if (word && lapi_slice_is(word->text, "a")) {
        n->article = true;
        w->at = peek(w)->next;
    }
    if (share == 1 && (word = word_as(w, LAPI_WORD_VAGUE)) != NULL) {
        n->vague = true;
        w->at = peek(w)->next;
        return true;
    }
    word = word_as(w, LAPI_WORD_SCALE);
    if (!n->article || !word || (word->flags & LAPI_WORD_WEAK))
        return false;
    n->value = share * word->value;
    n->scaled = true;
    w->at = peek(w)->next;
    if (word->flags & LAPI_WORD_COUPLE) {
        const lapi_word *of = word_as(w, LAPI_WORD_PREP);
        if (of && (uint32_t)of->value == LAPI_PREP_OF)
            w->at = peek(w)->next;
    }
    read_scale(w, n);
    return true;
}

bool lapi_number_read(const lapi_pieces *pieces, uint32_t piece, uint32_t end,
                      lapi_number *out)
{
    if (piece >= end)
        return false;
    number_walk w = {pieces, piece, end};
    lapi_number n = {0};
    bool ok;
    if (peek(&w)->kind == LAPI_PIECE_NUMBER)
        ok = read_digits(&w, &n);
    else if (peek(&w)->kinds >> LAPI_WORD_NUM & 1)
        ok = read_words(&w, &n);
    else if (peek(&w)->kinds >> LAPI_WORD_PLURAL & 1)
        ok = read_plural(&w, &n);
    else
        ok = read_article(&w, &n);
    if (!ok)
        return false;
    if (!n.plural && !n.vague)
        read_scale(&w, &n);
    if (n.value > 1e15)
        return false;
    n.end = w.at;
    *out = n;
    return true;
}
