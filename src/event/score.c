#include "event/score.h"

#include "model/file.h"

extern const unsigned char lapi_events_model[], lapi_events_model_end[];

const void *lapi_scorer_embedded(size_t *size)
{
    *size = (size_t)(lapi_events_model_end - lapi_events_model);
    return lapi_events_model;
}

lap_status lapi_scorer_open(const void *bytes, size_t size, lapi_scorer *out,
                            lap_error *error)
{
    enum { STEPS = sizeof out->confidence / sizeof out->confidence[0] };
    lapi_model model;
    lapi_tensor weights, confidence, limit;
    lap_status status = lapi_model_open(bytes, size, &model, error);
    if (status == LAP_OK)
        status = lapi_model_find(&model, "weights", LAPI_TENSOR_I8, 1,
                                 1u << LAPI_EVIDENCE_BITS, &weights, error);
    if (status == LAP_OK)
        status = lapi_model_find(&model, "confidence", LAPI_TENSOR_U16, 1, STEPS,
                                 &confidence, error);
    if (status == LAP_OK)
        status = lapi_model_find(&model, "limit", LAPI_TENSOR_U16, 1, 1, &limit, error);
    if (status != LAP_OK)
        return status;
    out->weights = (const int8_t *)weights.at;
    for (uint32_t i = 0; i < STEPS; i++) {
        uint32_t value = lapi_read_u16(confidence.at + 2 * (size_t)i);
        out->confidence[i] = (uint16_t)(value > 1000 ? 1000 : value);
    }
    out->limit = (uint16_t)lapi_read_u16(limit.at);
    return LAP_OK;
}

int32_t lapi_scorer_sum(const lapi_scorer *scorer, const lapi_evidence *evidence)
{
    int32_t sum = 0;
    for (uint32_t i = 0; i < evidence->count; i++)
        sum += scorer->weights[evidence->item[i].at];
    if (sum > LAPI_SCORE_SPAN)
        return LAPI_SCORE_SPAN;
    return sum < -LAPI_SCORE_SPAN ? -LAPI_SCORE_SPAN : sum;
}

uint32_t lapi_scorer_confidence(const lapi_scorer *scorer, int32_t sum)
{
    uint32_t at = (uint32_t)(sum + LAPI_SCORE_SPAN);
    uint32_t step = at / LAPI_SCORE_STEP, rest = at % LAPI_SCORE_STEP;
    uint32_t low = scorer->confidence[step];
    uint32_t high = rest ? scorer->confidence[step + 1] : low;
    return (low * (LAPI_SCORE_STEP - rest) + high * rest) / LAPI_SCORE_STEP;
}

static uint32_t size_of(int32_t weight)
{
    return (uint32_t)(weight < 0 ? -weight : weight);
}

/* The strongest reasons, strongest first; a feature that the model does not know is
 * none. */
static void explain(const lapi_scorer *scorer, const lapi_doc *doc,
                    const lapi_evidence *evidence, lapi_event *e)
{
    e->reason_count = 0;
    for (uint32_t i = 0; i < evidence->count; i++) {
        const lapi_evidence_item *item = &evidence->item[i];
        int32_t weight = scorer->weights[item->at];
        uint32_t at = e->reason_count;
        if (weight == 0)
            continue;
        while (at > 0 && size_of(e->reasons[at - 1].weight) < size_of(weight))
            at--;
        if (at == LAPI_EVENT_REASONS_MAX)
            continue;
        if (e->reason_count < LAPI_EVENT_REASONS_MAX)
            e->reason_count++;
        for (uint32_t k = e->reason_count - 1u; k > at; k--)
            e->reasons[k] = e->reasons[k - 1];
        lapi_span none = {0, 0};
        e->reasons[at] =
            (lapi_reason){.name = item->name,
                          .span = item->word == LAPI_NONE
                                      ? none
                                      : lapi_doc_words(doc, item->word, item->word + 1),
                          .weight = (int16_t)weight};
    }
}

lap_status lapi_scorer_run(const lapi_scorer *scorer, const lapi_reading *reading,
                           const lapi_matches *matches)
{
    lapi_surroundings around;
    lapi_doc *doc = reading->doc;
    lap_status status = lapi_surroundings_read(reading, matches, &around);
    lapi_evidence *evidence = lapi_arena_get(doc->arena, 1, sizeof *evidence);
    if (status == LAP_OK && !evidence)
        status = LAP_NO_MEMORY;
    for (uint32_t i = 0; status == LAP_OK && i < doc->events.count; i++) {
        lapi_event *e = &doc->events.at[i];
        const lapi_match *match = lapi_evidence_match(matches, e);
        if (!match)
            continue;
        lapi_evidence_gather(&around, match, e, evidence);
        e->confidence =
            lapi_scorer_confidence(scorer, lapi_scorer_sum(scorer, evidence));
        e->is_weak = e->confidence < scorer->limit;
        explain(scorer, doc, evidence, e);
    }
    return status;
}
