/* What something is called, mended where the parser took it for part of the thing. */
#ifndef LAPI_SYNTAX_MEND_NAME_H
#define LAPI_SYNTAX_MEND_NAME_H

#include "data/doc.h"
#include "know/know.h"

/* Mends the tree around verb w of the sentence that ends before word end; true when
 * something was changed: the links of children are to be made anew then. */
bool lapi_mend_name(const lapi_know *know, lapi_doc *doc, uint32_t end, uint32_t w);

#endif
