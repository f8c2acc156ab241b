/* Bodies of JSON: one object with known keys. */
#ifndef LAPWING_SERVE_BODY_H
#define LAPWING_SERVE_BODY_H

#include "server/serve.h"

#include <json-c/json.h>

/* The object of the call's body, to be put when done; its keys are of this list, which
 * NULL ends. NULL: a problem is the answer. */
json_object *serve_body_read(serve_call *call, const char *const *keys);

/* The text of a key; *out is NULL where it is missing. False: it is no string, or is
 * missing and needed; a problem is the answer. */
bool serve_body_text(serve_call *call, json_object *object, const char *key,
                     bool is_needed, const char **out, size_t *bytes);

#endif
