/* The gist of a record: what tells whether another record tells the same happening.
 *
 *   record --write--> gist (bytes, kept beside the record) --read--> lapi_gist
 *   two gists --compare--> evidence for and against, and a score
 *
 * Everything here depends on the two records alone: what is joined by it does not
 * depend on the order in which they came. Firm records (day told, place or persons
 * known) may connect others; weak ones only lean on the best that they know
 * (components.h). */
#ifndef LAPI_CLAIM_GIST_H
#define LAPI_CLAIM_GIST_H

#include "base/buffer.h"
#include "data/record.h"

#define LAPI_GIST_PARTIES 4u /* actors, and recipients, that are compared */
#define LAPI_GIST_SITES   4u
#define LAPI_GIST_AMOUNTS 4u
#define LAPI_GIST_KEYS    256u /* at most, of lapi_gist_keys */

typedef struct lapi_gist_party {
    char country[4], sector[4];
    uint32_t name; /* hash of the last word of the name; 0: none */
} lapi_gist_party;

typedef struct lapi_gist_parties {
    uint32_t count;
    lapi_gist_party at[LAPI_GIST_PARTIES];
} lapi_gist_parties;

typedef struct lapi_gist_site {
    char country[4];
    uint8_t grain, has_point; /* enum lapi_place_grain */
    int32_t lat_e4, lon_e4;
    uint32_t name, admin1; /* hashes; 0: none */
} lapi_gist_site;

typedef struct lapi_gist_amount {
    uint8_t what;
    double low, high; /* low <= high; infinite where open */
} lapi_gist_amount;

typedef struct lapi_gist {
    uint8_t type, status;
    uint8_t is_told;    /* the text says when, to the day */
    uint8_t is_dated;   /* the text says when */
    uint8_t is_denied;  /* by someone in the same document */
    int32_t from, to;   /* days that it may have happened on; LAPI_DAY_NONE: unknown */
    int32_t published;  /* day of the document */
    uint64_t telling;   /* id of the first record of the document that tells this;
                           0: it is the only one */
    uint32_t mode, cue; /* hashes of mode and of the trigger's first letters; 0: none */
    uint32_t words;     /* hash of the words of the evidence; 0: too few to tell */
    lapi_gist_parties actors, recipients;
    uint32_t site_count, amount_count;
    lapi_gist_site sites[LAPI_GIST_SITES];
    lapi_gist_amount amounts[LAPI_GIST_AMOUNTS];
} lapi_gist;

/* Appends the gist of record r of a report, with what the records that it is the same
 * as add to it. Failure is the buffer's. O(records of the report). */
void lapi_gist_write(const lapi_report *report, uint32_t r, lapi_buffer *out);

/* False where the bytes are no gist. */
bool lapi_gist_read(lapi_slice bytes, lapi_gist *out);

/* Is it a type that is told by who says it to whom, wherever that is? */
bool lapi_gist_is_of_words(uint8_t type);

/* Is enough told that the record may connect others? */
bool lapi_gist_is_firm(const lapi_gist *gist);

/* Reasons that two records tell one happening; the names of these bits are those of
 * lapi_evidence_name. */
enum lapi_evidence {
    LAPI_EVIDENCE_DAY = 1,
    LAPI_EVIDENCE_PLACE = 2,
    LAPI_EVIDENCE_AREA = 4,
    LAPI_EVIDENCE_ACTOR = 8,
    LAPI_EVIDENCE_RECIPIENT = 16,
    LAPI_EVIDENCE_NAME = 32,
    LAPI_EVIDENCE_NUMBER = 64,
    LAPI_EVIDENCE_MODE = 128,
    LAPI_EVIDENCE_TRIGGER = 256,
    LAPI_EVIDENCE_WORDS = 512,  /* the same words */
    LAPI_EVIDENCE_DOC = 1024,   /* the document itself says so (same_as) */
    LAPI_EVIDENCE_RULING = 2048 /* a person says so */
};
#define LAPI_EVIDENCE_BITS 12u

/* "day", "place", ...; bit < LAPI_EVIDENCE_BITS. */
const char *lapi_evidence_name(unsigned bit);

typedef struct lapi_likeness {
    uint32_t evidence;
    int32_t score;
} lapi_likeness;

/* May the two tell one happening? False: something speaks against it, or too little for
 * it. Symmetric. */
bool lapi_gist_compare(const lapi_gist *a, const lapi_gist *b, lapi_likeness *out);

/* Keys under which candidates are found: records that compare may join share one of the
 * keys of finding (what is sought) and of keeping (what is kept). Keys begin with a
 * stretch of time, so that those of one week lie together. Returns their number. */
uint32_t lapi_gist_keys(const lapi_gist *gist, bool is_finding,
                        uint64_t keys[LAPI_GIST_KEYS]);

#endif
