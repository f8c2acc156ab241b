#include "syntax/mst.h"

#include <stdbool.h>

/* Components are slots 0 .. n of the matrices: a contracted cycle takes the slot of its
 * lowest member. Every component also is a node of the contraction forest: words are
 * nodes 0 .. n, cycles n + 1 and up. */
typedef struct {
    uint32_t n, node_count;
    int64_t *weight;     /* [slot][slot]: best arc into the first from the second */
    uint16_t *from, *to; /* [slot][slot]: the words of that arc */
    uint16_t *slot_node; /* [slot] */
    uint16_t *best;      /* [slot]: slot that the best arc comes from */
    uint16_t *path_next; /* [slot]: slot above in the path */
    uint8_t *state;      /* [slot] */
    uint16_t *parent;    /* [node] */
    uint16_t *node_from, *node_to; /* [node]: arc into it, once chosen */
} forest;

enum { NEW, ON_PATH, DONE, GONE };

size_t lapi_mst_scratch_bytes(uint32_t n)
{
    size_t slots = (size_t)n + 1, nodes = 2 * slots;
    return slots * slots * (sizeof(int64_t) + 2 * sizeof(uint16_t)) +
           slots * (3 * sizeof(uint16_t)) + nodes * 3 * sizeof(uint16_t) + slots;
}

static void forest_init(forest *f, uint32_t n, void *scratch)
{
    size_t slots = (size_t)n + 1, nodes = 2 * slots;
    f->n = n;
    f->node_count = n + 1;
    f->weight = scratch;
    f->from = (uint16_t *)(f->weight + slots * slots);
    f->to = f->from + slots * slots;
    f->slot_node = f->to + slots * slots;
    f->best = f->slot_node + slots;
    f->path_next = f->best + slots;
    f->parent = f->path_next + slots;
    f->node_from = f->parent + nodes;
    f->node_to = f->node_from + nodes;
    f->state = (uint8_t *)(f->node_to + nodes);
    for (uint32_t i = 0; i <= n; i++) {
        f->slot_node[i] = (uint16_t)i;
        f->state[i] = i ? NEW : DONE;
        f->parent[i] = 0;
    }
}

static void weights_fill(forest *f, const int32_t *score)
{
    uint32_t slots = f->n + 1;
    int64_t root_cost = (int64_t)slots * 2 * LAPI_ARC_SCORE_MAX + 1;
    for (uint32_t d = 1; d < slots; d++) {
        for (uint32_t h = 0; h < slots; h++) {
            size_t at = (size_t)d * slots + h;
            int32_t s = score[at];
            s = s > LAPI_ARC_SCORE_MAX ? LAPI_ARC_SCORE_MAX : s;
            s = s < -LAPI_ARC_SCORE_MAX ? -LAPI_ARC_SCORE_MAX : s;
            f->weight[at] = h ? s : s - root_cost;
            f->from[at] = (uint16_t)h;
            f->to[at] = (uint16_t)d;
        }
    }
}

static void best_find(forest *f, uint32_t slot)
{
    size_t row = (size_t)slot * (f->n + 1);
    uint32_t best = slot;
    for (uint32_t h = 0; h <= f->n; h++) {
        if (h == slot || f->state[h] == GONE)
            continue;
        if (best == slot || f->weight[row + h] > f->weight[row + best])
            best = h;
    }
    f->best[slot] = (uint16_t)best;
    uint32_t node = f->slot_node[slot];
    f->node_from[node] = f->from[row + best];
    f->node_to[node] = f->to[row + best];
}

/* Takes member `x` of a cycle into slot `c`: arcs into it cost what its own arc gains.
 */
static void slot_merge(forest *f, uint32_t c, uint32_t x, int64_t gain)
{
    size_t slots = f->n + 1;
    for (uint32_t u = 0; u < slots; u++) {
        if (f->state[u] == GONE || u == c || u == x)
            continue;
        size_t cu = c * slots + u, xu = x * slots + u;
        if (f->weight[xu] - gain > f->weight[cu]) {
            f->weight[cu] = f->weight[xu] - gain;
            f->from[cu] = f->from[xu];
            f->to[cu] = f->to[xu];
        }
        size_t uc = u * slots + c, ux = u * slots + x;
        if (u && f->weight[ux] > f->weight[uc]) {
            f->weight[uc] = f->weight[ux];
            f->from[uc] = f->from[ux];
            f->to[uc] = f->to[ux];
        }
    }
}

/* Contracts the cycle on the path from `start` round to itself; returns its slot. */
static uint32_t cycle_contract(forest *f, uint32_t start)
{
    size_t slots = f->n + 1;
    uint32_t node = f->node_count++;
    uint32_t c = start;
    for (uint32_t x = f->best[start]; x != start; x = f->best[x])
        c = x < c ? x : c;
    int64_t gain = f->weight[c * slots + f->best[c]];
    for (uint32_t u = 0; u < slots; u++)
        f->weight[c * slots + u] -= gain;
    f->parent[f->slot_node[c]] = (uint16_t)node;
    for (uint32_t x = f->best[c]; x != c; x = f->best[x]) {
        f->parent[f->slot_node[x]] = (uint16_t)node;
        f->state[x] = GONE;
        slot_merge(f, c, x, f->weight[x * slots + f->best[x]]);
    }
    f->slot_node[c] = (uint16_t)node;
    f->parent[node] = 0;
    return c;
}

/* Follows best heads from `start` until a finished component. */
static void path_grow(forest *f, uint32_t start)
{
    uint32_t at = start, below = UINT16_MAX;
    for (;;) {
        f->state[at] = ON_PATH;
        f->path_next[at] = (uint16_t)below;
        best_find(f, at);
        uint32_t up = f->best[at];
        if (f->state[up] == NEW) {
            below = at;
            at = up;
        } else if (f->state[up] == ON_PATH) {
            below = f->path_next[up];
            at = cycle_contract(f, up);
            /* Best arcs that ran into a member now run into the slot. */
            if (below != UINT16_MAX)
                f->best[below] = (uint16_t)at;
        } else {
            break;
        }
    }
    while (at != UINT16_MAX) {
        f->state[at] = DONE;
        at = f->path_next[at];
    }
}

/* Opens the cycles from the last to the first: the arc into a cycle replaces the arc of
 * the member it enters. */
static void cycles_open(forest *f)
{
    for (uint32_t c = f->node_count; c-- > f->n + 1;) {
        uint32_t v = f->node_to[c];
        while (f->parent[v] != c)
            v = f->parent[v];
        f->node_from[v] = f->node_from[c];
        f->node_to[v] = f->node_to[c];
    }
}

/* The best head of every word; true when they already are a tree with one root, which
 * then is the best. `mark` holds n + 1 numbers. */
static bool best_heads(const int32_t *score, uint32_t n, uint16_t *mark, uint16_t *head)
{
    uint32_t roots = 0;
    for (uint32_t d = 1; d <= n; d++) {
        const int32_t *row = score + (size_t)d * (n + 1);
        uint32_t best = 0;
        for (uint32_t h = 1; h <= n; h++)
            if (row[h] > row[best] && h != d)
                best = h;
        head[d] = (uint16_t)best;
        roots += best == 0;
        mark[d] = 0;
    }
    if (roots != 1)
        return false;
    for (uint32_t d = 1; d <= n; d++) {
        uint32_t at = d;
        while (at && !mark[at]) {
            mark[at] = (uint16_t)d;
            at = head[at];
        }
        if (at && mark[at] == d)
            return false;
    }
    return true;
}

void lapi_mst_find(const int32_t *score, uint32_t n, void *scratch, uint16_t *head)
{
    if (best_heads(score, n, scratch, head))
        return;
    forest f;
    forest_init(&f, n, scratch);
    weights_fill(&f, score);
    for (uint32_t d = 1; d <= n; d++)
        if (f.state[d] == NEW)
            path_grow(&f, d);
    cycles_open(&f);
    for (uint32_t d = 1; d <= n; d++)
        head[d] = f.node_from[d];
}
