/* lapwing serve: a store over HTTP, as server/openapi.json describes it, and its page.
 *
 *   connections ---> one thread that reads and writes ---> queue ---> threads that
 * answer http.c                                              work.c        route.c, a
 * handler
 *
 * What answers a request is a function of the request and the store alone (serve.h); it
 * knows nothing of connections. A thread that answers has a handle of the store of its
 * own. */
#ifndef LAPWING_SERVER_H
#define LAPWING_SERVER_H

#include <lapwing/lapwing.h>

typedef struct serve_options {
    const lap_engine *engine;
    const char *db;
    const char *listen;      /* "127.0.0.1:8080", "[::1]:8080"; port 0: any */
    const char *read_token;  /* files with a word each; NULL: reading is free */
    const char *write_token; /* NULL: nothing is written */
    unsigned threads;        /* that answer, 1 to 256 */
} serve_options;

/* Serves until SIGTERM or SIGINT, which brings what is under way to its end. Logs on
 * standard error. LAP_BAD_ARGUMENT: an address or token that is none. LAP_IO: the
 * address is taken, says the error. Other statuses: of the store. */
lap_status serve_run(const serve_options *options, lap_error *error) LAP_MUST_USE;

#endif
