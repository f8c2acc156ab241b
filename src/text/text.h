/* text: a document's bytes -> blocks, sentences, words.
 *
 *   bytes -> lines -> blocks (kind, dateline, credit) -> words -> sentences
 *
 * A sentence never crosses a block; a block's dateline and credit are sentences of
 * their own. Every byte that is no white space stands in exactly one word. Linear in
 * the bytes. A stage is immutable and shared by threads. */
#ifndef LAPI_TEXT_TEXT_H
#define LAPI_TEXT_TEXT_H

#include "know/know.h"

typedef struct lapi_text lapi_text;

/* Reads the cues of know/layout.tsv; `know` may go afterwards. LAP_BAD_MODEL names a
 * row that does not fit. */
lap_status lapi_text_new(const lapi_know *know, lapi_text **out,
                         lap_error *error) LAP_MUST_USE;
void lapi_text_free(lapi_text *text);

/* Reads doc->text, text_bytes and title_bytes; writes blocks, sentences, and of tokens
 * begin, end, sentence and flags, all in the document's arena. The text must have
 * passed lapi_utf8_check. LAP_TOO_LARGE beyond LAPI_DOC_BYTES_MAX. */
lap_status lapi_text_run(const lapi_text *text, lapi_doc *doc) LAP_MUST_USE;

#endif
