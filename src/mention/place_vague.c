/* Places that are told without their name: borders, "the east of the country", "the
 * capital", "there"; and how a place stands to what happens. */
#include "base/search.h"
#include "mention/place.h"

#define CLIMB_MAX 8u

static int relation_of_word(const lapi_men *m, uint32_t w)
{
    lapi_slice v = lapi_men_value(m, w, LAPI_MEN_RELATION);
    uint32_t begin = lapi_men_begin(m, w);
    for (unsigned r = LAPI_PLACE_IN; r <= LAPI_PLACE_BETWEEN; r++)
        if (lapi_slice_is(v, lapi_place_relation_name(r))) {
            bool after_near =
                w > begin && lapi_men_is(m, w - 1, LAPI_MEN_RELATION) &&
                lapi_slice_is(lapi_men_value(m, w - 1, LAPI_MEN_RELATION), "near");
            return after_near ? LAPI_PLACE_NEAR : (int)r;
        }
    return -1;
}

/* Relation by the `case` children of a word; -1 if they say nothing. */
static int relation_by_case(const lapi_men *m, uint32_t head)
{
    const lapi_tokens *t = m->t;
    int relation = -1;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (t->rel[c] != LAPI_REL_CASE && t->rel[c] != LAPI_REL_MARK)
            continue;
        int r = relation_of_word(m, c);
        relation = r >= 0 ? r : relation;
        uint32_t also = lapi_tree_child(t, c, LAPI_REL_CONJ);
        if (also != LAPI_NONE && relation_of_word(m, also) >= 0)
            relation = relation_of_word(m, also);
    }
    return relation;
}

uint8_t lapi_place_relation_at(const lapi_men *m, uint32_t head, uint32_t first)
{
    const lapi_tokens *t = m->t;
    uint32_t at = head;
    for (uint32_t i = 0; i < CLIMB_MAX; i++) {
        int r = relation_by_case(m, at);
        if (r >= 0)
            return (uint8_t)r;
        if (t->rel[at] != LAPI_REL_CONJ || t->head[at] == LAPI_NONE)
            break;
        at = t->head[at];
    }
    uint32_t begin = lapi_men_begin(m, head);
    for (uint32_t w = first; w-- > begin && first - w <= 3;) {
        int r = lapi_men_is(m, w, LAPI_MEN_RELATION) ? relation_of_word(m, w) : -1;
        if (r >= 0)
            return (uint8_t)r;
        if (!lapi_men_is(m, w, LAPI_MEN_THE) && !lapi_men_is(m, w, LAPI_MEN_RELATION) &&
            t->upos[w] != LAPI_UPOS_ADJ && t->upos[w] != LAPI_UPOS_DET)
            break;
    }
    return LAPI_PLACE_IN;
}

static lapi_place *add_place(lapi_men *m, uint32_t head, uint32_t end, const char *rule)
{
    lapi_place *p = lapi_men_room(m->doc->arena, (void **)&m->places, m->place_count,
                                  &m->place_room, sizeof *p);
    if (!p)
        return NULL;
    uint32_t first = lapi_men_phrase_first(m, head);
    uint32_t before = m->place_count;
    if (before > m->named_places && first < m->places[before - 1].first)
        first = m->places[before - 1].first; /* keeps the order */
    if (first > head)
        first = head;
    *p = (lapi_place){.first = first,
                      .end = end,
                      .head = head,
                      .fclass = '?',
                      .confidence = 600,
                      .rule = rule};
    p->span = lapi_doc_words(m->doc, first, end);
    p->name = lapi_doc_slice(m->doc, p->span);
    p->relation = lapi_place_relation_at(m, head, first);
    m->place_count++;
    if (m->mention_of[head] != LAPI_NONE &&
        m->items[m->mention_of[head]].it.place == LAPI_NONE)
        m->items[m->mention_of[head]].it.place = before;
    return p;
}

/* Takes what `from` says of where, not how it is told. */
static void copy_place(lapi_place *to, const lapi_place *from)
{
    to->name = from->name;
    memcpy(to->country, from->country, sizeof to->country);
    memcpy(to->cc, from->cc, sizeof to->cc);
    to->admin1 = from->admin1;
    to->lat_e4 = from->lat_e4;
    to->lon_e4 = from->lon_e4;
    to->has_point = from->has_point;
    to->grain = from->grain;
    to->fclass = from->fclass;
    to->geonameid = from->geonameid;
    to->confidence = from->confidence * 9 / 10;
}

static bool set_country(const lapi_men *m, lapi_place *p, const char code[4])
{
    uint32_t row;
    if (!lapi_men_is_state(m, code) || !lapi_men_country_name(m, code, &row).bytes)
        return false;
    lapi_place_country(m, row, p);
    return true;
}

/* Named place that stands in the noun phrase of `head`: "Volyn" of "the Volyn region",
 * "the town of Yeoncheon", "the Nigerian capital Abuja". */
static uint32_t named_in(const lapi_men *m, uint32_t head)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint32_t n = m->name_of[c];
        if (n == LAPI_NONE || m->names[n].place == LAPI_NONE)
            continue;
        uint32_t of = lapi_tree_case(t, c);
        switch (t->rel[c]) {
        case LAPI_REL_COMPOUND:
        case LAPI_REL_APPOS:
        case LAPI_REL_FLAT:
        case LAPI_REL_NMOD_DESC:
            return m->names[n].place;
        case LAPI_REL_NMOD:
            if (of != LAPI_NONE && lapi_slice_is(lapi_doc_word(m->doc, of), "of"))
                return m->names[n].place;
            break;
        default:
            break;
        }
    }
    return LAPI_NONE;
}

/* Country of what owns or describes a noun: adjective, possessive, of-phrase. */
static bool owner_country(const lapi_men *m, uint32_t head, char code[4])
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = t->rel[c];
        if (rel != LAPI_REL_AMOD && rel != LAPI_REL_COMPOUND &&
            rel != LAPI_REL_NMOD_POSS && rel != LAPI_REL_NMOD)
            continue;
        uint32_t with = rel == LAPI_REL_NMOD ? lapi_tree_case(t, c) : LAPI_NONE;
        if (with != LAPI_NONE && lapi_slice_is(lapi_doc_word(m->doc, with), "with"))
            continue;
        uint32_t n = m->name_of[c], k = m->mention_of[c];
        if (k != LAPI_NONE && lapi_men_is_state(m, m->items[k].it.actor.country)) {
            memcpy(code, m->items[k].it.actor.country, 4);
            return true;
        }
        if (n != LAPI_NONE && m->names[n].place != LAPI_NONE &&
            m->places[m->names[n].place].country[0]) {
            memcpy(code, m->places[m->names[n].place].country, 4);
            return true;
        }
    }
    return false;
}

/* "the border with Belarus". */
static bool with_country(const lapi_men *m, uint32_t head, char code[4])
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint32_t with = lapi_tree_case(t, c);
        if (t->rel[c] == LAPI_REL_NMOD && with != LAPI_NONE &&
            lapi_slice_is(lapi_doc_word(m->doc, with), "with") &&
            lapi_men_land_of_word(m, c, code))
            return true;
    }
    return false;
}

/* The state named last before word w in its sentence, by its name or adjective. */
static bool state_before(const lapi_men *m, uint32_t w, char code[4])
{
    for (uint32_t at = w; at-- > lapi_men_begin(m, w);)
        if (lapi_men_land_of_word(m, at, code) && lapi_men_is_state(m, code))
            return true;
    return false;
}

/* "Moscow denied shelling the city": a capital that acts is a government. */
static bool is_acting(const lapi_men *m, uint32_t w)
{
    uint32_t n = m->name_of[w];
    return n != LAPI_NONE && m->names[n].reg == LAPI_MEN_COUNTRY &&
           m->t->rel[w] == LAPI_REL_NSUBJ;
}

/* Last place before word w that `fits` says yes to; places of both lists. */
static uint32_t last_place(const lapi_men *m, uint32_t w, unsigned grain, bool any)
{
    uint32_t end = lapi_lower_bound(m->places, m->named_places, sizeof *m->places,
                                    offsetof(lapi_place, first), w);
    for (uint32_t i = end, left = 64; i-- > 0 && left > 0; left--) {
        const lapi_place *p = &m->places[i];
        if (is_acting(m, p->head))
            continue;
        if (any ? p->grain != LAPI_GRAIN_COUNTRY : p->grain == grain)
            return i;
    }
    return any && end > 0 ? end - 1 : LAPI_NONE;
}

static lap_status add_border(lapi_men *m, uint32_t w)
{
    char code[4] = "";
    const char *rule = "place: the border of who owns or describes it";
    uint32_t prep = lapi_tree_case(m->t, w);
    if (prep == LAPI_NONE || !lapi_men_is(m, prep, LAPI_MEN_RELATION))
        return LAP_OK; /* "closed the border" is no place where something is */
    bool line = lapi_slice_is(lapi_men_value(m, w, LAPI_MEN_BORDER), "line");
    if (lapi_men_nmod(m, w, "between") != LAPI_NONE)
        return LAP_OK; /* both sides are named */
    uint32_t named = line ? LAPI_NONE : named_in(m, w);
    if (named != LAPI_NONE) {
        lapi_place *coast =
            add_place(m, w, lapi_men_of_end(m, w), "place: the name in its own phrase");
        if (!coast)
            return LAP_NO_MEMORY;
        copy_place(coast, &m->places[named]);
        return LAP_OK;
    }
    if (line && with_country(m, w, code)) {
        rule = "place: the border with the country that it names";
    } else if (!owner_country(m, w, code)) {
        if (!line)
            return LAP_OK;
        rule = "place: the border of who is told of before it";
        if (!state_before(m, w, code)) {
            rule = "place: the border of the country that the text is about";
            memcpy(code, m->main_country, 4);
        }
    }
    if (!lapi_men_is_state(m, code))
        return LAP_OK;
    lapi_place *p = add_place(m, w, w + 1, rule);
    if (!p)
        return LAP_NO_MEMORY;
    set_country(m, p, code);
    if (p->relation == LAPI_PLACE_IN && line)
        p->relation = LAPI_PLACE_NEAR;
    return LAP_OK;
}

static lap_status add_direction(lapi_men *m, uint32_t w)
{
    char code[4] = "";
    const char *rule = "place: a side of the country that it names";
    uint32_t named = named_in(m, w);
    bool relative = lapi_tree_case(m->t, w) != LAPI_NONE;
    if (named == LAPI_NONE && !owner_country(m, w, code)) {
        rule = "place: a side of the country that the text is about";
        memcpy(code, m->main_country, 4);
    }
    if (!relative || (named == LAPI_NONE && !lapi_men_is_state(m, code)))
        return LAP_OK;
    lapi_place *p = add_place(m, w, lapi_men_of_end(m, w), rule);
    if (!p)
        return LAP_NO_MEMORY;
    if (named != LAPI_NONE)
        copy_place(p, &m->places[named]);
    else
        set_country(m, p, code);
    return LAP_OK;
}

/* The capital of a country: its first name in the table, with the gazetteer's point. */
static void set_capital(const lapi_men *m, lapi_place *p, const char code[4])
{
    uint32_t row, cursor = 0;
    if (!set_country(m, p, code) || !lapi_men_country_name(m, code, &row).bytes)
        return;
    lapi_slice all = lapi_table_cell(m->stage->countries, row, LAPI_COUNTRIES_CAPITALS);
    lapi_slice first;
    if (!all.bytes || !lapi_slice_cut(&all, '|', &first))
        return;
    p->name = first;
    p->grain = LAPI_GRAIN_CITY;
    p->geonameid = 0;
    p->has_point = 0;
    lapi_hit hit;
    const lapi_table *t = m->stage->gazetteer;
    while (lapi_table_find(t, lapi_know_key(first), &cursor, &hit)) {
        if (!lapi_slice_is(lapi_table_cell(t, hit.row, LAPI_GAZETTEER_CC), p->cc))
            continue;
        p->lat_e4 = lapi_place_e4(lapi_table_cell(t, hit.row, LAPI_GAZETTEER_LAT));
        p->lon_e4 = lapi_place_e4(lapi_table_cell(t, hit.row, LAPI_GAZETTEER_LON));
        p->admin1 = lapi_table_cell(t, hit.row, LAPI_GAZETTEER_ADMIN1);
        p->fclass = 'P';
        p->has_point = 1;
        return;
    }
}

/* "the city", "the area", "there": told before. */
static lap_status add_told(lapi_men *m, uint32_t w, lapi_slice what)
{
    char code[4] = "";
    bool adverb = lapi_slice_is(what, "there");
    bool country = lapi_slice_is(what, "country"),
         capital = lapi_slice_is(what, "capital");
    uint32_t from = LAPI_NONE;
    if (capital || country) {
        uint32_t k = m->mention_of[w];
        bool owned = owner_country(m, w, code);
        if (!owned && country && k != LAPI_NONE &&
            lapi_men_is_state(m, m->items[k].it.actor.country))
            memcpy(code, m->items[k].it.actor.country, 4);
        else if (!owned)
            memcpy(code, m->main_country, 4);
        if (!lapi_men_is_state(m, code))
            return LAP_OK;
    } else {
        bool any = adverb || lapi_slice_is(what, "area");
        from = last_place(
            m, w, lapi_slice_is(what, "city") ? LAPI_GRAIN_CITY : LAPI_GRAIN_REGION,
            any);
        if (from == LAPI_NONE)
            return LAP_OK;
    }
    lapi_place *p = add_place(m, w, w + 1, "place: told before");
    if (!p)
        return LAP_NO_MEMORY;
    if (from != LAPI_NONE)
        copy_place(p, &m->places[from]);
    else if (capital)
        set_capital(m, p, code);
    else
        set_country(m, p, code);
    return LAP_OK;
}

/* Does the noun say where something is or what is acted on, with no words that make it
 * another: "the competition site"? */
static bool tells_place(const lapi_men *m, uint32_t w, lapi_slice what)
{
    const lapi_tokens *t = m->t;
    uint32_t prep = lapi_tree_case(t, w);
    bool where = prep != LAPI_NONE && lapi_men_is(m, prep, LAPI_MEN_RELATION);
    if (!lapi_slice_is(what, "area"))
        return where || t->rel[w] == LAPI_REL_OBJ || t->rel[w] == LAPI_REL_NSUBJ_PASS;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] != LAPI_REL_DET && t->rel[c] != LAPI_REL_CASE &&
            t->rel[c] != LAPI_REL_PUNCT && !lapi_men_is(m, c, LAPI_MEN_THE))
            return false;
    return where;
}

static lap_status read_word(lapi_men *m, uint32_t w)
{
    const lapi_tokens *t = m->t;
    if (m->name_of[w] != LAPI_NONE ||
        !(m->kinds[w] & (1u << LAPI_MEN_BORDER | 1u << LAPI_MEN_DIRECTION |
                         1u << LAPI_MEN_AREA | 1u << LAPI_MEN_PLACEWORD)))
        return LAP_OK;
    lapi_slice what = lapi_men_value(m, w, LAPI_MEN_AREA);
    if (lapi_slice_is(what, "there"))
        return t->rel[w] == LAPI_REL_EXPL ? LAP_OK : add_told(m, w, what);
    if (t->upos[w] != LAPI_UPOS_NOUN && t->upos[w] != LAPI_UPOS_PROPN)
        return LAP_OK;
    if (t->rel[w] == LAPI_REL_COMPOUND || t->rel[w] == LAPI_REL_AMOD)
        return LAP_OK;
    if (lapi_men_is(m, w, LAPI_MEN_BORDER))
        return add_border(m, w);
    if (lapi_men_is(m, w, LAPI_MEN_DIRECTION))
        return m->shape[w] & LAPI_MEN_CAP ? LAP_OK : add_direction(m, w);
    uint32_t named = named_in(m, w);
    if (named != LAPI_NONE) {
        lapi_place *p = add_place(m, w, w + 1, "place: the name in its own phrase");
        if (!p)
            return LAP_NO_MEMORY;
        copy_place(p, &m->places[named]);
        return LAP_OK;
    }
    bool told = lapi_men_is(m, w, LAPI_MEN_AREA) && lapi_men_definite(m, w) &&
                t->xpos[w] != LAPI_XPOS_NNS && tells_place(m, w, what);
    return told ? add_told(m, w, what) : LAP_OK;
}

lap_status lapi_men_vague_places(lapi_men *m)
{
    lap_status status = LAP_OK;
    for (uint32_t w = 0; status == LAP_OK && w < m->t->count; w++)
        status = read_word(m, w);
    return status;
}
