#include "syntax/syntax.h"

#include "base/limits.h"
#include "base/status.h"
#include "data/tree.h"
#include "syntax/agree.h"
#include "syntax/network.h"

#include <stdlib.h>
#include <string.h>

/* Numbers of the tensor "options", in order. */
enum {
    OPTION_EMBEDDING,
    OPTION_HIDDEN,
    OPTION_LAYERS,
    OPTION_ARC,
    OPTION_LABEL,
    OPTION_UPOS,
    OPTION_XPOS,
    OPTION_NAMES,
    OPTION_LABELS,
    OPTION_COUNT
};

static bool width_is_sound(uint32_t width)
{
    return width && width % LAPI_LINEAR_BLOCK == 0 && width <= LAPI_NETWORK_WIDTH_MAX;
}

static void fail(lapi_parts *parts, const char *why)
{
    if (parts->status == LAP_OK)
        parts->status = lapi_fail(parts->error, LAP_BAD_MODEL, 0, "%s", why);
}

static void open_options(lapi_syntax *s, lapi_parts *parts)
{
    uint32_t option[OPTION_COUNT];
    lapi_parts_wholes(parts, "options", LAPI_TENSOR_U32, OPTION_COUNT, 1, option);
    s->embedding = option[OPTION_EMBEDDING];
    s->hidden = option[OPTION_HIDDEN];
    s->layers = option[OPTION_LAYERS];
    s->arc = option[OPTION_ARC];
    s->label = option[OPTION_LABEL];
    if (!width_is_sound(s->embedding) || !width_is_sound(s->hidden) ||
        !width_is_sound(s->arc) || !width_is_sound(s->label) || !s->layers ||
        s->layers > LAPI_NETWORK_LAYERS_MAX)
        fail(parts, "network of unknown shape");
    if (option[OPTION_UPOS] != LAPI_UPOS_COUNT ||
        option[OPTION_XPOS] != LAPI_XPOS_COUNT ||
        option[OPTION_NAMES] != LAPI_BIOES_COUNT ||
        option[OPTION_LABELS] != LAPI_REL_COUNT)
        fail(parts, "network of other tags or relations");
    lapi_heads *c = &s->column;
    c->upos = 0;
    c->xpos = LAPI_UPOS_COUNT;
    c->names = c->xpos + LAPI_XPOS_COUNT;
    c->arc_dep = lapi_fill_up(c->names + LAPI_BIOES_COUNT);
    c->arc_head = c->arc_dep + s->arc;
    c->label_dep = c->arc_head + s->arc;
    c->label_head = c->label_dep + s->label;
    c->count = c->label_head + s->label;
}

static void open_features(lapi_syntax *s, lapi_parts *parts)
{
    lapi_tensor table = lapi_parts_table(parts, "embedding", 0, 0, &s->table_scale);
    lapi_tensor names =
        lapi_parts_table(parts, "name_embedding", table.rows, 0, &s->name_scale);
    s->table = (const int8_t *)table.at;
    s->name_table = (const int8_t *)names.at;
    s->name_embedding = names.columns;
    if (table.columns != s->embedding || !width_is_sound(names.columns))
        fail(parts, "embedding of another width");
    lapi_parts_index(parts, "feature.hash", "feature.row", table.rows, &s->features);
}

static void open_layers(lapi_syntax *s, lapi_parts *parts)
{
    for (uint32_t l = 0; l < s->layers; l++) {
        char input[] = "input0", forward[] = "forward0", backward[] = "backward0";
        char digit = (char)('0' + l);
        input[5] = forward[7] = backward[8] = digit;
        uint32_t width = l ? 2 * s->hidden : s->embedding;
        lapi_linear *recurrent = s->recurrent[l];
        lapi_parts_linear(parts, input, width, 6 * s->hidden, true, &s->input[l]);
        lapi_parts_linear(parts, forward, s->hidden, 3 * s->hidden, false, recurrent);
        lapi_parts_linear(parts, backward, s->hidden, 3 * s->hidden, false,
                          recurrent + 1);
    }
}

static void open_maps(lapi_syntax *s, lapi_parts *parts)
{
    const uint32_t state = 2 * s->hidden, buckets = LAPI_ARC_BUCKETS;
    const uint32_t window = LAPI_NAME_WINDOW * s->name_embedding;
    const uint32_t names = LAPI_BIOES_COUNT;
    open_layers(s, parts);
    lapi_parts_linear(parts, "heads", state, s->column.count, true, &s->heads);
    lapi_parts_linear(parts, "arc", s->arc, s->arc, true, &s->arcs);
    lapi_parts_linear(parts, "arc_length", s->arc, buckets, false, &s->lengths);
    lapi_parts_linear(parts, "labels", s->label, LAPI_REL_COUNT, true, &s->labels);
    s->arc_root = lapi_parts_floats(parts, "arc_root", 1, s->arc, s->arc);
    s->label_length =
        lapi_parts_floats(parts, "label_length", buckets, s->label, buckets * s->label);
    lapi_parts_linear(parts, "name_state", state, s->name_hidden, true, &s->name_state);
    lapi_parts_linear(parts, "name_window", window, s->name_hidden, false,
                      &s->name_window);
    lapi_parts_linear(parts, "name_out", s->name_hidden, names, false, &s->name_out);
    s->name_follow =
        lapi_parts_floats(parts, "name_follow", names, names, names * names);
}

static void open_version(lapi_syntax *s, lapi_parts *parts)
{
    lapi_tensor t = lapi_parts_tensor(parts, "version", LAPI_TENSOR_U8, 1, 0);
    bool is_plain = t.columns < LAPI_VERSION_BYTES;
    for (uint32_t i = 0; i < t.columns; i++)
        is_plain &= t.at[i] >= 0x21 && t.at[i] <= 0x7E;
    if (is_plain && t.at)
        memcpy(s->version, t.at, t.columns);
    else
        fail(parts, "version is no plain word");
}

/* What all maps and plain numbers take. */
static size_t count_numbers(const lapi_syntax *s)
{
    return LAPI_BIOES_COUNT * LAPI_BIOES_COUNT + 6 * s->name_hidden +
           3 * (size_t)lapi_fill_up(LAPI_BIOES_COUNT) +
           3 * (size_t)s->layers * 12 * s->hidden + 3 * s->column.count + 4 * s->arc +
           LAPI_ARC_BUCKETS * s->label +
           3 * (lapi_fill_up(LAPI_ARC_BUCKETS) + lapi_fill_up(LAPI_REL_COUNT));
}

static lap_status open_parts(lapi_syntax *s, const lapi_model *model, lap_error *error)
{
    lapi_parts parts = {.model = model, .error = error};
    open_version(s, &parts);
    open_options(s, &parts);
    open_features(s, &parts);
    lapi_lemmas_open(&parts, &s->lemmas);
    s->name_hidden =
        lapi_parts_tensor(&parts, "name_state.bias", LAPI_TENSOR_F32, 1, 0).columns;
    if (!width_is_sound(s->name_hidden))
        fail(&parts, "network of unknown shape");
    if (parts.status != LAP_OK)
        return parts.status;
    parts.number_capacity = count_numbers(s);
    parts.numbers = s->numbers = calloc(parts.number_capacity, sizeof *s->numbers);
    if (!s->numbers)
        return LAP_NO_MEMORY;
    open_maps(s, &parts);
    return parts.status;
}

lap_status lapi_syntax_open(const void *bytes, size_t size, const char *kernel,
                            lapi_syntax **out, lap_error *error)
{
    const lapi_kernel *found = lapi_kernel_find(kernel);
    if (!found)
        return lapi_fail(error, LAP_BAD_ARGUMENT, 0, "no kernel \"%s\" on this machine",
                         kernel ? kernel : "");
    lapi_syntax *s = calloc(1, sizeof *s);
    if (!s)
        return lapi_fail(error, LAP_NO_MEMORY, 0, "no memory for the model");
    s->kernel = found;
    lapi_model model;
    lap_status status = lapi_model_open(bytes, size, &model, error);
    if (status == LAP_OK)
        status = open_parts(s, &model, error);
    if (status) {
        lapi_syntax_free(s);
        return status == LAP_NO_MEMORY
                   ? lapi_fail(error, status, 0, "no memory for the model")
                   : status;
    }
    *out = s;
    return LAP_OK;
}

void lapi_syntax_free(lapi_syntax *syntax)
{
    if (!syntax)
        return;
    free(syntax->numbers);
    free(syntax);
}

const char *lapi_syntax_version(const lapi_syntax *syntax)
{
    return syntax->version;
}

static lap_status layer_get(lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    size_t count = t->count;
    uint8_t **bytes[] = {&t->upos, &t->xpos, &t->rel, &t->name};
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        *bytes[i] = lapi_arena_get(doc->arena, count, 1);
        if (!*bytes[i])
            return LAP_NO_MEMORY;
    }
    t->lemma = lapi_arena_get(doc->arena, count, sizeof *t->lemma);
    t->head = lapi_arena_get(doc->arena, count, sizeof *t->head);
    t->first_child = lapi_arena_get(doc->arena, count, sizeof *t->first_child);
    t->next_sibling = lapi_arena_get(doc->arena, count, sizeof *t->next_sibling);
    return t->lemma && t->head && t->first_child && t->next_sibling ? LAP_OK
                                                                    : LAP_NO_MEMORY;
}

/* Where a piece of the sentence first .. end - 1 ends: at its limit; in a headline
 * behind a colon or a dash ("Ministry: five dead", "Five dead - police"), whose sides
 * are two clauses. */
static uint32_t piece_end(const lapi_doc *doc, uint32_t first, uint32_t end,
                          bool headline)
{
    if (end - first > LAPI_SENTENCE_TOKENS_MAX)
        end = first + LAPI_SENTENCE_TOKENS_MAX;
    for (uint32_t w = first + 1; headline && w + 1 < end; w++)
        if (lapi_doc_parts_headline(doc, w))
            return w + 1;
    return end;
}

/* A sentence in pieces; the root of each hangs under the root before. */
static void sentence_run(const lapi_syntax *s, lapi_pass *pass, lapi_doc *doc,
                         uint32_t sentence)
{
    uint32_t root_before = LAPI_NONE, first = doc->sentences.first[sentence];
    uint32_t end = doc->sentences.first[sentence + 1];
    bool headline = lapi_doc_is_headline(doc, sentence);
    while (first < end) {
        uint32_t stop = piece_end(doc, first, end, headline);
        lapi_network_run(s, pass, doc, first, stop);
        uint32_t root = first;
        while (doc->tokens.head[root] != LAPI_NONE)
            root++;
        if (root_before != LAPI_NONE) {
            doc->tokens.head[root] = root_before;
            doc->tokens.rel[root] = LAPI_REL_PARATAXIS;
        }
        root_before = root;
        first = stop;
    }
}

/* "'s" of "he's gone" is have, that of "he's ill" is be. */
static bool is_perfect(const lapi_tokens *t, uint32_t word)
{
    if (t->upos[word] != LAPI_UPOS_AUX || t->rel[word] != LAPI_REL_AUX ||
        t->head[word] == LAPI_NONE)
        return false;
    uint8_t xpos = t->xpos[t->head[word]];
    return xpos == LAPI_XPOS_VBN || xpos == LAPI_XPOS_VBD;
}

static lap_status lemmas_fill(const lapi_syntax *s, lapi_doc *doc)
{
    lapi_tokens *t = &doc->tokens;
    for (uint32_t w = 0; w < t->count; w++) {
        if (t->upos[w] == LAPI_UPOS_NOUN &&
            (t->xpos[w] == LAPI_XPOS_VBZ || t->xpos[w] == LAPI_XPOS_VBD))
            t->upos[w] = LAPI_UPOS_VERB; /* tags at odds: "Strike kills three" */
        uint32_t tags = lapi_lemma_tags(t->upos[w], t->xpos[w], is_perfect(t, w));
        t->lemma[w] =
            lapi_lemma_find(&s->lemmas, doc->arena, lapi_doc_word(doc, w), tags);
        if (!t->lemma[w].at)
            return LAP_NO_MEMORY;
    }
    return LAP_OK;
}

lap_status lapi_syntax_run(const lapi_syntax *syntax, lapi_doc *doc)
{
    const lapi_sentences *sentences = &doc->sentences;
    uint32_t longest = 0;
    for (uint32_t i = 0; i < sentences->count; i++) {
        uint32_t words = sentences->first[i + 1] - sentences->first[i];
        longest = words > longest ? words : longest;
    }
    if (longest > LAPI_SENTENCE_TOKENS_MAX)
        longest = LAPI_SENTENCE_TOKENS_MAX;
    lap_status status = layer_get(doc);
    if (status || !longest)
        return status;
    lapi_pass pass;
    status = lapi_pass_get(syntax, doc, longest, &pass);
    if (status)
        return status;
    for (uint32_t i = 0; i < sentences->count; i++)
        sentence_run(syntax, &pass, doc, i);
    lapi_tree_link(&doc->tokens);
    status = lapi_names_agree(doc);
    return status ? status : lemmas_fill(syntax, doc);
}
