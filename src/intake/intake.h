/* Bytes -> document, whatever the format (reader.h, parcel.h); here plain text and JSON
 * Lines. The door: what passes is valid UTF-8 without NUL and within the limits.
 *
 *   {"id": "a", "title": "T", "text": "Body"}  ->  doc->text "T\n\nBody", title_bytes 1
 */
#ifndef LAPI_INTAKE_INTAKE_H
#define LAPI_INTAKE_INTAKE_H

#include "data/doc.h"

/* A document from plain text, borrowed: it must outlive the document. A byte order mark
 * at its start is no part of it. LAP_BAD_INPUT and LAP_TOO_LARGE name the byte offset.
 */
lap_status lapi_intake_text(lapi_slice bytes, lapi_doc *doc,
                            lap_error *error) LAP_MUST_USE;

/* The text of a document that has a title: title, two newlines, text. Parts are copied
 * into the document's arena and checked. */
lap_status lapi_intake_parts(lapi_slice title, lapi_slice text, lapi_doc *doc,
                             lap_error *error) LAP_MUST_USE;

/* Reads lines of JSON; one a thread, reused from line to line. */
typedef struct lapi_json_in lapi_json_in;
lap_status lapi_json_in_new(lapi_json_in **out) LAP_MUST_USE;
void lapi_json_in_free(lapi_json_in *json);

/* A document from a line: id (left as it is when the line has none), text, title, date,
 * captions (code points of the text), language, all copied into the arena. Unknown keys
 * are passed over. LAP_BAD_INPUT says what is wrong. A date that is none does not fail
 * the document: `note`, whose status is LAP_OK otherwise, says so. */
lap_status lapi_json_in_doc(lapi_json_in *json, lapi_slice line, lapi_doc *doc,
                            lap_error *note, lap_error *error) LAP_MUST_USE;

/* The span {"start", "end"} under a key of the line read last: code points of its text.
 * LAP_BAD_INPUT when it is missing or no span. */
lap_status lapi_json_in_span(lapi_json_in *json, const char *key, uint32_t *start,
                             uint32_t *end, lap_error *error) LAP_MUST_USE;

/* The day of "2021-11-14", "20211114" or "2021-11-14T09:30:00+02:00"; LAP_BAD_INPUT for
 * anything else, and for days that no calendar has. */
lap_status lapi_intake_day(lapi_slice text, int32_t *day) LAP_MUST_USE;

/* The day as feeds and pages write it, time and zone aside: ISO 8601 and RFC 3339, RFC
 * 822 ("Sun, 14 Nov 2021 09:30:00 GMT"), "November 14, 2021". LAP_BAD_INPUT for
 * anything else. Days of only numbers go from the year down. */
lap_status lapi_intake_date(lapi_slice text, int32_t *day) LAP_MUST_USE;

/* The day in an address, as in /2021/11/14/ or -2021-11-14; LAP_BAD_INPUT: none. */
lap_status lapi_url_day(lapi_slice url, int32_t *day) LAP_MUST_USE;

/* Does this start of an input look like JSON Lines: a brace, then a quotation mark? */
bool lapi_intake_is_json(lapi_slice start);

/* The id of a file: its name without folder and extension. */
lapi_slice lapi_intake_id(const char *path);

/* Is the line blank? Such a line of JSON Lines is no document. */
bool lapi_intake_is_blank(lapi_slice line);

#endif
