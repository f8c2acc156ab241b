/* Lines of JSON, for the readers of this folder. */
#ifndef LAPI_INTAKE_JSON_H
#define LAPI_INTAKE_JSON_H

#include "intake/intake.h"

#include <json-c/json.h>

/* The object of a line, checked to be UTF-8 without NUL; valid until the next line is
 * read. NULL with the error told. */
json_object *lapi_json_in_line(lapi_json_in *json, lapi_slice line, lap_error *error);

/* The text of a key, borrowed from the object: empty where it is missing or null.
 * LAP_BAD_INPUT: no string, or a NUL in it. */
lap_status lapi_json_text(json_object *object, const char *key, lapi_slice *out,
                          lap_error *error) LAP_MUST_USE;

/* The spans [[begin, end], ...] of a key, one behind the other and none empty, into the
 * arena; none where the key is missing. LAP_BAD_INPUT: anything else. */
lap_status lapi_json_spans(json_object *object, const char *key, lapi_arena *arena,
                           lapi_span **out, uint32_t *count,
                           lap_error *error) LAP_MUST_USE;

#endif
