/* What: the event records of a document (spec: the record). */
#ifndef LAPI_DATA_EVENT_H
#define LAPI_DATA_EVENT_H

#include "base/limits.h"
#include "base/search.h"
#include "data/mention.h"

enum lapi_event_type {
    LAPI_EVENT_AGREE,
    LAPI_EVENT_CONSULT,
    LAPI_EVENT_SUPPORT,
    LAPI_EVENT_CONCEDE,
    LAPI_EVENT_COOPERATE,
    LAPI_EVENT_AID,
    LAPI_EVENT_RETREAT,
    LAPI_EVENT_REQUEST,
    LAPI_EVENT_ACCUSE,
    LAPI_EVENT_REJECT,
    LAPI_EVENT_THREATEN,
    LAPI_EVENT_PROTEST,
    LAPI_EVENT_SANCTION,
    LAPI_EVENT_MOBILIZE,
    LAPI_EVENT_COERCE,
    LAPI_EVENT_ASSAULT,
    LAPI_EVENT_TYPES /* also: no event */
};

/* An actor, recipient or source as it stands in a record. */
typedef struct lapi_party {
    lapi_span span;   /* as told; empty if implied */
    uint32_t mention; /* LAPI_NONE if implied */
    lapi_actor actor;
    const char *rule; /* path from the trigger or the inference, for explain */
} lapi_party;

typedef struct lapi_parties {
    uint32_t count;
    lapi_party *at; /* [count], at most LAPI_EVENT_PARTIES_MAX */
} lapi_parties;

/* A source of a record: a party with how and when it spoke. */
typedef struct lapi_voice {
    lapi_party who;
    lapi_span cue;
    lapi_slice medium;
    int32_t said_on; /* LAPI_DAY_NONE if not told */
} lapi_voice;

typedef struct lapi_voices {
    uint32_t count;
    lapi_voice *at;
} lapi_voices;

#define LAPI_EVENT_REASONS_MAX 5u

/* One reason for or against a record; positive speaks for it. */
typedef struct lapi_reason {
    const char *name; /* static */
    lapi_span span;   /* the word it is of; empty if none */
    int16_t weight;   /* sixteenths of a logit */
} lapi_reason;

typedef struct lapi_event {
    uint8_t type;   /* enum lapi_event_type */
    uint8_t status; /* enum lapi_status (source.h) */
    uint8_t historical;
    uint8_t caption;
    uint8_t quad;     /* 1..4 */
    int16_t scale_e1; /* PLOVER score * 10 */
    char cameo[5];    /* "154" */
    lapi_slice mode;  /* "troops"; empty if none */
    uint32_t sentence;
    uint32_t head; /* trigger's head word */
    lapi_span trigger;
    lapi_span evidence;
    lapi_parties actors, recipients;
    uint32_t when;    /* index into times or LAPI_NONE */
    uint32_t *places; /* [place_count] indices into places */
    uint32_t place_count;
    uint32_t *quantities; /* [quantity_count] indices into quantities */
    uint8_t *what;        /* [quantity_count] role of each in this event */
    char (*whose)[8];     /* [quantity_count] "UKR MIL" or "" */
    uint32_t quantity_count;
    lapi_voices according_to; /* outermost first */
    lapi_voices disputed_by;
    lapi_slice *contexts; /* [context_count] PLOVER names, of the pack */
    uint32_t context_count;
    uint32_t same_as;    /* earlier event of the document or LAPI_NONE */
    uint32_t confidence; /* 0..1000 */
    lapi_reason reasons[LAPI_EVENT_REASONS_MAX]; /* [reason_count] strongest first */
    uint8_t reason_count; /* none before they are asked for (event/coder.h) */
    uint8_t is_weak;      /* improbable: to be set aside */
    uint32_t frame;       /* row of the lexicon that fired, for explain */
    uint64_t id;          /* stable hash of document id, offsets, type, version */
} lapi_event;

typedef struct lapi_events {
    uint32_t count;
    lapi_event *at; /* [count] by trigger */
    uint32_t weak_count;
    lapi_event *weak; /* [weak_count] set aside: contents, improbable ones */
} lapi_events;

/* First event of a sentence or of one after it. O(log events). */
static inline uint32_t lapi_events_from(const lapi_events *events, uint32_t sentence)
{
    return lapi_lower_bound(events->at, events->count, sizeof *events->at,
                            offsetof(lapi_event, sentence), sentence);
}

const char *lapi_event_name(unsigned type);
/* enum lapi_event_type of "ASSAULT"; LAPI_EVENT_TYPES if there is none such. */
unsigned lapi_event_find(lapi_slice name);
/* 1 verbal cooperation .. 4 material conflict. */
unsigned lapi_event_quad(unsigned type);

#endif
