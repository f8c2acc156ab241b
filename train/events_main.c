/* Trains the weigher of words (src/event/weigh.h).
 *
 *   events_train OUT.lapm --vectors WORD_VECTORS.tsv.gz --names NAMES.tsv
 *                [--told PIECES.txt.gz ...] [--rows ROWS.tsv ...]
 *                [--articles ARTICLES.txt ...]
 *                [--verdicts READ.tsv ...] [--ud TEXT.conllu ...]
 *                [--limit THOUSANDTHS] [--text-limit THOUSANDTHS]
 *                [--bold THOUSANDTHS] [--seed NUMBER]
 *
 * Every word that may tell an event is an example. Pieces (train/told), rows and
 * articles name all their events by trigger and type: other words tell none. Example
 * sentences of the lexicon say what their own row's word tells. Of --ud, genres that
 * tell no political events tell none, of others only the words in --verdicts are
 * examples. `OUT.lapm --blank` writes a model of zeros. The table of confidence is
 * fitted to a tenth of the pieces, kept apart. */
#include "events_net.h"
#include "events_write.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* News is a little plainer than the pieces, which were written to be hard: chosen on
 * the dev articles. */
#define LEAN 0.45

void die(const char *what, const char *which)
{
    fprintf(stderr, "events_train: %s %s\n", what, which);
    exit(2);
}

static double logistic(double z)
{
    return 1.0 / (1.0 + exp(-z));
}

/* How far the best type is above the best other answer. */
static double margin(const float *score, unsigned *best)
{
    double other = score[LAPI_EVENT_TYPES];
    *best = lapi_weigh_best(score);
    for (unsigned k = 0; k < LAPI_EVENT_TYPES; k++)
        other = k != *best && (double)score[k] > other ? (double)score[k] : other;
    return (double)score[*best] - other;
}

/* What a net says of a word that it did not see. */
typedef struct said {
    double z;
    bool right, event;
} said;

static said *ask(const net *n, const corpus *c, uint32_t *count)
{
    said *all = grow(NULL, c->count + 1, sizeof *all);
    float score[OUT];
    *count = 0;
    for (uint32_t i = 0; i < c->count; i++) {
        const example *e = &c->at[i];
        unsigned best;
        if (e->from != FROM_TOLD || e->group % PARTS)
            continue;
        net_score(n, c, e, score);
        double z = margin(score, &best);
        all[(*count)++] = (said){z, best == e->type, e->type != LAPI_EVENT_TYPES};
    }
    return all;
}

/* right ~ logistic(a z + b), by Newton's steps. */
static void calibrate(const said *all, uint32_t count, double *a, double *b)
{
    *a = 1;
    *b = 0;
    for (int step = 0; step < 100; step++) {
        double ga = 0, gb = 0, haa = 1e-3, hab = 0, hbb = 1e-6;
        for (uint32_t i = 0; i < count; i++) {
            double p = logistic(*a * all[i].z + *b);
            double d = p - all[i].right, h = p * (1 - p);
            ga += d * all[i].z;
            gb += d;
            haa += h * all[i].z * all[i].z;
            hab += h * all[i].z;
            hbb += h;
        }
        double det = haa * hbb - hab * hab;
        if (det < 1e-9)
            return;
        *a -= fmax(-0.3, fmin(0.3, (hbb * ga - hab * gb) / det));
        *b -= fmax(-0.3, fmin(0.3, (haa * gb - hab * ga) / det));
    }
}

static void report(const said *all, uint32_t count, double a, double b)
{
    for (double limit = 0.3; limit < 0.75; limit += 0.1) {
        double found = 0, said_so = 0, events = 0;
        for (uint32_t i = 0; i < count; i++) {
            bool says = logistic(a * all[i].z + b) >= limit;
            events += all[i].event;
            said_so += says;
            found += says && all[i].right;
        }
        printf("kept apart, from %.1f: right %.3f found %.3f F1 %.3f\n", limit,
               found / fmax(1, said_so), found / fmax(1, events),
               2 * found / fmax(1, said_so + events));
    }
    for (int bin = 0; bin < 10; bin++) {
        double sum = 0, right = 0, n = 0;
        for (uint32_t i = 0; i < count; i++) {
            double p = logistic(a * all[i].z + b);
            if ((int)(p * 9.999) != bin)
                continue;
            n++;
            sum += p;
            right += all[i].right;
        }
        printf("  %.1f  n %6.0f  said %.3f  right %.3f\n", bin / 10.0, n,
               n > 0 ? sum / n : 0, n > 0 ? right / n : 0);
    }
    printf("calibration: a %.4f, b %.4f\n", a, b);
}

/* A net and the part that it does not see. */
typedef struct pupil {
    const corpus *c;
    uint32_t out;
    net *n;
} pupil;

static void *learn(void *argument)
{
    const pupil *p = argument;
    net_fit(p->n, p->c, p->out);
    return NULL;
}

static void tell_sizes(const corpus *c)
{
    uint32_t from[FROMS][2] = {{0}};
    for (uint32_t i = 0; i < c->count; i++)
        from[c->at[i].from][c->at[i].type != LAPI_EVENT_TYPES]++;
    for (int i = 0; i < FROMS; i++)
        printf("%u words that tell no event, %u that do\n", from[i][0], from[i][1]);
    fflush(stdout);
}

/* A model of zeros: what the library is built with when the shape of the network has
 * changed, so that this program can open it. */
static int write_blank(const char *path)
{
    static corpus c;
    static net n;
    static unsigned char hashes[8], rows[4];
    static uint8_t vectors[LAPI_WEIGH_VECTOR];
    c.vectors = (lapi_vectors){{hashes, rows, 1}, vectors, 1};
    n.table[0][0] = 1;
    write_model(path, &n, &c, 1, 0);
    return 0;
}

int main(int argc, char **argv)
{
    static corpus c = {.limit = 100, .text_limit = 100, .bold = 500};
    double a, b;
    uint32_t count;
    pthread_t thread;
    if (argc == 3 && strcmp(argv[2], "--blank") == 0)
        return write_blank(argv[1]);
    if (argc < 3)
        die("usage: OUT.lapm --vectors FILE --told FILE ... --ud FILE ...", "");
    examples_read(&c, argc - 2, argv + 2);
    tell_sizes(&c);
    pupil apart = {&c, 0, grow(NULL, 1, sizeof(net))};
    pupil whole = {&c, PARTS, grow(NULL, 1, sizeof(net))};
    if (pthread_create(&thread, NULL, learn, &apart))
        die("no thread", "");
    learn(&whole);
    pthread_join(thread, NULL);
    said *all = ask(apart.n, &c, &count);
    calibrate(all, count, &a, &b);
    report(all, count, a, b);
    write_model(argv[1], whole.n, &c, a, b + LEAN);
    free(all);
    free(apart.n);
    free(whole.n);
    return 0;
}
