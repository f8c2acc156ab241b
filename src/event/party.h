/* Who stands in the slots of a match: words to mentions to parties of a record. */
#ifndef LAPI_EVENT_PARTY_H
#define LAPI_EVENT_PARTY_H

#include "event/match.h"

/* How a country's name is read: as its government, or as a mere country (sector ""). */
enum lapi_party_role { LAPI_PARTY_AGENT, LAPI_PARTY_OBJECT };

/* Parties of the first of the slot groups that yields any; coordination is expanded, a
 * mention of several gives its parts. Adds to *out without doubles; at most
 * LAPI_EVENT_PARTIES_MAX. */
lap_status lapi_party_fill(const lapi_reading *reading, const lapi_match *match,
                           lapi_slots slots, enum lapi_party_role role,
                           lapi_parties *out) LAP_MUST_USE;

/* Parties of one word (and what is coordinated with it), as above. */
lap_status lapi_party_of_word(const lapi_reading *reading, uint32_t word,
                              const char *path, enum lapi_party_role role,
                              lapi_parties *out) LAP_MUST_USE;

/* Where the frame's slots found no other party: those of the first other argument that
 * holds any (objects, then phrases with a preposition of parties) and is not among
 * `taken`. */
lap_status lapi_party_rest(const lapi_reading *reading, const lapi_match *match,
                           enum lapi_party_role role, const lapi_parties *taken,
                           lapi_parties *out) LAP_MUST_USE;

/* Adds a party; false when it was there already. */
lap_status lapi_party_add(const lapi_reading *reading, const lapi_party *party,
                          lapi_parties *out) LAP_MUST_USE;

/* Adds all of them. */
lap_status lapi_parties_add(const lapi_reading *reading, const lapi_parties *from,
                            lapi_parties *to) LAP_MUST_USE;

/* Drops those whose words are among these. */
void lapi_parties_drop(const lapi_parties *these, lapi_parties *from);

/* Do the words of any of them overlap these? */
bool lapi_parties_hold(const lapi_parties *parties, lapi_span span);

/* Is the country of any of them known? */
bool lapi_parties_known(const lapi_parties *parties);

/* Is there a known country on both sides? */
bool lapi_parties_share(const lapi_parties *a, const lapi_parties *b);

/* "Anyone in Lima", "condemned the raid in Lima": a place behind such a preposition
 * says only where. */
bool lapi_party_is_whereabouts(const lapi_reading *reading, uint32_t word);

/* A country that acts or speaks is its government; a body without a sector ("NGO")
 * stays what it is. */
void lapi_party_as_government(const lapi_mention *mention, lapi_actor *actor);

/* A party that the text only implies. */
lapi_party lapi_party_implied(const char *country, const char *sector,
                              const char *rule);

/* The same actor? Two unknown and unnamed ones are the same only where they stand in
 * the same place of the text. */
bool lapi_party_same(const lapi_party *a, const lapi_party *b);

#endif
