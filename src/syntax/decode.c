#include "syntax/decode.h"

#include "data/token.h"

#include <stdbool.h>
#include <string.h>

/* Labels: 0 outside; 1 + 4 kind + part with part begin, inside, end, single. */
enum { BEGIN, INSIDE, END, SINGLE };

static bool is_open(uint32_t label)
{
    return label && ((label - 1) % 4 == BEGIN || (label - 1) % 4 == INSIDE);
}

static bool is_start(uint32_t label)
{
    return !label || (label - 1) % 4 == BEGIN || (label - 1) % 4 == SINGLE;
}

static bool may_follow(uint32_t before, uint32_t label)
{
    if (!is_open(before))
        return is_start(label);
    return !is_start(label) && (before - 1) / 4 == (label - 1) / 4;
}

static uint8_t bio_of(uint32_t label)
{
    if (!label)
        return LAPI_NAME_O;
    uint32_t begin = LAPI_NAME_B_PER + 2 * ((label - 1) / 4);
    return (uint8_t)(is_start(label) ? begin : begin + 1);
}

/* The best label of every word: when these form whole names, nothing is better. */
static bool best_each(const float *score, uint32_t stride, uint32_t count,
                      uint8_t *label)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        const float *x = score + (size_t)i * stride;
        uint32_t at = 0;
        for (uint32_t k = 1; k < LAPI_BIOES_COUNT; k++)
            if (x[k] > x[at])
                at = k;
        if (!may_follow(before, at))
            return false;
        label[i] = bio_of(at);
        before = at;
    }
    return !is_open(before);
}

void lapi_names_decode(const float *score, uint32_t stride, uint32_t count,
                       uint8_t *back, uint8_t *label)
{
    if (best_each(score, stride, count, label))
        return;
    float best[LAPI_BIOES_COUNT], next[LAPI_BIOES_COUNT];
    for (uint32_t k = 0; count && k < LAPI_BIOES_COUNT; k++)
        best[k] = is_start(k) ? score[k] : -1e30f;
    for (uint32_t i = 1; i < count; i++) {
        for (uint32_t k = 0; k < LAPI_BIOES_COUNT; k++) {
            uint32_t from = LAPI_BIOES_COUNT;
            for (uint32_t p = 0; p < LAPI_BIOES_COUNT; p++)
                if (may_follow(p, k) &&
                    (from == LAPI_BIOES_COUNT || best[p] > best[from]))
                    from = p;
            next[k] = best[from] + score[(size_t)i * stride + k];
            back[(size_t)i * LAPI_BIOES_COUNT + k] = (uint8_t)from;
        }
        memcpy(best, next, sizeof best);
    }
    uint32_t at = 0;
    for (uint32_t k = 1; k < LAPI_BIOES_COUNT; k++)
        if (!is_open(k) && best[k] > best[at])
            at = k;
    for (uint32_t i = count; i-- > 0;) {
        label[i] = bio_of(at);
        if (i)
            at = back[(size_t)i * LAPI_BIOES_COUNT + at];
    }
}

uint8_t lapi_bioes_of(const uint8_t *label, uint32_t i, uint32_t count)
{
    if (label[i] == LAPI_NAME_O)
        return 0;
    uint32_t kind = (uint32_t)(label[i] - LAPI_NAME_B_PER) / 2;
    uint8_t inside = (uint8_t)(LAPI_NAME_B_PER + 2 * kind + 1);
    bool starts = label[i] != inside || i == 0 ||
                  (label[i - 1] != inside && label[i - 1] != inside - 1);
    bool ends = i + 1 == count || label[i + 1] != inside;
    uint32_t part = starts ? (ends ? SINGLE : BEGIN) : (ends ? END : INSIDE);
    return (uint8_t)(1 + 4 * kind + part);
}
