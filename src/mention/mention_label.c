/* Labels of names that the words around them show to be wrong:
 *
 *   "(Laughter.)"                         is nobody
 *   "Hurricane Rita", later "Rita"        is nobody
 *   "Housing Authority of New Orleans"    is one body
 *   "... of New Orleans (HANO)", "HANO"   are of one kind
 *   "the Fatah party"                     is called Fatah
 *   "the US Secretary of State"           is of the US
 */
#include "mention/mention_read.h"

#define STORMS_MAX   16u /* of a document; of more nobody keeps track */
#define ACRONYMS_MAX 64u
#define INITIALS_MAX 12u

typedef struct acronym {
    uint64_t key;
    uint32_t word; /* whose label the others take */
} acronym;

typedef struct labels {
    const lapi_men *m;
    lapi_tokens *t;
    uint64_t storms[STORMS_MAX];
    acronym acronyms[ACRONYMS_MAX];
    uint32_t storm_count, acronym_count;
} labels;

static bool is_form(const labels *x, uint32_t w, const char *form)
{
    return w < x->t->count && lapi_slice_is(lapi_doc_word(x->m->doc, w), form);
}

static void set(labels *x, uint32_t first, uint32_t end, uint8_t label)
{
    for (uint32_t w = first; w < end; w++)
        x->t->name[w] = label;
}

static bool is_storm(const labels *x, uint32_t w)
{
    return w > 0 && lapi_men_is(x->m, w - 1, LAPI_MEN_STORM) &&
           (x->m->shape[w - 1] & x->m->shape[w] & LAPI_MEN_CAP); /* no "storm Gao" */
}

/* A name of nobody: clears the label of the one word. */
static bool clear_nobody(labels *x, uint32_t w)
{
    uint64_t key = x->t->key[w].form;
    bool gone =
        lapi_men_is(x->m, w, LAPI_MEN_NONAME) || lapi_men_is(x->m, w, LAPI_MEN_STORM);
    for (uint32_t i = 0; i < x->storm_count; i++)
        gone |= x->storms[i] == key;
    if (gone)
        x->t->name[w] = LAPI_NAME_O;
    return gone;
}

/* "Authority of New Orleans", "Department of Housing and Urban Development": where the
 * body's name really ends. */
static uint32_t joined_end(const labels *x, uint32_t first, uint32_t end)
{
    const lapi_men *m = x->m;
    uint32_t last = lapi_men_end(m, first);
    if (end + 1 < last && lapi_men_is(x->m, end - 1, LAPI_MEN_OFBODY) &&
        is_form(x, end, "of") && x->t->name[end + 1] == LAPI_NAME_B_LOC)
        return lapi_men_segment_end(m, end + 1);
    bool is_of = false;
    for (uint32_t w = first + 1; w < end; w++)
        is_of |= is_form(x, w, "of") && lapi_men_is(x->m, w - 1, LAPI_MEN_OFBODY);
    if (!is_of || end + 1 >= last || !is_form(x, end, "and") ||
        x->t->name[end + 1] == LAPI_NAME_B_PER)
        return end;
    uint32_t e = end + 1;
    while (e < last && (m->shape[e] & LAPI_MEN_CAP))
        e++;
    return e > end + 1 ? e : end;
}

/* The first letters of the capitalised words before a bracket spell what is in it. */
static bool spells(const labels *x, uint32_t first, uint32_t end, uint32_t w)
{
    lapi_slice word = lapi_doc_word(x->m->doc, w);
    uint32_t at = 0;
    if (word.bytes < 2 || word.bytes > INITIALS_MAX)
        return false;
    for (uint32_t k = first; k < end; k++)
        if (x->m->shape[k] & LAPI_MEN_CAP) {
            if (at == word.bytes || lapi_doc_word(x->m->doc, k).at[0] != word.at[at])
                return false;
            at++;
        }
    return at == word.bytes;
}

/* "New Orleans (HANO)": what is in brackets is another name of what stands before. */
static void learn_acronym(labels *x, uint32_t first, uint32_t end)
{
    uint32_t w = end + 1;
    if (w + 1 >= lapi_men_end(x->m, first) || !is_form(x, end, "(") ||
        !is_form(x, w + 1, ")") || !spells(x, first, end, w))
        return;
    x->t->name[w] = x->t->name[first];
    if (x->acronym_count < ACRONYMS_MAX)
        x->acronyms[x->acronym_count++] = (acronym){x->t->key[w].form, w};
}

static void use_acronym(labels *x, uint32_t w)
{
    for (uint32_t i = 0; i < x->acronym_count; i++)
        if (x->acronyms[i].key == x->t->key[w].form)
            x->t->name[w] = x->t->name[x->acronyms[i].word];
}

/* "US Secretary of State": the country is a name, whom it has is none. Returns where
 * the name ends. */
static uint32_t before_office(labels *x, uint32_t w, uint32_t end)
{
    uint32_t role,
        at = lapi_men_before_role(x->m, x->m->stage->countries, w, end, &role);
    if (at == end)
        return end;
    set(x, w, w + 1, LAPI_NAME_B_LOC);
    set(x, w + 1, at, LAPI_NAME_I_LOC);
    set(x, at, end, LAPI_NAME_O);
    return at;
}

/* Reads the label at word w; returns the word to go on with. */
static uint32_t mend_at(labels *x, uint32_t w)
{
    uint32_t end = lapi_men_segment_end(x->m, w);
    if (end == w + 1) {
        use_acronym(x, w);
        if (clear_nobody(x, w))
            return end;
    }
    end = before_office(x, w, end);
    if (x->t->name[w] == LAPI_NAME_B_ORG) {
        uint32_t longer = joined_end(x, w, end);
        set(x, end, longer, LAPI_NAME_I_ORG);
        end = longer;
    }
    while (end > w + 1 && lapi_men_is(x->m, end - 1, LAPI_MEN_TAIL) &&
           !(x->m->shape[end - 1] & LAPI_MEN_CAP) && (x->m->shape[w] & LAPI_MEN_CAP))
        x->t->name[--end] = LAPI_NAME_O;
    learn_acronym(x, w, end);
    return end;
}

void lapi_men_labels(lapi_men *m)
{
    labels x = {.m = m, .t = m->t};
    for (uint32_t w = 0; w < m->t->count;) {
        if (is_storm(&x, w) && x.storm_count < STORMS_MAX)
            x.storms[x.storm_count++] = m->t->key[w].form;
        uint32_t next = lapi_men_label_type(m->t->name[w]) == LAPI_TYPE_NONE
                            ? w + 1
                            : mend_at(&x, w);
        w = next > w ? next : w + 1;
    }
}
