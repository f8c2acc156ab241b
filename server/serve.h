/* A request, its answer, and what answers it.
 *
 *   serve_request ---> serve_check ---> serve_handle ---> serve_reply
 *                      route, token,    the route's
 *                      parameters       handler
 *
 * serve_check needs the head of a request alone, and refuses before a body is read. */
#ifndef LAPWING_SERVE_H
#define LAPWING_SERVE_H

#include "server/kept.h"
#include "server/limits.h"
#include "server/server.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>

/* Of HTTP, borrowed; NULL: not sent. */
typedef struct serve_request {
    const char *method;
    const char *target; /* path and query as sent */
    const char *authorization, *content_type, *content_length, *if_none_match,
        *accept_encoding;
    const char *body; /* whole, when serve_handle is called */
    size_t body_bytes;
} serve_request;

enum { SERVE_HEADERS_MAX = 8 };

typedef struct serve_reply {
    unsigned status;
    const char *type; /* of the body; NULL: there is none */
    serve_buffer body;
    const char *fixed; /* in place of body, not to be freed; NULL: body */
    size_t fixed_bytes;
    struct {
        const char *name;
        char value[160];
    } headers[SERVE_HEADERS_MAX];
    unsigned header_count;
    bool is_stream; /* the body is what serve_stream_read gives */
} serve_reply;

typedef struct serve_state serve_state;
typedef struct serve_call serve_call;

enum serve_kind {
    SERVE_KIND_DAY,
    SERVE_KIND_NUMBER,
    SERVE_KIND_CODES,
    SERVE_KIND_CHOICES,
    SERVE_KIND_WORDS
};

typedef struct serve_parameter {
    const char *name;
    unsigned value; /* enum serve_value */
    enum serve_kind kind;
    int is_needed;
    uint64_t least, most, preset; /* of a number; items of a list; bytes of words */
    const char *choices;          /* ",a,b,"; NULL: none named */
} serve_parameter;

enum {
    SERVE_IS_WRITE = 1,  /* needs the token for writing */
    SERVE_IS_SLOW = 2,   /* takes more than milliseconds */
    SERVE_IS_OPEN = 4,   /* needs no token */
    SERVE_IS_TAGGED = 8, /* its answer is the store's, at a revision */
};

typedef struct serve_route {
    const char *method, *path; /* "/claims/{id}" */
    void (*handle)(serve_call *call);
    const serve_parameter *parameters;
    unsigned parameter_count, flags;
    const char *body_type; /* NULL: no body */
    size_t body_max;
} serve_route;

#include "server_routes.h"
extern const serve_route serve_routes[SERVE_ROUTES];

/* What a thread that answers has for itself. */
typedef struct serve_hand {
    lap_store *store;
    lap_workspace *workspace;
} serve_hand;

/* One request being answered. */
struct serve_call {
    serve_state *state;
    serve_hand *hand;
    const serve_request *in;
    serve_reply *out;
    const serve_route *route;        /* NULL: none, or the page */
    const char *value[SERVE_VALUES]; /* decoded; NULL: not given */
    uint64_t number[SERVE_VALUES];   /* of a number: what was given, or its preset */
    const char *id;                  /* of the path, decoded */
    char *text;                      /* what values and id stand in */
};

/* False: out is the answer. Route, method, token, parameters, type and length of the
 * body, what the client has already. */
bool serve_check(serve_call *call);
void serve_handle(serve_call *call);
/* Both, and clears the call. */
void serve_answer(serve_call *call);
void serve_call_clear(serve_call *call);

/* Reads query and id into the call; false: refused, by name. */
bool serve_read_query(serve_call *call, const char *query);
bool serve_read_id(serve_call *call, const char *segment, size_t n);

/* The conditions that the call's parameters set. */
lap_filter serve_filter(const serve_call *call);

/* Replies. */
void serve_header(serve_reply *reply, const char *name, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void serve_problem(serve_reply *reply, unsigned status, const char *parameter,
                   const char *format, ...) __attribute__((format(printf, 4, 5)));
/* A file to be saved: "claims", "csv". */
void serve_attach(serve_call *call, const char *name, const char *ending);
/* What the store said: LAP_BAD_ARGUMENT as this status of HTTP, the rest is logged. */
void serve_fail(serve_reply *reply, lap_status status, const lap_error *error,
                unsigned argument);
void serve_reply_clear(serve_reply *reply);
const char *serve_phrase(unsigned status);

/* Tokens. An empty one matches nothing. */
typedef struct serve_token {
    char word[SERVE_TOKEN_MAX + 1];
} serve_token;
lap_status serve_token_read(const char *path, serve_token *out, lap_error *error);
bool serve_token_is(const serve_token *token, const char *authorization);

/* The page: false where no file has this path. */
bool serve_page(const serve_request *in, const char *path, size_t n, serve_reply *out);

/* Figures. */
enum { SERVE_STATUSES = 20, SERVE_BOUNDS = 12, SERVE_LABELS = SERVE_ROUTES + 2 };
typedef struct serve_metrics {
    _Atomic uint64_t requests[SERVE_LABELS][SERVE_STATUSES];
    _Atomic uint64_t took[SERVE_BOUNDS + 1], took_us;
    _Atomic uint64_t connections, closed_late, streams;
} serve_metrics;
void serve_metrics_note(serve_state *state, const serve_route *route, unsigned status,
                        uint64_t took_us);

/* What all requests share. */
struct serve_state {
    const serve_options *options;
    serve_token read, write;
    serve_buffer codes;    /* of lap_codes_write */
    pthread_rwlock_t lock; /* of the board: refreshed alone, read by many */
    lap_board *board;      /* NULL until is_ready */
    serve_kept kept;       /* of its answers */
    atomic_bool is_ready, is_stopping;
    _Atomic uint64_t revision; /* of the store, caught up with */
    pthread_mutex_t catching;  /* whoever catches up */
    pthread_mutex_t writing;
    lap_store *writer; /* NULL: nothing is written */
    struct serve_streams *streams;
    serve_metrics metrics;
    uint64_t started; /* serve_clock_us */
};

/* Opens what is needed to answer. */
lap_status serve_state_open(serve_state *state, const serve_options *options,
                            lap_error *error) LAP_MUST_USE;
void serve_state_close(serve_state *state);
lap_status serve_hand_open(serve_hand *hand, const serve_options *options,
                           lap_error *error) LAP_MUST_USE;
void serve_hand_close(serve_hand *hand);

/* Catches up with what is new in the store, and tells the streams. */
lap_status serve_catch_up(serve_state *state, lap_store *store,
                          lap_error *error) LAP_MUST_USE;

/* Log: a line of logfmt on standard error; pairs are added to `line`. */
void serve_log_begin(serve_buffer *line, const char *level, const char *message);
void serve_log_pair(serve_buffer *line, const char *key, const char *value);
void serve_log_end(serve_buffer *line);
void serve_log(const char *level, const char *message, const char *key,
               const char *value);
uint64_t serve_clock_us(void); /* monotonic */

#endif
