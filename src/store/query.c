#include "store/query.h"

#include "data/when.h"

#include <assert.h>

_Static_assert(LAPI_FILTER_VALUES_MAX <= LAPI_DB_VALUES_MAX,
               "a filter fits a statement");

typedef struct writer {
    lapi_buffer *sql;
    lapi_datum *values;
    size_t *count;
} writer;

/* A condition; at each question mark stand all values from `first` on. */
static void write_condition(writer *w, const char *condition, size_t first)
{
    lapi_buffer_str(w->sql, " AND ");
    for (; *condition; condition++) {
        if (*condition != '?')
            lapi_buffer_byte(w->sql, *condition);
        for (size_t v = first; *condition == '?' && v < *w->count; v++) {
            lapi_buffer_str(w->sql, v > first ? ", ?" : "?");
            lapi_buffer_u64(w->sql, v + 1);
        }
    }
}

static void where(writer *w, const char *condition, lapi_datum value)
{
    w->values[(*w->count)++] = value;
    write_condition(w, condition, *w->count - 1);
}

static void where_day(writer *w, const char *condition, int32_t day)
{
    if (day != LAPI_DAY_NONE)
        where(w, condition, LAPI_INT(day));
}

static void where_text(writer *w, const char *condition, lapi_slice text)
{
    if (text.bytes)
        where(w, condition, LAPI_TEXT(text));
}

/* The condition stands for any of a list of names. */
static void where_any(writer *w, const char *condition, lapi_slice list)
{
    lapi_slice name;
    size_t first = *w->count;
    while (lapi_slice_cut(&list, ',', &name)) {
        assert(*w->count < LAPI_FILTER_VALUES_MAX);
        w->values[(*w->count)++] = LAPI_TEXT(name);
    }
    if (*w->count > first)
        write_condition(w, condition, first);
}

/* Words between quotation marks, which the full-text index takes as they are. */
static void quote_words(lapi_slice text, lapi_buffer *words)
{
    lapi_slice word;
    while (lapi_slice_cut(&text, ' ', &word)) {
        if (!word.bytes)
            continue;
        lapi_buffer_str(words, words->bytes ? " \"" : "\"");
        for (uint32_t i = 0; i < word.bytes; i++) {
            if (word.at[i] == '"')
                lapi_buffer_byte(words, '"');
            lapi_buffer_byte(words, word.at[i]);
        }
        lapi_buffer_byte(words, '"');
    }
}

static void where_pair(writer *w, const lapi_slice pair[2])
{
    where_text(w,
               "EXISTS (SELECT 1 FROM party a WHERE a.rec = r.rec AND a.country = ?"
               " AND a.role = 'actor'",
               pair[0]);
    where_text(w,
               "EXISTS (SELECT 1 FROM party b WHERE b.rec = r.rec AND b.country = ?"
               " AND b.role IN ('actor', 'recipient')"
               " AND (b.role <> a.role OR b.n <> a.n)))",
               pair[1]);
}

static void where_between(writer *w, const lapi_slice sides[2])
{
    where_text(w,
               "EXISTS (SELECT 1 FROM party a WHERE a.rec = r.rec AND a.country = ?"
               " AND a.role IN ('actor', 'recipient')",
               sides[0]);
    where_text(w,
               "EXISTS (SELECT 1 FROM party b WHERE b.rec = r.rec AND b.country = ?"
               " AND (b.role = 'actor' AND (a.role <> 'actor' OR b.n <> a.n)"
               " OR b.role = 'recipient' AND a.role = 'actor')))",
               sides[1]);
}

/* Words as the index of the database takes them. */
static void where_words(writer *w, const lapi_db *db, lapi_slice text,
                        lapi_buffer *words)
{
    quote_words(text, words);
    if (!words->bytes)
        return;
    if (lapi_db_is_postgres(db))
        where(w,
              "d.doc IN (SELECT doc FROM document_text"
              " WHERE words @@ plainto_tsquery('simple', ?))",
              LAPI_TEXT(text));
    else
        where(w,
              "d.doc IN (SELECT rowid FROM document_text WHERE document_text MATCH ?)",
              LAPI_TEXT(lapi_slice_of(words->at, (uint32_t)words->bytes)));
}

void lapi_filter_write(const lapi_db *db, const lapi_filter *filter, lapi_buffer *sql,
                       lapi_buffer *words, lapi_datum *values, size_t *count)
{
    writer w = {sql, values, count};
    bool is_past = filter->as_of != LAPI_DAY_NONE;
    lapi_buffer_str(sql, is_past ? "1 = 1" : "r.removed IS NULL");
    where_day(
        &w,
        "d.day <= ? AND (r.removed IS NULL OR NOT EXISTS (SELECT 1 FROM document n"
        " WHERE n.id = d.id AND n.added > d.added AND n.day <= ?))",
        filter->as_of);
    where_day(&w, "r.day >= ?", filter->since);
    where_day(&w, "r.day <= ?", filter->until);
    where_any(&w, "r.event IN (?)", filter->type);
    where_any(&w, "r.status IN (?)", filter->status);
    where_any(&w,
              "r.rec IN (SELECT rec FROM party WHERE country IN (?)"
              " AND role IN ('actor', 'recipient')"
              " UNION SELECT rec FROM site WHERE country IN (?))",
              filter->country);
    if (filter->pair[0].bytes && filter->pair[1].bytes)
        where_pair(&w, filter->pair);
    if (filter->between[0].bytes && filter->between[1].bytes)
        where_between(&w, filter->between);
    where_text(&w, "d.publisher = ?", filter->publisher);
    if (filter->min_sources)
        where(&w, "r.claim IN (SELECT claim FROM claim WHERE stories >= ?)",
              LAPI_INT((int64_t)filter->min_sources));
    where_words(&w, db, filter->text, words);
}

lap_status lapi_query_ask(lapi_store *store, const char *head,
                          const lapi_filter *filter, const char *tail, lapi_query *out,
                          lap_error *error)
{
    lapi_datum values[LAPI_FILTER_VALUES_MAX];
    size_t count = 0;
    lapi_buffer sql = {0};
    lapi_query query = {.sql = NULL};
    lapi_buffer_str(&sql, head);
    lapi_filter_write(lapi_store_db(store), filter, &sql, &query.words, values, &count);
    lapi_buffer_str(&sql, tail);
    if (filter->limit) {
        lapi_buffer_str(&sql, " LIMIT ");
        lapi_buffer_u64(&sql, filter->limit);
    }
    lapi_buffer_byte(&sql, '\0');
    lap_status status = LAP_NO_MEMORY;
    if (!sql.failed && !query.words.failed) {
        query.sql = lapi_db_ask_once(lapi_store_db(store), sql.at, values, count);
        status = lapi_db_status(lapi_store_db(store), error);
    }
    lapi_buffer_clear(&sql);
    if (status)
        lapi_query_end(&query);
    else
        *out = query;
    return status;
}

lap_status lapi_query_begin(lapi_store *store, const lapi_filter *filter,
                            lapi_query *out, lap_error *error)
{
    static const char head[] = "SELECT r.json, d.doc, d.id, d.url, d.publisher, "
                               "d.title, d.coder, d.day, d.language"
                               " FROM record r JOIN document d ON d.doc = r.doc WHERE ";
    return lapi_query_ask(store, head, filter, " ORDER BY r.day, d.id, r.rec", out,
                          error);
}

lap_status lapi_words_begin(lapi_store *store, lapi_slice text, lapi_query *out,
                            lap_error *error)
{
    lapi_db *db = lapi_store_db(store);
    *out = (lapi_query){.sql = NULL};
    quote_words(text, &out->words);
    if (out->words.failed)
        return LAP_NO_MEMORY;
    if (!out->words.bytes)
        return LAP_OK;
    bool words = !lapi_db_is_postgres(db);
    out->sql = lapi_db_ask(
        db,
        words ? "SELECT rowid FROM document_text WHERE document_text MATCH ?1"
              : "SELECT doc FROM document_text"
                " WHERE words @@ plainto_tsquery('simple', ?1)",
        LAPI_ARGS(LAPI_TEXT(words ? lapi_buffer_text(&out->words) : text)));
    lap_status status = lapi_db_status(db, error);
    if (status)
        lapi_query_end(out);
    return status;
}

void lapi_query_end(lapi_query *query)
{
    lapi_sql_end(query->sql);
    lapi_buffer_clear(&query->words);
    query->sql = NULL;
}

bool lapi_query_next(lapi_query *query, lapi_row *row)
{
    lapi_sql *sql = query->sql;
    if (!lapi_sql_next(sql))
        return false;
    *row = (lapi_row){.json = lapi_sql_text(sql, 0),
                      .doc = lapi_sql_int(sql, 1),
                      .doc_id = lapi_sql_text(sql, 2),
                      .url = lapi_sql_text(sql, 3),
                      .publisher = lapi_sql_text(sql, 4),
                      .title = lapi_sql_text(sql, 5),
                      .coder = lapi_sql_text(sql, 6),
                      .language = lapi_sql_text(sql, 8),
                      .date = lapi_sql_day(sql, 7)};
    return true;
}
