/* The mentions of a document: its names, nouns that are actors, pronouns,
 * nationalities.
 *
 *   "two Ukrainian soldiers"   nominal, head "soldiers" of roles.tsv, MIL
 *   "Russian troop movements"  nominal "Russian troop": the noun that acts is a
 * modifier "dozens of protesters"     generic head: what it is of says who
 */
#include "mention/mention_read.h"

#include <stdlib.h>

#define ROLE_WORDS_MAX 4u

static lapi_men_item *add_item(lapi_men *m, uint32_t first, uint32_t end, uint32_t head,
                               unsigned kind)
{
    lapi_men_item *i = lapi_men_room(m->doc->arena, (void **)&m->items, m->item_count,
                                     &m->item_room, sizeof *i);
    if (!i)
        return NULL;
    *i = (lapi_men_item){
        .name = LAPI_NONE, .role = LAPI_NONE, .entity = LAPI_NONE, .backed = LAPI_NONE};
    i->it = (lapi_mention){.span = lapi_doc_words(m->doc, first, end),
                           .first = first,
                           .end = end,
                           .head = head,
                           .kind = (uint8_t)kind,
                           .cluster = LAPI_NONE,
                           .place = LAPI_NONE,
                           .rule = ""};
    lapi_men_code(i->it.actor.country, LAPI_S("UNK"));
    lapi_men_code(i->it.actor.sector, LAPI_S("UNK"));
    m->item_count++;
    return i;
}

static bool is_modifier(unsigned rel)
{
    return rel == LAPI_REL_AMOD || rel == LAPI_REL_COMPOUND ||
           rel == LAPI_REL_NMOD_DESC;
}

/* An adjective stands for actors only where it names a force or a camp: "military",
 * "rebel"; not "public", "national". */
static bool adjective_fits(const lapi_men *m, uint32_t w, uint32_t role)
{
    if (m->t->upos[w] != LAPI_UPOS_ADJ)
        return true;
    lapi_slice sector = lapi_men_role_sector(m, role);
    return sector.bytes && !lapi_slice_is(sector, "CVL") &&
           !lapi_slice_is(sector, "ELI") && !lapi_slice_is(sector, "UNK");
}

/* "Colombian warplanes bombed": equipment acts for its force only as a subject. */
static bool acts(const lapi_men *m, uint32_t w)
{
    if (m->t->rel[w] == LAPI_REL_NMOD && m->t->head[w] != LAPI_NONE &&
        m->t->upos[m->t->head[w]] == LAPI_UPOS_NUM)
        w = m->t->head[w]; /* "two of its jets" */
    unsigned rel = m->t->rel[w];
    bool national = w > lapi_men_begin(m, w) && m->name_of[w - 1] != LAPI_NONE &&
                    m->names[m->name_of[w - 1]].adjective;
    if (rel == LAPI_REL_OBJ || rel == LAPI_REL_NSUBJ_PASS)
        return national;
    return rel == LAPI_REL_NSUBJ || rel == LAPI_REL_OBL_AGENT;
}

/* "in exile": a person's noun without any article after a preposition is no person. */
static bool is_state_of_things(const lapi_men *m, uint32_t w, uint32_t role)
{
    const lapi_tokens *t = m->t;
    uint32_t c = t->first_child[w];
    return t->xpos[w] == LAPI_XPOS_NN && c != LAPI_NONE && t->rel[c] == LAPI_REL_CASE &&
           t->next_sibling[c] == LAPI_NONE && lapi_men_is(m, c, LAPI_MEN_RELATION) &&
           lapi_slice_is(lapi_table_cell(m->stage->roles, role, LAPI_ROLES_KIND),
                         "person");
}

uint32_t lapi_men_role_at(const lapi_men *m, uint32_t w, uint32_t *first)
{
    uint32_t begin = lapi_men_begin(m, w);
    uint32_t from = w - begin >= ROLE_WORDS_MAX ? w - ROLE_WORDS_MAX + 1 : begin;
    lapi_hit hit;
    for (uint32_t s = from; s <= w; s++) {
        if (!(m->shape[s] & LAPI_MEN_WORD))
            continue;
        if (lapi_table_phrase(m->stage->roles, m->doc, s, w + 1, &hit, NULL) &&
            hit.end == w + 1) {
            lapi_slice kind =
                lapi_table_cell(m->stage->roles, hit.row, LAPI_ROLES_KIND);
            if ((lapi_slice_is(kind, "equipment") && !acts(m, w)) ||
                !adjective_fits(m, w, hit.row))
                return LAPI_NONE;
            *first = s;
            return hit.row;
        }
    }
    return LAPI_NONE;
}

uint32_t lapi_men_before_role(const lapi_men *m, const lapi_table *names, uint32_t w,
                              uint32_t end, uint32_t *role)
{
    lapi_hit name, whom;
    if (!lapi_table_phrase(names, m->doc, w, end, &name, NULL) || name.end >= end ||
        !lapi_table_phrase(m->stage->roles, m->doc, name.end, end, &whom, NULL) ||
        whom.end != end)
        return end;
    *role = whom.row;
    return name.end;
}

static bool is_plural(const lapi_men *m, uint32_t w)
{
    unsigned x = m->t->xpos[w];
    return x == LAPI_XPOS_NNS || x == LAPI_XPOS_NNPS;
}

static bool role_kind_is(const lapi_men *m, uint32_t role, const char *kind)
{
    return role != LAPI_NONE &&
           lapi_slice_is(lapi_table_cell(m->stage->roles, role, LAPI_ROLES_KIND), kind);
}

static unsigned role_type(const lapi_men *m, uint32_t role)
{
    return role_kind_is(m, role, "person") || role_kind_is(m, role, "office")
               ? LAPI_TYPE_PER
               : LAPI_TYPE_ORG;
}

/* "Russian-backed", "pro-Russian" among the modifiers of a noun. */
static uint32_t backed_in(const lapi_men *m, uint32_t head)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE && c < head;
         c = t->next_sibling[c]) {
        bool by_whom = c > lapi_men_begin(m, c) && (m->name_of[c - 1] != LAPI_NONE ||
                                                    !(m->shape[c - 1] & LAPI_MEN_WORD));
        if ((by_whom && lapi_men_is(m, c, LAPI_MEN_BACKED)) ||
            lapi_men_is(m, c, LAPI_MEN_PRO))
            return c; /* "armed men" are backed by nobody */
        for (uint32_t d = t->first_child[c]; d != LAPI_NONE; d = t->next_sibling[d])
            if (lapi_men_is(m, d, LAPI_MEN_PRO))
                return c;
    }
    return LAPI_NONE;
}

static bool has_former(const lapi_men *m, uint32_t head)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE && c < head;
         c = t->next_sibling[c])
        if (lapi_men_is(m, c, LAPI_MEN_FORMER))
            return true;
    return false;
}

static void describe(lapi_men *m, lapi_men_item *i, uint32_t role)
{
    uint32_t w = i->it.head;
    i->role = role;
    i->it.plural = is_plural(m, w);
    i->it.is_actor = 1;
    i->generic = lapi_men_is(m, w, LAPI_MEN_GENERIC);
    i->backed = backed_in(m, w);
    i->former = has_former(m, w);
    i->definite = lapi_men_definite(m, w);
    if (role != LAPI_NONE) {
        i->it.type = (uint8_t)role_type(m, role);
        i->it.source = lapi_table_cell(m->stage->roles, role, LAPI_ROLES_NOUN);
    }
}

static lap_status add_name_item(lapi_men *m, uint32_t n)
{
    const lapi_men_name *name = &m->names[n];
    uint32_t head = name->head;
    unsigned tag = m->t->upos[head], rel = m->t->rel[head];
    bool before_noun =
        name->end < lapi_men_end(m, head) && m->t->upos[name->end] == LAPI_UPOS_NOUN;
    bool demonym = name->adjective && name->column == LAPI_COUNTRIES_ADJECTIVES &&
                   tag != LAPI_UPOS_ADJ && !is_modifier(rel) && !before_noun;
    unsigned kind = demonym           ? LAPI_MENTION_NOMINAL
                    : name->adjective ? LAPI_MENTION_ADJECTIVE
                                      : LAPI_MENTION_NAME;
    lapi_men_item *i = add_item(m, name->first, name->end, head, kind);
    if (!i)
        return LAP_NO_MEMORY;
    i->name = n;
    i->it.type = name->adjective ? LAPI_TYPE_NONE : name->type;
    if (name->reg == LAPI_MEN_COUNTRY && name->column == LAPI_COUNTRIES_SEATS)
        i->it.type = LAPI_TYPE_ORG;
    i->it.plural = demonym;
    i->it.place = name->place;
    i->it.is_actor = name->type != LAPI_TYPE_LOC || name->reg == LAPI_MEN_COUNTRY;
    return LAP_OK;
}

static lap_status add_pronoun(lapi_men *m, uint32_t w)
{
    lapi_slice v = lapi_men_words_value(&m->stage->words, lapi_doc_word(m->doc, w),
                                        LAPI_MEN_PRONOUN);
    unsigned x = m->t->xpos[w];
    bool relative = v.bytes && v.at[0] == 'r';
    if (!v.bytes || m->t->rel[w] == LAPI_REL_EXPL ||
        (relative && x != LAPI_XPOS_WDT && x != LAPI_XPOS_WP && x != LAPI_XPOS_WP_POSS))
        return LAP_OK;
    lapi_men_item *i = add_item(m, w, w + 1, w, LAPI_MENTION_PRONOUN);
    if (!i)
        return LAP_NO_MEMORY;
    i->relative = relative;
    i->person = relative ? 3 : (uint8_t)(v.at[0] - '0');
    i->it.plural = v.bytes > 1 && v.at[1] == 'p';
    i->gender = v.bytes > 2 ? (uint8_t)v.at[2] : 0;
    i->it.is_actor = 1;
    i->it.type = i->gender == 'm' || i->gender == 'f' ? LAPI_TYPE_PER : LAPI_TYPE_NONE;
    return LAP_OK;
}

/* A title before a person's name is no mention of its own: "President Joe Biden". */
static bool is_title(const lapi_men *m, uint32_t w)
{
    uint32_t h = m->t->head[w];
    return is_modifier(m->t->rel[w]) && h != LAPI_NONE && m->name_of[h] != LAPI_NONE &&
           m->names[m->name_of[h]].type == LAPI_TYPE_PER;
}

/* "troop movements": what troops do, no movement of people. */
static bool is_done_by_force(const lapi_men *m, uint32_t w, uint32_t role)
{
    uint32_t first;
    if (!role_kind_is(m, role, "group") ||
        !lapi_slice_is(lapi_men_role_sector(m, role), "CVL"))
        return false;
    for (uint32_t c = m->t->first_child[w]; c != LAPI_NONE && c < w;
         c = m->t->next_sibling[c])
        if (is_modifier(m->t->rel[c]) &&
            role_kind_is(m, lapi_men_role_at(m, c, &first), "force"))
            return true;
    return false;
}

/* Does the noun that word w modifies stand for an actor itself? */
static bool modifies_actor(const lapi_men *m, uint32_t w)
{
    uint32_t h = m->t->head[w], first;
    if (!is_modifier(m->t->rel[w]) || h == LAPI_NONE)
        return false;
    if (m->name_of[h] != LAPI_NONE || lapi_men_is(m, h, LAPI_MEN_GENERIC))
        return true;
    uint32_t role = lapi_men_role_at(m, h, &first);
    return role != LAPI_NONE && !is_done_by_force(m, h, role);
}

/* "the State Department Spokesperson": where the phrase begins that goes on at `first`
 * with a capital after the name of a body. */
static uint32_t with_body(const lapi_men *m, uint32_t first)
{
    uint32_t n = first > lapi_men_begin(m, first) ? m->name_of[first - 1] : LAPI_NONE;
    bool capital = (m->shape[first] & (LAPI_MEN_CAP | LAPI_MEN_FLAT)) == LAPI_MEN_CAP;
    return capital && n != LAPI_NONE && m->names[n].type == LAPI_TYPE_ORG
               ? m->names[n].first
               : first;
}

static lap_status add_noun(lapi_men *m, uint32_t w)
{
    uint32_t first = w, role = lapi_men_role_at(m, w, &first);
    bool modifier = is_modifier(m->t->rel[w]);
    bool generic = lapi_men_is(m, w, LAPI_MEN_GENERIC);
    bool pair = lapi_men_is(m, w, LAPI_MEN_RIVAL) && is_plural(m, w);
    if (w + 2 < lapi_men_end(m, w) && m->t->xpos[w + 1] == LAPI_XPOS_HYPH &&
        m->t->upos[w + 2] == LAPI_UPOS_ADP)
        return LAP_OK; /* "state-of-the-art" */
    if (role == LAPI_NONE && !generic && !pair)
        return LAP_OK;
    if (role == LAPI_NONE && !pair && lapi_men_nmod(m, w, "of") == LAPI_NONE)
        return LAP_OK;
    if ((role != LAPI_NONE && is_state_of_things(m, w, role)) ||
        is_done_by_force(m, w, role) || is_title(m, w) ||
        (modifier && modifies_actor(m, w)))
        return LAP_OK;
    uint32_t begin = lapi_men_phrase_first(m, w), end = lapi_men_of_end(m, w);
    if (modifier) {
        uint32_t before = first;
        while (before > lapi_men_begin(m, w) && m->name_of[before - 1] != LAPI_NONE &&
               m->names[m->name_of[before - 1]].adjective)
            before--;
        begin = before;
        end = w + 1;
    }
    begin = with_body(m, begin < first ? begin : first);
    lapi_men_item *i = add_item(m, begin, end, w, LAPI_MENTION_NOMINAL);
    if (!i)
        return LAP_NO_MEMORY;
    describe(m, i, role);
    return LAP_OK;
}

static lap_status read_word(lapi_men *m, uint32_t w)
{
    unsigned tag = m->t->upos[w];
    uint32_t n = m->name_of[w];
    if (n != LAPI_NONE)
        return m->names[n].head == w ? add_name_item(m, n) : LAP_OK;
    if (lapi_men_is(m, w, LAPI_MEN_PRONOUN) &&
        (tag == LAPI_UPOS_PRON || tag == LAPI_UPOS_DET || tag == LAPI_UPOS_SCONJ))
        return add_pronoun(m, w);
    bool noun = tag == LAPI_UPOS_NOUN || tag == LAPI_UPOS_PROPN;
    bool other =
        (tag == LAPI_UPOS_ADJ && m->t->rel[w] == LAPI_REL_AMOD) || tag == LAPI_UPOS_NUM;
    return noun || other ? add_noun(m, w) : LAP_OK;
}

static int by_place(const void *x, const void *y)
{
    const lapi_men_item *a = x, *b = y;
    if (a->it.first != b->it.first)
        return a->it.first < b->it.first ? -1 : 1;
    if (a->it.end != b->it.end)
        return a->it.end > b->it.end ? -1 : 1;
    return (a->it.head > b->it.head) - (a->it.head < b->it.head);
}

/* Where the tree hangs a name elsewhere than at its head: under its title ("Mr" of "Mr
 * Ellwood"), or by several of its words. */
static void also_heads(lapi_men *m, uint32_t item)
{
    const lapi_men_item *i = &m->items[item];
    const lapi_tokens *t = m->t;
    if (i->name == LAPI_NONE || i->it.kind != LAPI_MENTION_NAME)
        return;
    for (uint32_t w = i->it.first; w < i->it.end; w++)
        if (m->mention_of[w] == LAPI_NONE &&
            (t->head[w] == LAPI_NONE || t->head[w] < i->it.first ||
             t->head[w] >= i->it.end))
            m->mention_of[w] = item;
    uint32_t up = t->head[i->it.head];
    unsigned rel = t->rel[i->it.head];
    if (i->it.type == LAPI_TYPE_PER && up != LAPI_NONE && up < i->it.first &&
        i->it.first - up <= 3 && m->mention_of[up] == LAPI_NONE &&
        (rel == LAPI_REL_FLAT || rel == LAPI_REL_NMOD_DESC ||
         rel == LAPI_REL_COMPOUND || rel == LAPI_REL_APPOS) &&
        (t->upos[up] == LAPI_UPOS_PROPN || t->upos[up] == LAPI_UPOS_NOUN))
        m->mention_of[up] = item;
}

lap_status lapi_men_mentions(lapi_men *m)
{
    uint32_t words = m->t->count;
    lap_status status = LAP_OK;
    for (uint32_t w = 0; status == LAP_OK && w < words; w++)
        status = read_word(m, w);
    if (status != LAP_OK)
        return status;
    if (m->item_count)
        qsort(m->items, m->item_count, sizeof *m->items, by_place);
    m->mention_of = lapi_arena_get(m->doc->arena, words + 1u, sizeof *m->mention_of);
    if (!m->mention_of)
        return LAP_NO_MEMORY;
    memset(m->mention_of, 0xFF, (words + 1u) * sizeof *m->mention_of);
    for (uint32_t i = m->item_count; i-- > 0;)
        m->mention_of[m->items[i].it.head] = i;
    for (uint32_t i = 0; i < m->item_count; i++)
        also_heads(m, i);
    return LAP_OK;
}
