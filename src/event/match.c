#include "event/match.h"

#include <stdlib.h>

#define SLOT_ARGS_MAX 8u

/* Keys of the phrases of more than one word that end with it. */
static uint32_t phrase_keys(const lapi_reading *r, uint32_t w,
                            uint64_t keys[LAPI_PHRASE_BACK_MAX])
{
    const lapi_doc *doc = r->doc;
    uint32_t n = 0, first = doc->sentences.first[doc->tokens.sentence[w]];
    for (uint32_t back = 1; back <= LAPI_PHRASE_BACK_MAX && w >= first + back; back++) {
        uint32_t p = w - back;
        if (doc->tokens.head[p] != w && !lapi_tree_under(&doc->tokens, p, w))
            break;
        uint64_t key = 0;
        for (uint32_t i = p; i < w; i++)
            key = lapi_know_key_add(key, lapi_doc_word(doc, i));
        keys[n++] = lapi_know_key_add(key, doc->tokens.lemma[w]);
    }
    return n;
}

/* Keys under which a word can stand in a class: its lemma, its form, and the phrases
 * that end with it ("explosive device"), made when they are first asked for. */
static uint32_t word_keys(const lapi_reading *r, uint32_t w,
                          uint64_t keys[2 + LAPI_PHRASE_BACK_MAX])
{
    uint64_t *phrase = r->phrase_key + (size_t)w * LAPI_PHRASE_BACK_MAX;
    if (!r->phrase_count[w])
        r->phrase_count[w] = (uint8_t)(1 + phrase_keys(r, w, phrase));
    uint32_t n = 0;
    keys[n++] = r->lemma_key[w];
    if (r->form_key[w] != r->lemma_key[w])
        keys[n++] = r->form_key[w];
    for (uint32_t i = 1; i < r->phrase_count[w]; i++)
        keys[n++] = phrase[i - 1];
    return n;
}

static bool one_in_class(const lapi_reading *r, uint32_t w, uint64_t class_key)
{
    uint64_t keys[2 + LAPI_PHRASE_BACK_MAX];
    uint32_t n = word_keys(r, w, keys);
    for (uint32_t i = 0; i < n; i++)
        if (lapi_event_lexicon_in_class(r->lexicon, class_key, keys[i]))
            return true;
    return false;
}

bool lapi_match_has_word(const lapi_match *match, uint32_t word)
{
    for (uint32_t k = 0; match && k < match->trigger_count; k++)
        if (match->trigger[k] == word)
            return true;
    return false;
}

bool lapi_match_in_class(const lapi_reading *reading, uint32_t word, uint64_t class_key)
{
    const lapi_tokens *t = &reading->doc->tokens;
    if (one_in_class(reading, word, class_key))
        return true;
    for (uint32_t c = t->first_child[word]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_CONJ && one_in_class(reading, c, class_key))
            return true;
    return false;
}

static bool is_mention(const lapi_doc *doc, uint32_t w, uint8_t type)
{
    if (!doc->mentions.by_head || doc->mentions.by_head[w] == LAPI_NONE)
        return false;
    const lapi_mention *m = &doc->mentions.at[doc->mentions.by_head[w]];
    return m->is_actor && (type == LAPI_TYPE_NONE || m->type == type);
}

static bool has_conjunct(const lapi_tokens *t, uint32_t w)
{
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
        if (t->rel[c] == LAPI_REL_CONJ)
            return true;
    return false;
}

static bool value_holds(const lapi_reading *r, uint32_t w, const lapi_value *v)
{
    const lapi_doc *doc = r->doc;
    uint64_t keys[2 + LAPI_PHRASE_BACK_MAX];
    switch (v->kind) {
    case LAPI_VALUE_CLASS:
        return lapi_match_in_class(r, w, v->key);
    case LAPI_VALUE_ACTOR:
        return is_mention(doc, w, LAPI_TYPE_NONE);
    case LAPI_VALUE_ORG:
        return is_mention(doc, w, LAPI_TYPE_ORG);
    case LAPI_VALUE_PERSON:
        return is_mention(doc, w, LAPI_TYPE_PER);
    case LAPI_VALUE_PLACE:
        return doc->places.by_head && doc->places.by_head[w] != LAPI_NONE;
    case LAPI_VALUE_SEVERAL:
        return has_conjunct(&doc->tokens, w);
    default:
        for (uint32_t n = word_keys(r, w, keys); n-- > 0;)
            if (keys[n] == v->key)
                return true;
        return false;
    }
}

/* "hundreds of protesters", "some of its troops": the word that the count is of, or
 * LAPI_NONE. */
static uint32_t part_of(const lapi_reading *r, uint32_t w)
{
    const lapi_tokens *t = &r->doc->tokens;
    if (t->upos[w] != LAPI_UPOS_NUM &&
        !one_in_class(r, w, lapi_know_key(LAPI_S("partitive"))))
        return LAPI_NONE;
    for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c]) {
        uint32_t prep = t->rel[c] == LAPI_REL_NMOD ? lapi_tree_case(t, c) : LAPI_NONE;
        if (prep != LAPI_NONE && r->form_key[prep] == r->key_of)
            return c;
    }
    return LAPI_NONE;
}

/* "Minister Ann Smith" is a minister. */
static bool any_value_holds(const lapi_reading *r, uint32_t w, const lapi_cond *cond)
{
    bool is = cond->test == LAPI_TEST_IS;
    uint32_t part = is ? part_of(r, w) : LAPI_NONE;
    uint32_t title =
        is ? lapi_tree_child(&r->doc->tokens, w, LAPI_REL_NMOD_DESC) : LAPI_NONE;
    for (uint32_t i = 0; i < cond->value_count; i++) {
        const lapi_value *v = &r->lexicon->values[cond->first_value + i];
        if (value_holds(r, w, v) || (part != LAPI_NONE && value_holds(r, part, v)) ||
            (title != LAPI_NONE && value_holds(r, title, v)))
            return true;
    }
    return false;
}

static bool is_single(const lapi_slot *slot, unsigned kind, unsigned rel)
{
    return slot->steps == 1 && slot->step[0].kind == kind &&
           (kind != LAPI_SLOT_REL || slot->step[0].rel == rel);
}

/* `xcomp|advcl`: a complement that the parser may have taken for an adverbial clause.
 * Clauses that are none by their form ("when it opens") do not count. */
static bool is_no_complement(const lapi_reading *r, const lapi_cond *cond,
                             const lapi_slot *slot, uint32_t word)
{
    const lapi_tokens *t = &r->doc->tokens;
    bool complement = false;
    if (!is_single(slot, LAPI_SLOT_REL, LAPI_REL_ADVCL) ||
        t->upos[word] != LAPI_UPOS_VERB)
        return false;
    for (uint32_t i = 0; i < cond->slots.count; i++)
        complement |=
            is_single(&r->lexicon->slots[cond->slots.first + i], LAPI_SLOT_XCOMP, 0);
    return complement &&
           (t->xpos[word] == LAPI_XPOS_VBD || t->xpos[word] == LAPI_XPOS_VBZ ||
            t->xpos[word] == LAPI_XPOS_VBP ||
            lapi_tree_child(t, word, LAPI_REL_NSUBJ_PASS) != LAPI_NONE);
}

/* Looks for a word in one slot that decides the condition. *seen: there is an argument.
 */
static bool slot_decides(const lapi_reading *r, const lapi_args *args,
                         const lapi_cond *cond, const lapi_slot *slot, bool *seen,
                         uint32_t *word)
{
    lapi_arg found[SLOT_ARGS_MAX];
    uint32_t n = lapi_args_in_slot(r, args, slot, found, SLOT_ARGS_MAX);
    for (uint32_t i = 0; i < n; i++) {
        if ((found[i].shared && (cond->is_trigger || cond->test == LAPI_TEST_ABSENT)) ||
            is_no_complement(r, cond, slot, found[i].word))
            continue;
        *seen = true;
        if (cond->test == LAPI_TEST_EXISTS || cond->test == LAPI_TEST_ABSENT)
            return true;
        if (any_value_holds(r, found[i].word, cond)) {
            *word = found[i].word;
            return true;
        }
    }
    return false;
}

/* Does the condition hold? *word is the argument that made it true, or LAPI_NONE. */
static bool cond_holds(const lapi_reading *r, const lapi_args *args,
                       const lapi_cond *cond, uint32_t *word)
{
    bool seen = false, decided = false;
    *word = LAPI_NONE;
    for (uint32_t i = 0; i < cond->slots.count && !decided; i++)
        decided = slot_decides(r, args, cond, &r->lexicon->slots[cond->slots.first + i],
                               &seen, word);
    switch (cond->test) {
    case LAPI_TEST_EXISTS:
        return seen;
    case LAPI_TEST_ABSENT:
        return !seen;
    case LAPI_TEST_IS:
        return decided;
    default:
        return !decided;
    }
}

static bool is_noun(unsigned upos)
{
    return upos == LAPI_UPOS_NOUN || upos == LAPI_UPOS_PROPN;
}

/* A participle before a noun tells a state ("imprisoned rebels", "Norland-backed"); one
 * after a subject is a verb that the parser took for it ("fighters stormed positions").
 */
static bool tells_state(const lapi_tokens *t, uint32_t w)
{
    if (t->rel[w] != LAPI_REL_AMOD)
        return false;
    if (lapi_tree_child(t, w, LAPI_REL_COMPOUND) != LAPI_NONE || w == 0)
        return true;
    unsigned before = t->upos[w - 1];
    return !is_noun(before) && before != LAPI_UPOS_PRON && t->xpos[w] != LAPI_XPOS_VBD;
}

static bool pos_fits(const lapi_tokens *t, uint32_t w, unsigned pos)
{
    unsigned upos = t->upos[w];
    if (pos == LAPI_UPOS_NOUN)
        return is_noun(upos);
    if (pos == LAPI_UPOS_ADJ)
        return upos == LAPI_UPOS_ADJ || t->rel[w] == LAPI_REL_AMOD;
    if (pos == LAPI_UPOS_VERB)
        return lapi_args_reads_as_verb(t, w) && !tells_state(t, w);
    return upos == pos;
}

static void append_args(lapi_args *args, const lapi_args *more)
{
    for (uint32_t i = 0; i < more->count && args->count < LAPI_ARGS_MAX; i++)
        if (!more->at[i].shared)
            args->at[args->count++] = more->at[i];
}

/* Tries one sense; fills `out` and says true when all its conditions hold. */
static bool try_sense(const lapi_reading *r, uint32_t w, const lapi_sense *sense,
                      const lapi_args *own, lapi_match *out)
{
    if (!pos_fits(&r->doc->tokens, w, sense->pos))
        return false;
    out->word = w;
    out->sense = sense;
    out->trigger[0] = w;
    out->trigger_count = 1;
    out->met_count = 0;
    out->score = 10;
    out->takes_clause = false;
    out->args = *own;
    for (uint32_t i = 0; i < sense->cond_count; i++) {
        const lapi_cond *cond = &r->lexicon->conds[sense->first_cond + i];
        uint32_t word;
        if (!cond_holds(r, &out->args, cond, &word))
            return false;
        out->score += !cond->is_trigger ? cond->test == LAPI_TEST_IS ? 11 : 10
                      : word == r->doc->tokens.head[w] ? 5 /* "sanctions imposed on" */
                                                       : 20;
        if (!cond->is_trigger && word != LAPI_NONE &&
            out->met_count < LAPI_MET_WORDS_MAX)
            out->met[out->met_count++] = word;
        if (!cond->is_trigger || word == LAPI_NONE)
            continue;
        if (out->trigger_count < LAPI_TRIGGER_WORDS_MAX)
            out->trigger[out->trigger_count++] = word;
        out->takes_clause |= r->doc->tokens.rel[word] == LAPI_REL_XCOMP;
        if (is_noun(r->doc->tokens.upos[word])) {
            lapi_args more;
            lapi_args_gather(r, word, &more);
            append_args(&out->args, &more);
        }
    }
    if (sense->flags & LAPI_FLAG_LAST)
        out->score = 1 + sense->cond_count;
    return true;
}

/* "Sit-in", "pull-out": one word of the lexicon that the text's words are parts of. */
static bool ends_hyphened(const lapi_tokens *t, uint32_t w)
{
    return w >= 2 && t->begin[w] == t->end[w - 2] + 1 &&
           t->begin[w - 1] == t->end[w - 2] && t->end[w - 1] == t->begin[w] &&
           t->upos[w - 1] == LAPI_UPOS_PUNCT;
}

static uint64_t hyphened_key(const lapi_reading *r, uint32_t w)
{
    uint64_t key = lapi_know_key_add(0, lapi_doc_word(r->doc, w - 2));
    return lapi_know_key_add(key, r->doc->tokens.lemma[w]);
}

/* Best sense of a word into *best; false when none fits. */
static bool match_word(const lapi_reading *r, uint32_t w, lapi_match *best,
                       lapi_match *trial)
{
    uint32_t first, n = 0;
    if (ends_hyphened(&r->doc->tokens, w))
        n = lapi_event_lexicon_senses(r->lexicon, hyphened_key(r, w), &first);
    bool hyphened = n > 0;
    if (n == 0)
        n = lapi_event_lexicon_senses(r->lexicon, r->lemma_key[w], &first);
    if (n == 0 && r->form_key[w] != r->lemma_key[w])
        n = lapi_event_lexicon_senses(r->lexicon, r->form_key[w], &first);
    if (n == 0)
        return false;
    lapi_args own;
    lapi_args_gather(r, w, &own);
    best->sense = NULL;
    for (uint32_t i = 0; i < n; i++)
        if (try_sense(r, w, &r->lexicon->senses[first + i], &own, trial) &&
            (!best->sense || trial->score > best->score))
            *best = *trial;
    if (best->sense && hyphened && best->trigger_count < LAPI_TRIGGER_WORDS_MAX)
        best->trigger[best->trigger_count++] = w - 2;
    return best->sense != NULL;
}

static bool consumed(const uint8_t *used, const lapi_match *m)
{
    for (uint32_t i = 0; i < m->trigger_count; i++)
        if (used[m->trigger[i]])
            return true;
    return false;
}

/* A word inside a name tells nothing: "International Conference of Support". */
static bool is_in_name(const lapi_tokens *t, uint32_t w)
{
    return t->upos[w] == LAPI_UPOS_PROPN && t->name && t->name[w] != LAPI_NAME_O;
}

bool lapi_match_only_dates(const lapi_reading *r, uint32_t word, const lapi_sense *s)
{
    uint32_t c = lapi_tree_case(&r->doc->tokens, word);
    return s->type == LAPI_EVENT_CONSULT && s->pos == LAPI_UPOS_NOUN &&
           c != LAPI_NONE &&
           lapi_match_in_class(r, c, lapi_know_key(LAPI_S("ahead_preposition")));
}

lapi_match *lapi_match_keep(lapi_arena *arena, const lapi_match *match)
{
    size_t bytes = offsetof(lapi_match, args.at) + match->args.count * sizeof(lapi_arg);
    lapi_match *kept = lapi_arena_take(arena, 1, bytes);
    if (kept)
        memcpy(kept, match, bytes);
    return kept;
}

/* Best match of every word, NONE senses too; *count of them in `out`. */
static lap_status gather(const lapi_reading *r, lapi_match **out, uint32_t *count)
{
    lapi_match *m = lapi_arena_get(r->doc->arena, 2, sizeof *m);
    if (!m)
        return LAP_NO_MEMORY;
    *count = 0;
    for (uint32_t w = 0; w < r->doc->tokens.count; w++) {
        if (is_in_name(&r->doc->tokens, w) || !match_word(r, w, &m[0], &m[1]) ||
            lapi_match_only_dates(r, w, m[0].sense))
            continue;
        out[*count] = lapi_match_keep(r->doc->arena, &m[0]);
        if (!out[(*count)++])
            return LAP_NO_MEMORY;
    }
    return LAP_OK;
}

/* A verb that takes a noun of events says what becomes of them: "suspended food aid".
 */
static uint32_t rank_of(const lapi_match *m)
{
    bool takes = m->trigger_count > 1 && m->sense->pos == LAPI_UPOS_VERB;
    return m->score + (takes ? 15u : 0u);
}

/* "Refused to allow them in" is told before what is refused; then the better
 * condition-holder, so that "held talks" is one event and not two; between equals the
 * noun, which carries the meaning ("launched a scathing attack"). */
static int by_score(const void *x, const void *y)
{
    const lapi_match *a = *(lapi_match *const *)x, *b = *(lapi_match *const *)y;
    if (a->takes_clause || b->takes_clause)
        return a->takes_clause && b->takes_clause
                   ? (a->word > b->word) - (a->word < b->word)
               : a->takes_clause ? -1
                                 : 1;
    if ((a->trigger_count > 1) != (b->trigger_count > 1))
        return a->trigger_count > 1 ? -1 : 1;
    uint32_t rank_a = rank_of(a), rank_b = rank_of(b);
    if (rank_a != rank_b)
        return rank_a > rank_b ? -1 : 1;
    return (a->word > b->word) - (a->word < b->word);
}

static int by_word(const void *x, const void *y)
{
    const lapi_match *a = *(lapi_match *const *)x, *b = *(lapi_match *const *)y;
    return (a->word > b->word) - (a->word < b->word);
}

void lapi_matches_sort(lapi_matches *matches)
{
    qsort(matches->at, matches->count, sizeof *matches->at, by_word);
}

lap_status lapi_match_run(const lapi_reading *reading, lapi_matches *out)
{
    uint32_t n = reading->doc->tokens.count, count = 0;
    uint8_t *used = lapi_arena_get(reading->doc->arena, n, 1);
    lapi_match **at = lapi_arena_get(reading->doc->arena, n, sizeof *at);
    if (!used || !at)
        return LAP_NO_MEMORY;
    lap_status status = gather(reading, at, &count);
    lapi_match **none = lapi_arena_get(reading->doc->arena, count, sizeof *none);
    if (status != LAP_OK || !none)
        return status == LAP_OK ? LAP_NO_MEMORY : status;
    qsort(at, count, sizeof *at, by_score);
    *out = (lapi_matches){.at = at, .none = none};
    for (uint32_t i = 0; i < count; i++) {
        if (consumed(used, at[i]))
            continue;
        for (uint32_t k = 0; k < at[i]->trigger_count; k++)
            used[at[i]->trigger[k]] = 1;
        if (at[i]->sense->type != LAPI_EVENT_TYPES)
            at[out->count++] = at[i];
        else
            none[out->none_count++] = at[i];
    }
    lapi_matches_sort(out);
    return LAP_OK;
}

lap_status lapi_matches_mark(const lapi_matches *matches, lapi_reading *reading)
{
    const lapi_doc *doc = reading->doc;
    reading->matched = lapi_arena_get(doc->arena, doc->tokens.count, 1);
    if (doc->tokens.count && !reading->matched)
        return LAP_NO_MEMORY;
    for (uint32_t i = 0; i < matches->count; i++)
        reading->matched[matches->at[i]->word] = 1;
    return LAP_OK;
}
