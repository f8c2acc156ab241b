#include "data/tree.h"

#include "base/limits.h"

void lapi_tree_link(lapi_tokens *tokens)
{
    for (uint32_t w = 0; w < tokens->count; w++) {
        tokens->first_child[w] = LAPI_NONE;
        tokens->next_sibling[w] = LAPI_NONE;
    }
    for (uint32_t i = tokens->count; i-- > 0;) {
        uint32_t head = tokens->head[i];
        if (head == LAPI_NONE)
            continue;
        tokens->next_sibling[i] = tokens->first_child[head];
        tokens->first_child[head] = i;
    }
}

uint32_t lapi_tree_child(const lapi_tokens *tokens, uint32_t word, unsigned rel)
{
    uint32_t c = tokens->first_child[word];
    while (c != LAPI_NONE && tokens->rel[c] != rel)
        c = tokens->next_sibling[c];
    return c;
}

uint32_t lapi_tree_case(const lapi_tokens *tokens, uint32_t word)
{
    uint32_t c = lapi_tree_child(tokens, word, LAPI_REL_CASE);
    return c != LAPI_NONE ? c : lapi_tree_child(tokens, word, LAPI_REL_MARK);
}

uint32_t lapi_tree_next(const lapi_tokens *tokens, uint32_t top, uint32_t at)
{
    if (tokens->first_child[at] != LAPI_NONE)
        return tokens->first_child[at];
    while (at != top) {
        if (tokens->next_sibling[at] != LAPI_NONE)
            return tokens->next_sibling[at];
        at = tokens->head[at];
    }
    return LAPI_NONE;
}

void lapi_tree_extent(const lapi_tokens *tokens, uint32_t word, uint32_t *first,
                      uint32_t *end)
{
    *first = word;
    *end = word + 1;
    for (uint32_t w = word; w != LAPI_NONE; w = lapi_tree_next(tokens, word, w)) {
        if (w < *first)
            *first = w;
        if (w + 1 > *end)
            *end = w + 1;
    }
}

bool lapi_tree_under(const lapi_tokens *tokens, uint32_t word, uint32_t top)
{
    while (word != top && word != LAPI_NONE)
        word = tokens->head[word];
    return word == top;
}

bool lapi_tree_is_one(const lapi_tokens *tokens, uint32_t first, uint32_t end)
{
    uint16_t seen[LAPI_SENTENCE_TOKENS_MAX] = {0}; /* by the climb from word seen - 1 */
    uint32_t roots = 0;
    for (uint32_t w = first; w < end; w++) {
        uint16_t climb = (uint16_t)(w - first + 1);
        uint32_t at = w;
        while (at >= first && at < end && !seen[at - first]) {
            seen[at - first] = climb;
            at = tokens->head[at];
        }
        if (at == LAPI_NONE)
            roots++;
        else if (at < first || at >= end || seen[at - first] == climb)
            return false;
    }
    return roots == 1;
}

void lapi_tree_hang(lapi_tokens *tokens, uint32_t word, uint32_t head, unsigned rel)
{
    tokens->head[word] = head;
    tokens->rel[word] = (uint8_t)rel;
}

bool lapi_tree_is_nominal(const lapi_tokens *tokens, uint32_t word)
{
    return tokens->upos[word] == LAPI_UPOS_NOUN ||
           tokens->upos[word] == LAPI_UPOS_PROPN ||
           tokens->upos[word] == LAPI_UPOS_PRON;
}

unsigned lapi_rel_base(unsigned rel)
{
    switch (rel) {
    case LAPI_REL_ACL_RELCL:
        return LAPI_REL_ACL;
    case LAPI_REL_ADVCL_RELCL:
        return LAPI_REL_ADVCL;
    case LAPI_REL_AUX_PASS:
        return LAPI_REL_AUX;
    case LAPI_REL_CC_PRECONJ:
        return LAPI_REL_CC;
    case LAPI_REL_COMPOUND_PRT:
        return LAPI_REL_COMPOUND;
    case LAPI_REL_CSUBJ_OUTER:
    case LAPI_REL_CSUBJ_PASS:
        return LAPI_REL_CSUBJ;
    case LAPI_REL_DET_PREDET:
        return LAPI_REL_DET;
    case LAPI_REL_NMOD_DESC:
    case LAPI_REL_NMOD_POSS:
    case LAPI_REL_NMOD_UNMARKED:
        return LAPI_REL_NMOD;
    case LAPI_REL_NSUBJ_OUTER:
    case LAPI_REL_NSUBJ_PASS:
        return LAPI_REL_NSUBJ;
    case LAPI_REL_OBL_AGENT:
    case LAPI_REL_OBL_UNMARKED:
        return LAPI_REL_OBL;
    default:
        return rel;
    }
}
