#include "intake/html.h"

#include "base/limits.h"
#include "base/status.h"

#include <libxml/HTMLparser.h>

enum { PIECE_BYTES = 1 << 16 };

typedef struct reading {
    const lapi_html_handler *handler;
    htmlParserCtxtPtr parser;
    uint32_t depth;
    lap_status status;
} reading;

static void stop(reading *r, lap_status status)
{
    if (status && !r->status) {
        r->status = status;
        xmlStopParser(r->parser);
    }
}

static void on_open(void *context, const xmlChar *name, const xmlChar **attributes)
{
    reading *r = context;
    if (r->status)
        return;
    if (++r->depth > LAPI_PAGE_DEPTH_MAX)
        stop(r, LAP_TOO_LARGE);
    else
        stop(r, r->handler->open(r->handler->context, (const char *)name,
                                 (const char *const *)(const void *)attributes));
}

static void on_close(void *context, const xmlChar *name)
{
    reading *r = context;
    r->depth -= r->depth > 0;
    if (!r->status)
        stop(r, r->handler->close(r->handler->context, (const char *)name));
}

static void on_text(void *context, const xmlChar *at, int bytes)
{
    reading *r = context;
    if (!r->status && bytes > 0)
        stop(r,
             r->handler->text(r->handler->context, (const char *)at, (uint32_t)bytes));
}

static lap_status feed(reading *r, lapi_slice page)
{
    for (uint32_t at = 0; at < page.bytes && !r->status;) {
        uint32_t n = page.bytes - at < PIECE_BYTES ? page.bytes - at : PIECE_BYTES;
        int code = htmlParseChunk(r->parser, page.at + at, (int)n, 0);
        if (code == XML_ERR_NO_MEMORY)
            return LAP_NO_MEMORY;
        at += n;
    }
    if (!r->status && htmlParseChunk(r->parser, "", 0, 1) == XML_ERR_NO_MEMORY)
        return LAP_NO_MEMORY;
    return r->status;
}

lap_status lapi_html_read(lapi_slice page, const lapi_html_handler *handler,
                          lap_error *error)
{
    htmlSAXHandler sax = {.startElement = on_open,
                          .endElement = on_close,
                          .characters = on_text,
                          .ignorableWhitespace = on_text,
                          .cdataBlock = on_text};
    reading r = {.handler = handler};
    r.parser =
        htmlCreatePushParserCtxt(&sax, &r, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!r.parser)
        return LAP_NO_MEMORY;
    htmlCtxtUseOptions(r.parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                     HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                     HTML_PARSE_IGNORE_ENC);
    lap_status status = feed(&r, page);
    htmlFreeParserCtxt(r.parser);
    if (status == LAP_TOO_LARGE)
        lapi_fail(error, status, 0, "a page with more than %u elements open at once",
                  LAPI_PAGE_DEPTH_MAX);
    return status;
}

uint32_t lapi_html_entity(const char *name)
{
    const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
    return entity ? entity->value : 0;
}
