/* Trees mended where sentences with a teller are known to come apart.
 *
 *   "Warplanes struck a town, state television reported."    the teller is appended
 *   "Police, the minister said, arrested two."               or stands between
 *   "Interfax reports."                                      it was tagged as a noun
 *   "Told reporters on Friday that troops had left."         no relative clause
 *   "Called for him to go."                                  as "called for him"
 *
 * A verb of saying (know/cues.tsv) with a nominal before it, set off by a comma, has
 * that nominal as its one subject and the clause on the comma's other side as its
 * complement. Trees that say so already stay as they are. A mend that would leave no
 * tree is taken back. O(words * limits.h). */
#ifndef LAPI_SYNTAX_MEND_H
#define LAPI_SYNTAX_MEND_H

#include "data/doc.h"
#include "know/know.h"

/* After syntax, before everything that reads the tree. Every sentence keeps one root;
 * one of more than LAPI_SENTENCE_TOKENS_MAX words (text/split.h leaves none) stays as
 * it is. */
void lapi_mend_run(const lapi_know *know, lapi_doc *doc);

#endif
