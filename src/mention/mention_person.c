/* Who a name is: terms of people, bodies with their codes, titles, and for names that
 * no register knows their own words ("Ministry", "Ukrainian"). */
#include "mention/mention_read.h"

#define TITLE_WORDS_MAX 6u
#define GRACE_DAYS      14 /* the news of a fall still tells of the office */

/* First or last day that a cell YYYY, YYYY-MM or YYYY-MM-DD means. */
static int32_t day_of(lapi_slice cell, bool last)
{
    uint32_t part[3] = {0, last ? 12u : 1u, last ? 28u : 1u}, n = 0, digits = 0;
    if (!cell.bytes)
        return LAPI_DAY_NONE;
    for (uint32_t i = 0; i < cell.bytes && n < 3; i++) {
        char c = cell.at[i];
        if (c == '-') {
            n++;
            digits = 0;
        } else if (c >= '0' && c <= '9' && digits < 4) {
            part[n] = (digits++ ? part[n] * 10 : 0) + (uint32_t)(c - '0');
        }
    }
    if (part[0] == 0 || part[1] < 1 || part[1] > 12 || part[2] < 1 || part[2] > 31)
        return LAPI_DAY_NONE;
    return lapi_day_from_civil((int32_t)part[0], part[1], part[2]);
}

/* A title before a name and whose it is. */
typedef struct title {
    uint32_t role, first, end; /* words of the title */
    char country[4], sector[4];
    bool former;
    uint8_t gender;
} title;

/* Whose a title is by the name that holds word w; false: none does. */
static bool owner_at(const lapi_men *m, uint32_t w, title *t)
{
    if (m->name_of[w] == LAPI_NONE)
        return false;
    uint32_t k = m->mention_of[m->names[m->name_of[w]].head];
    const lapi_actor *a = k != LAPI_NONE ? &m->items[k].it.actor : NULL;
    if (!lapi_men_land_of_word(m, w, t->country) && a &&
        m->items[k].it.type == LAPI_TYPE_ORG) {
        memcpy(t->country, a->country, 4);
        if (strcmp(t->sector, "GOV") != 0 || strcmp(a->sector, "MIL") != 0)
            memcpy(t->sector, a->sector, 4); /* a secretary general is no soldier */
    }
    return true;
}

/* What stands in a title or before it: "UN", "Ukraine's", "French", "State Department".
 */
static void title_owner(const lapi_men *m, uint32_t first, title *t)
{
    uint32_t begin = lapi_men_begin(m, first);
    for (uint32_t w = first; w < t->end; w++)
        if (owner_at(m, w, t))
            return;
    for (uint32_t w = first; w-- > begin && first - w <= 4;) {
        if (lapi_men_is(m, w, LAPI_MEN_FORMER)) {
            t->former = true;
            continue;
        }
        if (owner_at(m, w, t))
            return;
        if (m->shape[w] & LAPI_MEN_WORD && m->t->upos[w] != LAPI_UPOS_PART &&
            m->t->upos[w] != LAPI_UPOS_ADJ && m->t->upos[w] != LAPI_UPOS_NOUN)
            return;
    }
}

static bool find_title(const lapi_men *m, const lapi_men_name *name, title *t)
{
    *t = (title){.role = LAPI_NONE};
    uint32_t begin = lapi_men_begin(m, name->first), end = name->first;
    if (end > begin && lapi_men_is(m, end - 1, LAPI_MEN_HONORIFIC)) {
        lapi_slice v = lapi_men_value(m, end - 1, LAPI_MEN_HONORIFIC);
        t->gender = v.bytes ? (uint8_t)v.at[0] : 0;
        end--;
    }
    if (end > begin && lapi_slice_is(lapi_doc_word(m->doc, end - 1), "."))
        end--;
    if (end > begin && lapi_slice_is(lapi_doc_word(m->doc, end - 1), ","))
        end--;
    uint32_t from = end - begin > TITLE_WORDS_MAX ? end - TITLE_WORDS_MAX : begin;
    lapi_hit hit;
    for (uint32_t s = from; s < end; s++) {
        if (!(m->shape[s] & LAPI_MEN_WORD) ||
            !lapi_table_phrase(m->stage->roles, m->doc, s, end, &hit, NULL) ||
            hit.end != end)
            continue;
        lapi_slice kind = lapi_table_cell(m->stage->roles, hit.row, LAPI_ROLES_KIND);
        if (!lapi_slice_is(kind, "office") && !lapi_slice_is(kind, "person"))
            continue;
        t->role = hit.row;
        t->first = s;
        t->end = end;
        lapi_men_code(t->sector, lapi_men_role_sector(m, hit.row));
        title_owner(m, s, t);
        return true;
    }
    return false;
}

/* How well a term of office fits the document's date and the title in the text. */
static int32_t fit_of_term(const lapi_men *m, uint32_t row, const title *t)
{
    const lapi_table *p = m->stage->people;
    int32_t from = day_of(lapi_table_cell(p, row, LAPI_PEOPLE_FROM), false);
    int32_t to = day_of(lapi_table_cell(p, row, LAPI_PEOPLE_TO), true);
    int32_t date = m->doc->date, fit = 0;
    if (date == LAPI_DAY_NONE)
        fit = to == LAPI_DAY_NONE ? 60000 : 30000 + to;
    else if (to != LAPI_DAY_NONE && to < date)
        fit = 40000 + to / 2;
    else if (from != LAPI_DAY_NONE && from > date)
        fit = 100;
    else
        fit = 100000 + (from != LAPI_DAY_NONE ? from / 16 : 0);
    if (t->role != LAPI_NONE &&
        lapi_know_key(lapi_table_cell(p, row, LAPI_PEOPLE_OFFICE)) ==
            lapi_know_key(lapi_table_cell(m->stage->roles, t->role, LAPI_ROLES_NOUN)))
        fit += date == LAPI_DAY_NONE ? 200000 : 1000;
    if (t->country[0] &&
        lapi_slice_is(lapi_table_cell(p, row, LAPI_PEOPLE_COUNTRY), t->country))
        fit += 400000;
    return fit;
}

static void best_term(const lapi_men *m, uint64_t key, const title *t, uint32_t *row,
                      int32_t *fit)
{
    uint32_t cursor = 0;
    lapi_hit hit;
    while (lapi_table_find(m->stage->people, key, &cursor, &hit)) {
        int32_t f = fit_of_term(m, hit.row, t);
        if (f > *fit) {
            *fit = f;
            *row = hit.row;
        }
    }
}

static void from_people(lapi_men *m, lapi_men_item *i, const lapi_men_name *name,
                        const title *t)
{
    const lapi_table *p = m->stage->people;
    uint32_t row = name->row, cursor = 0;
    int32_t fit = -1;
    lapi_hit hit;
    while (lapi_table_find(p, name->key, &cursor, &hit))
        best_term(m, lapi_know_key(lapi_table_cell(p, hit.row, LAPI_PEOPLE_NAME)), t,
                  &row, &fit);
    int32_t to = day_of(lapi_table_cell(p, row, LAPI_PEOPLE_TO), true);
    bool over = m->doc->date != LAPI_DAY_NONE && to != LAPI_DAY_NONE &&
                to + GRACE_DAYS < m->doc->date;
    lapi_actor *a = &i->it.actor;
    lapi_men_code(a->country, lapi_table_cell(p, row, LAPI_PEOPLE_COUNTRY));
    lapi_men_code(a->sector, lapi_table_cell(p, row, LAPI_PEOPLE_SECTOR));
    a->name = lapi_table_cell(p, row, LAPI_PEOPLE_NAME);
    a->office = lapi_table_cell(p, row, LAPI_PEOPLE_OFFICE);
    a->wikidata = lapi_table_cell(p, row, LAPI_PEOPLE_WIKIDATA);
    i->it.source = a->name;
    i->it.rule = "actor: register of people, term at the document's date";
    if (over && strcmp(a->sector, "GOV") == 0) {
        lapi_men_code(a->sector, LAPI_S("ELI"));
        i->it.rule = "actor: register of people, office ended before the date";
    }
}

/* Country of what stands around a name: "Ukrainian X", "X of Ukraine", "Niger's X". */
static bool land_around(const lapi_men *m, const lapi_men_name *n, char code[4])
{
    const lapi_tokens *t = m->t;
    if (n->first > lapi_men_begin(m, n->first)) {
        uint32_t w = n->first - 1;
        if (t->upos[w] == LAPI_UPOS_PART && w > lapi_men_begin(m, w))
            w--;
        if (lapi_men_land_of_word(m, w, code))
            return true;
    }
    for (uint32_t c = t->first_child[n->head]; c != LAPI_NONE; c = t->next_sibling[c])
        if ((t->rel[c] == LAPI_REL_NMOD || t->rel[c] == LAPI_REL_NMOD_POSS ||
             t->rel[c] == LAPI_REL_AMOD) &&
            (c < n->first || c >= n->end) && lapi_men_land_of_word(m, c, code))
            return true;
    return false;
}

static void from_title(lapi_men *m, lapi_men_item *i, const title *t)
{
    lapi_actor *a = &i->it.actor;
    a->name = lapi_doc_slice(m->doc, i->it.span);
    i->it.rule = "actor: a name that nothing describes";
    char land[4] = "";
    if (t->country[0] || land_around(m, &m->names[i->name], land)) {
        memcpy(a->country, t->country[0] ? t->country : land, 4);
        i->own_land = 1;
    }
    uint32_t before = m->names[i->name].first;
    if (t->role == LAPI_NONE && land[0] && i->it.type == LAPI_TYPE_PER && before > 0 &&
        m->t->upos[before - 1] == LAPI_UPOS_PART) {
        lapi_men_code(a->sector, LAPI_S("GOV"));
        i->it.rule = "actor: a country's person, told without an office";
    }
    if (t->role == LAPI_NONE)
        return;
    lapi_slice kind = lapi_table_cell(m->stage->roles, t->role, LAPI_ROLES_KIND);
    if (lapi_slice_is(kind, "office") || lapi_men_is(m, t->end - 1, LAPI_MEN_GENERIC))
        a->office = lapi_doc_slice(m->doc, lapi_doc_words(m->doc, t->first, t->end));
    i->it.rule = "actor: title before the name";
    if (t->sector[0])
        memcpy(a->sector, t->sector, 4);
    if (t->former && strcmp(a->sector, "GOV") == 0)
        lapi_men_code(a->sector, LAPI_S("ELI"));
    i->role = t->role;
}

/* Country that the words first .. end - 1 name or describe. */
static bool land_inside(const lapi_men *m, uint32_t first, uint32_t end, char code[4])
{
    lapi_hit hit;
    for (uint32_t w = first; w < end; w++) {
        if (!(m->shape[w] & LAPI_MEN_CAP) ||
            !lapi_table_phrase(m->stage->countries, m->doc, w, end, &hit, NULL))
            continue;
        lapi_men_code(
            code, lapi_table_cell(m->stage->countries, hit.row, LAPI_COUNTRIES_ISO3));
        return true;
    }
    return false;
}

/* "Norland's Supreme Court": not the one of that name that the register knows. */
static bool is_another(const lapi_men *m, uint32_t row, const lapi_actor *a,
                       const char land[4])
{
    lapi_slice sector = lapi_table_cell(m->stage->bodies, row, LAPI_BODIES_SECTOR);
    static const char *const organs[] = {"GOV", "MIL", "COP", "JUD", "LEG", "SPY"};
    for (size_t i = 0; i < sizeof organs / sizeof *organs; i++)
        if (lapi_slice_is(sector, organs[i]))
            return lapi_men_is_state(m, a->country) && lapi_men_is_state(m, land) &&
                   strcmp(a->country, land) != 0;
    return false;
}

static void from_bodies(lapi_men *m, lapi_men_item *i, const lapi_men_name *n)
{
    const lapi_table *b = m->stage->bodies;
    uint32_t row = n->row, cursor = 0;
    char land[4] = "";
    lapi_hit hit;
    bool around = land_around(m, n, land);
    const char *want = around ? land : m->main_country;
    while (want[0] && lapi_table_find(b, n->key, &cursor, &hit))
        if (lapi_slice_is(lapi_table_cell(b, hit.row, LAPI_BODIES_COUNTRY), want)) {
            row = hit.row;
            break;
        }
    lapi_actor *a = &i->it.actor;
    lapi_slice country = lapi_table_cell(b, row, LAPI_BODIES_COUNTRY);
    lapi_slice sector = lapi_table_cell(b, row, LAPI_BODIES_SECTOR);
    a->name = lapi_table_cell(b, row, LAPI_BODIES_NAME);
    a->wikidata = lapi_table_cell(b, row, LAPI_BODIES_WIKIDATA);
    if (country.bytes)
        lapi_men_code(a->country, country);
    if (around && (!country.bytes || is_another(m, row, a, land)))
        memcpy(a->country, land, 4);
    if (sector.bytes)
        lapi_men_code(a->sector, sector);
    else if (country.bytes && !lapi_men_is_state(m, a->country))
        a->sector[0] = '\0'; /* "NGO" says it all */
    i->own_land = lapi_men_known(a->country);
    i->it.source = a->name;
    i->it.rule = "actor: register of bodies";
}

/* Country of a town inside the name: "Municipality of Livorno". */
static bool place_inside(const lapi_men *m, uint32_t name, char code[4])
{
    for (uint32_t k = name + 1; k < m->name_count && m->names[k].inside; k++)
        if (m->names[k].place != LAPI_NONE && m->places[m->names[k].place].country[0]) {
            memcpy(code, m->places[m->names[k].place].country, 4);
            return true;
        }
    return false;
}

/* An organisation that no register knows: by the words of its name. */
static void from_words(lapi_men *m, lapi_men_item *i, const lapi_men_name *n)
{
    lapi_actor *a = &i->it.actor;
    char land[4] = "";
    uint32_t first;
    a->name = lapi_doc_slice(m->doc, i->it.span);
    i->it.rule = "actor: an organisation by the words of its name";
    for (uint32_t w = n->end; w-- > n->first;) {
        uint32_t role = lapi_men_role_at(m, w, &first);
        if (role == LAPI_NONE || first < n->first)
            continue;
        lapi_slice sector = lapi_men_role_sector(m, role);
        if (!sector.bytes || lapi_slice_is(sector, "UNK"))
            continue;
        lapi_men_code(a->sector, sector);
        i->role = role;
        break;
    }
    if (land_around(m, n, land) || land_inside(m, n->first, n->end, land) ||
        place_inside(m, i->name, land)) {
        memcpy(a->country, land, 4);
        i->own_land = 1;
    }
}

/* A capital that is also the seat of a body acts for that body: "Brussels". */
static bool seat_of_body(const lapi_men *m, const lapi_men_name *n, lapi_hit *hit)
{
    uint32_t cursor = 0;
    uint32_t prep = lapi_tree_case(m->t, n->head);
    if (prep != LAPI_NONE && lapi_men_is(m, prep, LAPI_MEN_RELATION))
        return false;
    while (lapi_table_find(m->stage->countries, n->key, &cursor, hit))
        if (hit->column == LAPI_COUNTRIES_SEATS && hit->row != n->row)
            return true;
    return false;
}

static void from_countries(lapi_men *m, lapi_men_item *i, const lapi_men_name *n)
{
    lapi_hit hit;
    uint32_t row = n->row;
    i->it.rule =
        n->adjective ? "actor: nationality" : "actor: a country acts as its government";
    if (n->column == LAPI_COUNTRIES_CAPITALS) {
        i->it.rule = "actor: a capital acts as its country's government";
        if (seat_of_body(m, n, &hit))
            row = hit.row;
    } else if (n->column == LAPI_COUNTRIES_SEATS) {
        i->it.rule = "actor: the seat of a government";
    }
    lapi_slice code = lapi_table_cell(m->stage->countries, row, LAPI_COUNTRIES_ISO3);
    lapi_men_code(i->it.actor.country, code);
    bool people = i->it.kind == LAPI_MENTION_NOMINAL;
    lapi_men_code(i->it.actor.sector, people ? LAPI_S("CVL") : LAPI_S("GOV"));
    if (people)
        i->it.rule = "actor: people of a nationality";
    i->own_land = 1;
    i->it.source = lapi_table_cell(m->stage->countries, row, LAPI_COUNTRIES_NAME);
}

void lapi_men_name_actor(lapi_men *m, lapi_men_item *item)
{
    const lapi_men_name *n = &m->names[item->name];
    title t;
    if (n->reg == LAPI_MEN_COUNTRY) {
        from_countries(m, item, n);
    } else if (n->type == LAPI_TYPE_PER) {
        find_title(m, n, &t);
        item->gender = t.gender;
        if (n->reg == LAPI_MEN_PERSON)
            from_people(m, item, n, &t);
        else
            from_title(m, item, &t);
    } else if (n->type == LAPI_TYPE_ORG) {
        if (n->reg == LAPI_MEN_BODY)
            from_bodies(m, item, n);
        else
            from_words(m, item, n);
    } else {
        item->it.rule = "place";
        item->it.actor.sector[0] = '\0';
        if (n->place != LAPI_NONE && m->places[n->place].country[0])
            memcpy(item->it.actor.country, m->places[n->place].country, 4);
    }
}
