#include "intake/feed.h"

#include "base/limits.h"
#include "base/status.h"
#include "intake/charset.h"
#include "intake/html.h"
#include "intake/intake.h"
#include "unicode/utf8.h"

#define XML_DTD 1 /* declares the limits of expansion, which Debian's Expat has */
#include <expat.h>
#include <stdlib.h>

enum { BLOCK_BYTES = 4096, TAIL_BYTES = 4, NAME_BYTES = 64 };

/* What a text in a feed is. */
enum part {
    PART_NONE,
    PART_TITLE,
    PART_LINK,
    PART_ID,
    PART_PUBLISHED,
    PART_UPDATED,
    PART_FULL,
    PART_SUMMARY,
    PART_SOURCE,
    PART_FEED_TITLE,
    PART_LANGUAGE,
    PART_COUNT
};

struct lapi_feed {
    lapi_stream stream;
    XML_Parser parser;
    unsigned char tail[TAIL_BYTES]; /* of a block: the start of a sign that goes on */
    size_t tail_bytes;
    bool is_begun, is_over, is_utf8;
    uint32_t depth, item_depth; /* open elements; those around the item, 0: in none */
    uint32_t part_depth;        /* of the element whose text is taken */
    enum part part;
    bool is_plain;  /* its text is no HTML: marks are escaped */
    bool is_inline; /* its elements are the HTML */
    bool is_id_link;
    bool is_ready, is_suspended, is_too_long;
    uint64_t line; /* of the item */
    lapi_buffer parts[PART_COUNT];
    lap_status status; /* of the handlers */
};

/* ---- elements ---- */

typedef struct element {
    char space[NAME_BYTES], name[NAME_BYTES]; /* cut */
} element;

static element cut_name(const char *full)
{
    element e;
    const char *mark = strrchr(full, ' ');
    size_t n = mark ? (size_t)(mark - full) : 0;
    const char *name = mark ? mark + 1 : full;
    n = n < NAME_BYTES - 1 ? n : NAME_BYTES - 1;
    memcpy(e.space, full, n);
    e.space[n] = '\0';
    n = strlen(name);
    n = n < NAME_BYTES - 1 ? n : NAME_BYTES - 1;
    memcpy(e.name, name, n);
    e.name[n] = '\0';
    return e;
}

static bool is_in(const char *space, const char *word)
{
    return strstr(space, word) != NULL;
}

/* The part that an element of an item is. Elements of other vocabularies, as media, are
 * none. */
static enum part part_of(const element *e)
{
    static const struct {
        const char *name;
        enum part part;
    } plain[] = {{"title", PART_TITLE},       {"link", PART_LINK},
                 {"guid", PART_ID},           {"id", PART_ID},
                 {"pubDate", PART_PUBLISHED}, {"published", PART_PUBLISHED},
                 {"issued", PART_PUBLISHED},  {"updated", PART_UPDATED},
                 {"modified", PART_UPDATED},  {"description", PART_SUMMARY},
                 {"summary", PART_SUMMARY},   {"content", PART_FULL},
                 {"source", PART_SOURCE}};
    if (is_in(e->space, "/dc/"))
        return strcmp(e->name, "date") == 0 ? PART_PUBLISHED : PART_NONE;
    if (is_in(e->space, "modules/content"))
        return strcmp(e->name, "encoded") == 0 ? PART_FULL : PART_NONE;
    if (e->space[0] && !is_in(e->space, "Atom") && !is_in(e->space, "purl.org/rss") &&
        !is_in(e->space, "purl.org/atom") && !is_in(e->space, "netscape.com/rdf") &&
        !is_in(e->space, "backend.userland.com"))
        return PART_NONE;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strcmp(plain[i].name, e->name) == 0)
            return plain[i].part;
    return PART_NONE;
}

static const char *value_of(const char **attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(attributes[0], name) == 0)
            return attributes[1];
    return "";
}

static void stop(lapi_feed *feed, lap_status status)
{
    if (!feed->status) {
        feed->status = status;
        XML_StopParser(feed->parser, XML_FALSE);
    }
}

/* Adds to a part. What is over the limit makes the item too long, and is let go. */
static void add(lapi_feed *feed, enum part part, const char *at, size_t n)
{
    lapi_buffer *out = &feed->parts[part];
    if (n > LAPI_PAGE_BYTES_MAX - out->bytes)
        feed->is_too_long = true;
    else
        lapi_buffer_add(out, at, n);
    if (out->failed)
        stop(feed, LAP_NO_MEMORY);
}

static void add_text(lapi_feed *feed, const char *at, size_t n)
{
    if (!feed->is_plain && !feed->is_inline) {
        add(feed, feed->part, at, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (at[i] == '<')
            add(feed, feed->part, "&lt;", 4);
        else if (at[i] == '&')
            add(feed, feed->part, "&amp;", 5);
        else
            add(feed, feed->part, at + i, 1);
    }
}

static void begin_item(lapi_feed *feed)
{
    feed->item_depth = feed->depth;
    feed->line = XML_GetCurrentLineNumber(feed->parser);
    feed->is_too_long = feed->is_id_link = false;
    for (int i = PART_TITLE; i < PART_FEED_TITLE; i++)
        lapi_buffer_reset(&feed->parts[i]);
}

/* Atom's link stands in an attribute. */
static void take_link(lapi_feed *feed, const char **attributes)
{
    const char *href = value_of(attributes, "href");
    const char *rel = value_of(attributes, "rel");
    if (href[0] && (!rel[0] || strcmp(rel, "alternate") == 0) &&
        !feed->parts[PART_LINK].bytes)
        add(feed, PART_LINK, href, strlen(href));
}

static enum part part_in_feed(const lapi_feed *feed, const element *e)
{
    if (strcmp(e->name, "language") == 0)
        return PART_LANGUAGE;
    return strcmp(e->name, "title") == 0 && feed->depth <= 3 ? PART_FEED_TITLE
                                                             : PART_NONE;
}

static void begin_part(lapi_feed *feed, const element *e, const char **attributes)
{
    enum part part = feed->item_depth ? part_of(e) : part_in_feed(feed, e);
    const char *type = value_of(attributes, "type");
    bool is_atom = is_in(e->space, "Atom") || is_in(e->space, "atom");
    if (part == PART_LINK)
        take_link(feed, attributes);
    if (part == PART_NONE || (feed->parts[part].bytes && part != PART_FULL))
        return;
    if (is_atom && part == PART_SOURCE)
        return;
    if (part == PART_ID)
        feed->is_id_link =
            !is_atom && strcmp(value_of(attributes, "isPermaLink"), "false");
    lapi_buffer_reset(&feed->parts[part]);
    feed->part = part;
    feed->part_depth = feed->depth;
    feed->is_inline = is_atom && is_in(type, "xhtml");
    feed->is_plain = is_atom && !feed->is_inline && !is_in(type, "html") &&
                     (part == PART_TITLE || part == PART_FULL || part == PART_SUMMARY);
}

static void XMLCALL on_open(void *context, const char *name, const char **attributes)
{
    lapi_feed *feed = context;
    element e = cut_name(name);
    if (++feed->depth > LAPI_FEED_DEPTH_MAX) {
        stop(feed, LAP_TOO_LARGE);
        return;
    }
    if (feed->part != PART_NONE) {
        if (feed->is_inline) {
            add(feed, feed->part, "<", 1);
            add(feed, feed->part, e.name, strlen(e.name));
            add(feed, feed->part, ">", 1);
        }
        return;
    }
    bool is_item = strcmp(e.name, "item") == 0 || strcmp(e.name, "entry") == 0;
    if (!feed->item_depth && is_item)
        begin_item(feed);
    else if (!feed->item_depth || feed->depth == feed->item_depth + 1)
        begin_part(feed, &e, attributes);
}

static void XMLCALL on_close(void *context, const char *name)
{
    lapi_feed *feed = context;
    element e = cut_name(name);
    if (feed->part != PART_NONE && feed->depth == feed->part_depth) {
        feed->part = PART_NONE;
        feed->is_inline = feed->is_plain = false;
    } else if (feed->part != PART_NONE && feed->is_inline) {
        add(feed, feed->part, "</", 2);
        add(feed, feed->part, e.name, strlen(e.name));
        add(feed, feed->part, ">", 1);
    }
    if (feed->item_depth && feed->depth == feed->item_depth) {
        feed->item_depth = 0;
        feed->is_ready = true;
        XML_StopParser(feed->parser, XML_TRUE);
    }
    feed->depth--;
}

static void XMLCALL on_text(void *context, const char *at, int n)
{
    lapi_feed *feed = context;
    if (feed->part != PART_NONE && n > 0 && !feed->is_too_long)
        add_text(feed, at, (size_t)n);
}

/* An entity that XML does not know: HTML's are meant. */
static void XMLCALL on_entity(void *context, const char *name, int is_parameter)
{
    char buf[4];
    uint32_t code = is_parameter ? 0 : lapi_html_entity(name);
    if (code)
        on_text(context, buf, (int)lapi_utf8_write(code, buf));
}

/* Nothing is fetched: what is outside of the feed is taken for empty, so that entities
 * that it does not declare may be declared there, and are no fault. */
static int XMLCALL on_external(XML_Parser parser, const char *context, const char *base,
                               const char *system_id, const char *public_id)
{
    (void)base;
    (void)system_id;
    (void)public_id;
    XML_Parser outside = XML_ExternalEntityParserCreate(parser, context, NULL);
    if (!outside)
        return 0;
    bool is_read = XML_Parse(outside, "", 0, 1) == XML_STATUS_OK;
    XML_ParserFree(outside);
    return is_read;
}

static int XMLCALL on_encoding(void *context, const char *name, XML_Encoding *out)
{
    (void)context;
    out->data = NULL;
    out->convert = NULL;
    out->release = NULL;
    return lapi_charset_table(name, out->map) == LAP_OK;
}

/* ---- bytes ---- */

/* Is the feed UTF-8, as far as its start says? */
static bool is_utf8_declared(const unsigned char *at, size_t n)
{
    char start[201];
    n = n < sizeof start - 1 ? n : sizeof start - 1;
    for (size_t i = 0; i < n; i++)
        start[i] = lapi_ascii_lower((char)at[i]);
    start[n] = '\0';
    if (n >= 2 && (at[0] >= 0xFE || at[0] == 0 || at[1] == 0))
        return false;
    const char *encoding = strstr(start, "encoding");
    return strlen(start) == n && (!encoding || strstr(encoding, "utf-8"));
}

/* Writes bytes to the parser's buffer, those that are no UTF-8 as Windows-1252, those
 * that XML forbids as blanks. An unfinished sign at the end waits for the next block.
 */
static size_t clean(lapi_feed *feed, const unsigned char *from, size_t n, bool is_last,
                    char *to)
{
    size_t at = 0, bytes = 0;
    while (at < n) {
        size_t good = lapi_utf8_check(from + at, n - at);
        for (size_t i = 0; i < good; i++) {
            unsigned char c = from[at + i];
            to[bytes++] =
                c < 0x20 && c != '\t' && c != '\n' && c != '\r' ? ' ' : (char)c;
        }
        at += good;
        if (at == n)
            break;
        if (!is_last && n - at < TAIL_BYTES && from[at] >= 0xC2) {
            memcpy(feed->tail, from + at, n - at);
            feed->tail_bytes = n - at;
            break;
        }
        bytes += lapi_utf8_write(lapi_charset_windows(from[at]), to + bytes);
        at++;
    }
    return bytes;
}

/* Reads a block and parses it. */
static enum XML_Status parse_block(lapi_feed *feed)
{
    unsigned char raw[TAIL_BYTES + BLOCK_BYTES];
    size_t n = 0, had = feed->tail_bytes;
    memcpy(raw, feed->tail, had);
    feed->tail_bytes = 0;
    if (feed->stream.read(feed->stream.context, (char *)raw + had, BLOCK_BYTES, &n)) {
        feed->status = LAP_IO;
        return XML_STATUS_ERROR;
    }
    feed->is_over = n == 0;
    if (!feed->is_begun)
        feed->is_utf8 = is_utf8_declared(raw, had + n);
    feed->is_begun = true;
    char *room = XML_GetBuffer(feed->parser, (int)(sizeof raw * 3));
    if (!room) {
        feed->status = LAP_NO_MEMORY;
        return XML_STATUS_ERROR;
    }
    size_t bytes = had + n;
    if (feed->is_utf8)
        bytes = clean(feed, raw, had + n, feed->is_over, room);
    else
        memcpy(room, raw, bytes);
    return XML_ParseBuffer(feed->parser, (int)bytes, feed->is_over);
}

/* ---- items ---- */

/* A field is a part or, where that has nothing, another; PART_NONE is always empty. */
static void put(const lapi_feed *feed, lapi_parcel *parcel, enum lapi_field field,
                enum part part, enum part other)
{
    const lapi_buffer *text = &feed->parts[feed->parts[part].bytes ? part : other];
    lapi_parcel_put(parcel, field, lapi_buffer_text(text));
}

static enum lapi_read take_item(lapi_feed *feed, lapi_parcel *parcel, lap_error *error)
{
    parcel->kind = LAPI_PARCEL_ENTRY;
    parcel->position = feed->line;
    put(feed, parcel, LAPI_FIELD_TITLE, PART_TITLE, PART_NONE);
    put(feed, parcel, LAPI_FIELD_ID, PART_ID, PART_NONE);
    put(feed, parcel, LAPI_FIELD_URL, PART_LINK,
        feed->is_id_link ? PART_ID : PART_NONE);
    put(feed, parcel, LAPI_FIELD_DATE, PART_PUBLISHED, PART_UPDATED);
    put(feed, parcel, LAPI_FIELD_PUBLISHER, PART_SOURCE, PART_FEED_TITLE);
    put(feed, parcel, LAPI_FIELD_LANGUAGE, PART_LANGUAGE, PART_NONE);
    put(feed, parcel, LAPI_FIELD_BODY, PART_FULL, PART_SUMMARY);
    if (parcel->bytes.failed) {
        lapi_fail_memory(error, feed->line);
        return LAPI_READ_FAILED;
    }
    if (!feed->is_too_long)
        return LAPI_READ_PARCEL;
    lapi_fail(error, LAP_TOO_LARGE, feed->line, "an item of more than 16 MiB");
    return LAPI_READ_BAD;
}

static enum lapi_read fail(lapi_feed *feed, lap_error *error)
{
    uint64_t line = XML_GetCurrentLineNumber(feed->parser);
    enum XML_Error code = XML_GetErrorCode(feed->parser);
    feed->is_over = true;
    if (feed->status == LAP_IO)
        *error = (lap_error){.status = LAP_IO, .position = line};
    else if (feed->status == LAP_TOO_LARGE)
        lapi_fail(error, LAP_TOO_LARGE, line,
                  "a feed with more than %u elements open at once",
                  LAPI_FEED_DEPTH_MAX);
    else if (feed->status == LAP_NO_MEMORY || code == XML_ERROR_NO_MEMORY)
        lapi_fail_memory(error, line);
    else
        lapi_fail(error, LAP_BAD_INPUT, line, "not XML: %s", XML_ErrorString(code));
    return LAPI_READ_FAILED;
}

enum lapi_read lapi_feed_next(lapi_feed *feed, lapi_parcel *parcel, lap_error *error)
{
    for (;;) {
        enum XML_Status status = XML_STATUS_OK;
        if (feed->is_suspended) {
            feed->is_suspended = false;
            status = XML_ResumeParser(feed->parser);
        } else if (feed->is_over) {
            return LAPI_READ_END;
        } else {
            status = parse_block(feed);
        }
        feed->is_suspended = status == XML_STATUS_SUSPENDED;
        if (feed->is_ready) {
            feed->is_ready = false;
            return take_item(feed, parcel, error);
        }
        if (status == XML_STATUS_ERROR)
            return fail(feed, error);
    }
}

lap_status lapi_feed_new(lapi_stream stream, lapi_feed **out)
{
    lapi_feed *feed = calloc(1, sizeof *feed);
    if (!feed)
        return LAP_NO_MEMORY;
    feed->stream = stream;
    feed->parser = XML_ParserCreateNS(NULL, ' ');
    if (!feed->parser) {
        free(feed);
        return LAP_NO_MEMORY;
    }
    XML_SetUserData(feed->parser, feed);
    XML_SetElementHandler(feed->parser, on_open, on_close);
    XML_SetCharacterDataHandler(feed->parser, on_text);
    XML_SetSkippedEntityHandler(feed->parser, on_entity);
    XML_SetUnknownEncodingHandler(feed->parser, on_encoding, feed);
    XML_SetExternalEntityRefHandler(feed->parser, on_external);
    XML_SetParamEntityParsing(feed->parser, XML_PARAM_ENTITY_PARSING_ALWAYS);
    XML_UseForeignDTD(feed->parser, XML_TRUE);
    XML_SetBillionLaughsAttackProtectionActivationThreshold(feed->parser, 1 << 20);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(feed->parser, 8.0F);
    *out = feed;
    return LAP_OK;
}

void lapi_feed_free(lapi_feed *feed)
{
    if (!feed)
        return;
    XML_ParserFree(feed->parser);
    for (int i = 0; i < PART_COUNT; i++)
        lapi_buffer_clear(&feed->parts[i]);
    free(feed);
}
