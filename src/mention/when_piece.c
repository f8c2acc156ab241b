#include "mention/when_piece.h"

#include "base/hash.h"

enum { PHRASE_PIECES_MAX = 12 };

/* Length of the character at `at`, and what it is for us. */
static uint32_t look(const char *at, uint32_t left, uint8_t *kind, char *mark)
{
    unsigned char c = (unsigned char)*at;
    *mark = (char)c;
    *kind = LAPI_PIECE_MARK;
    if (c >= '0' && c <= '9') {
        *kind = LAPI_PIECE_NUMBER;
        return 1;
    }
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
        *kind = LAPI_PIECE_WORD;
        return 1;
    }
    if (c < 0x80)
        return 1;
    *mark = 0;
    uint32_t n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    n = n > left ? left : n;
    if (n == 3 && c == 0xe2) {
        unsigned char b = (unsigned char)at[1], a = (unsigned char)at[2];
        if (b == 0x80 && a >= 0x90 && a <= 0x95)
            *mark = '-';
        else if (b == 0x80 && (a == 0x98 || a == 0x99))
            *mark = '\'';
        else if (b == 0x80 && (a >= 0x80 && a <= 0x8b))
            *mark = ' ';
        else if (b == 0x88 && a == 0x92)
            *mark = '-';
        return n;
    }
    if (n == 2 && c == 0xc2) {
        if ((unsigned char)at[1] == 0xa0)
            *mark = ' ';
        return n;
    }
    *kind = LAPI_PIECE_WORD;
    return n;
}

static bool is_white(char mark)
{
    return mark == ' ' || mark == '\n' || mark == '\t' || mark == '\r';
}

static uint8_t caps_of(const char *at, uint32_t bytes)
{
    if (at[0] < 'A' || at[0] > 'Z')
        return 0;
    for (uint32_t i = 1; i < bytes; i++)
        if (at[i] < 'A' || at[i] > 'Z')
            return 1;
    return bytes > 1 ? 2 : 1;
}

static void read_digits(const char *at, lapi_piece *piece)
{
    uint32_t n = piece->end - piece->begin;
    piece->digits = n > 255 ? 255 : (uint8_t)n;
    uint32_t value = 0;
    for (uint32_t i = 0; i < n && value != UINT32_MAX; i++)
        value = value > 99999999 ? UINT32_MAX : value * 10 + (uint32_t)(at[i] - '0');
    piece->number = value;
}

/* Pieces of one run of text, appended to list. */
static lap_status cut(lapi_pieces *list, uint32_t *room, uint32_t begin, uint32_t end,
                      uint32_t word)
{
    const lapi_doc *doc = list->doc;
    bool spaced = true;
    uint32_t at = begin;
    while (at < end) {
        lapi_piece piece = {.begin = at, .entry = LAPI_NONE, .spaced = spaced};
        at += look(doc->text + at, end - at, &piece.kind, &piece.mark);
        if (piece.kind == LAPI_PIECE_MARK && is_white(piece.mark)) {
            spaced = true;
            continue;
        }
        spaced = false;
        while (piece.kind != LAPI_PIECE_MARK && at < end) {
            uint8_t kind;
            char mark;
            uint32_t n = look(doc->text + at, end - at, &kind, &mark);
            if (kind != piece.kind)
                break;
            at += n;
        }
        piece.end = at;
        if (piece.kind == LAPI_PIECE_NUMBER)
            read_digits(doc->text + piece.begin, &piece);
        else if (piece.kind == LAPI_PIECE_WORD)
            piece.caps = caps_of(doc->text + piece.begin, piece.end - piece.begin);
        while (word + 1 < doc->tokens.count && doc->tokens.end[word] <= piece.begin)
            word++;
        piece.word = word;
        if (list->count == *room) {
            uint32_t more = *room * 2;
            list->at =
                lapi_arena_grow(doc->arena, list->at, *room, more, sizeof *list->at);
            if (!list->at)
                return LAP_NO_MEMORY;
            *room = more;
        }
        list->at[list->count++] = piece;
    }
    return LAP_OK;
}

/* Looks a piece up, alone or as the start of a phrase (longest first). */
static void name_piece(lapi_pieces *list, uint32_t at, uint32_t end)
{
    const char *text = list->doc->text;
    lapi_piece *piece = &list->at[at];
    piece->next = at + 1;
    if (piece->kind == LAPI_PIECE_MARK) {
        piece->entry = lapi_when_lexicon_sign(
            list->lexicon,
            lapi_slice_of(text + piece->begin, piece->end - piece->begin));
    } else if (piece->kind == LAPI_PIECE_WORD) {
        uint64_t key = LAPI_HASH_START;
        bool prefix = true;
        uint32_t stop = end - at > PHRASE_PIECES_MAX ? at + PHRASE_PIECES_MAX : end;
        for (uint32_t i = at; i < stop && prefix; i++) {
            const lapi_piece *p = &list->at[i];
            if (p->kind == LAPI_PIECE_MARK) {
                if ((p->mark == '.' || p->mark == '-' || p->mark == '\'') && !p->spaced)
                    continue;
                break;
            }
            key = lapi_when_lexicon_key(
                key, lapi_slice_of(text + p->begin, p->end - p->begin));
            uint32_t entry = lapi_when_lexicon_find(list->lexicon, key, &prefix);
            if (entry != LAPI_NONE) {
                piece->entry = entry;
                piece->next = i + 1;
            }
        }
    }
    if (piece->entry != LAPI_NONE)
        piece->kinds = lapi_when_lexicon_kinds(list->lexicon, piece->entry);
    /* the last dot of "p.m." and "B.C." belongs to it */
    if (piece->next - at > 2 && lapi_piece_is(list, at + 1, end, '.') &&
        lapi_piece_is(list, piece->next, end, '.') && !list->at[piece->next].spaced)
        piece->next++;
}

lap_status lapi_pieces_read(const lapi_when_lexicon *lexicon, const lapi_doc *doc,
                            lapi_pieces *out)
{
    lapi_pieces list = {.doc = doc, .lexicon = lexicon};
    uint32_t room = doc->tokens.count + 16;
    list.first =
        lapi_arena_get(doc->arena, doc->sentences.count + 1, sizeof *list.first);
    list.at = lapi_arena_get(doc->arena, room, sizeof *list.at);
    if (!list.first || !list.at)
        return LAP_NO_MEMORY;
    for (uint32_t s = 0; s < doc->sentences.count; s++) {
        uint32_t first = doc->sentences.first[s], end = doc->sentences.first[s + 1];
        list.first[s] = list.count;
        if (first == end)
            continue;
        lap_status status = cut(&list, &room, doc->tokens.begin[first],
                                doc->tokens.end[end - 1], first);
        if (status)
            return status;
        for (uint32_t p = list.first[s]; p < list.count; p++)
            name_piece(&list, p, list.count);
    }
    list.first[doc->sentences.count] = list.count;
    *out = list;
    return LAP_OK;
}

const lapi_word *lapi_piece_as(const lapi_pieces *pieces, uint32_t piece,
                               enum lapi_word_kind kind)
{
    if (!(pieces->at[piece].kinds >> kind & 1))
        return NULL;
    uint32_t entry = pieces->at[piece].entry;
    while (entry != LAPI_NONE) {
        const lapi_word *word = lapi_when_lexicon_at(pieces->lexicon, entry);
        if (word->kind == kind)
            return word;
        entry = word->next;
    }
    return NULL;
}
