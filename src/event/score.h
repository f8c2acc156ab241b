/* Is it an event: a trained, explainable guess for every record, and its confidence.
 *
 *   evidence -> sum of small weights -> confidence by a table that was fitted to what
 * came true
 *
 * The model is models/events.lapm, carried by the library: weights I8 [1 x 2^16] in
 * sixteenths of a logit, confidence U16 [1 x 65] in thousandths for sums -256, -248 ..
 * 256, limit U16 [1 x 1]. */
#ifndef LAPI_EVENT_SCORE_H
#define LAPI_EVENT_SCORE_H

#include "event/evidence.h"

#define LAPI_SCORE_SPAN 256
#define LAPI_SCORE_STEP 8

typedef struct lapi_scorer {
    const int8_t *weights;
    uint16_t confidence[2 * LAPI_SCORE_SPAN / LAPI_SCORE_STEP + 1];
    uint16_t limit; /* a record below it is set aside */
} lapi_scorer;

/* Opens a model of events; LAP_BAD_MODEL says what is wrong. The bytes are borrowed. */
lap_status lapi_scorer_open(const void *bytes, size_t size, lapi_scorer *out,
                            lap_error *error) LAP_MUST_USE;

/* The model that the library carries. */
const void *lapi_scorer_embedded(size_t *size);

/* The sum of the weights, bounded by LAPI_SCORE_SPAN. */
int32_t lapi_scorer_sum(const lapi_scorer *scorer, const lapi_evidence *evidence);

/* Thousandths for a sum. */
uint32_t lapi_scorer_confidence(const lapi_scorer *scorer, int32_t sum);

/* Sets confidence and reasons of the records, each of which one of the matches made.
 * O(words of the sentences with records). */
lap_status lapi_scorer_run(const lapi_scorer *scorer, const lapi_reading *reading,
                           const lapi_matches *matches) LAP_MUST_USE;

#endif
