#include "base/limits.h"
#include "know/table.h"

/* The words of a document that have been read as one phrase. */
typedef struct scan {
    const lapi_doc *doc;
    uint64_t key;
    uint32_t folded;                      /* bytes of the key */
    uint32_t gap[LAPI_PHRASE_TOKENS_MAX]; /* folded bytes before each space */
    uint32_t gaps;
    bool comma; /* a comma stands among the words */
} scan;

/* Signs that a phrase may hold between its words; others end it. */
static bool may_join(lapi_slice word)
{
    static const char *const signs[] = {"-",
                                        ".",
                                        ",",
                                        "'",
                                        "&",
                                        "/",
                                        "\xE2\x80\x99",
                                        "\xE2\x80\x90",
                                        "\xE2\x80\x91",
                                        "\xE2\x80\x93"};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (lapi_slice_is(word, signs[i]))
            return true;
    return false;
}

/* "'s", which is a word of its own: "Cuba's" is not Cubas. */
static bool is_possessive(lapi_slice word)
{
    return lapi_slice_is(word, "'s") || lapi_slice_is(word, "\xE2\x80\x99s");
}

/* Where the text has a space or begins "'s", the alias must have an edge: "the rapist"
 * is no therapist. */
static bool fits(const scan *s, uint32_t folded, lapi_slice alias)
{
    if (s->comma && !(alias.bytes && memchr(alias.at, ',', alias.bytes)))
        return false;
    lapi_edges edges = {.rest = alias};
    for (uint32_t g = 0; g < s->gaps; g++) {
        while (edges.folded < s->gap[g] && lapi_edges_next(&edges))
            ;
        if (edges.folded != s->gap[g])
            return false;
    }
    while (lapi_edges_next(&edges))
        ;
    return edges.folded == folded;
}

/* First row with this key whose alias fits the words read; *more says that some phrase
 * begins with them and goes on. */
static bool find(const lapi_table *table, const scan *s, uint64_t key, uint32_t folded,
                 lapi_hit *hit, bool *more)
{
    uint32_t first, end;
    bool found = false;
    lapi_table_bucket(table, key, &first, &end);
    for (uint32_t i = first; i < end; i++) {
        lapi_entry e = lapi_entry_at(table, i);
        if (e.key != key || e.kind == LAPI_PACK_CODE)
            continue;
        *more |= e.kind == LAPI_PACK_PREFIX;
        if (found || e.kind == LAPI_PACK_PREFIX)
            continue;
        *hit = lapi_entry_hit(table, &e);
        found = fits(s, folded, hit->alias);
    }
    return found;
}

/* Adds word w to the scan; false when a phrase cannot go on with it. */
static bool read_word(scan *s, uint32_t first, uint32_t w)
{
    const lapi_tokens *tokens = &s->doc->tokens;
    lapi_slice word = lapi_doc_word(s->doc, w);
    bool parts =
        w > first && (tokens->begin[w] > tokens->end[w - 1] || is_possessive(word));
    if (parts && (s->gaps == 0 || s->gap[s->gaps - 1] != s->folded))
        s->gap[s->gaps++] = s->folded;
    uint32_t before = s->folded;
    if (w == first && tokens->key) {
        s->key = tokens->key[w].form;
        s->folded = tokens->key[w].form_bytes;
    } else {
        s->key = lapi_pack_key_add(s->key, word, &s->folded);
    }
    if (s->folded != before)
        return true;
    s->comma |= lapi_slice_is(word, ",");
    return w > first && may_join(word);
}

bool lapi_table_phrase(const lapi_table *table, const lapi_doc *doc, uint32_t first,
                       uint32_t limit, lapi_hit *hit, uint64_t *key)
{
    const lapi_tokens *tokens = &doc->tokens;
    if (table->entries_count == 0 || first >= tokens->count)
        return false;
    if (limit > tokens->count)
        limit = tokens->count;
    if (limit - first > LAPI_PHRASE_TOKENS_MAX && limit > first)
        limit = first + LAPI_PHRASE_TOKENS_MAX;
    scan s = {.doc = doc};
    lapi_hit at;
    bool found = false;
    for (uint32_t w = first; w < limit; w++) {
        if (tokens->sentence[w] != tokens->sentence[first])
            break;
        uint64_t before = s.key;
        uint32_t folded = s.folded;
        if (!read_word(&s, first, w))
            break;
        if (s.folded == folded)
            continue;
        uint64_t best = s.key;
        bool more = false;
        bool ignored = false;
        bool is = find(table, &s, s.key, s.folded, &at, &more);
        if (!is && tokens->lemma && tokens->lemma[w].bytes) {
            if (w == first && tokens->key) {
                best = tokens->key[w].lemma;
                folded = tokens->key[w].lemma_bytes;
            } else {
                best = lapi_pack_key_add(before, tokens->lemma[w], &folded);
            }
            is = best != s.key && find(table, &s, best, folded, &at, &ignored);
        }
        if (is) {
            *hit = at;
            hit->end = w + 1;
            found = true;
            if (key)
                *key = best;
        }
        if (!more)
            break;
    }
    return found;
}
