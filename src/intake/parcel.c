#include "intake/parcel.h"

#include "base/status.h"
#include "base/url.h"
#include "intake/http.h"
#include "intake/language.h"
#include "intake/page.h"

#include <stdlib.h>

struct lapi_opener {
    lapi_json_in *json;
    lapi_page *page;       /* NULL until the first page comes */
    lapi_buffer bodies[2]; /* of HTTP, without chunks, unpacked */
};

lap_status lapi_opener_new(lapi_opener **out)
{
    lapi_opener *opener = calloc(1, sizeof *opener);
    if (!opener)
        return LAP_NO_MEMORY;
    lap_status status = lapi_json_in_new(&opener->json);
    if (status == LAP_OK)
        *out = opener;
    else
        lapi_opener_free(opener);
    return status;
}

void lapi_opener_free(lapi_opener *opener)
{
    if (!opener)
        return;
    lapi_json_in_free(opener->json);
    lapi_page_free(opener->page);
    lapi_buffer_clear(&opener->bodies[0]);
    lapi_buffer_clear(&opener->bodies[1]);
    free(opener);
}

lapi_json_in *lapi_opener_json(const lapi_opener *opener)
{
    return opener->json;
}

void lapi_parcel_reset(lapi_parcel *parcel, size_t keep_bytes)
{
    lapi_buffer bytes = parcel->bytes;
    if (bytes.capacity > keep_bytes)
        lapi_buffer_clear(&bytes);
    else
        lapi_buffer_reset(&bytes);
    *parcel = (lapi_parcel){.bytes = bytes};
}

lapi_slice lapi_parcel_field(const lapi_parcel *parcel, enum lapi_field field)
{
    lapi_span span = parcel->fields[field];
    return span.begin == span.end
               ? LAPI_S("")
               : lapi_slice_of(parcel->bytes.at + span.begin, span.end - span.begin);
}

void lapi_parcel_put(lapi_parcel *parcel, enum lapi_field field, lapi_slice value)
{
    uint32_t begin = (uint32_t)parcel->bytes.bytes;
    lapi_buffer_slice(&parcel->bytes, value);
    parcel->fields[field] = (lapi_span){begin, begin + value.bytes};
}

/* The reader of pages, made when the first one comes. */
static lap_status page_of(lapi_opener *opener, lapi_page **out)
{
    lap_status status = opener->page ? LAP_OK : lapi_page_new(&opener->page);
    if (status == LAP_OK)
        *out = opener->page;
    return status;
}

/* A page, in any charset; `charset` is HTTP's. */
static lap_status read_html(lapi_opener *opener, const lapi_parcel *parcel,
                            lapi_slice html, lapi_slice charset, lapi_doc *doc,
                            bool *is_empty, lap_error *error)
{
    lapi_page *page;
    lap_status status = page_of(opener, &page);
    if (status == LAP_OK)
        status = lapi_page_read(page, html, charset,
                                lapi_parcel_field(parcel, LAPI_FIELD_URL), doc,
                                is_empty, error);
    if (status == LAP_OK && doc->url.bytes)
        doc->id = doc->url;
    return status;
}

/* A page that someone names must have an article; in a crawl many have none. */
static lap_status read_page(lapi_opener *opener, const lapi_parcel *parcel,
                            lapi_doc *doc, lap_error *error)
{
    bool is_empty = false;
    lap_status status =
        read_html(opener, parcel, lapi_parcel_field(parcel, LAPI_FIELD_BODY),
                  LAPI_S(""), doc, &is_empty, error);
    return status || !is_empty
               ? status
               : lapi_fail(error, LAP_BAD_INPUT, 0, "no article in the page");
}

static lap_status read_reply(lapi_opener *opener, const lapi_parcel *parcel,
                             lapi_doc *doc, lapi_note *note, lap_error *error)
{
    lapi_http http;
    lapi_slice body;
    if (!lapi_http_read(lapi_parcel_field(parcel, LAPI_FIELD_BODY), &http))
        return lapi_fail(error, LAP_BAD_INPUT, 0, "no HTTP response");
    lap_status status = lapi_http_body(&http, opener->bodies, &body, error);
    if (status == LAP_OK)
        status = read_html(opener, parcel, body, http.charset, doc,
                           &note->is_passed_over, error);
    if (status == LAP_OK && note->is_passed_over)
        lapi_fail(&note->error, LAP_BAD_INPUT, 0, "no article in the page");
    return status;
}

static lap_status read_text(const lapi_parcel *parcel, lapi_doc *doc, lap_error *error)
{
    lap_status status = lapi_arena_keep(
        doc->arena, lapi_parcel_field(parcel, LAPI_FIELD_URL), &doc->url);
    if (status == LAP_OK && doc->url.bytes)
        doc->id = doc->url;
    if (status == LAP_OK && doc->url.bytes)
        status = lapi_arena_keep(doc->arena, lapi_url_host(doc->url), &doc->publisher);
    if (status)
        return status;
    return lapi_intake_text(lapi_parcel_field(parcel, LAPI_FIELD_BODY), doc, error);
}

/* An item is named by its address, else by its feed's id of it, else by its line. */
static lap_status name_entry(const lapi_parcel *parcel, lapi_doc *doc)
{
    lapi_slice id = lapi_slice_strip(lapi_parcel_field(parcel, LAPI_FIELD_ID));
    if (doc->url.bytes || id.bytes)
        return lapi_arena_keep(doc->arena, doc->url.bytes ? doc->url : id, &doc->id);
    lapi_buffer name = {0};
    lapi_buffer_slice(&name, doc->id);
    lapi_buffer_byte(&name, ':');
    lapi_buffer_u64(&name, parcel->position);
    lap_status status = name.failed ? LAP_NO_MEMORY : LAP_OK;
    if (status == LAP_OK)
        status = lapi_arena_keep(doc->arena, lapi_buffer_text(&name), &doc->id);
    lapi_buffer_clear(&name);
    return status;
}

/* What an item says beside its text. Its site is the host that its link names: feeds of
 * one site have many titles. */
static lap_status put_entry(const lapi_parcel *parcel, lapi_doc *doc, lapi_note *note)
{
    lapi_slice url = lapi_slice_strip(lapi_parcel_field(parcel, LAPI_FIELD_URL));
    lapi_slice date = lapi_slice_strip(lapi_parcel_field(parcel, LAPI_FIELD_DATE));
    lapi_slice language =
        lapi_slice_strip(lapi_parcel_field(parcel, LAPI_FIELD_LANGUAGE));
    lapi_slice site = lapi_url_host(url);
    if (!site.bytes)
        site = lapi_slice_strip(lapi_parcel_field(parcel, LAPI_FIELD_PUBLISHER));
    lap_status status = lapi_arena_keep(doc->arena, url, &doc->url);
    if (status == LAP_OK)
        status = name_entry(parcel, doc);
    if (status == LAP_OK)
        status = lapi_arena_keep(doc->arena, site, &doc->publisher);
    if (status == LAP_OK)
        status = lapi_language_tag(language, doc);
    if (date.bytes && lapi_intake_date(date, &doc->date) == LAP_OK)
        doc->anchor = LAPI_ANCHOR_GIVEN;
    else if (date.bytes)
        lapi_fail(&note->error, LAP_BAD_INPUT, 0,
                  "an item's date is none, read without: %.*s",
                  (int)(date.bytes < 40 ? date.bytes : 40), date.at);
    return status;
}

static lap_status read_entry(lapi_opener *opener, const lapi_parcel *parcel,
                             lapi_doc *doc, lapi_note *note, lap_error *error)
{
    lapi_page *page;
    lapi_slice title = LAPI_S("");
    lap_status status = page_of(opener, &page);
    if (status == LAP_OK)
        status = lapi_page_line(page, lapi_parcel_field(parcel, LAPI_FIELD_TITLE),
                                doc->arena, &title, error);
    if (status == LAP_OK)
        status = lapi_page_piece(page, lapi_parcel_field(parcel, LAPI_FIELD_BODY),
                                 title, doc, error);
    return status ? status : put_entry(parcel, doc, note);
}

lap_status lapi_parcel_read(lapi_opener *opener, const lapi_parcel *parcel,
                            lapi_doc *doc, lapi_note *note, lap_error *error)
{
    *note = (lapi_note){.error = {.status = LAP_OK}};
    doc->origin_offset = parcel->origin_offset;
    doc->origin_bytes = parcel->origin_bytes;
    switch (parcel->kind) {
    case LAPI_PARCEL_JSON:
        return lapi_json_in_doc(opener->json,
                                lapi_parcel_field(parcel, LAPI_FIELD_BODY), doc,
                                &note->error, error);
    case LAPI_PARCEL_ENTRY:
        return read_entry(opener, parcel, doc, note, error);
    case LAPI_PARCEL_PAGE:
        return read_page(opener, parcel, doc, error);
    case LAPI_PARCEL_REPLY:
        return read_reply(opener, parcel, doc, note, error);
    default:
        return read_text(parcel, doc, error);
    }
}
