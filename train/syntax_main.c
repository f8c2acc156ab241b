/* Trains the syntax model.
 *
 *   train --ud DIR --out FILE [--name value ...] */
#include "data/token.h"
#include "data/tree.h"
#include "load.h"
#include "net.h"
#include "syntax/decode.h"
#include "texts.h"
#include "vocabulary.h"
#include "write.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    const char *ud, *out, *version, *load, *dump, *names, *teachers, *model, *texts,
        *trees, *classes;
    uint32_t gum_names, lists;
    uint32_t epochs, words, warm, seed, form_least, part_least, quantise_from, sample;
    float rate, drop_stop, join, share, tree_share;
    net_options net;
} options;

typedef struct {
    const char *name;
    float *real;
    uint32_t *whole;
    const char **text;
} option;

static void usage_fail(const char *what)
{
    fprintf(stderr, "train: %s\n", what);
    exit(2);
}

static void options_read(options *o, int argc, char **argv)
{
    const option table[] = {
        {"--ud", NULL, NULL, &o->ud},
        {"--out", NULL, NULL, &o->out},
        {"--teachers", NULL, NULL, &o->teachers},
        {"--model", NULL, NULL, &o->model},
        {"--texts", NULL, NULL, &o->texts},
        {"--trees", NULL, NULL, &o->trees},
        {"--classes", NULL, NULL, &o->classes},
        {"--join", &o->join, NULL, NULL},
        {"--drop-name", &o->net.drop_name, NULL, NULL},
        {"--name-embedding", NULL, &o->net.name_embedding, NULL},
        {"--sure", &o->net.sure, NULL, NULL},
        {"--thaw", NULL, &o->net.thaw, NULL},
        {"--name-hidden", NULL, &o->net.name_hidden, NULL},
        {"--tree-share", &o->tree_share, NULL, NULL},
        {"--share", &o->share, NULL, NULL},
        {"--names", NULL, NULL, &o->names},
        {"--lists", NULL, &o->lists, NULL},
        {"--gum-names", NULL, &o->gum_names, NULL},
        {"--other-name", &o->net.other_name, NULL, NULL},
        {"--name-weight", &o->net.name_weight, NULL, NULL},
        {"--version", NULL, NULL, &o->version},
        {"--load", NULL, NULL, &o->load},
        {"--dump", NULL, NULL, &o->dump},
        {"--epochs", NULL, &o->epochs, NULL},
        {"--words", NULL, &o->words, NULL},
        {"--warm", NULL, &o->warm, NULL},
        {"--seed", NULL, &o->seed, NULL},
        {"--form-least", NULL, &o->form_least, NULL},
        {"--part-least", NULL, &o->part_least, NULL},
        {"--quantise-from", NULL, &o->quantise_from, NULL},
        {"--sample", NULL, &o->sample, NULL},
        {"--drop-stop", &o->drop_stop, NULL, NULL},
        {"--rate", &o->rate, NULL, NULL},
        {"--embedding", NULL, &o->net.embedding, NULL},
        {"--hidden", NULL, &o->net.hidden, NULL},
        {"--layers", NULL, &o->net.layers, NULL},
        {"--arc", NULL, &o->net.arc, NULL},
        {"--label", NULL, &o->net.label, NULL},
        {"--drop-input", &o->net.drop_input, NULL, NULL},
        {"--drop-layer", &o->net.drop_layer, NULL, NULL},
        {"--drop-recurrent", &o->net.drop_recurrent, NULL, NULL},
        {"--drop-head", &o->net.drop_head, NULL, NULL},
        {"--drop-form", &o->net.drop_form, NULL, NULL},
        {"--drop-feature", &o->net.drop_feature, NULL, NULL},
        {"--case-rate", &o->net.case_rate, NULL, NULL},
        {"--mean-decay", &o->net.mean_decay, NULL, NULL},
    };
    for (int i = 1; i < argc; i += 2) {
        const option *found = NULL;
        for (size_t k = 0; k < sizeof table / sizeof *table; k++)
            if (!strcmp(argv[i], table[k].name))
                found = table + k;
        if (!found || i + 1 == argc)
            usage_fail(argv[i]);
        if (found->real)
            *found->real = strtof(argv[i + 1], NULL);
        else if (found->whole)
            *found->whole = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else
            *found->text = argv[i + 1];
    }
    if (!o->ud || !o->out)
        usage_fail("--ud DIR and --out FILE are needed");
    if (!o->model != !o->net.name_hidden)
        usage_fail("--model FILE and --name-hidden COUNT go together");
}

static const char *const GENRES =
    "interview,bio,conversation,news,academic,voyage,vlog,textbook,speech,court";

static void read_part(corpus *c, const char *ud, const char *conllu, const char *iob2,
                      const char *genres)
{
    char path[2][4096];
    snprintf(path[0], sizeof path[0], "%s/%s", ud, conllu);
    snprintf(path[1], sizeof path[1], "%s/%s", ud, iob2 ? iob2 : "");
    corpus_read(c, path[0], iob2 ? path[1] : NULL, genres);
}

typedef struct {
    size_t words, upos, xpos, unlabelled, labelled, names_gold, names_found,
        names_right;
} scores;

static bool name_is(const uint8_t *label, uint32_t i, uint32_t count, uint32_t *end)
{
    if (label[i] == LAPI_NAME_O || (label[i] - LAPI_NAME_B_PER) % 2)
        return false;
    uint32_t at = i + 1;
    while (at < count && label[at] == label[i] + 1)
        at++;
    *end = at;
    return true;
}

static void names_score(const corpus *c, const sentence *s, const uint8_t *found,
                        scores *r)
{
    uint8_t gold[4096];
    uint32_t count = s->count < sizeof gold ? s->count : 0;
    for (uint32_t i = 0; i < count; i++)
        gold[i] = c->words[s->first + i].name;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t a = 0, b = 0;
        bool x = name_is(gold, i, count, &a), y = name_is(found, i, count, &b);
        r->names_gold += x;
        r->names_found += y;
        r->names_right += x && y && a == b && gold[i] == found[i];
    }
}

static void score_add(const corpus *c, const batch *b, const prediction *p, scores *r)
{
    size_t at = 0;
    for (uint32_t i = 0; i < b->count; i++) {
        const sentence *s = b->sentences[i];
        if (s->named)
            names_score(c, s, p->name + at, r);
        for (uint32_t t = 0; t < s->count; t++, at++) {
            const word *w = c->words + s->first + t;
            r->words++;
            r->upos += w->upos == p->upos[at];
            r->xpos += w->xpos == p->xpos[at];
            r->unlabelled += w->head == p->head[at];
            r->labelled += w->head == p->head[at] &&
                           lapi_rel_base(w->rel) == lapi_rel_base(p->rel[at]);
        }
    }
}

enum { BATCH_MAX = 256, BATCH_WORDS_MAX = 8192, JOINED_WORDS_MAX = 200 };

static prediction prediction_new(size_t words)
{
    prediction p = {malloc(words), malloc(words), malloc(words), malloc(words),
                    malloc(words * sizeof(uint16_t))};
    if (!p.upos || !p.xpos || !p.rel || !p.name || !p.head)
        exit(3);
    return p;
}

static void evaluate(net *n, workspace *w, const corpus *c, const char *name)
{
    scores r = {0};
    prediction p = prediction_new(BATCH_WORDS_MAX);
    const sentence *chosen[BATCH_MAX];
    for (size_t i = 0; i < c->sentence_count;) {
        batch b = {.corpus = c, .sentences = chosen};
        for (size_t words = 0; i < c->sentence_count && b.count < 64; i++) {
            words += c->sentences[i].count;
            if (b.count && words > 2000)
                break;
            chosen[b.count++] = c->sentences + i;
        }
        net_predict(n, w, &b, &p);
        score_add(c, &b, &p, &r);
    }
    double total = (double)r.words, f = (double)(r.names_gold + r.names_found);
    printf("  %s UPOS %.4f XPOS %.4f UAS %.4f LAS %.4f names %.4f (of %zu)\n", name,
           (double)r.upos / total, (double)r.xpos / total, (double)r.unlabelled / total,
           (double)r.labelled / total, f > 0 ? 2.0 * (double)r.names_right / f : 0.0,
           r.names_gold);
    free(p.upos);
    free(p.xpos);
    free(p.rel);
    free(p.name);
    free(p.head);
}

static float rate_at(const options *o, double done, uint32_t step)
{
    float warm = step < o->warm ? (float)(step + 1) / (float)o->warm : 1.0f;
    float left = (float)(1.0 - done);
    return o->rate * warm * (left < 0.01f ? 0.01f : left);
}

static void shuffle(net *n, const sentence **order, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = (size_t)(net_random(n) * (float)i);
        j = j < i ? j : i - 1;
        const sentence *s = order[i - 1];
        order[i - 1] = order[j];
        order[j] = s;
    }
}

typedef struct {
    corpus train, dev[2];
    vocabulary features;
    lists lists;
    opinions opinions;
    bool asked; /* there are opinions */
} material;

/* Whether nothing hangs under the sentence's last word, a stop. */
static bool may_lose_stop(const corpus *c, const sentence *s)
{
    const word *w = c->words + s->first;
    if (s->count < 3 || w[s->count - 1].upos != LAPI_UPOS_PUNCT ||
        !w[s->count - 1].head || w[s->count - 1].name % 2 == 0)
        return false;
    for (uint32_t i = 0; i < s->count; i++)
        if (w[i].head == s->count)
            return false;
    return true;
}

/* At times a sentence runs on into those behind it, as where no mark ends a line. */
static size_t joined(net *n, const options *o, const corpus *c, size_t i, sentence *s)
{
    while (o->join > 0 && i + 1 < c->sentence_count) {
        const sentence *next = c->sentences + i + 1;
        if (!next->named || s->named != next->named ||
            next->first != s->first + s->count ||
            s->count + next->count > JOINED_WORDS_MAX || net_random(n) >= o->join)
            break;
        s->count += next->count;
        i++;
    }
    return i;
}

/* The sentences of an epoch in its order, some without their last stop. */
static const sentence **order_make(net *n, const options *o, const corpus *c,
                                   sentence *variant, size_t *count)
{
    const sentence **order = malloc(c->sentence_count * sizeof(const sentence *));
    if (!order)
        exit(3);
    *count = 0;
    for (size_t i = 0; i < c->sentence_count; i++) {
        sentence *s = variant + *count;
        *s = c->sentences[i];
        size_t last = joined(n, o, c, i, s);
        if (net_random(n) < o->drop_stop && last == i && may_lose_stop(c, s))
            s->count--;
        i = last;
        order[(*count)++] = s;
    }
    shuffle(n, order, *count);
    return order;
}

static void epoch(net *n, workspace *w, const options *o, const material *m,
                  uint32_t number)
{
    const corpus *c = &m->train;
    sentence *variant = malloc(c->sentence_count * sizeof *variant);
    if (!variant)
        exit(3);
    size_t count;
    const sentence **order = order_make(n, o, c, variant, &count);
    double loss = 0;
    size_t batches = 0;
    for (size_t i = 0; i < count; batches++) {
        batch b = {c, &m->lists, m->asked ? &m->opinions : NULL, order + i, 0};
        for (size_t words = 0; i < count && words < o->words && b.count < BATCH_MAX;
             i++, b.count++)
            words += order[i]->count;
        double done = ((double)number + (double)i / (double)count) / o->epochs;
        loss += net_train(n, w, &b, rate_at(o, done, n->step));
    }
    printf("epoch %u loss %.4f\n", number + 1, loss / (double)batches);
    free(order);
    free(variant);
}

static void sample_take(corpus *c, uint32_t one_of)
{
    size_t kept = 0;
    for (size_t i = 0; i < c->sentence_count; i += one_of)
        c->sentences[kept++] = c->sentences[i];
    c->sentence_count = kept;
}

static const options DEFAULTS = {.version = "en-1",
                                 .names = "train/lists.tsv.gz",
                                 .trees = "train/news.conllu.gz",
                                 .classes = "train/word_classes.tsv.gz",
                                 .gum_names = 1,
                                 .lists = 1,
                                 .epochs = 32,
                                 .words = 600,
                                 .warm = 300,
                                 .seed = 1,
                                 .form_least = 2,
                                 .part_least = 4,
                                 .quantise_from = 24,
                                 .rate = 0.003f,
                                 .drop_stop = 0.06f,
                                 .share = 0.5f,
                                 .net = {.embedding = 128,
                                         .hidden = 96,
                                         .layers = 2,
                                         .arc = 64,
                                         .label = 64,
                                         .drop_input = 0.2f,
                                         .drop_layer = 0.25f,
                                         .drop_recurrent = 0.2f,
                                         .drop_head = 0.2f,
                                         .drop_form = 0.5f,
                                         .drop_feature = 0.1f,
                                         .case_rate = 0.12f,
                                         .mean_decay = 0.998f,
                                         .name_weight = 1.0f,
                                         .other_name = 0.25f,
                                         .drop_name = 0.2f,
                                         .sure = LAPI_NAME_SURE}};

static void kinds_find(material *m)
{
    for (size_t i = 0; i < m->train.sentence_count; i++) {
        const sentence *s = m->train.sentences + i;
        for (uint32_t t = 0; t < s->count; t++)
            m->train.words[s->first + t].kind =
                (uint8_t)lists_kind(&m->lists, &m->train, s, t);
    }
}

static void material_read(material *m, const options *o)
{
    read_part(&m->train, o->ud, "ewt/train.conllu.gz", "ner/ewt/train.iob2.gz", NULL);
    size_t ewt_count = m->train.sentence_count;
    read_part(&m->train, o->ud, "gum/train.conllu.gz", NULL, GENRES);
    size_t ours = m->train.sentence_count;
    corpus_read(&m->train, o->trees, NULL, NULL);
    for (size_t i = ours; i < m->train.sentence_count; i++)
        m->train.sentences[i].named = false;
    size_t words = m->train.word_count;
    if (o->texts)
        texts_read(&m->train, o->texts);
    read_part(&m->dev[0], o->ud, "ewt/dev.conllu", "ner/ewt/dev.iob2", NULL);
    read_part(&m->dev[1], o->ud, "gum/dev.conllu.gz", NULL, NULL);
    for (size_t i = ewt_count; !o->gum_names && i < m->train.sentence_count; i++)
        m->train.sentences[i].named = m->train.sentences[i].first >= words;
    if (o->lists)
        lists_read(&m->lists, o->names);
    if (*o->classes)
        classes_read(&m->lists, o->classes);
    kinds_find(m);
    vocabulary_build(&m->features, &m->train, words, &m->lists, o->form_least,
                     o->part_least);
    vocabulary_apply(&m->features, &m->train);
    vocabulary_apply(&m->features, &m->dev[0]);
    vocabulary_apply(&m->features, &m->dev[1]);
    vocabulary_apply(&m->features, &m->lists.words);
    if (o->sample)
        sample_take(&m->train, o->sample);
    printf("train %zu sentences %zu words, %u features\n", m->train.sentence_count,
           m->train.word_count, m->features.rows);
}

static void evaluate_means(net *n, workspace *w, const material *m)
{
    net_swap_means(n);
    evaluate(n, w, &m->dev[0], "ewt");
    evaluate(n, w, &m->dev[1], "gum");
    net_swap_means(n);
}

/* Teachers are written FILE:hidden:layers:arc:label, parted by commas; each file is a
 * dump of weights for the same features. */
static void teachers_ask(material *m, const options *o, workspace *w)
{
    size_t count = 1;
    for (const char *at = o->teachers; *at; at++)
        count += *at == ',';
    opinions_init(&m->opinions, &m->train);
    m->opinions.share = o->share;
    m->opinions.tree_share = o->tree_share;
    m->asked = true;
    for (const char *at = o->teachers; at;
         at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        char file[1024];
        net_options shape = o->net;
        if (sscanf(at, "%1023[^:,]:%u:%u:%u:%u:%u:%u", file, &shape.hidden,
                   &shape.layers, &shape.arc, &shape.label, &shape.name_embedding,
                   &shape.name_hidden) < 5)
            usage_fail(at);
        net *teacher = net_new(&shape, 1);
        weights_load(file, teacher);
        opinions_add(&m->opinions, teacher, w, &m->train, 1.0f / (float)count);
        net_free(teacher);
        printf("asked %s\n", file);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    options o = DEFAULTS;
    options_read(&o, argc, argv);
    static material m;
    material_read(&m, &o);
    o.net.features = m.features.rows;
    net *n = net_new(&o.net, o.seed);
    workspace *w = workspace_new();
    if (o.load)
        weights_load(o.load, n);
    if (o.model)
        model_load(o.model, n, &m.features);
    if (o.teachers)
        teachers_ask(&m, &o, w);
    for (uint32_t e = 0; e < o.epochs; e++) {
        n->quantise = (o.model && !o.net.thaw) || e >= o.quantise_from;
        epoch(n, w, &o, &m, e);
        if (e % 4 == 3)
            evaluate_means(n, w, &m);
        printf("  %.0f s\n", (double)clock() / CLOCKS_PER_SEC);
        fflush(stdout);
    }
    n->quantise = true;
    evaluate_means(n, w, &m);
    net_swap_means(n);
    if (o.dump)
        weights_dump(o.dump, n);
    if (o.model)
        model_rename(o.model, o.out, o.version, n);
    else
        model_write(o.out, o.version, n, &m.features, &m.train);
    net_free(n);
    workspace_free(w);
    corpus_free(&m.train);
    corpus_free(&m.dev[0]);
    corpus_free(&m.dev[1]);
    vocabulary_free(&m.features);
    lists_free(&m.lists);
    opinions_clear(&m.opinions);
    return 0;
}
