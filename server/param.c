/* Parameters of the query and the id of the path: each decoded once, checked against
 * the table, refused by name. */
#include "server/serve.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool is_text(const char *text, size_t n)
{
    for (size_t i = 0, one; i < n; i += one)
        if (text[i] == '\0' || (one = serve_utf8(text + i, n - i)) == 0)
            return false;
    return true;
}

/* Decodes n bytes to `to`, which gets as many at most and a NUL. False: an escape that
 * is none, a NUL, no UTF-8. */
static bool decode(const char *from, size_t n, bool is_query, char *to)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        char c = from[i] == '+' && is_query ? ' ' : from[i];
        if (c == '%') {
            int high = n - i > 2 ? hex(from[i + 1]) : -1;
            int low = n - i > 2 ? hex(from[i + 2]) : -1;
            if (high < 0 || low < 0)
                return false;
            c = (char)(high << 4 | low);
            i += 2;
        }
        to[bytes++] = c;
    }
    to[bytes] = '\0';
    return is_text(to, bytes);
}

static bool is_number(const char *text, const serve_parameter *p, uint64_t *out)
{
    char *end;
    errno = 0;
    unsigned long long n = strtoull(text, &end, 10);
    *out = n;
    return *text >= '0' && *text <= '9' && !*end && !errno && n >= p->least &&
           n <= p->most;
}

static bool is_day(const char *text)
{
    static const char form[] = "0000-00-00";
    for (size_t i = 0; i < sizeof form; i++)
        if (form[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != form[i])
            return false;
    long year = strtol(text, NULL, 10), month = strtol(text + 5, NULL, 10);
    long day = strtol(text + 8, NULL, 10);
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    long days = month == 2 ? 28 + is_leap : 30 + (month + month / 8) % 2;
    return year && month && month <= 12 && day && day <= days;
}

static bool is_item(const serve_parameter *p, const char *item, size_t n)
{
    if (p->kind == SERVE_KIND_CODES) {
        for (size_t i = 0; i < n; i++)
            if (item[i] < 'A' || item[i] > 'Z')
                return false;
        return n == 3;
    }
    for (const char *c = p->choices; (c = strchr(c, ',')) && c[1]; c++)
        if (n && strncmp(c + 1, item, n) == 0 && c[1 + n] == ',')
            return true;
    return false;
}

static bool is_list(const serve_parameter *p, const char *text)
{
    uint64_t count = 0;
    for (const char *item = text;; item++) {
        size_t n = strcspn(item, ",");
        if (++count > p->most || !is_item(p, item, n))
            return false;
        item += n;
        if (!*item)
            return count >= p->least;
    }
}

static bool is_fitting(const serve_parameter *p, const char *text, uint64_t *number)
{
    size_t bytes = strlen(text);
    switch (p->kind) {
    case SERVE_KIND_DAY:
        return is_day(text);
    case SERVE_KIND_NUMBER:
        return is_number(text, p, number);
    case SERVE_KIND_CODES:
    case SERVE_KIND_CHOICES:
        return is_list(p, text);
    case SERVE_KIND_WORDS:
        break;
    }
    return bytes >= p->least && bytes <= p->most;
}

/* What a parameter may be, for the problem. */
static void refuse(serve_call *call, const serve_parameter *p)
{
    unsigned long long least = p->least, most = p->most;
    if (p->kind == SERVE_KIND_DAY)
        serve_problem(call->out, 400, p->name, "%s is a day, as 2021-11-14", p->name);
    else if (p->kind == SERVE_KIND_NUMBER)
        serve_problem(call->out, 400, p->name, "%s is a number from %llu to %llu",
                      p->name, least, most);
    else if (p->kind == SERVE_KIND_WORDS)
        serve_problem(call->out, 400, p->name, "%s is a text of %llu to %llu bytes",
                      p->name, least, most);
    else if (p->kind == SERVE_KIND_CODES)
        serve_problem(call->out, 400, p->name,
                      "%s has %llu to %llu codes of three capitals, parted by commas",
                      p->name, least, most);
    else
        serve_problem(call->out, 400, p->name, "%s has %llu to %llu of %.*s", p->name,
                      least, most, (int)strlen(p->choices) - 2, p->choices + 1);
}

static const serve_parameter *find(const serve_route *route, const char *name)
{
    for (unsigned i = 0; i < route->parameter_count; i++)
        if (strcmp(route->parameters[i].name, name) == 0)
            return &route->parameters[i];
    return NULL;
}

/* One `name=value` of n bytes; *room gets what it decodes to. */
static bool read_pair(serve_call *call, const char *pair, size_t n, char **room)
{
    const char *equals = memchr(pair, '=', n);
    size_t name_bytes = equals ? (size_t)(equals - pair) : n;
    char *name = *room, *value = name + name_bytes + 1;
    size_t value_bytes = equals ? n - name_bytes - 1 : 0;
    *room = value + value_bytes + 1;
    if (!decode(pair, name_bytes, true, name)) {
        serve_problem(call->out, 400, NULL, "the name of a parameter is malformed");
        return false;
    }
    const serve_parameter *p = find(call->route, name);
    if (!p)
        serve_problem(call->out, 400, name, "there is no parameter %.100s here", name);
    else if (call->value[p->value])
        serve_problem(call->out, 400, name, "%s is given more than once", name);
    else if (!decode(equals ? equals + 1 : "", value_bytes, true, value) ||
             !is_fitting(p, value, &call->number[p->value]))
        refuse(call, p);
    else
        call->value[p->value] = value;
    return p && call->value[p->value] == value;
}

bool serve_read_query(serve_call *call, const char *query)
{
    const serve_route *route = call->route;
    char *room = call->text + strlen(call->text) + 1;
    for (unsigned i = 0; i < route->parameter_count; i++)
        call->number[route->parameters[i].value] = route->parameters[i].preset;
    for (const char *pair = query; *pair;) {
        size_t n = strcspn(pair, "&");
        if (n && !read_pair(call, pair, n, &room))
            return false;
        pair += n + (pair[n] == '&');
    }
    for (unsigned i = 0; i < route->parameter_count; i++) {
        const serve_parameter *p = &route->parameters[i];
        if (p->is_needed && !call->value[p->value]) {
            serve_problem(call->out, 400, p->name, "%s is needed", p->name);
            return false;
        }
    }
    return true;
}

bool serve_read_id(serve_call *call, const char *segment, size_t n)
{
    if (n && decode(segment, n, false, call->text)) {
        call->id = call->text;
        return true;
    }
    serve_problem(call->out, 400, NULL, "the id in the path is malformed");
    return false;
}
