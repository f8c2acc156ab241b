#include "series/series.h"

#include "base/status.h"
#include "data/when.h"

#include <stdlib.h>

/* Documents published until a day: what came before, summed. */
typedef struct count {
    int32_t day;
    int64_t until; /* published on this day or earlier */
} count;

struct lapi_series {
    lapi_sql *sql;
    lapi_buffer words, texts; /* of the filter; of the row, which outlives SQL's */
    enum lapi_per per;
    bool has_row;     /* SQL stands on a row that belongs to the next cell */
    count *published; /* [published_count] by day */
    size_t published_count;
};

/* Where a key comes from. */
static const struct {
    unsigned by;
    const char *columns, *tables;
} keys[] = {
    {LAPI_BY_PAIR, "a.country AS k1, b.country AS k2",
     " JOIN party a ON a.rec = r.rec AND a.role = 'actor'"
     " JOIN party b ON b.rec = r.rec AND b.role IN ('actor', 'recipient')"
     " AND (b.role <> a.role OR b.n <> a.n)"},
    {LAPI_BY_COUNTRY, "a.country AS k1, '' AS k2",
     " JOIN party a ON a.rec = r.rec AND a.role IN ('actor', 'recipient')"},
    {LAPI_BY_PLACE, "s.country AS k1, coalesce(s.admin1, '') AS k2",
     " JOIN site s ON s.rec = r.rec AND s.country IS NOT NULL"},
    {LAPI_BY_CELL, "CAST(s.gid AS TEXT) AS k1, '' AS k2",
     " JOIN site s ON s.rec = r.rec AND s.gid IS NOT NULL"},
    {0, "'' AS k1, '' AS k2", ""},
};

int32_t lapi_period_of(int32_t day, enum lapi_per per)
{
    int32_t year;
    uint32_t month, dom;
    switch (per) {
    case LAPI_PER_WEEK:
        return day - (int32_t)lapi_day_weekday(day);
    case LAPI_PER_MONTH:
        lapi_day_to_civil(day, &year, &month, &dom);
        return day - (int32_t)dom + 1;
    default:
        return day;
    }
}

/* One statement: claims by the first day that they tell, documents by the day on which
 * they were published. */
static void write_sql(const lapi_db *db, const lapi_filter *filter, unsigned by,
                      lapi_buffer *sql, lapi_buffer *words, lapi_datum *values,
                      size_t *n)
{
    unsigned k = 0;
    while (keys[k].by && !(keys[k].by & by))
        k++;
    lapi_buffer_str(sql, "WITH hit AS (SELECT DISTINCT ");
    lapi_buffer_str(sql, keys[k].columns);
    lapi_buffer_str(sql, by & LAPI_BY_TYPE ? ", r.event AS type" : ", '' AS type");
    lapi_buffer_str(sql,
                    ", r.claim, r.rec, r.day, r.scale, d.doc, d.story, d.day AS pub"
                    " FROM record r JOIN document d ON d.doc = r.doc");
    lapi_buffer_str(sql, keys[k].tables);
    lapi_buffer_str(sql, " WHERE r.day IS NOT NULL AND r.historical = 0 AND ");
    lapi_filter_write(db, filter, sql, words, values, n);
    lapi_buffer_str(
        sql,
        "), told AS (SELECT k1, k2, type, min(day) AS day, count(*) AS reports,"
        " count(DISTINCT story) AS sources, avg(scale) AS scale FROM hit"
        " GROUP BY k1, k2, type, claim),"
        " counted AS (SELECT k1, k2, type, day, 1 AS claims, reports, sources, scale,"
        " 0 AS documents FROM told UNION ALL SELECT k1, k2, type, pub, 0, 0, 0, 0,"
        " count(DISTINCT doc) FROM hit WHERE pub IS NOT NULL GROUP BY k1, k2, "
        "type, pub)"
        " SELECT k1, k2, type, day, CAST(sum(claims) AS BIGINT), "
        "CAST(sum(reports) AS BIGINT), CAST(sum(sources) AS BIGINT),"
        " CAST(sum(documents) AS BIGINT), sum(scale) FROM counted GROUP BY k1, k2, "
        "type, day"
        " ORDER BY k1, k2, type, day");
    lapi_buffer_byte(sql, '\0');
}

static lap_status read_published(lapi_db *db, lapi_series *series)
{
    size_t room = 0;
    int64_t sum = 0;
    lapi_sql *sql =
        lapi_db_ask(db,
                    "SELECT day, count(*) FROM document WHERE removed IS NULL"
                    " AND day IS NOT NULL GROUP BY day ORDER BY day",
                    LAPI_NO_ARGS);
    while (lapi_sql_next(sql)) {
        if (series->published_count == room) {
            room = room ? 2 * room : 256;
            count *grown = realloc(series->published, room * sizeof *grown);
            if (!grown) {
                lapi_sql_end(sql);
                return LAP_NO_MEMORY;
            }
            series->published = grown;
        }
        sum += lapi_sql_int(sql, 1);
        series->published[series->published_count++] =
            (count){(int32_t)lapi_sql_int(sql, 0), sum};
    }
    return LAP_OK;
}

lap_status lapi_series_new(lapi_store *store, const lapi_filter *filter, unsigned by,
                           enum lapi_per per, lapi_series **out, lap_error *error)
{
    unsigned one = by & ~(unsigned)LAPI_BY_TYPE;
    if (by == 0 || (one & (one - 1)))
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0,
                         "a series is by one of pair, country, place, cell");
    lapi_series *series = calloc(1, sizeof *series);
    if (!series)
        return LAP_NO_MEMORY;
    lapi_db *db = lapi_store_db(store);
    lapi_buffer sql = {0};
    lapi_datum values[LAPI_FILTER_VALUES_MAX];
    size_t n = 0;
    series->per = per;
    lap_status status = read_published(db, series);
    write_sql(db, filter, by, &sql, &series->words, values, &n);
    if (sql.failed || series->words.failed)
        status = LAP_NO_MEMORY;
    if (status == LAP_OK) {
        series->sql = lapi_db_ask_once(db, sql.at, values, n);
        series->has_row = lapi_sql_next(series->sql);
        status = lapi_db_status(db, error);
    }
    lapi_buffer_clear(&sql);
    if (status)
        lapi_series_free(series);
    else
        *out = series;
    return status;
}

void lapi_series_free(lapi_series *series)
{
    if (!series)
        return;
    lapi_sql_end(series->sql);
    lapi_buffer_clear(&series->words);
    lapi_buffer_clear(&series->texts);
    free(series->published);
    free(series);
}

/* Documents published before a day. */
static int64_t published_before(const lapi_series *series, int32_t day)
{
    size_t low = 0, high = series->published_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (series->published[mid].day < day)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? series->published[low - 1].until : 0;
}

/* The period that begins after one. */
static int32_t next_period(int32_t day, enum lapi_per per)
{
    static const int32_t longest[] = {1, 7, 31};
    return lapi_period_of(day + longest[per], per);
}

/* Is SQL's row of the same key, type and period? */
static bool belongs(const lapi_series *series, const lapi_cell *cell)
{
    lapi_sql *sql = series->sql;
    return lapi_period_of((int32_t)lapi_sql_int(sql, 3), series->per) == cell->day &&
           lapi_slice_equal(lapi_sql_text(sql, 0), cell->key[0]) &&
           lapi_slice_equal(lapi_sql_text(sql, 1), cell->key[1]) &&
           lapi_slice_equal(lapi_sql_text(sql, 2), cell->type);
}

/* Key and type of SQL's row, copied. */
static void start_cell(lapi_series *series, lapi_cell *cell)
{
    lapi_slice *texts[] = {&cell->key[0], &cell->key[1], &cell->type};
    lapi_buffer_reset(&series->texts);
    for (int i = 0; i < 3; i++)
        lapi_buffer_slice(&series->texts, lapi_sql_text(series->sql, i));
    const char *at = series->texts.at;
    for (int i = 0; i < 3; i++) {
        *texts[i] = lapi_slice_of(at, lapi_sql_text(series->sql, i).bytes);
        at += texts[i]->bytes;
    }
    cell->day = lapi_period_of((int32_t)lapi_sql_int(series->sql, 3), series->per);
}

bool lapi_series_next(lapi_series *series, lapi_cell *out)
{
    lapi_cell cell = {.claims = 0};
    if (!series->has_row)
        return false;
    start_cell(series, &cell);
    if (series->texts.failed)
        return false;
    while (series->has_row && belongs(series, &cell)) {
        cell.claims += lapi_sql_int(series->sql, 4);
        cell.reports += lapi_sql_int(series->sql, 5);
        cell.sources += lapi_sql_int(series->sql, 6);
        cell.documents += lapi_sql_int(series->sql, 7);
        cell.scale += lapi_sql_real(series->sql, 8);
        series->has_row = lapi_sql_next(series->sql);
    }
    if (cell.claims)
        cell.scale /= (double)cell.claims;
    cell.published = published_before(series, next_period(cell.day, series->per)) -
                     published_before(series, cell.day);
    *out = cell;
    return true;
}
