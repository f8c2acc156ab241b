/* The network of the weigher of words, in floats, and its training. */
#ifndef TRAIN_EVENTS_NET_H
#define TRAIN_EVENTS_NET_H

#include "events.h"

enum {
    H = LAPI_WEIGH_HIDDEN,
    V = LAPI_WEIGH_VECTOR,
    VECTORS = LAPI_WEIGH_INPUTS,
    OUT = LAPI_WEIGH_TYPES + LAPI_WEIGH_MODES,
    TABLE = 1 << LAPI_CLUE_BITS
};

typedef struct net {
    float table[TABLE][H];
    float input[VECTORS][V][H], input_bias[H];
    float hidden[H][H], hidden_bias[H];     /* [from][to] */
    float output[H][OUT], output_bias[OUT]; /* types, then modes */
} net;

#define PARTS 10u

/* Trains on all groups but those of part `out` (PARTS: on all). */
void net_fit(net *n, const corpus *c, uint32_t out);

/* Scores of an example: OUT. */
void net_score(const net *n, const corpus *c, const example *e, float *score);

#endif
