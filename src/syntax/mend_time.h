/* Times at the head of a clause that the parser took for a part of its subject. */
#ifndef LAPI_SYNTAX_MEND_TIME_H
#define LAPI_SYNTAX_MEND_TIME_H

#include "data/doc.h"
#include "know/know.h"

/* "On Saturday officers broke the gate", "last week police beat women": the time goes
 * with the verb, what follows it is the subject. Mends what w, the last word of the
 * time, hangs on; true when something was changed: the links of children are to be made
 * anew then. */
bool lapi_mend_time(const lapi_know *know, lapi_doc *doc, uint32_t first, uint32_t end,
                    uint32_t w);

#endif
