/* Connections: from libmicrohttpd to serve_check and the threads that answer, and
 * back. */
#ifndef LAPWING_SERVE_HTTP_H
#define LAPWING_SERVE_HTTP_H

#include "server/serve.h"
#include "server/work.h"

typedef struct serve_http serve_http;

/* Listens. *port: of the address, or the one that was found for 0. */
lap_status serve_http_start(serve_state *state, serve_work *work, serve_http **out,
                            unsigned *port, lap_error *error) LAP_MUST_USE;
/* Closes connections that have taken too long. */
void serve_http_sweep(serve_http *http);
/* Takes no more connections; true once no request is under way. */
bool serve_http_drain(serve_http *http);
void serve_http_stop(serve_http *http);

#endif
