/* Trains the model of sentence ends (src/text/judge.h).
 *
 *   text_train LAYOUT.tsv MODEL.lapm CARD.txt TRAIN.conllu[.gz] ... [--dev DEV ...]
 *
 * A margin perceptron, averaged, in integers only: the same bits on every machine.
 * Paragraphs are made as they reach the program: the sentences of a paragraph joined by
 * blanks. Of GUM only documents of genres with an open licence are read. */
#include "base/hash.h"
#include "text/run.h"
#include "text/split.h"
#include "text/word.h"
#include "unicode/props.h"
#include "unicode/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define BUCKETS    (1u << 17)
#define EPOCHS     8
#define MARGIN     60
#define SEEDS      8     /* runs in another order, summed */
#define LIMITS     81    /* limits tried, from -400 to 400 */
#define PLATEAU    0.001 /* in F1 */
#define LINE_BYTES (1u << 20)

typedef struct example {
    uint32_t features[LAPI_GAP_FEATURES];
    int8_t label;  /* 1 or -1 */
    int8_t marked; /* a stop stands before it, or the rules say yes */
} example;

typedef struct examples {
    example *at; /* [count] */
    size_t count, capacity;
    uint32_t missed; /* sentence ends at gaps that are no candidates */
} examples;

typedef struct paragraph {
    char *text;
    size_t bytes, capacity;
    uint32_t *ends; /* [sentences] letters (bytes that are no blanks) up to the end */
    size_t sentences, ends_capacity;
    uint32_t letters;
} paragraph;

static void die(const char *what)
{
    fprintf(stderr, "text_train: %s\n", what);
    exit(2);
}

static void *grow(void *old, size_t count, size_t size)
{
    void *p = realloc(old, count * size);
    if (!p)
        die("out of memory");
    return p;
}

static lapi_cues *read_cues(const char *path)
{
    lapi_cues *cues = NULL;
    FILE *file = fopen(path, "r");
    static char line[65536];
    if (!file || lapi_cues_new(&cues) != LAP_OK)
        die("cannot read the cues");
    for (int n = 0; fgets(line, sizeof line, file); n++) {
        lapi_slice cell[3] = {{0}};
        line[strcspn(line, "\n")] = 0;
        lapi_slice rest = lapi_slice_str(line);
        for (int i = 0; i < 3; i++)
            (void)lapi_slice_cut(&rest, '\t', &cell[i]);
        if (n >= 2 && line[0] != '#' &&
            lapi_cues_add(cues, cell[0], cell[1], cell[2]) != LAP_OK)
            die("a row of the cues does not fit");
    }
    fclose(file);
    return cues;
}

static void add_example(examples *all, const example *one)
{
    if (all->count == all->capacity) {
        all->capacity = all->capacity ? all->capacity * 2 : 4096;
        all->at = grow(all->at, all->capacity, sizeof *all->at);
    }
    all->at[all->count++] = *one;
}

/* Letters before each word: where the gold sentences end among our words. */
static uint32_t letters_until(const char *text, uint32_t *at, uint32_t *letters,
                              uint32_t end)
{
    while (*at < end) {
        lapi_code c = lapi_utf8_at(text + *at);
        *at += c.bytes;
        if (!lapi_is_space(c.code))
            *letters += c.bytes;
    }
    return *letters;
}

static void take_paragraph(const lapi_cues *cues, lapi_arena *arena, paragraph *p,
                           examples *all)
{
    if (!p->sentences)
        return;
    lapi_arena_reset(arena, SIZE_MAX);
    lapi_doc doc = {.arena = arena, .text = p->text, .text_bytes = (uint32_t)p->bytes};
    lapi_words words = {.cues = cues, .doc = &doc};
    lapi_words_add(&words, (lapi_span){0, doc.text_bytes});
    lapi_split split = {.cues = cues, .doc = &doc, .gap = {.cues = cues, .doc = &doc}};
    uint32_t end = doc.tokens.count;
    if (words.failed || !end || !lapi_gap_begin(&split.gap, arena, 0, end))
        die("a paragraph cannot be read");
    uint32_t at = 0;
    uint32_t letters = 0;
    size_t next = 0;
    uint32_t start = 0;
    for (uint32_t w = 0; w < end; w++) {
        uint32_t here = letters_until(p->text, &at, &letters, doc.tokens.begin[w]);
        while (next < p->sentences && p->ends[next] < here)
            next++;
        bool begins = w > 0 && next < p->sentences && p->ends[next] == here;
        bool candidate = w > 0 && lapi_gap_is_candidate(&split.gap, w);
        if (candidate) {
            example e = {.label = begins ? 1 : -1};
            bool rule = lapi_split_rule(&split, start, w, end);
            uint32_t code = lapi_utf8_at(p->text + doc.tokens.begin[w - 1]).code;
            e.marked =
                rule || code == '.' || code == '!' || code == '?' || code == 0x2026;
            lapi_gap_features(&split.gap, w, rule, e.features);
            add_example(all, &e);
        } else {
            all->missed += begins;
        }
        if (begins)
            start = w;
        if (w > 0)
            lapi_gap_step(&split.gap, w, begins);
    }
    p->bytes = p->sentences = p->letters = 0;
}

static void add_sentence(paragraph *p, const char *text)
{
    size_t n = strlen(text);
    if (p->bytes + n + 2 > p->capacity) {
        p->capacity = (p->bytes + n + 2) * 2;
        p->text = grow(p->text, p->capacity, 1);
    }
    if (p->sentences == p->ends_capacity) {
        p->ends_capacity = p->ends_capacity ? p->ends_capacity * 2 : 64;
        p->ends = grow(p->ends, p->ends_capacity, sizeof *p->ends);
    }
    if (p->bytes)
        p->text[p->bytes++] = ' ';
    uint32_t at = (uint32_t)p->bytes;
    memcpy(p->text + p->bytes, text, n);
    p->bytes += n;
    (void)letters_until(p->text, &at, &p->letters, (uint32_t)p->bytes);
    p->ends[p->sentences++] = p->letters;
}

/* GUM's documents whose text may not be used for a model that is sold on. */
static bool is_closed(const char *id)
{
    static const char *const closed[] = {"GUM_whow_",   "GUM_fiction_", "GUM_podcast_",
                                         "GUM_letter_", "GUM_essay_",   "GUM_reddit_"};
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        if (strncmp(id, closed[i], strlen(closed[i])) == 0)
            return true;
    }
    return false;
}

static void read_treebank(const lapi_cues *cues, lapi_arena *arena, const char *path,
                          examples *all)
{
    gzFile file = gzopen(path, "rb");
    char *line = malloc(LINE_BYTES);
    paragraph p = {0};
    bool closed = false;
    if (!file || !line)
        die("cannot read a treebank");
    while (gzgets(file, line, (int)LINE_BYTES)) {
        line[strcspn(line, "\n")] = 0;
        bool document = strncmp(line, "# newdoc", 8) == 0;
        if (document || strncmp(line, "# newpar", 8) == 0)
            take_paragraph(cues, arena, &p, all);
        if (document)
            closed = strlen(line) > 14 && is_closed(line + 14);
        if (!closed && strncmp(line, "# text = ", 9) == 0)
            add_sentence(&p, line + 9);
    }
    take_paragraph(cues, arena, &p, all);
    gzclose(file);
    free(line);
    free(p.text);
    free(p.ends);
}

static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    return lapi_hash_mix(lapi_hash_mix(*state));
}

static void shuffle(uint32_t *order, size_t count, uint64_t *state)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)(next_random(state) % i);
        uint32_t keep = order[i - 1];
        order[i - 1] = order[j];
        order[j] = keep;
    }
}

/* Adds averaged weights, times 256, to averages[BUCKETS]. */
static void train(const examples *all, uint64_t seed, int64_t *averages)
{
    int32_t *weights = calloc(BUCKETS, sizeof *weights);
    int64_t *late = calloc(BUCKETS, sizeof *late);
    uint32_t *order = grow(NULL, all->count, sizeof *order);
    uint64_t state = seed;
    int64_t now = 1;
    if (!weights || !late)
        die("out of memory");
    for (size_t i = 0; i < all->count; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        size_t wrong = 0;
        shuffle(order, all->count, &state);
        for (size_t i = 0; i < all->count; i++, now++) {
            const example *e = &all->at[order[i]];
            int32_t sum = 0;
            for (uint32_t f = 0; f < LAPI_GAP_FEATURES; f++)
                sum += weights[e->features[f] & (BUCKETS - 1)];
            wrong += sum * e->label <= 0;
            if (sum * e->label > MARGIN)
                continue;
            for (uint32_t f = 0; f < LAPI_GAP_FEATURES; f++) {
                weights[e->features[f] & (BUCKETS - 1)] += e->label;
                late[e->features[f] & (BUCKETS - 1)] += e->label * now;
            }
        }
        fprintf(stderr, "epoch %d: %zu of %zu wrong\n", epoch + 1, wrong, all->count);
    }
    for (uint32_t i = 0; i < BUCKETS; i++)
        averages[i] += (weights[i] * now - late[i]) * 256 / now;
    free(weights);
    free(late);
    free(order);
}

static void quantise(const int64_t *averages, int8_t *out)
{
    int64_t biggest = 1;
    for (uint32_t i = 0; i < BUCKETS; i++) {
        int64_t size = averages[i] < 0 ? -averages[i] : averages[i];
        biggest = size > biggest ? size : biggest;
    }
    for (uint32_t i = 0; i < BUCKETS; i++) {
        int64_t scaled = averages[i] * 127 * 2;
        out[i] = (int8_t)((scaled + (scaled < 0 ? -biggest : biggest)) / (2 * biggest));
    }
}

/* F1 of sentence ends at gaps with a score above `limit`, for marked or other gaps. */
static double f1_at(const examples *all, const lapi_judge *judge, int marked,
                    int32_t limit)
{
    size_t right = 0;
    size_t said = 0;
    size_t gold = 0;
    for (size_t i = 0; i < all->count; i++) {
        const example *e = &all->at[i];
        if (e->marked != marked)
            continue;
        bool yes = lapi_judge_score(judge, e->features) > limit;
        right += yes && e->label > 0;
        said += yes;
        gold += e->label > 0;
    }
    return said + gold ? 2.0 * (double)right / (double)(said + gold) : 0;
}

/* The middle of the limits that are as good as the best, but for PLATEAU. */
static int32_t best_limit(const examples *all, const int8_t *weights, int marked,
                          FILE *card)
{
    lapi_judge judge = {weights, BUCKETS - 1, 0, 0};
    double scores[LIMITS];
    double best = 0;
    int32_t first = LIMITS;
    int32_t last = 0;
    for (int32_t i = 0; i < LIMITS; i++) {
        scores[i] = f1_at(all, &judge, marked, (i - LIMITS / 2) * 10);
        best = scores[i] > best ? scores[i] : best;
    }
    for (int32_t i = 0; i < LIMITS; i++) {
        if (scores[i] < best - PLATEAU)
            continue;
        first = i < first ? i : first;
        last = i;
    }
    int32_t limit = ((first + last) / 2 - LIMITS / 2) * 10;
    fprintf(card, "%s gaps: limit %d, F1 %.4f\n", marked ? "marked" : "other", limit,
            f1_at(all, &judge, marked, limit));
    return limit;
}

static void put_u32(unsigned char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (unsigned char)(v >> 8 * i);
}

static void write_model(const char *path, const int8_t *weights, int32_t bias,
                        int32_t sure)
{
    unsigned char head[LAPI_JUDGE_HEAD_BYTES] = "LAPTEXT1";
    uint64_t sum = lapi_hash(LAPI_HASH_START, weights, BUCKETS);
    put_u32(head + 8, LAPI_JUDGE_VERSION);
    put_u32(head + 12, BUCKETS);
    put_u32(head + 16, (uint32_t)bias);
    put_u32(head + 20, (uint32_t)sure);
    put_u32(head + 24, (uint32_t)sum);
    put_u32(head + 28, (uint32_t)(sum >> 32));
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(head, sizeof head, 1, file) != 1 ||
        fwrite(weights, BUCKETS, 1, file) != 1 || fclose(file) != 0)
        die("cannot write the model");
}

int main(int argc, char **argv)
{
    static int64_t averages[BUCKETS];
    static int8_t weights[BUCKETS];
    examples seen = {0};
    examples unseen = {0};
    lapi_arena *arena = NULL;
    if (argc < 5 || lapi_arena_new(0, &arena) != LAP_OK)
        die("usage: text_train LAYOUT MODEL CARD TRAIN... [--dev DEV...]");
    lapi_cues *cues = read_cues(argv[1]);
    examples *into = &seen;
    for (int i = 4; i < argc; i++) {
        if (strcmp(argv[i], "--dev") == 0)
            into = &unseen;
        else
            read_treebank(cues, arena, argv[i], into);
    }
    for (uint64_t seed = 1; seed <= SEEDS; seed++)
        train(&seen, seed, averages);
    quantise(averages, weights);
    FILE *card = fopen(argv[3], "w");
    if (!card)
        die("cannot write the card");
    fprintf(card, "examples %zu (ends beyond reach %u), dev %zu (%u)\n", seen.count,
            seen.missed, unseen.count, unseen.missed);
    int32_t marked = best_limit(&unseen, weights, 1, card);
    int32_t other = best_limit(&unseen, weights, 0, card);
    fclose(card);
    write_model(argv[2], weights, -marked, other - marked);
    free(seen.at);
    free(unseen.at);
    lapi_cues_free(cues);
    lapi_arena_free(arena);
    return 0;
}
