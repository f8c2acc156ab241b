/* What a page says of itself: meta elements and JSON-LD. */
#include "intake/page_build.h"
#include "unicode/utf8.h"

/* Nodes of one JSON-LD script that are looked at, and how many wait their turn. */
enum { NODES_MAX = 20000, WAITING_MAX = 512, SCRIPT_BYTES_MAX = 4 << 20 };

lap_status lapi_page_fact(lapi_page *page, enum lapi_page_fact fact, uint8_t rank,
                          lapi_slice value)
{
    value = lapi_slice_strip(value);
    if (value.bytes == 0 || value.bytes > LAPI_DOC_BYTES_MAX ||
        (page->said.ranks[fact] && page->said.ranks[fact] <= rank))
        return LAP_OK;
    page->said.ranks[fact] = rank;
    return lapi_arena_keep(page->arena, value, &page->said.facts[fact]);
}

void lapi_page_day(lapi_page *page, uint8_t rank, const char *value)
{
    int32_t day;
    size_t n = strlen(value);
    if ((page->said.day_rank && page->said.day_rank <= rank) || n == 0 || n > 100)
        return;
    if (lapi_intake_date(lapi_slice_of(value, (uint32_t)n), &day))
        return;
    page->said.day = day;
    page->said.day_rank = rank;
}

static bool is_any(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void lower(const char *from, char to[40])
{
    size_t n = 0;
    for (; from[n] && n < 39; n++)
        to[n] = lapi_ascii_lower(from[n]);
    to[n] = '\0';
}

lap_status lapi_page_meta(lapi_page *page, const char *const *attributes)
{
    static const char *const published[] = {"article:published_time",
                                            "og:article:published_time",
                                            "og:published_time", NULL};
    static const char *const dated[] = {"datepublished",
                                        "date",
                                        "pubdate",
                                        "publishdate",
                                        "publish-date",
                                        "publish_date",
                                        "parsely-pub-date",
                                        "sailthru.date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "dcterms.issued",
                                        "article_date_original",
                                        "originalpublicationdate",
                                        "cxenseparse:recs:publishtime",
                                        NULL};
    const char *content = lapi_attribute(attributes, "content");
    const char *given = lapi_attribute(attributes, "property");
    char name[40];
    if (!given[0])
        given = lapi_attribute(attributes, "name");
    if (!given[0])
        given = lapi_attribute(attributes, "itemprop");
    lower(given, name);
    lapi_slice value = lapi_slice_str(content);
    if (is_any(name, published))
        lapi_page_day(page, 1, content);
    else if (is_any(name, dated))
        lapi_page_day(page, 4, content);
    else if (strcmp(name, "og:title") == 0)
        return lapi_page_fact(page, LAPI_PAGE_FACT_TITLE, 2, value);
    else if (strcmp(name, "og:site_name") == 0)
        return lapi_page_fact(page, LAPI_PAGE_FACT_SITE, 1, value);
    else if (strcmp(name, "application-name") == 0)
        return lapi_page_fact(page, LAPI_PAGE_FACT_SITE, 3, value);
    else if (strcmp(name, "og:url") == 0)
        return lapi_page_fact(page, LAPI_PAGE_FACT_URL, 2, value);
    return LAP_OK;
}

/* ---- JSON-LD ---- */

static bool is_article_type(const char *type)
{
    static const char *const ends[] = {"Article", "BlogPosting", "Report", NULL};
    size_t n = strlen(type);
    for (int i = 0; ends[i]; i++) {
        size_t m = strlen(ends[i]);
        if (n >= m && strcmp(type + n - m, ends[i]) == 0)
            return true;
    }
    return false;
}

static bool is_article(json_object *node)
{
    json_object *type = NULL;
    json_object_object_get_ex(node, "@type", &type);
    if (json_object_is_type(type, json_type_string))
        return is_article_type(json_object_get_string(type));
    if (!json_object_is_type(type, json_type_array))
        return false;
    for (size_t i = 0; i < json_object_array_length(type) && i < 8; i++) {
        const char *one = json_object_get_string(json_object_array_get_idx(type, i));
        if (one && is_article_type(one))
            return true;
    }
    return false;
}

/* The string of a key, or of `inner` in the object (or the first of the list) there. */
static const char *string_of(json_object *node, const char *key, const char *inner)
{
    json_object *value = NULL;
    json_object_object_get_ex(node, key, &value);
    if (json_object_is_type(value, json_type_array) && json_object_array_length(value))
        value = json_object_array_get_idx(value, 0);
    if (inner && json_object_is_type(value, json_type_object))
        json_object_object_get_ex(value, inner, &value);
    return json_object_is_type(value, json_type_string) ? json_object_get_string(value)
                                                        : "";
}

static lap_status take_fact(lapi_page *page, enum lapi_page_fact fact, uint8_t rank,
                            const char *value)
{
    return lapi_page_fact(page, fact, rank, lapi_slice_str(value));
}

static lap_status take_article(lapi_page *page, json_object *node)
{
    const char *date = string_of(node, "datePublished", NULL);
    if (!date[0])
        date = string_of(node, "dateCreated", NULL);
    lapi_page_day(page, 2, date);
    const char *url = string_of(node, "mainEntityOfPage", "@id");
    if (!url[0])
        url = string_of(node, "url", NULL);
    lap_status status =
        take_fact(page, LAPI_PAGE_FACT_TITLE, 1, string_of(node, "headline", NULL));
    if (status == LAP_OK)
        status = take_fact(page, LAPI_PAGE_FACT_SITE, 2,
                           string_of(node, "publisher", "name"));
    if (status == LAP_OK)
        status = take_fact(page, LAPI_PAGE_FACT_URL, 3, url);
    if (status == LAP_OK)
        status = take_fact(page, LAPI_PAGE_FACT_LANGUAGE, 2,
                           string_of(node, "inLanguage", NULL));
    if (status == LAP_OK)
        status = take_fact(page, LAPI_PAGE_FACT_BODY, 1,
                           string_of(node, "articleBody", NULL));
    return status;
}

/* Looks through a script for articles, level by level from its top. */
static lap_status take_node(lapi_page *page, json_object *root)
{
    json_object *waiting[WAITING_MAX];
    uint32_t first = 0, count = 1, seen = 0;
    waiting[0] = root;
    for (; first < count && seen < NODES_MAX; seen++) {
        json_object *node = waiting[first++];
        if (json_object_is_type(node, json_type_array)) {
            for (size_t i = 0;
                 i < json_object_array_length(node) && count < WAITING_MAX; i++)
                waiting[count++] = json_object_array_get_idx(node, i);
        } else if (json_object_is_type(node, json_type_object)) {
            lap_status status = is_article(node) ? take_article(page, node) : LAP_OK;
            if (status)
                return status;
            json_object_object_foreach(node, key, value)
            {
                (void)key;
                if (count < WAITING_MAX &&
                    (json_object_is_type(value, json_type_object) ||
                     json_object_is_type(value, json_type_array)))
                    waiting[count++] = value;
            }
        }
    }
    return LAP_OK;
}

/* Cuts what some pages wrap a script into: comments of HTML, CDATA. */
static lapi_slice unwrapped(lapi_slice script)
{
    uint32_t at = 0;
    while (at < script.bytes && script.at[at] != '{' && script.at[at] != '[')
        at++;
    if (script.bytes - at > 7 && memcmp(script.at + at, "[CDATA[", 7) == 0)
        at += 7;
    return lapi_slice_of(script.at + at, script.bytes - at);
}

lap_status lapi_page_json(lapi_page *page, lapi_slice script)
{
    script = unwrapped(script);
    if (script.bytes == 0 || script.bytes > SCRIPT_BYTES_MAX)
        return LAP_OK;
    json_tokener_reset(page->tokener);
    json_object *root =
        json_tokener_parse_ex(page->tokener, script.at, (int)script.bytes);
    if (!root)
        return LAP_OK; /* what is no JSON says nothing */
    lap_status status = take_node(page, root);
    json_object_put(root);
    return status;
}
