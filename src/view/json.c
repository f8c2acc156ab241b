#include "view/json.h"

#include "data/record.h"

static void part(lapi_json *json)
{
    if (json->comma)
        lapi_buffer_str(json->out, ", ");
    json->comma = true;
}

void lapi_json_open(lapi_json *json, char bracket)
{
    part(json);
    lapi_buffer_byte(json->out, bracket);
    json->comma = false;
}

void lapi_json_close(lapi_json *json, char bracket)
{
    lapi_buffer_byte(json->out, bracket);
    json->comma = true;
}

void lapi_json_key(lapi_json *json, const char *key)
{
    part(json);
    lapi_buffer_byte(json->out, '"');
    lapi_buffer_str(json->out, key);
    lapi_buffer_str(json->out, "\": ");
    json->comma = false;
}

static void escape(lapi_buffer *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    const char *from = "\"\\\b\f\n\r\t", *to = "\"\\bfnrt";
    const char *hit = strchr(from, c);
    lapi_buffer_byte(out, '\\');
    if (c && hit) {
        lapi_buffer_byte(out, to[hit - from]);
        return;
    }
    lapi_buffer_str(out, "u00");
    lapi_buffer_byte(out, hex[c >> 4]);
    lapi_buffer_byte(out, hex[c & 15]);
}

void lapi_json_slice(lapi_json *json, lapi_slice value)
{
    part(json);
    lapi_buffer_byte(json->out, '"');
    uint32_t done = 0;
    for (uint32_t i = 0; i < value.bytes; i++) {
        unsigned char c = (unsigned char)value.at[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        lapi_buffer_add(json->out, value.at + done, i - done);
        escape(json->out, c);
        done = i + 1;
    }
    if (value.bytes > done)
        lapi_buffer_add(json->out, value.at + done, value.bytes - done);
    lapi_buffer_byte(json->out, '"');
}

void lapi_json_str(lapi_json *json, const char *value)
{
    lapi_json_slice(json, lapi_slice_str(value));
}

void lapi_json_u64(lapi_json *json, uint64_t value)
{
    part(json);
    lapi_buffer_u64(json->out, value);
}

void lapi_json_i64(lapi_json *json, int64_t value)
{
    part(json);
    lapi_buffer_i64(json->out, value);
}

void lapi_json_decimal(lapi_json *json, double value, unsigned places)
{
    part(json);
    lapi_buffer_decimal(json->out, value, places);
}

void lapi_json_true(lapi_json *json)
{
    part(json);
    lapi_buffer_str(json->out, "true");
}

void lapi_json_null(lapi_json *json)
{
    part(json);
    lapi_buffer_str(json->out, "null");
}

void lapi_json_raw(lapi_json *json, lapi_slice value)
{
    part(json);
    lapi_buffer_slice(json->out, value);
}

void lapi_json_inside(lapi_json *json, lapi_slice object)
{
    if (object.bytes <= 2)
        return;
    part(json);
    lapi_buffer_add(json->out, object.at + 1, object.bytes - 2);
}

void lapi_json_id(lapi_json *json, const char *key, uint64_t id)
{
    char text[17];
    lapi_id_write(id, text);
    lapi_json_key(json, key);
    lapi_json_str(json, text);
}

void lapi_json_pair(lapi_json *json, const char *key, lapi_slice value)
{
    if (value.bytes == 0)
        return;
    lapi_json_key(json, key);
    lapi_json_slice(json, value);
}
