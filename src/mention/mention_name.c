/* Names: labels of the model joined with what the registers know.
 *
 *   at each word that may begin a name: the longest phrase of the registers and the
 *   segment of labels; the longer wins, and where they agree the register names it.
 */
#include "mention/mention_read.h"

typedef struct found {
    lapi_hit hit;
    uint64_t key;
    uint8_t reg;
    bool is;
} found;

/* Letters of an alias without its article: what its case asks of the text. */
typedef struct alias_case {
    bool capital, lower, acronym, article, mixed, last; /* the last word's capital */
} alias_case;

static alias_case case_of(lapi_slice alias)
{
    alias_case c = {0};
    if (alias.bytes > 4 && memcmp(alias.at + 1, "he ", 3) == 0 &&
        (alias.at[0] | 32) == 't') {
        c.article = true;
        alias = lapi_slice_of(alias.at + 4, alias.bytes - 4);
    }
    uint32_t letters = 0;
    for (uint32_t i = 0; i < alias.bytes; i++) {
        unsigned char b = (unsigned char)alias.at[i];
        if (i > 0 && alias.at[i - 1] == ' ')
            c.last = b >= 'A' && b <= 'Z';
        if (i == 0)
            c.capital = !(b >= 'a' && b <= 'z');
        c.lower |= (b >= 'a' && b <= 'z') || b >= 128;
        letters += b >= 'A' && b <= 'Z';
    }
    c.acronym = !c.lower && letters > 0 && letters <= 6;
    c.mixed = c.lower && letters > 1 && alias.bytes <= 5 &&
              !memchr(alias.at, ' ', alias.bytes);
    return c;
}

/* The first word of what no space parts: "Ki" of "Ki-moon". */
static uint32_t joined_from(const lapi_men *m, uint32_t w, uint32_t first)
{
    while (w > first && m->t->begin[w] == m->t->end[w - 1])
        w--;
    return w;
}

static bool case_fits(const lapi_men *m, lapi_slice alias, uint32_t first, uint32_t end)
{
    alias_case c = case_of(alias);
    if (c.article && lapi_men_is(m, first, LAPI_MEN_THE) && first + 1 < end)
        first++;
    uint8_t s = m->shape[first];
    uint8_t tag = m->t->upos[first];
    if (s & LAPI_MEN_FLAT) {
        bool sure = lapi_men_label_type(m->t->name[first]) != LAPI_TYPE_NONE ||
                    tag == LAPI_UPOS_PROPN;
        if (c.acronym)
            return sure && ((s & LAPI_MEN_UPPER) || !(s & LAPI_MEN_CAP));
        return sure || tag == LAPI_UPOS_ADJ || end - first > 1;
    }
    if (!c.capital)
        return !(s & LAPI_MEN_CAP);
    if (c.last && end > first + 1 &&
        !(m->shape[joined_from(m, end - 1, first)] & LAPI_MEN_CAP))
        return false;        /* "Foreign policy" is no "Foreign Policy" */
    if (!(s & LAPI_MEN_CAP)) /* "in kerala": the label must say so */
        return !c.acronym && alias.bytes > 3 && m->t->name[first] == LAPI_NAME_B_LOC;
    if (c.mixed) /* "LeT" is not "Let" */
        return lapi_slice_equal(
            alias, lapi_doc_slice(m->doc, lapi_doc_words(m->doc, first, end)));
    if (c.acronym)
        for (uint32_t w = first; w < end; w++)
            if ((m->shape[w] & LAPI_MEN_CAP) && !(m->shape[w] & LAPI_MEN_UPPER) &&
                m->t->end[w] - m->t->begin[w] > 2)
                return false;
    bool shouts = (s & LAPI_MEN_UPPER) && !c.acronym;
    return !shouts || m->t->end[first] - m->t->begin[first] >= 4 || end - first > 1;
}

/* The words as they stand, not their lemma, are the phrase. */
static bool same_form(const lapi_men *m, uint32_t first, uint32_t end, uint64_t key)
{
    return lapi_men_key(m, first, end) == key;
}

static void consider(const lapi_men *m, const lapi_table *table, unsigned reg,
                     uint32_t w, found *best)
{
    lapi_hit hit;
    uint64_t key;
    if (!lapi_table_phrase(table, m->doc, w, lapi_men_end(m, w), &hit, &key))
        return;
    if (best->is && hit.end < best->hit.end)
        return;
    if (best->is && hit.end == best->hit.end && reg < best->reg)
        return;
    if (!same_form(m, w, hit.end, key))
        return;
    uint32_t cursor = 0, end = hit.end;
    while (lapi_table_find(table, key, &cursor, &hit))
        if (case_fits(m, hit.alias, w, end)) {
            hit.end = end;
            *best = (found){hit, key, (uint8_t)reg, true};
            return;
        }
}

static void look_up(const lapi_men *m, uint32_t w, unsigned label, found *best)
{
    const lapi_mention_stage *s = m->stage;
    best->is = false;
    if (label != LAPI_TYPE_PER) {
        consider(m, s->gazetteer, LAPI_MEN_CITY, w, best);
        consider(m, s->counties, LAPI_MEN_COUNTY, w, best);
        consider(m, s->admin1, LAPI_MEN_ADMIN1, w, best);
        consider(m, s->regions, LAPI_MEN_REGION, w, best);
    }
    consider(m, s->countries, LAPI_MEN_COUNTRY, w, best);
    if (label == LAPI_TYPE_LOC) {
        found person = {.is = false};
        consider(m, s->people, LAPI_MEN_PERSON, w, &person);
        if (person.is && person.hit.end > w + 1 &&
            (!best->is || person.hit.end > best->hit.end))
            *best = person;
        if (!best->is)
            consider(m, s->bodies, LAPI_MEN_BODY, w, best);
    } else {
        bool placed = best->is;
        found other = {.is = false};
        consider(m, s->bodies, LAPI_MEN_BODY, w, &other);
        consider(m, s->people, LAPI_MEN_PERSON, w, &other);
        bool weak = other.reg == LAPI_MEN_PERSON && other.hit.end == w + 1 &&
                    label != LAPI_TYPE_PER;
        if (other.is && (!placed || other.hit.end > best->hit.end ||
                         (other.hit.end == best->hit.end && !weak)))
            *best = other;
    }
}

/* May a name begin here: capital letter, label, or a tag where case says nothing. */
static bool may_begin(const lapi_men *m, uint32_t w)
{
    uint8_t s = m->shape[w], tag = m->t->upos[w];
    if (!(s & LAPI_MEN_WORD))
        return false;
    if (lapi_men_label_type(m->t->name[w]) != LAPI_TYPE_NONE)
        return true;
    if (s & LAPI_MEN_FLAT)
        return tag == LAPI_UPOS_PROPN || tag == LAPI_UPOS_ADJ || tag == LAPI_UPOS_NOUN;
    return (s & LAPI_MEN_CAP) != 0;
}

static uint64_t key_at(const lapi_men *m, uint32_t w)
{
    return m->t->key[w].form;
}

/* "in", "near", "from" before the word, perhaps with a direction between. */
static bool has_place_word_before(const lapi_men *m, uint32_t w)
{
    uint32_t begin = lapi_men_begin(m, w);
    if (w > begin + 1 && lapi_men_is(m, w - 1, LAPI_MEN_DIRECTION))
        w--;
    return w > begin && lapi_men_is(m, w - 1, LAPI_MEN_RELATION);
}

static bool comma_and_name_after(const lapi_men *m, uint32_t end)
{
    return end + 1 < lapi_men_end(m, end - 1) &&
           lapi_slice_is(lapi_doc_word(m->doc, end), ",") &&
           (m->shape[end + 1] & LAPI_MEN_CAP);
}

/* "X and Y" where X is a place. */
static bool joins_place(const lapi_men *m, uint32_t w)
{
    if (w < lapi_men_begin(m, w) + 2 || m->t->upos[w - 1] != LAPI_UPOS_CCONJ)
        return false;
    uint32_t n = m->name_of[w - 2];
    return n != LAPI_NONE && m->names[n].type == LAPI_TYPE_LOC &&
           m->names[n].reg != LAPI_MEN_NO_REGISTER && !m->names[n].adjective;
}

/* A hundred thousand people or more: few words that spell such a town mean another. */
static bool is_great(const lapi_men *m, const found *f)
{
    return f->reg == LAPI_MEN_ADMIN1 ||
           (f->reg == LAPI_MEN_CITY &&
            lapi_table_cell(m->stage->gazetteer, f->hit.row, LAPI_GAZETTEER_POPULATION)
                    .bytes >= 6);
}

static bool is_surname(const lapi_men *m, uint32_t w)
{
    return lapi_men_set_has(&m->surnames, key_at(m, w));
}

/* A town or division: hills and schools bear every name there is. */
static bool is_settled(const lapi_men *m, const found *f)
{
    if (f->reg != LAPI_MEN_CITY)
        return true;
    lapi_slice fclass =
        lapi_table_cell(m->stage->gazetteer, f->hit.row, LAPI_GAZETTEER_FCLASS);
    return lapi_slice_is(fclass, "P") || lapi_slice_is(fclass, "A");
}

/* Is a phrase of the gazetteer, without a label, a name here? */
static bool city_stands(const lapi_men *m, uint32_t w, const found *f)
{
    uint32_t end = f->hit.end, begin = lapi_men_begin(m, w);
    if (m->t->upos[w] != LAPI_UPOS_PROPN || lapi_men_is(m, w, LAPI_MEN_NOPLACE) ||
        !is_settled(m, f))
        return false;
    if (end == w + 1 && is_surname(m, w))
        return false;
    if (has_place_word_before(m, w) || (comma_and_name_after(m, end) && w > begin) ||
        joins_place(m, w))
        return true;
    if (end == w + 1 && lapi_men_set_has(&m->placed, key_at(m, w)))
        return true;
    return is_great(m, f) && (w == begin || !(m->shape[w - 1] & LAPI_MEN_CAP)) &&
           (end == lapi_men_end(m, w) || !(m->shape[end] & LAPI_MEN_CAP));
}

/* "Mo.", "TX": short for a division, and only after the name of what lies in it. */
static bool is_short(lapi_slice alias)
{
    return alias.bytes <= 2 || (alias.bytes <= 6 && alias.at[alias.bytes - 1] == '.');
}

static bool after_comma(const lapi_men *m, uint32_t w)
{
    return w > lapi_men_begin(m, w) + 1 &&
           lapi_slice_is(lapi_doc_word(m->doc, w - 1), ",") &&
           m->name_of[w - 2] != LAPI_NONE;
}

static bool register_stands(const lapi_men *m, uint32_t w, const found *f)
{
    if (m->shape[w] & LAPI_MEN_FLAT && m->t->upos[w] != LAPI_UPOS_PROPN &&
        m->t->upos[w] != LAPI_UPOS_ADJ && f->hit.end == w + 1)
        return false;
    switch (f->reg) {
    case LAPI_MEN_CITY:
    case LAPI_MEN_ADMIN1:
        return city_stands(m, w, f);
    case LAPI_MEN_PERSON:
        return f->hit.end > w + 1 || m->t->upos[w] == LAPI_UPOS_PROPN;
    case LAPI_MEN_REGION:
        return !is_short(f->hit.alias) || after_comma(m, w);
    default:
        return true;
    }
}

/* A single word that the label takes for a person but that is a place here. */
static bool person_is_place(const lapi_men *m, uint32_t w, found *f)
{
    uint32_t begin = lapi_men_begin(m, w);
    if (is_surname(m, w) || (w > begin && lapi_men_is(m, w - 1, LAPI_MEN_HONORIFIC)))
        return false;
    look_up(m, w, LAPI_TYPE_LOC, f);
    if (!f->is || !is_settled(m, f) ||
        (f->hit.end == w + 1 && lapi_men_is(m, w, LAPI_MEN_NOPLACE)))
        return false;
    if (f->reg == LAPI_MEN_COUNTRY)
        return true;
    if (is_short(f->hit.alias))
        return after_comma(m, w);
    uint32_t first = w > begin && lapi_men_is(m, w - 1, LAPI_MEN_DIRECTION) ? w - 1 : w;
    bool where = has_place_word_before(m, w) || first < w ||
                 (comma_and_name_after(m, f->hit.end) && f->hit.end > w);
    bool of = w > begin && m->t->upos[w - 1] == LAPI_UPOS_ADP;
    bool beside = m->t->rel[w] == LAPI_REL_COMPOUND;
    return where || lapi_men_set_has(&m->placed, key_at(m, w)) ||
           ((of || beside) && (f->reg == LAPI_MEN_REGION || is_great(m, f)));
}

static lapi_men_name *add_name(lapi_men *m, uint32_t first, uint32_t end, unsigned type)
{
    lapi_men_name *n = lapi_men_room(m->doc->arena, (void **)&m->names, m->name_count,
                                     &m->name_room, sizeof *m->names);
    if (!n)
        return NULL;
    *n = (lapi_men_name){.first = first,
                         .end = end,
                         .head = lapi_men_head(m->t, first, end),
                         .type = (uint8_t)type,
                         .row = LAPI_NONE,
                         .place = LAPI_NONE};
    m->name_count++;
    return n;
}

static unsigned register_type(unsigned reg)
{
    return reg == LAPI_MEN_PERSON ? LAPI_TYPE_PER
           : reg == LAPI_MEN_BODY ? LAPI_TYPE_ORG
                                  : LAPI_TYPE_LOC;
}

/* Is the row's key a name of the country too: "U.S."? */
static bool names_country(const lapi_men *m, const found *f)
{
    uint32_t cursor = 0;
    lapi_hit hit;
    while (lapi_table_find(m->stage->countries, f->key, &cursor, &hit))
        if (hit.row == f->hit.row &&
            (hit.column == LAPI_COUNTRIES_ALIASES || hit.column == LAPI_COUNTRIES_NAME))
            return true;
    return false;
}

static void set_register(const lapi_men *m, lapi_men_name *n, const found *f)
{
    n->reg = f->reg;
    n->row = f->hit.row;
    n->key = f->key;
    n->column = (uint8_t)f->hit.column;
    n->type = (uint8_t)register_type(f->reg);
    if (f->reg != LAPI_MEN_COUNTRY)
        return;
    unsigned rel = m->t->rel[n->head];
    bool modifies = rel == LAPI_REL_AMOD || rel == LAPI_REL_COMPOUND;
    n->is_country = names_country(m, f);
    if (n->column == LAPI_COUNTRIES_ADJECTIVES && !modifies && n->is_country)
        n->column = LAPI_COUNTRIES_ALIASES;
    n->adjective = n->column == LAPI_COUNTRIES_ADJECTIVES ||
                   (modifies && n->column != LAPI_COUNTRIES_CAPITALS &&
                    n->column != LAPI_COUNTRIES_SEATS && n->end == n->first + 1 &&
                    (m->shape[n->first] & LAPI_MEN_UPPER));
}

/* The register's phrase that ends where the segment ends: "President Joe Biden". */
static void find_tail(const lapi_men *m, uint32_t first, uint32_t end, unsigned type,
                      found *f)
{
    f->is = false;
    for (uint32_t w = first + 1; w < end && !f->is; w++) {
        if (type == LAPI_TYPE_PER)
            consider(m, m->stage->people, LAPI_MEN_PERSON, w, f);
        else if (type == LAPI_TYPE_ORG)
            consider(m, m->stage->bodies, LAPI_MEN_BODY, w, f);
        if (f->is &&
            (f->hit.end != end || (f->hit.end == w + 1 && type != LAPI_TYPE_ORG)))
            f->is = false;
    }
}

/* "Walker County": a capitalised word for a kind of place belongs to the name. */
static uint32_t with_place_word(const lapi_men *m, uint32_t end)
{
    uint32_t limit = lapi_men_end(m, end - 1);
    if (end < limit && (m->shape[end] & LAPI_MEN_CAP) &&
        (!(m->shape[end] & LAPI_MEN_FLAT) || m->t->upos[end] == LAPI_UPOS_PROPN) &&
        (lapi_men_is(m, end, LAPI_MEN_PLACEWORD) ||
         lapi_men_is(m, end, LAPI_MEN_STREET)))
        return end + 1;
    return end;
}

/* Is this the name of a local body, one that a place before it tells apart: a police, a
 * school, a court? Media and companies are not where their name says. */
static bool is_local_body(const lapi_men *m, uint32_t begin, uint32_t end)
{
    static const char *const sectors[] = {"COP", "GOV", "EDU", "MED",
                                          "JUD", "LEG", "MIL"};
    for (uint32_t w = end; w-- > begin;) {
        if (lapi_men_is(m, w, LAPI_MEN_ORGWORD))
            return false;
        uint32_t first, role = lapi_men_role_at(m, w, &first);
        for (size_t i = 0; role != LAPI_NONE && i < sizeof sectors / sizeof *sectors;
             i++)
            if (lapi_slice_is(lapi_men_role_sector(m, role), sectors[i]))
                return true;
    }
    return false;
}

/* Places named inside the name of a body: "Bank of England", "Texas State Police". */
static lap_status add_inside(lapi_men *m, uint32_t first, uint32_t end)
{
    bool local = is_local_body(m, first, end);
    for (uint32_t w = first; w + 1 < end || (w > first && w < end); w++) {
        bool after = w > first && !(m->shape[w - 1] & LAPI_MEN_CAP) &&
                     lapi_men_is(m, w - 1, LAPI_MEN_RELATION);
        if (!(m->shape[w] & LAPI_MEN_CAP) || (!after && !(local && w == first)) ||
            lapi_men_is(m, w, LAPI_MEN_NOPLACE))
            continue;
        found f;
        look_up(m, w, LAPI_TYPE_LOC, &f);
        if (!f.is || f.hit.end > end || (w == first && f.hit.end == end))
            continue;
        uint32_t longer = with_place_word(m, f.hit.end);
        longer = longer < end ? longer : f.hit.end;
        lapi_men_name *n = add_name(m, w, longer, LAPI_TYPE_LOC);
        if (!n)
            return LAP_NO_MEMORY;
        if (longer == f.hit.end)
            set_register(m, n, &f);
        n->inside = 1;
        w = longer - 1;
    }
    return LAP_OK;
}

/* Where a labelled place ends before another: "Paris, Texas", "Rome-Italy". */
static uint32_t comma_in(const lapi_men *m, uint32_t first, uint32_t end)
{
    found before, after;
    for (uint32_t w = first + 1; w < end; w++) {
        lapi_slice s = lapi_doc_word(m->doc, w);
        if (lapi_slice_is(s, ","))
            return w;
        if ((!lapi_slice_is(s, "-") && !lapi_slice_is(s, "/")) || w + 1 == end)
            continue;
        if (w == first + 1 && m->t->end[first] - m->t->begin[first] == 1)
            return w; /* "R-Elbow Lake": a party */
        look_up(m, first, LAPI_TYPE_LOC, &before);
        look_up(m, w + 1, LAPI_TYPE_LOC, &after);
        if (before.is && before.hit.end == w && after.is)
            return w;
    }
    return end;
}

/* Titles and honorifics that a label holds are no part of the name: the word after
 * them, `end` when there is nothing else. */
static uint32_t after_titles(const lapi_men *m, uint32_t w, uint32_t end)
{
    lapi_hit hit;
    while (w < end) {
        if (lapi_men_is(m, w, LAPI_MEN_HONORIFIC) ||
            (w + 1 < end && lapi_slice_is(lapi_doc_word(m->doc, w), "."))) {
            w++;
            continue;
        }
        if (!lapi_table_phrase(m->stage->roles, m->doc, w, end, &hit, NULL))
            break;
        w = hit.end;
    }
    return w;
}

/* Does the register know a person by words first .. end - 1? */
static bool person_at(const lapi_men *m, uint32_t first, uint32_t end)
{
    found f = {.is = false};
    if (first < end)
        consider(m, m->stage->people, LAPI_MEN_PERSON, first, &f);
    return f.is && f.hit.end == end;
}

/* Towns that no country acts through do not speak: "Middleton said". */
static bool speaks(const lapi_men *m, uint32_t w)
{
    uint32_t verb = m->t->head[w];
    found f;
    if (m->t->rel[w] != LAPI_REL_NSUBJ || verb == LAPI_NONE ||
        !lapi_men_is(m, verb, LAPI_MEN_SAY))
        return false;
    look_up(m, w, LAPI_TYPE_LOC, &f);
    return !f.is || f.reg == LAPI_MEN_CITY;
}

/* A person's name ends before "of": "Hugo Chavez of Venezuela". */
static uint32_t before_of(const lapi_men *m, uint32_t w, uint32_t seg)
{
    for (uint32_t k = w + 1; k < seg; k++)
        if (lapi_men_is(m, k, LAPI_MEN_RELATION) && !(m->shape[k] & LAPI_MEN_CAP))
            return k;
    return seg;
}

/* A body's name ends before whom it has: "State Department Spokesperson". */
static uint32_t before_office(const lapi_men *m, uint32_t w, uint32_t seg)
{
    uint32_t role, end = lapi_men_before_role(m, m->stage->bodies, w, seg, &role);
    if (end == seg)
        return seg;
    lapi_slice kind = lapi_table_cell(m->stage->roles, role, LAPI_ROLES_KIND);
    bool person = lapi_slice_is(kind, "person") || lapi_slice_is(kind, "office");
    return person ? end : seg;
}

/* Towns, counties and regions, which lend their names to firms, clubs and papers. */
static bool is_where(unsigned reg)
{
    return reg == LAPI_MEN_CITY || reg == LAPI_MEN_COUNTY || reg == LAPI_MEN_REGION;
}

/* What the label at word w is worth: its end, w where it is none, and its type. Returns
 * where the name begins, behind titles. */
static uint32_t read_label(const lapi_men *m, uint32_t w, uint32_t *seg,
                           unsigned *label)
{
    found f;
    uint32_t end = lapi_men_segment_end(m, w);
    unsigned type = lapi_men_label_type(m->t->name[w]);
    if (end > w && !(m->shape[w] & (LAPI_MEN_CAP | LAPI_MEN_FLAT))) {
        look_up(m, w, type, &f);
        if (type != LAPI_TYPE_LOC || !f.is)
            end = w;
    }
    if (type == LAPI_TYPE_PER)
        end = before_of(m, w, end);
    if (type == LAPI_TYPE_PER && person_is_place(m, w, &f) && f.hit.end >= end)
        type = LAPI_TYPE_LOC;
    if (type == LAPI_TYPE_LOC && end == w + 1 && !has_place_word_before(m, w) &&
        (is_surname(m, w) || speaks(m, w)))
        type = LAPI_TYPE_PER;
    if (type == LAPI_TYPE_LOC)
        end = comma_in(m, w, end);
    uint32_t bare = after_titles(m, w, end);
    bool holder = bare == end && w > lapi_men_begin(m, w) &&
                  m->name_of[w - 1] != LAPI_NONE; /* whom the body before has */
    *label = type;
    *seg = type == LAPI_TYPE_ORG ? before_office(m, w, end) : end;
    if (bare > w && (type == LAPI_TYPE_PER ||
                     (type == LAPI_TYPE_ORG && (holder || person_at(m, bare, end)))))
        return bare;
    return w;
}

/* Reads the name at word w; *end is w where there is none. */
static lap_status read_name(lapi_men *m, uint32_t w, uint32_t *end)
{
    uint32_t seg;
    unsigned label;
    found f;
    *end = read_label(m, w, &seg, &label);
    if (*end > w)
        return LAP_OK;
    look_up(m, w, label, &f);
    if (label == LAPI_TYPE_ORG && f.is && f.hit.end == seg && is_where(f.reg) &&
        !has_place_word_before(m, w))
        f.is = false; /* "Amazon" that buys a firm is no river */
    bool by_register =
        f.is && f.hit.end >= seg && (seg > w || register_stands(m, w, &f));
    if (!by_register && seg == w)
        return LAP_OK;
    uint32_t e = by_register ? f.hit.end : seg;
    unsigned type = by_register ? register_type(f.reg) : label;
    uint32_t longer = type == LAPI_TYPE_LOC ? with_place_word(m, e) : e;
    lapi_men_name *n = add_name(m, w, longer, type);
    if (!n)
        return LAP_NO_MEMORY;
    *end = longer;
    uint32_t at = m->name_count - 1;
    for (uint32_t k = w; k < longer; k++)
        m->name_of[k] = at;
    if (!by_register)
        find_tail(m, w, seg, label, &f);
    if ((by_register && longer == e) || (!by_register && f.is))
        set_register(m, n, &f);
    if (n->type == LAPI_TYPE_ORG)
        return add_inside(m, w, longer);
    return LAP_OK;
}

/* "the West": names that the register spells with the article. */
static bool article_name(const lapi_men *m, uint32_t w, found *f)
{
    f->is = false;
    if (!lapi_men_is(m, w, LAPI_MEN_THE) || w + 1 >= lapi_men_end(m, w) ||
        !(m->shape[w + 1] & LAPI_MEN_CAP) || (m->shape[w + 1] & LAPI_MEN_FLAT))
        return false;
    consider(m, m->stage->regions, LAPI_MEN_REGION, w, f);
    consider(m, m->stage->countries, LAPI_MEN_COUNTRY, w, f);
    return f->is && case_of(f->hit.alias).article &&
           lapi_men_segment_end(m, w + 1) <= f->hit.end;
}

/* Names that the registers write in lower case: "western" in "western countries". */
static bool lower_name(const lapi_men *m, uint32_t w, found *f)
{
    f->is = false;
    if (m->t->upos[w] != LAPI_UPOS_ADJ ||
        (m->shape[w] & (LAPI_MEN_CAP | LAPI_MEN_FLAT)))
        return false;
    consider(m, m->stage->countries, LAPI_MEN_COUNTRY, w, f);
    return f->is;
}

/* "the South" where South Korea was told: the country that the direction begins. */
static lap_status read_side(lapi_men *m, uint32_t w, uint32_t *end)
{
    uint8_t s = m->shape[w];
    if ((s & (LAPI_MEN_CAP | LAPI_MEN_FLAT)) != LAPI_MEN_CAP || w == 0 ||
        !lapi_men_is(m, w, LAPI_MEN_DIRECTION) ||
        !lapi_men_is(m, w - 1, LAPI_MEN_THE) ||
        (w + 1 < lapi_men_end(m, w) && (m->shape[w + 1] & LAPI_MEN_CAP)))
        return LAP_OK;
    uint64_t key = key_at(m, w);
    for (uint32_t k = m->name_count, left = 64; k-- > 0 && left > 0; left--) {
        lapi_men_name side = m->names[k];
        if (side.reg != LAPI_MEN_COUNTRY || side.adjective ||
            side.end != side.first + 2 || key_at(m, side.first) != key)
            continue;
        lapi_men_name *n = add_name(m, w, w + 1, LAPI_TYPE_LOC);
        if (!n)
            return LAP_NO_MEMORY;
        n->reg = side.reg;
        n->row = side.row;
        n->key = side.key;
        n->column = side.column;
        n->same = k + 1;
        m->name_of[w] = m->name_count - 1;
        *end = w + 1;
        return LAP_OK;
    }
    return LAP_OK;
}

/* "North" in "North and South Korea": a country whose second word comes later. */
static lap_status read_shared(lapi_men *m, uint32_t w, uint32_t *end)
{
    if (w + 3 >= lapi_men_end(m, w) || !lapi_men_is(m, w, LAPI_MEN_DIRECTION) ||
        !(m->shape[w] & LAPI_MEN_CAP) || !lapi_men_is(m, w + 2, LAPI_MEN_DIRECTION) ||
        !(m->shape[w + 2] & LAPI_MEN_CAP) || m->t->upos[w + 1] != LAPI_UPOS_CCONJ)
        return LAP_OK;
    uint64_t key = lapi_know_key_add(0, lapi_doc_word(m->doc, w));
    key = lapi_know_key_add(key, lapi_doc_word(m->doc, w + 3));
    uint32_t cursor = 0;
    found f = {.key = key, .reg = LAPI_MEN_COUNTRY};
    if (!lapi_table_find(m->stage->countries, key, &cursor, &f.hit))
        return LAP_OK;
    lapi_men_name *n = add_name(m, w, w + 1, LAPI_TYPE_LOC);
    if (!n)
        return LAP_NO_MEMORY;
    set_register(m, n, &f);
    n->shared = 1;
    m->name_of[w] = m->name_count - 1;
    *end = w + 1;
    return LAP_OK;
}

static lap_status read_special(lapi_men *m, uint32_t w, uint32_t *end)
{
    found f;
    *end = w;
    lap_status side = read_side(m, w, end);
    if (side == LAP_OK && *end == w)
        side = read_shared(m, w, end);
    if (side != LAP_OK || *end > w)
        return side;
    if (!article_name(m, w, &f) && !lower_name(m, w, &f))
        return LAP_OK;
    lapi_men_name *n = add_name(m, w, f.hit.end, LAPI_TYPE_LOC);
    if (!n)
        return LAP_NO_MEMORY;
    set_register(m, n, &f);
    *end = f.hit.end;
    for (uint32_t k = w; k < *end; k++)
        m->name_of[k] = m->name_count - 1;
    return LAP_OK;
}

lap_status lapi_men_names(lapi_men *m)
{
    uint32_t words = m->t->count;
    m->name_of = lapi_arena_get(m->doc->arena, words + 1u, sizeof *m->name_of);
    if (!m->name_of)
        return LAP_NO_MEMORY;
    memset(m->name_of, 0xFF, (words + 1u) * sizeof *m->name_of);
    lap_status known = lapi_men_evidence(m);
    if (known != LAP_OK)
        return known;
    for (uint32_t w = 0; w < words;) {
        uint32_t end = w;
        lap_status status = read_special(m, w, &end);
        if (status == LAP_OK && end == w && may_begin(m, w))
            status = read_name(m, w, &end);
        if (status != LAP_OK)
            return status;
        w = end > w ? end : w + 1;
    }
    return LAP_OK;
}
