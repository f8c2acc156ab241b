/* The event stage: mentions, times, places, attributions and facts in, records out.
 *
 *   tokens + lexicon -> matches -> one record each -> PLOVER's rules -> links between
 * records */
#ifndef LAPI_EVENT_CODER_H
#define LAPI_EVENT_CODER_H

#include "event/match.h"

typedef struct lapi_coder lapi_coder;

/* The lexicon is borrowed until free. */
lap_status lapi_coder_new(const lapi_event_lexicon *lexicon, lapi_coder **out,
                          lap_error *error) LAP_MUST_USE;
void lapi_coder_free(lapi_coder *coder);

/* Fills doc->events, sorted by trigger; all in the document's arena. Linear in words
 * times the senses of a lemma, plus events of a document times LAPI_LINK_WINDOW. */
lap_status lapi_coder_run(const lapi_coder *coder, lapi_doc *doc) LAP_MUST_USE;

/* Sets the reasons of doc->events, after lapi_coder_run on the same document: its words
 * are read once more. LAP_NO_MEMORY when the document's arena is full. */
lap_status lapi_coder_explain(const lapi_coder *coder,
                              const lapi_doc *doc) LAP_MUST_USE;

/* The relation that the text tells between two spans, always an answer. */
typedef struct lapi_relation {
    uint8_t type;   /* enum lapi_event_type */
    uint8_t status; /* enum lapi_status */
    uint8_t quad;
    lapi_slice mode;
    char cameo[5];
    uint32_t confidence; /* 0..1000; low where no record links the two */
} lapi_relation;

/* After lapi_coder_run on the same document. An empty span is a side only implied. */
void lapi_coder_relate(const lapi_coder *coder, const lapi_doc *doc, lapi_span source,
                       lapi_span target, lapi_relation *out);

/* The lexicon that the coder borrows. */
const lapi_event_lexicon *lapi_coder_lexicon(const lapi_coder *coder);

/* The lexicon row of a record as text for explain: trigger, pos, frame, example. */
lapi_slice lapi_coder_row(const lapi_coder *coder, uint32_t row, unsigned column);

#endif
