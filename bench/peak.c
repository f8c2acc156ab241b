/* What the machine can do, to be held beside what the program does.
 *
 *   peak KERNEL MILLISECONDS THREADS   multiply-adds a second of the kernel alone
 *                                      (10^9), by the clock and by processor time
 *   peak --network WORDS               multiply-adds a word in sentences of WORDS words
 *   peak --open ROUNDS                 milliseconds to open the engine (processor time)
 *                                      of the first, the fastest, the median round
 *
 * The kernel's map has 128 inputs and 384 outputs, so that its weights lie in the
 * second cache as those of the network do; every thread has its own. */
#include "model/embed.h"
#include "model/kernel/kernel.h"
#include "syntax/network.h"

#include <lapwing/engine.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { INPUTS = 128, OUTPUTS = 384, VECTORS = 24, THREADS_MAX = 64, ROUNDS_MAX = 1000 };

typedef struct {
    const lapi_kernel *kernel;
    double seconds, done,
        done_busy; /* done: multiply-adds a second, on the processor */
    int8_t weight[INPUTS * OUTPUTS];
    float scale[OUTPUTS], bias[OUTPUTS], out[VECTORS * OUTPUTS], x_scale[VECTORS];
    int32_t zero[OUTPUTS];
    uint8_t x[VECTORS * INPUTS];
} work;

static double clock_of(clockid_t id)
{
    struct timespec t;
    clock_gettime(id, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void *compute(void *argument)
{
    work *w = argument;
    lapi_linear map = {INPUTS, OUTPUTS, w->weight, w->scale, w->bias, w->zero};
    double begin = clock_of(CLOCK_MONOTONIC), spent = 0, rounds = 0;
    double busy = clock_of(CLOCK_THREAD_CPUTIME_ID);
    while (spent < w->seconds) {
        for (int i = 0; i < 20; i++)
            w->kernel->linear(&map, w->x, w->x_scale, VECTORS, w->out);
        rounds += 20;
        spent = clock_of(CLOCK_MONOTONIC) - begin;
    }
    busy = clock_of(CLOCK_THREAD_CPUTIME_ID) - busy;
    w->done_busy = rounds * VECTORS * INPUTS * OUTPUTS / busy;
    w->done = rounds * VECTORS * INPUTS * OUTPUTS / spent;
    return NULL;
}

static int tell_peak(const char *name, double seconds, int threads)
{
    const lapi_kernel *kernel = lapi_kernel_find(strcmp(name, "best") ? name : NULL);
    if (!kernel || threads < 1 || threads > THREADS_MAX)
        return 2;
    static work *all[THREADS_MAX];
    pthread_t thread[THREADS_MAX];
    for (int i = 0; i < threads; i++) {
        all[i] = calloc(1, sizeof **all);
        if (!all[i])
            return 3;
        all[i]->kernel = kernel;
        all[i]->seconds = seconds;
        memset(all[i]->weight, 7 + i, sizeof all[i]->weight);
        memset(all[i]->x, 65, sizeof all[i]->x);
        if (pthread_create(&thread[i], NULL, compute, all[i]))
            return 3;
    }
    double sum = 0, busy = 0;
    for (int i = 0; i < threads; i++) {
        pthread_join(thread[i], NULL);
        sum += all[i]->done;
        busy += all[i]->done_busy;
        free(all[i]);
    }
    printf("%s\t%.3f\t%.3f\n", kernel->name, sum / 1e9, busy / 1e9);
    return 0;
}

static double size_of(const lapi_linear *map)
{
    return (double)map->inputs * map->outputs;
}

static int tell_network(double words)
{
    size_t bytes;
    const void *model = lapi_model_embedded(&bytes);
    lapi_syntax *s = NULL;
    if (lapi_syntax_open(model, bytes, NULL, &s, NULL))
        return 1;
    double first = size_of(&s->input[0]), rest = 0;
    for (uint32_t l = 0; l < s->layers; l++) {
        rest += l ? size_of(&s->input[l]) : 0;
        rest += size_of(&s->recurrent[l][0]) + size_of(&s->recurrent[l][1]);
    }
    rest += size_of(&s->heads) + size_of(&s->arcs) + size_of(&s->lengths) +
            size_of(&s->labels) + (words + 1) * s->arc;
    printf("%.0f\t%.0f\n", rest, first);
    lapi_syntax_free(s);
    return 0;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return (a > b) - (a < b);
}

static int tell_open(int rounds)
{
    static double spent[ROUNDS_MAX];
    if (rounds < 1 || rounds > ROUNDS_MAX)
        return 2;
    for (int i = 0; i < rounds; i++) {
        lap_engine *engine = NULL;
        double begin = clock_of(CLOCK_PROCESS_CPUTIME_ID);
        if (lap_engine_new(NULL, &engine, NULL))
            return 1;
        spent[i] = (clock_of(CLOCK_PROCESS_CPUTIME_ID) - begin) * 1e3;
        lap_engine_free(engine);
    }
    double first = spent[0];
    qsort(spent, (size_t)rounds, sizeof *spent, by_size);
    printf("%.1f\t%.1f\t%.1f\n", first, spent[0], spent[rounds / 2]);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--network") == 0)
        return tell_network(atof(argv[2]));
    if (argc == 3 && strcmp(argv[1], "--open") == 0)
        return tell_open(atoi(argv[2]));
    if (argc == 4)
        return tell_peak(argv[1], atof(argv[2]) / 1e3, atoi(argv[3]));
    fputs("usage: peak KERNEL MILLISECONDS THREADS | --network WORDS | --open ROUNDS\n",
          stderr);
    return 2;
}
