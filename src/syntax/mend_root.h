/* Sentences that the parser read as a noun and what describes it.
 *
 *   "Nurses downed tools in the capital."    a past form between two nouns
 *   "Thousands of villagers crossed into it" one of a verb that takes no object
 */
#ifndef LAPI_SYNTAX_MEND_ROOT_H
#define LAPI_SYNTAX_MEND_ROOT_H

#include "data/doc.h"
#include "know/know.h"

/* In a full sentence: makes of an adjective that know/forms.tsv has as a past form the
 * verb that it is of; false if it has none. */
bool lapi_mend_take_for_verb(const lapi_know *know, lapi_doc *doc, uint32_t end,
                             uint32_t w);

/* Makes word w of the sentence first .. end - 1 its verb where that is what it is; true
 * when something was changed. */
bool lapi_mend_root(const lapi_know *know, lapi_doc *doc, uint32_t first, uint32_t end,
                    uint32_t w);

#endif
