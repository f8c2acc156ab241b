/* Candidates for a place name and the choice between them.
 *
 *   "Paris" x2   group {key, candidates: Paris FR, Paris US Texas, ...}
 *   votes        what all groups together say of countries and divisions
 *
 * One sense a name a document: all mentions of a name share a group. Work is bounded by
 * groups * LAPI_PLACE_CANDIDATES_MAX * rounds. */
#ifndef LAPI_MENTION_PLACE_H
#define LAPI_MENTION_PLACE_H

#include "mention/mention_read.h"

#define LAPI_PLACE_CANDIDATES_MAX 24u

typedef struct lapi_candidate {
    lapi_slice name, admin1;
    uint64_t division; /* hash of cc and admin1; 0 where it is no part of one */
    uint32_t row;
    int32_t lat_e4, lon_e4;
    int32_t base;  /* what population and kind say */
    int32_t score; /* with the document's evidence */
    uint32_t geonameid;
    char country[4]; /* alpha-3 */
    char cc[3];
    uint8_t reg; /* enum lapi_men_register */
    uint8_t grain;
    uint8_t has_point;
    char fclass;
} lapi_candidate;

typedef struct lapi_place_group {
    uint64_t key;
    uint32_t mentions;
    uint32_t container; /* group named with it ("Paris, Texas"), or LAPI_NONE */
    uint32_t count;
    lapi_candidate *at; /* [count] best first after the choice */
    uint8_t stripped;   /* found without its word for a kind of place */
    uint8_t grain;      /* of that word */
    uint8_t has_grain;
    uint8_t contained; /* the container decided */
    uint8_t voted;     /* the document's other places decided */
    uint16_t confidence;
} lapi_place_group;

/* All rows of the registers for names first .. end - 1 of the group's name. */
lap_status lapi_place_gather(lapi_men *m, const lapi_men_name *name,
                             lapi_place_group *group) LAP_MUST_USE;

/* Orders the candidates of each group by all evidence. */
lap_status lapi_place_choose(lapi_men *m, lapi_place_group *groups,
                             uint32_t count) LAP_MUST_USE;

/* Relation of a place to what happens, from the preposition before word `head` of a
 * noun phrase that begins at `first`. */
uint8_t lapi_place_relation_at(const lapi_men *m, uint32_t head, uint32_t first);

/* Decimal cell to 1/10000; 0 for an empty one. */
int32_t lapi_place_e4(lapi_slice cell);
/* Fills country, cc, position and name of a country's row. */
void lapi_place_country(const lapi_men *m, uint32_t row, lapi_place *out);

#endif
