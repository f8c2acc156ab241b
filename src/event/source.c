#include "event/source.h"

#include "event/content.h"
#include "event/party.h"
#include "event/quote.h"

#define CLIMB_MAX       8
#define COLON_WORDS_MAX 10u

/* What a run over one document needs. */
typedef struct finder {
    lapi_doc *doc;
    lapi_hearing hearing;
    lapi_attribution *found; /* [room] */
    uint32_t count, room;
} finder;

static const lapi_cue *cue_of(const finder *f, uint32_t w)
{
    return lapi_cue_of_word(f->hearing.cues, &f->doc->tokens,
                            f->hearing.reading.lemma_key, w);
}

static void add_span(lapi_spans *spans, lapi_span span)
{
    if (spans->count < LAPI_SOURCE_SPANS_MAX && span.end > span.begin)
        spans->at[spans->count++] = span;
}

/* "A statement by the ministry", "a video from the army": the actor whose it is, or
 * LAPI_NONE; "videos on social media" have none. */
static uint32_t author_of(const finder *f, uint32_t word)
{
    const lapi_doc *doc = f->doc;
    uint32_t who = lapi_tree_child(&doc->tokens, word, LAPI_REL_NMOD);
    const lapi_cue *cue = who == LAPI_NONE ? NULL : cue_of(f, who);
    bool medium = cue && cue->kind == LAPI_CUE_MEDIUM;
    return medium ? LAPI_NONE : lapi_mention_actor(&doc->mentions, who);
}

/* What makes a record and is told on no day that is known. */
static lapi_attribution record_of(uint32_t cue_word)
{
    return (lapi_attribution){.cue_word = cue_word,
                              .outer = LAPI_NONE,
                              .is_record = 1,
                              .said_on = LAPI_DAY_NONE};
}

/* `word` names the source; `told` is the word that stands for it in the cue's own
 * clause (a relative pronoun). */
static void set_source(finder *f, lapi_attribution *a, uint32_t word, uint32_t told,
                       const char *rule)
{
    lapi_doc *doc = f->doc;
    a->mention = LAPI_NONE;
    memcpy(a->actor.country, "UNK", 4);
    memcpy(a->actor.sector, "UNK", 4);
    a->rule = rule;
    if (word == LAPI_NONE)
        return;
    a->who = lapi_content_phrase(&f->hearing, word, a->cue_word);
    add_span(&a->source, told == word
                             ? a->who
                             : lapi_content_phrase(&f->hearing, told, a->cue_word));
    uint32_t m = lapi_mention_actor(&doc->mentions, word);
    const lapi_cue *cue = cue_of(f, word);
    bool medium = cue && (cue->kind == LAPI_CUE_MEDIUM || cue->kind == LAPI_CUE_SAY);
    if (medium)
        a->medium = cue->medium;
    if (medium && m == LAPI_NONE)
        m = author_of(f, word);
    if (m != LAPI_NONE) {
        a->mention = m;
        a->actor = doc->mentions.at[m].actor;
        a->who = doc->mentions.at[m].span;
        lapi_party_as_government(&doc->mentions.at[m], &a->actor);
    } else if (medium) {
        memcpy(a->actor.sector, "JRN", 4);
    }
}

static bool in_content(const lapi_attribution *a, lapi_span span)
{
    for (uint32_t i = 0; i < a->content.count; i++)
        if (span.begin >= a->content.at[i].begin && span.end <= a->content.at[i].end)
            return true;
    return false;
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
        if (!in_content(a, lapi_doc_words(f->doc, at, at + 1)) && cue &&
            cue->medium.bytes && (rel == LAPI_REL_OBL || rel == LAPI_REL_NMOD) &&
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
    uint32_t s = t->sentence[w], end = doc->sentences.first[s + 1];
    for (uint32_t i = lapi_times_from(&doc->times, doc->sentences.first[s]);
         i < doc->times.count && doc->times.at[i].first < end; i++) {
        const lapi_when *when = &doc->times.at[i];
        if (t->sentence[when->head] != t->sentence[w] || !when->is_event_time)
            continue;
        if (!in_content(a, when->span) && when->from == when->to &&
            lapi_tree_under(t, when->head, w))
            a->said_on = when->from;
    }
}

static bool is_record_kind(unsigned kind)
{
    return kind == LAPI_CUE_SAY || kind == LAPI_CUE_SHOW || kind == LAPI_CUE_WARN ||
           kind == LAPI_CUE_ACCUSE || kind == LAPI_CUE_THINK ||
           kind == LAPI_CUE_ACCORDING;
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

/* The subject as the cue's own clause tells it: a relative pronoun, or `subject`. */
static uint32_t told_as(const finder *f, uint32_t w, uint32_t subject)
{
    const lapi_tokens *t = &f->doc->tokens;
    uint32_t own = lapi_tree_child(t, w, LAPI_REL_NSUBJ);
    if (own != LAPI_NONE && lapi_args_antecedent(&f->hearing.reading, own) == subject)
        return own;
    return subject;
}

static uint32_t subject_of(const finder *f, uint32_t w)
{
    lapi_args args;
    lapi_args_gather(&f->hearing.reading, w, &args);
    for (uint32_t i = 0; i < args.count; i++)
        if (args.at[i].kind == LAPI_SLOT_SUBJ)
            return args.at[i].word;
    return LAPI_NONE;
}

/* "The Interfax-reported strike": the modifier tells what the noun says. */
static lap_status try_modifier(finder *f, uint32_t w, uint32_t who)
{
    const lapi_tokens *t = &f->doc->tokens;
    lapi_attribution a = record_of(w);
    set_source(f, &a, who, who, "name before '-reported'");
    add_span(&a.cue, lapi_doc_words(f->doc, w, w + 1));
    lapi_content_add(&f->hearing, t->head[w], w, &a.content);
    return keep(f, &a);
}

/* "Reuters reported, citing officials": whom the teller cites tells what he tells. */
static lap_status try_cited(finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    uint32_t teller = t->head[w], who = lapi_tree_child(t, w, LAPI_REL_OBJ);
    const lapi_cue *cue =
        t->rel[w] == LAPI_REL_ADVCL && who != LAPI_NONE ? cue_of(f, teller) : NULL;
    if (!cue || cue->kind != LAPI_CUE_SAY || t->xpos[w] != LAPI_XPOS_VBG)
        return LAP_OK;
    lapi_attribution a = record_of(w);
    a.is_cited = 1;
    lapi_content_of_verb(&f->hearing, teller, cue, &a);
    set_source(f, &a, who, who, "cited by the teller");
    a.cue.count = 0;
    add_span(&a.cue, lapi_doc_words(f->doc, w, w + 1));
    return keep(f, &a);
}

static lap_status try_verb(finder *f, uint32_t w, const lapi_cue *cue)
{
    const lapi_tokens *t = &f->doc->tokens;
    uint32_t name =
        t->rel[w] == LAPI_REL_AMOD && w > 0 && t->xpos[w - 1] == LAPI_XPOS_HYPH
            ? lapi_tree_child(t, w, LAPI_REL_COMPOUND)
            : LAPI_NONE;
    if (name != LAPI_NONE && cue->kind == LAPI_CUE_SAY)
        return try_modifier(f, w, name);
    if (f->hearing.reading.lemma_key[w] == lapi_know_key(LAPI_S("cite"))) {
        lap_status status = try_cited(f, w);
        if (status != LAP_OK)
            return status;
    }
    lapi_attribution a = {.cue_word = w, .outer = LAPI_NONE};
    lapi_content_of_verb(&f->hearing, w, cue, &a);
    uint32_t subject = subject_of(f, w);
    uint32_t told = subject == LAPI_NONE ? subject : told_as(f, w, subject);
    set_source(f, &a, subject, told, "subject of the verb of saying");
    a.is_record = is_record_kind(cue->kind);
    if (a.medium.bytes == 0 && a.is_record)
        set_medium(f, &a, w);
    set_said_on(f, &a, w);
    return keep(f, &a);
}

/* The verb that carries the noun ("made the claim that"), or LAPI_NONE. */
static uint32_t carrier_of(const finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    uint32_t h = t->head[w];
    if (h == LAPI_NONE || t->rel[w] != LAPI_REL_OBJ || t->upos[h] != LAPI_UPOS_VERB)
        return LAPI_NONE;
    return lapi_cue_light(f->hearing.cues, f->hearing.reading.lemma_key[h],
                          LAPI_UPOS_VERB)
               ? h
               : LAPI_NONE;
}

/* Whose claim: the possessor, "by" or "from" somebody, an actor before the noun. */
static uint32_t holder_of(const finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    uint32_t found = lapi_tree_child(t, w, LAPI_REL_NMOD_POSS);
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE && found == LAPI_NONE;
         c = t->next_sibling[c]) {
        uint32_t prep = lapi_tree_case(t, c);
        uint64_t key = prep == LAPI_NONE ? 0 : f->hearing.reading.form_key[prep];
        bool actor = lapi_mention_actor(&f->doc->mentions, c) != LAPI_NONE;
        unsigned rel = t->rel[c];
        if (rel == LAPI_REL_NMOD &&
            (key == f->hearing.reading.key_by || key == lapi_know_key(LAPI_S("from")) ||
             key == lapi_know_key(LAPI_S("among"))))
            found = c;
        else if (actor && (rel == LAPI_REL_COMPOUND || rel == LAPI_REL_AMOD))
            found = c;
    }
    return found;
}

static bool has_clause(const finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if ((t->rel[c] == LAPI_REL_ACL || t->rel[c] == LAPI_REL_CCOMP ||
             t->rel[c] == LAPI_REL_XCOMP) &&
            lapi_tree_child(t, c, LAPI_REL_MARK) != LAPI_NONE)
            return true;
    return false;
}

static lap_status try_noun(finder *f, uint32_t w, const lapi_cue *cue)
{
    lapi_attribution a = {.cue_word = w, .outer = LAPI_NONE, .said_on = LAPI_DAY_NONE};
    uint32_t carrier = carrier_of(f, w);
    uint32_t holder = holder_of(f, w);
    if (holder == LAPI_NONE && carrier != LAPI_NONE)
        holder = subject_of(f, carrier);
    else
        carrier = LAPI_NONE;
    lapi_content_of_noun(&f->hearing, w, cue, carrier, &a);
    if (a.content.count == 0 || (holder == LAPI_NONE && !has_clause(f, w)))
        return LAP_OK;
    set_source(f, &a, holder, holder, "holder of the noun of saying");
    a.is_record = is_record_kind(cue->kind);
    if (a.is_record && cue->medium.bytes)
        a.medium = cue->medium;
    return keep(f, &a);
}

static lap_status try_adjective(finder *f, uint32_t w, const lapi_cue *cue)
{
    const lapi_tokens *t = &f->doc->tokens;
    lapi_attribution a = {.cue_word = w, .outer = LAPI_NONE, .said_on = LAPI_DAY_NONE};
    uint32_t subject = lapi_args_subject(&f->hearing.reading, w, NULL);
    bool expletive = subject != LAPI_NONE && t->rel[subject] == LAPI_REL_EXPL;
    lapi_content_of_adjective(&f->hearing, w, cue, &a);
    if (a.content.count == 0 || subject == LAPI_NONE || expletive)
        return LAP_OK;
    set_source(f, &a, subject, told_as(f, w, subject), "subject of the adjective");
    return keep(f, &a);
}

/* How far up "according to" reaches: over its own clause; where it opens or ends the
 * sentence, over all but what somebody else says in it. */
static bool is_clause_end(const lapi_tokens *t, uint32_t w, bool whole)
{
    unsigned rel = lapi_rel_base(t->rel[w]);
    if (rel == LAPI_REL_CCOMP || rel == LAPI_REL_PARATAXIS)
        return true;
    return !whole && (rel == LAPI_REL_ADVCL || rel == LAPI_REL_ACL ||
                      (rel == LAPI_REL_CONJ && t->upos[w] == LAPI_UPOS_VERB));
}

/* "..., according to the ministry": content is the clause that it hangs on. */
static lap_status try_according(finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    uint32_t who = t->head[w];
    if (who == LAPI_NONE || t->head[who] == LAPI_NONE)
        return LAP_OK;
    lapi_attribution a = record_of(w);
    uint32_t low, high, end = f->doc->sentences.first[t->sentence[w] + 1];
    lapi_tree_extent(t, who, &low, &high);
    while (high < end && t->upos[high] == LAPI_UPOS_PUNCT)
        high++;
    bool whole = high == end || low == f->doc->sentences.first[t->sentence[w]];
    uint32_t clause = t->head[who];
    for (int i = 0; i < CLIMB_MAX && t->head[clause] != LAPI_NONE; i++) {
        if (is_clause_end(t, clause, whole))
            break;
        clause = t->head[clause];
    }
    lapi_content_add(&f->hearing, clause, who, &a.content);
    set_source(f, &a, who, who, "noun after 'according to'");
    uint32_t last = w;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_FIXED && c > last)
            last = c;
    add_span(&a.cue, lapi_doc_words(f->doc, w, last + 1));
    return keep(f, &a);
}

/* Can the words first .. end - 1 name who tells, without a verb? Sets their head. A
 * place does where it stands for its government. */
static bool names_teller(const finder *f, uint32_t first, uint32_t end, uint32_t *who)
{
    const lapi_doc *doc = f->doc;
    const lapi_tokens *t = &doc->tokens;
    for (uint32_t w = first; w < end; w++)
        if (t->upos[w] == LAPI_UPOS_VERB || t->upos[w] == LAPI_UPOS_AUX ||
            t->upos[w] == LAPI_UPOS_ADP)
            return false;
    *who = end - 1;
    while (t->head[*who] != LAPI_NONE && t->head[*who] >= first && t->head[*who] < end)
        *who = t->head[*who];
    uint32_t m = lapi_mention_at(&doc->mentions, *who);
    const lapi_mention *mention = m == LAPI_NONE ? NULL : &doc->mentions.at[m];
    const lapi_cue *cue = cue_of(f, *who);
    if (cue && (cue->kind == LAPI_CUE_SAY || cue->kind == LAPI_CUE_MEDIUM))
        return true;
    return mention && mention->end == end &&
           (mention->is_actor || strcmp(mention->actor.sector, "GOV") == 0);
}

/* "Poll: voters ...", "MINISTER: We will ...": who stands before a colon at the start
 * of a block tells the rest of it. "Five dead in raid: police", "Five dead - police":
 * who ends a headline tells it. */
static lap_status try_colon(finder *f, uint32_t colon)
{
    const lapi_doc *doc = f->doc;
    const lapi_sentences *s = &doc->sentences;
    uint32_t sentence = doc->tokens.sentence[colon], first = s->first[sentence];
    uint32_t block = s->block[sentence], last = sentence, who;
    bool begins = sentence == 0 || block != s->block[sentence - 1];
    if (!begins || colon == first || !lapi_doc_parts_headline(doc, colon))
        return LAP_OK;
    while (last + 1 < s->count && s->block[last + 1] == block)
        last++;
    uint32_t end = s->first[last + 1];
    bool headline = lapi_doc_is_headline(doc, sentence);
    lapi_attribution a = record_of(colon);
    lapi_span before = lapi_doc_words(doc, first, colon), after;
    if (lapi_slice_is(lapi_doc_word(doc, colon), ":") &&
        colon <= first + COLON_WORDS_MAX && end >= colon + 4 &&
        names_teller(f, first, colon, &who)) {
        after = lapi_doc_words(doc, colon + 1, end);
        set_source(f, &a, who, who, "name before a colon");
    } else if (headline && colon >= first + 3 && colon + 1 < end &&
               end - colon <= COLON_WORDS_MAX &&
               names_teller(f, colon + 1, end, &who)) {
        after = before;
        before = lapi_doc_words(doc, colon + 1, end);
        set_source(f, &a, who, who, "name that ends a headline");
    } else {
        return LAP_OK;
    }
    a.source.count = 0;
    add_span(&a.source, before);
    add_span(&a.cue, lapi_doc_words(doc, colon, colon + 1));
    add_span(&a.content, after);
    return keep(f, &a);
}

static lap_status try_word(finder *f, uint32_t w)
{
    const lapi_tokens *t = &f->doc->tokens;
    if (t->rel[w] == LAPI_REL_CASE || t->rel[w] == LAPI_REL_FIXED) {
        const lapi_cue *cue = lapi_cue_find(
            f->hearing.cues, f->hearing.reading.form_key[w], LAPI_UPOS_ADP);
        bool according =
            t->rel[w] == LAPI_REL_CASE && cue && cue->kind == LAPI_CUE_ACCORDING;
        return according ? try_according(f, w) : LAP_OK;
    }
    const lapi_cue *cue = cue_of(f, w);
    if (!cue || cue->takes == LAPI_TAKES_NONE)
        return LAP_OK;
    switch (t->upos[w]) {
    case LAPI_UPOS_VERB:
        return try_verb(f, w, cue);
    case LAPI_UPOS_NOUN:
        return try_noun(f, w, cue);
    case LAPI_UPOS_ADJ:
        return try_adjective(f, w, cue);
    default:
        return LAP_OK;
    }
}

static lap_status find_cues(finder *f)
{
    const lapi_tokens *t = &f->doc->tokens;
    lap_status status = LAP_OK;
    for (uint32_t w = 0; status == LAP_OK && w < t->count; w++)
        status = t->upos[w] == LAPI_UPOS_PUNCT ? try_colon(f, w) : try_word(f, w);
    return status;
}

/* A cue that bears on nothing told attributes nothing. */
static void drop_empty(finder *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->count; i++)
        if (f->found[i].content.count)
            f->found[n++] = f->found[i];
    f->count = n;
}

static uint32_t content_bytes(const lapi_attribution *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->content.count; i++)
        n += a->content.at[i].end - a->content.at[i].begin;
    return n;
}

/* Larger content is outer; between equals who cites, then the earlier cue. A total
 * order, so chains end. */
static bool is_outer(const finder *f, uint32_t a, uint32_t b)
{
    uint32_t x = content_bytes(&f->found[a]), y = content_bytes(&f->found[b]);
    bool cited = f->found[a].is_cited;
    if (x == y && cited != f->found[b].is_cited)
        return !cited;
    return x != y ? x > y : a < b;
}

/* The attribution of the verb that "citing" hangs on. */
static uint32_t teller_of(const finder *f, uint32_t cited)
{
    const lapi_attributions all = {.count = f->count, .at = f->found};
    return lapi_attribution_of_cue(&all, f->doc->tokens.head[f->found[cited].cue_word]);
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
        bool cited = f->found[a].is_cited;
        uint32_t outer = cited ? teller_of(f, a) : by_word[f->found[a].cue_word];
        if (outer == LAPI_NONE || outer == a || !is_outer(f, outer, a))
            continue;
        uint32_t cue = f->found[outer].cue_word;
        if (!in_content(&f->found[a], lapi_doc_words(f->doc, cue, cue + 1)))
            f->found[a].outer = outer;
    }
}

lap_status lapi_source_run(const lapi_event_lexicon *lexicon, const lapi_cues *cues,
                           lapi_doc *doc)
{
    finder f = {.doc = doc};
    doc->attributions = (lapi_attributions){0};
    lap_status status = lapi_hearing_init(cues, lexicon, doc, &f.hearing);
    if (status == LAP_OK)
        status = find_cues(&f);
    if (status == LAP_OK)
        lapi_quote_assign(doc, f.found, f.count);
    uint32_t *by_word =
        lapi_arena_get(doc->arena, (size_t)doc->tokens.count + 1, sizeof *by_word);
    if (status != LAP_OK || !by_word)
        return status != LAP_OK ? status : LAP_NO_MEMORY;
    drop_empty(&f);
    nest(&f, by_word);
    doc->attributions =
        (lapi_attributions){.count = f.count, .at = f.found, .by_word = by_word};
    return LAP_OK;
}
