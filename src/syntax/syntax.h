/* Syntax: words -> tags, lemmas, tree and name labels, by one network.
 *
 *   features of a word -> row sums -> two layers of two LSTMs -> tags, names, arcs,
 * labels
 *
 * A sentence of n words costs O(n) for the network and O(n^2) for its tree; longer ones
 * than LAPI_SENTENCE_TOKENS_MAX are parsed in pieces, the root of each piece hanging
 * under the root of the piece before. Every sentence gets a tree with one root. The
 * result has the same bits with every kernel. */
#ifndef LAPI_SYNTAX_SYNTAX_H
#define LAPI_SYNTAX_SYNTAX_H

#include "data/doc.h"

#include <lapwing/status.h>

#include <stddef.h>

typedef struct lapi_syntax lapi_syntax;

/* Checks a model file and opens it. The bytes are borrowed and must outlive the handle,
 * which never changes and may be shared by threads. `kernel` is a name of
 * lapi_kernel_find, or NULL for the best of this machine; one that this machine cannot
 * run is LAP_BAD_ARGUMENT. */
lap_status lapi_syntax_open(const void *bytes, size_t size, const char *kernel,
                            lapi_syntax **out, lap_error *error) LAP_MUST_USE;
void lapi_syntax_free(lapi_syntax *syntax);

/* The version of the model ("en-1"), as long as the handle lives. */
const char *lapi_syntax_version(const lapi_syntax *syntax);

/* Fills upos, xpos, rel, name, lemma, head, first_child and next_sibling of all words.
 * The arrays, the lemmas and the room that the work needs (about 12 KB a word of the
 * longest sentence) lie in the document's arena. */
lap_status lapi_syntax_run(const lapi_syntax *syntax, lapi_doc *doc) LAP_MUST_USE;

#endif
