/* Feeds: a list of them is polled, and what they bring goes to a job's store.
 *
 *   lap_feeds_read -> lap_job_new with options.store -> lap_feeds_poll ->
 * lap_job_finish
 *
 * Hosts are asked politely: robots.txt is kept to, each has its pause, what has not
 * changed is not sent again. What is known of each address is kept in the store. */
#ifndef LAPWING_FEED_H
#define LAPWING_FEED_H

#include <lapwing/job.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The caller's clock, in milliseconds since 1970. wait() comes back after `ms`, which
 * may be 0: not 0 to go on, 0 to stop. It is asked often while something comes in. */
typedef struct lap_clock {
    int64_t (*now)(void *context);
    int (*wait)(void *context, int64_t ms);
    void *context;
} lap_clock;

typedef struct lap_feeds lap_feeds;

/* Reads a list, YAML as in docs/feeds.md. LAP_NO_FILE; LAP_BAD_INPUT and LAP_TOO_LARGE
 * tell the line (error->is_line). */
LAP_API lap_status lap_feeds_read(const char *path, lap_feeds **out,
                                  lap_error *error) LAP_MUST_USE;
LAP_API void lap_feeds_free(lap_feeds *feeds);

typedef struct lap_feed_counts {
    uint64_t feeds, pages; /* fetched */
    uint64_t unchanged;    /* feeds that had nothing new */
    uint64_t waiting;      /* feeds that are not due yet */
    uint64_t failures;     /* of feeds and pages; each is told to the job's log */
} lap_feed_counts;

/* Polls the feeds that are due, once; or for ever, all when they are due, until the
 * clock says stop. Documents are in the store when it returns. LAP_BAD_ARGUMENT: a job
 * without a store. LAP_NO_FILE: no libcurl on this machine, says the error. LAP_IO: the
 * store said no, which the log tells. */
LAP_API lap_status lap_feeds_poll(const lap_feeds *feeds, lap_job *job, int for_ever,
                                  lap_clock clock, lap_feed_counts *counts,
                                  lap_error *error) LAP_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
