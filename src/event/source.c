#include "event/source.h"

#include "event/args.h"
#include "event/cue.h"
#include "event/quote.h"

#include <stdlib.h>

struct lapi_source {
    const lapi_event_lexicon *lexicon;
    lapi_cues cues;
};

lap_status lapi_source_new(const lapi_know *know, const lapi_event_lexicon *lexicon,
                           lapi_source **out, lap_error *error)
{
    lapi_source *source = calloc(1, sizeof *source);
    if (!source)
        return LAP_NO_MEMORY;
    source->lexicon = lexicon;
    lap_status status = lapi_cues_init(know, &source->cues, error);
    if (status == LAP_OK)
        *out = source;
    else
        free(source);
    return status;
}

void lapi_source_free(lapi_source *source)
{
    if (!source)
        return;
    lapi_cues_clear(&source->cues);
    free(source);
}

/* What a run over one document needs. */
typedef struct finder {
    const lapi_source *source;
    lapi_doc *doc;
    lapi_reading reading;
    lapi_attribution *found; /* [room] */
    uint32_t count, room;
} finder;

static const lapi_cue *cue_of(const finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    return lapi_cue_find(&f->source->cues, f->reading.lemma_key[w], t->upos[w]);
}

static void add_span(lapi_spans *spans, lapi_span span)
{
    if (spans->count < LAPI_SOURCE_SPANS_MAX && span.end > span.begin)
        spans->at[spans->count++] = span;
}

/* Extent of a subtree without the punctuation at its edges, up to a clause of contrast
 * ("while videos show ..."), which is a telling of its own. */
static lapi_span trimmed(const finder *f, uint32_t top)
{
    const lapi_doc *doc = f->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t first, end;
    lapi_tree_extent(t, top, &first, &end);
    for (uint32_t c = t->first_child[top]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint32_t low, high;
        uint32_t mark = lapi_tree_child(t, c, LAPI_REL_MARK);
        if (t->rel[c] != LAPI_REL_ADVCL || c < top || mark == LAPI_NONE ||
            !lapi_event_lexicon_in_class(f->source->lexicon,
                                         lapi_know_key(LAPI_S("contrast")),
                                         f->reading.form_key[mark]))
            continue;
        lapi_tree_extent(t, c, &low, &high);
        end = low < end ? low : end;
    }
    while (first + 1 < end && doc->tokens.upos[first] == LAPI_UPOS_PUNCT)
        first++;
    while (end - 1 > first && doc->tokens.upos[end - 1] == LAPI_UPOS_PUNCT)
        end--;
    return lapi_doc_words(doc, first, end);
}

static void set_source(finder *f, lapi_attribution *a, uint32_t word, const char *rule)
{
    lapi_doc *doc = f->doc;
    a->mention = LAPI_NONE;
    memcpy(a->actor.country, "UNK", 4);
    memcpy(a->actor.sector, "UNK", 4);
    a->rule = rule;
    if (word == LAPI_NONE)
        return;
    a->who = trimmed(f, word);
    add_span(&a->source, a->who);
    uint32_t m = doc->mentions.by_head ? doc->mentions.by_head[word] : LAPI_NONE;
    const lapi_cue *cue = cue_of(f, word);
    bool medium = cue && (cue->kind == LAPI_CUE_MEDIUM || cue->kind == LAPI_CUE_SAY);
    if (m != LAPI_NONE && doc->mentions.at[m].is_actor) {
        a->mention = m;
        a->actor = doc->mentions.at[m].actor;
        a->who = doc->mentions.at[m].span;
        if (a->actor.sector[0] == '\0')
            memcpy(a->actor.sector, "GOV", 4);
    } else if (medium) {
        memcpy(a->actor.sector, "JRN", 4);
        a->medium = cue->medium;
    }
}

/* "in a video", "on social media", "in a statement": an oblique of the cue, or of the
 * source. */
static void set_medium(finder *f, lapi_attribution *a, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    for (uint32_t at = lapi_tree_next(t, w, w); at != LAPI_NONE;
         at = lapi_tree_next(t, w, at)) {
        unsigned rel = lapi_rel_base(t->rel[at]);
        const lapi_cue *cue = cue_of(f, at);
        bool in_content = false;
        for (uint32_t i = 0; i < a->content.count; i++)
            in_content |= t->begin[at] >= a->content.at[i].begin &&
                          t->end[at] <= a->content.at[i].end;
        if (!in_content && cue && cue->medium.bytes &&
            (rel == LAPI_REL_OBL || rel == LAPI_REL_NMOD) &&
            t->upos[at] != LAPI_UPOS_VERB) {
            a->medium = cue->medium;
            return;
        }
    }
}

static void set_said_on(finder *f, lapi_attribution *a, uint32_t w)
{
    const lapi_doc *doc = f->doc;
    const lapi_tokens *t = &doc->tokens;
    a->said_on = LAPI_DAY_NONE;
    for (uint32_t i = 0; i < doc->times.count; i++) {
        const lapi_when *when = &doc->times.at[i];
        if (t->sentence[when->head] != t->sentence[w] || !when->is_event_time)
            continue;
        bool in_content = false;
        for (uint32_t k = 0; k < a->content.count; k++)
            in_content |= when->span.begin >= a->content.at[k].begin &&
                          when->span.end <= a->content.at[k].end;
        if (!in_content && when->from == when->to && lapi_tree_under(t, when->head, w))
            a->said_on = when->from;
    }
}

static bool takes_nominal(unsigned kind)
{
    return kind != LAPI_CUE_SAY && kind != LAPI_CUE_KNOW && kind != LAPI_CUE_THINK;
}

/* Content of a verb: its clauses, for some its object; in "X, officials said" the
 * clause around it. */
static void set_verb_content(finder *f, lapi_attribution *a, uint32_t w, unsigned kind)
{
    const lapi_doc *doc = f->doc;
    const lapi_tokens *t = &doc->tokens;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        unsigned rel = t->rel[c];
        bool clause = rel == LAPI_REL_CCOMP || rel == LAPI_REL_XCOMP ||
                      (rel == LAPI_REL_PARATAXIS && t->upos[c] == LAPI_UPOS_VERB &&
                       !cue_of(f, c));
        bool of_clause = rel == LAPI_REL_ADVCL && kind == LAPI_CUE_ACCUSE;
        bool nominal =
            takes_nominal(kind) && rel == LAPI_REL_OBJ && kind != LAPI_CUE_ACCUSE;
        bool oblique = rel == LAPI_REL_OBL && lapi_tree_case(t, c) != LAPI_NONE &&
                       f->reading.form_key[lapi_tree_case(t, c)] == f->reading.key_of;
        if (clause || of_clause || nominal || oblique)
            add_span(&a->content, trimmed(f, c));
    }
    if (a->content.count || t->rel[w] != LAPI_REL_PARATAXIS)
        return;
    uint32_t first, end, low, high;
    lapi_tree_extent(t, t->head[w], &first, &end);
    lapi_tree_extent(t, w, &low, &high);
    if (first < low)
        add_span(&a->content, lapi_doc_words(doc, first, low));
    if (high < end)
        add_span(&a->content, lapi_doc_words(doc, high, end));
}

static bool is_record_kind(unsigned kind)
{
    return kind == LAPI_CUE_SAY || kind == LAPI_CUE_SHOW || kind == LAPI_CUE_WARN ||
           kind == LAPI_CUE_ACCUSE || kind == LAPI_CUE_THINK ||
           kind == LAPI_CUE_ACCORDING;
}

static bool attributes(unsigned kind)
{
    return kind <= LAPI_CUE_EXPECT || kind == LAPI_CUE_THINK ||
           kind == LAPI_CUE_DOUBT || kind == LAPI_CUE_KNOW || kind == LAPI_CUE_THREATEN;
}

static lap_status keep(finder *f, const lapi_attribution *a)
{
    if (f->count == f->room) {
        uint32_t more = f->room ? f->room * 2 : 32;
        lapi_attribution *p =
            lapi_arena_grow(f->doc->arena, f->found, f->room, more, sizeof *p);
        if (!p)
            return LAP_NO_MEMORY;
        f->found = p;
        f->room = more;
    }
    f->found[f->count++] = *a;
    return LAP_OK;
}

static lap_status try_verb(finder *f, uint32_t w, const lapi_cue *cue)
{
    lapi_attribution a = {.cue_word = w, .outer = LAPI_NONE};
    const char *path;
    set_verb_content(f, &a, w, cue->kind);
    lapi_args args;
    lapi_args_gather(&f->reading, w, &args);
    uint32_t subject = LAPI_NONE;
    for (uint32_t i = 0; i < args.count && subject == LAPI_NONE; i++)
        if (args.at[i].kind == LAPI_SLOT_SUBJ)
            subject = args.at[i].word;
    (void)path;
    set_source(f, &a, subject, "subject of the verb of saying");
    add_span(&a.cue, lapi_doc_words(f->doc, w, w + 1));
    a.is_record = is_record_kind(cue->kind);
    if (a.medium.bytes == 0 && is_record_kind(cue->kind))
        set_medium(f, &a, w);
    set_said_on(f, &a, w);
    return keep(f, &a);
}

/* "..., according to the ministry": content is what it hangs on. */
static lap_status try_according(finder *f, uint32_t w)
{
    const lapi_doc *doc = f->doc;
    const lapi_tokens *t = &doc->tokens;
    uint32_t who = t->head[w];
    if (who == LAPI_NONE || t->head[who] == LAPI_NONE)
        return LAP_OK;
    uint32_t first, end, low, high;
    lapi_attribution a = {
        .cue_word = w, .outer = LAPI_NONE, .is_record = 1, .said_on = LAPI_DAY_NONE};
    lapi_tree_extent(t, t->head[who], &first, &end);
    lapi_tree_extent(t, who, &low, &high);
    if (first < low)
        add_span(&a.content, lapi_doc_words(doc, first, low));
    if (high < end)
        add_span(&a.content, lapi_doc_words(doc, high, end));
    set_source(f, &a, who, "noun after 'according to'");
    uint32_t last = w;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_FIXED && c > last)
            last = c;
    add_span(&a.cue, lapi_doc_words(doc, w, last + 1));
    return keep(f, &a);
}

static lap_status find_cues(finder *f)
{
    const lapi_tokens *t = &f->doc->tokens;
    lap_status status = LAP_OK;
    for (uint32_t w = 0; status == LAP_OK && w < t->count; w++) {
        if (t->rel[w] == LAPI_REL_CASE) {
            const lapi_cue *cue =
                lapi_cue_find(&f->source->cues, f->reading.form_key[w], LAPI_UPOS_ADP);
            if (cue && cue->kind == LAPI_CUE_ACCORDING)
                status = try_according(f, w);
            continue;
        }
        const lapi_cue *cue = cue_of(f, w);
        if (cue && t->upos[w] == LAPI_UPOS_VERB && attributes(cue->kind))
            status = try_verb(f, w, cue);
    }
    return status;
}

static uint32_t content_bytes(const lapi_attribution *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->content.count; i++)
        n += a->content.at[i].end - a->content.at[i].begin;
    return n;
}

static bool holds_word(const lapi_tokens *t, const lapi_attribution *a, uint32_t w)
{
    for (uint32_t i = 0; i < a->content.count; i++)
        if (t->begin[w] >= a->content.at[i].begin && t->end[w] <= a->content.at[i].end)
            return true;
    return false;
}

/* Larger content is outer; between equals the earlier cue. A total order, so chains
 * end. */
static bool is_outer(const finder *f, uint32_t a, uint32_t b)
{
    uint32_t x = content_bytes(&f->found[a]), y = content_bytes(&f->found[b]);
    return x != y ? x > y : a < b;
}

/* Innermost attribution of each word, and of each cue its outer one. Looks at
 * attributions of the same or a near sentence only: O(words * cues near). */
static void nest(finder *f, uint32_t *by_word)
{
    const lapi_tokens *t = &f->doc->tokens;
    for (uint32_t w = 0; w < t->count; w++)
        by_word[w] = LAPI_NONE;
    for (uint32_t a = 0; a < f->count; a++)
        for (uint32_t i = 0; i < f->found[a].content.count; i++) {
            lapi_span span = f->found[a].content.at[i];
            uint32_t w = lapi_quote_word_at(t, span.begin);
            for (; w < t->count && t->end[w] <= span.end; w++)
                if (by_word[w] == LAPI_NONE || is_outer(f, by_word[w], a))
                    by_word[w] = a;
        }
    for (uint32_t a = 0; a < f->count; a++) {
        uint32_t outer = by_word[f->found[a].cue_word];
        if (outer != LAPI_NONE && outer != a && is_outer(f, outer, a) &&
            !holds_word(t, &f->found[a], f->found[outer].cue_word))
            f->found[a].outer = outer;
    }
}

lap_status lapi_source_run(const lapi_source *source, lapi_doc *doc)
{
    finder f = {.source = source, .doc = doc};
    doc->attributions = (lapi_attributions){0};
    lap_status status = lapi_reading_init(NULL, doc, &f.reading);
    if (status == LAP_OK)
        status = find_cues(&f);
    if (status == LAP_OK)
        status = lapi_quote_assign(doc, f.found, f.count);
    uint32_t *by_word =
        lapi_arena_get(doc->arena, (size_t)doc->tokens.count + 1, sizeof *by_word);
    if (status != LAP_OK || !by_word)
        return status != LAP_OK ? status : LAP_NO_MEMORY;
    nest(&f, by_word);
    doc->attributions =
        (lapi_attributions){.count = f.count, .at = f.found, .by_word = by_word};
    return LAP_OK;
}
