/* Verbs of headlines and of the present that the tagger took for nouns: "Norland bars
 * envoys", "Norland denies that it fired". */
#ifndef LAPI_SYNTAX_MEND_VERB_H
#define LAPI_SYNTAX_MEND_VERB_H

#include "data/doc.h"
#include "know/know.h"

/* Makes a verb of the noun `w`, which heads the sentence first .. end - 1, where what
 * stands behind it is what only a verb takes. Says whether it did. O(words). */
bool lapi_mend_verb(const lapi_know *know, lapi_doc *doc, uint32_t first, uint32_t end,
                    uint32_t w);

#endif
