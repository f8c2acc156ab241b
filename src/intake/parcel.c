#include "intake/parcel.h"

#include "base/status.h"
#include "intake/page.h"

#include <stdlib.h>

struct lapi_opener {
    lapi_json_in *json;
    lapi_page *page;
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

/* The reader of pages, made when the first one comes. */
static lap_status page_of(lapi_opener *opener, lapi_page **out)
{
    lap_status status = opener->page ? LAP_OK : lapi_page_new(&opener->page);
    if (status == LAP_OK)
        *out = opener->page;
    return status;
}

static lap_status read_page(lapi_opener *opener, const lapi_parcel *parcel,
                            lapi_doc *doc, lap_error *error)
{
    lapi_page *page;
    bool is_empty = false;
    lap_status status = page_of(opener, &page);
    if (status == LAP_OK)
        status = lapi_page_read(page, lapi_parcel_field(parcel, LAPI_FIELD_BODY),
                                LAPI_S(""), lapi_parcel_field(parcel, LAPI_FIELD_URL),
                                doc, &is_empty, error);
    if (status == LAP_OK && is_empty)
        status = lapi_fail(error, LAP_BAD_INPUT, 0, "no article in the page");
    if (status == LAP_OK && doc->url.bytes)
        doc->id = doc->url;
    return status;
}

lap_status lapi_parcel_read(lapi_opener *opener, const lapi_parcel *parcel,
                            lapi_doc *doc, lap_error *note, lap_error *error)
{
    note->status = LAP_OK;
    switch (parcel->kind) {
    case LAPI_PARCEL_JSON:
        return lapi_json_in_doc(
            opener->json, lapi_parcel_field(parcel, LAPI_FIELD_BODY), doc, note, error);
    case LAPI_PARCEL_PAGE:
        return read_page(opener, parcel, doc, error);
    default:
        return lapi_intake_text(lapi_parcel_field(parcel, LAPI_FIELD_BODY), doc, error);
    }
}
