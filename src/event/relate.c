/* The relation between two given spans: the record that links them best, with a ranked
 * fallback that shows in its confidence. */
#include "data/tree.h"
#include "event/coder.h"
#include "event/party.h"

#define SURE          800u /* confidence: a record below gives way to a surer one */
#define SET_ASIDE     60u  /* what one that is less sure or was set aside loses */
#define LINKED_ENOUGH 250u /* see fit: one of the two at least is a party */

static bool is_where(const lapi_doc *doc, const lapi_event *e, lapi_span span)
{
    for (uint32_t i = 0; i < e->place_count; i++)
        if (lapi_span_overlaps(doc->places.at[e->places[i]].span, span))
            return true;
    return false;
}

/* 0 when the record says nothing of the two; more when it links them in this direction.
 */
static uint32_t fit(const lapi_doc *doc, const lapi_event *e, lapi_span source,
                    lapi_span target)
{
    uint32_t score = 0;
    bool no_source = source.begin == source.end, no_target = target.begin == target.end;
    if (no_source || lapi_parties_hold(&e->actors, source))
        score += no_source ? 100 : 300;
    else if (lapi_parties_hold(&e->recipients, source))
        score += 50;
    if (no_target || lapi_parties_hold(&e->recipients, target))
        score += no_target ? 100 : 300;
    else if (lapi_parties_hold(&e->actors, target))
        score += e->recipients.count == 0 ? 250 : 50;
    else if (is_where(doc, e, target))
        score += 150;
    /* What stands between the two is more likely theirs. */
    uint32_t low = source.begin < target.begin ? source.begin : target.begin;
    uint32_t high = source.end > target.end ? source.end : target.end;
    if (!no_source && !no_target && e->trigger.begin >= low && e->trigger.end <= high)
        score += 40;
    if (e->status == LAPI_STATUS_ACTUAL)
        score += 10;
    return score;
}

static bool has_value(const lapi_event_lexicon *lexicon, const lapi_cond *cond,
                      uint64_t key)
{
    for (uint32_t i = 0; i < cond->value_count; i++) {
        const lapi_value *v = &lexicon->values[cond->first_value + i];
        if (v->key == key || (v->kind == LAPI_VALUE_CLASS &&
                              lapi_event_lexicon_in_class(lexicon, v->key, key)))
            return true;
    }
    return false;
}

/* "Say sorry" tells nothing of "say": are the sense's other words below the word? */
static bool has_words(const lapi_event_lexicon *lexicon, const lapi_tokens *t,
                      uint32_t word, const lapi_sense *s)
{
    for (uint32_t i = 0; i < s->cond_count; i++) {
        const lapi_cond *cond = &lexicon->conds[s->first_cond + i];
        bool found = !cond->is_trigger;
        for (uint32_t c = t->first_child[word]; c != LAPI_NONE && !found;
             c = t->next_sibling[c])
            found = has_value(lexicon, cond, lapi_know_key(t->lemma[c]));
        if (!found)
            return false;
    }
    return true;
}

/* The sense of a word that asks for nothing, else one of the type that most of its
 * senses have; NULL when none tells an event. */
static const lapi_sense *usual_sense(const lapi_event_lexicon *lexicon,
                                     const lapi_tokens *t, uint32_t word, bool *plain)
{
    uint64_t key = lapi_know_key(t->lemma[word]);
    uint32_t first, n = lapi_event_lexicon_senses(lexicon, key, &first);
    uint32_t votes[LAPI_EVENT_TYPES + 1] = {0}, most = 0;
    const lapi_sense *best = NULL;
    *plain = false;
    for (uint32_t i = 0; i < n; i++)
        if (has_words(lexicon, t, word, &lexicon->senses[first + i]))
            votes[lexicon->senses[first + i].type]++;
    for (uint32_t i = 0; i < n; i++) {
        const lapi_sense *s = &lexicon->senses[first + i];
        if (s->type == LAPI_EVENT_TYPES || !has_words(lexicon, t, word, s))
            continue;
        uint32_t weight = votes[s->type] + (s->cond_count == 0 ? n : 0);
        if (weight > most) {
            most = weight;
            best = s;
            *plain = s->cond_count == 0;
        }
    }
    return best;
}

/* The word of the span that governs the others. */
static uint32_t top_of(const lapi_tokens *t, lapi_span span)
{
    for (uint32_t w = 0; w < t->count; w++) {
        lapi_span own = {t->begin[w], t->end[w]};
        if (!lapi_span_overlaps(own, span))
            continue;
        uint32_t h = t->head[w];
        if (h == LAPI_NONE || t->begin[h] >= span.end || t->end[h] <= span.begin)
            return w;
    }
    return LAPI_NONE;
}

/* How much a word stands between two others: in the tree, where it is an ancestor of
 * one of them alone or joins them, and in the line. */
static uint32_t stands_between(const lapi_tokens *t, uint32_t w, uint32_t a, uint32_t b)
{
    uint32_t score = 0;
    if (a == LAPI_NONE || b == LAPI_NONE || w == a || w == b)
        return a == LAPI_NONE && b == LAPI_NONE;
    bool over_a = lapi_tree_under(t, a, w), over_b = lapi_tree_under(t, b, w);
    if (over_a != over_b)
        score += 4;
    else if (over_a)
        for (uint32_t c = t->first_child[w]; c != LAPI_NONE; c = t->next_sibling[c])
            if (lapi_tree_under(t, a, c) && !lapi_tree_under(t, b, c))
                score += 6;
    if ((w > a && w < b) || (w > b && w < a))
        score += 3;
    return score;
}

static const lapi_event *record_of(const lapi_doc *doc, uint32_t word)
{
    const lapi_events *es = &doc->events;
    for (uint32_t i = 0; i < es->count + es->weak_count; i++) {
        const lapi_event *e = i < es->count ? &es->at[i] : &es->weak[i - es->count];
        if (e->head == word)
            return e;
    }
    return NULL;
}

static void take_record(const lapi_event *e, uint32_t confidence, lapi_relation *out)
{
    out->type = e->type;
    out->status = e->status;
    out->mode = e->mode;
    memcpy(out->cameo, e->cameo, sizeof out->cameo);
    out->confidence = confidence;
}

/* No record links the two: the word that stands best between them. */
static void guess(const lapi_event_lexicon *lexicon, const lapi_doc *doc,
                  lapi_span source, lapi_span target, lapi_relation *out)
{
    const lapi_tokens *t = &doc->tokens;
    uint64_t key_contact = lapi_know_key(LAPI_S("contact"));
    uint32_t a = top_of(t, source), b = top_of(t, target), most = 0;
    for (uint32_t w = 0; w < t->count; w++) {
        if (a != LAPI_NONE && b != LAPI_NONE && t->sentence[w] != t->sentence[a] &&
            t->sentence[w] != t->sentence[b])
            continue;
        bool plain;
        uint64_t lemma = lapi_know_key(t->lemma[w]);
        bool contact = lapi_event_lexicon_in_class(lexicon, key_contact, lemma);
        const lapi_event *record = record_of(doc, w);
        const lapi_sense *s = usual_sense(lexicon, t, w, &plain);
        uint32_t score = 1 + stands_between(t, w, a, b) +
                         (t->upos[w] == LAPI_UPOS_VERB ? 2u : 0u) +
                         (plain || contact ? 6u : 0u) + (record ? 8u : 0u);
        if (score <= most || (!record && !s && !contact))
            continue;
        most = score;
        out->confidence = 100;
        if (record) {
            take_record(record, 120, out);
        } else if (contact) {
            out->type = LAPI_EVENT_CONSULT;
            out->mode = LAPI_S("");
            memcpy(out->cameo, "040", 4);
        } else {
            out->type = s->type;
            out->mode = s->mode;
            memcpy(out->cameo, s->cameo, sizeof out->cameo);
        }
    }
}

static const lapi_event *best_record(const lapi_doc *doc, lapi_span source,
                                     lapi_span target, uint32_t *most)
{
    const lapi_event *best = NULL;
    *most = 0;
    for (uint32_t i = 0; i < doc->events.count + doc->events.weak_count; i++) {
        bool weak = i >= doc->events.count;
        const lapi_event *e =
            weak ? &doc->events.weak[i - doc->events.count] : &doc->events.at[i];
        uint32_t score = fit(doc, e, source, target);
        bool unsure = weak || e->confidence < SURE;
        score -= unsure && score > SET_ASIDE ? SET_ASIDE : 0;
        if (!best || score > *most) {
            best = e;
            *most = score;
        }
    }
    return best;
}

void lapi_coder_relate(const lapi_coder *coder, const lapi_doc *doc, lapi_span source,
                       lapi_span target, lapi_relation *out)
{
    uint32_t most;
    const lapi_event *best = best_record(doc, source, target, &most);
    /* The commonest relation in news, where the text has no word for another. */
    *out = (lapi_relation){.type = LAPI_EVENT_CONSULT,
                           .cameo = "040",
                           .mode = LAPI_S(""),
                           .confidence = 50};
    if (best && most >= LINKED_ENOUGH)
        take_record(best, most >= 500 ? best->confidence : 300, out);
    else
        guess(lapi_coder_lexicon(coder), doc, source, target, out);
    out->quad = (uint8_t)lapi_event_quad(out->type);
}
