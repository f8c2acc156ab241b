/* Where: place mentions with their coordinates. */
#ifndef LAPI_DATA_PLACE_H
#define LAPI_DATA_PLACE_H

#include "base/search.h"
#include "data/token.h"

enum lapi_place_grain {
    LAPI_GRAIN_COUNTRY,
    LAPI_GRAIN_REGION,
    LAPI_GRAIN_CITY,
    LAPI_GRAIN_SITE
};

enum lapi_place_relation {
    LAPI_PLACE_IN,
    LAPI_PLACE_NEAR,
    LAPI_PLACE_TOWARD,
    LAPI_PLACE_FROM,
    LAPI_PLACE_BETWEEN
};

typedef struct lapi_place {
    lapi_span span;      /* as told: "the Crimean peninsula", "our border" */
    uint32_t first, end; /* words, half-open */
    uint32_t head;       /* word */
    lapi_slice name;     /* usual English name */
    char country[4];     /* alpha-3, "" where no single state */
    char cc[3];          /* alpha-2 */
    lapi_slice admin1;
    int32_t lat_e4, lon_e4; /* degrees * 10^4 */
    uint8_t has_point;      /* lat/lon known */
    uint8_t grain;          /* enum lapi_place_grain */
    uint8_t relation;       /* enum lapi_place_relation, from its preposition */
    uint8_t
        is_name; /* a toponym (the `places` layer); else "the east of the country" */
    char fclass; /* GeoNames feature class: A P T H L S R, '?' unknown */
    uint32_t geonameid;  /* 0 unknown */
    uint32_t confidence; /* 0..1000 */
    const char *rule;    /* evidence, for explain; a static string */
} lapi_place;

typedef struct lapi_places {
    uint32_t count;
    lapi_place *at;    /* [count] by first word */
    uint32_t *by_head; /* [words] place or LAPI_NONE */
} lapi_places;

/* First place that begins at a word or after it. O(log places). */
static inline uint32_t lapi_places_from(const lapi_places *places, uint32_t word)
{
    return lapi_lower_bound(places->at, places->count, sizeof *places->at,
                            offsetof(lapi_place, first), word);
}

const char *lapi_place_relation_name(unsigned relation);
const char *lapi_place_grain_name(unsigned grain);

#endif
