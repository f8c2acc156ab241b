/* Texts whose events are marked, read into examples. */
#ifndef TRAIN_EVENTS_TAKE_H
#define TRAIN_EVENTS_TAKE_H

#include "event/role.h"
#include "events.h"
#include "events_verdicts.h"
#include "pipeline/pipeline.h"

#define LINE_BYTES 65536
#define CHUNK      5u  /* sentences read as one text, besides each alone */
#define MARKS      96u /* of a text */

#define PARTIES 8u /* of an event, on a side */

/* Bytes of a text. */
typedef struct stretch {
    uint32_t begin, end;
} stretch;

/* An event of a text: where its trigger stands, what it is, who takes part. */
typedef struct mark {
    uint32_t begin, end;
    uint8_t type, mode;
    bool optional;
    stretch who[LAPI_ROLE_SIDES][PARTIES];
    uint32_t who_count[LAPI_ROLE_SIDES];
} mark;

typedef struct labels {
    mark at[MARKS];
    uint32_t count;
    uint32_t lexicon_row;
    const char *sentence[CHUNK]; /* their names in a treebank */
    uint32_t begins[CHUNK];      /* where they begin in the text */
    uint32_t sentences;
    uint8_t from;
} labels;

typedef struct reader reader;

/* What is done with a text that was read. */
typedef void use_text(reader *r, lapi_reading *reading, lapi_matches *matches,
                      const labels *l);

struct reader {
    use_text *use;
    lapi_know *know;
    lapi_pipeline *pipeline;
    lapi_doc doc;
    verdicts verdicts;
    corpus *corpus;
};

/* Sentences that follow each other, with their labels. */
typedef struct chunk {
    char line[CHUNK][LINE_BYTES], text[CHUNK * LINE_BYTES];
    labels of[CHUNK];
    uint32_t count;
    char id[LINE_BYTES]; /* of their text in the treebank */
} chunk;

/* Opens the library for a corpus. */
void open_reader(reader *r, corpus *c, use_text *use);

/* Keeps the words of a text as examples. */
use_text keep_words;

/* Reads one text and uses it. */
void take(reader *r, const char *text, const labels *l);

/* Reads pieces of news: "# date", then sentences, each followed by lines of its
 * events. */
void take_told(reader *r, const char *path);

/* Every sentence alone, and all of them as one text; one group. */
void take_chunk(reader *r, chunk *c);

/* Adds an event whose trigger is the bytes at `at` of the text. */
mark *add_mark(const reader *r, labels *l, const char *text, const char *at,
               size_t bytes, lapi_slice type, lapi_slice mode, bool optional);

#endif
