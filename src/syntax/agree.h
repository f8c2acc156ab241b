/* Names of one document agree: what is one string is one kind of name.
 *
 *   ... Amazon/LOC ... Amazon/ORG ... Amazon/ORG      all three become ORG
 *
 * Where a string of words carries several kinds, each of its names takes the kind that
 * most of them have; of two that are as many, every name keeps its own. A word with a
 * capital that is a name by itself twice or more is one wherever it stands. "Roe, Jane"
 * between quotes is one person. Linear. */
#ifndef LAPI_SYNTAX_AGREE_H
#define LAPI_SYNTAX_AGREE_H

#include "data/doc.h"

#include <lapwing/status.h>

/* Reads and writes doc->tokens.name; room from the document's arena. */
lap_status lapi_names_agree(lapi_doc *doc) LAP_MUST_USE;

#endif
