/* Writes JSON into a buffer: commas and escapes are its business, nesting the caller's.
 * Failure is the buffer's: write on, check buffer->failed once. */
#ifndef LAPI_VIEW_JSON_H
#define LAPI_VIEW_JSON_H

#include "base/buffer.h"

typedef struct lapi_json {
    lapi_buffer *out;
    bool comma; /* a value stands before, so the next one is parted from it */
} lapi_json;

void lapi_json_open(lapi_json *json, char bracket);
void lapi_json_close(lapi_json *json, char bracket);
/* A key of our own: needs no escapes. */
void lapi_json_key(lapi_json *json, const char *key);

/* Values. Text is valid UTF-8; control characters, quotes and backslashes are escaped.
 */
void lapi_json_slice(lapi_json *json, lapi_slice value);
void lapi_json_str(lapi_json *json, const char *value);
void lapi_json_u64(lapi_json *json, uint64_t value);
void lapi_json_i64(lapi_json *json, int64_t value);
void lapi_json_decimal(lapi_json *json, double value, unsigned places);
void lapi_json_true(lapi_json *json);
void lapi_json_null(lapi_json *json);

/* A value that is JSON already. */
void lapi_json_raw(lapi_json *json, lapi_slice value);
/* The keys of an object that is JSON already, "{...}", into the object that is open. */
void lapi_json_inside(lapi_json *json, lapi_slice object);

/* A key with an id of a record. */
void lapi_json_id(lapi_json *json, const char *key, uint64_t id);

/* A key with its text, left out when there is nothing to say. */
void lapi_json_pair(lapi_json *json, const char *key, lapi_slice value);

#endif
