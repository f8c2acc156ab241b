/* From a request to its handler, and all that is refused on the way. */
#define SERVE_TABLES
#include "server/serve.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Does a path, as sent, match that of a route? Segments of the route are taken as they
 * are; {id} is any one. */
static bool is_path(const char *pattern, const char *path, size_t n, const char **id,
                    size_t *id_bytes)
{
    const char *end = path + n;
    while (*pattern) {
        size_t part = strcspn(pattern + 1, "/") + 1;
        if (path == end || *path != '/')
            return false;
        const char *next = memchr(path + 1, '/', (size_t)(end - path - 1));
        size_t segment = (size_t)((next ? next : end) - path);
        if (pattern[1] == '{') {
            *id = path + 1;
            *id_bytes = segment - 1;
        } else if (segment != part || memcmp(pattern, path, part) != 0) {
            return false;
        }
        pattern += part;
        path += segment;
    }
    return path == end;
}

static bool is_method(const char *method, const char *sent)
{
    return strcmp(method, sent) == 0 ||
           (strcmp(method, "GET") == 0 && strcmp(sent, "HEAD") == 0);
}

/* Sets call->route and reads the id. False: 404, 405 or a malformed id. */
static bool find_route(serve_call *call, const char *path, size_t n)
{
    const char *id = NULL;
    size_t id_bytes = 0;
    serve_buffer allow = {0};
    for (unsigned i = 0; i < SERVE_ROUTES; i++) {
        const serve_route *route = &serve_routes[i];
        if (!is_path(route->path, path, n, &id, &id_bytes))
            continue;
        if (is_method(route->method, call->in->method)) {
            serve_buffer_clear(&allow);
            call->route = route;
            return !id || serve_read_id(call, id, id_bytes);
        }
        bool is_get = strcmp(route->method, "GET") == 0;
        serve_put_format(&allow, "%s%s", allow.bytes ? ", " : "",
                         is_get ? "GET, HEAD" : route->method);
    }
    if (allow.bytes) {
        serve_problem(call->out, 405, NULL, "this path takes %.*s", (int)allow.bytes,
                      allow.at);
        serve_header(call->out, "Allow", "%.*s", (int)allow.bytes, allow.at);
    } else {
        serve_problem(call->out, 404, NULL, "there is nothing at this path");
    }
    serve_buffer_clear(&allow);
    return false;
}

static bool is_let_in(serve_call *call)
{
    const serve_state *state = call->state;
    const char *authorization = call->in->authorization;
    bool may_write = serve_token_is(&state->write, authorization);
    if (call->route->flags & SERVE_IS_WRITE) {
        if (!state->write.word[0]) {
            serve_problem(call->out, 403, NULL,
                          "this server only reads: it was started "
                          "without --write-token");
            return false;
        }
        if (may_write)
            return true;
    } else if (!state->read.word[0] || may_write ||
               call->route->flags & SERVE_IS_OPEN ||
               serve_token_is(&state->read, authorization)) {
        return true;
    }
    serve_problem(call->out, 401, NULL,
                  "Authorization: Bearer with the token is needed");
    serve_header(call->out, "WWW-Authenticate", "Bearer realm=\"lapwing\"");
    return false;
}

/* Is a content type this one, whatever its parameters? */
static bool is_type(const char *type, const char *wanted)
{
    size_t n = strlen(wanted);
    return type && strncasecmp(type, wanted, n) == 0 && strchr(" ;", type[n]);
}

static bool has_body_as_told(serve_call *call)
{
    const serve_route *route = call->route;
    const char *length = call->in->content_length;
    char *end;
    unsigned long long bytes = length ? strtoull(length, &end, 10) : 0;
    bool is_length = length && *length >= '0' && *length <= '9' && !*end;
    if (!route->body_type) {
        if (!length || (is_length && bytes == 0))
            return true;
        serve_problem(call->out, 413, NULL, "no body is taken here");
    } else if (!is_length) {
        serve_problem(call->out, 411, NULL, "Content-Length is needed");
    } else if (bytes > route->body_max) {
        serve_problem(call->out, 413, NULL,
                      "the body has %llu bytes, at most %zu are taken", bytes,
                      route->body_max);
    } else if (!is_type(call->in->content_type, route->body_type)) {
        serve_problem(call->out, 415, NULL, "Content-Type is %s here",
                      route->body_type);
    } else {
        return true;
    }
    return false;
}

/* Is the tag one of a list, or the list "*"? */
static bool has_tag(const char *list, const char *tag)
{
    size_t n = strlen(tag);
    if (strcmp(list, "*") == 0)
        return true;
    for (const char *at = list; (at = strstr(at, tag)); at += n)
        if ((at == list || strchr(" ,/", at[-1])) && (!at[n] || strchr(" ,", at[n])))
            return true;
    return false;
}

/* The answer's revision; false: it is not known yet, or the client has it. */
static bool is_wanted(serve_call *call)
{
    serve_state *state = call->state;
    char tag[64];
    if (!(call->route->flags & SERVE_IS_TAGGED))
        return true;
    if (!atomic_load(&state->is_ready)) {
        serve_problem(call->out, 503, NULL, "the store is being read");
        serve_header(call->out, "Retry-After", "1");
        return false;
    }
    unsigned long long revision = atomic_load(&state->revision);
    snprintf(tag, sizeof tag, "\"%llu-%s\"", revision, lap_version());
    serve_header(call->out, "ETag", "%s", tag);
    serve_header(call->out, "Cache-Control", "no-cache");
    serve_header(call->out, "Lapwing-Revision", "%llu", revision);
    if (!call->in->if_none_match || !has_tag(call->in->if_none_match, tag))
        return true;
    call->out->status = 304;
    return false;
}

/* Is this path one of the page's? GET of it, without a query that matters. */
static bool is_page(serve_call *call, const char *path, size_t n)
{
    return is_method("GET", call->in->method) &&
           serve_page(call->in, path, n, call->out);
}

bool serve_check(serve_call *call)
{
    const char *target = call->in->target;
    size_t n = strcspn(target, "?"), bytes = strlen(target);
    const char *query = target[n] ? target + n + 1 : "";
    if (bytes > SERVE_TARGET_MAX) {
        serve_problem(call->out, 414, NULL, "the address has more than %u bytes",
                      SERVE_TARGET_MAX);
        return false;
    }
    /* Each part of it and its NUL: never more than twice what was sent. */
    call->text = calloc(2, bytes + 2);
    if (!call->text) {
        serve_problem(call->out, 503, NULL, "no memory");
        return false;
    }
    if (is_page(call, target, n))
        return false;
    return find_route(call, target, n) && is_let_in(call) &&
           serve_read_query(call, query) && has_body_as_told(call) && is_wanted(call);
}

void serve_handle(serve_call *call)
{
    call->route->handle(call);
    if (!call->out->body.failed)
        return;
    serve_reply_clear(call->out);
    serve_problem(call->out, 503, NULL, "the answer needs more memory than there is");
}

void serve_answer(serve_call *call)
{
    if (serve_check(call))
        serve_handle(call);
    serve_call_clear(call);
}

void serve_call_clear(serve_call *call)
{
    free(call->text);
    call->text = NULL;
}
