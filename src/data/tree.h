/* Walking the dependency tree of a document. All in O(children) or O(depth), no
 * recursion. */
#ifndef LAPI_DATA_TREE_H
#define LAPI_DATA_TREE_H

#include "data/doc.h"

/* Fills first_child and next_sibling from head. O(words). Called by syntax,
 * and again where trees were mended. */
void lapi_tree_link(lapi_tokens *tokens);

/* First child of word with this relation (subtypes: exact), or LAPI_NONE. */
uint32_t lapi_tree_child(const lapi_tokens *tokens, uint32_t word, unsigned rel);

/* The lower-cased preposition chain of a nominal: its `case` (or `mark`) child's word,
 * LAPI_NONE if it has none. */
uint32_t lapi_tree_case(const lapi_tokens *tokens, uint32_t word);

/* First and last word of the subtree of word: *first <= word < *end. O(subtree). */
void lapi_tree_extent(const lapi_tokens *tokens, uint32_t word, uint32_t *first,
                      uint32_t *end);

/* Does `word` stand in the subtree of `top` (or is it top)? O(depth). */
bool lapi_tree_under(const lapi_tokens *tokens, uint32_t word, uint32_t top);

/* Next word of a pre-order walk of top's subtree after `at`; LAPI_NONE at the end.
 * Start with at = top. */
uint32_t lapi_tree_next(const lapi_tokens *tokens, uint32_t top, uint32_t at);

/* Are the words of a sentence one tree: one root, and every word below it? A sentence
 * has at most LAPI_SENTENCE_TOKENS_MAX words. O(words). */
bool lapi_tree_is_one(const lapi_tokens *tokens, uint32_t first, uint32_t end);

/* Hangs the word on another or, with LAPI_NONE, on nothing. Links of children are as
 * they were: lapi_tree_link. */
void lapi_tree_hang(lapi_tokens *tokens, uint32_t word, uint32_t head, unsigned rel);

/* Is the word a noun, a name or a pronoun? */
bool lapi_tree_is_nominal(const lapi_tokens *tokens, uint32_t word);

/* The universal part of a relation: obl:agent -> obl. */
unsigned lapi_rel_base(unsigned rel);

#endif
