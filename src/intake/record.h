/* Records and reports back from the JSON that src/view writes of them.
 *
 *   {"id": "0123456789abcdef", "doc": "a", "event": "ASSAULT", ...}  ->  lapi_record
 *
 * Everything is copied into the arena. Unknown keys are passed over. O(bytes). */
#ifndef LAPI_INTAKE_RECORD_H
#define LAPI_INTAKE_RECORD_H

#include "base/arena.h"
#include "data/record.h"
#include "intake/intake.h"

/* A record and, beside it, what its line says of its document: "doc" and "coder". Lists
 * longer than a record may have are LAP_TOO_LARGE; LAP_BAD_INPUT names the key. */
lap_status lapi_record_read(lapi_json_in *json, lapi_slice line, lapi_arena *arena,
                            lapi_record *out, lapi_slice *doc, lapi_slice *coder,
                            lap_error *error) LAP_MUST_USE;

/* A report without its records: id, url, publisher, title, language, coder, date,
 * anchor, text, captions, file. */
lap_status lapi_report_read(lapi_json_in *json, lapi_slice line, lapi_arena *arena,
                            lapi_report *out, lap_error *error) LAP_MUST_USE;

#endif
