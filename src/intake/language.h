/* Which language a text is in. */
#ifndef LAPI_INTAKE_LANGUAGE_H
#define LAPI_INTAKE_LANGUAGE_H

#include "data/doc.h"

/* Sets doc->language by a tag as pages and feeds give it: "en-US" is "en". What is no
 * tag leaves it as it is. */
lap_status lapi_language_tag(lapi_slice tag, lapi_doc *doc) LAP_MUST_USE;

#endif
