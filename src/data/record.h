/* A record that stands by itself: what an event of a document says, with texts and
 * names in place of indices. Formats, store, claims and series read this noun and no
 * other.
 *
 *   document --view--> report: id, url, publisher, date, text
 *                        records[]: who, whom, when, where, how many, according to whom
 *
 * Slices are borrowed from whoever filled the record. Offsets are code points of the
 * text. */
#ifndef LAPI_DATA_RECORD_H
#define LAPI_DATA_RECORD_H

#include "base/slice.h"

/* Words of the text and where they stand; no text: implied, start == end == 0. */
typedef struct lapi_told {
    lapi_slice text;
    uint32_t start, end;
} lapi_told;

typedef struct lapi_entity {
    lapi_told told;
    char country[4]; /* alpha-3 or PLOVER's; "UNK", never "" */
    char sector[4];  /* PLOVER; "" where only a country is meant */
    lapi_slice name, office, wikidata;
} lapi_entity;

typedef struct lapi_entities {
    uint32_t count;
    lapi_entity *at; /* [count] */
} lapi_entities;

typedef struct lapi_saying {
    lapi_entity who;
    lapi_told cue;
    lapi_slice medium;
    int32_t said_on; /* LAPI_DAY_NONE if not told */
} lapi_saying;

typedef struct lapi_sayings {
    uint32_t count;
    lapi_saying *at; /* [count], outermost first */
} lapi_sayings;

typedef struct lapi_site {
    lapi_told told;
    lapi_slice name, admin1;
    char country[4]; /* "" where no single state */
    uint8_t has_point;
    uint8_t grain;          /* enum lapi_place_grain */
    uint8_t relation;       /* enum lapi_place_relation */
    int32_t lat_e4, lon_e4; /* degrees * 10^4 */
    uint32_t geonameid;     /* 0 unknown */
} lapi_site;

typedef struct lapi_amount {
    lapi_told told;
    uint8_t what;  /* enum lapi_quantity_what */
    uint8_t bound; /* enum lapi_bound */
    uint8_t has_low, has_high;
    double value, low, high;
    lapi_slice unit;
    char whose[9]; /* "UKR MIL", "" if not told */
} lapi_amount;

typedef struct lapi_record {
    uint64_t id;      /* stable */
    uint64_t same_as; /* id of the earlier telling; 0 if none */
    uint32_t sentence;
    uint8_t type;   /* enum lapi_event_type */
    uint8_t status; /* enum lapi_status */
    uint8_t historical, caption;
    uint8_t quad;        /* 1..4 */
    int16_t scale_e1;    /* PLOVER score * 10 */
    char cameo[5];       /* "" if none */
    lapi_slice mode;     /* empty if none */
    uint32_t confidence; /* 0..1000 */

    lapi_entities actors, recipients;
    lapi_told trigger, evidence;
    lapi_told when;   /* the time as told */
    int32_t from, to; /* days, inclusive; LAPI_DAY_NONE: the text does not say */
    uint8_t grain;    /* enum lapi_time_grain */
    uint8_t is_anchor_inferred;
    lapi_site *sites;     /* [site_count] */
    lapi_amount *amounts; /* [amount_count] */
    lapi_slice *contexts; /* [context_count] */
    uint32_t site_count, amount_count, context_count;
    lapi_sayings according_to, disputed_by;
} lapi_record;

/* A document as it is kept: where it comes from, and its records. */
typedef struct lapi_report {
    lapi_slice id;
    lapi_slice url, publisher, title; /* empty if not known */
    lapi_slice language;              /* "en" */
    lapi_slice coder;                 /* versions of program, model and knowledge */
    lapi_slice text;                  /* whole, title included */
    lapi_span *captions; /* [caption_count] of text, code points, in order */
    uint32_t caption_count;
    lapi_slice file;                  /* that it was read from; empty if from none */
    uint64_t file_offset, file_bytes; /* of its record of WARC in there; 0 if none */
    int32_t date;                     /* LAPI_DAY_NONE if not known */
    uint8_t anchor;                   /* enum lapi_anchor */
    lapi_record *records;             /* [record_count] by trigger */
    uint32_t record_count;
} lapi_report;

/* The canonical name, else the words of the text; empty for NULL, too. */
lapi_slice lapi_entity_called(const lapi_entity *entity);

/* An id of 16 hexadecimal digits and NUL, and back; false if it is none. */
void lapi_id_write(uint64_t id, char buf[17]);
bool lapi_id_read(lapi_slice text, uint64_t *id);

#endif
