#include "series/sift.h"

#include "base/grow.h"
#include "data/when.h"

/* A filter in the board's own numbers. A list that asks for nothing is NULL. */
typedef struct sift {
    const lapi_board *board;
    const lapi_filter *filter;
    uint8_t *events, *statuses; /* [names] 1: asked for */
    uint8_t *countries;         /* [countries] */
    const uint8_t *words;       /* [documents] */
    uint32_t pair[2], between[2], publisher;
    bool counts;
} sift;

static uint32_t number_of(const lapi_intern *intern, lapi_slice text)
{
    return text.bytes ? lapi_intern_find(intern, text) : LAPI_INTERN_NONE;
}

/* Marks the names of a list; NULL where there is no list. False: memory is out. */
static bool mark(const lapi_intern *intern, lapi_slice list, uint8_t **out)
{
    lapi_slice name;
    *out = NULL;
    if (!list.bytes)
        return true;
    *out = calloc(intern->count + 1u, 1);
    if (!*out)
        return false;
    while (lapi_slice_cut(&list, ',', &name)) {
        uint32_t number = number_of(intern, name);
        if (number != LAPI_INTERN_NONE)
            (*out)[number] = 1;
    }
    return true;
}

lap_status lapi_sift_words(const lapi_board *board, lapi_store *store, lapi_slice text,
                           uint8_t **out, lap_error *error)
{
    lapi_query query;
    *out = NULL;
    if (!text.bytes)
        return LAP_OK;
    lap_status status = lapi_words_begin(store, text, &query, error);
    if (status || !query.sql)
        return status;
    uint8_t *docs = calloc(board->doc_count + 1u, 1);
    while (docs && lapi_sql_next(query.sql)) {
        uint32_t doc = lapi_board_doc_at(board, lapi_sql_int(query.sql, 0));
        if (doc != LAPI_INTERN_NONE)
            docs[doc] = 1;
    }
    lapi_query_end(&query);
    status = docs ? lapi_db_status(lapi_store_db(store), error) : LAP_NO_MEMORY;
    if (status)
        free(docs);
    else
        *out = docs;
    return status;
}

/* Do two parties of a record, one of country a and one of b, act so: the first acts, or
 * either way round? */
static bool has_sides(const sift *s, const lapi_board_record *r, const uint32_t side[2],
                      bool either)
{
    const lapi_board_party *p = s->board->parties + r->parties;
    for (uint32_t i = 0; i < r->party_count; i++)
        for (uint32_t k = 0; k < r->party_count; k++)
            if (i != k && p[i].country == side[0] && p[k].country == side[1] &&
                (p[i].is_actor || (either && p[k].is_actor)))
                return true;
    return false;
}

static bool has_country(const sift *s, const lapi_board_record *r)
{
    const lapi_board *b = s->board;
    for (uint32_t i = 0; i < r->party_count; i++)
        if (s->countries[b->parties[r->parties + i].country])
            return true;
    for (uint32_t i = 0; i < r->site_count; i++) {
        uint32_t country = b->places[b->sites[r->sites + i]].country;
        if (country != LAPI_INTERN_NONE && s->countries[country])
            return true;
    }
    return false;
}

static bool takes(const sift *s, const lapi_board_record *r)
{
    const lapi_filter *f = s->filter;
    if (s->counts && (r->is_background || r->day == LAPI_DAY_NONE))
        return false;
    bool is_dated = f->since != LAPI_DAY_NONE || f->until != LAPI_DAY_NONE;
    if (is_dated && (r->day == LAPI_DAY_NONE || r->day < f->since ||
                     (f->until != LAPI_DAY_NONE && r->day > f->until)))
        return false;
    if ((s->events && !s->events[r->event]) || (s->statuses && !s->statuses[r->status]))
        return false;
    if (f->publisher.bytes && s->board->docs[r->doc].publisher != s->publisher)
        return false;
    if (f->min_sources && s->board->claims[r->claim].stories < f->min_sources)
        return false;
    if ((s->words && !s->words[r->doc]) || (s->countries && !has_country(s, r)))
        return false;
    if (f->pair[0].bytes && !has_sides(s, r, s->pair, false))
        return false;
    return !f->between[0].bytes || has_sides(s, r, s->between, true);
}

static lap_status collect(const sift *s, lapi_hits *out)
{
    const lapi_board *b = s->board;
    for (uint32_t i = 0; i < b->record_count; i++) {
        if (!takes(s, &b->records[i]))
            continue;
        void *at = lapi_grow(out->at, out->count, &out->room, sizeof *out->at);
        if (!at)
            return LAP_NO_MEMORY;
        out->at = at;
        out->at[out->count++] = i;
    }
    return LAP_OK;
}

/* Is there a name that is asked for and that no record has? Then nothing meets it. */
static bool asks_for_unknown(const sift *s)
{
    const lapi_filter *f = s->filter;
    return (f->publisher.bytes && s->publisher == LAPI_INTERN_NONE) ||
           (f->pair[0].bytes &&
            (s->pair[0] == LAPI_INTERN_NONE || s->pair[1] == LAPI_INTERN_NONE)) ||
           (f->between[0].bytes &&
            (s->between[0] == LAPI_INTERN_NONE || s->between[1] == LAPI_INTERN_NONE));
}

lap_status lapi_sift(const lapi_board *board, const lapi_filter *filter,
                     const uint8_t *words, bool counts, lapi_hits *out)
{
    sift s = {.board = board,
              .filter = filter,
              .words = words,
              .counts = counts,
              .publisher = number_of(&board->names, filter->publisher)};
    for (int i = 0; i < 2; i++) {
        s.pair[i] = number_of(&board->countries, filter->pair[i]);
        s.between[i] = number_of(&board->countries, filter->between[i]);
    }
    *out = (lapi_hits){.at = NULL};
    bool has_room = mark(&board->names, filter->type, &s.events) &&
                    mark(&board->names, filter->status, &s.statuses) &&
                    mark(&board->countries, filter->country, &s.countries);
    lap_status status = has_room ? LAP_OK : LAP_NO_MEMORY;
    if (status == LAP_OK && !asks_for_unknown(&s))
        status = collect(&s, out);
    free(s.events);
    free(s.statuses);
    free(s.countries);
    if (status) {
        free(out->at);
        *out = (lapi_hits){.at = NULL};
    }
    return status;
}
