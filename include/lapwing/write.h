/* Writing what was read. */
#ifndef LAPWING_WRITE_H
#define LAPWING_WRITE_H

#include <lapwing/doc.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where output goes. write() returns 0 when all n bytes were taken; anything else ends
 * the writing with LAP_IO. */
typedef struct lap_sink {
    int (*write)(void *context, const char *bytes, size_t n);
    void *context;
} lap_sink;

typedef enum lap_format {
    LAP_FORMAT_JSONL,   /* records, one a line; nothing for a document without events */
    LAP_FORMAT_TEXT,    /* records for people, one block each */
    LAP_FORMAT_LAYERS,  /* the document with its layers, one line */
    LAP_FORMAT_CONLLU,  /* sentences and tokens */
    LAP_FORMAT_EXPLAIN, /* why each record is what it is */
    LAP_FORMAT_RELATE,  /* the relation between two spans; jobs only */
    LAP_FORMAT_CSV,     /* records, a row each, in our own columns */
    LAP_FORMAT_PLOVER,  /* PLOVER 2.0, a JSON object a line */
    LAP_FORMAT_GDELT,   /* rows a pair of parties, as GDELT 2.0 has them ... */
    LAP_FORMAT_ICEWS,
    LAP_FORMAT_POLECAT,
    LAP_FORMAT_PHOENIX,
    LAP_FORMAT_GEOJSON, /* a collection of points with records */
    LAP_FORMAT_PARQUET  /* the columns of CSV, typed */
} lap_format;

typedef struct lap_write_options {
    lap_format format;
    uint32_t layers;      /* of LAP_FORMAT_LAYERS, from lap_layers_read; 0: all */
    uint32_t width;       /* columns of text for people; 0: 88 */
    int ansi;             /* not 0: text for people may use bold and underline */
    const char *event_id; /* of LAP_FORMAT_EXPLAIN: this event only; NULL: all */
    int merged;           /* not 0: tellings of one event (same_as) as one record */
    int header;           /* not 0: column names also where the format has none */
} lap_write_options;

/* Layers of "tokens,events": sentences tokens names entities times places quantities
 * sources facts events. LAP_BAD_ARGUMENT names the first that is none. */
LAP_API lap_status lap_layers_read(const char *names, uint32_t *layers,
                                   lap_error *error) LAP_MUST_USE;

/* The format of a name that `code --to` takes: "text", "csv" ... docs/formats.md tells
 * their columns. LAP_BAD_ARGUMENT lists the names. */
LAP_API lap_status lap_format_read(const char *name, lap_format *format,
                                   lap_error *error) LAP_MUST_USE;

/* Writes a document; in a format with a header or an end, a whole file of its own.
 * LAP_BAD_ARGUMENT: no such format for a document. */
LAP_API lap_status lap_doc_write(const lap_doc *doc, const lap_write_options *options,
                                 lap_sink sink) LAP_MUST_USE;

#ifdef __cplusplus
}
#endif

#endif
