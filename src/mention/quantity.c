#include "mention/quantity.h"

#include "mention/when_piece.h"

enum { MODIFIERS_MAX = 5, BOUND_PIECES_MAX = 6 };

#define BIT(kind) (UINT64_C(1) << LAPI_WORD_##kind)

/* One sentence being read. */
typedef struct quantity_reader {
    const lapi_pieces *pieces;
    lapi_doc *doc;
    uint32_t first, end; /* pieces */
    uint32_t name_end;   /* piece after the last number that was a name */
    lapi_quantity *at;
    uint32_t count, room;
    lap_status status;
} quantity_reader;

/* What is counted: pieces up to `end`, the noun at `noun`. */
typedef struct counted_noun {
    const lapi_word *noun; /* NULL: a noun that the table does not know */
    uint32_t at, end;      /* pieces */
    uint8_t what;
} counted_noun;

static const lapi_piece *piece(const quantity_reader *r, uint32_t at)
{
    return &r->pieces->at[at];
}

static const lapi_word *as(const quantity_reader *r, uint32_t at,
                           enum lapi_word_kind kind)
{
    return at < r->end && at >= r->first ? lapi_piece_as(r->pieces, at, kind) : NULL;
}

static bool is_mark(const quantity_reader *r, uint32_t at, char mark)
{
    return at >= r->first && lapi_piece_is(r->pieces, at, r->end, mark);
}

/* Is this piece joined to the one before without space? */
static bool is_glued(const quantity_reader *r, uint32_t at)
{
    return at > r->first && at < r->end && !piece(r, at)->spaced;
}

static bool is_of(const quantity_reader *r, uint32_t at)
{
    const lapi_word *prep = as(r, at, LAPI_WORD_PREP);
    return prep && prep->value == LAPI_PREP_OF;
}

static bool ends_in_s(const quantity_reader *r, uint32_t at)
{
    const lapi_piece *p = piece(r, at);
    const char *text = r->doc->text;
    char last = text[p->end - 1];
    return p->end - p->begin > 3 && (last == 's' || last == 'S') &&
           text[p->end - 2] != 's';
}

static bool can_modify(const quantity_reader *r, uint32_t at)
{
    const lapi_piece *p = piece(r, at);
    const uint64_t no = BIT(STOP) | BIT(PREP) | BIT(AND) | BIT(NUM) | BIT(CURRENCY) |
                        BIT(MEASURE) | BIT(UNIT) | BIT(MONTH) | BIT(WEEKDAY) |
                        BIT(ART) | BIT(TENSE) | BIT(DEICTIC);
    if (p->kind == LAPI_PIECE_MARK)
        return p->mark == '-' && !p->spaced;
    if (p->kind != LAPI_PIECE_WORD)
        return false;
    return !(p->kinds & no);
}

/* The word that the tree gives a number as its noun: end of its piece, or 0. */
static uint32_t tree_noun(const quantity_reader *r, uint32_t number)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (!t->head)
        return 0;
    uint32_t word = piece(r, number)->word;
    for (int i = 0; i < 3 && t->head[word] != LAPI_NONE; i++) {
        bool counts = t->rel[word] == LAPI_REL_NUMMOD;
        bool joins = t->rel[word] == LAPI_REL_COMPOUND || t->rel[word] == LAPI_REL_FLAT;
        word = t->head[word];
        if (counts)
            break;
        if (!joins)
            return 0;
    }
    if (word <= piece(r, number)->word ||
        (t->upos[word] != LAPI_UPOS_NOUN && t->upos[word] != LAPI_UPOS_PROPN &&
         t->upos[word] != LAPI_UPOS_ADJ))
        return 0;
    uint32_t at = number;
    while (at < r->end && at < number + 2 * MODIFIERS_MAX && piece(r, at)->word < word)
        at++;
    return at < r->end && piece(r, at)->word == word ? at + 1 : 0;
}

/* The noun behind a number that ends at `from`: known nouns, the last of a run; else
 * the tree's; else a plural word in small letters. */
static bool find_noun(const quantity_reader *r, uint32_t number, uint32_t from,
                      counted_noun *out)
{
    counted_noun best = {.end = 0};
    uint32_t plural = 0;
    for (uint32_t at = from, n = 0; at < r->end && n < MODIFIERS_MAX; n++) {
        const lapi_word *noun = as(r, at, LAPI_WORD_NOUN);
        bool demonym = best.end && best.noun->flags & LAPI_WORD_NAME;
        if (best.end && !demonym && (!noun || noun->flags & LAPI_WORD_WEAK))
            break; /* "12 soldiers died", "two people injured" */
        if (noun) {
            uint8_t what = (uint8_t)noun->value;
            if (best.end && best.noun->flags & LAPI_WORD_WEAK)
                what = best.what; /* "one dead rebel" */
            best = (counted_noun){noun, at, piece(r, at)->next, what};
        } else if (!can_modify(r, at)) {
            break;
        } else if (!plural && piece(r, at)->caps != 1 && ends_in_s(r, at)) {
            plural = at;
        }
        at = piece(r, at)->next;
    }
    if (best.end && best.noun->flags & LAPI_WORD_NAME && plural > best.at) {
        *out = (counted_noun){NULL, plural, plural + 1, LAPI_WHAT_NONE};
        return true; /* "two Russian oligarchs" */
    }
    uint32_t tree = tree_noun(r, number);
    if (best.end && (!tree || tree <= best.end || as(r, tree - 1, LAPI_WORD_NOUN))) {
        *out = best;
        return true;
    }
    if (tree && tree > from &&
        !(piece(r, tree - 1)->kinds & (BIT(MEASURE) | BIT(UNIT)))) {
        *out = (counted_noun){NULL, tree - 1, tree, best.what};
        return true;
    }
    bool of = from > r->first && is_of(r, from - 1); /* "dozens of shops" */
    if (plural && (of || !r->doc->tokens.head)) {
        *out = (counted_noun){NULL, plural, plural + 1, LAPI_WHAT_NONE};
        return true;
    }
    return false;
}

static bool push(quantity_reader *r, const lapi_quantity *q)
{
    if (r->count == r->room) {
        uint32_t room = r->room ? r->room * 2 : 64;
        r->at = lapi_arena_grow(r->doc->arena, r->at, r->room, room, sizeof *r->at);
        if (!r->at) {
            r->status = LAP_NO_MEMORY;
            return false;
        }
        r->room = room;
    }
    r->at[r->count++] = *q;
    return true;
}

/* Span and words from pieces first .. end - 1; low and high from the bound. */
static void finish(const quantity_reader *r, lapi_quantity *q, uint32_t first,
                   uint32_t end, uint32_t head)
{
    q->span = (lapi_span){piece(r, first)->begin, piece(r, end - 1)->end};
    q->first = piece(r, first)->word;
    q->end = piece(r, end - 1)->word + 1;
    q->head = piece(r, head)->word;
    if (q->has_low || q->has_high)
        return;
    if (q->bound == LAPI_BOUND_AT_LEAST || q->bound == LAPI_BOUND_MORE_THAN) {
        q->has_low = 1;
        q->low = q->value;
    } else if (q->bound == LAPI_BOUND_AT_MOST || q->bound == LAPI_BOUND_FEWER_THAN) {
        q->has_high = 1;
        q->high = q->value;
    }
}

/* A bound that ends right before `at`: its first piece, else `at`. */
static uint32_t bound_before(const quantity_reader *r, uint32_t at, uint8_t *bound)
{
    uint32_t low = at > r->first + BOUND_PIECES_MAX ? at - BOUND_PIECES_MAX : r->first;
    for (uint32_t from = low; from < at; from++) {
        const lapi_word *word = as(r, from, LAPI_WORD_BOUND);
        if (word && piece(r, from)->next == at) {
            *bound = (uint8_t)word->value;
            return from;
        }
    }
    return at;
}

/* Second end of a range that starts with a number ending at `at`. */
static bool range_after(const quantity_reader *r, uint32_t start, uint32_t at,
                        lapi_number *high)
{
    const lapi_word *prep = as(r, at, LAPI_WORD_PREP);
    const lapi_word *before = as(r, start - 1, LAPI_WORD_PREP);
    bool between = before && before->value == LAPI_PREP_BETWEEN;
    bool joined = is_mark(r, at, '-') || (prep && prep->value == LAPI_PREP_TO) ||
                  (between && as(r, at, LAPI_WORD_AND));
    return joined && lapi_number_read(r->pieces, at + 1, r->end, high) &&
           !high->vague && !high->plural && !high->article;
}

/* A number that stands in a word, a code, a score or a clock is no count. */
static bool is_code(const quantity_reader *r, uint32_t at, uint32_t end)
{
    if (is_glued(r, at)) {
        const lapi_piece *before = piece(r, at - 1);
        if (before->kind != LAPI_PIECE_MARK)
            return true;
        if (before->mark == '-' || before->mark == '.' || before->mark == ':' ||
            before->mark == '/' || before->mark == '#' || before->mark == '\'')
            return true;
    }
    if (at > r->first && as(r, at - 1, LAPI_WORD_NODATE) &&
        !as(r, at - 1, LAPI_WORD_STOP))
        return true;
    if (piece(r, at)->digits == 4 && as(r, at - 1, LAPI_WORD_MONTH))
        return true; /* "31 February 2020": no date, but no count either */
    if (is_mark(r, at - 1, '.') && as(r, at - 2, LAPI_WORD_NODATE))
        return true; /* "No. 2" */
    if (end >= r->end)
        return false;
    const lapi_piece *next = piece(r, end);
    if (next->mark == '-' && is_glued(r, end) && is_glued(r, end + 1))
        return true; /* "1,000-member" */
    if (next->kinds & (BIT(CENT) | BIT(MEASURE) | BIT(AMPM) | BIT(UNIT) | BIT(ERA)))
        return true;
    if (next->spaced)
        return false;
    return next->kind == LAPI_PIECE_WORD || next->mark == '%' || next->mark == '/' ||
           next->mark == ':' || next->mark == '\'';
}

/* $ 300 million   over 422,000 euros   US$7.2bn */
static uint32_t read_money(quantity_reader *r, uint32_t at)
{
    uint32_t start = at;
    const lapi_word *currency = as(r, at, LAPI_WORD_CURRENCY);
    if (currency && piece(r, at)->kind == LAPI_PIECE_WORD && piece(r, at)->caps != 2)
        return at;
    if (currency && is_glued(r, at) && piece(r, at - 1)->kind == LAPI_PIECE_WORD) {
        start = at - 1; /* US$, A$ */
        lapi_slice sign = lapi_slice_of(r->doc->text + piece(r, start)->begin,
                                        piece(r, at)->end - piece(r, start)->begin);
        uint32_t entry = lapi_when_lexicon_sign(r->pieces->lexicon, sign);
        if (entry != LAPI_NONE)
            currency = lapi_when_lexicon_at(r->pieces->lexicon, entry);
    }
    lapi_number number;
    uint32_t from = currency ? piece(r, at)->next : at;
    if (!lapi_number_read(r->pieces, from, r->end, &number) || number.vague ||
        number.zero)
        return at;
    uint32_t end = number.end;
    uint32_t of = number.plural && is_of(r, end) ? end + 1 : end;
    const lapi_word *behind = as(r, of, LAPI_WORD_CURRENCY);
    if (behind && (!(behind->flags & LAPI_WORD_WEAK) || number.scaled)) {
        if (!currency)
            currency = behind;
        end = piece(r, of)->next;
    }
    if (!currency)
        return at;
    lapi_quantity q = {.what = LAPI_WHAT_MONEY,
                       .value = number.value,
                       .unit = currency->text,
                       .rule = "number with a currency"};
    q.bound = number.plural ? LAPI_BOUND_AT_LEAST : LAPI_BOUND_EXACT;
    start = bound_before(r, start, &q.bound);
    finish(r, &q, start, end, end - 1);
    push(r, &q);
    return end;
}

/* No injuries or deaths: a nought for each noun. */
static uint32_t read_none(quantity_reader *r, uint32_t at, uint32_t from)
{
    uint32_t end = at + 1;
    for (;;) {
        const lapi_word *noun = as(r, from, LAPI_WORD_NOUN);
        if (!noun || noun->value < LAPI_WHAT_DEAD || noun->value > LAPI_WHAT_ABDUCTED)
            return end;
        lapi_quantity q = {.what = (uint8_t)noun->value,
                           .unit = LAPI_S("people"),
                           .rule = "no with a noun of harm"};
        end = piece(r, from)->next;
        finish(r, &q, at, end, from);
        if (!push(r, &q) || !as(r, end, LAPI_WORD_AND))
            return end;
        from = end + 1;
    }
}

static lapi_slice noun_text(const quantity_reader *r, const counted_noun *noun)
{
    const lapi_piece *a = piece(r, noun->at), *b = piece(r, noun->end - 1);
    return lapi_slice_of(r->doc->text + a->begin, b->end - a->begin);
}

/* a soldier   one Ukrainian officer: known nouns of people and weapons only */
static uint32_t read_single(quantity_reader *r, uint32_t at)
{
    const lapi_word *article = as(r, at, LAPI_WORD_ART);
    counted_noun noun;
    if (!article || !lapi_slice_is(article->text, "a") ||
        !find_noun(r, at, at + 1, &noun) || !noun.noun || ends_in_s(r, noun.end - 1))
        return at;
    uint32_t kind = (uint32_t)noun.noun->value;
    bool demonym = noun.noun->flags & LAPI_WORD_NAME;
    if (r->doc->tokens.upos &&
        r->doc->tokens.upos[piece(r, noun.at)->word] == LAPI_UPOS_ADJ)
        return at; /* "a Syrian opposition" */
    if (demonym && is_mark(r, noun.end, '-') && is_glued(r, noun.end))
        return at; /* "a Saudi-led coalition" */
    if (demonym && noun.end < r->end && piece(r, noun.end)->kind == LAPI_PIECE_WORD &&
        !(piece(r, noun.end)->kinds & BIT(STOP)))
        return at; /* "a Russian oligarch" */
    if (kind != LAPI_WHAT_NONE && kind != LAPI_WHAT_FORCE &&
        kind != LAPI_WHAT_EQUIPMENT)
        return at;
    lapi_quantity q = {
        .value = 1, .unit = noun_text(r, &noun), .rule = "article with a counted noun"};
    q.what = noun.what == LAPI_WHAT_FORCE ? LAPI_WHAT_NONE : noun.what;
    finish(r, &q, at, noun.end, noun.at);
    push(r, &q);
    return noun.end;
}

/* "posts 542 and 543": digits right behind a noun, or in a list of such, are a name. */
static bool is_numbering(const quantity_reader *r, uint32_t at)
{
    if (at == r->first)
        return false;
    const lapi_tokens *t = &r->doc->tokens;
    if (r->name_end == at - 1 &&
        (as(r, at - 1, LAPI_WORD_AND) || is_mark(r, at - 1, ',')))
        return true;
    uint32_t before = piece(r, at - 1)->word;
    return t->head && piece(r, at - 1)->kind == LAPI_PIECE_WORD &&
           t->head[piece(r, at)->word] == before &&
           (t->upos[before] == LAPI_UPOS_NOUN || t->upos[before] == LAPI_UPOS_PROPN);
}

/* almost 100,000 Russian soldiers   dozens of people   between 5,000 and 10,000 */
static uint32_t read_count(quantity_reader *r, uint32_t at)
{
    lapi_number number, high = {.end = 0};
    if (!lapi_number_read(r->pieces, at, r->end, &number) || number.vague)
        return read_single(r, at);
    if (number.zero)
        return read_none(r, at, number.end);
    uint32_t end = number.end;
    bool ranged = range_after(r, at, end, &high) && high.value > number.value;
    if (is_code(r, at, ranged ? high.end : end))
        return at;
    if (ranged)
        end = high.end;
    lapi_quantity q = {.value = number.value, .rule = "number with a noun"};
    q.bound = number.plural ? LAPI_BOUND_AT_LEAST : LAPI_BOUND_EXACT;
    uint32_t start = bound_before(r, at, &q.bound);
    if (ranged) {
        q.has_low = q.has_high = 1;
        q.low = number.value;
        q.high = high.value;
        q.bound = LAPI_BOUND_ABOUT;
        const lapi_word *prep = as(r, at - 1, LAPI_WORD_PREP);
        start = prep && prep->value == LAPI_PREP_BETWEEN ? at - 1 : start;
    }
    const lapi_word *after = as(r, end, LAPI_WORD_AFTERBOUND);
    if (after) {
        q.bound = (uint8_t)after->value;
        end = piece(r, end)->next;
    }
    counted_noun noun;
    uint32_t from = end + (is_of(r, end) && number.plural);
    from += from > end && as(r, from, LAPI_WORD_ART) &&
            piece(r, from)->end - piece(r, from)->begin == 3; /* of the, not of those */
    if (find_noun(r, at, from, &noun)) {
        if (!noun.noun && number.value == 1 && !number.digits)
            return at; /* "one way" */
        q.what = noun.what;
        q.unit = noun_text(r, &noun);
        finish(r, &q, start, noun.end, noun.at);
        push(r, &q);
        return noun.end;
    }
    bool stands = number.digits || number.scaled || number.plural || number.value > 1;
    bool part = is_of(r, end) && as(r, end + 1, LAPI_WORD_ART) &&
                as(r, end + 2, LAPI_WORD_NOUN);
    if (!stands || is_mark(r, end, '-') || (is_of(r, end) && !number.plural && !part) ||
        (end < r->end && piece(r, end)->caps && number.digits && !number.grouped))
        return at;
    if (start == at && number.digits && is_numbering(r, at)) {
        r->name_end = end;
        return at;
    }
    q.rule = "number without a noun";
    finish(r, &q, start, end, end - 1);
    push(r, &q);
    return end;
}

static const char *unit_name(uint32_t unit)
{
    static const char *const names[LAPI_UNITS] = {
        "seconds",    "minutes", "hours",    "days",  "weekends", "weeks",
        "fortnights", "months",  "quarters", "years", "decades",  "centuries"};
    return names[unit];
}

/* A length of time that the times stage found: its number and unit. */
static void read_length(quantity_reader *r, uint32_t first, uint32_t end)
{
    lapi_quantity q = {.what = LAPI_WHAT_DURATION, .rule = "length of time"};
    bool numbered = false;
    const lapi_word *unit = NULL;
    first += as(r, first, LAPI_WORD_ART) &&
             !lapi_slice_is(as(r, first, LAPI_WORD_ART)->text, "a");
    uint32_t at = first, unit_at = first;
    while (at < end) {
        lapi_number number;
        const lapi_word *article = as(r, at, LAPI_WORD_ART);
        const lapi_word *word = as(r, at, LAPI_WORD_UNIT);
        if (as(r, at, LAPI_WORD_OLD) || as(r, at, LAPI_WORD_REL))
            return;
        if (!numbered && lapi_number_read(r->pieces, at, end, &number) &&
            !number.vague) {
            q.value = number.value;
            q.bound = number.plural ? LAPI_BOUND_AT_LEAST : LAPI_BOUND_EXACT;
            numbered = true;
            at = number.end;
            continue;
        }
        if (!numbered && article && lapi_slice_is(article->text, "a")) {
            q.value = 1;
            numbered = true;
        }
        if (word && !unit) {
            unit = word;
            unit_at = at;
        }
        at++;
    }
    if (!numbered || !unit || as(r, end, LAPI_WORD_OLD))
        return;
    q.unit = lapi_slice_str(unit_name((uint32_t)unit->value));
    uint32_t start = bound_before(r, first, &q.bound);
    finish(r, &q, start, end, unit_at);
    push(r, &q);
}

static void read_sentence(quantity_reader *r, uint32_t *time)
{
    const lapi_times *times = &r->doc->times;
    for (uint32_t at = r->first; at < r->end && !r->status;) {
        while (*time < times->count && times->at[*time].span.end <= piece(r, at)->begin)
            (*time)++;
        const lapi_when *when = *time < times->count ? &times->at[*time] : NULL;
        if (when && when->span.begin <= piece(r, at)->begin) {
            uint32_t end = at;
            while (end < r->end && piece(r, end)->begin < when->span.end)
                end++;
            if (when->type == LAPI_TIME_DURATION && !when->is_event_time)
                read_length(r, at, end);
            at = end;
            continue;
        }
        uint32_t next = read_money(r, at);
        if (next == at)
            next = read_count(r, at);
        at = next == at ? at + 1 : next;
    }
}

lap_status lapi_quantity_run(lapi_doc *doc)
{
    const lapi_pieces *pieces = doc->times.pieces;
    quantity_reader r = {.pieces = pieces, .doc = doc, .name_end = LAPI_NONE};
    uint32_t time = 0;
    for (uint32_t s = 0; s < doc->sentences.count && !r.status; s++) {
        r.first = pieces->first[s];
        r.end = pieces->first[s + 1];
        read_sentence(&r, &time);
    }
    doc->quantities = (lapi_quantities){r.count, r.at};
    return r.status;
}
