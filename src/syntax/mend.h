/* Trees mended where sentences with a teller are known to come apart.
 *
 *   "Warplanes struck a town, state television reported."    the teller is appended
 *   "Police, the minister said, arrested two."               or stands between
 *   "Interfax reports troops have left."                     the tagger took it for a
 * noun
 *
 *   "Clashes wounded 30 people."                             or for a participle
 *   "Rights groups said at least 90 had been held."          whose number is whose
 * subject
 *
 * A verb of saying (know/cues.tsv) with a nominal before it, set off by a comma, has
 * that nominal as its one subject and the clause on the comma's other side as its
 * complement. Trees that say so already stay as they are. O(words * limits.h). */
#ifndef LAPI_SYNTAX_MEND_H
#define LAPI_SYNTAX_MEND_H

#include "data/doc.h"
#include "know/know.h"

typedef struct lapi_mend lapi_mend;

/* Compiles the verbs of saying; the pack may go afterwards. */
lap_status lapi_mend_new(const lapi_know *know, lapi_mend **out,
                         lap_error *error) LAP_MUST_USE;
void lapi_mend_free(lapi_mend *mend);

/* After syntax, before everything that reads the tree. Every sentence keeps one root.
 */
void lapi_mend_run(const lapi_mend *mend, lapi_doc *doc);

#endif
