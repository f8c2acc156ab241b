/* What the handles of the public interface are made of. */
#ifndef LAPI_API_PARTS_H
#define LAPI_API_PARTS_H

#include "api/file.h"
#include "intake/parcel.h"
#include "pipeline/pipeline.h"
#include "view/form.h"
#include "view/record.h"
#include "view/view.h"

#include <lapwing/lapwing.h>

#define LAPI_PROGRAM "lapwing " LAPI_VERSION

struct lap_engine {
    lapi_file model, pack; /* empty where the embedded one is used */
    lapi_know *know;
    lapi_pipeline *pipeline;
    char *coder; /* NUL-terminated */
};

struct lap_doc {
    lapi_doc doc;
    lapi_view view;
    const lap_engine *engine;
};

struct lap_workspace {
    const lap_engine *engine;
    lapi_opener *opener;
    lap_doc doc;
};

/* Forgets the document before; the new one has no text, id or date yet. */
lapi_doc *lapi_workspace_begin(lap_workspace *workspace);

/* Reads the document, whose text is set, up to a stage, and makes its view. */
lap_status lapi_workspace_end(lap_workspace *workspace,
                              enum lapi_stage last) LAP_MUST_USE;

/* The stage up to which a document must be read to be written like this. */
enum lapi_stage lapi_write_stage(const lap_write_options *options);

/* Makes the writer of a format that has one; *form is NULL for the others. */
lap_status lapi_write_form(const lapi_know *know, const lap_write_options *options,
                           lapi_form **form) LAP_MUST_USE;

/* Writes a document into a buffer, as rows where there is a writer; returns how many
 * events were told. */
uint64_t lapi_write_doc(const lap_doc *doc, const lap_write_options *options,
                        const lapi_form *form, lapi_buffer *out);

/* Reads the two spans of the line read last and writes the relation between them. */
lap_status lapi_write_relation(const lap_workspace *workspace, lapi_buffer *out,
                               lap_error *error) LAP_MUST_USE;

#endif
