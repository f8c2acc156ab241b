/* What speaks for and against a match being an event: named features, hashed.
 *
 *   "Police arrested 40 protesters in Minsk on Sunday."   arrested, COERCE
 *   features  word: arrest - COERCE; governor: none; doer: body of a country; around:
 * protester, Sunday ...
 *
 * A feature is its kind and a key, hashed to a place in the table of weights. The
 * trainer (train/events_main.c) and the scorer read the same ones. */
#ifndef LAPI_EVENT_EVIDENCE_H
#define LAPI_EVENT_EVIDENCE_H

#include "event/match.h"

#define LAPI_EVIDENCE_BITS  16u
#define LAPI_EVIDENCE_MAX   192u
#define LAPI_EVIDENCE_CLOSE 5u  /* words to each side that count as near */
#define LAPI_EVIDENCE_TEXT  3u  /* sentences that make a text */
#define LAPI_SECTORS_MAX    12u /* of a text that count, the first named ones */

enum lapi_topic {
    LAPI_TOPIC_SPORT,
    LAPI_TOPIC_BUSINESS,
    LAPI_TOPIC_CULTURE,
    LAPI_TOPIC_WEATHER,
    LAPI_TOPIC_SCIENCE,
    LAPI_TOPIC_HOME,
    LAPI_TOPIC_POLITICS,
    LAPI_TOPICS
};

/* One feature: where its weight stands, what it is called, the word that it is of. */
typedef struct lapi_evidence_item {
    uint32_t at;
    uint32_t word; /* LAPI_NONE: of no single word */
    const char *name;
} lapi_evidence_item;

typedef struct lapi_evidence {
    uint32_t count;
    lapi_evidence_item item[LAPI_EVIDENCE_MAX];
} lapi_evidence;

/* What is known of a document and its sentences, read once. */
typedef struct lapi_surroundings {
    const lapi_reading *reading;
    uint8_t *topics; /* [sentences] bits of enum lapi_topic */
    uint8_t *events; /* [sentences] matches in it, at most 255 */
    uint8_t *actors; /* [sentences] mentions of a known country, at most 255 */
    uint8_t *marks;  /* [sentences] bits: quote, question, I or you */
    uint8_t text_topics[LAPI_TOPICS]; /* how much of the text, in steps from 0 to 5 */
    const char *sectors[LAPI_SECTORS_MAX]; /* of those whom the text names */
    uint8_t sector_count[LAPI_SECTORS_MAX];
    uint32_t sectors_count;
} lapi_surroundings;

/* O(words). */
lap_status lapi_surroundings_read(const lapi_reading *reading,
                                  const lapi_matches *matches,
                                  lapi_surroundings *out) LAP_MUST_USE;

/* The match that a record was made of; NULL if it is not among them. O(log matches). */
const lapi_match *lapi_evidence_match(const lapi_matches *matches,
                                      const lapi_event *event);

/* The features of a match and the record made of it. O(words of its sentence). */
void lapi_evidence_gather(const lapi_surroundings *around, const lapi_match *match,
                          const lapi_event *event, lapi_evidence *out);

#endif
