/* One document of a job: what it came as, and what a thread makes of it. */
#ifndef LAPI_API_ITEM_H
#define LAPI_API_ITEM_H

#include "api/job.h"

/* One document under way. */
typedef struct lapi_item {
    lapi_buffer name; /* of its file, NUL-terminated */
    lapi_parcel parcel;
    lapi_origin origin;
    lapi_buffer output, log;
    uint64_t events;
    bool is_document, is_skipped, is_failure, is_fault;
    bool is_of_file; /* its name is the path of one */
} lapi_item;

/* How the documents of a job are read and written; shared by its threads. */
typedef struct lapi_coding {
    lap_job_options options;
    int32_t date;
    enum lapi_stage last;
    lapi_form *form; /* NULL: documents are written as they are */
    bool is_recode;
} lapi_coding;

/* Reads and writes a document. What is wrong goes into its log. */
void lapi_item_code(const lapi_coding *coding, lap_workspace *workspace,
                    lapi_item *item);

/* A report as lapi_store_take takes it: itself on the first line, then its records. */
void lapi_item_report(const lapi_report *report, lapi_buffer *out);

/* `name:position: what` as a line of a log, with what the input brought made harmless.
 */
void lapi_item_message(lapi_buffer *log, const char *name, uint64_t position,
                       const char *what);

#endif
