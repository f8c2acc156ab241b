#include "mention/mention_read.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

#include <stdlib.h>

lap_status lapi_mention_new(const lapi_know *know, lapi_mention_stage **out,
                            lap_error *error)
{
    lapi_mention_stage *stage = calloc(1, sizeof *stage);
    if (!stage)
        return LAP_NO_MEMORY;
    stage->know = know;
    stage->countries = lapi_know_table(know, LAPI_TABLE_COUNTRIES);
    stage->roles = lapi_know_table(know, LAPI_TABLE_ROLES);
    stage->bodies = lapi_know_table(know, LAPI_TABLE_BODIES);
    stage->people = lapi_know_table(know, LAPI_TABLE_PEOPLE);
    stage->regions = lapi_know_table(know, LAPI_TABLE_REGIONS);
    stage->gazetteer = lapi_know_table(know, LAPI_TABLE_GAZETTEER);
    stage->admin1 = lapi_know_table(know, LAPI_TABLE_ADMIN1);
    stage->counties = lapi_know_table(know, LAPI_TABLE_COUNTIES);
    lap_status status = lapi_men_words_init(know, &stage->words, error);
    if (status != LAP_OK) {
        lapi_mention_free(stage);
        return status;
    }
    *out = stage;
    return LAP_OK;
}

void lapi_mention_free(lapi_mention_stage *stage)
{
    if (!stage)
        return;
    lapi_men_words_clear(&stage->words);
    free(stage);
}

void *lapi_men_room(lapi_arena *arena, void **list, uint32_t count, uint32_t *room,
                    size_t size)
{
    if (count == *room) {
        uint32_t more = *room ? *room * 2 : 32;
        void *grown = lapi_arena_grow(arena, *list, count, more, size);
        if (!grown)
            return NULL;
        *list = grown;
        *room = more;
    }
    return (char *)*list + (size_t)count * size;
}

lapi_slice lapi_men_country_name(const lapi_men *m, const char code[4], uint32_t *row)
{
    uint32_t at;
    if (!code[0] || !lapi_table_code(m->stage->countries, LAPI_COUNTRIES_ISO3,
                                     lapi_slice_str(code), &at))
        return LAPI_S("");
    *row = at;
    return lapi_table_cell(m->stage->countries, at, LAPI_COUNTRIES_NAME);
}

bool lapi_men_is_state(const lapi_men *m, const char code[4])
{
    uint32_t row;
    return lapi_men_country_name(m, code, &row).bytes > 0 &&
           lapi_table_cell(m->stage->countries, row, LAPI_COUNTRIES_LAT).bytes > 0;
}

uint32_t lapi_men_head(const lapi_tokens *t, uint32_t first, uint32_t end)
{
    for (uint32_t w = first; w < end; w++)
        if (t->head[w] == LAPI_NONE || t->head[w] < first || t->head[w] >= end)
            return w;
    return end - 1;
}

/* Dependents that stand in a noun phrase before its head. */
static bool in_phrase(unsigned rel)
{
    switch (rel) {
    case LAPI_REL_DET:
    case LAPI_REL_DET_PREDET:
    case LAPI_REL_AMOD:
    case LAPI_REL_NUMMOD:
    case LAPI_REL_COMPOUND:
    case LAPI_REL_NMOD_POSS:
    case LAPI_REL_NMOD_DESC:
    case LAPI_REL_NMOD_UNMARKED:
        return true;
    default:
        return false;
    }
}

uint32_t lapi_men_phrase_first(const lapi_men *m, uint32_t head)
{
    const lapi_tokens *t = m->t;
    uint32_t first = head;
    for (uint32_t at = head, depth = 0; depth < 4; depth++) {
        uint32_t left = at;
        for (uint32_t c = t->first_child[at]; c != LAPI_NONE && c < at;
             c = t->next_sibling[c])
            if (in_phrase(t->rel[c]) ||
                (t->rel[c] == LAPI_REL_ADVMOD && t->rel[at] == LAPI_REL_NUMMOD)) {
                left = c;
                break;
            }
        if (left == at)
            break;
        first = at = left;
    }
    return first;
}

uint32_t lapi_men_nmod(const lapi_men *m, uint32_t head, const char *preposition)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE; c = t->next_sibling[c]) {
        if (t->rel[c] != LAPI_REL_NMOD && t->rel[c] != LAPI_REL_OBL)
            continue;
        uint32_t of = lapi_tree_case(t, c);
        if (of != LAPI_NONE && lapi_slice_is(t->lemma[of], preposition))
            return c;
    }
    return LAPI_NONE;
}

uint32_t lapi_men_of_end(const lapi_men *m, uint32_t head)
{
    uint32_t c = lapi_men_nmod(m, head, "of");
    if (c == LAPI_NONE || c < head)
        return head + 1;
    uint32_t n = m->name_of[c];
    return n != LAPI_NONE && m->names[n].end > c ? m->names[n].end : c + 1;
}

bool lapi_men_definite(const lapi_men *m, uint32_t head)
{
    const lapi_tokens *t = m->t;
    for (uint32_t c = t->first_child[head]; c != LAPI_NONE && c < head;
         c = t->next_sibling[c])
        if (lapi_men_is(m, c, LAPI_MEN_THE) || t->rel[c] == LAPI_REL_NMOD_POSS)
            return true;
    return false;
}

bool lapi_men_land_of_word(const lapi_men *m, uint32_t word, char code[4])
{
    uint32_t n = m->name_of[word];
    if (n == LAPI_NONE)
        return false;
    const lapi_men_name *name = &m->names[n];
    if (name->reg == LAPI_MEN_COUNTRY)
        lapi_men_code(
            code, lapi_table_cell(m->stage->countries, name->row, LAPI_COUNTRIES_ISO3));
    else if (name->place != LAPI_NONE && m->places[name->place].country[0])
        memcpy(code, m->places[name->place].country, 4);
    else
        return false;
    return true;
}

static uint8_t shape_of(lapi_slice word)
{
    uint32_t upper = 0, lower = 0, at = 0;
    uint8_t shape = 0;
    while (at < word.bytes) {
        lapi_code c = lapi_utf8_at(word.at + at);
        bool is_upper = lapi_is_upper(c.code);
        if (!shape && (lapi_is_letter(c.code) || lapi_is_digit(c.code)))
            shape = is_upper ? LAPI_MEN_CAP | LAPI_MEN_WORD : LAPI_MEN_WORD;
        upper += is_upper;
        lower += lapi_is_lower(c.code);
        at += c.bytes;
    }
    if (upper > 1 && lower == 0)
        shape |= LAPI_MEN_UPPER;
    return shape;
}

/* Does the case of words first .. end - 1 say nothing: none, all or most of the longer
 * words have capitals. */
static bool is_flat(const lapi_men *m, uint32_t first, uint32_t end)
{
    uint32_t longer = 0, caps = 0, upper = 0, any = 0;
    for (uint32_t w = first; w < end; w++) {
        uint8_t s = m->shape[w];
        any += (s & LAPI_MEN_CAP) != 0;
        if (!(s & LAPI_MEN_WORD) || m->t->end[w] - m->t->begin[w] < 4)
            continue;
        longer++;
        caps += (s & LAPI_MEN_CAP) != 0;
        upper += (s & LAPI_MEN_UPPER) != 0;
    }
    if (longer < 4)
        return false;
    return any == 0 || upper * 10 >= longer * 8 || caps * 10 >= longer * 9;
}

/* Marks what stands in quotation marks, block by block. */
static void mark_quotes(lapi_men *m)
{
    const lapi_doc *doc = m->doc;
    bool open = false;
    uint32_t block = LAPI_NONE;
    for (uint32_t w = 0; w < m->t->count; w++) {
        uint32_t b = doc->sentences.block[m->t->sentence[w]];
        if (b != block)
            open = false;
        block = b;
        lapi_slice s = lapi_doc_word(doc, w);
        bool was = open;
        if (lapi_slice_is(s, "\xE2\x80\x9C") || lapi_slice_is(s, "``"))
            open = true;
        else if (lapi_slice_is(s, "\xE2\x80\x9D") || lapi_slice_is(s, "''"))
            open = false;
        else if (lapi_slice_is(s, "\""))
            open = !open;
        if (was && open)
            m->shape[w] |= LAPI_MEN_QUOTED;
    }
}

lap_status lapi_men_shape(lapi_men *m)
{
    uint32_t n = m->t->count;
    m->kinds = lapi_arena_get(m->doc->arena, n + 1u, sizeof *m->kinds);
    m->shape = lapi_arena_get(m->doc->arena, n + 1u, 1);
    if (!m->kinds || !m->shape)
        return LAP_NO_MEMORY;
    for (uint32_t w = 0; w < n; w++) {
        lapi_slice word = lapi_doc_word(m->doc, w);
        m->shape[w] = shape_of(word);
        const lapi_word_key *key = &m->t->key[w];
        m->kinds[w] = lapi_men_words_of_key(&m->stage->words, key->form);
        if (key->lemma != key->form)
            m->kinds[w] |= lapi_men_words_of_key(&m->stage->words, key->lemma);
    }
    for (uint32_t s = 0; s < m->doc->sentences.count; s++) {
        uint32_t first = m->doc->sentences.first[s];
        uint32_t end = m->doc->sentences.first[s + 1];
        if (is_flat(m, first, end))
            for (uint32_t w = first; w < end; w++)
                m->shape[w] |= LAPI_MEN_FLAT;
    }
    mark_quotes(m);
    lapi_men_labels(m);
    return LAP_OK;
}

/* Joins the named places and those told by other words, both in text order, and keeps
 * the links of mentions to them. */
static lap_status join_places(lapi_men *m)
{
    lapi_arena *arena = m->doc->arena;
    uint32_t n = m->place_count, words = m->t->count;
    lapi_place *all = lapi_arena_get(arena, n + 1u, sizeof *all);
    uint32_t *moved = lapi_arena_get(arena, n + 1u, sizeof *moved);
    uint32_t *by_head = lapi_arena_get(arena, words + 1u, sizeof *by_head);
    if (!all || !moved || !by_head)
        return LAP_NO_MEMORY;
    uint32_t a = 0, b = m->named_places;
    for (uint32_t i = 0; i < n; i++) {
        bool named =
            b == n || (a < m->named_places && m->places[a].first <= m->places[b].first);
        uint32_t from = named ? a++ : b++;
        all[i] = m->places[from];
        moved[from] = i;
    }
    memset(by_head, 0xFF, (words + 1u) * sizeof *by_head);
    for (uint32_t i = n; i-- > 0;)
        by_head[all[i].head] = i;
    for (uint32_t i = 0; i < m->item_count; i++)
        if (m->items[i].it.place != LAPI_NONE)
            m->items[i].it.place = moved[m->items[i].it.place];
    m->doc->places = (lapi_places){n, all, by_head};
    return LAP_OK;
}

static lap_status give_mentions(lapi_men *m)
{
    lapi_mention *at = lapi_arena_get(m->doc->arena, m->item_count + 1u, sizeof *at);
    if (!at)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < m->item_count; i++)
        at[i] = m->items[i].it;
    m->doc->mentions = (lapi_mentions){
        .count = m->item_count, .at = at, .by_head = m->mention_of, .parts = m->parts};
    memcpy(m->doc->mentions.home, m->main_country, sizeof m->main_country);
    return LAP_OK;
}

lap_status lapi_mention_run(const lapi_mention_stage *stage, lapi_doc *doc)
{
    static lap_status (*const parts[])(lapi_men *) = {
        lapi_men_shape,        lapi_men_names,  lapi_men_places,
        lapi_men_mentions,     lapi_men_actors, lapi_men_coref,
        lapi_men_vague_places, join_places,     give_mentions};
    lapi_men m = {.stage = stage, .doc = doc, .t = &doc->tokens};
    lap_status status = lapi_know_word_keys(doc);
    for (size_t i = 0; status == LAP_OK && i < sizeof parts / sizeof *parts; i++)
        status = parts[i](&m);
    return status;
}
