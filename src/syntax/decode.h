/* What training and reading share of the decoding: buckets of arc lengths and the
 * labels of names as the network knows them (begin, inside, end, single of each kind).
 */
#ifndef LAPI_SYNTAX_DECODE_H
#define LAPI_SYNTAX_DECODE_H

#include <stdbool.h>
#include <stdint.h>

enum { LAPI_ARC_BUCKETS = 19, LAPI_BIOES_COUNT = 13, LAPI_NAME_WINDOW = 5 };

/* So far must "no name" lead the linear scores for the hidden layer to be left out (in
 * training by LAPI_NAME_SURE: what the last two points bring is not worth its time);
 * and so far the scores of all for a word to be none whatever stands beside it. */
#define LAPI_NAME_OPEN 1.0f
#define LAPI_NAME_SURE 3.0f

/* Bucket of an arc to word `dep` (from 1) from `head` (0 is the root). */
static inline uint32_t lapi_arc_bucket(uint32_t dep, uint32_t head)
{
    static const uint8_t length[26] = {0, 0, 1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6,
                                       6, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8};
    if (!head)
        return 0;
    uint32_t distance = head > dep ? head - dep : dep - head;
    uint32_t bucket = length[distance > 25 ? 25 : distance];
    return 1 + bucket + (head > dep ? 9 : 0);
}

/* May one label stand behind another? Label 0 stands before the first word and behind
 * the last, too. */
bool lapi_bioes_follows(uint32_t before, uint32_t label);

/* Does "no name" lead all other scores of a word by more than `lead`? */
bool lapi_name_none(const float *score, float lead);

/* Finds the best sequence of labels that forms whole names. score[word][13] are the
 * network's scores, follow[before][label] those of one label behind another; `back`
 * holds count * 13 bytes. What lies between words that are none by LAPI_NAME_SURE
 * is a sequence of its own. Writes LAPI_NAME_* labels.
 * Linear. */
void lapi_names_decode(const float *score, uint32_t stride, uint32_t count,
                       const float *follow, uint8_t *back, uint8_t *label);

/* The network's label of word i of `count` words with LAPI_NAME_* labels. */
uint8_t lapi_bioes_of(const uint8_t *label, uint32_t i, uint32_t count);

#endif
