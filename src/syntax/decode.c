#include "syntax/decode.h"

#include "data/token.h"

#include <stddef.h>

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

bool lapi_bioes_follows(uint32_t before, uint32_t label)
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

/* Labels that end nothing open, and those that may stand behind them. */
static const uint8_t CLOSED[] = {0, 3, 4, 7, 8, 11, 12},
                     STARTS[] = {0, 1, 4, 5, 8, 9, 12};

/* The best way to `label` from the labels of the word before. */
static float way_to(const float *best, const float *follow, const uint8_t *from,
                    uint32_t count, uint32_t label, uint8_t *back)
{
    float most = best[from[0]] + follow[from[0] * LAPI_BIOES_COUNT + label];
    *back = from[0];
    for (uint32_t i = 1; i < count; i++) {
        float way = best[from[i]] + follow[from[i] * LAPI_BIOES_COUNT + label];
        if (way > most) {
            most = way;
            *back = from[i];
        }
    }
    return most;
}

static void word_step(const float *score, const float *follow, float *best,
                      uint8_t *back)
{
    float next[LAPI_BIOES_COUNT];
    for (uint32_t i = 0; i < sizeof STARTS; i++)
        next[STARTS[i]] =
            way_to(best, follow, CLOSED, sizeof CLOSED, STARTS[i], back + STARTS[i]);
    for (uint32_t begin = 1; begin < LAPI_BIOES_COUNT; begin += 4) {
        const uint8_t open[] = {(uint8_t)begin, (uint8_t)(begin + INSIDE)};
        for (uint32_t k = begin + INSIDE; k <= begin + END; k++)
            next[k] = way_to(best, follow, open, sizeof open, k, back + k);
    }
    for (uint32_t k = 0; k < LAPI_BIOES_COUNT; k++)
        best[k] = next[k] + score[k];
}

/* The best sequence of labels, with no name before and behind it. */
static void piece_decode(const float *score, uint32_t stride, uint32_t count,
                         const float *follow, uint8_t *back, uint8_t *label)
{
    float best[LAPI_BIOES_COUNT];
    for (uint32_t k = 0; k < LAPI_BIOES_COUNT; k++)
        best[k] = is_start(k) ? score[k] + follow[k] : -1e30f;
    for (uint32_t i = 1; i < count; i++)
        word_step(score + (size_t)i * stride, follow, best,
                  back + (size_t)i * LAPI_BIOES_COUNT);
    uint8_t at;
    way_to(best, follow, CLOSED, sizeof CLOSED, 0, &at);
    for (uint32_t i = count; i-- > 0;) {
        label[i] = bio_of(at);
        if (i)
            at = back[(size_t)i * LAPI_BIOES_COUNT + at];
    }
}

bool lapi_name_none(const float *score, float lead)
{
    float most[4] = {score[1], score[2], score[3], score[4]};
    for (uint32_t k = 5; k < LAPI_BIOES_COUNT; k += 4)
        for (uint32_t i = 0; i < 4; i++)
            most[i] = score[k + i] > most[i] ? score[k + i] : most[i];
    float x = most[0] > most[1] ? most[0] : most[1];
    float y = most[2] > most[3] ? most[2] : most[3];
    return (x > y ? x : y) < score[0] - lead;
}

void lapi_names_decode(const float *score, uint32_t stride, uint32_t count,
                       const float *follow, uint8_t *back, uint8_t *label)
{
    for (uint32_t i = 0; i < count;) {
        uint32_t end = i;
        while (end < count &&
               !lapi_name_none(score + (size_t)end * stride, LAPI_NAME_SURE))
            end++;
        if (end > i)
            piece_decode(score + (size_t)i * stride, stride, end - i, follow, back,
                         label + i);
        if (end < count)
            label[end++] = LAPI_NAME_O;
        i = end;
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
