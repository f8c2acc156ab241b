#include "syntax/mend_time.h"

#include "data/tree.h"
#include "syntax/mend_parts.h"

typedef struct clause {
    const lapi_table *times;
    const lapi_doc *doc;
    lapi_tokens *t;
    uint32_t first, end;
} clause;

/* Is the word of one of these kinds of know/times.tsv? */
static bool is_kind(const clause *x, uint32_t w, const char *const *kinds, size_t n)
{
    lapi_hit hit;
    uint32_t cursor = 0;
    uint64_t key = lapi_know_key(lapi_doc_word(x->doc, w));
    while (lapi_table_find(x->times, key, &cursor, &hit)) {
        lapi_slice kind = lapi_table_cell(x->times, hit.row, LAPI_TIMES_KIND);
        for (size_t i = 0; i < n; i++)
            if (lapi_slice_is(kind, kinds[i]))
                return true;
    }
    return false;
}

static bool is_time(const clause *x, uint32_t w)
{
    static const char *const kinds[] = {"WEEKDAY", "MONTH", "PART", "UNIT", "SEASON"};
    return (x->t->upos[w] == LAPI_UPOS_NOUN || x->t->upos[w] == LAPI_UPOS_PROPN) &&
           is_kind(x, w, kinds, sizeof kinds / sizeof *kinds);
}

/* "last", "this" before the time. */
static bool is_relative(const clause *x, uint32_t w)
{
    static const char *const kinds[] = {"REL"};
    return is_kind(x, w, kinds, 1);
}

/* The same, or "on", "in", "since". */
static bool opens(const clause *x, uint32_t w)
{
    static const char *const kinds[] = {"PREP"};
    return is_relative(x, w) || is_kind(x, w, kinds, 1);
}

/* Is the noun the subject of the verb, or made it? */
static bool make_subject(const clause *x, uint32_t noun, uint32_t verb)
{
    lapi_tokens *t = x->t;
    if (is_subject(t, noun))
        return true;
    if (t->rel[noun] != LAPI_REL_OBL ||
        has_child(t, x->first, verb, verb, LAPI_REL_NSUBJ))
        return false;
    unsigned rel = LAPI_REL_NSUBJ;
    for (uint32_t c = noun + 1; c < verb; c++) {
        if (t->upos[c] == LAPI_UPOS_PUNCT)
            return false;
        if (t->head[c] == verb && t->rel[c] == LAPI_REL_AUX_PASS)
            rel = LAPI_REL_NSUBJ_PASS;
    }
    t->rel[noun] = (uint8_t)rel;
    return true;
}

/* Where the time that ends with w begins: its first word behind "on", "in" or "last"; w
 * hangs on `on`, which goes with the verb. LAPI_NONE: there is no such word. */
static uint32_t begins(const clause *x, uint32_t w, uint32_t on, uint32_t verb)
{
    const lapi_tokens *t = x->t;
    uint32_t begin = w;
    while (begin > x->first && is_time(x, begin - 1) &&
           (t->head[begin - 1] == on || t->head[begin - 1] == verb))
        begin--;
    if (begin == x->first || !opens(x, begin - 1))
        return LAPI_NONE;
    uint32_t head = t->head[begin - 1];
    return head == on || head == w || head == verb ||
                   (head != LAPI_NONE && t->head[head] == verb)
               ? begin
               : LAPI_NONE;
}

static void hang_time(const clause *x, uint32_t begin, uint32_t w, uint32_t verb)
{
    lapi_tokens *t = x->t;
    uint32_t before = begin - 1;
    bool bare = is_relative(x, before);
    lapi_tree_hang(t, w, verb, bare ? LAPI_REL_OBL_UNMARKED : LAPI_REL_OBL);
    lapi_tree_hang(t, before, w, bare ? LAPI_REL_AMOD : LAPI_REL_CASE);
    if (!bare)
        t->upos[before] = LAPI_UPOS_ADP;
    for (uint32_t c = begin; c < w; c++)
        lapi_tree_hang(t, c, w, LAPI_REL_COMPOUND);
}

bool lapi_mend_time(const lapi_know *know, lapi_doc *doc, uint32_t first, uint32_t end,
                    uint32_t w)
{
    clause x = {.times = lapi_know_table(know, LAPI_TABLE_TIMES),
                .doc = doc,
                .t = &doc->tokens,
                .first = first,
                .end = end};
    const lapi_tokens *t = x.t;
    uint32_t on = t->head[w], noun = on;
    if (on == LAPI_NONE || on < w || w + 1 >= end || !is_time(&x, w) ||
        is_time(&x, w + 1))
        return false;
    if (t->rel[noun] == LAPI_REL_NUMMOD) /* "since January 47 people" */
        noun = t->head[noun];
    uint32_t verb = noun == LAPI_NONE ? noun : t->head[noun];
    if (verb == LAPI_NONE || noun <= w || verb <= noun ||
        t->upos[verb] != LAPI_UPOS_VERB || is_time(&x, noun))
        return false;
    uint32_t begin = begins(&x, w, on, verb);
    if (begin == LAPI_NONE || !make_subject(&x, noun, verb))
        return false;
    hang_time(&x, begin, w, verb);
    return true;
}
