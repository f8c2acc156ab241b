/* The best tree of a sentence: maximum spanning arborescence with a single root.
 *
 * Words are 1 .. n, 0 is the root. score[d * (n + 1) + h] is the score of head h for
 * word d; row 0 and the diagonal are not looked at. Dense Chu-Liu-Edmonds by growing a
 * path of best heads and contracting its cycles: O(n^2) time and memory, no recursion.
 * A constant taken off every root arc makes one root cheaper than any number of them,
 * so the result is the best tree that has one. Ties go to the lowest index. */
#ifndef LAPI_SYNTAX_MST_H
#define LAPI_SYNTAX_MST_H

#include <stddef.h>
#include <stdint.h>

enum { LAPI_ARC_SCORE_MAX = 1 << 20 };

/* Bytes of scratch for a sentence of n words. */
size_t lapi_mst_scratch_bytes(uint32_t n);

/* Writes the head of word d to head[d], d = 1 .. n. Scores are clamped to
 * -LAPI_ARC_SCORE_MAX .. LAPI_ARC_SCORE_MAX. The scratch is aligned to 8 bytes. */
void lapi_mst_find(const int32_t *score, uint32_t n, void *scratch, uint16_t *head);

#endif
