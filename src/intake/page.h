/* A page of HTML -> its main text, title, date, site, language, address and captions.
 *
 *   html --page_build--> blocks of text in boxes, and facts of the head
 *        --page_choose--> the blocks that are the article
 *        --lapi_page_read--> document
 *
 * A block is a run of text that no block element interrupts; a box is a block element
 * that may hold blocks (div, td, section ...). Boxes are in the order of their start
 * tags, so what stands in a box is a range of blocks. All linear in the page. */
#ifndef LAPI_INTAKE_PAGE_H
#define LAPI_INTAKE_PAGE_H

#include "data/doc.h"

/* Reads pages; one a thread, used again and again. */
typedef struct lapi_page lapi_page;
lap_status lapi_page_new(lapi_page **out) LAP_MUST_USE;
void lapi_page_free(lapi_page *page);

/* A document of a page in any charset; `charset` is HTTP's, empty if none; `url` is
 * where it was fetched, empty if not known. What the page does not say of title, date,
 * publisher, language and url is left as it is in doc. *is_empty: there is no text that
 * could be an article; doc has none then. LAP_TOO_LARGE: over a limit. */
lap_status lapi_page_read(lapi_page *page, lapi_slice html, lapi_slice charset,
                          lapi_slice url, lapi_doc *doc, bool *is_empty,
                          lap_error *error) LAP_MUST_USE;

/* The same for a piece of HTML from a feed, in UTF-8: everything in it is text, but for
 * what is evidently not; a `title` goes before it. */
lap_status lapi_page_piece(lapi_page *page, lapi_slice html, lapi_slice title,
                           lapi_doc *doc, lap_error *error) LAP_MUST_USE;

/* The text of a line of HTML, in the arena: entities resolved, tags gone. */
lap_status lapi_page_line(lapi_page *page, lapi_slice html, lapi_arena *arena,
                          lapi_slice *out, lap_error *error) LAP_MUST_USE;

#endif
