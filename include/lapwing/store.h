/* A store: what was read, kept in a database, each document and record once.
 *
 *   lap_store_open(WRITE) -> lap_job_new with options.store -> lap_job_file -> finish
 *   lap_store_open(READ)  -> lap_store_query, lap_store_claims, lap_store_changes ...
 *
 * A store is one SQLite file with documented views (docs/store.md): any program that
 * reads SQLite may read it, also while this one writes. A handle is for one thread at a
 * time. */
#ifndef LAPWING_STORE_H
#define LAPWING_STORE_H

#include <lapwing/write.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lap_store lap_store;

typedef enum lap_store_mode {
    LAP_STORE_READ, /* must be there */
    LAP_STORE_WRITE /* made if it is not there, brought up to date if it is old */
} lap_store_mode;

/* LAP_NO_FILE: cannot be opened. LAP_BAD_INPUT: no store, or a later version's. */
LAP_API lap_status lap_store_open(const char *db, lap_store_mode mode, lap_store **out,
                                  lap_error *error) LAP_MUST_USE;
LAP_API void lap_store_close(lap_store *store);

/* Which records. All zero: all of them. Strings are NUL-terminated; NULL: any. */
typedef struct lap_filter {
    const char *since, *until; /* days "2021-11-14" on which it happened, inclusive; of
                                  the document where the text does not say */
    const char *country;   /* "UKR", "UKR,RUS": of a party or a place, any of them */
    const char *pair;      /* "RUS,UKR": the first acts, the second is acted on, or
                              both act together */
    const char *between;   /* "RUS,UKR": one acts on the other, whichever, or both
                              act together */
    const char *type;      /* "ASSAULT", "ASSAULT,PROTEST": any of them */
    const char *status;    /* "actual", "actual,planned": any of them; "any" */
    const char *publisher; /* of the document: "example.org" */
    const char *text;      /* words of the document, all of them */
    const char *as_of;     /* as known from documents published until this day */
    uint64_t min_sources;  /* the record's claim is told by so many stories or more */
    uint64_t limit;        /* 0: all */
} lap_filter;

/* Records of current documents, by day, document and place in it, in a format of
 * records, as a whole file. LAP_BAD_ARGUMENT: a filter or format that is none. */
LAP_API lap_status lap_store_query(lap_store *store, const lap_filter *filter,
                                   const lap_write_options *options, lap_sink sink,
                                   lap_error *error) LAP_MUST_USE;

/* What changed after a revision of the store, as JSON Lines by revision: documents and
 * claims added, revised, removed, joined. */
LAP_API lap_status lap_store_changes(lap_store *store, uint64_t since, lap_sink sink,
                                     lap_error *error) LAP_MUST_USE;

/* Claims that have a record which meets the filter, by day: JSON Lines, or text for
 * people with LAP_FORMAT_TEXT. */
LAP_API lap_status lap_store_claims(lap_store *store, const lap_filter *filter,
                                    const lap_write_options *options, lap_sink sink,
                                    lap_error *error) LAP_MUST_USE;

/* A claim with everyone who tells, denies or doubts it, the numbers side by side, and
 * why each record stands in it, and what was ruled over its records. `id`: of the
 * claim, or of one that was joined to it. LAP_BAD_ARGUMENT: no such claim. */
LAP_API lap_status lap_store_claim(lap_store *store, const char *id,
                                   const lap_write_options *options, lap_sink sink,
                                   lap_error *error) LAP_MUST_USE;

/* A document as a line of JSON: what is known of it, its text (null where none is
 * kept), its records, each with the id of its claim, and the ids of other documents of
 * its story (docs/store.md). LAP_BAD_ARGUMENT: no such document. */
LAP_API lap_status lap_store_document(lap_store *store, const char *id, lap_sink sink,
                                      lap_error *error) LAP_MUST_USE;

/* A record as a line of JSON, with the id of its claim, and when, by whom and under
 * which title it was published. LAP_BAD_ARGUMENT: no such record. */
LAP_API lap_status lap_store_event(lap_store *store, const char *id, lap_sink sink,
                                   lap_error *error) LAP_MUST_USE;

/* Why the records of a document are what they are, as LAP_FORMAT_EXPLAIN whatever
 * options->format: its text is read again by the workspace, as it was read when it came
 * into the store. LAP_BAD_ARGUMENT: "no document ...", or "no text is kept of ...". */
LAP_API lap_status lap_store_explain(lap_store *store, lap_workspace *workspace,
                                     const char *id, const lap_write_options *options,
                                     lap_sink sink, lap_error *error) LAP_MUST_USE;

/* What people rule, kept with their name and reason (either may be NULL): a record
 * leaves its claim; two records tell one happening. LAP_BAD_ARGUMENT: no such record.
 */
LAP_API lap_status lap_store_split(lap_store *store, const char *record, const char *by,
                                   const char *reason, lap_error *error) LAP_MUST_USE;
LAP_API lap_status lap_store_join(lap_store *store, const char *a, const char *b,
                                  const char *by, const char *reason,
                                  lap_error *error) LAP_MUST_USE;
/* A ruling, by the id that lap_store_claim tells, holds no longer; it stays on record.
 * LAP_BAD_ARGUMENT: no such ruling, or it was revoked before. */
LAP_API lap_status lap_store_revoke(lap_store *store, uint64_t ruling,
                                    lap_error *error) LAP_MUST_USE;

/* Claims counted by key and period (docs/store.md has the columns). */
typedef struct lap_series_options {
    const char
        *by; /* "pair", "country", "place", "cell", alone or with ",type"; "type" */
    const char *per; /* "day", "week", "month"; NULL: month */
    int is_csv;      /* not 0: CSV with a line of names; else JSON Lines */
} lap_series_options;

/* Without a status only actual events are counted; background never. LAP_BAD_ARGUMENT:
 * a filter or key that is none. */
LAP_API lap_status lap_store_series(lap_store *store, const lap_filter *filter,
                                    const lap_series_options *options, lap_sink sink,
                                    lap_error *error) LAP_MUST_USE;

/* Drops the text of a document: its records keep their spans and short evidence.
 * LAP_BAD_ARGUMENT: no such document. */
LAP_API lap_status lap_store_forget(lap_store *store, const char *id,
                                    lap_error *error) LAP_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
