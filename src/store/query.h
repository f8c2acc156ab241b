/* Records of a store by filter. */
#ifndef LAPI_STORE_QUERY_H
#define LAPI_STORE_QUERY_H

#include "base/buffer.h"
#include "store/store.h"

/* Days LAPI_DAY_NONE and empty slices: any. */
typedef struct lapi_filter {
    int32_t since, until, as_of;
    lapi_slice country;    /* lists of names, a comma between two: any of them */
    lapi_slice pair[2];    /* the first acts on the second, or both together */
    lapi_slice between[2]; /* either way round */
    lapi_slice type, status;
    lapi_slice publisher;
    lapi_slice text;      /* words: all must stand in the document */
    uint64_t min_sources; /* stories that tell the claim; 0: any */
    uint64_t limit;       /* 0: all */
} lapi_filter;

/* A condition on `record r JOIN document d`, "1 AND ...", appended to *sql, and its
 * values, at most LAPI_FILTER_VALUES_MAX, which are numbered from *count + 1. Its lists
 * hold at most LAPI_FILTER_NAMES_MAX names together. `words` holds the quoted words of
 * the text and must live as long as the values. */
#define LAPI_FILTER_NAMES_MAX  64u
#define LAPI_FILTER_VALUES_MAX (LAPI_FILTER_NAMES_MAX + 12u)
void lapi_filter_write(const lapi_db *db, const lapi_filter *filter, lapi_buffer *sql,
                       lapi_buffer *words, lapi_datum *values, size_t *count);

/* A record of a query: its line of JSON, and the document that it is of. */
typedef struct lapi_row {
    lapi_slice json;
    int64_t doc;
    lapi_slice doc_id, url, publisher, title, language, coder;
    int32_t date; /* LAPI_DAY_NONE if not known */
} lapi_row;

/* Asks for records by day, document and place in it; the filter must outlive the query.
 * O(rows that match + sort). */
typedef struct lapi_query {
    lapi_sql *sql;
    lapi_buffer words;
} lapi_query;

/* A statement made of what stands before the filter's condition, the condition, and
 * what stands after it; the filter's limit comes last. */
lap_status lapi_query_ask(lapi_store *store, const char *head,
                          const lapi_filter *filter, const char *tail, lapi_query *out,
                          lap_error *error) LAP_MUST_USE;
lap_status lapi_query_begin(lapi_store *store, const lapi_filter *filter,
                            lapi_query *out, lap_error *error) LAP_MUST_USE;
/* Asks for the rows of documents that have all words of a text, also of old revisions;
 * read with lapi_sql_next. A text without a word: no statement, out->sql is NULL. */
lap_status lapi_words_begin(lapi_store *store, lapi_slice text, lapi_query *out,
                            lap_error *error) LAP_MUST_USE;
/* The next row, borrowed until the one after it; false at the end and after an error.
 */
bool lapi_query_next(lapi_query *query, lapi_row *row);
void lapi_query_end(lapi_query *query);

#endif
