/* Jobs: many documents by many threads, results in the order of the input.
 *
 *   inputs ---> window of documents under way ---> threads ---> sink
 *
 * Memory does not grow with the number of documents. The sink, the log and the progress
 * callback are called on the thread that calls lap_job_file and lap_job_finish. */
#ifndef LAPWING_JOB_H
#define LAPWING_JOB_H

#include <lapwing/store.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lap_from {
    LAP_FROM_AUTO,  /* by the file's extension, else by its first bytes */
    LAP_FROM_TEXT,  /* a file is one document */
    LAP_FROM_JSONL, /* a line is one document */
    LAP_FROM_HTML,  /* a file is one page */
    LAP_FROM_FEED,  /* RSS or Atom: an item is one document */
    LAP_FROM_WARC,  /* a page of the crawl is one document */
    /* Coded events, for a store only: a row is a document with its record, no text. */
    LAP_FROM_RECORDS, /* our own JSON Lines */
    LAP_FROM_GDELT,   /* GDELT 2.0 */
    LAP_FROM_ICEWS,
    LAP_FROM_POLECAT,
    LAP_FROM_PHOENIX,
    LAP_FROM_CAMEO, /* day, source, target, code */
    LAP_FROM_WEIS,
    LAP_FROM_UCDP, /* GED */
    LAP_FROM_ACLED
} lap_from;

typedef struct lap_counts {
    uint64_t documents; /* read */
    uint64_t events;    /* written */
    uint64_t failures;  /* inputs that could not be read, or not as they should */
    uint64_t skipped;   /* not read: in another language, or no article */
    uint64_t added,
        revised;     /* documents of a store, by this job; the others were there */
    uint64_t faults; /* failures of the machine: memory */
} lap_counts;

typedef struct lap_progress {
    void (*step)(void *context, const lap_counts *counts);
    void *context;
} lap_progress;

typedef struct lap_job_options {
    lap_from from;
    uint32_t threads; /* 0: 1; at most 256 */
    const char *date; /* of documents that bring none; NULL: not known */
    const char *id;   /* of plain text, UTF-8; NULL: the file's name */
    lap_write_options write;
    lap_sink sink;
    lap_store *store; /* opened for writing: documents go there, not to the sink; it
                         must outlive the job and is the job's until lap_job_finish */
    int drops_text;   /* not 0: the store keeps no texts */
    lap_log log;      /* all zero: messages are dropped */
    lap_progress progress; /* all zero: not told */
} lap_job_options;

typedef struct lap_job lap_job;

/* The form of input of a name that `--from` takes: "auto", "warc", "gdelt" ...
 * LAP_BAD_ARGUMENT lists the names. */
LAP_API lap_status lap_from_read(const char *name, lap_from *from,
                                 lap_error *error) LAP_MUST_USE;

/* LAP_BAD_ARGUMENT: a date or event id that is none, or too many threads. The engine
 * and the strings of options must outlive the job. */
LAP_API lap_status lap_job_new(const lap_engine *engine, const lap_job_options *options,
                               lap_job **out, lap_error *error) LAP_MUST_USE;
LAP_API void lap_job_free(lap_job *job);

/* Reads a file, "-" for standard input, and codes its documents. What is wrong with it
 * goes to the log and is counted; LAP_OK nevertheless. LAP_IO: the sink or the store
 * said no; what is wrong with a store goes to the log. */
LAP_API lap_status lap_job_file(lap_job *job, const char *path) LAP_MUST_USE;

/* Codes a document from memory: a line of JSON as in JSON Lines, copied. Messages name
 * it as `name:number`. */
LAP_API lap_status lap_job_line(lap_job *job, const char *name, uint64_t number,
                                const char *line, size_t bytes) LAP_MUST_USE;

/* Reads the kept texts of the job's store again where another version of program, model
 * or knowledge read them; what it reads is a new revision. LAP_BAD_ARGUMENT: no store.
 */
LAP_API lap_status lap_job_recode(lap_job *job) LAP_MUST_USE;

/* Waits for what is under way and writes it; a store is committed. The job can go on
 * afterwards. */
LAP_API lap_status lap_job_finish(lap_job *job) LAP_MUST_USE;

/* Finishes, and writes what the format has at its end: of a run in CSV, GeoJSON or
 * Parquet it makes a whole file, with or without records. No file may be read after. */
LAP_API lap_status lap_job_end(lap_job *job) LAP_MUST_USE;

LAP_API lap_counts lap_job_counts(const lap_job *job);

#ifdef __cplusplus
}
#endif

#endif
