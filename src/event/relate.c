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

void lapi_coder_relate(const lapi_coder *coder, const lapi_doc *doc, lapi_span source,
                       lapi_span target, lapi_relation *out)
{
    (void)coder;
    const lapi_event *best = NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < doc->events.count; i++) {
        uint32_t score = fit(&doc->events.at[i], source, target);
        if (!best || score > most) {
            best = &doc->events.at[i];
            most = score;
        }
    }
    *out = (lapi_relation){.type = LAPI_EVENT_CONSULT,
                           .cameo = "040",
                           .mode = LAPI_S(""),
                           .quad = 1,
                           .confidence = 50};
    if (!best)
        return;
    out->type = best->type;
    out->status = best->status;
    out->quad = best->quad;
    out->mode = best->mode;
    memcpy(out->cameo, best->cameo, sizeof out->cameo);
    out->confidence = most >= 500 ? best->confidence : most >= 250 ? 300 : 120;
}
