#define _GNU_SOURCE /* memmem, which takes linear time */
#include "fetch/robots.h"

#include "base/grow.h"
#include "base/limits.h"

struct lapi_robots_rule {
    uint32_t at, bytes; /* of its pattern, without the $ of its end */
    bool allows;
    bool is_whole; /* it ended with $ */
};

enum { ESCAPED_BYTES_MAX = 3 * LAPI_URL_BYTES_MAX };

static bool is_letter(char c)
{
    return lapi_ascii_lower(c) >= 'a' && lapi_ascii_lower(c) <= 'z';
}

lapi_slice lapi_robots_name(lapi_slice user_agent)
{
    uint32_t n = 0;
    while (n < user_agent.bytes && (is_letter(user_agent.at[n]) ||
                                    user_agent.at[n] == '-' || user_agent.at[n] == '_'))
        n++;
    return lapi_slice_of(user_agent.at, n);
}

static int hex(char c)
{
    c = lapi_ascii_lower(c);
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Bytes that stand for themselves, escaped or not. */
static bool is_unreserved(unsigned char c)
{
    return is_letter((char)c) || (c >= '0' && c <= '9') || (c && strchr("-._~", c));
}

static void add_escaped(lapi_buffer *out, unsigned char c)
{
    static const char digits[] = "0123456789ABCDEF";
    lapi_buffer_byte(out, '%');
    lapi_buffer_byte(out, digits[c >> 4]);
    lapi_buffer_byte(out, digits[c & 15]);
}

/* One form of a path or pattern: see the header. A star of a pattern stays one. */
static void escape(lapi_slice path, bool is_pattern, lapi_buffer *out)
{
    for (uint32_t i = 0; i < path.bytes; i++) {
        unsigned char c = (unsigned char)path.at[i];
        bool is_escape = c == '%' && i + 2 < path.bytes && hex(path.at[i + 1]) >= 0 &&
                         hex(path.at[i + 2]) >= 0;
        if (is_escape) {
            c = (unsigned char)(hex(path.at[i + 1]) * 16 + hex(path.at[i + 2]));
            i += 2;
        }
        bool is_plain = c > 0x20 && c < 0x7F && c != '$' && (c != '*' || is_pattern);
        if (is_unreserved(c) || (is_plain && !is_escape))
            lapi_buffer_byte(out, (char)c);
        else
            add_escaped(out, c);
    }
}

static lap_status add_rule(lapi_robots *robots, lapi_slice pattern, bool allows)
{
    void *rules = lapi_grow(robots->rules, robots->count, &robots->capacity,
                            sizeof *robots->rules);
    if (!rules)
        return LAP_NO_MEMORY;
    robots->rules = rules;
    struct lapi_robots_rule rule = {.at = (uint32_t)robots->patterns.bytes,
                                    .allows = allows};
    if (pattern.at[pattern.bytes - 1] == '$') {
        rule.is_whole = true;
        pattern.bytes--;
    }
    escape(pattern, true, &robots->patterns);
    rule.bytes = (uint32_t)robots->patterns.bytes - rule.at;
    robots->rules[robots->count++] = rule;
    return robots->patterns.failed ? LAP_NO_MEMORY : LAP_OK;
}

/* "10", "0.5"; anything else is passed over. */
static void set_delay(lapi_robots *robots, lapi_slice value)
{
    double whole = 0, part = 0, scale = 1;
    bool after_point = false;
    if (value.bytes == 0 || value.bytes > 9)
        return;
    for (uint32_t i = 0; i < value.bytes; i++) {
        char c = value.at[i];
        if (c == '.' && !after_point)
            after_point = true;
        else if (c < '0' || c > '9')
            return;
        else if (after_point)
            part = part * 10 + (c - '0'), scale *= 10;
        else
            whole = whole * 10 + (c - '0');
    }
    if (whole + part / scale > robots->crawl_delay_s)
        robots->crawl_delay_s = whole + part / scale;
}

/* Where a reader stands among the groups. */
typedef struct place {
    lapi_slice name; /* of the groups that are sought; 0 bytes: those of * */
    bool in_names;   /* the last line of a group was a user-agent */
    bool is_ours;    /* the group is one of those sought */
    bool was_ours;   /* some group was */
} place;

static void read_agent(place *p, lapi_slice value)
{
    if (!p->in_names)
        p->is_ours = false;
    p->in_names = true;
    lapi_slice name = lapi_robots_name(value);
    p->is_ours |= p->name.bytes ? lapi_slice_equal_fold(name, p->name)
                                : value.bytes && value.at[0] == '*';
    p->was_ours |= p->is_ours;
}

static lap_status read_line(lapi_robots *robots, place *p, lapi_slice line)
{
    lapi_slice key, value = line;
    lapi_slice_cut(&value, '#', &line);
    value = line;
    if (!lapi_slice_cut(&value, ':', &key) || !value.at)
        return LAP_OK;
    key = lapi_slice_trim(key);
    value = lapi_slice_trim(value);
    bool allows = lapi_slice_equal_fold(key, LAPI_S("allow"));
    bool is_rule = allows || lapi_slice_equal_fold(key, LAPI_S("disallow"));
    if (lapi_slice_equal_fold(key, LAPI_S("user-agent"))) {
        read_agent(p, value);
        return LAP_OK;
    }
    if (is_rule || lapi_slice_equal_fold(key, LAPI_S("crawl-delay")))
        p->in_names = false;
    if (!p->is_ours || p->in_names)
        return LAP_OK;
    if (!is_rule)
        set_delay(robots, lapi_slice_equal_fold(key, LAPI_S("crawl-delay"))
                              ? value
                              : LAPI_S(""));
    else if (value.bytes && !lapi_slice_is(value, "$")) /* no path is empty */
        return add_rule(robots, value, allows);
    return LAP_OK;
}

static lap_status read_groups(lapi_robots *robots, lapi_slice file, place *p)
{
    lapi_slice line;
    while (lapi_slice_cut(&file, '\n', &line)) {
        lapi_slice part;
        while (lapi_slice_cut(&line, '\r', &part)) {
            lap_status status = read_line(robots, p, part);
            if (status)
                return status;
        }
    }
    return LAP_OK;
}

lap_status lapi_robots_read(lapi_slice file, lapi_slice name, lapi_robots *out)
{
    lapi_robots robots = {0};
    if (file.bytes > LAPI_ROBOTS_BYTES_MAX)
        file.bytes = LAPI_ROBOTS_BYTES_MAX;
    file = lapi_slice_unmarked(file);
    place p = {.name = name};
    lap_status status = name.bytes ? read_groups(&robots, file, &p) : LAP_OK;
    if (status == LAP_OK && !p.was_ours) {
        p = (place){0};
        status = read_groups(&robots, file, &p);
    }
    if (status) {
        lapi_robots_clear(&robots);
        return status;
    }
    *out = robots;
    return LAP_OK;
}

void lapi_robots_clear(lapi_robots *robots)
{
    free(robots->rules);
    lapi_buffer_clear(&robots->patterns);
    *robots = (lapi_robots){0};
}

/* Each piece between two * is sought after the one before, leftmost: what fits at all
 * fits so. The first stands at the start, and that before a $ at the end. */
static bool fits(lapi_slice pattern, bool is_whole, lapi_slice path)
{
    lapi_slice piece, rest = path;
    bool is_first = true;
    while (lapi_slice_cut(&pattern, '*', &piece)) {
        bool is_last = !pattern.at;
        if (piece.bytes > rest.bytes)
            return false;
        const char *hit = rest.at;
        if (is_last && is_whole && !is_first)
            hit = rest.at + (rest.bytes - piece.bytes);
        else if (!is_first && piece.bytes)
            hit = memmem(rest.at, rest.bytes, piece.at, piece.bytes);
        if (!hit || (piece.bytes && memcmp(hit, piece.at, piece.bytes) != 0))
            return false;
        rest.bytes -= (uint32_t)(hit - rest.at) + piece.bytes;
        rest.at = hit + piece.bytes;
        if (is_last && is_whole)
            return rest.bytes == 0;
        is_first = false;
    }
    return true;
}

bool lapi_robots_allow(const lapi_robots *robots, lapi_slice path)
{
    lapi_buffer whole = {.limit = ESCAPED_BYTES_MAX};
    if (robots->count == 0 || lapi_slice_is(path, "/robots.txt"))
        return true;
    escape(path, false, &whole);
    if (whole.failed) {
        lapi_buffer_clear(&whole);
        return false;
    }
    path = lapi_buffer_text(&whole);
    bool allows = true;
    uint32_t longest = 0;
    for (uint32_t i = 0; i < robots->count; i++) {
        const struct lapi_robots_rule *rule = &robots->rules[i];
        uint32_t bytes = rule->bytes + rule->is_whole;
        bool is_better = bytes > longest || (bytes == longest && rule->allows);
        if (is_better &&
            fits(lapi_slice_of(robots->patterns.at + rule->at, rule->bytes),
                 rule->is_whole, path)) {
            longest = bytes;
            allows = rule->allows;
        }
    }
    lapi_buffer_clear(&whole);
    return allows;
}
