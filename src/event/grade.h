/* How much a reader would believe that a predicate's deed happened, from -3 to 3: a
 * linear model over hashed features of the word, its clause and what governs it
 * (models/facts.lapm, trained by train/facts.sh). It grades; the rules of fact.c alone
 * decide realis and status.
 *
 *   tensor "weights"  u16 [1][buckets], two's complement, in 1/64 of a hundredth */
#ifndef LAPI_EVENT_GRADE_H
#define LAPI_EVENT_GRADE_H

#include "event/args.h"
#include "event/cue.h"

#include <lapwing/status.h>

enum {
    LAPI_GRADE_FEATURES_MAX = 128,
    LAPI_GRADE_BUCKETS = 1 << 17,
    LAPI_GRADE_UNIT = 64,
    LAPI_GRADE_SURE = 300
};

typedef struct lapi_grade {
    const unsigned char *weights; /* [LAPI_GRADE_BUCKETS] */
} lapi_grade;

/* The model that the library carries. LAP_BAD_MODEL when it is none. */
lap_status lapi_grade_open(lapi_grade *out, lap_error *error) LAP_MUST_USE;

/* Buckets of the features of the fact's word; returns their number, at most
 * LAPI_GRADE_FEATURES_MAX. Reads realis, status and rule of the fact. O(children). */
uint32_t lapi_grade_features(const lapi_reading *reading, const lapi_cues *cues,
                             const lapi_fact *fact, uint32_t *out);

/* What is known of the sentence that was looked at last. */
typedef struct lapi_kind {
    uint32_t sentence; /* LAPI_NONE at first */
    bool talk;         /* addressed to somebody */
} lapi_kind;

/* Sets fact_e2 of what the rules have judged. Talk (a sentence that names who speaks or
 * hears outside of quoted words, asks, exclaims or bids) is graded as a reader would
 * who is told no more. Elsewhere the rules' value stands; but what they take for
 * asserted and has no tense of its own is graded where the model doubts it, and sure
 * where it does not. A noun that is no predicate was never shown to the model. */
void lapi_grade_apply(const lapi_grade *grade, const lapi_reading *reading,
                      const lapi_cues *cues, lapi_kind *kind, lapi_fact *fact);

/* Sum of the weights, held to -300 .. 300. */
int16_t lapi_grade_score(const lapi_grade *grade, const uint32_t *features,
                         uint32_t count);

#endif
