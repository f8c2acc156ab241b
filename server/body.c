#include "server/body.h"

#include <string.h>

static bool has_known_keys(serve_call *call, json_object *object,
                           const char *const *keys)
{
    json_object_object_foreach(object, key, value)
    {
        const char *const *known = keys;
        (void)value;
        while (*known && strcmp(*known, key) != 0)
            known++;
        if (!*known) {
            serve_problem(call->out, 400, key, "there is no key %.100s here", key);
            return false;
        }
    }
    return true;
}

json_object *serve_body_read(serve_call *call, const char *const *keys)
{
    struct json_tokener *tokener = json_tokener_new_ex(SERVE_JSON_DEPTH_MAX);
    if (!tokener) {
        serve_problem(call->out, 503, NULL, "no memory");
        return NULL;
    }
    json_tokener_set_flags(tokener, JSON_TOKENER_STRICT | JSON_TOKENER_VALIDATE_UTF8);
    json_object *object =
        json_tokener_parse_ex(tokener, call->in->body, (int)call->in->body_bytes);
    size_t end = json_tokener_get_parse_end(tokener);
    bool is_object = object && json_object_is_type(object, json_type_object) &&
                     json_tokener_get_error(tokener) == json_tokener_success;
    for (size_t i = end; is_object && i < call->in->body_bytes; i++)
        is_object = strchr(" \t\r\n", call->in->body[i]) && call->in->body[i];
    json_tokener_free(tokener);
    if (!is_object)
        serve_problem(call->out, 400, NULL, "the body is no object of JSON");
    if (is_object && has_known_keys(call, object, keys))
        return object;
    json_object_put(object);
    return NULL;
}

bool serve_body_text(serve_call *call, json_object *object, const char *key,
                     bool is_needed, const char **out, size_t *bytes)
{
    json_object *value;
    *out = NULL;
    *bytes = 0;
    if (!json_object_object_get_ex(object, key, &value) || !value) {
        if (is_needed)
            serve_problem(call->out, 400, key, "%s is needed", key);
        return !is_needed;
    }
    if (!json_object_is_type(value, json_type_string)) {
        serve_problem(call->out, 400, key, "%s is no string", key);
        return false;
    }
    *out = json_object_get_string(value);
    *bytes = (size_t)json_object_get_string_len(value);
    if (!memchr(*out, '\0', *bytes))
        return true;
    serve_problem(call->out, 400, key, "there is a NUL in %s", key);
    return false;
}
