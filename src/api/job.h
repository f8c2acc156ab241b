/* What a job does for the other parts of the interface. */
#ifndef LAPI_API_JOB_H
#define LAPI_API_JOB_H

#include "api/parts.h"
#include "intake/reader.h"

/* What is known of documents before they are read; 0 bytes: nothing. */
typedef struct lapi_origin {
    lapi_slice publisher; /* theirs, whatever they say */
    lapi_slice language;  /* of those that say none */
    lapi_slice base;      /* what their addresses are relative to */
} lapi_origin;

/* Of the documents that follow; borrowed until they are finished. */
void lapi_job_origin(lap_job *job, const lapi_origin *origin);

/* Codes the documents of a stream, as lap_job_file does those of a file. */
lap_status lapi_job_stream(lap_job *job, const char *name, lapi_stream stream,
                           enum lapi_from from) LAP_MUST_USE;

/* Codes a page as it was fetched from `url`; `type` is its Content-Type. */
lap_status lapi_job_page(lap_job *job, const char *url, lapi_slice type,
                         lapi_slice page) LAP_MUST_USE;

/* A failure, told as `name:position: what` after all that came before is written. */
lap_status lapi_job_complain(lap_job *job, const char *name, uint64_t position,
                             const char *what) LAP_MUST_USE;

/* The job's store; NULL: none. */
lap_store *lapi_job_store(const lap_job *job);

/* Tells what went wrong with it; returns LAP_IO. */
lap_status lapi_job_store_failed(lap_job *job, lap_status status,
                                 const lap_error *error) LAP_MUST_USE;

#endif
