/* Trains who takes part in an event, and on which side (src/event/role.h).
 *
 *   roles_train OUT.lapm [--apart] [--take ACTS ON] [--fill ACTS ON] [--keep ACTS ON]
 *               TOLD.txt.gz ...
 *
 * Pieces of news name the parties of their events. Every word that may take part in an
 * event that the library finds there is an example; which side it is on is learned by
 * logistic regression over its clues (AdaGrad, Duchi et al. 2011). A tenth of the
 * pieces is kept apart, to say how well that does; then all are learned from, but with
 * --apart. From --take thousandths on a word takes the place of the row's party, from
 * --fill on one that is missing; below --keep the row's is none, on either side.
 * `OUT.lapm --blank` writes a model that says nothing. */
#include "event/learned.h"
#include "event/record.h"
#include "events_take.h"
#include "image.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 1 << LAPI_ROLE_BITS, SIDES = LAPI_ROLE_SIDES, PARTS = 10, EPOCHS = 2 };
#define RATE  0.05f
#define SCALE (4.0f / 127)

typedef enum { NO, YES, OPEN } truth;

/* A word beside an event. */
typedef struct candidate {
    uint32_t first, count; /* rows */
    uint32_t group;
    uint8_t side[SIDES]; /* truth */
} candidate;

typedef struct candidates {
    candidate *at;
    uint32_t count, capacity;
    uint32_t *rows;
    uint32_t row_count, row_capacity;
} candidates;

typedef struct weights {
    float row[ROWS][SIDES], base[SIDES];
} weights;

static candidates all;

void die(const char *what, const char *which)
{
    fprintf(stderr, "roles_train: %s %s\n", what, which);
    exit(2);
}

/* The word that heads a stretch: the first that none of its other words governs. */
static uint32_t head_of(const lapi_tokens *t, stretch s)
{
    uint32_t best = LAPI_NONE;
    for (uint32_t w = 0; w < t->count && t->begin[w] < s.end; w++) {
        uint32_t h = t->head[w];
        bool top = h == LAPI_NONE || t->end[h] <= s.begin || t->begin[h] >= s.end;
        bool noun = t->upos[w] == LAPI_UPOS_NOUN || t->upos[w] == LAPI_UPOS_PROPN ||
                    t->upos[w] == LAPI_UPOS_PRON;
        if (t->end[w] > s.begin && top && (best == LAPI_NONE || noun)) {
            best = w;
            if (noun)
                break;
        }
    }
    return best;
}

/* Which words are told to be on a side. What stands in such a stretch beside its head,
 * or is told elsewhere as the same, is left open; so are all when the party is told in
 * another sentence only. */
static void answer(const lapi_doc *doc, const mark *m, int side, uint32_t sentence,
                   uint8_t *truths)
{
    const lapi_tokens *t = &doc->tokens;
    uint32_t first = doc->sentences.first[sentence];
    uint32_t end = doc->sentences.first[sentence + 1], found = 0;
    memset(truths + first, NO, end - first);
    for (uint32_t i = 0; i < m->who_count[side]; i++) {
        uint32_t head = head_of(t, m->who[side][i]);
        uint32_t of = lapi_mention_at(&doc->mentions, head);
        for (uint32_t w = first; w < end; w++) {
            uint32_t other = lapi_mention_at(&doc->mentions, w);
            bool same = of != LAPI_NONE && other != LAPI_NONE &&
                        doc->mentions.at[of].cluster == doc->mentions.at[other].cluster;
            bool inside = t->begin[w] >= m->who[side][i].begin &&
                          t->end[w] <= m->who[side][i].end;
            if (w == head)
                truths[w] = YES;
            else if ((same || inside) && truths[w] == NO)
                truths[w] = OPEN;
            found += w == head;
        }
    }
    if (m->who_count[side] && !found)
        memset(truths + first, OPEN, end - first);
}

static void keep(const lapi_casting *c, uint32_t word, uint8_t *truths[SIDES],
                 uint32_t group)
{
    all.at = grow_for(all.at, all.count, 1, &all.capacity, sizeof *all.at);
    all.rows = grow_for(all.rows, all.row_count, LAPI_ROLE_CLUES_MAX, &all.row_capacity,
                        sizeof *all.rows);
    candidate *x = &all.at[all.count++];
    *x = (candidate){.first = all.row_count, .group = group};
    x->count = lapi_role_clues(c, word, all.rows + all.row_count);
    all.row_count += x->count;
    for (int side = 0; side < SIDES; side++)
        x->side[side] = truths[side][word];
}

/* The mark that a match tells, or NULL. */
static const mark *mark_of(const lapi_tokens *t, const lapi_match *m, const labels *l)
{
    for (uint32_t i = 0; i < l->count; i++)
        for (uint32_t k = 0; k < m->trigger_count; k++)
            if (l->at[i].type == m->sense->type &&
                t->begin[m->trigger[k]] < l->at[i].end &&
                t->end[m->trigger[k]] > l->at[i].begin)
                return &l->at[i];
    return NULL;
}

static void keep_roles(reader *r, lapi_reading *reading, lapi_matches *matches,
                       const labels *l)
{
    static lapi_learned learned;
    lapi_weighing weighing;
    lap_error error;
    const lapi_doc *doc = &r->doc;
    if (!learned.weigher.table && lapi_learned_open(reading->lexicon, &learned, &error))
        die("model:", error.text);
    uint8_t *truths[SIDES];
    for (int side = 0; side < SIDES; side++)
        truths[side] = lapi_arena_get(doc->arena, doc->tokens.count + 1, 1);
    if (!truths[0] || !truths[1] ||
        lapi_learned_run(&learned, reading, matches, &weighing) ||
        lapi_matches_mark(matches, reading))
        die("cannot read", doc->text);
    for (uint32_t i = 0; i < matches->count; i++) {
        const lapi_match *m = matches->at[i];
        lapi_event e = {.type = m->sense->type, .mode = m->sense->mode};
        const mark *of = mark_of(&doc->tokens, m, l);
        if (!of)
            continue;
        if (lapi_record_parties(reading, m, &e))
            die("cannot read", doc->text);
        lapi_casting c = {reading, m, &e};
        for (int side = 0; side < SIDES; side++)
            answer(doc, of, side, doc->tokens.sentence[m->word], truths[side]);
        for (uint32_t w = lapi_role_candidate(&c, 0); w != LAPI_NONE;
             w = lapi_role_candidate(&c, w + 1))
            keep(&c, w, truths, r->corpus->groups);
    }
}

static float score_of(const weights *w, const candidate *x, int side)
{
    float sum = w->base[side];
    for (uint32_t i = 0; i < x->count; i++)
        sum += w->row[all.rows[x->first + i]][side];
    return sum;
}

static float chance(float score)
{
    return 1 / (1 + expf(-score));
}

static void learn_one(weights *w, weights *squares, const candidate *x)
{
    for (int side = 0; side < SIDES; side++) {
        if (x->side[side] == OPEN)
            continue;
        float d = chance(score_of(w, x, side)) - (float)(x->side[side] == YES);
        for (uint32_t i = 0; i < x->count; i++) {
            uint32_t row = all.rows[x->first + i];
            squares->row[row][side] += d * d;
            w->row[row][side] -= RATE * d / sqrtf(squares->row[row][side] + 1e-6f);
        }
        squares->base[side] += d * d;
        w->base[side] -= RATE * d / sqrtf(squares->base[side] + 1e-6f);
    }
}

/* Learns from all groups but those of a part (PARTS: from all). */
static void fit(weights *w, uint32_t out)
{
    weights *squares = calloc(1, sizeof *squares);
    uint32_t *order = grow(NULL, all.count + 1, sizeof *order), used = 0;
    uint64_t seed = UINT64_C(88172645463325252);
    if (!squares)
        die("out of memory", "");
    memset(w, 0, sizeof *w);
    for (uint32_t i = 0; i < all.count; i++)
        if (all.at[i].group % PARTS != out)
            order[used++] = i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        shuffle(order, used, &seed);
        for (uint32_t i = 0; i < used; i++)
            learn_one(w, squares, &all.at[order[i]]);
    }
    free(order);
    free(squares);
}

static void report(const weights *w, uint32_t part)
{
    static const char *const names[SIDES] = {"acts", "is acted on"};
    for (int side = 0; side < SIDES; side++) {
        double loss = 0, n = 0, right = 0, said = 0, told = 0;
        for (uint32_t i = 0; i < all.count; i++) {
            const candidate *x = &all.at[i];
            if (x->group % PARTS != part || x->side[side] == OPEN)
                continue;
            float p = chance(score_of(w, x, side));
            bool yes = x->side[side] == YES;
            loss -= log(fmax(1e-9, (double)(yes ? p : 1 - p)));
            n++;
            said += p >= 0.5f;
            told += yes;
            right += yes && p >= 0.5f;
        }
        printf("kept apart, %s: loss %.4f, right %.3f found %.3f\n", names[side],
               loss / fmax(1, n), right / fmax(1, said), right / fmax(1, told));
    }
}

static uint32_t whole(double logit)
{
    double at = round(logit / (double)SCALE) + LAPI_ROLE_ZERO;
    return (uint32_t)fmax(0, fmin(2 * LAPI_ROLE_ZERO, at));
}

/* How sure, in thousandths, a word must be on each side. */
typedef struct limits {
    double take[SIDES], fill[SIDES], keep[SIDES];
} limits;

static double logit(double thousandths)
{
    return log(thousandths / (1000 - thousandths));
}

static void write_roles(const char *path, const weights *w, const limits *sure)
{
    image m = image_new(2);
    uint32_t numbers[4 * SIDES];
    image_wholes(&m, "table", ROWS, SIDES, &w->row[0][0], SCALE, roundf);
    for (int side = 0; side < SIDES; side++) {
        numbers[side] = whole((double)w->base[side]);
        numbers[SIDES + side] = whole(logit(sure->take[side]));
        numbers[2 * SIDES + side] = whole(logit(sure->fill[side]));
        numbers[3 * SIDES + side] = whole(logit(sure->keep[side]));
    }
    image_u32(&m, "numbers", 4, SIDES, numbers);
    image_write(&m, path);
}

/* Options and files. */
static bool read_all(reader *r, int count, char **argument, limits *sure)
{
    bool apart = false;
    for (int i = 0; i < count; i++) {
        double *to = strcmp(argument[i], "--take") == 0   ? sure->take
                     : strcmp(argument[i], "--fill") == 0 ? sure->fill
                     : strcmp(argument[i], "--keep") == 0 ? sure->keep
                                                          : NULL;
        if (strcmp(argument[i], "--apart") == 0) {
            apart = true;
        } else if (to && i + SIDES < count) {
            for (int side = 0; side < SIDES; side++)
                to[side] = strtod(argument[++i], NULL);
        } else {
            take_told(r, argument[i]);
        }
    }
    return apart;
}

int main(int argc, char **argv)
{
    static reader r;
    static corpus c;
    static weights w;
    limits sure = {.take = {1000, 1000}, .fill = {1000, 1000}};
    if (argc < 3)
        die("usage: OUT.lapm [--apart] [--take N N] [--fill N N] [--keep N N] "
            "TOLD.txt.gz ...",
            "");
    if (strcmp(argv[2], "--blank") == 0) {
        write_roles(argv[1], &w, &sure);
        return 0;
    }
    open_reader(&r, &c, keep_roles);
    bool apart = read_all(&r, argc - 2, argv + 2, &sure);
    printf("%u words beside events\n", all.count);
    fit(&w, 0);
    report(&w, 0);
    if (!apart)
        fit(&w, PARTS);
    write_roles(argv[1], &w, &sure);
    return 0;
}
