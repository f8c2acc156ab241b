/* What every view of a document stands on: the document, the versions that made it, and
 * offsets in code points. Views read a finished document and write into a buffer; what
 * they need beside it lives in the document's arena. */
#ifndef LAPI_VIEW_VIEW_H
#define LAPI_VIEW_VIEW_H

#include "base/buffer.h"
#include "data/doc.h"
#include "data/record.h"
#include "unicode/utf8.h"

typedef struct lapi_view {
    const lapi_doc *doc;
    lapi_slice coder; /* versions of program, model and knowledge */
    lapi_points points;
    lapi_report report; /* the records, standing by themselves */
} lapi_view;

/* O(text + records). LAP_NO_MEMORY when the arena is full. */
lap_status lapi_view_init(lapi_view *view, const lapi_doc *doc,
                          lapi_slice coder) LAP_MUST_USE;

/* Code points before a byte of the text. O(1). */
uint32_t lapi_view_point(const lapi_view *view, uint32_t byte);

/* The layers of `annotate`, as bits; all of them: LAPI_LAYERS_ALL. */
enum lapi_layer {
    LAPI_LAYER_SENTENCES,
    LAPI_LAYER_TOKENS,
    LAPI_LAYER_NAMES,
    LAPI_LAYER_ENTITIES,
    LAPI_LAYER_TIMES,
    LAPI_LAYER_PLACES,
    LAPI_LAYER_QUANTITIES,
    LAPI_LAYER_SOURCES,
    LAPI_LAYER_FACTS,
    LAPI_LAYER_EVENTS,
    LAPI_LAYER_COUNT
};
#define LAPI_LAYERS_ALL ((1u << LAPI_LAYER_COUNT) - 1)

const char *lapi_layer_name(unsigned layer);
/* enum lapi_layer of a name; LAPI_LAYER_COUNT if there is none such. */
unsigned lapi_layer_find(lapi_slice name);

/* How text for people looks. */
typedef struct lapi_style {
    uint32_t width; /* columns; 0: 88 */
    bool ansi;      /* the reader is a terminal that shows colours */
} lapi_style;

/* What the lexicon says about the frame of an event. */
typedef struct lapi_frame_text {
    lapi_slice trigger, pos, frame, when, example;
} lapi_frame_text;

/* Finds it for a row of the lexicon; false when there is none such. */
typedef struct lapi_frame_source {
    bool (*find)(const void *context, uint32_t row, lapi_frame_text *out);
    const void *context;
} lapi_frame_source;

/* The document as one line of JSON with the layers whose bits are set. */
void lapi_view_layers(const lapi_view *view, uint32_t layers, lapi_buffer *out);
/* Sentences and tokens as CoNLL-U. */
void lapi_view_conllu(const lapi_view *view, lapi_buffer *out);
/* Records for people: one block each. Nothing for a document without events. */
void lapi_report_people(const lapi_report *report, lapi_style style, lapi_buffer *out);
/* Why each event is what it is; `only` is an event's id, 0 for all. Returns how many
 * events were told. */
uint32_t lapi_view_explain(const lapi_view *view, lapi_style style,
                           lapi_frame_source frames, uint64_t only, lapi_buffer *out);

#endif
