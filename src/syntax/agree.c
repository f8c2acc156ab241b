#include "syntax/agree.h"

#include "base/hash.h"

enum { KINDS = 3, TOLD_LEAST = 2 };

/* A string that is a name somewhere: the words where it first is, names by kind. */
typedef struct told {
    uint32_t first, end;
    uint32_t count[KINDS];
} told;

typedef struct table {
    told *at; /* end 0: free */
    uint32_t mask;
} table;

static uint32_t kind_of(uint8_t label)
{
    return (uint32_t)(label - LAPI_NAME_B_PER) / 2;
}

static bool begins(uint8_t label)
{
    return label != LAPI_NAME_O && (label - LAPI_NAME_B_PER) % 2 == 0;
}

/* Where the name that begins at word w ends. */
static uint32_t name_end(const lapi_tokens *t, uint32_t w)
{
    uint32_t end = w + 1;
    while (end < t->count && t->name[end] == t->name[w] + 1)
        end++;
    return end;
}

static bool same_words(const lapi_doc *doc, const told *x, uint32_t first, uint32_t end)
{
    bool same = x->end - x->first == end - first;
    for (uint32_t i = 0; same && i < end - first; i++)
        same = lapi_slice_equal_fold(lapi_doc_word(doc, x->first + i),
                                     lapi_doc_word(doc, first + i));
    return same;
}

static told *find(const lapi_doc *doc, const table *all, uint32_t first, uint32_t end)
{
    uint64_t hash = LAPI_HASH_START;
    for (uint32_t w = first; w < end; w++) {
        lapi_slice word = lapi_doc_word(doc, w);
        for (uint32_t i = 0; i < word.bytes; i++) {
            char c = lapi_ascii_lower(word.at[i]);
            hash = lapi_hash(hash, &c, 1);
        }
        hash = lapi_hash(hash, " ", 1);
    }
    uint32_t at = (uint32_t)lapi_hash_mix(hash) & all->mask;
    while (all->at[at].end && !same_words(doc, all->at + at, first, end))
        at = (at + 1) & all->mask;
    return all->at + at;
}

static bool is_capital(lapi_slice word)
{
    return word.at[0] >= 'A' && word.at[0] <= 'Z';
}

static uint32_t first_kind(const told *x)
{
    return x->count[0] ? 0 : x->count[1] ? 1 : 2;
}

/* The kind that most names of the string have; `own` where another has as many. */
static uint32_t most(const told *x, uint32_t own)
{
    uint32_t kind = own;
    for (uint32_t k = 0; k < KINDS; k++)
        if (x->count[k] > x->count[kind])
            kind = k;
    for (uint32_t k = 0; k < KINDS; k++)
        if (k != kind && x->count[k] == x->count[kind])
            return own;
    return kind;
}

static void relabel(lapi_doc *doc, const table *all)
{
    lapi_tokens *t = &doc->tokens;
    for (uint32_t w = 0; w < t->count;) {
        bool name = begins(t->name[w]);
        uint32_t end = name ? name_end(t, w) : w + 1;
        const told *x = NULL;
        if (name || (t->name[w] == LAPI_NAME_O && is_capital(lapi_doc_word(doc, w))))
            x = find(doc, all, w, end);
        if (name) {
            uint32_t own = kind_of(t->name[w]), kind = most(x, own);
            for (; w < end; w++)
                t->name[w] = (uint8_t)(t->name[w] + 2 * kind - 2 * own);
        } else if (x && x->end &&
                   x->count[0] + x->count[1] + x->count[2] >= TOLD_LEAST) {
            t->name[w] = (uint8_t)(LAPI_NAME_B_PER + 2 * most(x, first_kind(x)));
        }
        w = end;
    }
}

static bool is_mark(const lapi_doc *doc, uint32_t w, const char *mark)
{
    return w < doc->tokens.count && lapi_slice_is(lapi_doc_word(doc, w), mark);
}

/* "Roe, Jane" in quotes, as mail writes its senders, is one person. */
static void join_turned(lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    for (uint32_t w = 1; w < t->count; w++) {
        if (t->name[w] != LAPI_NAME_B_PER || !is_mark(doc, w - 1, "\""))
            continue;
        uint32_t comma = name_end(t, w);
        if (!is_mark(doc, comma, ",") || comma + 1 == t->count ||
            t->name[comma + 1] != LAPI_NAME_B_PER)
            continue;
        uint32_t end = name_end(t, comma + 1);
        if (!is_mark(doc, end, "\""))
            continue;
        for (uint32_t k = comma; k < end; k++)
            t->name[k] = LAPI_NAME_I_PER;
    }
}

lap_status lapi_names_agree(lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    join_turned(doc);
    uint32_t names = 0, size = 16;
    for (uint32_t w = 0; w < t->count; w++)
        names += begins(t->name[w]);
    while (size < 2 * names)
        size *= 2;
    table all = {lapi_arena_get(doc->arena, size, sizeof(told)), size - 1};
    if (!all.at)
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < t->count; w++) {
        if (!begins(t->name[w]))
            continue;
        uint32_t end = name_end(t, w);
        told *x = find(doc, &all, w, end);
        if (!x->end)
            *x = (told){.first = w, .end = end};
        x->count[kind_of(t->name[w])]++;
    }
    if (names)
        relabel(doc, &all);
    return LAP_OK;
}
