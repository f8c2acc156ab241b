#include "fetch/config.h"

#include "base/limits.h"
#include "base/status.h"
#include "fetch/url.h"

#include <stdlib.h>
#include <yaml.h>

enum kind {
    KIND_TEXT,
    KIND_URL,
    KIND_TIME,
    KIND_SIZE,
    KIND_COUNT,
    KIND_BOOL,
    KIND_FEEDS
};

/* A key, and what may stand after it. Times are in the unit of their field. */
typedef struct setting {
    const char *name;
    enum kind kind;
    size_t offset;
    uint64_t least, most;
    uint32_t per_second; /* of KIND_TIME */
    bool is_needed;
} setting;

#define AT_FEEDS(field) offsetof(lapi_feeds, field)
#define AT_FEED(field)  offsetof(lapi_feed_config, field)
#define HOUR            3600u

static const setting of_list[] = {
    {"user_agent", KIND_TEXT, AT_FEEDS(user_agent), 1, 256, 0, false},
    {"delay", KIND_TIME, AT_FEEDS(delay_ms), 0, 600000, 1000, false},
    {"timeout", KIND_TIME, AT_FEEDS(timeout_ms), 1000, 600000, 1000, false},
    {"connect_timeout", KIND_TIME, AT_FEEDS(connect_timeout_ms), 1000, 600000, 1000,
     false},
    {"size_limit", KIND_SIZE, AT_FEEDS(body_bytes_max), 1024, LAPI_BODY_BYTES_MAX, 0,
     false},
    {"retries", KIND_COUNT, AT_FEEDS(retries), 0, 10, 0, false},
    {"allow_private", KIND_BOOL, AT_FEEDS(allows_private), 0, 0, 0, false},
    {"feeds", KIND_FEEDS, 0, 0, 0, 0, true},
    {0}};

static const setting of_feed[] = {
    {"url", KIND_URL, AT_FEED(url), 1, LAPI_URL_BYTES_MAX, 0, true},
    {"publisher", KIND_TEXT, AT_FEED(publisher), 1, 256, 0, false},
    {"language", KIND_TEXT, AT_FEED(language), 2, 35, 0, false},
    {"every", KIND_TIME, AT_FEED(every_s), 60, 30 * 24 * HOUR, 1, false},
    {"follow", KIND_BOOL, AT_FEED(follows_links), 0, 0, 0, false},
    {"enabled", KIND_BOOL, AT_FEED(is_enabled), 0, 0, 0, false},
    {0}};

static const lapi_feeds default_list = {
    .user_agent = {"lapwing/" LAPI_VERSION, sizeof "lapwing/" LAPI_VERSION - 1},
    .delay_ms = 2000,
    .timeout_ms = 30000,
    .connect_timeout_ms = 10000,
    .body_bytes_max = 8u << 20,
    .retries = 3};
static const lapi_feed_config default_feed = {.every_s = HOUR, .is_enabled = true};

typedef struct reader {
    lapi_slice yaml;
    yaml_parser_t parser;
    yaml_event_t event; /* the one read last; deleted when the next is read */
    bool has_event;
    lapi_arena *arena;
    lapi_feeds *list;
    uint32_t capacity;
    lap_error *error;
} reader;

/* What is wrong, on the line of the event read last. */
#define WRONG(r, status, ...)                                                          \
    wrong_at(r, lapi_fail((r)->error, status, line_of(r), __VA_ARGS__))

static uint32_t line_of(const reader *r)
{
    return (uint32_t)r->event.start_mark.line + 1;
}

static lap_status wrong_at(reader *r, lap_status status)
{
    if (r->error)
        r->error->is_line = 1;
    return status;
}

/* What is no UTF-8 is told by its offset. */
static uint64_t line_of_problem(const reader *r)
{
    if (r->parser.error != YAML_READER_ERROR)
        return r->parser.problem_mark.line + 1;
    uint64_t line = 1;
    for (uint32_t i = 0; i < r->yaml.bytes && i < r->parser.problem_offset; i++)
        line += r->yaml.at[i] == '\n';
    return line;
}

static lap_status next(reader *r)
{
    if (r->has_event)
        yaml_event_delete(&r->event);
    r->has_event = yaml_parser_parse(&r->parser, &r->event) == 1;
    if (r->has_event)
        return LAP_OK;
    lap_status status =
        r->parser.error == YAML_MEMORY_ERROR ? LAP_NO_MEMORY : LAP_BAD_INPUT;
    const char *problem = r->parser.problem ? r->parser.problem : "no memory";
    return wrong_at(
        r, lapi_fail(r->error, status, line_of_problem(r), "not YAML: %s", problem));
}

/* The next event, which must be of this type. */
static lap_status expect(reader *r, yaml_event_type_t type, const char *what)
{
    lap_status status = next(r);
    if (status == LAP_OK && r->event.type != type)
        return WRONG(r, LAP_BAD_INPUT, "%s expected", what);
    return status;
}

static lapi_slice scalar(const reader *r)
{
    size_t n = r->event.data.scalar.length;
    return lapi_slice_of((const char *)r->event.data.scalar.value,
                         n > UINT32_MAX ? UINT32_MAX : (uint32_t)n);
}

/* "90", "1.5" is none; the number that the value begins with, and what stands after it.
 */
static bool read_number(lapi_slice value, uint64_t *number, lapi_slice *unit)
{
    uint64_t n = 0;
    uint32_t i = 0;
    for (; i < value.bytes && value.at[i] >= '0' && value.at[i] <= '9'; i++)
        if ((n = n * 10 + (uint64_t)(value.at[i] - '0')) > UINT32_MAX)
            return false;
    while (i < value.bytes && value.at[i] == ' ')
        i++;
    *number = n;
    *unit = lapi_slice_of(value.at + i, value.bytes - i);
    return value.bytes && value.at[0] >= '0' && value.at[0] <= '9';
}

static lap_status set_number(reader *r, const setting *s, void *field)
{
    static const struct {
        const char *name;
        uint32_t factor;
        enum kind kind;
    } units[] = {{"s", 1, KIND_TIME},         {"m", 60, KIND_TIME},
                 {"h", HOUR, KIND_TIME},      {"d", 24 * HOUR, KIND_TIME},
                 {"B", 1, KIND_SIZE},         {"KiB", 1u << 10, KIND_SIZE},
                 {"MiB", 1u << 20, KIND_SIZE}};
    static const char *const forms[] = {[KIND_TIME] =
                                            "a time, such as 30s, 15m, 2h, 1d",
                                        [KIND_SIZE] = "a size, such as 500KiB, 8MiB",
                                        [KIND_COUNT] = "a number"};
    uint64_t n, factor = 0;
    lapi_slice unit;
    bool good = read_number(scalar(r), &n, &unit);
    if (good && unit.bytes == 0 && s->kind == KIND_COUNT)
        factor = 1;
    for (size_t i = 0; good && i < sizeof units / sizeof *units; i++)
        if (units[i].kind == s->kind && lapi_slice_is(unit, units[i].name))
            factor = units[i].factor * (s->kind == KIND_TIME ? s->per_second : 1u);
    if (!factor)
        return WRONG(r, LAP_BAD_INPUT, "\"%s\" takes %s", s->name, forms[s->kind]);
    if (n * factor < s->least)
        return WRONG(r, LAP_BAD_INPUT, "\"%s\" is too small", s->name);
    if (n * factor > s->most)
        return WRONG(r, LAP_TOO_LARGE, "\"%s\" is too large", s->name);
    uint32_t value = (uint32_t)(n * factor);
    memcpy(field, &value, sizeof value);
    return LAP_OK;
}

static lap_status set_bool(reader *r, const setting *s, void *field)
{
    lapi_slice value = scalar(r);
    bool yes = lapi_slice_is(value, "true") || lapi_slice_is(value, "yes");
    if (!yes && !lapi_slice_is(value, "false") && !lapi_slice_is(value, "no"))
        return WRONG(r, LAP_BAD_INPUT, "\"%s\" takes true or false", s->name);
    memcpy(field, &yes, sizeof yes);
    return LAP_OK;
}

static lap_status set_text(reader *r, const setting *s, void *field)
{
    lapi_slice value = scalar(r);
    if (value.bytes < s->least)
        return WRONG(r, LAP_BAD_INPUT, "nothing after \"%s\"", s->name);
    if (value.bytes > s->most)
        return WRONG(r, LAP_TOO_LARGE, "more than %u bytes after \"%s\"",
                     (unsigned)s->most, s->name);
    for (uint32_t i = 0; i < value.bytes; i++)
        if ((unsigned char)value.at[i] < 0x20 || value.at[i] == 0x7F)
            return WRONG(r, LAP_BAD_INPUT, "a control character in \"%s\"", s->name);
    const char *fault = s->kind == KIND_URL ? lapi_url_fault(value) : NULL;
    if (fault)
        return WRONG(r, LAP_BAD_INPUT, "\"%s\": %s", s->name, fault);
    lapi_slice copy = lapi_arena_copy(r->arena, value.at, value.bytes);
    if (!copy.at)
        return WRONG(r, LAP_NO_MEMORY, "no memory");
    memcpy(field, &copy, sizeof copy);
    return LAP_OK;
}

static lap_status set_value(reader *r, const setting *s, void *target)
{
    void *field = (char *)target + s->offset;
    lap_status status = next(r);
    if (status)
        return status;
    if (r->event.type != YAML_SCALAR_EVENT)
        return WRONG(r, LAP_BAD_INPUT, "\"%s\" takes one plain value", s->name);
    switch (s->kind) {
    case KIND_TEXT:
    case KIND_URL:
        return set_text(r, s, field);
    case KIND_BOOL:
        return set_bool(r, s, field);
    default:
        return set_number(r, s, field);
    }
}

/* The setting of the key read last, which may stand once in a mapping. */
static lap_status find_setting(reader *r, const setting *settings, uint32_t *seen,
                               const setting **out)
{
    lapi_slice key = scalar(r);
    for (const setting *s = settings; s->name; s++) {
        uint32_t bit = 1u << (s - settings);
        if (!lapi_slice_is(key, s->name))
            continue;
        if (*seen & bit)
            return WRONG(r, LAP_BAD_INPUT, "\"%s\" stands twice", s->name);
        *seen |= bit;
        *out = s;
        return LAP_OK;
    }
    return WRONG(r, LAP_BAD_INPUT, "no setting \"%.*s\"%s",
                 (int)(key.bytes < 60 ? key.bytes : 60), key.at,
                 settings == of_feed ? " of a feed" : "");
}

static lap_status read_feeds(reader *r);

/* The pairs of a mapping whose start was read last, and its end. Nothing nests but the
 * one list of feeds. */
static lap_status read_mapping(reader *r, const setting *settings, void *target)
{
    uint32_t seen = 0, line = line_of(r);
    for (;;) {
        const setting *s = NULL;
        lap_status status = next(r);
        if (status == LAP_OK && r->event.type == YAML_MAPPING_END_EVENT)
            break;
        if (status == LAP_OK && r->event.type != YAML_SCALAR_EVENT)
            return WRONG(r, LAP_BAD_INPUT, "a key expected");
        if (status == LAP_OK)
            status = find_setting(r, settings, &seen, &s);
        if (status == LAP_OK)
            status = s->kind == KIND_FEEDS ? read_feeds(r) : set_value(r, s, target);
        if (status)
            return status;
    }
    for (const setting *s = settings; s->name; s++)
        if (s->is_needed && !(seen >> (s - settings) & 1))
            return wrong_at(
                r, lapi_fail(r->error, LAP_BAD_INPUT, line, "no \"%s\" here", s->name));
    return LAP_OK;
}

static lapi_feed_config *add_feed(reader *r)
{
    lapi_feeds *list = r->list;
    lapi_feed_config *feeds = lapi_arena_more(r->arena, list->feeds, list->count,
                                              &r->capacity, sizeof *feeds);
    if (!feeds)
        return NULL;
    list->feeds = feeds;
    lapi_feed_config *feed = &list->feeds[list->count++];
    *feed = default_feed;
    feed->line = line_of(r);
    return feed;
}

static lap_status read_feeds(reader *r)
{
    lap_status status = expect(r, YAML_SEQUENCE_START_EVENT, "a list of feeds");
    while (status == LAP_OK) {
        status = next(r);
        if (status)
            return status;
        if (r->event.type == YAML_SEQUENCE_END_EVENT)
            return LAP_OK;
        if (r->event.type != YAML_MAPPING_START_EVENT)
            return WRONG(r, LAP_BAD_INPUT, "a feed expected: - url: ...");
        if (r->list->count == LAPI_FEEDS_MAX)
            return WRONG(r, LAP_TOO_LARGE, "more than %u feeds", LAPI_FEEDS_MAX);
        lapi_feed_config *feed = add_feed(r);
        status = feed ? read_mapping(r, of_feed, feed)
                      : WRONG(r, LAP_NO_MEMORY, "no memory");
    }
    return status;
}

static lap_status read_stream(reader *r)
{
    lap_status status = expect(r, YAML_STREAM_START_EVENT, "YAML");
    if (status == LAP_OK)
        status = next(r);
    if (status == LAP_OK && r->event.type != YAML_DOCUMENT_START_EVENT)
        return WRONG(r, LAP_BAD_INPUT, "nothing in it");
    if (status == LAP_OK)
        status = expect(r, YAML_MAPPING_START_EVENT, "settings and a list of feeds");
    if (status == LAP_OK)
        status = read_mapping(r, of_list, r->list);
    if (status == LAP_OK)
        status = expect(r, YAML_DOCUMENT_END_EVENT, "the end");
    if (status == LAP_OK)
        status = expect(r, YAML_STREAM_END_EVENT, "the end");
    return status;
}

static int by_url(const void *x, const void *y)
{
    const lapi_feed_config *a = *(lapi_feed_config *const *)x,
                           *b = *(lapi_feed_config *const *)y;
    uint32_t n = a->url.bytes < b->url.bytes ? a->url.bytes : b->url.bytes;
    int order = memcmp(a->url.at, b->url.at, n);
    if (order == 0 && a->url.bytes != b->url.bytes)
        order = a->url.bytes < b->url.bytes ? -1 : 1;
    return order ? order : (a->line > b->line) - (a->line < b->line);
}

/* A feed may stand once: what is known of it is kept under its address. */
static lap_status check_once(reader *r)
{
    uint32_t count = r->list->count;
    if (count < 2)
        return LAP_OK;
    lapi_feed_config **sorted = lapi_arena_get(r->arena, count, sizeof *sorted);
    if (!sorted)
        return lapi_fail(r->error, LAP_NO_MEMORY, 0, "no memory");
    for (uint32_t i = 0; i < count; i++)
        sorted[i] = &r->list->feeds[i];
    qsort(sorted, count, sizeof *sorted, by_url);
    for (uint32_t i = 1; i < count; i++)
        if (lapi_slice_equal(sorted[i - 1]->url, sorted[i]->url))
            return wrong_at(r, lapi_fail(r->error, LAP_BAD_INPUT, sorted[i]->line,
                                         "the feed of line %u again",
                                         (unsigned)sorted[i - 1]->line));
    return LAP_OK;
}

lap_status lapi_feeds_read(lapi_slice yaml, lapi_arena *arena, lapi_feeds *out,
                           lap_error *error)
{
    lapi_feeds list = default_list;
    reader r = {.yaml = yaml, .arena = arena, .list = &list, .error = error};
    if (yaml.bytes > LAPI_FEEDS_BYTES_MAX)
        return wrong_at(&r, lapi_fail(error, LAP_TOO_LARGE, 1,
                                      "a list of feeds of more than 1 MiB"));
    if (!yaml_parser_initialize(&r.parser))
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)yaml.at, yaml.bytes);
    lap_status status = read_stream(&r);
    if (r.has_event)
        yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    if (status == LAP_OK)
        status = check_once(&r);
    if (status == LAP_OK)
        *out = list;
    return status;
}
