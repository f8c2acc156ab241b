/* Names that mean the same: by register, full form, surname, acronym. */
#include "base/hash.h"
#include "mention/coref.h"

#define OFFICE_SENTENCES 2u /* back to a state whose officer speaks */

#define ACRONYM_MAX 8u

/* Keys of different kinds must not meet: a surname is no acronym. */
static uint64_t of_kind(uint64_t key, char kind)
{
    return key ? lapi_hash_mix(lapi_hash_byte(key, (unsigned char)kind)) | 1 : 0;
}

/* Capital initials of a name: "ECOWAS" of "Economic Community of West African States".
 */
static uint64_t initials(const lapi_men *m, uint32_t first, uint32_t end)
{
    char buf[ACRONYM_MAX];
    uint32_t n = 0;
    for (uint32_t w = first; w < end && n < ACRONYM_MAX; w++)
        if (m->shape[w] & LAPI_MEN_CAP)
            buf[n++] = m->doc->text[m->t->begin[w]];
    return n >= 3 ? lapi_know_key(lapi_slice_of(buf, n)) : 0;
}

/* "X (ABC)": the words in brackets after a name. */
static uint64_t bracketed(const lapi_men *m, uint32_t end)
{
    uint32_t limit = lapi_men_end(m, end - 1);
    if (end + 2 >= limit || !lapi_slice_is(lapi_doc_word(m->doc, end), "(") ||
        !lapi_slice_is(lapi_doc_word(m->doc, end + 2), ")"))
        return 0;
    return lapi_men_key(m, end + 1, end + 2);
}

static lap_status person(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    const lapi_men_name *n = &m->names[m->items[item].name];
    uint64_t full = of_kind(lapi_men_key(m, n->first, n->end), 'p');
    uint64_t last = of_kind(lapi_men_key(m, n->end - 1, n->end), 's');
    uint64_t canon = n->reg == LAPI_MEN_PERSON
                         ? of_kind(lapi_know_key(m->items[item].it.actor.name), 'p')
                         : 0;
    bool single = n->end - n->first == 1;
    uint32_t e = lapi_coref_find(c, canon);
    if (e == LAPI_NONE)
        e = lapi_coref_find(c, full);
    if (e == LAPI_NONE && single)
        e = lapi_coref_find(c, last);
    if (e == LAPI_NONE && !single) {
        uint32_t s = lapi_coref_find(c, of_kind(last, '1'));
        e = s; /* told by surname before the full name */
    }
    if (e == LAPI_NONE) {
        lap_status status = lapi_coref_start(c, item);
        if (status != LAP_OK)
            return status;
        e = m->items[item].entity;
    } else {
        lapi_coref_join(c, item, e);
    }
    lapi_coref_put(c, canon, e);
    lapi_coref_put(c, full, e);
    lapi_coref_put(c, last, e);
    if (single)
        lapi_coref_put(c, of_kind(last, '1'), e);
    return LAP_OK;
}

/* Key of the last word of a body's name, by which it is told again: "the Union". */
static uint64_t short_key(const lapi_men *m, const lapi_men_name *n)
{
    return of_kind(lapi_men_key(m, n->end - 1, n->end), 'w');
}

/* The body that "the Union", "the Commission" stands for. */
static uint32_t told_in_full(const lapi_coref *c, const lapi_men_name *n)
{
    const lapi_men *m = c->m;
    bool single = n->end - n->first == 1 && n->reg == LAPI_MEN_NO_REGISTER &&
                  n->type == LAPI_TYPE_ORG && n->first > lapi_men_begin(m, n->first) &&
                  lapi_men_is(m, n->first - 1, LAPI_MEN_THE);
    return single ? lapi_coref_find(c, short_key(m, n)) : LAPI_NONE;
}

static lap_status state(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    char kind = i->it.kind == LAPI_MENTION_NOMINAL ? 'd' : 'c';
    uint64_t key = of_kind(lapi_know_key(lapi_slice_str(i->it.actor.country)), kind);
    uint32_t e = lapi_coref_find(c, key);
    if (e != LAPI_NONE) {
        lapi_coref_join(c, item, e);
        return LAP_OK;
    }
    lap_status status = lapi_coref_start(c, item);
    if (status != LAP_OK)
        return status;
    c->entities[i->entity].state = kind == 'c';
    const lapi_men_name *n = &m->names[i->name];
    if (n->end - n->first > 1 && !lapi_men_is_state(m, i->it.actor.country))
        lapi_coref_put(c, short_key(m, n), i->entity);
    lapi_coref_put(c, key, i->entity);
    return LAP_OK;
}

static lap_status other(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    const lapi_men_name *n = &m->names[i->name];
    char kind = n->type == LAPI_TYPE_LOC ? 'l' : 'o';
    uint64_t full = of_kind(lapi_men_key(m, n->first, n->end), kind);
    uint64_t canon =
        n->reg == LAPI_MEN_BODY ? of_kind(lapi_know_key(i->it.actor.name), kind) : 0;
    uint32_t e = lapi_coref_find(c, canon);
    if (e == LAPI_NONE)
        e = lapi_coref_find(c, full);
    if (e == LAPI_NONE && (e = told_in_full(c, n)) != LAPI_NONE)
        i->it.actor = c->entities[e].actor;
    if (e == LAPI_NONE) {
        lap_status status = lapi_coref_start(c, item);
        if (status != LAP_OK)
            return status;
        e = i->entity;
    } else {
        lapi_coref_join(c, item, e);
    }
    lapi_coref_put(c, canon, e);
    lapi_coref_put(c, full, e);
    if (kind == 'o' && n->end - n->first > 1) {
        lapi_coref_put(c, short_key(m, n), e);
        lapi_coref_put(c, of_kind(initials(m, n->first, n->end), kind), e);
        lapi_coref_put(c, of_kind(bracketed(m, n->end), kind), e);
    }
    return LAP_OK;
}

lap_status lapi_coref_name(lapi_coref *c, uint32_t item)
{
    const lapi_men_name *n = &c->m->names[c->m->items[item].name];
    if (n->type == LAPI_TYPE_PER)
        return person(c, item);
    return n->reg == LAPI_MEN_COUNTRY ? state(c, item) : other(c, item);
}

/* A state that acts: it or its government is a subject, or an owner. */
static bool is_acting_state(const lapi_coref *c, uint32_t item)
{
    const lapi_men *m = c->m;
    const lapi_men_item *i = &m->items[item];
    bool government = i->it.kind == LAPI_MENTION_NAME
                          ? i->entity != LAPI_NONE && c->entities[i->entity].state
                          : i->it.kind == LAPI_MENTION_NOMINAL && i->own_land &&
                                strcmp(i->it.actor.sector, "GOV") == 0;
    return government && lapi_men_is_state(m, i->it.actor.country) &&
           (lapi_coref_is_subject(m, i->it.head) ||
            m->t->rel[i->it.head] == LAPI_REL_NMOD_POSS);
}

/* The country of the first place of a dateline in the text. */
static bool dateline_land(const lapi_men *m, char code[4])
{
    for (uint32_t n = 0; n < m->name_count; n++) {
        uint32_t w = m->names[n].first;
        const lapi_block *b =
            &m->doc->blocks[m->doc->sentences.block[m->t->sentence[w]]];
        if (b->dateline.begin <= m->t->begin[w] && m->t->begin[w] < b->dateline.end)
            return lapi_men_land_of_word(m, w, code) && lapi_men_is_state(m, code);
    }
    return false;
}

/* The state that acts before the item in its own sentence, or in the ones before it in
 * its paragraph. */
static bool acting_before(const lapi_coref *c, uint32_t item, bool same, char code[4])
{
    const lapi_men *m = c->m;
    uint32_t s = m->t->sentence[m->items[item].it.head];
    for (uint32_t k = item; k-- > 0;) {
        uint32_t at = m->t->sentence[m->items[k].it.head];
        if (at + OFFICE_SENTENCES < s ||
            m->doc->sentences.block[at] != m->doc->sentences.block[s])
            return false;
        if ((at == s) != same || !is_acting_state(c, k))
            continue;
        memcpy(code, m->items[k].it.actor.country, 4);
        return true;
    }
    return false;
}

void lapi_coref_office(lapi_coref *c, uint32_t item)
{
    lapi_men *m = c->m;
    lapi_men_item *i = &m->items[item];
    const lapi_men_words *words = &m->stage->words;
    uint32_t home = lapi_men_words_kinds(words, lapi_slice_str(i->it.actor.sector));
    char code[4] = "";
    if (i->it.kind != LAPI_MENTION_NAME || i->it.type != LAPI_TYPE_PER ||
        i->role == LAPI_NONE || !(home >> LAPI_MEN_HOME & 1) ||
        lapi_men_known(i->it.actor.country))
        return;
    lapi_slice noun = lapi_table_cell(m->stage->roles, i->role, LAPI_ROLES_NOUN);
    if (lapi_men_words_kinds(words, noun) >> LAPI_MEN_ABROAD & 1)
        return; /* "Secretary-General" */
    i->it.rule = "actor: title, of the state that acts before it";
    if (!acting_before(c, item, true, code) && !dateline_land(m, code) &&
        !acting_before(c, item, false, code)) {
        i->it.rule = "actor: title, of the country of the text";
        memcpy(code, m->main_country, 4);
    }
    if (code[0])
        memcpy(i->it.actor.country, code, 4);
}
