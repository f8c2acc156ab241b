/* A claim: one happening, with everyone who tells it.
 *
 *   claim  ASSAULT, RUS MIL -> UKR CVL, Kharkiv, 2022-03-03     12 reports, 4 stories
 *   tellings[]  who, in which document, asserts, denies, doubts; how many dead
 *
 * Slices are borrowed from whoever filled it. */
#ifndef LAPI_DATA_CLAIM_H
#define LAPI_DATA_CLAIM_H

#include "data/record.h"

/* A record of a claim with what is known of its document. */
typedef struct lapi_telling {
    lapi_record record;
    lapi_slice doc, url, publisher;
    lapi_slice story;   /* id of the document that its story began with */
    int32_t published;  /* LAPI_DAY_NONE if not known */
    uint64_t joined;    /* id of the record that it was joined to; 0: the first */
    lapi_slice because; /* "day, place, number" */
} lapi_telling;

/* What someone ruled over records of a claim. */
typedef struct lapi_ruling {
    int64_t id;
    lapi_slice kind;       /* "split", "join" */
    lapi_slice records[2]; /* ids; a split has one */
    lapi_slice by, reason; /* empty if not told */
    int64_t revision;      /* of the store, at which it was made, */
    int64_t revoked;       /* and at which it was taken back; 0: it holds */
} lapi_ruling;

typedef struct lapi_claim {
    int64_t row; /* of the store */
    lapi_slice id, event, mode, status;
    int64_t quad;
    double scale;
    int32_t day, from, to; /* LAPI_DAY_NONE: not known */
    int32_t first_reported, last_reported;
    int64_t reports, documents, stories, publishers, denials, doubts;
    lapi_entities actors, recipients; /* of all tellings, each once */
    lapi_site *sites;                 /* [site_count], each once */
    uint32_t site_count;
    lapi_telling *tellings; /* [telling_count] earliest first */
    lapi_ruling *rulings;   /* [ruling_count] in the order in which they were made */
    uint32_t telling_count, ruling_count;
} lapi_claim;

#endif
