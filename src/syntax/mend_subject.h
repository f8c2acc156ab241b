/* Subjects mended that the parser took for something else, and deeds told by gerunds.
 */
#ifndef LAPI_SYNTAX_MEND_SUBJECT_H
#define LAPI_SYNTAX_MEND_SUBJECT_H

#include "data/doc.h"
#include "know/know.h"

/* Mends the tree around verb w of the sentence that begins at word first; true when
 * something was changed: the links of children are to be made anew then. */
bool lapi_mend_subject(const lapi_know *know, lapi_doc *doc, uint32_t first,
                       uint32_t end, uint32_t w);

#endif
