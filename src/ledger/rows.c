#include "base/hash.h"
#include "base/status.h"
#include "ledger/parts.h"

#include <stdlib.h>

#define ROOM_MIN 64u /* a power of two */

bool lapi_ledger_grow(lapi_ledger *ledger, void **items, size_t count, size_t *capacity,
                      size_t size)
{
    if (count < *capacity)
        return true;
    size_t more = *capacity ? *capacity * 2 : ROOM_MIN;
    void *at = more > SIZE_MAX / size ? NULL : realloc(*items, more * size);
    if (!at) {
        ledger->failed = true;
        return false;
    }
    *items = at;
    *capacity = more;
    return true;
}

void lapi_ledger_push(lapi_ledger *ledger, lapi_rows *rows, int64_t row)
{
    void *at = rows->at;
    if (lapi_ledger_grow(ledger, &at, rows->count, &rows->capacity, sizeof row)) {
        rows->at = at;
        rows->at[rows->count++] = row;
    }
}

static int by_value(const void *x, const void *y)
{
    int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

void lapi_rows_unify(lapi_rows *rows)
{
    if (!rows->count)
        return;
    qsort(rows->at, rows->count, sizeof *rows->at, by_value);
    size_t kept = 1;
    for (size_t i = 1; i < rows->count; i++)
        if (rows->at[i] != rows->at[kept - 1])
            rows->at[kept++] = rows->at[i];
    rows->count = kept;
}

void lapi_rows_wipe(lapi_rows *table)
{
    if (table->count)
        memset(table->at, 0, table->capacity * sizeof *table->at);
    table->count = 0;
}

/* Where the row is, or the free place where it belongs. */
static int64_t *place_of(const lapi_rows *table, int64_t row)
{
    size_t mask = table->capacity - 1, at = lapi_hash_mix((uint64_t)row) & mask;
    while (table->at[at] && table->at[at] != row)
        at = (at + 1) & mask;
    return &table->at[at];
}

static bool grow_table(lapi_ledger *ledger, lapi_rows *table)
{
    lapi_rows old = *table;
    size_t capacity = old.capacity ? old.capacity * 2 : ROOM_MIN;
    int64_t *at = calloc(capacity, sizeof *at);
    if (!at) {
        ledger->failed = true;
        return false;
    }
    *table = (lapi_rows){at, old.count, capacity};
    for (size_t i = 0; i < old.capacity; i++)
        if (old.at[i])
            *place_of(table, old.at[i]) = old.at[i];
    free(old.at);
    return true;
}

bool lapi_rows_has(const lapi_rows *table, int64_t row)
{
    return table->capacity && *place_of(table, row);
}

bool lapi_rows_add(lapi_ledger *ledger, lapi_rows *table, int64_t row)
{
    if (table->count * 2 >= table->capacity && !grow_table(ledger, table))
        return false;
    int64_t *at = place_of(table, row);
    if (*at)
        return false;
    *at = row;
    table->count++;
    return true;
}

void lapi_ledger_file(lapi_ledger *ledger, const char *text, const uint64_t *keys,
                      uint32_t count, int64_t row)
{
    for (uint32_t k = 0; k < count; k++)
        lapi_db_do(ledger->db, text,
                   LAPI_ARGS(LAPI_INT((int64_t)keys[k]), LAPI_INT(row)));
}

lap_status lapi_ledger_status(lapi_ledger *ledger, lap_error *error)
{
    lap_status status = lapi_db_status(ledger->db, error);
    if (status == LAP_OK && ledger->failed)
        status = lapi_fail(error, LAP_NO_MEMORY, 0, "no memory");
    ledger->failed = false;
    return status;
}
