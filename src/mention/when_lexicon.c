#include "mention/when_lexicon.h"

#include "base/hash.h"
#include "base/status.h"

#include <stdlib.h>

typedef struct lexicon_slot {
    uint64_t key; /* 0: free */
    uint64_t kinds;
    uint32_t entry;
    bool prefix;
} lexicon_slot;

struct lapi_when_lexicon {
    lapi_word *words; /* [word_count] */
    uint32_t word_count, word_room;
    lexicon_slot *slots; /* [slot_count], a power of two */
    uint32_t slot_count, used;
};

static const char *const kind_names[LAPI_WORD_KINDS] = {
    "MONTH",    "WEEKDAY", "UNIT",   "SEASON", "PART",    "HOLIDAY", "DEICTIC",
    "REF",      "REL",     "SHIFT",  "EDGE",   "SETWORD", "EVERY",   "PREP",
    "ERA",      "ZONE",    "AMPM",   "HOURS",  "OLD",     "LONG",    "ART",
    "AND",      "TENSE",   "NODATE", "STOP",   "FISCAL",  "HALF",    "NUM",
    "ORD",      "ORDEND",  "SCALE",  "PLURAL", "VAGUE",   "BOUND",   "AFTERBOUND",
    "CURRENCY", "CENT",    "NOUN",   "MEASURE"};

static const char *const unit_names[LAPI_UNITS] = {"TS", "TM", "TH", "D", "WE", "W",
                                                   "F",  "M",  "Q",  "Y", "DE", "CE"};
static const char *const prep_names[LAPI_PREPS] = {
    "on",      "in",     "at",     "since", "until", "by",   "from", "to",
    "between", "during", "before", "after", "for",   "over", "of",   "around"};
static const char *const bound_names[] = {
    "exact", "about", "almost", "at_least", "at_most", "more_than", "fewer_than"};
/* "person" counts people whose role the event decides */
static const char *const what_names[] = {
    "person",   "dead",  "injured",   "arrested",     "missing", "displaced",
    "abducted", "force", "equipment", "participants", "money",   "duration"};

static uint32_t name_in(const char *const *names, uint32_t count, lapi_slice name)
{
    uint32_t at = 0;
    while (at < count && !lapi_slice_is(name, names[at]))
        at++;
    return at;
}

uint64_t lapi_when_lexicon_key(uint64_t key, lapi_slice piece)
{
    for (uint32_t i = 0; i < piece.bytes; i++) {
        unsigned char c = (unsigned char)piece.at[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + 'a' - 'A');
        key = lapi_hash_byte(key, c);
    }
    return key;
}

static lexicon_slot *slot_of(const lapi_when_lexicon *lexicon, uint64_t key)
{
    uint32_t mask = lexicon->slot_count - 1;
    uint32_t at = (uint32_t)lapi_hash_mix(key) & mask;
    while (lexicon->slots[at].key && lexicon->slots[at].key != key)
        at = (at + 1) & mask;
    return &lexicon->slots[at];
}

uint32_t lapi_when_lexicon_find(const lapi_when_lexicon *lexicon, uint64_t key,
                                bool *prefix)
{
    const lexicon_slot *slot = slot_of(lexicon, key);
    *prefix = slot->key && slot->prefix;
    return slot->key ? slot->entry : LAPI_NONE;
}

/* Signs live in the same map under keys that no letters give. */
static uint64_t sign_key(lapi_slice sign)
{
    return lapi_hash(lapi_hash_byte(LAPI_HASH_START, 1), sign.at, sign.bytes);
}

uint32_t lapi_when_lexicon_sign(const lapi_when_lexicon *lexicon, lapi_slice sign)
{
    const lexicon_slot *slot = slot_of(lexicon, sign_key(sign));
    return slot->key ? slot->entry : LAPI_NONE;
}

const lapi_word *lapi_when_lexicon_at(const lapi_when_lexicon *lexicon, uint32_t entry)
{
    return &lexicon->words[entry];
}

uint64_t lapi_when_lexicon_kinds(const lapi_when_lexicon *lexicon, uint32_t entry)
{
    uint64_t kinds = 0;
    for (; entry != LAPI_NONE; entry = lexicon->words[entry].next)
        kinds |= UINT64_C(1) << lexicon->words[entry].kind;
    return kinds;
}

static bool grow_slots(lapi_when_lexicon *lexicon)
{
    if (lexicon->slots && lexicon->used * 2 < lexicon->slot_count)
        return true;
    uint32_t old_count = lexicon->slot_count;
    lexicon_slot *old = lexicon->slots;
    uint32_t count = old_count ? old_count * 2 : 1024;
    lexicon->slots = calloc(count, sizeof *lexicon->slots);
    if (!lexicon->slots) {
        lexicon->slots = old;
        return false;
    }
    lexicon->slot_count = count;
    for (uint32_t i = 0; i < old_count; i++)
        if (old[i].key)
            *slot_of(lexicon, old[i].key) = old[i];
    free(old);
    return true;
}

static lexicon_slot *slot_put(lapi_when_lexicon *lexicon, uint64_t key)
{
    if (!grow_slots(lexicon))
        return NULL;
    lexicon_slot *slot = slot_of(lexicon, key);
    if (!slot->key) {
        slot->key = key;
        slot->entry = LAPI_NONE;
        lexicon->used++;
    }
    return slot;
}

static lap_status add_word(lapi_when_lexicon *lexicon, uint64_t key, lapi_word word)
{
    if (lexicon->word_count == lexicon->word_room) {
        uint32_t room = lexicon->word_room ? lexicon->word_room * 2 : 512;
        lapi_word *words = realloc(lexicon->words, room * sizeof *words);
        if (!words)
            return LAP_NO_MEMORY;
        lexicon->words = words;
        lexicon->word_room = room;
    }
    lexicon_slot *slot = slot_put(lexicon, key);
    if (!slot)
        return LAP_NO_MEMORY;
    word.next = slot->entry;
    slot->entry = lexicon->word_count;
    lexicon->words[lexicon->word_count++] = word;
    return LAP_OK;
}

static bool is_key_byte(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           c >= 0x80;
}

/* Enters a phrase: each run of letters is a prefix of the next. */
static lap_status add_phrase(lapi_when_lexicon *lexicon, lapi_slice phrase,
                             lapi_word word)
{
    uint64_t key = LAPI_HASH_START;
    uint32_t at = 0;
    bool some = false;
    while (at < phrase.bytes) {
        while (at < phrase.bytes && !is_key_byte((unsigned char)phrase.at[at]))
            at++;
        uint32_t begin = at;
        while (at < phrase.bytes && is_key_byte((unsigned char)phrase.at[at]))
            at++;
        if (begin == at)
            break;
        if (some) {
            lexicon_slot *slot = slot_put(lexicon, key);
            if (!slot)
                return LAP_NO_MEMORY;
            slot->prefix = true;
        }
        key = lapi_when_lexicon_key(key, lapi_slice_of(phrase.at + begin, at - begin));
        some = true;
    }
    return some ? add_word(lexicon, key, word) : LAP_OK;
}

static double number_of(lapi_slice text)
{
    double value = 0;
    bool minus = text.bytes && text.at[0] == '-';
    for (uint32_t i = minus; i < text.bytes; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            break;
        value = value * 10 + (text.at[i] - '0');
    }
    return minus ? -value : value;
}

static uint8_t flags_of(lapi_slice flags)
{
    static const struct {
        const char *name;
        uint8_t flag;
    } known[] = {{"plural", LAPI_WORD_PLURAL_FORM}, {"weak", LAPI_WORD_WEAK},
                 {"name", LAPI_WORD_NAME},          {"span", LAPI_WORD_SPAN},
                 {"vague", LAPI_WORD_LOOSE},        {"history", LAPI_WORD_HISTORY},
                 {"couple", LAPI_WORD_COUPLE},      {"zero", LAPI_WORD_ZERO},
                 {"glued", LAPI_WORD_WEAK},         {"word", LAPI_WORD_WEAK}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (lapi_slice_is(flags, known[i].name))
            return known[i].flag;
    return 0;
}

/* Names of values become their codes; false if a name is unknown. */
static bool value_of(lapi_word *word)
{
    uint32_t code = 0, count = 1;
    word->value = number_of(word->text);
    switch (word->kind) {
    case LAPI_WORD_UNIT: {
        uint32_t digits = 0;
        while (digits < word->text.bytes && word->text.at[digits] >= '0' &&
               word->text.at[digits] <= '9')
            digits++;
        count = LAPI_UNITS;
        code =
            name_in(unit_names, count,
                    lapi_slice_of(word->text.at + digits, word->text.bytes - digits));
        break;
    }
    case LAPI_WORD_PREP:
        count = LAPI_PREPS;
        code = name_in(prep_names, count, word->text);
        break;
    case LAPI_WORD_BOUND:
    case LAPI_WORD_AFTERBOUND:
        count = sizeof bound_names / sizeof *bound_names;
        code = name_in(bound_names, count, word->text);
        break;
    case LAPI_WORD_NOUN:
        count = sizeof what_names / sizeof *what_names;
        code = name_in(what_names, count, word->text);
        break;
    default:
        return true;
    }
    word->value = code;
    return code < count;
}

static lap_status add_row(lapi_when_lexicon *lexicon, const lapi_slice cells[5],
                          uint32_t row, lap_error *error)
{
    lapi_word word = {.text = cells[2], .flags = flags_of(cells[3])};
    uint32_t kind = name_in(kind_names, LAPI_WORD_KINDS, cells[1]);
    word.kind = (uint8_t)kind;
    if (kind == LAPI_WORD_KINDS || !value_of(&word))
        return lapi_fail(error, LAP_BAD_MODEL, row,
                         "times or quantities: row %u has an unknown kind or value",
                         (unsigned)row);
    lapi_slice rest = cells[0], piece;
    lap_status status = LAP_OK;
    while (!status && lapi_slice_cut(&rest, '|', &piece))
        status = add_phrase(lexicon, piece, word);
    rest = cells[4];
    while (!status && lapi_slice_cut(&rest, '|', &piece))
        if (piece.bytes && !lapi_slice_is(piece, "-"))
            status = add_word(lexicon, sign_key(piece), word);
    return status;
}

/* Cells of row `at` of both tables, one after the other; false beyond the last. */
static bool row_of(const lapi_know *know, uint32_t at, lapi_slice cells[5])
{
    const lapi_table *times = lapi_know_table(know, LAPI_TABLE_TIMES);
    const lapi_table *counts = lapi_know_table(know, LAPI_TABLE_QUANTITIES);
    uint32_t rows = lapi_table_rows(times);
    if (at < rows) {
        for (unsigned c = 0; c < 4; c++)
            cells[c] = lapi_table_cell(times, at, c);
        cells[4] = lapi_slice_of("", 0);
        return true;
    }
    if (at - rows >= lapi_table_rows(counts))
        return false;
    for (unsigned c = 0; c < 5; c++)
        cells[c] = lapi_table_cell(counts, at - rows, c);
    return true;
}

lap_status lapi_when_lexicon_new(const lapi_know *know, lapi_when_lexicon **out,
                                 lap_error *error)
{
    lapi_when_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon || !grow_slots(lexicon)) {
        lapi_when_lexicon_free(lexicon);
        return LAP_NO_MEMORY;
    }
    lap_status status = LAP_OK;
    lapi_slice cells[5];
    for (uint32_t at = 0; !status && row_of(know, at, cells); at++)
        status = add_row(lexicon, cells, at, error);
    if (status)
        lapi_when_lexicon_free(lexicon);
    else
        *out = lexicon;
    return status;
}

void lapi_when_lexicon_free(lapi_when_lexicon *lexicon)
{
    if (!lexicon)
        return;
    free(lexicon->words);
    free(lexicon->slots);
    free(lexicon);
}
