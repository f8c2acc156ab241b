/* Sentences that were read as noun phrases become clauses again.
 *
 *   before  Serbs <-compound- barricades (root) -amod-> erected
 *   after   Serbs <-nsubj- erected (root) -obj-> barricades */
#ifndef LAPI_SYNTAX_REPAIR_H
#define LAPI_SYNTAX_REPAIR_H

#include "data/token.h"

/* The tree of words first .. end - 1, one root, before its children are linked. Linear.
 */
void lapi_tree_repair(lapi_tokens *tokens, uint32_t first, uint32_t end);

#endif
