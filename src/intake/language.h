/* Which language a text is in, by its letters and its commonest words. Its table is
 * made of train/languages.tsv by tools/make_language.py. */
#ifndef LAPI_INTAKE_LANGUAGE_H
#define LAPI_INTAKE_LANGUAGE_H

#include "data/doc.h"

/* Sets doc->language by a tag as pages and feeds give it: "en-US" is "en". What is no
 * tag leaves it as it is. */
lap_status lapi_language_tag(lapi_slice tag, lapi_doc *doc) LAP_MUST_USE;

#define LAPI_LANGUAGE_BYTES 6000u

/* The ISO 639-1 code ("tl", "hi") of the language of a text of valid UTF-8, as a static
 * string; "" where it is too short or unsure. Looks at its first LAPI_LANGUAGE_BYTES.
 */
const char *lapi_language_of(lapi_slice text);

#endif
