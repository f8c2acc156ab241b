/* Infinitives, and what was taken for one, hung where they belong.
 *
 *   "Threatened to shell the town"      what is threatened, no purpose
 *   "Asked both sides to wait"          what they are asked, no attribute of the sides
 *   "Urged all parties to spare towns"  an infinitive, no participle
 *   "Invited his critics to talks"      a noun, no infinitive
 *   "Accused them of opening fire"      a gerund, no participle
 */
#ifndef LAPI_SYNTAX_MEND_INFINITIVE_H
#define LAPI_SYNTAX_MEND_INFINITIVE_H

#include "data/doc.h"
#include "know/know.h"

/* Mends the tree around verb w of the sentence that begins at word first; true when
 * something was changed. */
bool lapi_mend_infinitive(const lapi_know *know, lapi_doc *doc, uint32_t first,
                          uint32_t end, uint32_t w);

#endif
