/* Texts whose events are marked, read into examples. */
#ifndef TRAIN_EVENTS_TAKE_H
#define TRAIN_EVENTS_TAKE_H

#include "events.h"
#include "events_verdicts.h"
#include "pipeline/pipeline.h"

#define LINE_BYTES 65536
#define CHUNK      5u  /* sentences read as one text, besides each alone */
#define MARKS      96u /* of a text */

/* An event of a text: where its trigger stands, and what it is. */
typedef struct mark {
    uint32_t begin, end;
    uint8_t type, mode;
    bool optional;
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

typedef struct reader {
    lapi_know *know;
    lapi_pipeline *pipeline;
    lapi_doc doc;
    verdicts verdicts;
    corpus *corpus;
} reader;

/* Sentences that follow each other, with their labels. */
typedef struct chunk {
    char line[CHUNK][LINE_BYTES], text[CHUNK * LINE_BYTES];
    labels of[CHUNK];
    uint32_t count;
    char id[LINE_BYTES]; /* of their text in the treebank */
} chunk;

/* Opens the library for a corpus. */
void open_reader(reader *r, corpus *c);

/* Reads one text and keeps its words as examples. */
void take(reader *r, const char *text, const labels *l);

/* Every sentence alone, and all of them as one text; one group. */
void take_chunk(reader *r, chunk *c);

/* Adds an event whose trigger is the bytes at `at` of the text. */
void add_mark(const reader *r, labels *l, const char *text, const char *at,
              size_t bytes, lapi_slice type, lapi_slice mode, bool optional);

#endif
