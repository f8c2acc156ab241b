/* The relation between two given spans: the record that links them best, with a ranked
 * fallback that shows in its confidence. */
#include "event/coder.h"

static bool overlaps(lapi_span a, lapi_span b)
{
    return a.begin < b.end && b.begin < a.end;
}

static bool holds(const lapi_parties *parties, lapi_span span)
{
    for (uint32_t i = 0; i < parties->count; i++)
        if (overlaps(parties->at[i].span, span))
            return true;
    return false;
}

/* 0 when the record says nothing of the two; more when it links them in this direction.
 */
static uint32_t fit(const lapi_event *e, lapi_span source, lapi_span target)
{
    uint32_t score = 0;
    bool no_source = source.begin == source.end, no_target = target.begin == target.end;
    if (no_source || holds(&e->actors, source))
        score += no_source ? 100 : 300;
    else if (holds(&e->recipients, source))
        score += 50;
    if (no_target || holds(&e->recipients, target))
        score += no_target ? 100 : 300;
    else if (holds(&e->actors, target))
        score += e->recipients.count == 0 ? 250 : 50;
    /* What stands between the two is more likely theirs. */
    uint32_t low = source.begin < target.begin ? source.begin : target.begin;
    uint32_t high = source.end > target.end ? source.end : target.end;
    if (!no_source && !no_target && e->trigger.begin >= low && e->trigger.end <= high)
        score += 40;
    if (e->status == LAPI_STATUS_ACTUAL)
        score += 10;
    return score;
}

/* The type that most senses of a word have, or LAPI_EVENT_TYPES. */
static const lapi_sense *usual_sense(const lapi_event_lexicon *lexicon, uint64_t key)
{
    uint32_t first, n = lapi_event_lexicon_senses(lexicon, key, &first);
    uint32_t votes[LAPI_EVENT_TYPES + 1] = {0}, most = 0;
    const lapi_sense *best = NULL;
    for (uint32_t i = 0; i < n; i++)
        votes[lexicon->senses[first + i].type]++;
    for (uint32_t i = 0; i < n; i++) {
        const lapi_sense *s = &lexicon->senses[first + i];
        if (s->type != LAPI_EVENT_TYPES && votes[s->type] > most) {
            most = votes[s->type];
            best = s;
        }
    }
    return best;
}

/* No record at all: the verb between the two, else any word that can tell an event. */
static const lapi_sense *guess(const lapi_event_lexicon *lexicon, const lapi_doc *doc,
                               lapi_span source, lapi_span target)
{
    const lapi_tokens *t = &doc->tokens;
    uint32_t low = source.end < target.end ? source.end : target.end;
    uint32_t high = source.begin > target.begin ? source.begin : target.begin;
    const lapi_sense *best = NULL;
    uint32_t most = 0;
    for (uint32_t w = 0; w < t->count; w++) {
        const lapi_sense *s = usual_sense(lexicon, lapi_know_key(t->lemma[w]));
        bool between = t->begin[w] >= low && t->end[w] <= high;
        uint32_t score = (between ? 4u : 1u) +
                         (t->upos[w] == LAPI_UPOS_VERB ? 2u : 0u) +
                         (t->head[w] == LAPI_NONE ? 1u : 0u);
        if (s && score > most) {
            most = score;
            best = s;
        }
    }
    return best;
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
        uint32_t score = fit(e, source, target);
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
    if (best) {
        out->type = best->type;
        out->status = best->status;
        out->mode = best->mode;
        memcpy(out->cameo, best->cameo, sizeof out->cameo);
        out->confidence = most >= 500 ? best->confidence : most >= 250 ? 300 : 120;
    } else {
        const lapi_sense *s = guess(lapi_coder_lexicon(coder), doc, source, target);
        if (s) {
            out->type = s->type;
            out->mode = s->mode;
            memcpy(out->cameo, s->cameo, sizeof out->cameo);
            out->confidence = 100;
        }
    }
    out->quad = (uint8_t)lapi_event_quad(out->type);
}
