/* Claims of a store, and who tells them. */
#ifndef LAPI_STORE_CLAIMS_H
#define LAPI_STORE_CLAIMS_H

#include "data/claim.h"
#include "store/query.h"

/* Asks for the claims that have a record which meets the filter, by day and id; end
 * with lapi_query_end. O(records that meet it + sort). */
lap_status lapi_claims_begin(lapi_store *store, const lapi_filter *filter,
                             lapi_query *out, lap_error *error) LAP_MUST_USE;
/* The next one without its parties, places and tellings; slices are borrowed until the
 * one after it. */
bool lapi_claims_next(lapi_query *query, lapi_claim *out);

/* The claim of an id, or the one that took it in: the statement that it borrows from,
 * to be ended. NULL if there is none. */
lapi_sql *lapi_claim_find(lapi_store *store, lapi_slice id, lapi_claim *out);

/* The claim of a row, likewise. NULL if there is none now. */
lapi_sql *lapi_claim_at(lapi_store *store, int64_t row, lapi_claim *out);
/* Asks for who says that it happened, or denies it, each once: role, name, country,
 * sector, at most LAPI_VOICES_MAX. */
#define LAPI_VOICES_MAX 12
lapi_sql *lapi_claim_voices(lapi_store *store, int64_t claim);

/* Asks for who says what a record tells: name, country, sector. */
lapi_sql *lapi_record_sources(lapi_store *store, int64_t rec);
/* Asks for the numbers of a record: id of its claim, event, mode, day, day of the
 * document, what, value, low, high, bound, unit, whose, publisher, ids of record and
 * document. */
lapi_sql *lapi_record_amounts(lapi_store *store, int64_t rec);

/* Asks for the parties of a claim, each once: role, country, sector, name. */
lapi_sql *lapi_claim_parties(lapi_store *store, int64_t claim);
/* Asks for its places, each once: name, country, admin1, lat, lon (null: no point),
 * geonameid, grain. */
lapi_sql *lapi_claim_places(lapi_store *store, int64_t claim);
/* Asks for its records, earliest first: rec, json, url, publisher, day of the document
 * (null: not known), id of the document that its story began with. */
lapi_sql *lapi_claim_records(lapi_store *store, int64_t claim);
/* Asks for what was ruled over its records, also what holds no longer: ruling, kind, a,
 * b, by, reason, revision, revoked (null: it holds), how many there are. */
lapi_sql *lapi_claim_rulings(lapi_store *store, int64_t claim);

#endif
