#include "view/parquet.h"

#include <stdlib.h>

/* Parquet's numbers for what is used of it. */
enum { TYPE_BOOLEAN, TYPE_INT32, TYPE_INT64, TYPE_DOUBLE = 5, TYPE_BYTE_ARRAY };
enum { CONVERTED_UTF8 = 0, CONVERTED_DATE = 6 };
enum { ENCODING_PLAIN = 0, ENCODING_RLE = 3 };
enum { OPTIONAL = 1, UNCOMPRESSED = 0, DATA_PAGE = 0 };

/* Thrift's compact protocol: types of fields. */
enum { T_I32 = 5, T_I64 = 6, T_BINARY = 8, T_LIST = 9, T_STRUCT = 12 };

typedef struct column {
    lapi_buffer values; /* flags: a byte each until the page is made */
    lapi_buffer levels; /* [rows] 1 where there is a value */
} column;

struct lapi_parquet {
    const lapi_flat *flat;
    column *columns; /* [field_count] */
    uint32_t rows;   /* of the row group under way */
    size_t pending;  /* bytes of its values */
    uint64_t written;
    uint64_t row_count;
    uint32_t group_count;
    lapi_buffer groups; /* the footer's list of row groups so far */
    lapi_buffer page;   /* reused */
};

void lapi_parquet_free(lapi_parquet *parquet)
{
    if (!parquet)
        return;
    for (uint32_t i = 0; parquet->columns && i < parquet->flat->field_count; i++) {
        lapi_buffer_clear(&parquet->columns[i].values);
        lapi_buffer_clear(&parquet->columns[i].levels);
    }
    lapi_buffer_clear(&parquet->groups);
    lapi_buffer_clear(&parquet->page);
    free(parquet->columns);
    free(parquet);
}

lap_status lapi_parquet_new(const lapi_flat *flat, lapi_parquet **out)
{
    lapi_parquet *parquet = calloc(1, sizeof *parquet);
    if (!parquet)
        return LAP_NO_MEMORY;
    parquet->flat = flat;
    parquet->columns = calloc(flat->field_count, sizeof *parquet->columns);
    if (!parquet->columns) {
        lapi_parquet_free(parquet);
        return LAP_NO_MEMORY;
    }
    *out = parquet;
    return LAP_OK;
}

static void put_varint(lapi_buffer *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        lapi_buffer_byte(out, (char)((value & 0x7F) | 0x80));
    lapi_buffer_byte(out, (char)value);
}

/* A field follows the one numbered *last. */
static void put_field(lapi_buffer *out, int *last, int id, int type)
{
    lapi_buffer_byte(out, (char)((id - *last) << 4 | type));
    *last = id;
}

/* Numbers are never negative here: zigzag doubles them. */
static void put_number(lapi_buffer *out, int *last, int id, int type, uint64_t value)
{
    put_field(out, last, id, type);
    put_varint(out, value << 1);
}

static void put_binary(lapi_buffer *out, const char *text)
{
    put_varint(out, strlen(text));
    lapi_buffer_str(out, text);
}

static void put_list(lapi_buffer *out, uint32_t count, int type)
{
    if (count < 15) {
        lapi_buffer_byte(out, (char)(count << 4 | (uint32_t)type));
        return;
    }
    lapi_buffer_byte(out, (char)(0xF0 | type));
    put_varint(out, count);
}

static void put_stop(lapi_buffer *out)
{
    lapi_buffer_byte(out, 0);
}

static uint32_t type_of(const lapi_flat_field *field)
{
    static const uint8_t types[] = {
        [LAPI_FLAT_TEXT] = TYPE_BYTE_ARRAY, [LAPI_FLAT_INT] = TYPE_INT64,
        [LAPI_FLAT_DECIMAL] = TYPE_DOUBLE,  [LAPI_FLAT_DAY] = TYPE_INT32,
        [LAPI_FLAT_FLAG] = TYPE_BOOLEAN,
    };
    return types[field->type];
}

/* Bits from bytes that are 0 or 1, the lowest first. */
static void put_bits(lapi_buffer *out, const lapi_buffer *flags)
{
    for (size_t i = 0; i < flags->bytes; i += 8) {
        unsigned bits = 0;
        for (size_t j = i; j < i + 8 && j < flags->bytes; j++)
            bits |= (unsigned)(flags->at[j] & 1) << (j - i);
        lapi_buffer_byte(out, (char)bits);
    }
}

/* The page's bytes: which rows have a value, then the values. */
static void make_page(lapi_parquet *parquet, const column *c,
                      const lapi_flat_field *field)
{
    lapi_buffer *page = &parquet->page;
    lapi_buffer_reset(page);
    uint32_t groups = (parquet->rows + 7) / 8;
    uint32_t head = groups < 64 ? 1 : groups < 8192 ? 2 : 3; /* bytes of the varint */
    lapi_buffer_uint(page, head + groups, 4);
    put_varint(page, (uint64_t)groups << 1 | 1);
    put_bits(page, &c->levels);
    if (field->type == LAPI_FLAT_FLAG)
        put_bits(page, &c->values);
    else
        lapi_buffer_add(page, c->values.at, c->values.bytes);
}

static void put_page_header(const lapi_parquet *parquet, lapi_buffer *out)
{
    int last = 0, inner = 0;
    put_number(out, &last, 1, T_I32, DATA_PAGE);
    put_number(out, &last, 2, T_I32, parquet->page.bytes);
    put_number(out, &last, 3, T_I32, parquet->page.bytes);
    put_field(out, &last, 5, T_STRUCT);
    put_number(out, &inner, 1, T_I32, parquet->rows);
    put_number(out, &inner, 2, T_I32, ENCODING_PLAIN);
    put_number(out, &inner, 3, T_I32, ENCODING_RLE);
    put_number(out, &inner, 4, T_I32, ENCODING_RLE);
    put_stop(out);
    put_stop(out);
}

/* What the footer says of a column of a row group. */
static void put_chunk(lapi_parquet *parquet, const lapi_flat_field *field,
                      uint64_t offset, uint64_t bytes)
{
    lapi_buffer *out = &parquet->groups;
    int last = 0, inner = 0;
    put_number(out, &last, 2, T_I64, offset);
    put_field(out, &last, 3, T_STRUCT);
    put_number(out, &inner, 1, T_I32, type_of(field));
    put_field(out, &inner, 2, T_LIST);
    put_list(out, 2, T_I32);
    put_varint(out, ENCODING_PLAIN << 1);
    put_varint(out, ENCODING_RLE << 1);
    put_field(out, &inner, 3, T_LIST);
    put_list(out, 1, T_BINARY);
    put_binary(out, field->name);
    put_number(out, &inner, 4, T_I32, UNCOMPRESSED);
    put_number(out, &inner, 5, T_I64, parquet->rows);
    put_number(out, &inner, 6, T_I64, bytes);
    put_number(out, &inner, 7, T_I64, bytes);
    put_number(out, &inner, 9, T_I64, offset);
    put_stop(out);
    put_stop(out);
}

static void put_group(lapi_parquet *parquet, lapi_buffer *out)
{
    size_t start = out->bytes;
    int last = 0;
    put_field(&parquet->groups, &last, 1, T_LIST);
    put_list(&parquet->groups, parquet->flat->field_count, T_STRUCT);
    for (uint32_t i = 0; i < parquet->flat->field_count; i++) {
        column *c = &parquet->columns[i];
        size_t before = out->bytes;
        make_page(parquet, c, &parquet->flat->fields[i]);
        put_page_header(parquet, out);
        lapi_buffer_add(out, parquet->page.at, parquet->page.bytes);
        put_chunk(parquet, &parquet->flat->fields[i],
                  parquet->written + (before - start), out->bytes - before);
        lapi_buffer_reset(&c->values);
        lapi_buffer_reset(&c->levels);
    }
    put_number(&parquet->groups, &last, 2, T_I64, out->bytes - start);
    put_number(&parquet->groups, &last, 3, T_I64, parquet->rows);
    put_stop(&parquet->groups);
    parquet->written += out->bytes - start;
    parquet->row_count += parquet->rows;
    parquet->group_count++;
    parquet->rows = 0;
    parquet->pending = 0;
}

/* One packed cell; returns what follows it. */
static const char *put_cell(lapi_parquet *parquet, uint32_t i, const char *at)
{
    column *c = &parquet->columns[i];
    uint32_t n = 0;
    for (int b = 0; b < 4; b++)
        n |= (uint32_t)(unsigned char)at[b] << 8 * b;
    bool is_there = n != LAPI_CELLS_NONE;
    lapi_buffer_byte(&c->levels, is_there);
    if (!is_there)
        return at + 4;
    if (parquet->flat->fields[i].type == LAPI_FLAT_TEXT)
        lapi_buffer_add(&c->values, at, (size_t)n + 4);
    else
        lapi_buffer_add(&c->values, at + 4, n);
    parquet->pending += n;
    return at + 4 + n;
}

static bool is_failed(const lapi_parquet *parquet, const lapi_buffer *out)
{
    bool failed = out->failed || parquet->groups.failed || parquet->page.failed;
    for (uint32_t i = 0; i < parquet->flat->field_count; i++)
        failed |=
            parquet->columns[i].values.failed || parquet->columns[i].levels.failed;
    return failed;
}

static void put_magic(lapi_parquet *parquet, lapi_buffer *out)
{
    if (parquet->written)
        return;
    lapi_buffer_str(out, "PAR1");
    parquet->written = 4;
}

lap_status lapi_parquet_put(lapi_parquet *parquet, const char *rows, size_t bytes,
                            lapi_buffer *out)
{
    put_magic(parquet, out);
    for (const char *at = rows, *end = rows + bytes; at < end;) {
        for (uint32_t i = 0; i < parquet->flat->field_count; i++)
            at = put_cell(parquet, i, at);
        parquet->rows++;
        if (parquet->rows == LAPI_PARQUET_ROWS_MAX ||
            parquet->pending > LAPI_PARQUET_BYTES_MAX)
            put_group(parquet, out);
    }
    return is_failed(parquet, out) ? LAP_NO_MEMORY : LAP_OK;
}

static void put_schema(const lapi_flat *flat, lapi_buffer *out)
{
    int last = 0;
    put_list(out, flat->field_count + 1, T_STRUCT);
    put_field(out, &last, 4, T_BINARY);
    put_binary(out, "record");
    put_number(out, &last, 5, T_I32, flat->field_count);
    put_stop(out);
    for (uint32_t i = 0; i < flat->field_count; i++) {
        const lapi_flat_field *field = &flat->fields[i];
        last = 0;
        put_number(out, &last, 1, T_I32, type_of(field));
        put_number(out, &last, 3, T_I32, OPTIONAL);
        put_field(out, &last, 4, T_BINARY);
        put_binary(out, field->name);
        if (field->type == LAPI_FLAT_TEXT)
            put_number(out, &last, 6, T_I32, CONVERTED_UTF8);
        if (field->type == LAPI_FLAT_DAY)
            put_number(out, &last, 6, T_I32, CONVERTED_DATE);
        put_stop(out);
    }
}

lap_status lapi_parquet_end(lapi_parquet *parquet, lapi_buffer *out)
{
    int last = 0;
    put_magic(parquet, out);
    if (parquet->rows)
        put_group(parquet, out);
    size_t start = out->bytes;
    put_number(out, &last, 1, T_I32, 1);
    put_field(out, &last, 2, T_LIST);
    put_schema(parquet->flat, out);
    put_number(out, &last, 3, T_I64, parquet->row_count);
    put_field(out, &last, 4, T_LIST);
    put_list(out, parquet->group_count, T_STRUCT);
    lapi_buffer_add(out, parquet->groups.at, parquet->groups.bytes);
    put_field(out, &last, 6, T_BINARY);
    put_binary(out, "lapwing");
    put_stop(out);
    lapi_buffer_uint(out, (uint32_t)(out->bytes - start), 4);
    lapi_buffer_str(out, "PAR1");
    return is_failed(parquet, out) ? LAP_NO_MEMORY : LAP_OK;
}
