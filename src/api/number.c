/* Numbers that records tell, and by whom. */
#include "api/board.h"
#include "store/claims.h"

#define KEEP_BYTES ((size_t)1 << 20)

/* Who says what a record tells; lives in the store's arena. */
static void read_sources(lapi_numbers *numbers, int64_t row)
{
    lapi_arena *arena = numbers->store->arena;
    lapi_arena_reset(arena, KEEP_BYTES);
    numbers->source_count = 0;
    lapi_sql *sql = lapi_record_sources(numbers->store->store, row);
    while (lapi_sql_next(sql)) {
        lapi_slice cells[3];
        for (int c = 0; c < 3; c++) {
            lapi_slice text = lapi_sql_text(sql, c);
            cells[c] = lapi_arena_copy(arena, text.at, text.bytes);
        }
        if (numbers->source_count < LAPI_NUMBER_SOURCES_MAX)
            numbers->sources[numbers->source_count++] =
                (struct lapi_said){cells[0], cells[1], cells[2]};
    }
}

void lapi_said_json(lapi_json *json, const struct lapi_said *said)
{
    lapi_json_open(json, '{');
    lapi_json_pair(json, "name", said->name);
    lapi_json_pair(json, "country", said->country);
    lapi_json_pair(json, "sector", said->sector);
    lapi_json_close(json, '}');
}

void lapi_numbers_of(lapi_numbers *numbers, int64_t row)
{
    read_sources(numbers, row);
    numbers->sql = lapi_record_amounts(numbers->store->store, row);
}

bool lapi_numbers_next(lapi_numbers *numbers, lapi_number *out)
{
    lapi_sql *sql = numbers->sql;
    if (!lapi_sql_next(sql))
        return false;
    *out = (lapi_number){.claim = lapi_sql_text(sql, 0),
                         .event = lapi_sql_text(sql, 1),
                         .mode = lapi_sql_text(sql, 2),
                         .day = lapi_sql_day(sql, 3),
                         .published = lapi_sql_day(sql, 4),
                         .what = lapi_sql_text(sql, 5),
                         .value = lapi_sql_real(sql, 6),
                         .low = lapi_sql_real(sql, 7),
                         .has_low = !lapi_sql_is_null(sql, 7),
                         .high = lapi_sql_real(sql, 8),
                         .has_high = !lapi_sql_is_null(sql, 8),
                         .bound = lapi_sql_text(sql, 9),
                         .unit = lapi_sql_text(sql, 10),
                         .whose = lapi_sql_text(sql, 11),
                         .publisher = lapi_sql_text(sql, 12),
                         .record = lapi_sql_text(sql, 13),
                         .doc = lapi_sql_text(sql, 14),
                         .sources = numbers->sources,
                         .source_count = numbers->source_count};
    return true;
}

void lapi_numbers_end(lapi_numbers *numbers)
{
    lapi_sql_end(numbers->sql);
    numbers->sql = NULL;
}
