/* What is answered: headers, and what went wrong as RFC 9457 has it. */
#include "server/serve.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *serve_phrase(unsigned status)
{
    static const struct {
        unsigned status;
        const char *phrase;
    } phrases[] = {
        {400, "Bad Request"},         {401, "Unauthorized"},
        {403, "Forbidden"},           {404, "Not Found"},
        {405, "Method Not Allowed"},  {409, "Conflict"},
        {411, "Length Required"},     {413, "Content Too Large"},
        {414, "URI Too Long"},        {415, "Unsupported Media Type"},
        {429, "Too Many Requests"},   {500, "Internal Server Error"},
        {503, "Service Unavailable"},
    };
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status)
            return phrases[i].phrase;
    return "";
}

void serve_header(serve_reply *reply, const char *name, const char *format, ...)
{
    va_list args;
    if (reply->header_count == SERVE_HEADERS_MAX) {
        reply->body.failed = true;
        return;
    }
    unsigned i = reply->header_count++;
    reply->headers[i].name = name;
    va_start(args, format);
    vsnprintf(reply->headers[i].value, sizeof reply->headers[i].value, format, args);
    va_end(args);
}

void serve_attach(serve_call *call, const char *name, const char *ending)
{
    serve_header(call->out, "Content-Disposition",
                 "attachment; filename=\"lapwing-%s-%llu.%s\"", name,
                 (unsigned long long)atomic_load(&call->state->revision), ending);
}

void serve_problem(serve_reply *reply, unsigned status, const char *parameter,
                   const char *format, ...)
{
    char detail[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof detail, format, args);
    va_end(args);
    serve_reply_clear(reply);
    reply->status = status;
    reply->type = "application/problem+json";
    serve_put_format(&reply->body, "{\"title\": \"%s\", \"status\": %u, \"detail\": ",
                     serve_phrase(status), status);
    serve_put_json(&reply->body, detail, strlen(detail));
    if (parameter) {
        serve_put_str(&reply->body, ", \"parameter\": ");
        serve_put_json(&reply->body, parameter, strlen(parameter));
    }
    serve_put_str(&reply->body, "}\n");
    serve_header(reply, "Cache-Control", "no-store");
}

void serve_fail(serve_reply *reply, lap_status status, const lap_error *error,
                unsigned argument)
{
    const char *text = error->text[0] ? error->text : lap_status_name(status);
    if (status == LAP_BAD_ARGUMENT)
        serve_problem(reply, argument, NULL, "%s", text);
    else if (status == LAP_NO_MEMORY)
        serve_problem(reply, 503, NULL, "no memory");
    else
        serve_problem(reply, 500, NULL, "the store failed, as the log tells");
    if (reply->status == 500)
        serve_log("error", "store", "error", text);
}

void serve_reply_clear(serve_reply *reply)
{
    serve_buffer_clear(&reply->body);
    *reply = (serve_reply){0};
}
