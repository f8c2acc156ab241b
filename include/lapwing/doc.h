/* Documents: one text in, everything read from it out. */
#ifndef LAPWING_DOC_H
#define LAPWING_DOC_H

#include <lapwing/engine.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A thread's memory, used again for document after document. */
typedef struct lap_workspace lap_workspace;

/* A document that has been read. Valid until its workspace reads the next one. */
typedef struct lap_doc lap_doc;

/* What comes in. Strings are copied. With a title, the document's text is title, two
 * newlines, text; offsets count in that. */
typedef struct lap_input {
    const char *text; /* UTF-8 without NUL, at most 16 MiB with its title */
    size_t text_bytes;
    const char *title; /* NULL: none */
    size_t title_bytes;
    const char *id;   /* NUL-terminated UTF-8; NULL: "" */
    const char *date; /* NUL-terminated ISO 8601 or YYYYMMDD; NULL: not known */
} lap_input;

LAP_API lap_status lap_workspace_new(const lap_engine *engine,
                                     lap_workspace **out) LAP_MUST_USE;
LAP_API void lap_workspace_free(lap_workspace *workspace);

/* Reads a document whole. LAP_BAD_INPUT: error->position is the byte offset of what is
 * no UTF-8 (or 0: the date is none). LAP_TOO_LARGE: over 16 MiB. On failure the
 * document before is gone, too. */
LAP_API lap_status lap_workspace_read(lap_workspace *workspace, const lap_input *input,
                                      const lap_doc **out,
                                      lap_error *error) LAP_MUST_USE;

/* A borrowed run of bytes of the document (no NUL at its end), and where it stands:
 * code points, `end` exclusive; start == end where it stands nowhere. */
typedef struct lap_text {
    const char *at;
    size_t bytes;
    size_t start, end;
} lap_text;

/* The whole text, title included. */
LAP_API lap_text lap_doc_text(const lap_doc *doc);

#ifdef __cplusplus
}
#endif

#endif
