/* The summary of a board: what happened, when, where, between whom, and what is new. */
#include "api/board.h"
#include "base/status.h"

#include <stdlib.h>

#define PERIODS_MAX      1200u /* of a timeline; what was before is not drawn */
#define PERIODS_GOOD     120   /* that a timeline has if nobody asks for a period */
#define PAIRS_SHOWN      20u
#define PUBLISHERS_SHOWN 20u

typedef struct summary {
    lapi_asking *ask;
    enum lapi_per per;
    lapi_totals line; /* of a key 0, by period */
    lapi_totals all, countries, grounds, pairs, types, modes, publishers;
    int32_t first, last; /* days of hits; LAPI_DAY_NONE: none */
    uint32_t documents;
    lapi_buffer out;
    lapi_json json;
} summary;

static void find_days(summary *s)
{
    const lapi_hits *hits = &s->ask->hits;
    s->first = s->last = LAPI_DAY_NONE;
    for (uint32_t i = 0; i < hits->count; i++) {
        int32_t day = s->ask->board->records[hits->at[i]].day;
        s->first = s->first == LAPI_DAY_NONE || day < s->first ? day : s->first;
        s->last = day > s->last ? day : s->last;
    }
}

static lap_status choose_period(summary *s)
{
    const char *per = s->ask->options->per;
    int64_t days = (int64_t)s->last - s->first;
    if (per)
        return lapi_per_read(per, &s->per, s->ask->error);
    s->per = days < PERIODS_GOOD       ? LAPI_PER_DAY
             : days < 7 * PERIODS_GOOD ? LAPI_PER_WEEK
                                       : LAPI_PER_MONTH;
    return LAP_OK;
}

/* All periods from the first day to the last, those too in which nothing happened. */
static lap_status make_periods(summary *s)
{
    static const int32_t longest[] = {1, 7, 31};
    if (s->first == LAPI_DAY_NONE)
        return LAP_OK;
    int64_t reach = (int64_t)PERIODS_MAX * longest[s->per];
    int32_t first =
        (int64_t)s->last - s->first >= reach ? s->last - (int32_t)reach + 32 : s->first;
    for (int32_t day = lapi_period_of(first, s->per); day <= s->last;
         day = lapi_period_after(day, s->per))
        if (!lapi_total_open(&s->line, 0, day))
            return LAP_NO_MEMORY;
    return LAP_OK;
}

/* The period that holds a day; NULL: none that is drawn. */
static lapi_total *period_at(const summary *s, int32_t day)
{
    return lapi_total_find(&s->line, 0, lapi_period_of(day, s->per));
}

static lap_status add_to_period(void *context, const lapi_counted *told)
{
    summary *s = context;
    lapi_total *period = period_at(s, told->day);
    if (period)
        lapi_total_add(period, s->ask->board, told);
    return LAP_OK;
}

/* Documents of the hits, each once, by the day on which they were published. */
static lap_status count_documents(summary *s)
{
    const lapi_board *b = s->ask->board;
    uint8_t *seen = calloc(b->doc_count + 1u, 1);
    if (!seen)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < s->ask->hits.count; i++) {
        uint32_t doc = b->records[s->ask->hits.at[i]].doc;
        if (seen[doc])
            continue;
        seen[doc] = 1;
        s->documents++;
        lapi_total *period =
            b->docs[doc].day == LAPI_DAY_NONE ? NULL : period_at(s, b->docs[doc].day);
        if (period)
            period->documents++;
    }
    free(seen);
    return LAP_OK;
}

/* What is new is told beside what was before: counted without the filter's first day.
 */
static lap_status count_weeks(summary *s)
{
    const lapi_board *b = s->ask->board;
    lapi_filter wide = s->ask->filter;
    lapi_hits hits;
    int32_t end = wide.until != LAPI_DAY_NONE ? wide.until
                  : b->published_count        ? b->published[b->published_count - 1].day
                                              : s->last;
    if (end == LAPI_DAY_NONE)
        return LAP_OK;
    wide.since = end - LAPI_WEEKS_DAYS;
    wide.until = end;
    lap_status status = lapi_sift(b, &wide, s->ask->words, true, &hits);
    if (status)
        return status;
    s->countries.end = s->pairs.end = end;
    s->countries.counts_weeks = s->pairs.counts_weeks = true;
    const lapi_counter counters[] = {
        {LAPI_KEY_COUNTRY, false, lapi_totals_add, &s->countries},
        {LAPI_KEY_PAIR, false, lapi_totals_add, &s->pairs},
    };
    status = lapi_count(b, &hits, counters, sizeof counters / sizeof *counters);
    s->countries.counts_weeks = s->pairs.counts_weeks = false;
    free(hits.at);
    return status;
}

static lap_status count_all(summary *s)
{
    const lapi_counter counters[] = {
        {LAPI_KEY_ALL, false, lapi_totals_add, &s->all},
        {LAPI_KEY_ALL, false, add_to_period, s},
        {LAPI_KEY_COUNTRY, false, lapi_totals_add, &s->countries},
        {LAPI_KEY_GROUND, false, lapi_totals_add, &s->grounds},
        {LAPI_KEY_PAIR, false, lapi_totals_add, &s->pairs},
        {LAPI_KEY_TYPE, false, lapi_totals_add, &s->types},
        {LAPI_KEY_MODE, false, lapi_totals_add, &s->modes},
        {LAPI_KEY_PUBLISHER, false, lapi_totals_add, &s->publishers},
    };
    return lapi_count(s->ask->board, &s->ask->hits, counters,
                      sizeof counters / sizeof *counters);
}

static void put_number(summary *s, const char *key, uint64_t value)
{
    lapi_json_key(&s->json, key);
    lapi_json_u64(&s->json, value);
}

static void put_quad(summary *s, const uint32_t quad[4])
{
    lapi_json_key(&s->json, "quad");
    lapi_json_open(&s->json, '[');
    for (int q = 0; q < 4; q++)
        lapi_json_u64(&s->json, quad[q]);
    lapi_json_close(&s->json, ']');
}

static void put_scale(summary *s, double sum, uint32_t claims)
{
    lapi_json_key(&s->json, "scale");
    lapi_json_decimal(&s->json, claims ? sum / claims : 0, 3);
}

static void put_total(summary *s, const lapi_total *t)
{
    put_number(s, "claims", t->claims);
    put_number(s, "reports", t->reports);
    put_number(s, "sources", t->sources);
    put_scale(s, t->scale, t->claims);
}

/* Claims of the last week, and a week of the 4 and of the 52 before it. */
static void put_weeks(summary *s, const lapi_total *t)
{
    put_number(s, "week", t->recent[0]);
    lapi_json_key(&s->json, "mean4");
    lapi_json_decimal(&s->json, t->recent[1] / 4.0, 2);
    lapi_json_key(&s->json, "mean52");
    lapi_json_decimal(&s->json, t->recent[2] / 52.0, 2);
}

static void write_totals(summary *s)
{
    const lapi_total none = {.claims = 0};
    const lapi_total *all = s->all.count ? &s->all.at[0] : &none;
    put_number(s, "revision", s->ask->board->revision);
    put_total(s, all);
    put_number(s, "documents", s->documents);
    put_number(s, "publishers", s->publishers.count);
    lapi_record_day_or_null(&s->json, "first_day", s->first);
    lapi_record_day_or_null(&s->json, "last_day", s->last);
    lapi_json_key(&s->json, "per");
    lapi_json_str(&s->json, s->per == LAPI_PER_DAY    ? "day"
                            : s->per == LAPI_PER_WEEK ? "week"
                                                      : "month");
}

static void write_timeline(summary *s)
{
    lapi_json_key(&s->json, "timeline");
    lapi_json_open(&s->json, '[');
    for (uint32_t i = 0; i < s->line.count; i++) {
        const lapi_total *t = &s->line.at[i];
        lapi_json_open(&s->json, '{');
        lapi_record_day_or_null(&s->json, "period", t->period);
        put_number(s, "claims", t->claims);
        put_number(s, "reports", t->reports);
        put_number(s, "sources", t->sources);
        put_number(s, "documents", t->documents);
        put_number(s, "published",
                   (uint64_t)lapi_board_published(
                       s->ask->board, t->period, lapi_period_after(t->period, s->per)));
        put_scale(s, t->scale, t->claims);
        put_quad(s, t->quad);
        lapi_json_close(&s->json, '}');
    }
    lapi_json_close(&s->json, ']');
}

static uint32_t located(const lapi_totals *grounds, uint64_t country)
{
    const lapi_total *ground = lapi_total_find(grounds, country, 0);
    return ground ? ground->claims : 0;
}

/* Countries where something happened that none of its own was party to. */
static lap_status add_grounds(summary *s)
{
    for (uint32_t i = 0; i < s->grounds.count; i++)
        if (!lapi_total_open(&s->countries, s->grounds.at[i].key, 0))
            return LAP_NO_MEMORY;
    return LAP_OK;
}

static void write_countries(summary *s)
{
    lapi_totals_sort(&s->countries);
    lapi_json_key(&s->json, "countries");
    lapi_json_open(&s->json, '[');
    for (uint32_t i = 0; i < s->countries.count; i++) {
        const lapi_total *t = &s->countries.at[i];
        lapi_json_open(&s->json, '{');
        lapi_json_key(&s->json, "country");
        lapi_json_slice(&s->json, lapi_board_country(s->ask->board, t->key));
        put_total(s, t);
        put_number(s, "located", located(&s->grounds, t->key));
        put_weeks(s, t);
        lapi_json_close(&s->json, '}');
    }
    lapi_json_close(&s->json, ']');
}

static void write_pair(summary *s, const lapi_total *t)
{
    const lapi_board *b = s->ask->board;
    lapi_json_open(&s->json, '{');
    lapi_json_key(&s->json, "actor");
    lapi_json_slice(&s->json, lapi_board_country(b, t->key >> 16));
    lapi_json_key(&s->json, "recipient");
    lapi_json_slice(&s->json, lapi_board_country(b, t->key & UINT16_MAX));
    put_total(s, t);
    put_quad(s, t->quad);
    lapi_record_day_or_null(&s->json, "first", t->first);
    lapi_record_day_or_null(&s->json, "last", t->last);
    put_weeks(s, t);
    lapi_json_close(&s->json, '}');
}

static void write_pairs(summary *s)
{
    lapi_totals_sort(&s->pairs);
    lapi_json_key(&s->json, "pairs");
    lapi_json_open(&s->json, '[');
    for (uint32_t i = 0; i < s->pairs.count && i < PAIRS_SHOWN; i++)
        if (s->pairs.at[i].claims)
            write_pair(s, &s->pairs.at[i]);
    lapi_json_close(&s->json, ']');
}

static void write_type(summary *s, uint64_t event, lapi_slice mode, const lapi_total *t)
{
    lapi_json_open(&s->json, '{');
    lapi_json_key(&s->json, "event");
    lapi_json_slice(&s->json, lapi_board_name(s->ask->board, event));
    lapi_json_pair(&s->json, "mode", mode);
    put_number(s, "claims", t->claims);
    put_number(s, "reports", t->reports);
    lapi_json_close(&s->json, '}');
}

/* Types, then types with their modes. */
static void write_types(summary *s)
{
    lapi_totals_sort(&s->types);
    lapi_totals_sort(&s->modes);
    lapi_json_key(&s->json, "types");
    lapi_json_open(&s->json, '[');
    for (uint32_t i = 0; i < s->types.count; i++)
        write_type(s, s->types.at[i].key, LAPI_S(""), &s->types.at[i]);
    for (uint32_t i = 0; i < s->modes.count; i++) {
        const lapi_total *t = &s->modes.at[i];
        lapi_slice mode = lapi_board_name(s->ask->board, t->key & UINT16_MAX);
        if (mode.bytes)
            write_type(s, t->key >> 16, mode, t);
    }
    lapi_json_close(&s->json, ']');
}

/* Claims by status, whatever status the filter asks for. */
static lap_status write_statuses(summary *s)
{
    lapi_filter any = s->ask->filter;
    lapi_totals statuses = {.board = s->ask->board};
    lapi_hits hits;
    any.status = (lapi_slice){NULL, 0};
    lap_status status = lapi_sift(s->ask->board, &any, s->ask->words, true, &hits);
    if (status)
        return status;
    status = lapi_totals_count(&statuses, &hits, LAPI_KEY_STATUS);
    lapi_totals_sort(&statuses);
    lapi_json_key(&s->json, "statuses");
    lapi_json_open(&s->json, '[');
    for (uint32_t i = 0; i < statuses.count; i++) {
        lapi_json_open(&s->json, '{');
        lapi_json_key(&s->json, "status");
        lapi_json_slice(&s->json, lapi_board_name(s->ask->board, statuses.at[i].key));
        put_number(s, "claims", statuses.at[i].claims);
        lapi_json_close(&s->json, '}');
    }
    lapi_json_close(&s->json, ']');
    lapi_totals_clear(&statuses);
    free(hits.at);
    return status;
}

static void write_publishers(summary *s)
{
    lapi_totals_sort(&s->publishers);
    lapi_json_key(&s->json, "top_publishers");
    lapi_json_open(&s->json, '[');
    for (uint32_t i = 0; i < s->publishers.count && i < PUBLISHERS_SHOWN; i++) {
        lapi_json_open(&s->json, '{');
        lapi_json_key(&s->json, "publisher");
        lapi_json_slice(&s->json,
                        lapi_board_name(s->ask->board, s->publishers.at[i].key));
        put_number(s, "reports", s->publishers.at[i].reports);
        lapi_json_close(&s->json, '}');
    }
    lapi_json_close(&s->json, ']');
}

static lap_status write_all(summary *s)
{
    lapi_json_open(&s->json, '{');
    write_totals(s);
    write_timeline(s);
    write_countries(s);
    write_pairs(s);
    write_types(s);
    lap_status status = write_statuses(s);
    write_publishers(s);
    lapi_json_close(&s->json, '}');
    lapi_buffer_byte(&s->out, '\n');
    return status ? status : lapi_store_send(s->ask->sink, &s->out);
}

lap_status lapi_write_summary(lapi_asking *ask)
{
    summary s = {.ask = ask};
    lapi_totals *all[] = {&s.line,  &s.all,   &s.countries, &s.grounds,
                          &s.pairs, &s.types, &s.modes,     &s.publishers};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        all[i]->board = ask->board;
    s.json = (lapi_json){.out = &s.out};
    find_days(&s);
    lap_status status = choose_period(&s);
    if (status == LAP_OK)
        status = make_periods(&s);
    if (status == LAP_OK)
        status = count_all(&s);
    if (status == LAP_OK)
        status = count_documents(&s);
    if (status == LAP_OK)
        status = count_weeks(&s);
    if (status == LAP_OK)
        status = add_grounds(&s);
    if (status == LAP_OK)
        status = write_all(&s);
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        lapi_totals_clear(all[i]);
    lapi_buffer_clear(&s.out);
    return status;
}
