/* Sector and country of mentions by their own words; where the story is at home. */
#include "mention/mention_read.h"

/* Weights of what a document says of its main country. */
enum { AT_PLACE = 4, NAMED = 2, NATIONALITY = 1, FRONT = 3 };

/* Where it happens; "to" and "from" only lead there. */
static bool locative(const lapi_men *m, uint32_t word)
{
    uint32_t c = lapi_tree_case(m->t, word);
    if (c == LAPI_NONE || !lapi_men_is(m, c, LAPI_MEN_RELATION))
        return false;
    lapi_slice v = lapi_men_value(m, c, LAPI_MEN_RELATION);
    return !lapi_slice_is(v, "from") && !lapi_slice_is(v, "toward") &&
           !lapi_slice_is(m->t->lemma[c], "to");
}

static void find_home(lapi_men *m)
{
    const lapi_table *t = m->stage->countries;
    uint32_t rows = lapi_table_rows(t), best = 0;
    uint32_t *votes = lapi_arena_get(m->doc->arena, rows + 1u, sizeof *votes);
    if (!votes)
        return;
    for (uint32_t i = 0; i < m->name_count; i++) {
        char code[4] = "";
        const lapi_men_name *n = &m->names[i];
        uint32_t row;
        if (n->place != LAPI_NONE)
            memcpy(code, m->places[n->place].country, 4);
        else if (n->reg == LAPI_MEN_COUNTRY)
            lapi_men_code(code, lapi_table_cell(t, n->row, LAPI_COUNTRIES_ISO3));
        else if (n->reg == LAPI_MEN_PERSON)
            lapi_men_code(
                code, lapi_table_cell(m->stage->people, n->row, LAPI_PEOPLE_COUNTRY));
        else if (n->reg == LAPI_MEN_BODY)
            lapi_men_code(
                code, lapi_table_cell(m->stage->bodies, n->row, LAPI_BODIES_COUNTRY));
        if (!lapi_men_is_state(m, code) || !lapi_men_country_name(m, code, &row).bytes)
            continue;
        uint32_t weight = n->adjective           ? NATIONALITY
                          : locative(m, n->head) ? AT_PLACE
                                                 : NAMED;
        uint32_t s = m->t->sentence[n->first];
        const lapi_block *b = &m->doc->blocks[m->doc->sentences.block[s]];
        bool dateline = b->dateline.end > m->t->begin[n->first] &&
                        b->dateline.begin <= m->t->begin[n->first];
        if (s < 2 || b->kind == LAPI_BLOCK_HEADLINE || dateline)
            weight *= FRONT;
        votes[row] += weight;
    }
    for (uint32_t r = 0; r < rows; r++)
        if (votes[r] > best) {
            best = votes[r];
            lapi_men_code(m->main_country, lapi_table_cell(t, r, LAPI_COUNTRIES_ISO3));
        }
}

/* Is this modifier the backer in "Kremlin-backed" or part of "pro-Russian"? */
static bool is_backer(const lapi_men *m, uint32_t w)
{
    uint32_t end = lapi_men_end(m, w), begin = lapi_men_begin(m, w);
    uint32_t n = m->name_of[w] != LAPI_NONE ? m->names[m->name_of[w]].end : w + 1;
    if (n < end && lapi_men_is(m, n, LAPI_MEN_BACKED))
        return true;
    if (n + 1 < end && lapi_men_is(m, n + 1, LAPI_MEN_BACKED) &&
        !(m->shape[n] & LAPI_MEN_WORD))
        return true;
    if (w > begin && lapi_men_is(m, w - 1, LAPI_MEN_PRO))
        return true;
    return w > begin + 1 && lapi_men_is(m, w - 2, LAPI_MEN_PRO) &&
           !(m->shape[w - 1] & LAPI_MEN_WORD);
}

/* Does a phrase with this preposition say whose its head is? "ambassador to X" does
 * not. */
static bool owns(const lapi_men *m, uint32_t c)
{
    uint32_t p = lapi_tree_case(m->t, c);
    if (p == LAPI_NONE)
        return false;
    static const char *const words[] = {"of", "in", "from", "for", "at", "with"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lapi_slice_is(m->t->lemma[p], words[i]))
            return true;
    return false;
}

/* May child c of a noun say whose the noun is, or what it is? */
static bool describes(const lapi_men *m, uint32_t c)
{
    switch (m->t->rel[c]) {
    case LAPI_REL_AMOD:
    case LAPI_REL_COMPOUND:
    case LAPI_REL_NMOD_POSS:
    case LAPI_REL_NMOD_DESC:
    case LAPI_REL_NMOD_UNMARKED:
        return true;
    case LAPI_REL_NMOD:
        return owns(m, c);
    default:
        return false;
    }
}

static void take_land(lapi_men_item *i, const char code[4], const char *rule)
{
    memcpy(i->it.actor.country, code, 4);
    i->own_land = 1;
    i->it.rule = rule;
}

/* Country by nationalities and names among the children of `head`, up to word limit. */
static void land_by_names(const lapi_men *m, lapi_men_item *i, uint32_t head,
                          uint32_t limit)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE && c < limit && !i->own_land;
         c = t->next_sibling[c]) {
        char code[4] = "";
        if (!describes(m, c) || is_backer(m, c))
            continue;
        if (lapi_men_land_of_word(m, c, code)) {
            const lapi_men_name *n = &m->names[m->name_of[c]];
            bool lower = !(m->shape[n->first] & LAPI_MEN_CAP);
            if (lower && !(m->shape[n->first] & LAPI_MEN_FLAT) && i->role == LAPI_NONE)
                continue;
            take_land(i, code, "actor: head noun, nationality or name beside it");
        }
    }
}

/* The same by the words before the head, for where the tree errs. */
static void land_by_words(const lapi_men *m, lapi_men_item *i)
{
    uint32_t w = i->it.first;
    if (w > lapi_men_begin(m, w) && m->name_of[w - 1] != LAPI_NONE &&
        m->names[m->name_of[w - 1]].adjective)
        w = m->names[m->name_of[w - 1]].first;
    for (; w < i->it.head && !i->own_land; w++) {
        char code[4] = "";
        uint32_t n = m->name_of[w];
        if (n == LAPI_NONE || is_backer(m, m->names[n].head))
            continue;
        uint32_t k = m->mention_of[m->names[n].head];
        if (lapi_men_land_of_word(m, w, code))
            take_land(i, code, "actor: head noun, nationality or name before it");
        else if (k != LAPI_NONE && lapi_men_known(m->items[k].it.actor.country)) {
            take_land(i, m->items[k].it.actor.country,
                      "actor: head noun, country of the name before it");
            if (i->generic && lapi_men_known(m->items[k].it.actor.sector))
                memcpy(i->it.actor.sector, m->items[k].it.actor.sector, 4);
        }
    }
}

/* "met officials from Norland": read as where they met. */
static void land_of_origin(const lapi_men *m, lapi_men_item *i)
{
    uint32_t w = i->it.head + 1;
    char code[4] = "";
    if (!i->own_land && strcmp(i->it.actor.sector, "GOV") == 0 &&
        w + 1 < lapi_men_end(m, w - 1) && lapi_slice_is(m->t->lemma[w], "from") &&
        lapi_men_land_of_word(m, w + 1, code))
        take_land(i, code, "actor: head noun, name of the country it is from");
}

static void take_sector(lapi_men_item *i, const char *sector)
{
    memcpy(i->it.actor.sector, sector, 4);
}

/* Sector of a generic head from a modifier, an organisation or an of-phrase. */
static void sector_by_parts(const lapi_men *m, lapi_men_item *i)
{
    const lapi_tokens *t = m->t;
    uint32_t head = i->it.head, first;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (!describes(m, c) || is_backer(m, c))
            continue;
        uint32_t k = m->mention_of[c];
        unsigned rel = t->rel[c];
        if (k != LAPI_NONE && m->items[k].it.kind != LAPI_MENTION_ADJECTIVE &&
            m->items[k].it.type != LAPI_TYPE_LOC &&
            m->items[k].it.kind != LAPI_MENTION_PRONOUN) {
            const lapi_actor *a = &m->items[k].it.actor;
            if (lapi_men_known(a->sector) &&
                (rel != LAPI_REL_NMOD_POSS || m->items[k].it.type == LAPI_TYPE_ORG)) {
                bool staff = strcmp(a->sector, "BUS") == 0 &&
                             strcmp(i->it.actor.sector, "LAB") == 0;
                if (!staff) /* "workers at a factory" are labour */
                    take_sector(i, a->sector);
                if (!i->own_land && lapi_men_known(a->country))
                    take_land(i, a->country, "actor: belongs to whom its phrase names");
                return;
            }
        }
        if (k == LAPI_NONE && (rel == LAPI_REL_AMOD || rel == LAPI_REL_COMPOUND)) {
            uint32_t role = lapi_men_role_at(m, c, &first);
            if (role != LAPI_NONE && lapi_men_role_sector(m, role).bytes) {
                lapi_men_code(i->it.actor.sector, lapi_men_role_sector(m, role));
                return;
            }
        }
    }
}

/* Country of a nominal from mentions in its phrase: "his own guards" comes later. */
static void land_by_mentions(const lapi_men *m, lapi_men_item *i)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[i->it.head]; c != LAPI_NONE && !i->own_land;
         c = t->next_sibling[c]) {
        uint32_t k = m->mention_of[c];
        if (k == LAPI_NONE || !describes(m, c) || is_backer(m, c) ||
            m->items[k].it.kind == LAPI_MENTION_PRONOUN)
            continue;
        if (lapi_men_known(m->items[k].it.actor.country))
            take_land(i, m->items[k].it.actor.country,
                      "actor: head noun, country of whom it belongs to");
    }
}

/* "US-led", not "US-backed". */
static bool is_led(const lapi_men *m, const lapi_men_item *i)
{
    return i->backed != LAPI_NONE &&
           lapi_slice_is(lapi_men_value(m, i->backed, LAPI_MEN_BACKED), "led");
}

static void sector_by_role(const lapi_men *m, lapi_men_item *i)
{
    lapi_slice sector = lapi_men_role_sector(m, i->role);
    if (sector.bytes)
        lapi_men_code(i->it.actor.sector, sector);
    lapi_slice kind = lapi_table_cell(m->stage->roles, i->role, LAPI_ROLES_KIND);
    if (lapi_slice_is(kind, "office"))
        i->it.actor.office = lapi_doc_word(m->doc, i->it.head);
    i->it.rule = "actor: head noun";
    if (i->former && strcmp(i->it.actor.sector, "GOV") == 0 &&
        !lapi_men_is(m, i->it.head, LAPI_MEN_LAND)) /* "former Soviet republics" */
        lapi_men_code(i->it.actor.sector, LAPI_S("ELI"));
    bool force = lapi_slice_is(kind, "force") || lapi_slice_is(kind, "group");
    if (i->backed != LAPI_NONE && force && !is_led(m, i)) {
        lapi_men_code(i->it.actor.sector, LAPI_S("REB"));
        i->it.rule = "actor: forces that another state backs";
    }
}

/* Officers and guards are soldiers where the text has more soldiers than police. */
static void uniforms(lapi_men *m)
{
    uint32_t soldiers = 0, police = 0;
    for (uint32_t k = 0; k < m->item_count; k++) {
        soldiers += strcmp(m->items[k].it.actor.sector, "MIL") == 0;
        police += strcmp(m->items[k].it.actor.sector, "COP") == 0 &&
                  !lapi_men_is(m, m->items[k].it.head, LAPI_MEN_UNIFORM);
    }
    for (uint32_t k = 0; k < m->item_count; k++) {
        lapi_men_item *i = &m->items[k];
        if (soldiers > police && i->name == LAPI_NONE &&
            strcmp(i->it.actor.sector, "COP") == 0 &&
            lapi_men_is(m, i->it.head, LAPI_MEN_UNIFORM) &&
            lapi_table_cell(m->stage->roles, i->role, LAPI_ROLES_NOUN).bytes < 11)
            lapi_men_code(i->it.actor.sector, LAPI_S("MIL"));
    }
}

/* "FMLN commando": soldiers of an armed group are rebels. */
static void of_rebels(const lapi_men *m, lapi_men_item *i)
{
    if (strcmp(i->it.actor.sector, "MIL") != 0)
        return;
    for (uint32_t c = m->t->first_child[i->it.head]; c != LAPI_NONE;
         c = m->t->next_sibling[c]) {
        uint32_t k = m->mention_of[c];
        if (k != LAPI_NONE && m->items[k].it.kind == LAPI_MENTION_NAME &&
            m->items[k].it.type == LAPI_TYPE_ORG && describes(m, c) &&
            !is_backer(m, c) && strcmp(m->items[k].it.actor.sector, "REB") == 0)
            lapi_men_code(i->it.actor.sector, LAPI_S("REB"));
    }
}

/* "The club's president", "president of the university": one of its own. */
static void of_body(const lapi_men *m, lapi_men_item *i)
{
    const lapi_table *roles = m->stage->roles;
    if (strcmp(i->it.actor.sector, "GOV") != 0 || i->own_land || i->role == LAPI_NONE ||
        !lapi_slice_is(lapi_table_cell(roles, i->role, LAPI_ROLES_KIND), "office"))
        return;
    for (uint32_t c = m->t->first_child[i->it.head]; c != LAPI_NONE;
         c = m->t->next_sibling[c]) {
        uint32_t k = m->mention_of[c];
        const lapi_men_item *body = k == LAPI_NONE ? NULL : &m->items[k];
        if (!body || body->role == LAPI_NONE || body->it.kind != LAPI_MENTION_NOMINAL ||
            body->it.plural || !describes(m, c))
            continue;
        lapi_slice kind = lapi_table_cell(roles, body->role, LAPI_ROLES_KIND);
        if ((lapi_slice_is(kind, "org") || lapi_slice_is(kind, "group")) &&
            lapi_men_known(body->it.actor.sector))
            take_sector(i, body->it.actor.sector);
    }
}

/* "our State": a country as such; who acts through it is its government all the same.
 */
static void lands(const lapi_men *m, lapi_men_item *i)
{
    if (lapi_men_is(m, i->it.head, LAPI_MEN_LAND) && !i->it.plural && i->definite)
        i->it.actor.sector[0] = '\0';
    if (lapi_men_is(m, i->it.head, LAPI_MEN_RIVAL) && i->it.plural && !i->own_land &&
        strcmp(i->it.actor.sector, "PTY") == 0)
        lapi_men_code(i->it.actor.sector, LAPI_S("UNK"));
}

/* "Western capitals", "foreign capitals": governments. */
static void seats(const lapi_men *m, lapi_men_item *i)
{
    if (lapi_slice_is(lapi_men_value(m, i->it.head, LAPI_MEN_AREA), "capital") &&
        i->own_land)
        lapi_men_code(i->it.actor.sector, LAPI_S("GOV"));
}

/* "US-led coalition": states joined, not the one that leads. */
static void coalition(const lapi_men *m, lapi_men_item *i)
{
    if (!lapi_men_is(m, i->it.head, LAPI_MEN_COALITION) || !is_led(m, i))
        return;
    take_land(i, "IGO", "actor: a coalition of states at war");
    lapi_men_code(i->it.actor.sector, LAPI_S("MIL"));
}

/* Country lent to a modifier ("Russian troop movements") by its fellows. */
static void land_by_fellows(const lapi_men *m, lapi_men_item *i)
{
    unsigned rel = m->t->rel[i->it.head];
    uint32_t head = m->t->head[i->it.head];
    if (!i->own_land && head != LAPI_NONE &&
        (rel == LAPI_REL_AMOD || rel == LAPI_REL_COMPOUND))
        land_by_names(m, i, head, i->it.head);
}

lap_status lapi_men_actors(lapi_men *m)
{
    find_home(m);
    for (uint32_t k = 0; k < m->item_count; k++)
        if (m->items[k].name != LAPI_NONE)
            lapi_men_name_actor(m, &m->items[k]);
    for (uint32_t k = 0; k < m->item_count; k++) {
        lapi_men_item *i = &m->items[k];
        if (i->it.kind != LAPI_MENTION_NOMINAL || i->name != LAPI_NONE)
            continue;
        if (i->role != LAPI_NONE)
            sector_by_role(m, i);
        land_by_names(m, i, i->it.head, UINT32_MAX);
        land_by_fellows(m, i);
        land_by_words(m, i);
        land_of_origin(m, i);
        seats(m, i);
        coalition(m, i);
        of_rebels(m, i);
        lands(m, i);
    }
    uniforms(m);
    for (uint32_t k = m->item_count; k-- > 0;) {
        lapi_men_item *i = &m->items[k];
        if (i->it.kind != LAPI_MENTION_NOMINAL || i->name != LAPI_NONE)
            continue;
        if (i->generic)
            sector_by_parts(m, i);
        of_body(m, i);
        land_by_mentions(m, i);
    }
    return LAP_OK;
}
