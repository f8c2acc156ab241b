/* Events: who did what to whom, as records of a document.
 *
 * Names of types, modes, statuses, sectors and codes are those of PLOVER and CAMEO.
 * Everything here is borrowed from the document. The whole record, with places and
 * quantities, is written by lap_doc_write. */
#ifndef LAPWING_EVENT_H
#define LAPWING_EVENT_H

#include <lapwing/doc.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct lap_event {
    char id[17];        /* 16 hexadecimal digits, stable */
    const char *event;  /* "ASSAULT" */
    lap_text mode;      /* "explosives"; 0 bytes: none */
    char cameo[5];      /* "183"; empty: none */
    int quad;           /* 1 verbal cooperation .. 4 material conflict */
    double scale;       /* PLOVER's conflict-cooperation score */
    const char *status; /* actual, planned, possible, conditional, negated */
    int is_historical;
    int is_caption;
    double confidence; /* 0 to 1 */
    lap_text trigger;
    lap_text evidence;
    char from[11], to[11]; /* "2021-11-12", inclusive; empty: the text does not say */
    size_t actor_count, recipient_count, source_count, denier_count;
} lap_event;

/* Which list of an event. */
typedef enum lap_role {
    LAP_ACTOR,
    LAP_RECIPIENT,
    LAP_SOURCE, /* who says so, outermost first */
    LAP_DENIER  /* who denies this very event */
} lap_role;

typedef struct lap_entity {
    lap_text text;       /* as told; 0 bytes: implied */
    lap_text name;       /* canonical; 0 bytes: unnamed; stands nowhere */
    const char *country; /* "UKR"; "UNK" if the text does not say */
    const char *sector;  /* "MIL"; "" where only a country is meant */
    lap_text office;
} lap_entity;

LAP_API size_t lap_doc_event_count(const lap_doc *doc);

/* LAP_BAD_ARGUMENT: no such event. */
LAP_API lap_status lap_doc_event(const lap_doc *doc, size_t index,
                                 lap_event *out) LAP_MUST_USE;

/* One of the entities of an event. LAP_BAD_ARGUMENT: no such event, role or entity. */
LAP_API lap_status lap_doc_entity(const lap_doc *doc, size_t event, lap_role role,
                                  size_t index, lap_entity *out) LAP_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
