/* According to whom: attributions, their scope, and how sure each word's clause is.
 *
 *   "Kiev said two soldiers were killed"
 *    source cue content..............     attribution 0: source mention "Kiev"
 *   by_word[w]: innermost attribution whose content holds word w, or LAPI_NONE;
 *   attribution.outer: the attribution in whose content this one stands, or LAPI_NONE
 */
#ifndef LAPI_DATA_SOURCE_H
#define LAPI_DATA_SOURCE_H

#include "base/search.h"
#include "data/mention.h"

#define LAPI_SOURCE_SPANS_MAX 8u

typedef struct lapi_spans {
    uint32_t count;
    lapi_span at[LAPI_SOURCE_SPANS_MAX];
} lapi_spans;

typedef struct lapi_attribution {
    lapi_spans source, cue, content; /* bytes */
    uint32_t cue_word;
    uint32_t mention; /* who: mention, or LAPI_NONE ("it was reported") */
    lapi_span who;    /* the source as told, empty if none */
    lapi_actor actor; /* resolved */
    uint32_t outer;
    uint8_t is_quote;  /* direct speech */
    uint8_t is_record; /* makes according_to (a statement), not mere belief or fear */
    uint8_t is_cited;  /* told by those above it: "citing officials" */
    lapi_slice medium; /* "video", "statement", "social media"; empty if none */
    int32_t said_on;   /* day of saying, LAPI_DAY_NONE if not told */
    const char *rule;
} lapi_attribution;

typedef struct lapi_attributions {
    uint32_t count;
    lapi_attribution *at; /* [count] by cue */
    uint32_t *by_word;    /* [words] */
} lapi_attributions;

/* The first attribution with this cue, or LAPI_NONE. O(log attributions). */
static inline uint32_t lapi_attribution_of_cue(const lapi_attributions *all,
                                               uint32_t word)
{
    uint32_t a = lapi_lower_bound(all->at, all->count, sizeof *all->at,
                                  offsetof(lapi_attribution, cue_word), word);
    return a < all->count && all->at[a].cue_word == word ? a : LAPI_NONE;
}

enum lapi_realis {
    LAPI_REALIS_ACTUAL,
    LAPI_REALIS_NEGATED,
    LAPI_REALIS_FUTURE,
    LAPI_REALIS_UNCERTAIN_FUTURE,
    LAPI_REALIS_UNCERTAIN,
    LAPI_REALIS_CONDITIONAL,
    LAPI_REALIS_GENERIC
};

enum lapi_status {
    LAPI_STATUS_ACTUAL,
    LAPI_STATUS_PLANNED,
    LAPI_STATUS_POSSIBLE,
    LAPI_STATUS_CONDITIONAL,
    LAPI_STATUS_NEGATED,
    LAPI_STATUS_COUNT
};

/* Is it so: one item a word that can tell an event (verb, event noun, adjective). */
typedef struct lapi_fact {
    uint32_t word;
    int16_t fact_e2; /* -300 .. 300 */
    uint8_t realis;  /* enum lapi_realis */
    uint8_t status;  /* enum lapi_status */
    uint8_t historical;
    const char *rule; /* the cue's rule, for explain */
} lapi_fact;

typedef struct lapi_facts {
    uint32_t count;
    lapi_fact *at;     /* [count] by word */
    uint32_t *by_word; /* [words] fact or LAPI_NONE */
} lapi_facts;

const char *lapi_realis_name(unsigned realis);
const char *lapi_status_word(unsigned status);

#endif
